"""Opening days: against the days that the Cabinet Office has announced, and as properties."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.japan.opening import ANNOUNCED, NeverOpenError, OpeningDays, holiday, is_forecast

# National holidays as announced (内閣府「国民の祝日」について), with those in lieu and between.
OFFICIAL = {
    2019: "1/1 1/14 2/11 3/21 4/29 4/30 5/1 5/2 5/3 5/4 5/5 5/6 7/15 8/11 8/12 9/16 9/23 10/14 10/22 11/3 11/4 11/23",
    2020: "1/1 1/13 2/11 2/23 2/24 3/20 4/29 5/3 5/4 5/5 5/6 7/23 7/24 8/10 9/21 9/22 11/3 11/23",
    2021: "1/1 1/11 2/11 2/23 3/20 4/29 5/3 5/4 5/5 7/22 7/23 8/8 8/9 9/20 9/23 11/3 11/23",
    2022: "1/1 1/10 2/11 2/23 3/21 4/29 5/3 5/4 5/5 7/18 8/11 9/19 9/23 10/10 11/3 11/23",
    2023: "1/1 1/2 1/9 2/11 2/23 3/21 4/29 5/3 5/4 5/5 7/17 8/11 9/18 9/23 10/9 11/3 11/23",
    2024: "1/1 1/8 2/11 2/12 2/23 3/20 4/29 5/3 5/4 5/5 5/6 7/15 8/11 8/12 9/16 9/22 9/23 10/14 11/3 11/4 11/23",
    2025: "1/1 1/13 2/11 2/23 2/24 3/20 4/29 5/3 5/4 5/5 5/6 7/21 8/11 9/15 9/23 10/13 11/3 11/23 11/24",
    2026: "1/1 1/12 2/11 2/23 3/20 4/29 5/3 5/4 5/5 5/6 7/20 8/11 9/21 9/22 9/23 10/12 11/3 11/23",
    2027: "1/1 1/11 2/11 2/23 3/21 3/22 4/29 5/3 5/4 5/5 7/19 8/11 9/20 9/23 10/11 11/3 11/23",
}
DAYS = OpeningDays()


def days_of(year: int) -> list[date]:
    return [date(year, 1, 1) + timedelta(days=at) for at in range(366 if year % 4 == 0 else 365)]


@pytest.mark.parametrize("year", OFFICIAL)
def test_the_holidays_of_a_year_are_those_that_were_announced(year: int) -> None:
    assert " ".join(f"{day.month}/{day.day}" for day in days_of(year) if holiday(day)) == OFFICIAL[year]


@pytest.mark.parametrize("year", OFFICIAL)
def test_a_year_of_opening_days(year: int) -> None:
    """Worked out another way: from the list above."""
    named = {tuple(map(int, one.split("/"))) for one in OFFICIAL[year].split()}
    turn = {(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)}
    for day in days_of(year):
        closed = day.isoweekday() > 5 or (day.month, day.day) in named | turn
        assert DAYS.is_open(day) is not closed, day


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 5, 1), ""), (date(2026, 5, 2), "weekend"), (date(2026, 5, 6), "holiday"), (date(2026, 9, 22), "holiday"),
        (date(2026, 12, 28), ""), (date(2026, 12, 29), "new_year"), (date(2027, 1, 4), ""), (date(2026, 10, 1), "own"), (date(2026, 5, 3), ""),
    ],
)  # fmt: skip
def test_why_the_hall_is_closed(day: date, why: str) -> None:
    own = OpeningDays(closed=[date(2026, 10, 1)], opened=[date(2026, 5, 3)])
    assert own.why_closed(day) == why


def test_counting_of_days() -> None:
    assert DAYS.after(date(2026, 5, 1)) == date(2026, 5, 7)
    assert DAYS.after(date(2026, 4, 28), 3) == date(2026, 5, 7)
    assert DAYS.before(date(2026, 5, 7), 2) == date(2026, 4, 30)
    assert DAYS.on_or_after(date(2026, 12, 29)) == date(2027, 1, 4)
    assert DAYS.on_or_before(date(2027, 1, 3)) == date(2026, 12, 28)
    assert DAYS.nth(2026, 5, 1) == date(2026, 5, 1)
    assert DAYS.nth(2026, 5, 2) == date(2026, 5, 7)
    assert DAYS.last(2026, 12) == date(2026, 12, 28)
    assert len(DAYS.of_month(2026, 5)) == 18


@pytest.mark.parametrize("number", [0, -1, 19])
def test_a_month_has_no_more_days_than_it_has(number: int) -> None:
    with pytest.raises(NeverOpenError):
        DAYS.nth(2026, 5, number)


def test_counting_begins_at_one() -> None:
    with pytest.raises(ValueError, match="count"):
        DAYS.after(date(2026, 5, 1), 0)


def test_a_hall_that_is_always_closed_is_an_error_not_a_loop() -> None:
    days = [date(2026, 1, 1) + timedelta(days=at) for at in range(800)]
    shut = OpeningDays(closed=days)
    with pytest.raises(NeverOpenError):
        shut.after(date(2026, 1, 5))
    with pytest.raises(NeverOpenError):
        shut.last(2026, 5)
    with pytest.raises(NeverOpenError):
        DAYS.after(date(9999, 12, 31))


def test_a_year_that_is_not_announced_is_a_forecast() -> None:
    assert not is_forecast(date(ANNOUNCED, 12, 31))
    assert is_forecast(date(ANNOUNCED + 1, 1, 1))


@given(st.dates(date(1990, 1, 1), date(2080, 12, 31)), st.integers(1, 30))
def test_there_and_back(day: date, count: int) -> None:
    there = DAYS.after(day, count)
    assert DAYS.is_open(there)
    assert there > day
    between = [day + timedelta(days=at) for at in range(1, (there - day).days + 1)]
    assert sum(map(DAYS.is_open, between)) == count
    if DAYS.is_open(day):
        assert DAYS.before(there, count) == day
        assert DAYS.on_or_after(day) == DAYS.on_or_before(day) == day
