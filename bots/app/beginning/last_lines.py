"""Totals and notes at the end of a sheet: lines that are no rows, and that would make every column seem one that may be
blank. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from bots.app.beginning.yaml_text import can_be_declared, placeholder
from bots.errors import DataError
from bots.japan.width import fold
from bots.model import Column
from bots.sources.formats import Cell
from bots.sources.guessing import guess_column
from bots.sources.outline import LastLine, Outline, SeenColumn
from bots.values.columns import read_cell

# 計 alone may begin a name: with more behind it only longer words tell a total. A note tells itself by its sign.
_TOTAL = re.compile(r"[総合小累]?計|(?:sub|grand) ?total|total|sum|以上", re.IGNORECASE)
_BEGINS = re.compile(
    r"(?:[総合小累]計|(?:sub|grand) ?total|total)(?=[\s(:：0-9])|※|[(【\[]注\d*[)】\]]|注(?:意|記)?\d*[):：]|(?:備考|摘要)[:：]|notes?[:.]",
    re.IGNORECASE,
)


def without_last_lines(seen: Outline) -> Outline:
    """The sheet without the totals and notes that are its last lines; it keeps what tells them. A sheet of nothing else
    stays as it is."""
    usable = [one for one in seen.columns if can_be_declared(one.name) and placeholder(one.name)]
    found: list[LastLine] = []
    while len(found) < seen.rows and (line := _told(seen, usable, seen.rows - len(found) - 1)):
        found.append(line)
    while found and (not (rest := _first(seen, seen.rows - len(found))).rows or not _all_apart(seen, rest, found)):
        found.pop()
    return replace(_first(seen, seen.rows - len(found)), last_lines=tuple(reversed(found))) if found else seen


def _first(seen: Outline, rows: int) -> Outline:
    """The sheet with so many of its rows."""
    columns = tuple(
        replace(one, cells=one.cells[:rows], guess=guess_column(one.name, one.cells[:rows])) for one in seen.columns
    )
    return replace(seen, lines=seen.lines[:rows], columns=columns)


def _told(seen: Outline, usable: list[SeenColumn], row: int) -> LastLine | None:
    """What tells a row to be none: its word, and that hardly anything stands beside it but sums."""
    for one in usable:
        cell = one.cells[row]
        if not isinstance(cell, str) or not cell.strip():
            continue
        is_total = _TOTAL.fullmatch("".join(fold(cell).split())) is not None
        word = cell.strip() if is_total else _beginning(cell.strip())
        if word and _is_alone(seen, one, row, cell, is_total=is_total):
            blank = frozenset(each.name for each in seen.columns if not str(each.cells[row]).strip())
            return LastLine(seen.lines[row], one.name, word, begins=not is_total, blank=blank)
    return None


def _is_alone(seen: Outline, column: SeenColumn, row: int, said: str, *, is_total: bool) -> bool:
    """Whether the other cells of a row add nothing to what one of them says; beside the word of a total less than half of
    them may (12件), beside a note none: a name is a person's."""
    others = [one for one in seen.columns if one.at != column.at]
    adding = sum(not _adds_nothing(one, row, said) for one in others)
    return adding * 2 < len(others) if is_total else not adding


def _beginning(cell: str) -> str:
    """With what of its own letters a text begins that is a note, or a total with more behind it; or ""."""
    folded = _BEGINS.match(fold(cell))
    return cell[: folded.end()] if folded and fold(cell[: folded.end()]) == folded[0] else ""


def _adds_nothing(column: SeenColumn, row: int, said: str) -> bool:
    """Whether a cell is blank, a formula, the same words again (of merged cells), or the sum of those above it."""
    cell = column.cells[row]
    if not isinstance(cell, str) or cell.strip() in ("", said.strip()):
        return True
    above = [number for one in column.cells[:row] if (number := _number(one)) is not None]
    return len(above) > 1 and _number(cell) == sum(above)


def _number(cell: Cell) -> Decimal | None:
    if not isinstance(cell, str) or not cell.strip():
        return None
    try:
        return Decimal(read_cell(Column("", "money"), cell).reveal())
    except DataError:
        return None


def _all_apart(seen: Outline, rest: Outline, found: list[LastLine]) -> bool:
    """Whether what tells these lines tells no row. With a key as the rows have one a line is a row, whatever its words; and
    so it is with any key but a sum, where its words alone do not tell it: in a row they may stand too."""
    keys = {one.name: one.numbered for one in rest.possible_keys()}
    columns = {one.name: one for one in seen.columns}
    for at, line in enumerate(reversed(found), rest.rows):
        own = columns[line.column].cells[: rest.rows]
        told_apart = not line.begins and line.word not in {cell.strip() for cell in own if isinstance(cell, str)}
        for name in keys.keys() - line.blank - {line.column}:
            cell = columns[name].cells[at]
            alike = keys[name] and isinstance(cell, str) and _shape(cell) in set(_shapes(columns[name].cells[: rest.rows]))
            if alike or not told_apart:
                return False
    return True


def _shapes(cells: tuple[Cell, ...]) -> Iterator[str]:
    return (_shape(cell) for cell in cells if isinstance(cell, str))


def _shape(cell: str) -> str:
    """How a key is made: of the digits only that there are some, for after 99 comes 100."""
    return re.sub(r"[A-Z]", "A", re.sub(r"[0-9]+", "0", fold(cell).strip().upper()))
