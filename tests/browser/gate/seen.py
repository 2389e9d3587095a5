"""What a case did: what reached its servers, and what its windows, cookies and downloads are once it is at rest."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from playwright.sync_api import BrowserContext, Download, Error, Page

from .case_table import OTHER
from .conftest import SIGNS
from .counting_server import Hit

FACETS = ("requests", "cookies", "address", "text", "downloads", "back")
_SHOWN = "document.body ? document.body.innerText : ''"
_QUIET, _QUIET_WITHOUT_SIGN = 0.1, 0.4  # seconds in which nothing changes any more
_LONGEST = 6.0


@dataclass
class Seen:
    """What a case did, once. A request is what it asks for, its body's hash and length, and its headers."""

    requests: list[Any]
    cookies: list[Any]
    address: list[str]
    text: list[str]
    downloads: list[Any]
    back: list[Any]

    def without(self, headers: Sequence[str]) -> Seen:
        """The same less those headers."""
        asked = [
            (*one[:3], [pair for pair in one[3] if pair[0] not in headers]) for one in self.requests
        ]
        return replace(self, requests=asked)

    def differs(self, other: Seen, facet: str) -> str:
        """What only one of the two did, or "" where they did the same."""
        one, two = getattr(self, facet), getattr(other, facet)
        if one == two:
            return ""
        if facet == "requests" and [each[0] for each in one] == [each[0] for each in two]:
            parts = [set(mine[3]) ^ set(theirs[3]) for mine, theirs in zip(one, two, strict=True)]
            return f"{facet}: {[(each[:3], sorted(part)) for each, part in zip(one, parts, strict=True)]}"
        return f"{facet}: {one} and {two}"


class Counting(Protocol):
    """A server that keeps what reached it."""

    address: str
    hits: list[Hit]


class Watcher:
    """Tells of a context when it has come to rest, and what it shows then. The first server is its own."""

    def __init__(self, context: BrowserContext, servers: Sequence[Counting], sign: bool) -> None:
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
        for server, name in zip(self.servers, ("", OTHER), strict=False):
            url = url.replace(server.address, name)
        return url

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


def press(page: Page) -> None:
    """Press `#s` with the mouse, in whichever frame it stands."""
    frame = next(one for one in page.frames if one.locator("#s").count())
    box = frame.locator("#s").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
