"""Opens the ledger of a folder: its file, its key, its tables as this program knows them.

Opening again in the same thread costs little. Each thread that uses the ledger opens it.
"""

from __future__ import annotations

import contextlib
import os
import pkgutil
import secrets
import sqlite3
from collections.abc import Collection, Iterator
from pathlib import Path

from bots.clock import Clock, SystemClock
from bots.crashpoints import crashpoint
from bots.errors import Place, PlaceError
from bots.ledger.faults import ledger_error

FILE = "ledger.sqlite3"
KEY_FILE = "ledger.key"
LOCK_FILE = "ledger.lock"
_KEY_BYTES = 32
_SQLITE = b"SQLite format 3\0"  # https://www.sqlite.org/fileformat.html, 1.3

_opened: Path | None = None
_anchor: Path | None = None  # followed by this process
_key: bytes = b""


def open_ledger(data_folder: Path, clock: Clock | None = None, anchor: Path | None = None) -> None:
    """Open the ledger in `data_folder` for this thread; made, or brought up to date, if need be.

    The file `anchor` follows every change from here on, if the ledger stands as it says (see `anchor.standing`). Before
    its tables change, the file is copied beside itself. Raises PlaceError: P40 the ledger is
    newer than the program; P41 the disk does not give the promises needed; P42 its key is missing
    or another; P43 the folder cannot be used; P44 the file is not a ledger; P51 the disk is full;
    P52 another process holds the ledger.
    """
    global _opened, _key, _anchor
    folder = data_folder.resolve()
    clock = clock or SystemClock()
    _make_folder(folder)
    with one_at_a_time(folder):
        if _opened != folder:  # closing a file that is open in this process would drop SQLite's locks on it
            _check_is_database(folder / FILE)
        _point_at(folder / FILE)
        try:
            _check_promises()
            _bring_up_to_date(folder / FILE, clock)
            _key = _bind_key(folder, clock)
        except BaseException as error:
            _let_go()
            told = ledger_error(error, FILE)
            if told is None:
                raise
            raise told.at(Place(file=str(folder / FILE))) from error
    _opened = folder
    _anchor = anchor if anchor is not None and _stands_well(anchor, folder) else None


def _stands_well(anchor: Path, folder: Path) -> bool:
    from bots.ledger.anchor import Standing, standing

    return standing(anchor, folder) is Standing.WELL


def followed() -> Path | None:
    """The anchor that follows the changes of this process."""
    return _anchor


def close_ledger() -> None:
    """Close this thread's connection, if it has one. Other threads keep theirs."""
    from django.conf import settings

    if settings.configured:  # else nothing was ever opened in this process
        from django.db import connections

        connections["default"].close()


def key() -> bytes:
    """The key of the HMACs. Only after `open_ledger`."""
    if not _key:
        raise RuntimeError("the ledger is not open: call open_ledger first")
    return _key


def ledger_folder() -> Path:
    """The folder of the ledger that is open."""
    if _opened is None:
        raise RuntimeError("the ledger is not open: call open_ledger first")
    return _opened


# --------------------------------------------------------------------------- the folder


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.name != "nt":
            folder.chmod(0o700)
    except OSError as error:
        raise PlaceError("P43", Place(file=str(folder)), folder=str(folder)) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise PlaceError("P43", Place(file=str(folder)), folder=str(folder))


@contextlib.contextmanager
def one_at_a_time(folder: Path, file: str = LOCK_FILE) -> Iterator[None]:
    """Only one process is inside: making or changing tables, or what `file` stands for. The lock goes with its
    process. Raises PlaceError P43 where it cannot be had."""
    try:
        handle = os.open(folder / file, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        shut = PlaceError("P43", Place(file=str(folder)), folder=str(folder))
        raise (ledger_error(error) or shut) from error
    try:
        _lock(handle)
        yield
    finally:
        os.close(handle)


def _lock(handle: int) -> None:
    if os.name == "nt":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX)


# --------------------------------------------------------------------------- the file


def _let_go() -> None:
    """After a refusal nothing may work on that file, nor with the key of the one before."""
    global _opened, _key, _anchor
    from django.db import connections

    close_ledger()
    connections["default"].settings_dict["NAME"] = ""
    _opened, _key, _anchor = None, b"", None


def _check_is_database(file: Path) -> None:
    """Before anything connects to it: an empty file is one that was never used. Raises PlaceError P44."""
    try:
        with file.open("rb") as opened:
            head = opened.read(len(_SQLITE))
    except FileNotFoundError:
        return
    except OSError as error:
        raise PlaceError("P43", Place(file=str(file)), folder=str(file.parent)) from error
    if head and head != _SQLITE:
        raise PlaceError("P44", Place(file=str(file)), file=FILE)


