"""The sign-in of a system: what proves that it succeeded, and what is never sent twice (decision 0037).

Tries lock accounts. So user and password count as refused from the moment before they are sent until something shows that
they led inside: neither this run nor a later one sends them again, however the sign-in ended, and be it with the death of
this process. Tried again is only what certainly nobody looked at: a button that was not there to be pressed, and a system
that says it is not available now.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bots.errors import (
    BotsError,
    BrowserGone,
    NetworkError,
    PlaceError,
    Problem,
    ScreenError,
    SignInError,
)
from bots.model import Landing, PlanStep, System, flat

if TYPE_CHECKING:
    from bots.engine.walk import Walk

# Errors of a click that has pressed nothing.
_NOT_PRESSED = frozenset({"S01", "S02", "S03", "S04", "S07", "S08", "S09", "S14", "S15", "S24", "S55"})
_SENDING_NOTHING = frozenset({"fill", "screenshot", "note"})
_NO_ANSWER = frozenset({"S55", "S91"})  # in all the time that a page has; the browser waited till it had to be ended


def sign_in(walk: Walk, step: PlanStep) -> None:
    """Carry out the sign-in steps of `step`. Raises SignInError S81, S85, S86, S89 where they do not lead inside,
    NetworkError N04 where the system is not available now, PlaceError P59 where the same secrets did not lead inside
    before, and what else stops a step."""
    system = walk.kit.system(step.system)
    if walk.kit.logins is not None:
        walk.kit.logins.may_try(system)
    walk.enter(system.name)
    trial = Trial(walk, system, step.steps)
    try:
        trial.carry_out()
        signs = walk.driver.shown(system.login_failed)
        if not signs:
            trial.end()
    except (SignInError, PlaceError):
        raise
    except BotsError as error:
        raise trial.told(error) from error
    if signs:
        raise refused(walk, system, signs[0])


def refused(walk: Walk, system: System, sign: str) -> SignInError:
    """The error of a sign-in that the system has refused with the words `sign`."""
    _remember(walk, system)
    return SignInError("S81", sign=sign)


def _remember(walk: Walk, system: System) -> None:
    """No later run sends the same. Where no secret was put in, nothing was refused."""
    if walk.kit.logins is not None and system.name in walk.signing:
        walk.kit.logins.sent(system)


class Trial:
    """One sign-in. `given` = secrets were put in since the last were sent; `sent` = secrets may be with the system;
    `proved` = what came then says that it let us in. `proofs` are the texts that would say so."""

    def __init__(self, walk: Walk, system: System, steps: Sequence[PlanStep]) -> None:
        self.walk, self.system, self._steps = walk, system, steps
        self.given = self.sent = self.proved = False
        self.proofs = tuple(text for step in flat(steps) for text in _awaited(step))
        walk.signing.discard(system.name)

    def carry_out(self) -> None:
        """Carry out the steps. Raises what stops one of them."""
        self.walk.trial = self
        try:
            self.walk.steps(self._steps)
        finally:
            self.walk.trial = None

    @contextmanager
    def around(self, step: PlanStep) -> Iterator[None]:
        """While `step` is done: what it may send is noted before, and taken back where it sent nothing or has shown
        that it led inside. Any step may send what was put in before: there are pages that do so by themselves, while a
        text is waited for."""
        before = {"given": self.given, "sent": self.sent, "proved": self.proved}
        if self.given and step.task not in _SENDING_NOTHING:
            self._send()
        try:
            yield
        except BotsError as error:
            several = isinstance(step.args.get("target"), list | tuple)
            if step.task == "click" and not several and error.problem.code in _NOT_PRESSED:
                self._unsend(**before)
            raise
        if self.sent and not self.proved and self._proves(step):
            self._prove()

    def _send(self) -> None:
        """What was put in is about to leave."""
        if not self.sent or self.proved:
            _remember(self.walk, self.system)
        self.given, self.sent, self.proved = False, True, False

    def _unsend(self, *, given: bool, sent: bool, proved: bool) -> None:
        """It did not leave: it is as it was."""
        if self.sent and not self.proved and (not sent or proved):
            self._not_refused()
        self.given, self.sent, self.proved = given, sent, proved

    def _prove(self) -> None:
        self.proved = True
        self._not_refused()

    def _not_refused(self) -> None:
        if self.walk.kit.logins is not None:
            self.walk.kit.logins.not_refused(self.system)

    def _proves(self, step: PlanStep) -> bool:
        """Whether a step that was done is only done inside. A text that stood on the sign-in page too says nothing."""
        if step.task == "open":
            screen = self.system.screens.get(str(step.args.get("screen", "")))
            return screen is not None and bool(screen.sign)
        return bool(set(_awaited(step)) - self.walk.stood)

    def end(self) -> None:
        """All steps were done. Where none of them is a proof, the page is asked. Raises what it tells against it."""
        if not self.sent or self.proved:
            return
        landing = self.walk.driver.after_sign_in()
        if landing.kind:
            raise self._error(landing, ScreenError("S86"))
        self._prove()

    def told(self, error: BotsError) -> BotsError:
        """What stopped the sign-in, as what it means for the secrets that were sent."""
        if isinstance(error, BrowserGone | NetworkError):
            return error if not self.sent or self.proved else self._error(_unseen(error), error)
        try:
            signs = self.walk.driver.shown(self.system.login_failed)
            if signs:
                return refused(self.walk, self.system, signs[0])
            if not self.sent:
                return error
            unanswered = error.problem.code in _NO_ANSWER
            landing = _unseen(error) if unanswered else self.walk.driver.after_sign_in()
        except (ScreenError, BrowserGone) as other:  # the page cannot be asked: known is that they were sent
            if not self.sent:
                return error
            landing = _unseen(other)
        return self._error(landing, error)

    def _error(self, landing: Landing, error: BotsError) -> BotsError:
        """The error of a sign-in that led to `landing`; `error` is what was told where the landing says nothing."""
        if landing.kind == "secret":
            return self._failed("S86")
        if landing.kind == "unanswered":
            return self._failed("S89")
        if landing.kind == "unavailable":
            self._unsend(given=False, sent=False, proved=False)
            return self._of_status(landing.status)
        why = self._of_status(landing.status).problem if landing.kind == "failed" else error.problem
        sign = str(why.words.get("sign", ""))
        why = Problem("S87", {"sign": sign}) if sign else why
        return self._failed("S85", why=why.sentence("ja"), why_en=why.sentence("en"))

    def _of_status(self, status: int) -> NetworkError:
        return NetworkError("N04", host=urlsplit(self.system.address).netloc, status=status)

    def _failed(self, code: str, **words: Any) -> SignInError:
        """The error of a sign-in that did not lead inside."""
        _remember(self.walk, self.system)
        return SignInError(code, system=self.system.name, **words)


def _unseen(error: BotsError) -> Landing:
    """Where a sign-in has led whose page cannot be looked at, because of `error`."""
    return Landing("unanswered" if error.problem.code in _NO_ANSWER else "")


def _awaited(step: PlanStep) -> tuple[str, ...]:
    """The texts that a step waits to see."""
    if step.task != "see":
        return ()
    texts = step.args.get("texts", ())
    return (texts,) if isinstance(texts, str) else tuple(map(str, texts))
