"""Comments that stand on the cells of a clerk's sheet, so that a book of rejects keeps them."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bots.errors import DataError
from bots.sources.grid import column_of
from bots.sources.opening import form_of, told, whole
from bots.sources.package import Package, parse

OURS = "Bots"  # the author of comments that this program writes
_MARK = f"[{OURS}] "
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass(frozen=True, slots=True)
class Note:
    """A comment: who wrote it, and what."""

    author: str
    text: str


def comments_of(path: Path, sheet: str) -> dict[tuple[int, int], Note]:
    """The clerk's comments of a sheet by (row number, column from 1); only .xlsx has any that are read.

    Comments that cannot be read are left out: the book of rejects is worth more than they are.
    """
    if form_of(path) != "xlsx":
        return {}
    try:
        with told(path), zipfile.ZipFile(path) as archive:
            return dict(_notes(Package(archive, path.name), sheet))
    except DataError:
        return {}


def joined(note: Note | None, reason: str) -> Note:
    """The clerk's comment, then the reason."""
    return Note(OURS, f"{note.text}\n\n{_MARK}{reason}" if note is not None else reason)


def _notes(package: Package, sheet: str) -> Iterator[tuple[tuple[int, int], Note]]:
    sheet_part = next(one.part for one in package.sheets() if one.name == sheet)
    part = _comments_part(package, sheet_part)
    if not part:
        return
    tree = package.xml(part)
    authors = ["".join(one.itertext()) for one in tree.iterfind("{*}authors/{*}author")]
    for one in tree.iterfind("{*}commentList/{*}comment"):
        cell = _CELL.fullmatch(one.get("ref", ""))
        number = one.get("authorId", "")
        known = number.isdigit() and int(number) < len(authors)
        note = _of_clerk(Note(authors[int(number)] if known else "", _text(one)))
        if cell is not None and note is not None:
            yield (int(cell[2]), column_of(cell[1])), note


def _of_clerk(note: Note) -> Note | None:
    """What the clerk wrote: a reason of ours, in a book that is handed in again, is told no more."""
    if note.author == OURS:
        before, mark, _ = note.text.partition(f"\n\n{_MARK}")
        return Note("", before) if mark and before.strip() else None
    return note if note.text.strip() else None


def _text(comment: Any) -> str:
    """The text without its furigana."""
    pieces = comment.iterfind("{*}text//{*}t")
    return "".join(one.text or "" for one in pieces if not str(one.getparent().tag).endswith("}rPh"))


def _comments_part(package: Package, sheet_part: str) -> str:
    """The part with the comments of a sheet, or ""."""
    folder, name = posixpath.split(sheet_part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations not in package.archive.NameToInfo:
        return ""
    for one in parse(whole(package.archive, relations, package.file), package.file):
        if not isinstance(one.tag, str) or not str(one.get("Type")).endswith("/comments"):
            continue
        target = str(one.get("Target", ""))
        part = target[1:] if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
        if one.get("TargetMode") != "External" and part in package.archive.NameToInfo:
            return part
    return ""
