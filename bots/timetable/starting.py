"""A due time begins: in a process of its own its recipe and its sheet are read, and its run is put into the ledger."""

from __future__ import annotations

import platform
from dataclasses import replace
from pathlib import Path

from bots.app.project import Project
from bots.app.request import request
from bots.errors import BotsError
from bots.ledger.facts import LostClaim
from bots.timetable.entry import asked_for
from bots.timetable.intake import names_of
from bots.timetable.taking_in import told_without_name


def begin_due(project: Project, due: int) -> str:
    """Take a due time and put its run into the ledger; the run's id. A recipe or a sheet that cannot be used is told at the
    due time, and raised. Raises LostClaim where another process has it."""
    from bots.ledger import dues
    from bots.ledger.recovery import this_worker

    project.open_ledger()
    dues.take(due=due, worker=this_worker(), clock=project.clock)
    found = dues.get(due)
    asked = replace(asked_for(found.asked), due=due, by=f"{found.entry}@{platform.node() or '?'}")
    file = found.arrival
    if file is not None:
        asked = replace(asked, data=Path(file.folder, file.held), sha256=file.sha256)
    try:
        return request(project, asked)
    except LostClaim:
        raise
    except BotsError as error:
        project.open_ledger()
        code, words = error.problem.code, {name: str(word) for name, word in error.problem.words.items()}
        if file is not None:
            code, words = "T54", told_without_name(error.problem, names_of(file))
        dues.refuse(due=due, code=code, words=words, clock=project.clock)
        raise
