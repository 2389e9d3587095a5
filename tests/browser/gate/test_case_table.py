"""What leaves through relay and gate is what the same browser sends alone, and so is all that follows.

One browser without relay and gate, one with both; each case of case_table.py in a fresh context of either.
Equal are the requests that reach the server (number, method, path with query, headers, body), cookies, the
windows' addresses and their visible text, downloads, and what the back button does, but for what the case names.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Download, Error, Page

from bots.errors import NetworkError, ScreenError

from .case_table import CASES, OTHER, Case
from .conftest import SIGNS, Desk
from .counting_server import Hit, Server

_SHOWN = "document.body ? document.body.innerText : ''"
_QUIET, _QUIET_WITHOUT_SIGN = 0.1, 0.4  # seconds in which nothing changes any more
_LONGEST = 6.0


@dataclass
class Seen:
    """What a case did, once."""

    requests: list[Any]
    cookies: list[Any]
    address: list[str]
    text: list[str]
    downloads: list[Any]
    back: list[Any]


class Watcher:
    """Tells of a context when it has come to rest, and what it shows then. The servers are its own."""

    def __init__(self, context: BrowserContext, servers: Sequence[Server], sign: bool) -> None:
        self.context, self.servers, self.sign = context, servers, sign
        self.downloads: list[Download] = []
        for page in context.pages:
            page.on("download", self._on_download)

    def _on_download(self, download: Download) -> None:
        self.downloads.append(download)

    def rest(self) -> None:
        """Wait until nothing changes: a success sign first, where one is to come."""
        until, since, before = time.monotonic() + _LONGEST, time.monotonic(), None
        while time.monotonic() < until:
            now = (len(self.hits()), self.addresses(), self.texts(), len(self.downloads))
            if now != before:
                since, before = time.monotonic(), now
            shown = any(SIGNS.success[0] in text for text in now[2])
            quiet = _QUIET if shown and self.sign else _QUIET_WITHOUT_SIGN
            if time.monotonic() - since >= quiet and (shown or not self.sign):
                return
            self.context.pages[0].wait_for_timeout(20)
        raise AssertionError(f"no rest: {before}")

    def hits(self) -> list[Hit]:
        """Without the browser's own question for a picture of the site, which comes when it has time."""
        everything = [hit for server in self.servers for hit in list(server.hits)]
        return [hit for hit in everything if hit.target != "/favicon.ico"]

    def addresses(self) -> list[str]:
        return [self.named(page.url) for page in self.context.pages]

    def named(self, url: str) -> str:
        own, other = (server.address for server in self.servers)
        return url.replace(own, "").replace(other, OTHER)

    def texts(self) -> list[str]:
        found = []
        for page in self.context.pages:
            for frame in page.frames:
                try:
                    found.append(self.named(frame.evaluate(_SHOWN)).strip())
                except Error:  # it is being replaced: the next look sees what comes
                    found.append("")
        return found

    def kept(self) -> list[Any]:
        return sorted(
            (one["name"], one["value"], one["path"], one["expires"] > 0, one["httpOnly"], one["secure"], one["sameSite"])
            for one in self.context.cookies()
        )  # fmt: skip

    def told(self, *, back: bool) -> Seen:
        seen = Seen(
            [_request(hit) for hit in self.hits()],
            self.kept(),
            self.addresses(),
            self.texts(),
            [(one.suggested_filename, _sha(Path(one.path()).read_bytes())) for one in self.downloads],
            [],
        )  # fmt: skip
        seen.requests.sort()
        if back:
            before = len(self.hits())
            self.context.pages[0].go_back()
            self.sign = False
            self.rest()
            asked = sorted(map(_line, self.hits()[before:]))
            seen.back = [asked, self.addresses(), self.texts()]
        return seen


def _sha(data: bytes) -> str:
    return f"{len(data)} bytes {hashlib.sha256(data).hexdigest()[:12]}"


def _line(hit: Hit) -> str:
    return f"{hit.method} {hit.target}"


def _request(hit: Hit) -> tuple[Any, ...]:
    """Everything of it but the order of its headers and the boundary, which is random."""
    boundary = hit.headers.get("content-type", "").partition("boundary=")[2] or "no boundary"
    headers = {name: value.replace(boundary, "B") for name, value in hit.headers.items()}
    return (_line(hit), hit.sha, len(hit.body), sorted(headers.items()))


@pytest.fixture
def other() -> Iterator[Server]:
    started = Server("127.0.0.2")
    yield started
    started.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("files")


def _serve(case: Case, servers: Sequence[Server]) -> None:
    def placed(data: str | bytes) -> Any:
        address = servers[1].address
        if isinstance(data, str):
            return data.replace(OTHER, address)
        return data.replace(OTHER.encode(), address.encode())

    for server in servers:
        server.clear()
        server.pages = {path: placed(page) for path, page in {"/form": case.page, **case.pages}.items()}
        server.kinds = {"/form": case.kind}
        for path, whole in case.answers.items():
            parts = whole if isinstance(whole, tuple) else (whole,)
            server.answers[path] = tuple(map(placed, parts))


def _opened(case: Case, page: Page, server: Server, folder: Path) -> None:
    page.goto(server.address + "/form")
    if case.file:
        file = folder / f"申請書{case.file}.pdf"
        file.write_bytes(hashlib.sha256(b"x").digest() * (case.file // 32))
        page.set_input_files("[name=file]", file)


def _press(page: Page) -> None:
    frame = next(one for one in page.frames if one.locator("#s").count())
    box = frame.locator("#s").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def _outcome(case: Case, desk: Desk) -> str:
    try:
        answer = desk.submit(timeout=case.timeout)
    except (NetworkError, ScreenError) as error:
        return error.problem.code
    return f"{answer.kind} {answer.reason}".strip()


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_as_a_browser_alone(
    case: Case, desk: Desk, plain_browser: Browser, other: Server, folder: Path
) -> None:
    servers = (desk.server, other)
    desk.relay.allow(*((server.host, server.port) for server in servers))
    sign = case.outcome == "success"

    context = plain_browser.new_context(service_workers="block", locale="ja-JP")
    page = context.new_page()
    _serve(case, servers)
    _opened(case, page, desk.server, folder)
    watcher = Watcher(context, servers, sign)
    _press(page)
    watcher.rest()
    alone = watcher.told(back=case.back)
    context.close()

    _serve(case, servers)
    _opened(case, desk.page, desk.server, folder)
    watcher = Watcher(desk.context, servers, sign)
    outcome = _outcome(case, desk)
    watcher.rest()
    ours = watcher.told(back=case.back)

    assert outcome == case.outcome
    assert len(desk.intents) == case.intents
    assert desk.posts_at_intent <= 0
    left = outcome[:1] == "N"
    for facet in ("requests", "cookies", "address", "text", "downloads", "back"):
        one, two = getattr(alone, facet), getattr(ours, facet)
        if facet in case.differs:
            assert ([_said(x) for x in one], [_said(x) for x in two]) == case.differs[facet], facet
        elif left and facet in ("address", "text"):
            assert ours.address == ["about:blank"]
        else:
            assert two == one, facet


def _said(one: Any) -> Any:
    return one[0] if isinstance(one, tuple) else one
