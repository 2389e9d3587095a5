"""What a failure of the disk or of the database is told as: never as itself."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from bots.app.unexpected import unexpected
from bots.engine.journal import Journal
from bots.errors import PlaceError
from bots.ledger.faults import ledger_error
from tests.ledger.desk import Desk


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("database or disk is full", "P51"),
        ("disk I/O error", "P132"),
        ("attempt to write a readonly database", "P43"),
        ("unable to open database file", "P43"),
        ("database disk image is malformed", "P44"),
        ("file is not a database", "P44"),
        ("database is locked", "P52"),
    ],
)
def test_what_sqlite_says(desk: Desk, text: str, code: str) -> None:
    from django.db import OperationalError

    told = ledger_error(OperationalError(text))
    assert told is not None
    assert told.problem.code == code
    assert text not in str(told)


def test_what_is_not_the_ledgers_is_left_alone(desk: Desk) -> None:
    from django.db import IntegrityError

    assert ledger_error(IntegrityError("UNIQUE constraint failed")) is None
    assert ledger_error(ValueError("髙橋花子")) is None
    full = ledger_error(OSError(errno.ENOSPC, "No space left on device"))
    assert full is not None
    assert full.problem.code == "P51"


def test_a_full_ledger_ends_a_writing_with_a_clear_reason(desk: Desk) -> None:
    """SQLite itself refuses here: the file may not grow."""
    from django.db import connection

    from bots.ledger.connection import close_ledger

    def fill() -> None:
        with connection.cursor() as cursor:
            pages = cursor.execute("PRAGMA page_count").fetchone()[0]
            cursor.execute(f"PRAGMA max_page_count = {pages}")
            cursor.execute("CREATE TABLE IF NOT EXISTS filler (text TEXT)")
            for _ in range(200):
                cursor.execute("INSERT INTO filler VALUES (?)", ["x" * 4000])

    with Journal(lambda: None, close_ledger) as journal, pytest.raises(PlaceError) as told:
        journal.call(fill)
    assert told.value.problem.code == "P51"
    with Journal(lambda: None, close_ledger) as journal:
        journal.post(fill)
        with pytest.raises(PlaceError) as told:
            for _ in range(1000):
                journal.call(lambda: None)
    assert told.value.problem.code == "P51"


def test_an_error_that_nobody_foresaw_is_told_without_its_text() -> None:
    try:
        raise KeyError("髙橋花子")
    except KeyError as error:
        told = unexpected(error)
    assert told.problem.code == "P38"
    assert "髙橋" not in repr(told.problem)
    shut = unexpected(
        PermissionError(errno.EACCES, "Permission denied", str(Path("a") / "表.xlsx"))
    )
    assert (shut.problem.code, shut.problem.words["file"]) == ("P53", "表.xlsx")
