"""A page that moves between the look and the press: the mouse never presses what came in its way."""

from __future__ import annotations

import pytest

from bots.errors import ScreenError
from bots.model import Signs, Target
from bots.runners import pressing
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


def test_a_document_that_is_about_to_go_is_waited_for_though_its_request_is_told_late(
    open_page: Open, site: Site
) -> None:
    """On a busy machine the browser tells of the request long after the press; until then the old page, which
    says the same words, must not be taken for the new one."""
    site.extra["first.html"] = "<!doctype html><meta charset=utf-8><form action=/slow/second.html><input type=hidden name=s value=0.6><button>確認</button></form>"
    site.extra["second.html"] = "<!doctype html><meta charset=utf-8><p>確認画面"
    driver = open_page("first.html")
    watch = pressing.Consequence(driver.page)
    try:
        watch.press(pressing.spot(driver.page, Target("確認", "button"), (), 2))
        driver.pump(50)
        watch.begun.clear()  # as if nothing had been heard of it
        assert watch._leaving() == "surely"
        driver.wait_shown(("確認画面",), timeout=3)
        watch.navigated = 0
        assert watch._leaving() == "", "the new document stays"
    finally:
        watch.close()


def test_a_press_that_goes_nowhere_is_not_waited_for(open_page: Open, site: Site) -> None:
    site.extra["stays.html"] = "<!doctype html><meta charset=utf-8><form onsubmit='return false'><button>確認</button></form>"
    driver = open_page("stays.html")
    watch = pressing.Consequence(driver.page)
    try:
        watch.press(pressing.spot(driver.page, Target("確認", "button"), (), 2))
        driver.pump(50)
        assert watch._leaving() == ""
    finally:
        watch.close()


SENT = """<!doctype html><meta charset=utf-8><h1>送る</h1><form id=f method=post action=/keep>
  <label>番号 <input name=no></label><button>登録</button></form><form id=d method=dialog><button>閉じる</button></form>
  <form id=w method=post action=/keep target=other><button>別の画面</button></form>"""


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("f.requestSubmit()", "surely"),
        ("f.addEventListener('submit', (e) => e.preventDefault()); f.requestSubmit()", ""),
        ("f.submit()", "perhaps"),
        ("f.addEventListener('submit', (e) => { e.preventDefault(); f.submit(); }); f.requestSubmit()", "perhaps"),
        ("new FormData(f)", "perhaps"),
        ("d.requestSubmit()", ""),
        ("w.requestSubmit()", ""),
    ],
)
def test_a_form_that_is_on_its_way_is_told_before_the_browser_tells_of_it(
    open_page: Open, site: Site, script: str, told: str
) -> None:
    """A form goes in a task of its own, long after the press on a busy machine."""
    site.extra["sent.html"] = SENT
    driver = open_page("sent.html")
    ask = f"() => {{ const since = Date.now(); {script}; return window[Symbol.for('bots.hands')].leaving({{ since }}); }}"
    assert driver.page.evaluate(ask) == told
