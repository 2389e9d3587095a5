"""A run whose folder cannot be written is known as not begun, with its reason; nothing waits for ever."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from bots.app.facts import outcome_of, recent_runs
from bots.app.resuming import resumable
from bots.app.runs import reopen
from bots.cli.looking import runs
from bots.errors import PlaceError
from tests.hall import Hall, people


@pytest.fixture
def hall(tmp_path: Path) -> Hall:
    made = Hall.open(tmp_path / "hall", people(2))
    (made.home / "logs").write_text("no folder", encoding="utf-8")
    with pytest.raises(PlaceError) as told:
        made.ask()
    assert told.value.problem.code == "P80"
    return made


def test_it_is_told_as_stopped_with_its_reason(hall: Hall) -> None:
    for lang, said in (("ja", "始められませんでした"), ("en", "was not begun")):
        (one,) = recent_runs(hall.project, 5, lang)
        assert one["state"] == "stopped"
        assert one["run"] in one["not_begun"]
        assert said in one["not_begun"]
        assert "○" not in one["not_begun"]
    shown = CliRunner().invoke(runs, [], obj=str(hall.home), standalone_mode=False).output
    assert "待機" not in shown
    assert "書き込めません" in shown


def test_it_cannot_be_continued_and_says_why(hall: Hall) -> None:
    (one,) = recent_runs(hall.project, 5)
    (hall.home / "logs").unlink()
    for ask in (lambda: reopen(hall.project, one["run"], failed=False), lambda: outcome_of(hall.project, one["run"])):
        with pytest.raises(PlaceError) as told:
            ask()
        assert told.value.problem.code == "P08"


def test_what_waits_is_gone_on_with_and_nothing_is_lost(tmp_path: Path) -> None:
    hall = Hall.open(tmp_path / "hall", people(2))
    waiting, logs, kept = hall.ask(), hall.home / "logs", hall.home / "kept"
    logs.rename(kept)
    logs.write_text("no folder", encoding="utf-8")
    with pytest.raises(PlaceError):
        hall.ask()
    logs.unlink()
    kept.rename(logs)
    assert resumable(hall.project, failed=False).run == waiting
    assert hall.carry_out(waiting) == 0
    assert hall.entered() == ["0001", "0002"]
