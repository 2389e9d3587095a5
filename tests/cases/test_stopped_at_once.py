"""A person who ends a run in the middle of a row is told that, and no crash."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bots.app.runs import stopped_at_once
from bots.cli import progress
from bots.ledger.facts import Worker
from bots.model import RunState
from bots.workers.local import Interrupts, LocalWorker
from tests.hall import Hall, people


@pytest.fixture
def hall(tmp_path: Path) -> Hall:
    return Hall.open(tmp_path / "hall", people(2))


def taken(hall: Hall, *, alive: bool) -> str:
    """A run that is at work in this process, or in one that has died."""
    from bots.ledger import recovery, runs

    run = hall.ask()
    here = recovery.this_worker()
    worker = here if alive else Worker(here.host, here.boot, here.pid, "long ago")
    runs.take(run=run, worker=worker, clock=hall.clock)
    return run


def ending(hall: Hall, run: str) -> tuple[RunState, str]:
    from bots.ledger import runs

    hall.project.open_ledger()
    found = runs.get(run)
    return found.state, found.reason


def test_ending_the_child_at_once_is_known_as_a_persons_doing(tmp_path: Path) -> None:
    worker = LocalWorker(tmp_path, lambda told: None, lambda told: None)
    worker.stop_now()  # there is no child yet
    assert not worker.cut_short
    worker._child = subprocess.Popen(
        [sys.executable, "-c", "import sys; sys.stdin.read()"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    worker.stop_now()
    assert worker.cut_short
    assert worker._child.stdout is not None
    worker._child.stdout.close()
    assert worker._child.wait(10) == 0


def test_the_command_says_that_a_person_stopped_it(
    hall: Hall, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run = taken(hall, alive=False)

    def cut(worker: LocalWorker, run: str, *, headed: bool = False, attended: bool = False) -> int:
        worker.cut_short = True
        return 3

    monkeypatch.setattr(LocalWorker, "carry_out", cut)
    assert progress.carry_out(hall.project, run, "ja", headed=False, as_json=False) == 2
    said = capsys.readouterr().out
    assert "人の指示" in said
    assert f"bots resume {run}" in said
    assert "部品が止まりました" not in said
    assert ending(hall, run) == (RunState.STOPPED, "P76")


def test_a_run_that_ended_by_itself_meanwhile_stays_as_it_ended(hall: Hall) -> None:
    run, _ = hall.run()
    stopped_at_once(hall.project, run)
    assert ending(hall, run) == (RunState.FINISHED, "")


def test_a_run_that_somebody_goes_on_with_is_left_alone(hall: Hall) -> None:
    run = taken(hall, alive=True)
    stopped_at_once(hall.project, run)
    assert ending(hall, run)[0] is RunState.RUNNING


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_closed_terminal_is_no_end_where_the_run_was_started_to_outlive_it(tmp_path: Path) -> None:
    """`nohup bots run …` has the hang-up ignored before the program begins."""
    worker = LocalWorker(tmp_path, lambda told: None, lambda told: None)
    told: list[bool] = []
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        interrupts = Interrupts(worker, lambda: told.append(True))
        interrupts.install()
        os.kill(os.getpid(), signal.SIGHUP)
        assert told == []
        assert not worker.cut_short
        os.kill(os.getpid(), signal.SIGINT)
        assert told == [True]
        interrupts.restore()
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)
