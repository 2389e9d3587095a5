"""An OpenDocument sheet as a grid. Its cells hold what they show beside what they are worth."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from lxml import etree

from bots.errors import DataError, Place, Problem
from bots.model import Dated, Look, Numberless, Worded
from bots.sources.formats import Cell, Unread, literally, look_beside, plain
from bots.sources.grid import NOTHING, Area, Grid, Line, Room, choose_sheet, has_text
from bots.sources.merges import spread
from bots.sources.moments import moment_of, serial_of, shape_of_text
from bots.sources.new_book import Page
from bots.sources.numerals import Beside, numeral_of_text
from bots.sources.ods_beside import FORMATS, FormatsBeside
from bots.sources.ods_struck import STYLE, StruckStyles, named_styles
from bots.sources.opening import blocks, told, whole
from bots.sources.package import Undeclared
from bots.sources.xlsx import MOST_CELLS

_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE, _TEXT = (f"{{{_NAMES}{one}:1.0}}" for one in ("table", "office", "text"))
_ERRORS = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!)|(?:Err|エラー):[0-9]+")
_MOST_BLANKS = 10_000_000  # of a sheet, written as counts
_NO_ZEROS = re.compile(rb'config:name="ShowZeroValues"[^>]*>\s*false')
_ZERO = "1899-12-30"  # the day of the number 0
Blank = Callable[[int], str]  # so many blanks
# A cell, what makes blanks of it, and what its format says beside numbers → what it says.
_NO_ROOM = re.compile("#FMT|#+")  # what a program keeps that could not show a number
Read = Callable[[Any, Blank, Beside | None], Cell]

_CLOCK = re.compile(r"PT([0-9]+)H([0-9]+)M(?:([0-9]+)(?:[.,][0-9]+)?S)?")


def read_ods(path: Path, sheet: str) -> Grid:
    """A sheet of an .ods. Raises DataError D03, D07, D08."""
    with told(path):
        seen = list(_tables(path, lambda _: False))
        names, shown = [name for name, _, _ in seen], [name for name, visible, _ in seen if visible]
        name = choose_sheet(names, sheet, path.name, shown)
        _, _, page = next(one for one in _tables(path, lambda one: one == name) if one[0] == name)
        return Grid(name, spread(page.lines, page.areas), tuple(page.areas))


def seen_in_ods(path: Path) -> Iterator[Page]:
    """Every sheet with the texts that its cells show. Raises DataError D03, D07."""
    with told(path):
        for name, visible, page in _tables(path, lambda _: True, _seen):
            lines = {line.number: line.cells for line in page.lines}
            struck = {(line.number, at + 1) for line in page.lines for at in line.struck}
            yield Page(name, lines, wide=False, struck=struck, hidden=not visible)


def ods_sheets(path: Path) -> tuple[str, ...]:
    """The sheets that are not hidden. Raises DataError D03, D07."""
    with told(path):
        return tuple(name for name, visible, _ in _tables(path, lambda _: False) if visible)


class _Page:
    """The lines of a table as they come; `read` tells what a cell says."""

    def __init__(self, file: str, styles: StruckStyles, formats: FormatsBeside, read: Read) -> None:
        self.file = file
        self._read = read
        self._styles = styles
        self._formats = formats
        self.lines: list[Line] = []
        self.areas: list[Area] = []
        self.number = 0
        self._room = MOST_CELLS
        self._blanks = _MOST_BLANKS
        self._said = Room(file)

    def take(self, row: Any) -> None:
        """The next row, as often as it is repeated."""
        times = int(row.get(f"{_TABLE}number-rows-repeated", "1"))
        cells: list[Cell] = []
        blanks = 0
        struck: set[int] = set()
        for cell in row.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            repeated = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
            text = self._read(cell, self._blank, self._beside(row, cell, len(cells) + blanks))
            self._merge(cell, len(cells) + blanks + 1)
            if type(text) is str and not text:
                blanks += repeated
                continue
            self._count((blanks + repeated) * times)
            cells += [*([""] * blanks), *([text] * repeated)]
            struck.update(self._styles.struck(row, cell, len(cells) - repeated, repeated))
            blanks = 0
        if has_text(cells):
            self._said.take(cells, times)
            hidden = row.get(f"{_TABLE}visibility", "visible") != "visible"
            made = tuple(cells), hidden, frozenset(struck) if struck else NOTHING
            self.lines += [Line(self.number + n + 1, *made) for n in range(times)]
        self.number += times

    def _beside(self, row: Any, cell: Any, at: int) -> Beside | None:
        """What the format of a cell at that place (from 0) says beside its number, if it holds one."""
        value = cell.get(f"{_OFFICE}value")
        return None if value is None else self._formats.of(self._styles.name_of(row, cell, at), float(value))

    def _count(self, cells: int) -> None:
        self._room -= cells
        if self._room < 0:
            limit = str(MOST_CELLS)
            raise DataError(
                "D07", Place(self.file), file=self.file, what="セル / cells", limit=limit
            )

    def _blank(self, signs: int) -> str:
        """So many blanks, which the file says in a few bytes. Raises DataError D07."""
        self._blanks -= signs
        if self._blanks < 0:
            what = "連続した空白 / blanks in a row"
            raise DataError("D07", Place(self.file), file=self.file, what=what, limit=f"{_MOST_BLANKS:,}")
        return " " * signs

    def _merge(self, cell: Any, column: int) -> None:
        wide = int(cell.get(f"{_TABLE}number-columns-spanned", "1"))
        tall = int(cell.get(f"{_TABLE}number-rows-spanned", "1"))
        if wide > 1 or tall > 1:
            self.areas.append((self.number + 1, column, self.number + tall, column + wide - 1))


def _tables(path: Path, wanted: Callable[[str], bool], read: Read | None = None) -> Iterator[tuple[str, bool, _Page]]:
    """Name, whether it is seen, and lines of every table; lines of the wanted ones only."""
    take = read or _cell
    hidden: set[str] = set()
    with (
        zipfile.ZipFile(path) as archive,
        closing(blocks(archive, "content.xml", path.name)) as data,
    ):
        tags = (f"{_TABLE}table", f"{_TABLE}table-row", f"{_TABLE}table-column", STYLE, *FORMATS)
        stream: Any = Undeclared(data, path.name)
        styles, formats = StruckStyles(), FormatsBeside()
        for one in named_styles(archive, path.name, *FORMATS):
            formats.take(one)
            if one.tag == STYLE:
                styles.take(one)
        if "settings.xml" in archive.namelist() and _NO_ZEROS.search(whole(archive, "settings.xml", path.name)):
            take = _without_zeros(take)
        page, depth = _Page(path.name, styles, formats, take), 0
        current = ""
        for event, one in etree.iterparse(
            stream, ("start", "end"), tag=tags, resolve_entities=False
        ):
            if one.tag == f"{_TABLE}table":
                depth += 1 if event == "start" else -1
                if event == "start" and depth == 1:
                    page, current = _Page(path.name, styles, formats, take), one.get(f"{_TABLE}name", "")
                    styles.begin_table()
                elif event == "end" and depth == 0:
                    yield current, one.get(f"{_TABLE}style-name", "") not in hidden, page
            elif event == "end" and one.tag == f"{_TABLE}table-row":
                if depth == 1 and wanted(current):
                    page.take(one)
                if depth == 1:
                    one.clear()
            elif event == "end" and one.tag == f"{_TABLE}table-column":
                if depth == 1:
                    styles.take_column(one)
            elif event == "end" and one.tag != STYLE:
                formats.take(one)
            elif event == "end":
                formats.take(one)
                styles.take(one)
                if any(said.get(f"{_TABLE}display") == "false" for said in one):
                    hidden.add(one.get(f"{{{_NAMES}style:1.0}}name", ""))


def _without_zeros(read: Read) -> Read:
    """The same, of a book that shows no cell whose number is 0."""

    def amounts(cell: Any, blank: Blank, beside: Beside | None) -> Cell:
        value = cell.get(f"{_OFFICE}value")
        return _unseen(True) if value is not None and not float(value) else read(cell, blank, beside)

    return amounts


def _seen(cell: Any, blank: Blank, beside: Beside | None) -> Cell:
    """What a cell shows, whatever it holds."""
    if cell.tag == f"{_TABLE}covered-table-cell":
        return ""
    if cell.find(f"{_TEXT}p") is not None:
        return _text(cell, blank)
    found = _cell(cell, blank, beside)
    return str(found) if isinstance(found, str) else found


def _text(cell: Any, blank: Blank) -> str:
    return "\n".join(_paragraph(one, blank) for one in cell.iterchildren(f"{_TEXT}p"))


def _cell(cell: Any, blank: Blank, beside: Beside | None) -> Cell:
    kind = cell.get(f"{_OFFICE}value-type", "")
    text = _text(cell, blank)
    if _ERRORS.fullmatch(text) and cell.get(f"{_TABLE}formula"):
        return Unread(Problem("D14", {"error": text}))
    hides = not text and cell.find(f"{_TEXT}p") is not None
    if kind == "date":
        kept = str(cell.get(f"{_OFFICE}date-value", ""))
        return _unseen(kept.startswith(_ZERO)) if hides else _looking(_moment(kept, text), text)
    if kind == "time":
        kept = str(cell.get(f"{_OFFICE}time-value", ""))
        return _unseen(not re.search("[1-9]", kept)) if hides else _looking(_length(kept, text), text)
    if kind == "boolean":
        return str(cell.get(f"{_OFFICE}boolean-value", "")).upper()
    if kind in ("float", "currency", "percentage"):
        value = float(cell.get(f"{_OFFICE}value", ""))
        if hides:
            return _unseen(value == 0)
        if _NO_ROOM.fullmatch(text):
            return Unread(Problem("D101"), Look(value, "General"))
        number = plain(value)
        read = numeral_of_text(text, number, beside) if isinstance(number, str) and text else number
        return _looking(read, text, value, beside)
    kept = str(cell.get(f"{_OFFICE}string-value", ""))
    if text.strip() == kept.strip():  # the blanks of a format of amounts are no part of a text
        return kept
    return text if text or hides else kept


def _unseen(nothing: bool) -> Cell:
    """Of a number that its format hides."""
    return Numberless("", nothing=nothing, look=Look(float(not nothing), ";;;"))


def _looking(found: str | Problem, text: str, number: float = 1.0, beside: Beside | None = None) -> Cell:
    """What is read of a number, with what it looks like where it is more, or less, than a text: `text`, whatever the
    number is that no `number` tells; `beside` is what its format says."""
    if type(found) is str:
        return found
    look = Look(1.0, literally(text)) if text else None
    if isinstance(found, Problem):
        return Unread(found, look)
    if isinstance(found, Numberless):
        return Numberless(found, nothing=found.nothing, look=look_beside(number, found, beside) or look)
    if isinstance(found, Worded):
        return Worded(found, shown=found.shown, look=look_beside(float(found), found.shown, beside))
    assert isinstance(found, Dated)
    return Dated(found, whole=found.whole, look=look)


def _moment(kept: str, shown: str) -> str | Problem:
    """The day and time of a cell, of which only what it shows."""
    try:
        value = datetime.fromisoformat(kept)
    except ValueError:
        return Dated(kept, whole=False) if kept else shown
    return moment_of(serial_of(value), shape_of_text(shown or "2000/1/1 0:00:00"), from_1904=False)


def _length(kept: str, shown: str) -> str | Problem:
    """A time of day, or how long something took: 36:30:45, where it is shown so."""
    clock = _CLOCK.fullmatch(kept)
    if clock is None:
        return shown
    hours, minutes, seconds = (int(one or 0) for one in clock.groups())
    told = [f"{hours:02d}:{minutes:02d}", f"{hours:02d}:{minutes:02d}:{seconds:02d}"]
    if re.sub("時|分(?!$)", ":", shown).rstrip("分秒").zfill(len(told[0])) in told:
        return told[shown.count(":") > 1 or "秒" in shown]
    return Dated(told[bool(seconds)], whole=False)


def _paragraph(one: Any, blank: Blank) -> str:
    """The words of a paragraph, without the furigana above them."""
    text = one.text or ""
    for child in one:
        if child.tag == f"{_TEXT}s":
            text += blank(max(0, int(child.get(f"{_TEXT}c", "1"))))
        elif child.tag in (f"{_TEXT}tab", f"{_TEXT}line-break"):
            text += "\t" if child.tag.endswith("tab") else "\n"
        elif child.tag != f"{_TEXT}ruby-text" and isinstance(child.tag, str):
            text += _paragraph(child, blank)
        text += child.tail or ""
    return text
