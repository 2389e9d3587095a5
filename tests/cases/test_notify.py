"""What a recipe tells people (通知): at the end of the run, in the report; in the log by the recipe's own words."""

from __future__ import annotations

from pathlib import Path

import pytest

from bots.app.facts import open_run, outcome_of
from bots.app.report_facts import report_facts
from bots.errors import RecipeError
from tests.hall import RECIPE, Hall, people

STEP = "  - 通知: <氏名> を登録しました\n    宛先: 係長\n"
AROUND = "\n開始:\n  - 通知: <今日> の分を始めます\n終了:\n  - 通知: 終わりました\n"


def test_notices_are_listed_at_the_end_and_never_hold_a_value_in_the_log(tmp_path: Path) -> None:
    one = Hall.open(tmp_path, people(2), RECIPE + STEP + AROUND)
    run, code = one.run()
    assert code == 0
    assert outcome_of(one.project, run, "ja").notices == (
        "2026-11-23 の分を始めます", "髙橋1 を登録しました（係長）", "髙橋2 を登録しました（係長）", "終わりました",
    )  # fmt: skip
    found = open_run(one.project, run)
    log = (found.folder.path / "log.txt").read_text("utf-8")
    assert "お知らせがあります。  内容: <氏名> を登録しました  宛先: 係長" in log
    assert "髙橋" not in log
    assert "通知（係長）: 髙橋1 を登録しました" in report_facts(one.project, found, "ja").rows[0].notes


def test_a_try_that_is_made_again_tells_nothing_twice(tmp_path: Path) -> None:
    before = RECIPE.replace("  - 確定:", STEP + "  - 確定:")
    one = Hall.open(tmp_path, people(1), before)
    one.system.answers = ["unsent", "success"]
    run, _ = one.run()
    assert len(outcome_of(one.project, run, "ja").notices) == 1


def test_a_rehearsal_tells_nothing(tmp_path: Path) -> None:
    one = Hall.open(tmp_path, people(1), RECIPE.replace("  - 確定:", STEP + "  - 確定:"))
    run, _ = one.rehearse()
    assert outcome_of(one.project, run, "ja").notices == ()


def test_a_hidden_column_cannot_be_told(tmp_path: Path) -> None:
    with pytest.raises(RecipeError) as told:
        Hall.open(tmp_path, people(1), RECIPE + STEP.replace("<氏名>", "<番号札>")).ask()
    assert told.value.problem.code == "R140"
