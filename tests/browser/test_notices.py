"""A notice that says what is read, and goes after some seconds."""

from __future__ import annotations

import pytest

from bots.errors import ScreenError
from bots.model import Signs, Target
from bots.runners.driver import PlaywrightDriver

from .conftest import Open
from .site import Site

SIGNS = Signs(success=("登録しました",))
PAGE = """<!doctype html><html lang=ja><meta charset=utf-8><title>登録</title>
  <label>番号 <input id=no></label><button id=s>登録</button><button id=t>照会</button><p id=out></p><p id=old>{old}</p><script>
  const kept = () => fetch('/keep', {{method: 'POST', body: new URLSearchParams({{no: no.value}})}});
  s.onclick = async () => {{ await kept(); {then} }};
  t.onclick = async () => {{ await kept(); {then} }};</script>"""
SAYS = "out.textContent = '登録しました。受付番号: Z00017';"


def read_after(open_page: Open, site: Site, then: str, old: str = "") -> str:
    site.extra["passing.html"] = PAGE.format(then=then, old=old)
    driver: PlaywrightDriver = open_page("passing.html")
    answer = driver.submit(Target("登録", "button"), signs=SIGNS, intent=lambda _: None, timeout=5)
    assert answer.kind == "success"
    return driver.read(Target("受付番号"), timeout=4)


@pytest.mark.parametrize("milliseconds", [1500, 3000, 6000])
@pytest.mark.parametrize("goes", ["out.remove()", "out.textContent = ''", "out.style.display = 'none'"], ids=["removed", "blank", "hidden"])
def test_what_a_notice_says_is_read_before_it_goes(open_page: Open, site: Site, goes: str, milliseconds: int) -> None:
    assert read_after(open_page, site, f"{SAYS} setTimeout(() => {{ {goes} }}, {milliseconds})") == "Z00017"


def test_what_comes_in_its_place_counts(open_page: Open, site: Site) -> None:
    then = f"{SAYS} setTimeout(() => {{ out.textContent = '登録しました。受付番号: Z00018'; }}, 1500)"
    assert read_after(open_page, site, then) == "Z00018"


def test_a_number_of_before_that_goes_is_not_this_one(open_page: Open, site: Site) -> None:
    then = "out.textContent = '登録しました。'; setTimeout(() => old.remove(), 1500)"
    with pytest.raises(ScreenError) as caught:
        read_after(open_page, site, then, old="受付番号: Z00016")
    assert caught.value.problem.code == "S01"


def test_two_numbers_in_the_end_are_told(open_page: Open, site: Site) -> None:
    then = f"{SAYS} setTimeout(() => {{ old.textContent = '登録しました。受付番号: Z00099'; }}, 1500)"
    with pytest.raises(ScreenError) as caught:
        read_after(open_page, site, then)
    assert caught.value.problem.code == "S02"


def test_a_number_of_an_inquiry_that_goes_is_read_too(open_page: Open, site: Site) -> None:
    site.extra["passing.html"] = PAGE.format(then=f"{SAYS} setTimeout(() => out.remove(), 2500)", old="")
    driver = open_page("passing.html")
    driver.click(Target("照会", "button"), timeout=3)
    assert driver.read(Target("受付番号"), timeout=4) == "Z00017"
