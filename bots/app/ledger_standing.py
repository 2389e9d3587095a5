"""Whether the ledger is the last one, and where it was: asked before anything is entered by it."""

from __future__ import annotations

from bots.app.project import Project


def check_ledger(project: Project, *, checked: bool, anew: bool = False) -> None:
    """Let nothing be entered by a ledger that was put back, copied or moved, until a person has `checked` it: then the
    rows that may have been entered since are in doubt. The ledger is open; `anew` = a person begins with an empty one.

    Raises PlaceError P37 where it is empty and the logs are not, P50 where it lacks runs of the logs, P131 where it lacks something else, P133 where it lies elsewhere.
    """
    from bots.app.request import asked_by
    from bots.app.runs import ask_about_ledger, recover
    from bots.ledger import restored

    if not checked:
        ask_about_ledger(project, anew=anew)
        restored.refuse(project.settings.anchor)
        return
    recover(project)

    def seen(run: str, position: int) -> bool:
        return _was_worked_on(project, run, position)

    restored.accept(project.settings.anchor, by=asked_by(), seen=seen, clock=project.clock)
    project.open_ledger()  # from here on the anchor follows it


def _was_worked_on(project: Project, run: str, position: int) -> bool:
    """Whether the logs know that a row was filled in; a run whose folder has gone says nothing, so it may have been."""
    folder = project.settings.logs / run
    return not folder.exists() or (folder / "items" / f"{position:04d}" / "readings.json").exists()
