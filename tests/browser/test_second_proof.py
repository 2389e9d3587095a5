"""The second proof: a word that stands at another field than in the rehearsal stops before anything is set."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bots.errors import ScreenError
from bots.model import FoundField
from bots.runners.driver import PlaywrightDriver

from .conftest import Open, field

NAMES = ("整理番号", "氏名", "フリガナ", "電話番号")


def filled(driver: PlaywrightDriver) -> None:
    driver.fill([field(name, "1") for name in NAMES], timeout=2)


def rehearsed(driver: PlaywrightDriver) -> None:
    """Fill the form as in a rehearsal, then let the driver work by what it found."""
    filled(driver)
    driver.plan = replace(driver.plan, found=driver.found())


def test_what_was_found_is_told_by_system_screen_and_word(open_page: Open) -> None:
    driver = open_page("straight.html")
    filled(driver)
    found = driver.found()
    assert found["系 › 画面 › 氏名"] == FoundField("name", "text", 2)
    assert len(found) == len(NAMES)


def test_labels_that_were_exchanged_are_told_and_nothing_is_set(open_page: Open) -> None:
    driver = open_page("straight.html")
    rehearsed(driver)
    filled(driver)  # nothing has changed: it goes
    driver.goto("/swapped.html", 5)
    driver.arrive("画面", 5)
    with pytest.raises(ScreenError) as caught:
        filled(driver)
    assert caught.value.problem.code == "S23"
    assert caught.value.problem.words == {"name": "氏名", "known": "2: text name", "now": "2: text kana"}
    assert driver.read(field("整理番号", "").field, timeout=1) == ""


@pytest.mark.parametrize(
    "change",
    [
        # a field more, above: the names are the same
        "() => { const r = document.querySelector('table').insertRow(0); r.innerHTML = '<th>年度</th><td><input name=y></td>'; }",
        # names made anew with every page: the places are the same
        "() => { for (const [i, e] of [...document.querySelectorAll('input')].entries()) e.name = `gen${i * 7}`; }",
    ],
)
def test_what_is_still_the_same_field_is_filled(open_page: Open, change: str) -> None:
    driver = open_page("straight.html")
    rehearsed(driver)
    driver.goto("/straight.html", 5)
    driver.arrive("画面", 5)
    driver.page.evaluate(change)
    filled(driver)
    assert all(reading.equal for reading in driver.reread())