def _point_at(file: Path) -> None:
    from bots.ledger.tables import make_ready

    make_ready()
    from django.db import connections

    connection = connections["default"]
    if connection.settings_dict["NAME"] != str(file):
        connection.close()
        connections.settings["default"]["NAME"] = str(file)
        connection.settings_dict["NAME"] = str(file)
    if not file.exists():
        # Made by us first, so that nobody else can read it from its first byte.
        with contextlib.suppress(FileExistsError):
            os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


def _check_promises() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        journal = cursor.execute("PRAGMA journal_mode").fetchone()[0]
        synchronous = cursor.execute("PRAGMA synchronous").fetchone()[0]
        foreign = cursor.execute("PRAGMA foreign_keys").fetchone()[0]
    if journal != "wal" or int(synchronous) < 2 or not foreign:
        raise PlaceError("P41", journal=journal, synchronous=int(synchronous))


def _bring_up_to_date(file: Path, clock: Clock) -> None:
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    applied = {
        name for app, name in MigrationRecorder(connection).applied_migrations() if app == "ledger"
    }
    known = _known_migrations()
    if applied - known:
        raise PlaceError("P40", Place(file=str(file)), newest=max(applied), known=max(known))
    if not known - applied:
        return
    crashpoint("ledger.migrate.before")
    if applied:
        from django.core.management import call_command

        _copy(file, f"{clock.now():%Y%m%dT%H%M%SZ}-{max(applied)}")
        call_command("migrate", "ledger", verbosity=0, interactive=False, skip_checks=True)
    else:
        _make_tables(known)
    crashpoint("ledger.migrate.after")


def _make_tables(migrations: Collection[str]) -> None:
    """All tables of a new ledger at once, as the models have them: to go through every change of the past costs
    longer than a row. Whole or not at all."""
    from django.apps import apps
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    with connection.schema_editor(atomic=True) as editor:
        for model in apps.get_app_config("ledger").get_models():
            editor.create_model(model)
        for name in sorted(migrations):
            recorder.record_applied("ledger", name)


def _known_migrations() -> set[str]:
    """The migrations of this program, by name. To list them costs little; to load them does not."""
    from bots.ledger import migrations

    return {name for _, name, _ in pkgutil.iter_modules(migrations.__path__)}


def _copy(file: Path, label: str) -> Path:
    """A consistent copy of the ledger beside it, also while others read it."""
    copy = file.with_name(f"ledger-before-{label}.sqlite3")
    with contextlib.suppress(FileExistsError):
        os.close(os.open(copy, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    with (
        contextlib.closing(sqlite3.connect(file)) as source,
        contextlib.closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
    return copy


# --------------------------------------------------------------------------- the key


def _bind_key(folder: Path, clock: Clock) -> bytes:
    """The key of this ledger; both are made together and know each other."""
    from django.db import transaction

    from bots.ledger.events import FIRST
    from bots.ledger.payload import key_check
    from bots.ledger.tables import Book

    path = folder / KEY_FILE
    book = Book.objects.first()
    if book is None:
        secret = _read_key(path) or _write_key(path)
        with transaction.atomic(durable=True):
            Book.objects.create(
                instance=secrets.token_hex(8),
                key_check=key_check(secret),
                made_at=clock.now(),
                head=FIRST,
            )
        return secret
    known = _read_key(path)
    if known is None or key_check(known) != book.key_check:
        raise PlaceError("P42", Place(file=str(path)), file=KEY_FILE)
    return known


def _read_key(path: Path) -> bytes | None:
    try:
        text = path.read_text(encoding="ascii").strip()
        if os.name != "nt" and path.stat().st_mode & 0o077:
            path.chmod(0o600)
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise PlaceError("P42", Place(file=str(path)), file=KEY_FILE) from error
    try:
        secret = bytes.fromhex(text)
    except ValueError:
        secret = b""
    if len(secret) != _KEY_BYTES:
        raise PlaceError("P42", Place(file=str(path)), file=KEY_FILE)
    return secret


def _write_key(path: Path) -> bytes:
    """A new key, whole on the disk before anything is computed with it."""
    secret = secrets.token_bytes(_KEY_BYTES)
    write_private(path, secret.hex() + "\n")
    return secret


def write_private(path: Path, text: str) -> None:
    """A file of nobody else's, whole on the disk when this returns; the one of before, or the new one."""
    draft = path.with_suffix(".new")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    if os.name != "nt":
        place = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(place)
        finally:
            os.close(place)
