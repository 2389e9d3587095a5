"""Django's backend of a ledger on PostgreSQL: a transaction that takes the write lock when it begins, and a server that
may be started anew in the middle of a run.

A connection that was lost is made again when the next statement or transaction begins; a commit whose answer was lost
is looked up in the chain of events. Whoever is in the middle of a transaction hears of it (`side.Postgres.hold`).
"""

from __future__ import annotations

import select
import time
from collections.abc import Callable
from typing import Any

import psycopg
from django.db import Error
from django.db.backends.postgresql import base

from bots.errors import PlaceError
from bots.ledger.postgres.faults import at_the_door, cut_off

SECONDS_TO_WAIT_FOR_THE_SERVER = 60.0
_PAUSE = 0.3  # seconds between two tries
WRITING = 0x626F7473_0001  # advisory locks: of whoever changes rows, and of whoever changes tables ("bots")
TABLES = 0x626F7473_0002
_BEGIN = f"BEGIN; SELECT pg_advisory_xact_lock({WRITING})"
_LAST = "SELECT 1 FROM ledger_event WHERE seq = %s AND h = %s"

Ending = tuple[int, str]  # number and hash of the event that a transaction ends with


class DatabaseWrapper(base.DatabaseWrapper):
    """One thread's connection to the server."""

    # SQLite holds no text to a length, so neither does this side: a receipt that is longer than we thought must not
    # undo the outcome that it came with.
    data_types = {**base.DatabaseWrapper.data_types, "CharField": "text"}  # noqa: RUF012 - as in the class below it

    def __init__(self, settings_dict: dict[str, Any], alias: str = "default") -> None:
        super().__init__(settings_dict, alias)
        self.recognise: Callable[[], None] | None = None  # set while work goes on: then a lost server is waited for
        self.commits = 0
        self.ended_with: Ending | None = None  # the newest that was committed here
        self.ends_with: Ending | None = None  # of the transaction that is open
        self.place = ""

    @property
    def where(self) -> str:
        """The server as people are told it."""
        return str(self.settings_dict["SIDE"].where)

    # ------------------------------------------------------------------ being connected

    def connect(self) -> None:
        """Connect; where there was a connection before, wait for the server and see that it is the same.

        Raises PlaceError P151 to P154 at first; P157 when it has been waited for, P131 or P133 where it came back as
        another.
        """
        if self.recognise is None:
            try:
                super().connect()
            except psycopg.Error as error:
                raise at_the_door(error, self.where) from error
            return
        until = time.monotonic() + SECONDS_TO_WAIT_FOR_THE_SERVER
        while True:
            try:
                super().connect()
                self.recognise()
            except (psycopg.Error, Error) as error:
                self._drop()
                if time.monotonic() >= until:
                    raise PlaceError("P157", where=self.where) from error
                time.sleep(_PAUSE)
            except PlaceError:
                self._drop()
                raise
            else:
                return

    def _drop(self) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    def close_if_health_check_failed(self) -> None:
        """Before a statement of its own and before a transaction: a connection whose other end has gone is closed."""
        if self.connection is not None and not self.in_atomic_block and _gone(self.connection):
            self.close()

    # ------------------------------------------------------------------ transactions

    def _start_transaction_under_autocommit(self) -> None:
        self.ends_with = None
        with self.wrap_database_errors:
            try:
                self.connection.execute(_BEGIN)
            except psycopg.Error:
                if not self.connection.closed:
                    self.connection.rollback()
                raise

    def _commit(self) -> None:
        if self.connection is None:
            return
        try:
            with self.wrap_database_errors:
                self.connection.commit()
        except Error as error:
            if not cut_off(error) or not self._was_committed():
                raise
        self.commits += 1
        self.ended_with = self.ends_with or self.ended_with

    def _was_committed(self) -> bool:
        """Whether the transaction whose answer was lost is in the ledger. Its lock is taken first: so it has ended."""
        ending, hooks = self.ends_with, self.run_on_commit
        if ending is None:
            raise PlaceError("P157", where=self.where)
        while True:
            self._drop()
            self.connect()
            self.run_on_commit = hooks
            try:
                self.connection.execute(_BEGIN)
                found = self.connection.execute(_LAST, ending).fetchone()
                self.connection.rollback()
            except psycopg.OperationalError:
                continue  # gone again
            return found is not None


def _gone(connection: psycopg.Connection[Any]) -> bool:
    """Whether the other end has closed the connection. Nothing is sent."""
    while not connection.closed:
        if not select.select([connection.fileno()], [], [], 0)[0]:
            return False
        try:
            connection.pgconn.consume_input()
        except psycopg.OperationalError:
            return True
    return True
