"""Backups for tests: one of a hall, what is in it, and one that somebody has meddled with."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from bots.app.upkeep.archive import MANIFEST
from bots.app.upkeep.back_up import Kept, back_up
from bots.app.upkeep.put_back import Restored, look_ahead, restore
from bots.ledger.connection import close_ledger
from tests.hall import Hall, people

Files = dict[str, bytes]


def quiet(what: str, done: int, whole: int) -> None:
    """Nobody looks how far it is."""


def worked_hall(home: Path) -> Hall:
    """A hall of three rows, two of which are entered; with passwords, and with a timetable."""
    hall = Hall.open(home, people(3))
    (home / "config" / "secrets.yaml").write_text("name: himitsu\n", encoding="utf-8")
    hall.run(limit=2)
    close_ledger()
    return hall


def kept(hall: Hall, folder: Path, **how: Any) -> Kept:
    """A backup of the hall, a second later than the one before."""
    hall.clock.move(1)
    made = back_up(hall.project, folder, quiet, **how)
    close_ledger()
    return made


def brought_back(hall: Hall, file: Path, *, ledger_only: bool = False) -> Restored:
    """The backup brought back, without a question."""
    hall.clock.move(1)
    ahead = look_ahead(hall.project, file, quiet, ledger_only=ledger_only)
    return restore(hall.project, ahead, quiet, ledger_only=ledger_only)


def names_in(file: Path) -> list[str]:
    """The files of a backup."""
    with zipfile.ZipFile(file) as opened:
        return sorted(opened.namelist())


def tree(home: Path) -> dict[str, str]:
    """Every file of a project with the SHA-256 of what it holds; of the ledger what it says."""
    found = {}
    for path in sorted(one for one in home.rglob("*") if one.is_file()):
        name = path.relative_to(home).as_posix()
        if name.endswith((".sqlite3-wal", ".sqlite3-shm", ".lock")):
            continue
        data = rows(path) if name == "data/ledger.sqlite3" else path.read_bytes()
        found[name] = hashlib.sha256(data).hexdigest()
    return found


def rows(ledger: Path) -> bytes:
    """All that a ledger says, whatever its pages look like."""
    with closing(sqlite3.connect(ledger)) as books:
        return "\n".join(books.iterdump()).encode()


def forged(file: Path, change: Callable[[Files, dict[str, Any]], None], place: Path) -> Path:
    """A backup of the same name in `place` whose files and manifest were changed, with sums that fit."""
    place.mkdir(exist_ok=True)
    with zipfile.ZipFile(file) as opened:
        files = {name: opened.read(name) for name in opened.namelist() if name != MANIFEST}
        told = json.loads(opened.read(MANIFEST))
    change(files, told)
    told["files"] = {name: [hashlib.sha256(data).hexdigest(), len(data)] for name, data in files.items()}
    with zipfile.ZipFile(place / file.name, "w") as made:
        for name, data in files.items():
            made.writestr(name, data)
        made.writestr(MANIFEST, json.dumps(told))
    return place / file.name


def said(statement: str, scratch: Path) -> Callable[[Files, dict[str, Any]], None]:
    """A change of the ledger in a backup by a statement."""

    def change(files: Files, told: dict[str, Any]) -> None:
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir()
        (scratch / "ledger").write_bytes(files["data/ledger.sqlite3"])
        with closing(sqlite3.connect(scratch / "ledger")) as books, books:
            books.execute(statement)
        files["data/ledger.sqlite3"] = (scratch / "ledger").read_bytes()

    return change
