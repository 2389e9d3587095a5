"""A form that comes back after a press, drawn anew or in a new document: what it has lost meanwhile is told; what went
with a form that has gone, and what is another field of the same words, is not."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest

from bots.model import Scope, Target
from bots.runners.driver import PlaywrightDriver

from .conftest import Open, field
from .site import Site

HEAD = "<!doctype html><html lang=ja><meta charset=utf-8><title>申請</title><h1>申請</h1>"
MINE = [field("番号", "002"), field("氏名", "髙橋 花子"), field("メモ", "い")]
KIND = field("区分", "継続")
LIST = "<label>区分 <select name=kind><option value=''>新規か継続<option>新規<option>継続</select></label>"


def told(driver: PlaywrightDriver) -> list[str]:
    return [one.field for one in driver.reread() if not one.equal]


def press(driver: PlaywrightDriver, words: str) -> list[str]:
    """What is told of the fields before a press, as a run looks at them; then the press."""
    lost = told(driver)
    driver.click(Target(words, "button"), timeout=3)
    return lost


# ------------------------------------------------------------------ one document

REDRAWN = HEAD + (
    "<div id=app></div><script>const $ = (id) => document.getElementById(id); let st = {};"
    "const box = (id, words) => `<label>${words} <input id=${id} value='${st[id] || ''}'></label>`;"
    "function draw(found) { $('app').innerHTML = box('no', '番号') + `<section>${found ? box('name', '氏名') + box('memo', 'メモ') : `REPLACED`}</section>`"
    f"+ \"{LIST}<button onclick='look()'>検索</button><button onclick='0'>確かめる</button>\" }}"
    "function look() { for (const e of document.querySelectorAll('input')) st[e.id] = e.value; draw(false) } draw(true)</script>"
)


@pytest.mark.parametrize("steps", [[3], [1, 2]], ids=["set together", "set one after another"])
def test_a_part_that_is_missing_where_its_form_is_drawn_anew_is_told(open_page: Open, site: Site, steps: list[int]) -> None:
    site.extra["came_back.html"] = REDRAWN.replace("REPLACED", "<p>該当なし</p>")
    driver, rest = open_page("came_back.html"), list(MINE)
    for count in steps:
        driver.fill(rest[:count], timeout=3)
        rest = rest[count:]
    assert press(driver, "検索") == []
    driver.fill([KIND], timeout=3)
    assert told(driver) == ["氏名", "メモ"]


def test_a_part_is_told_though_another_press_came_before_it_was_set(open_page: Open, site: Site) -> None:
    site.extra["came_back.html"] = REDRAWN.replace("REPLACED", "<p>該当なし</p>")
    driver = open_page("came_back.html")
    driver.fill(MINE[:1], timeout=3)
    assert press(driver, "確かめる") == []
    driver.fill(MINE[1:], timeout=3)
    assert press(driver, "検索") == []
    driver.fill([KIND], timeout=3)
    assert told(driver) == ["氏名", "メモ"]


def test_a_page_that_says_as_texts_what_was_put_in_asks_to_confirm(open_page: Open, site: Site) -> None:
    """One box stays there, as with a remark that may still be changed: what is not shown is no loss."""
    site.extra["came_back.html"] = REDRAWN.replace("REPLACED", "<p>氏名：髙橋 花子 様</p>")
    driver = open_page("came_back.html")
    driver.fill(MINE, timeout=3)
    assert press(driver, "検索") == []
    assert told(driver) == []


def test_an_empty_box_of_the_next_step_is_not_the_one_that_was_left_empty(open_page: Open, site: Site) -> None:
    site.extra["came_back.html"] = HEAD + (
        "<div id=r><label>番号 <input></label><label>氏名 <input></label><label>メモ <input></label></div>"
        "<button onclick=\"r.innerHTML = '<h2>保護者</h2><label>メモ <input></label>'\">次へ</button><script>const r = document.all.r</script>"
    )
    driver = open_page("came_back.html")
    driver.fill([*MINE[:2], field("メモ", "")], timeout=3)
    assert press(driver, "次へ") == []
    assert told(driver) == []


# ------------------------------------------------------------------ a new document

Reply = Callable[[dict[str, str]], str]


def form(sent: dict[str, str], left_out: str = "", *, action: str = "/back", words: str = "検索") -> str:
    """The form with what was sent, less one field."""
    boxes = {"no": "番号", "name": "氏名", "memo": "メモ"}
    drawn = "".join(
        f"<label>{label} <input name={name} value='{escape(sent.get(name, ''))}'></label>"
        for name, label in boxes.items()
        if label != left_out
    )
    chosen = LIST.replace(f"<option>{sent.get('kind') or '-'}", f"<option selected>{sent.get('kind')}")
    return f"{HEAD}<form method=post action={action}>{drawn}{chosen}<label>証明書 <input type=file name=paper></label><button>{words}</button></form>"


def record(values: dict[str, str]) -> str:
    """The form of a record that was searched for: with the words of the search, and many more."""
    more = "".join(f"<label>項目{n} <input name=more{n}></label>" for n in range(1, 6))
    return form(values, action="/kept").replace("<label>証明書", f"{more}<label>証明書")


def emptied(*names: str) -> Reply:
    return lambda sent: form({**sent, **dict.fromkeys(names, "")})


def opened(open_page: Open, site: Site, reply: Reply, monkeypatch: pytest.MonkeyPatch) -> PlaywrightDriver:
    site.extra["came_back.html"] = form({})
    monkeypatch.setitem(site.replies, "/back", reply)
    return open_page("came_back.html")


@pytest.mark.parametrize(
    ("reply", "lost"),
    [
        (form, []),
        (emptied("memo"), ["メモ"]),
        (emptied("name", "memo"), ["氏名", "メモ"]),
        (emptied("kind"), ["区分"]),
        (emptied("no", "name", "memo", "kind"), []),
        (lambda sent: form({**sent, "name": "別人"}), ["氏名"]),
        (lambda sent: form({**sent, "kind": "新規"}), ["区分"]),
        (lambda sent: record({**sent, "name": "別人", "memo": "前の", "kind": "新規"}), []),
        (lambda sent: record({**sent, "kind": "新規"}), ["区分"]),
        (lambda _: f"{HEAD}<p>氏名：髙橋 花子</p>", []),
    ],
    ids=["kept", "one emptied", "two emptied", "a list emptied", "a search that clears itself", "one overwritten", "a list as it was", "a record of other values", "a longer form with a list as it was", "a page to confirm"],
)
def test_what_a_form_has_lost_that_came_back_in_a_new_document(
    open_page: Open, site: Site, monkeypatch: pytest.MonkeyPatch, reply: Reply, lost: list[str]
) -> None:
    driver = opened(open_page, site, reply, monkeypatch)
    driver.fill([*MINE, KIND], timeout=3)
    assert press(driver, "検索") == []
    assert told(driver) == lost


WIDENED: Reply = lambda sent: form({**sent, "no": f"0{sent['no']}", "name": ""})  # noqa: E731


@pytest.mark.parametrize(
    "reply",
    [emptied("no", "name", "memo", "kind"), WIDENED, lambda _: record({})],
    ids=["all emptied", "one rewritten, one emptied", "all emptied in a longer form"],
)
def test_a_form_that_is_sent_next_must_hold_what_was_put_in_though_nothing_of_it_stands(
    open_page: Open, site: Site, monkeypatch: pytest.MonkeyPatch, reply: Reply
) -> None:
    links = "<form action=/choose><button>結果を選ぶ</button></form><a href=/list>一覧へ</a>"
    for pressed, lost in (("検索", True), ("結果を選ぶ", False), ("一覧へ", False)):
        driver = opened(open_page, site, lambda sent: reply(sent) + links, monkeypatch)
        driver.fill(MINE[:2], timeout=3)
        assert press(driver, "検索") == []
        kind = "link" if pressed == "一覧へ" else "button"
        readings = driver.reread(Target(pressed, kind), only_came_back=True)
        assert [one.field for one in readings if not one.equal] == (["番号", "氏名"] if lost else []), pressed


def test_a_page_to_confirm_may_say_in_other_words_in_boxes_what_was_put_in(
    open_page: Open, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = {"no": "002", "name": "髙橋 花子 様", "memo": "1980年03月04日"}
    boxes = lambda day: "".join(f"<label>{words} <input readonly name={name} value='{({**said, 'memo': day})[name]}'></label>" for name, words in (("no", "番号"), ("name", "氏名"), ("memo", "メモ")))  # noqa: E731
    for day, lost in (("1980年03月04日", []), ("1980年3月4日（火）", []), ("1980年03月05日", ["メモ"])):
        driver = opened(open_page, site, lambda _, day=day: f"{HEAD}<form>{boxes(day)}<select name=kind><option>新規</select><button>登録</button></form>", monkeypatch)  # type: ignore[misc]
        driver.fill([*MINE[:2], field("メモ", "1980/03/04")], timeout=3)
        assert press(driver, "検索") == []
        assert [one.field for one in driver.reread(Target("登録", "button"), only_came_back=True) if not one.equal] == lost


def test_a_line_that_comes_back_empty_above_a_new_one_is_told(open_page: Open, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """“The last row” is another one then: the line is known by the name of its box."""
    line = lambda n, value: f"<tr><td><input name=item{n} value='{value}'></td></tr>"  # noqa: E731
    page = lambda *lines: f"{HEAD}<form method=post action=/back><label>番号 <input name=no value=002></label><table><caption>品目</caption><tr><th>品名</th></tr>{''.join(lines)}</table><button>行追加</button></form>"  # noqa: E731
    last = (Scope(table="品目"), Scope(last_row=True))
    for kept, lost in (("", ["品名"]), ("ノート", [])):
        site.extra["came_back.html"] = page(line(0, ""))
        monkeypatch.setitem(site.replies, "/back", lambda _, kept=kept: page(line(0, kept), line(1, "")))
        driver = open_page("came_back.html")
        driver.fill([field("番号", "002")], timeout=3)
        driver.fill([field("品名", "ノート")], within=last, timeout=3)
        assert press(driver, "行追加") == []
        assert [one.field for one in driver.reread(Target("行追加", "button"), only_came_back=True) if not one.equal] == lost
        driver.fill([field("品名", "鉛筆")], within=last, timeout=3)  # by the same words in another line
        assert told(driver) == lost


def test_a_button_outside_the_form_may_send_it(open_page: Open, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    outside = "<button type=button onclick='document.forms[0].submit()'>登録</button>"
    driver = opened(open_page, site, lambda _: form({}) + outside, monkeypatch)
    driver.fill(MINE[:2], timeout=3)
    assert press(driver, "検索") == []
    assert [one.field for one in driver.reread(Target("登録", "button")) if not one.equal] == ["番号", "氏名"]


def test_fields_of_a_document_that_is_there_are_left_as_they_are(open_page: Open, site: Site) -> None:
    """A button that is no submit was pressed, and the next one is: a search within one document may clear itself."""
    site.extra["came_back.html"] = REDRAWN.replace("REPLACED", "<p>該当なし</p>")
    driver = open_page("came_back.html")
    driver.fill(MINE, timeout=3)
    assert press(driver, "検索") == []
    assert driver.reread(Target("確かめる", "button"), only_came_back=True) == ()


def test_what_came_back_is_looked_at_after_the_next_press_too(open_page: Open, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    replies = iter([form, form, emptied("no")])
    driver = opened(open_page, site, lambda sent: next(replies)(sent), monkeypatch)
    for one in MINE:
        driver.fill([one], timeout=3)
        assert press(driver, "検索") == []
    assert told(driver) == ["番号"]


@pytest.mark.parametrize(
    ("says", "lost"),
    [
        ("", ["証明書"]),
        ("<p>添付済: 就労証明書.pdf</p>", []),
        ("<p>就労証明書.pdf は保存されません。もう一度選択してください。</p>", ["証明書"]),
        ("<p>Please choose 就労証明書.pdf again.</p>", ["証明書"]),
    ],
    ids=["lost", "kept", "refused", "refused in English"],
)
def test_a_file_is_kept_if_the_form_that_comes_back_with_an_empty_box_says_its_name(
    open_page: Open, site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, says: str, lost: list[str]
) -> None:
    paper = tmp_path / "就労証明書.pdf"
    paper.write_bytes(b"%PDF-1.4")
    driver = opened(open_page, site, lambda sent: form(sent) + says, monkeypatch)
    driver.fill(MINE, timeout=3)
    driver.upload([field("証明書", str(paper))], timeout=3)
    assert press(driver, "検索") == []
    assert told(driver) == lost


@pytest.mark.parametrize("box", ["checkbox", "radio"])
def test_a_choice_that_comes_back_as_it_was_at_first_is_told(
    open_page: Open, site: Site, monkeypatch: pytest.MonkeyPatch, box: str
) -> None:
    choices = {
        "checkbox": "<label><input type=checkbox name=mail checked>通知する</label>",
        "radio": "<fieldset><legend>受付</legend><label><input type=radio name=way value=1 checked>窓口</label><label><input type=radio name=way value=2>郵送</label></fieldset>",
    }
    mine = {"checkbox": field("通知する", "0"), "radio": field("受付", "郵送")}[box]
    page = lambda sent: form(sent).replace("<label>証明書", f"{choices[box]}<label>証明書")  # noqa: E731
    site.extra["came_back.html"] = page({})
    monkeypatch.setitem(site.replies, "/back", page)
    driver = open_page("came_back.html")
    driver.fill([*MINE, mine], timeout=3)
    assert press(driver, "検索") == []
    assert told(driver) == [mine.field.words]


def test_a_form_that_is_empty_after_the_submit_is_there_for_the_next_row(
    open_page: Open, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It keeps one value for it, as a form of many alike does."""
    driver = opened(open_page, site, emptied("no", "name"), monkeypatch)
    driver.fill(MINE, timeout=3)
    driver.press(Target("検索", "button"), ())
    driver.page.wait_for_load_state()
    driver.quiet()
    driver.fill([KIND], timeout=3)
    assert told(driver) == []


@pytest.mark.parametrize("names", [("person", "name"), ("no", "full")])
def test_a_search_that_leads_to_a_form_of_other_names_is_gone_through(
    open_page: Open, site: Site, monkeypatch: pytest.MonkeyPatch, names: tuple[str, str]
) -> None:
    record = f"{HEAD}<form><label>番号 <input name={names[0]} value=002></label><label>氏名 <input name={names[1]}></label><label>住所 <input name=place></label></form>"
    driver = opened(open_page, site, lambda _: record, monkeypatch)
    driver.fill(MINE[:2], timeout=3)
    assert press(driver, "検索") == []
    driver.fill([field("住所", "港町1")], timeout=3)
    assert told(driver) == []
