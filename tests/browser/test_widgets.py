"""Parts that are no form fields: cells of a grid, dates in segments, a choice below a choice; another window."""

from __future__ import annotations

import pytest

from bots.errors import ScreenError
from bots.model import Scope, Target

from .conftest import Open, field


def test_a_cell_of_a_grid_is_edited_and_keeps_the_value(open_page: Open) -> None:
    driver = open_page("widgets.html")
    reading = driver.fill([field("数量", "12")], within=(Scope(row="封筒"),), timeout=3)[0]
    assert (reading.how, reading.equal, reading.kept.reveal()) == ("cell", True, "12")
    cells = driver.page.locator("[role=gridcell]").all_inner_texts()
    assert cells == ["用紙", "1", "", "封筒", "12", ""]


def test_a_date_in_segments_is_typed_digit_by_digit(open_page: Open) -> None:
    driver = open_page("widgets.html")
    reading = driver.fill([field("受付日", "2026-04-05", "date")], timeout=3)[0]
    assert (reading.how, reading.equal) == ("segments", True)
    assert driver.page.locator("[role=spinbutton]").all_inner_texts() == ["2026", "04", "05"]


def test_a_path_is_chosen_word_by_word(open_page: Open) -> None:
    driver = open_page("widgets.html")
    reading = driver.fill([field("所管", "福祉部 > 子育て課", "choice")], timeout=3)[0]
    assert (reading.how, reading.equal) == ("list", True)
    assert driver.page.locator("#path").input_value() == "福祉部 > 子育て課"


def test_a_path_that_is_not_there_is_told(open_page: Open) -> None:
    driver = open_page("widgets.html")
    with pytest.raises(ScreenError) as told:
        driver.fill([field("所管", "福祉部 > 水道課", "choice")], timeout=3)
    assert told.value.problem.code == "S11"


def test_two_choices_of_the_same_words_are_told_and_none_is_taken(open_page: Open) -> None:
    driver = open_page("widgets.html")
    assert driver.fill([field("施設", "西保育園", "choice")], timeout=3)[0].equal
    driver = open_page("widgets.html")
    with pytest.raises(ScreenError) as told:
        driver.fill([field("施設", "中央保育園", "choice")], timeout=3)
    assert (told.value.problem.code, told.value.problem.words["count"]) == ("S25", 2)
    assert driver.page.locator("#place").input_value() == ""


def test_another_window_is_worked_in_by_its_title(open_page: Open) -> None:
    driver = open_page("widgets.html")
    driver.click(Target("控えを開く"), timeout=3)
    within = (Scope(window="控え"),)
    assert driver.read(Target("番号"), within=within, timeout=3) == "A-17"
    reading = driver.fill([field("備考", "至急")], within=within, timeout=3)[0]
    assert reading.equal
    other = driver.page.context.pages[-1]
    assert other.locator("#note").input_value() == "至急"
