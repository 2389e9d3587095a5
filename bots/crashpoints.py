"""Named places where a test may kill the process, as a power cut would.

`BOTS_CRASH=ledger.intent.after:3` kills the process (SIGKILL) when that point is passed the third time.
`BOTS_CRASH_LOG=FILE` writes the name of every point passed, so that a dry run lists them all.
Without either variable a point costs one comparison. `aim` does the same from within a process.
"""

from __future__ import annotations

import os
import signal
from collections import Counter
from dataclasses import dataclass, field


@dataclass
class _Aim:
    """What is to be killed, and what was passed so far."""

    name: str = ""
    nth: int = 1
    log: str = ""
    passed: Counter[str] = field(default_factory=Counter)


_aim: _Aim | None = None


def aim(target: str, log: str = "") -> None:
    """Kill this process at `target` ("name:n", "" = nowhere); write what is passed to the file `log`."""
    global _aim
    name, _, nth = target.partition(":")
    _aim = _Aim(name, int(nth or 1), log) if target or log else None


def crashpoint(name: str) -> None:
    """Pass the point `name`; the process dies here if that was asked for."""
    if _aim is None:
        return
    _aim.passed[name] += 1
    if _aim.log:
        with open(_aim.log, "a", encoding="utf-8") as log:  # noqa: PTH123 - as plain as can be
            log.write(f"{name}:{_aim.passed[name]}\n")
    if name == _aim.name and _aim.passed[name] == _aim.nth:
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))


aim(os.environ.get("BOTS_CRASH", ""), os.environ.get("BOTS_CRASH_LOG", ""))
