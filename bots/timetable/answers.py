"""What people say of due times that ask, or that have not begun."""

from __future__ import annotations

from datetime import datetime

from bots.app.project import Project
from bots.app.request import asked_by
from bots.app.runs import look_into_ledger
from bots.clock import in_tokyo
from bots.errors import PlaceError
from bots.ledger.facts import DueFacts
from bots.timetable.pausing import refuse_to_begin


def answer(project: Project, entry: str, *, go: bool) -> datetime:
    """Let the entry's oldest due time that asks begin, or skip it; one that waits can be skipped too. Its moment, in Japan's
    time. Raises PlaceError T30 where there is none, T39 where the entry is paused, LostClaim where somebody was quicker."""
    found = _open(project, entry, go=go)
    if not found:
        raise PlaceError("T30", entry=entry)
    if go:
        refuse_to_begin(project, entry)
    from bots.ledger import dues

    dues.answer(due=found[0].id, go=go, by=asked_by(), clock=project.clock)
    return in_tokyo(found[0].due_at)


def _open(project: Project, entry: str, *, go: bool) -> list[DueFacts]:
    if not look_into_ledger(project):
        return []
    from bots.ledger import dues

    asking = [one for one in dues.asking() if one.entry == entry]
    return asking if go or asking else [one for one in dues.waiting() if one.entry == entry]
