"""A due time begins: in a process of its own its recipe and its sheet are read, and its run is put into the ledger."""

from __future__ import annotations

import platform
from dataclasses import replace

from bots.app.project import Project
from bots.app.request import request
from bots.errors import BotsError
from bots.ledger.facts import LostClaim
from bots.timetable.entry import asked_for


def begin_due(project: Project, due: int) -> str:
    """Take a due time and put its run into the ledger; the run's id. A recipe or a sheet that cannot be used is told at the
    due time, and raised. Raises LostClaim where another process has it."""
    from bots.ledger import dues
    from bots.ledger.recovery import this_worker

    project.open_ledger()
    dues.take(due=due, worker=this_worker(), clock=project.clock)
    found = dues.get(due)
    asked = replace(asked_for(found.asked), due=due, by=f"{found.entry}@{platform.node() or '?'}")
    try:
        return request(project, asked)
    except LostClaim:
        raise
    except BotsError as error:
        project.open_ledger()
        words = {name: str(word) for name, word in error.problem.words.items()}
        dues.refuse(due=due, code=error.problem.code, words=words, clock=project.clock)
        raise
