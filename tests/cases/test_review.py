"""見直し期限: a recipe that is due still runs, and whoever runs it is told so in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from bots.app.project import Project
from bots.cli import main, progress
from bots.ledger import events
from bots.model import Mode
from tests.hall import RECIPE, Hall, people

SAID = "見直し期限（2020-03-31）を過ぎています。今の仕事と画面に合っているかを担当者が確かめ、次の期限を書いてください。"


@pytest.mark.parametrize(("day", "told"), [("2020-03-31", 1), ("9999-12-31", 0)])
def test_a_run_says_that_its_recipe_is_due(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], day: str, told: int
) -> None:
    hall = Hall.open(tmp_path / "hall", people(1), RECIPE.replace("手作業の分数: 1}", f"手作業の分数: 1, 見直し期限: {day}}}"))
    begun: list[Project] = []
    monkeypatch.setattr(progress, "carry_out", lambda project, *_rest, **_how: begun.append(project) or 0)
    for verb in ("run", "rehearse"):
        assert main(["-C", str(hall.home), verb, "登録"]) == 0
        lines = [line for line in capsys.readouterr().err.splitlines() if "見直し期限" in line]
        assert len(lines) == told
        assert all(line.startswith(SAID) for line in lines)
    assert len(begun) == 2


@pytest.mark.parametrize(("day", "noted"), [("2020-03-31", ["L21"]), ("9999-12-31", [])])
@pytest.mark.parametrize("mode", [Mode.RUN, Mode.REHEARSE])
def test_records_and_report_keep_that_it_was_due(tmp_path: Path, day: str, noted: list[str], mode: Mode) -> None:
    recipe = RECIPE.replace("手作業の分数: 1}", f"手作業の分数: 1, 見直し期限: {day}}}")
    hall = Hall.open(tmp_path / "hall", people(1), recipe)
    run, code = hall.run(mode=mode)
    assert code == 0
    hall.project.open_ledger()
    told = [str(one.words["code"]) for one in events.of_run(run) if one.kind == "run.note"]
    assert told == noted
    assert events.verify().whole
    folder = next((hall.home / "logs/runs").glob(f"*/{run}"))
    assert (SAID in (folder / "report.html").read_text("utf-8")) == bool(noted)
    assert ("この実行について伝えることがあります。  理由: 見直し期限を過ぎています。 [L21]" in (folder / "log.txt").read_text("utf-8")) == bool(noted)
