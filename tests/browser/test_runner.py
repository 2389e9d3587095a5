"""Opening, dying, hanging: what the runner does when the browser does not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from bots.errors import BrowserGone, NetworkError, PlaceError, ScreenError
from bots.model import System, Target
from bots.runners import browser as browsers
from bots.runners.runner import PlaywrightRunner
from bots.settings import Browser, Settings

from .conftest import Open, field, plan
from .site import Site


@pytest.fixture
def lone(playwright: Playwright, tmp_path: Path) -> Iterator[PlaywrightRunner]:
    """A runner with a browser of its own, to be killed."""
    made = PlaywrightRunner(Settings(home=tmp_path), playwright=playwright, grace=1.0)
    yield made
    made.close()


def group(process: int) -> list[int]:
    """Processes of the browser's group that still run."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            stat = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(stat[2]) == process and stat[0] != "Z":
            found.append(int(entry.name))
    return found


def gone_within(process: int, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while group(process) and time.monotonic() < until:
        time.sleep(0.05)
    return not group(process)


def test_a_dead_browser_is_told_at_once_and_a_fresh_one_opened(lone: PlaywrightRunner, site: Site) -> None:
    one = plan(System("系", site.address, "訓練"))
    driver = lone.open(one)
    driver.goto("/readonly.html", 10)
    process = lone.process
    os.kill(process, signal.SIGKILL)
    begun = time.monotonic()
    with pytest.raises(BrowserGone) as caught:
        driver.fill([field("氏名", "山田")], timeout=5)
    assert time.monotonic() - begun < 1
    assert caught.value.problem.code == "S90"
    assert gone_within(process, 2)
    driver = lone.open(one)
    driver.goto("/readonly.html", 10)
    assert driver.fill([field("氏名", "山田")], timeout=5)[0].equal


def test_the_browser_opens_no_pages_of_its_own(lone: PlaywrightRunner, site: Site) -> None:
    lone.open(plan(System("系", site.address, "訓練"))).goto("/readonly.html", 10)
    assert lone._browser is not None
    told = lone._browser.new_browser_cdp_session().send("Target.getTargets", {"filter": [{}]})
    found = {one["url"] for one in told["targetInfos"] if one["type"] in ("page", "browser_ui")}
    assert found == {f"{site.address}/readonly.html"}


def test_a_hung_page_is_ended_by_the_watchdog(lone: PlaywrightRunner, site: Site) -> None:
    driver = lone.open(plan(System("系", site.address, "訓練")))
    site.extra["hang.html"] = "<!doctype html><button onclick='for(;;);'>止まる</button>"
    driver.goto("/hang.html", 10)
    process = lone.process
    begun = time.monotonic()
    with pytest.raises(BrowserGone) as caught:
        driver.click(Target("止まる"), timeout=0.5)
        driver.shown(["何か"])
    assert caught.value.problem.code == "S91"
    assert time.monotonic() - begun < 14
    assert gone_within(process, 2)


def test_no_browser_is_left_when_the_run_dies(site: Site, tmp_path: Path) -> None:
    script = textwrap.dedent(
        """
        import sys
        from pathlib import Path
        from bots.model import Mode, Plan, System
        from bots.runners.runner import PlaywrightRunner
        from bots.settings import Settings
        runner = PlaywrightRunner(Settings(home=Path(sys.argv[2])))
        driver = runner.open(Plan("a", "a", "", "", "ja", Mode.RUN, "", "2026-11-25",
                                  systems=(System("s", sys.argv[1], ""),)))
        driver.goto("/readonly.html", 10)
        print(runner.process, flush=True)
        sys.stdin.read()
        """
    )
    child = subprocess.Popen(
        [sys.executable, "-c", script, site.address, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    assert child.stdin is not None
    process = os.getpgid(int(child.stdout.readline()))  # of what has started it, where that is a script
    assert group(process)
    child.kill()
    child.wait()
    child.stdout.close()
    child.stdin.close()
    assert gone_within(process, 2)


def test_hosts_that_are_not_of_the_system_are_not_reached(runner: PlaywrightRunner, site: Site) -> None:
    other = Site()
    try:
        driver = runner.open(plan(System("系", site.address, "訓練")))
        runner.refused.clear()
        with pytest.raises(NetworkError) as caught:
            driver.goto(f"{other.address}/readonly.html", 5)
        assert caught.value.problem.code == "N03"
        assert runner.refused
    finally:
        other.close()


def test_a_browser_that_goes_round_the_relay_is_found_out(
    playwright: Playwright, site: Site, tmp_path: Path
) -> None:
    from bots.runners.driver import PlaywrightDriver
    from bots.runners.relay import Relay

    unguarded = PlaywrightRunner(Settings(home=tmp_path), playwright=playwright, guarded=False)
    relay = Relay((), refused=lambda host, port: None)
    try:
        one = plan(System("系", site.address, "訓練"))
        driver = PlaywrightDriver(one, unguarded.open(one).context, relay=relay)
        with pytest.raises(PlaceError) as caught:
            driver.goto("/readonly.html", 5)
        assert caught.value.problem.code == "P73"
    finally:
        unguarded.close()
        relay.close()


def test_a_system_that_is_down(runner: PlaywrightRunner) -> None:
    down = Site()
    driver = runner.open(plan(System("系", down.address, "訓練")))
    down.close()
    with pytest.raises(NetworkError) as caught:
        driver.goto("/readonly.html", 5)
    assert caught.value.problem.code in ("N01", "N03")


def test_a_page_that_is_slow(runner: PlaywrightRunner, site: Site) -> None:
    # The runner's browser and its relay were made for the site of the first plan.
    driver = runner.open(plan(System("系", site.address, "訓練")))
    with pytest.raises(NetworkError) as caught:
        driver.goto("/slow/readonly.html?s=2", 0.3)
    assert caught.value.problem.code == "N02"


# --------------------------------------------------------------------------- which browser


def script(path: Path) -> str:
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return str(path)


def test_the_setting_comes_first(tmp_path: Path) -> None:
    mine = script(tmp_path / "mine")
    assert browsers.choose(Browser(path=mine), "", {}).path == mine
    with pytest.raises(PlaceError) as caught:
        browsers.choose(Browser(path="/nowhere/chrome"), "", {})
    assert caught.value.problem.code == "P71"


def test_then_the_environment_then_playwright_s_own(tmp_path: Path) -> None:
    mine, own = script(tmp_path / "mine"), script(tmp_path / "own")
    assert browsers.choose(Browser(), own, {"BOTS_BROWSER_PATH": mine}).path == mine
    assert browsers.choose(Browser(), own, {}).path == own


def test_what_was_tried_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PlaceError) as caught:
        browsers.choose(Browser(path=browsers.HEADLESS_SHELL), "/not/there", {})
    assert caught.value.problem.code == "P70"
    for name in ("chromium-headless-shell", "/not/there", "chromium", "google-chrome"):
        assert name in str(caught.value.problem.words["tried"])


def test_a_notice_that_nobody_declared_is_told_before_anything_is_filled_in(open_page: Open) -> None:
    driver = open_page("notice.html")
    driver.pump(200)
    with pytest.raises(ScreenError) as caught:
        driver.fill([field("氏名", "山田")], timeout=2)
    assert caught.value.problem.code == "S20"
    assert caught.value.problem.words["text"] == "本日は締切日です"
    assert driver.read(field("氏名", "").field, timeout=1) == ""


def test_a_notice_can_be_declared_where_the_screen_is_opened(open_page: Open) -> None:
    driver = open_page("readonly.html")
    driver.goto("/notice.html", 5, dialog="OK")
    driver.pump(200)
    (reading,) = driver.fill([field("氏名", "山田")], timeout=2)
    assert reading.equal
