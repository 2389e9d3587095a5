"""The order of doing: run_plan > run_row > steps. Reads as the sentence: for each row, claim it, walk
its steps, settle what became of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass

from bots.crashpoints import crashpoint
from bots.engine.books import Work
from bots.engine.kit import Kit
from bots.engine.policy import Breaker, Phase, Verdict, settle
from bots.engine.probing import look_first, look_into_doubts
from bots.engine.record import RowRecord
from bots.engine.submit import picture_if_possible
from bots.engine.walk import Walk
from bots.errors import (
    BotsError,
    NetworkError,
    PlaceError,
    Rehearsed,
    ScreenError,
    Stop,
    Uncertain,
)
from bots.model import ItemState, Mode, Row, RunState, Table
from bots.protocols import Driver, Runner
from bots.tasks.page import Mismatch

# Refused by what the screen says: signs of the system file and of the recipe, and what was read there.
_SAID_BY_SCREEN = frozenset({"B06", "B80", "B81"})


@dataclass(slots=True)
class Hands:
    """The runner and the driver of the moment; signing in again is what a fresh one costs."""

    kit: Kit
    runner: Runner
    table: Table | None = None
    driver: Driver | None = None
    rows: int = 0  # that were begun on this driver
    proved: bool = False  # whether this browser has found a row that is entered (照会, P6)
    disproved: BotsError | None = None  # why looking up tells nothing in this run

    def ready(self) -> Driver:
        """A driver on which the start of the plan was carried out."""
        if self.driver is None:
            driver = self.runner.open(self.kit.plan)
            record = RowRecord(row=None, position=0, hidden=self.kit.hidden.of(None))
            driver.begin_row(record.hidden.values(), of_row=False)
            walk = Walk(self.kit, driver, record)
            walk.steps(self.kit.plan.start)
            self.driver = driver
        return self.driver

    def drop(self) -> None:
        """The next row gets a fresh browser."""
        self.driver = None
        self.proved = False
        self.rows = 0

    def take_row(self) -> None:
        """A row begins. After so many of them as the settings say it begins in a fresh browser, signed in anew: signed
        out before, for a system that lets an account in once only."""
        if self.driver is not None and 0 < self.kit.rows_a_session <= self.rows:
            rows = self.rows
            tell_late_dialogs(self)
            sign_out(self.kit, self.driver)
            self.drop()
            self.kit.journal.post(lambda: self.kit.books.event("session.renewed", {"rows": rows}))
        self.rows += 1


def run_plan(kit: Kit, runner: Runner, table: Table | None) -> RunState:
    """Carry out the whole plan and say how the run ended. Never raises for what a row met."""
    hands = Hands(kit, runner, table)
    ending: BotsError | None = None
    state = RunState.FINISHED
    try:
        ending = run_rows(hands) or run_doubts(hands)
        if ending is not None:
            state = RunState.STOPPED
        finish(hands)
    except PlaceError as error:
        state, ending = RunState.STOPPED, error
    finally:
        runner.close()
    final, reason = state, ending
    kit.journal.settle(lambda: kit.books.finish(final, reason))
    return state


def run_rows(hands: Hands) -> BotsError | None:
    """Every row that is to be worked on, in the order of the sheet. What ended it early, or None."""
    kit, table = hands.kit, hands.table
    work = kit.journal.call(lambda: kit.books.enter(table))
    if kit.plan.limit is not None or kit.plan.confirm_first:
        begun = kit.journal.call(kit.books.begun)
        kit.asked.extend([None] * sum(begun.values()))  # the first that were sent, a person has seen
        work = at_most(kit.plan.limit, work, begun) if kit.plan.limit is not None else work
    if table is not None and len(work) > kit.plan.safety.max_rows:
        return Stop("P18", rows=len(work), limit=kit.plan.safety.max_rows)
    return each_row(hands, work)


def at_most(limit: int, work: Sequence[Work], begun: Collection[int]) -> list[Work]:
    """The rows of which no more than `limit` are begun, with those that were `begun` before the run was continued."""
    room = max(0, limit - len(begun))
    new = set([position for position, *_ in work if position not in begun][:room])
    return [one for one in work if one[0] in begun or one[0] in new]


def run_doubts(hands: Hands) -> BotsError | None:
    """Look up what is in doubt (照会), and enter what the system does not have; once. What ended it early, or None."""
    absent = look_into_doubts(hands)
    return each_row(hands, absent) if absent else None


def each_row(hands: Hands, work: Sequence[Work]) -> BotsError | None:
    """Rows that are work, one after another. What ended it early, or None."""
    kit = hands.kit
    kit.tell({"what": "begin", "rows": len(work)})
    breaker = Breaker(kit.plan.safety.stop_after, looked_up=bool(kit.plan.probe))
    for number, (position, item, row) in enumerate(work, 1):
        if kit.stop_asked():
            return Stop("P34", run=kit.run)
        kit.tell({"what": "row", "number": number, "position": position})
        hands.take_row()
        verdict, error = run_row(hands, position, item, row)
        code = error.problem.code if error is not None else ""
        open_end = verdict.state is ItemState.DONE and error is not None and not isinstance(error, Rehearsed)
        state = "unfinished" if open_end else str(verdict.state)
        kit.tell({"what": "settled", "number": number, "position": position, "state": state, "code": code})
        if verdict.stop:
            return error
        if breaker.note(verdict):
            in_a_row = breaker.in_a_row >= kit.plan.safety.stop_after
            return Stop("P33", count=breaker.in_a_row) if in_a_row else Stop("P150", count=breaker.in_doubt)
    return None


def run_row(
    hands: Hands, position: int, item: int | None, row: Row | None
) -> tuple[Verdict, BotsError | None]:
    """One row, with its further tries. Returns the last verdict and what led to it."""
    kit = hands.kit
    attempt = 0
    while True:
        attempt += 1
        # The claim is written while the screen opens. Nothing can be sent before it: the intent comes
        # after it in the journal, and needs what it gives.
        claim = kit.journal.begin(lambda: kit.books.claim(item) if item is not None else 0)
        crashpoint("engine.claimed")
        record = RowRecord(row, position, attempt, kit.hidden.of(row))
        walk, error = try_row(hands, record, item, claim)
        tell_late_dialogs(hands)
        epoch = claim.result()
        verdict = judge_try(kit, walk, error, attempt)
        state = settle_try(kit, walk, record, item, epoch, verdict, error)
        crashpoint("engine.settled")
        if verdict.fresh or (walk is not None and walk.spent):
            hands.drop()
        if not verdict.again:
            return Verdict(state, stop=verdict.stop, technical=verdict.technical), error
        code = error.problem.code if error is not None else ""
        kit.tell({"what": "again", "position": position, "attempt": attempt, "code": code})
        kit.pause(2.0 ** (attempt - 1))


def try_row(
    hands: Hands, record: RowRecord, item: int | None, claim: Future[int]
) -> tuple[Walk | None, BotsError | None]:
    """Walk the steps of the row once. The walk (None if there were no hands) and what stopped it."""
    kit = hands.kit
    walk: Walk | None = None
    try:
        driver = hands.ready()
        if record.row is not None:
            driver.begin_row(record.hidden.values())
        walk = Walk(kit, driver, record, item, claim)
        look_first(hands, walk)
        walk.steps(kit.plan.each_row or kit.plan.steps)
        walk.picture_of_the_rest()
    except BotsError as error:
        if walk is not None and _is_seen(error, walk.phase):
            picture_if_possible(walk)
        return walk, error
    return walk, None


def _is_seen(error: BotsError, phase: Phase) -> bool:
    """Whether the screen shows what stopped the row, and no picture was taken of it: what follows a submit has one.
    A row that its own values stop may have the screen of the row before."""
    if isinstance(error, ScreenError | Mismatch):
        return True
    return phase is Phase.BEFORE and (isinstance(error, Uncertain) or error.problem.code in _SAID_BY_SCREEN)


def tell_late_dialogs(hands: Hands) -> None:
    """Write that a page had more to say of a row after its end: nobody saw it."""
    count = hands.driver.late_dialogs() if hands.driver is not None else 0
    if count:
        hands.kit.journal.post(lambda: hands.kit.books.event("dialog.late", {"count": count}))


def judge_try(kit: Kit, walk: Walk | None, error: BotsError | None, attempt: int) -> Verdict:
    """What becomes of a row after one try."""
    if error is None or isinstance(error, Rehearsed):
        return Verdict(ItemState.DONE)
    if walk is not None:
        return settle(error, walk.phase, attempt, kit.plan.safety)
    verdict = settle(error, Phase.BEFORE, attempt, kit.plan.safety)
    # The start failed: that says nothing about this row, and the next one would meet the same.
    return verdict if verdict.again else Verdict(ItemState.PENDING, stop=True)


def settle_try(
    kit: Kit,
    walk: Walk | None,
    record: RowRecord,
    item: int | None,
    epoch: int,
    verdict: Verdict,
    error: BotsError | None,
) -> ItemState:
    """Write what became of the try. A row whose success is on the disk already, and that owes no line to a book,
    is written up while the next one begins; everything else is waited for."""
    phase = walk.phase if walk is not None else Phase.BEFORE

    def write() -> ItemState:
        return kit.books.settle(item, epoch, record, phase, verdict, error)

    if walk is not None and isinstance(error, Rehearsed):
        found = walk.driver.found()
        kit.journal.post(lambda: kit.books.remember(found))
    if walk is not None and error is None and phase is Phase.DONE:
        learned = kit.learner.learn(walk.driver.found(), kit.plan.found)
        if learned:
            kit.journal.post(lambda: kit.books.remember(learned))
    if error is None and phase is Phase.DONE and not record.lines:
        kit.journal.post(write)
        return verdict.state
    return kit.journal.settle(write)


def sign_out(kit: Kit, driver: Driver) -> None:
    """The sign-outs of the last steps, between two rows. One that fails ends nothing: the session is left anyway, and
    what that means for the next sign-in, the next sign-in tells."""
    record = RowRecord(row=None, position=0, hidden=kit.hidden.of(None))
    driver.begin_row(record.hidden.values(), of_row=False)
    walk = Walk(kit, driver, record)
    try:
        walk.steps([step for step in kit.plan.finish if step.task == "logout"])
    except PlaceError:
        raise
    except BotsError as error:
        code = error.problem.code
        kit.journal.post(lambda: kit.books.event("signout.failed", {"code": code}))


def finish(hands: Hands) -> None:
    """The last steps, if there are hands to do them; a failure here changes no row, and people are told of it."""
    kit = hands.kit
    if hands.driver is None or not kit.plan.finish:
        return
    record = RowRecord(row=None, position=0, hidden=kit.hidden.of(None))
    hands.driver.begin_row(record.hidden.values(), of_row=False)
    tell_late_dialogs(hands)
    walk = Walk(kit, hands.driver, record)
    try:
        if kit.plan.mode is Mode.REHEARSE:  # the last row was left at its submit, where a run never ends
            with suppress(ScreenError, NetworkError):  # the steps tell, each at its place, what they cannot do
                hands.driver.goto("", kit.plan.timeouts.page)
        walk.steps(kit.plan.finish)
    except Rehearsed:
        return
    except PlaceError:
        raise
    except BotsError as error:
        code = error.problem.code
        at = next((one.path for one in reversed(record.results) if one.outcome == code), "")
        words = {"code": code, "step": at, "fields": record.telling.own(error.problem)}
        kit.journal.post(lambda: kit.books.event("finish.failed", words))
