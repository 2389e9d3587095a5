"""Presses a submit in a rehearsal only to see its requests: each is held and ended, none leaves.

What is seen here is what a description (`確定の送信`) is made of.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Collection
from dataclasses import dataclass, field

from playwright.sync_api import Error

from bots.errors import NetworkError
from bots.model import Scopes, Target, Value
from bots.protocols import DialogAnswers
from bots.runners.acts import may_change, signature
from bots.runners.hands import Hands
from bots.runners.holding import Held, Holding
from bots.runners.relay import Relay

_TICK = 20  # ms


@dataclass
class Watched:
    """Requests seen: the page's background before the press, then what the press made, in order.

    They hold values of the row: keep names and what is equal in two rehearsals, drop the rest.
    """

    background: list[Held] = field(default_factory=list)
    candidates: list[Held] = field(default_factory=list)


def watch_submit(
    hands: Hands,
    target: Target,
    *,
    within: Scopes = (),
    dialog: DialogAnswers = "",
    carries: Collection[Value] = (),
    relay: Relay,
    before: float = 0.7,
    after: float = 0.9,
) -> Watched:
    """Watch the page for `before` seconds, press, watch for `after` seconds without a new request.

    From the press on the relay is shut for every host and stays so: close the context, then
    `relay.reopen()`. An ended request hides those that would follow its answer. Raises what `press`
    raises, and NetworkError N24 where the browser does not let its requests be held.
    """
    watched = Watched()
    pressed = False
    last = time.monotonic()

    def seen(held: Held) -> None:
        nonlocal last
        if not pressed:
            watched.background.append(held)
            held.go()
            return
        held.stop()
        if may_change(held, carries, {signature(other) for other in watched.background}):
            watched.candidates.append(held)
            last = time.monotonic()

    hands.dialogs.expect(dialog)
    holding = Holding(hands.context, seen)
    try:
        holding.open()
    except Error:
        raise NetworkError("N24", target=target.words) from None
    try:
        _pump(hands, before)
        relay.shut()
        pressed = True
        last = time.monotonic()
        hands.press(target, within)
        while time.monotonic() - last < after:
            hands.pump(_TICK)
            if not watched.candidates and hands.missed():
                hands.press(target, within)
    finally:
        relay.shut()
        with contextlib.suppress(Error):
            holding.close()
    return watched


def _pump(hands: Hands, seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        hands.pump(_TICK)
