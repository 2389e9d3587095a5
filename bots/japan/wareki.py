"""Dates as clerks write them: eras of Japan and the western calendar, in every form that is mixed
in lists.

    parse("令和元年5月1日") == parse("R1.5.1") == parse("5010501") == date(2019, 5, 1)
    write(date(2024, 4, 1), "R06.04.01") == "R06.04.01"

A date that an era never had is refused (平成31年5月1日). The day on which one era gave way to the
next belongs to both. Nothing is guessed: a two-digit year without an era is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bots.japan.width import hankaku

Reason = Literal["form", "no_such_day", "before_era", "after_era", "old_calendar"]

FORMS = ("令和6年4月1日", "R6.4.1", "R06.04.01", "5060401")
"""The forms in which `write` gives a date; the first one writes the first year of an era as
元年."""


class WarekiError(ValueError):
    """A text is no date. `reason` says why; the text itself is never part of the error.

    form          it does not read like a date          no_such_day   that month has no such day
    before_era    the era had not begun                 after_era     the era was over
    old_calendar  before 1873, when the calendar was another
    """

    def __init__(self, reason: Reason) -> None:
        self.reason: Reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Era:
    """An era: its first and last day (None = it goes on) and the digit that stands for it in
    codes."""

    name: str
    letter: str
    digit: str
    first: date
    last: date | None


ERAS = (
    Era("令和", "R", "5", date(2019, 5, 1), None),
    Era("平成", "H", "4", date(1989, 1, 8), date(2019, 4, 30)),
    Era("昭和", "S", "3", date(1926, 12, 25), date(1989, 1, 7)),
    Era("大正", "T", "2", date(1912, 7, 30), date(1926, 12, 25)),
    Era("明治", "M", "1", date(1868, 1, 25), date(1912, 7, 30)),
)
_BY_SIGN = {sign: era for era in ERAS for sign in (era.name, era.name[0], era.letter, era.digit)}
_BY_SIGN |= {"㋿": ERAS[0], "㍻": ERAS[1], "㍼": ERAS[2], "㍽": ERAS[3], "㍾": ERAS[4]}
_NEW_CALENDAR = date(1873, 1, 1)

_MIDNIGHT = re.compile(r"[T ]0?0:00(?::00)?$")
_WEEKDAY = re.compile(r"\s*\([月火水木金土日](?:曜日?)?\)$")
_SEPARATED = re.compile(
    r"(?P<era>明治|大正|昭和|平成|令和|[明大昭平令㍾㍽㍼㍻㋿MTSHR])\s*(?P<year>\d{1,2}|元)\s*"
    r"(?:年\s*(?P<m1>\d{1,2})\s*月\s*(?P<d1>\d{1,2})\s*日"
    r"|(?P<sep>[./-])\s*(?P<m2>\d{1,2})\s*(?P=sep)\s*(?P<d2>\d{1,2}))"
)
_WESTERN = re.compile(
    r"(?:西暦)?\s*(?P<year>\d{4})\s*(?:年\s*(?P<m1>\d{1,2})\s*月\s*(?P<d1>\d{1,2})\s*日"
    r"|(?P<sep>[./-])\s*(?P<m2>\d{1,2})\s*(?P=sep)\s*(?P<d2>\d{1,2}))"
)
_CODE = re.compile(r"(?P<era>[1-5MTSHR明大昭平令])(?P<year>\d{2})(?P<month>\d{2})(?P<day>\d{2})")
_PACKED = re.compile(r"(?P<year>(?:1[89]|2[01])\d{2})(?P<month>\d{2})(?P<day>\d{2})")


def parse(text: str) -> date:
    """The date that `text` says. Raises WarekiError.

    Read are: era with 年月日 or with . / - between the numbers (令和6年4月1日, 令6.4.1, R06.04.01),
    era code of seven places (5060401, R060401), western dates (2024-04-01, 2024/4/1, 2024年4月1日,
    20240401); in full or half width, the day of the week or midnight behind it.
    """
    plain = _MIDNIGHT.sub("", _WEEKDAY.sub("", hankaku(text).strip()))
    plain = re.sub(r"[‐−–ー]", "-", plain).replace("．", ".").replace("／", "/").upper()
    if found := _SEPARATED.fullmatch(plain):
        year = 1 if found["year"] == "元" else int(found["year"])
        return _of_era(_BY_SIGN[found["era"]], year, *_month_day(found))
    if found := _WESTERN.fullmatch(plain):
        return _day(int(found["year"]), *_month_day(found))
    if found := _CODE.fullmatch(plain):
        era = _BY_SIGN[found["era"]]
        return _of_era(era, int(found["year"]), int(found["month"]), int(found["day"]))
    if found := _PACKED.fullmatch(plain):
        return _day(int(found["year"]), int(found["month"]), int(found["day"]))
    raise WarekiError("form")


def _month_day(found: re.Match[str]) -> tuple[int, int]:
    return int(found["m1"] or found["m2"]), int(found["d1"] or found["d2"])


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise WarekiError("no_such_day") from None


def _of_era(era: Era, year: int, month: int, day: int) -> date:
    if year == 0:
        raise WarekiError("before_era")
    made = _day(era.first.year + year - 1, month, day)
    if made < era.first:
        raise WarekiError("before_era")
    if era.last is not None and made > era.last:
        raise WarekiError("after_era")
    if made < _NEW_CALENDAR:
        raise WarekiError("old_calendar")
    return made


def era_of(day: date) -> tuple[Era, int]:
    """The era of a day and its year in it; on a day of two eras the later one. Raises
    WarekiError."""
    if day < _NEW_CALENDAR:
        raise WarekiError("old_calendar")
    era = next(era for era in ERAS if day >= era.first)
    return era, day.year - era.first.year + 1


def write(day: date, form: str = FORMS[0]) -> str:
    """A date in one of FORMS (in full or half width). Raises WarekiError `form` for any other
    form."""
    era, year = era_of(day)
    wanted = hankaku(form)
    if wanted == FORMS[0]:
        return f"{era.name}{'元' if year == 1 else year}年{day.month}月{day.day}日"
    if wanted == FORMS[1]:
        return f"{era.letter}{year}.{day.month}.{day.day}"
    if wanted == FORMS[2]:
        return f"{era.letter}{year:02}.{day.month:02}.{day.day:02}"
    if wanted == FORMS[3]:
        return f"{era.digit}{year:02}{day.month:02}{day.day:02}"
    raise WarekiError("form")
