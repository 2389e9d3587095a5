"""Totals at the end of a sheet: lines that are no rows, and that would make every column seem one that may be blank.
Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bots.japan.width import fold
from bots.sources.guessing import guess_column
from bots.sources.outline import Outline

_TOTAL = re.compile(r"[総合小累]?計|(?:sub|grand)?total|sum", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Total:
    """A line that is no row: the heading of the column whose word tells it, and the word as it stands there."""

    column: str
    word: str


def without_totals(seen: Outline) -> tuple[Outline, tuple[Total, ...]]:
    """The sheet without the totals that are its last lines, and what tells them, each once. A sheet of nothing else
    stays as it is."""
    found: list[Total] = []
    while len(found) < seen.rows and (total := _total(seen, seen.rows - len(found) - 1)):
        found.append(total)
    rows = seen.rows - len(found)
    if not found or not rows:
        return seen, ()
    columns = tuple(
        replace(one, cells=one.cells[:rows], guess=guess_column(one.name, one.cells[:rows])) for one in seen.columns
    )
    return replace(seen, rows=rows, columns=columns), tuple(dict.fromkeys(reversed(found)))


def _total(seen: Outline, row: int) -> Total | None:
    for one in seen.columns:
        cell = one.cells[row]
        if isinstance(cell, str) and _TOTAL.fullmatch("".join(fold(cell).split())):
            return Total(one.name, cell.strip())
    return None
