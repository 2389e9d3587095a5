"""What `rows.enter` decides: the table of a key that comes again, rehearsals, and continued runs."""

from __future__ import annotations

import dataclasses

import pytest

from bots.errors import PlaceError
from bots.ledger.facts import Decision, Difference, Finding, LostClaim, RowDecision, RowFacts
from bots.model import ItemState, Mode, RunState
from tests.ledger.desk import SENDING, Desk, row

S, D = ItemState, Decision

# the item is → (the decision about an ordinary row, the row's outcome, the item's state after it)
AGAIN = {
    S.DONE: (D.ALREADY, S.ALREADY, S.DONE),
    S.ALREADY: (D.ALREADY, S.ALREADY, S.ALREADY),
    S.PENDING: (D.WORK, S.PENDING, S.PENDING),
    S.REFUSED: (D.WORK, S.PENDING, S.PENDING),
    S.FAILED: (D.WORK, S.PENDING, S.PENDING),
    S.SKIPPED: (D.WORK, S.PENDING, S.PENDING),
    S.CANCELLED: (D.WORK, S.PENDING, S.PENDING),
    S.RUNNING: (D.BUSY, S.PENDING, S.RUNNING),
    S.SUBMITTING: (D.LISTED, S.SUBMITTING, S.SUBMITTING),
    S.UNCERTAIN: (D.LISTED, S.UNCERTAIN, S.UNCERTAIN),
    S.WAITING: (D.LISTED, S.WAITING, S.WAITING),
    S.CONFLICT: (D.LISTED, S.CONFLICT, S.CONFLICT),
}


def _outcomes(run: str) -> list[ItemState]:
    from bots.ledger import rows

    return [one.outcome for one in rows.of_run(run)]


def test_every_state_stands_in_the_table() -> None:
    assert set(AGAIN) == set(S)


@pytest.mark.parametrize("state", list(S))
def test_a_key_comes_again(desk: Desk, state: ItemState) -> None:
    decision, outcome, after = AGAIN[state]
    _, item = desk.item_in(state)
    run = desk.run()
    assert desk.enter(run, row(9, "0001")) == (RowDecision(9, item, decision),)
    assert _outcomes(run) == [outcome]
    assert desk.state(item) is after


@pytest.mark.parametrize("state", list(S))
def test_a_key_comes_again_with_a_fault(desk: Desk, state: ItemState) -> None:
    _, item = desk.item_in(state)
    run = desk.run()
    (decision,) = desk.enter(run, row(9, "0001", code="D20"))
    refusable = AGAIN[state][0] is D.WORK
    assert decision.decision is (D.REFUSED if refusable else AGAIN[state][0])
    assert _outcomes(run) == [S.REFUSED if refusable else AGAIN[state][1]]
    assert desk.state(item) is (S.REFUSED if refusable else state)


@pytest.mark.parametrize(
    ("state", "code"), [(S.DONE, "B63"), (S.ALREADY, "B64"), (S.UNCERTAIN, "B61")]
)
def test_a_fault_stands_beside_where_the_item_stands(desk: Desk, state: ItemState, code: str) -> None:
    from bots.ledger import rows

    first, _ = desk.item_in(state)
    run = desk.run()
    desk.enter(run, row(9, "0001", code="D20"), row(10, "0001", code="D16"))
    told = rows.of_run(run)
    assert [(one.outcome, one.code, one.words["fault"]) for one in told] == [
        (state if state is S.UNCERTAIN else S.ALREADY, code, fault) for fault in ("D20", "D16")
    ]
    if state is not S.UNCERTAIN:
        assert {one.words["run"] for one in told} == {first}


@pytest.mark.parametrize("state", list(S))
def test_a_key_comes_again_but_is_not_chosen(desk: Desk, state: ItemState) -> None:
    _, item = desk.item_in(state)
    run = desk.run()
    (decision,) = desk.enter(run, row(9, "0001", chosen=False))
    seen_before_only = AGAIN[state][0] in (D.ALREADY, D.LISTED)
    assert decision.decision is (AGAIN[state][0] if seen_before_only else D.SKIPPED)
    assert desk.state(item) is state


