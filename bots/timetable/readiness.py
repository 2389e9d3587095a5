"""Whether a due time may begin now: not in a pause, after what must have ended before, outside of the closed time of its
systems, and where nobody else holds them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Literal

from bots.app.hours import within_hours
from bots.app.project import Project
from bots.app.request import planned
from bots.clock import in_tokyo
from bots.engine.books import account_of
from bots.errors import BotsError, Problem
from bots.ledger.facts import DueFacts
from bots.model import DueState, Plan, RunState
from bots.recipe import system_file
from bots.timetable.checks import opening_days
from bots.timetable.entry import asked_for, end_of
from bots.timetable.pausing import pause_of, reason_of

LONGEST_WAIT = timedelta(hours=12)
"""How long a due time without an end of its own waits for what must have ended before."""
_WELL = 1  # exit codes up to here: all rows were entered or refused


@dataclass(frozen=True, slots=True)
class Readiness:
    """`go`, `wait` (for what `problem` tells), `skip` (why), or `ask` a person anew (why)."""

    verdict: Literal["go", "wait", "skip", "ask"]
    problem: Problem | None = None


GO = Readiness("go")


def readiness(project: Project, due: DueFacts) -> Readiness:
    """Whether a due time may begin. One whose recipe cannot be read goes: its own process tells why it cannot begin."""
    now, end = project.clock.now(), end_at(due)
    from bots.ledger import pauses

    asks = due.arrival is not None and due.state is DueState.DUE  # a file is never let go for a time that is over
    if end is not None and now >= end:
        told = {"until": f"{in_tokyo(end):%H:%M}"}
        return Readiness("ask", Problem("T55", {**told, "entry": due.entry})) if asks else Readiness("skip", Problem("T22", told))
    paused = pause_of(due.entry, pauses.held(now))
    if paused is not None:
        why = reason_of(paused)
        return Readiness("ask", Problem("T56", {**why.words, "entry": due.entry})) if asks else Readiness("skip", why)
    if due.arrival is None and _was_due_since(due, now):
        return Readiness("skip", Problem("T31"))
    waits = next(_waits_for(project, due, now), None)
    if waits is None:
        return GO
    over = end is None and now - due.due_at >= LONGEST_WAIT
    if over and waits.code == "T25":
        return Readiness("skip", Problem("T26", waits.words))
    return Readiness("wait", waits)


def _was_due_since(due: DueFacts, now: datetime) -> bool:
    """Whether the entry was due once more: of a file that does not matter, for the next one is another."""
    from bots.ledger import dues

    last = dues.latest(due.entry, now)
    return last is not None and last.due_at > due.due_at


def end_at(due: DueFacts) -> datetime | None:
    """When the run of a due time is asked to end, in UTC; None = it takes its time."""
    until = str(due.asked.get("until", ""))
    return end_of(due.since, time.fromisoformat(until)) if until else None


def _waits_for(project: Project, due: DueFacts, now: datetime) -> Iterator[Problem]:
    for name, ending in due.asked.get("after", {}).items():
        if not _has_ended(due, name, ending):
            yield Problem("T25", {"name": name})
    try:
        _, plan = planned(project, asked_for(due.asked))
    except BotsError:
        return
    if due.arrival is not None:
        yield from _out_of_hours(plan, now)
    yield from _closed(project, plan, now)
    yield from _held(plan)


def _has_ended(due: DueFacts, name: str, ending: str) -> bool:
    """Whether the last run of the entry `name` since this one was due before has ended as it must."""
    from bots.ledger import dues, runs

    before = dues.latest(due.entry, due.due_at - timedelta(microseconds=1))
    last = dues.latest(name, due.due_at)
    if last is None or last.state is not DueState.BEGUN or (before is not None and last.due_at <= before.due_at):
        return False
    run = runs.get(last.run)
    if run.state is not RunState.FINISHED or runs.exit_code(run.id) > _WELL:
        return False
    return ending != "settled" or not runs.counts(run.id)["refused"]


def _out_of_hours(plan: Plan, now: datetime) -> Iterator[Problem]:
    """A person lets a file go at any time of the day: it begins when its recipe may run with nobody there."""
    hours, at = plan.safety.hours, f"{in_tokyo(now):%H:%M}"
    if hours and not any(within_hours(at, one) for one in hours):
        yield Problem("T62", {"hours": "、".join(hours)})


def _closed(project: Project, plan: Plan, now: datetime) -> Iterator[Problem]:
    hall: Any = None
    for system in plan.systems:
        for span in system_file(system.name, project.home).closed:
            hall = hall or opening_days(project)
            if span.holds(in_tokyo(now), hall):
                yield Problem("T27", {"system": system.name, "closed": span.written})


def _held(plan: Plan) -> Iterator[Problem]:
    from bots.ledger import slots

    for system in plan.systems:
        run = slots.holder_of(system=system.name, account=account_of(system.account))
        if run:
            yield Problem("T28", {"system": system.name, "run": run})
