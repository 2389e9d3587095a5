"""Runs: their ids, states, counts and exit codes; slots, registers, recovery, invariants."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace

import pytest

from bots.errors import PlaceError
from bots.ledger.facts import LostClaim, Recovered
from bots.model import ItemState, Mode, RunState
from bots.model.states import ITEM_WORDS, RUN_WORDS
from tests.ledger.desk import SENDING, WORKER, Desk, row

S = ItemState


def test_ids(desk: Desk) -> None:
    from bots.ledger import runs
    from bots.ledger.ids import resolve

    with pytest.raises(PlaceError) as none:
        resolve("latest")
    assert none.value.problem.code == "P23"
    with pytest.raises(PlaceError) as none:
        resolve("2026")
    assert none.value.problem.code == "P10"
    first, second = desk.run(), desk.run()
    assert re.fullmatch(r"20261123-1930-[2-9a-hjkmnp-z]{4}", first)
    assert runs.get("latest").id == second
    assert resolve(first) == first
    with pytest.raises(PlaceError) as many:
        resolve("20261123")
    assert many.value.problem.code == "P11"
    desk.clock.move(86400)
    third = desk.run()
    assert resolve("20261124") == third
    with pytest.raises(PlaceError):
        resolve("")
    assert [one.id for one in runs.recent(2)] == [third, second]
    assert runs.get(third).folder == f"runs/{third}"


def test_a_run_is_taken_once_and_ends_once(desk: Desk) -> None:
    from bots.ledger import runs

    run = desk.run(take=False)
    assert runs.get(run).state is RunState.QUEUED
    runs.take(run=run, worker=WORKER, clock=desk.clock)
    assert runs.get(run).worker == WORKER
    with pytest.raises(LostClaim):
        runs.take(run=run, worker=WORKER, clock=desk.clock)
    with pytest.raises(ValueError, match="no end"):
        runs.finish(run=run, state=RunState.RUNNING, clock=desk.clock)
    with pytest.raises(PlaceError):
        runs.reopen(run=run, clock=desk.clock)
    desk.finish(run)
    with pytest.raises(LostClaim):
        desk.finish(run)
    with pytest.raises(LostClaim):
        runs.take(run=run, worker=WORKER, clock=desk.clock)


def test_asking_to_stop(desk: Desk) -> None:
    from bots.ledger import runs

    run = desk.run()
    assert not runs.stop_asked(run)
    runs.ask_stop(run=run, by="user@host", clock=desk.clock)
    assert runs.stop_asked(run)
    runs.finish(run=run, state=RunState.STOPPED, clock=desk.clock, reason="P34")
    desk.clock.move(60)
    runs.reopen(run=run, clock=desk.clock, begun=desk.clock.now())
    assert not runs.stop_asked(run)
    desk.finish(run)
    with pytest.raises(PlaceError) as ended:
        runs.ask_stop(run=run, by="user@host", clock=desk.clock)
    assert ended.value.problem.code == "P15"


def test_a_stop_that_is_asked_while_the_run_is_being_taken_up_again_holds(desk: Desk) -> None:
    """Who goes on with a run has not told the ledger yet: the run still stands as stopped."""
    from bots.ledger import runs

    run = desk.run()
    runs.finish(run=run, state=RunState.BROKEN, clock=desk.clock, reason="P31")
    begun = desk.clock.now()
    desk.clock.move(1)
    assert runs.ask_stop(run=run, by="user@host", clock=desk.clock) is RunState.BROKEN
    runs.reopen(run=run, clock=desk.clock, begun=begun)
    runs.take(run=run, worker=WORKER, clock=desk.clock)
    assert runs.stop_asked(run)
    assert runs.ask_stop(run=run, by="user@host", clock=desk.clock) is RunState.RUNNING


def test_an_ending_run_lets_go_of_what_it_holds(desk: Desk) -> None:
    from bots.ledger import invariants, items, slots

    run = desk.run(total=2)
    one, two = (d.item or 0 for d in desk.enter(run, row(2, "1"), row(3, "2")))
    slots.hold(system="試験システム", account="", run=run, clock=desk.clock)
    desk.claim(one, run)
    desk.claim(two, run)
    items.commit_intent(**desk.at(two), sending=SENDING)  # type: ignore[arg-type]
    desk.finish(run)
    assert (desk.state(one), desk.state(two)) == (S.PENDING, S.UNCERTAIN)
    assert slots.holder_of(system="試験システム", account="") == ""
    assert invariants.check(run) == ()


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (S.DONE, 0),
        (S.SKIPPED, 0),
        (S.ALREADY, 0),
        (S.REFUSED, 1),
        (S.FAILED, 2),
        (S.UNCERTAIN, 3),
        (S.WAITING, 3),
        (S.CONFLICT, 3),
    ],
)
def test_counts_and_exit_code(desk: Desk, state: ItemState, code: int) -> None:
    from bots.ledger import invariants, runs

    run, _ = desk.item_in(state)
    desk.finish(run)
    counted = runs.counts(run)
    assert counted.pop("total") == 1
    assert {name for name, count in counted.items() if count} == {str(state)}
    assert runs.exit_code(run) == code
    assert invariants.check(run) == ()


def test_exit_codes_of_runs(desk: Desk) -> None:
    from bots.ledger import items, runs

    queued = desk.run(take=False, total=5)
    assert (runs.exit_code(queued), runs.counts(queued)["pending"]) == (2, 5)
    unfinished, item = desk.item_in(S.DONE)
    items.mark_unfinished(**desk.at(item), code="S01")  # type: ignore[arg-type]
    desk.finish(unfinished)
    assert (runs.exit_code(unfinished), runs.counts(unfinished)["unfinished"]) == (3, 1)
    desk.item_in(S.RUNNING, key="0007")
    busy = desk.run()
    desk.enter(busy, row(2, "0007"))
    desk.finish(busy)
    assert runs.exit_code(busy) == 2
    stopped = desk.run()
    runs.finish(run=stopped, state=RunState.STOPPED, clock=desk.clock)
    assert runs.exit_code(stopped) == 2


def test_invariants_see_what_was_altered(desk: Desk) -> None:
    from bots.ledger import invariants
    from bots.ledger.tables import Attempt, Item, Run

    run, item = desk.item_in(S.SUBMITTING)
    assert invariants.check(run) == ()
    Attempt.objects.update(intent_at=None)
    assert [one.code for one in invariants.check(run)] == ["P49"]
    Run.objects.update(total=0)
    Item.objects.filter(pk=item).update(state=S.DONE)
    problems = invariants.check(run)
    assert [one.code for one in problems] == ["P48", "P49"]
    assert all(one.sentence(lang) for one in problems for lang in ("ja", "en"))


# --------------------------------------------------------------------------- recovery


def test_recovery_is_by_the_process_and_may_be_repeated(desk: Desk) -> None:
    from bots.ledger import recovery, runs, slots

    doubtful, item = desk.item_in(S.SUBMITTING)
    held, other = desk.item_in(S.RUNNING, key="0002")
    slots.hold(system="試験システム", account="", run=held, clock=desk.clock)
    assert recovery.recover(clock=desk.clock, alive=lambda worker: True) == []
    told = recovery.recover(clock=desk.clock, alive=lambda worker: worker != WORKER)
    assert told == [Recovered(doubtful, 0, 1), Recovered(held, 1, 0)]
    assert (desk.state(item), desk.state(other)) == (S.UNCERTAIN, S.PENDING)
    assert {runs.get(run).state for run in (doubtful, held)} == {RunState.BROKEN}
    assert runs.get(held).reason == "P31"
    assert slots.holder_of(system="試験システム", account="") == ""
    assert recovery.recover(clock=desk.clock, alive=lambda worker: False) == []
    runs.reopen(run=held, clock=desk.clock)
    runs.take(run=held, worker=WORKER, clock=desk.clock)
    assert desk.claim(other, held) == 2


def test_a_process_is_known_by_more_than_its_number() -> None:
    from bots.ledger import recovery

    me = recovery.this_worker()
    assert me.pid == os.getpid()
    assert recovery.is_alive(me)
    assert not recovery.is_alive(replace(me, started="1"))
    assert not recovery.is_alive(replace(me, boot="another start"))
    assert recovery.is_alive(replace(me, host="another machine", pid=1))


def test_a_process_that_ended_is_dead_even_before_its_parent_looks() -> None:
    from bots.ledger import recovery

    command = [sys.executable, "-c", "import sys; sys.stdin.read()"]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as child:
        worker = replace(
            recovery.this_worker(), pid=child.pid, started=recovery._started(child.pid)
        )
        assert recovery.is_alive(worker)
        assert child.stdin is not None
        child.stdin.close()
        if hasattr(os, "waitid"):
            os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
            assert not recovery.is_alive(worker)
    assert not recovery.is_alive(worker)


# --------------------------------------------------------------------------- slots


def test_one_run_at_a_time_on_a_system_and_account(desk: Desk) -> None:
    from bots.ledger import slots

    one, two = desk.run(), desk.run()
    where = {"system": "試験システム", "account": "夜間", "clock": desk.clock}
    token = slots.hold(**where, run=one)  # type: ignore[arg-type]
    assert slots.hold(**where, run=one) == token  # type: ignore[arg-type]
    with pytest.raises(PlaceError) as held:
        slots.hold(**where, run=two)  # type: ignore[arg-type]
    assert held.value.problem.code == "P45"
    assert held.value.problem.words["run"] == one
    slots.hold(system="試験システム", account="昼間", run=two, clock=desk.clock)
    slots.free(token=token, clock=desk.clock)
    with pytest.raises(LostClaim):
        slots.free(token=token, clock=desk.clock)
    slots.hold(**where, run=two)  # type: ignore[arg-type]
    desk.finish(two)
    with pytest.raises(LostClaim):
        slots.hold(**where, run=two)  # type: ignore[arg-type]


# --------------------------------------------------------------------------- registers


def _register(desk: Desk, recipe: str, sha: str, declared: str = "", files: str = "") -> str:
    from bots.ledger import registers

    return registers.register_of(
        recipe_id=recipe, recipe_sha=sha, declared=declared, known_recipe_files=files.split()
    )


def test_the_register_of_a_recipe(desk: Desk) -> None:
    assert _register(desk, "課/登録", "1", declared="令和8年度") == "令和8年度"
    assert _register(desk, "課/登録", "1") == "課/登録"
    desk.run(recipe="課/登録", sha="1", register="課/登録")
    # other bytes, the same id: its own; moved: keeps it; copied, or moved and altered: a new one
    assert _register(desk, "課/登録", "2", files="課/登録") == "課/登録"
    assert _register(desk, "別の課/登録", "1", files="別の課/登録") == "課/登録"
    assert _register(desk, "別の課/登録", "1", files="課/登録 別の課/登録") == "別の課/登録"
    assert _register(desk, "別の課/登録", "2", files="別の課/登録") == "別の課/登録"
    # moved, and run there: stays, whatever becomes of the file's bytes later
    desk.run(recipe="別の課/登録", sha="1", register="課/登録")
    assert _register(desk, "別の課/登録", "3", files="別の課/登録") == "課/登録"


def test_a_declared_register_is_no_default(desk: Desk) -> None:
    desk.run(recipe="課/登録", sha="1", register="令和8年度", declared=True)
    assert _register(desk, "課/登録", "2", files="課/登録") == "課/登録"


def test_a_rehearsal_settles_no_register(desk: Desk) -> None:
    desk.run(recipe="課/登録", sha="1", register="課/登録")
    desk.run(recipe="写し", sha="1", register="写し", mode=Mode.REHEARSE)
    assert _register(desk, "写し", "1", files="写し") == "課/登録"


def test_history_of_a_register(desk: Desk) -> None:
    from bots.ledger import registers

    run, item = desk.item_in(S.DONE, key="0001")
    desk.item_in(S.REFUSED, key="0002")
    assert [one.key for one in registers.history(register="受付簿")] == [("0001",), ("0002",)]
    (one,) = registers.history(register="受付簿", key=("0001",))
    assert (one.id, one.state, one.attempts[0].run) == (item, S.DONE, run)
    assert registers.history(register="受付簿", key=("9",)) == []
    assert registers.names()[0].counts == {"本番": {"done": 1, "refused": 1}}
    with pytest.raises(PlaceError) as unknown:
        registers.history(register="無い")
    assert unknown.value.problem.code == "P47"


@pytest.mark.parametrize(
    ("what", "state", "ja", "en"),
    [
        *(("run 20261123-1930-k7f3", one, RUN_WORDS[one][0], RUN_WORDS[one][1]) for one in RunState),
        *(("item 7", one, ITEM_WORDS[one][0], ITEM_WORDS[one][1]) for one in ItemState),
        ("run 20261123-1930-k7f3", "missing", "見つからない状態", "missing"),
        ("slot", "free", "使われていない状態", "free"),
    ],
)
def test_who_lost_a_claim_is_told_in_the_reader_s_language(what: str, state: str, ja: str, en: str) -> None:
    problem = LostClaim(what, state).problem
    said = problem.sentence("ja")
    assert f"「{ja}」" in said
    assert not re.search("[A-Za-z]", said.replace("k7f3", ""))
    assert f"{what} has become {en} elsewhere" in problem.sentence("en")
    assert all("bots runs" in problem.hint(lang) and "bots resume" in problem.hint(lang) for lang in ("ja", "en"))


def test_a_run_that_goes_on_tells_when_it_began_and_how_long_it_was_at_work(desk: Desk) -> None:
    """The night between its sittings is no work; of a sitting whose process died the last that is known counts."""
    from bots.ledger import events, runs
    from bots.ledger.recovery import recover

    run = desk.run()
    began = runs.get(run).started_at
    desk.clock.move(60)
    events.add(run=run, kind="row.begin", words={}, clock=desk.clock)
    desk.clock.move(36_000)
    recover(clock=desk.clock, alive=lambda worker: False)
    assert runs.worked_seconds(run) == pytest.approx(60, abs=1)
    runs.reopen(run=run, clock=desk.clock)
    desk.clock.move(600)
    runs.take(run=run, worker=WORKER, clock=desk.clock)
    desk.clock.move(30)
    desk.finish(run)
    assert runs.worked_seconds(run) == pytest.approx(90, abs=2)
    assert runs.get(run).started_at == began
