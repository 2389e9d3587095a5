"""A timetable that rests: nothing begins, every due time has its row with who and why, and nothing comes in a burst after."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from bots.app.project import Project
from bots.clock import in_tokyo
from bots.errors import PlaceError
from bots.japan.opening import OpeningDays
from bots.ledger.facts import Claim, DueFacts
from bots.model import DueState
from bots.testing import FixedClock
from bots.timetable.answers import answer
from bots.timetable.bell import Bell
from bots.timetable.entry import Late
from bots.timetable.outlook import outlook
from bots.timetable.pausing import end_pause, pause
from bots.timetable.readiness import readiness
from bots.timetable.scheduler import claim_due
from bots.timetable.timetable_file import read_timetable
from tests.timetable.post import hook
from tests.timetable.test_bell import hall

NOON = datetime(2026, 12, 1, 3, 0, tzinfo=UTC)  # 12:00 in Japan
HALL = OpeningDays()
NAMES = ("夜の登録", "朝の登録")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return project_in(tmp_path)


def project_in(folder: Path, notify: str = "", late: Late = "run_once") -> Project:
    made = hall(folder, notify)
    words = {"run_once": "一度だけ実行", "ask": "人に聞く", "skip": "見送る"}[late]
    (folder / "config/timetable.yaml").write_text(
        f"時間割:\n  夜の登録: {{レシピ: 登録, 日: 毎日, 時刻: 19:30, 遅れたとき: {words}}}\n"
        f"  朝の登録: {{レシピ: 登録, 日: 毎日, 時刻: 6:00, 遅れたとき: {words}}}\n",
        encoding="utf-8",
    )
    project = Project(made.settings, FixedClock(NOON))
    look(project)
    return project


def look(project: Project) -> None:
    """As the clock of a `bots serve` does, opened anew: what holds is in the ledger and nowhere else."""
    from bots.ledger.connection import close_ledger

    close_ledger()
    project.open_ledger()
    for entry in read_timetable(project.home).due:
        claim_due(entry, HALL, project.clock)


def go_on(project: Project, *, to: time, days: int = 0) -> None:
    now = in_tokyo(project.clock.now())
    then = datetime.combine(now.date() + timedelta(days=days), to, now.tzinfo)
    assert then > now
    project.clock.move((then - now).total_seconds())  # type: ignore[attr-defined]


def rows(project: Project, entry: str) -> list[str]:
    from bots.ledger import dues

    found = dues.between(NOON - timedelta(days=9), NOON + timedelta(days=99))
    return [f"{in_tokyo(one.due_at):%d %H:%M} {one.state} {one.code}".strip() for one in found if one.entry == entry]


def due_of(entry: str) -> DueFacts:
    from bots.ledger import dues

    return next(one for one in dues.waiting() if one.entry == entry)


def test_each_due_time_in_a_pause_is_skipped_with_who_and_why_and_none_is_caught_up(project: Project) -> None:
    from bots.ledger import dues

    assert pause(project, "夜の登録", None, "システムの点検") == []
    for _ in range(2):
        go_on(project, to=time(19, 30))
        look(project)
        go_on(project, to=time(12), days=1)
        look(project)
    assert end_pause(project, "夜の登録") is None
    look(project)
    assert rows(project, "夜の登録") == ["01 19:30 skipped T33", "02 19:30 skipped T33"]
    assert rows(project, "朝の登録") == ["02 06:00 due", "03 06:00 due"], "the other entry does not rest"
    first = dues.between(NOON, NOON + timedelta(hours=9))[0]
    assert (first.words["by"], first.words["reason"]) == (pause_by(), "システムの点検")
    go_on(project, to=time(19, 30))
    look(project)
    assert rows(project, "夜の登録")[-1] == "03 19:30 due"


def pause_by() -> str:
    from bots.app.request import asked_by

    return asked_by()


def test_what_was_due_in_a_pause_is_skipped_also_if_nobody_looked_before_its_end(project: Project) -> None:
    """The machine was off: the pause is over when the due time is found."""
    pause(project, "", NOON + timedelta(hours=8), "")
    go_on(project, to=time(20, 30))
    look(project)
    assert rows(project, "夜の登録") == ["01 19:30 skipped T33"]
    go_on(project, to=time(6), days=1)
    look(project)
    assert rows(project, "朝の登録") == ["02 06:00 due"]


def test_a_pause_ends_by_itself_at_its_time(project: Project) -> None:
    pause(project, "夜の登録", NOON + timedelta(hours=7, minutes=30), "")  # 19:30 in Japan
    go_on(project, to=time(19, 30))
    look(project)
    assert rows(project, "夜の登録") == ["01 19:30 due"]
    with pytest.raises(PlaceError) as none:
        end_pause(project, "夜の登録")
    assert none.value.problem.code == "T36"


def test_what_waits_when_it_is_paused_is_skipped(project: Project) -> None:
    go_on(project, to=time(19, 30))
    look(project)
    due = due_of("夜の登録")
    assert readiness(project, due).verdict == "go"
    pause(project, "", None, "")
    ready = readiness(project, due)
    assert (ready.verdict, ready.problem and ready.problem.code) == ("skip", "T33")


def test_what_asks_cannot_be_begun_in_a_pause(tmp_path: Path) -> None:
    from bots.ledger import dues

    project = project_in(tmp_path, late="ask")
    go_on(project, to=time(20))
    look(project)
    assert [one.entry for one in dues.asking()] == ["夜の登録"]
    pause(project, "", None, "")
    with pytest.raises(PlaceError) as refused:
        answer(project, "夜の登録", go=True)
    assert refused.value.problem.code == "T39"
    assert "bots pause --end --all" in refused.value.problem.hint("ja")
    assert [one.entry for one in dues.asking()] == ["夜の登録"]
    answer(project, "夜の登録", go=False)
    assert dues.asking() == []


def test_a_pause_that_is_wrong_is_refused(project: Project) -> None:
    pause(project, "夜の登録", None, "")
    for entry, until, code in (("夜の登録", None, "T35"), ("朝の登録", NOON, "T37"), ("昼の登録", None, "T38")):
        with pytest.raises(PlaceError) as wrong:
            pause(project, entry, until, "")
        assert wrong.value.problem.code == code
    pause(project, "", None, "")
    left = end_pause(project, "夜の登録")
    assert left is not None, "all of it rests still"
    assert left.entry == ""


def test_runs_under_way_are_named_and_go_on(project: Project) -> None:
    from bots.ledger import dues, recovery, runs

    go_on(project, to=time(19, 30))
    look(project)
    due = due_of("夜の登録")
    dues.take(due=due.id, worker=recovery.this_worker(), clock=project.clock)
    assert pause(project, "夜の登録", None, "") == [""], "it is being prepared"
    end_pause(project, "夜の登録")
    run = begun(project, due.id)
    assert pause(project, "朝の登録", None, "") == []
    assert pause(project, "", None, "") == [run]
    assert runs.stop_asked(run) is False
    assert dues.get(due.id).state is DueState.BEGUN


def begun(project: Project, due: int | None, **more: object) -> str:
    """A run in the ledger, at work in this process."""
    from bots.ledger import recovery, runs
    from bots.model import Mode

    words: dict[str, object] = {
        "recipe_id": "登録", "recipe_sha": "a" * 64, "plan_sha": "b" * 64, "mode": Mode.RUN, "environment": "本番", "register": "受付簿",
        "systems": ["試験システム"], "account": "", "asked_by": "user@host", "folder": "runs/{run}", "total": 4, "due": due,
    }  # fmt: skip
    worker = more.pop("worker", recovery.this_worker())
    run = runs.add(**{**words, **more}, clock=project.clock)  # type: ignore[arg-type]
    runs.take(run=run, worker=worker, clock=project.clock)  # type: ignore[arg-type]
    return run


def test_the_timetable_and_the_morning_letter_tell_of_it(tmp_path: Path) -> None:
    with hook() as (address, taken):
        project = project_in(tmp_path, f"notify: {{webhook: '{address}'}}\n")
        pause(project, "夜の登録", None, "点検")
        found = outlook(project, in_tokyo(NOON).date(), 2)
        states = {(one.entry, one.state, one.note.code if one.note else "") for one in found.lines}
        assert ("夜の登録", "paused", "T34") in states
        assert ("朝の登録", "planned", "") in states
        assert [one.entry for one in found.pauses] == ["夜の登録"]
        go_on(project, to=time(19, 30))
        look(project)
        go_on(project, to=time(7, 40), days=1)
        assert Bell(project, "pc01").morning() == []
        (letter,) = taken
        assert "休止中だったので、見送りました" in letter["text"]
        assert "■ 休止中\n「夜の登録」  2026-12-01 12:00 から、人が終えるまで" in letter["text"]
        end_pause(project, "夜の登録")
        go_on(project, to=time(7, 40), days=1)
        claims = [Claim(project.clock.now() - timedelta(hours=1), DueState.SKIPPED, "T20", {"minutes": 11})]
        from bots.ledger import dues

        dues.claim(entry="夜の登録", claims=claims, until=project.clock.now(), asked={"recipe": "登録"}, clock=project.clock)
        assert Bell(project, "pc01").morning() == []
        assert "■ 休止中" not in taken[-1]["text"]
