"""The book of rejects before any run: `NAME_不備.xlsx`, and never over a book that a run made or somebody changed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bots.model import RowsPlan, Table, Value
from bots.sources.locked import unlocked
from bots.sources.marked import write_marked
from bots.sources.results import RowOutcome, rejects_beside, rejects_pages


def write_rejects_ahead(
    sheet: Path,
    rows: RowsPlan,
    table: Table,
    outcomes: Sequence[RowOutcome],
    *,
    language: str,
    password: Value | None = None,
) -> Path:
    """The rows to be mended as the book that is handed in again, locked with `password` where the sheet is; where
    it lies. A place that is taken is left as it is, and the next free number used. Raises PlaceError P53 where none
    can be written."""
    with unlocked(sheet, password, rows.password_name) as plain:
        lock = password if plain != sheet else None  # what was not locked goes back as it came
        pages = rejects_pages(plain, rows, table, outcomes, language)
    return write_marked(lambda number: rejects_beside(sheet, language, number), pages, lock, opens=password)
