"""Faults of disk and database in the middle of a run: no journal, no submit; and afterwards nothing is doubled or lost.

A sheet is handed in while writing fails, then again when all is well. Writing fails in one of these ways:

- the ledger may not grow (SQLite's own "full", from so many pages on);
- another process holds the ledger, before an intent or after a send, longer than is waited for;
- a system call gives ENOSPC or EIO, once or from then on (with strace), in the ledger or in the run's folder;
- a real disk is full (a small tmpfs, as root).

    python -m tests.crash --disk --points 200 --seed 1 --json
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from tests.crash.cuts import hall_in, traced
from tests.crash.forks import in_fork, new_hall, place_for_trials
from tests.crash.kills import ROWS, Tally, calls, judge, look, reported
from tests.hall import RECIPE

KINDS = ("pages", "locked", "calls", "disk")
# What people are told where writing fails: never the database's own words, never a traceback.
TOLD = frozenset({"P32", "P43", "P44", "P51", "P52", "P80", "P81", "P132"})
_FAULTS = {
    "pwrite64": ("ENOSPC", "EIO"), "write": ("ENOSPC", "EIO"), "fdatasync": ("EIO",), "fsync": ("EIO",),
    "ftruncate": ("EIO",), "rename": ("ENOSPC",), "mkdir": ("ENOSPC",),
}  # fmt: skip
_SOON = 0.2  # seconds that are waited for a lock here, instead of 30


def hand_in_told(home: Path) -> dict[str, Any]:
    """Hand the sheet in; how it ended: an exit code, or the code of what people are told."""
    from bots.app.unexpected import unexpected
    from bots.errors import BotsError

    try:
        return {"code": hall_in(home).run()[1], "told": ""}
    except BotsError as error:
        return {"code": 2, "told": error.problem.code}
    except Exception as error:  # as the process of a run and the command line do it
        last = traceback.extract_tb(error.__traceback__)[-1]
        code = unexpected(error).problem.code
        return {"code": 2, "told": code, "from": f"{type(error).__name__} in {Path(last.filename).name}:{last.lineno}"}


# --------------------------------------------------------------------------- faults


@dataclass(frozen=True)
class Pages:
    """The ledger may grow by so many pages and no further."""

    more: int

    def run(self, home: Path, result: Path) -> int:
        """Hand the sheet in under the fault; the wait status."""

        def full() -> dict[str, Any]:
            from django.db import connections

            ledger = home / "data" / "ledger.sqlite3"
            with contextlib.closing(sqlite3.connect(ledger)) as opened:
                pages = opened.execute("PRAGMA page_count").fetchone()[0]
            options = connections.settings["default"]["OPTIONS"]
            limit = f"{options['init_command']}PRAGMA max_page_count={pages + self.more};"
            with patch.dict(options, init_command=limit):
                return hand_in_told(home)

        return in_fork(full, result)


@dataclass(frozen=True)
class Locked:
    """Another process holds the ledger from the `nth` intent on, or from the `nth` send on."""

    where: str
    nth: int

    def run(self, home: Path, result: Path) -> int:
        """The same."""
        return in_fork(lambda: self._run(home), result)

    def _run(self, home: Path) -> dict[str, Any]:
        from django.db import connections

        from bots.engine.books import Books
        from bots.testing import FakeSystem

        whole, method = (Books, "intent") if self.where == "intent" else (FakeSystem, "store")
        careful: Any = getattr(whole, method)
        passed = 0
        with patch.dict(connections.settings["default"]["OPTIONS"], timeout=_SOON), contextlib.ExitStack() as held:

            def locking(*what: Any) -> Any:
                nonlocal passed
                passed += 1
                done = None if whole is Books else careful(*what)
                if passed == self.nth:
                    held.enter_context(_held(home / "data" / "ledger.sqlite3"))
                return careful(*what) if whole is Books else done

            with patch.object(whole, method, locking):
                return hand_in_told(home)


@contextmanager
def _held(ledger: Path) -> Iterator[None]:
    """The ledger in the hands of another process."""
    holder = subprocess.Popen([sys.executable, "-c", _HOLDS, str(ledger)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert holder.stdout is not None and holder.stdout.readline() == b"held\n"
    try:
        yield
    finally:
        holder.communicate(b"\n")


_HOLDS = """
import sqlite3, sys
ledger = sqlite3.connect(sys.argv[1], timeout=30, isolation_level=None)
ledger.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.readline()
"""


@dataclass(frozen=True)
class Call:
    """The `nth` system call `name` of a thread fails with `error`; with `on`, all after it too."""

    name: str
    nth: int
    error: str
    on: bool

    def run(self, home: Path, result: Path) -> int:
        """The same, under strace."""
        inject = f"--inject={self.name}:error={self.error}:when={self.nth}{'+' if self.on else ''}"
        return traced(lambda: result_of(home, result), [inject, f"--trace={self.name}"], home / "trace.txt")


def result_of(home: Path, result: Path) -> None:
    """How handing in ended, told by a name alone: where every writing fails, a new name may still be had."""
    result.with_suffix(".link").symlink_to(json.dumps(hand_in_told(home)))
    os._exit(0)


@dataclass(frozen=True)
class Disk:
    """A real disk on which so many kilobytes are left."""

    left: int

    def run(self, home: Path, result: Path) -> int:
        """The same; `home` is a file system of its own."""
        free = shutil.disk_usage(home).free - self.left * 1024
        with (home / "filler").open("wb") as filler:
            filler.write(b"\0" * max(free, 0))
        status = in_fork(lambda: result_of(home, result))
        (home / "filler").unlink()
        return status


Fault = Pages | Locked | Call | Disk


# --------------------------------------------------------------------------- trials


def trial(folder: Path, fault: Fault, tally: Tally) -> None:
    """Handed in under the fault, handed in again without it; judged after both."""
    home, result = folder / "hall", folder / "told.json"
    link = result.with_suffix(".link")
    with _small_disk(home) if isinstance(fault, Disk) else contextlib.nullcontext():
        new_hall(home, ROWS)
        status = fault.run(home, result)
        told = json.loads(str(link.readlink()) if link.is_symlink() else result.read_text(encoding="utf-8")) if not status else {}
        again = in_fork(lambda: hand_in_told(home), folder / "again.json")
        looked = in_fork(lambda: look(home), folder / "look.json")
        tally.points += 1
        name = str(fault)
        if status:
            _note(tally, "wrong", f"{name}: the run ended with {status}: a traceback")
        elif told["told"] and told["told"] not in TOLD:
            _note(tally, "wrong", f"{name}: told as {told}")
        if again or looked:
            _note(tally, "stuck", f"{name}: the last run did not end")
        else:
            judge(json.loads((folder / "look.json").read_text(encoding="utf-8")), f"{name} {told}", tally, most=1)
    tally.told[told.get("told") or f"exit {told.get('code', '?')}"] += 1
    for left in (home, link, result):
        shutil.rmtree(left, ignore_errors=True) if left.is_dir() else left.unlink(missing_ok=True)


def _note(tally: Tally, kind: str, what: str) -> None:
    setattr(tally, kind, getattr(tally, kind) + 1)
    tally.failures.append(what)


@contextmanager
def _small_disk(home: Path) -> Iterator[None]:
    home.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(home)], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", str(home)], check=True)


def faults(kind: str, place: Path) -> list[Fault]:
    """Every fault of a kind."""
    if kind == "pages":
        return [Pages(more) for more in range(8)]  # a run of three rows needs no more
    if kind == "locked":
        return [Locked(where, nth) for where in ("intent", "send") for nth in range(1, ROWS + 1)]
    if kind == "disk":
        return [Disk(left) for left in range(0, 800, 20)]
    return [
        Call(one.name, one.nth, error, on)
        for one in calls(place, RECIPE) for error in _FAULTS.get(one.name, ()) for on in (False, True)
    ]  # fmt: skip


def trials(count: int, seed: int, kinds: Sequence[str]) -> Tally:
    """`count` faults, drawn in turns from `kinds`, each kind without gaps."""
    chance, tally, place = random.Random(seed), Tally(), place_for_trials()
    drawn = [_drawn(faults(kind, place), chance) for kind in kinds]
    for number in reported(range(count), tally):
        trial(place, next(drawn[number % len(drawn)]), tally)
    return tally


def _drawn(some: list[Fault], chance: random.Random) -> Iterator[Fault]:
    while True:
        yield from chance.sample(some, len(some))
