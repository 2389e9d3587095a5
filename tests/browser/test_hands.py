"""Keys, the mouse over a thing, a page opened anew, other windows."""

from __future__ import annotations

from contextlib import suppress

import pytest

from bots.errors import ScreenError
from bots.model import Target

from .conftest import Open, field
from .site import Site

PAGE = "<!doctype html><html lang=ja><meta charset=utf-8><title>窓口</title>"


def test_keys_go_to_what_has_the_focus_and_enter_never_sends_the_form(open_page: Open, site: Site) -> None:
    site.extra["keys.html"] = f"""{PAGE}<form method=post action=/keep><label>番号 <input name=no></label>
      <button>登録</button></form><p id=said></p><script>
      addEventListener('keydown', (e) => {{ said.textContent += e.key + ' '; }});
      document.forms[0].no.addEventListener('keydown', (e) => {{ if (e.key === 'Enter') said.textContent += '検索 '; }});
      </script>"""
    driver = open_page("keys.html")
    driver.fill([field("番号", "1001")], timeout=3)
    driver.press_keys(("F8", "Up"), timeout=3)
    driver.click(Target("番号", "textbox"), timeout=3)
    driver.press_keys(("Enter",), timeout=3)
    driver.pump(100)
    assert driver.shown(("F8 ArrowUp", "Enter", "検索")) == ("F8 ArrowUp", "Enter", "検索")
    assert site.posted == []


def test_keys_reach_a_field_in_a_frame(open_page: Open, site: Site) -> None:
    site.extra["inner.html"] = f"""{PAGE}<input autofocus onkeydown="p.textContent = event.key"><p id=p>まだ</p>"""
    site.extra["outer.html"] = f"{PAGE}<p>外</p><iframe src=/inner.html title=中></iframe>"
    driver = open_page("outer.html")
    driver.wait_shown(("まだ",), timeout=3)
    driver.page.frames[1].locator("input").focus()
    driver.press_keys(("Enter",), timeout=3)
    assert driver.wait_shown(("Enter",), timeout=3)


def test_a_menu_that_opens_under_the_mouse(open_page: Open, site: Site) -> None:
    site.extra["menu.html"] = f"""{PAGE}<style>ul ul {{ display: none }} li:hover ul {{ display: block }}</style>
      <ul><li><span>各種メニュー</span><ul><li><a href="#x" onclick="p.textContent = '開きました'">台帳照会</a></ul></ul><p id=p></p>"""
    driver = open_page("menu.html")
    with pytest.raises(ScreenError):
        driver.click(Target("台帳照会"), timeout=0.5)
    driver.hover(Target("各種メニュー"), timeout=3)
    driver.click(Target("台帳照会"), timeout=3)
    assert driver.wait_shown(("開きました",), timeout=3)


def test_a_page_opened_anew_sends_no_form_again(open_page: Open, site: Site) -> None:
    """The browser's own reload would send the POST a second time, without asking."""
    site.extra["form.html"] = f"""{PAGE}<form method=post action=/keep><input name=no value=1><button>登録</button></form>"""
    driver = open_page("form.html")
    driver.click(Target("登録", "button"), timeout=3)
    driver.wait_shown(("登録が完了しました",), timeout=3)
    assert len(site.posted) == 1
    with suppress(ScreenError):  # what is answered to a GET of that address is the page's own affair
        driver.reload(3)
    assert len(site.posted) == 1


OPENER = """<p>親の画面</p><label>番号 <input name=no></label>
  <button onclick="window.open('/child.html', 'w', 'width=400,height=300')">検索</button>"""
CHILD = """<title>照会結果</title><p>該当 1 件</p><label>氏名 <input></label>
  <button onclick="opener.document.querySelector('input').value = '77'; window.close()">決定</button>"""


