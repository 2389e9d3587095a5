"""Habits of business pages that send, ask or change something although nobody pressed a submit."""

from __future__ import annotations

from html import escape

import pytest

from bots.errors import ScreenError, Uncertain
from bots.model import Scope, Signs, Target
from bots.protocols import DialogAnswers
from bots.runners.driver import PlaywrightDriver

from .conftest import Open, field
from .site import Site

SIGNS = Signs(
    success=("登録が完了しました",), problems=("入力内容に誤り",), already=("既に登録されています",)
)
PAGE = "<!doctype html><html lang=ja><meta charset=utf-8><title>習慣</title>"


def submit(driver: PlaywrightDriver, signs: Signs = SIGNS, dialog: DialogAnswers = "") -> tuple[str, str]:
    answer = driver.submit(
        Target("登録", "button"), signs=signs, intent=lambda _: None, timeout=5, dialog=dialog
    )
    return answer.kind, answer.sign


# --------------------------------------------------------------------------- Enter


@pytest.mark.parametrize(
    "date",
    [
        "<input name=d class=datepicker>",
        "<input name=d onfocus='select()' onkeydown='if (event.key === `Enter`) { event.preventDefault(); f.nm.focus() }'>",
        "<input name=d class=flatpickr onkeydown='if (event.key === `Enter`) event.stopPropagation()'>",
    ],
    ids=["a class alone", "Enter goes to the next field", "Enter is kept to itself"],
)
def test_a_date_never_sends_the_form_with_enter(open_page: Open, site: Site, date: str) -> None:
    site.extra["date.html"] = f"""{PAGE}<form id=f method=post action=/keep><label>番号 <input name=no></label>
      <label>受付日 {date}</label><label>氏名 <input name=nm></label><button>登録</button></form>"""
    driver = open_page("date.html")
    rows = [field("番号", "1001"), field("受付日", "2026-04-01", "date"), field("氏名", "山田")]
    readings = driver.fill(rows, timeout=3)
    driver.pump(100)
    assert site.posted == []
    assert all(one.equal for one in readings)
    assert submit(driver) == ("success", "登録が完了しました")
    assert site.posted == [[("no", "1001"), ("d", "2026-04-01"), ("nm", "山田")]]


def test_a_picker_that_wants_enter_gets_it_and_the_form_stays(open_page: Open, site: Site) -> None:
    """Left without Enter it puts back what it held; its own Enter would also send the form."""
    site.extra["wants.html"] = f"""{PAGE}<form id=f method=post action=/keep><label>番号 <input name=no></label>
      <label>受付日 <input name=d class=flatpickr></label><button>登録</button></form><script>
      let kept = '';
      f.d.addEventListener('keydown', (e) => {{ if (e.key === 'Enter') {{ kept = f.d.value; f.submit(); }} }});
      f.d.addEventListener('blur', () => {{ f.d.value = kept; }});</script>"""
    driver = open_page("wants.html")
    rows = [field("番号", "1001"), field("受付日", "2026-04-01", "date")]
    assert all(one.equal for one in driver.fill(rows, timeout=3))
    driver.pump(100)
    assert site.posted == []
    assert submit(driver)[0] == "success"


def test_a_cell_takes_enter_and_the_form_around_it_stays(open_page: Open, site: Site) -> None:
    site.extra["grid.html"] = f"""{PAGE}<form method=post action=/keep><table role=grid><tr><th>名称<th>数量
      <tr><td>用紙<td role=gridcell id=cell tabindex=0></table><button>登録</button></form><script>
      cell.addEventListener('dblclick', () => {{ cell.innerHTML = '<input name=n>'; const e = cell.firstChild; e.focus();
        e.addEventListener('keydown', (event) => {{ if (event.key === 'Enter') cell.dataset.kept = e.value; }}); }});</script>"""
    driver = open_page("grid.html")
    driver.fill([field("数量", "3")], within=(Scope(row="用紙"),), timeout=3)
    driver.pump(100)
    assert driver.page.evaluate("cell.dataset.kept") == "3"
    assert site.posted == []


# --------------------------------------------------------------------------- questions

TWICE = """<form id=f method=post action=/keep onsubmit="return confirm('登録します。よろしいですか')
      && (no.value !== '1002' || confirm('この番号は既に登録されています。重ねて登録しますか'))">
      <label>番号 <input id=no name=no></label><button>登録</button></form>"""


