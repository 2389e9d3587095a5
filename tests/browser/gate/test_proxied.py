"""Behind the place's own proxy, which asks for a password, a submit goes out once as well."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Playwright

from bots.runners import browser as browsers
from bots.runners.relay import Relay
from bots.settings import Browser as BrowserSettings
from tests.upstream import HallProxy

from .conftest import Desk, OpenRelay, chromium
from .counting_server import Server, form
from .plain_hands import PlainHands
from .test_once import WARM

OUTSIDE = ("kodomo.example.jp", 80)


class ProxiedRelay(OpenRelay):
    """One that reaches everything through the hall's proxy."""

    def __init__(self, hall: HallProxy) -> None:
        self.refusals: list[tuple[str, int]] = []
        told = self.refusals
        Relay.__init__(self, [OUTSIDE], refused=lambda host, port: told.append((host, port)), upstream=("127.0.0.1", hall.port))


@pytest.fixture
def behind(playwright: Playwright, server: Server) -> Iterator[tuple[Desk, HallProxy]]:
    hall = HallProxy({OUTSIDE: (server.host, server.port)}, login="bots:kagi")
    relay = ProxiedRelay(hall)
    browser: Browser = browsers.launch(playwright.chromium, chromium(), BrowserSettings(), relay.proxy, ("bots", "kagi"))
    context = browser.new_context(service_workers="block", locale="ja-JP")
    page = context.new_page()
    yield Desk(relay, context, page, PlainHands(page, context), server), hall
    browser.close()
    relay.close()
    hall.close()


def open_form(desk: Desk, action: str) -> None:
    desk.server.pages["/form"] = form(action, more=WARM)
    desk.page.goto("http://kodomo.example.jp/form")
    desk.page.wait_for_timeout(200)


def test_it_is_sent_and_its_answer_is_known(behind: tuple[Desk, HallProxy]) -> None:
    desk, hall = behind
    open_form(desk, "/s/delay?t=0.2")
    assert desk.submit().kind == "success"
    assert (len(desk.server.posts()), len(desk.intents), desk.posts_at_intent) == (1, 1, 0)
    assert any(line.startswith("POST http://kodomo.example.jp/s/delay") for line in hall.asked)


@pytest.mark.parametrize("how", ["close", "rst", "408"])
def test_on_a_bad_network_it_is_sent_once(behind: tuple[Desk, HallProxy], how: str) -> None:
    desk, _ = behind
    open_form(desk, f"/s/{how}")
    assert desk.submit(timeout=2.5).kind == "nothing"
    desk.page.wait_for_timeout(600)
    assert (len(desk.server.posts()), len(desk.intents)) == (1, 1)
