"""実行できる時間: with nobody there a recipe runs at its hours only; a person is told and may."""

from __future__ import annotations

from pathlib import Path

import pytest

from bots.app.hours import hours_note
from bots.errors import PlaceError
from bots.model import Mode
from tests.hall import RECIPE, Hall, people


def hall(home: Path, hours: str) -> Hall:
    return Hall.open(home, people(1), f"{RECIPE}\n安全: {{実行できる時間: {hours}}}\n")


@pytest.mark.parametrize("hours", ["19:00-06:00", "18:00-19:31", "[9:00-10:00, 19:30～20:00]"])
def test_within_its_hours_it_runs(tmp_path: Path, hours: str) -> None:
    assert hall(tmp_path, hours).run()[1] == 0  # it is 19:30 in Tokyo


@pytest.mark.parametrize("hours", ["20:00-06:00", "09:00-19:30", "[08:00-09:00, 20:00-21:00]"])
def test_outside_of_them_nothing_begins_unless_a_person_is_there(tmp_path: Path, hours: str) -> None:
    one = hall(tmp_path, hours)
    with pytest.raises(PlaceError) as told:
        one.ask()
    assert (told.value.problem.code, one.entered()) == ("P97", [])
    run, code = one.run(attended=True)
    note = hours_note(one.project, run, attended=True)
    assert (code, note is not None and note.code) == (0, "P98")
    with pytest.raises(PlaceError):
        hours_note(one.project, run, attended=False)


def test_a_rehearsal_may_run_at_any_time(tmp_path: Path) -> None:
    assert hall(tmp_path, "20:00-06:00").run(mode=Mode.REHEARSE)[1] == 0
