"""The ledger of a server as a script, and back: by PostgreSQL's own programs, whose words no password is in.

Only the ledger's own tables are touched, in one transaction each way.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from bots.errors import PlaceError
from bots.ledger.copies import Copied
from bots.ledger.postgres.faults import at_the_door, fault

_TABLES = "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema() AND table_name ~ '^(ledger|django)_'"
_BOOK = "SELECT instance, seq, head FROM ledger_book"
_CHANGES = "SELECT name FROM django_migrations WHERE app = 'ledger' ORDER BY name"
_NEWEST = "SELECT id, name FROM ledger_run ORDER BY id DESC LIMIT 1"


def dump(address: str, password: str, where: str, target: Path) -> Copied:
    """The ledger at `address` as it stands at this moment → the script `target` (0600), and what it holds.

    Raises PlaceError P180 where there is no pg_dump, P181 where it fails, P151 to P157.
    """
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with _session(address, password, where) as session:
        session.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        session.execute("SET LOCAL idle_in_transaction_session_timeout = 0")  # pg_dump may be a while
        ((snapshot,),) = session.execute("SELECT pg_export_snapshot()")
        book = session.execute(_BOOK).fetchone()
        if book is None:
            raise PlaceError("P183", folder=where)
        changes = tuple(name for (name,) in session.execute(_CHANGES))
        newest = session.execute(_NEWEST).fetchone() or (0, "")
        rows = {name: _count(session, name) for (name,) in session.execute(_TABLES).fetchall()}
        only = [f"--table={one}_*" for one in ("ledger", "django")]
        _call("pg_dump", password, address, ["--no-owner", "--no-privileges", *only], [f"--snapshot={snapshot}", f"--file={target}"])
    return Copied(str(book[0]), int(book[1]), str(book[2]), changes, rows, int(newest[0]), str(newest[1]))


def put_back(address: str, password: str, where: str, script: Path) -> None:
    """Let the ledger at `address` be the one of `script`: all of it, or it stays as it is. Raises PlaceError as `dump`."""
    with _session(address, password, where) as session:
        tables = [name for (name,) in session.execute(_TABLES)]
    with tempfile.TemporaryDirectory() as place:
        before = Path(place) / "before.sql"
        before.write_text("".join(f'DROP TABLE "{name}" CASCADE;\n' for name in tables), encoding="utf-8")
        how = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
        _call("psql", password, address, how, [f"--file={before}", f"--file={script}"])


@contextmanager
def _session(address: str, password: str, where: str) -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
    try:
        session = psycopg.connect(address, password=password or None, connect_timeout=5, application_name="bots backup")
    except psycopg.Error as error:
        raise at_the_door(error, where) from error
    with session:
        try:
            yield session
        except psycopg.Error as error:
            raise fault(error, where) or PlaceError("P157", where=where) from error


def _count(session: psycopg.Connection[tuple[Any, ...]], table: str) -> int:
    ((count,),) = session.execute(f'SELECT count(*) FROM "{table}"'.encode())
    return int(count)


def _call(program: str, password: str, address: str, words: list[str], more: list[str]) -> None:
    """Its own words may hold keys of rows: who wants them says the line that is told."""
    line = shlex.join([program, f"--dbname={address}", *words, "--file=ledger.sql"])
    if shutil.which(program) is None:
        raise PlaceError("P180", program=program, line=line)
    given = {"PGPASSWORD": password} if password else {}
    done = subprocess.run(
        [program, f"--dbname={address}", "--no-password", *words, *more],
        env={**os.environ, **given}, stdin=subprocess.DEVNULL, capture_output=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise PlaceError("P181", program=program, exit=done.returncode, line=line)
