"""見張り: each `bots serve` at work, when it was last heard of, and when its clock last looked.

    (not there) ─begin→ at work ─end→ ended

Its beat has no event in the chain: it changes nothing that anybody could want to prove, a hundred times an hour.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from bots.clock import Clock
from bots.crashpoints import crashpoint
from bots.ledger import events
from bots.ledger.connection import lasting
from bots.ledger.facts import LostClaim, WatchFacts, Worker
from bots.ledger.tables import Watch


@lasting
def begin(*, worker: Worker, alive: Callable[[Worker], bool], clock: Clock) -> int:
    """Write down that `worker` serves; the number of its watch. Watches of dead processes are ended."""
    crashpoint("ledger.watch.before")
    with transaction.atomic(durable=True):
        now = clock.now()
        told = []
        for one in at_work():
            ended = Watch.objects.filter(pk=one.id, ended_at__isnull=True)
            if not alive(one.worker) and ended.update(ended_at=one.beat_at) == 1:
                told.append(events.NewEvent("watch.lost", "", None, {"by": one.worker.host, "pid": one.worker.pid}))
        made = Watch.objects.create(
            host=worker.host, boot=worker.boot, pid=worker.pid, started=worker.started, began_at=now, beat_at=now
        )
        words = {"by": worker.host, "pid": worker.pid}
        events.append([*told, events.NewEvent("watch.begin", "", None, words)], clock)
        crashpoint("ledger.watch.inside")
    crashpoint("ledger.watch.after")
    return made.pk


@lasting
def beat(*, watch: int, looked_at: datetime | None, clock: Clock) -> None:
    """It is heard of. Raises LostClaim where somebody has ended it."""
    heard = {"beat_at": clock.now()} | ({"looked_at": looked_at} if looked_at is not None else {})
    if Watch.objects.filter(pk=watch, ended_at__isnull=True).update(**heard) != 1:
        raise LostClaim(f"watch {watch}", "ended")


@lasting
def end(*, watch: int, clock: Clock) -> None:
    """It ends by itself. Raises LostClaim where it has ended."""
    crashpoint("ledger.end_watch.before")
    with transaction.atomic(durable=True):
        if Watch.objects.filter(pk=watch, ended_at__isnull=True).update(ended_at=clock.now()) != 1:
            raise LostClaim(f"watch {watch}", "ended")
        found = Watch.objects.get(pk=watch)
        events.append([events.NewEvent("watch.end", "", None, {"by": found.host, "pid": found.pid})], clock)
        crashpoint("ledger.end_watch.inside")
    crashpoint("ledger.end_watch.after")


def at_work() -> list[WatchFacts]:
    """Those that have not ended, as far as is known; the newest first."""
    return [
        WatchFacts(one.pk, Worker(one.host, one.boot, one.pid, one.started), one.began_at, one.beat_at, one.looked_at)
        for one in Watch.objects.filter(ended_at__isnull=True).order_by("-pk")
    ]


def last_end() -> datetime | None:
    """When one ended last, or None."""
    return Watch.objects.filter(ended_at__isnull=False).order_by("-ended_at").values_list("ended_at", flat=True).first()
