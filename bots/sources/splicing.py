"""Patches a sheet without building all of it: only the rows that change become a tree, some at a time.

The other rows are copied as the bytes that they are. Rows with formulas that belong to several cells are
in the tree together; a sheet that is not written as all known programs write it becomes one tree.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping

from bots.sources.package import parse
from bots.sources.page import ROW, Page

Cells = Mapping[tuple[int, int], str]  # (row number, column from 1) → text

_MOST_TREE = 48 << 20  # bytes of a sheet of an unknown dialect: nothing less than all of it will do
_AT_ONCE = 1000  # rows that are a tree at one time
_ROOT = re.compile(rb"<worksheet\b[^>]*>")
_SEVERAL = re.compile(rb'<f\b[^>]*\st="(?:shared|array)"')
_EMPTY = re.compile(rb"<sheetData\s*/>|<sheetData></sheetData>")


def patched(
    data: bytes, cells: Cells, shown: Collection[int], file: str, wordless: Mapping[str, str]
) -> tuple[bytes, bool]:
    """The sheet's XML with `cells` set, and whether a formula was replaced. `wordless` are the styles that show such a
    cell's text alone, by those that do not. Raises DataError D03."""
    rows = _rows(data)
    root = _ROOT.search(data)
    if rows is None or root is None:
        page = Page(parse(data, file, _MOST_TREE), wordless)
        _set(page, cells)
        page.show(shown)
        return page.bytes(), page.formulas.replaced
    start, end = _body(data)
    pieces, replaced = _spliced(data, rows, cells, root[0], file, wordless)
    frame = Page(parse(data[:start] + data[end:], file))
    frame.reach(cells)
    frame.show(shown)
    around = frame.bytes()
    place = _EMPTY.search(around)
    if place is None:
        raise ValueError("a sheet without cells")
    whole = [
        around[: place.start()],
        b"<sheetData>",
        *pieces,
        b"</sheetData>",
        around[place.end() :],
    ]
    return b"".join(whole), replaced


def _body(data: bytes) -> tuple[int, int]:
    return data.index(b"<sheetData>") + len(b"<sheetData>"), data.index(b"</sheetData>")


Rows = list[tuple[int, int, int]]  # number, first byte, first byte behind


def _rows(data: bytes) -> Rows | None:
    """Where the rows are, or None where patterns cannot tell."""
    plain = (
        b"<!" not in data
        and b"\0" not in data
        and b"<sheetData>" in data
        and b"</sheetData>" in data
    )
    if not plain or data.count(b"<sheetData") != 1 or not re.match(rb"(?:\xef\xbb\xbf)?\s*<", data):
        return None
    encoding = re.match(rb"[^<]*<\?xml[^>]*encoding=[\"']([^\"']*)", data)
    if encoding and encoding[1].lower() != b"utf-8":
        return None
    start, end = _body(data)
    found: Rows = []
    at, last = start, 0
    for row in ROW.finditer(data, start, end):
        number = int(row[1])
        if data[at : row.start()].strip() or number <= last:
            return None
        found.append((number, row.start(), row.end()))
        at, last = row.end(), number
    return None if data[at:end].strip() else found


def _spliced(
    data: bytes, rows: Rows, cells: Cells, root: bytes, file: str, wordless: Mapping[str, str]
) -> tuple[list[bytes], bool]:
    """The bytes of all rows in order, those that change anew."""
    by_row: dict[int, dict[tuple[int, int], str]] = {}
    for place in sorted(cells):
        by_row.setdefault(place[0], {})[place] = cells[place]
    numbers = [number for number, _, _ in rows]
    at, end = _body(data)
    pieces: list[bytes] = []
    replaced = False
    shared = _with_shared(data, rows)
    batches = [sorted({*by_row, *shared})] if shared else _batches(list(by_row))
    for batch in batches:
        spans: dict[int, tuple[int, int]] = {}
        for number in batch:
            index = bisect_left(numbers, number)
            there = index < len(rows) and numbers[index] == number
            first = rows[index][1] if index < len(rows) else end
            spans[number] = (first, rows[index][2] if there else first)
        inside = b"".join(data[first:behind] for first, behind in spans.values())
        page = Page(parse(root + b"<sheetData>" + inside + b"</sheetData></worksheet>", file), wordless)
        for number in batch:
            _set(page, by_row.get(number, {}))
        replaced = replaced or page.formulas.replaced
        made = page.rows()
        for number, (first, behind) in spans.items():
            kept = number not in by_row and not page.formulas.replaced
            row = data[first:behind] if kept else made.get(number, b"")
            pieces += (data[at:first], row)
            at = behind
    pieces.append(data[at:end])
    return pieces, replaced


def _with_shared(data: bytes, rows: Rows) -> list[int]:
    """The rows with a part of a formula that belongs to several cells."""
    if not _SEVERAL.search(data):
        return []
    return [number for number, first, behind in rows if _SEVERAL.search(data, first, behind)]


def _batches(numbers: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(numbers), _AT_ONCE):
        yield numbers[start : start + _AT_ONCE]


def _set(page: Page, cells: Cells) -> None:
    for (number, column), text in sorted(cells.items()):
        page.set(number, column, text)
