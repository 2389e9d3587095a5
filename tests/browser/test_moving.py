"""A page that moves between the look and the press: the mouse never presses what came in its way."""

from __future__ import annotations

import pytest

from bots.errors import ScreenError
from bots.model import Signs, Target
from bots.runners.driver import PlaywrightDriver

from .conftest import Open, field
from .site import Site

SIGNS = Signs(success=("登録が完了しました",))


def fill_and_submit(driver: PlaywrightDriver) -> None:
    name = field("氏名", "山田 太郎")
    driver.fill([name], timeout=3)
    answer = driver.submit(
        Target("登録"), signs=SIGNS, intent=lambda _: None, carries=(name.value,), timeout=8
    )
    assert answer.kind == "success"


def test_a_click_presses_what_was_meant_and_nothing_else(open_page: Open) -> None:
    driver = open_page("moving.html")
    driver.click(Target("次へ"), timeout=3)
    assert driver.page.title() == "動く画面 次へ"


def test_a_thing_that_keeps_moving_is_told(open_page: Open) -> None:
    driver = open_page("moving.html?moves=1000")
    with pytest.raises(ScreenError) as told:
        driver.click(Target("次へ"), timeout=0.5)
    assert told.value.problem.code == "S24"
    assert driver.page.title() == "動く画面"


@pytest.mark.parametrize("moves", [1, 2, 3])
def test_a_choice_is_made_in_a_list_that_moves(open_page: Open, moves: int) -> None:
    driver = open_page(f"moving.html?moves={moves}")
    reading = driver.fill([field("使い道", "教育")], timeout=3)[0]
    assert reading.equal and reading.kept.reveal() == "教育"
    assert driver.page.title() == "動く画面 (purpose)"


def test_a_submit_that_missed_is_pressed_again_and_sent_once(open_page: Open, site: Site) -> None:
    driver = open_page("moving.html")
    fill_and_submit(driver)
    assert site.posted == [[("name", "山田 太郎"), ("purpose", "")]]
    assert "削除" not in driver.page.title()


def test_a_frame_that_is_moved_away_by_the_page_around_it(open_page: Open, site: Site) -> None:
    driver = open_page("movingframe.html")
    fill_and_submit(driver)
    assert driver.page.title() == "動く枠"
    assert site.posted == [[("name", "山田 太郎")]]