def test_a_question_that_says_it_is_there_already_is_never_answered_ok(open_page: Open, site: Site) -> None:
    site.extra["twice.html"] = PAGE + TWICE
    driver = open_page("twice.html")
    for number, told in (("1001", "success"), ("1002", "already")):
        driver.goto("/twice.html", 5)
        driver.fill([field("番号", number)], timeout=2)
        assert submit(driver, dialog="OK")[0] == told
    assert site.posted == [[("no", "1001")]]


def test_one_answer_is_for_one_question(open_page: Open, site: Site) -> None:
    site.extra["twice.html"] = PAGE + TWICE
    driver = open_page("twice.html")
    driver.fill([field("番号", "1002")], timeout=2)
    with pytest.raises(ScreenError) as caught:
        submit(driver, Signs(success=SIGNS.success), dialog="OK")
    assert caught.value.problem.code == "S20"
    assert "重ねて登録" in str(caught.value.problem.words["text"])
    assert site.posted == []
    driver = open_page("twice.html")
    answers: DialogAnswers = ("OK", "OK")  # where the recipe says so
    driver.fill([field("番号", "1002")], timeout=2)
    assert submit(driver, Signs(success=SIGNS.success), answers)[0] == "success"


# --------------------------------------------------------------------------- late and again


def test_an_address_that_a_script_looks_up_is_waited_for_and_mended(open_page: Open, site: Site) -> None:
    site.extra["lookup.html"] = f"""{PAGE}<form method=post action=/keep>
      <label>郵便番号 <input name=zip onchange="look()"></label><label>住所 <input name=address></label>
      <button>登録</button></form><script>
      function look() {{ const s = document.createElement('script'); s.src = '/slow/found.js?s=0.4'; document.head.append(s); }}
      </script>"""
    site.extra["found.js"] = "document.forms[0].address.value = '中央市本町';"
    driver = open_page("lookup.html")
    readings = driver.fill([field("郵便番号", "1600022"), field("住所", "北町2番")], timeout=4)
    assert [one.kept.reveal() for one in readings] == ["1600022", "北町2番"]
    driver.pump(500)
    assert all(one.equal for one in driver.reread())
    assert submit(driver)[0] == "success"
    assert ("address", "北町2番") in site.posted[0]


def test_a_check_and_the_keeping_after_it_are_two_acts(open_page: Open, site: Site) -> None:
    site.extra["check.html"] = f"""{PAGE}<label>番号 <input id=no></label><button onclick="go()">登録</button><p id=out></p>
      <script>async function go() {{ for (const shori of ['CHK', 'INS']) await fetch('/keep',
        {{ method: 'POST', body: new URLSearchParams({{ shori, no: no.value }}) }}); out.textContent = '登録が完了しました'; }}</script>"""
    driver = open_page("check.html")
    driver.fill([field("番号", "1001")], timeout=2)
    assert submit(driver)[0] == "success"
    assert [dict(one)["shori"] for one in site.posted] == ["CHK", "INS"]


FORM = """{page}<form id=f method=post action=/again>
 <label>係 <select name=ka onchange="f.submit()"><option>受付</option><option {chosen}>庶務</option></select></label>
 <label>住所 <input name=address maxlength=5 value="{address}"></label><label>番号 <input name=no value="{no}"></label>
 <button formaction=/keep>登録</button></form>"""


def again(sent: dict[str, str]) -> str:
    chosen = "selected" if sent.get("ka") == "庶務" else ""
    held = {name: escape(sent.get(name, "")) for name in ("address", "no")}
    return FORM.format(page=PAGE, chosen=chosen, **held)


def test_a_post_back_is_no_entry_whatever_is_wrong_with_the_row(open_page: Open, site: Site) -> None:
    """The form came back with what was in it: a value that it cuts off is a mistake of the row, not a doubt."""
    site.extra["postback.html"] = again({})
    site.replies["/again"] = again
    driver = open_page("postback.html")
    rows = [field("番号", "1001"), field("係", "庶務"), field("住所", "中央市北町二丁目")]
    readings = driver.fill(rows, timeout=3)
    assert [one.equal for one in readings] == [True, True, False]
    driver.goto("/postback.html", 5)
    with pytest.raises(ScreenError) as caught:
        driver.fill([field("番号", "1001"), field("係", "庶務"), field("種別", "ない")], timeout=1)
    assert caught.value.problem.code == "S01"
    assert site.posted == []


