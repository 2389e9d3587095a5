"""The gate: what a press sends leaves the browser once, after the intent is kept, or not at all.

    press ─► request held ─► is it the submit? ─► intent kept ─► fuse armed ─► let go ─► answer
                 │                                    │               answered: fuse disarmed
                 └ else: let go, or stopped           │               cut off:  fuse blown
                                                      └ once what went before it has its answer, or after a moment

Every request that the press makes and that may change something belongs to one intent; each kind of
them (`signature`) leaves at most once. The browser sends it itself, unchanged.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Literal
from urllib.parse import unquote, urldefrag

from playwright.sync_api import BrowserContext, Error, Request, Response

from bots.crashpoints import crashpoint
from bots.errors import NetworkError
from bots.model import Sending, SubmitRule, Value
from bots.proxies import Host
from bots.runners.acts import (
    SAFE,
    Act,
    follows,
    is_another_act,
    is_typed,
    may_change,
    signature,
    starred,
    told,
    told_rule,
)
from bots.runners.bodies import Contents, essence
from bots.runners.holding import STOPPED, Held, Holding
from bots.runners.let_go import LetGo
from bots.runners.passage import FAILED, leaves_open
from bots.runners.relay import Relay
from bots.runners.sent import Sent, is_held

_ALONE = 0.5  # seconds that the submit waits for what the same press asked for before it: the fuse has one connection
_STRANGE = 0.5  # seconds that a request which nothing describes waits for the submit itself
_LONGEST_NAME = 40  # characters of a field's name in a message
_TAKEN_BACK = "net::ERR_ABORTED"  # by the page: a time limit of its own, another document
_OLDEST_INTENT = 10.0  # seconds; one that took longer (a machine that slept) is not acted upon

Verdict = Literal["pass", "send", "stop", "park"]


class Gate:
    """A Passage that holds what a press sends.

    `intent` is called once, while the first request is held. If it raises, that request is stopped
    and `error` holds what it raised. `ready` is asked before anything is let go; an error that it
    gives ends the matter too. `host` is where the rules' paths are, None = anywhere on the list.
    """

    def __init__(
        self,
        context: BrowserContext,
        relay: Relay,
        *,
        target: str,
        intent: Callable[[Sending], None],
        rules: Sequence[SubmitRule] = (),
        carries: Collection[Value] = (),
        expects: Mapping[str, Collection[str]] | None = None,
        host: Host | None = None,
        ready: Callable[[], Exception | None] = lambda: None,
        keep: bool = False,
    ) -> None:
        self._context, self._relay, self._target = context, relay, target
        self._intent, self._ready = intent, ready
        self._rules, self._carries, self._host = tuple(rules), carries, host
        self._keep, self._expects = keep, expects or {}
        self._holding = Holding(context, self._on_held)
        self._pressed = self._closing = False
        self._background: set[Act] = set()
        self._signatures: set[Act] = set()
        self._requests: list[Request] = []
        self._gone = LetGo()
        self._ended: list[Request] = []
        self._paused: set[tuple[str, str]] = set()
        self._parked: list[Held] = []
        self._queue: list[Held] = []
        self.intended = False
        self.late = False
        self._error: BaseException | None = None
        self._strange: tuple[float, Held] | None = None
        self.sent: list[Sent] = []
        self.repeats = 0

    # ------------------------------------------------------------------ its span

    def open(self) -> None:
        """Begin to hold. Raises NetworkError N24 where the browser refuses to."""
        for event, hear in self._ears():
            self._context.on(event, hear)  # type: ignore[call-overload]
        try:
            self._holding.open()
        except Error:
            self.close()
            raise NetworkError("N24", target=self._target) from None

    def press(self) -> None:
        """From now on requests are what the press made."""
        self._requests.clear()
        self._paused.clear()
        self._pressed = True

    def give_up(self) -> None:
        """From now on stop everything that may change something, analytics and background too."""
        self._closing = True

    def close(self) -> None:
        """Stop what is still held and end. Fuses are left as they are."""
        self.give_up()
        for held in (*self._queue, *(sent.held for sent in self.sent if not sent.left)):
            held.stop()
        for held in self._parked:
            if self.intended:
                held.go()
            else:
                held.stop()
        self._holding.close()
        for event, hear in self._ears():
            self._context.remove_listener(event, hear)

    def _ears(self) -> tuple[tuple[str, Callable[..., None]], ...]:
        return (
            ("request", self._on_request),
            ("response", self._on_response),
            ("requestfinished", self._on_ended),
            ("requestfailed", self._on_failed),
        )

    # ------------------------------------------------------------------ what became of it

    @property
    def error(self) -> BaseException | None:
        """What made the gate stop a request; whatever its handling of the request raised."""
        if self._error is None and self._strange and not self.intended:
            since, held = self._strange
            if time.monotonic() - since > _STRANGE:
                self._error = self._unlike(held)
        return self._error

    @property
    def answered(self) -> bool:
        """Whether everything that was let go got an answer."""
        return all(sent.state == "answered" for sent in self.sent)

    @property
    def refused(self) -> bool:
        """Whether an answer says that it failed."""
        return any(sent.status >= FAILED for sent in self.sent)

    @property
    def failing(self) -> bool:
        """Whether an answer leaves open what became of its request."""
        return any(leaves_open(sent.status) for sent in self.sent)

    @property
    def whole(self) -> bool:
        """Whether the answers to the page's own requests (no documents) are there to their last byte."""
        last = [request for request in self._ended if request.redirected_to is None]
        return all(sent.held.navigation or any(map(sent.is_mine, last)) for sent in self.sent)

    @property
    def kinds(self) -> int:
        """How many different requests were taken for the submit; 0 where a description tells which it is."""
        return 0 if self._rules else len(self._signatures)

    @property
    def cut_off(self) -> bool:
        """Whether something that was let go ended without an answer."""
        return any(sent.state == "failed" for sent in self.sent)

    @property
    def broken(self) -> bool:
        """Whether that was not the page's own doing."""
        return any(sent.state == "failed" and sent.failure != _TAKEN_BACK for sent in self.sent)

    @property
    def unsent(self) -> bool:
        """Whether it is sure that nothing left although the intent was kept.

        Sure is only what the relay itself counted, and a certificate that the browser refused.
        """
        return self.intended and bool(self.sent) and all(map(self._never_left, self.sent))

    def _never_left(self, sent: Sent) -> bool:
        if sent.state != "failed":
            return False
        if not sent.left:
            return True
        if sent.failure == _TAKEN_BACK:
            return False
        return not sent.bytes_up or sent.failure.startswith("net::ERR_CERT_")

    @property
    def escaped(self) -> bool:
        """Whether a request that may change something went past the gate."""
        return any(
            request.method not in SAFE
            and request.redirected_from is None
            and (request.method, urldefrag(request.url).url) not in self._paused
            for request in self._requests
        )

    def blow(self) -> None:
        """Let nothing further reach any host that a request was let go to, and count what did."""
        for sent in self.sent:
            if sent.state != "answered":
                self._relay.blow(*sent.held.host)
            if sent.state == "out":  # what has ended was counted then
                if not sent.left:
                    sent.held.stop()
                sent.bytes_up = self._relay.sent(*sent.held.host)
                sent.state, sent.failure = "failed", "deadline"

    def settle(self) -> None:
        """The answer is on the screen: what waits at the relay may go on."""
        for sent in self.sent:
            self._relay.disarm(*sent.held.host)

    def keep_intent(self) -> None:
        """Keep the intent although nothing was held: something went past the gate."""
        self._intent(Sending("click"))
        self.intended = True

    # ------------------------------------------------------------------ requests as they come

    def _on_held(self, held: Held) -> None:
        """Runs in an event of the browser: whatever happens, the request is decided or kept."""
        try:
            self._paused.add((held.method, held.address))
            if held.redirect:
                self._let_redirect(held)
                return
            verdict = "pass" if held.part else self._judge(held)
            if verdict == "send":
                self._take(held)
            elif verdict == "stop":
                held.stop()
            elif verdict == "park" or (self._is_out(held.host) and not held.navigation):
                self._parked.append(held)
            else:
                self._let_go(held)
        except BaseException as error:
            self._error = self._error or error
            held.stop()

    def _judge(self, held: Held) -> Verdict:
        harmless = held.method in SAFE and not is_typed(held, self._carries)
        if not self._pressed:
            self._background.add(signature(held))
            return "pass"
        if self._error is not None or self._closing:
            return "pass" if harmless else "stop"
        if harmless and self.intended:  # the next page, the frames in it
            return "stop" if signature(held) in self._signatures else "pass"
        if not may_change(held, self._carries, self._background):
            return "pass"
        if not self._relay.allows(*held.host):
            self._error = NetworkError("N25", target=self._target, host=held.host[0])
            return "stop"
        return self._by_rules(held)

    def _by_rules(self, held: Held) -> Verdict:
        """What the descriptions say of a request that may change something.

        One that none of them describes never leaves before the submit itself. A navigation ends the
        matter; a fetch may be the page's own background, so the submit is awaited for a moment. After it one may
        follow that a rehearsal could not see, as its answer was never there: it belongs to the same intent.
        """
        if not self._rules:
            return "send"
        rule = next((rule for rule in self._rules if follows(rule, held)), None)
        if rule is not None and self._host in (None, held.host):
            if rule.carries and held.contents.whole and not held.contents.carries(self._carries):
                self._error = NetworkError("N21", target=self._target)
                return "stop"
            return "send"
        another = not held.navigation and any(is_another_act(rule, held) for rule in self._rules)
        if another:
            return "pass"
        if self.intended:
            return "send" if held.navigation or is_typed(held, self._carries) else "pass"
        if held.navigation:
            self._error = self._error or self._unlike(held)
            return "stop"
        self._strange = self._strange or (time.monotonic(), held)
        return "park"

    def _unlike(self, held: Held) -> NetworkError:
        """The error that shows both: what was about to leave, and what is described."""
        wanted = " / ".join(map(told_rule, self._rules))
        was = told(held.method, self._path(held), self._names(held))
        return NetworkError("N20", target=self._target, request=was, described=wanted)

    def _take(self, held: Held) -> None:
        if signature(held) in self._signatures:
            self.repeats += 1
            held.stop()
            return
        self._signatures.add(signature(held))
        if any(sent.state == "out" for sent in self.sent):
            self._queue.append(held)
        elif self.cut_off or self.failing:
            self.repeats += 1  # one before it ended in doubt: nothing follows, under whatever name
            held.stop()
        else:
            self._send(held)

    def _send(self, held: Held) -> None:
        crashpoint("gate.held")
        began = time.time()
        if not self.intended:
            refusal = self._ready() or self._other_value(held)
            if refusal is not None:
                self._error = refusal
                held.stop()
                return
            self._intent(Sending("gate", held.method, self._path(held), self._names(held)))
            self.intended = True
        crashpoint("gate.intended")
        sent = Sent(held, self._request_of(held), began, time.monotonic())
        self.sent.append(sent)
        self._leave(sent)

    def _leave(self, sent: Sent) -> None:
        """Let it go, once what the press asked for before it has its answer: that would take its connection."""
        held = sent.held
        if time.monotonic() - sent.since < _ALONE and self._gone.to(held.host):
            return
        if time.time() - sent.began > _OLDEST_INTENT:
            self.late = True
            held.stop()
            return
        sent.left = True
        self._relay.arm(*held.host, keep=self._keep)
        if not held.go():
            self._fail(sent, "gone")
        crashpoint("gate.sent")

    def _let_go(self, held: Held) -> None:
        self._gone.began(held)
        held.go()

    def _other_value(self, held: Held) -> NetworkError | None:
        """The page may change a value in the press, after it was read back: the request shows it."""
        sent: dict[str, set[str]] = {}
        for name, text in held.contents.pairs:
            sent.setdefault(name, set()).add(essence(text))
        for name, texts in self._expects.items():
            if name in sent and sent[name].isdisjoint(map(essence, texts)):
                return NetworkError("N26", target=self._target, field=name[:_LONGEST_NAME])
        return None

    def _path(self, held: Held) -> str:
        """The path, less ids and values of the row."""
        return "/".join(
            "*" if Contents((("", unquote(part)),)).carries(self._carries) else part
            for part in starred(held.path).split("/")
        )

    def _names(self, held: Held) -> tuple[str, ...]:
        return held.contents.shown_names(self._carries)

    def _request_of(self, held: Held) -> Request | None:
        """The browser's request. Of equal ones it is the first: the next are repeats, which are stopped.
        Where the browser does not show what they carry (files), it is the last: drafts came before."""
        known = self._requests if held.contents.whole else self._requests[::-1]
        return next((request for request in known if is_held(held, request)), None)

    def _is_out(self, host: Host) -> bool:
        return any(sent.state == "out" and sent.held.host == host for sent in self.sent)

    def _let_redirect(self, held: Held) -> None:
        """A 307 or 308 sends the body again, to another address: the fuse is armed anew for it."""
        for sent in self.sent:
            if sent.held.network == held.network and held.network and held.method not in SAFE:
                self._relay.disarm(*sent.held.host)
                self._relay.arm(*held.host, keep=self._keep)
                sent.held.host = held.host
        held.go()

    # ------------------------------------------------------------------ answers as they come

    def turn(self) -> None:
        """Let go what has waited long enough for other answers."""
        for sent in self.sent:
            if not sent.left and sent.state == "out" and not self.late:
                self._leave(sent)

    def _on_request(self, request: Request) -> None:
        self._requests.append(request)

    def _on_response(self, response: Response) -> None:
        self._gone.ended(response.request)
        self.turn()
        for sent in self.sent:
            if sent.state == "out" and sent.is_mine(response.request):
                if response.status in (307, 308) and sent.held.method not in SAFE:
                    return
                sent.state, sent.status = "answered", response.status
                self._relay.disarm(*sent.held.host)
                self._go_on()

    def _on_ended(self, request: Request) -> None:
        self._ended.append(request)

    def _on_failed(self, request: Request) -> None:
        self._on_ended(request)
        self._gone.ended(request)
        self.turn()
        for sent in self.sent:
            if (request.failure or "").startswith(STOPPED):
                continue  # a repeat of it
            if sent.state == "out" and sent.is_mine(request):
                self._fail(sent, request.failure or "")
                self._go_on()

    def _fail(self, sent: Sent, failure: str) -> None:
        """It ended without an answer. One that the page itself took back may still be on its way: no
        count of the relay says that it is not, and the browser does not send it again."""
        sent.state, sent.failure = "failed", failure
        if failure == _TAKEN_BACK:
            self._relay.disarm(*sent.held.host)
        else:
            self._relay.blow(*sent.held.host)
            sent.bytes_up = self._relay.sent(*sent.held.host)

    def _go_on(self) -> None:
        """Let go what waited for an answer: the next request of the press, then the background."""
        if self._queue:
            held = self._queue.pop(0)
            if self.cut_off or self.failing:
                self.repeats += 1
                held.stop()
            else:
                self._send(held)
                return
        parked, self._parked = self._parked, []
        for held in parked:
            self._let_go(held)
        self._holding.narrow()
