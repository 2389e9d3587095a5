"""A file that a row names is looked for when the row is checked, before any browser opens."""

from __future__ import annotations

from pathlib import Path

from bots.model import Column, RowsPlan
from bots.sources.sheet import SheetSource

PLAN = RowsPlan(
    "a.csv",
    ("番号",),
    columns=(Column("番号", "text"), Column("就労証明書", "file", optional=True)),
)


def test_a_file_that_a_row_names_is_looked_for_before_anything_opens(tmp_path: Path) -> None:
    (tmp_path / "証明").mkdir()
    (tmp_path / "証明" / "1.pdf").write_bytes(b"%PDF")
    (tmp_path / "外.pdf").symlink_to("/etc/hostname")
    sheet = tmp_path / "a.csv"
    names = [
        "証明/1.pdf",
        "証明\\1.pdf",
        "",
        "証明/2.pdf",
        "証明",
        "../a.csv",
        "外.pdf",
        "証明/1.pdf|無い.pdf",
        "長" * 300,
    ]
    sheet.write_text(
        "番号,就労証明書\n" + "".join(f"{n},{one}\n" for n, one in enumerate(names)),
        encoding="utf-8",
    )
    table = SheetSource().read(sheet, PLAN, scope={}, folder=tmp_path)
    codes = [[one.code for one in row.problems] for row in table.rows]
    assert codes == [[], [], [], ["D37"], ["D37"], ["D38"], ["D38"], ["D37"], ["D37"]]
    assert table.rows[3].problems[0].place.cell == "B5"
    snapshot = SheetSource().read(sheet, PLAN, scope={})  # after the run nobody looks
    assert [one.code for row in snapshot.rows for one in row.problems] == ["D38"]
