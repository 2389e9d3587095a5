"""Days as clerks say them: 第3開庁日, 月末開庁日, 25日 休みなら前の開庁日, 月・水・金.

    day = parse_day("月末の2開庁日前")
    day.on(date(2026, 12, 24), OpeningDays())        whether that day is one

A Day is asked for single days and walks no calendar of its own: what is due is found by asking one day after
another. Days are those of Asia/Tokyo.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from bots.japan.opening import NeverOpenError, OpeningDays
from bots.japan.wareki import WarekiError, parse
from bots.japan.width import fold

WEEKDAYS = "月火水木金土日"
_ENGLISH = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_FARTHEST = 62  # days between a day and one that is counted from it in opening days, at most
_MOST = 20  # opening days that may be counted: no month has more than 23


class DayError(ValueError):
    """A text that says no day. `reason` is "unknown", "count" (too large a number), "anchor" (from where to count) or, of spans.py,
    "span" (no times)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Day(Protocol):
    """A rule that is true of some days."""

    def on(self, day: date, hall: OpeningDays) -> bool:
        """Whether `day` is one of them, by the opening days of the hall."""


@dataclass(frozen=True, slots=True)
class Daily:
    """毎日; of `opening` 開庁日, every day on which the hall is open."""

    opening: bool = False

    def on(self, day: date, hall: OpeningDays) -> bool:
        """See Day."""
        return not self.opening or hall.is_open(day)


@dataclass(frozen=True, slots=True)
class Weekly:
    """Days of the week, Monday = 0; `number` of a month: 2 = the second, -1 = the last, 0 = each."""

    weekdays: frozenset[int]
    number: int = 0

    def on(self, day: date, hall: OpeningDays) -> bool:
        """See Day."""
        if day.weekday() not in self.weekdays:
            return False
        if self.number < 0:
            return (day + timedelta(7)).month != day.month
        return not self.number or (day.day - 1) // 7 + 1 == self.number


@dataclass(frozen=True, slots=True)
class Monthly:
    """25日, 1・15日; 0 = the last day of the month (月末). A month without such a day has none."""

    numbers: frozenset[int]

    def on(self, day: date, hall: OpeningDays) -> bool:
        """See Day."""
        is_last = 0 in self.numbers and (day + timedelta(1)).day == 1
        return is_last or day.day in self.numbers


@dataclass(frozen=True, slots=True)
class MonthlyOpening:
    """第3開庁日; 0 = the last opening day of the month (月末開庁日). A month with fewer has none."""

    number: int

    def on(self, day: date, hall: OpeningDays) -> bool:
        """See Day."""
        if not hall.is_open(day):
            return False
        days = hall.of_month(day.year, day.month)
        return day == (days[-1] if not self.number else days[min(self.number, len(days)) - 1]) and self.number <= len(days)


@dataclass(frozen=True, slots=True)
class Dated:
    """One day, or of `year` 0 the same day of each year (4月1日)."""

    month: int
    number: int
    year: int = 0

    def on(self, day: date, hall: OpeningDays) -> bool:
        """See Day."""
        return (day.month, day.day) == (self.month, self.number) and self.year in (0, day.year)


@dataclass(frozen=True, slots=True)
class Moved:
    """A day counted from others: 25日の3開庁日前 (`count` -3), 25日 休みなら前の開庁日 (`count` 0, `back`)."""

    anchor: Day
    count: int = 0
    back: bool = True

    def on(self, day: date, hall: OpeningDays) -> bool:
        """See Day."""
        if not hall.is_open(day):
            return False
        ahead = self.count < 0 or (not self.count and self.back)
        for far in range(_FARTHEST + 1):
            anchor = day + timedelta(far if ahead else -far)
            if self.anchor.on(anchor, hall) and self._from(anchor, hall) == day:
                return True
        return False

    def _from(self, anchor: date, hall: OpeningDays) -> date | None:
        try:
            if self.count:
                return hall.before(anchor, -self.count) if self.count < 0 else hall.after(anchor, self.count)
            return hall.on_or_before(anchor) if self.back else hall.on_or_after(anchor)
        except NeverOpenError:
            return None


# --------------------------------------------------------------------------- as it is written


def parse_day(text: str) -> Day:
    """The rule that a text says, in Japanese or English. Raises DayError."""
    plain = re.sub(r"\s+", " ", fold(text)).strip().lower()
    for form, make in _FORMS:
        found = form.fullmatch(plain)
        made = make(found) if found else None
        if made is not None:
            return made
    raise DayError("unknown")


def _counted(found: re.Match[str]) -> Day:
    count, back = int(found["count"]), found["way"] in ("前", "before")
    if not 1 <= count <= _MOST:
        raise DayError("count")
    return Moved(_anchor(found["anchor"]), -count if back else count)


def _if_closed(found: re.Match[str]) -> Day:
    return Moved(_anchor(found["anchor"]), 0, found["way"] in ("前", "before"))


def _anchor(text: str) -> Day:
    """What is counted from: a day that comes now and then. Of every opening day or of a counted day nothing is counted."""
    try:
        anchor = parse_day(text)
    except DayError:
        raise DayError("anchor") from None
    if isinstance(anchor, Daily | Moved):
        raise DayError("anchor")
    return anchor


def _monthly(found: re.Match[str]) -> Day | None:
    numbers = frozenset(map(int, re.findall(r"[0-9]+", found["numbers"])))
    return Monthly(numbers) if 1 <= min(numbers) <= max(numbers) <= 31 else None


