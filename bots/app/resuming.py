"""Which run `bots resume` goes on with, and what a person is told of it before an older one is begun."""

from __future__ import annotations

from dataclasses import dataclass

from bots.app.project import Project
from bots.clock import in_tokyo
from bots.errors import PlaceError
from bots.ledger.facts import RunFacts
from bots.model import Mode, RunState
from bots.settings import environment_word

RESUMABLE = (RunState.STOPPED, RunState.BROKEN, RunState.QUEUED)


@dataclass(frozen=True, slots=True)
class Resumable:
    """The run that `latest` stands for. `meant` = nothing was begun after it, or its rows were approved after
    all else: nobody needs to be asked. `left` are the rows that would be entered; None where
    it ended before they were read."""

    run: str
    meant: bool
    title: str
    environment: str
    rehearsal: bool
    at: str
    left: int | None

    def told(self, lang: str) -> str:
        """How much is left of it."""
        if self.left is None:
            return "no row was begun" if lang == "en" else "1 行も始めていません"
        return f"{self.left} rows left" if lang == "en" else f"残り {self.left} 件"


def resumable(project: Project, *, failed: bool) -> Resumable:
    """The run that a `resume` without a number means: the one whose rows a person let go on last (人に確認, 判断), if
    nothing was begun since; else the newest; else an older one with approved rows, or that was stopped.
    Raises PlaceError P10 where there is no run, P14 where the newest has ended and no older one has rows
    left, P145 where it is at work, P81 where its plan has gone."""
    from bots.app.facts import open_run
    from bots.app.runs import open_to_continue
    from bots.ledger import approvals, decisions, runs

    open_to_continue(project, "latest")
    newest = runs.get("latest", tuple(RunState))
    let_go = [one for one in (approvals.last_approved(), decisions.last_let_go()) if one is not None]
    approved = max(let_go, key=lambda one: one.at, default=None)
    if approved is not None and (approved.run == newest.id or approved.at >= (newest.ended_at or newest.added_at)):
        found, meant = runs.get(approved.run), True
    elif _goes_on(newest, failed):
        found, meant = newest, True
    else:
        found, meant = runs.get(approved.run if approved is not None else "latest", RESUMABLE), False
        if approved is None and not (_goes_on(found, failed) and _left(found, failed) != 0):
            raise _nothing_left(newest)
    return Resumable(
        run=found.id,
        meant=meant or found.id == newest.id,
        title=open_run(project, found.id).plan.title,
        environment=found.environment,
        rehearsal=found.mode is Mode.REHEARSE,
        at=in_tokyo(found.added_at).strftime("%Y-%m-%d %H:%M"),
        left=_left(found, failed),
    )


def must_be_named(one: Resumable) -> PlaceError:
    """What is said where nobody can be asked about an older run."""
    return PlaceError(
        "P58",
        run=one.run,
        title=one.title,
        environment=one.environment,
        environment_en=environment_word(one.environment, "en"),
        at=one.at,
        left=one.told("ja"),
        left_en=one.told("en"),
    )


def _nothing_left(newest: RunFacts) -> PlaceError:
    """Why nothing can be gone on with."""
    if newest.state is RunState.RUNNING:
        return PlaceError("P145", run=newest.id)
    return PlaceError("P14", run=newest.id, state=str(newest.state))


def _left(run: RunFacts, failed: bool) -> int | None:
    """How many rows the run would enter if it went on; None where it ended before the ledger had its rows."""
    from bots.ledger import runs

    counts = runs.counts(run.id)
    if not counts["total"]:
        return None
    return counts["pending"] + (counts["failed"] if failed else 0)


def _goes_on(run: RunFacts, failed: bool) -> bool:
    """Whether the run can be continued; a finished one only for its failed rows."""
    from bots.ledger import runs

    if failed and run.state is RunState.FINISHED:
        return runs.counts(run.id)["failed"] > 0
    return run.state in RESUMABLE
