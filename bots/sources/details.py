"""Child rows (明細): lines of other sheets or files, each belonging to the row whose value it bears."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from bots.errors import DataError, Place
from bots.japan.keys import key_part
from bots.model import Details, Row, RowsPlan, Value
from bots.sources.headings import headings_of
from bots.sources.opening import form_of
from bots.sources.sheet import Reader, read_grid, visible

Children = Mapping[str, list[Row]]
Owned = Callable[[Details, Collection[str]], Collection[str]]
"""Which of these values of the joining column belong to rows that are known, though this sheet lacks them."""


def with_details(
    path: Path,
    rows: RowsPlan,
    table: Sequence[Row],
    folder: Path | None,
    files: Mapping[str, Path],
    owned: Owned | None = None,
) -> list[Row]:
    """The rows with their child rows; what is wrong with a child row is wrong with its row. `files` are those
    that the recipe names, by its words. Child rows of rows that stand elsewhere (`owned`) are left out.

    Raises DataError D79 for child rows that belong to no row, D80 for a file that has no sheets where one is
    named, and what reading a sheet raises.
    """
    made = list(table)
    for details in rows.details:
        children = children_of(path, rows, details, folder, files)
        strangers = children.keys() - {bond_of(row, details) for row in made}
        if strangers and owned is not None:
            strangers -= set(owned(details, strangers))
        lost = [child for bond, found in children.items() if bond in strangers for child in found]
        if lost:
            cells = "、".join(child.origin for child in lost[:5])
            raise DataError(
                "D79", Place(cell=lost[0].origin), name=details.name, count=len(lost), cells=cells,
                column=details.join,
            )  # fmt: skip
        made = [_joined(row, details, children.get(bond_of(row, details), [])) for row in made]
    return made


def plan_of(rows: RowsPlan, details: Details, name: str) -> RowsPlan:
    """Child rows as rows of a sheet of their own, in the file `name`."""
    return RowsPlan(
        name, (details.join,), details.sheet, details.header,
        columns=details.columns, hidden_rows=rows.hidden_rows, header_rows=details.header_rows,
    )  # fmt: skip


def children_of(
    path: Path, rows: RowsPlan, details: Details, folder: Path | None, files: Mapping[str, Path]
) -> Children:
    """The child rows by what they bear in the column that joins them. Raises DataError D80, and what reading
    a sheet raises."""
    source = files[details.file] if details.file else path
    name = details.file or path.name
    if form_of(source) == "text" and details.sheet:
        raise DataError("D80", Place(name), file=name, name=details.name)
    plan = plan_of(rows, details, name)
    grid = read_grid(source, details.sheet)
    lines = visible(grid, plan, name)
    reader = Reader(headings_of(grid, plan, name), grid, plan, folder)
    found: dict[str, list[Row]] = defaultdict(list)
    for child in reader.rows([line for line in lines if line.number > plan.header]):
        found[child.key[0]].append(_in_file(child, details.file) if details.file else child)
    return found


def _in_file(child: Row, file: str) -> Row:
    """The child row with its places told by their file: the row itself stands in another."""
    problems = tuple(replace(one, place=replace(one.place, file=file)) for one in child.problems)
    return replace(child, origin=f"{file} {child.origin}", problems=problems)


def bond_of(row: Row, details: Details) -> str:
    """What joins a row with its child rows, as keys are compared."""
    value = row.values.get(details.join)
    return key_part(value.reveal(), value.kind) if value is not None else ""


def _joined(row: Row, details: Details, children: list[Row]) -> Row:
    problems = tuple(problem for child in children for problem in child.problems)
    own: Mapping[str, tuple[Mapping[str, Value], ...]] = {
        **row.details,
        details.name: tuple(_without(child.values, details.join) for child in children),
    }
    places = tuple(Place(details.file, cell=child.origin.removeprefix(f"{details.file} ")) for child in children)
    at = {**row.children_at, details.name: places}
    return replace(row, details=own, children_at=at, problems=(*row.problems, *problems))


def _without(values: Mapping[str, Value], join: str) -> dict[str, Value]:
    """A child row says its own columns: the one that joins it is its row's."""
    return {name: value for name, value in values.items() if name != join}
