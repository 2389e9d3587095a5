"""A sheet as a grid of texts, each as the sheet shows it, whatever kind of file it came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from bots.errors import DataError, Place, named_sheet
from bots.japan.numbers import plain
from bots.model import Worded
from bots.sources.formats import Cell, Unread

MOST_LINES = 200_000  # of a sheet; their values take about 2 KB a line
MOST_SAID = 3_000_000  # cells of a sheet that hold something

Area = tuple[int, int, int, int]  # first row, first column, last row, last column, all from 1


NOTHING: frozenset[int] = frozenset()  # an empty set of its own takes 200 bytes, and most lines have none


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the grid: Excel's number, its cells from column A on, whether the sheet hides it, and the places
    (from 0) of the cells that are struck out."""

    number: int
    cells: tuple[Cell, ...]
    hidden: bool = False
    struck: frozenset[int] = NOTHING


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet. `sheet` is "" for a text file, `encoding` for a book. Lines without any text are left out.

    `areas` are its merged ones.
    """

    sheet: str
    lines: list[Line] = field(default_factory=list)
    areas: tuple[Area, ...] = ()
    encoding: str = ""

    def where(self, file: str) -> dict[str, Any]:
        """The sheet in its file as messages name it."""
        return named_sheet(file, self.sheet)


class Room:
    """How much of a sheet may still come; what is more is told before it fills the memory."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._lines = MOST_LINES
        self._said = MOST_SAID

    def take(self, cells: Sequence[Cell], lines: int = 1) -> None:
        """Lines that say something. Raises DataError D07."""
        self._lines -= lines
        if self._lines < 0:
            raise self._no_more("行 / rows", MOST_LINES)
        self._said -= (len(cells) - cells.count("")) * lines
        if self._said < 0:
            raise self._no_more("セル / cells", MOST_SAID)

    def _no_more(self, what: str, most: int) -> DataError:
        return DataError("D07", Place(self._file), file=self._file, what=what, limit=f"{most:,}")


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


def text_of(cell: Cell) -> str:
    """What a cell says where no column tells its type: of a number with words all of it (101号室), but ¥1,000 is 1000.
    Nothing of one that cannot be read."""
    if isinstance(cell, Worded):
        return str(cell) if plain(cell.shown) == cell else cell.shown
    return str(cell) if isinstance(cell, str) else ""


def has_text(cells: Sequence[Cell]) -> bool:
    """Whether a line says anything."""
    return any(isinstance(one, Unread) or one.strip() for one in cells)


def choose_sheet(names: Sequence[str], wanted: str, file: str, shown: Sequence[str] = ()) -> str:
    """The sheet of that name, or the one that people see and that fits a pattern (`令和*年度`; no sheet's name
    may hold * or ?); without a name the first that is not hidden (of `shown`).

    Raises DataError D08 with the sheets there are, D90 where several fit.
    """
    from bots.values.scope import fold_name

    if not wanted and names:
        return shown[0] if shown else names[0]
    if wanted in names:
        return wanted
    if set(wanted) & set("*?"):
        near = [name for name in shown or names if fnmatchcase(fold_name(name), fold_name(wanted))]
        if len(near) > 1:
            raise DataError("D90", Place(file), file=file, sheet=wanted, sheets="、".join(near))
    else:
        near = [name for name in names if fold_name(name) == fold_name(wanted)]
    if len(near) == 1:
        return near[0]
    raise DataError("D08", Place(file), file=file, sheet=wanted, sheets="、".join(names))
