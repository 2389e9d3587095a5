"""Number formats of cells: which make a number a date, which show it with zeros that it does not have."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial

from bots.errors import Problem

Cell = str | Problem  # a text as shown, or why there is none
Show = Callable[[str], Cell]  # the number as it is kept → the text that the sheet shows

_DIGITS_KEPT = 15  # a spreadsheet keeps no more digits of a number
_LAST_DAY = 2_958_465  # 9999-12-31
_BUILT_IN_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_BUILT_IN_TIMES = {18, 19, 20, 21, 32, 33, 45, 46, 47, 55, 56}
_QUOTED = re.compile(r'"[^"]*"|[\\!].|_.|\*.')
_BRACKETS = re.compile(r"\[[^\]]*\]")
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?[0-9.]+)\]")
# `!` is the backslash of Japanese spreadsheets; a # beside zeros is a place for a digit, right of them a zero, too.
_AROUND = re.compile(
    r'(?P<before>(?:"[^"]*"|[\\!][^0-9-]|[^\x00-\x7f])*)#*'
    r'(?P<zeros>0[0#]*(?:(?:-|[\\!][-/. ]|"[-/. ]")[0#]+)*)'
    r'(?P<after>(?:"[^"]*"|[\\!].|[^\x00-\x7f])*)'
)
_ROOM = re.compile(r'("[^"]*"|[\\!].)|[_*].')  # what only takes room, but where it is quoted
_HOLDS: Mapping[str, Callable[[float, float], bool]] = {
    "<": float.__lt__, "<=": float.__le__, ">": float.__gt__, ">=": float.__ge__,
    "=": float.__eq__, "<>": float.__ne__,
}  # fmt: skip


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


def show_of(number: int, code: str, *, from_1904: bool) -> Show:
    """How a cell of the format `code` (built-in `number`) shows what it holds."""
    if number in _BUILT_IN_DATES and not code:
        return _dates(number in _BUILT_IN_TIMES, from_1904)
    bare = _BRACKETS.sub("", _QUOTED.sub("", code.split(";")[0])).lower()
    if _ELAPSED.search(_QUOTED.sub("", code)):
        return _elapsed
    if "general" not in bare and re.search(r"[ymdhs]|aaa|g+e|^e", bare):
        return _dates(
            (not re.search(r"[ydge]|a{3}", bare) and "h" in bare) or bare in ("mm:ss", "m:ss"),
            from_1904,
        )
    sections = [_section(one) for one in _sections(code)]
    if not any(zeros for _, zeros in sections):
        return general
    return partial(_zeroed, sections, any(when for when, _ in sections))


Zeros = tuple[str, str, str]  # what stands before them (宛0000), the zeros themselves, what stands after
Section = tuple[tuple[str, float] | None, Zeros | None]  # its condition; its zeros, or None for anything else


def _sections(code: str) -> list[str]:
    return re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', code)


def _section(text: str) -> Section:
    condition = _CONDITION.search(text)
    found = _AROUND.fullmatch(_ROOM.sub(r"\1", _BRACKETS.sub("", text)).strip())
    zeros = _said(found["zeros"]).replace("#", "0") if found else ""
    when = (condition[1], float(condition[2])) if condition else None
    if found is None or zeros == "0":
        return when, None
    return when, (_said(found["before"]), zeros, _said(found["after"]))


def _said(text: str) -> str:
    """A piece of a format without its quotes and the marks before single letters."""
    return re.sub(r'[\\!](.)|"([^"]*)"', r"\1\2", text)


def _zeroed(sections: list[Section], conditions: bool, kept: str) -> Cell:
    """`00000000`, `000-0000` and `[<=999]000;[<=9999]000-00;000-0000`."""
    text = general(kept)
    if not isinstance(text, str) or not text.isdigit():
        return text
    if not conditions:
        return _with_zeros(text, sections[0][1])
    number = float(text)
    for when, zeros in sections:
        if when is None or _HOLDS[when[0]](number, when[1]):
            return _with_zeros(text, zeros)
    return text


def _with_zeros(text: str, zeros: Zeros | None) -> str:
    """The digits from the right into the zeros."""
    if zeros is None:
        return text
    before, pattern, after = zeros
    places = pattern.count("0")
    digits = text.zfill(places)
    made, at = digits[: len(digits) - places], len(digits) - places
    for sign in pattern:
        if sign == "0":
            made += digits[at]
            at += 1
        else:
            made += sign
    return f"{before}{made}{after}"


def _dates(time_only: bool, from_1904: bool) -> Show:
    known: dict[str, Cell] = {}

    def show(kept: str) -> Cell:
        found = known.get(kept)
        if found is None:
            found = known[kept] = _moment(float(kept), time_only, from_1904)
        return found

    return show


def _moment(serial: float, time_only: bool, from_1904: bool) -> Cell:
    """The day and time of a serial number; 1900 is counted as a leap year, as spreadsheets do."""
    days, seconds = divmod(round(serial * 86_400), 86_400)
    if days == 0 and (time_only or seconds):
        return f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}"
    first = 0 if from_1904 else 1
    if not first <= days <= _LAST_DAY or (days == 60 and not from_1904):
        return Problem("D66")
    base = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30 + (days < 60))  # noqa: DTZ001
    try:
        return moment(base + timedelta(days=days, seconds=seconds))
    except OverflowError:
        return Problem("D66")


def _elapsed(kept: str) -> Cell:
    minutes, _ = divmod(round(float(kept) * 86_400), 60)
    return f"{minutes // 60}:{minutes % 60:02d}"


def moment(value: datetime) -> str:
    """A day, with the time only where it has one."""
    if value.time() == time(0):
        return value.date().isoformat()
    return value.strftime("%Y-%m-%d %H:%M")


def shown(value: object) -> Cell:
    """A value that a library has read: dates ISO, numbers plain."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, timedelta):
        return _elapsed(str(value.total_seconds() / 86_400))
    if isinstance(value, int | float):
        return plain(float(value))
    return str(value)
