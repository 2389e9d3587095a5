"""The XML of a sheet, or of some rows of it, as a tree whose cells are set."""

from __future__ import annotations

import copy
import re
from bisect import bisect_left
from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any

from lxml import etree

from bots.sources.formulas import Formulas
from bots.sources.grid import column_of, letter

ROW = re.compile(rb'<row\b[^>]*?\sr="([0-9]+)"[^>]*?(?:(?<=/)>|(?<!/)>.*?</row>)', re.DOTALL)
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def as_bytes(root: Any) -> bytes:
    """The whole document of `root`."""
    tree = root.getroottree()
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))


class Page:
    """The XML of a sheet whose cells are set."""

    def __init__(self, root: Any, wordless: Mapping[str, str] = MappingProxyType({})) -> None:
        """`wordless` are the styles that show the text of such a cell alone, by those that do not."""
        self._root = root
        self._wordless = wordless
        space = etree.QName(root).namespace
        self._space = f"{{{space}}}" if space else ""
        self._body = root.find(f"{self._space}sheetData")
        if self._body is None:
            raise ValueError("a sheet without cells")
        self._rows = list(self._body.iterfind(f"{self._space}row"))
        self._numbers: list[int] = []
        for row in self._rows:
            last = self._numbers[-1] if self._numbers else 0
            self._numbers.append(int(row.get("r", last + 1)))
        self.formulas = Formulas(root, self._space)
        self._reach = (0, 0)

    def set(self, number: int, column: int, text: str) -> None:
        """Give a cell its text; "" empties it."""
        row = self._row(number, make=bool(text))
        cell = None if row is None else self._cell(row, number, column, make=bool(text))
        if cell is None:
            return
        self.formulas.end(number, column, cell)
        for child in list(cell):
            cell.remove(child)
        for name in ("t", "cm", "vm", "ph"):
            cell.attrib.pop(name, None)
        if not text:
            return
        if cell.get("s") in self._wordless:
            cell.set("s", self._wordless[cell.get("s")])
        cell.set("t", "inlineStr")
        words = etree.SubElement(etree.SubElement(cell, f"{self._space}is"), f"{self._space}t")
        words.text = text
        words.set(_SPACE, "preserve")
        self._reach = max(self._reach[0], number), max(self._reach[1], column)

    def _row(self, number: int, *, make: bool) -> Any:
        at = bisect_left(self._numbers, number)
        if at < len(self._numbers) and self._numbers[at] == number:
            return self._rows[at]
        if not make:
            return None
        row = etree.Element(f"{self._space}row", r=str(number))
        if at < len(self._rows):
            self._rows[at].addprevious(row)
        else:
            self._body.append(row)
        self._rows.insert(at, row)
        self._numbers.insert(at, number)
        return row

    def _cell(self, row: Any, number: int, column: int, *, make: bool) -> Any:
        found, before = self._look(row, column)
        if found is not None or not make:
            return found
        made = etree.Element(f"{self._space}c", r=f"{letter(column)}{number}")
        style = row.get("s") if before is None else before.get("s")
        if style:
            made.set("s", style)
        if before is None:
            row.insert(0, made)
        else:
            before.addnext(made)
        row.attrib.pop("spans", None)  # only a hint, and now wrong
        return made

    def _look(self, row: Any, column: int) -> tuple[Any, Any]:
        """The cell of that column, or None; and the last one before it. New ones stand at the end: so
        it looks from there, unless the cells do not say where they are."""
        for cell in row.iterchildren(f"{self._space}c", reversed=True):
            letters = cell.get("r", "").rstrip("0123456789")
            if not letters:
                return self._count(row, column)
            at = column_of(letters)
            if at <= column:
                return (cell, None) if at == column else (None, cell)
        return None, None

    def _count(self, row: Any, column: int) -> tuple[Any, Any]:
        before, at = None, 0
        for cell in row.iterchildren(f"{self._space}c"):
            letters = cell.get("r", "").rstrip("0123456789")
            at = column_of(letters) if letters else at + 1
            if at >= column:
                return (cell, None) if at == column else (None, before)
            before = cell
        return None, before

    def show(self, columns: Collection[int]) -> None:
        """Columns that the book hides, as clerks hide all that they do not use, are seen again."""
        for one in list(self._root.iterfind(f"{self._space}cols/{self._space}col")):
            first, last = int(one.get("min", "1")), int(one.get("max", "1"))
            wanted = sorted(column for column in columns if first <= column <= last)
            if not wanted or one.get("hidden") not in ("1", "true"):
                continue
            left, right = wanted[0], wanted[-1]
            for low, high, hidden in (
                (first, left - 1, True),
                (left, right, False),
                (right + 1, last, True),
            ):
                if low <= high:
                    piece = copy.copy(one)
                    piece.set("min", str(low))
                    piece.set("max", str(high))
                    if not hidden:
                        for name in ("hidden", "width", "customWidth", "collapsed"):
                            piece.attrib.pop(name, None)
                        piece.set("width", "14")
                    one.addprevious(piece)
            one.getparent().remove(one)

    def reach(self, cells: Mapping[tuple[int, int], str]) -> None:
        """Know of cells that were set elsewhere."""
        for (number, column), text in cells.items():
            if text:
                self._reach = max(self._reach[0], number), max(self._reach[1], column)

    def rows(self) -> dict[int, bytes]:
        """The XML of each row, without the names that the sheet declares for all of it."""
        return {
            int(row[1]): row[0]
            for row in ROW.finditer(etree.tostring(self._root, encoding="UTF-8"))
        }

    def bytes(self) -> bytes:
        """The XML, its own word of how far it reaches set right."""
        dimension = self._root.find(f"{self._space}dimension")
        area = re.fullmatch(
            r"([A-Z]+)([0-9]+)(?::([A-Z]+)([0-9]+))?",
            "" if dimension is None else dimension.get("ref", ""),
        )
        if area is not None and self._reach != (0, 0):
            column = max(column_of(area[3] or area[1]), self._reach[1])
            row = max(int(area[4] or area[2]), self._reach[0])
            dimension.set("ref", f"{area[1]}{area[2]}:{letter(column)}{row}")
        return as_bytes(self._root)
