"""Days and times: what a number format shows of them, and what of it can be told.

What the sheet does not show is not read: a day whose format has no time loses it, as it does for whoever looks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Literal

from bots.errors import Problem
from bots.model import Dated
from bots.sources.sections import bare

_DAY = 86_400  # seconds
FROM_1904 = 1462  # days that books of 1904 count less
_LAST_DAY = 2_958_465  # 9999-12-31
_LENGTH = re.compile(r"\[(h|m|s)+\]((?::(?:mm|ss))*)", re.IGNORECASE)
_ISO_LENGTH = re.compile(r"P(?:([0-9]+)D)?(?:T(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9.]+)S)?)?")
_MINUTES = re.compile(r"(?<=h)[^a-z]*m{1,2}|m{1,2}(?=[^a-z]*s)")
_TIME_SHOWN = re.compile(r"[0-9]+(?::|時)")
_GROUPS = re.compile(r"[0-9]+|[A-Za-z]{3,}|元(?=年)")


@dataclass(frozen=True, slots=True)
class Shape:
    """What a format shows: the day (all of it, a part, nothing), hours and minutes, seconds."""

    day: Literal["whole", "part", "none"]
    time: Literal["seconds", "minutes", "part", "none"]


def shape_of(section: str) -> Shape:
    """What a section of a format shows that is one of days or times."""
    said = bare(section)
    hours, seconds = "h" in said, "s" in said
    minutes = _MINUTES.search(said) is not None
    rest = _MINUTES.sub("", said) if hours or seconds else said
    day, month = (
        re.search(r"(?<!d)d{1,2}(?!d)", rest) is not None,
        "m" in rest.replace("am/pm", "").replace("a/p", ""),
    )
    year = re.search("y|e|r", rest) is not None
    other = re.search("a{3}|d{3}|g", rest) is not None  # weekdays, and eras without their years
    told = day or month or year or other
    clock = "none"
    if hours or seconds or minutes:
        clock = "part" if not (hours and minutes) else "seconds" if seconds else "minutes"
    return Shape("whole" if day and month and year else "part" if told else "none", clock)  # type: ignore[arg-type]


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


def length_of(serial: float, section: str) -> str | Problem:
    """How long: 36:30:45 for `[h]:mm:ss`. One that no clock writes so (`[h]"時間"`) is told as a part."""
    total = round(serial * _DAY)
    if total < 0:
        return Problem("D66")
    found = _LENGTH.fullmatch(section)
    unit, more = (found[1].lower(), found[2].lower()) if found else ("h", ":mm:ss")
    whole = {"h": 3600, "m": 60, "s": 1}[unit]
    rest = total % whole
    text = str(total // whole)
    for part in more.split(":")[1:]:
        text += f":{rest // 60:02d}" if part == "mm" else f":{rest % 60:02d}"
        rest %= 60
    return text if found else Dated(text, whole=False)


def moment_of(serial: float, shape: Shape, *, from_1904: bool) -> Dated | Problem:
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


def serial_of_iso(text: str, *, from_1904: bool) -> float:
    """The serial number of a day, a time or a length as ISO 8601 writes it. Raises ValueError for anything else."""
    if found := _ISO_LENGTH.fullmatch(text):
        days, hours, minutes, seconds = (float(one or 0) for one in found.groups())
        return days + (hours * 3600 + minutes * 60 + seconds) / _DAY
    if "-" not in text:
        clock = time.fromisoformat(text)
        return timedelta(hours=clock.hour, minutes=clock.minute, seconds=clock.second).total_seconds() / _DAY
    serial = serial_of(datetime.fromisoformat(text).replace(tzinfo=None))
    return serial - FROM_1904 if from_1904 else serial


def serial_of(value: datetime) -> float:
    """The serial number of a moment, as a book of 1900 counts."""
    base = datetime(1899, 12, 30 + (value < datetime(1900, 3, 1)))  # noqa: DTZ001
    return (value - base).total_seconds() / _DAY
