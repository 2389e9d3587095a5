"""A run ends itself when the same kind of trouble comes again and again, or rows in doubt pile up."""

from __future__ import annotations

from pathlib import Path

from bots.ledger import runs
from tests.hall import LOOKING, Hall, people


def why(one: Hall, run: str) -> str:
    one.project.open_ledger()
    return runs.get(run).reason


def test_three_rows_in_doubt_in_a_row_end_a_run(tmp_path: Path) -> None:
    one = Hall.open(tmp_path, people(6))
    one.system.answers = ["success", "gone", "gone", "gone", "success"]
    run, code = one.run()
    assert (one.counts(run), code) == ({"total": 6, "done": 1, "uncertain": 3, "pending": 2}, 3)
    assert why(one, run) == "P33"


def test_three_rows_that_a_screen_fails_end_a_run(tmp_path: Path) -> None:
    one = Hall.open(tmp_path, people(6))
    one.system.missing = {"氏名"}
    run, code = one.run()
    assert (one.counts(run), code) == ({"total": 6, "failed": 3, "pending": 3}, 2)
    assert (why(one, run), one.entered()) == ("P33", [])


def test_so_many_rows_in_doubt_end_a_run_however_many_good_ones_stand_between(tmp_path: Path) -> None:
    one = Hall.open(tmp_path, people(9))
    one.system.answers = ["gone", "success", "success", "gone", "success", "gone", "success"]
    run, code = one.run()
    assert (one.counts(run), code) == ({"total": 9, "done": 3, "uncertain": 3, "pending": 3}, 3)
    assert why(one, run) == "P150"


def test_rows_in_doubt_that_are_looked_up_end_no_run_unless_in_a_row(tmp_path: Path) -> None:
    one = Hall.open(tmp_path, people(9), LOOKING)
    one.system.answers = ["success", "gone", "success", "gone", "success", "gone", "success"]
    run, _ = one.run()
    assert (one.counts(run)["done"], one.entered()) == (9, [f"{n:04d}" for n in range(1, 10)])
