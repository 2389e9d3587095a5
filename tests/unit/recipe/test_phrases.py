"""Steps as sentences: every verb in words that a section chief knows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bots.model import Mode
from bots.recipe import explain, load, plan
from bots.recipe.phrases import step_sentences
from bots.tasks.registry import TASKS, Task

from .examples import NURSERY, project, put
from .test_paths import HEAD


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


def test_headings_of_two_rows_and_lines_that_are_no_rows_are_told(tmp_path: Path) -> None:
    rules = "データ:\n  見出し行: 3〜4\n  除く行: {整理番号: [合計, 小計]}\n  パスワードの名前: 申込\n"
    text = "\n".join(one for one in NURSERY.splitlines() if "見出し行" not in one).replace("データ:\n", rules, 1)
    recipe = load(put(project(tmp_path), "試し", text), tmp_path)
    assert recipe.sheet is not None
    rows = recipe.sheet.plan
    assert (rows.first_header, rows.header, rows.skip, rows.password_name) == (
        3, 4, {"整理番号": ["合計", "小計"]}, "申込",
    )  # fmt: skip
    told = "".join(explain(recipe, "ja"))
    assert "見出しは 3-4 行目です" in told
    assert "「整理番号」が「合計」 か 「小計」の行は、データの行に数えず除きます" in told
    assert "headings are in rows 3-4" in "".join(explain(recipe, "en"))


SENDING = """\
レシピ: 登録
概要: {担当: 係, 目的: 登録, 手作業の分数: 1}
使うシステム: 保育システム
実行時の値: {番号: コード 8}
手順:
  - 照合: {欄: 二}
  - 確定: 登録
    成功の表示: 完了
"""
STEPS = """\
  - 照合: {欄: 一}
  - 場合分け:
      - もし: {区分: 新規}
        手順:
          - 照合: {欄: 三}
            違うとき: 障害
          - 確定: 登録
            成功の表示: 完了
          - 照合: {欄: 四}
            違うとき: 障害
      - それ以外:
          - 呼び出す: 部品/登録
            渡す値: {番号: <番号>}
          - 照合: {欄: 五}
  - 照合: {欄: 六}
"""


@pytest.mark.parametrize(
    ("lang", "refused", "fault", "conflict"),
    [("ja", "業務エラー", "障害", "不一致"), ("en", "refused", "fault", "conflict")],
)
def test_what_differs_after_the_submit_is_told_as_a_conflict(
    tmp_path: Path, lang: str, refused: str, fault: str, conflict: str
) -> None:
    folder = project(tmp_path)
    put(folder, "部品/登録", SENDING)
    recipe = load(put(folder, "試し", HEAD + STEPS), tmp_path)
    made = plan(recipe, tmp_path, mode=Mode.RUN, environment="訓練", today="2026-11-25", inputs={})
    expected = {"一": refused, "二": refused, "三": fault, "四": conflict, "五": conflict, "六": conflict}
    words = (refused, fault, conflict)
    for what, known in ((recipe, "一三四五六"), (made, "一三四二五六")):  # a plan tells the steps of a part too
        lines = [line for line in explain(what, lang) if "画面の表示を確かめます" in line or "Compare the screen" in line]
        ends = [line.rsplit("。" if lang == "ja" else ". ", 2 if lang == "ja" else 1)[1] for line in lines]
        assert [[word for word in words if word in end] for end in ends] == [[expected[one]] for one in known]


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
