"""The ledger on a PostgreSQL server, for one machine or many."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, cast
from urllib.parse import parse_qs, urlsplit

from django.db import Error, connections
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

from bots.errors import PlaceError
from bots.ledger.copies import SCRIPT, Copied, Progress
from bots.ledger.postgres import base
from bots.ledger.postgres.base import TABLES, DatabaseWrapper
from bots.ledger.postgres.faults import cut_off, fault
from bots.ledger.sqlite import MOVED

OLDEST = 15  # the first release that gives nobody but its owner rights in a database
SECONDS_TO_WAIT_FOR_A_LOCK = 30
_SECONDS_AT_REST = 20  # of a transaction that is open: a process that was frozen must not hold up all others
_NET = {"connect_timeout": 5, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}
_SESSION = (
    f"-c lock_timeout={SECONDS_TO_WAIT_FOR_A_LOCK}s -c idle_in_transaction_session_timeout={_SECONDS_AT_REST}s"
)
_SETTINGS = ("server_version_num", "fsync", "synchronous_commit", "server_encoding")
_LOOK = f"SELECT pg_is_in_recovery(), {', '.join(f'current_setting({one!r})' for one in _SETTINGS)}"
# A server that was put back or whose place another took has a new timeline; a database that was put back into a
# server has a new number.
_PLACE = """
SELECT (SELECT system_identifier FROM pg_control_system()), left(pg_walfile_name(pg_current_wal_insert_lsn()), 8),
       (SELECT oid FROM pg_database WHERE datname = current_database())
"""

_OTHERS = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND application_name = 'bots' AND pid <> pg_backend_pid()
"""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Postgres:
    """The database at `address`; see `sides.Side`."""

    address: str
    password: str = field(default="", repr=False)

    @property
    def where(self) -> str:
        """The address without user and password."""
        parts = urlsplit(self.address)
        named = parse_qs(parts.query)
        host = parts.netloc.rpartition("@")[2] or ",".join(named.get("host", named.get("service", [])))
        return f"postgresql://{host}{parts.path}"

    def unknown(self, changes: Collection[str]) -> str:
        """P168 for one that went back to its file, P160 for one of a newer program."""
        return "P168" if MOVED in changes else "P160"

    def django(self) -> Mapping[str, Any]:
        """Raises PlaceError P159 where the address cannot be read."""
        try:
            told = conninfo_to_dict(self.address)
        except ProgrammingError as error:
            raise PlaceError("P159") from error
        session = " ".join(filter(None, (str(told.pop("options", "")), _SESSION)))
        name = str(told.pop("dbname", ""))
        if self.password:
            told["password"] = self.password
        if not name and "service" not in told:
            raise PlaceError("P159")
        return {
            "ENGINE": "bots.ledger.postgres",
            "NAME": name,
            "OPTIONS": {**_NET, "application_name": "bots", **told, "options": session},
        }

    def there(self) -> bool:
        """Whether the database holds a ledger."""
        from bots.ledger.connection import point_at

        point_at(self)
        _connection().recognise = None
        with self._told():
            return "ledger_book" in _connection().introspection.table_names()

    def damage(self) -> str:
        """A server looks after its files itself; what it cannot promise is raised."""
        from bots.ledger.connection import point_at

        point_at(self)
        with self._told():
            self.check_promises()
        return ""

    def prepare(self, *, first: bool) -> None:
        """From here on a server that cannot be reached is told at once."""

    def check_promises(self) -> None:
        """Raises PlaceError P155 for an old server, P156 for one that does not keep what it says."""
        connection = _connection()
        connection.recognise, connection.ended_with = None, None  # what was here before is for the anchor to tell
        connection.place = self._look(connection)

    def _look(self, connection: DatabaseWrapper) -> str:
        with connection.cursor() as cursor:
            cursor.execute(_LOOK)
            standby, version, fsync, synchronous, encoding = cursor.fetchone()
            if int(version) < OLDEST * 10_000:
                raise PlaceError("P155", where=self.where)
            off = [f"{name}=off" for name, value in (("fsync", fsync), ("synchronous_commit", synchronous)) if value == "off"]
            off += [f"server_encoding={encoding}"] if encoding != "UTF8" else []
            off += ["standby"] if standby else []
            if off:
                raise PlaceError("P156", where=self.where, what=", ".join(off))
            cursor.execute(_PLACE)
            server, timeline, database = cursor.fetchone()
        return f"{self.where} ({server}-{timeline}-{database})"

    @contextmanager
    def alone(self) -> Iterator[None]:
        """A lock of the session: it goes with its process."""
        with _connection().cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [TABLES])
        try:
            yield
        finally:
            with _connection().cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [TABLES])

    def keep_copy(self, label: str) -> None:
        """A change of tables is whole or not at all here; copies are made by whoever looks after the server."""

    @property
    def copy_name(self) -> str:
        """A script of pg_dump."""
        return f"ledger{SCRIPT}"

    def copy_to(self, target: Path, progress: Progress) -> Copied:
        """See `dumping.dump`."""
        from bots.ledger.postgres.dumping import dump

        return dump(self.address, self.password, self.where, target)

    def put_back(self, copy: Path) -> None:
        """See `dumping.put_back`."""
        from bots.ledger.postgres.dumping import put_back

        put_back(self.address, self.password, self.where, copy)

    def shared(self) -> bool:
        """Every session of the program bears its name."""
        from bots.ledger.connection import close_ledger, point_at

        point_at(self)
        _connection().recognise = None
        try:
            with self._told(), _connection().cursor() as cursor:
                cursor.execute(_OTHERS)
                return bool(cursor.fetchone()[0])
        finally:
            close_ledger()

    def opened(self) -> None:
        """From here on the server is waited for."""
        connection = _connection()
        connection.recognise = lambda: self._recognise(connection)

    def _recognise(self, connection: DatabaseWrapper) -> None:
        """Raises PlaceError P133 where the server is another than before, P131 where it has forgotten something."""
        now = self._look(connection)
        if now != connection.place:
            raise PlaceError("P133", before=connection.place, now=now)
        if connection.ended_with is not None:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM ledger_event WHERE seq = %s AND h = %s", connection.ended_with)
                if cursor.fetchone() is None:
                    raise PlaceError("P131", folder=self.where, count=1)

    def place(self) -> str:
        """Address, server, timeline and database."""
        return _connection().place

    def ends_with(self, seq: int, h: str) -> None:
        """Remembered until it is committed."""
        _connection().ends_with = (seq, h)

    def hold(self, change: Callable[[], T]) -> T:
        """Where the server went away in the middle of `change` and nothing of it was committed: once more."""
        connection = _connection()
        if connection.in_atomic_block:
            return change()
        until = time.monotonic() + base.SECONDS_TO_WAIT_FOR_THE_SERVER
        while True:
            before = connection.commits
            try:
                return change()
            except Error as error:
                if not cut_off(error) or connection.commits != before or time.monotonic() >= until:
                    raise

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except Error as error:
            raise self.fault(error) or error from error

    def fault(self, error: BaseException) -> PlaceError | None:
        """P51, P52, P132, P44, P152 to P157 by what the server says."""
        return fault(error, self.where)


def _connection() -> DatabaseWrapper:
    return cast(DatabaseWrapper, connections["default"])
