"""A sample of tests/bench/sheets.py: what a clerk waits for, beside the libraries that only read."""

from __future__ import annotations

from pathlib import Path

from tests.bench.sheets import measured, write_book

ROWS = 8000
MOST_MEMORY = 150  # MB, of which Python and its libraries take 40


def test_reading_and_checking_is_quicker_than_openpyxl_reads_and_keeps_what_others_lose(tmp_path: Path) -> None:
    """Both as work of the processor, in the same minute: a machine that is busy is no slower for one of them."""
    path = tmp_path / "大きな表.xlsx"
    write_book(path, ROWS, 10)
    own = measured(path, 10)
    others = {reader: measured(path, 10, reader=reader) for reader in ("pandas", "openpyxl")}
    assert (own["rows"], own["faulty"], own["first"]) == (ROWS, 0, "00000001")
    assert float(own["cpu"]) < float(others["openpyxl"]["cpu"])
    assert float(own["peak_mb"]) < MOST_MEMORY
    assert {one["rows"] for one in others.values()} == {ROWS}
    assert {one["first"] for one in others.values()} == {"1"}  # why the sheet is not read by them
