"""Real commands as processes of their own, which can be found and killed by the mark they carry."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bots.practice import Practice

RECIPE, SYSTEM = "保育申込", "保育システム"


def bots(home: Path, *words: str, crash: str = "") -> subprocess.Popen[bytes]:
    """A command of its own session, whose processes all carry the project's mark."""
    return subprocess.Popen(
        [sys.executable, "-m", "bots", "-C", str(home), *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env={**os.environ, "BOTS_TEST_MARK": str(home), "BOTS_CRASH": crash},
    )


def run(home: Path, system: Practice, rows: int, crash: str = "") -> subprocess.Popen[bytes]:
    """Hand the sheet in, for so many rows."""
    address = f"{SYSTEM}={system.address}"
    return bots(home, "run", RECIPE, "--limit", str(rows), "--address", address, crash=crash)


def ours(home: Path) -> dict[int, str]:
    """Every living process that carries the project's mark, with its command line."""
    found = {}
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            if str(home).encode() not in path.read_bytes():
                continue
            if "State:\tZ" in path.with_name("status").read_text():
                continue
            line = path.with_name("cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
        except OSError:
            continue
        found[int(path.parent.name)] = line
    return found


def left_after(home: Path, seconds: float = 2) -> dict[int, str]:
    """What is still there after so many seconds; waits no longer than needed."""
    end = time.monotonic() + seconds
    while (left := ours(home)) and time.monotonic() < end:
        time.sleep(0.05)
    return left


def wait_for(count: Callable[[], int], wanted: int, seconds: float = 60) -> None:
    """Wait until `count` has come to `wanted`. Raises AssertionError if it does not come."""
    end = time.monotonic() + seconds
    while count() < wanted:
        assert time.monotonic() < end, "the rows do not come"
        time.sleep(0.02)


def find(home: Path, command: int, victim: str) -> int | None:
    """The process id of a victim, or None if it is gone already."""
    for pid, line in sorted(ours(home).items()):
        kind = (
            "command" if pid == command
            else "driver" if "run-driver" in line
            else "browser" if "--remote-debugging" in line and "--type=" not in line
            else "child" if "bots" in line and "--type=" not in line
            else ""
        )  # fmt: skip
        if kind == victim:
            return pid
    return None
