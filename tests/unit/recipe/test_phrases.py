"""Steps as sentences: every verb in words that a section chief knows."""

from __future__ import annotations

from dataclasses import replace
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


@pytest.mark.parametrize(
    ("within", "ja", "en"),
    [
        ("保護者1", "「保護者1」の中で、", "In the part “保護者1”: "),
        ("{行: 最後}", "最後の行で、", "In the last row: "),
        ("{行: <番号>}", "「番号」の値のある行で、", "In the row with the value of 番号: "),
        ("{行: {コード: <番号>}}", "「コード」が「番号」の値の行で、", "In the row where コード is the value of 番号: "),
        ("[{表: 明細}, {行: 最後}]", "表「明細」の最後の行で、", "In the last row of the table “明細”: "),
        ("{フレーム: 備考}", "フレーム「備考」で、", "In the frame “備考”: "),
        ("{画面: 検索}", "画面「検索」で、", "In the window “検索”: "),
    ],
)
@pytest.mark.parametrize(
    "step",
    ["クリック: 選択", "入力: {氏名: a}", "照合: {氏名: a}", "読取: {控え: 番号}", "表示確認: 氏名", "確定: 登録\n    成功の表示: 済"],
)
def test_where_on_the_screen_a_step_is_carried_out_is_said(tmp_path: Path, step: str, within: str, ja: str, en: str) -> None:
    text = f"レシピ: 試し\n手順:\n  - {step}\n    範囲: {within}\n    もし: {{表示: 済}}\n"
    steps = load(put(project(tmp_path), "試し", text), tmp_path).steps
    for lang, where in (("ja", ja), ("en", en)):
        (said,) = step_sentences(steps, lang)
        (anywhere,) = step_sentences([replace(steps[0], within=None)], lang)
        before, mark, after = said.text.partition(where)
        assert mark
        assert before + after == anywhere.text
