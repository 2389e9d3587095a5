"""The sign-in of a system: what proves that it succeeded, and what is never sent twice.

Tries lock accounts. So user and password that were sent count as refused until the sign-in is seen to have succeeded:
neither this run nor a later one sends them again. What certainly was no refusal is tried again as anything else: a
system that could not be reached, failed itself or did not answer, a browser that died, a button that was not there to be pressed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from bots.errors import Already, BotsError, Problem, Reject, ScreenError, SignInError
from bots.model import PlanStep, System

if TYPE_CHECKING:
    from bots.engine.walk import Walk

# Errors of a click that has pressed nothing.
_NOT_PRESSED = frozenset({"S01", "S02", "S03", "S04", "S07", "S08", "S09", "S14", "S15", "S24", "S55"})

_NO_ANSWER = "S55"  # in all the time that a page has: nothing was refused


def sign_in(walk: Walk, step: PlanStep) -> None:
    """Carry out the sign-in steps of `step`. Raises SignInError S81, S85, S86 where they do not lead inside, PlaceError
    P59 where the same secrets did not do so before, and what else stops a step."""
    system = walk.kit.system(step.system)
    if walk.kit.logins is not None:
        walk.kit.logins.may_try(system)
    walk.enter(system.name)
    trial = _Trial(walk, system)
    try:
        trial.steps(step.steps)
        signs = walk.driver.shown(system.login_failed)
        if not signs and trial.sent and not trial.proved and walk.driver.after_sign_in() == "secret":
            raise trial.failed("S86")
    except SignInError:
        raise
    except (ScreenError, Reject, Already) as error:
        signs = walk.driver.shown(system.login_failed)
        if not signs:
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
        walk.kit.logins.refused(system)


class _Trial:
    """One sign-in: `sent` = the secrets may be with the system; `proved` = what came then says that it let us in."""

    def __init__(self, walk: Walk, system: System) -> None:
        self.walk, self.system = walk, system
        self.sent = self.proved = False
        walk.signing.discard(system.name)

    def steps(self, steps: Sequence[PlanStep]) -> None:
        """Carry out the steps. Raises what stops one of them."""
        self.walk.proofs = tuple(text for step in steps for text in _awaited(step))
        try:
            for step in steps:
                self._step(step)
        finally:
            self.walk.proofs = ()

    def _step(self, step: PlanStep) -> None:
        walk, given = self.walk, self.system.name in self.walk.signing
        before, self.sent = self.sent, self.sent or (given and step.task == "click")
        try:
            walk.step(step)
        except BotsError:
            several = isinstance(step.args.get("target"), list | tuple)
            if step.task == "click" and not several and walk.record.results[-1].outcome in _NOT_PRESSED:
                self.sent = before
            raise
        if self.sent and walk.record.results[-1].outcome == "done":
            self.proved = self.proved or self._proves(step)

    def _proves(self, step: PlanStep) -> bool:
        """Whether a step that was done is only done inside. A text that stood on the sign-in page too says nothing."""
        if step.task == "open":
            screen = self.system.screens.get(str(step.args.get("screen", "")))
            return screen is not None and bool(screen.sign)
        return bool(set(_awaited(step)) - self.walk.stood)

    def told(self, error: BotsError) -> BotsError:
        """What stopped the sign-in, as what it means for the secrets that were sent."""
        if not self.sent or error.problem.code == _NO_ANSWER:
            return error
        try:
            shows = self.walk.driver.after_sign_in()
        except ScreenError as other:
            if other.problem.code == _NO_ANSWER:
                return error
            shows = ""  # the page cannot be asked: what is known is that the secrets were sent
        if shows == "failed":
            return error
        if shows == "secret":
            return self.failed("S86")
        sign = str(error.problem.words.get("sign", ""))
        why = Problem("S87", {"sign": sign}) if sign else error.problem
        return self.failed("S85", why=why.sentence("ja"), why_en=why.sentence("en"))

    def failed(self, code: str, **words: Any) -> SignInError:
        """The error of a sign-in that did not lead inside."""
        _remember(self.walk, self.system)
        return SignInError(code, system=self.system.name, **words)


def _awaited(step: PlanStep) -> tuple[str, ...]:
    """The texts that a step waits to see."""
    if step.task != "see":
        return ()
    texts = step.args.get("texts", ())
    return (texts,) if isinstance(texts, str) else tuple(map(str, texts))
