"""The book of rejects before any run: `NAME_不備.xlsx`, and never over a book that a run made or somebody changed.

What this program wrote here is known again by a mark in the properties of the book: a hash of its sheets and
comments. Whatever saves the book anew writes other bytes, and then the mark tells no more.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

from bots.errors import DataError, Place, PlaceError
from bots.model import RowsPlan, Table
from bots.sources.opening import form_of, told, whole
from bots.sources.results import (
    Page,
    RowOutcome,
    is_open,
    rejects_beside,
    rejects_pages,
    save_texts,
)

_MARK = re.compile(rb"bots-preview:([0-9a-f]{64})")
_PROPERTIES = "docProps/core.xml"
_MOST = 99


def write_rejects_ahead(
    sheet: Path, rows: RowsPlan, table: Table, outcomes: Sequence[RowOutcome], *, language: str
) -> Path:
    """The rows to be mended as the book that is handed in again; where it lies. A place that is taken is left as
    it is, and the next free number used. Raises PlaceError P53 where none can be written."""
    pages = rejects_pages(sheet, rows, table, outcomes, language)
    place = next(
        (one for one in (rejects_beside(sheet, language, at) for at in range(1, _MOST + 1)) if _free(one)), None
    )
    if place is None:
        taken = rejects_beside(sheet, language, _MOST).name
        raise PlaceError("P53", Place(str(sheet.parent)), file=taken, reason=f"{_MOST} 冊 / books")
    try:
        _save(place, pages)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise PlaceError("P53", Place(str(place)), file=place.name, reason=reason) from error
    return place


def _free(place: Path) -> bool:
    """Whether nothing lies there, or a book of ours that nobody has changed or holds open."""
    return not is_open(place) and (not place.exists() or untouched(place))


def _save(place: Path, pages: Sequence[Page]) -> None:
    """Write it with its mark. Its hash is known when it was written once; the mark changes no sheet of it."""
    draft = place.with_name(f".{place.stem}.new.xlsx")
    try:
        save_texts(draft, pages)
        with zipfile.ZipFile(draft) as archive:
            mark = _hash(archive)
        save_texts(draft, pages, f"bots-preview:{mark}")
        draft.replace(place)
    finally:
        draft.unlink(missing_ok=True)


def untouched(book: Path) -> bool:
    """Whether a book is as this program wrote it before a run. What cannot be read is somebody's own."""
    try:
        if form_of(book) != "xlsx":
            return False
        with told(book), zipfile.ZipFile(book) as archive:
            found = _MARK.search(whole(archive, _PROPERTIES, book.name))
            return found is not None and found[1].decode() == _hash(archive)
    except DataError:
        return False


def _hash(archive: zipfile.ZipFile) -> str:
    """Over the names, sizes and checksums of all parts but the properties: those hold the time of writing."""
    parts = sorted((one.filename, one.file_size, one.CRC) for one in archive.infolist())
    told_of = [part for part in parts if not part[0].startswith("docProps/")]
    return hashlib.sha256(repr(told_of).encode()).hexdigest()
