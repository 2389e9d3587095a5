"""The names of a screen after a press that brought a document."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bots.errors import ScreenError
from bots.model import Target

from .conftest import Open, field
from .site import Site

PAGE = "<!doctype html><html lang=ja><meta charset=utf-8><title>空き</title>"
NAMES = {"日にち": "css=[name=day]"}


@pytest.mark.parametrize(
    ("sign", "heading", "goes", "holds"),
    [
        ("見出し「空き」", "<h2>空き</h2>", "again.html", True),
        ("見出し「空き」", "<h2>空き</h2>", "again_other.html", False),
        ("見出し「入力」", "<h2 id=at>入力</h2><script>if (location.search) at.textContent = '確認'</script>", "again.html", False),
        ("", "<h2>空き</h2>", "again.html", False),
    ],
    ids=["results beneath the search", "another address", "a confirmation at the same address", "no sign"],
)
def test_the_names_hold_where_the_screen_has_come_again(
    open_page: Open, site: Site, sign: str, heading: str, goes: str, holds: bool
) -> None:
    form = f"{PAGE}{heading}<form action=/{goes}><input name=day><input type=submit value=表示></form>"
    site.extra["again.html"] = site.extra["again_other.html"] = form
    driver = open_page("again.html", names=NAMES)
    screen = driver.desk.screen
    assert screen is not None
    driver.desk.screen = replace(screen, sign=sign)
    driver.fill([field("日にち", "1")], timeout=2)
    driver.click(Target("表示"), timeout=5)
    assert "day=1" in driver.page.url
    if holds:
        assert driver.fill([field("日にち", "2")], timeout=2)[0].equal
        return
    with pytest.raises(ScreenError) as told:
        driver.fill([field("日にち", "2")], timeout=0.3)
    assert told.value.problem.code == "S01"
