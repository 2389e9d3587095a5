"""Rows that a rehearsal left in doubt: a page sent them by itself, though nothing was pressed.

A rehearsal enters no items, so the register knows nothing of them. They are told by the HMACs of their
columns, which a row of a rehearsal keeps too.
"""

from __future__ import annotations

from collections.abc import Sequence

from bots.ledger.connection import key as hmac_key
from bots.ledger.deciding import identity_of, key_text
from bots.ledger.facts import KeyedRow
from bots.ledger.payload import payload_hmac
from bots.ledger.tables import Item, Row
from bots.model import ItemState, Mode


def in_doubt(*, register: str, environment: str, rows: Sequence[KeyedRow]) -> tuple[int, str]:
    """How many of `rows` the last rehearsal that had them left in doubt, and the newest such run.

    Rows of which the register knows by now are not counted: what became of them stands there.
    """
    rehearsed = Row.objects.filter(
        run__mode=Mode.REHEARSE, run__register__name=register, run__environment=environment
    )
    if not rehearsed.filter(outcome=ItemState.UNCERTAIN).exists():
        return 0, ""
    marks = {
        mark: row.key
        for row in rows
        for mark in payload_hmac(
            hmac_key(), identity_of(register, environment, key_text(row.key)), row.values
        ).values()
    }
    latest: dict[tuple[str, ...], tuple[str, str]] = {}
    found = rehearsed.order_by("-run_id").values_list("payload_hmac", "outcome", "run__name")
    for payload, outcome, run in found.iterator():
        key = next((marks[mark] for mark in payload.values() if mark in marks), None)
        if key is not None:
            latest.setdefault(key, (outcome, run))
    doubted = {key: run for key, (outcome, run) in latest.items() if outcome == ItemState.UNCERTAIN}
    known = Item.objects.filter(register__name=register, environment=environment)
    left = {key: run for key, run in doubted.items() if not known.filter(key=key_text(key)).exists()}
    return len(left), max(left.values(), default="")
