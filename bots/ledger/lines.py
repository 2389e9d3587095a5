"""The lines that items give to books beside their recipes (行追加): kept with the item, added once each.

    kept ─begin→ placing ─added→ added
      ↑             │
      └─ give_back ─┘

A line counts once its item is entered, in the try that entered it. The order of adding is: the new book is
written beside the old one, `begin`, it takes the old one's place, `added`. Whoever finds a placing that has not
ended can tell from the disk how far it came; so no line is added twice, and none is lost.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F, QuerySet

from bots.clock import Clock
from bots.crashpoints import crashpoint
from bots.ledger import events, moves
from bots.ledger.connection import lasting
from bots.ledger.facts import LineFacts, LostClaim, Placing
from bots.ledger.tables import Item, Line
from bots.model import ItemState

_ENTERED = (ItemState.DONE, ItemState.CONFLICT)


@lasting
def keep(
    *, item: int, epoch: int, position: int, books: Sequence[str], whole: bool, clock: Clock
) -> None:
    """Remember that the try `epoch` of an item gives a line to each of `books`, in the order of its readings.

    `whole` = all of its steps were carried out: it owes nothing more. Raises LostClaim, and changes nothing,
    if the item was claimed anew.
    """
    now = clock.now()
    crashpoint("ledger.lines.before")
    with transaction.atomic(durable=True):
        held = Item.objects.select_for_update().filter(
            pk=item, epoch=epoch, state__in=(ItemState.RUNNING, ItemState.DONE)
        )
        found = held.first()
        paid = {"unfinished": False, "code": ""} if whole else {}
        if found is None or held.update(changed_at=now, **paid) != 1:
            raise moves.lost(item)
        assert found.run is not None
        if whole:
            found.run.rows.filter(item=item, unfinished=True).update(**paid)
        Line.objects.bulk_create(
            Line(item=found, run=found.run, epoch=epoch, position=position, number=number, book=book, kept_at=now)
            for number, book in enumerate(books)
        )
        words = {"count": len(books), "epoch": epoch, "position": position}
        events.append([events.NewEvent("item.lines", found.run.name, item, words)], clock)
        crashpoint("ledger.lines.inside")
    crashpoint("ledger.lines.after")


def due() -> list[LineFacts]:
    """The lines that no book has yet, in the order in which they were kept."""
    return [
        LineFacts(one.pk, one.run.name, one.run.folder, one.position, one.number, one.book)
        for one in _entered().filter(token="").order_by("pk")
    ]


def placings() -> list[Placing]:
    """Placings that were begun and have not ended."""
    found = Line.objects.filter(added_at__isnull=True).exclude(token="")
    told = found.order_by("token").values_list("token", "book", "before").distinct()
    return [Placing(*one) for one in told]


@lasting
def begin(*, lines: Sequence[int], token: str, before: str, clock: Clock) -> None:
    """The book with these lines lies beside the old one, and is about to take its place. Kept → placing.

    Raises LostClaim, and changes nothing, if one of them is not kept any more."""
    crashpoint("ledger.place.before")
    with transaction.atomic(durable=True):
        swapped = _entered().filter(pk__in=lines, token="").update(token=token, before=before)
        if swapped != len(lines):
            raise LostClaim("line", "placing")
        _tell("book.place", token, clock)
        crashpoint("ledger.place.inside")
    crashpoint("ledger.place.after")


@lasting
def added(*, token: str, clock: Clock) -> None:
    """The book has the lines. Placing → added. Doing it twice changes nothing more."""
    crashpoint("ledger.added.before")
    with transaction.atomic(durable=True):
        _tell("book.added", token, clock)
        Line.objects.filter(token=token, added_at__isnull=True).update(added_at=clock.now())
        crashpoint("ledger.added.inside")
    crashpoint("ledger.added.after")


@lasting
def give_back(*, token: str, clock: Clock) -> None:
    """The book did not get the lines: they are to be added later. Placing → kept."""
    crashpoint("ledger.give_back.before")
    with transaction.atomic(durable=True):
        _tell("book.give_back", token, clock)
        Line.objects.filter(token=token, added_at__isnull=True).update(token="", before="")
        crashpoint("ledger.give_back.inside")
    crashpoint("ledger.give_back.after")


def _entered() -> QuerySet[Line]:
    found = Line.objects.select_related("run").filter(added_at__isnull=True)
    return found.filter(item__state__in=_ENTERED, item__epoch=F("epoch"))


def _tell(kind: str, token: str, clock: Clock) -> None:
    """One event for each run whose lines these are."""
    placed = Line.objects.filter(token=token, added_at__isnull=True)
    runs = list(placed.order_by("run__pk").values_list("run__name", flat=True))
    told = [events.NewEvent(kind, run, None, {"count": runs.count(run)}) for run in dict.fromkeys(runs)]
    if told:
        events.append(told, clock)
