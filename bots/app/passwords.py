"""The password of a recipe's book, by its name."""

from __future__ import annotations

from bots.app.project import Project
from bots.model import RowsPlan, Value


def book_password(project: Project, rows: RowsPlan) -> Value | None:
    """The secret that opens the book, or None where the recipe names none. Raises PlaceError P20–P22."""
    from bots.app.carry_out import vaults

    return vaults(project).secret(rows.password_name) if rows.password_name else None
