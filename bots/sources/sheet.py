"""Reads a sheet into rows and checks all of it, before any browser opens."""

from __future__ import annotations

import gc
import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bots.errors import DataError, Place, Problem
from bots.japan.keys import key_part
from bots.model import Dated, Hall, Numberless, Row, RowsPlan, Table, Value, Worded
from bots.sources.attached import fault
from bots.sources.delimited import read_delimited
from bots.sources.formats import Cell, Unread
from bots.sources.grid import Grid, Line, has_text, letter, text_of
from bots.sources.headings import Heading, headings_of
from bots.sources.locked import unlocked
from bots.sources.opening import form_of, told
from bots.values.columns import cell_reader
from bots.values.conditions import Condition, Look, Test, holds_for_row, parse_condition
from bots.values.scope import fold_name
from bots.values.worded import as_typed

if TYPE_CHECKING:
    from bots.sources.details import Owned

_MOST_KEPT = 20_000  # readings of a column, about all days of birth; keys and names repeat too little for more
READABLE = ("D15", "D16", "D20", "D97")  # blank, of two rows, struck out: what such a cell says is known


class SheetSource:
    """Rows of .xlsx, .xlsm, .xls, .ods, .csv and .tsv (bots.protocols.Source)."""

    def read(
        self,
        path: Path,
        rows: RowsPlan,
        *,
        scope: Mapping[str, Value],
        folder: Path | None = None,
        faults: Callable[[Row], Sequence[Problem]] | None = None,
        files: Mapping[str, Path] | None = None,
        owned: Owned | None = None,
        password: Value | None = None,
        hall: Hall | None = None,
    ) -> Table:
        """The whole sheet. Raises DataError for what makes it unusable as a whole; what is wrong with
        single rows stands in the rows. Files that rows name are looked for in `folder`, if it is given;
        `files` are those of child rows, by the words of the recipe; `owned` tells which child rows belong to
        rows that stand elsewhere.
        `hall` holds the tables that filters of `only` and `skip` ask.
        `faults` tells what else is wrong with a row that is chosen, a problem of a cell with its `column`. `password`
        opens a book that has one: never told, never kept.
        """
        only = parse_condition(rows.only) if rows.only is not None else None
        with unlocked(path, password, rows.password_name) as plain, _uncollected():
            digest = _digest(path)
            grid = read_grid(plain, rows.sheet)
            headings = headings_of(grid, rows, path.name)
            lines, skipped = without_skipped(visible(grid, rows, path.name), headings, rows, scope, hall or Hall())
            reader = Reader(headings, grid, rows, folder)
            made = apart(reader.rows(lines), rows)
            if rows.details:
                from bots.sources.details import with_details

                made = with_details(plain, rows, made, folder, files or {}, owned)
            checked = made if only is None else [choose(row, only, scope, hall or Hall()) for row in made]
            if faults is not None:
                checked = [reader.with_faults(row, faults(row)) if row.chosen else row for row in checked]
        if _digest(path) != digest:
            raise DataError("D70", Place(path.name), file=path.name)
        names = tuple(heading.name for heading in headings)
        return Table(path.name, grid.sheet, names, tuple(checked), digest, grid.encoding, skipped)


