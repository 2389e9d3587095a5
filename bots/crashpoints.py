"""Named places where a test may kill the process, as a power cut would.

`BOTS_CRASH=ledger.intent.after:3` kills the process (SIGKILL) when that point is passed the third time.
`BOTS_CRASH_LOG=FILE` writes the name of every point passed, so that a dry run lists them all.
Without either variable a point costs one comparison.
"""

from __future__ import annotations

import os
import signal
from collections import Counter

_TARGET, _, _NTH = os.environ.get("BOTS_CRASH", "").partition(":")
_LOG = os.environ.get("BOTS_CRASH_LOG", "")
_ACTIVE = bool(_TARGET or _LOG)
_passed: Counter[str] = Counter()


def crashpoint(name: str) -> None:
    """Pass the point `name`; the process dies here if the environment asks for it."""
    if not _ACTIVE:
        return
    _passed[name] += 1
    if _LOG:
        with open(_LOG, "a", encoding="utf-8") as log:
            log.write(f"{name}:{_passed[name]}\n")
    if name == _TARGET and _passed[name] == int(_NTH or 1):
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
