"""`bots explain`: what is said of a recipe that is refused, and the exit code."""

from __future__ import annotations

from pathlib import Path

import pytest

from bots.cli import main
from tests.unit.recipe.examples import NURSERY, project, put


def explained(home: Path, text: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    put(project(home), "こども課/保育申込", text)
    code = main(["-C", str(home), "explain", "保育申込"])
    return code, capsys.readouterr().out.splitlines()


def test_a_right_recipe_begins_with_its_first_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines = explained(tmp_path, NURSERY, capsys)
    assert (code, lines[0][:3]) == (0, "1. ")


def test_a_refused_recipe_says_so_at_the_top(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = NURSERY.replace("  - クリック: 確認", "  - クリツク: 確認").replace("<第一希望>", "<第二希望>", 1)
    code, lines = explained(tmp_path, wrong, capsys)
    assert code == 2
    assert "誤りが 2 件" in lines[0]
    assert "bots check こども課/保育申込" in lines[0]
    assert lines[1].startswith("1. ")


def test_advice_does_not_make_a_recipe_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines = explained(tmp_path, NURSERY.replace("  手作業の分数: 7\n", ""), capsys)
    assert (code, lines[0][:3]) == (0, "1. ")


OWN = '''"""Verbs of the hall."""

from pydantic import Field

from bots.model import Effects
from bots.tasks.arguments import Count, OnScreen, Text, Texts
from bots.tasks.registry import StepArgs, task


class Weigh(StepArgs):
    """年齢を確かめる。 / Look whether the age is right."""

    birthday: Text = Field(title="生年月日", description="日付 / the day")
    shown_as: OnScreen = Field(title="画面の年齢", description="項目 / the item")
    dialog: Texts = Field((), title="ダイアログ", description="答え / the answer")
    most: Count = Field(0, title="上限", description="上限 / the most")


@task("weigh_age", "年齢の確認", main="birthday", model=Weigh, example="- 年齢の確認: <生年月日>", example_en="- weigh_age: <Born>")
def weigh(driver, args, *, timeout, within):
    """Nothing is done."""
    return Effects()
'''
RECIPE = """\
レシピ: 年齢
概要: {担当: 係, 目的: 確認, 手作業の分数: 1}
手順:
  - 年齢の確認: <今日|和暦>
    画面の年齢: 入力欄「年齢」
    ダイアログ: キャンセル
    上限: 3
"""


@pytest.mark.parametrize(
    ("lang", "wanted"),
    [
        ("ja", "「年齢の確認」を行います（年齢を確かめる）。生年月日: 今日の日付（和暦にして）、画面の年齢: 入力欄「年齢」、"
               "ダイアログ: 「キャンセル」、上限: 「3」。"),
        ("en", "Do “weigh age” (Look whether the age is right): birthday: today’s date (as a Japanese date); "
               "shown as: the text field “年齢”; dialog: “cancel”; most: “3”."),
    ],
)  # fmt: skip
def test_the_halls_own_verbs_are_said_with_all_their_arguments(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], lang: str, wanted: str
) -> None:
    from bots.recipe import explain, find_recipe, load
    from bots.tasks import own, registry

    for name in ("TASKS", "_BY_WORD"):
        monkeypatch.setattr(registry, name, dict(getattr(registry, name)))
    monkeypatch.setattr(own, "_taken_in", set())
    put(project(tmp_path), "年齢", RECIPE)
    (tmp_path / "tasks").mkdir()
    (tmp_path / "tasks" / "weigh.py").write_text(OWN)
    (tmp_path / "config" / "settings.yaml").write_text("folders: {tasks: tasks}\n")
    assert main(["-C", str(tmp_path), "explain", "年齢"]) == 0
    assert "年齢の確認" in capsys.readouterr().out
    assert any(line.endswith(wanted) for line in explain(load(find_recipe("年齢", tmp_path), tmp_path), lang))
