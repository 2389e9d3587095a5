"""The headings of a sheet: in one row, or in several above each other, whose words are joined."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from bots.errors import DataError, Place
from bots.model import Column, RowsPlan
from bots.sources.formats import Cell
from bots.sources.grid import Grid, letter, text_of
from bots.values.scope import fold_name

_LOOKED_AT = 30  # lines among which the row of headings is looked for


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of the sheet: its place (from 0), its words, and its declaration if it has one."""

    at: int
    name: str
    column: Column | None


def heading_words(grid: Grid, first: int, last: int) -> list[tuple[int, str]]:
    """Each column that has a heading in these rows (its place from 0), and the words."""
    lines = {one.number: one.cells for one in grid.lines if first <= one.number <= last}
    if first == last:
        cells = lines.get(last, ())
        return [(at, said) for at, cell in enumerate(cells) if (said := _words(cell))]
    width = max((len(cells) for cells in lines.values()), default=0)
    joined = [(at, joined_heading(_above_each_other(grid, lines, first, last, at))) for at in range(width)]
    return [(at, name) for at, name in joined if name]


def joined_heading(words: list[str]) -> str:
    """住所 above 番地 is 住所（番地）; of three rows 住所（本籍・番地）. A blank says nothing."""
    said = [word for word in words if word]
    return f"{said[0]}（{'・'.join(said[1:])}）" if len(said) > 1 else "".join(said)


def _above_each_other(
    grid: Grid, lines: dict[int, tuple[Cell, ...]], first: int, last: int, at: int
) -> list[str]:
    """The words over a column from above to below. A merged heading stands over all of its columns, and once in
    all of its rows; what is not merged stands over its own column alone: nobody guesses how far it reaches."""
    found: list[str] = []
    areas = [one for one in grid.areas if one[1] <= at + 1 <= one[3] and one[2] >= first and one[0] <= last]
    for number in range(first, last + 1):
        area = next((one for one in areas if one[0] <= number <= one[2]), None)
        if area is not None and number > max(area[0], first):
            continue
        top, column = (area[0], area[1] - 1) if area is not None else (number, at)
        cells = lines.get(top, ())
        found.append(_words(cells[column]) if column < len(cells) else "")
    return found


def _words(cell: Cell) -> str:
    """The words of a heading, its line breaks and blanks as one blank each."""
    return " ".join(text_of(cell).split())


def headings_of(grid: Grid, rows: RowsPlan, file: str) -> list[Heading]:
    """The columns of the sheet. Raises DataError D10 (a declared one is not there), D11, D12, D72."""
    found = heading_words(grid, rows.first_header, rows.header)
    where: dict[str, Any] = {"file": file, **grid.where(file)}
    if not found:
        raise DataError("D12", Place(file), row=rows.header, **where)
    declared = {fold_name(column.name): column for column in rows.columns}
    places: dict[str, list[str]] = defaultdict(list)
    for at, name in found:
        places[fold_name(name)].append(f"{letter(at + 1)}{rows.header}")
    for folded, cells in places.items():
        if len(cells) > 1 and folded in declared:
            raise DataError(
                "D11", Place(file), heading=declared[folded].name, cells="、".join(cells), **where
            )
    missing = [
        column
        for folded, column in declared.items()
        if folded not in places and not column.optional
    ]
    if missing and 2 * len(declared.keys() & places.keys()) < len(declared):
        _no_headings(missing, declared, places.keys() & declared.keys(), grid, rows, where)
    if missing:
        others = [name for _, name in found if fold_name(name) not in declared]
        _missing(missing[0], [name for _, name in found], others, grid, rows, where)
    return [
        Heading(at, declared[fold_name(name)].name if fold_name(name) in declared else name,
                declared.get(fold_name(name)))
        for at, name in found
    ]  # fmt: skip


def _no_headings(
    missing: list[Column],
    declared: dict[str, Column],
    there: Collection[str],
    grid: Grid,
    rows: RowsPlan,
    where: dict[str, Any],
) -> None:
    """The row is no row of headings: what stands in it may be a resident's, so it is not told."""
    known = {
        line.number: len(
            {fold_name(_words(cell)) for cell in line.cells} & declared.keys()
        )
        for line in grid.lines[:_LOOKED_AT]
    }
    guess = max(known, key=known.__getitem__, default=rows.header)
    better = known.get(guess, 0) > max(1, len(there))
    raise DataError(
        "D72",
        Place(where["file"]),
        row=rows.header,
        count=len(declared),
        known=len(there),
        column="、".join(column.name for column in missing[:5]),
        guess=guess,
        advice="D73" if better else "D104" if _no_merges(grid, rows) else "",
        first=rows.first_header,
        **where,
    )


def _missing(
    column: Column, there: list[str], others: list[str], grid: Grid, rows: RowsPlan, where: dict[str, Any]
) -> None:
    """A heading that another column of the recipe has is not what was meant: only one of the `others` may be."""
    near = difflib.get_close_matches(column.name, others, 1)
    raise DataError(
        "D10",
        Place(where["file"]),
        column=column.name,
        row=rows.header,
        headings="、".join(there),
        near=near[0] if near else "",
        advice="D103" if _no_merges(grid, rows) else "D62" if near else "",
        first=rows.first_header,
        **where,
    )


def _no_merges(grid: Grid, rows: RowsPlan) -> bool:
    """Whether the headings stand in several rows of a text file, which does not say how far the upper ones reach."""
    return not grid.sheet and rows.header_rows > 1
