"""Codes looked up in a table (対応表): one line that fits, or the row is refused; the table of the run is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from bots.app.facts import open_run
from bots.errors import DataError, RecipeError
from bots.ledger import rows
from tests.hall import RECIPE, Hall

STEPS = """\
      氏名: <氏名>
  - 対応表:
      町コード: コード
    ファイル: 町名.csv
    条件:
      町 名: <区分>
  - 入力:
      町: <町コード>
"""
TABLE = "町名,コード,備考\n新規,007,\n取下げ,1,\n取下げ,2,重なり\n"
PEOPLE = [
    {"番号": "0001", "氏名": "山田", "区分": "新規"},
    {"番号": "0002", "氏名": "佐藤", "区分": "取下げ"},
    {"番号": "0003", "氏名": "鈴木", "区分": None},
]


def hall(home: Path, table: str = TABLE, steps: str = STEPS, encoding: str = "utf-8") -> Hall:
    one = Hall.open(home, PEOPLE, RECIPE.replace("      氏名: <氏名>\n", steps))
    (one.home / "recipes/町名.csv").write_text(table, encoding=encoding)
    return one


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_the_one_line_that_fits_gives_the_value_as_it_stands(tmp_path: Path, encoding: str) -> None:
    one = hall(tmp_path, encoding=encoding)
    run, code = one.run()
    assert (code, one.entered()) == (1, ["0001"])
    assert one.system.truth()[0]["町"] == "007"
    one.project.open_ledger()
    assert [row.code for row in rows.of_run(run)] == ["", "B11", "B10"]


def test_a_run_keeps_its_table_and_goes_on_with_it(tmp_path: Path) -> None:
    one = hall(tmp_path)
    run = one.ask()
    (one.home / "recipes/町名.csv").write_text(TABLE.replace("007", "008"), encoding="utf-8")
    one.carry_out(run)
    assert one.system.truth()[0]["町"] == "007"
    found = open_run(one.project, run)
    assert (found.folder.path / "table1.csv").read_text("utf-8") == TABLE
    assert "町名.csv" in found.plan.sources


@pytest.mark.parametrize(
    ("table", "steps", "code"),
    [
        (TABLE.replace("コード", "番号"), STEPS, "D77"),
        (TABLE, STEPS.replace("町名.csv", "無い.csv"), "D01"),
        (TABLE, STEPS.replace("町名.csv", "../町名.csv"), "R108"),
        (TABLE, STEPS.replace("町名.csv", "<区分>.csv"), "R108"),
    ],
)
def test_a_table_that_cannot_be_used_is_told_before_anything_begins(
    tmp_path: Path, table: str, steps: str, code: str
) -> None:
    with pytest.raises((DataError, RecipeError)) as told:
        hall(tmp_path, table, steps).ask()
    assert told.value.problem.code == code
    assert told.value.problem.advice == ("D94" if code == "D01" else "")  # --data would not help


def test_two_tables_of_one_name_are_not_taken_for_each_other(tmp_path: Path) -> None:
    part = "レシピ: 町\n概要: {担当: 係, 目的: 試験, 手作業の分数: 1}\n実行時の値: {町: 文字}\n手順:\n"
    part += "  - 対応表:\n      町コード: コード\n    ファイル: 町名.csv\n    条件: {町名: <町>}\n  - メモ: <町コード>\n"
    one = hall(tmp_path, steps=STEPS + "  - 呼び出す: 部品/町\n    渡す値: {町: <区分>}\n")
    folder = one.home / "recipes/部品"
    folder.mkdir()
    (folder / "町.yaml").write_text(part, encoding="utf-8")
    (folder / "町名.csv").write_text(TABLE.replace("007", "999"), encoding="utf-8")
    with pytest.raises(DataError) as told:
        one.ask()
    assert told.value.problem.code == "D18"
    (folder / "町名.csv").write_text(TABLE, encoding="utf-8")
    assert one.run()[0]
