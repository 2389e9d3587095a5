"""What a press begins: new documents in frames, a new window. Nothing else is waited for.

A frameset has frames that load, renew themselves or fail for reasons of their own. So each navigation is followed
for itself, from its request to the document in its own frame: another frame's arrival says nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Literal

from bots.errors import ScreenError
from bots.runners.faults import Moved, told
from bots.runners.frames import ask_all, live
from bots.runners.pressing import Spot, missed, press
from bots.runners.state import Deadline, has_left, pump

if TYPE_CHECKING:
    from playwright.sync_api import Frame, Page, Request, Response

_BEGINS = 20  # milliseconds in which a press may begin a navigation
_COMES = 5.0  # seconds in which a document that is about to go tells what comes in its place
_MAY_COME = 0.3  # the same, of a document of which only a guess says that it goes
_INSIDE = 5.0  # seconds for the documents inside one that has arrived

Leaving = Literal["", "perhaps", "surely"]


class Consequence:
    """Presses, and watches what that begins."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.pressed = 0.0
        self.frame: Frame | None = None  # that was pressed in
        self.since = 0.0  # milliseconds since 1970, as the page counts them; 0 = nothing was done yet
        self.begun: dict[Request, Frame | None] = {}  # navigations since, by their first request
        self.asked = False  # whether the page asked for something without going elsewhere
        self._coming: set[Request] = set()  # those whose document is not there yet
        self._answered: set[Request] = set()
        self._arrived: dict[Frame, None] = {}  # frames with a new document, which may not be whole yet
        page.on("request", self._on_request)
        page.on("response", self._on_response)
        page.on("requestfailed", self._on_failed)
        page.on("framenavigated", self._on_navigated)

    def press(self, at: Spot) -> None:
        """Press at `at`."""
        self.frame = at.frame
        self.follow(lambda: press(self.page, at))

    def press_until_hit(self, at: Spot, again: Callable[[], Spot], until: Deadline, words: str) -> None:
        """Press at `at`; where the page has moved under the press, look for the thing again. Raises S24, and what looking
        for it raises."""
        self.press(at)
        while not self.page.is_closed() and missed(at):
            if until.over:
                raise ScreenError("S24", name=words)
            at = again()
            self.press(at)

    def follow(self, act: Callable[[], None]) -> None:
        """Do what may begin something."""
        self.since = time.time() * 1000
        act()
        self.pressed = time.monotonic()

    def close(self) -> None:
        """Stop watching."""
        self.page.remove_listener("request", self._on_request)
        self.page.remove_listener("response", self._on_response)
        self.page.remove_listener("requestfailed", self._on_failed)
        self.page.remove_listener("framenavigated", self._on_navigated)

    # ------------------------------------------------------------------ what is heard

    def _on_request(self, request: Request) -> None:
        if not request.is_navigation_request():
            self.asked = True
        elif self.since and request.redirected_from is None:
            self.begun[request] = _frame_of(request)
            self._coming.add(request)

    def _on_response(self, response: Response) -> None:
        self._answered.add(_first(response.request))

    def _on_failed(self, request: Request) -> None:
        """A download, an answer without a document, one that another took the place of."""
        self._coming.discard(_first(request))

    def _on_navigated(self, frame: Frame) -> None:
        """A new document, or only another address of the old one: that comes before the answer."""
        for request in list(self._coming):
            here = self.begun[request] in (None, frame)
            if here and (request in self._answered or _without_mark(frame.url) == _without_mark(request.url)):
                self._coming.discard(request)
                self._arrived[frame] = None

    # ------------------------------------------------------------------ waiting

    def wait(self, timeout: float) -> None:
        """Wait for the documents of navigations that the press began; returns soon if it began none, or if
        the window closed itself: what was chosen in it stands in the page that opened it."""
        if self.page.is_closed():
            return
        until = Deadline(timeout)
        pump(self.page, max(1.0, _BEGINS - 1000 * (time.monotonic() - self.pressed)))
        surely, perhaps = Deadline(min(timeout, _COMES)), Deadline(min(timeout, _MAY_COME))
        while (leaving := self.leaving()) and not surely.over:
            if leaving == "perhaps" and (self.asked or perhaps.over):
                break
            pump(self.page, 10)
        while not (until.over or self.page.is_closed()):
            if any(self._is_awaited(request) for request in self._coming):
                pump(self.page, 10)
            elif self._arrived:
                frame, _ = self._arrived.popitem()
                wait_for_documents(frame, until.left)
            else:
                return

    def leaving(self) -> Leaving:
        """Whether a document is about to go, and what comes in its place has not been heard of yet."""
        if self.page.is_closed():
            return ""
        try:
            said = dict(ask_all(self.page, live(self.page), "leaving", {"since": self.since}))
        except (Moved, ScreenError):
            return ""
        words = {word for frame, word in said.items() if not self._is_heard_of(frame)}
        # While its next document is on the way a frame cannot be asked at all.
        own = self.frame
        if own is not None and own not in said and not has_left(own) and not self._is_heard_of(own):
            return "surely"
        return "surely" if "surely" in words else "perhaps" if "perhaps" in words else ""

    def _is_heard_of(self, frame: Frame) -> bool:
        """Whether a navigation of the frame, or of one around it, has begun."""
        known = set(self.begun.values())
        return None in known or any(one in known for one in _with_those_around(frame))

    def _is_awaited(self, request: Request) -> bool:
        frame = self.begun[request]
        return frame is None or not has_left(frame)


def wait_for_documents(frame: Frame, seconds: float) -> None:
    """Wait for the document of `frame`, then for those of the frames in it, which may never come. Raises S19."""
    from playwright.sync_api import Error

    if has_left(frame):
        return
    try:
        with told("load", frame):
            frame.wait_for_load_state("domcontentloaded", timeout=max(1.0, seconds * 1000))
    except Moved:
        return
    until = Deadline(min(seconds, _INSIDE))
    for inner in _inside(frame):
        try:
            inner.wait_for_load_state("domcontentloaded", timeout=max(1.0, until.left * 1000))
        except Error:  # it has gone, or takes its time: who looks for something in it waits for that
            continue


def _inside(frame: Frame) -> Iterator[Frame]:
    for inner in frame.child_frames:
        yield inner
        yield from _inside(inner)


def _with_those_around(frame: Frame) -> Iterator[Frame]:
    around: Frame | None = frame
    while around is not None:
        yield around
        around = around.parent_frame


def _first(request: Request) -> Request:
    """The request that redirects began with."""
    while request.redirected_from is not None:
        request = request.redirected_from
    return request


def _frame_of(request: Request) -> Frame | None:
    """The frame whose document is asked for; None where Playwright does not know it yet (a new window's)."""
    from playwright.sync_api import Error

    try:
        return request.frame
    except Error:
        return None


def _without_mark(address: str) -> str:
    return address.partition("#")[0]
