"""What a file really is, before anything parses it: by its first bytes, its sizes counted, never trusted.

A zip says how large its parts are; that is looked at first and counted again while they are inflated
(`blocks`): a bomb stops at the limit, not at the end of the memory.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Literal

from bots.errors import BotsError, DataError, Place
from bots.messages.disk import NOT_A_FILE, disk_reason

Form = Literal["xlsx", "xls", "ods", "text"]

KNOWN: dict[str, Form] = {
    ".xlsx": "xlsx", ".xlsm": "xlsx", ".xls": "xls", ".ods": "ods",
    ".csv": "text", ".tsv": "text", ".txt": "text",
}  # fmt: skip
MOST_BYTES = 200 << 20  # of a file, and of all that a zip unpacks to
MOST_RATIO = 200  # unpacked to packed, of one part; sheets of one repeated row reach about 100
MOST_PARTS = 5000
MOST_TEXT = 64 << 20  # of a text file: as characters it takes up to four times as much
MOST_TREE = 8 << 20  # of a part, or a piece of one, that becomes a tree: that takes about ten times as much
_BLOCK = 1 << 19
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NAMES = {"xlsx": ".xlsx", "xls": ".xls", "ods": ".ods", "text": "CSV / TXT"}
_OTHERS = {"word/document.xml": "Word (.docx)", "ppt/presentation.xml": "PowerPoint (.pptx)",
           "xl/workbook.bin": ".xlsb"}  # fmt: skip
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml\b")
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|table|meta|head|body)\b", re.IGNORECASE
)


def form_of(path: Path) -> Form:
    """How to read the file. Raises DataError D02–D07, D61, each naming the file."""
    place = Place(path.name)
    wanted = KNOWN.get(path.suffix.lower())
    if wanted is None:
        raise DataError("D06", place, file=path.name, known=" ".join(KNOWN))
    try:
        if path.exists() and not path.is_file():  # a folder; a pipe would never end
            raise DataError("D61", place, file=path.name, reason=NOT_A_FILE)
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(512)
    except OSError as error:
        raise DataError("D61", place, file=path.name, reason=disk_reason(error)) from error
    if not size:
        raise DataError("D05", place, file=path.name)
    most = MOST_TEXT if wanted == "text" else MOST_BYTES
    if size > most:
        raise too_large(path.name, "ファイル / file", most)
    found = _found(path, head)
    if found != wanted:
        raise DataError("D04", place, file=path.name, found=_NAMES[found])
    return found


def _found(path: Path, head: bytes) -> Form:
    place = Place(path.name)
    if head.startswith(_ZIP):
        return _zip_form(path)
    if head.startswith(_OLE):
        if _encrypted(path):
            raise DataError("D02", place, file=path.name)
        return "xls"
    other = "PDF" if head.startswith(b"%PDF") else "HTML" if _HTML.match(head) else "XML" if _XML.match(head) else ""
    if other:
        raise DataError("D04", place, file=path.name, found=other)
    damaged = path.suffix.lower() in (".xlsx", ".xlsm", ".ods") and head[:2] == b"PK"
    if damaged or (b"\0" in head[:8] and not head.startswith((b"\xff\xfe", b"\xfe\xff"))):
        raise DataError("D03", place, file=path.name)
    return "text"


def _zip_form(path: Path) -> Form:
    place = Place(path.name)
    with told(path), zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
    names = {part.filename for part in parts}
    if len(names) < len(
        parts
    ):  # two parts of one name: which of them counts, each program decides anew
        raise DataError("D03", place, file=path.name)
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
        raise too_large(path.name, "展開後 / unpacked", MOST_BYTES)
    for part in parts:
        if part.file_size > (1 << 20) and part.file_size > MOST_RATIO * max(1, part.compress_size):
            raise DataError(
                "D07", place, file=path.name, what="圧縮率 / ratio", limit=str(MOST_RATIO)
            )
    if any(part.flag_bits & 1 for part in parts):
        raise DataError("D02", place, file=path.name)
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "content.xml" in names:
        if "META-INF/manifest.xml" in names and _is_locked(path):
            raise DataError("D02", place, file=path.name)
        return "ods"
    other = next((name for part, name in _OTHERS.items() if part in names), "")
    if other:
        raise DataError("D04", place, file=path.name, found=other)
    raise DataError("D03", place, file=path.name)


def _is_locked(path: Path) -> bool:
    """Whether an .ods has a password: its parts are there, and say nothing."""
    with told(path), zipfile.ZipFile(path) as archive:
        return b"encryption-data" in whole(archive, "META-INF/manifest.xml", path.name)


def _encrypted(path: Path) -> bool:
    from msoffcrypto import OfficeFile

    with told(path), path.open("rb") as file:
        return bool(OfficeFile(file).is_encrypted())


def blocks(archive: zipfile.ZipFile, name: str, file: str) -> Generator[bytes, None, None]:
    """A part of a zip, block by block, under the limit that was not trusted to its own words.

    Raises DataError D03, D07.
    """
    size = 0
    with told(Path(file)), archive.open(name) as part:
        while block := part.read(_BLOCK):
            size += len(block)
            if size > MOST_BYTES:
                raise too_large(file, "展開後 / unpacked", MOST_BYTES)
            yield block


def whole(archive: zipfile.ZipFile, name: str, file: str) -> bytes:
    """A part of a zip as `blocks` gives it."""
    with closing(blocks(archive, name, file)) as data:
        return b"".join(data)


def too_large(file: str, what: str, most: int) -> DataError:
    """D07: of `what` there is more than so many bytes."""
    return DataError("D07", Place(file), file=file, what=what, limit=f"{most >> 20} MB")


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Whatever a parser raises on a damaged file becomes one sentence: DataError D03."""
    try:
        yield
    except BotsError:
        raise
    except MemoryError as error:
        raise DataError("D07", Place(path.name), file=path.name, what="メモリ / memory", limit="-") from error
    except PermissionError as error:
        raise DataError("D61", Place(path.name), file=path.name, reason=disk_reason(error)) from error
    except BaseException as error:
        # calamine is written in Rust: where it gives up, what it raises is no Exception
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise DataError("D03", Place(path.name), file=path.name) from error
        raise
