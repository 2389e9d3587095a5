"""How a run in a real browser can end early: killed, closed, interrupted, stopped from another window.

Each time: no browser left after two seconds, a ledger that goes on, nothing entered twice.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bots import practice
from bots.app.place import init_project
from bots.practice import Practice
from tests.runs.processes import bots, left_after, run, wait_for

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and process groups of POSIX")
ROWS = 5


@pytest.fixture
def system(tmp_path: Path) -> Iterator[Practice]:
    with practice.start("childcare", tmp_path / "truth", environment="training") as running:
        yield running


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return init_project(tmp_path / "project")


def none_left(home: Path) -> None:
    assert not left_after(home)


def finish(home: Path, system: Practice, doubtful: int) -> None:
    """Go on with the run, then hand the sheet in again: each key once, at most `doubtful` in doubt."""
    resumed = bots(home, "resume")
    assert resumed.wait(120) in (0, 1, 3)
    again = run(home, system, ROWS)
    again.wait(120)
    keys = [entry.key for entry in system.truth()]
    assert len(keys) == len(set(keys)), "entered twice"
    assert len(keys) >= ROWS - doubtful


@pytest.mark.parametrize("after", [0, 2])
def test_a_killed_command_leaves_no_browser_and_a_run_that_goes_on(
    home: Path, system: Practice, after: int
) -> None:
    started = run(home, system, ROWS)
    if after:
        wait_for(lambda: len(system.truth()), after)
    else:  # the run is in the ledger, nothing was entered yet
        wait_for(lambda: len(list(home.glob("logs/runs/*/*/input.xlsx"))), 1)
    os.kill(started.pid, signal.SIGKILL)
    started.wait()
    none_left(home)
    finish(home, system, doubtful=1)


def test_ctrl_c_ends_with_the_row_in_hand(home: Path, system: Practice) -> None:
    started = run(home, system, ROWS)
    wait_for(lambda: len(system.truth()), 2)
    os.kill(started.pid, signal.SIGINT)
    assert started.wait(60) == 2
    none_left(home)
    entered = len(system.truth())
    assert entered < ROWS
    finish(home, system, doubtful=0)


def test_a_second_ctrl_c_ends_at_once_and_is_told_as_a_persons_doing(
    home: Path, system: Practice
) -> None:
    started = run(home, system, ROWS)
    wait_for(lambda: len(system.truth()), 1)
    os.kill(started.pid, signal.SIGINT)
    os.kill(started.pid, signal.SIGHUP)  # as a second Ctrl-C, which could melt into the first here
    started.wait(30)
    none_left(home)
    told = subprocess.run(
        [sys.executable, "-m", "bots", "-C", str(home), "show"], capture_output=True, text=True, check=False
    )
    # between two rows the first Ctrl-C may have ended the run already
    assert "人の指示" in told.stdout or "停止の指示" in told.stdout
    assert "部品が止まりました" not in told.stdout
    finish(home, system, doubtful=1)


def test_a_closed_terminal_ends_at_once(home: Path, system: Practice) -> None:
    started = run(home, system, ROWS)
    wait_for(lambda: len(system.truth()), 2)
    os.kill(started.pid, signal.SIGHUP)
    started.wait(20)
    none_left(home)
    finish(home, system, doubtful=1)


def test_stop_works_from_another_window(home: Path, system: Practice) -> None:
    started = run(home, system, ROWS)
    wait_for(lambda: len(system.truth()), 1)
    stopping = bots(home, "stop", "latest")
    assert stopping.wait(30) == 0
    assert started.wait(60) == 2
    assert len(system.truth()) < ROWS
    finish(home, system, doubtful=0)
