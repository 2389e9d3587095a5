"""One browser for the ring; a relay, a server and a context for each test."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from bots.model import Answer, Sending, Signs, SubmitRule, Target, Value
from bots.runners import browser as browsers
from bots.runners.relay import Relay
from bots.runners.submitting import submit
from bots.settings import Browser as BrowserSettings

from .counting_server import Server
from .plain_hands import PlainHands

SIGNS = Signs(
    success=("登録しました",),
    problems=("必須項目が入力されていません",),
    already=("既に登録されています",),
    lost=("利用時間が切れました",),
)
ROW = (Value("A-0017", "code"), Value("山田　太郎"))


def chromium() -> browsers.Choice:
    return browsers.choose(BrowserSettings(), own="")


def arguments() -> list[str]:
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return ["--disable-background-networking", *(["--no-sandbox"] if root else [])]


def launch(playwright: Playwright, relay_port: int | None) -> Browser:
    proxy = f"socks5://127.0.0.1:{relay_port}" if relay_port else ""
    return browsers.launch(playwright.chromium, chromium(), BrowserSettings(), proxy)


@pytest.fixture(scope="session")
def plain_browser(playwright: Playwright) -> Iterator[Browser]:
    browser = launch(playwright, None)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def relay_and_browser(playwright: Playwright) -> Iterator[tuple[OpenRelay, Browser]]:
    relay = OpenRelay()
    browser = launch(playwright, relay.port)
    yield relay, browser
    browser.close()
    relay.close()


class OpenRelay(Relay):
    """A relay whose list can be changed between tests, so that one browser serves all of them."""

    def __init__(self) -> None:
        self.refusals: list[tuple[str, int]] = []
        super().__init__((), refused=lambda host, port: self.refusals.append((host, port)))

    def allow(self, *hosts: tuple[str, int]) -> None:
        self._allow = frozenset(hosts)


@pytest.fixture
def server() -> Iterator[Server]:
    started = Server()
    yield started
    started.close()


@dataclass
class Desk:
    """A page behind the relay, and what a submit on it did."""

    relay: OpenRelay
    context: BrowserContext
    page: Page
    hands: PlainHands
    server: Server
    intents: list[Sending] = field(default_factory=list)
    posts_at_intent: int = -1

    def open(self, page: str | bytes, path: str = "/form", kind: str = "") -> None:
        self.server.pages[path] = page
        if kind:
            self.server.kinds[path] = kind
        self.page.goto(self.server.address + path)

    def keep(self, sending: Sending) -> None:
        self.intents.append(sending)
        self.posts_at_intent = len(self.server.posts())

    def submit(
        self,
        target: str = "#s",
        *,
        signs: Signs = SIGNS,
        dialog: Any = "",
        carries: tuple[Value, ...] = ROW,
        rule: SubmitRule | None = None,
        timeout: float = 5.0,
        **more: Any,
    ) -> Answer:
        return submit(
            self.hands,
            Target(target),
            dialog=dialog,
            signs=signs,
            intent=more.pop("intent", self.keep),
            carries=carries,
            rules=(rule,) if rule else (),
            relay=self.relay,
            timeout=timeout,
            **more,
        )


@pytest.fixture
def desk(relay_and_browser: tuple[OpenRelay, Browser], server: Server) -> Iterator[Desk]:
    relay, browser = relay_and_browser
    relay.reset_all()
    relay.refusals.clear()
    relay.allow((server.host, server.port))
    context = browser.new_context(service_workers="block", locale="ja-JP")
    page = context.new_page()
    yield Desk(relay, context, page, PlainHands(page, context), server)
    context.close()