def _digest(path: Path) -> str:
    """The SHA-256 of a sheet as it lies there."""
    with told(path), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _uncollected() -> Iterator[None]:
    """Nothing that is made of a sheet holds itself: looking for such circles takes time and finds none."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def read_grid(path: Path, sheet: str) -> Grid:
    """The sheet as texts, by what the file really is."""
    form = form_of(path)
    if form == "text":
        return read_delimited(path)
    if form == "xlsx":
        from bots.sources.xlsx import read_xlsx

        return read_xlsx(path, sheet)
    if form == "ods":
        from bots.sources.ods import read_ods

        return read_ods(path, sheet)
    from bots.sources.xls import read_xls

    return read_xls(path, sheet)


def visible(grid: Grid, rows: RowsPlan, file: str) -> list[Line]:
    """The lines that are rows; hidden ones are a question unless the recipe answers it (D09)."""
    hidden = [line for line in grid.lines if line.hidden and line.number > rows.header]
    if not hidden or rows.hidden_rows == "include":
        return grid.lines
    if rows.hidden_rows == "skip":
        return [line for line in grid.lines if not line.hidden]
    place = Place(cell=f"{grid.sheet}!{hidden[0].number}")
    raise DataError(
        "D09", place, file=file, sheet=grid.sheet, count=len(hidden), row=hidden[0].number
    )


def without_skipped(
    lines: Sequence[Line],
    headings: Sequence[Heading],
    rows: RowsPlan,
    scope: Mapping[str, Value],
    hall: Hall,
) -> tuple[list[Line], tuple[int, ...]]:
    """The lines below the headings that are rows, and the numbers of those that 除く行 leaves out. It looks at
    texts as the sheet shows them: a total has no key, and its amount is no fault."""
    below = [line for line in lines if line.number > rows.header]
    if rows.skip is None:
        return below, ()
    skip = parse_condition(rows.skip)
    kept: list[Line] = []
    skipped: list[int] = []
    for line in below:
        values = {one.name: Value("") for one in headings}
        for one in headings:
            cell = line.cells[one.at] if one.at < len(line.cells) else ""
            if isinstance(cell, Worded) and one.column is not None:
                cell = as_typed(one.column, cell)
            values[one.name] = Value(text_of(cell))
        shown = Row(line.number, str(line.number), (), values, ())
        try:
            left_out = holds_for_row(skip, shown, scope, hall)
        except DataError:  # what cannot be compared is not what is to be left out
            left_out = False
        if left_out:
            skipped.append(line.number)
        else:
            kept.append(line)
    return kept, tuple(skipped)


class Reader:
    """Makes rows of lines. What a column has read once it need not read again: sheets repeat themselves."""

    def __init__(
        self, headings: list[Heading], grid: Grid, rows: RowsPlan, folder: Path | None = None
    ) -> None:
        self._columns = [(one.name, one.at, Readings(one, folder)) for one in headings]
        self._sheet = grid.sheet
        self._rows = rows
        self._width = max(one.at for one in headings) + 1
        there = {one.name for one in headings}  # an optional column that the sheet lacks is blank
        self._absent = {
            column.name: Value("", hidden=column.hidden, column=column.name)
            for column in rows.columns if column.name not in there
        }  # fmt: skip

    def rows(self, lines: Sequence[Line]) -> list[Row]:
        """Each line as a row, with everything that is wrong with it. They are read a column at a time, which costs
        a third less than a line at a time."""
        values: dict[str, Sequence[Value]] = {}
        faults: dict[int, list[Problem]] = defaultdict(list)
        for name, at, readings in self._columns:
            cells = [line.cells[at] if at < len(line.cells) else "" for line in lines]
            found = [readings[cell] if type(cell) is str else readings.other(cell) for cell in cells]
            values[name] = [value for value, _ in found]
            for line, (_, problem) in zip(lines, found, strict=True):
                if problem is not None:
                    words = {"column": name, **problem.words}
                    told = replace(problem, words=words, place=self._place(at, line.number))
                    faults[line.number].append(told)
        for line in lines:
            if line.struck:
                faults[line.number] = self._with_struck(line, faults[line.number])
        if not self._sheet:
            for line in lines:
                if any(line.cells[self._width :]):  # a text file whose quotes or commas went wrong
                    faults[line.number].append(Problem("D63", {}, self._place(self._width, line.number)))
        values |= {name: [blank] * len(lines) for name, blank in self._absent.items()}
        parts = [[key_part(one.reveal(), one.kind) for one in values[name]] if name in values else [""] * len(lines)
                 for name in self._rows.key]  # fmt: skip
        before = f"{self._sheet}!" if self._sheet else ""
        return [
            Row(line.number, f"{before}{line.number}", key, dict(zip(values, own, strict=True)),
                tuple(faults.get(line.number, ())))
            for line, key, own in zip(
                lines, zip(*parts, strict=True), zip(*values.values(), strict=True), strict=True
            )
        ]  # fmt: skip

    def with_faults(self, row: Row, faults: Sequence[Problem]) -> Row:
        """The row with further faults of its values, each with its place: its cell, the row where it has none. Of a
        cell one is told."""
        told = {one.words.get("column") for one in row.problems}
        places = {name: self._place(at, row.number) for name, at, _ in self._columns}
        more = [
            one.at(places.get(str(one.words.get("column")), Place(cell=row.origin)))
            for one in faults
            if "column" not in one.words or one.words["column"] not in told
        ]
        return replace(row, problems=(*row.problems, *more)) if more else row

    def _with_struck(self, line: Line, faults: list[Problem]) -> list[Problem]:
        """The faults of a line after those of its cells that are struck out (D97): what else is wrong with such a
        cell does not matter. A line whose key is struck out is void as a whole, which is told once."""
        cells = {name: at for name, at, readings in self._columns
                 if at in line.struck and readings.declared and has_text(line.cells[at : at + 1])}  # fmt: skip
        void = next(([name] for name in self._rows.key if name in cells), list(cells))
        struck = [Problem("D97", {"column": name}, self._place(cells[name], line.number)) for name in void]
        return struck + [one for one in faults if one.words.get("column") not in cells]

    def _place(self, at: int, number: int) -> Place:
        cell = f"{letter(at + 1)}{number}"
        return Place(cell=f"{self._sheet}!{cell}" if self._sheet else cell)


Reading = tuple[Value, Problem | None]


class Readings(dict[str, Reading]):
    """What the cells of one column hold, or what is wrong with them; filled as it is asked."""

    def __init__(self, heading: Heading, folder: Path | None) -> None:
        super().__init__()
        self._name = heading.name
        column = heading.column
        self._hidden = column is not None and column.hidden
        self._read = cell_reader(column) if column is not None else None
        self.declared = column is not None
        self._folder = folder if column is not None and column.kind == "file" else None
        # The same day may be shown whole in one row, and in part in another; the same number with other words.
        self._more: dict[tuple[str, bool | str], Reading] = {}

    def __missing__(self, cell: str) -> Reading:
        found = self._made(cell)
        if len(self) < _MOST_KEPT:
            self[cell] = found
        return found

    def _made(self, cell: str) -> Reading:
        found: Reading
        if self._read is None:
            found = Value(text_of(cell), column=self._name), None
        else:
            try:
                value = self._read(cell)
                found = value, fault(value, self._folder) if self._folder is not None else None
            except DataError as error:
                found = Value(text_of(cell), hidden=self._hidden, column=self._name), error.problem
        return found

    def other(self, cell: Cell) -> Reading:
        """Of a cell that has no text, or that of a day, of a number with words, or of one that is not shown. One that no
        column declares may hold what it likes."""
        if isinstance(cell, Dated | Worded):
            seen = str(cell), cell.whole if isinstance(cell, Dated) else cell.shown
            known = self._more.get(seen)
            if known is None:
                known = self._made(cell)
                if len(self._more) < _MOST_KEPT:
                    self._more[seen] = known
            return known
        if isinstance(cell, Numberless):
            return self._made(cell)
        assert isinstance(cell, Unread)
        return Value("", hidden=self._hidden, column=self._name), cell.problem if self._read is not None else None


def apart(rows: list[Row], plan: RowsPlan) -> list[Row]:
    """The rows, those of a blank key (D15) or of one key (D16) with that as their first problem."""
    by_key: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        by_key[row.key].append(row)
    return [
        row if len(same := by_key[row.key]) == 1 and all(row.key) else _refused(row, same, plan) for row in rows
    ]


def _refused(row: Row, same: list[Row], plan: RowsPlan) -> Row:
    """The row with what is wrong with its key, as `same` have it or it is blank."""
    place = Place(cell=row.origin)
    if any(not part for part in row.key):
        blank = next(name for name, part in zip(plan.key, row.key, strict=True) if not part)
        told = [one for one in row.problems if one.words.get("column") != blank]
        own = [one for one in row.problems if one.words.get("column") == blank and one.code != "D20"]
        if own:  # it is not blank: what it holds cannot be read
            return replace(row, problems=(*own, *told))
        return replace(row, problems=(Problem("D15", {"column": blank}, place), *told))
    others = "、".join(other.origin for other in same if other is not row)
    problem = Problem("D16", {"column": plan.key[0], "cells": others}, place)
    return replace(row, problems=(problem, *row.problems))


def choose(row: Row, only: Condition, scope: Mapping[str, Value], hall: Hall) -> Row:
    """The row with `chosen` set; a row that the recipe leaves out needs no mending.

    A value that `only` cannot compare (D44, D45) is one more thing that is wrong with the row. A cell that cannot be
    read says nothing about what is left out: where the row hangs on it, it is refused.
    """
    try:
        if holds_for_row(only, row, scope, hall):
            return row
    except DataError as error:
        problem = error.problem.at(Place(cell=row.origin))
        return replace(row, problems=row.problems or (problem,))
    unread = {fold_name(str(one.words.get("column", ""))) for one in row.problems if one.code not in READABLE}
    if unread and any(_hangs_on(unread, way, row, scope, hall) for way in only.ways):
        return row
    return replace(row, chosen=False, problems=())


def _hangs_on(unread: set[str], way: Sequence[Test | Look], row: Row, scope: Mapping[str, Value], hall: Hall) -> bool:
    """Whether nothing but cells that cannot be read keeps the row from one way of `only`."""
    rest = tuple(one for one in way if not (isinstance(one, Test) and fold_name(one.name) in unread))
    try:
        return len(rest) < len(way) and holds_for_row(Condition((rest,)), row, scope, hall)
    except DataError:  # the rest cannot be compared either: it rules nothing out, and the row is refused anyway
        return True
