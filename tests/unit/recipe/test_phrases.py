"""Steps as sentences: every verb in words that a section chief knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from bots.recipe import explain, load
from bots.recipe.phrases import step_sentences
from bots.tasks.registry import TASKS, Task

from .examples import NURSERY, project, put


@pytest.mark.parametrize("one", TASKS.values(), ids=list(TASKS))
def test_no_verb_is_said_by_its_english_word(tmp_path: Path, one: Task) -> None:
    text = f"レシピ: 試し\n手順:\n{one.example}\n"
    steps = load(put(project(tmp_path), "試し", text), tmp_path).steps
    said = [sentence.text for sentence in step_sentences(steps, "ja")]
    assert said
    assert not any(f"「{one.english}」" in sentence for sentence in said)


def test_a_sheet_that_is_named_by_an_input_is_told_without_the_form_of_its_day(tmp_path: Path) -> None:
    text = NURSERY.replace("入所申込一覧.xlsx", "一覧_<対象日|日付 YYYYMMDD>.xlsx")
    text = text.replace("データ:\n", "実行時の値: {対象日: 日付}\nデータ:\n", 1)
    said = explain(load(put(project(tmp_path), "試し", text), tmp_path), "ja")
    assert any("一覧_<対象日>.xlsx" in sentence for sentence in said)
