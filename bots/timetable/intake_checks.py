"""The intake folders of a timetable held against the disk, the recipes that they begin, and each other."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bots.app.project import Project
from bots.errors import Problem
from bots.messages.disk import disk_reason
from bots.model import Plan
from bots.timetable.entry import Entry
from bots.timetable.intake import DONE, IN_PROGRESS, REFUSED, folder_of, meet, patterns_of

At = Callable[..., Problem]
"""Makes a problem at a line of an entry, of the line's word, the code and the words of the message."""


def check_intakes(project: Project, entries: Sequence[tuple[Entry, Plan | None, At]]) -> Iterator[Problem]:
    """All that is wrong with the intakes of entries, each with its plan where it has one."""
    of_files = [one for one in entries if one[0].folder]
    for number, (entry, plan, at) in enumerate(of_files):
        folder = folder_of(project, entry)
        yield from _place(project, folder, at)
        yield from _recipe(entry, plan, at)
        for other, _, _ in of_files[:number]:
            yield from _shared(project, folder, entry, other, at)


def _place(project: Project, folder: Path, at: At) -> Iterator[Problem]:
    """The folder is there, can be used, and is nobody else's."""
    own, resolved = project.settings, folder.resolve()
    ours = [one.resolve() for one in (own.ledger, own.logs, own.recipes, project.home / "config")]
    if project.home.resolve().is_relative_to(resolved) or any(resolved.is_relative_to(one) for one in ours):
        yield at("folder", "T48", folder=str(folder))
        return
    try:
        with os.scandir(folder):
            usable = os.access(folder, os.W_OK)
    except OSError as error:
        yield at("folder", "T47", folder=str(folder), reason=disk_reason(error))
        return
    if not usable:
        yield at("folder", "T47", folder=str(folder), reason="Permission denied")


def _recipe(entry: Entry, plan: Plan | None, at: At) -> Iterator[Problem]:
    """One file is all that the recipe needs."""
    if plan is None:
        return
    if plan.rows is None:
        yield at("recipe", "T50", recipe=entry.recipe)
        return
    for one in plan.rows.details:
        if one.file:
            yield at("recipe", "T51", recipe=entry.recipe, file=one.file)
            return


def _shared(project: Project, folder: Path, entry: Entry, other: Entry, at: At) -> Iterator[Problem]:
    """Each file belongs to one entry; a subfolder of an intake is no intake."""
    mine, its = folder.resolve(), folder_of(project, other).resolve()
    kept = {place / word for place in (mine, its) for words in (IN_PROGRESS, DONE, REFUSED) for word in words}
    if mine in kept or its in kept:
        yield at("folder", "T48", folder=str(folder))
    if mine != its:
        return
    both = ((a, b) for a in patterns_of(entry) for b in patterns_of(other) if meet(a, b))
    for pattern, its_pattern in both:
        yield at("files" if entry.files else "folder", "T49", other=other.name, mine=pattern, its=its_pattern)
        return
