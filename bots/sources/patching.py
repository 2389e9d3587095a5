"""Sets single cells of a workbook without touching anything else in it.

A book that is loaded and saved by a library loses text boxes, buttons, sparklines, furigana and every
cached value. So the zip is copied part by part and only the sheet's XML is changed: the cells named, the
rows that they need, nothing else. Cells are inline texts, so shared strings stay as they are; a value
that looks like a formula is a text too. Where a formula was replaced, the list of the order of
calculation goes: a list that names a cell without a formula is a damaged book, one that is not there is
made anew.
"""

from __future__ import annotations

import copy
import os
import re
import zipfile
from bisect import bisect_left
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from lxml import etree

from bots.errors import DataError, Place
from bots.sources.formulas import Formulas
from bots.sources.grid import column_of, letter
from bots.sources.opening import told, whole
from bots.sources.package import Package

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST = 32_767  # characters that a cell may hold; a book with more is a damaged one
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ORDER = "calcChain"

Cells = Mapping[tuple[int, int], str]  # (row number, column from 1) → text


def patch(
    source: Path, target: Path, sheet: str, cells: Cells, *, shown: Collection[int] = ()
) -> None:
    """Write `source` to `target` with `cells` of `sheet` set. On the disk, whole, when it returns.

    A cell is emptied by "". Columns of `shown` are seen afterwards, even if the book hides them.
    Raises DataError D03 for a damaged part, D08, OSError where the target cannot be written.
    """
    with told(source):
        archive = zipfile.ZipFile(source)
    with archive:
        changed = _changed(Package(archive, source.name), sheet, cells, shown)
        draft = target.with_name(f".{target.name}.part")
        try:
            _copy(archive, draft, changed, source.name)
            os.replace(draft, target)  # noqa: PTH105 - the one atomic way on both systems
        finally:
            draft.unlink(missing_ok=True)


def clean(text: str) -> str:
    """The text as a cell can hold it: without signs that XML lacks, and not too long."""
    text = _ILLEGAL.sub("", text)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _changed(
    package: Package, sheet: str, cells: Cells, shown: Collection[int]
) -> dict[str, bytes | None]:
    """The parts that become others; None for one that goes."""
    part = next((one.part for one in package.sheets() if one.name == sheet), None)
    if part is None:
        names = "、".join(one.name for one in package.sheets())
        raise DataError("D08", Place(package.file), file=package.file, sheet=sheet, sheets=names)
    with told(Path(package.file)):
        page = Page(package.xml(part))
        for (number, column), text in sorted(cells.items()):
            page.set(number, column, clean(text))
        page.show(shown)
        changed: dict[str, bytes | None] = {part: page.bytes()}
        if page.formulas.replaced:
            changed |= _without_order(package)
    return changed


def _without_order(package: Package) -> dict[str, bytes | None]:
    """The book without its order of calculation, and without any word of it."""
    part = package.part_of(_ORDER)
    if not part:
        return {}
    changed: dict[str, bytes | None] = {part: None}
    for name, said in (("[Content_Types].xml", f"/{part}"), (package.relations, f"/{_ORDER}")):
        root = package.xml(name)
        for one in list(root):
            if said in (one.get("PartName"), "/" + str(one.get("Type")).rpartition("/")[2]):
                root.remove(one)
        changed[name] = _bytes(root)
    return changed


def _copy(
    archive: zipfile.ZipFile, draft: Path, changed: Mapping[str, bytes | None], file: str
) -> None:
    with draft.open("wb") as raw:
        with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as made:
            made.comment = archive.comment
            for info in archive.infolist():
                name = info.filename
                data = changed[name] if name in changed else whole(archive, name, file)
                if data is not None:
                    made.writestr(copy.copy(info), data)
        raw.flush()
        os.fsync(raw.fileno())


def _bytes(root: Any) -> bytes:
    tree = root.getroottree()
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))


class Page:
    """The XML of a sheet whose cells are set."""

    def __init__(self, root: Any) -> None:
        self._root = root
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
        before, last = None, 0
        for cell in row.iterfind(f"{self._space}c"):
            letters = str(cell.get("r", "")).rstrip("0123456789")
            last = column_of(letters) if letters else last + 1
            if last == column:
                return cell
            if last > column:
                break
            before = cell
        if not make:
            return None
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

    def show(self, columns: Collection[int]) -> None:
        """Columns that the book hides, as clerks hide all that they do not use, are seen again."""
        for one in list(self._root.iterfind(f"{self._space}cols/{self._space}col")):
            first, last = int(one.get("min", "1")), int(one.get("max", "1"))
            wanted = sorted(column for column in columns if first <= column <= last)
            if not wanted or one.get("hidden") not in ("1", "true"):
                continue
            left, right = wanted[0], wanted[-1]
            for low, high, hidden in ((first, left - 1, True), (left, right, False), (right + 1, last, True)):
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

    def bytes(self) -> bytes:
        """The XML, its own word of how far it reaches set right."""
        dimension = self._root.find(f"{self._space}dimension")
        area = re.fullmatch(
            r"([A-Z]+)([0-9]+)(?::([A-Z]+)([0-9]+))?", "" if dimension is None else dimension.get("ref", "")
        )
        if area is not None and self._reach != (0, 0):
            column = max(column_of(area[3] or area[1]), self._reach[1])
            row = max(int(area[4] or area[2]), self._reach[0])
            dimension.set("ref", f"{area[1]}{area[2]}:{letter(column)}{row}")
        return _bytes(self._root)
