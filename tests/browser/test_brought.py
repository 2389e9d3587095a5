"""A code and, in the same cell, the name that it brings: the box that can be filled in is meant."""

from __future__ import annotations

import pytest

from bots.errors import ScreenError
from bots.runners.driver import PlaywrightDriver
from bots.runners.surveying import survey

from .conftest import Open, field
from .site import Site

PAGE = "<!doctype html><html lang=ja><meta charset=utf-8><title>債権者</title><form method=post action=/keep><table border=1>"
BRINGS = "onchange=\"this.form.nm.value = this.value ? 'みどり町内会' : ''\""
CODE = f"<input name=sai size=8 {BRINGS}>"
PAIRS = {
    "readonly": f"<th>債権者コード</th><td>{CODE}<input name=nm readonly size=30>",
    "disabled": f"<th>債権者コード</th><td>{CODE}<input name=nm disabled size=30>",
    "a search between": f"<th>債権者コード</th><td>{CODE}<input type=button value=検索><input name=nm readonly size=30>",
    "a length": f"<th>債権者コード</th><td><input name=sai size=6 maxlength=6 {BRINGS}>&nbsp;<input name=nm readonly>",
    "a label": f"<th><label for=s>債権者コード</label></th><td><input id=s name=sai {BRINGS}><input name=nm readonly>",
    "the name first": f"<th>債権者コード</th><td><input name=nm readonly size=30>{CODE}",
    "as small as parts": f"<th>債権者コード</th><td>{CODE}<input name=nm readonly size=8>",
    "a list": "<th>債権者コード</th><td><select name=sai><option><option>100200<option>1002003</select><input name=nm readonly>",
}


def page(site: Site, *cells: str) -> str:
    site.extra["code_and_name.html"] = PAGE + "".join(f"<tr>{one}</td></tr>" for one in cells) + "</table></form>"
    return "code_and_name.html"


def held(driver: PlaywrightDriver, name: str = "sai") -> str:
    return driver.page.locator(f"[name={name}]").input_value()


@pytest.mark.parametrize("cells", PAIRS.values(), ids=PAIRS.keys())
def test_a_code_is_filled_in_and_the_name_that_it_brings_is_no_part_of_it(open_page: Open, site: Site, cells: str) -> None:
    driver = open_page(page(site, cells, "<th>摘要</th><td><input name=te>"))
    code = "1002003" if "size=8>" in cells else "100200"  # seven digits have the shape of a postal code
    readings = driver.fill([field("債権者コード", code, "code"), field("摘要", "会費")], timeout=2)
    assert [one.equal for one in readings] == [True, True]
    assert (held(driver), held(driver, "te")) == (code, "会費")
    assert [one.equal for one in driver.reread()] == [True, True]


@pytest.mark.parametrize("cells", [PAIRS[one] for one in ("readonly", "disabled", "the name first")])
def test_both_can_be_compared_with_what_they_show(open_page: Open, site: Site, cells: str) -> None:
    driver = open_page(page(site, cells))
    driver.fill([field("債権者コード", "100200", "code")], timeout=2)
    for value, kind, equal in (("100200", "code", True), ("みどり町内会", "text", True), ("100201", "code", False)):
        assert driver.verify([field("債権者コード", value, kind)], timeout=1)[0].equal is equal


def test_a_code_is_emptied_alone(open_page: Open, site: Site) -> None:
    driver = open_page(page(site, PAIRS["readonly"].replace("name=sai", "name=sai value=1")))
    assert driver.fill([field("債権者コード", "", "code")], timeout=2)[0].equal
    assert held(driver) == ""


def test_the_form_may_be_drawn_anew_with_the_name(open_page: Open, site: Site) -> None:
    draw = "setTimeout((v) => { at.innerHTML = box(v); at.querySelector('[name=nm]').value = 'みどり町内会'; }, 150, this.value)"
    site.extra["code_drawn.html"] = f"""{PAGE}<tr><th>債権者コード</th><td id=at></td></tr></table></form><script>
      const box = (v) => `<input name=sai value="${{v}}" onchange="{draw}"><input name=nm readonly>`;
      at.innerHTML = box('');</script>"""
    driver = open_page("code_drawn.html")
    assert driver.fill([field("債権者コード", "100200", "code")], timeout=3)[0].equal
    driver.quiet(400)
    assert [one.equal for one in driver.reread()] == [True]
    assert (held(driver), held(driver, "nm")) == ("100200", "みどり町内会")


