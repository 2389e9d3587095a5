"""Runs of the timetable that broke off because their process died: which of them go on by themselves.

Going on is safe at any time: what the dead process may have sent is in doubt and is not sent again, all other rows are
where they were. What is asked here is only whether it is wanted still, and whether it helps.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bots.app.project import Project
from bots.errors import Problem
from bots.ledger.facts import DueFacts
from bots.timetable.readiness import LONGEST_WAIT, Readiness, end_at, readiness

SITTINGS = 4
"""How often a run is begun in all: one that kills its process each time would go on for ever."""

_TO_TAKE = timedelta(minutes=1)  # that a process has for taking a run which it has put into the ledger


@dataclass(frozen=True, slots=True)
class BrokenOff:
    """A due time whose run broke off, and whether it goes on now."""

    due: DueFacts
    ready: Readiness


def broken_off(project: Project, *, but: Collection[int] = ()) -> Iterator[BrokenOff]:
    """Those of the last hours but for the due times `but`, in the order in which they are to go on. Older ones, and those of
    another zone, are left to others."""
    from bots.ledger import runs

    now = project.clock.now()
    for due in _left(now):
        if due.zone or due.id in but or (end_at(due) is None and now - due.since >= LONGEST_WAIT):
            continue
        times = runs.sittings(due.run)
        if times >= SITTINGS:
            yield BrokenOff(due, Readiness("skip", Problem("T42", {"run": due.run, "times": times})))
        else:
            yield BrokenOff(due, readiness(project, due))


def _left(now: datetime) -> Iterator[DueFacts]:
    """Runs whose process died at work, and those that nobody has taken for so long that the one that was to has died."""
    from bots.ledger import dues, runs

    yield from dues.broken_off()
    yield from (due for due in dues.queued() if now - runs.queued_since(due.run) > _TO_TAKE)
