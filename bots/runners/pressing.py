"""Clicks: a hit test in the page, the mouse itself, and a second test where its press lands.

The page may move between the two. A press that would land elsewhere is kept from the page by pressing.js,
so it can be made again. What it begins is waited for in consequence.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from bots.errors import ScreenError
from bots.model import Scopes, Target
from bots.runners.faults import Moved, told
from bots.runners.frames import Found, ask, find, origin
from bots.runners.state import Deadline, pump

if TYPE_CHECKING:
    from playwright.sync_api import Frame, Page

Purpose = Literal["look", "press"]  # "press": what is found is pressed next


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
