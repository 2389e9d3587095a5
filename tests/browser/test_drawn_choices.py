"""Choices that a page draws itself (role=radio, checkbox, switch): their words are what is written within."""

from __future__ import annotations

import pytest

from bots.errors import ScreenError
from bots.model import Target

from .conftest import Open, field
from .site import Site

PAGE = "<!doctype html><html lang=ja><meta charset=utf-8><title>札</title><style>[role]{padding:2px 8px}</style>"
# `redrawn` takes the place of all choices after each press, as some frameworks do.
DRAWN = """<div id=all></div><script>
const on = new Set(), all = document.getElementById('all');
const press = (words) => {{
  if ('{role}' === 'radio') on.clear();
  if (on.has(words)) on.delete(words); else on.add(words);
  if ({redrawn}) draw();
  else for (const one of all.querySelectorAll('[role={role}]')) one.setAttribute('aria-checked', on.has(one.dataset.is));
}};
const draw = () => {{
  const choices = ['玄関前', 'ごみ集積所', '車庫前'].map((words) => `<{tag} type=button role={role} tabindex=0 data-is=${{words}}
    aria-checked=${{on.has(words)}} onclick="press('${{words}}')">{sign}${{words}}</{tag}> `).join('');
  all.innerHTML = `{before}` + choices + `{after}`;
}};
draw();
</script>"""
GROUP = ("<div role=radiogroup aria-label=排出場所>", "</div>")
ROW = ("<table><tr><th>排出場所</th><td>", "</td></tr><tr><th>備考</th><td><input id=note></td></tr></table>")
LINE = ("<p>排出場所 ", "備考 <input id=note></p>")


def drawn(place: tuple[str, str], role: str = "radio", tag: str = "span", redrawn: str = "false", sign: str = "") -> str:
    before, after = place
    return PAGE + DRAWN.format(role=role, tag=tag, redrawn=redrawn, sign=sign, before=before, after=after)


ON = "[...document.querySelectorAll('[aria-checked=true]')].map((one) => one.dataset.is).join()"


@pytest.mark.parametrize("place", [GROUP, ROW, LINE], ids=["group", "row", "line"])
@pytest.mark.parametrize(("tag", "redrawn", "sign"), [("span", "false", ""), ("button", "false", "○ "), ("button", "true", "")])
def test_a_drawn_radio_is_chosen_read_and_clicked(
    open_page: Open, site: Site, place: tuple[str, str], tag: str, redrawn: str, sign: str
) -> None:
    site.extra["drawn_choices.html"] = drawn(place, "radio", tag, redrawn, sign)
    driver = open_page("drawn_choices.html")
    readings = driver.fill([field("排出場所", "ごみ集積所")], timeout=4)
    assert (readings[0].equal, driver.page.evaluate(ON)) == (True, "ごみ集積所")
    assert [one.equal for one in driver.reread()] == [True]
    assert driver.read(Target("排出場所"), timeout=1) == "ごみ集積所"
    assert [one.equal for one in driver.verify([field("排出場所", "車庫前")], timeout=0.5)] == [False]
    driver.click(Target("玄関前", "radio"), timeout=1)
    assert driver.page.evaluate(ON) == "玄関前"
    driver.click(Target("車庫前"), timeout=1)
    assert driver.page.evaluate(ON) == "車庫前"
    with pytest.raises(ScreenError) as caught:
        driver.fill([field("排出場所", "裏庭")], timeout=0.5)
    assert (caught.value.problem.code, driver.page.evaluate(ON)) == ("S11", "車庫前")


@pytest.mark.parametrize("redrawn", ["false", "true"])
@pytest.mark.parametrize("role", ["checkbox", "switch"])
def test_several_drawn_boxes_are_ticked_by_their_words(open_page: Open, site: Site, role: str, redrawn: str) -> None:
    site.extra["drawn_choices.html"] = drawn(ROW, role, "span", redrawn)
    driver = open_page("drawn_choices.html")
    for value in ("玄関前、ごみ集積所、車庫前", "車庫前"):
        assert driver.fill([field("排出場所", value)], timeout=4)[0].equal
        assert driver.page.evaluate(ON) == value.replace("、", ",")
        assert [one.equal for one in driver.reread()] == [True]
    assert driver.fill([field("玄関前", "1")], timeout=2)[0].equal
    driver.click(Target("ごみ集積所", "checkbox"), timeout=1)
    assert driver.page.evaluate(ON) == "玄関前,ごみ集積所,車庫前"


@pytest.mark.parametrize("place", [ROW, LINE], ids=["row", "line"])
def test_what_follows_drawn_choices_names_the_next_field(open_page: Open, site: Site, place: tuple[str, str]) -> None:
    site.extra["drawn_choices.html"] = drawn(place)
    driver = open_page("drawn_choices.html")
    assert driver.fill([field("備考", "裏口")], timeout=1)[0].equal
    assert driver.page.evaluate("document.getElementById('note').value") == "裏口"


def test_the_state_that_a_switch_shows_is_not_its_name(open_page: Open, site: Site) -> None:
    site.extra["drawn_switch.html"] = PAGE + (
        "<p>通知 <button role=switch aria-checked=true onclick=\"const on = this.getAttribute('aria-checked') !== 'true';"
        "this.setAttribute('aria-checked', on); this.textContent = on ? 'する' : 'しない'\">する</button></p>"
        "<p><span role=checkbox aria-checked=false onclick=\"this.setAttribute('aria-checked', true)\">✓</span> 同意する</p>"
    )
    driver = open_page("drawn_switch.html")
    readings = driver.fill([field("通知", "しない"), field("同意する", "1")], timeout=2)
    assert [one.equal for one in readings] == [True, True]
    state = "[...document.querySelectorAll('[role]')].map((one) => one.getAttribute('aria-checked')).join()"
    assert driver.page.evaluate(state) == "false,true"


def test_a_survey_tells_drawn_choices_as_one_field(open_page: Open, site: Site) -> None:
    site.extra["drawn_choices.html"] = drawn(GROUP, "radio", "button")
    driver = open_page("drawn_choices.html")
    survey = driver.page.evaluate("window[Symbol.for('bots.hands')].survey()")
    assert [(one["kind"], one["names"][0], one["choices"]) for one in survey["fields"]] == [
        ("radio", "排出場所", ["玄関前", "ごみ集積所", "車庫前"])
    ]
    assert survey["pressed"] == []
