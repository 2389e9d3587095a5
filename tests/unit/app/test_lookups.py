"""What `check` says of 対応表: whether its file lies in the project, and has the headings that the recipe names."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from bots.app.lookups import lookup_check
from bots.recipe import Around, check_files
from tests.unit.recipe.examples import project, put

RECIPE = """\
レシピ: 異動の登録
概要: {担当: 係, 目的: x, 手作業の分数: 1}
データ:
  ファイル: a.xlsx
  鍵: 番号
  列: {番号: コード 8, 町名: 文字}
行ごと:
  - 対応表: {町コード: コード, 地区: 地 区}
    ファイル: 町名.csv
    条件: {町名: <町名>}
  - メモ: <町コード><地区>
"""


def told(home: Path, sheets: Path | None = None) -> list[tuple[str, str, int, str]]:
    problems, _ = check_files([], home, Around(files=lookup_check(sheets)))
    return [(one.code, one.severity, one.place.line, str(one.words.get("name", ""))) for one in problems]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("町名,コード,地区\n本町,1,北\n", []),
        ("町名,コード\n本町,1\n", [("R179", "error", 8, "地 区")]),
        ("町,番号\n本町,1\n", [("R179", "error", 8, "コード"), ("R179", "error", 8, "地 区"), ("R179", "error", 10, "町名")]),
        ("", [("R180", "error", 9, "町名.csv")]),
    ],
    ids=["as it should be", "a heading missing", "all missing", "an empty file"],
)
def test_the_headings_are_those_that_the_recipe_names(
    tmp_path: Path, table: str, expected: list[tuple[str, str, int, str]]
) -> None:
    put(project(tmp_path), "異動", RECIPE)
    (tmp_path / "recipes" / "町名.csv").write_text(table, encoding="utf-8")
    assert sorted(told(tmp_path)) == expected


def test_a_file_that_is_not_there_is_advice_which_a_remark_silences(tmp_path: Path) -> None:
    put(project(tmp_path), "異動", RECIPE)
    assert told(tmp_path) == [("R178", "warning", 9, "町名.csv")]
    put(tmp_path, "異動", RECIPE.replace("町名.csv", "町名.csv   # 確認済み R178 表は共有フォルダーにある"))
    assert told(tmp_path) == []


def test_it_may_lie_in_the_folder_of_the_data_and_not_in_both(tmp_path: Path) -> None:
    put(project(tmp_path), "異動", RECIPE)
    for folder in (tmp_path / "data", tmp_path / "recipes"):
        folder.mkdir(exist_ok=True)
        (folder / "町名.csv").write_text("町名,コード,地区\n本町,1,北\n", encoding="utf-8")
    assert told(tmp_path) == []
    assert told(tmp_path, tmp_path / "data") == [("R180", "error", 9, "町名.csv")]
    (tmp_path / "recipes" / "町名.csv").unlink()
    assert told(tmp_path, tmp_path / "data") == []


def test_the_table_of_a_part_lies_beside_the_part(tmp_path: Path) -> None:
    part = "レシピ: 町\n概要: {担当: 係, 目的: x, 手作業の分数: 1}\n実行時の値: {町: 文字}\n手順:\n  - 対応表: {町コード: コード}\n"
    part += "    ファイル: 町名.csv\n    条件: {町名: <町>}\n返す値: 町コード\n"
    put(project(tmp_path), "部品/町", part)
    (tmp_path / "recipes" / "町名.csv").write_text("町名,コード\n本町,1\n", encoding="utf-8")
    assert told(tmp_path) == [("R178", "warning", 6, "町名.csv")]
    (tmp_path / "recipes" / "部品" / "町名.csv").write_text("町名\n本町\n", encoding="utf-8")
    assert told(tmp_path) == [("R179", "error", 5, "コード")]


def test_a_name_that_is_refused_is_not_looked_for(tmp_path: Path) -> None:
    put(project(tmp_path), "異動", RECIPE.replace("町名.csv", "../町名.csv"))
    (tmp_path / "町名.csv").write_text("町名\n", encoding="utf-8")
    assert [code for code, *_ in told(tmp_path)] == ["R108"]


@pytest.mark.parametrize(
    ("sheet", "expected"),
    [
        ("町 名", []),
        ("町*", []),
        ("<年度>年度", []),  # known when a run is asked for
        ("町村", [("R181", "error", 11, "町村")]),
        ("*", [("R181", "error", 11, "*")]),
        ("はじめに", [("R179", "error", 9, "コード"), ("R179", "error", 9, "地 区"), ("R179", "error", 12, "町名")]),
    ],
)
def test_the_headings_are_those_of_the_sheet_that_is_named(
    tmp_path: Path, sheet: str, expected: list[tuple[str, str, int, str]]
) -> None:
    inputs = "実行時の値: {年度: 数}\nデータ:"
    text = RECIPE.replace("データ:", inputs).replace("町名.csv\n", f"町名.xlsx\n    シート: '{sheet}'\n")
    put(project(tmp_path), "異動", text)
    book = Workbook()
    assert book.active is not None
    book.active.title = "はじめに"
    book.active.append(["この表の使い方"])
    book.create_sheet("町名").append(["町名", "コード", "地区"])
    book.save(tmp_path / "recipes" / "町名.xlsx")
    assert sorted(told(tmp_path)) == expected
