"""Kills a story at every crash point that it passes, one after another.

A story is a function of a folder that can be begun again after any death. `points` lists what a whole
telling passes; `tell` tells it, to its end or to a kill. Each telling is a process of its own: a fork
where the system has it (a hundredth of a second), else a fresh interpreter.
"""

from __future__ import annotations

import importlib
import os
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Story = Callable[[Path], None]


@dataclass(frozen=True)
class Kill:
    """The `nth` passing of a crash point, from 1."""

    point: str
    nth: int = 1

    def __str__(self) -> str:
        return f"{self.point}:{self.nth}"

    @classmethod
    def of(cls, text: str) -> Kill:
        """`ledger.intent.after:3` as it stands in the log of a dry run."""
        point, _, nth = text.rpartition(":")
        return cls(point, int(nth))


def points(story: Story, folder: Path) -> list[Kill]:
    """Every point that a whole telling in `folder` passes, in order."""
    log = folder.with_name(folder.name + ".points")
    assert not tell(story, folder, {"BOTS_CRASH_LOG": str(log)})
    return [Kill.of(line) for line in log.read_text(encoding="utf-8").split()]


def kill(story: Story, folder: Path, at: Kill) -> None:
    """Tell the story until it is killed at `at`. Raises AssertionError if it is not killed there."""
    assert tell(story, folder, {"BOTS_CRASH": str(at)}), f"{at} was not passed"


def tell(story: Story, folder: Path, environment: dict[str, str] | None = None) -> bool:
    """Tell the story in a process of its own; True if that was killed, False if it came to its end."""
    settings = {"BOTS_CRASH": "", "BOTS_CRASH_LOG": "", **(environment or {})}
    code = (_forked if hasattr(os, "fork") else _fresh)(story, folder, settings)
    killed = -getattr(signal, "SIGKILL", signal.SIGTERM)
    assert code in (0, killed, int(signal.SIGTERM)), f"the story ended with {code}"
    return code != 0


def _forked(story: Story, folder: Path, settings: dict[str, str]) -> int:
    import bots.ledger.tables  # noqa: F401 - warm: each fork is spared the making of tables
    from bots.ledger.connection import close_ledger

    close_ledger()  # a connection does not outlive a fork
    child = os.fork()
    if child == 0:
        code = 1
        try:
            _prepare(settings)
            story(folder)
            code = 0
        except BaseException:
            traceback.print_exc()
            sys.stderr.flush()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _prepare(settings: dict[str, str]) -> None:
    """The crash points read their wishes when they are imported; those who imported them see it."""
    from bots import crashpoints

    os.environ.update(settings)
    importlib.reload(crashpoints)


def _fresh(story: Story, folder: Path, settings: dict[str, str]) -> int:
    code = f"from pathlib import Path; from {story.__module__} import {story.__name__} as story"
    command = [sys.executable, "-c", f"{code}; story(Path({str(folder)!r}))"]
    return subprocess.run(command, env={**os.environ, **settings}, check=False).returncode