def test_a_post_back_of_a_second_step_brings_the_fields_of_the_first_with_it(open_page: Open, site: Site) -> None:
    """They stand on the page that came: none is gone, all are looked at once more and are on the picture."""
    site.extra["twosteps.html"] = again({})
    site.replies["/again"] = again
    driver = open_page("twosteps.html")
    readings = [*driver.fill([field("番号", "1001"), field("住所", "北町")], timeout=3), *driver.fill([field("係", "庶務")], timeout=3)]
    assert all(one.equal for one in readings)
    assert set(driver.picture(readings).rects) == {"番号", "住所", "係"}
    assert [(one.field, one.kept.reveal()) for one in driver.reread()] == [("番号", "1001"), ("住所", "北町"), ("係", "庶務")]
    assert submit(driver)[0] == "success"
    assert ("no", "1001") in site.posted[0]


def test_a_form_that_a_second_step_sends_leaves_the_row_in_doubt(open_page: Open, site: Site) -> None:
    site.extra["keptearly.html"] = again({}).replace("action=/again", "action=/keep")
    driver = open_page("keptearly.html")
    driver.fill([field("番号", "1001"), field("住所", "北町")], timeout=3)
    with pytest.raises(Uncertain) as caught:
        driver.fill([field("係", "庶務")], timeout=3)
    assert caught.value.problem.code == "N87"


def test_a_choice_that_asks_for_the_page_again_keeps_no_row(open_page: Open, site: Site) -> None:
    site.extra["ward.html"] = f"""{PAGE}<form method=post action=/keep><label>番号 <input name=no></label>
      <label>課 <select id=ka name=ka onchange="jump()"><option>1</option><option>2</option></select></label>
      <label>氏名 <input name=nm></label><button>登録</button></form>
      <script>ka.value = new URLSearchParams(location.search).get('ka') || '1';
      function jump() {{ location.href = '?ka=' + ka.value; }}</script>"""
    driver = open_page("ward.html")
    rows = [field("番号", "1001"), field("氏名", "山田"), field("課", "2")]
    assert all(one.equal for one in driver.fill(rows, timeout=5))
    assert all(one.equal for one in driver.reread())
    assert submit(driver)[0] == "success"
    assert site.posted == [[("no", "1001"), ("ka", "2"), ("nm", "山田")]]


# --------------------------------------------------------------------------- windows


@pytest.mark.parametrize("late", ["", "/slow"])
def test_a_window_to_choose_in_may_come_late_and_close_itself(open_page: Open, site: Site, late: str) -> None:
    query = "?s=0.6" if late else ""
    site.extra["opener.html"] = f"""{PAGE}<form method=post action=/keep><label>科目 <input id=code name=code readonly></label>
      <input type=button value=検索 onclick="open('{late}/choose.html{query}', 'choose', 'width=300,height=200')">
      <button>登録</button></form>"""
    site.extra["choose.html"] = """<!doctype html><meta charset=utf-8><title>科目の検索</title>
      <a href="#" onclick="opener.document.getElementById('code').value = '0113'; window.close()">消耗品費</a>"""
    driver = open_page("opener.html")
    driver.click(Target("検索"), timeout=3)
    driver.click(Target("消耗品費"), within=(Scope(window="科目の検索"),), timeout=5)
    assert submit(driver)[0] == "success"
    assert site.posted == [[("code", "0113")]]


def test_a_window_to_search_in_is_filled_in_and_pictured(open_page: Open, site: Site) -> None:
    site.extra["seeker.html"] = f"""{PAGE}<form method=post action=/keep><label>宛名番号 <input id=code name=code readonly></label>
      <input type=button value=宛名検索 onclick="open('/seek.html', 'seek', 'width=400,height=300')">
      <label>備考 <input name=memo></label><button>登録</button></form>"""
    site.extra["seek.html"] = """<!doctype html><meta charset=utf-8><title>宛名の検索</title>
      <label>氏名 <input id=nm></label><button onclick="opener.document.getElementById('code').value = nm.value === '山田' ? '77' : ''; window.close()">決定</button>"""
    driver = open_page("seeker.html")
    window = (Scope(window="宛名の検索"),)
    driver.click(Target("宛名検索"), timeout=3)
    readings = driver.fill([field("氏名", "山田")], within=window, timeout=3)
    assert set(driver.picture(readings).rects) == {"氏名"}
    assert all(one.equal for one in driver.reread())
    driver.click(Target("決定"), within=window, timeout=3)
    readings = driver.fill([field("備考", "至急")], timeout=3)
    assert set(driver.picture(readings).rects) == {"備考"}
    assert all(one.equal for one in driver.reread())
    assert submit(driver)[0] == "success"
    assert site.posted == [[("code", "77"), ("memo", "至急")]]
