"""Books that are never written over one that a run made or somebody changed.

What this program wrote is known again by a mark in the properties of the book: a hash of its sheets and comments.
Whatever saves the book anew writes other bytes, and then the mark tells no more.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from bots.errors import DataError, Place, PlaceError
from bots.messages.disk import disk_reason
from bots.model import Value
from bots.sources.locked import locked, unlocked
from bots.sources.new_book import Page, save_texts
from bots.sources.opening import form_of, told, whole
from bots.sources.results import is_open

_MARK = re.compile(rb"bots-preview:([0-9a-f]{64})")
_PROPERTIES = "docProps/core.xml"
_MOST = 99


def write_marked(
    place_of: Callable[[int], Path], pages: Sequence[Page], lock: Value | None, *, opens: Value | None = None
) -> Path:
    """Write a new book at the first place (`place_of` 1, 2, …) where nothing lies, or a book of ours that nobody has
    changed or holds open; where it lies. It is locked with `lock`; `opens` is tried on what lies there. Raises
    PlaceError P53 where none can be written."""
    places = [place_of(number) for number in range(1, _MOST + 1)]
    place = next((one for one in places if _free(one, opens)), None)
    if place is None:
        taken = places[-1]
        raise PlaceError("P53", Place(str(taken.parent)), file=taken.name, reason=f"{_MOST} 冊 / books")
    try:
        _save(place, pages, lock)
    except OSError as error:
        reason = disk_reason(error)
        raise PlaceError("P53", Place(str(place)), file=place.name, reason=reason) from error
    return place


def _free(place: Path, password: Value | None) -> bool:
    """Whether nothing lies there, or a book of ours that nobody has changed or holds open."""
    return not is_open(place) and (not place.exists() or untouched(place, password))


def _save(place: Path, pages: Sequence[Page], password: Value | None) -> None:
    """Write it with its mark. Its hash is known when it was written once; the mark changes no sheet of it."""

    def save(target: Path) -> None:
        save_texts(target, pages)
        with zipfile.ZipFile(target) as archive:
            mark = _hash(archive)
        save_texts(target, pages, f"bots-preview:{mark}")

    draft = place.with_name(f".{place.stem}.new.xlsx")
    try:
        locked(save, password)(draft)
        draft.replace(place)
    finally:
        draft.unlink(missing_ok=True)


def untouched(book: Path, password: Value | None = None) -> bool:
    """Whether a book is as this program wrote it before a run; `password` opens it where it is locked. What cannot
    be read is somebody's own."""
    try:
        with unlocked(book, password) as plain:
            if form_of(plain) != "xlsx":
                return False
            with told(book), zipfile.ZipFile(plain) as archive:
                found = _MARK.search(whole(archive, _PROPERTIES, book.name))
                return found is not None and found[1].decode() == _hash(archive)
    except DataError:
        return False


def _hash(archive: zipfile.ZipFile) -> str:
    """Over the names, sizes and checksums of all parts but the properties: those hold the time of writing."""
    parts = sorted((one.filename, one.file_size, one.CRC) for one in archive.infolist())
    told_of = [part for part in parts if not part[0].startswith("docProps/")]
    return hashlib.sha256(repr(told_of).encode()).hexdigest()
