"""The books that go back to the clerk: `NAME_結果.xlsx`, and `NAME_不備.xlsx` to be mended and handed in.

The clerk's own file is never altered, and a book of an earlier run stays as `NAME_結果_前回.xlsx`. Both can be made again at any time from the snapshot, the ledger
and the readings. Where the place beside the sheet cannot be written, the book goes into the run's folder.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from bots.errors import DataError, Place, Problem
from bots.messages.disk import IN_USE, disk_reason
from bots.model import Row, RowsPlan, Table, Value
from bots.sources.comments import Note, comments_of, joined
from bots.sources.locked import alike, locked
from bots.sources.merges import COVERED
from bots.sources.new_book import FIRST_SHEET, Content, Page, save_texts
from bots.sources.opening import form_of
from bots.values.scope import fold_name

MOST_COLUMNS = 16_384
_NAMES = {
    "ja": ("結果", "不備", "ロボットの結果", "理由", "ロボットの理由", "前回"),
    "en": ("result", "rejects", "Robot result", "Reason", "Robot reason", "previous"),
}


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """What became of a row: its state, the state's word, why, the cells that `write` set, and what is
    wrong with which of its cells (by heading). `sound` = refused though nothing of it is to be mended."""

    number: int
    state: str
    word: str = ""
    reason: str = ""
    written: Mapping[str, str] = field(default_factory=dict)
    bad_cells: Mapping[str, str] = field(default_factory=dict)
    sound: bool = False

    @property
    def to_mend(self) -> bool:
        """Whether it belongs into the book of rejects."""
        return self.state == "refused" and not self.sound


@dataclass(frozen=True, slots=True)
class Written:
    """A book that was made. `note` (D64) tells where it lies if that is not beside the sheet."""

    path: Path
    note: Problem | None = None


def write_result(
    source: Path,
    rows: RowsPlan,
    table: Table,
    outcomes: Sequence[RowOutcome],
    place: Path,
    *,
    language: str,
    fallback: Path,
    called: str = "",
    password: Value | None = None,
) -> Written:
    """The clerk's book with the result of every row, locked with `password` if there is one; in the folder `fallback`,
    where its name begins with `called`, if it cannot be written there. Raises DataError, OSError if it can lie nowhere."""
    suffix, _, result, reason, other, previous = _NAMES[language]
    columns = Columns(source, rows, table)
    wanted = [
        (name, columns.add(name))
        for name in dict.fromkeys(n for one in outcomes for n in one.written)
    ]
    state_at = columns.add(result)
    if not columns.is_at(
        reason, state_at + 1
    ):  # a column of that name is the clerk's, unless it was ours
        reason = other if columns.has(reason) else reason
    reason_at = columns.add(reason)
    cells = {(rows.header, at): name for name, at in (*wanted, (result, state_at), (reason, reason_at))
             if at in columns.new}  # fmt: skip
    for one in outcomes:
        for name, at in wanted:
            if name in one.written:
                cells[(one.number, at)] = one.written[name]
        cells[(one.number, state_at)] = one.word
        cells[(one.number, reason_at)] = one.reason
    new = columns.new

    def save(target: Path) -> None:
        _write(source, target, table, cells, new)

    ending = place.suffix if form_of(source) == "xlsx" else ".xlsx"
    beside = place.with_name(f"{place.stem}_{suffix}{ending}")
    return _somewhere(beside, fallback / f"{called}{suffix}{ending}", previous, save, password)


def rejects_beside(sheet: Path, language: str, number: int = 1) -> Path:
    """Where the book of rejects of a sheet lies; the second and further ones bear their number. What is refused of
    `NAME_不備.xlsx`, handed in again, goes into `NAME_不備2.xlsx`, of that into `NAME_不備3.xlsx`."""
    suffix = _NAMES[language][1]
    again = re.fullmatch(rf"(.+_{suffix})([2-9]|[1-9][0-9]+)?", sheet.stem)
    stem = f"{again[1]}{int(again[2] or 1) + 1}" if again else f"{sheet.stem}_{suffix}"
    return sheet.with_name(f"{stem}{'' if number == 1 else f'_{number}'}.xlsx")


def books_beside(sheet: Path, language: str) -> frozenset[Path]:
    """Where the books of a sheet lie that are made after a run, and those of the run before."""
    result, *_, previous = _NAMES[language]
    stems = (f"{sheet.stem}_{result}", rejects_beside(sheet, language).stem)
    return frozenset(sheet.with_name(f"{one}{before}.xlsx") for one in stems for before in ("", f"_{previous}"))


def is_called_a_result(book: Path) -> bool:
    """Whether a book has the name of one that is made after a run, in either language."""
    return any(
        re.fullmatch(rf".+_(?:{result}|{rejects}\d*)(?:_\d+)?(?:_{previous})?", book.stem)
        for result, rejects, *_, previous in _NAMES.values()
    )


class Columns:
    """Which heading stands in which column (from 1); new ones come after the last, where nothing is."""

    def __init__(self, source: Path, rows: RowsPlan, table: Table) -> None:
        from bots.sources.headings import headings_of
        from bots.sources.sheet import read_grid

        grid = read_grid(source, table.sheet)
        self._at = {fold_name(one.name): one.at + 1 for one in headings_of(grid, rows, source.name)}
        self.new: set[int] = set()
        self._file = source.name
        last = max(self._at.values(), default=0)
        self._taken: set[int] = set(range(1, last + 1))
        for line in grid.lines:
            if line.number >= rows.first_header and len(line.cells) > last:
                self._taken |= {
                    at for at, cell in enumerate(line.cells, 1) if at > last and cell != ""
                }
        for _, left, bottom, right in grid.areas:
            if bottom >= rows.first_header and right > last:
                self._taken |= set(range(max(left, last + 1), right + 1))

    def has(self, name: str) -> bool:
        """Whether there is a column of that name."""
        return fold_name(name) in self._at

    def is_at(self, name: str, column: int) -> bool:
        """Whether the column of that name is this one."""
        return self._at.get(fold_name(name)) == column

    def add(self, name: str) -> int:
        """The column of `name`; a new one if it has none."""
        found = self._at.get(fold_name(name))
        if found is None:
            found = next(at for at in range(1, len(self._taken) + 2) if at not in self._taken)
            if found > MOST_COLUMNS:
                limit = str(MOST_COLUMNS)
                raise DataError(
                    "D07", Place(self._file), file=self._file, what="列 / columns", limit=limit
                )
            self._at[fold_name(name)] = found
            self._taken.add(found)
            self.new.add(found)
        return found


def _write(
    source: Path,
    target: Path,
    table: Table,
    cells: Mapping[tuple[int, int], str],
    new: Collection[int],
) -> None:
    if form_of(source) == "xlsx":
        from bots.sources.patching import patch

        patch(source, target, table.sheet, cells, shown=new)
        return
    from bots.sources.copying import pages_of

    # a book of another kind gets its result as a new .xlsx
    save_texts(target, [_with_cells(page, cells) if page.name == (table.sheet or FIRST_SHEET) else page
                        for page in pages_of(source)])  # fmt: skip


def _with_cells(page: Page, cells: Mapping[tuple[int, int], str]) -> Page:
    lines = {number: list(line) for number, line in page.lines.items()}
    for (number, column), text in cells.items():
        line = lines.setdefault(number, [])
        line += [""] * (column - len(line))
        line[column - 1] = text
    return replace(page, lines=lines, wide=False)


def write_rejects(
    source: Path,
    rows: RowsPlan,
    table: Table,
    outcomes: Sequence[RowOutcome],
    place: Path,
    *,
    language: str,
    fallback: Path,
    called: str = "",
    password: Value | None = None,
) -> Written:
    """Only the refused rows that are to be mended, the reason first and as a comment on the bad cell, after what the clerk has
    written there; mended, it is handed in as it is: the headings stand in the same row, and the reason is a column that no recipe declares.
    Child rows that stand in the same book come with their rows, on their own sheets."""
    _, suffix, *_, previous = _NAMES[language]
    pages = rejects_pages(source, rows, table, outcomes, language)

    def save(target: Path) -> None:
        save_texts(target, pages)

    return _somewhere(rejects_beside(place, language), fallback / f"{called}{suffix}.xlsx", previous, save, password)


def rejects_pages(
    source: Path, rows: RowsPlan, table: Table, outcomes: Sequence[RowOutcome], language: str
) -> list[Page]:
    """The sheets of the book of rejects."""
    _, _, _, reason, other, _ = _NAMES[language]
    refused = {one.number: one for one in outcomes if one.to_mend}
    declared = [one.name for one in rows.columns]
    if fold_name(reason) in {fold_name(name) for name in declared}:
        reason = other
    headings = [name for name in dict.fromkeys([*table.headings, *declared]) if name != reason]
    lines = _titles(source, rows, table.sheet, shift=0 if reason in table.headings[:1] else 1)
    lines[rows.header] = [reason, *headings]
    comments: dict[tuple[int, int], Note] = {}
    struck: set[tuple[int, int]] = set()
    own = _own_comments(source, rows, table.sheet)
    seen = _Seen(source, rows, table.sheet)
    following = rows.header
    for row in table.rows:
        one = refused.get(row.number)
        if one is None:
            continue
        following += 1
        lines[following] = [one.reason, *(seen.content(row, name) for name in headings)]
        told = _told(["", *headings], own.get(row.number, {}), one.bad_cells)
        comments |= {(following, at): note for at, note in told.items()}
        struck |= {(following, at) for at in _struck(row, table.sheet, ["", *headings], rows.key)}
    kept = [row for row in table.rows if row.number in refused]
    first = Page(table.sheet or FIRST_SHEET, lines, comments, struck=struck)
    return [first, *_child_pages(source, rows, first.name, kept, language)]


class _Seen:
    """What the cells of a sheet show. Put into a book so, what was refused is refused again until it is mended: its text
    alone may be read as something else (the date 4月2日 as a text, 1,235 for 1234.5 as an amount)."""

    def __init__(self, source: Path, rows: RowsPlan, sheet: str) -> None:
        from bots.sources.headings import headings_of
        from bots.sources.sheet import READABLE, read_grid

        grid = read_grid(source, sheet)
        self._readable = READABLE
        self._at = {one.name: one.at for one in headings_of(grid, rows, source.name)}
        self._declared = {one.name for one in rows.columns}
        self._lines = {line.number: line.cells for line in grid.lines}

    def content(self, row: Row, name: str) -> Content:
        """The cell of a row under a heading: the value, or how the cell looks of which none was read."""
        unread = {one.words.get("column") for one in row.problems if one.code not in self._readable}
        cells, at = self._lines.get(row.number, ()), self._at.get(name)
        cell = cells[at] if at is not None and at < len(cells) else ""
        if type(cell) is not str and (name in unread or name not in self._declared):
            return cell
        return row.values[name].reveal() if name in row.values else ""


def _titles(source: Path, rows: RowsPlan, sheet: str, *, shift: int) -> dict[int, list[Content]]:
    """The lines above the headings (title, section, date), by row number, so many columns further to the right."""
    from bots.sources.sheet import read_grid

    if rows.first_header == 1:
        return {}
    return {
        line.number: [*("",) * shift, *("" if cell == COVERED else cell for cell in line.cells)]
        for line in read_grid(source, sheet).lines
        if line.number < rows.first_header
    }


def _told(
    headings: Sequence[str], notes: Mapping[str, Note], bad_cells: Mapping[str, str]
) -> dict[int, Note]:
    """The comments on the cells of a row by column (from 1): the clerk's own, then what is wrong there."""
    found: dict[int, Note] = {}
    for at, name in enumerate(headings, 1):
        if name in bad_cells:
            found[at] = joined(notes.get(name), bad_cells[name])
        elif name in notes:
            found[at] = notes[name]
    return found


