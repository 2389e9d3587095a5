"""Spans of time on days that come again, as clerks say them: 毎日 22:00-6:00, 日曜日 0:00-24:00, 2026-12-31.

    span = parse_span("毎日 22:00-6:00")
    span.holds(datetime(2026, 12, 1, 23, 30), OpeningDays())        whether that moment lies in it

Moments are those of the wall clock of Japan; a span that ends before it begins goes over midnight, and is of the day on
which it began.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from bots.japan.days import Day, DayError, parse_day
from bots.japan.opening import OpeningDays
from bots.japan.width import fold

_FORM = re.compile(r"(?P<day>.*?)\s*(?P<begin>[0-9]{1,2}:[0-9]{2})\s*[-~〜～–から]+\s*(?P<end>[0-9]{1,2}:[0-9]{2})(?:まで)?")
_WHOLE = 24 * 60
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """From `begin` to `end` (minutes of the day, the end not in it) on `day`; `written` is how it was written."""

    day: Day
    begin: int
    end: int
    written: str

    def holds(self, moment: datetime, hall: OpeningDays) -> bool:
        """Whether a moment of the wall clock lies in it."""
        at, today = moment.hour * 60 + moment.minute, moment.date()
        if self.begin < self.end:
            return self.begin <= at < self.end and self.day.on(today, hall)
        late = at >= self.begin and self.day.on(today, hall)
        return late or (at < self.end and self.day.on(today - _DAY, hall))


def parse_span(text: str) -> Span:
    """The span that a text says; a day alone is the whole day, a time alone every day. Raises DayError, with the reason
    "span" for times that are none."""
    plain = fold(text).strip()
    found = _FORM.fullmatch(plain)
    if found is None:
        return Span(parse_day(plain), 0, _WHOLE, text)
    begin, end = _minutes(found["begin"]), _minutes(found["end"])
    if begin == end or begin >= _WHOLE:
        raise DayError("span")
    return Span(parse_day(found["day"] or "毎日"), begin, end, text)


def _minutes(text: str) -> int:
    hour, minute = map(int, text.split(":"))
    if minute > 59 or hour * 60 + minute > _WHOLE:
        raise DayError("span")
    return hour * 60 + minute
