"""What an .xls says of its cells, in a stream made by hand: LibreOffice writes no text of a formula whose cell has a format."""

from __future__ import annotations

import struct
from pathlib import Path

from bots.sources.biff import Looks, looks_of

_FORMULA, _STRING, _END = 0x0006, 0x0207, 0x000A
_TEXT, _NONE = b"\0\0\0\0\0\0\xff\xff", b"\2\0\x07\0\0\0\xff\xff"  # as results of formulas


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def formula(column: int, result: bytes) -> bytes:
    return record(_FORMULA, struct.pack("<HHH", 1, column, 0) + result + bytes(8))


def looks_in(cells: bytes, more: bytes = b"") -> Looks:
    """The looks of a sheet of these records in a book with one format, 00000000, and `more`."""
    head = more + record(0x041E, struct.pack("<HHB", 164, 8, 0) + b"00000000") + record(0x00E0, struct.pack("<HH", 0, 164))
    start = len(head) + len(record(0x0085, bytes(9))) + len(record(_END, b""))
    head += record(0x0085, struct.pack("<IHBB", start, 0, 1, 0) + b"S") + record(_END, b"")
    return looks_of(Path("a.xls"), head + cells + record(_END, b""), "S")


def test_zeros_of_a_format_are_those_of_numbers_and_of_no_text_that_a_formula_came_to() -> None:
    cells = formula(0, struct.pack("<d", 12)) + formula(1, _TEXT) + record(_STRING, b"\2\0\x0012") + formula(2, _NONE)
    looks = looks_in(cells)
    assert looks.numbers == {(1, 0): (12.0, "00000000")}
    assert looks.errors == {(1, 2): "#DIV/0!"}
