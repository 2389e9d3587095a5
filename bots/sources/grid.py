"""A sheet as a grid of texts, each as the sheet shows it, whatever kind of file it came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bots.errors import DataError, Place, Problem
from bots.sources.formats import Cell

Area = tuple[int, int, int, int]  # first row, first column, last row, last column, all from 1


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the grid: Excel's number, its cells from column A on, whether the sheet hides it."""

    number: int
    cells: tuple[Cell, ...]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet. `sheet` is "" for a text file. Lines without any text are left out.

    `areas` are its merged ones.
    """

    sheet: str
    lines: list[Line] = field(default_factory=list)
    areas: tuple[Area, ...] = ()


def letter(column: int) -> str:
    """The letters of a column, from 1: A, B, … AA."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def column_of(letters: str) -> int:
    """The number of a column, from 1, by its letters. Raises ValueError for anything past XFD."""
    number = 0
    for sign in letters:
        number = number * 26 + "ABCDEFGHIJKLMNOPQRSTUVWXYZ".index(sign) + 1
    if not 0 < number <= 16_384:
        raise ValueError("no column")
    return number


def has_text(cells: Sequence[Cell]) -> bool:
    """Whether a line says anything."""
    return any(isinstance(one, Problem) or one.strip() for one in cells)


def choose_sheet(names: Sequence[str], wanted: str, file: str, shown: Sequence[str] = ()) -> str:
    """The sheet of that name; without one the first that is not hidden (of `shown`).

    Raises DataError D08 with the sheets there are.
    """
    from bots.values.scope import fold_name

    if not wanted and names:
        return shown[0] if shown else names[0]
    if wanted in names:
        return wanted
    near = [name for name in names if fold_name(name) == fold_name(wanted)]
    if len(near) == 1:
        return near[0]
    raise DataError("D08", Place(file), file=file, sheet=wanted, sheets="、".join(names))
