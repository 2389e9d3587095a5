"""The timetable held against what it names: recipes, systems, the calendar of the hall, and its other entries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bots.app.hours import within_hours
from bots.app.project import Project
from bots.app.request import planned
from bots.clock import in_tokyo
from bots.errors import PlaceError, Problem, RecipeError
from bots.japan.days import WEEKDAYS
from bots.japan.opening import OpeningDays
from bots.model import Plan
from bots.recipe import load_hall, system_file
from bots.timetable.entry import Entry, asked_for
from bots.timetable.intake_checks import check_intakes
from bots.timetable.timetable_file import Timetable, read_timetable

AHEAD = timedelta(days=366)  # so far the days are looked at

# Faults of what the entry gives to its recipe, and the line that gives it.
_GIVEN = {"R70": "inputs", "R71": "inputs", "R72": "inputs", "R73": "environment", "R74": "account", "R75": "environment"}


def check_timetable(project: Project) -> tuple[Problem, ...]:
    """All that is wrong with the timetable of a project, in the order of its lines; () where it has none.

    Raises RecipeError R82, Y for a file that cannot be read, and what `load_hall` raises.
    """
    timetable = read_timetable(project.home)
    hall = opening_days(project)
    checked = [_Checked(project, timetable, entry, hall) for entry in timetable.entries.values()]
    intakes = check_intakes(project, [(one.entry, one.plan, one.at) for one in checked])
    found = [*timetable.found, *(one for each in checked for one in each.problems()), *intakes, *_meetings(checked)]
    return tuple(sorted(found, key=lambda one: (one.place.line, one.place.column)))


def opening_days(project: Project) -> OpeningDays:
    """The opening days of the hall. Raises RecipeError where its calendar is wrong."""
    hall = load_hall(project.home).hall
    return OpeningDays.of_texts(hall.closed, hall.opened)


class _Checked:
    """One entry with what it names."""

    def __init__(self, project: Project, timetable: Timetable, entry: Entry, hall: OpeningDays) -> None:
        self.project, self.entry, self.hall = project, entry, hall
        self._nodes, self._source = timetable.nodes[entry.name], timetable.source
        self.plan: Plan | None = None
        self._wrong: Problem | None = None
        try:
            _, self.plan = planned(project, asked_for(entry.asked()))
        except (RecipeError, PlaceError) as error:
            self._wrong = error.problem
        now = project.clock.now()
        self.dues = tuple(entry.due_between(now, now + AHEAD, hall))

    def problems(self) -> Iterator[Problem]:
        """What is wrong with it by itself."""
        if self._wrong is not None:
            yield self._fault(self._wrong)
        if self.entry.enabled and not self.entry.folder and not self.dues:
            yield self.at("day", "T12")
        for system in self.plan.systems if self.plan is not None else ():
            yield from self._closed(system.name)
        hours = self.plan.safety.hours if self.plan is not None else ()
        for at in self.entry.times if hours else ():
            if not any(within_hours(f"{at:%H:%M}", one) for one in hours):
                yield self.at("time", "T14", time=f"{at:%H:%M}", recipe=self.entry.recipe, hours="、".join(hours))

    def _fault(self, problem: Problem) -> Problem:
        """A fault of the recipe is told as one line here: `bots check` tells all of it there. What was given to it wrongly is
        this file's."""
        where = _GIVEN.get(problem.code, "" if problem.place.line else "recipe")
        if not where:
            return self.at("recipe", "T11", recipe=self.entry.recipe)
        return self.at(where, problem.code, problem.advice, **problem.words)

    def _closed(self, system: str) -> Iterator[Problem]:
        """The first time at which it would begin while the system is closed."""
        spans = system_file(system, self.project.home).closed
        for due in self.dues if spans else ():
            span = next((one for one in spans if one.holds(in_tokyo(due), self.hall)), None)
            if span is not None:
                yield self.at("time", "T13", system=system, closed=span.written, **moment(due))
                return

    def at(self, line: str, code: str, advice: str = "", **told: object) -> Problem:
        """A problem at one of the entry's lines, else at its name."""
        assert self._source is not None
        node = self._nodes.get(line)
        place = self._source.place(node[1]) if node is not None else self.entry.place
        return Problem(code, told, place, advice=advice)

    def systems(self) -> frozenset[str]:
        """The systems that it works on."""
        return frozenset(one.name for one in self.plan.systems) if self.plan is not None else frozenset()


def _meetings(entries: Sequence[_Checked]) -> Iterator[Problem]:
    """Of entries on one system: the first time at which one is due while the other may be at work, told at the later one
    of the file. One that waits for the other meets it never."""
    for at, later in enumerate(entries):
        for earlier in entries[:at]:
            shared = later.systems() & earlier.systems()
            if not shared or later.entry.name in earlier.entry.after or earlier.entry.name in later.entry.after:
                continue
            met = _first_meeting(later, earlier)
            if met is not None:
                told = {"other": earlier.entry.name, "system": min(shared), **moment(met)}
                yield replace(later.at("time", "T15", **told), severity="warning")


def _first_meeting(one: _Checked, other: _Checked) -> datetime | None:
    met = [
        max(mine, others)
        for mine in one.dues
        for others in other.dues
        if mine == others or _at_work(one.entry, mine, others) or _at_work(other.entry, others, mine)
    ]
    return min(met, default=None)


def _at_work(entry: Entry, due: datetime, at: datetime) -> bool:
    """Whether a run that is due at `due` may still be at work: known of an entry with an end alone."""
    end = entry.ends_at(due)
    return end is not None and due <= at < end


def moment(due: datetime) -> dict[str, str]:
    """The words `day` and `time` of messages for a moment in UTC."""
    at = in_tokyo(due)
    return {"day": f"{at.date().isoformat()}（{WEEKDAYS[at.weekday()]}）", "day_en": f"{at:%a} {at.date().isoformat()}", "time": f"{at:%H:%M}"}
