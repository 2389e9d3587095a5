"""The ways in which a run is cut off: at a named point, at a system call, at a moment within the system's latency."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bots.clock import SystemClock
from bots.crashpoints import aim
from bots.testing import FakeSystem
from tests.crash.distant import DistantSystem
from tests.crash.forks import begin_fork, in_fork
from tests.hall import Hall

# What changes a file: between two of these nothing that outlives the process can change.
CALLS = ("pwrite64", "write", "fdatasync", "fsync", "ftruncate", "rename", "unlink", "mkdir")
_ATTACHED = 10.0  # seconds within which strace must have taken hold


@dataclass(frozen=True)
class Named:
    """Killed at a crash point of the code, `name:n`; "" = not killed."""

    target: str = ""

    def run(self, home: Path, later: int) -> bool:
        """Hand the sheet in, so many minutes after the first time; whether it was killed."""
        return killed(in_fork(lambda: hand_in(home, self.target, later)))

    def __str__(self) -> str:
        return self.target or "to its end"


@dataclass(frozen=True)
class Call:
    """Killed on the way into the `nth` system call `name` of a thread: that call does not happen any more."""

    name: str
    nth: int

    def run(self, home: Path, later: int) -> bool:
        """The same, under strace."""
        how = [f"--inject={self.name}:signal=KILL:when={self.nth}", f"--trace={self.name}"]
        return killed(traced(lambda: hand_in(home, "", later), how, home / "trace.txt"))

    def __str__(self) -> str:
        return f"{self.name}:{self.nth}"


@dataclass(frozen=True)
class Moment:
    """Killed by the distant system, so many seconds after the request of the `nth` row has come."""

    nth: int
    seconds: float

    def run(self, home: Path, later: int) -> bool:
        """The same; the system was told whom to kill when it was started."""
        return killed(in_fork(lambda: hand_in(home, "", 0)))

    def __str__(self) -> str:
        return f"request {self.nth} + {self.seconds * 1000:.0f} ms"


Cut = Named | Call | Moment


def killed(status: int) -> bool:
    """Whether that wait status is a kill. Raises AssertionError for an end that is neither good nor a kill."""
    code = os.waitstatus_to_exitcode(status)
    assert code in (0, -signal.SIGKILL), f"the run ended with {code}"
    return code != 0


def hall_in(home: Path) -> Hall:
    """The hall that was opened there; behind a distant system it lives in the time of the world."""
    from tests.crash.distant import SOCKET

    distant = (home / SOCKET).exists()
    system = (DistantSystem if distant else FakeSystem)(home / "truth.jsonl", key="番号", search="検索")
    return Hall(home, system, SystemClock()) if distant else Hall(home, system)  # type: ignore[arg-type]


def hand_in(home: Path, target: str = "", later: int = 0, log: str = "") -> None:
    """Hand the sheet in, to be killed at `target`; so many minutes after the first time."""
    aim(target, log)
    hall = hall_in(home)
    if later and not isinstance(hall.clock, SystemClock):
        hall.clock.move(60.0 * later)
    hall.run()


def traced(work: Callable[[], object], how: list[str], log: Path) -> int:
    """`work` in a fork that strace holds from before its beginning; the fork's wait status."""
    strace = shutil.which("strace")
    assert strace is not None, "kills at system calls need strace (apt-get install strace)"
    ready, go = os.pipe()

    def waiting() -> None:
        os.close(go)
        os.read(ready, 1)
        work()

    child = begin_fork(waiting)
    os.close(ready)
    tracer = subprocess.Popen([strace, "-f", "-qq", "-o", str(log), *how, "-p", str(child)])
    end = time.monotonic() + _ATTACHED
    while "TracerPid:\t0\n" in Path(f"/proc/{child}/status").read_text(encoding="ascii"):
        assert time.monotonic() < end and tracer.poll() is None, "strace did not take hold"
        time.sleep(0.002)
    os.write(go, b"x")
    os.close(go)
    status = os.waitpid(child, 0)[1]
    tracer.wait()
    return status
