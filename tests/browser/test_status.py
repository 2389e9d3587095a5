"""A page that came as an error of the server says so where something is looked for on it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bots.errors import Problem, ScreenError
from bots.model import Target
from bots.runners.driver import PlaywrightDriver

from .conftest import Open, field
from .site import Site

FORM = """<!doctype html><html lang=ja><meta charset=utf-8><title>照会</title><form method=post action={path}>
  <button>入力へ</button></form>"""
ASK: dict[str, Callable[[PlaywrightDriver], object]] = {
    "fill": lambda driver: driver.fill([field("氏名", "山田")], timeout=1),
    "read": lambda driver: driver.read(Target("受付番号"), timeout=1),
    "click": lambda driver: driver.click(Target("登録"), timeout=1),
}


def missed(driver: PlaywrightDriver, how: str) -> Problem:
    with pytest.raises(ScreenError) as caught:
        ASK[how](driver)
    assert caught.value.problem.code == "S01"
    return caught.value.problem


@pytest.mark.parametrize("how", list(ASK))
@pytest.mark.parametrize("status", [503, 200])
def test_the_status_of_the_page_is_told_where_it_is_an_error(open_page: Open, site: Site, how: str, status: int) -> None:
    site.extra["status.html"] = FORM.format(path="/status-next")
    site.statuses["/status-next"] = status
    site.replies["/status-next"] = lambda _: "<!doctype html><meta charset=utf-8><h1>只今混み合っています</h1>"
    driver = open_page("status.html")
    driver.click(Target("入力へ"), timeout=5)
    problem = missed(driver, how)
    for lang in ("ja", "en"):
        assert ("HTTP 503" in problem.hint(lang)) is (status == 503)
    assert problem.advice == ("S32" if status == 503 else "")
