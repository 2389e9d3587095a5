"""When an entry is due, and what becomes of it when it is found late."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bots.errors import Place
from bots.japan.days import parse_day
from bots.japan.opening import OpeningDays
from bots.ledger.facts import PauseFacts
from bots.timetable.entry import Entry
from bots.timetable.lateness import ON_TIME, claims_of

HALL = OpeningDays()
ENTRY = Entry("月例", "登録", Place(), (parse_day("開庁日"),), ("開庁日",), (time(7, 5), time(19, 30)))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text + "+09:00").astimezone(UTC)


def test_due_times_are_those_of_japan_whatever_the_machine_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "America/New_York")
    found = list(ENTRY.due_between(utc("2026-12-28T07:05"), utc("2027-01-04T19:30"), HALL))
    assert found == [utc("2026-12-28T19:30"), utc("2027-01-04T07:05"), utc("2027-01-04T19:30")]


def test_a_span_that_ends_before_it_begins_has_none() -> None:
    assert list(ENTRY.due_between(utc("2026-12-02T00:00"), utc("2026-12-01T00:00"), HALL)) == []


def test_an_entry_that_is_switched_off_is_never_due() -> None:
    assert replace(ENTRY, enabled=False).due_on(date(2026, 12, 1), HALL) == ()


def test_its_end_is_of_the_next_day_where_it_is_earlier() -> None:
    due = utc("2026-12-01T19:30")
    assert replace(ENTRY, until=time(23)).ends_at(due) == utc("2026-12-01T23:00")
    assert replace(ENTRY, until=time(6)).ends_at(due) == utc("2026-12-02T06:00")
    assert ENTRY.ends_at(due) is None


def claims(late: str, dues: list[str], now: str, **more: object) -> str:
    entry = replace(ENTRY, late=late, **more)  # type: ignore[arg-type]
    return ", ".join(f"{one.state} {one.code}".strip() for one in claims_of(entry, [utc(one) for one in dues], utc(now)))


def test_what_becomes_of_late_ones() -> None:
    night = ["2026-12-01T19:30"]
    assert claims("skip", night, "2026-12-01T19:40") == "due"
    assert timedelta(minutes=10) == ON_TIME
    assert claims("skip", night, "2026-12-01T19:41") == "skipped T20"
    assert claims("run_once", night, "2026-12-01T23:00") == "due"
    assert claims("ask", night, "2026-12-01T23:00") == "asking T23"
    assert claims("run_once", night, "2026-12-01T23:00", until=time(23)) == "skipped T22"


def test_nothing_comes_in_a_burst() -> None:
    week = [f"2026-12-0{day}T19:30" for day in (1, 2, 3, 4)]
    assert claims("run_once", week, "2026-12-05T08:00") == "skipped T21, skipped T21, skipped T21, due"
    assert claims("ask", week, "2026-12-05T08:00") == "skipped T21, skipped T21, skipped T21, asking T23"
    assert claims("run_once", week, "2026-12-04T19:31") == "skipped T21, skipped T21, skipped T21, due"


def test_what_lies_in_a_pause_is_skipped_whenever_it_is_found() -> None:
    night = [utc(f"2026-12-0{day}T19:30") for day in (1, 2, 3)]
    rest = PauseFacts(ENTRY.name, utc("2026-12-02T12:00"), utc("2026-12-03T12:00"), "点検", "user@host")
    whole = replace(rest, entry="", reason="")

    def made(now: str, *pauses: PauseFacts) -> list[str]:
        return [f"{one.state} {one.code}".strip() for one in claims_of(replace(ENTRY, late="run_once"), night, utc(now), pauses)]

    assert made("2026-12-03T19:31", rest) == ["skipped T21", "skipped T33", "due"]
    assert made("2026-12-03T19:31", replace(rest, ended_at=utc("2026-12-02T19:30"))) == ["skipped T21", "skipped T21", "due"]
    assert made("2026-12-04T19:00", replace(whole, until=None)) == ["skipped T21", "skipped T33", "skipped T33"], "none is caught up"
    assert made("2026-12-04T19:00", replace(rest, entry="ほか")) == ["skipped T21", "skipped T21", "due"]
