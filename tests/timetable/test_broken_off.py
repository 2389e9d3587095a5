"""Which runs of the timetable go on by themselves after their process has died."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest

from bots.app.project import Project
from bots.app.runs import recover, reopen
from bots.ledger.facts import RowFacts
from bots.timetable.broken_off import SITTINGS, broken_off
from bots.timetable.pausing import pause
from tests.timetable.test_pauses import begun, due_of, go_on, look, project_in


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """At 19:30 the entry 夜の登録 was begun, and its process has died."""
    made = project_in(tmp_path)
    go_on(made, to=time(19, 30))
    look(made)
    die(made, due_of("夜の登録").id)
    return made


def die(project: Project, due: int | None) -> str:
    from bots.ledger import dues, recovery
    from bots.ledger import rows as table

    dead = replace(recovery.this_worker(), started="1")
    if due is not None:
        dues.take(due=due, worker=dead, clock=project.clock)
    run = begun(project, due, worker=dead)
    table.enter(run=run, rows=[RowFacts(2, "a!2", ("1",))], clock=project.clock)
    recover(project)
    return run


def verdicts(project: Project) -> list[tuple[str, str]]:
    return [(one.ready.verdict, one.ready.problem.code if one.ready.problem else "") for one in broken_off(project)]


def again(project: Project) -> None:
    """It goes on, and its process dies again."""
    from bots.ledger import recovery, runs

    (one,) = broken_off(project)
    reopen(project, one.due.run, failed=False)
    assert verdicts(project) == [], "a process is about to take it"
    project.clock.move(61)  # type: ignore[attr-defined]
    assert verdicts(project) == [("go", "")], "which has died too"
    runs.take(run=one.due.run, worker=replace(recovery.this_worker(), started="1"), clock=project.clock)
    assert verdicts(project) == [], "it is at work"
    recover(project)


def test_it_goes_on_and_at_last_not_any_more(project: Project) -> None:
    for _ in range(SITTINGS - 1):
        assert verdicts(project) == [("go", "")]
        again(project)
    assert verdicts(project) == [("skip", "T42")]


def test_one_that_a_person_stopped_or_began_does_not(project: Project) -> None:
    from bots.ledger import runs

    die(project, None)
    (one,) = broken_off(project)
    runs.ask_stop(run=one.due.run, by="係", clock=project.clock)
    assert verdicts(project) == []


def test_nor_one_that_rests_or_is_over_or_of_another_day(project: Project) -> None:
    (one,) = broken_off(project)
    assert verdicts(project) == [("go", "")]
    assert list(broken_off(project, but=(one.due.id,))) == []
    pause(project, "夜の登録", None, "点検")
    assert [verdict for verdict, _ in verdicts(project)] == ["skip"]
    go_on(project, to=time(7, 30), days=1)
    look(project)
    assert verdicts(project) == []
