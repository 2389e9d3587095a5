"""What a run that is not there yet would find of its rows in the register. Nothing is written."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from bots.ledger import changes, runs
from bots.ledger.deciding import decide, items_of, key_text, marks_of, outcome_of, why
from bots.ledger.facts import Decision, RowFacts, RowRecordFacts, Worker
from bots.ledger.recovery import is_alive
from bots.ledger.tables import Item, Register
from bots.model import ItemState, Mode, RunState


def foretell(
    *, register: str, environment: str, mode: Mode, rows: Sequence[RowFacts], alive: Callable[[Worker], bool] = is_alive
) -> list[RowRecordFacts]:
    """How the rows would stand that a new run finds in the register; those without an item are not among them. What
    a dead process left is taken as `recover` will leave it.
    """
    known = Register.objects.filter(name=register).first()
    items = items_of(known.pk, environment, rows) if known is not None else {}

    def busy(item: Item) -> bool:
        worker = runs.facts(item.run).worker if item.run is not None and item.run.state == RunState.RUNNING else None
        return worker is not None and alive(worker)

    for item in items.values():
        if item.state == ItemState.SUBMITTING and not busy(item):
            item.state = ItemState.UNCERTAIN
    told = ((row, items.get(key_text(row.key))) for row in rows)
    rehearses = mode is Mode.REHEARSE
    return [
        _foretold(row, item, register, rehearses=rehearses, busy=busy) for row, item in told if item is not None
    ]


def _foretold(
    row: RowFacts, item: Item, register: str, *, rehearses: bool, busy: Callable[[Item], bool]
) -> RowRecordFacts:
    difference = changes.difference_of(item, marks_of(row, register, item.environment))
    decision = decide(row, item, difference, rehearses=rehearses, busy=busy)
    code, field, words = why(row, decision, item, difference)
    return RowRecordFacts(
        position=row.position,
        origin=row.origin,
        item=item.pk,
        key=tuple(json.loads(item.key)),
        decision=decision,
        outcome=outcome_of(decision, item),
        code=code,
        field=field,
        words=words,
        unfinished=decision is Decision.OWED,
        receipt=item.receipt,
        settled_at=None,
    )
