"""Formulas whose kept results are out of date once cells were set: they go, so that nothing shows what was before.

A spreadsheet calculates what has no result as soon as it opens the book. What a formula refers to is read from its
cells and ranges, also through other formulas; names, OFFSET and INDIRECT are not followed.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from bots.sources.grid import column_of

_CELL = re.compile(
    rb'<c\b(?=[^>]*?\sr="([A-Z]{1,3})([0-9]{1,7})")[^>]*(?<!/)>(?:(?!</c>).)*?</c>', re.DOTALL
)
_FORMULA = re.compile(rb"<f\b([^>]*?)(?:/>|>(.*?)</f>)", re.DOTALL)
_RESULT = re.compile(rb"<v\b[^>]*>.*?</v>|<v\b[^>]*/>", re.DOTALL)
_SHARED = re.compile(rb'\bsi="([0-9]+)"')
_TEXT = re.compile('"(?:[^"]|"")*"')
_END = r"(?![A-Za-z0-9_.(!])"
_REFERENCE = re.compile(
    r"(?:(?:'(?P<quoted>(?:[^']|'')+)'|(?P<plain>[^\s'\"!(),;:+\-*/^&=<>{}]+))!)?(?<![A-Za-z0-9_.])"
    r"(?:(?P<column>\$?[A-Z]{1,3})(?P<row>\$?[0-9]{1,7})(?::(?P<column2>\$?[A-Z]{1,3})(?P<row2>\$?[0-9]{1,7}))?"
    rf"|(?P<from>\$?[A-Z]{{1,3}}):(?P<to>\$?[A-Z]{{1,3}})|(?P<top>\$?[0-9]{{1,7}}):(?P<bottom>\$?[0-9]{{1,7}})){_END}"
)
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384

Cells = Iterable[tuple[int, int]]  # (row, column), from 1


@dataclass(frozen=True, slots=True)
class _Area:
    """Cells of a sheet that a formula refers to, ends included."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class _Formula:
    sheet: str
    row: int
    column: int
    areas: tuple[_Area, ...]
    cell: tuple[int, int]  # where its XML begins and ends


class _Changed:
    """Which cells are other ones now: rows by column of each sheet, in order."""

    def __init__(self, sheet: str, cells: Cells) -> None:
        self._rows: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        for row, column in sorted(cells):
            self._rows[sheet][column].append(row)

    def add(self, one: _Formula) -> None:
        insort(self._rows[one.sheet][one.column], one.row)

    def meets(self, area: _Area) -> bool:
        """Whether one of them lies in the area."""
        for column, rows in self._rows.get(area.sheet, {}).items():
            if area.left <= column <= area.right:
                at = bisect_left(rows, area.top)
                if at < len(rows) and rows[at] <= area.bottom:
                    return True
        return False


def without_outdated(pages: Mapping[str, bytes], sheet: str, cells: Cells) -> dict[str, bytes]:
    """The XML of those `pages` (by the names of their sheets) whose formulas refer to `cells` of `sheet`: without the
    results of these."""
    formulas = [one for name, data in pages.items() for one in _formulas(name, data)]
    changed, gone = _Changed(sheet, cells), list[_Formula]()
    found = True
    while found:
        rest = []
        for one in formulas:
            if any(changed.meets(area) for area in one.areas):
                changed.add(one)
                gone.append(one)
            else:
                rest.append(one)
        # Next from the other end: balances that are carried upwards would come to light one a pass.
        found, formulas = len(rest) < len(formulas), rest[::-1]
    return {
        name: _without_results(pages[name], [one for one in gone if one.sheet == name])
        for name in {one.sheet for one in gone}
    }


def _without_results(data: bytes, formulas: list[_Formula]) -> bytes:
    made, at = [], 0
    for begin, end in sorted(one.cell for one in formulas):
        made += [data[at:begin], _RESULT.sub(b"", data[begin:end], count=1)]
        at = end
    return b"".join((*made, data[at:]))


def _formulas(sheet: str, data: bytes) -> Iterator[_Formula]:
    shared: dict[bytes, tuple[int, int, str]] = {}
    if b"<f" not in data:
        return
    for cell in _CELL.finditer(data):
        found = _FORMULA.search(cell[0])
        if found is None:
            continue
        row, column = int(cell[2]), column_of(cell[1].decode())
        text = (
            (found[2] or b"")
            .decode("utf-8", "replace")
            .replace("&quot;", '"')
            .replace("&apos;", "'")
            .replace("&amp;", "&")
        )
        down = right = 0
        if group := _SHARED.search(found[1]):
            if text:
                shared[group[1]] = row, column, text
            first_row, first_column, text = shared.get(group[1], (row, column, ""))
            down, right = row - first_row, column - first_column
        yield _Formula(sheet, row, column, tuple(_areas(text, sheet, down, right)), cell.span())


def _areas(text: str, sheet: str, down: int, right: int) -> Iterator[_Area]:
    """What a formula refers to, if it stood so many cells further down and right of where it is written."""
    for one in _REFERENCE.finditer(_TEXT.sub('""', text)):
        where = (one["quoted"] or "").replace("''", "'") or one["plain"] or sheet
        if one["column"]:
            rows = [_number(part, down, int) for part in (one["row"], one["row2"] or one["row"])]
            columns = [
                _number(part, right, column_of)
                for part in (one["column"], one["column2"] or one["column"])
            ]
        elif one["from"]:
            rows, columns = (
                [1, _LAST_ROW],
                [_number(part, right, column_of) for part in (one["from"], one["to"])],
            )
        else:
            rows, columns = (
                [_number(part, down, int) for part in (one["top"], one["bottom"])],
                [1, _LAST_COLUMN],
            )
        yield _Area(where, min(rows), min(columns), max(rows), max(columns))


def _number(part: str, further: int, read: Callable[[str], int]) -> int:
    return read(part.lstrip("$")) + (0 if part.startswith("$") else further)
