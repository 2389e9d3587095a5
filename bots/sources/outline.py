"""A book as one who begins a recipe looks at it: its sheets, the row of headings, the columns, what can be the key."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bots.errors import DataError, Place
from bots.japan.keys import seen
from bots.japan.people import names_people, names_places
from bots.japan.width import fold
from bots.sources.formats import Cell
from bots.sources.grid import Grid
from bots.sources.guessing import Guess, guess_column
from bots.sources.headings import heading_words
from bots.sources.opening import form_of
from bots.values.scope import fold_name

_LOOKED_AT = 30  # lines among which the row of headings is looked for
_LONGEST = 30  # characters of a heading; longer ones are notes
_VALUE = re.compile(r"\d{3}|\d[-/.年月]\d|@|^[\d,.\s]+$|^[○×〇]$")
_KEY = re.compile(r"番号|コード|ナンバー|No\.?$|№|\bID\b|\bcode\b|\bnumber\b|\bno\b", re.IGNORECASE)
_SLIPS = 0.1
_NO_KEYS = ("date", "money", "phone", "email", "postal", "kana", "flag", "choice", "file", "account_kind")


@dataclass(frozen=True, slots=True)
class SeenColumn:
    """A column: its place (from 0), its heading, its cells, a row each, and what it seems to be."""

    at: int
    name: str
    cells: tuple[Cell, ...]
    guess: Guess


@dataclass(frozen=True, slots=True)
class KeyFacts:
    """How a column would do as the key: of how many rows, those that are blank, those whose value stands
    in others too, and whether it is a number that names something."""

    name: str
    rows: int
    blank: int
    doubled: int
    numbered: bool

    @property
    def fit(self) -> bool:
        """Whether every row has its own."""
        return not self.blank and not self.doubled

    @property
    def good(self) -> bool:
        """Whether it can be proposed: a number of the rows, but for a few slips that are refused anyway."""
        return self.numbered and self.blank + self.doubled <= max(2, _SLIPS * self.rows) < self.rows


@dataclass(frozen=True, slots=True)
class LastLine:
    """A line at the end that is no row (a total, a note): its number, the heading of the column that tells it, and the
    word that stands there, or with which it `begins`. `blank` are the headings without anything in it."""

    number: int
    column: str
    word: str
    begins: bool = False
    blank: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Outline:
    """A sheet below its headings: `header` is their row, of several the last, and `header_rows` how many there are;
    `lines` are the numbers of the rows. `doubled` are headings that stand twice, `hidden` the count of hidden rows,
    `last_lines` what was left out at the end."""

    sheet: str
    header: int
    lines: tuple[int, ...]
    columns: tuple[SeenColumn, ...]
    doubled: tuple[str, ...] = ()
    hidden: int = 0
    header_rows: int = 1
    last_lines: tuple[LastLine, ...] = ()

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.lines)

    @property
    def header_text(self) -> str:
        """The rows of the headings as a recipe writes them: 3, or 3-4."""
        return str(self.header) if self.header_rows == 1 else f"{self.header - self.header_rows + 1}-{self.header}"

    def possible_keys(self) -> list[KeyFacts]:
        """The columns that can be the key, those that do best first."""
        facts = [_as_key(one) for one in self.columns if _may_be_key(one)]
        return sorted(facts, key=lambda one: (not one.good, not one.fit, one.blank + one.doubled))


def sheets_of(path: Path) -> tuple[str, ...]:
    """The sheets of a book that people see; none for a text file. Raises DataError as reading does."""
    form = form_of(path)
    if form == "text":
        return ()
    if form == "xlsx":
        from bots.sources.xlsx import xlsx_sheets

        return xlsx_sheets(path)
    if form == "ods":
        from bots.sources.ods import ods_sheets

        return ods_sheets(path)
    from bots.sources.xls import xls_sheets

    return xls_sheets(path)


def header_of(grid: Grid) -> int:
    """The number of the row that looks most like headings; of two alike the upper one. 0 where none does.

    Headings are many short words, each once: titles are one, values have digits.
    """
    scores = [(_score(line.cells), line.number) for line in grid.lines[:_LOOKED_AT]]
    best = max((score for score, _ in scores), default=0)
    if best < 1:
        return 0
    return next(number for score, number in scores if score >= max(1, 0.8 * best))


def _score(cells: Sequence[Cell]) -> int:
    words = [" ".join(cell.split()) for cell in cells if isinstance(cell, str) and cell.strip()]
    plain = {word for word in words if len(word) <= _LONGEST and not _VALUE.search(fold(word))}
    return len(plain) - sum(1 for word in set(words) if word not in plain)


def heading_rows(grid: Grid, row: int) -> tuple[int, int]:
    """The first and the last row of the headings of which `row` is one: more than that row only where merged cells
    join it to others, or where the row above tells words apart that stand twice (申請者 and 世帯主 over 氏名 each)."""
    first = last = row
    while True:
        tall = [one for one in grid.areas if one[0] < one[2] and one[0] <= last and one[2] >= first]
        upper, lower = min([first, *(one[0] for one in tall)]), max([last, *(one[2] for one in tall)])
        if (upper, lower) == (first, last):
            break
        first, last = upper, lower
    words = [fold_name(word) for _, word in heading_words(grid, first, last)]
    wide = any(one[0] == first - 1 and 1 < one[3] - one[1] + 1 < len(words) for one in grid.areas)
    if wide and len(set(words)) < len(words):
        above = [fold_name(word) for _, word in heading_words(grid, first - 1, last)]
        first -= len(set(above)) == len(above)
    return first, last


def heading_above(grid: Grid, seen: Outline) -> str:
    """The rows of the headings together with the one above them (3-4), where that has several short words too; or ""."""
    first = seen.header - seen.header_rows
    cells = next((one.cells for one in grid.lines if one.number == first), ())
    return f"{first}-{seen.header}" if _score(cells) > 1 else ""


def outline(grid: Grid, header: int, file: str, last: int = 0) -> Outline:
    """The columns below the headings of which row `header` is one, or below the rows from `header` to `last`, if that
    is given. Raises DataError D12 where they hold nothing."""
    first, header = (header, last) if last else heading_rows(grid, header)
    found = heading_words(grid, first, header)
    if not found:
        raise DataError("D12", Place(file), **grid.where(file), row=header)
    rows = [one for one in grid.lines if one.number > header]
    counts = Counter(fold_name(name) for _, name in found)
    columns = []
    for at, name in found:
        if counts[fold_name(name)] == 1:
            cells = tuple(row.cells[at] if at < len(row.cells) else "" for row in rows)
            columns.append(SeenColumn(at, name, cells, guess_column(name, cells)))
    doubled = dict.fromkeys(name for _, name in found if counts[fold_name(name)] > 1)
    return Outline(
        grid.sheet, header, tuple(one.number for one in rows), tuple(columns), tuple(doubled), sum(one.hidden for one in rows),
        header - first + 1,
    )  # fmt: skip


def _may_be_key(column: SeenColumn) -> bool:
    own = column.guess.column
    of_people = names_people(column.name) or names_places(column.name)
    return not own.hidden and own.kind not in _NO_KEYS and column.guess.filled > 0 and not of_people


def _as_key(column: SeenColumn) -> KeyFacts:
    texts = [seen(cell).strip() if isinstance(cell, str) else "" for cell in column.cells]
    counts = Counter(text for text in texts if text)
    return KeyFacts(
        column.name, len(texts), texts.count(""), sum(count for count in counts.values() if count > 1),
        bool(_KEY.search(fold(column.name))) or column.guess.column.kind == "code",
    )  # fmt: skip
