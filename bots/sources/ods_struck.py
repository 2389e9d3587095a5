"""Which cells of an OpenDocument sheet are struck out: by their style, or by the styles of the pieces of their text."""

from __future__ import annotations

import zipfile
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import closing
from typing import Any

from lxml import etree

from bots.sources.opening import blocks
from bots.sources.package import Undeclared
from bots.sources.struck import of_runs

_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _STYLE, _TEXT = (f"{{{_NAMES}{one}:1.0}}" for one in ("table", "style", "text"))
_LINES = (f"{_STYLE}text-line-through-style", f"{_STYLE}text-line-through-type")
STYLE = f"{_STYLE}style"


def named_styles(archive: zipfile.ZipFile, file: str, *more: str) -> Iterator[Any]:
    """The styles that have names of their own, in a part of their own, and what else there has such a tag. Raises
    DataError D03, D07."""
    if "styles.xml" not in archive.NameToInfo:
        return
    with closing(blocks(archive, "styles.xml", file)) as data:
        stream: Any = Undeclared(data, file)
        for _, one in etree.iterparse(stream, tag=(STYLE, *more), resolve_entities=False):
            yield one


class StruckStyles:
    """The styles of a book by family and name: whether they strike out, and whose children they are."""

    def __init__(self) -> None:
        self._styles: dict[tuple[str, str], tuple[bool | None, str]] = {}
        self.any = False
        self._columns: list[tuple[int, str]] = []  # the last column (from 0) of a style, and its name

    def take(self, style: Any) -> None:
        """A style, as its element says it."""
        said = [line for form in style.iterchildren(f"{_STYLE}text-properties") for name in _LINES if (line := form.get(name))]
        own = any(line != "none" for line in said) if said else None
        self.any = self.any or own is True
        key = style.get(f"{_STYLE}family", ""), style.get(f"{_STYLE}name", "")
        self._styles[key] = own, style.get(f"{_STYLE}parent-style-name", "")

    def begin_table(self) -> None:
        """The columns that come are those of another table."""
        self._columns = []

    def take_column(self, column: Any) -> None:
        """The next column of the table, as often as it is repeated: cells without a style have that of their column."""
        before = self._columns[-1][0] if self._columns else -1
        times = int(column.get(f"{_TABLE}number-columns-repeated", "1"))
        self._columns.append((before + times, column.get(f"{_TABLE}default-cell-style-name", "")))

    def struck(self, row: Any, cell: Any, first: int, times: int) -> Iterator[int]:
        """The places (from 0) at which a cell of the row, which stands so many times from `first` on, is struck out."""
        if not self.any:
            return
        own = of_runs(piece for one in cell.iterchildren(f"{_TEXT}p") for piece in self._pieces(one, None))
        for at in range(first, first + times):
            line = own if own is not None else self._line("table-cell", self.name_of(row, cell, at))
            if line:
                yield at

    def name_of(self, row: Any, cell: Any, at: int) -> str:
        """The name of the style of a cell at that place (from 0): its own, or that of its row or column."""
        own = cell.get(f"{_TABLE}style-name") or row.get(f"{_TABLE}default-cell-style-name")
        return str(own) if own else self._of_column(at)

    def _of_column(self, at: int) -> str:
        found = bisect_left(self._columns, (at, ""))
        return self._columns[found][1] if found < len(self._columns) else ""

    def _line(self, family: str, name: str) -> bool | None:
        """Whether a style strikes out; None = neither it nor its parents say so."""
        seen: set[str] = set()
        while name not in seen:
            seen.add(name)
            own, name = self._styles.get((family, name), (None, name))
            if own is not None:
                return own
        return None

    def _pieces(self, one: Any, around: bool | None) -> Iterator[tuple[bool | None, str]]:
        """The pieces of a text without the furigana above them, each with what its styles say."""
        family = "paragraph" if one.tag == f"{_TEXT}p" else "text"
        own = self._line(family, one.get(f"{_TEXT}style-name", ""))
        line = around if own is None else own
        yield line, one.text or ""
        for child in one:
            if child.tag != f"{_TEXT}ruby-text" and isinstance(child.tag, str):
                yield from self._pieces(child, line)
            yield line, child.tail or ""
