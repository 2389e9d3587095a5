"""A sample of the nights: `python -m tests.timetable --dues N` goes on for as many as wanted."""

from __future__ import annotations

import pytest

from tests.timetable.nights import ZONES, nights


@pytest.mark.parametrize("zone", ZONES)
def test_every_due_time_is_claimed_once_wherever_the_clock_goes(zone: str) -> None:
    found = nights(60, 3, zone, 1)
    assert found.dues > 30
    assert (found.missed, found.doubled, found.early, found.bursts) == (0, 0, 0, 0)
    assert {"due", "skipped"} <= set(found.states)
