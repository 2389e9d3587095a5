"""Every move from every state: the allowed ones move the item, the others change nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bots.ledger.facts import LostClaim
from bots.model import ItemState
from tests.ledger.desk import SENDING, Desk

S = ItemState


def _move(name: str, **more: Any) -> Callable[[dict[str, Any]], Any]:
    def call(at: dict[str, Any]) -> Any:
        from bots.ledger import items

        return getattr(items, name)(**at, **more)

    return call


# name → (how it is called, {from: to})
MOVES: dict[str, tuple[Callable[[dict[str, Any]], Any], dict[ItemState, ItemState]]] = {
    "intent": (_move("commit_intent", sending=SENDING), {S.RUNNING: S.SUBMITTING}),
    "done": (_move("done"), {S.SUBMITTING: S.DONE}),
    "done without a submit": (_move("done", submitted=False), {S.RUNNING: S.DONE}),
    "receipt": (_move("finish", receipt="R8-001"), {S.DONE: S.DONE}),
    "unfinished": (_move("mark_unfinished", code="S01"), {S.DONE: S.DONE}),
    "refuse": (_move("refuse", code="B80"), {S.RUNNING: S.REFUSED, S.SUBMITTING: S.REFUSED}),
    "skip": (_move("skip"), {S.RUNNING: S.SKIPPED}),
    "fail": (_move("fail", code="S01"), {S.RUNNING: S.FAILED}),
    "fail, never sent": (_move("fail", unsent=True), {S.SUBMITTING: S.FAILED}),
    "wait": (_move("wait"), {S.RUNNING: S.WAITING}),
    "release": (_move("release"), {S.RUNNING: S.PENDING}),
    "unsent": (_move("unsent"), {S.SUBMITTING: S.PENDING}),
    "uncertain": (
        _move("uncertain", code="N80"),
        {S.RUNNING: S.UNCERTAIN, S.SUBMITTING: S.UNCERTAIN},
    ),
    "already": (_move("already"), {S.RUNNING: S.ALREADY, S.SUBMITTING: S.ALREADY}),
    "conflict": (_move("conflict"), {S.DONE: S.CONFLICT, S.RUNNING: S.CONFLICT}),
}


def _everything() -> tuple[Any, ...]:
    from bots.ledger.tables import Attempt, Book, Event, Item, Row

    tables = (Attempt, Book, Event, Item, Row)
    return tuple(list(table.objects.order_by("pk").values()) for table in tables)


@pytest.mark.parametrize(
    ("name", "state", "target"),
    [
        (name, state, target)
        for name, (_, moves) in MOVES.items()
        for state, target in moves.items()
    ],
)
def test_an_allowed_move_moves_the_item(
    desk: Desk, name: str, state: ItemState, target: ItemState
) -> None:
    _, item = desk.item_in(state)
    MOVES[name][0](desk.at(item))
    assert desk.state(item) is target


@pytest.mark.parametrize("state", list(S))
def test_every_other_move_changes_nothing(desk: Desk, state: ItemState) -> None:
    """Nor does an allowed move with an older claim, nor a claim of what is not pending."""
    run, item = desk.item_in(state)
    before = _everything()
    at = desk.at(item)
    for call, allowed in MOVES.values():
        if state in allowed:
            with pytest.raises(LostClaim):
                call({**at, "epoch": desk.epochs[item] - 1})
            continue
        with pytest.raises(LostClaim) as lost:
            call(at)
        assert lost.value.problem.words["state"] == state
    if state is not S.PENDING:
        with pytest.raises(LostClaim):
            desk.claim(item, run)
    assert _everything() == before


def test_a_pending_item_is_claimed(desk: Desk) -> None:
    run, item = desk.item_in(S.PENDING)
    assert desk.claim(item, run) == 1
    assert desk.state(item) is S.RUNNING


def test_an_ended_run_claims_nothing(desk: Desk) -> None:
    run, item = desk.item_in(S.PENDING)
    desk.finish(run)
    with pytest.raises(LostClaim):
        desk.claim(item, run)


def test_the_row_the_attempt_and_the_chain_go_with_the_item(desk: Desk) -> None:
    from bots.ledger import events, items, registers, rows

    run, item = desk.item_in(S.SUBMITTING)
    items.refuse(**desk.at(item), code="B80", words={"sign": "不可"})  # type: ignore[arg-type]
    (line,) = rows.of_run(run)
    assert (line.outcome, line.code, line.words) == (S.REFUSED, "B80", {"sign": "不可"})
    (known,) = registers.history(register="受付簿")
    assert [one.answer for one in known.attempts] == ["problem"]
    assert known.attempts[0].intent_at is not None
    assert known.attempts[0].sending["fields"] == ["番号", "氏名"]
    kinds = [one.kind for one in events.of_run(run)]
    assert kinds[-3:] == ["item.claim", "item.intent", "item.refuse"]


def test_already_after_an_intent_of_ours_is_in_doubt(desk: Desk) -> None:
    from bots.ledger import items

    run, item = desk.item_in(S.SUBMITTING)
    items.refuse(**desk.at(item))  # type: ignore[arg-type]
    desk.finish(run)
    second, item = _again(desk)
    desk.claim(item, second)
    assert items.already(**desk.at(item)) is S.UNCERTAIN  # type: ignore[arg-type]
    assert desk.state(item) is S.UNCERTAIN


def test_already_after_an_intent_that_never_left_is_already(desk: Desk) -> None:
    from bots.ledger import items

    run, item = desk.item_in(S.SUBMITTING)
    items.unsent(**desk.at(item))  # type: ignore[arg-type]
    desk.claim(item, run)
    assert items.already(**desk.at(item)) is S.ALREADY  # type: ignore[arg-type]


def _again(desk: Desk) -> tuple[str, int]:
    from tests.ledger.desk import row

    run = desk.run()
    (decision,) = desk.enter(run, row(2, "0001"))
    assert decision.item is not None
    return run, decision.item
