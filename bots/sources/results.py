"""The books that go back to the clerk: `NAME_結果.xlsx`, and `NAME_不備.xlsx` to be mended and handed in.

The clerk's own file is never altered. Both can be made again at any time from the snapshot, the ledger
and the readings. Where the place beside the sheet cannot be written, the book goes into the run's folder.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bots.model import RowsPlan, Table
from bots.sources.opening import form_of
from bots.values.scope import fold_name

_NAMES = {
    "ja": ("結果", "不備", "ロボットの結果", "理由"),
    "en": ("result", "rejects", "Robot result", "Reason"),
}


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """What became of a row: its state, the state's word, why, the cells that `write` set, and what is
    wrong with which of its cells (by heading)."""

    number: int
    state: str
    word: str = ""
    reason: str = ""
    written: Mapping[str, str] = field(default_factory=dict)
    bad_cells: Mapping[str, str] = field(default_factory=dict)


def write_result(
    source: Path,
    rows: RowsPlan,
    table: Table,
    outcomes: Sequence[RowOutcome],
    place: Path,
    *,
    language: str,
    fallback: Path,
) -> Path:
    """The clerk's book with the result of every row; where it lies. Raises OSError if nowhere."""
    suffix, _, result, reason = _NAMES[language]
    cells: dict[tuple[int, int], str] = {}
    columns = Columns(source, rows, table)
    wanted = list(dict.fromkeys(name for one in outcomes for name in one.written))
    for name in (*wanted, result, reason):
        if columns.add(name):
            cells[(rows.header, columns.at(name))] = name
    for one in outcomes:
        for name, text in one.written.items():
            cells[(one.number, columns.at(name))] = text
        cells[(one.number, columns.at(result))] = one.word
        cells[(one.number, columns.at(reason))] = one.reason
    return _somewhere(place, suffix, fallback, lambda target: _write(source, target, table, cells))


class Columns:
    """Which heading stands in which column (from 1); new ones come after the last."""

    def __init__(self, source: Path, rows: RowsPlan, table: Table) -> None:
        from bots.sources.sheet import headings_of, read_grid

        found = headings_of(read_grid(source, table.sheet), rows, source.name)
        self._at = {fold_name(one.name): one.at + 1 for one in found}

    def add(self, name: str) -> bool:
        """Give `name` a column if it has none; True if it is new."""
        if fold_name(name) in self._at:
            return False
        self._at[fold_name(name)] = max(self._at.values(), default=0) + 1
        return True

    def at(self, name: str) -> int:
        """The column of `name`."""
        return self._at[fold_name(name)]


def _write(source: Path, target: Path, table: Table, cells: Mapping[tuple[int, int], str]) -> None:
    if form_of(source) == "xlsx":
        from bots.sources.patching import patch

        patch(source, target, table.sheet, cells)
        return
    _save(target, _with_cells(_as_lists(source, table), cells), table.sheet or "Sheet1", {})


def _as_lists(source: Path, table: Table) -> dict[int, list[str]]:
    """The sheet as texts by row number: a book of another kind gets its result as a new .xlsx."""
    from bots.sources.sheet import read_grid

    return {
        line.number: [one if isinstance(one, str) else "" for one in line.cells]
        for line in read_grid(source, table.sheet).lines
    }


def _with_cells(
    lines: dict[int, list[str]], cells: Mapping[tuple[int, int], str]
) -> dict[int, list[str]]:
    for (number, column), text in cells.items():
        line = lines.setdefault(number, [])
        line += [""] * (column - len(line))
        line[column - 1] = text
    return lines


def write_rejects(
    source: Path,
    rows: RowsPlan,
    table: Table,
    outcomes: Sequence[RowOutcome],
    place: Path,
    *,
    language: str,
    fallback: Path,
) -> Path:
    """Only the refused rows, the reason first and as a comment on the bad cell; mended, it is handed in
    as it is: the headings stand in the same row, and the reason is a column that no recipe declares."""
    _, suffix, _, reason = _NAMES[language]
    refused = {one.number: one for one in outcomes if one.state == "refused"}
    written = [one.name for one in rows.columns]
    headings = list(dict.fromkeys([*table.headings, *written]))
    lines = {rows.header: [reason, *headings]}
    comments: dict[tuple[int, int], str] = {}
    following = rows.header
    for row in table.rows:
        one = refused.get(row.number)
        if one is None:
            continue
        following += 1
        values = [row.values[name].reveal() if name in row.values else "" for name in headings]
        lines[following] = [one.reason, *values]
        for name, told in one.bad_cells.items():
            if name in headings:
                comments[(following, headings.index(name) + 2)] = told

    def save(target: Path) -> None:
        _save(target, lines, table.sheet or "Sheet1", comments)

    return _somewhere(place, suffix, fallback, save)


def _save(
    target: Path, lines: Mapping[int, Sequence[str]], sheet: str, comments: Mapping[tuple[int, int], str]
) -> None:
    """A new book of texts: every cell a string, so that leading zeros and `=` stay what they are."""
    from openpyxl import Workbook
    from openpyxl.comments import Comment

    book = Workbook()
    page: Any = book.active
    page.title = sheet
    for number, line in lines.items():
        for column, text in enumerate(line, 1):
            cell = page.cell(number, column)
            cell.number_format = "@"
            cell.value = text or None
            if text:
                cell.data_type = "s"
    for (number, column), told in comments.items():
        page.cell(number, column).comment = Comment(told, "Bots", width=320, height=90)
    page.column_dimensions["A"].width = 48
    draft = target.with_name(f".{target.name}.part")
    try:
        book.save(draft)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def _somewhere(place: Path, suffix: str, fallback: Path, save: Callable[[Path], None]) -> Path:
    """Beside the sheet; in the run's folder where that is open in Excel or cannot be written."""
    ending = place.suffix if place.suffix.lower() in (".xlsx", ".xlsm") else ".xlsx"
    beside = place.with_name(f"{place.stem}_{suffix}{ending}")
    if not beside.with_name(f"~${beside.name}").exists():
        try:
            save(beside)
        except OSError:
            pass
        else:
            return beside
    elsewhere = fallback / f"{suffix}{ending}"
    save(elsewhere)
    return elsewhere
