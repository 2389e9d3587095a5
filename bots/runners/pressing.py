"""Clicks: a hit test in the page, the mouse itself, and a second test where its press lands.

The page may move between the two. A press that would land elsewhere is kept from the page by pressing.js,
so it can be made again. Nothing is waited for but what the press began.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from bots.errors import ScreenError
from bots.model import Scopes, Target
from bots.runners.faults import Moved, told
from bots.runners.frames import Found, ask, ask_all, find, live, origin
from bots.runners.state import Deadline, pump

if TYPE_CHECKING:
    from playwright.sync_api import Frame, Page, Request

Purpose = Literal["look", "press"]  # "press": what is found is pressed next

_BEGINS = 20  # milliseconds in which a press may begin a navigation
_COMES = 5.0  # seconds in which a document that is about to go tells what comes in its place
_MAY_COME = 0.3  # the same, of a document of which only a guess says that it goes


@dataclass(frozen=True, slots=True)
class Spot:
    """Where to press, in the viewport of the page, and the frame that is pressed in."""

    x: float
    y: float
    frame: Frame


def spot(
    page: Page, target: Target, within: Scopes, timeout: float, purpose: Purpose = "press"
) -> Spot:
    """Where `target` can be hit, once it is there, enabled, still and uncovered. Raises ScreenError."""
    until = Deadline(timeout)
    while True:
        error = _look(page, target, within, purpose)
        if isinstance(error, Spot):
            return error
        if until.over or error.problem.code in ("S02", "S04"):
            raise error
        pump(page, until.pause())


def _look(page: Page, target: Target, within: Scopes, purpose: Purpose) -> Spot | ScreenError:
    try:
        found = find(page, [target], "thing", within, spot=purpose)[0]
        if isinstance(found, ScreenError):
            return found
        return place(page, found, target.words, purpose)
    except Moved:
        return ScreenError("S01", name=target.words)


def place(
    page: Page, found: Found, name: str, purpose: Purpose = "press"
) -> Spot | ScreenError:
    """Where the thing can be hit now, or why not."""
    arg = {"key": found.keys[0], "press": purpose == "press"}
    at: Mapping[str, Any] = found.spot or ask(found.frame, "spot", arg)
    if at.get("disabled"):
        return ScreenError("S15", name=name)
    if at.get("gone"):
        return ScreenError("S01", name=name)
    if at.get("moving"):
        return ScreenError("S24", name=name)
    if "cover" in at:
        return ScreenError("S14", name=name, cover=at["cover"])
    if not at.get("foreign"):
        return Spot(at["x"], at["y"], found.frame)
    with told("frame"):
        found.frame.frame_element().scroll_into_view_if_needed(timeout=2000)
    x, y = origin(found.frame)
    return Spot(x + at["x"], y + at["y"], found.frame)


def press(page: Page, at: Spot) -> None:
    """A trusted click that waits for nothing after it."""
    with told("click"):
        page.mouse.click(at.x, at.y)


def missed(at: Spot) -> bool:
    """Whether the last press at `at` met another thing, and was kept from the page. Tells it once."""
    try:
        return bool(ask(at.frame, "landed") == "missed")
    except (Moved, ScreenError):  # another document is there already: the press has done its work
        return False


class Consequence:
    """Presses, and watches what that begins: a navigation of a frame, a new window."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.pressed = 0.0
        self.frame: Frame | None = None  # that was pressed in
        self.since = 0.0  # milliseconds since 1970, as the page counts them
        self.begun: list[Request] = []
        self.asked = False  # whether the page asked for something without going elsewhere
        self.ended: set[int] = set()
        self.popups = 0
        page.on("request", self._on_request)
        page.on("requestfailed", self._on_failed)
        page.on("framenavigated", self._on_navigated)
        page.on("popup", self._on_popup)
        self.navigated = 0

    def press(self, at: Spot) -> None:
        """Press at `at`."""
        self.frame = at.frame
        self.follow(lambda: press(self.page, at))

    def follow(self, act: Callable[[], None]) -> None:
        """Do what may begin something."""
        self.since = time.time() * 1000
        act()
        self.pressed = time.monotonic()

    def _on_request(self, request: Request) -> None:
        if request.is_navigation_request() and request.redirected_from is None:
            self.begun.append(request)
        self.asked = self.asked or not request.is_navigation_request()

    def _on_failed(self, request: Request) -> None:
        if request.is_navigation_request():
            self.ended.add(id(request))
            self.navigated += 1

    def _on_navigated(self, _: object) -> None:
        self.navigated += 1

    def _on_popup(self, _: object) -> None:
        self.popups += 1

    def wait(self, timeout: float) -> None:
        """Wait for the documents of navigations that the press began; returns soon if it began none, or if
        the window closed itself: what was chosen in it stands in the page that opened it."""
        if self.page.is_closed():
            return
        until = Deadline(timeout)
        pump(self.page, max(1.0, _BEGINS - 1000 * (time.monotonic() - self.pressed)))
        surely, perhaps = Deadline(min(timeout, _COMES)), Deadline(min(timeout, _MAY_COME))
        while (leaving := self._leaving()) and not surely.over:
            if leaving == "perhaps" and (self.asked or perhaps.over):
                break
            pump(self.page, 10)
        while self.navigated < len(self.begun) and not until.over:
            pump(self.page, 10)
        if self.begun and not self.page.is_closed():
            with told("load"):
                self.page.wait_for_load_state("domcontentloaded", timeout=max(1.0, until.left * 1000))

    def _leaving(self) -> Literal["", "perhaps", "surely"]:
        """Whether a document is about to go, and what comes in its place has not been heard of yet."""
        if self.begun or self.navigated or self.page.is_closed():
            return ""
        try:
            told = dict(ask_all(self.page, live(self.page), "leaving", {"since": self.since}))
        except (Moved, ScreenError):
            return ""
        # While its next document is on the way a frame cannot be asked at all.
        is_silent = self.frame is not None and not self.frame.is_detached() and self.frame not in told
        if is_silent or "surely" in told.values():
            return "surely"
        return "perhaps" if "perhaps" in told.values() else ""

    def close(self) -> None:
        """Stop watching."""
        self.page.remove_listener("request", self._on_request)
        self.page.remove_listener("requestfailed", self._on_failed)
        self.page.remove_listener("framenavigated", self._on_navigated)
        self.page.remove_listener("popup", self._on_popup)
