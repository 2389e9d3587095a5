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
from collections.abc import Collection, Mapping
from pathlib import Path

from lxml import etree

from bots.errors import DataError, Place
from bots.sources.opening import told, whole
from bots.sources.outdated import without_outdated
from bots.sources.package import BOOK, Package
from bots.sources.page import as_bytes
from bots.sources.splicing import patched
from bots.sources.wordless import wordless_styles

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_LONGEST = 32_767  # characters that a cell may hold; a book with more is a damaged one
_ORDER = "calcChain"
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_BEFORE_CALCULATION = ("sheets", "functionGroups", "externalReferences", "definedNames")  # in the order of a book

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


def escaped(text: str) -> str:
    """The text as it stands in a cell's XML: of `_x000D_` as somebody has typed it, spreadsheets would make the
    sign that it names."""
    return _ESCAPE.sub("_x005F_", clean(text)) if "_x" in text else clean(text)


def _changed(
    package: Package, sheet: str, cells: Cells, shown: Collection[int]
) -> dict[str, bytes | None]:
    """The parts that become others; None for one that goes."""
    part = next((one.part for one in package.sheets() if one.name == sheet), None)
    if part is None:
        names = "、".join(one.name for one in package.sheets())
        raise DataError("D08", Place(package.file), file=package.file, sheet=sheet, sheets=names)
    with told(Path(package.file)):
        data = whole(package.archive, part, package.file)
        cleaned = {place: escaped(text) for place, text in cells.items()}
        wordless, styles = wordless_styles(package)
        made, replaced = patched(data, cleaned, shown, package.file, wordless)
        changed: dict[str, bytes | None] = {part: made, **styles}
        if replaced:
            changed |= _without_order(package)
        return changed | _with_formulas_to_calculate(package, sheet, made, cells)


def _with_formulas_to_calculate(package: Package, sheet: str, made: bytes, cells: Cells) -> dict[str, bytes | None]:
    """The parts with formulas that were calculated before the cells were set (=IF(E4="","open","done")): without their
    results, and with the word that the book is to be calculated when it is opened. `made` is the sheet as it is now."""
    parts = {one.name: one.part for one in package.sheets()}
    pages = {
        name: data
        for name, part in parts.items()
        if _FORMULA.search(data := made if name == sheet else whole(package.archive, part, package.file))
    }
    if not pages:
        return {}
    outdated = without_outdated(pages, sheet, cells)
    return {parts[name]: data for name, data in outdated.items()} | _calculated_when_opened(package)


def _calculated_when_opened(package: Package) -> dict[str, bytes | None]:
    """The book with the word that its formulas are to be calculated when it is opened: some (OFFSET, names) may depend
    on cells that were set, though nothing in them tells."""
    root = package.xml(BOOK)
    space = f"{{{etree.QName(root).namespace}}}"
    calculation = root.find(f"{space}calcPr")
    if calculation is None:
        before = [one for name in _BEFORE_CALCULATION for one in root.iterfind(f"{space}{name}")]
        calculation = etree.Element(f"{space}calcPr")
        before[-1].addnext(calculation)
    if calculation.get("fullCalcOnLoad") in ("1", "true"):
        return {}
    calculation.set("fullCalcOnLoad", "1")
    return {BOOK: as_bytes(root)}


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
        changed[name] = as_bytes(root)
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
