"""What an error means for a row and for the run. Pure decisions, no doing.

Only a technical fault before the intent is tried again, and what certainly never left. Nothing else is.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from bots.errors import (
    Already,
    BotsError,
    BrowserGone,
    DataError,
    Differs,
    NetworkError,
    PlaceError,
    Reject,
    ScreenError,
    SignInError,
    Skip,
    Stop,
    Uncertain,
    Waits,
)
from bots.model import ItemState, Safety


class Phase(Enum):
    """How far a row has come."""

    BEFORE = "before"  # nothing can have reached the system
    SENT = "sent"  # the intent is committed; the answer is not known
    ANSWERED = "answered"  # the page, or the relay's own count, said what became of it
    DONE = "done"  # the success sign was seen and committed


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a row. `again` = tried again at once; `fresh` = in a new browser;
    `stop` = the run ends here; `technical` = counts for the circuit breaker."""

    state: ItemState
    again: bool = False
    fresh: bool = False
    stop: bool = False
    technical: bool = False


# The value of the row is not among the choices of the screen, or several of them say the same or may do so; or it
# is one that no box of this kind takes (a year of another era, a line break).
_OF_THE_VALUE = frozenset({"S11", "S25", "S51", "S53", "S92"})
# The value is written so that it cannot go into the boxes of its field, which take others of its kind, or with
# characters that the page cannot send.
_MISWRITTEN = frozenset({"S33", "S34", "S95", "S96"})
# Faults of the recipe, not of the moment: the same click would find the same thing again.
DIFFERS = frozenset({"B05", "S40"})  # a 照合 that found another value than the row's
_NOT_RETRIED = frozenset({"S01", "S02", "S03", "S04", "S07", "S12", "S20", "S23", "S31", "S44", "S54", "S59", "S88"})


def settle(error: BotsError, phase: Phase, attempt: int, safety: Safety) -> Verdict:
    """The verdict on a row that met `error` in its `attempt`-th try (from 1)."""
    if isinstance(error, PlaceError):
        return _of_the_place(phase)
    if phase is Phase.DONE and error.problem.code in DIFFERS:
        return Verdict(ItemState.CONFLICT)
    if phase is Phase.DONE:
        return Verdict(ItemState.DONE, fresh=_breaks_the_browser(error), stop=isinstance(error, Stop))
    if phase is Phase.SENT:
        return Verdict(
            ItemState.UNCERTAIN, fresh=True, technical=True, stop=isinstance(error, Stop)
        )
    if isinstance(error, Uncertain):
        return Verdict(ItemState.UNCERTAIN, fresh=True, technical=True)
    if isinstance(error, Waits):
        return Verdict(ItemState.WAITING)
    if isinstance(error, Reject | DataError):  # DataError: a value that is none of what the recipe takes it for
        return Verdict(ItemState.REFUSED)
    if isinstance(error, Already):
        return Verdict(ItemState.ALREADY)
    if isinstance(error, Differs):
        return Verdict(ItemState.CONFLICT)
    if isinstance(error, Skip):
        return Verdict(ItemState.SKIPPED)
    if isinstance(error, Stop | SignInError):
        return Verdict(ItemState.PENDING, stop=True)
    if error.problem.code in _MISWRITTEN:
        return Verdict(ItemState.REFUSED)
    if error.problem.code in _OF_THE_VALUE:
        # One wrong value is the row's; renamed choices would refuse every row, so it counts.
        return Verdict(ItemState.REFUSED, technical=True)
    if error.problem.code in _NOT_RETRIED or not isinstance(
        error, ScreenError | NetworkError | BrowserGone
    ):
        return Verdict(ItemState.FAILED, fresh=True, technical=True)
    if attempt <= safety.retry:
        return Verdict(ItemState.PENDING, again=True, fresh=True)
    return Verdict(ItemState.FAILED, fresh=True, technical=True)


def _of_the_place(phase: Phase) -> Verdict:
    """The ledger, the disk or the machine fails: every row would meet the same, so the run ends here. A
    row that was answered, but whose answer could not be written, is in doubt."""
    state = {Phase.BEFORE: ItemState.PENDING, Phase.DONE: ItemState.DONE}.get(phase, ItemState.UNCERTAIN)
    return Verdict(state, stop=True, technical=state is ItemState.UNCERTAIN)


def _breaks_the_browser(error: BotsError) -> bool:
    return isinstance(error, BrowserGone | NetworkError | ScreenError)


class Breaker:
    """Stops a run that meets the same kind of trouble again and again (`連続失敗で停止`).

    Rows in doubt count however many good ones stand between them: each is work for a person. Where they are
    `looked_up` (照会) at the end of the run, they count in a row only.
    """

    def __init__(self, limit: int, *, looked_up: bool = False) -> None:
        self._limit = limit
        self._looked_up = looked_up
        self._in_a_row = 0
        self._in_doubt = 0

    def note(self, verdict: Verdict) -> bool:
        """Take note of a settled row; True when the run shall stop."""
        self._in_a_row = self._in_a_row + 1 if verdict.technical else 0
        self._in_doubt += verdict.state is ItemState.UNCERTAIN
        too_doubtful = self._in_doubt >= self._limit and not self._looked_up
        return self._in_a_row >= self._limit or too_doubtful

    @property
    def in_a_row(self) -> int:
        """How many rows failed one after another."""
        return self._in_a_row

    @property
    def in_doubt(self) -> int:
        """How many rows are in doubt since the run began, or went on."""
        return self._in_doubt
