"""A submit through the driver itself: the request is held, the intent taken, sent once, answered."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bots.errors import NetworkError, ScreenError, Uncertain
from bots.model import Answer, FieldValue, Sending, Signs, Target, Timeouts
from bots.runners.driver import PlaywrightDriver

from . import png
from .conftest import Open, field
from .site import Site

SIGNS = Signs(success=("登録が完了しました",), problems=("入力内容に誤りがあります",))


def test_a_submit_is_sent_once_after_its_intent(open_page: Open, site: Site) -> None:
    driver = open_page("form_labels.html")
    name = field("氏名", "山田 太郎")
    driver.fill([name], timeout=3)
    intents: list[Sending] = []

    def intent(sending: Sending) -> None:
        assert site.posted == []
        intents.append(sending)

    driver.rehearse_submit(Target("登録", "button"), timeout=2)
    assert site.posted == []
    answer = driver.submit(
        Target("登録", "button"), signs=SIGNS, intent=intent, carries=(name.value,), timeout=10
    )
    assert (answer.kind, answer.sign) == ("success", "登録が完了しました")
    assert [(one.method, one.path) for one in intents] == [("POST", "/keep")]
    assert "name" in intents[0].fields
    assert len(site.posted) == 1
    assert driver.reread() == ()


def test_nothing_is_sent_if_the_intent_cannot_be_kept(open_page: Open, site: Site) -> None:
    driver = open_page("form_labels.html")
    driver.fill([field("氏名", "山田 太郎")], timeout=3)

    def intent(_: Sending) -> None:
        raise ScreenError("S30", text="試し")

    with pytest.raises(ScreenError):
        driver.submit(Target("登録"), signs=SIGNS, intent=intent, timeout=5)
    driver.pump(200)
    assert site.posted == []


def press(driver: PlaywrightDriver, *fields: FieldValue, seconds: float = 4) -> Answer:
    """Fill and submit, the intent taken as it comes."""
    driver.fill(list(fields), timeout=3)
    values = tuple(one.value for one in fields)
    return driver.submit(
        Target("登録", "button"), signs=SIGNS, intent=lambda _: None, carries=values, timeout=seconds
    )


def test_a_success_that_comes_with_an_error_status_is_no_success(open_page: Open, site: Site) -> None:
    driver = open_page("form_labels.html")
    site.status = 500
    try:
        answer = press(driver, field("氏名", "山田 太郎"))
    finally:
        site.status = 200
    assert (answer.kind, answer.reason) == ("nothing", "status")
    assert len(site.posted) == 1


def test_a_page_that_says_so_before_the_system_does_is_not_believed(open_page: Open, site: Site) -> None:
    site.extra["optimistic.html"] = """<!doctype html><meta charset=utf-8><h1>速すぎる画面</h1>
      <label>氏名 <input name=name></label><button onclick="go()">登録</button><p id=out></p>
      <script>function go() { out.textContent = '登録が完了しました';
        fetch('/keep', {method: 'POST', body: new URLSearchParams({name: document.querySelector('input').value})}); }</script>"""
    driver = open_page("optimistic.html")
    site.status = 503
    try:
        answer = press(driver, field("氏名", "山田 太郎"))
    finally:
        site.status = 200
    assert (answer.kind, answer.reason) == ("nothing", "status")


@pytest.mark.parametrize(
    "script",
    [
        "document.forms[0].onsubmit = () => { document.forms[0].name.value = '別人'; }",
        "document.querySelector('button').onmousedown = () => { document.forms[0].name.value = '別人'; }",
        "document.forms[0].onsubmit = () => { document.forms[0].tel.value = String(+document.forms[0].tel.value); }",
    ],
)
def test_a_value_that_the_press_changes_is_not_sent(open_page: Open, site: Site, script: str) -> None:
    driver = open_page("form_labels.html")
    driver.page.evaluate(f"() => {{ {script} }}")
    with pytest.raises(NetworkError) as caught:
        press(driver, field("氏名", "山田 太郎"), field("電話番号", "0000123"))
    assert caught.value.problem.code == "N26"
    assert site.posted == []


def test_a_form_that_sends_itself_while_it_is_filled_in_leaves_the_row_in_doubt(
    open_page: Open, site: Site
) -> None:
    site.extra["selfsent.html"] = """<!doctype html><meta charset=utf-8><h1>ひとりでに送る</h1>
      <form method=post action=/keep><label>番号 <input name=no onchange="if (value.length >= 8) form.submit()"></label>
      <label>氏名 <input name=name></label><button>登録</button></form>"""
    driver = open_page("selfsent.html")
    with pytest.raises(Uncertain) as caught:
        driver.fill([field("番号", "00000012"), field("氏名", "山田")], timeout=1)
    assert caught.value.problem.code == "N87"
    # The report shows what was set, where the page let that be read before it went.
    assert [one.field for one in caught.value.readings] in ([], ["番号"])
    assert len(site.posted) == 1


@pytest.mark.parametrize("wait", ["", "setTimeout(() => form.submit(), 150)"])
def test_a_form_that_its_last_field_sends_leaves_the_row_in_doubt_too(
    open_page: Open, site: Site, wait: str
) -> None:
    site.extra["lastsent.html"] = f"""<!doctype html><meta charset=utf-8><h1>最後で送る</h1>
      <form method=post action=/keep><label>番号 <input name=no onchange="{wait or 'form.submit()'}"></label>
      <button>登録</button></form>"""
    driver = open_page("lastsent.html")
    driver.plan = replace(driver.plan, timeouts=Timeouts(1, 5, 5))
    with pytest.raises(Uncertain) as caught:
        press(driver, field("番号", "00000012"))
    assert caught.value.problem.code == "N87"
    assert len(site.posted) == 1


def test_the_text_of_a_dialog_is_told_without_values_of_the_row(open_page: Open, site: Site) -> None:
    site.extra["told.html"] = """<!doctype html><meta charset=utf-8><h1>読み上げる</h1>
      <form method=post action=/keep onsubmit="alert('登録します ' + form.name.value + ' ' + form.no.value.replace(/(.{4})/g, '$1-'))">
      <label>氏名 <input name=name></label><label>番号 <input name=no></label><button>登録</button></form>
      <script>const form = document.forms[0];</script>"""
    driver = open_page("told.html")
    with pytest.raises(ScreenError) as caught:
        press(driver, field("氏名", "山田太郎"), field("番号", "345678901237", hidden=True))
    assert caught.value.problem.code == "S20"
    assert caught.value.problem.words["text"] == "登録します ●●● ●●●-"


@pytest.mark.parametrize("asks", ["return confirm('続けますか')", "alert('登録します')", "return !!prompt('理由')"], ids=["confirm", "alert", "prompt"])
def test_a_dialog_that_nobody_declared_leaves_a_picture_of_the_page_that_asked(open_page: Open, site: Site, asks: str) -> None:
    """The page is left for a blank one, so that it cannot send any more: no picture of that is evidence of anything."""
    site.extra["asks.html"] = f"""<!doctype html><meta charset=utf-8><h1 style="color:#fe01fd">確認</h1>
      <form method=post action=/keep onsubmit="{asks}"><label>氏名 <input name=name></label><label>番号 <input name=no style="color:#01fe02">
      </label><button>登録</button></form>"""
    driver = open_page("asks.html")
    hidden = field("番号", "345678901237", hidden=True)
    driver.begin_row([hidden.value])
    with pytest.raises(ScreenError) as caught:
        press(driver, field("氏名", "山田太郎"), hidden)
    assert caught.value.problem.code == "S20"
    assert driver.page.url == "about:blank"
    kept = driver.picture().data
    assert png.count(kept, (0xFE, 0x01, 0xFD)) > 50
    assert png.count(kept, (0x01, 0xFE, 0x02)) == 0
    assert site.posted == []
    driver.begin_row([])
    driver.goto("/form_labels.html", 10)
    assert driver.picture().data != kept


@pytest.mark.parametrize("window", ["_blank", "receipt"])
def test_an_answer_in_another_window_is_seen(open_page: Open, site: Site, window: str) -> None:
    site.extra["window.html"] = f"""<!doctype html><meta charset=utf-8><h1>別の窓</h1>
      <form method=post action=/keep target={window}><label>番号 <input name=no></label><button>登録</button></form>"""
    driver = open_page("window.html")
    for number in ("00000012", "00000013"):  # the window of the row before may be open still
        assert press(driver, field("番号", number)).kind == "success"
    assert [dict(one)["no"] for one in site.posted] == ["00000012", "00000013"]


LEAVING = """<!doctype html><meta charset=utf-8><h1>離れると送る</h1>
  <form id=f method={method} action=/keep><label>番号 <input name=no></label><label>電話 <input name=tel></label>
  <label>備考 <textarea name=memo onblur="{blur}"></textarea></label><button>登録</button></form>"""
BY_FETCH = (
    "fetch('/keep', {method: 'POST', body: new URLSearchParams(new FormData(f))})"
    ".then(() => { document.body.innerHTML = '<h1>トップ</h1>' })"
)


@pytest.mark.parametrize(
    ("method", "blur"),
    [("post", "f.submit()"), ("get", "f.submit()"), ("post", BY_FETCH)],
    ids=["a form", "a form in the address", "a script that takes the form away"],
)
def test_a_page_that_sends_when_its_last_field_is_left_leaves_the_row_in_doubt(
    open_page: Open, site: Site, method: str, blur: str
) -> None:
    """However far the steps come before they see it: the picture, the second look, the press."""
    site.extra["leaving.html"] = LEAVING.format(method=method, blur=blur)
    for step in (
        lambda driver, readings: driver.picture(readings),
        lambda driver, _: driver.reread(),
        lambda driver, _: driver.rehearse_submit(Target("登録"), timeout=1),
    ):
        driver = open_page("leaving.html")
        with pytest.raises(Uncertain) as caught:
            readings = driver.fill([field("番号", "00000012"), field("備考", "至急です")], timeout=1)
            driver.pump(300)
            step(driver, readings)
        assert caught.value.problem.code == "N87"


RESET = (
    "fetch('/keep', {method: 'POST', body: new URLSearchParams(new FormData(f))}).then(() => f.reset())"
)
BY_ADDRESS = (
    "fetch('/form_table.html?' + new URLSearchParams(new FormData(f)))"
    ".then(() => { document.body.innerHTML = '<h1>トップ</h1>' })"
)


@pytest.mark.parametrize("blur", [RESET, BY_ADDRESS], ids=["and empties the form", "by an address"])
def test_a_form_that_a_script_has_sent_is_not_filled_in_again(
    open_page: Open, site: Site, blur: str
) -> None:
    """Each field that is put in again would send the row again."""
    site.extra["resent.html"] = LEAVING.format(method="post", blur=blur)
    driver = open_page("resent.html")
    with pytest.raises(Uncertain) as caught:
        rows = [field("番号", "00000012"), field("電話", ""), field("備考", "至急です")]
        driver.fill(rows, timeout=3)
        driver.pump(200)
        driver.reread()
    assert caught.value.problem.code == "N87"
    assert len(site.posted) == (blur == RESET)


def test_a_rehearsal_does_not_say_that_nothing_was_sent_where_the_page_sent_it(
    open_page: Open, site: Site
) -> None:
    site.extra["aside.html"] = LEAVING.format(method="post target=aside", blur="f.submit()") + (
        "<iframe name=aside></iframe>"
    )
    driver = open_page("aside.html")
    driver.fill([field("番号", "00000012"), field("備考", "至急です")], timeout=3)
    driver.pump(300)
    assert len(site.posted) == 1
    with pytest.raises(Uncertain) as caught:
        driver.rehearse_submit(Target("登録"), timeout=1)
    assert caught.value.problem.code == "N87"
    with pytest.raises(Uncertain) as caught:  # nor is what fails after it tried again
        driver.fill([field("種別", "ない")], timeout=0.3)
    assert caught.value.problem.code == "N87"


def test_a_draft_that_a_page_keeps_leaves_nothing_in_doubt(open_page: Open, site: Site) -> None:
    draft = "fetch('/keep', {method: 'POST', body: new URLSearchParams(new FormData(f))})"
    site.extra["draft.html"] = LEAVING.format(method="post", blur=draft)
    driver = open_page("draft.html")
    readings = driver.fill([field("番号", "00000012"), field("備考", "至急です")], timeout=2)
    driver.pump(200)
    assert len(site.posted) == 1
    assert set(driver.picture(readings).rects) == {"番号", "備考"}
    assert all(one.equal for one in driver.reread())
    with pytest.raises(ScreenError) as caught:
        driver.rehearse_submit(Target("送信"), timeout=0.3)
    assert caught.value.problem.code == "S01"


@pytest.mark.parametrize("typing", ["fast", "keys"])
@pytest.mark.parametrize("text", ["改行\nあり", "改行\r\nあり", "末尾\n"])
def test_a_line_break_never_becomes_the_enter_of_a_form(
    open_page: Open, site: Site, text: str, typing: str
) -> None:
    site.extra["lines.html"] = """<!doctype html><meta charset=utf-8><h1>1行の欄</h1><form method=post action=/keep>
      <label>番号 <input name=no></label><label>件名 <input name=sub></label>
      <label>備考 <textarea name=memo></textarea></label><button>登録</button></form>"""
    driver = open_page("lines.html", typing=typing)
    with pytest.raises(ScreenError) as caught:
        driver.fill([field("番号", "7"), field("件名", text)], timeout=1)
    assert caught.value.problem.code == "S53"
    driver.pump(200)
    assert site.posted == []
    assert driver.page.evaluate("document.forms[0].no.value") == "", "nothing was set at all"
    (kept,) = driver.fill([field("備考", text)], timeout=2)
    assert kept.equal
    assert site.posted == []
