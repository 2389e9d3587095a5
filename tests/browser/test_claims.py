"""What a screen claims of a submit and what the system answered: where they differ nothing is believed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from bots.errors import ScreenError
from bots.model import System
from bots.runners.driver import PlaywrightDriver
from bots.runners.runner import PlaywrightRunner
from bots.settings import Settings

from .conftest import Open, field, plan
from .site import Site
from .test_submit import press

FORM = """<!doctype html><meta charset=utf-8><h1>申請</h1><label>番号 <input name=no></label>
  <button onclick="go()">登録</button><p id=out></p><script>
  const body = () => new URLSearchParams({no: document.querySelector('input').value});
  const say = (text) => { out.textContent = text; };
  SCRIPT</script>"""
TOAST = "say('登録が完了しました');"


def page(site: Site, name: str, script: str) -> str:
    site.extra[name] = FORM.replace("SCRIPT", script)
    return name


@pytest.fixture(autouse=True)
def as_before(site: Site) -> Iterator[None]:
    yield
    site.status, site.body_delay = 200, 0.0
    site.replies.clear()
    site.statuses.clear()


@pytest.mark.parametrize("status", [408, 500, 502, 504])
def test_a_refusal_that_comes_with_a_failing_server_is_none(open_page: Open, site: Site, status: int) -> None:
    site.status = status
    driver = open_page(page(site, f"fails{status}.html", """async function go() {
      const answer = await fetch('/keep', {method: 'POST', body: body()});
      say(answer.ok ? '登録が完了しました' : '入力内容に誤りがあります'); }"""))
    answer = press(driver, field("番号", "7"))
    assert (answer.kind, answer.reason) == ("nothing", "status")


@pytest.mark.parametrize("status", [500, 503])
def test_a_server_that_failed_and_says_nothing_is_not_waited_for(open_page: Open, site: Site, status: int) -> None:
    """Nothing that comes after it could make the row plain: a minute for each row would be lost."""
    site.status = status
    site.replies["/keep"] = lambda _: "<!doctype html><meta charset=utf-8><h1>システムエラー</h1>"
    site.extra[f"broken{status}.html"] = """<!doctype html><meta charset=utf-8><h1>申請</h1><form method=post action=/keep>
      <label>番号 <input name=no></label><button>登録</button></form>"""
    driver = open_page(f"broken{status}.html")
    begun = time.monotonic()
    answer = press(driver, field("番号", "7"), seconds=20)
    assert (answer.kind, answer.reason, answer.sign) == ("nothing", "status", "")
    assert time.monotonic() - begun < 8


def test_a_refusal_of_the_row_itself_is_one(open_page: Open, site: Site) -> None:
    site.status = 422
    driver = open_page(page(site, "refuses.html", """async function go() {
      await fetch('/keep', {method: 'POST', body: body()}); say('入力内容に誤りがあります'); }"""))
    assert press(driver, field("番号", "7")).kind == "problem"


@pytest.mark.parametrize(
    "script",
    [
        TOAST + """fetch('/keep', {method: 'POST', body: body()}).then((r) => r.text())
          .then(() => say('入力内容に誤りがあります'));""",
        """fetch('/keep', {method: 'POST', body: body()}).then((r) => { say('登録が完了しました'); return r.text(); })
          .then(() => say('入力内容に誤りがあります'));""",
        TOAST + """fetch('/keep', {method: 'POST', body: body()}).then((r) => r.text())
          .then(() => setTimeout(() => say('入力内容に誤りがあります'), 300));""",
    ],
    ids=["before the answer", "at its head", "taken back later"],
)
def test_a_success_that_is_said_too_early_waits_for_all_of_the_answer(
    open_page: Open, site: Site, script: str
) -> None:
    site.body_delay = 0.5
    driver = open_page(page(site, f"early{len(script)}.html", f"function go() {{ {script} }}"))
    answer = press(driver, field("番号", "7"))
    assert (answer.kind, answer.sign) == ("problem", "入力内容に誤りがあります")


def test_an_early_success_that_nothing_takes_back_is_one(open_page: Open, site: Site) -> None:
    driver = open_page(
        page(site, "eager.html", f"function go() {{ {TOAST} fetch('/keep', {{method: 'POST', body: body()}}); }}")
    )
    assert press(driver, field("番号", "7")).kind == "success"
    assert len(site.posted) == 1


@pytest.mark.parametrize(
    ("path", "more"), [("/keep?retry=1", ""), ("/keep", "&retry=1"), ("/other", "")],
    ids=["another address", "another body", "another path"],
)
def test_a_page_that_tries_again_after_a_failing_answer_is_stopped(
    open_page: Open, site: Site, path: str, more: str
) -> None:
    site.status = 503
    driver = open_page(page(site, f"again{len(path)}{len(more)}.html", f"""async function go() {{
      const first = await fetch('/keep', {{method: 'POST', body: body()}});
      if (!first.ok) await fetch('{path}', {{method: 'POST', body: new URLSearchParams(body() + '{more}')}}); }}"""))
    answer = press(driver, field("番号", "7"))
    assert (answer.kind, answer.requests, answer.repeats) == ("nothing", 1, 1)
    assert len(site.posted) == 1


def test_a_window_that_closes_itself_leaves_the_answer_to_the_one_behind(open_page: Open, site: Site) -> None:
    site.extra["inner.html"] = """<!doctype html><meta charset=utf-8><title>入力窓</title><h1>入力窓</h1>
      <form method=post action=/closing><label>番号 <input name=no></label><button>登録</button></form>"""
    site.replies["/closing"] = lambda sent: (
        f"<script>opener.out.textContent = '登録が完了しました {sent['no']}'; window.close()</script>"
    )
    driver = open_page(page(site, "outer.html", "function go() { window.open('inner.html', 'w', 'width=400,height=300'); }"))
    for number in ("12", "13"):  # what the window behind said of the row before is no answer to this one
        open_window(driver)
        assert press(driver, field("番号", number)).kind == "success"
    site.replies["/closing"] = lambda sent: "<script>window.close()</script>"
    open_window(driver)
    assert press(driver, field("番号", "14")).kind == "nothing"


def open_window(driver: PlaywrightDriver) -> None:
    driver.page.get_by_role("button", name="登録").click()
    driver.switch_window("入力窓", 3)


def test_a_frame_of_another_site_that_gives_way_is_no_end_of_the_browser(
    playwright: Playwright, site: Site, tmp_path: Path
) -> None:
    other = site.address.replace("127.0.0.1", "localhost")
    site.extra["framed.html"] = """<!doctype html><meta charset=utf-8><h1>枠</h1>
      <form method=post action=/keep target=_top><label>番号 <input name=no></label><button>登録</button></form>"""
    site.extra["outside.html"] = f"""<!doctype html><meta charset=utf-8><h1>外</h1>
      <iframe src="{other}/framed.html" width=600 height=300></iframe>"""
    system = System("系", site.address, "訓練", allow=(other.removeprefix("http://"),))
    runner = PlaywrightRunner(Settings(home=tmp_path), playwright=playwright)
    try:
        for number in range(6):
            driver = runner.open(plan(system))
            driver.enter("系")
            driver.goto("/outside.html", 20)
            assert press(driver, field("番号", f"{number}")).kind == "success", number
    finally:
        runner.close()


def test_what_a_page_says_after_its_row_is_no_fault_of_the_next(open_page: Open, site: Site) -> None:
    driver = open_page(page(site, "late.html", "function go() { setTimeout(() => alert('口座 7654301 を登録'), 300); }"))
    for begun in (False, True):  # before the next row begins, and while it opens its screen
        driver.page.get_by_role("button", name="登録").click()
        if not begun:
            driver.pump(600)
        driver.begin_row(())
        if begun:
            driver.page.evaluate("() => { const end = Date.now() + 500; while (Date.now() < end); }")
        driver.goto("/late.html", 10)
        driver.fill([field("番号", "7")], timeout=3)
        assert driver.late_dialogs() == 1
    driver.page.get_by_role("button", name="登録").click()
    driver.pump(600)
    with pytest.raises(ScreenError) as caught:
        driver.fill([field("番号", "8")], timeout=3)
    assert caught.value.problem.code == "S20"
