"""The whole of the timetable at one glance, from a real ledger; it is looked at and never written."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

import pytest

from bots.app.project import Project
from bots.ledger.facts import Claim, RowFacts
from bots.model import DueState, RunState, Sending
from bots.timetable.glance import Glance, commands_of, glance
from bots.timetable.pausing import pause
from tests.timetable.test_bell import hall
from tests.timetable.test_pauses import NOON, begun, due_of, go_on, look, project_in


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return project_in(tmp_path)


@pytest.fixture
def served(project: Project) -> Project:
    """With a `bots serve` that is heard of: this process."""
    serve(project)
    return project


def serve(project: Project) -> int:
    from bots.ledger import recovery, watches

    return watches.begin(worker=recovery.this_worker(), alive=recovery.is_alive, clock=project.clock)


def hear(project: Project) -> None:
    from bots.ledger import watches

    watches.beat(watch=watches.at_work()[0].id, looked_at=project.clock.now(), clock=project.clock)


def claim(project: Project, entry: str, state: DueState, code: str, /, **words: object) -> None:
    from bots.ledger import dues

    due = Claim(project.clock.now() - timedelta(hours=1), state, code, words)
    dues.claim(entry=entry, claims=[due], until=project.clock.now(), asked={"recipe": "登録"}, clock=project.clock)


def test_without_a_timetable_there_is_nothing_to_tell(tmp_path: Path) -> None:
    found = glance(Project(hall(tmp_path, "").settings, project_in(tmp_path / "other").clock))
    assert (found.exit_code, found.serves) == (0, True)
    assert found.headline("ja") == "時間割に項目はありません。人の確認がいるものもありません。"
    assert not (tmp_path / "data").exists(), "who looks makes no ledger"


def test_a_timetable_that_nobody_carries_out_is_told(project: Project) -> None:
    found = glance(project)
    assert (found.exit_code, found.headline("ja")) == (2, "bots serve が動いていません。")
    assert found.last_end is None
    assert found.headline("en") == "bots serve is not at work."
    assert [one.entry for one in found.next] == ["夜の登録", "朝の登録"], "the next one first"


def test_all_is_well(served: Project) -> None:
    found = glance(served)
    assert (found.exit_code, found.headline("ja"), found.headline("en")) == (0, "異状ありません。", "All is well.")
    ((server,),) = (found.servers,)
    assert (server.state, server.seconds) == ("at_work", 0)
    told = found.told("ja")
    assert (told["well"], told["exit_code"], told["serve"][0]["state"]) == (True, 0, "at_work")


def test_a_serve_that_is_not_heard_of_or_whose_process_is_gone_does_not_work(served: Project) -> None:
    from bots.ledger import recovery, watches

    served.clock.move(120)  # type: ignore[attr-defined]
    assert glance(served).exit_code == 0
    served.clock.move(1)  # type: ignore[attr-defined]
    found = glance(served)
    assert (found.servers[0].state, found.exit_code) == ("silent", 2)
    hear(served)
    assert glance(served).exit_code == 0
    watches.end(watch=watches.at_work()[0].id, clock=served.clock)
    dead = replace(recovery.this_worker(), started="1")
    watches.begin(worker=dead, alive=lambda _: True, clock=served.clock)
    found = glance(served)
    assert (found.servers[0].state, found.exit_code, found.last_end) == ("gone", 2, served.clock.now())


def test_a_run_at_work_is_shown_with_its_entry_and_its_rows(served: Project) -> None:
    from bots.ledger import dues, items, recovery
    from bots.ledger import rows as table

    go_on(served, to=time(19, 30))
    look(served)
    hear(served)
    due = due_of("夜の登録")
    waits = glance(served)
    assert [(one.entry, one.state) for one in waits.waits] == [("夜の登録", "due")]
    dues.take(due=due.id, worker=recovery.this_worker(), clock=served.clock)
    assert [one.state for one in glance(served).waits] == ["starting"]
    run = begun(served, due.id)
    entered = table.enter(run=run, rows=[RowFacts(2, "a!2", ("1",)), RowFacts(3, "a!3", ("2",))], clock=served.clock)
    epoch = items.claim(item=entered[0].item or 0, run=run, clock=served.clock)
    items.refuse(item=entered[0].item or 0, epoch=epoch, code="B01", clock=served.clock)
    found = glance(served)
    ((at_work,),) = (found.runs,)
    assert (at_work.run.id, at_work.entry, at_work.done, at_work.total, at_work.is_gone) == (run, "夜の登録", 1, 4, False)
    assert found.exit_code == 0
    assert found.waits == ()


def test_a_run_whose_process_is_gone_needs_a_person(served: Project) -> None:
    from bots.ledger import recovery

    begun(served, None, worker=replace(recovery.this_worker(), started="1"))
    found = glance(served)
    assert found.runs[0].is_gone
    assert found.runs[0].entry == "", "a person asked for it"
    assert (found.exit_code, found.headline("ja")) == (2, "うまくいかなかったものが 1 件あります。")


def doubt(project: Project, key: str, **more: object) -> str:
    """A run that ended with one row in doubt."""
    from bots.ledger import items, runs
    from bots.ledger import rows as table

    run = begun(project, None, **more)
    item = table.enter(run=run, rows=[RowFacts(2, "a!2", (key,))], clock=project.clock)[0].item or 0
    epoch = items.claim(item=item, run=run, clock=project.clock)
    items.commit_intent(item=item, epoch=epoch, sending=Sending("gate", "POST", "/new", ("番号",)), clock=project.clock)
    items.uncertain(item=item, epoch=epoch, code="N01", clock=project.clock)
    runs.finish(run=run, state=RunState.FINISHED, clock=project.clock)
    return run


def waiting(project: Project, key: str) -> str:
    """A run that ended with one row that a person is asked about."""
    from bots.ledger import approvals, items, runs
    from bots.ledger import rows as table

    run = begun(project, None, recipe_id="別の登録")
    item = table.enter(run=run, rows=[RowFacts(2, "a!2", (key,))], clock=project.clock)[0].item or 0
    epoch = items.claim(item=item, run=run, clock=project.clock)
    approvals.ask(item=item, run=run, step="s1", content=key, first=0, clock=project.clock)
    items.wait(item=item, epoch=epoch, clock=project.clock)
    runs.finish(run=run, state=RunState.FINISHED, clock=project.clock)
    return run


def test_rows_that_need_a_person_are_counted_by_recipe_with_the_command_that_answers(served: Project) -> None:
    from bots.ledger import decisions, items
    from bots.ledger.facts import Finding

    first, second, asked = doubt(served, "1"), doubt(served, "2"), waiting(served, "3")
    found = glance(served)
    assert [(one.recipe, one.run, dict(one.counts)) for one in found.open_rows] == [
        ("別の登録", asked, {"waiting": 1}), ("登録", second, {"uncertain": 1}), ("登録", first, {"uncertain": 1}),
    ]  # fmt: skip
    assert [commands_of(one) for one in found.open_rows[:2]] == [[f"bots approve {asked}"], [f"bots decide {second}"]]
    assert (found.exit_code, found.headline("ja")) == (3, "人の確認がいる行が 3 件あります。")
    from bots.ledger.tables import Item

    for item in Item.objects.filter(state="uncertain"):
        decisions.decide(
            run=item.run.name if item.run else "", item=item.pk, epoch=item.epoch, was=items.ItemState.UNCERTAIN, finding=Finding.ENTERED,
            by="user@host", reason="確かめた", clock=served.clock,
        )  # fmt: skip
    assert [one.run for one in glance(served).open_rows] == [asked], "what was answered for needs nobody"


CASES: list[tuple[Callable[[Project], None], int, str]] = [
    (lambda project: claim(project, "夜の登録", DueState.SKIPPED, "T20", minutes=61), 0, "skipped"),
    (lambda project: claim(project, "夜の登録", DueState.ASKING, "T23", minutes=61, entry="夜の登録"), 3, "asking"),
    (lambda project: claim(project, "夜の登録", DueState.REFUSED, "D01", file="一覧.xlsx", places=""), 2, "refused"),
]


@pytest.mark.parametrize(("happens", "code", "state"), CASES)
def test_what_went_otherwise_in_the_last_day_is_told_and_then_forgotten(
    served: Project, happens: Callable[[Project], None], code: int, state: str
) -> None:
    happens(served)
    found = glance(served)
    assert [(one.entry, one.state) for one in found.night] == [("夜の登録", state)]
    assert found.exit_code == code
    for _ in range(2):
        go_on(served, to=time(11, 59), days=1)
        look(served)
    from bots.ledger.tables import Due

    Due.objects.filter(state="due").delete()
    hear(served)
    later = glance(served)
    assert [one.entry for one in later.night if one.state == state] == []
    assert (later.exit_code, len(later.asks)) == ((3, 1) if state == "asking" else (0, 0)), "who is asked is asked still"


def test_what_was_not_claimed_and_what_began_late_is_told(served: Project) -> None:
    go_on(served, to=time(19, 30))
    served.clock.move(59)  # type: ignore[attr-defined]
    hear(served)
    assert glance(served).night == (), "the clock has its moment"
    served.clock.move(1)  # type: ignore[attr-defined]
    assert [(one.entry, one.state) for one in glance(served).night] == [("夜の登録", "unseen")]
    assert glance(served).exit_code == 2
    served.clock.move(1800)  # type: ignore[attr-defined]
    look(served)
    hear(served)
    from bots.ledger import dues, recovery

    due = due_of("夜の登録")
    dues.take(due=due.id, worker=recovery.this_worker(), clock=served.clock)
    begun(served, due.id)
    found = glance(served)
    assert [(one.entry, one.late) for one in found.night] == [("夜の登録", 31)]
    assert found.exit_code == 0


def test_what_is_paused_is_told_and_is_well(served: Project) -> None:
    pause(served, "夜の登録", NOON + timedelta(days=3), "点検")
    found = glance(served)
    assert (found.exit_code, found.headline("ja")) == (0, "異状ありません（休止中のものがあります）。")
    assert [(one.entry, one.state) for one in found.next] == [("夜の登録", "paused"), ("朝の登録", "planned")]
    assert found.told("en")["paused"][0]["reason"] == "点検"


def test_a_timetable_that_cannot_be_read_hides_nothing_else(served: Project) -> None:
    run = doubt(served, "1")
    for text, code in (("時間割: [", "Y"), ("時間割:\n  夜: {レシピ: 登録, 日: 毎日, 時刻: 25:00}\n", "T02")):
        (served.home / "config/timetable.yaml").write_text(text, encoding="utf-8")
        found = glance(served)
        assert found.wrong[0].code.startswith(code)
        assert [one.run for one in found.open_rows] == [run]
        assert "うまくいかなかったものが 1 件" in found.headline("ja")


def test_who_looks_writes_nothing(served: Project) -> None:
    from bots.ledger import recovery

    doubt(served, "1")
    begun(served, None, worker=replace(recovery.this_worker(), started="1"))
    before = dump(served)
    found: Glance = glance(served)
    assert found.told("ja")
    assert dump(served) == before


def dump(project: Project) -> list[str]:
    with closing(sqlite3.connect(project.settings.ledger / "ledger.sqlite3")) as book:
        return list(book.iterdump())


@pytest.mark.parametrize("outcome", ["done", "refused", "failed", "uncertain", "pending", "submitting", "waiting", "conflict", "cancelled"])
def test_a_run_is_plainly_well_only_where_its_exit_code_says_so(served: Project, outcome: str) -> None:
    from bots.ledger import runs
    from bots.ledger.tables import Row

    run = doubt(served, "1")
    Row.objects.update(outcome=outcome)
    assert runs.plainly_well([run, "no such run"]) == ({run} if runs.exit_code(run) <= 1 and outcome != "pending" else set())
    Row.objects.update(outcome="done", unfinished=True)
    assert runs.plainly_well([run]) == set()
