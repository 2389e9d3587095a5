"""What a run left and a later one settled: the older run's show, report and books say by which run, with the receipt."""

from __future__ import annotations

from pathlib import Path

import pytest

from bots.app.closing import remake_books
from bots.app.facts import open_run, outcome_of
from bots.app.report_facts import report_facts
from bots.ledger import rows, runs
from bots.model import ItemState
from tests.cases.test_books_again import book
from tests.hall import LOOKING, Hall, people

S = ItemState


@pytest.fixture
def hall(tmp_path: Path) -> Hall:
    """One row that is entered, one in doubt, one that fails, one that is refused, all settled by a second run."""
    return Hall.open(tmp_path / "hall", [*people(3), {"番号": "0004"}])


def both(hall: Hall) -> tuple[str, str]:
    """The run that left the rows, and the one that settled them: one was found by its look, without its last steps."""
    hall.system.answers = ["success", "gone", "unsent", "unsent", "unsent"]
    first, _ = hall.run()
    assert [one.outcome for one in rows.of_run(first)] == [S.DONE, S.UNCERTAIN, S.FAILED, S.REFUSED]
    (hall.home / "recipes/登録.yaml").write_text(LOOKING, encoding="utf-8")
    hall.sheet(people(4))
    hall.clock.move(60)
    second, code = hall.run()
    assert (code, hall.counts(second)) == (3, {"already": 1, "done": 3, "total": 4, "unfinished": 1})
    return first, second


def test_the_older_run_says_which_run_entered_its_rows(hall: Hall) -> None:
    first, second = both(hall)
    told = rows.of_run(first)
    assert [(one.outcome, one.code) for one in told] == [(S.DONE, ""), *[(S.ALREADY, "B67")] * 3]
    assert [one.words.get("run") for one in told] == [None, second, second, second]
    assert [one.unfinished for one in told] == [False, True, False, False]
    assert hall.counts(first) == {"already": 3, "done": 1, "total": 4}
    assert runs.exit_code(first) == 3, "steps of one are left"
    outcome = outcome_of(hall.project, first, "ja")
    assert ([one.key for one in outcome.needs_people], outcome.owed) == (["0002"], {second: 1})
    (note,) = outcome.notes
    assert all(word in note for word in ("3 件", second, "0002", "0003 → R-", "0004 → R-"))
    report = report_facts(hall.project, open_run(hall.project, first), "ja")
    assert [bool(one.receipt) for one in report.rows] == [True, False, True, True]
    assert ["後の実行" in one.reason for one in report.rows] == [False, True, True, True]


def test_books_made_again_of_the_older_run_say_so_and_leave_those_of_the_newer(hall: Hall, tmp_path: Path) -> None:
    first, second = both(hall)
    beside = hall.home / "recipes/一覧_結果.xlsx"
    before = beside.read_bytes()
    for place in (tmp_path, hall.home / "recipes"):  # also where the clerk stands beside the sheet
        made, notes = remake_books(hall.project, first, place)
        assert made == [place / f"一覧_{first}_結果.xlsx"], "nothing is left to be mended: no rejects"
        assert [note.code for note in notes] == ["D98", "D65"]
        assert (notes[0].words["run"], notes[0].words["file"]) == (second, beside.name)
        assert beside.read_bytes() == before
    written = {line["番号"]: line for line in book(hall, made[0].name)}
    assert [line["ロボットの結果"] for line in written.values()] == ["完了", "後処理未了", "登録済み", "登録済み"]
    newest = {line["番号"]: line["受付番号"] for line in book(hall)}
    assert {key: line["受付番号"] for key, line in written.items()} == newest
    assert [second in str(line["理由"]) for line in written.values()] == [False, True, True, True]
    remade, notes = remake_books(hall.project, second, tmp_path)
    assert (remade[0], [note.code for note in notes]) == (beside, [])


def test_without_a_book_of_the_newer_run_the_older_ones_lie_beside_the_sheet(hall: Hall, tmp_path: Path) -> None:
    first, _ = both(hall)
    beside = hall.home / "recipes/一覧_結果.xlsx"
    beside.unlink()
    made, _ = remake_books(hall.project, first, tmp_path)
    assert made[0] == beside
