"""Adds lines at the end of a book that the program and people share (行追加); everything else in it stays."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from bots.errors import DataError, Place
from bots.sources.grid import Grid, Line
from bots.sources.new_book import FIRST_SHEET, Page, save_texts
from bots.sources.sheet import read_grid
from bots.values.scope import fold_name

Cells = Mapping[str, str]  # by heading


def check_book(book: Path, headings: Collection[str]) -> None:
    """That lines with these headings can be added to the book. Raises DataError D83 for a heading that it lacks
    or has twice, and what reading a sheet raises."""
    _columns(book, headings)


def with_lines(book: Path | None, target: Path, lines: Sequence[Cells]) -> None:
    """Write `book` with the lines under its last row to `target`; None makes a book of their headings. All cells
    are texts: what looks like a formula stays a text. Raises DataError as `check_book` does, OSError."""
    names = list(dict.fromkeys(name for line in lines for name in line))
    if book is None:
        texts = {at: [line.get(name, "") for name in names] for at, line in enumerate(lines, 2)}
        save_texts(target, [Page(FIRST_SHEET, {1: names, **texts})])
        return
    from bots.sources.patching import patch

    grid, columns = _columns(book, names)
    last = max(line.number for line in grid.lines if _says_something(line))
    cells = {
        (last + at, columns[name]): text
        for at, line in enumerate(lines, 1)
        for name, text in line.items()
        if text
    }
    patch(book, target, grid.sheet, cells)


def _columns(book: Path, headings: Collection[str]) -> tuple[Grid, dict[str, int]]:
    """The first sheet, and the column (from 1) of each heading."""
    grid = read_grid(book, "")
    head = next((line for line in grid.lines if _says_something(line)), None)
    said = [cell for cell in head.cells if isinstance(cell, str)] if head is not None else []
    folded = [fold_name(cell) if isinstance(cell, str) else "" for cell in head.cells] if head is not None else []
    for name in headings:
        if folded.count(fold_name(name)) != 1:
            there = "、".join(filter(None, (one.strip() for one in said))) or "-"
            raise DataError("D83", Place(book.name), file=book.name, column=name, headings=there)
    return grid, {name: folded.index(fold_name(name)) + 1 for name in headings}


def _says_something(line: Line) -> bool:
    return any(not isinstance(cell, str) or cell.strip() for cell in line.cells)
