"""Sets single cells of a workbook without touching anything else in it.

A book that is loaded and saved by a library loses text boxes, buttons, sparklines, furigana and every
cached value. So the zip is copied part by part and only the sheet's XML is changed: the cells named, the
rows that they need, nothing else. Cells are inline texts, so shared strings stay as they are; a value
that looks like a formula is a text too.
"""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

from lxml import etree

from bots.sources.grid import letter
from bots.sources.opening import whole

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

Cells = Mapping[tuple[int, int], str]  # (row number, column from 1) → text


def patch(source: Path, target: Path, sheet: str, cells: Cells) -> None:
    """Write `source` to `target` with `cells` of `sheet` set. On the disk, whole, when it returns.

    Raises DataError D03 for a damaged part, OSError where the target cannot be written."""
    with zipfile.ZipFile(source) as archive:
        part = sheet_part(archive, sheet, source.name)
        changed = {part: _patched(whole(archive, part, source.name), cells)}
        draft = target.with_name(f".{target.name}.part")
        try:
            _copy(archive, draft, changed, source.name)
            os.replace(draft, target)  # noqa: PTH105 - the one atomic way on both systems
        finally:
            draft.unlink(missing_ok=True)


def _copy(archive: zipfile.ZipFile, draft: Path, changed: Mapping[str, bytes], file: str) -> None:
    with draft.open("wb") as raw:
        with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as copy:
            for info in archive.infolist():
                data = changed.get(info.filename)
                copy.writestr(info, whole(archive, info.filename, file) if data is None else data)
        raw.flush()
        os.fsync(raw.fileno())


def sheet_part(archive: zipfile.ZipFile, sheet: str, file: str) -> str:
    """The name of the part that holds `sheet`."""
    book = _xml(whole(archive, "xl/workbook.xml", file))
    relations = _xml(whole(archive, "xl/_rels/workbook.xml.rels", file))
    wanted = next(
        one.get(f"{{{_REL}}}id") for one in book.iter(f"{{{_MAIN}}}sheet") if one.get("name") == sheet
    )
    target = next(str(one.get("Target")) for one in relations if one.get("Id") == wanted)
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _xml(data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return etree.fromstring(data, parser)


def _patched(data: bytes, cells: Cells) -> bytes:
    root = _xml(data)
    body = root.find(f"{{{_MAIN}}}sheetData")
    assert body is not None
    rows = {int(row.get("r", "0")): row for row in body}
    for (number, column), text in sorted(cells.items()):
        row = rows.get(number)
        if row is None:
            row = _insert_row(body, number)
            rows[number] = row
        _set(row, f"{letter(column)}{number}", column, text)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _insert_row(body: etree._Element, number: int) -> etree._Element:
    made = etree.Element(f"{{{_MAIN}}}row", r=str(number))
    at = sum(1 for row in body if int(row.get("r", "0")) < number)
    body.insert(at, made)
    return made


def _set(row: etree._Element, reference: str, column: int, text: str) -> None:
    cell = next((one for one in row if one.get("r") == reference), None)
    if cell is None:
        at = sum(1 for one in row if _column(one) < column)
        cell = etree.Element(f"{{{_MAIN}}}c", r=reference)
        neighbour = row[at - 1].get("s") if at else None
        if neighbour:
            cell.set("s", neighbour)
        row.insert(at, cell)
        if row.get("spans"):
            del row.attrib["spans"]  # only a hint, and now wrong
    for child in list(cell):
        cell.remove(child)
    cell.set("t", "inlineStr")
    holder = etree.SubElement(cell, f"{{{_MAIN}}}is")
    words = etree.SubElement(holder, f"{{{_MAIN}}}t")
    words.text = _ILLEGAL.sub("", text)
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _column(cell: etree._Element) -> int:
    number = 0
    for sign in re.sub(r"[^A-Z]", "", str(cell.get("r", ""))):
        number = number * 26 + ord(sign) - 64
    return number
