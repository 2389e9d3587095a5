"""Whole runs on a server: what the cases say of a file holds there, and a killed process loses and doubles nothing."""

from __future__ import annotations

import importlib
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bots.settings import load_settings
from tests import hall as halls
from tests.cases import test_life as life
from tests.crash.cuts import Named, hand_in
from tests.crash.forks import in_fork, new_hall, place_for_trials, template
from tests.crash.kills import ROWS, Tally, trial
from tests.hall import Hall, people
from tests.postgres.server import Server
from tests.timetable import test_intake as intake
from tests.timetable import test_intake_lookers as lookers
from tests.timetable.office import Office

CASES: tuple[Callable[[Any], None], ...] = (
    life.test_the_same_file_again_enters_nothing_and_says_so,
    life.test_a_changed_row_is_not_entered_again_but_shown,
    life.test_an_answer_that_never_came_is_for_a_person_and_is_never_sent_again,
    life.test_a_stop_ends_before_the_next_submit_and_resume_goes_on,
)
FILES: tuple[Callable[[Any], None], ...] = (
    intake.test_from_the_intake_to_its_end,
    intake.test_the_same_file_again_is_told_as_that_and_enters_nothing,
    intake.test_of_several_files_a_person_says_which,
    lookers.test_many_that_look_at_one_share_take_each_file_once,
)
KILLS = 6


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_the_cases(case: Callable[[Any], None], tmp_path: Path) -> None:
    case(Hall.open(tmp_path / "hall", people(5)))


@pytest.mark.parametrize("case", FILES, ids=lambda case: case.__name__)
def test_files_that_arrive(case: Callable[[Any], None], tmp_path: Path) -> None:
    case(Office.open(tmp_path / "hall"))


def test_kills_lose_and_double_nothing(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """kill -9 at every so many-th of the points that a whole run passes, then the sheet is handed in again."""
    from bots.ledger.connection import close_ledger

    close_ledger()  # a connection does not outlive a fork
    folder, base = place_for_trials(), "template0"
    # Names that no fork draws again; from the second on a copy of an empty ledger, whose key each hall is given.
    monkeypatch.setattr(halls, "new_database", lambda _: server.make(f"kill_{secrets.token_hex(4)}", base))
    importlib.import_module("bots.ledger.postgres.side")  # once for all forks
    try:
        base = load_settings(template().parent, {}).database.rpartition("/")[2]
        home, log = folder / "dry", folder / "points.txt"
        new_hall(home, ROWS)
        assert in_fork(lambda: hand_in(home, log=str(log), later=1)) == 0, "the dry run failed"
        passed = log.read_text(encoding="utf-8").splitlines()
        chosen = passed[:: max(len(passed) // KILLS, 1)][:KILLS]
        tally = Tally()
        for point in chosen:
            trial(folder, [Named(point)], tally)
    finally:
        for (name,) in server.sql("SELECT datname FROM pg_database WHERE datname LIKE 'kill_%'"):
            server.drop(name)
    assert tally.failures == []
    assert tally.points == len(chosen) == KILLS