def test_another_window_is_worked_in_and_left_again(open_page: Open, site: Site) -> None:
    site.extra["opener.html"] = PAGE + OPENER
    site.extra["child.html"] = PAGE.replace("<title>窓口</title>", "") + CHILD
    driver = open_page("opener.html")
    driver.fill([field("番号", "1001")], timeout=3)
    driver.click(Target("検索", "button"), timeout=3)
    driver.switch_window("照会", 3)
    assert driver.shown(("該当 1 件", "親の画面")) == ("該当 1 件",)
    driver.fill([field("氏名", "山田")], timeout=3)
    driver.switch_window("", 3)
    assert driver.shown(("該当 1 件", "親の画面")) == ("親の画面",)
    assert [(one.field, one.kept.reveal()) for one in driver.reread()] == [("番号", "1001")]
    driver.close_window("照会結果", 3)
    with pytest.raises(ScreenError) as gone:
        driver.switch_window("照会結果", 0.3)
    problem = gone.value.problem
    assert (problem.code, problem.words["count"]) == ("S08", 1)
    assert "窓口" not in f"{problem.sentence('ja')} {problem.hint('ja')}"  # nobody wrote that title into a file
    with pytest.raises(ScreenError) as first:
        driver.close_window("窓口", 1)  # found by that title: the recipe names it, so it may be told
    with pytest.raises(ScreenError) as gone:
        driver.switch_window("照会結果", 0.3)
    assert "「窓口」" in gone.value.problem.hint("ja")
    assert first.value.problem.code == "S46"


def test_a_window_that_closes_itself_gives_back_the_one_before(open_page: Open, site: Site) -> None:
    site.extra["opener.html"] = PAGE + OPENER
    site.extra["child.html"] = PAGE.replace("<title>窓口</title>", "") + CHILD
    driver = open_page("opener.html")
    driver.click(Target("検索", "button"), timeout=3)
    driver.switch_window("照会結果", 3)
    driver.click(Target("決定", "button"), timeout=3)
    assert driver.wait_shown(("親の画面",), timeout=3)
    assert driver.read(Target("番号"), timeout=3) == "77"


def test_opening_a_screen_is_done_in_the_systems_own_window(open_page: Open, site: Site) -> None:
    site.extra["opener.html"] = PAGE + OPENER
    site.extra["child.html"] = PAGE.replace("<title>窓口</title>", "") + CHILD
    driver = open_page("opener.html")
    own = driver.page
    driver.click(Target("検索", "button"), timeout=3)
    driver.switch_window("照会結果", 3)
    driver.goto("/opener.html", 3)
    assert driver.page == own


def test_an_ideographic_space_is_a_character_of_the_value(open_page: Open, site: Site) -> None:
    site.extra["spaces.html"] = """<!doctype html><meta charset=utf-8><table><tr><th>氏名<td>山田　花
      </tr><tr><th>住所<td>本町
        1-2</tr><tr><th>備考<td>　</tr></table>"""
    driver = open_page("spaces.html")
    wanted = [field("氏名", "山田　花"), field("住所", "本町 1-2"), field("備考", "")]
    assert [one.equal for one in driver.verify(wanted, timeout=2)] == [True, True, True]
    assert [one.equal for one in driver.verify([field("氏名", "山田 花")], timeout=1)] == [False]
    assert driver.read(Target("氏名"), timeout=2) == "山田　花"


@pytest.mark.parametrize(
    "place",
    [
        "<table><tr><th>受付番号<td></table>",
        "<table><tr><td>受付番号<td>&nbsp;</table>",
        "<dl><dt>受付番号<dd></dl>",
        "<p><span>受付番号</span><span></span></p>",
        "<p><b>受付番号：</b><span></span></p>",
    ],
)
def test_a_place_that_shows_nothing_is_told_as_that(site: Site, open_page: Open, place: str) -> None:
    site.extra["blank_place.html"] = f"{PAGE}{place}<p>番号</p>"
    driver = open_page("blank_place.html")
    for word, code in (("受付番号", "S52"), ("番号", "S01")):
        with pytest.raises(ScreenError) as caught:
            driver.read(Target(word), timeout=0.3)
        assert caught.value.problem.code == code


def test_a_choice_with_an_ideographic_space_is_kept_and_compared_as_it_stands(open_page: Open, site: Site) -> None:
    site.extra["wide_choice.html"] = """<!doctype html><meta charset=utf-8><label>希望 <select>
      <option value="">選択</option><option value=1>0301　たんぽぽ</option><option value=2>0302　ひまわり</option></select></label>"""
    driver = open_page("wide_choice.html")
    for text in ("0301　たんぽぽ", "0302 ひまわり"):  # the words say which; the blank between them does not
        (kept,) = driver.fill([field("希望", text, "choice")], timeout=2)
        assert kept.equal
    driver.fill([field("希望", "0301　たんぽぽ", "choice")], timeout=2)
    assert [one.equal for one in driver.verify([field("希望", "0301　たんぽぽ")], timeout=2)] == [True]
