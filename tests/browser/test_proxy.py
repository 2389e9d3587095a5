"""The place's own proxy: what goes through it, with which password, and what is told where it does not let through."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from bots.errors import BotsError, PlaceError
from bots.model import System
from bots.proxies import is_direct, login_of_proxy, proxy_for, proxy_of
from bots.runners.runner import PlaywrightRunner
from bots.settings import ProxySettings, Settings
from bots.vaults import EnvironmentVault
from tests.upstream import HallProxy

from .conftest import plan
from .site import Site

OUTSIDE = ("kodomo.example.jp", 80)


@pytest.fixture
def hall(site: Site) -> Iterator[HallProxy]:
    host, _, port = site.address.removeprefix("http://").partition(":")
    proxy = HallProxy({OUTSIDE: (host, int(port))}, login="bots:kagi")
    yield proxy
    proxy.close()


def runner(playwright: Playwright, home: Path, hall: HallProxy, password: str) -> PlaywrightRunner:
    settings = Settings(home=home, proxy=ProxySettings(f"127.0.0.1:{hall.port}", account="hall"))
    vault = EnvironmentVault({"BOTS_SECRET_HALL_USER": "bots", "BOTS_SECRET_HALL_PASSWORD": password})
    return PlaywrightRunner(settings, playwright=playwright, proxy_login=lambda: login_of_proxy(settings.proxy, vault))


def test_pages_come_and_forms_go_through_it(playwright: Playwright, tmp_path: Path, hall: HallProxy) -> None:
    hands = runner(playwright, tmp_path, hall, "kagi")
    try:
        driver = hands.open(plan(System("系", "http://kodomo.example.jp", "訓練")))
        driver.goto("/readonly.html", 10)
        assert driver.shown(("受付日",)) == ("受付日",)
        assert all("kodomo.example.jp" in line for line in hall.asked)
    finally:
        hands.close()


def test_a_wrong_password_is_told_and_tried_once(playwright: Playwright, tmp_path: Path, hall: HallProxy) -> None:
    assert refused(runner(playwright, tmp_path, hall, "chigau")) == ("P171", f"127.0.0.1:{hall.port}")
    assert (len(hall.given), hall.asked) == (1, [])


def test_a_proxy_that_is_down_is_told_as_that(playwright: Playwright, tmp_path: Path, hall: HallProxy) -> None:
    hall.close()
    assert refused(runner(playwright, tmp_path, hall, "kagi")) == ("N27", f"127.0.0.1:{hall.port}")


def refused(hands: PlaywrightRunner) -> tuple[str, object]:
    """With which code, and of which proxy, the first page was not opened."""
    try:
        driver = hands.open(plan(System("系", "http://kodomo.example.jp", "訓練")))
        with pytest.raises(BotsError) as told:
            driver.goto("/readonly.html", 10)
        return told.value.problem.code, told.value.problem.words["proxy"]
    finally:
        hands.close()


def test_which_hosts_go_through_it() -> None:
    through = ProxySettings("proxy.city.lg.jp", direct="10.1.1.5, .lgwan.jp")
    assert proxy_of(through) == ("proxy.city.lg.jp", 8080)
    assert [is_direct(through, one) for one in ("10.1.1.5", "a.lgwan.jp", "lgwan.jp", "localhost", "127.0.0.1", "kodomo.example.jp")] == [
        True, True, False, True, True, False,
    ]  # fmt: skip
    assert proxy_for(through, {("10.1.1.5", 80), ("a.lgwan.jp", 443)}) is None
    assert proxy_for(through, {("kodomo.example.jp", 443)}) == ("proxy.city.lg.jp", 8080)
    assert proxy_for(ProxySettings(), {("kodomo.example.jp", 443)}) is None
    with pytest.raises(PlaceError) as told:
        proxy_for(through, {("10.1.1.5", 80), ("kodomo.example.jp", 443)})
    assert (told.value.problem.code, told.value.problem.words["direct"]) == ("P170", "10.1.1.5")


@pytest.mark.parametrize("written", ["socks5://proxy:1080", "https://proxy", "user:kagi@proxy:8080", "proxy:many", "http://"])
def test_what_is_no_address_of_a_proxy_is_told_without_saying_it(written: str) -> None:
    with pytest.raises(PlaceError) as told:
        proxy_of(ProxySettings(written))
    assert (told.value.problem.code, dict(told.value.problem.words)) == ("P169", {})
