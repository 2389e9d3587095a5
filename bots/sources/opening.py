"""What a file really is, before anything parses it: by its first bytes, its sizes counted, never trusted.

A zip says how large its parts are; that is looked at first and counted again while they are inflated
(`bots.sources.opening.whole`): a bomb stops at the limit, not at the end of the memory.
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Literal

from bots.errors import DataError, Place

Form = Literal["xlsx", "xls", "ods", "text"]

KNOWN = {
    ".xlsx": "xlsx", ".xlsm": "xlsx", ".xls": "xls", ".ods": "ods",
    ".csv": "text", ".tsv": "text", ".txt": "text",
}  # fmt: skip
MOST_BYTES = 200 << 20  # of a file, and of all that a zip unpacks to
MOST_RATIO = 200  # unpacked to packed, of one part; sheets of one repeated row reach about 100
MOST_PARTS = 2000
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def form_of(path: Path) -> Form:
    """How to read the file. Raises DataError D02–D07, D61, each naming the file."""
    place = Place(path.name)
    wanted = KNOWN.get(path.suffix.lower())
    if wanted is None:
        raise DataError("D06", place, file=path.name, known=" ".join(KNOWN))
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(8)
    except OSError as error:
        raise DataError("D61", place, file=path.name, reason=error.strerror or "") from error
    if not size:
        raise DataError("D05", place, file=path.name)
    if size > MOST_BYTES:
        raise DataError("D07", place, file=path.name, what="ファイル", limit=f"{MOST_BYTES >> 20} MB")
    found = _found(path, head)
    if found != wanted:
        raise DataError("D04", place, file=path.name, found=found)
    return found


def _found(path: Path, head: bytes) -> Form:
    if head.startswith(_ZIP):
        return _zip_form(path)
    if head == _OLE:
        if _encrypted(path):
            raise DataError("D02", Place(path.name), file=path.name)
        return "xls"
    if path.suffix.lower() in (".xlsx", ".xlsm", ".ods") and head[:2] == b"PK":
        raise DataError("D03", Place(path.name), file=path.name)
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise DataError("D03", Place(path.name), file=path.name)
    return "text"


def _zip_form(path: Path) -> Form:
    place = Place(path.name)
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise DataError("D03", place, file=path.name) from error
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
        raise DataError("D07", place, file=path.name, what="展開後", limit=f"{MOST_BYTES >> 20} MB")
    for part in parts:
        if part.file_size > (1 << 20) and part.file_size > MOST_RATIO * max(1, part.compress_size):
            raise DataError("D07", place, file=path.name, what="圧縮率", limit=str(MOST_RATIO))
    if any(part.flag_bits & 1 for part in parts):
        raise DataError("D02", place, file=path.name)
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "content.xml" in names:
        return "ods"
    raise DataError("D03", place, file=path.name)


def _encrypted(path: Path) -> bool:
    from msoffcrypto import OfficeFile
    from msoffcrypto.exceptions import FileFormatError

    try:
        with path.open("rb") as file:
            return bool(OfficeFile(file).is_encrypted())
    except (FileFormatError, OSError, ValueError, KeyError, IndexError) as error:
        raise DataError("D03", Place(path.name), file=path.name) from error


def whole(archive: zipfile.ZipFile, name: str, file: str) -> bytes:
    """A part of a zip, inflated under the limit that was not trusted to its own words. Raises D03, D07."""
    kept = bytearray()
    try:
        with archive.open(name) as part:
            while block := part.read(1 << 20):
                kept += block
                if len(kept) > MOST_BYTES:
                    limit = f"{MOST_BYTES >> 20} MB"
                    raise DataError("D07", Place(file), file=file, what="展開後", limit=limit)
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, KeyError) as error:
        raise DataError("D03", Place(file), file=file) from error
    except Exception as error:
        if type(error).__module__ == "zlib":
            raise DataError("D03", Place(file), file=file) from error
        raise
    return bytes(kept)
