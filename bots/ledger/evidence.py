"""The index of the files that prove a run: which file, of which item, with which hash."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from bots.clock import Clock
from bots.crashpoints import crashpoint
from bots.ledger import events
from bots.ledger.facts import EvidenceFacts
from bots.ledger.tables import Evidence, Run
from bots.model import Evidence as File


def add(
    *,
    run: str,
    files: Iterable[File],
    clock: Clock,
    item: int | None = None,
    position: int | None = None,
    verdict: str = "",
) -> None:
    """Name files that are on the disk already. `verdict` is equal or unequal, of readings."""
    found = list(files)
    crashpoint("ledger.evidence.before")
    with transaction.atomic(durable=True):
        owner = Run.objects.get(name=run)
        Evidence.objects.bulk_create(
            Evidence(
                run=owner,
                item_id=item,
                position=position,
                kind=one.kind,
                file=one.file,
                sha256=one.sha256,
                verdict=verdict if one.kind == "readings" else "",
                taken_at=datetime.fromisoformat(one.taken_at) if one.taken_at else clock.now(),
            )
            for one in found
        )
        events.append(
            [
                events.NewEvent(
                    "evidence.add", run, item, {"kind": one.kind, "file": one.file, "sha256": one.sha256}
                )
                for one in found
            ],
            clock,
        )
        crashpoint("ledger.evidence.inside")
    crashpoint("ledger.evidence.after")


def of_run(run: str) -> list[EvidenceFacts]:
    """Every file of a run, in the order in which it was named."""
    return [
        EvidenceFacts(run, one.item_id, one.kind, one.file, one.sha256, one.verdict, one.taken_at)
        for one in Evidence.objects.filter(run__name=run).order_by("pk")
    ]
