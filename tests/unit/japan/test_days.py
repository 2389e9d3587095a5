"""Days as clerks say them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.japan.days import DayError, parse_day
from bots.japan.opening import OpeningDays

HALL = OpeningDays()
FIRST, LAST = date(2026, 11, 30), date(2027, 2, 28)


def days(text: str, hall: OpeningDays = HALL) -> str:
    """The days from the end of November to the end of February, as month/day."""
    rule = parse_day(text)
    span = (FIRST + timedelta(at) for at in range((LAST - FIRST).days + 1))
    return " ".join(f"{one.month}/{one.day}" for one in span if rule.on(one, hall))


@pytest.mark.parametrize(
    ("japanese", "english", "found"),
    [
        ("第3開庁日", "3rd opening day", "12/3 1/6 2/3"),
        ("毎月第3開庁日", "opening day 3", "12/3 1/6 2/3"),
        ("月末開庁日", "last opening day", "11/30 12/28 1/29 2/26"),
        ("月末", "last day", "11/30 12/31 1/31 2/28"),
        ("25日", "day 25", "12/25 1/25 2/25"),
        ("1日・15日", "days 1, 15", "12/1 12/15 1/1 1/15 2/1 2/15"),
        ("1,15", "1,15", "12/1 12/15 1/1 1/15 2/1 2/15"),
        ("*/15", "*/15", "12/1 12/16 12/31 1/1 1/16 1/31 2/1 2/16"),
        ("30日", "30th", "11/30 12/30 1/30"),
        ("月末の2開庁日前", "2 opening days before last day", "12/25 1/28 2/25"),
        ("10日の1開庁日後", "1 opening day after day 10", "12/11 1/12 2/12"),
        ("31日 休みなら前の開庁日", "day 31, or the opening day before", "12/28 1/29"),
        ("1日（休みなら次の開庁日）", "day 1, or the opening day after", "12/1 1/4 2/1"),
        ("第2火曜日", "2nd Tuesday", "12/8 1/12 2/9"),
        ("最終金曜", "last Friday", "12/25 1/29 2/26"),
        ("4月1日", "2027-04-01", ""),
        ("令和9年1月5日", "2027-01-05", "1/5"),
        ("2027/1/5", "2027/1/5", "1/5"),
        ("12月28日", "2026-12-28", "12/28"),
    ],
)
def test_what_a_day_means(japanese: str, english: str, found: str) -> None:
    assert days(japanese) == found
    assert days(english) == found


def test_days_of_the_week_and_every_day() -> None:
    assert parse_day("月・水・金") == parse_day("Mon, Wed and Fri") == parse_day("月曜日、水曜日、金曜日")
    assert parse_day("月〜金") == parse_day("Mon-Fri") == parse_day("月曜から金曜")
    assert parse_day("土〜月") == parse_day("Sat to Mon")
    assert parse_day("毎日") == parse_day("every day") == parse_day("daily")
    assert parse_day("開庁日") == parse_day("every opening day")
    assert days("開庁日").startswith("11/30 12/1 12/2 12/3 12/4 12/7")
    assert "12/29" not in days("開庁日")


def test_the_halls_own_days_count() -> None:
    hall = OpeningDays(closed=[date(2026, 12, 1)], opened=[date(2027, 1, 2)])
    assert days("第3開庁日", hall) == "12/4 1/5 2/3"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("いつか", "unknown"), ("", "unknown"), ("32日", "unknown"), ("2月30日", "unknown"), ("第6月曜日", "unknown"), ("13月1日", "unknown"),
        ("*/0", "unknown"), ("7-1", "unknown"), ("someday", "unknown"), ("Mo", "unknown"), ("令和9年2月29日", "unknown"),
        ("第0開庁日", "count"), ("第21開庁日", "count"), ("25日の21開庁日前", "count"), ("21 opening days before day 25", "count"),
        ("毎日の1開庁日前", "anchor"), ("開庁日の1開庁日前", "anchor"), ("いつかの1開庁日前", "anchor"),
        ("25日の1開庁日前の1開庁日前", "anchor"), ("毎日 休みなら前の開庁日", "anchor"),
    ],
)  # fmt: skip
def test_what_says_no_day(text: str, reason: str) -> None:
    with pytest.raises(DayError) as error:
        parse_day(text)
    assert error.value.reason == reason


@given(st.text(alphabet="毎日開庁月火水金土第0123456789末前後の休みなら次 ,-/*mondayfriopeningbefore年令和", max_size=20))
def test_no_text_is_too_much(text: str) -> None:
    try:
        rule = parse_day(text)
    except DayError:
        return
    for at in range(0, 400, 37):
        assert rule.on(FIRST + timedelta(at), HALL) in (True, False)
