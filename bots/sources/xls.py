"""An .xls as a grid, by calamine, with what calamine does not tell of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bots.errors import Problem
from bots.sources.biff import Looks, looks_of, stream_of
from bots.sources.formats import Cell, shown
from bots.sources.grid import NOTHING, Grid, Line, choose_sheet, has_text
from bots.sources.merges import spread
from bots.sources.opening import told

_ERRORS = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!")


def read_xls(path: Path, sheet: str) -> Grid:
    """A sheet of an .xls. Raises DataError D03, D04, D08."""
    from python_calamine import CalamineWorkbook

    stream = stream_of(path)
    with told(path):
        book = CalamineWorkbook.from_path(str(path))
        name = choose_sheet(book.sheet_names, sheet, path.name, _shown(book))
        page = book.get_sheet_by_name(name)
        top, left = page.start or (0, 0)
        looks = looks_of(path, stream, name)
        lines = list(_lines(page.to_python(skip_empty_area=True), top, left, looks.codes))
        areas = [(a[0] + 1, a[1] + 1, b[0] + 1, b[1] + 1) for a, b in page.merged_cell_ranges or ()]
        lines = _as_they_look(lines, looks)
        return Grid(name, spread(lines, areas), tuple(areas))


def xls_sheets(path: Path) -> tuple[str, ...]:
    """The sheets that are not hidden. Raises DataError D03."""
    from python_calamine import CalamineWorkbook

    stream_of(path)
    with told(path):
        return tuple(_shown(CalamineWorkbook.from_path(str(path))))


def _shown(book: Any) -> list[str]:
    return [one.name for one in book.sheets_metadata if str(one.visible).endswith(".Visible")]


def _lines(rows: list[list[Any]], top: int, left: int, codes: Mapping[tuple[int, int], str]) -> Iterator[Line]:
    before = ("",) * left
    for number, row in enumerate(rows, top):
        cells = before + tuple(_cell(value, codes.get((number, at), "")) for at, value in enumerate(row, left))
        if has_text(cells):
            yield Line(number + 1, cells)


def _cell(value: Any, code: str) -> Cell:
    if isinstance(value, str) and value in _ERRORS:
        return Problem("D14", {"error": value})
    return shown(value, code)


def _as_they_look(lines: list[Line], looks: Looks) -> list[Line]:
    """The lines with errors, and with what is hidden or struck out marked."""
    struck: dict[int, frozenset[int]] = defaultdict(frozenset)
    for row, column in looks.struck:
        struck[row] |= {column}
    made = []
    for line in _with_errors(lines, looks):
        number = line.number - 1
        made.append(Line(line.number, line.cells, number in looks.hidden, struck.get(number, NOTHING)))
    return made


def _with_errors(lines: list[Line], looks: Looks) -> list[Line]:
    """The lines with the errors of formulas, which calamine takes for blanks."""
    rows = {line.number: list(line.cells) for line in lines}
    for (row, column), error in looks.errors.items():
        cells = rows.setdefault(row + 1, [])
        cells += [""] * (column + 1 - len(cells))
        cells[column] = Problem("D14", {"error": error})
    return [Line(number, tuple(rows[number])) for number in sorted(rows)]
