"""The parts of an .xlsx: which part is which sheet, where the shared texts and the styles are.

A part is named by the book's relations; one that points outside the file is a damaged book.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from bots.errors import DataError, Place
from bots.sources.opening import MOST_TREE, too_large, whole

_MOST_PART = 16 << 20  # bytes: 64,000 formats, the most that Excel keeps, take about ten
BOOK = "xl/workbook.xml"
_DOCTYPES = tuple("<!DOCTYPE".encode(form) for form in ("ascii", "utf-16-le", "utf-16-be"))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of the book: its name, its part, whether people see its tab."""

    name: str
    part: str
    shown: bool


class Package:
    """An .xlsx that is open. Every method raises DataError D03 or D07 for what is damaged or too large."""

    def __init__(self, archive: zipfile.ZipFile, file: str) -> None:
        self.archive = archive
        self.file = file
        self._book = self.xml(BOOK)
        self.relations = "xl/_rels/workbook.xml.rels"
        self._relations = {
            str(one.get("Id")): one for one in self.xml(self.relations) if isinstance(one.tag, str)
        }

    def xml(self, part: str) -> Any:
        """A part as a tree. Nothing in it is expanded or fetched."""
        info = self.archive.NameToInfo.get(part)
        if info is not None and info.file_size > _MOST_PART:  # and counted once more when it is there
            raise too_large(self.file, part, _MOST_PART)
        return parse(whole(self.archive, part, self.file), self.file, _MOST_PART)

    def sheets(self) -> list[Sheet]:
        """The sheets with cells, in the order of their tabs."""
        found = []
        for one in self._book.iterfind(".//{*}sheets/{*}sheet"):
            relation = self._relations.get(next(
                (text for name, text in one.attrib.items() if name.endswith("}id")), ""))  # fmt: skip
            if relation is not None and str(relation.get("Type")).endswith("/worksheet"):
                shown = one.get("state", "visible") == "visible"
                found.append(Sheet(one.get("name", ""), self._target(relation), shown))
        return found

    def part_of(self, kind: str) -> str:
        """The part of that kind (`styles`, `sharedStrings`), or "" where the book has none."""
        for relation in self._relations.values():
            if str(relation.get("Type")).endswith(f"/{kind}"):
                return self._target(relation)
        return ""

    @property
    def from_1904(self) -> bool:
        """Whether days are counted from 1904."""
        found = self._book.find(".//{*}workbookPr")
        return found is not None and found.get("date1904") in ("1", "true")

    def _target(self, relation: Any) -> str:
        target = str(relation.get("Target", ""))
        path = target[1:] if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        if relation.get("TargetMode") == "External" or path not in self.archive.NameToInfo:
            raise DataError("D03", Place(self.file), file=self.file)
        return path


def parse(data: bytes, file: str, most: int = MOST_TREE) -> Any:
    """A tree of `data`, of at most so many bytes. Office never writes a DOCTYPE; whoever does wants entities to
    be expanded."""
    if len(data) > most:
        raise too_large(file, "XML", most)
    refuse_doctype(data, file)
    try:
        return etree.fromstring(
            data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        )
    except etree.XMLSyntaxError as error:
        raise DataError("D03", Place(file), file=file) from error


def refuse_doctype(data: bytes, file: str) -> None:
    """Raises DataError D03 where `data` declares a document type."""
    if any(one in data for one in _DOCTYPES):
        raise DataError("D03", Place(file), file=file)


_ROW_ENDS = re.compile(rb"row>|<(?:[\w.-]+:)?(?:table-)?row\b[^<>]*/>")


class Undeclared:
    """A stream of blocks for a parser that refuses a DOCTYPE wherever in it, and anything between two rows that
    would be too large a tree: rows are forgotten one by one, all else is kept."""

    def __init__(self, blocks: Iterator[bytes], file: str) -> None:
        self._blocks = blocks
        self._file = file
        self._tail = b""
        self._kept = 0

    def read(self, size: int = -1) -> bytes:
        """The next block, or b"" at the end."""
        block = next(self._blocks, b"")
        refuse_doctype(self._tail + block, self._file)
        ends = [found.end() for found in _ROW_ENDS.finditer(block)]
        self._kept = len(block) - ends[-1] if ends else self._kept + len(block)
        if self._kept > MOST_TREE:
            raise too_large(self._file, "行 / row", MOST_TREE)
        self._tail = block[-32:]
        return block
