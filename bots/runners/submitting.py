"""Presses what makes the system keep a row, once, and tells from the screen what followed.

signs there before ─► press ─► (gate: held, intent, let go) ─► look, again and again ─► Answer
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from playwright.sync_api import Error, Frame, Page, Request, Response

from bots.errors import BotsError, BrowserGone, NetworkError
from bots.model import (
    Answer,
    Scopes,
    Sending,
    Signs,
    SubmitRule,
    System,
    Target,
    Value,
)
from bots.protocols import DialogAnswers
from bots.runners.clicking import ClickWatch, sockets_of
from bots.runners.gate import Gate
from bots.runners.hands import Hands
from bots.runners.passage import Passage
from bots.runners.relay import Relay, host_of
from bots.runners.signs import Look
from bots.runners.state import BLANK, has_left
from bots.values.targets import parse_target

_TICK = 8  # ms between two turns of the loop
_LOOK = 0.035  # seconds between two looks at the page, unless something happened
_QUIET = 0.08  # seconds after the press without a look: one that a new document overtakes hangs
_CLEAR_SECONDS = 3.0  # for leaving a page that may not send any more
_OVERRUN = (
    0.5  # seconds past the deadline after which a hanging look is freed by cutting the network
)
_EARLY = 0.1  # seconds for which a sign may stand before its answer is there to the last byte
_BODY = 3.0  # seconds that are given to the rest of an answer: one that the page does not read never ends
_TAKEN_BACK = 0.6  # seconds after the whole answer in which a page may take back what it said too early
_BLIND = 1.0  # seconds without any look that succeeds, after which the browser counts as gone
_AFTER_CUT = 2.0  # seconds in which a sign may still come after a connection was cut, or the server has failed


class _Submit:
    """One press from the looks before it to its answer."""

    def __init__(
        self,
        hands: Hands,
        target: Target,
        within: Scopes,
        signs: Signs,
        passage: Passage,
        timeout: float,
        carries: Collection[Value],
        relay: Relay,
        keep_view: Callable[[bool], None],
    ) -> None:
        self.relay = relay
        self.keep_view = keep_view
        self.hands, self.target, self.within = hands, target, within
        self.carries = carries
        self.passage, self.timeout = passage, timeout
        self.look = Look(hands, signs)
        self.sockets = sockets_of(hands.context)
        self.pressed = False
        self.happened = False
        self.cut_at: float | None = None
        self.blind_since: float | None = None
        self.claimed_at: float | None = None  # when a success sign was first seen
        self.whole_at: float | None = None  # when the answer to a claim was there to its last byte
        self.is_early = False
        self.arrived: set[Frame] = set()
        self.leaving: set[Request] = set()
        self.pages: list[Page] = []

    def run(self) -> Answer:
        """Open the passage, press, wait, close it again whatever happens."""
        self.look.before()
        self.sockets.frames = 0
        try:
            self._listen(True)
            self.passage.open()
            until = time.monotonic() + self.timeout
            with self._guarded():
                self._press()
                answer = self._wait(until)
            return self._settled(answer)
        except BaseException as error:
            if self.pressed and not self.passage.intended:
                self._clear(isinstance(error, BotsError))
            raise
        finally:
            self.passage.close()
            self._listen(False)

    def _clear(self, is_told: bool) -> None:
        """An error goes up after a press of which nothing was sent. The page may be about to send
        it still (an alert was in its way), so it is left while the gate is shut. What it shows is kept before,
        if the error is one that is told of the row. A page that waits for its next document cannot be asked."""
        self.passage.give_up()
        if is_told:
            self.keep_view(not self.leaving)
        try:
            for page in self.hands.context.pages:
                page.goto(BLANK, wait_until="commit", timeout=_CLEAR_SECONDS * 1000)
        except Error:
            with contextlib.suppress(Error):
                self.hands.context.close()

    def _listen(self, on: bool) -> None:
        """Begin or end to hear what happens to the pages."""
        context = self.hands.context
        if on:
            self.pages = list(context.pages)
            context.on("page", self._on_page)
        else:
            context.remove_listener("page", self._on_page)
        ears: list[tuple[Any, str, Callable[..., None]]] = [
            (context, "request", self._on_request),
            (context, "response", self._on_response),
            (context, "requestfailed", self._on_end),
        ]
        for page in self.pages:
            ears.append((page, "framenavigated", self._on_navigated))
            ears.append((page, "domcontentloaded", self._on_event))
        for source, event, hear in ears:
            (source.on if on else source.remove_listener)(event, hear)

    @contextlib.contextmanager
    def _guarded(self) -> Iterator[None]:
        """A browser that loads its next document holds back every look, maybe past the deadline:
        then another thread cuts the connections of the submit, which ends the loading."""
        timer = threading.Timer(self.timeout + _OVERRUN, self.relay.cut_fused)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _on_page(self, page: Page) -> None:
        """A window that the press opened: its answer may stand there."""
        self.look.elsewhere.add(page)
        self.happened = True

    def _on_navigated(self, frame: Frame) -> None:
        self.happened = True
        self.arrived.add(frame)
        if frame is self.hands.page.main_frame:
            self.look.renew()
        elif frame is frame.page.main_frame:
            self.look.elsewhere.add(frame.page)

    def _on_event(self, _: object) -> None:
        self.happened = True

    def _on_request(self, request: Request) -> None:
        """While the page waits for its next document the browser answers no look [tried]."""
        if not request.is_navigation_request():
            return
        with contextlib.suppress(Error):  # a window that opens has no frame to tell yet
            if request.frame.parent_frame is None:
                self.leaving.add(request)

    def _on_response(self, response: Response) -> None:
        self._on_end(response.request)

    def _on_end(self, request: Request) -> None:
        self.leaving.discard(request)
        self.happened = True

    def _press(self) -> None:
        self.passage.press()
        self.pressed = True
        self._hit()

    def _hit(self) -> None:
        try:
            self.hands.press(self.target, self.within)
        except (BotsError, Error):
            if not self.passage.intended:
                raise

    def _wait(self, until: float) -> Answer:
        last = time.monotonic() + _QUIET - _LOOK
        while True:
            self.passage.turn()
            now = time.monotonic()
            if not self.leaving and (self.happened or now - last >= _LOOK):
                self.happened, last = False, now
                if self._missed():
                    self._hit()
                answer = self._seen()
                if answer:
                    return answer
            answer = self._ended(now, now > until)
            if answer:
                return answer
            try:
                self.hands.pump(_TICK)
            except (BotsError, Error) as error:
                answer = self._blind(error)
                if answer:
                    return answer

    def _missed(self) -> bool:
        """Whether the page moved away under the press: nobody has heard of it, so it is made again."""
        try:
            return not self.passage.sent and self.hands.missed()
        except (BotsError, Error):
            return False  # what that was is told by the next look

    def _seen(self) -> Answer | None:
        """Look at the page once; the answer if it tells one."""
        try:
            fresh = self.look.fresh()
            kind, sign = self.look.tell(fresh)
            if kind == "success" and self._is_loading():
                return None  # what contradicts it may stand further down
        except BrowserGone as error:
            return self._blind(error)
        except (BotsError, Error):
            return None  # the page changed under the look: look again
        self.blind_since = None
        return self._told(kind, sign) if kind else None

    def _blind(self, error: BaseException) -> Answer | None:
        """The window that was looked at has gone. It may have closed itself, its work done: then the one that
        opened it says what became of it. A browser that has gone shows nothing any more."""
        self.blind_since = self.blind_since or time.monotonic()
        over = time.monotonic() - self.blind_since > _BLIND
        return self._gone(error) if over or not self.hands.context.pages else None

    def _is_loading(self) -> bool:
        """Whether a document that has come since the press is not there whole."""
        for frame in [one for one in self.arrived if not has_left(one)]:
            if frame.evaluate("document.readyState === 'loading'"):
                return True
            self.arrived.discard(frame)
        return False

    def _told(self, kind: str, sign: str) -> Answer | None:
        passage = self.passage
        if passage.error is not None:
            return None  # the stopped request is what the screen speaks of; the error goes up
        if not passage.intended:
            return self._told_unsent(kind, sign)
        if passage.unsent and kind not in ("success", "both"):
            return None  # the screen speaks of its own connection; that nothing left is told next
        if kind == "success":
            return self._success(sign)
        if kind == "both":
            return self._answer("both", sign)
        if kind == "lost":
            return self._answer("nothing", sign, "lost")
        if not passage.answered:  # the screen speaks of its own connection, or of something older
            return self._answer("nothing", sign, "cut off") if passage.cut_off else None
        if passage.failing:  # a server that fails may have kept the row before
            return self._answer("nothing", sign, "status")
        return self._answer("already" if kind == "already" else "problem", sign)

    def _success(self, sign: str) -> Answer | None:
        """A page may say so before the system does, or though the system says otherwise."""
        now = time.monotonic()
        self.claimed_at = self.claimed_at or now
        if not self.passage.answered and not self.passage.cut_off:
            self.is_early = True
            return None
        if self.passage.refused:
            return self._answer("nothing", sign, "status")
        if self.passage.unsent or self.passage.broken:  # nobody has told it to the page
            return self._answer("nothing", sign, "nothing sent" if self.passage.unsent else "cut off")
        return None if self._may_be_taken_back(now) else self._answer("success", sign)

    def _may_be_taken_back(self, now: float) -> bool:
        """Whether the success was said before all of the answer was there: what comes last may contradict it."""
        assert self.claimed_at is not None
        if not self.passage.whole and now - self.claimed_at < _BODY:
            self.is_early = self.is_early or now - self.claimed_at > _EARLY
            return True
        self.whole_at = self.whole_at or now
        return self.is_early and now - self.whole_at < _TAKEN_BACK

    def _told_unsent(self, kind: str, sign: str) -> Answer | None:
        """A sign came though nothing was held."""
        if kind in ("problem", "already") and not self._leaked():
            return self._answer("problem" if kind == "problem" else "already", sign)
        if kind == "lost" and not self._leaked():
            raise NetworkError("N23", target=self.target.words)
        return self._past_the_gate(sign)

    def _past_the_gate(self, sign: str = "") -> Answer:
        """It went past the gate, or the page says so though nothing was sent: keep the intent now, so that the row is in
        doubt."""
        self.passage.keep_intent()
        return self._answer("nothing", sign, "past the gate" if self._leaked() else "nothing sent")

    def _leaked(self) -> bool:
        return self.passage.escaped or self.sockets.frames > 0

    def _ended(self, now: float, late: bool) -> Answer | None:
        """The answer where no sign will come any more, or an error before the intent."""
        passage, dialogs = self.passage, self.hands.dialogs
        if passage.error is not None:
            if not passage.intended or not isinstance(passage.error, Exception):
                raise passage.error
            return self._answer("nothing", reason="error")
        if dialogs.undeclared:
            if not passage.intended:
                raise dialogs.error(self.carries)
            return self._answer("nothing", reason="dialog")
        if passage.unsent:
            return self._answer("unsent", reason="unreachable")
        if passage.late:
            return self._answer("nothing", reason="late")
        failed = passage.failing and passage.answered
        if passage.cut_off or failed:
            self.cut_at = self.cut_at or now
            late = late or now - self.cut_at > _AFTER_CUT
        if not late:
            return None
        passage.blow()
        if not passage.intended:
            if self._leaked():
                return self._past_the_gate()
            raise NetworkError("N22", target=self.target.words, seconds=round(self.timeout))
        if passage.unsent:
            return self._answer("unsent", reason="unreachable")
        if self.look.others:
            return self._answer("nothing", min(self.look.others), "another row")
        if failed:
            return self._answer("nothing", reason="status")
        return self._answer("nothing", reason="deadline" if self.cut_at is None else "cut off")

    def _gone(self, error: BaseException) -> Answer:
        if not self.passage.intended:
            raise error
        return self._answer("nothing", reason="browser")

    def _answer(self, kind: Any, sign: str = "", reason: str = "") -> Answer:
        texts = self.hands.dialogs.texts
        passage = self.passage
        return Answer(kind, sign, len(texts), len(passage.sent), reason, passage.repeats, passage.kinds)

    def _settled(self, answer: Answer) -> Answer:
        """Leave the fuse as the answer asks: off where it is known, blown where it is not."""
        if answer.kind in ("nothing", "unsent"):
            self.passage.blow()
            self.relay.cut_fused()  # ends a loading page, which would hold back what we say to it
        else:
            self.passage.settle()
        return answer


def rules_for(target: Target, system: System, screen: str) -> tuple[SubmitRule, ...]:
    """What the system file says of this submit where `screen` was arrived at last. Each entry of the same button and
    screen describes one request: there may be several of one press, and rows may go several ways."""
    fitting = [rule for rule in system.submits if rule.screen in ("", screen) and _is_named(rule.submit, target)]
    return tuple(one for one in fitting if (one.screen, one.submit) == (fitting[0].screen, fitting[0].submit))


def _is_named(written: str, target: Target) -> bool:
    """Whether a button is the one that is written in a system file: by its words, or as recipes name it."""
    return written in ("", target.words) or parse_target(written).words == target.words


def submit(
    hands: Hands,
    target: Target,
    *,
    within: Scopes = (),
    dialog: DialogAnswers = "",
    signs: Signs,
    intent: Callable[[Sending], None],
    carries: Collection[Value] = (),
    expects: Mapping[str, Collection[str]] | None = None,
    rules: Sequence[SubmitRule] = (),
    address: str = "",
    relay: Relay,
    timeout: float,
    keep_view: Callable[[bool], None] = lambda _: None,
) -> Answer:
    """Press `target` and tell what followed, within `timeout` seconds from the press.

    `rules` describe the requests of this press; paths are those of the system at `address` (its own
    address in this environment). Without a rule every request of the press that may change something
    is held. `expects` says of fields by their own names
    what a request may send for them.

    Errors are raised before the call of `intent` only: ScreenError S20 (an undeclared dialog), S31
    (an old success sign stays) and what `press` raises; NetworkError N20–N26; what `intent` raises.
    An error after the press leaves the pages of the context at about:blank, or closes the context; `keep_view`
    is called before that, for a picture of what stood there, with whether the page can be asked.
    After `nothing` and `unsent` the fuse stays blown: close the context, then `relay.reset_all()`.
    A problem or an already-there sign can come without an intent: the page itself refused the row.
    """
    dialogs = hands.dialogs
    dialogs.expect(dialog, (*signs.problems, *signs.already, *signs.lost))
    sockets = sockets_of(hands.context)
    if any(rule.mode == "click" for rule in rules):
        hands.check(target, within, timeout)
        hosts = {host_of(url) for url in (address, hands.page.url) if url.startswith("http")}
        passage: Passage = ClickWatch(hands.context, relay, hosts, intent, sockets=sockets.open > 0)
    else:
        passage = Gate(
            hands.context,
            relay,
            target=target.words,
            intent=intent,
            rules=rules,
            carries=carries,
            expects=expects or {},
            host=host_of(address) if address else None,
            ready=lambda: dialogs.error(carries) if dialogs.undeclared else None,
            keep=sockets.open > 0,
        )
    return _Submit(hands, target, within, signs, passage, timeout, carries, relay, keep_view).run()
