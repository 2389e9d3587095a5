"""`bots upgrade`: a new version of the program takes over a project, after a backup that leads back.

The backup was opened by this very program in a folder of its own, so the change of its tables has been tried before it is made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bots.app.project import Project
from bots.app.upkeep.archive import Progress
from bots.app.upkeep.back_up import Kept, Last, back_up, last_backup
from bots.app.upkeep.put_back import at_work_error
from bots.errors import Problem
from bots.ledger.sides import side_of


@dataclass(frozen=True, slots=True)
class Upgraded:
    """What an upgrade has done: the backup (None = there was no ledger), the backup of before it, the changes of the tables;
    what `bots check` says now and did not then (`fresh`), how many things it said then and does not now (`gone`)."""

    kept: Kept | None
    before: Last | None
    changes: tuple[str, ...]
    fresh: tuple[Problem, ...]
    gone: int


def upgrade(
    project: Project, folder: Path | None, progress: Progress, check_recipes: Callable[[], Sequence[Problem]]
) -> Upgraded:
    """Back up, change the tables, check. Raises PlaceError P178 where something is at work, else as `back_up` and
    `open_ledger`; then the project is as it was."""
    from bots.ledger.at_work import at_work, changes_to_come

    before = last_backup(project.settings)
    side = side_of(project.settings.ledger.resolve(), project.server)
    there = side.there()
    if there:
        found = at_work(side)
        if found.runs or found.serving:
            raise at_work_error(found.runs, found.serving)
    problems = tuple(check_recipes())
    changes = changes_to_come(side) if there else ()
    kept = back_up(project, folder, progress, check_recipes=lambda: said_of(problems)) if there else None
    if kept is not None:
        project.open_ledger()
    then, now = Counter(before.said if before is not None else ()), Counter(said_of(problems))
    fresh, left = [], now - then
    for problem, said in zip(problems, said_of(problems), strict=True):
        if left[said]:
            left[said] -= 1
            fresh.append(problem)
    return Upgraded(kept, before, changes, tuple(fresh), (then - now).total())


def said_of(problems: Sequence[Problem]) -> list[tuple[str, str]]:
    """What is remembered of them: lines move, and sentences are worded anew."""
    return [(problem.code, Path(problem.place.file).as_posix()) for problem in problems]
