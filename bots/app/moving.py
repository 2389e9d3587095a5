"""`bots move-ledger`: the ledger of a project goes to a PostgreSQL server, or back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.app.project import Project, server_at
from bots.errors import PlaceError
from bots.settings import check_database

if TYPE_CHECKING:
    from bots.ledger.moving import Moved


def move_ledger(project: Project, address: str) -> Moved:
    """Move the project's ledger to the server at `address`. Raises PlaceError P151 to P167."""
    check_database(address)
    server = server_at(project.settings, address)
    from bots.ledger.moving import move

    return move(project.settings.ledger, server, project.clock, project.settings.anchor)


def move_ledger_back(project: Project) -> Moved:
    """Let the file of before count again. Raises PlaceError P159 where no server is set, P166, P167."""
    if project.server is None:
        raise PlaceError("P159")
    from bots.ledger.moving import move_back

    return move_back(project.settings.ledger, project.server, project.settings.anchor)
