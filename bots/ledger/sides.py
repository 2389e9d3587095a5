"""What can hold the ledger: a SQLite file beside its key, or a PostgreSQL server. The same tables, the same moves.

Whatever the two do differently has a name here and stands in `sqlite.py` and in `postgres/`; the other modules ask the
side that is open and do not know which it is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TypeVar

from bots.errors import PlaceError
from bots.ledger.copies import Copied, Progress

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Server:
    """Where a ledger on PostgreSQL is: the setting `database`, and its password where a secret holds it (else libpq
    looks for one itself: password file, service, the user of the system)."""

    address: str
    password: str = field(default="", repr=False)


class Side(Protocol):
    """One place of a ledger. Methods raise PlaceError, or errors that `fault` makes one of."""

    @property
    def where(self) -> str:
        """The place as people are told it. Never a password."""

    def unknown(self, changes: Collection[str]) -> str:
        """The code for a ledger whose tables have `changes` that this program does not know."""

    def django(self) -> Mapping[str, Any]:
        """What Django's settings of the database say of it."""

    def there(self) -> bool:
        """Whether there is a ledger. Looking makes none."""

    def damage(self) -> str:
        """What is wrong with a ledger that is there, in the database's own words; "" = nothing. Looking changes none."""

    def prepare(self, *, first: bool) -> None:
        """Before anything connects; `first` = nothing of this process is connected to it yet."""

    def check_promises(self) -> None:
        """What is committed stays committed, or it is refused."""

    def alone(self) -> AbstractContextManager[None]:
        """No other process makes or changes tables meanwhile."""

    def keep_copy(self, label: str) -> None:
        """A copy before the tables change, where that is for the program to make."""

    @property
    def copy_name(self) -> str:
        """The name of the file that `copy_to` writes."""

    def copy_to(self, target: Path, progress: Progress) -> Copied:
        """The ledger as it stands at this moment → the new file `target` (0600), while others work with it. Leaves its
        tables as they are."""

    def put_back(self, copy: Path) -> None:
        """Let the ledger be that of a `copy` by `copy_to`, whole or not at all; a file's takes its place by its name alone."""

    def shared(self) -> bool:
        """Whether another process is connected to the ledger."""

    def opened(self) -> None:
        """The ledger stands as it must: work begins."""

    def place(self) -> str:
        """What tells this ledger from a copy of it that lies elsewhere (see `anchor`)."""

    def ends_with(self, seq: int, h: str) -> None:
        """The transaction that is open ends with this event of the chain."""

    def hold(self, change: Callable[[], T]) -> T:
        """Do `change`; where its place went away in the middle and nothing of it was committed, once more."""

    def fault(self, error: BaseException) -> PlaceError | None:
        """What an error of the database means; None where it says nothing of the place."""


def side_of(folder: Path, server: Server | None) -> Side:
    """The side of a ledger whose key lies in `folder`. Raises PlaceError P158, P159."""
    if server is None:
        from bots.ledger.sqlite import Sqlite

        return Sqlite(folder)
    try:
        from bots.ledger.postgres.side import Postgres
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] not in ("psycopg", "psycopg_binary"):
            raise
        raise PlaceError("P158") from error
    return Postgres(server.address, server.password)
