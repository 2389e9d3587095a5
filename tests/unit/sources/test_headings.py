"""Headings of several rows, sheets by a pattern, lines that are no rows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook

from bots.errors import DataError
from bots.model import Column, Details, Hall, Row, RowsPlan, Table, Value
from bots.sources.delimited import read_delimited
from bots.sources.grid import Grid
from bots.sources.headings import headings_of, joined_heading
from bots.sources.results import RowOutcome, write_rejects, write_result
from bots.sources.sheet import SheetSource

COLUMNS = (
    Column("整理番号", "code", size=3), Column("住所（郵便番号）", "postal"), Column("住所（番地）", "text"),
    Column("人数", "number"),
)  # fmt: skip
PLAN = RowsPlan("名簿.xlsx", ("整理番号",), header=4, header_rows=2, columns=COLUMNS)
SKIP = replace(PLAN, skip=[{"整理番号": ["合計", "小計"]}, {"整理番号": {"starts": "※"}}])


def book(path: Path, *, names: tuple[str, ...] = ("名簿",)) -> Path:
    """As offices make it: a title over all, two rows of headings, a total and a note at the end."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for name in names:
        sheet = made.create_sheet(name)
        sheet["A1"] = "令和8年度　名簿"
        sheet.merge_cells("A1:D1")
        for cell, text in (("A3", "整理\n番号"), ("B3", "住　所"), ("B4", "郵便番号"), ("C4", "番地"), ("D3", "人数")):
            sheet[cell] = text
        for area in ("A3:A4", "B3:C3", "D3:D4"):
            sheet.merge_cells(area)
        rows = [("001", "180-0001", "中町1-1", 2), ("小計", "", "", 2), ("002", "180-0002", "西町2-2", 3),
                ("合計", "", "", 5), ("※ 2月1日現在", "", "", "")]  # fmt: skip
        for number, row in enumerate(rows, 5):
            for column, value in enumerate(row, 1):
                sheet.cell(number, column).value = value or None
    made.save(path)
    return path


def read(path: Path, plan: RowsPlan = SKIP) -> Table:
    return SheetSource().read(path, plan, scope={})


def values(rows: tuple[Row, ...]) -> list[list[str]]:
    return [[value.reveal() for value in row.values.values()] for row in rows]


def test_headings_of_two_rows_are_joined_and_totals_left_out_and_counted(tmp_path: Path) -> None:
    table = read(book(tmp_path / "名簿.xlsx"))
    assert table.headings == ("整理番号", "住所（郵便番号）", "住所（番地）", "人数")
    assert values(table.rows) == [["001", "180-0001", "中町1-1", "2"], ["002", "180-0002", "西町2-2", "3"]]
    assert not any(row.problems for row in table.rows)
    assert table.skipped == (6, 8, 9)


def test_without_the_rule_a_total_is_a_fault_of_its_row(tmp_path: Path) -> None:
    table = read(book(tmp_path / "名簿.xlsx"), PLAN)
    assert [row.number for row in table.rows if row.problems] == [6, 8, 9]
    assert table.skipped == ()


def test_a_rule_sees_inputs_and_leaves_what_it_cannot_compare(tmp_path: Path) -> None:
    over = replace(PLAN, skip={"人数": {"over": "4"}, "整理番号": "合計"})
    assert read(book(tmp_path / "名簿.xlsx"), over).skipped == (8,)
    days = replace(PLAN, skip={"整理番号": {"before": "2026-01-01"}})
    assert read(book(tmp_path / "名簿.xlsx"), days).skipped == ()


def test_a_rule_asks_the_tables_of_the_hall(tmp_path: Path) -> None:
    path, hall = book(tmp_path / "名簿.xlsx"), Hall(substitutes={"總": "合"})
    total = replace(PLAN, skip={"整理番号": "<合計の名|代替文字>"})
    named = {"合計の名": Value("總計")}
    assert SheetSource().read(path, total, scope=named, hall=hall).skipped == (8,)
    assert SheetSource().read(path, total, scope=named).skipped == ()


def test_a_rule_takes_headings_of_any_width_and_is_silent_on_blank_cells(tmp_path: Path) -> None:
    blank = replace(PLAN, skip={"住所（番地）": ""})
    assert read(book(tmp_path / "名簿.xlsx"), blank).skipped == (6, 8, 9)


@pytest.mark.parametrize(
    ("above", "joined"),
    [
        (["住所", "番地"], "住所（番地）"), (["", "番地"], "番地"), (["住所", ""], "住所"), (["", ""], ""),
        (["住所", "本籍", "番地"], "住所（本籍・番地）"),
    ],
)  # fmt: skip
def test_how_words_above_each_other_are_joined(above: list[str], joined: str) -> None:
    assert joined_heading(above) == joined


