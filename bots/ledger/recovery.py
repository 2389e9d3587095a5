"""After a process died: what its runs held goes back, what they may have sent is in doubt.

A process is dead if the machine was started anew since, or no process of its number began when it
did. Linux tells both in /proc; Windows and macOS tell the absolute time at which a process began,
which serves for both. A process on another machine cannot be seen from here and is taken to be
alive: a person who knows better calls `recover(alive=lambda worker: False)`.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from django.db import transaction

from bots.clock import Clock
from bots.crashpoints import crashpoint
from bots.ledger import runs
from bots.ledger.connection import lasting
from bots.ledger.facts import LostClaim, Recovered, Worker
from bots.ledger.tables import Run
from bots.model import RunState

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


def this_worker() -> Worker:
    """The process that asks."""
    return Worker(platform.node(), _boot(), os.getpid(), _started(os.getpid()))


def is_alive(worker: Worker) -> bool:
    """Whether `worker` still runs; True where that cannot be told."""
    if worker.host != platform.node():
        return True
    if worker.boot != _boot():
        return False
    return _started(worker.pid) == worker.started


@lasting
def recover(*, clock: Clock, alive: Callable[[Worker], bool] = is_alive) -> list[Recovered]:
    """End every running run whose process is dead: running items → pending, submitting → uncertain,
    run → broken (P31), slots freed. One transaction a run; doing it twice changes nothing more.
    """
    ended = []
    for run in list(Run.objects.filter(state=RunState.RUNNING).order_by("pk")):
        worker = runs.facts(run).worker
        if worker is not None and alive(worker):
            continue
        crashpoint("ledger.recover.before")
        try:
            with transaction.atomic(durable=True):
                released, uncertain = runs.end(
                    run.name, (RunState.RUNNING,), RunState.BROKEN, "P31", clock
                )
                crashpoint("ledger.recover.inside")
        except LostClaim:
            continue  # another process was faster
        crashpoint("ledger.recover.after")
        ended.append(Recovered(run.name, released, uncertain))
    return ended


def _boot() -> str:
    """Which start of the machine this is; "" where the time of a process is absolute."""
    try:
        return _BOOT_ID.read_text(encoding="ascii").strip()
    except OSError:
        return ""


def _started(pid: int) -> str:
    """When the process began, in the words of the operating system; "" if there is none."""
    if sys.platform == "win32":
        return _started_windows(pid)
    if not Path("/proc/self/stat").exists():
        return _started_ps(pid)
    try:
        text = Path(f"/proc/{pid}/stat").read_bytes().decode("utf-8", "replace")
    except OSError:
        return ""
    # The name in brackets may hold blanks and brackets; after the last one the fields are plain.
    parts = text.rpartition(")")[2].split()
    if parts[0] in ("Z", "X"):  # dead, and not yet fetched by its parent
        return ""
    return parts[19]


def _started_ps(pid: int) -> str:
    told = subprocess.run(
        ["ps", "-o", "lstart=", "-p", str(pid)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "LC_ALL": "C"},
    )
    return told.stdout.strip()


def _started_windows(pid: int) -> str:  # pragma: no cover - runs on Windows only
    import ctypes
    from ctypes import wintypes

    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined]
    kernel.OpenProcess.restype = wintypes.HANDLE
    query_limited = 0x1000
    handle = kernel.OpenProcess(query_limited, False, pid)
    if not handle:
        return ""
    try:
        begun, ended, in_kernel, in_user = (wintypes.FILETIME() for _ in range(4))
        told = kernel.GetProcessTimes(
            wintypes.HANDLE(handle),
            ctypes.byref(begun),
            ctypes.byref(ended),
            ctypes.byref(in_kernel),
            ctypes.byref(in_user),
        )
        over = ended.dwHighDateTime or ended.dwLowDateTime
        if not told or over:
            return ""
        return str((begun.dwHighDateTime << 32) + begun.dwLowDateTime)
    finally:
        kernel.CloseHandle(wintypes.HANDLE(handle))
