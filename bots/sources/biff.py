"""What calamine does not tell of an .xls: number formats with zeros, hidden rows and sheets, formulas that ended
in an error, cells that are struck out (BIFF8)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bots.errors import DataError, Place
from bots.sources.biff_struck import StruckFonts
from bots.sources.formats import code_of
from bots.sources.opening import told

_SHEET, _FORMAT, _XF, _ROW, _END = 0x0085, 0x041E, 0x00E0, 0x0208, 0x000A
_AREA, _STRINGS, _MORE, _FONT = 0x0200, 0x00FC, 0x003C, 0x0031
_DAYS, _VIEW = 0x0022, 0x023E
_NO_SECTOR = 0xFFFFFFFA  # of a compound file: from here on marks, as that of a chain's end
_CELLS = frozenset(
    {0x0006, 0x0201, 0x0203, 0x0204, 0x0205, 0x00BD, 0x00BE, 0x00D6, 0x00FD, 0x027E}
)  # row and column come first in each
_MOST_ROWS, _MOST_COLUMNS = 65_536, 256
_NUMBER, _RK, _SEVERAL, _FORMULA = 0x0203, 0x027E, 0x00BD, 0x0006
_BOOL_OR_ERROR = 0x0205
_TEXTS = frozenset({0x00D6, 0x00FD, 0x0204})
_SHOWS_ZEROS = 0x10
_HIDDEN = 0x20
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}


@dataclass(slots=True)
class Looks:
    """How a sheet looks, by (row, column) from 0: numbers with the codes of their formats, the codes of texts, errors,
    cells struck out; hidden rows from 0. `zeros` = it shows cells whose number is 0."""

    numbers: dict[tuple[int, int], tuple[float, str]] = field(default_factory=dict)
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    struck: set[tuple[int, int]] = field(default_factory=set)
    zeros: bool = True
    from_1904: bool = False


def looks_of(path: Path, data: bytes, sheet: str) -> Looks:
    """The looks of a sheet of the book that `stream_of` gave. Raises DataError D03."""
    with told(path):
        codes: dict[int, str] = {}
        forms: list[int] = []
        starts: dict[str, int] = {}
        fonts, texts, before, from_1904 = StruckFonts(), list[bytes](), 0, False
        for kind, record in _records(data, 0):
            if kind == _SHEET:
                starts[_text(record[6], record[7], record[8:])] = struct.unpack_from("<I", record)[
                    0
                ]
            elif kind == _FORMAT:
                number, length, flags = struct.unpack_from("<HHB", record)
                codes[number] = _text(length, flags, record[5:])
            elif kind == _XF:
                forms.append(struct.unpack_from("<H", record, 2)[0])
                fonts.form(record)
            elif kind == _DAYS:
                from_1904 = record[:2] == b"\x01\x00"
            elif kind == _FONT:
                fonts.font(record)
            elif kind == _STRINGS or (kind == _MORE and before == _STRINGS):
                texts.append(record)
                kind = _STRINGS
            before = kind
        fonts.texts(texts)
        found = _looks(data, starts[sheet], [code_of(number, codes.get(number, "")) for number in forms], fonts)
        return replace(found, from_1904=from_1904)


def stream_of(path: Path) -> bytes:
    """The book inside an .xls, all of it: a parser that meets the end of any part too early gives up badly, with lines of
    its own on the terminal.

    Raises DataError D03, and D04 for a book of Excel 95 or before.
    """
    from olefile import DEFECT_INCORRECT, OleFileIO  # type: ignore[import-untyped]

    with told(path), OleFileIO(str(path), raise_defects=DEFECT_INCORRECT) as file:
        if file.exists("Workbook"):
            _see_directory(file, path.stat().st_size)
            parts = {"/".join(name): _whole(file, name) for name in file.listdir()}
            _believable(parts["Workbook"])
            return parts["Workbook"]
    raise DataError("D04", Place(path.name), file=path.name, found="Excel 5.0/95 (.xls)")


def _see_directory(file: Any, size: int) -> None:
    """Raises ValueError where the file ends within its list of parts, or the list has no end."""
    sector = file.first_dir_sector
    for _ in file.fat:
        if sector >= _NO_SECTOR:
            return
        if (sector + 2) * file.sector_size > size:  # the header is before the first
            raise ValueError("cut off")
        sector = file.fat[sector]
    raise ValueError("a list of parts without an end")


def _whole(file: Any, name: list[str]) -> bytes:
    data = bytes(file.openstream(name).read())
    if len(data) < file.get_size(name):
        raise ValueError("cut off")
    return data


def _believable(data: bytes) -> None:
    """Raises ValueError for sizes that cannot be: calamine believes them, and memory that is not there
    ends the whole process."""
    for start in {
        0,
        *(struct.unpack_from("<I", one)[0] for kind, one in _records(data, 0) if kind == _SHEET),
    }:
        for kind, record in _records(data, start):
            if kind == _AREA:
                top, bottom, left, right = struct.unpack_from("<IIHH", record)
                if not (top <= bottom <= _MOST_ROWS and left <= right <= _MOST_COLUMNS):
                    raise ValueError("an area that cannot be")
            elif kind == _STRINGS and struct.unpack_from("<I", record, 4)[0] > len(data):
                raise ValueError("more texts than bytes")
            elif kind in _CELLS and struct.unpack_from("<H", record, 2)[0] >= _MOST_COLUMNS:
                raise ValueError("a column that cannot be")


def _records(data: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """Kind and content of each record of a part, up to its end."""
    at = start
    while at + 4 <= len(data):
        kind, length = struct.unpack_from("<HH", data, at)
        if kind == _END:
            return
        yield kind, data[at + 4 : at + 4 + length]
        at += 4 + length


def _text(length: int, flags: int, data: bytes) -> str:
    wide = flags & 1
    return data[: length * 2].decode("utf-16-le") if wide else data[:length].decode("latin-1")


def _looks(data: bytes, start: int, codes: list[str], fonts: StruckFonts) -> Looks:
    found = Looks()
    for kind, record in _records(data, start):
        if fonts.any and kind in _CELLS:
            found.struck.update(fonts.cells(kind, record))
        if kind == _ROW and struct.unpack_from("<H", record, 12)[0] & _HIDDEN:
            found.hidden.add(struct.unpack_from("<H", record)[0])
        elif kind == _VIEW:
            found.zeros = bool(record[0] & _SHOWS_ZEROS)
        elif kind in _TEXTS:
            row, column, form = struct.unpack_from("<HHH", record)
            found.texts[row, column] = codes[form]
        elif kind in (_NUMBER, _RK, _FORMULA):
            row, column, form = struct.unpack_from("<HHH", record)
            if kind == _RK:
                found.numbers[row, column] = _short(record[6:10]), codes[form]
            elif kind == _NUMBER or record[12:14] != b"\xff\xff":
                found.numbers[row, column] = struct.unpack_from("<d", record, 6)[0], codes[form]
            elif record[6] == 0:
                found.texts[row, column] = codes[form]
            elif record[6] == 2:  # neither a number nor a text
                found.errors[row, column] = _ERRORS.get(record[8], "#N/A")
        elif kind == _BOOL_OR_ERROR and record[7]:
            row, column = struct.unpack_from("<HH", record)
            found.errors[row, column] = _ERRORS.get(record[6], "#N/A")
        elif kind == _SEVERAL:
            row, first = struct.unpack_from("<HH", record)
            for at in range((len(record) - 6) // 6):
                (form,) = struct.unpack_from("<H", record, 4 + 6 * at)
                found.numbers[row, first + at] = _short(record[6 + 6 * at : 10 + 6 * at]), codes[form]
    return found


def _short(data: bytes) -> float:
    """A number in four bytes (RK): a whole one or the upper half of a float, either of them in hundredths or not."""
    (kept,) = struct.unpack("<i", data)
    number = float(kept >> 2) if kept & 2 else struct.unpack("<d", bytes(4) + struct.pack("<i", kept & ~3))[0]
    return number / 100 if kept & 1 else number