def _struck(row: Row, sheet: str, headings: Sequence[str], key: Sequence[str]) -> Iterator[int]:
    """The columns (from 1) in which a row of that sheet is struck out; it stays so in a book that is handed in again,
    or it would be entered. Faults of its child rows stand in other lines."""
    line = re.compile(rf"{re.escape(sheet)}![A-Z]+{row.number}")
    void = {one.words["column"] for one in row.problems
            if one.code == "D97" and not one.place.file and line.fullmatch(one.place.cell)}  # fmt: skip
    whole = not void.isdisjoint(key)
    return (at for at, name in enumerate(headings, 1) if name and (whole or name in void))


def _child_pages(
    source: Path, rows: RowsPlan, first: str, kept: Sequence[Row], language: str
) -> Iterator[Page]:
    """The sheets of the same book with child rows: those of the `kept` rows, under the headings as they stand."""
    from bots.sources.details import bond_of, children_of, plan_of
    from bots.sources.headings import headings_of
    from bots.sources.sheet import read_grid

    found: dict[str, dict[int, Row]] = {}
    plans: dict[str, RowsPlan] = {}
    for details in rows.details:
        if details.file or read_grid(source, details.sheet).sheet == first:
            continue
        plans.setdefault(details.sheet, plan_of(rows, details, source.name))
        children = children_of(source, rows, details, None, {})
        own = found.setdefault(details.sheet, {})
        for bond in {bond_of(row, details) for row in kept}:
            own |= {child.number: child for child in children.get(bond, [])}
    for sheet, own in found.items():
        plan = plans[sheet]
        grid = read_grid(source, sheet)
        headings = list(dict.fromkeys(one.name for one in headings_of(grid, plan, source.name)))
        notes, seen = _own_comments(source, plan, grid.sheet), _Seen(source, plan, grid.sheet)
        lines = _titles(source, plan, sheet, shift=0)
        lines[plan.header] = [*headings]
        comments: dict[tuple[int, int], Note] = {}
        struck: set[tuple[int, int]] = set()
        bad = _bad_cells(kept, grid.sheet, language)
        for number, child in enumerate((own[at] for at in sorted(own)), plan.header + 1):
            lines[number] = [seen.content(child, name) for name in headings]
            told = _told(headings, notes.get(child.number, {}), bad.get(child.number, {}))
            comments |= {(number, at): note for at, note in told.items()}
            struck |= {(number, at) for at in _struck(child, grid.sheet, headings, plan.key)}
        yield Page(grid.sheet, lines, comments, wide=False, struck=struck)


