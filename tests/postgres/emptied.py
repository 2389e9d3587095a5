"""A desk with an empty ledger on the server: the one of the test before, emptied."""

from __future__ import annotations

from pathlib import Path

from bots.ledger.sides import Server
from bots.testing import FixedClock
from tests.ledger.desk import Desk
from tests.postgres.server import PASSWORD


class Emptied:
    """One database and one folder for all desks of a ring. To make the tables anew for each would only take time."""

    def __init__(self, address: str, folder: Path) -> None:
        self.server, self.folder = Server(address, PASSWORD), folder

    def desk(self) -> Desk:
        """The desk, empty, its ledger open in this thread."""
        made = Desk(self.folder, FixedClock(), server=self.server)
        made.open()
        self._empty()
        return made

    def _empty(self) -> None:
        from django.apps import apps
        from django.db import connection, connections, transaction

        from bots.ledger.events import FIRST
        from bots.ledger.tables import Book

        models = [one for one in apps.get_app_config("ledger").get_models() if one is not Book]
        names = [one._meta.db_table for one in models]
        with transaction.atomic(), connection.cursor() as cursor:
            # Foreign keys are looked at when it commits, so the order is nobody's concern. To truncate would make new
            # files for each table: ten times as long.
            cursor.execute(";".join(f"DELETE FROM {name}" for name in names))
            cursor.execute("SELECT setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S' AND relname LIKE 'ledger_%'")
            Book.objects.update(seq=0, head=FIRST)
        connections["default"].ended_with = None  # type: ignore[attr-defined]  # it is no ledger that forgot

    def close(self) -> None:
        """Nobody is connected any more."""
        from bots.ledger.connection import close_ledger

        close_ledger()
