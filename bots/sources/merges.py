"""Merged cells: the value stands in the first one, and what the others mean is not known."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bots.errors import Problem
from bots.sources.formats import Unread
from bots.sources.grid import Area, Line, column_of

COVERED = Unread(Problem("D67"))
_AREA = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\sref="([A-Z]{1,3})([0-9]+):([A-Z]{1,3})([0-9]+)"')


def areas_of(xml: bytes) -> list[Area]:
    """The merged areas that a piece of a sheet's XML declares."""
    return [
        (int(top), column_of(left.decode()), int(bottom), column_of(right.decode()))
        for left, top, right, bottom in _AREA.findall(xml)
    ]


def spread(lines: list[Line], areas: list[Area]) -> list[Line]:
    """The lines, with a problem (D67) in each cell that shows a merged neighbour's value as its own; what it holds
    itself, which programs other than Excel leave there, nobody sees.

    A line without any text of its own stays away: it is the second half of a tall row.
    """
    width = max((len(line.cells) for line in lines), default=0)
    for at, area in met([line.number for line in lines], areas, width):
        lines[at] = _covered(lines[at], area, width)
    return lines


def met(numbers: Sequence[int], areas: Sequence[Area], width: int) -> Iterator[tuple[int, Area]]:
    """The places of the lines that a merged area meets, of lines with these numbers and no more cells than `width`.
    Raises ValueError for areas that lie over each other."""
    room = width * len(numbers)  # areas lie apart, so no line meets more of them than it has cells
    for area in areas:
        if area[1] > width:
            continue
        first, last = bisect_left(numbers, area[0]), bisect_left(numbers, area[2] + 1)
        room -= last - first
        if room < 0:
            raise ValueError("merged areas lie over each other")
        for at in range(first, last):
            yield at, area


def _covered(line: Line, area: Area, width: int) -> Line:
    top, left, _, right = area
    cells = list(line.cells)
    cells += [""] * (min(right, width) - len(cells))
    for column in range(left, min(right, width) + 1):
        if (line.number, column) != (top, left):
            cells[column - 1] = COVERED
    return replace(line, cells=tuple(cells))
