"""Tables that recipes look codes up in (対応表): small files beside the recipe, read whole."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from bots.errors import DataError, Place
from bots.model import CodeTable, Numberless, Worded
from bots.sources.formats import Cell, Unread
from bots.sources.grid import text_of
from bots.sources.sheet import read_grid
from bots.values.scope import fold_name


def read_lookup(path: Path, columns: Collection[str], sheet: str = "") -> CodeTable:
    """The lines of a sheet of the file by the headings in its first line that says anything, named as `columns` do;
    without the name of a sheet (or a pattern of it) of the first.

    Raises DataError D77 for a column that it lacks, D78 for a cell of such a column that cannot be read, and what
    reading a sheet raises.
    """
    grid = read_grid(path, sheet)
    head = grid.lines[0].cells if grid.lines else ()
    places = {fold_name(words): at for at, cell in enumerate(head) if (words := text_of(cell)).strip()}
    wanted = {name: places.get(fold_name(name)) for name in columns}
    missing = next((name for name, at in wanted.items() if at is None), None)
    if missing is not None:
        headings = "、".join(words for cell in head if (words := text_of(cell)).strip()) or "-"
        raise DataError("D77", Place(path.name), column=missing, headings=headings, **grid.where(path.name))
    found = []
    for line in grid.lines[1:]:
        made: dict[str, str] = {}
        for name, at in wanted.items():
            assert at is not None
            cell = line.cells[at] if at < len(line.cells) else ""
            if isinstance(cell, Unread):
                raise DataError("D78", Place(path.name), column=name, row=line.number, **grid.where(path.name))
            made[name] = _said(cell)
        found.append(made)
    return CodeTable(grid.sheet, tuple(found))


def _said(cell: Cell) -> str:
    """What a cell says, and where a number is more or less than that, both."""
    if isinstance(cell, Numberless):
        return cell
    text = text_of(cell).strip()
    return Worded(str(cell), shown=text) if isinstance(cell, Worded) and cell != text else text
