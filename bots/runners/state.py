"""What the driver's parts share: the page of the moment, what was set on it, what must not be seen."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bots.errors import BotsError, BrowserGone
from bots.model import FoundField, Picture, Scopes, Screen, System, Value
from bots.runners.faults import told
from bots.runners.frames import ask_all, live

if TYPE_CHECKING:
    from playwright.sync_api import Frame, Page


BLANK = "about:blank"  # where a page is sent that may not send any more


@dataclass(slots=True)
class Kept:
    """A field that was set on the page: where it is, what was put in, how it was set."""

    name: str
    frame: Frame
    keys: tuple[int, ...]
    item: Mapping[str, Any]
    value: Value
    read_back: bool
    how: str = "pass"
    held: str = ""  # as it is compared with `value`
    said: str = ""  # what the screen says, if that is another text: the words of a choice
    parts: tuple[Mapping[str, Any], ...] = ()
    seconds: float = 0.0
    found: FoundField | None = None
    within: Scopes = ()  # where its words were looked for
    turn: int = 0  # how many presses there were before it was set
    shown: bool = False  # it went with its page, and what is read now is a text of the next one
    others: tuple[str, ...] = ()  # the words of the choices that were not taken
    own_name: str = ""  # the name of its element when it was read last
    controls: int = 0  # how many named controls its form had when it was read last
    came_back: bool = False  # with its form, in another document than that in which it was set
    chose: str = ""  # the words of the choice of a list that was taken for the value, if it says more

    def hold(self, held: str, said: str = "") -> None:
        """Remember what the field holds now, and what it says."""
        if self.chose and held == self.chose:  # the choice that was meant
            held, said = self.value.reveal(), held
        self.held, self.said = held, said


@dataclass(slots=True)
class Desk:
    """One system's window: its page, the screen that is on it, the fields set there.

    `before` are the fields that the row before has set in the same documents.
    `fresh` = something was set since the fields were last read again. `turn` counts what was pressed; at
    `sent` the row was submitted.
    `begun` is the screen that was arrived at last: the pages that presses brought since follow from it.
    `last_view` = what the page showed before it had to be left for a blank one, or why that cannot be told.
    """

    system: System
    page: Page
    screen: Screen | None = None
    kept: dict[str, Kept] = field(default_factory=dict)
    before: dict[str, Kept] = field(default_factory=dict)
    fresh: bool = False
    turn: int = 0
    sent: int = 0
    begun: str = ""
    last_view: Picture | BotsError | None = None

    def keep(self, one: Kept, name: str = "") -> None:
        """Remember a field by its own name, or by `name`, as set after the presses so far. The last row of a table is
        another one after each press: what was set in it before is remembered too."""
        one.turn, name = self.turn, name or one.name
        before = self.kept.get(name)
        if before is not None and before.keys != one.keys and any(scope.last_row for scope in before.within):
            self.kept[f"{name} {before.keys}"] = before
        self.kept[name] = one


def has_left(frame: Frame) -> bool:
    """Whether a frame is there no more: taken away by its page, or gone with its window."""
    return frame.is_detached() or frame.page.is_closed()


_SHORTEST, _LONGEST = 4.0, 40.0  # milliseconds between two looks
_GROWS = 1.4


class Deadline:
    """Seconds that are left, by the monotonic clock."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds
        self._pause = _SHORTEST

    @property
    def left(self) -> float:
        """Seconds left, never negative."""
        return max(0.0, self._end - time.monotonic())

    @property
    def over(self) -> bool:
        """Whether the time is up."""
        return time.monotonic() >= self._end

    def pause(self) -> float:
        """Milliseconds until the next look. Most of what is waited for is there at once, so the first looks
        are close together; what takes long is not hurried by asking, so the later ones leave the page alone."""
        now, self._pause = self._pause, min(self._pause * _GROWS, _LONGEST)
        return now


def pump(page: Page, milliseconds: float) -> None:
    """Let the browser's events come in for so long; never time.sleep, which would hold them up."""
    if page.is_closed():
        raise BrowserGone("S90")
    with told("wait"):
        page.wait_for_timeout(milliseconds)


def settle(page: Page, deadline: Deadline, quiet: float = 0.1, patience: float = 0.0) -> None:
    """Wait until no request is under way and nothing changed for `quiet` seconds, at most to the deadline.

    What the page put off since a fill began (a timer of up to three seconds) is waited for as well,
    for `patience` seconds at most: some pages never stop setting timers.
    """
    patient = Deadline(patience)
    while not deadline.over:
        frames = live(page)
        states = [state for _, state in ask_all(page, frames, "state")]
        still = len(states) == len(frames) and all(
            one["open"] <= 0 and (not one["putOff"] or patient.over) for one in states
        )
        left = max((quiet * 1000 - one["since"] for one in states), default=0.0)
        if still and left <= 0:
            return
        pump(page, max(left, 1.0) if still else patient.pause())