def test_changed_values_of_a_done_item(desk: Desk) -> None:
    from bots.ledger import rows, runs

    first, item = desk.item_in(S.DONE)
    desk.finish(first)
    run = desk.run()
    (decision,) = desk.enter(run, row(2, "0001", values={"番号": "0001", "氏名": "髙木"}))
    assert decision == RowDecision(2, item, D.CHANGED, Difference(("氏名",)))
    (line,) = rows.of_run(run)
    assert (line.outcome, line.code, line.field) == (S.CONFLICT, "B82", "氏名")
    assert desk.state(item) is S.DONE
    desk.finish(run)
    assert runs.exit_code(run) == 3


def test_a_new_column_of_the_recipe_changes_no_row(desk: Desk) -> None:
    desk.item_in(S.DONE)
    run = desk.run()
    values = {"番号": "0001", "氏名": "髙橋", "住所": "本町1"}
    assert desk.enter(run, row(2, "0001", values=values))[0].decision is D.ALREADY


def test_what_was_entered_is_compared_not_what_came_last(desk: Desk) -> None:
    """Two runs hold one pending item with different values; the one that enters it counts."""
    from bots.ledger import items

    one, two = desk.run(), desk.run()
    (first,) = desk.enter(one, row(2, "0001", values={"氏名": "甲"}))
    desk.enter(two, row(2, "0001", values={"氏名": "乙"}))
    assert first.item is not None
    desk.claim(first.item, one)
    items.commit_intent(**desk.at(first.item), sending=SENDING)  # type: ignore[arg-type]
    items.done(**desk.at(first.item))  # type: ignore[arg-type]
    again = desk.run()
    assert desk.enter(again, row(2, "0001", values={"氏名": "甲"}))[0].decision is D.ALREADY
    other = desk.run()
    assert desk.enter(other, row(2, "0001", values={"氏名": "乙"}))[0].decision is D.CHANGED


def test_production_and_training_never_mark_each_other(desk: Desk) -> None:
    desk.item_in(S.DONE)
    run = desk.run(environment="訓練")
    assert desk.enter(run, row(2, "0001"))[0].decision is D.WORK


def test_cancelled_out_of_doubt_waits_for_a_person(desk: Desk) -> None:
    from bots.ledger import rows

    first, item = desk.item_in(S.UNCERTAIN)
    desk.decide(first, item, S.UNCERTAIN, Finding.CANCEL)
    run = desk.run()
    assert desk.enter(run, row(2, "0001"))[0].decision is D.LISTED
    assert [(one.outcome, one.code) for one in rows.of_run(run)] == [(S.CANCELLED, "B62")]
    desk.decide(first, item, S.CANCELLED, Finding.NOT_ENTERED)
    assert desk.enter(desk.run(), row(2, "0001"))[0].decision is D.WORK


@pytest.mark.parametrize("state", [S.UNCERTAIN, S.SUBMITTING, S.DONE, S.FAILED, S.CONFLICT])
def test_a_rehearsal_leaves_out_what_may_have_been_entered(desk: Desk, state: ItemState) -> None:
    from bots.ledger import rows
    from bots.model import Mode

    _, item = desk.item_in(state)
    run = desk.run(mode=Mode.REHEARSE)
    (decision,) = desk.enter(run, row(9, "0001"))
    if state not in (S.UNCERTAIN, S.SUBMITTING):
        assert decision == RowDecision(9, None, D.WORK)
        return
    assert decision == RowDecision(9, None, D.LISTED)
    (line,) = rows.of_run(run)
    assert (line.outcome, line.code, line.item) == (state, "B61", None)
    assert desk.state(item) is state
    assert desk.enter(run, row(9, "0001"))[0].decision is D.KEPT


