"""Opening a ledger: what it promises, what it refuses, what it copies."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bots.errors import PlaceError
from bots.model import ItemState
from bots.testing import FixedClock
from tests.ledger.desk import Desk, empty_ledger, new_desk, row

posix = pytest.mark.skipif(os.name == "nt", reason="modes of files are POSIX's")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """As the program opens it, with every promise about the disk."""
    from bots.ledger.connection import close_ledger

    yield new_desk(tmp_path / "data")
    close_ledger()


def _code(folder: Path) -> str:
    from bots.ledger.connection import open_ledger

    with pytest.raises(PlaceError) as refused:
        open_ledger(folder, FixedClock())
    return refused.value.problem.code


def _sql(folder: Path, statement: str) -> None:
    with contextlib.closing(sqlite3.connect(folder / "ledger.sqlite3")) as connection, connection:
        connection.execute(statement)


@posix
def test_nobody_else_may_read_it() -> None:
    """Though everybody might, when it was made."""
    _, modes = empty_ledger()
    assert modes.pop("") == 0o700
    assert modes["ledger.sqlite3"] == modes["ledger.key"] == 0o600
    assert "ledger.sqlite3-wal" in modes
    assert all(mode & 0o077 == 0 for mode in modes.values())


def test_what_is_committed_stays(desk: Desk) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert cursor.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL
        assert cursor.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_without_the_promises_it_is_not_opened(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import connections

    options = connections["default"].settings_dict["OPTIONS"]
    weaker = "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"
    monkeypatch.setitem(options, "init_command", weaker)
    assert _code(tmp_path / "other") == "P41"


def test_a_newer_ledger_is_refused_and_not_touched(desk: Desk) -> None:
    from bots.ledger.connection import close_ledger

    _sql(
        desk.folder,
        "INSERT INTO django_migrations (app, name, applied)"
        " VALUES ('ledger', '9999_of_tomorrow', '2030-01-01')",
    )
    close_ledger()
    before = (desk.folder / "ledger.sqlite3").read_bytes()
    assert _code(desk.folder) == "P40"
    assert (desk.folder / "ledger.sqlite3").read_bytes() == before


def test_an_older_ledger_is_copied_then_brought_up_to_date(desk: Desk, tmp_path: Path) -> None:
    from django.core.management import call_command

    from bots.ledger import events, runs
    from bots.ledger.connection import close_ledger, open_ledger

    run = desk.run()
    call_command("migrate", "ledger", "0001", verbosity=0)
    close_ledger()
    open_ledger(desk.folder, desk.clock)
    assert runs.get(run).id == run
    assert events.verify().whole
    (copy,) = desk.folder.glob("ledger-before-*.sqlite3")
    assert copy.name == "ledger-before-20261123T103000Z-0001_initial.sqlite3"
    assert stat.S_IMODE(copy.stat().st_mode) & 0o077 == 0 or os.name == "nt"
    with contextlib.closing(sqlite3.connect(copy)) as old:
        columns = {line[1] for line in old.execute("PRAGMA table_info(ledger_run)")}
        assert "declared" not in columns
        assert old.execute("SELECT name FROM ledger_run").fetchall() == [(run,)]
    open_ledger(desk.folder, desk.clock)
    assert len(list(desk.folder.glob("ledger-before-*"))) == 1


def test_keys_of_an_older_ledger_are_kept_as_they_are_seen(desk: Desk) -> None:
    """Else what was entered under them would not be recognised. Both ways of writing stay where both
    have an item, and what was entered under an ordinary key is still compared."""
    from django.core.management import call_command

    from bots.ledger.connection import close_ledger, open_ledger
    from bots.ledger.facts import Decision

    for key in ("1", "2", "が", "3"):
        desk.item_in(ItemState.DONE, key=key)
    call_command("migrate", "ledger", "0005", verbosity=0)
    close_ledger()
    for key, written in (("1", "か\u3099\u200b"), ("2", "は\u309a")):
        _sql(desk.folder, f"UPDATE ledger_item SET key='[\"{written}\"]' WHERE key='[\"{key}\"]'")
    open_ledger(desk.folder, desk.clock)
    values = {"番号": "3", "氏名": "別人"}
    told = desk.enter(desk.run(), row(2, "は\u309a"), row(3, "が"), row(4, "3", values=values))
    assert [one.decision for one in told] == [Decision.ALREADY, Decision.ALREADY, Decision.CHANGED]


@pytest.mark.parametrize("form", ["", '[["番号", "number", ""]]'], ids=["not known", "known"])
def test_keys_that_look_alike_are_one_in_an_older_ledger(desk: Desk, form: str) -> None:
    """What was entered is known again, also where a row that was not entered has the same look."""
    from django.core.management import call_command

    from bots.ledger.connection import close_ledger, open_ledger
    from bots.ledger.facts import Decision

    for key, state in (("1", ItemState.DONE), ("A 2", ItemState.REFUSED), ("3", ItemState.DONE), ("4", ItemState.DONE)):
        desk.item_in(state, key=key)
    call_command("migrate", "ledger", "0006", verbosity=0)
    close_ledger()
    for key, written in (("1", "A‐1\ufe0f"), ("3", "A\u00a02"), ("4", "32364.0")):
        _sql(desk.folder, f"UPDATE ledger_item SET key='[\"{written}\"]' WHERE key='[\"{key}\"]'")
    _sql(desk.folder, f"UPDATE ledger_register SET key_form='{form}'")
    open_ledger(desk.folder, desk.clock)
    run = desk.run(key_form='[["番号", "number", ""]]')
    told = desk.enter(run, row(2, "A-1"), row(3, "A 2"), row(4, "32364"))
    assert [one.decision for one in told] == [Decision.ALREADY] * 3


def test_a_text_that_looks_like_a_number_keeps_its_key(desk: Desk) -> None:
    from django.core.management import call_command

    from bots.ledger.connection import close_ledger, open_ledger
    from bots.ledger.facts import Decision

    desk.item_in(ItemState.DONE, key="1.10")
    call_command("migrate", "ledger", "0006", verbosity=0)
    close_ledger()
    _sql(desk.folder, """UPDATE ledger_register SET key_form='[["番号", "text", ""]]'""")
    open_ledger(desk.folder, desk.clock)
    told = desk.enter(desk.run(), row(2, "1.1"), row(3, "1.10"))
    assert [one.decision for one in told] == [Decision.WORK, Decision.ALREADY]


def test_the_models_and_the_migrations_agree(desk: Desk) -> None:
    from django.core.management import call_command

    call_command("makemigrations", "ledger", check=True, dry_run=True, verbosity=0)


def test_a_new_ledger_has_the_tables_of_one_that_went_through_every_change(desk: Desk) -> None:
    from django.core.management import call_command

    def tables() -> dict[str, object]:
        with contextlib.closing(sqlite3.connect(desk.folder / "ledger.sqlite3")) as file:
            names = [name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type='table' AND name LIKE 'ledger_%'")]
            columns = {name: {line[1:] for line in file.execute(f"PRAGMA table_info({name})")} for name in names}
            keys = {name: {line[2:] for line in file.execute(f"PRAGMA foreign_key_list({name})")} for name in names}
            indexes = {
                name: {
                    (unique, partial, tuple(column for _, _, column in file.execute(f"PRAGMA index_info({index})")))
                    for _, index, unique, _, partial in file.execute(f"PRAGMA index_list({name})")
                }
                for name in names
            }
            checks = dict(file.execute("SELECT name, (length(sql) - length(replace(sql, 'CHECK', ''))) / 5 FROM sqlite_master WHERE type='table'"))
        return {name: (columns[name], keys[name], indexes[name], checks[name]) for name in names}

    new = tables()
    call_command("migrate", "ledger", "zero", verbosity=0)
    assert tables() == {}
    call_command("migrate", "ledger", verbosity=0)
    assert new == tables()
    assert len(new) >= 9


@pytest.mark.parametrize("key", [None, "", "no hex", "ab" * 32], ids=repr)
def test_a_missing_or_foreign_key_is_refused(desk: Desk, key: str | None) -> None:
    path = desk.folder / "ledger.key"
    path.unlink()
    if key is not None:
        path.write_text(key, encoding="ascii")
    assert _code(desk.folder) == "P42"
    assert path.exists() == (key is not None)


def test_a_file_that_is_no_ledger(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    (folder / "ledger.sqlite3").write_bytes(b"this is not a database, however long it is" * 100)
    assert _code(folder) == "P44"


def test_a_folder_that_cannot_be_made(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert _code(tmp_path / "file" / "data") == "P43"


def test_after_a_refusal_nothing_works_on_the_file(desk: Desk) -> None:
    from django.core.exceptions import ImproperlyConfigured

    from bots.ledger import runs
    from bots.ledger.connection import key, open_ledger

    (desk.folder / "ledger.key").rename(desk.folder / "elsewhere")
    assert _code(desk.folder) == "P42"
    with pytest.raises(ImproperlyConfigured):
        runs.recent(1)
    with pytest.raises(RuntimeError):
        desk.run()
    with pytest.raises(RuntimeError):
        key()
    (desk.folder / "elsewhere").rename(desk.folder / "ledger.key")
    open_ledger(desk.folder, desk.clock)
    desk.run()


def test_two_ledgers_one_after_the_other(desk: Desk, tmp_path: Path) -> None:
    from bots.ledger import runs
    from bots.ledger.connection import key, ledger_folder, open_ledger

    run, first = desk.run(), key()
    other = (
        tmp_path / "other"
    )  # with tables, but never opened: what it has of its own is still to come
    shutil.copytree(empty_ledger()[0], other)
    (other / "ledger.key").unlink()
    _sql(other, "DELETE FROM ledger_book")
    open_ledger(other, desk.clock)
    assert runs.recent() == []
    assert key() != first
    assert ledger_folder() == other
    open_ledger(desk.folder, desk.clock)
    assert [one.id for one in runs.recent()] == [run]
    assert key() == first


def test_threads_open_it_each_for_itself(desk: Desk) -> None:
    from bots.ledger.connection import close_ledger, open_ledger

    made: list[str] = []

    def work() -> None:
        open_ledger(desk.folder, desk.clock)
        made.append(desk.run())
        close_ledger()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 3


def test_a_thread_with_an_event_loop_is_refused(desk: Desk) -> None:
    from django.core.exceptions import SynchronousOnlyOperation

    async def ask() -> None:
        desk.run()

    with pytest.raises(SynchronousOnlyOperation):
        asyncio.run(ask())


def test_no_value_of_a_row_is_in_the_file(desk: Desk) -> None:
    from bots.ledger.connection import close_ledger

    values = {"番号": "0001", "氏名": "髙橋﨑子", "住所": "CANARY-12345"}
    desk.enter(desk.run(), row(2, "0001", values=values))
    desk.item_in(ItemState.DONE, key="0002")
    close_ledger()
    kept = b"".join(path.read_bytes() for path in desk.folder.iterdir())
    for text in ("髙橋﨑子", "CANARY-12345"):
        assert text.encode() not in kept
        assert text.encode("unicode_escape") not in kept


def test_opening_again_keeps_the_locks_of_the_process(desk: Desk) -> None:
    """A file of SQLite that is opened and closed beside it loses the locks of the whole process
    (https://www.sqlite.org/howtocorrupt.html, 2.2): another process then takes the log away."""
    from bots.ledger.connection import open_ledger

    def seen_by_another() -> list[str]:
        """Opened, read and closed by a process that may well be another program."""
        done = subprocess.run(
            [sys.executable, "-c", _READS, str(desk.folder / "ledger.sqlite3")],
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout.split()

    run = desk.run()
    def open_here() -> None:
        from django.db import connection

        open_ledger(desk.folder, desk.clock)
        connection.close()  # each thread has its own

    again = threading.Thread(target=open_here)
    again.start()
    again.join()
    assert seen_by_another() == [run]
    later = desk.run()
    assert seen_by_another() == sorted([run, later])


_READS = """
import sqlite3, sys
ledger = sqlite3.connect(sys.argv[1])
print(*sorted(name for (name,) in ledger.execute("SELECT name FROM ledger_run")))
ledger.close()
"""
