"""What people decide about rows in doubt: what may be said of which state, once, and never too early."""

from __future__ import annotations

from typing import Any

import pytest

from bots.errors import PlaceError
from bots.ledger.facts import Decision, Finding, LostClaim, Worker
from bots.model import Evidence, ItemState
from tests.ledger.desk import SENDING, WORKER, Desk, row

S, F = ItemState, Finding
BECOMES: dict[tuple[ItemState, Finding], ItemState] = {
    (S.UNCERTAIN, F.ENTERED): S.DONE,
    (S.UNCERTAIN, F.NOT_ENTERED): S.PENDING,
    (S.UNCERTAIN, F.BY_HAND): S.DONE,
    (S.UNCERTAIN, F.DIFFERS): S.CONFLICT,
    (S.UNCERTAIN, F.CANCEL): S.CANCELLED,
    (S.CONFLICT, F.ENTERED): S.DONE,
    (S.CONFLICT, F.BY_HAND): S.DONE,
    (S.CONFLICT, F.CANCEL): S.CANCELLED,
    (S.PENDING, F.BY_HAND): S.DONE,
    (S.PENDING, F.CANCEL): S.CANCELLED,
    (S.FAILED, F.BY_HAND): S.DONE,
    (S.FAILED, F.CANCEL): S.CANCELLED,
    (S.WAITING, F.BY_HAND): S.DONE,
    (S.WAITING, F.CANCEL): S.CANCELLED,
    (S.REFUSED, F.CANCEL): S.CANCELLED,
    (S.CANCELLED, F.NOT_ENTERED): S.PENDING,
}


def everything() -> tuple[Any, ...]:
    from bots.ledger import tables

    kept = (tables.Attempt, tables.Book, tables.Event, tables.Evidence, tables.Item, tables.Row)
    return tuple(list(table.objects.order_by("pk").values()) for table in kept)


@pytest.mark.parametrize(("was", "finding"), sorted(BECOMES))
def test_what_a_person_may_say(desk: Desk, was: ItemState, finding: Finding) -> None:
    from bots.ledger import events, invariants, rows

    run, item = desk.item_in(was)
    desk.decide(run, item, was, finding)
    assert desk.state(item) is BECOMES[was, finding]
    (line,) = rows.of_run(run)
    assert (line.outcome, line.words["by"], line.words["reason"]) == (BECOMES[was, finding], "user@host", "確かめた")
    said = list(events.of_run(run))[-1]
    told = {name: said.words[name] for name in ("verdict", "by", "reason", "was", "state")}
    assert said.kind == "item.decide"
    assert told == {
        "verdict": finding, "by": "user@host", "reason": "確かめた", "was": was, "state": BECOMES[was, finding],
    }  # fmt: skip
    assert invariants.check(run) == ()
    assert events.verify().whole


def test_what_nobody_may_say(desk: Desk) -> None:
    run, item = desk.item_in(S.UNCERTAIN)
    before = everything()
    owed = {(S.DONE, F.AFTER_WORK)}
    for was, finding in ((was, finding) for was in S for finding in F if (was, finding) not in BECOMES.keys() | owed):
        with pytest.raises(ValueError, match="cannot be said"):
            desk.decide(run, item, was, finding)
    with pytest.raises(LostClaim):  # nothing that is entered has steps left here
        desk.decide(run, item, S.DONE, F.AFTER_WORK)
    with pytest.raises(LostClaim):  # and no row has changed
        desk.decide(run, item, S.CONFLICT, F.SHEET_WRONG, changed=True)
    with pytest.raises(LostClaim):  # a decision about a state that is no more
        desk.decide(run, item, S.CONFLICT, F.ENTERED)
    assert everything() == before


# ------------------------------------------------------------------ who comes first


def test_of_two_people_the_first_decides(desk: Desk) -> None:
    run, item = desk.item_in(S.UNCERTAIN)
    desk.decide(run, item, S.UNCERTAIN, F.NOT_ENTERED)
    before = everything()
    with pytest.raises(LostClaim):
        desk.decide(run, item, S.UNCERTAIN, F.ENTERED, by="other@host")
    assert everything() == before


def test_a_decision_about_an_earlier_try_is_none(desk: Desk) -> None:
    """While the second person looks, the first sets the row back, and a run leaves it in doubt once more."""
    from bots.ledger import items

    run, item = desk.item_in(S.UNCERTAIN)
    seen = desk.epochs[item]
    desk.decide(run, item, S.UNCERTAIN, F.NOT_ENTERED)
    desk.claim(item, run)
    items.commit_intent(**desk.at(item), sending=SENDING)  # type: ignore[arg-type]
    items.uncertain(**desk.at(item))  # type: ignore[arg-type]
    desk.epochs[item] = seen
    with pytest.raises(LostClaim):
        desk.decide(run, item, S.UNCERTAIN, F.NOT_ENTERED)
    assert desk.state(item) is S.UNCERTAIN


