"""Days on which a hall is open (開庁日): not on Saturdays, Sundays, national holidays and at the turn of
the year (12/29 to 1/3), nor on days that the hall has closed; but on those that it has opened.

    days = OpeningDays()
    days.after(date(2026, 5, 1), 1) == date(2026, 5, 7)      after the Golden Week
    days.last(2026, 12) == date(2026, 12, 28)

Days are those of Asia/Tokyo; no time of the day is known here.
"""

from __future__ import annotations

import calendar
from collections.abc import Collection
from datetime import date, timedelta
from typing import Literal, Self

Closed = Literal["", "weekend", "holiday", "new_year", "own"]

ANNOUNCED = 2027
"""The last year whose equinoxes are announced (官報, on the first of February of the year before)."""
_DAY = timedelta(days=1)
_LONGEST = 366  # days in a row that a hall may be closed


class NeverOpenError(ValueError):
    """There is no opening day where one is asked for: the hall's own days close them all."""


class OpeningDays:
    """The opening days of a hall. `closed` and `opened` are its own days, which come before the rule."""

    def __init__(self, closed: Collection[date] = (), opened: Collection[date] = ()) -> None:
        self._closed = frozenset(closed)
        self._opened = frozenset(opened)

    @classmethod
    def of_texts(cls, closed: Collection[str], opened: Collection[str]) -> Self:
        """Of ISO dates, as a plan has them. Raises ValueError."""
        return cls([date.fromisoformat(one) for one in closed], [date.fromisoformat(one) for one in opened])

    def why_closed(self, day: date) -> Closed:
        """Why the hall is closed on a day; "" where it is open."""
        if day in self._opened:
            return ""
        if day in self._closed:
            return "own"
        if day.weekday() >= 5:
            return "weekend"
        if (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3):
            return "new_year"
        return "holiday" if holiday(day) else ""

    def is_open(self, day: date) -> bool:
        """Whether the hall is open on that day."""
        return not self.why_closed(day)

    def on_or_after(self, day: date) -> date:
        """That day, or the next opening day. Raises NeverOpenError."""
        return self._nearest(day, _DAY)

    def on_or_before(self, day: date) -> date:
        """That day, or the opening day before it. Raises NeverOpenError."""
        return self._nearest(day, -_DAY)

    def after(self, day: date, count: int = 1) -> date:
        """The opening day that is so many opening days after `day`, which does not count itself.

        Raises ValueError for a count below 1, NeverOpenError.
        """
        return self._moved(day, count, _DAY)

    def before(self, day: date, count: int = 1) -> date:
        """The opening day that is so many opening days before `day`. Raises as `after` does."""
        return self._moved(day, count, -_DAY)

    def of_month(self, year: int, month: int) -> tuple[date, ...]:
        """The opening days of a month, in order."""
        days = calendar.monthrange(year, month)[1]
        return tuple(filter(self.is_open, (date(year, month, day) for day in range(1, days + 1))))

    def nth(self, year: int, month: int, number: int) -> date:
        """The opening day of that number in a month, from 1. Raises NeverOpenError where there are fewer."""
        days = self.of_month(year, month)
        if not 1 <= number <= len(days):
            raise NeverOpenError(f"there are {len(days)}")
        return days[number - 1]

    def last(self, year: int, month: int) -> date:
        """The last opening day of a month. Raises NeverOpenError."""
        return self.nth(year, month, len(self.of_month(year, month)))

    def _moved(self, day: date, count: int, step: timedelta) -> date:
        if count < 1:
            raise ValueError("count from 1")
        for _ in range(count):
            day = self._nearest(day, step, first=1)
        return day

    def _nearest(self, day: date, step: timedelta, first: int = 0) -> date:
        days = (day + step * at for at in range(first, _LONGEST))
        try:
            found = next((one for one in days if self.is_open(one)), None)
        except OverflowError:
            found = None
        if found is None:
            raise NeverOpenError(f"closed for {_LONGEST} days")
        return found


def holiday(day: date) -> str:
    """The Japanese name of a national holiday (国民の祝日, 休日), or ""."""
    import jpholiday  # takes a moment to load, and few recipes ask

    return jpholiday.is_holiday_name(day) or ""


def is_forecast(day: date) -> bool:
    """Whether the holidays of that year are not announced yet: equinoxes are worked out, laws may change."""
    return day.year > ANNOUNCED
