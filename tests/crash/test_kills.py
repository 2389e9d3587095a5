"""A sample of the kills: `python -m tests.crash --points N` runs as many as wanted."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]


def test_twelve_kills_lose_and_double_nothing() -> None:
    command = [sys.executable, "-m", "tests.crash", "--points", "12", "--seed", "7", "--json"]
    done = subprocess.run(command, cwd=HOME, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