def test_a_claim_and_a_decision_exclude_each_other(desk: Desk) -> None:
    run, item = desk.item_in(S.PENDING)
    desk.decide(run, item, S.PENDING, F.BY_HAND)
    with pytest.raises(LostClaim):
        desk.claim(item, run)
    run, item = desk.item_in(S.PENDING, "0002")
    desk.claim(item, run)
    with pytest.raises(LostClaim):
        desk.decide(run, item, S.PENDING, F.BY_HAND)
    assert desk.state(item) is S.RUNNING


def test_two_processes_decide_and_one_does(tmp_path: Any) -> None:
    """Truly at the same time: each of two threads with a connection of its own."""
    import threading

    from bots.ledger.connection import close_ledger
    from tests.ledger.desk import new_desk

    desk = new_desk(tmp_path / "data")
    run, item = desk.item_in(S.UNCERTAIN)
    ready, ended = threading.Barrier(2), []

    def person(finding: Finding) -> None:
        desk.open()
        ready.wait()
        try:
            desk.decide(run, item, S.UNCERTAIN, finding)
            ended.append("decided")
        except LostClaim:
            ended.append("lost")
        finally:
            close_ledger()

    both = [threading.Thread(target=person, args=(one,)) for one in (F.ENTERED, F.CANCEL)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(ended) == ["decided", "lost"]
    close_ledger()


# ------------------------------------------------------------------ the fence before "not entered"


def fence(settle: float = 60.0, *, alive: bool = False) -> Any:
    from bots.ledger.decisions import Fence

    return Fence(settle, lambda _: alive)


@pytest.mark.parametrize("finding", [found for was, found in BECOMES if was is S.UNCERTAIN])
def test_while_the_sender_may_live_only_not_entered_is_refused(desk: Desk, finding: Finding) -> None:
    run, item = desk.item_in(S.UNCERTAIN)
    if finding is not F.NOT_ENTERED:
        desk.decide(run, item, S.UNCERTAIN, finding, fence=fence(alive=True))
        return
    before = everything()
    desk.clock.move(3600)
    with pytest.raises(PlaceError) as told:
        desk.decide(run, item, S.UNCERTAIN, finding, fence=fence(alive=True))
    assert (told.value.problem.code, told.value.problem.words["run"]) == ("P117", run)
    assert everything() == before
    desk.finish(run)  # its rows have ended, and with them all that they sent
    desk.decide(run, item, S.UNCERTAIN, finding, fence=fence(alive=True))
    assert desk.state(item) is S.PENDING


def test_a_process_of_another_machine_is_taken_to_live(desk: Desk) -> None:
    from bots.ledger.decisions import Fence
    from bots.ledger.recovery import is_alive

    run, item = desk.item_in(S.UNCERTAIN)
    assert is_alive(WORKER)
    with pytest.raises(PlaceError) as told:
        desk.decide(run, item, S.UNCERTAIN, F.NOT_ENTERED, fence=Fence(0))
    assert (told.value.problem.code, told.value.problem.words["host"]) == ("P117", WORKER.host)


def test_a_process_of_this_boot_that_has_gone_is_dead(desk: Desk) -> None:
    from bots.ledger import recovery, runs
    from bots.ledger.decisions import Fence
    from bots.ledger.tables import Run

    run, item = desk.item_in(S.UNCERTAIN)
    mine = recovery.this_worker()
    dead = Worker(mine.host, mine.boot, mine.pid, mine.started + "0")  # its number is another process's now
    for worker, alive in ((mine, True), (dead, False)):
        Run.objects.filter(name=run).update(
            worker_host=worker.host, worker_boot=worker.boot, worker_pid=worker.pid, worker_started=worker.started
        )
        assert runs.get(run).worker == worker
        if alive:
            with pytest.raises(PlaceError):
                desk.decide(run, item, S.UNCERTAIN, F.NOT_ENTERED, fence=Fence(0))
        else:
            desk.decide(run, item, S.UNCERTAIN, F.NOT_ENTERED, fence=Fence(0))


@pytest.mark.parametrize("settle", [60.0, 300.0])
def test_not_entered_waits_for_the_settle_time_since_the_intent(desk: Desk, settle: float) -> None:
    run, item = desk.item_in(S.UNCERTAIN)
    for seconds in (0.0, settle - 1):
        desk.clock.move(seconds)
        with pytest.raises(PlaceError) as told:
            desk.decide(run, item, S.UNCERTAIN, F.NOT_ENTERED, fence=fence(settle))
    words = told.value.problem.words
    assert told.value.problem.code == "P118"
    assert words["at"] == {60.0: "2026-11-23 19:31:01", 300.0: "2026-11-23 19:35:01"}[settle]
    desk.clock.move(1)
    desk.decide(run, item, S.UNCERTAIN, F.NOT_ENTERED, fence=fence(settle))
    assert desk.state(item) is S.PENDING


def test_the_fence_stands_before_a_cancelled_row_too(desk: Desk) -> None:
    run, item = desk.item_in(S.UNCERTAIN)
    desk.decide(run, item, S.UNCERTAIN, F.CANCEL)
    with pytest.raises(PlaceError) as told:
        desk.decide(run, item, S.CANCELLED, F.NOT_ENTERED, fence=fence())
    assert told.value.problem.code == "P118"


def test_without_a_fence_the_strictest_holds(desk: Desk) -> None:
    run, item = desk.item_in(S.UNCERTAIN)
    desk.finish(run)
    with pytest.raises(PlaceError) as told:
        desk.decide(run, item, S.UNCERTAIN, F.NOT_ENTERED, fence=None)
    assert told.value.problem.code == "P118"


# ------------------------------------------------------------------ what comes after it


@pytest.mark.parametrize("with_intent", [True, False])
def test_what_was_said_not_to_be_entered_and_is_there_is_in_doubt(desk: Desk, with_intent: bool) -> None:
    """N83: the attempts stay, the next claim has a new epoch."""
    from bots.ledger import items, registers, rows

    run, item = desk.item_in(S.UNCERTAIN if with_intent else S.RUNNING)
    if not with_intent:
        items.uncertain(**desk.at(item))  # type: ignore[arg-type]  # the page has sent itself
    desk.decide(run, item, S.UNCERTAIN, F.NOT_ENTERED)
    desk.finish(run)
    later = desk.run()
    assert desk.enter(later, row(2, "0001"))[0].decision is Decision.WORK
    assert desk.claim(item, later) == 2
    assert items.already(**desk.at(item)) is S.UNCERTAIN  # type: ignore[arg-type]
    assert [one.code for one in rows.of_run(later)] == ["N83"]
    (known,) = registers.history(register="受付簿")
    assert [one.answer for one in known.attempts] == ["unknown", "already"]


def test_a_row_done_by_hand_that_was_never_begun_is_known_by_its_values(desk: Desk) -> None:
    run, item = desk.item_in(S.PENDING)
    desk.decide(run, item, S.PENDING, F.BY_HAND)
    desk.finish(run)
    assert desk.enter(desk.run(), row(2, "0001"))[0].decision is Decision.ALREADY
    other = desk.enter(desk.run(), row(2, "0001", values={"番号": "0001", "氏名": "別"}))[0]
    assert (other.decision, other.difference.columns) == (Decision.CHANGED, ("氏名",))


def test_a_later_run_tells_that_the_doubt_is_over(desk: Desk) -> None:
    from bots.ledger import rows, runs

    run, item = desk.item_in(S.UNCERTAIN)
    later = desk.run()
    assert desk.enter(later, row(2, "0001"))[0].decision is Decision.LISTED
    (line,) = rows.of_run(later)
    assert (line.code, line.words) == ("B61", {"run": run})
    desk.finish(later)
    with pytest.raises(LostClaim):  # it is decided about as the row of the run that sent it
        desk.decide(later, item, S.UNCERTAIN, F.ENTERED)
    desk.decide(run, item, S.UNCERTAIN, F.ENTERED)
    (line,) = rows.of_run(later)
    assert (line.outcome, line.code, line.words) == (S.ALREADY, "B95", {"run": run})
    assert runs.exit_code(later) == 0


def test_a_receipt_belongs_to_one_row(desk: Desk) -> None:
    from bots.ledger import items, rows

    _, first = desk.item_in(S.DONE)
    items.finish(**desk.at(first), receipt="R-001")  # type: ignore[arg-type]
    run, item = desk.item_in(S.UNCERTAIN, "0002")
    before = everything()
    with pytest.raises(PlaceError) as told:
        desk.decide(run, item, S.UNCERTAIN, F.ENTERED, receipt="R-001")
    assert (told.value.problem.code, told.value.problem.words["key"]) == ("P119", "0001")
    assert everything() == before
    desk.decide(run, item, S.UNCERTAIN, F.ENTERED, receipt="R-002")
    assert [one.receipt for one in rows.of_run(run)] == ["R-002"]


def test_a_proof_is_named_with_the_decision_or_not_at_all(desk: Desk) -> None:
    from bots.ledger import decisions, evidence

    run, item = desk.item_in(S.UNCERTAIN)
    proof = Evidence("other", "items/0002/decision-0123456789abcdef.pdf", "c" * 64)
    with pytest.raises(LostClaim):
        desk.decide(run, item, S.CONFLICT, F.ENTERED, file=proof)
    assert evidence.of_run(run) == []
    desk.decide(run, item, S.UNCERTAIN, F.ENTERED, file=proof)
    (kept,) = evidence.of_run(run)
    assert (kept.item, kept.position, kept.file, kept.sha256) == (item, 2, proof.file, proof.sha256)
    (said,) = decisions.of_run(run)
    assert (said.finding, said.was, said.state, said.file) == (F.ENTERED, S.UNCERTAIN, S.DONE, proof.file)


def test_the_row_that_was_let_go_last_is_known_until_a_run_has_it(desk: Desk) -> None:
    from bots.ledger import decisions

    run, item = desk.item_in(S.UNCERTAIN)
    desk.decide(run, item, S.UNCERTAIN, F.NOT_ENTERED)
    assert decisions.last_let_go() is None  # the run is at work
    desk.finish(run)
    found = decisions.last_let_go()
    assert found is not None
    assert (found.run, found.at) == (run, desk.clock.now())
    later = desk.run()
    desk.enter(later, row(2, "0001"))
    desk.claim(item, later)
    assert decisions.last_let_go() is None
