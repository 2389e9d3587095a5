"""A ledger that is not the last one, or not where it was: refused, until a person says that it is to be gone on with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.db import transaction

from bots.clock import Clock
from bots.crashpoints import crashpoint
from bots.errors import PlaceError
from bots.ledger import anchor, events, moves, runs
from bots.ledger.anchor import Anchor, Standing
from bots.ledger.connection import lasting, side
from bots.ledger.moves import Move
from bots.ledger.tables import Book, Item, Row, Run
from bots.model import ItemState, Mode, RunState

Seen = Callable[[str, int], bool]
"""Whether a row of a run (its folder, the row's position) was worked on, as far as the logs tell."""

_UNENDED = (RunState.QUEUED, RunState.STOPPED, RunState.BROKEN)
_OPEN = (ItemState.PENDING, ItemState.FAILED)
_RESTORED = Move(
    "restored",
    _OPEN,
    ItemState.UNCERTAIN,
    answer="unknown",
    item={"code": "N93"},
    row={"code": "N93", "field": "", "words": {}},
    words={"code": "N93"},
)


def refuse(file: Path) -> None:
    """Raises PlaceError P131 where the open ledger is older than its anchor in `file`, P133 where it lies elsewhere."""
    found = anchor.standing(file)
    known = anchor.read(file)
    if found is Standing.WELL or known is None:
        return
    here = side().place()
    if found is Standing.ELSEWHERE:
        raise PlaceError("P133", before=known.place, now=here)
    raise PlaceError("P131", folder=side().where, count=max(known.seq - Book.objects.get().seq, 0))


@lasting
def accept(file: Path, *, by: str, seen: Seen, clock: Clock) -> int:
    """A person `by` says that the open ledger is to be gone on with: how many rows are in doubt by that.

    In an older ledger those are the rows of its runs that are not entered and that were `seen` to be worked on since. A
    run whose rows it never took in is over (P131): which of them were entered since it cannot know.
    """
    found = anchor.standing(file)
    count = 0
    crashpoint("ledger.accept.before")
    with transaction.atomic(durable=True):
        if found is Standing.OLDER:
            _end_runs_without_rows(file, clock)
            for row in _open_rows():
                if seen(row.run.folder, row.position):
                    _doubt(row, clock)
                    count += 1
        told: dict[str, object] = {"by": by, "state": str(found), "uncertain": count}
        events.append([events.NewEvent("ledger.accept", words=told)], clock)
        crashpoint("ledger.accept.inside")
    crashpoint("ledger.accept.after")
    book = Book.objects.get()
    anchor.write(file, Anchor(book.instance, book.seq, book.head, side().place()))
    return count


def _end_runs_without_rows(file: Path, clock: Clock) -> None:
    known = anchor.read(file)
    words = {"folder": side().where, "count": max(known.seq - Book.objects.get().seq, 0) if known else 0}
    empty = Run.objects.filter(mode=Mode.RUN, state__in=_UNENDED, rows=None)
    for run in list(empty.order_by("pk")):
        if run.state == RunState.QUEUED:
            runs.end(run.name, (RunState.QUEUED,), RunState.STOPPED, "P131", clock)
        Run.objects.filter(pk=run.pk).update(state=RunState.STOPPED, reason="P131", reason_words=words)


def _open_rows() -> list[Row]:
    """The newest row of each item that is to be entered still."""
    rows = Row.objects.select_related("run", "item").filter(run__mode=Mode.RUN, item__state__in=_OPEN)
    return list({row.item_id: row for row in rows.order_by("run__pk")}.values())


def _doubt(row: Row, clock: Clock) -> None:
    assert row.item is not None
    Item.objects.filter(pk=row.item.pk).update(run=row.run, payload_hmac=row.payload_hmac)
    moves.within(_RESTORED, item=row.item.pk, epoch=row.item.epoch, clock=clock)
