"""What is at work with a ledger, asked before something takes its place: its tables are left as an older program made them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bots.errors import PlaceError
from bots.ledger.facts import Worker
from bots.ledger.recovery import is_alive
from bots.ledger.sides import Side
from bots.model import RunState

_WORKER = ("worker_host", "worker_boot", "worker_pid", "worker_started")


@dataclass(frozen=True, slots=True)
class AtWork:
    """Runs by their ids, and the processes of `bots serve` as "host 1234"; what is dead is in neither."""

    runs: tuple[str, ...]
    serving: tuple[str, ...]


def at_work(side: Side) -> AtWork:
    """Who works with the ledger at `side`. Raises PlaceError where it cannot be read, as the others do."""
    with _looking(side):
        return AtWork(_runs(), _serving())


def runs_after(side: Side, number: int) -> tuple[str, ...]:
    """The ids of the runs that the ledger at `side` has after the run of this number, the newest last."""
    from bots.ledger.tables import Run

    with _looking(side):
        return tuple(Run.objects.filter(pk__gt=number).order_by("pk").values_list("name", flat=True))


def head_of(side: Side) -> tuple[str, int, str]:
    """How far the ledger at `side` has come: its id, the number of its events, the last hash."""
    from bots.ledger.tables import Book

    with _looking(side):
        book = Book.objects.first()
        if book is None:
            raise PlaceError("P44", file=side.where)
        return book.instance, book.seq, book.head


def changes_to_come(side: Side) -> tuple[str, ...]:
    """The changes of its tables that this program would make when it opens the ledger at `side`. Raises PlaceError P40 or
    P160 for a ledger of a newer program."""
    from bots.ledger.connection import lacking

    with _looking(side):
        return tuple(sorted(lacking(side)))


@contextmanager
def _looking(side: Side) -> Iterator[None]:
    from django.db import Error

    from bots.ledger.connection import close_ledger, point_at

    point_at(side)
    try:
        yield
    except Error as error:
        raise side.fault(error) or PlaceError("P44", file=side.where) from error
    finally:
        close_ledger()


def _runs() -> tuple[str, ...]:
    from bots.ledger.tables import Run

    found = Run.objects.filter(state=RunState.RUNNING).order_by("pk").values_list("name", *_WORKER)
    return tuple(name for name, *worker in found if is_alive(Worker(*worker)))


def _serving() -> tuple[str, ...]:
    from django.db import connection

    from bots.ledger.tables import Watch

    if Watch._meta.db_table not in connection.introspection.table_names():
        return ()  # made by a program that could not serve
    found = Watch.objects.filter(ended_at__isnull=True).order_by("pk").values_list("host", "boot", "pid", "started")
    return tuple(f"{host} {pid}" for host, boot, pid, started in found if is_alive(Worker(host, boot, pid, started)))