def _bad_cells(rows: Sequence[Row], sheet: str, language: str) -> dict[int, dict[str, str]]:
    """What is wrong with the child rows in that sheet of the same book, by their numbers and by heading: the rows to which
    they belong tell it."""
    place = re.compile(rf"{re.escape(sheet)}![A-Z]*([0-9]+)")
    found: dict[int, dict[str, str]] = {}
    for one in (problem for row in rows for problem in row.problems):
        line = None if one.place.file or "column" not in one.words else place.fullmatch(one.place.cell)
        if line is not None:
            found.setdefault(int(line[1]), {})[str(one.words["column"])] = one.sentence(language)
    return found


def _own_comments(source: Path, rows: RowsPlan, sheet: str) -> dict[int, dict[str, Note]]:
    """The clerk's comments below the headings: by row number, then by heading."""
    from bots.sources.headings import headings_of
    from bots.sources.sheet import read_grid

    notes = comments_of(source, sheet)
    if not notes:
        return {}
    found = headings_of(read_grid(source, sheet), rows, source.name)
    names = {one.at + 1: one.name for one in found}
    made: dict[int, dict[str, Note]] = {}
    for (number, column), note in notes.items():
        if column in names:
            made.setdefault(number, {})[names[column]] = note
    return made


def _somewhere(
    beside: Path, elsewhere: Path, previous: str, save: Callable[[Path], None], password: Value | None
) -> Written:
    """Beside the sheet; in the run's folder where that is open in Excel or cannot be written. A book
    that lies there already is kept as `NAME_previous`: a clerk may have written into it."""
    save = locked(save, password)
    old = beside.with_name(f"{beside.stem}_{previous}{beside.suffix}")
    held = next((one.name for one in (beside, old) if is_open(one)), "")
    reason = IN_USE
    if not held:
        try:
            _replace(beside, old, save, password)
        except OSError as error:
            reason = disk_reason(error)
        else:
            return Written(beside)
    save(elsewhere)
    words = {"file": held or beside.name, "reason": reason, "place": str(elsewhere)}
    return Written(elsewhere, Problem("D64", words, Place(held or beside.name)))


def is_open(book: Path) -> bool:
    """Whether Excel or LibreOffice holds the book open."""
    locks = (book.with_name(f"~${book.name}"), book.with_name(f".~lock.{book.name}#"))
    return any(lock.exists() for lock in locks)


def _replace(beside: Path, old: Path, save: Callable[[Path], None], password: Value | None) -> None:
    """The new book is whole before the one that lies there is touched, and at no time is there none."""
    if not beside.exists():
        save(beside)
        return
    fresh = beside.with_name(f".{beside.stem}.new{beside.suffix}")
    kept = old.with_name(f".{old.name}.part")
    try:
        save(fresh)
        if alike(fresh, beside, password):  # made once more: the older one stays
            return
        shutil.copy2(beside, kept)
        kept.replace(old)
        fresh.replace(beside)
    finally:
        fresh.unlink(missing_ok=True)
        kept.unlink(missing_ok=True)