@pytest.mark.parametrize(
    ("cells", "value", "kind", "code"),
    [
        ("<th>債権者</th><td><input readonly><input readonly>", "100200", "code", "S59"),
        ("<th>債権者</th><td><input name=a readonly size=4>年<input name=b size=2>月<input name=c size=2>日", "2026-04-01", "date", "S59"),
        ("<th>債権者</th><td><input name=a size=4>-<input name=b size=4 disabled>-<input name=c size=4 disabled>", "不明", "text",
         "S12"),
        ("<th>債権者</th><td><input name=a><input name=b><input name=c readonly>", "100200", "code", "S12"),
    ],
    ids=["none can be filled in", "a year that is given", "no number", "two that can"],
)  # fmt: skip
def test_boxes_that_are_parts_of_the_value_stay_parts(
    open_page: Open, site: Site, cells: str, value: str, kind: str, code: str
) -> None:
    driver = open_page(page(site, cells))
    with pytest.raises(ScreenError) as told:
        driver.fill([field("債権者", value, kind)], timeout=1)
    assert told.value.problem.code == code
    assert not driver.page.evaluate("[...document.querySelectorAll('input')].some((e) => e.value)")


OPENING = "<input name=a size=4 {0}>-<input name=b size=4 disabled {0}>-<input name=c size=4 disabled>"
OPENS = 'onchange="setTimeout((e) => (e.disabled = false), {0}, this.nextElementSibling)"'


@pytest.mark.parametrize("opens", [OPENS.format(0), OPENS.format(150)], ids=["at once", "a moment later"])
def test_a_number_that_opens_box_by_box_is_put_in_box_by_box(open_page: Open, site: Site, opens: str) -> None:
    driver = open_page(page(site, f"<th>電話</th><td>{OPENING.format(opens)}"))
    assert driver.fill([field("電話", "03-1234-5678")], timeout=3)[0].equal
    assert [held(driver, name) for name in "abc"] == ["03", "1234", "5678"]


def test_a_number_whose_next_box_never_opens_is_refused(open_page: Open, site: Site) -> None:
    driver = open_page(page(site, f"<th>電話</th><td>{OPENING.format('')}"))
    with pytest.raises(ScreenError) as told:
        driver.fill([field("電話", "03-1234-5678")], timeout=0.5)
    assert told.value.problem.code == "S10"
    assert [held(driver, name) for name in "bc"] == ["", ""]


def test_several_boxes_that_can_be_filled_in_are_the_parts(open_page: Open, site: Site) -> None:
    driver = open_page(page(site, "<th>電話</th><td><input name=a size=4>-<input name=b size=4>-<input name=c size=4><input name=nm readonly>"))
    assert driver.fill([field("電話", "03-1234-5678")], timeout=2)[0].equal
    assert [held(driver, name) for name in "abc"] == ["03", "1234", "5678"]
    assert [one.equal for one in driver.reread()] == [True]


def test_boxes_that_a_choice_opens_are_waited_for(open_page: Open, site: Site) -> None:
    opens = "onchange=\"setTimeout(() => this.form.querySelectorAll('[disabled]').forEach((e) => { e.disabled = false; }), 300)\""
    boxes = "<input name=a size=4>-<input name=b size=4 disabled>-<input name=c size=4 disabled>"
    driver = open_page(page(site, f"<th>連絡</th><td><select {opens}><option><option>電話</select>", f"<th>電話</th><td>{boxes}"))
    readings = driver.fill([field("連絡", "電話"), field("電話", "03-1234-5678")], timeout=4)
    assert [one.equal for one in readings] == [True, True]
    assert [held(driver, name) for name in "abc"] == ["03", "1234", "5678"]


def test_a_survey_tells_one_box_of_text(open_page: Open, site: Site) -> None:
    driver = open_page(page(site, PAIRS["a length"], "<th>氏名</th><td><input readonly><input readonly>"))
    code, name = survey(driver.page).fields
    assert (code.names, code.kind, code.boxes, code.longest, code.read_only) == (("債権者コード",), "text", 1, 6, False)
    assert (name.kind, name.boxes, name.read_only) == ("parts", 2, True)
