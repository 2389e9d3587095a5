"""`対象` on a sheet: inputs and 今日 may be used; what cannot be compared refuses its row, not the sheet."""

from __future__ import annotations

from pathlib import Path

import pytest

from bots.model import RowsPlan, Value
from bots.sources.sheet import SheetSource
from bots.values.columns import parse_column


def test_only_with_an_input_and_a_value_that_cannot_be_compared(tmp_path: Path) -> None:
    sheet = tmp_path / "a.csv"
    sheet.write_text(
        "番号,締切,金額\n1,2026-12-01,5\n2,2026-01-01,5\n3,未定,5\n4,2026-12-01,多い\n", "utf-8"
    )
    columns = (
        parse_column("番号", "コード"),
        parse_column("締切", "文字"),
        parse_column("金額", "数"),
    )
    rows = RowsPlan(
        "a.csv",
        ("番号",),
        columns=columns,
        only={"締切": {"after": "<今日>"}, "金額": {"at_least": "<下限>"}},
    )
    scope = {"今日": Value("2026-11-23", "date"), "下限": Value("5", "number")}
    table = SheetSource().read(sheet, rows, scope=scope)
    assert [row.chosen for row in table.rows] == [True, False, True, True]
    assert [[one.code for one in row.problems] for row in table.rows] == [[], [], ["D45"], ["D25"]]
    assert str(table.rows[2].problems[0].place)


@pytest.mark.parametrize(
    ("line", "chosen", "codes"),
    [
        ("1,新規,,5", True, []),
        ("1,取下げ,,5", False, []),
        ("1,新 規,,5", True, ["D34"]),
        ("1,新 規,済,5", False, []),
        ("1,,,5", False, []),
        ("1,新規,済,多い", False, []),
        ("1,取下げ,,多い", False, []),
        (",取下げ,,5", False, []),
        ("9,取下げ,,5\n9,取下げ,,5", False, []),
    ],
)
def test_a_cell_that_cannot_be_read_leaves_no_row_out(tmp_path: Path, line: str, chosen: bool, codes: list[str]) -> None:
    """An application whose 区分 is misspelt was left out as if somebody had wanted that."""
    sheet = tmp_path / "a.csv"
    sheet.write_text(f"番号,区分,状態,金額\n{line}\n", "utf-8")
    told = ("番号", "コード"), ("区分", "選択 新規/取下げ"), ("状態", "文字 任意"), ("金額", "数")
    columns = tuple(parse_column(*one) for one in told)
    rows = RowsPlan("a.csv", ("番号",), columns=columns, only={"状態": "", "区分": "新規"})
    row = SheetSource().read(sheet, rows, scope={}).rows[0]
    assert (row.chosen, [one.code for one in row.problems]) == (chosen, codes)


def test_it_hangs_on_one_of_several_ways(tmp_path: Path) -> None:
    sheet = tmp_path / "a.csv"
    sheet.write_text("番号,区分,金額\n1,新 規,5\n2,新 規,9\n3,取下げ,多い\n", "utf-8")
    columns = parse_column("番号", "コード"), parse_column("区分", "選択 新規/取下げ"), parse_column("金額", "数")
    only = [{"金額": {"over": "8"}, "区分": "新規"}, {"金額": {"over": "100"}}]
    rows = SheetSource().read(sheet, RowsPlan("a.csv", ("番号",), columns=columns, only=only), scope={}).rows
    assert [(row.chosen, bool(row.problems)) for row in rows] == [(False, False), (True, True), (True, True)]