def test_a_rehearsal_enters_rows_and_no_items(desk: Desk) -> None:
    from bots.ledger import rows
    from bots.ledger.tables import Item

    run = desk.run(mode=Mode.REHEARSE, total=3)
    told = desk.enter(run, row(2, "1"), row(3, "2", code="D20"), row(4, "3", chosen=False))
    assert [(one.item, one.decision) for one in told] == [
        (None, D.WORK),
        (None, D.REFUSED),
        (None, D.SKIPPED),
    ]
    rows.settle(run=run, position=2, outcome=S.DONE, code="B84", clock=desk.clock)
    assert _outcomes(run) == [S.DONE, S.REFUSED, S.SKIPPED]
    assert not Item.objects.exists()


def test_new_rows_with_faults(desk: Desk) -> None:
    run = desk.run(total=4)
    blank = dataclasses.replace(row(4, "", code="D11"), key=("",))
    told = desk.enter(run, row(2, "7", code="D10"), row(3, "7", code="D10"), blank)
    assert [one.decision for one in told] == [D.REFUSED] * 3
    assert told[0].item == told[1].item != None  # noqa: E711
    assert told[2].item is None
    mended = desk.run()
    assert desk.enter(mended, row(2, "7"))[0].decision is D.WORK


@pytest.mark.parametrize(
    "rows",
    [
        (row(2, "1"), row(3, "1")),
        (row(2, "1"), row(2, "2")),
        (row(2, ""),),
    ],
    ids=["one key twice", "one position twice", "blank key"],
)
def test_rows_that_a_source_must_not_let_through(desk: Desk, rows: tuple[RowFacts, ...]) -> None:
    run = desk.run()
    with pytest.raises(ValueError, match="row"):
        desk.enter(run, *rows)
    assert _outcomes(run) == []


def test_the_outcome_of_an_item_is_its_own(desk: Desk) -> None:
    from bots.ledger import rows

    run, item = desk.item_in(S.DONE)
    with pytest.raises(LostClaim):
        rows.settle(run=run, position=2, outcome=S.FAILED, clock=desk.clock)
    rows.settle(run=run, position=2, outcome=S.DONE, code="S01", clock=desk.clock)
    assert desk.state(item) is S.DONE


def test_a_continued_run_keeps_what_is_settled(desk: Desk) -> None:
    from bots.ledger import items, runs

    run = desk.run(total=4)
    sheet = [row(n, f"{n:04d}") for n in range(2, 6)]
    told = desk.enter(run, *sheet)
    ids = [one.item for one in told if one.item is not None]
    for item, move in zip(ids, (items.refuse, items.fail, items.uncertain), strict=False):
        desk.claim(item, run)
        move(**desk.at(item))  # type: ignore[operator]
    runs.finish(run=run, state=RunState.STOPPED, clock=desk.clock)
    runs.reopen(run=run, clock=desk.clock)
    again = [one.decision for one in desk.enter(run, *sheet)]
    assert again == [D.KEPT, D.KEPT, D.KEPT, D.WORK]
    runs.finish(run=run, state=RunState.STOPPED, clock=desk.clock)
    runs.reopen(run=run, clock=desk.clock, failed=True)
    desk.decide(run, ids[2], S.UNCERTAIN, Finding.NOT_ENTERED)
    again = [one.decision for one in desk.enter(run, *sheet)]
    assert again == [D.KEPT, D.WORK, D.WORK, D.WORK]


def test_an_ended_run_takes_no_rows(desk: Desk) -> None:
    run = desk.run()
    desk.finish(run)
    with pytest.raises(LostClaim):
        desk.enter(run, row(2, "1"))


def test_continuing_a_finished_run_only_for_its_failed_rows(desk: Desk) -> None:
    from bots.ledger import runs

    run = desk.run()
    desk.finish(run)
    with pytest.raises(PlaceError) as told:
        runs.reopen(run=run, clock=desk.clock)
    assert told.value.problem.code == "P14"
    runs.reopen(run=run, clock=desk.clock, failed=True)
    assert runs.get(run).state is RunState.QUEUED
