"""Books as offices make them, drawn by script: by openpyxl, and once more as Excel writes its XML.

Excel keeps texts in a part of their own with the furigana above them, tells of every row how far it reaches, and
keeps the result beside each formula; openpyxl does none of these.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree
from openpyxl import Workbook

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SPACE = f"{{{_MAIN}}}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml"


class Draft:
    """A book that is being drawn. `results` are those of formulas, `readings` furigana, by sheet and cell;
    `extra` are parts that no library writes (macros)."""

    def __init__(self) -> None:
        self.book = Workbook()
        self.sheet: Any = self.book.worksheets[0]
        self.sheet.title = "受付"
        self.results: dict[tuple[str, str], str] = {}
        self.readings: dict[str, str] = {}
        self.macro = False

    def add(self, name: str) -> None:
        """A further sheet, drawn on from now on."""
        self.sheet = self.book.create_sheet(name)

    def line(self, number: int, *values: object, first: int = 1) -> None:
        """The cells of a row from column `first` on; None leaves one as it is."""
        for at, value in enumerate(values, first):
            if value is not None:
                cell = self.sheet.cell(number, at)
                cell.value = value
                if isinstance(value, str) and value.startswith("="):
                    cell.data_type = "s"

    def lines(self, number: int, lines: Sequence[Sequence[object]], first: int = 1) -> None:
        """Rows one below the other."""
        for below, line in enumerate(lines):
            self.line(number + below, *line, first=first)

    def form(self, cells: str, code: str) -> None:
        """The number format of an area."""
        for row in self.sheet[cells] if ":" in cells else ((self.sheet[cells],),):
            for cell in row:
                cell.number_format = code

    def formula(self, cell: str, formula: str, result: object) -> None:
        """A formula, and what it came to when the book was saved."""
        self.sheet[cell] = formula
        self.results[self.sheet.title, cell] = str(result)

    def furigana(self, cell: str, text: str, reading: str) -> None:
        """A text with its reading above it."""
        self.sheet[cell] = text
        self.readings[text] = reading


Drawing = Callable[[Draft], None]


def by_openpyxl(draft: Draft, path: Path) -> Path:
    """The book as openpyxl saves it: without furigana and results."""
    draft.book.save(path)
    return path


def as_excel(draft: Draft, path: Path) -> Path:
    """The book as Excel would have saved it."""
    plain = path.with_name(f"{path.name}.plain")
    draft.book.save(plain)
    names = [sheet.title for sheet in draft.book.worksheets]
    texts: dict[str, int] = {}
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info)
            sheet = re.fullmatch(r"xl/worksheets/sheet([0-9]+)\.xml", info.filename)
            if sheet:
                data = _sheet(data, draft, names[int(sheet[1]) - 1], texts)
            if info.filename != "xl/sharedStrings.xml":
                new.writestr(info.filename, _frame(info.filename, data, macro=draft.macro))
        new.writestr("xl/sharedStrings.xml", _strings(texts, draft.readings))
        if draft.macro:
            new.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 4)
    plain.unlink()
    return path


def _sheet(data: bytes, draft: Draft, name: str, texts: dict[str, int]) -> bytes:
    root = etree.fromstring(data)
    for row in root.iter(f"{_SPACE}row"):
        row.set("spans", f"1:{len(row)}")
        for cell in row:
            inline = cell.find(f"{_SPACE}is")
            result = draft.results.get((name, str(cell.get("r"))))
            if inline is not None:
                text = "".join(str(one) for one in inline.itertext())
                cell.remove(inline)
                cell.set("t", "s")
                etree.SubElement(cell, f"{_SPACE}v").text = str(texts.setdefault(text, len(texts)))
            elif result is not None:
                _with_result(cell, result)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _with_result(cell: Any, result: str) -> None:
    held = cell.find(f"{_SPACE}v")
    if held is None:
        held = etree.SubElement(cell, f"{_SPACE}v")
    held.text = result
    if result.startswith("#"):
        cell.set("t", "e")
    elif not re.fullmatch(r"-?[0-9.]+", result):
        cell.set("t", "str")


def _strings(texts: dict[str, int], readings: dict[str, str]) -> str:
    said = []
    for text in texts:
        reading = readings.get(text, "")
        above = f'<rPh sb="0" eb="{len(text)}"><t>{reading}</t></rPh><phoneticPr fontId="1"/>' if reading else ""
        said.append(f'<si><t xml:space="preserve">{escape(text)}</t>{above}</si>')
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<sst xmlns="{_MAIN}" count="{len(said)}" '
        f'uniqueCount="{len(said)}">{"".join(said)}</sst>'
    )


def _frame(name: str, data: bytes, *, macro: bool) -> bytes:
    """The parts that tell of the shared texts, and of the macros."""
    if name == "[Content_Types].xml":
        more = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_SHEETS}.sharedStrings+xml"/>'
        if macro:
            more += '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
            plain = f"{_SHEETS}.sheet.main+xml".encode()
            data = data.replace(plain, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")
        text = re.sub(rb"<Override[^>]*sharedStrings[^>]*/>", b"", data)
        return text.replace(b"</Types>", more.encode() + b"</Types>")
    if name == "xl/_rels/workbook.xml.rels":
        more = f'<Relationship Id="rIdT" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
        if macro:
            more += (
                '<Relationship Id="rIdM" Type="http://schemas.microsoft.com/office/2006/relationships/'
                'vbaProject" Target="vbaProject.bin"/>'
            )
        text = re.sub(rb"<Relationship [^>]*sharedStrings[^>]*/>", b"", data)
        return text.replace(b"</Relationships>", more.encode() + b"</Relationships>")
    return data
