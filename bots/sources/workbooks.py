"""Workbooks as grids: openpyxl where cell formats and hidden rows matter, calamine for large, old and
OpenDocument books."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bots.errors import DataError, Place, Problem
from bots.sources.grid import Cell, Grid, Line, choose_sheet, has_text, shown
from bots.sources.opening import whole

LARGE = 1 << 20  # bytes of a sheet's XML above which openpyxl would take too long
_ERRORS = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!")


def read_xlsx(path: Path, sheet: str) -> Grid:
    """A sheet of an .xlsx or .xlsm. Raises DataError D03, D07, D08."""
    with _told(path), zipfile.ZipFile(path) as archive:
        largest = max(
            (p.file_size for p in archive.infolist() if p.filename.startswith("xl/worksheets/")),
            default=0,
        )
        for part in archive.namelist():
            if part.endswith((".xml", ".rels")):
                _no_entities(whole(archive, part, path.name), path)
    return _large_xlsx(path, sheet) if largest > LARGE else _small_xlsx(path, sheet)


def _no_entities(data: bytes, path: Path) -> None:
    """Office never writes a DOCTYPE; whoever does wants entities to be expanded."""
    if b"<!DOCTYPE" in data[:4096].upper():
        raise DataError("D03", Place(path.name), file=path.name)


def _small_xlsx(path: Path, sheet: str) -> Grid:
    import warnings

    from openpyxl import load_workbook

    with _told(path), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of parts that it leaves out; we only read
        book = load_workbook(path, data_only=True, rich_text=False)
        formulas = load_workbook(path, data_only=False, rich_text=False)
        name = choose_sheet([one.title for one in book.worksheets], sheet, path.name)
        page, written = book[name], formulas[name]
        lines = []
        for row in page.iter_rows():
            number = int(row[0].row or 0)
            cells = tuple(_openpyxl_cell(cell, written) for cell in row)
            if has_text(cells):
                hidden = bool(page.row_dimensions[number].hidden)
                lines.append(Line(number, cells, hidden))
        return Grid(name, lines)


def _openpyxl_cell(cell: Any, written: Any) -> Cell:
    if cell.value is None:
        formula = written.cell(cell.row, cell.column).value
        if isinstance(formula, str) and formula.startswith("="):
            return Problem("D13")
        return Problem("D13") if type(formula).__name__ == "ArrayFormula" else ""
    if cell.data_type == "e" or cell.value in _ERRORS:
        return Problem("D14", {"error": str(cell.value)})
    return shown(cell.value, cell.number_format or "General")


def _large_xlsx(path: Path, sheet: str) -> Grid:
    """calamine is twelve times faster but knows no formats: columns shown with zeros are sniffed."""
    grid = read_calamine(path, sheet)
    formats = _zero_formats(path, grid)
    if not formats:
        return grid
    lines = [
        Line(line.number, tuple(_zeroed(one, formats.get(at)) for at, one in enumerate(line.cells)),
             line.hidden)
        for line in grid.lines
    ]  # fmt: skip
    return Grid(grid.sheet, lines)


def _zeroed(cell: Cell, number_format: str | None) -> Cell:
    if number_format is None or not isinstance(cell, str) or not cell.isdigit():
        return cell
    return shown(int(cell), number_format)


def _zero_formats(path: Path, grid: Grid) -> dict[int, str]:
    """Columns (from 0) whose first cells with a number have a format of zeros."""
    from openpyxl import load_workbook

    found: dict[int, str] = {}
    book = load_workbook(path, read_only=True, data_only=True)
    try:
        for row in book[grid.sheet].iter_rows(min_row=1, max_row=30):
            for cell in row:
                number_format = getattr(cell, "number_format", "") or ""
                if isinstance(cell.value, int | float) and re.fullmatch(r"0{2,}(-0+)*", number_format):
                    found.setdefault(cell.column - 1, number_format)
    finally:
        book.close()
    return found


def read_calamine(path: Path, sheet: str) -> Grid:
    """A sheet of an .xls, an .ods or a large .xlsx. Raises DataError D02, D03, D08."""
    from python_calamine import CalamineWorkbook, PasswordError

    with _told(path):
        try:
            book = CalamineWorkbook.from_path(str(path))
        except PasswordError as error:
            raise DataError("D02", Place(path.name), file=path.name) from error
        name = choose_sheet(book.sheet_names, sheet, path.name)
        page = book.get_sheet_by_name(name)
        top = (page.start or (0, 0))[0]
        left = (page.start or (0, 0))[1]
        rows = page.to_python(skip_empty_area=True)
        return Grid(name, list(_lines(rows, top, left)))


def _lines(rows: list[list[Any]], top: int, left: int) -> Iterator[Line]:
    before = ("",) * left
    for at, row in enumerate(rows):
        cells = before + tuple(_calamine_cell(value) for value in row)
        if has_text(cells):
            yield Line(top + at + 1, cells)


def _calamine_cell(value: Any) -> Cell:
    if isinstance(value, str) and value in _ERRORS:
        return Problem("D14", {"error": value})
    return shown(value)


class _told:
    """Whatever a parser raises on a damaged book becomes one sentence."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: Any) -> None:
        if error is None or isinstance(error, DataError) or not isinstance(error, Exception):
            return
        raise DataError("D03", Place(self.path.name), file=self.path.name) from error
