"""Files and folders of a project take the place of others, which are set aside: all of them, or it is undone.

A mark in data/ is there from before the first to after the last of them. As long as it is, no ledger is opened (P179); it
says what was begun, so that `back` can undo it whenever the process died. Every move is a rename within the project.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from bots.app.upkeep.back_up import sync
from bots.crashpoints import crashpoint
from bots.ledger.connection import RESTORING_FILE, write_private

ASIDE, STAGED = "before-restore-", ".restoring-"
LEDGER_SCRIPT = "data/ledger.sql"  # what is set aside of a ledger on a server
_RECORD = "set-aside.json"


@dataclass(frozen=True, slots=True)
class Swap:
    """What takes the place of what. `staged` and `aside` are folders of the project; of each piece: its path, whether one was
    there, whether one comes. `anchor` is the file of the ledger's anchor, with its text of before and of after where that
    changes. `server` = the ledger of a server is changed too, by scripts; `begun` = that was begun."""

    staged: str
    aside: str
    pieces: tuple[tuple[str, bool, bool], ...]
    anchor: str = ""
    before: str | None = None
    after: str | None = None
    server: bool = False
    begun: bool = False

    @classmethod
    def of(cls, home: Path, staged: str, aside: str, names: Sequence[str]) -> Swap:
        """A swap of everything that is called so, in `staged` or in the project."""
        return cls(staged, aside, tuple((name, (home / name).exists(), (home / staged / name).exists()) for name in names))


def read_mark(data: Path) -> Swap | None:
    """The swap that was begun and has not ended, or None."""
    return _read(data / RESTORING_FILE)


def newest_aside(home: Path) -> Swap | None:
    """The swap whose set-aside files are the newest that are there, or None."""
    for folder in sorted(home.glob(f"{ASIDE}*"), reverse=True):
        found = _read(folder / _RECORD)
        if found is not None and any((folder / name).exists() for name in (LEDGER_SCRIPT, *(one for one, _, _ in found.pieces))):
            return replace(found, aside=folder.name)
    return None


def _read(file: Path) -> Swap | None:
    try:
        told: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    pieces = tuple((str(name), bool(had), bool(comes)) for name, had, comes in told.pop("pieces"))
    return Swap(**told, pieces=pieces)


def mark(data: Path, swap: Swap) -> None:
    """From here on the project is in the middle of it."""
    crashpoint("restore.staged")
    write_private(data / RESTORING_FILE, json.dumps(asdict(swap), ensure_ascii=False))
    crashpoint("restore.marked")


def forward(home: Path, swap: Swap) -> None:
    """Set aside what is there and let what is staged take its place."""
    for name, had, comes in swap.pieces:
        if had:
            _move(home / name, home / swap.aside / name)
        crashpoint("restore.between")
        if comes:
            _move(home / swap.staged / name, home / name)
        crashpoint("restore.piece")
    _write_anchor(swap.anchor, swap.before, swap.after)


def back(home: Path, swap: Swap) -> None:
    """Everything as it was, however far `forward` had come; also if this was cut off before."""
    for name, had, comes in reversed(swap.pieces):
        if comes and not (home / swap.staged / name).exists():
            _move(home / name, home / swap.staged / name)
        crashpoint("restore.back")
        if had and (home / swap.aside / name).exists():
            _move(home / swap.aside / name, home / name)
    _write_anchor(swap.anchor, swap.after, swap.before)


def end(home: Path, data: Path, swap: Swap, *, kept: bool) -> None:
    """It is over: with what was set aside `kept`, or as it was before. What is no longer needed goes."""
    if kept:
        write_private(home / swap.aside / _RECORD, json.dumps(asdict(swap), ensure_ascii=False))
    crashpoint("restore.placed")
    (data / RESTORING_FILE).unlink()
    sync(data)
    crashpoint("restore.ended")
    if kept or swap.staged.startswith(STAGED):  # what was to be undone stays, if it was not
        shutil.rmtree(home / swap.staged, ignore_errors=True)
    if not kept:
        shutil.rmtree(home / swap.aside, ignore_errors=True)


def _move(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    source.rename(target)
    sync(target.parent)
    sync(source.parent)


def _write_anchor(file: str, now: str | None, then: str | None) -> None:
    """The text `then` in the place of `now`, if the file has that one; None is no file."""
    if not file or now == then or text_of(Path(file)) != now:
        return
    if then is None:
        Path(file).unlink()
    else:
        Path(file).parent.mkdir(parents=True, exist_ok=True)
        write_private(Path(file), then)


def text_of(file: Path) -> str | None:
    """The text of a file, None where there is none."""
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return None
