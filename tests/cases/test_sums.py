"""At the end of each run: imported = the sum of the states, and every item stands as its row says; else it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from bots.app.facts import outcome_of
from bots.engine.books import Books
from bots.ledger import events
from tests.hall import Hall, people


@pytest.fixture
def hall(tmp_path: Path) -> Hall:
    return Hall.open(tmp_path / "hall", people(3))


def test_sums_that_are_right_are_not_told(hall: Hall) -> None:
    run, code = hall.run()
    assert (code, outcome_of(hall.project, run, "ja").notes) == (0, ())
    assert [one.kind for one in events.of_run(run) if one.kind == "sums.wrong"] == []


def test_a_row_that_is_gone_is_told_at_the_end_of_the_run(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """The ledger loses a row while the run is at work."""
    finish = Books.finish

    def losing(books: Books, *end: object) -> None:
        from bots.ledger.tables import Row

        finish(books, *end)  # type: ignore[arg-type]
        Row.objects.filter(run__name=books.run, position=3).update(outcome="refused")

    monkeypatch.setattr(Books, "finish", losing)
    run, code = hall.run()
    assert code == 3
    assert [one.words["code"] for one in events.of_run(run) if one.kind == "sums.wrong"] == ["P49"]
    found = outcome_of(hall.project, run, "ja")
    assert found.exit_code == 3
    assert any("記録と合いません" in note for note in found.notes)
    report = next(hall.home.glob("logs/runs/*/*/report.html")).read_text(encoding="utf-8")
    assert "記録と合いません" in report
