"""An .xls as a grid, by calamine, with what calamine does not tell of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bots.errors import Problem
from bots.sources.biff import Looks, looks_of, stream_of
from bots.sources.formats import Cell, Say, Show, Unread, look_of, say_of, show_of, without_zeros
from bots.sources.grid import NOTHING, Grid, Line, choose_sheet, has_text
from bots.sources.merges import met, spread
from bots.sources.new_book import Content, Page
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
        lines = list(_lines(page.to_python(skip_empty_area=True), top, left, _Cells(looks)))
        areas = [(a[0] + 1, a[1] + 1, b[0] + 1, b[1] + 1) for a, b in page.merged_cell_ranges or ()]
        lines = _as_they_look(lines, looks)
        return Grid(name, spread(lines, areas), tuple(areas))


def seen_in_xls(path: Path) -> Iterator[Page]:
    """Every sheet with its texts, and its numbers in their formats. Raises DataError D03."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum

    stream = stream_of(path)
    with told(path):
        book = CalamineWorkbook.from_path(str(path))
        shown = _shown(book)
        for one in book.sheets_metadata:
            if one.typ == SheetTypeEnum.WorkSheet:
                looks = looks_of(path, stream, one.name)
                struck = {(row + 1, column + 1) for row, column in looks.struck}
                lines = _seen(book.get_sheet_by_name(one.name), looks)
                yield Page(one.name, lines, wide=False, struck=struck, hidden=one.name not in shown)


def _seen(page: Any, looks: Looks) -> dict[int, list[Content]]:
    """The lines of a sheet by their numbers; what lies under a merged cell is not seen."""
    known = _Cells(looks)
    top, left = page.start or (0, 0)
    rows: dict[int, list[Content]] = {
        number: [""] * left + [known.content(value, (number, at)) for at, value in enumerate(row, left)]
        for number, row in enumerate(page.to_python(skip_empty_area=True), top)
    }
    for (number, column), error in looks.errors.items():
        cells = rows.setdefault(number, [])
        cells += [""] * (column + 1 - len(cells))
        cells[column] = Unread(Problem("D14", {"error": error}))
    numbers = sorted(rows)
    width = max(map(len, rows.values()), default=0)
    areas = [(a[0], a[1], b[0], b[1]) for a, b in page.merged_cell_ranges or ()]
    for at, (first, begin, _, end) in met(numbers, areas, width):
        cells = rows[numbers[at]]
        for column in range(begin, min(end + 1, len(cells))):
            if (numbers[at], column) != (first, begin):
                cells[column] = ""
    return {number + 1: cells for number, cells in rows.items()}


def xls_sheets(path: Path) -> tuple[str, ...]:
    """The sheets that are not hidden. Raises DataError D03."""
    from python_calamine import CalamineWorkbook

    stream_of(path)
    with told(path):
        return tuple(_shown(CalamineWorkbook.from_path(str(path))))


def _shown(book: Any) -> list[str]:
    return [one.name for one in book.sheets_metadata if str(one.visible).endswith(".Visible")]


def _lines(rows: list[list[Any]], top: int, left: int, known: _Cells) -> Iterator[Line]:
    before = ("",) * left
    for number, row in enumerate(rows, top):
        cells = before + tuple(known.cell(value, (number, at)) for at, value in enumerate(row, left))
        if has_text(cells):
            yield Line(number + 1, cells)


class _Cells:
    """What the cells of a sheet show, by the formats of the book."""

    def __init__(self, looks: Looks) -> None:
        self._looks = looks
        self._shows: dict[str, Show] = {}
        self._says: dict[str, Say | None] = {}

    def cell(self, value: Any, place: tuple[int, int]) -> Cell:
        """What calamine found in a cell, as the sheet shows it."""
        if place in self._looks.numbers:
            number, code = self._looks.numbers[place]
            return self._show(code)(repr(int(number)) if number.is_integer() else repr(number))
        if isinstance(value, bool):
            return "TRUE" if value else "FALSE"
        if value in _ERRORS:
            return Unread(Problem("D14", {"error": value}))
        assert isinstance(value, str)
        code = self._looks.texts.get(place, "")
        if code not in self._says:
            self._says[code] = say_of(code)
        say = self._says[code]
        return value if say is None or not value else say(value)

    def content(self, value: Any, place: tuple[int, int]) -> Content:
        """The same for another book: a number with the format that shows it."""
        if place not in self._looks.numbers:
            return self.cell(value, place)
        number, code = self._looks.numbers[place]
        if not number and not self._looks.zeros:
            return ""
        return look_of(number, code, from_1904=self._looks.from_1904)

    def _show(self, code: str) -> Show:
        if code not in self._shows:
            show = show_of(code, from_1904=self._looks.from_1904)
            self._shows[code] = show if self._looks.zeros else without_zeros(show)
        return self._shows[code]


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
        cells[column] = Unread(Problem("D14", {"error": error}))
    return [Line(number, tuple(rows[number])) for number in sorted(rows)]
