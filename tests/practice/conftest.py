"""Practice systems that run, a visitor who talks HTTP with them, and a real browser."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bots import practice
from bots.practice import Practice

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@dataclass
class Answer:
    """What a visitor was answered: status, text and the address after all redirects."""

    status: int
    text: str
    url: str

    def json(self) -> Any:
        return json.loads(self.text)

    def cell(self, label: str) -> str:
        """The table cell beside a header cell."""
        found = re.search(
            rf"<th[^>]*>{re.escape(label)}</th>\s*<td[^>]*>(.*?)</td>", self.text, re.S
        )
        assert found, f"no row {label}"
        return found.group(1)


class Visitor:
    """A browser without a screen: keeps cookies, follows redirects."""

    def __init__(self, system: Practice) -> None:
        self.system = system
        self.jar = CookieJar()
        self.opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(self.jar)
        )

    def send(
        self,
        path: str,
        data: bytes | None = None,
        kind: str = "",
        timeout: float = 20,
        **headers: str,
    ) -> Answer:
        request = urllib.request.Request(self.system.address + path, data, headers)
        if kind:
            request.add_header("Content-Type", kind)
        try:
            with self.opener.open(request, timeout=timeout) as answer:
                return Answer(answer.status, answer.read().decode(), answer.url)
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, error.read().decode(), error.url)

    def get(self, path: str) -> Answer:
        return self.send(path)

    def post(self, path: str, timeout: float = 20, **fields: str | list[str]) -> Answer:
        data = urllib.parse.urlencode(fields, doseq=True).encode()
        return self.send(path, data, "application/x-www-form-urlencoded", timeout)

    def post_json(self, path: str, body: object) -> Answer:
        return self.send(path, json.dumps(body).encode(), "application/json")

    def sign_in(self, user: str = "robot01", password: str = "renshu-pass-1") -> Answer:
        return self.post("/login", user=user, password=password)


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Practice]]:
    """Each system is started once, when it is first asked for, and begins anew for each test."""
    started: dict[str, Practice] = {}

    def get(name: str) -> Practice:
        if name not in started:
            started[name] = practice.start(name, tmp_path_factory.mktemp(name))
        started[name].reset()
        return started[name]

    yield get
    for system in started.values():
        system.stop()


@pytest.fixture
def childcare(running: Callable[[str], Practice]) -> Practice:
    return running("childcare")


@pytest.fixture
def donation(running: Callable[[str], Practice]) -> Practice:
    return running("donation")


@pytest.fixture
def library(running: Callable[[str], Practice]) -> Practice:
    return running("library")


@pytest.fixture
def accounting(running: Callable[[str], Practice]) -> Practice:
    return running("accounting")


@pytest.fixture
def visit() -> Callable[[Practice], Visitor]:
    return Visitor


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser of a run, started as for a run."""
    from playwright.sync_api import sync_playwright

    from bots.runners.browser import choose, launch
    from bots.settings import Browser as BrowserSettings

    with sync_playwright() as playwright:
        settings = BrowserSettings()
        kind = playwright.chromium
        opened = launch(kind, choose(settings, kind.executable_path), settings, proxy="")
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 860})
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path
