"""Dates as clerks write them: eras of Japan and the western calendar, in every form that is mixed
in lists.

    parse("令和元年5月1日") == parse("R1.5.1") == parse("5010501") == date(2019, 5, 1)
    parse("昭和六十年四月一日") == parse("昭60・4/1") == date(1985, 4, 1)
    write(date(2024, 4, 1), "R06.04.01") == "R06.04.01"

A date that an era never had is refused (平成31年5月1日), unless it is read as `past_era`: printed
forms outlive their era, and the day they mean is certain. The day on which one era gave way to the
next belongs to both. Nothing is guessed: a two-digit year without an era is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bots.japan.width import hankaku

Reason = Literal[
    "form", "no_era", "serial", "weekday", "no_such_day", "before_era", "after_era", "old_calendar"
]

FORMS = ("令和6年4月1日", "R6.4.1", "R06.04.01", "5060401")
"""The forms in which `write` gives a date; the first one writes the first year of an era as
元年."""


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


class WarekiError(ValueError):
    """A text is no date. `reason` says why; the text itself is never part of the error. `era` is the
    era that was over (after_era).

    form          it does not read like a date          no_such_day   that month has no such day
    no_era        6/4/1, 060401: the year has no era    before_era    the era had not begun
    serial        45383: a spreadsheet's day count      after_era     the era was over
    weekday       another day of the week stands there  old_calendar  before 1873: another calendar
    """

    def __init__(self, reason: Reason, era: Era | None = None) -> None:
        self.reason: Reason = reason
        self.era = era
        super().__init__(reason)


_BY_SIGN = {sign: era for era in ERAS for sign in (era.name, era.name[0], era.letter, era.digit)}
_BY_SIGN |= {"㋿": ERAS[0], "㍻": ERAS[1], "㍼": ERAS[2], "㍽": ERAS[3], "㍾": ERAS[4]}
NEW_CALENDAR = date(1873, 1, 1)

_MIDNIGHT = re.compile(r"[T ]0?0:00(?::00(?:\.0+)?)?$")
_BORN = re.compile(r"\s*生(?:まれ)?$")
_WEEKDAY = re.compile(r"\s*(?:\((?P<in>[月火水木金土日])(?:曜日?)?(?:[・祝休/ ]*)\)|(?P<bare>[月火水木金土日])曜日?)$")
_DASH = re.compile(r"[‐‑‒–—―−ー]")
_LETTERED = r"(?P<era>明治|大正|昭和|平成|令和|[明大昭平令㍾㍽㍼㍻㋿MTSHR])\s*\.?\s*"
_KANJI = "〇零一二三四五六七八九十壱弐参拾"  # the last four as old registers write them
_NUMBER = rf"(?:[0-9]{{1,2}}|[{_KANJI}]{{1,3}})"
_REST = (
    rf"(?:年\s*(?P<m1>{_NUMBER})\s*月\s*(?P<d1>{_NUMBER})\s*日"
    r"|\s*[./・･年-]\s*(?P<m2>[0-9]{1,2})\s*[./・･-]\s*(?P<d2>[0-9]{1,2}))"
)
_SEPARATED = re.compile(rf"{_LETTERED}(?P<year>{_NUMBER}|元)\s*{_REST}")
_WESTERN = re.compile(rf"(?:西暦)?\s*(?P<year>[0-9]{{4}}|[〇零一二三四五六七八九]{{4}})\s*{_REST}")
_CODE = re.compile(
    r"(?P<era>[1-5MTSHR明大昭平令])(?P<year>[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"
    r"|(?P<era2>[1-5])-(?P<year2>[0-9]{2})-(?P<month2>[0-9]{2})-(?P<day2>[0-9]{2})"
)
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_PACKED = re.compile(r"(?P<year>(?:1[89]|2[01])[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")
_NO_ERA = re.compile(rf"[0-9]{{6}}|(?:{_NUMBER})\s*{_REST}")
_SERIAL = re.compile(r"[1-9][0-9]{4}(?:\.[0-9]+)?")
_ONES = "〇一二三四五六七八九"
_KANJI_DIGITS = {one: at for at, one in enumerate(_ONES)} | {"零": 0, "壱": 1, "弐": 2, "参": 3}
_WEEKDAYS = "月火水木金土日"


@dataclass(frozen=True, slots=True)
class Reading:
    """The day that a text says; `over` is the era by which it says so, if that was over by then."""

    day: date
    over: Era | None = None


def parse(text: str, *, past_era: bool = False) -> date:
    """The date that `text` says. Raises WarekiError. `past_era` = also 平成31年5月1日.

    Read are: era with 年月日 or with . / - ・ between the numbers (令和6年4月1日, 令6.4.1, R06.04.01),
    numbers in kanji (令和六年四月一日), era code of seven places (5060401, R060401, 5-06-04-01), western
    dates (2024-04-01, 2024/4/1, 2024年4月1日, 20240401); in full or half width, with blanks between
    the parts, 生, the day of the week or midnight behind it.
    """
    found = read(text)
    if found.over is not None and not past_era:
        raise WarekiError("after_era", found.over)
    return found.day


def read(text: str) -> Reading:
    """The date that `text` says, also by an era that was over. Raises WarekiError but for after_era."""
    if iso := _ISO.fullmatch(text):  # as every date of a book comes
        return Reading(_day(int(iso[1]), int(iso[2]), int(iso[3])))
    plain = _DASH.sub("-", hankaku(text)).upper().strip()
    plain = _BORN.sub("", _MIDNIGHT.sub("", plain))
    weekday = _WEEKDAY.search(plain)
    found = _read(plain[: weekday.start()] if weekday else plain)
    said = weekday and (weekday["in"] or weekday["bare"])
    if said and _WEEKDAYS[found.day.weekday()] != said:
        raise WarekiError("weekday")
    return found


def _read(plain: str) -> Reading:
    if found := _SEPARATED.fullmatch(plain):
        year = 1 if found["year"] == "元" else _number(found["year"])
        return _of_era(_BY_SIGN[found["era"]], year, *_month_day(found))
    if found := _WESTERN.fullmatch(plain):
        return Reading(_day(_number(found["year"]), *_month_day(found)))
    if found := _CODE.fullmatch(plain):
        era, *numbers = (one for one in found.groups() if one is not None)
        year, month, day = map(int, numbers)
        return _of_era(_BY_SIGN[era], year, month, day)
    if found := _PACKED.fullmatch(plain):
        return Reading(_day(int(found["year"]), int(found["month"]), int(found["day"])))
    if _NO_ERA.fullmatch(plain):
        raise WarekiError("no_era")
    raise WarekiError("serial" if _SERIAL.fullmatch(plain) else "form")


def _month_day(found: re.Match[str]) -> tuple[int, int]:
    return _number(found["m1"] or found["m2"]), _number(found["d1"] or found["d2"])


def _number(text: str) -> int:
    """12, 十二, 一二, 拾弐. Raises WarekiError `form` for 二三十 and the like."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.replace("拾", "十").partition("十")
    if not ten:
        return int("".join(str(_KANJI_DIGITS[one]) for one in text))
    if len(tens) > 1 or len(ones) > 1 or "十" in ones or tens in ("〇", "零") or ones in ("〇", "零"):
        raise WarekiError("form")
    return 10 * _KANJI_DIGITS.get(tens, 1) + _KANJI_DIGITS.get(ones, 0)


def in_kanji(number: int) -> str:
    """A number from 1 to 99 as dates have it in kanji: 6 六, 12 十二, 31 三十一."""
    tens, ones = divmod(number, 10)
    return f"{_ONES[tens] if tens > 1 else ''}{'十' if tens else ''}{_ONES[ones] if ones else ''}"


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise WarekiError("no_such_day") from None


def _of_era(era: Era, year: int, month: int, day: int) -> Reading:
    if year == 0:
        raise WarekiError("before_era")
    made = _day(era.first.year + year - 1, month, day)
    if made < era.first:
        raise WarekiError("before_era")
    if made < NEW_CALENDAR:
        raise WarekiError("old_calendar")
    return Reading(made, era if era.last is not None and made > era.last else None)


def after(era: Era) -> Era:
    """The era that followed. Raises ValueError for the one that goes on."""
    at = ERAS.index(era)
    if at == 0:
        raise ValueError("the era goes on")
    return ERAS[at - 1]


def era_of(day: date) -> tuple[Era, int]:
    """The era of a day and its year in it; on a day of two eras the later one. Raises
    WarekiError."""
    if day < NEW_CALENDAR:
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