def _cron(found: re.Match[str]) -> Day | None:
    """The days of a month as cron writes them: 1-7, 1,15, */2."""
    numbers: set[int] = set()
    for part in found[0].split(","):
        span, _, step = part.partition("/")
        first, _, last = ("1", "-", "31") if span == "*" else span.partition("-")
        end = last or ("31" if step else first)
        if not 1 <= int(first) <= int(end) <= 31 or step == "0":
            return None
        numbers.update(range(int(first), int(end) + 1, int(step or 1)))
    return Monthly(frozenset(numbers))


def _nth_opening(found: re.Match[str]) -> Day:
    number = int(found["number"])
    if not 1 <= number <= _MOST:
        raise DayError("count")
    return MonthlyOpening(number)


def _nth_weekday(found: re.Match[str]) -> Day | None:
    said = found["number"]
    number = -1 if said in ("最終", "last") else int(said)
    days = _weekdays(found["days"])
    return Weekly(days, number) if days and number <= 5 and number else None


def _weekly(found: re.Match[str]) -> Day | None:
    days = _weekdays(found["days"])
    return Weekly(days) if days else None


def _weekdays(text: str) -> frozenset[int]:
    """月・水・金, 月〜金, Mon, Wed, Mon-Fri; none for anything else."""
    plain = text.replace("曜日", "").replace("曜", "")
    made: set[int] = set()
    for part in re.split(r"[・、,/]| and ", plain):
        ends = [_weekday(one.strip()) for one in re.split(r"[~〜～ー–-]|から| to ", part, maxsplit=1)]
        if None in ends:
            return frozenset()
        first, last = ends[0], ends[-1]
        assert first is not None
        assert last is not None
        made.update((first + far) % 7 for far in range((last - first) % 7 + 1))
    return frozenset(made)


def _weekday(text: str) -> int | None:
    if len(text) == 1 and text in WEEKDAYS:
        return WEEKDAYS.index(text)
    word = text.removesuffix("s") if len(text) > 3 else text
    return next((at for at, one in enumerate(_ENGLISH) if len(word) >= 3 and one.startswith(word)), None)


def _yearly(found: re.Match[str]) -> Day | None:
    month, number = int(found["month"]), int(found["number"])
    return Dated(month, number) if 1 <= month <= 12 and 1 <= number <= calendar.monthrange(2028, month)[1] else None


def _date(found: re.Match[str]) -> Day | None:
    try:
        day = parse(found[0])
    except WarekiError:
        return None
    return Dated(day.month, day.day, day.year)


# The first form that fits: what is counted stands before what it is counted from.
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Day | None]], ...] = tuple(
    (re.compile(form), make)
    for form, make in (
        (r"毎日|every day|daily", lambda _: Daily()),
        (r"(?:毎)?開庁日|(?:every )?opening days?", lambda _: Daily(opening=True)),
        (r"(?P<anchor>.+?)の(?P<count>[0-9]+)開庁日(?P<way>前|後)", _counted),
        (r"(?P<count>[0-9]+) opening days? (?P<way>before|after) (?P<anchor>.+)", _counted),
        (r"(?P<anchor>.+?)(?:[ 、(（]*)休みなら(?:その)?(?P<way>前|次|翌)の?開庁日[)）]?", _if_closed),
        (r"(?P<anchor>.+?),? or the opening day (?P<way>before|after)(?: it)?", _if_closed),
        (r"(?:毎月)?第(?P<number>[0-9]+)開庁日", _nth_opening),
        (r"(?:the )?(?P<number>[0-9]+)(?:st|nd|rd|th) opening day", _nth_opening),
        (r"opening day (?P<number>[0-9]+)", _nth_opening),
        (r"(?:毎月)?(?:月末|最終)開庁日|(?:the )?last opening day", lambda _: MonthlyOpening(0)),
        (r"(?:毎月)?(?:月末|末日)|(?:the )?last day", lambda _: Monthly(frozenset({0}))),
        (r"(?:毎月)?(?P<numbers>[0-9]{1,2}(?:日?[・、,] ?[0-9]{1,2})*)日", _monthly),
        (r"(?:the )?(?P<numbers>[0-9]{1,2})(?:st|nd|rd|th)", _monthly),
        (r"days? (?P<numbers>[0-9]{1,2}(?:(?:, ?| and )[0-9]{1,2})*)", _monthly),
        (r"(?:[0-9]{1,2}(?:-[0-9]{1,2})?|\*)(?:/[0-9]{1,2})?(?:,[0-9]{1,2}(?:-[0-9]{1,2})?(?:/[0-9]{1,2})?)*", _cron),
        (r"(?:毎月)?(?:第(?=[0-9]))?(?P<number>[0-9]|最終)(?P<days>[月火水木金土日](?:曜日?)?)", _nth_weekday),
        (r"(?:the )?(?P<number>[0-9](?=st|nd|rd|th)|last)(?:st|nd|rd|th)? (?P<days>[a-z]+)", _nth_weekday),
        (r"(?:毎週)?(?P<days>[月火水木金土日曜・、,/~〜～ー–から-]+)", _weekly),
        (r"(?:every )?(?P<days>[a-z]+(?:(?:, ?| and | to | ?[-–] ?)[a-z]+)*)", _weekly),
        (r"(?:毎年)?(?P<month>[0-9]{1,2})月(?P<number>[0-9]{1,2})日", _yearly),
        (r".+", _date),
    )
)
