"""What an error means, case by case."""

from __future__ import annotations

import pytest

from bots.engine.policy import Breaker, Phase, Verdict, settle
from bots.errors import (
    Already,
    BotsError,
    BrowserGone,
    NetworkError,
    PlaceError,
    Reject,
    ScreenError,
    SignInError,
    Skip,
    Stop,
    Uncertain,
)
from bots.model import ItemState, Safety

SAFETY = Safety(retry=2, stop_after=3)
GONE = BrowserGone("P32")
SCREEN = ScreenError("S82", system="x")
NOT_THERE = ScreenError("S01", name="x")


@pytest.mark.parametrize(
    ("error", "phase", "attempt", "state", "again", "stop"),
    [
        # before the intent: rules refuse, faults are tried again, but not for ever
        (Reject("B83"), Phase.BEFORE, 1, ItemState.REFUSED, False, False),
        (Skip("B83"), Phase.BEFORE, 1, ItemState.SKIPPED, False, False),
        (Already("B81", sign="x"), Phase.BEFORE, 1, ItemState.ALREADY, False, False),
        (Stop("P34", run="x"), Phase.BEFORE, 1, ItemState.PENDING, False, True),
        (SignInError("S81", sign="x"), Phase.BEFORE, 1, ItemState.PENDING, False, True),
        (SCREEN, Phase.BEFORE, 1, ItemState.PENDING, True, False),
        (SCREEN, Phase.BEFORE, 2, ItemState.PENDING, True, False),
        (SCREEN, Phase.BEFORE, 3, ItemState.FAILED, False, False),
        (GONE, Phase.BEFORE, 1, ItemState.PENDING, True, False),
        (NetworkError("N84"), Phase.BEFORE, 1, ItemState.PENDING, True, False),
        # the recipe's own mistake: the next try would find the same
        (NOT_THERE, Phase.BEFORE, 1, ItemState.FAILED, False, False),
        (ScreenError("S12", name="x", boxes=2, found="a, b"), Phase.BEFORE, 1, ItemState.FAILED, False, False),
        # a value that the screen does not offer: the row's, not the moment's
        (ScreenError("S11", name="x"), Phase.BEFORE, 1, ItemState.REFUSED, False, False),
        (ScreenError("S25", name="x", count=2), Phase.BEFORE, 1, ItemState.REFUSED, False, False),
        (ScreenError("S92", name="x"), Phase.BEFORE, 1, ItemState.REFUSED, False, False),
        # one that cannot be divided as it is written
        (ScreenError("S33", name="x", boxes=3), Phase.BEFORE, 1, ItemState.REFUSED, False, False),
        (ScreenError("S34", name="x", boxes=3), Phase.BEFORE, 1, ItemState.REFUSED, False, False),
        # after the intent nothing is ever tried again
        (GONE, Phase.SENT, 1, ItemState.UNCERTAIN, False, False),
        (SCREEN, Phase.SENT, 1, ItemState.UNCERTAIN, False, False),
        (PlaceError("P32"), Phase.SENT, 1, ItemState.UNCERTAIN, False, True),
        # the ledger or the disk fails: the run ends, and an answer that is not written is no answer
        (PlaceError("P51"), Phase.BEFORE, 1, ItemState.PENDING, False, True),
        (PlaceError("P52"), Phase.ANSWERED, 1, ItemState.UNCERTAIN, False, True),
        (PlaceError("P51"), Phase.DONE, 1, ItemState.DONE, False, True),
        # the answer is known
        (Reject("B80", sign="x"), Phase.ANSWERED, 1, ItemState.REFUSED, False, False),
        (Uncertain("N80"), Phase.ANSWERED, 1, ItemState.UNCERTAIN, False, False),
        (NetworkError("N84"), Phase.ANSWERED, 1, ItemState.PENDING, True, False),
        (NetworkError("N84"), Phase.ANSWERED, 3, ItemState.FAILED, False, False),
        # done stays done
        (SCREEN, Phase.DONE, 1, ItemState.DONE, False, False),
        (Reject("B05", field="x"), Phase.DONE, 1, ItemState.CONFLICT, False, False),
    ],
)
def test_a_row_ends_by_error_phase_and_attempt(
    error: BotsError, phase: Phase, attempt: int, state: ItemState, again: bool, stop: bool
) -> None:
    verdict = settle(error, phase, attempt, SAFETY)
    assert (verdict.state, verdict.again, verdict.stop) == (state, again, stop)


def test_values_that_are_miswritten_stop_no_run_and_missing_choices_do() -> None:
    codes = ("S33", "S34", "S11", "S12")
    technical = {code: settle(ScreenError(code, name="x", boxes=3), Phase.BEFORE, 1, SAFETY).technical for code in codes}
    assert technical == {"S33": False, "S34": False, "S11": True, "S12": True}


def test_the_breaker_opens_after_so_many_faults_in_a_row_and_forgets_after_a_good_row() -> None:
    breaker = Breaker(3)
    bad, good = Verdict(ItemState.FAILED, technical=True), Verdict(ItemState.DONE)
    assert [breaker.note(one) for one in (bad, bad, good, bad, bad, bad)] == [
        False, False, False, False, False, True,
    ]  # fmt: skip
