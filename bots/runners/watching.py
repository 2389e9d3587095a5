"""Presses a submit in a rehearsal only to see its requests: each is held and ended, none leaves.

What is seen here is what a description (`確定の送信`) is made of (bots.runners.describing).
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Error, Request

from bots.errors import NetworkError
from bots.model import Scopes, Target, Value
from bots.protocols import DialogAnswers
from bots.runners.acts import Act, may_change, signature
from bots.runners.bodies import contents
from bots.runners.clicking import sockets_of
from bots.runners.hands import Hands
from bots.runners.holding import Held, Holding
from bots.runners.relay import Relay

_TICK = 20  # ms
LONGEST = 5.0  # seconds after the press: a page that goes on sending is watched no longer
_CUT = 0.6  # seconds without asking once more for what was cut off when the relay was shut, at most
_CUT_MOST = 3.0  # so many
_MOST = 2000  # requests of a row that are remembered
_KINDS = {"xhr": "xhr", "fetch": "fetch", "ping": "ping", "beacon": "ping", "other": "other"}


@dataclass
class Watched:
    """Requests seen: the page's background before the press, then what the press made, in order.

    `repeats` are those after the press that look like the background; `unheld` = something wanted to leave where
    nothing can be held: over a WebSocket, or past all holding to the shut relay. They hold values of the row: keep
    names and what is equal in two rehearsals, drop the rest.
    """

    background: list[Held] = field(default_factory=list)
    candidates: list[Held] = field(default_factory=list)
    repeats: list[Held] = field(default_factory=list)
    unheld: bool = False


class Overheard:
    """What a context sends while a row is filled in, heard without holding anything. Begins where it is made."""

    def __init__(self, context: BrowserContext) -> None:
        self.requests: list[Held] = []
        context.on("request", self._on_request)

    def _on_request(self, request: Request) -> None:
        navigation = request.is_navigation_request()
        kind = "document" if navigation else _KINDS.get(request.resource_type, "")
        if kind and request.url.startswith("http") and len(self.requests) < _MOST:
            self.requests.append(_heard(request, kind))


def _heard(request: Request, kind: str) -> Held:
    """A request that has gone: nothing can be done with it any more."""
    content_type = request.headers.get("content-type", "")
    body = request.post_data_buffer
    whole = "multipart" not in content_type
    return Held(
        method=request.method.upper(),
        address=request.url,
        kind=kind,
        contents=contents(request.url, content_type, body, whole=whole),
        go=lambda: False,
        stop=lambda: False,
    )


def watch_submit(
    hands: Hands,
    target: Target,
    *,
    within: Scopes = (),
    dialog: DialogAnswers = "",
    carries: Collection[Value] = (),
    heard: Sequence[Held] = (),
    relay: Relay,
    before: float = 0.7,
    after: float = 0.9,
) -> Watched:
    """Watch the page for `before` seconds, press, watch for `after` seconds without a new request.

    `heard` is what was sent before: background too. From the press on the relay is shut for every host and
    stays so: close the context, then `relay.reopen()`. An ended request hides those that would follow its answer.
    Raises what `press` raises, NetworkError N24 where the browser does not let its requests be held, and
    ScreenError S20 for a dialog that nobody declared and that came before any request.
    """
    watched = Watched(background=list(heard))
    known: set[Act] = {signature(other) for other in heard}
    sockets = sockets_of(hands.context)
    pressed = is_shut = False
    last = time.monotonic()

    def seen(held: Held) -> None:
        nonlocal last
        if not pressed:
            watched.background.append(held)
            known.add(signature(held))
            (held.stop if is_shut else held.go)()
            return
        held.stop()
        if may_change(held, carries, known):
            watched.candidates.append(held)
            last = time.monotonic()
        elif may_change(held, carries, ()):
            watched.repeats.append(held)

    hands.dialogs.expect(dialog)
    holding = Holding(hands.context, seen)
    try:
        holding.open()
    except Error:
        raise NetworkError("N24", target=target.words) from None
    try:
        _pump(hands, before)
        over_socket = sockets.open > 0
        relay.shut()
        is_shut = True
        _until_quiet(hands, relay)
        sockets.frames = 0
        relay.knocks.clear()
        pressed = True
        last = began = time.monotonic()
        hands.press(target, within)
        while (now := time.monotonic()) - last < after and now - began < LONGEST:
            hands.pump(_TICK)
            if not watched.candidates and hands.missed():
                hands.press(target, within)
    finally:
        relay.shut()
        with contextlib.suppress(Error):
            holding.close()
    if hands.dialogs.undeclared and not (watched.candidates or watched.repeats):
        raise hands.dialogs.error(carries)
    watched.unheld = over_socket or sockets.frames > 0 or bool(relay.knocks)
    return watched


def _until_quiet(hands: Hands, relay: Relay) -> None:
    """What was under way when the relay was shut is asked for once more: that is none of the press."""
    end = time.monotonic() + _CUT_MOST
    knocked = -1
    while knocked != relay.knocks.total() and time.monotonic() < end:
        knocked = relay.knocks.total()
        _pump(hands, _CUT)


def _pump(hands: Hands, seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        hands.pump(_TICK)
