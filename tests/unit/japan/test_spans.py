"""Spans of time on days that come again."""

from __future__ import annotations

from datetime import datetime

import pytest

from bots.japan.days import DayError
from bots.japan.opening import OpeningDays
from bots.japan.spans import parse_span

HALL = OpeningDays()


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("毎日 22:00-6:00", ["2026-12-01T22:00", "2026-12-02T05:59"], ["2026-12-01T21:59", "2026-12-02T06:00"]),
        ("every day 22:00-6:00", ["2026-12-01T23:00"], ["2026-12-01T12:00"]),
        ("２２：００～２３：００", ["2026-12-01T22:30"], ["2026-12-01T23:00"]),
        ("日曜日 0:00-24:00", ["2026-12-06T00:00", "2026-12-06T23:59"], ["2026-12-05T23:59", "2026-12-07T00:00"]),
        ("第3日曜日 20:00-4:00", ["2026-12-20T20:00", "2026-12-21T03:59"], ["2026-12-21T20:00", "2026-12-20T03:00"]),
        ("2026-12-31", ["2026-12-31T00:00", "2026-12-31T23:59"], ["2027-01-01T00:00"]),
        ("月末開庁日 18:00から23:00まで", ["2026-12-28T18:00"], ["2026-12-31T18:00"]),
    ],
)
def test_what_a_span_holds(text: str, inside: list[str], outside: list[str]) -> None:
    span = parse_span(text)
    assert span.written == text
    assert [span.holds(datetime.fromisoformat(one), HALL) for one in inside] == [True] * len(inside)
    assert [span.holds(datetime.fromisoformat(one), HALL) for one in outside] == [False] * len(outside)


@pytest.mark.parametrize("text", ["毎日 25:00-6:00", "毎日 6:00-6:00", "毎日 24:00-6:00", "毎日 6:61-7:00", "いつか 6:00-7:00", "昼"])
def test_what_is_no_span(text: str) -> None:
    with pytest.raises(DayError):
        parse_span(text)
