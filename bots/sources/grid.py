"""A sheet as a grid of texts, each as the sheet shows it, whatever kind of file it came from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from bots.errors import DataError, Problem

_ZEROS = re.compile(r"0{2,}")
_PLAIN_ZEROS = re.compile(r"(?:0+|0+-0+(?:-0+)?)")
_DIGITS_KEPT = 15  # Excel keeps no more digits of a number

Cell = str | Problem  # a text as shown, or why there is none


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the grid: Excel's number, its cells from column A on, whether the sheet hides it."""

    number: int
    cells: tuple[Cell, ...]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet. `sheet` is "" for a text file. Lines without any text are left out."""

    sheet: str
    lines: list[Line] = field(default_factory=list)


def letter(column: int) -> str:
    """The letters of a column, from 1: A, B, … AA."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def shown(value: object, number_format: str = "General") -> Cell:
    """A cell's value as text: dates ISO, numbers plain, leading zeros where the format shows them."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, int | float):
        return _number(value, number_format)
    return str(value)


def _moment(value: datetime) -> str:
    if value.time() == time(0):
        return value.date().isoformat()
    return value.strftime("%Y-%m-%d %H:%M")


def _number(value: float, number_format: str) -> Cell:
    whole = float(value).is_integer()
    if whole and abs(value) >= 10**_DIGITS_KEPT:
        return Problem("D60")
    if not whole:
        return format(Decimal(repr(float(value))), "f")
    text = str(int(value))
    pattern = number_format.split(";")[0].replace("\\", "").replace('"', "")
    if value >= 0 and _PLAIN_ZEROS.fullmatch(pattern) and _ZEROS.search(pattern):
        return _with_zeros(text, pattern)
    return text


def _with_zeros(text: str, pattern: str) -> str:
    """`00000000` and `000-0000`: the digits from the right into the zeros."""
    digits = list(text.zfill(pattern.count("0")))
    extra = len(digits) - pattern.count("0")
    made, at = "".join(digits[:extra]), extra
    for sign in pattern:
        if sign == "0":
            made += digits[at]
            at += 1
        else:
            made += sign
    return made


def has_text(cells: Sequence[Cell]) -> bool:
    """Whether a line says anything."""
    return any(isinstance(one, Problem) or one.strip() for one in cells)


def choose_sheet(names: Sequence[str], wanted: str, file: str) -> str:
    """The sheet of that name, or the first. Raises DataError D08 with the sheets there are."""
    from bots.errors import Place
    from bots.values.scope import fold_name

    if not wanted:
        return names[0]
    if wanted in names:
        return wanted
    near = [name for name in names if fold_name(name) == fold_name(wanted)]
    if len(near) == 1:
        return near[0]
    raise DataError("D08", Place(file), file=file, sheet=wanted, sheets="、".join(names))
