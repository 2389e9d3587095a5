"""`対象` on a sheet: inputs and 今日 may be used; what cannot be compared refuses its row, not the sheet."""

from __future__ import annotations

from pathlib import Path

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
