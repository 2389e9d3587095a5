"""The ledger in a SQLite file: one machine, one file whose commits are on the disk when they return."""

from __future__ import annotations

import contextlib
import os
import platform
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from bots.errors import Place, PlaceError
from bots.ledger.copies import Copied, Progress, copy_file

if TYPE_CHECKING:
    from django.db.backends.utils import CursorWrapper

FILE = "ledger.sqlite3"
MOVED = "moved_to_another_place"  # the mark of a ledger that counts no more
_MAGIC = b"SQLite format 3\0"  # https://www.sqlite.org/fileformat.html, 1.3
_FULL = ("full",)
_FAILS = ("disk i/o",)
_SHUT = ("readonly", "read-only", "unable to open")
_BROKEN = ("malformed", "not a database", "no such table", "no such column", "corrupt")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sqlite:
    """The file in `folder`; see `sides.Side`."""

    folder: Path

    @property
    def file(self) -> Path:
        """The ledger's file."""
        return self.folder / FILE

    @property
    def where(self) -> str:
        """The folder."""
        return str(self.folder)

    def unknown(self, changes: Collection[str]) -> str:
        """P164 for a file that was moved, P40 for one of a newer program."""
        return "P164" if MOVED in changes else "P40"

    def django(self) -> Mapping[str, Any]:
        """As django_settings.py has it, with the file's name."""
        from bots.ledger.django_settings import SQLITE

        return {**SQLITE, "NAME": str(self.file)}

    def there(self) -> bool:
        """Whether there is a file."""
        return self.file.exists()

    def damage(self) -> str:
        """What SQLite finds when it looks through the file."""
        try:
            opened = sqlite3.connect(f"file:{self.file}?mode=ro", uri=True, timeout=5)
            with contextlib.closing(opened) as books:
                answer = str(books.execute("PRAGMA quick_check").fetchone()[0])
        except sqlite3.Error as error:
            answer = type(error).__name__
        writable = os.access(self.file, os.W_OK)
        return "" if answer == "ok" and writable else answer

    def prepare(self, *, first: bool) -> None:
        """An empty file is one that was never used. Raises PlaceError P44, P43."""
        if first:  # closing a file that is open in this process would drop SQLite's locks on it
            self._check_is_database()
        if not self.file.exists():
            # Made by us first, so that nobody else can read it from its first byte.
            with contextlib.suppress(FileExistsError):
                os.close(os.open(self.file, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))

    def _check_is_database(self) -> None:
        try:
            with self.file.open("rb") as opened:
                head = opened.read(len(_MAGIC))
        except FileNotFoundError:
            return
        except OSError as error:
            raise PlaceError("P43", Place(file=str(self.file)), folder=self.where) from error
        if head and head != _MAGIC:
            raise PlaceError("P44", Place(file=str(self.file)), file=FILE)

    def check_promises(self) -> None:
        """Raises PlaceError P41."""
        from django.db import connection

        with connection.cursor() as cursor:
            journal = cursor.execute("PRAGMA journal_mode").fetchone()[0]
            synchronous = cursor.execute("PRAGMA synchronous").fetchone()[0]
            foreign = cursor.execute("PRAGMA foreign_keys").fetchone()[0]
        if journal != "wal" or int(synchronous) < 2 or not foreign:
            raise PlaceError("P41", what=f"journal_mode={journal}, synchronous={synchronous}")

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Whoever opens holds the lock of the folder already."""
        yield

    def keep_copy(self, label: str) -> None:
        """A consistent copy of the ledger beside it, also while others read it."""
        copy = self.file.with_name(f"ledger-before-{label}.sqlite3")
        with contextlib.suppress(FileExistsError):
            os.close(os.open(copy, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        with (
            contextlib.closing(sqlite3.connect(self.file)) as source,
            contextlib.closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target)

    @property
    def copy_name(self) -> str:
        """As it is called here."""
        return FILE

    def copy_to(self, target: Path, progress: Progress) -> Copied:
        """See `copies.copy_file`. Raises PlaceError P164 for a file that was moved, P44 for one that cannot be read."""
        try:
            found = copy_file(self.file, target, progress)
        except sqlite3.Error as error:
            raise fault(error) or PlaceError("P44", file=FILE) from error
        if MOVED in found.changes:
            raise PlaceError("P164")
        return found

    def put_back(self, copy: Path) -> None:
        """The copy has its place already."""

    def shared(self) -> bool:
        """Only who is alone with a file can end its write-ahead log; what stands there goes into the file first."""
        try:
            with contextlib.closing(sqlite3.connect(self.file, timeout=1, isolation_level=None)) as books:
                return bool(books.execute("PRAGMA journal_mode=DELETE").fetchone()[0] != "delete")
        except sqlite3.OperationalError as error:
            told = fault(error)
            if told is None or told.problem.code != "P52":
                raise
            return True

    def opened(self) -> None:
        """A file does not go away."""

    def moved(self) -> bool:
        """Whether the file is marked as moved."""
        return bool(self._look("SELECT 1 FROM django_migrations WHERE name = ?", MOVED)) if self.there() else False

    def head(self) -> tuple[str, int, str]:
        """How far the file has come: instance, number of events, last hash."""
        instance, seq, last = self._look("SELECT instance, seq, head FROM ledger_book")[0]
        return str(instance), int(seq), str(last)

    def unmark(self) -> None:
        """It counts again."""
        with contextlib.closing(sqlite3.connect(self.file, timeout=30)) as books, books:
            books.execute("BEGIN IMMEDIATE")
            books.execute(f"DROP TRIGGER {MOVED}")
            books.execute("DELETE FROM django_migrations WHERE name = ?", [MOVED])

    def _look(self, question: str, *words: str) -> list[tuple[Any, ...]]:
        with contextlib.closing(sqlite3.connect(f"file:{self.file}?mode=ro", uri=True, timeout=5)) as books:
            return books.execute(question, words).fetchall()

    def place(self) -> str:
        """Machine and folder."""
        return f"{platform.node()}:{self.folder}"

    def ends_with(self, seq: int, h: str) -> None:
        """A commit of a file returns: nobody has to ask afterwards."""

    def hold(self, change: Callable[[], T]) -> T:
        """A disk that fails is not waited for."""
        return change()

    def fault(self, error: BaseException) -> PlaceError | None:
        """P51, P132, P43, P44, P52 by what SQLite says."""
        return fault(error)


def note_as_moved(cursor: CursorWrapper) -> None:
    """Whoever opens it, also an older program, finds a change of tables that it does not know. On a server too."""
    cursor.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('ledger', %s, CURRENT_TIMESTAMP)", [MOVED])


def mark_as_moved(cursor: CursorWrapper) -> None:
    """The same, and whoever has the file open already cannot change it any more: every change ends in the book."""
    note_as_moved(cursor)
    cursor.execute(
        f"CREATE TRIGGER {MOVED} BEFORE UPDATE ON ledger_book BEGIN SELECT RAISE(ABORT, '{MOVED}'); END"
    )


def fault(error: BaseException) -> PlaceError | None:
    """What SQLite says, as one of our errors."""
    text = str(error).lower()
    if MOVED in text:
        return PlaceError("P164")
    if any(word in text for word in _FULL):
        return PlaceError("P51")
    if any(word in text for word in _FAILS):
        return PlaceError("P132")
    if any(word in text for word in _SHUT):
        return PlaceError("P43", folder=FILE)
    if any(word in text for word in _BROKEN):
        return PlaceError("P44", file=FILE)
    return PlaceError("P52") if "locked" in text or "busy" in text else None
