"""Opens the ledger of a folder: its key, and its tables as this program knows them, on the side that holds them.

Opening again in the same thread costs little. Each thread that uses the ledger opens it.
"""

from __future__ import annotations

import contextlib
import functools
import os
import pkgutil
import secrets
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from bots.clock import Clock, SystemClock
from bots.crashpoints import crashpoint
from bots.errors import Place, PlaceError
from bots.ledger.faults import ledger_error
from bots.ledger.sides import Server, Side, side_of

if TYPE_CHECKING:
    from bots.ledger.tables import Book

P = ParamSpec("P")
T = TypeVar("T")

KEY_FILE = "ledger.key"
LOCK_FILE = "ledger.lock"
RESTORING_FILE = "restoring.json"  # there while a backup takes the place of what was here
_KEY_BYTES = 32
_SIDE = "SIDE"  # our word among Django's settings of the database: what it is connected to

_opened: Path | None = None
_side: Side | None = None
_anchor: Path | None = None  # followed by this process
_key: bytes = b""


def open_ledger(
    data_folder: Path, clock: Clock | None = None, anchor: Path | None = None, server: Server | None = None
) -> None:
    """Open the ledger for this thread; made, or brought up to date, if need be. Its tables are in a file of
    `data_folder`, or on `server`; its key is in the folder.

    The file `anchor` follows every change from here on, if the ledger stands as it says (see `anchor.standing`). Before
    the tables of a file change, it is copied beside itself. Raises PlaceError: P40, P160 the ledger is
    newer than the program; P41, P156 its place does not give the promises needed; P42 its key is missing
    or another; P43 the folder cannot be used; P44 the file is not a ledger; P51 the disk is full;
    P52 another process holds the ledger; P179 a backup was half brought back; P151 to P155, P158, P159 the server cannot be used.
    """
    global _opened, _side, _key, _anchor
    folder = data_folder.resolve()
    clock = clock or SystemClock()
    side = side_of(folder, server)
    _make_folder(folder)
    with one_at_a_time(folder):
        _refuse_half(folder)
        side.prepare(first=_side != side)
        _side = side
        try:
            point_at(side)
            side.check_promises()
            make_tables_of(side, clock)
            _key = _bind_key(folder, side, clock)
            side.opened()
        except BaseException as error:
            told = error if isinstance(error, PlaceError) else ledger_error(error)
            _let_go()
            if told is None or told is error:
                raise
            raise told.at(Place(file=side.where)) from error
    _opened = folder
    _anchor = anchor if anchor is not None and _stands_well(anchor) else None


def ledger_there(data_folder: Path, server: Server | None = None) -> bool:
    """Whether there is a ledger: looking makes none. Raises PlaceError as `open_ledger` does."""
    _refuse_half(data_folder)
    return side_of(data_folder.resolve(), server).there()


def _refuse_half(folder: Path) -> None:
    """What lies here is neither the project of before nor that of the backup."""
    if (folder / RESTORING_FILE).exists():
        raise PlaceError("P179", file=RESTORING_FILE)


def _stands_well(anchor: Path) -> bool:
    from bots.ledger.anchor import Standing, standing

    return standing(anchor) is Standing.WELL


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


def is_open() -> bool:
    """Whether a ledger is open in this process, or about to be."""
    return _side is not None


def side() -> Side:
    """The side that holds the ledger that is open."""
    if _side is None:
        raise RuntimeError("the ledger is not open: call open_ledger first")
    return _side


def lasting(change: Callable[P, T]) -> Callable[P, T]:
    """A change in one transaction that outlasts a restart of its place: done whole and once, or it raises."""

    @functools.wraps(change)
    def held(*args: P.args, **words: P.kwargs) -> T:
        return side().hold(lambda: change(*args, **words))

    return held


def ledger_folder() -> Path:
    """The folder of the ledger that is open: of its key, and of what lies beside it."""
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


# --------------------------------------------------------------------------- the tables


def _let_go() -> None:
    """After a refusal nothing may work on that ledger, nor with the key of the one before."""
    global _opened, _side, _key, _anchor
    from django.db import connections

    close_ledger()
    connections.settings["default"] = {**connections.settings["default"], "NAME": "", _SIDE: None}
    del connections["default"]
    _opened, _side, _key, _anchor = None, None, b"", None


def point_at(side: Side) -> None:
    """Let this thread's connection be one to `side`, when it connects."""
    from bots.ledger.tables import make_ready

    make_ready()
    from django.db import connections

    connection = connections["default"]
    if connection.settings_dict.get(_SIDE) != side:
        connection.close()
        del connections["default"]  # of this thread; the others come here by themselves
        if connections.settings["default"].get(_SIDE) != side:
            connections.settings["default"] = {**connections.settings["default"], **side.django(), _SIDE: side}


def make_tables_of(side: Side, clock: Clock) -> None:
    """The tables as this program knows them, at the side that this thread points at."""
    if not lacking(side):
        return
    with side.alone():
        changes = lacking(side)  # another process may have been faster
        if not changes:
            return
        crashpoint("ledger.migrate.before")
        applied = known_changes() - changes
        if applied:
            from django.core.management import call_command

            side.keep_copy(f"{clock.now():%Y%m%dT%H%M%SZ}-{max(applied)}")
            call_command("migrate", "ledger", verbosity=0, interactive=False, skip_checks=True)
        else:
            _make_tables(changes)
        crashpoint("ledger.migrate.after")


def lacking(side: Side) -> set[str]:
    """The changes of the tables that are still to be made. Raises PlaceError P40 or P160 for a newer ledger."""
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    found = MigrationRecorder(connection).applied_migrations()
    applied, known = {name for app, name in found if app == "ledger"}, known_changes()
    if applied - known:
        raise PlaceError(side.unknown(applied - known), Place(file=side.where), newest=max(applied), known=max(known))
    return known - applied


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


def known_changes() -> set[str]:
    """The changes of tables that this program knows, by name. To list them costs little; to load them does not."""
    from bots.ledger import migrations

    return {name for _, name, _ in pkgutil.iter_modules(migrations.__path__)}


# --------------------------------------------------------------------------- the key


def _bind_key(folder: Path, side: Side, clock: Clock) -> bytes:
    """The key of this ledger; both are made together and know each other."""
    from bots.ledger.payload import key_check
    from bots.ledger.tables import Book

    path = folder / KEY_FILE
    book = Book.objects.first()
    if book is None:
        with side.alone():
            book = Book.objects.first() or _new_book(_read_key(path) or _write_key(path), clock)
    known = _read_key(path)
    if known is None or key_check(known) != book.key_check:
        raise PlaceError("P42", Place(file=str(path)), file=KEY_FILE)
    return known


def _new_book(secret: bytes, clock: Clock) -> Book:
    from django.db import transaction

    from bots.ledger.events import FIRST
    from bots.ledger.payload import key_check
    from bots.ledger.tables import Book

    with transaction.atomic(durable=True):
        return Book.objects.create(
            instance=secrets.token_hex(8), key_check=key_check(secret), made_at=clock.now(), head=FIRST
        )


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
