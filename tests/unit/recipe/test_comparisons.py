"""What a condition may compare by size or order is known from the types: the rest is a mistake of the
recipe, told before any row is touched.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from bots.recipe import check
from bots.recipe.loading import load_bytes

RECIPE = """\
レシピ: 比較
概要: {{担当: 係, 目的: 試す, 手作業の分数: 1}}
データ:
  ファイル: 表.xlsx
  鍵: 番号
  列:
    番号: コード 8
    記号: コード
    氏名: 文字
    地区: 選択 東/西
    等級: 選択 1/2/3
    期限: 選択 2024-04-01/2025-04-01
    金額: 金額
    数量: 数 任意
    生年月日: 日付
    同意: 有無
    郵便: 郵便番号
実行時の値: {{基準日: 日付, 上限: 数}}
行ごと:
  - 読取: {{控え: 受付番号}}
  - 値を決める: {{控えた日: <生年月日>, 文: 第<金額>号}}
  - メモ: 確かめること
    もし: {condition}
"""


def found(condition: str, tmp_path: Path) -> list[str]:
    """The codes of what is wrong in the line of the condition."""
    text = RECIPE.format(condition=condition)
    recipe = load_bytes(text.encode(), tmp_path / "recipes" / "比較.yaml", tmp_path, "比較.yaml")
    problems = check(recipe, tmp_path)
    last = text.count("\n")
    return [one.code for one in problems if one.place.line == last]


@pytest.mark.parametrize(
    "condition",
    [
        "{金額: {以上: 10000, 未満: 20000}}", "{数量: {超: <金額>}}",
        "{等級: {以上: 2}}", "{番号: {以下: 100}}", "{行番号: {超: 1}}", "{金額: {以下: <上限>}}",
        "{生年月日: {以上: 2024-04-01}}", "{生年月日: {より前: 令和6年4月2日}}",
        "{生年月日: {以上: <期限>}}", "{期限: {より後: 2024-04-01}}", "{今日: {より後: <生年月日>}}",
        "{生年月日: {より後: <基準日>}}", "{生年月日: {より前: <今日|年>-04-01}}",
        "{控え: {超: 5}}", "{控え: {より前: 2024-04-01}}", "{金額: {超: <控え>}}", "{文: {超: 5}}",
        "{控えた日: {以上: 2024-04-01}}", "{氏名: {含む: 5}}", "{地区: {始まる: 東}}", "{氏名: {以外: 5}}",
        "{金額: {超: <金額|半角>}}", "[{金額: {超: 1}}, {表示: 5}]",
    ],
)  # fmt: skip
def test_what_can_be_compared_is_left_alone(condition: str, tmp_path: Path) -> None:
    assert found(condition, tmp_path) == []


@pytest.mark.parametrize(
    ("condition", "codes"),
    [
        ("{地区: {以上: 3, 以下: 5}}", ["R125"]), ("{氏名: {超: 5}}", ["R125"]),
        ("{記号: {超: 5}}", ["R125"]), ("{同意: {以上: 1}}", ["R125"]), ("{郵便: {以上: 1}}", ["R125"]),
        ("{今: {超: 9}}", ["R125"]), ("{実行ID: {超: 9}}", ["R125"]), ("{row_number: {超: 9}}", []),
        ("{期限: {以上: 3}}", ["R125"]), ("{等級: {より前: 2024-04-01}}", ["R125"]),
        ("{金額: {より前: 2024-04-01}}", ["R125"]), ("{氏名: {より後: 2024-04-01}}", ["R125"]),
        ("[{金額: {超: 1}}, {氏　名: {超: 5}}]", ["R125"]), ("{金額: {以上: <氏名>}}", ["R125"]),
        ("{控え: {以上: <地区>}}", ["R125"]), ("{生年月日: {より後: <郵便>}}", ["R125"]),
        ("{金額: {以上: <生年月日>}}", ["R126"]), ("{生年月日: {以上: <金額>}}", ["R126"]),
        ("{基準日: {より後: <上限>}}", ["R126"]), ("{控え: {以上: <基準日>}}", ["R126"]),
        ("{金額: {超: <控えた日>}}", ["R126"]),
        ("{生年月日: {以上: 3}}", ["R63"]), ("{控えた日: {以上: 3}}", ["R63"]),
        ("{生年月日: {より前: 来月}}", ["R63"]), ("{金額: {以上: あ}}", ["R62"]),
        ("{金額: {以上: 2024-04-01}}", ["R62"]), ("{控え: {以上: 2024-04-01}}", ["R62"]),
        ("{数量: {未満: [1, 多い, 少ない]}}", ["R62", "R62"]), ('{数量: {未満: ""}}', ["R62"]),
    ],
)  # fmt: skip
def test_what_cannot_be_compared_is_told(condition: str, codes: list[str], tmp_path: Path) -> None:
    assert found(condition, tmp_path) == codes


@pytest.mark.parametrize(
    ("only", "codes"),
    [("{氏名: {超: 5}}", ["R125"]), ("{金額: {以上: あ}}", ["R62"]), ("{金額: {以上: 5}}", [])],
)
def test_the_rows_that_are_taken_are_chosen_by_the_same_rules(
    only: str, codes: list[str], tmp_path: Path
) -> None:
    text = RECIPE.format(condition="{氏名: 甲}").replace("  鍵: 番号\n", f"  鍵: 番号\n  対象: {only}\n")
    recipe = load_bytes(text.encode(), tmp_path / "recipes" / "比較.yaml", tmp_path, "比較.yaml")
    assert [one.code for one in check(recipe, tmp_path) if one.place.line == 6] == codes


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<地区|日付>", True), ("<同意|和暦>", True), ("<郵便|年>", True), ("<生年月日|カンマ>", True), ("<金額|電話番号>", True),
        ("<基準日|郵便番号>", True), ("<控えた日|カンマ>", True), ("<地区|全角|日付>", True), ("<地区|置換 東 東部|置換 西 西部|桁 1>", True),
        ("<生年月日|和暦 R06.04.01>", False), ("<期限|和暦>", False), ("<等級|カンマ>", False), ("<氏名|日付>", False),
        ("<番号|日付>", False), ("<数量|日付>", False),  # 20260401
        ("<地区|空なら 2026-04-01|日付>", False), ("<生年月日|日付 YYYYMMDD|カンマ>", False), ("<控え|日付>", False),
        ("<文|カンマ>", False), ("<無い|日付>", False), ("<地区|日附>", False), ("<地区|置換 東 2026-04-01|日付>", False),
    ],
)  # fmt: skip
@pytest.mark.parametrize("place", ["- メモ: {}", "- メモ: x\n    もし: {{氏名: {}}}", "- クリック: x\n    範囲: {{行: {}}}"])
def test_a_filter_that_can_take_no_value_of_a_column(text: str, told: bool, place: str, tmp_path: Path) -> None:
    steps = RECIPE[: RECIPE.index("  - メモ:")].format() + f"  {place.format(text)}\n"
    problems = check(load_bytes(steps.encode(), tmp_path / "recipes" / "比較.yaml", tmp_path, "比較.yaml"), tmp_path)
    assert [one.code for one in problems if one.code == "R160"] == ["R160"] * told


@pytest.mark.parametrize("line", ["ファイル: 表_<地区|日付>.xlsx", "対象: {氏名: <同意|日付>}", "除く行: {氏名: <同意|日付>}", "受付簿: <上限|電話番号>"])
def test_a_filter_beside_the_steps(line: str, tmp_path: Path) -> None:
    text = RECIPE.format(condition="{氏名: x}").replace("  ファイル: 表.xlsx", f"  {line}")
    problems = check(load_bytes(text.encode(), tmp_path / "recipes" / "比較.yaml", tmp_path, "比較.yaml"), tmp_path)
    assert [(one.code, one.place.line) for one in problems if one.code == "R160"] == [("R160", 4)]
