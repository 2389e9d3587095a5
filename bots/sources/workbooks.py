"""Old and OpenDocument books as grids, by calamine."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bots.errors import DataError, Place, Problem
from bots.sources.biff import Looks, looks_of, stream_of
from bots.sources.formats import Cell, show_of, shown
from bots.sources.grid import Grid, Line, choose_sheet, has_text
from bots.sources.merges import spread
from bots.sources.opening import told, whole
from bots.sources.package import refuse_doctype
from bots.sources.xlsx import MOST_CELLS

_ERRORS = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!")
_ROW = re.compile(rb"<table:table-row\b([^>]*)>(.*?)</table:table-row>", re.DOTALL)
_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b([^>]*?)(/?)>")
_ROWS = re.compile(rb'number-rows-repeated="([0-9]+)"')
_COLUMNS = re.compile(rb'number-columns-repeated="([0-9]+)"')


def read_calamine(path: Path, sheet: str) -> Grid:
    """A sheet of an .xls or an .ods. Raises DataError D02, D03, D07, D08."""
    from python_calamine import CalamineWorkbook, PasswordError

    old = stream_of(path) if path.suffix.lower() == ".xls" else b""
    if not old:
        _count_ods(path)
    with told(path):
        try:
            book = CalamineWorkbook.from_path(str(path))
        except PasswordError as error:
            raise DataError("D02", Place(path.name), file=path.name) from error
        metadata = {one.name: str(one.visible) for one in book.sheets_metadata}
        visible = [name for name in book.sheet_names if metadata.get(name, "").endswith(".Visible")]
        name = choose_sheet(book.sheet_names, sheet, path.name, visible)
        page = book.get_sheet_by_name(name)
        top, left = page.start or (0, 0)
        lines = list(_lines(page.to_python(skip_empty_area=True), top, left))
        areas = [(a[0] + 1, a[1] + 1, b[0] + 1, b[1] + 1) for a, b in page.merged_cell_ranges or ()]
        if old:
            lines = _as_they_look(lines, looks_of(path, old, name))
        return Grid(name, spread(lines, areas), tuple(areas))


def _as_they_look(lines: list[Line], looks: Looks) -> list[Line]:
    """The lines with the zeros that formats show, and with what is hidden marked."""
    shows = {code: show_of(0, code, from_1904=False) for code in set(looks.codes.values()) if "0" in code}
    made = []
    for line in lines:
        cells = list(line.cells)
        for at, cell in enumerate(cells):
            show = shows.get(looks.codes.get((line.number - 1, at), ""))
            if show is not None and isinstance(cell, str) and cell.isdigit():
                cells[at] = show(cell)
        made.append(Line(line.number, tuple(cells), line.number - 1 in looks.hidden))
    return made


def _count_ods(path: Path) -> None:
    """A repeated cell takes a few bytes in the file and all of the memory: count before reading."""
    with told(path), zipfile.ZipFile(path) as archive:
        data = whole(archive, "content.xml", path.name)
    refuse_doctype(data, path.name)
    count = 0
    for attributes, row in _ROW.findall(data):
        cells = _CELL.findall(row)
        while cells and cells[-1][1]:  # the empty ones at the end are not kept
            cells.pop()
        repeated = _ROWS.search(attributes)
        wide = sum(int(found[1]) if (found := _COLUMNS.search(one)) else 1 for one, _ in cells)
        count += wide * (int(repeated[1]) if repeated else 1)
        if count > MOST_CELLS:
            limit = str(MOST_CELLS)
            raise DataError("D07", Place(path.name), file=path.name, what="セル / cells", limit=limit)


def _lines(rows: list[list[Any]], top: int, left: int) -> Iterator[Line]:
    before = ("",) * left
    for at, row in enumerate(rows):
        cells = before + tuple(_cell(value) for value in row)
        if has_text(cells):
            yield Line(top + at + 1, cells)


def _cell(value: Any) -> Cell:
    if isinstance(value, str) and value in _ERRORS:
        return Problem("D14", {"error": value})
    return shown(value)
