"""What the row before has left on a page that was not opened anew: it is never taken for this row's."""

from __future__ import annotations

import pytest

from bots.errors import ScreenError
from bots.model import Target
from bots.runners.driver import PlaywrightDriver

from .conftest import Open, field
from .site import Site

FORM = """<!doctype html><meta charset=utf-8><h1>受付</h1><form id=f onsubmit="done(event)">
  <label>番号 <input name=no></label><label>備考 <input name=memo></label><button>登録</button></form>
  <script>function done(e) { e.preventDefault(); AFTER }</script>"""


def two_rows(open_page: Open, site: Site, after: str) -> PlaywrightDriver:
    """A form whose first row has a remark, and whose second has none: the recipe leaves the box alone then."""
    site.extra["stays_open.html"] = FORM.replace("AFTER", after)
    driver = open_page("stays_open.html")
    driver.begin_row([])
    driver.fill([field("番号", "0001"), field("備考", "電話1")], timeout=3)
    driver.reread()
    driver.click(Target("登録", "button"), timeout=3)
    driver.begin_row([])
    driver.fill([field("番号", "0002")], timeout=3)
    return driver


def test_a_value_of_the_row_before_does_not_go_in_with_this_row(open_page: Open, site: Site) -> None:
    driver = two_rows(open_page, site, "")
    with pytest.raises(ScreenError) as caught:
        driver.rehearse_submit(Target("登録", "button"), timeout=2)
    assert (caught.value.problem.code, caught.value.problem.words["name"]) == ("S54", "備考")


@pytest.mark.parametrize("after", ["f.reset()", "f.memo.closest('label').remove()"], ids=["emptied", "taken away"])
def test_a_box_that_the_page_has_emptied_is_no_fault_of_the_next_row(open_page: Open, site: Site, after: str) -> None:
    driver = two_rows(open_page, site, after)
    assert [one.field for one in driver.reread() if not one.equal] == []
    driver.rehearse_submit(Target("登録", "button"), timeout=2)


def test_what_the_start_has_set_is_meant_for_all_rows(open_page: Open, site: Site) -> None:
    site.extra["stays_open.html"] = FORM.replace("AFTER", "")
    driver = open_page("stays_open.html")
    driver.begin_row([], of_row=False)
    driver.fill([field("備考", "年度当初")], timeout=3)
    for number in ("0001", "0002"):
        driver.begin_row([])
        driver.fill([field("番号", number)], timeout=3)
        driver.rehearse_submit(Target("登録", "button"), timeout=2)
