"""Copies of the ledger as files: taken while others work, counted, and tried out before anybody relies on one."""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bots.clock import Clock

Progress = Callable[[int, int], None]
"""How much of how much is done, in any unit."""
Words = tuple[str, str]
"""What is wrong, in Japanese and in English."""

FILE, SCRIPT = ".sqlite3", ".sql"  # how the names of copies end: of a file's ledger, of a server's
_TABLE = re.compile(rb'COPY (?:\w+\.)?"?(\w+)"? ')
_END = b"-- PostgreSQL database dump complete"
_PAGES = 2000  # copied between two times at which progress is told


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy holds: which ledger, how far it had come (see `anchor.Anchor`), the changes of its tables, of each table
    its rows; its newest run by number and id (0 and "" where it has none)."""

    instance: str
    seq: int
    head: str
    changes: tuple[str, ...]
    rows: Mapping[str, int]
    last_run: int
    newest: str


def copy_file(file: Path, target: Path, progress: Progress) -> Copied:
    """The ledger `file` as it stands at this moment → the new file `target`, 0600; others go on reading and writing.

    Raises sqlite3.Error and OSError.
    """
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    opened = sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True, timeout=30, isolation_level=None)
    with contextlib.closing(opened) as source, contextlib.closing(sqlite3.connect(target)) as copy:
        source.execute("BEGIN")
        found = copied(source.execute)  # what is read first fixes the state that is copied
        source.backup(copy, pages=_PAGES, progress=lambda _, left, total: progress(total - left, total), sleep=0)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it
    return found


def copied(say: Callable[[str], Iterable[tuple[Any, ...]]]) -> Copied:
    """What the ledger that answers to `say` holds."""
    ((instance, seq, head),) = say("SELECT instance, seq, head FROM ledger_book")
    changes = tuple(sorted(name for (name,) in say("SELECT name FROM django_migrations WHERE app = 'ledger'")))
    ((last,),) = say("SELECT coalesce(max(id), 0) FROM ledger_run")
    newest = [name for (name,) in say(f"SELECT name FROM ledger_run WHERE id = {int(last)}")]
    return Copied(str(instance), int(seq), str(head), changes, rows_by_table(say), int(last), newest[0] if newest else "")


def rows_by_table(say: Callable[[str], Iterable[tuple[Any, ...]]]) -> dict[str, int]:
    """Of each table of the ledger that answers to `say` its rows."""
    tables = [name for (name,) in say("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {name: _count(say, name) for name in sorted(tables) if not name.startswith("sqlite_")}


def _count(say: Callable[[str], Iterable[tuple[Any, ...]]], table: str) -> int:
    ((count,),) = say(f'SELECT count(*) FROM "{table}"')
    return int(count)


def rows_of(copy: Path) -> tuple[Mapping[str, int], str]:
    """Of each table of a copy its rows, and what is wrong with the whole of it ("" = nothing). Raises OSError."""
    return _rows_of_script(copy) if copy.suffix == SCRIPT else _rows_of_file(copy)


def _rows_of_script(copy: Path) -> tuple[Mapping[str, int], str]:
    """Of what pg_dump wrote: a line a row, from its COPY to a line of `\\.`"""
    rows: dict[str, int] = {}
    table, whole = "", False
    with copy.open("rb") as lines:
        for line in lines:
            if table:
                if line == b"\\.\n":
                    table = ""
                else:
                    rows[table] += 1
            elif found := _TABLE.match(line):
                table = found[1].decode()
                rows[table] = 0
            whole = line.startswith(_END) or (whole and not table and not line.startswith(b"COPY "))
    return rows, "" if whole and not table else "cut off"


def _rows_of_file(copy: Path) -> tuple[Mapping[str, int], str]:
    try:
        with contextlib.closing(sqlite3.connect(f"{copy.as_uri()}?mode=ro", uri=True)) as books:
            answer = str(books.execute("PRAGMA integrity_check(1)").fetchone()[0])
            if answer == "ok" and books.execute("PRAGMA foreign_key_check").fetchone() is not None:
                answer = "foreign_key_check"
            return rows_by_table(books.execute), "" if answer == "ok" else answer
    except sqlite3.Error as error:
        return {}, type(error).__name__


def try_out(folder: Path, clock: Clock) -> Words | None:
    """Open the copied ledger in `folder`, which has its key beside it and is thrown away afterwards, as this program does: an
    older one gets the tables of today there. What does not hold of it, or None. Raises PlaceError as `open_ledger`."""
    from bots.ledger.connection import close_ledger, open_ledger

    open_ledger(folder, clock)
    try:
        return _what_does_not_hold()
    finally:
        close_ledger()


def _what_does_not_hold() -> Words | None:
    from bots.ledger import events, invariants, runs

    verdict = events.verify()
    if not verdict.whole:
        bad = f"{verdict.first_bad:,}" if verdict.first_bad is not None else ""
        return f"台帳の出来事 {bad} が、書かれたものと違います", f"event {bad} of the ledger is not as it was written"
    if wrong := runs.unlike_chain():
        return f"実行 {wrong[0]} の欄が、出来事の記録と違います", f"run {wrong[0]} does not say what the chain says of it"
    for problem in invariants.check_all():
        return problem.sentence("ja"), problem.sentence("en")
    return None
