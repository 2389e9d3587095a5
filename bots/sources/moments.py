"""Days and times: what a number format shows of them, and what of it can be told.

What the sheet does not show is not read: a day whose format has no time loses it, as it does for whoever looks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bots.errors import Problem
from bots.model import Dated

_DAY = 86_400  # seconds
_LAST_DAY = 2_958_465  # 9999-12-31
_QUOTED = re.compile(r'"[^"]*"|[\\!].|_.|\*.')
_BRACKETS = re.compile(r"\[[^\]]*\]")
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_LENGTH = re.compile(r"\[(h|m|s)+\]((?::(?:mm|ss))*)(?:;.*)?", re.IGNORECASE)
_MINUTES = re.compile(r"(?<=h)[^a-z]*m{1,2}|m{1,2}(?=[^a-z]*s)")
_MOMENT = re.compile(r"[ymdhs]|aaa|g+e|^e")
_TIME_SHOWN = re.compile(r"[0-9]+(?::|時)")
_GROUPS = re.compile(r"[0-9]+|[A-Za-z]{3,}|元(?=年)")


@dataclass(frozen=True, slots=True)
class Shape:
    """What a format shows: the day (all of it, a part, nothing), hours and minutes, seconds."""

    day: Literal["whole", "part", "none"]
    time: Literal["seconds", "minutes", "part", "none"]


def shape_of(code: str) -> Shape | None:
    """What a format of days or times shows, or None for any other format."""
    bare = _BRACKETS.sub("", _QUOTED.sub("-", code.split(";")[0])).lower()
    if "general" in bare or not _MOMENT.search(bare):
        return None
    hours, seconds = "h" in bare, "s" in bare
    minutes = _MINUTES.search(bare) is not None
    rest = _MINUTES.sub("", bare) if hours or seconds else bare
    day, month = (
        re.search(r"(?<!d)d{1,2}(?!d)", rest) is not None,
        "m" in rest.replace("am/pm", "").replace("a/p", ""),
    )
    year = re.search("y|g*e", rest) is not None
    weekday = re.search("a{3}|d{3}", rest) is not None
    told = day or month or year or weekday
    time = "none"
    if hours or seconds or minutes:
        time = "part" if not (hours and minutes) else "seconds" if seconds else "minutes"
    return Shape("whole" if day and month and year else "part" if told else "none", time)  # type: ignore[arg-type]


def shape_of_text(text: str) -> Shape:
    """The same, from what a program showed: 2026/4/2, 4月2日, R8.4.2 12:30."""
    clock = _TIME_SHOWN.search(text)
    before, after = (text[: clock.start()], text[clock.start() :]) if clock else (text, "")
    groups = len(_GROUPS.findall(before))
    parts = len(re.findall("[0-9]+", after))
    return Shape(
        "whole" if groups > 2 else "part" if groups or before.strip() else "none",
        "none" if not parts else "part" if parts == 1 else "minutes" if parts == 2 else "seconds",
    )


def is_length(code: str) -> bool:
    """Whether a format shows how long something took: `[h]:mm`."""
    return _ELAPSED.search(_QUOTED.sub("", code)) is not None


def length_of(serial: float, code: str) -> str | Problem:
    """How long: 36:30:45 for `[h]:mm:ss`. One that no clock writes so (`[h]"時間"`) is told as a part."""
    total = round(serial * _DAY)
    if total < 0:
        return Problem("D66")
    found = _LENGTH.fullmatch(code)
    unit, more = (found[1].lower(), found[2].lower()) if found else ("h", ":mm:ss")
    whole = {"h": 3600, "m": 60, "s": 1}[unit]
    rest = total % whole
    text = str(total // whole)
    for part in more.split(":")[1:]:
        text += f":{rest // 60:02d}" if part == "mm" else f":{rest % 60:02d}"
        rest %= 60
    return text if found else Dated(text, whole=False)


def moment_of(serial: float, shape: Shape, *, from_1904: bool) -> str | Problem:
    """The day and time of a serial number, as YYYY-MM-DD HH:MM:SS, of which only what is shown; 1900 is counted as
    a leap year, as spreadsheets do. Midnight beside a day says nothing. Problem D66: a day that there is not."""
    days, seconds = divmod(round(serial * _DAY), _DAY)
    clock = f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}"
    if shape.time == "seconds":
        clock += f":{seconds % 60:02d}"
    if days >= 0 and (shape.day == "none" or (days == 0 and seconds and shape.time != "none")):
        return Dated(clock, whole=shape.day == "none" and shape.time != "part")
    first = 0 if from_1904 else 1
    if not first <= days <= _LAST_DAY or (days == 60 and not from_1904):
        return Problem("D66")
    base = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30 + (days < 60))  # noqa: DTZ001
    try:
        day = (base + timedelta(days=days)).date().isoformat()
    except OverflowError:
        return Problem("D66")
    has_time = seconds and shape.time != "none"
    return Dated(
        f"{day} {clock}" if has_time else day, whole=shape.day == "whole" and shape.time != "part"
    )


def serial_of(value: datetime) -> float:
    """The serial number of a moment, as a book of 1900 counts."""
    base = datetime(1899, 12, 30 + (value < datetime(1900, 3, 1)))  # noqa: DTZ001
    return (value - base).total_seconds() / _DAY
