"""A value that is written so that it cannot be divided over the boxes of its field: told as the row's, and how to write it."""

from __future__ import annotations

import pytest

from bots.errors import ScreenError

from .conftest import Open, field
from .site import Site

THREE = "<input name=a size=4>-<input name=b size=4>-<input name=c size=4>"
DAY = "<input name=y size=4>年<input name=m size=2>月<input name=d size=2>日"
ERAS = "<select name=e><option>令和<option>平成</select>" + DAY.replace("size=4", "size=2")
LINES = "<input name=a size=60><br><input name=b size=60>"


def opened(site: Site, heading: str, cell: str) -> str:
    site.extra["miswritten.html"] = f"<meta charset=utf-8><form><table><tr><th>{heading}<td>{cell}<tr><th>番号<td><input name=no></table></form>"
    return "miswritten.html"


@pytest.mark.parametrize(
    ("heading", "cell", "value", "code"),
    [
        ("電話番号", THREE, "0465221234", "S33"),
        ("電話番号", THREE, "０４６５２２１２３４", "S33"),
        ("電話番号", THREE, "0465-221234", "S33"),
        ("届出日", DAY, "令和6年2月30日", "S34"),
        ("届出日", DAY, "2026/2/29", "S34"),
        ("届出日", ERAS, "令和6年2月30日", "S34"),
        ("届出日", "<input type=date>", "令和6年2月30日", "S34"),
        # what no value of such a shape could mend: the recipe's
        ("電話番号", LINES, "0465221234", "S12"),
        ("住所", LINES, "本町1-2-3", "S12"),
        ("電話番号", THREE, "なし", "S12"),
        ("届出日", DAY, "来月", "S12"),
    ],
)
def test_a_value_that_cannot_be_divided_as_it_is_written(open_page: Open, site: Site, heading: str, cell: str, value: str, code: str) -> None:
    driver = open_page(opened(site, heading, cell))
    with pytest.raises(ScreenError) as caught:
        driver.fill([field("番号", "0001"), field(heading, value)], timeout=0.5)
    problem = caught.value.problem
    assert problem.code == code
    assert value not in problem.sentence("ja") + problem.hint("ja")
    assert (problem.words.get("column") == heading) is (code != "S12")
    assert driver.page.input_value("[name=no]") == ""


@pytest.mark.parametrize(("heading", "cell", "value"), [("電話番号", THREE, "0465-22-1234"), ("届出日", DAY, "令和6年2月29日"), ("届出日", ERAS, "令和6年2月29日"), ("届出日", "<input type=date>", "令和6年2月29日")])
def test_written_as_the_advice_says_it_goes_in(open_page: Open, site: Site, heading: str, cell: str, value: str) -> None:
    driver = open_page(opened(site, heading, cell))
    assert driver.fill([field(heading, value)], timeout=2)[0].equal
