"""New books: sheets of texts, and of cells that look as they did where they came from."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bots.model import Dated, Look, Numberless, Worded
from bots.sources.comments import Note
from bots.sources.formats import Cell, Unread

FIRST_SHEET = "Sheet1"  # of a book whose rows came from a file without sheets
_ERRORS = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!")
_NOT_IN_NAMES = re.compile(r"[\\*?:/\[\]]")  # of sheets of an .xlsx; those of an .ods may have them, and be longer
_LONGEST_NAME = 31

Content = Cell | Look  # of a cell: a text, or a number in a format


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet of a new book: its lines by row number, its comments and the cells that are struck out by row and column
    (from 1). `wide` = its first column holds sentences; `widths` are those of its columns, in characters, and then long
    texts are broken. `hidden` = people do not see it."""

    name: str
    lines: Mapping[int, Sequence[Content]]
    comments: Mapping[tuple[int, int], Note] = field(default_factory=dict)
    wide: bool = True
    widths: tuple[float, ...] = ()
    struck: Collection[tuple[int, int]] = frozenset()
    hidden: bool = False


def save_texts(target: Path, pages: Sequence[Page], identifier: str = "") -> None:
    """A new book. Texts are strings, so that leading zeros and `=` stay what they are. What could not be read is as it
    was seen, or an error (#N/A): read again it is refused again. `identifier` goes into its properties."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.identifier = identifier or None
    for page in pages:
        _fill(book.create_sheet(_named(page.name)), page)
    if all(page.hidden for page in pages):
        book.worksheets[0].sheet_state = "visible"  # a book without one that is seen cannot be opened
    draft = target.with_name(f".{target.name}.part")
    try:
        book.save(draft)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def _named(name: str) -> str:
    """The name of a sheet as an .xlsx may have it, with room for a number where another one has it."""
    name = _NOT_IN_NAMES.sub("_", name)
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 3]


def _fill(sheet: Any, page: Page) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Font

    from bots.sources.patching import clean

    if page.hidden:
        sheet.sheet_state = "hidden"
    for number, line in page.lines.items():
        for column, content in enumerate(line, 1):
            _put(sheet.cell(number, column), content)
    for (number, column), note in page.comments.items():
        comment = Comment(clean(note.text), clean(note.author), width=320, height=90)
        sheet.cell(number, column).comment = comment
    void = Font(name="Calibri", sz=11, family=2, scheme="minor", strike=True)  # as the others, with the line
    for number, column in page.struck:
        sheet.cell(number, column).font = void
    if page.wide:
        sheet.column_dimensions["A"].width = 48
    _break(sheet, page.widths)


def _put(cell: Any, content: Content) -> None:
    from bots.sources.patching import clean, escaped

    look = content.look if isinstance(content, Unread | Dated | Numberless | Worded) else content
    if isinstance(look, Look):
        cell.value, cell.number_format = look.number, clean(look.code)
    elif isinstance(content, Unread):
        error = str(content.problem.words.get("error"))
        cell.value, cell.data_type = error if error in _ERRORS else _ERRORS[0], "e"
    else:
        cell.number_format = "@"
        cell.value = escaped(content.shown if isinstance(content, Worded) else str(content)) or None
        if cell.value is not None:
            cell.data_type = "s"


def _break(sheet: Any, widths: Sequence[float]) -> None:
    """Columns of these widths, in which long texts are broken; none = as it is."""
    from openpyxl.styles import Alignment
    from openpyxl.utils import get_column_letter

    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
        for (cell,) in sheet.iter_rows(min_col=column, max_col=column):
            cell.alignment = Alignment(wrap_text=True, vertical="top")
