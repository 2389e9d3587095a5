"""The index of evidence 証跡: which file of a run's folder proves what, and its hash.

The file comes first: written, fsynced, renamed, its folder fsynced; then this. A crash between
leaves a file that nothing names, never a name of nothing.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime

from django.db import transaction

from bots.clock import Clock
from bots.crashpoints import crashpoint
from bots.ledger import events
from bots.ledger.connection import lasting
from bots.ledger.facts import EvidenceFacts
from bots.ledger.tables import Event, Evidence, Run
from bots.model import Evidence as KeptFile


@lasting
def add(
    *,
    run: str,
    files: Sequence[KeptFile],
    clock: Clock,
    item: int | None = None,
    position: int | None = None,
) -> None:
    """Name files as evidence of `run`, and of an item or a row; all of them or none.

    Each `file` is relative to the run's folder; its `taken_at` is ISO UTC, "" = now. Raises
    ValueError for a path that leaves the folder.
    """
    if not files:
        return
    crashpoint("ledger.evidence.before")
    with transaction.atomic(durable=True):
        within(run=run, files=files, clock=clock, item=item, position=position)
        crashpoint("ledger.evidence.inside")
    crashpoint("ledger.evidence.after")


def within(
    *, run: str, files: Sequence[KeptFile], clock: Clock, item: int | None, position: int | None
) -> None:
    """The same, inside a transaction that is open already."""
    for one in files:
        _check_inside(one.file)
    owner = Run.objects.get(name=run)
    Evidence.objects.bulk_create(
        Evidence(
            run=owner,
            item_id=item,
            position=position,
            kind=one.kind,
            file=one.file,
            sha256=one.sha256,
            taken_at=_moment(one.taken_at) if one.taken_at else clock.now(),
        )
        for one in files
    )
    told = [
        {"kind": one.kind, "file": one.file, "sha256": one.sha256, "position": position}
        for one in files
    ]
    events.append([events.NewEvent("evidence.add", run, item, one) for one in told], clock)


def _check_inside(file: str) -> None:
    parts = file.replace("\\", "/").split("/")
    if not file or parts[0] == "" or ".." in parts or ":" in parts[0]:
        raise ValueError("evidence lies inside the folder of its run")


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


def seal_of(run: str, file: str) -> str:
    """The SHA-256 with which the chain names `file` since the run was last taken; "" = it does not.

    What a run left before it was continued says nothing of what it left then.
    """
    told = Event.objects.filter(run=run, kind__in=("run.take", "evidence.add")).order_by("-seq")
    for event in told.iterator():
        words = json.loads(event.body)["words"]
        if event.kind == "run.take":
            return ""
        if words["file"] == file:
            return str(words["sha256"])
    return ""


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
