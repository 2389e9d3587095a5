"""What a cell shows of the number that it holds: as a date, with the zeros of its format, or as it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from bots.errors import Problem
from bots.sources.moments import Shape, is_length, length_of, moment_of, serial_of, shape_of
from bots.sources.numerals import numeral_of

Cell = str | Problem  # a text as shown, or why there is none
Show = Callable[[str], Cell]  # the number as it is kept → the text that the sheet shows

_DIGITS_KEPT = 15  # a spreadsheet keeps no more digits of a number
# The formats that books name by number alone: ECMA-376 part 1, 18.8.30, with those of a Japanese program.
_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "#,##0", 6: "#,##0", 7: "#,##0.00", 8: "#,##0.00",
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: "ge.m.d", 28: "ggge年m月d日", 29: "ggge年m月d日", 30: "m/d/yy", 31: "yyyy年m月d日", 32: "h時mm分",
    33: "h時mm分ss秒", 34: "yyyy年m月", 35: "m月d日", 36: "ge.m.d",
    37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00",
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    50: "ge.m.d", 51: "ggge年m月d日", 52: "yyyy年m月", 53: "m月d日", 54: "ggge年m月d日", 55: "yyyy年m月",
    56: "m月d日", 57: "ge.m.d", 58: "ggge年m月d日",
}  # fmt: skip


def code_of(number: int, code: str) -> str:
    """The format of a cell: its code, or what stands for its number where a book writes none."""
    return code or _BUILT_IN.get(number, "")


def plain(value: float) -> Cell:
    """A number without any format: never `1E+15`, never `.0`, no digits that were not kept."""
    if value != value or value in (float("inf"), float("-inf")):
        raise ValueError("no number")
    if abs(value) >= 10**_DIGITS_KEPT:
        return Problem("D60")
    text = format(Decimal(f"{value:.{_DIGITS_KEPT}g}"), "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text


def general(kept: str) -> Cell:
    """A number as it is kept in the file."""
    if len(kept) <= _DIGITS_KEPT and kept.isdigit() and kept.isascii():
        return kept if kept[0] != "0" else str(int(kept))
    return plain(float(kept))


def show_of(code: str, *, from_1904: bool) -> Show:
    """How a cell of the format `code` (as `code_of` gives it) shows what it holds."""
    if is_length(code):
        return lambda kept: length_of(float(kept), code)
    shape = shape_of(code)
    return numeral_of(code, general) if shape is None else _moments(shape, from_1904)


def _moments(shape: Shape, from_1904: bool) -> Show:
    known: dict[str, Cell] = {}

    def show(kept: str) -> Cell:
        found = known.get(kept)
        if found is None:
            found = known[kept] = moment_of(float(kept), shape, from_1904=from_1904)
        return found

    return show


def shown(value: object, code: str) -> Cell:
    """A value that a library has read from a cell of that format (as `code_of` gives it)."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        kept = plain(float(value))
        return kept if isinstance(kept, Problem) else show_of(code, from_1904=False)(kept)
    serial, told = _serial(value)
    return show_of(code if is_length(code) or shape_of(code) else told, from_1904=False)(
        repr(serial)
    )


def _serial(value: object) -> tuple[float, str]:
    """The number of a moment or of a length, and the format that shows all of it."""
    if isinstance(value, datetime):
        return serial_of(value), "yyyy/m/d h:mm:ss" if value.second else "yyyy/m/d h:mm"
    if isinstance(value, date):
        return serial_of(datetime.combine(value, time())), "yyyy/m/d"
    if isinstance(value, time):
        return serial_of(datetime.combine(date(1899, 12, 31), value)), "h:mm"
    assert isinstance(value, timedelta)
    return value.total_seconds() / 86_400, "[h]:mm"
