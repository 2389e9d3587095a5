"""Rows that come again with other values than were entered (B82, 不一致): which of them wait for a person, and what was
said of them.

The item stays entered whatever is said, and nothing is entered by it. Either the system has been set right by hand: then
the values of the row are those that are entered from now on. Or the sheet is wrong: then that is remembered of just these
values against just those that are entered, and a later run does not ask about them again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from bots.clock import Clock
from bots.ledger import events, moves
from bots.ledger.deciding import ENTERED, SHEET_WRONG
from bots.ledger.facts import Decision, Difference, Finding
from bots.ledger.payload import changed_columns, digest_of
from bots.ledger.tables import Item, Row
from bots.model import ItemState, RunState

CODES = {Finding.BY_HAND: "B96", Finding.SHEET_WRONG: SHEET_WRONG}
_TOLD = ("by", "at", "reason")


def waiting() -> QuerySet[Row]:
    """The changed rows that nobody has answered for. Of an item it is the row of the newest run that had it: what an
    older sheet said is no question any more."""
    later = Row.objects.filter(item=OuterRef("item"), run__pk__gt=OuterRef("run__pk"))
    return Row.objects.filter(~Exists(later), decision=Decision.CHANGED, outcome=ItemState.CONFLICT)


def waits_in(item: int) -> str:
    """The run in which a changed row of the item waits for an answer; "" = none does."""
    return waiting().filter(item=item).values_list("run__name", flat=True).first() or ""


def waiting_row(item: Item, run: str) -> Row:
    """The changed row of an item that waits in `run`. Raises LostClaim where it does not wait any more."""
    row = waiting().filter(run__name=run, item=item, item__state__in=ENTERED).first()
    if row is None:
        raise moves.lost(item.pk)
    return row


def answer(
    own: Item, row: Row, finding: Finding, *, words: Mapping[str, object], told: Mapping[str, object], receipt: str,
    clock: Clock,
) -> None:  # fmt: skip
    """A person's answer for a changed row of the item `own`, inside a transaction that is open. `words` are those of its
    message, `told` what the chain says of it."""
    now, more = clock.now(), {}
    if finding is Finding.SHEET_WRONG:
        more = {"row": row.origin, "entered": digest_of(own.payload_hmac)}
    else:
        entered = {"payload_hmac": {**own.payload_hmac, **row.payload_hmac}, "changed_at": now}
        Item.objects.filter(pk=own.pk).update(**entered, **({"receipt": receipt} if receipt else {}))
    Row.objects.filter(pk=row.pk).update(
        outcome=ItemState.ALREADY, code=CODES[finding], words={**words, **more}, settled_at=now
    )
    states = {"was": str(ItemState.CONFLICT), "state": str(ItemState.ALREADY), "epoch": own.epoch}
    events.append([events.NewEvent("item.decide", row.run.name, own.pk, {**states, **told})], clock)


def difference_of(item: Item | None, marks: Mapping[str, str]) -> Difference:
    """How a row whose values have these HMACs differs from what was entered of its item."""
    columns = changed_columns(item.payload_hmac, marks) if item is not None else ()
    return Difference(columns, _said(item, marks, columns)) if item is not None and columns else Difference()


def _said(item: Item, marks: Mapping[str, str], columns: tuple[str, ...]) -> Mapping[str, Any] | None:
    entered = digest_of(item.payload_hmac)
    said = Row.objects.filter(item=item, decision=Decision.CHANGED, code=SHEET_WRONG).order_by("-pk")
    for row in said:
        same = set(columns) <= row.payload_hmac.keys() and not changed_columns(row.payload_hmac, marks)
        if same and row.words["entered"] == entered:
            return {name: row.words[name] for name in _TOLD}
    return None


def answered_elsewhere(run: str, states: Collection[RunState]) -> dict[int, str]:
    """The later run in which a person answered for the very values that a changed row of `run` has, by its position; {}
    unless `run` is in one of `states`."""
    found: dict[int, str] = {}
    open_here = Row.objects.filter(run__name=run, decision=Decision.CHANGED, outcome=ItemState.CONFLICT)
    for row in open_here.filter(run__state__in=states):
        said = Row.objects.filter(item=row.item, code__in=CODES.values(), decision=Decision.CHANGED)
        for other in said.filter(run__pk__gt=row.run_id).select_related("run").order_by("-pk"):
            if other.payload_hmac == row.payload_hmac:
                found[row.position] = other.run.name
                break
    return found


def is_as_entered(row: Row) -> bool:
    """Whether the values with which the row was entered are still those that its item is entered with."""
    return row.item is not None and not changed_columns(row.item.payload_hmac, row.payload_hmac)