def test_a_heading_that_is_not_merged_stands_over_its_own_column_alone(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("住所,,人数\n郵便番号,番地,\n180-0001,中町,1\n", "utf-8")
    plan = replace(PLAN, header=2, key=("番地",), columns=(Column("住所（郵便番号）", "postal"),))
    assert read(tmp_path / "a.csv", plan).headings == ("住所（郵便番号）", "番地", "人数")


def test_two_columns_of_one_joined_heading_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("整理番号,住所,住所\n,番地,番地\n001,あ,い\n", "utf-8")
    plan = replace(PLAN, header=2, columns=(Column("整理番号", "text"), Column("住所（番地）", "text")))
    with pytest.raises(DataError) as caught:
        read(tmp_path / "a.csv", plan)
    assert caught.value.problem.code == "D11"
    assert "B2、C2" in caught.value.problem.sentence("ja")


def test_a_missing_joined_heading_is_named_with_those_that_are_there(tmp_path: Path) -> None:
    plan = replace(SKIP, columns=(*COLUMNS, Column("住所（方書）", "text")))
    with pytest.raises(DataError) as caught:
        read(book(tmp_path / "名簿.xlsx"), plan)
    assert caught.value.problem.code == "D10"
    assert "番地）" in caught.value.problem.hint("ja")


def test_a_heading_of_another_column_is_not_what_was_meant(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("整理番号,氏名カナ\n001,ア\n", "utf-8")
    names = ("整理番号", "氏名カナ", "氏名")
    with pytest.raises(DataError) as caught:
        read(tmp_path / "a.csv", replace(PLAN, header=1, key=("整理番号",), columns=tuple(Column(one, "text") for one in names)))
    assert (caught.value.problem.code, caught.value.problem.words["column"]) == ("D10", "氏名")
    assert "氏名カナ" in caught.value.problem.hint("ja")
    assert "ことですか" not in caught.value.problem.hint("ja")


# --------------------------------------------------------------------------- sheets by a pattern


def test_a_pattern_is_the_one_sheet_that_fits_it(tmp_path: Path) -> None:
    path = book(tmp_path / "名簿.xlsx", names=("説明", "令和８年度", "令和7年度（旧）"))
    assert read(path, replace(SKIP, sheet="令和*年度")).sheet == "令和８年度"
    for pattern, code in (("令和*", "D90"), ("平成*", "D08")):
        with pytest.raises(DataError) as caught:
            read(path, replace(SKIP, sheet=pattern))
        assert caught.value.problem.code == code
        assert "令和８年度" in caught.value.problem.hint("ja")


def test_a_hidden_sheet_fits_no_pattern(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = book(tmp_path / "名簿.xlsx", names=("令和8年度", "令和9年度"))
    made = load_workbook(path)
    made["令和9年度"].sheet_state = "hidden"
    made.save(path)
    assert read(path, replace(SKIP, sheet="令和*年度")).sheet == "令和8年度"


# --------------------------------------------------------------------------- the books that go back


def test_results_stand_in_the_last_row_of_the_headings_and_leave_totals_alone(tmp_path: Path) -> None:
    path = book(tmp_path / "名簿.xlsx")
    table = read(path)
    outcomes = [RowOutcome(row.number, "done", "完了") for row in table.rows]
    made = write_result(path, SKIP, table, outcomes, path, language="ja", fallback=tmp_path)
    again = read(made.path)
    assert again.headings[-2:] == ("ロボットの結果", "理由")
    assert again.skipped == (6, 8, 9)
    assert [row.values["ロボットの結果"].reveal() for row in again.rows] == ["完了", "完了"]


def test_rejects_are_handed_in_again_as_they_are(tmp_path: Path) -> None:
    path = book(tmp_path / "名簿.xlsx")
    table = read(path)
    outcomes = [RowOutcome(table.rows[1].number, "refused", "業務エラー", "番地がありません")]
    made = write_rejects(path, SKIP, table, outcomes, path, language="ja", fallback=tmp_path)
    again = read(made.path)
    assert [row.key for row in again.rows] == [("002",)]
    assert not again.rows[0].problems


def test_child_rows_have_headings_of_two_rows_too(tmp_path: Path) -> None:
    path = book(tmp_path / "名簿.xlsx", names=("令和8年度", "世帯員8"))
    children = Details("世帯員", "世帯員*", "整理番号", 4, COLUMNS, header_rows=2)
    plan = replace(SKIP, sheet="令和*", details=(replace(children, columns=(Column("整理番号", "text"), *COLUMNS[2:3])),))
    with pytest.raises(DataError) as caught:  # the totals of the other sheet belong to no row: never dropped
        read(path, plan)
    assert caught.value.problem.code == "D79"


@pytest.mark.parametrize(("name", "where"), [("表.csv", "表.csv の 1 行目に"), ("表.xlsx", "表.xlsx の「受付」の 1 行目に")])
def test_a_text_file_is_not_told_as_a_sheet_of_itself(name: str, where: str) -> None:
    grid = Grid("" if name.endswith(".csv") else "受付", [])
    with pytest.raises(DataError) as caught:
        headings_of(grid, RowsPlan(name, ("番号",)), name)
    assert caught.value.problem.sentence("ja") == f"{where}見出しがありません。"
    assert caught.value.problem.sentence("en").startswith(f"{name}{'' if name.endswith('.csv') else ', sheet 受付'}: ")


@pytest.mark.parametrize(
    ("above", "code", "advice"), [("住所,,", "D10", "D103"), ("住所,住所,人", "", ""), (",,", "D72", "D104")]
)
def test_a_text_file_keeps_no_merges_and_is_told_so(tmp_path: Path, above: str, code: str, advice: str) -> None:
    """Written out over each of its columns the upper heading is read; one row of headings has nothing to do with it."""
    path = tmp_path / "名簿.csv"
    path.write_text(f"名簿\n\n整理番号,{above}\n,郵便番号,番地,数\n001,,本町,2\n", encoding="utf-8")
    columns = (*COLUMNS[:3], Column("人（数）", "number", optional=True))
    rows = replace(PLAN, file=path.name, columns=columns if code != "D72" else (*COLUMNS[1:3], *columns[3:]))
    grid = read_delimited(path)
    if not code:
        assert [one.name for one in headings_of(grid, rows, path.name)] == [one.name for one in columns]
        return
    with pytest.raises(DataError) as told:
        headings_of(grid, rows, path.name)
    problem = told.value.problem
    assert (problem.code, problem.advice) == (code, advice)
    assert "bots new --from 名簿.csv --header-row 3-4" in problem.hint("ja")
    with pytest.raises(DataError) as told:
        headings_of(grid, replace(rows, header_rows=1), path.name)
    assert told.value.problem.advice not in ("D103", "D104")
