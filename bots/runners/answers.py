"""What the last press began has come before anything else is looked at or done (decision 0029).

What stands there before that is another row's, and a form that an answer is about to replace takes what is typed into
it along, or keeps it beside what belongs to another row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from bots.errors import ScreenError
from bots.runners.frames import ask_all, live
from bots.runners.state import Deadline, pump

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

_RESTLESS = 3.0  # seconds in which a page may change what it shows without an end: a clock, a spinner
_MOMENT = 1.5  # seconds for what a script has put off for a moment
_DRAWN = 0.05  # seconds in which a script has drawn an answer that is there: it needs a frame or two

# What the pages of a browser ask for by themselves: as their systems say, and what was seen to go on for ever.
_background: WeakKeyDictionary[BrowserContext, set[str]] = WeakKeyDictionary()


def know_background(context: BrowserContext, paths: frozenset[str]) -> None:
    """Paths that the pages ask for by themselves: their answers are not waited for."""
    _background.setdefault(context, set()).update(paths)


def settle_after_press(page: Page, timeout: float, quiet: float = 0.2) -> tuple[str, ...]:
    """Wait until all that the last press began has come: answers, what a script put off or asks again and again, a
    page that asks to wait; and nothing changed for `quiet` seconds. What is looked at next, once, must not be what
    stood there before. The paths of which the answer to the press is still awaited after `timeout` seconds.
    """
    until, patient = Deadline(timeout), Deadline(min(timeout, _RESTLESS))
    while True:
        told, everybody = _since(page)
        awaited = not everybody or any(one["asked"] or one["moves"] for one in told)
        left = max((quiet * 1000 - one["still"] for one in told), default=0.0)
        restless = left > 0 or any(one["putOff"] for one in told)
        if not awaited and (not restless or patient.over):
            return ()
        if until.over:
            return _paths(told, "asked")
        pump(page, max(left, 1.0) if not awaited else until.pause())


def wait_for_answers(page: Page, timeout: float, quiet: float = _DRAWN) -> None:
    """The same before something is read. Raises S55."""
    owed = settle_after_press(page, timeout, quiet)
    if owed:
        raise ScreenError("S55", seconds=round(timeout), paths=", ".join(owed))


def wait_before_acting(page: Page, timeout: float) -> None:
    """The same before something is done: what the page shows meanwhile does not matter, so neither its clocks nor what
    it takes away after some seconds are waited for. Raises S55."""
    until, moment, young = Deadline(timeout), Deadline(_MOMENT), Deadline(min(timeout, _RESTLESS))
    while not page.is_closed():
        told, _ = _since(page)
        owed = any(one["owed"] or one["moves"] for one in told)
        soon = any(one["soon"] for one in told) and not moment.over
        asked = any(one["young"] for one in told) and not young.over
        if not (owed or soon or asked):
            return
        if until.over:
            paths = _paths(told, "owed")
            if paths:
                raise ScreenError("S55", seconds=round(timeout), paths=", ".join(paths))
            return
        pump(page, until.pause())


def is_putting_off(page: Page) -> bool:
    """Whether the page has put something off that the last press began: to bring more, or to take a notice away."""
    return any(one["putOff"] for one in _since(page)[0])


def _since(page: Page) -> tuple[list[dict[str, Any]], bool]:
    """What each frame says, and whether all of them could be asked."""
    known = _background.setdefault(page.context, set())
    frames = live(page)
    told = [state for _, state in ask_all(page, frames, "since", {"background": sorted(known)})]
    for one in told:
        known.update(one["habits"])
    return told, len(told) == len(frames)


def _paths(told: list[dict[str, Any]], kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(path or "-" for one in told for path in one[kind]))
