"""The index of evidence 証跡: which file of a run's folder proves what, and its hash.

The file comes first: written, fsynced, renamed, its folder fsynced; then this. A crash between
leaves a file that nothing names, never a name of nothing.
"""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import transaction

from bots.clock import Clock
from bots.crashpoints import crashpoint
from bots.ledger import events
from bots.ledger.facts import EvidenceFacts
from bots.ledger.tables import Evidence, Run


def add(
    *,
    run: str,
    kind: str,
    file: str,
    sha256: str,
    clock: Clock,
    item: int | None = None,
    position: int | None = None,
    verdict: str = "",
    taken_at: str = "",
) -> int:
    """Name a file as evidence of `run`, and of an item or a row; its number in the ledger.

    `file` is relative to the run's folder. `verdict` is what a comparison of readings gave: equal,
    unequal or "". `taken_at` is ISO UTC, "" = now. Raises ValueError for a path that leaves the
    folder.
    """
    parts = file.replace("\\", "/").split("/")
    if not file or parts[0] == "" or ".." in parts or ":" in parts[0]:
        raise ValueError("evidence lies inside the folder of its run")
    crashpoint("ledger.evidence.before")
    with transaction.atomic(durable=True):
        made = Evidence.objects.create(
            run=Run.objects.get(name=run),
            item_id=item,
            position=position,
            kind=kind,
            file=file,
            sha256=sha256,
            verdict=verdict,
            taken_at=_moment(taken_at) if taken_at else clock.now(),
        )
        told = {
            "kind": kind,
            "file": file,
            "sha256": sha256,
            "verdict": verdict,
            "position": position,
        }
        events.append([events.NewEvent("evidence.add", run, item, told)], clock)
        crashpoint("ledger.evidence.inside")
    crashpoint("ledger.evidence.after")
    return int(made.pk)


def of_run(run: str) -> list[EvidenceFacts]:
    """The evidence of a run, oldest first."""
    found = Evidence.objects.filter(run__name=run).order_by("pk")
    return [
        EvidenceFacts(
            run=run,
            item=one.item_id,
            position=one.position,
            kind=one.kind,
            file=one.file,
            sha256=one.sha256,
            verdict=one.verdict,
            taken_at=one.taken_at,
        )
        for one in found
    ]


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
