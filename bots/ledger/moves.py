"""The one way an item changes state: item, row, attempt and event in one transaction.

`items.py` names the moves; nothing else calls this but the sweep of what a run leaves behind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from bots.clock import Clock
from bots.crashpoints import crashpoint
from bots.ledger import events
from bots.ledger.connection import lasting
from bots.ledger.facts import LostClaim
from bots.ledger.tables import Attempt, Item, Row, Run
from bots.model import ItemState


@dataclass(frozen=True, slots=True)
class Move:
    """A change of state. `item` and `row` are columns that change with it; `answer` ends the
    attempt.

    `name` is the crashpoint's (ledger.<name>.before, .after) and the event's (item.<name>).
    """

    name: str
    sources: tuple[ItemState, ...]
    target: ItemState
    answer: str = ""
    item: Mapping[str, Any] = field(default_factory=dict)
    row: Mapping[str, Any] = field(default_factory=dict)
    attempt: Mapping[str, Any] = field(default_factory=dict)
    words: Mapping[str, object] = field(default_factory=dict)


@lasting
def make(move: Move, *, item: int, epoch: int, clock: Clock) -> None:
    """Carry out `move` on the item as claimed with `epoch`; on the disk when this returns.

    Raises LostClaim, and changes nothing, if the item stands elsewhere or was claimed anew.
    """
    crashpoint(f"ledger.{move.name}.before")
    with transaction.atomic(durable=True):
        within(move, item=item, epoch=epoch, clock=clock)
        crashpoint(f"ledger.{move.name}.inside")
    crashpoint(f"ledger.{move.name}.after")


def within(move: Move, *, item: int, epoch: int, clock: Clock) -> None:
    """The same, inside a transaction that is open already."""
    now = clock.now()
    before = Item.objects.select_for_update().filter(pk=item).values("state", "run").first()
    swapped = Item.objects.filter(pk=item, epoch=epoch, state__in=move.sources).update(
        state=move.target, changed_at=now, **move.item
    )
    if before is None or swapped != 1:
        raise lost(item)
    ends = {"answer": move.answer, "settled_at": now} if move.answer else {}
    if ends or move.attempt:
        Attempt.objects.filter(item=item, epoch=epoch).update(**ends, **move.attempt)
    settled = None if move.target in (ItemState.PENDING, ItemState.SUBMITTING) else now
    Row.objects.filter(run=before["run"], item=item).update(
        outcome=move.target, settled_at=settled, **move.row
    )
    events.append([event(move, item, epoch, before)], clock)


def event(move: Move, item: int, epoch: int, before: Mapping[str, Any]) -> events.NewEvent:
    """What the chain says of `move`."""
    run = Run.objects.filter(pk=before["run"]).values_list("name", flat=True).first() or ""
    words = {"was": before["state"], "state": str(move.target), "epoch": epoch, **move.words}
    return events.NewEvent(f"item.{move.name}", run, item, words)


def lost(item: int) -> LostClaim:
    """The error for an item that is not where the caller thought."""
    state = Item.objects.filter(pk=item).values_list("state", flat=True).first()
    return LostClaim(f"item {item}", state or "missing")


RELEASE = Move("release", (ItemState.RUNNING,), ItemState.PENDING, answer="released")
BROKEN = Move(
    "broken",
    (ItemState.SUBMITTING,),
    ItemState.UNCERTAIN,
    answer="broken",
    item={"code": "N82"},
    row={"code": "N82"},
    words={"code": "N82"},
)


def sweep(run: Run, clock: Clock) -> tuple[int, int]:
    """What a run that has ended still holds: running goes back to pending, submitting is in doubt.

    Returns how many of each. Inside a transaction.
    """
    counts = []
    for move in (RELEASE, BROKEN):
        left = list(run.items.filter(state__in=move.sources).order_by("pk"))
        for item in left:
            within(move, item=item.pk, epoch=item.epoch, clock=clock)
        counts.append(len(left))
    return counts[0], counts[1]
