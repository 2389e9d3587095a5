"""What becomes of a row, by where the item of its key stands.

its item is                                   then
done, already                                 ALREADY, or OWED while steps after its submit are left;
                                              CHANGED if the values differ, ANSWERED if a person has
                                              said that it is the sheet that is wrong
pending, refused, failed, skipped, cancelled  WORK
running in a dead run / in a live run         WORK / BUSY
submitting, uncertain, waiting, conflict, or cancelled out of doubt   LISTED
(the row has a fault)                         REFUSED, and so is an item that is not entered; of an item
                                              that is entered, in doubt or at work in a live run: as
                                              above, the fault told beside it; it cannot be compared
(the recipe's `only` leaves it out)           SKIPPED; looked at only after done, already and doubt

A rehearsal heeds no item but one that may have been entered (submitting, uncertain): LISTED too.

`rows` decides by it when a run takes its rows in; `foretold` says the same of a run that is not there yet.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence

from bots.japan.keys import seen
from bots.ledger.connection import key as hmac_key
from bots.ledger.facts import Decision, Difference, RowFacts
from bots.ledger.payload import payload_hmac
from bots.ledger.tables import Item
from bots.model import ItemState

ENTERED = (ItemState.DONE, ItemState.ALREADY)
DOUBTFUL = (ItemState.SUBMITTING, ItemState.UNCERTAIN, ItemState.WAITING, ItemState.CONFLICT)
SHEET_WRONG = "B97"  # the code of a row of which a person said so
_MAYBE_ENTERED = (ItemState.SUBMITTING, ItemState.UNCERTAIN)
_AT_ONCE = 400  # SQLite takes a limited number of values in one statement


def key_text(key: Iterable[str]) -> str:
    """A key as it is kept: as it is seen, in JSON, so that a list of columns stays a list."""
    return json.dumps([seen(part) for part in key], ensure_ascii=False)


def identity_of(register: str, environment: str, key: str) -> tuple[str, ...]:
    """What the HMACs of an item's columns are made with; `key` as it is kept."""
    return (register, environment, *json.loads(key))


def marks_of(row: RowFacts, register: str, environment: str) -> dict[str, str]:
    """The HMAC of each value of a row; none of a row with a fault."""
    if row.code:
        return {}
    return payload_hmac(hmac_key(), identity_of(register, environment, key_text(row.key)), row.payload)


def items_of(register: int, environment: str, rows: Sequence[RowFacts]) -> dict[str, Item]:
    """The items of a register that rows speak of, by their key as it is kept."""
    keys = sorted({key_text(row.key) for row in rows if any(row.key)})
    here = Item.objects.select_related("run").filter(register=register, environment=environment)
    found = {}
    for start in range(0, len(keys), _AT_ONCE):
        for item in here.filter(key__in=keys[start : start + _AT_ONCE]):
            found[item.key] = item
    return found


def decide(
    row: RowFacts, item: Item | None, difference: Difference, *, rehearses: bool, busy: Callable[[Item], bool]
) -> Decision:
    """The table above. `busy` tells whether a live run works on the item: then it is at its last steps itself."""
    if item is None:
        return _by_itself(row)
    state = ItemState(item.state)
    if rehearses:
        return Decision.LISTED if state in _MAYBE_ENTERED else _by_itself(row)
    if state in DOUBTFUL or (state is ItemState.CANCELLED and item.doubted):
        return Decision.LISTED
    # Before the row's own fault: what is entered is never told as refused.
    if state in ENTERED:
        if difference.columns and difference.answer is None:
            return Decision.CHANGED
        if item.unfinished and not busy(item):
            return Decision.OWED
        return Decision.ANSWERED if difference.columns else Decision.ALREADY
    held = state is ItemState.RUNNING and busy(item)
    if row.code:
        return Decision.BUSY if held else Decision.REFUSED
    if not row.chosen:
        return Decision.SKIPPED
    return Decision.BUSY if held else Decision.WORK


def _by_itself(row: RowFacts) -> Decision:
    if row.code:
        return Decision.REFUSED
    return Decision.WORK if row.chosen else Decision.SKIPPED


def outcome_of(decision: Decision, item: Item | None) -> ItemState:
    """How a row stands at once by what was decided; `item` is the one that was looked at."""
    if decision is Decision.LISTED:
        assert item is not None
        return ItemState(item.state)
    return _OUTCOMES[decision]


def why(
    row: RowFacts, decision: Decision, item: Item | None, difference: Difference
) -> tuple[str, str, dict[str, object]]:
    """Why the row stands so: code, field and words. A fault of a row whose item is entered or in doubt stands in
    the words: where the item stands is told first."""
    if decision is Decision.CHANGED:
        return "B82", "、".join(difference.columns), {}
    if decision is Decision.ANSWERED:
        return SHEET_WRONG, "、".join(difference.columns), {**(difference.answer or {}), "row": row.origin}
    if decision is Decision.OWED:
        assert item is not None
        return "B69", "", {"run": _run_of(item), **_fault(row)}
    if decision is Decision.BUSY:
        return "B60", "", {}
    if decision is Decision.LISTED:
        assert item is not None
        return _listed(row, item)
    if decision is Decision.ALREADY and row.code:
        assert item is not None
        return "B63" if item.state == ItemState.DONE else "B64", "", {"run": _run_of(item), **_fault(row)}
    return row.code, row.field, dict(row.words)


def _listed(row: RowFacts, item: Item) -> tuple[str, str, dict[str, object]]:
    code = {ItemState.WAITING: "B66", ItemState.CANCELLED: "B62"}.get(ItemState(item.state), "B61")
    return code, "", {"run": _run_of(item) or "latest", **_fault(row)}


def _run_of(item: Item) -> str:
    """The run that worked on the item last; "" = none has."""
    return item.run.name if item.run is not None else ""


def _fault(row: RowFacts) -> dict[str, object]:
    """What is wrong with a row of the sheet, as words beside where its item stands; {} if nothing is."""
    if not row.code:
        return {}
    return {"fault": row.code, "fault_field": row.field, "fault_words": dict(row.words)}


_OUTCOMES: Mapping[Decision, ItemState] = {
    Decision.WORK: ItemState.PENDING,
    Decision.BUSY: ItemState.PENDING,
    Decision.ALREADY: ItemState.ALREADY,
    Decision.OWED: ItemState.ALREADY,
    Decision.ANSWERED: ItemState.ALREADY,
    Decision.CHANGED: ItemState.CONFLICT,
    Decision.REFUSED: ItemState.REFUSED,
    Decision.SKIPPED: ItemState.SKIPPED,
}
