"""A sample of the kills: `python -m tests.crash --points N` runs as many as wanted."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]


def test_twelve_kills_lose_and_double_nothing() -> None:
    command = [sys.executable, "-m", "tests.crash", "--points", "12", "--seed", "7", "--json"]
    done = subprocess.run(command, cwd=HOME, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]


def test_kills_before_and_while_rows_are_looked_up_leave_nothing_in_doubt() -> None:
    command = [sys.executable, "-m", "tests.crash", "--probe", "--points", "4", "--seed", "7", "--json"]
    done = subprocess.run(command, cwd=HOME, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    assert json.loads(done.stdout)["uncertain"] == 0


def test_a_run_killed_while_it_takes_its_system_does_not_hold_it_for_ever(tmp_path: Path) -> None:
    from tests.crash.cuts import Named
    from tests.crash.kills import Tally, trial

    tally = Tally()
    for point in ("ledger.hold.before:1", "ledger.hold.inside:1", "ledger.hold.after:1"):
        trial(tmp_path, [Named(point)], tally)
    assert tally.points == 3
    assert tally.failures == []
