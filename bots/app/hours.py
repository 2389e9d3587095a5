"""When a recipe may run with nobody there (実行できる時間): asked before a run begins or goes on."""

from __future__ import annotations

from bots.app.project import Project
from bots.clock import in_tokyo
from bots.errors import PlaceError, Problem
from bots.model import Mode, Plan


def check_hours(project: Project, plan: Plan, *, attended: bool) -> Problem | None:
    """What a person at the terminal is told outside of the hours (P98), or None. Raises PlaceError P97 where
    nobody is there. A rehearsal may run at any time."""
    if plan.mode is not Mode.RUN or not plan.safety.hours:
        return None
    now = f"{in_tokyo(project.clock.now()):%H:%M}"
    if any(within_hours(now, one) for one in plan.safety.hours):
        return None
    hours = "、".join(plan.safety.hours)
    if not attended:
        raise PlaceError("P97", now=now, hours=hours)
    return Problem("P98", {"now": now, "hours": hours})


def hours_note(project: Project, run_id: str, *, attended: bool) -> Problem | None:
    """The same for a run that is in the ledger already. Raises PlaceError P97, P10, P11."""
    from bots.app.facts import open_run

    return check_hours(project, open_run(project, run_id).plan, attended=attended)


def within_hours(now: str, hours: str) -> bool:
    """Whether a time (HH:MM) lies in a span (HH:MM-HH:MM); one that ends before it begins goes over midnight."""
    begin, end = hours.split("-")
    return begin <= now < end if begin < end else now >= begin or now < end
