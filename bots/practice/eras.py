"""The eras of the calendar, as the practice systems know them: apart from the program's own."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

TOKYO = ZoneInfo("Asia/Tokyo")
# First day of each era; an era ends the day before the next one begins.
ERAS = (
    ("R", "令和", "Reiwa", date(2019, 5, 1)),
    ("H", "平成", "Heisei", date(1989, 1, 8)),
    ("S", "昭和", "Showa", date(1926, 12, 25)),
)


def today() -> date:
    """The day in Japan."""
    return datetime.now(TOKYO).date()


def day_of(letter: str, year: int, month: int, day: int, latest: date) -> date | None:
    """The day of an era's year, or None if the era has no such day up to `latest`."""
    for known, _, _, first in ERAS:
        if known == letter:
            try:
                found = date(first.year + year - 1, month, day)
            except ValueError:
                return None
            return found if year > 0 and first <= found <= latest else None
        latest = date.fromordinal(first.toordinal() - 1)
    return None


def in_words(day: date, lang: str) -> str:
    """A day as the screens write it: 令和6年4月1日, or 2024-04-01 in English."""
    if lang != "ja":
        return day.isoformat()
    _, era, _, first = next(era for era in ERAS if era[3] <= day)
    year = day.year - first.year + 1
    return f"{era}{'元' if year == 1 else year}年{day.month}月{day.day}日"
