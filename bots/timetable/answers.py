"""What people say of due times that ask, or that have not begun."""

from __future__ import annotations

from bots.app.project import Project
from bots.app.request import asked_by
from bots.app.runs import look_into_ledger
from bots.errors import PlaceError
from bots.ledger.facts import DueFacts
from bots.timetable.intake import names_of
from bots.timetable.pausing import refuse_to_begin


def answer(project: Project, entry: str, *, go: bool, file: str = "") -> DueFacts:
    """Let the entry's oldest due time that asks begin, or skip it; one that waits can be skipped too. That due time, as it
    was. Of several files `file` says which: nobody lets one go for another. Raises PlaceError T30 where there is none, T61
    where there are several, T63 where none is called so, T39 where the entry is paused, LostClaim where somebody was
    quicker."""
    found = _open(project, entry, go=go)
    if not found:
        raise PlaceError("T30", entry=entry)
    files = [one for one in found if one.arrival is not None]
    if file or len(files) > 1:
        found = [_meant(entry, files, file)]
    if go:
        refuse_to_begin(project, entry)
    from bots.ledger import dues

    dues.answer(due=found[0].id, go=go, by=asked_by(), clock=project.clock)
    return found[0]


def _meant(entry: str, files: list[DueFacts], file: str) -> DueFacts:
    """The one that is called so, by people or where it lies."""
    names = {one.id: names_of(one.arrival) for one in files if one.arrival is not None}
    found = [one for one in files if file in names[one.id]]
    if len(found) == 1:
        return found[0]
    # Where two were called the same, the names under which they lie tell them apart.
    known = [names[one.id][0 if found else -1] for one in found or files]
    raise PlaceError("T61" if found or not file else "T63", entry=entry, file=file, known="、".join(known), known_en=", ".join(known))


def _open(project: Project, entry: str, *, go: bool) -> list[DueFacts]:
    if not look_into_ledger(project):
        return []
    from bots.ledger import dues

    asking = [one for one in dues.asking() if one.entry == entry]
    return asking if go or asking else [one for one in dues.waiting() if one.entry == entry]
