"""Runs whose process has died: what they held goes back, what may have been sent is in doubt.

A process is named by host, start of the machine, number and its own start time, so that a number that
was given again is not mistaken for it. On Linux these are read from /proc. Elsewhere the process is
asked for by number only and its start is unknown: a number that is in use then counts as alive, which
errs to the side of touching nothing. A process of another host is never called dead from here.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Callable
from pathlib import Path

from django.db import transaction

from bots.clock import Clock
from bots.crashpoints import crashpoint
from bots.ledger.facts import LostClaim, Recovered, Worker
from bots.ledger.runs import end, facts
from bots.ledger.tables import Run
from bots.model import RunState

_BOOT = Path("/proc/sys/kernel/random/boot_id")


def this_worker() -> Worker:
    """The process that asks."""
    return Worker(platform.node(), _boot(), os.getpid(), _started(os.getpid()))


def alive(worker: Worker) -> bool:
    """Whether that very process still runs, as far as this machine can tell."""
    if worker.host != platform.node():
        return True
    if worker.boot != _boot():
        return False
    if not _BOOT.exists():
        return _number_in_use(worker.pid)
    return bool(worker.started) and _started(worker.pid) == worker.started


def recover(*, clock: Clock, alive: Callable[[Worker], bool] = alive) -> list[Recovered]:
    """End as broken every running run whose process is gone; what became of their rows.

    May be called at any time, by any process, again and again: a run that another has ended meanwhile
    is passed over."""
    ended = []
    for run in Run.objects.filter(state=RunState.RUNNING).order_by("pk"):
        worker = facts(run).worker
        if worker is not None and alive(worker):
            continue
        crashpoint("ledger.recover.before")
        try:
            with transaction.atomic(durable=True):
                released, uncertain = end(run.name, (RunState.RUNNING,), RunState.BROKEN, "P31", clock)
                crashpoint("ledger.recover.inside")
        except LostClaim:
            continue
        crashpoint("ledger.recover.after")
        ended.append(Recovered(run.name, released, uncertain))
    return ended


def _boot() -> str:
    return _BOOT.read_text(encoding="ascii").strip() if _BOOT.exists() else ""


def _started(pid: int) -> str:
    """When the process began, in ticks since the machine's start; "" if it is gone, a zombie, or if
    this system does not tell."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    after_name = fields.rpartition(")")[2].split()
    return "" if after_name[0] in ("Z", "X") else after_name[19]


def _number_in_use(pid: int) -> bool:
    if os.name == "nt":
        import ctypes

        handle = ctypes.windll.kernel32.OpenProcess(0x1000, False, pid)  # type: ignore[attr-defined]
        if handle:
            ctypes.windll.kernel32.CloseHandle(handle)  # type: ignore[attr-defined]
        return bool(handle)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
