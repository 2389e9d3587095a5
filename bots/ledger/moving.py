"""A ledger goes from its file to a PostgreSQL server, whole and in one transaction; and back, as long as nothing was
entered there.

The file's write lock is held meanwhile, so nothing enters by it; then it is marked in itself: who opens it, and who had
it open, is refused from there on. Cut off between the two commits, the server has a copy of which the file knows
nothing: to move again compares and marks.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, connections, transaction
from django.db.models import Model

from bots.clock import Clock
from bots.crashpoints import crashpoint
from bots.errors import PlaceError
from bots.ledger import anchor as anchors
from bots.ledger import recovery, sqlite
from bots.ledger.anchor import Anchor
from bots.ledger.connection import close_ledger, make_tables_of, open_ledger, point_at, side
from bots.ledger.sides import Server, Side, side_of
from bots.ledger.sqlite import Sqlite
from bots.ledger.tables import Book, Run
from bots.model import RunState

_THERE = "moved_to"  # Django's name of the second connection, while there is one
_AT_ONCE = 500  # rows in a statement


@dataclass(frozen=True, slots=True)
class Moved:
    """Where the ledger is now, and of each table how many rows stood in the one before and stand in the new one."""

    where: str
    counts: tuple[tuple[str, int, int], ...]


def move(folder: Path, server: Server, clock: Clock, anchor: Path) -> Moved:
    """Carry the ledger in `folder` over to `server`.

    Raises PlaceError P166 where there is none, P162 while a run is at work, P163 where the database is not empty, P164
    where it was moved before, P165 where the counts differ; then nothing has changed.
    """
    target = side_of(folder.resolve(), server)
    _check_file(folder)
    place, there = _get_ready(target, clock)
    open_ledger(folder, clock, anchor)
    recovery.recover(clock=clock)
    with _connected(target), transaction.atomic(durable=True):  # from here on nobody else writes into the file
        book = Book.objects.get()
        _refuse_at_work()
        if there is not None and there != (book.instance, book.seq, book.head):
            raise PlaceError("P163", where=target.where)
        with transaction.atomic(using=_THERE, durable=True):
            if there is None:
                _copy()
            counts = _compare()
            crashpoint("moving.inside")
        crashpoint("moving.copied")
        with connection.cursor() as cursor:
            sqlite.mark_as_moved(cursor)
    close_ledger()
    anchors.write(anchor, Anchor(book.instance, book.seq, book.head, place))
    return Moved(target.where, counts)


def move_back(folder: Path, server: Server, anchor: Path) -> Moved:
    """The file counts again and the database does not. Raises PlaceError P166 where the file was not moved, P167 where
    something was changed on the server since."""
    source, file = side_of(folder.resolve(), server), Sqlite(folder.resolve())
    if not file.moved():
        raise PlaceError("P166", folder=file.where)
    point_at(source)
    source.check_promises()
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        book = Book.objects.get()
        _refuse_at_work()
        if file.head() != (book.instance, book.seq, book.head):
            raise PlaceError("P167", where=source.where)
        sqlite.note_as_moved(cursor)
    close_ledger()
    file.unmark()
    anchors.write(anchor, Anchor(book.instance, book.seq, book.head, file.place()))
    return Moved(file.where, ())


def _check_file(folder: Path) -> None:
    if not Sqlite(folder.resolve()).there():
        raise PlaceError("P166", folder=str(folder))


def _get_ready(target: Side, clock: Clock) -> tuple[str, tuple[str, int, str] | None]:
    """The tables of the new place, made if need be: its place as anchors name it, and the ledger that is there."""
    point_at(target)
    target.check_promises()
    strange = [name for name in connection.introspection.table_names() if not name.startswith(("ledger_", "django_"))]
    if strange:
        raise PlaceError("P163", where=target.where)
    make_tables_of(target, clock)
    place, book = target.place(), Book.objects.first()
    close_ledger()
    return place, None if book is None else (book.instance, book.seq, book.head)


@contextmanager
def _connected(target: Side) -> Iterator[None]:
    connections.settings[_THERE] = {**connections.settings["default"], **target.django(), "SIDE": target}
    try:
        yield
    except Exception as error:
        told = None if isinstance(error, PlaceError) else target.fault(error) or side().fault(error)
        raise (told or error) from error
    finally:
        connections[_THERE].close()
        del connections[_THERE]
        del connections.settings[_THERE]


def _refuse_at_work() -> None:
    names = list(Run.objects.filter(state=RunState.RUNNING).order_by("pk").values_list("name", flat=True)[:5])
    if names:
        raise PlaceError("P162", runs=", ".join(names))


def _models() -> list[type[Model]]:
    """Each after those that it points to."""
    found: list[type[Model]] = []
    waiting = list(apps.get_app_config("ledger").get_models())
    while waiting:
        for model in waiting:
            pointed = {one.related_model for one in model._meta.get_fields() if one.many_to_one}
            if not (pointed & set(waiting) - {model}):
                found.append(model)
                waiting.remove(model)
                break
    return found


def _copy() -> None:
    for model in _models():
        rows = model._base_manager.order_by("pk").iterator(chunk_size=_AT_ONCE)
        model._base_manager.using(_THERE).bulk_create(rows, batch_size=_AT_ONCE)
    there = connections[_THERE]
    with there.cursor() as cursor:
        for line in there.ops.sequence_reset_sql(no_style(), _models()):
            cursor.execute(line)


def _compare() -> tuple[tuple[str, int, int], ...]:
    """Raises PlaceError P165 with the first table that differs."""
    counts = tuple(
        (model._meta.db_table.removeprefix("ledger_"), model._base_manager.count(), model._base_manager.using(_THERE).count())
        for model in _models()
    )
    for name, before, now in counts:
        if before != now:
            raise PlaceError("P165", table=name, before=before, now=now)
    return counts
