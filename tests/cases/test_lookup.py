"""Codes looked up in a table (対応表): one line that fits, or the row is refused; the table of the run is kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from bots.app.facts import open_run
from bots.errors import DataError, Problem, RecipeError
from bots.ledger import rows
from tests.hall import LOOKING, RECIPE, Hall, Rows

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


BOOK = {
    "はじめに": [["この表の使い方"]],
    "令和8年度": [["町名", "コード"], ["新規", "008"]],
    "令和7年度": [["町名", "コード"], ["新規", "007"], ["取下げ", "1"], ["取下げ", "2"]],
}


def hall_with_book(home: Path, steps: str, recipe: str = RECIPE, people: Rows = PEOPLE[:1]) -> Hall:
    """A hall whose tables are sheets of one book."""
    one = Hall.open(home, people, recipe.replace("      氏名: <氏名>\n", steps, 1))
    book = Workbook()
    book.remove(book.active)
    for name, lines in BOOK.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line)
    book.save(one.home / "recipes/町名.xlsx")
    return one


def of_sheet(sheet: str, steps: str = STEPS) -> str:
    return steps.replace("町名.csv\n", f"町名.xlsx\n    シート: {sheet}\n")


@pytest.mark.parametrize(
    ("sheet", "code"), [("令和8年度", "008"), ("令和７年度", "007"), ("令和7*", "007"), ("令和<年度>年度", "008")]
)
def test_a_table_is_read_from_the_sheet_that_is_named(tmp_path: Path, sheet: str, code: str) -> None:
    recipe = RECIPE.replace("\nデータ:", "\n実行時の値: {年度: 数}\n\nデータ:")
    one = hall_with_book(tmp_path, of_sheet(sheet), recipe)
    assert one.run(inputs={"年度": "8"})[1] == 0
    assert one.system.truth()[0]["町"] == code


@pytest.mark.parametrize(
    ("sheet", "code", "ja", "en"),
    [
        ("令和8年度", "B10", "対応表 町名.xlsx の「令和8年度」に、「町名」が", "(町名.xlsx, sheet 令和8年度)"),
        ("令和7*", "B11", "対応表 町名.xlsx の「令和7年度」に、「町名」が", "(町名.xlsx, sheet 令和7年度)"),
        ("", "B11", "対応表 町名.csv に、「町名」が", "(町名.csv)"),
    ],
)
def test_a_row_that_does_not_fit_is_told_the_sheet_that_was_read(
    tmp_path: Path, sheet: str, code: str, ja: str, en: str
) -> None:
    people = [{**PEOPLE[0], "区分": "取下げ"}]
    steps = (of_sheet(sheet) if sheet else STEPS).replace("町 名: <区分>", "町名: <区分>")
    one = hall_with_book(tmp_path, steps, people=people)
    (one.home / "recipes/町名.csv").write_text(TABLE, encoding="utf-8")
    run, _ = one.run()
    one.project.open_ledger()
    (row,) = rows.of_run(run)
    told = Problem(row.code, row.words)
    assert row.code == code
    assert ja in told.sentence("ja")
    assert en in told.sentence("en")


def test_two_sheets_of_one_book_are_two_tables(tmp_path: Path) -> None:
    earlier = of_sheet("令和7年度").partition("  - 対応表")[2].replace("町コード", "前のコード").replace("      町:", "      前の町:")
    one = hall_with_book(tmp_path, of_sheet("令和8年度") + "  - 対応表" + earlier)
    assert one.run()[1] == 0
    entry = one.system.truth()[0]
    assert (entry["町"], entry["前の町"]) == ("008", "007")


@pytest.mark.parametrize(("sheet", "code"), [("令和9年度", "D08"), ("令和*", "D90"), ("はじめに", "D77")])
def test_a_sheet_that_cannot_be_used_is_told_before_anything_begins(tmp_path: Path, sheet: str, code: str) -> None:
    with pytest.raises(DataError) as told:
        hall_with_book(tmp_path, of_sheet(sheet)).ask()
    assert told.value.problem.code == code
    if code == "D77":
        assert "町名.xlsx の「はじめに」" in told.value.problem.sentence("ja")


@pytest.mark.parametrize("sheet", ["<区分>", "<控え>"])
def test_a_sheet_is_known_before_any_row(tmp_path: Path, sheet: str) -> None:
    with pytest.raises(RecipeError) as told:
        hall_with_book(tmp_path, of_sheet(sheet)).ask()
    assert told.value.problem.code == "R11"


def test_a_row_in_doubt_is_looked_up_by_a_code_of_a_table(tmp_path: Path) -> None:
    """The table that only 照会 names is found, kept and read, as others are."""
    look = "  - 対応表: {町コード: コード}\n    ファイル: 町名.xlsx\n    シート: 令和8年度\n    条件: {町名: <区分>}\n"
    recipe = LOOKING.replace("  - クリック: ボタン「検索」\n", f"{look}  - メモ: <町コード>\n  - クリック: ボタン「検索」\n")
    one = hall_with_book(tmp_path, "      氏名: <氏名>\n", recipe, [PEOPLE[0], {**PEOPLE[1], "区分": "新規"}])
    one.system.answers = ["success", "gone"]
    run, _ = one.run()
    assert one.counts(run)["done"] == 2
    one.project.open_ledger()
    assert [row.code for row in rows.of_run(run)] == ["", "B70"]


def book_of(home: Path, lines: list[tuple[object, str, str]]) -> None:
    """A table of numbers by their formats, each with its code."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["番号", "コード"])
    for at, (number, shape, code) in enumerate(lines, 2):
        page.append([number, code])
        page.cell(at, 1).number_format = shape
    book.save(home / "recipes/番号.xlsx")


@pytest.mark.parametrize(
    ("kind", "lines", "town"),
    [
        ("数", [(1, '0"番"', "A"), (2, '0"番"', "B")], "A"), ("金額", [(1, '"¥"#,##0', "A"), (2, '"¥"#,##0', "B")], "A"),
        ("文字", [(1, '0"番"', "A"), (1, "General", "B")], "B"), ("数", [(1, '0"千番"', "A")], None),
        ("数", [(-1, '0;"番"', "A"), (1, '"▲"0', "B")], None), ("数", [("1.0", "General", "A")], "A"),
    ],
)  # fmt: skip
def test_a_number_is_looked_up_by_what_it_is_worth_and_a_text_as_it_is_seen(
    tmp_path: Path, kind: str, lines: list[tuple[object, str, str]], town: str | None
) -> None:
    steps = STEPS.replace("町名.csv", "番号.xlsx").replace("町 名: <区分>", "番号: <番号>")
    recipe = RECIPE.replace("      氏名: <氏名>\n", steps).replace("番号: コード 4", f"番号: {kind}")
    one = Hall.open(tmp_path, [{"番号": 1, "氏名": "山田"}], recipe)
    book_of(one.home, lines)
    run, _ = one.run()
    assert [entry.get("町") for entry in one.system.truth()] == ([town] if town else [])
    one.project.open_ledger()
    assert [row.code for row in rows.of_run(run)] == ["" if town else "B10"]


def test_what_is_looked_up_is_kept_as_it_is_seen(tmp_path: Path) -> None:
    steps = STEPS.replace("町名.csv", "番号.xlsx").replace("町コード: コード", "町コード: 番号").replace("町 名: <区分>", "コード: <区分>")
    one = Hall.open(tmp_path, PEOPLE[:1], RECIPE.replace("      氏名: <氏名>\n", steps))
    book_of(one.home, [(1, '0"番"', "新規")])
    assert one.run()[1] == 0
    assert one.system.truth()[0]["町"] == "1番"
