"""The same sheet handed in again: what the first run wrote for a row is in the new result book too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from bots.app.facts import outcome_of
from tests.hall import RECIPE, Hall, people

HIDING = RECIPE.replace("受付番号: <控え>", "受付番号: <控え>\n      受付メモ: 札 <番号札>").replace(
    "    受付番号: 文字 任意", "    受付番号: 文字 任意\n    受付メモ: 文字 任意"
)


@pytest.fixture
def hall(tmp_path: Path) -> Hall:
    return Hall.open(tmp_path / "hall", people(3))


def book(hall: Hall, name: str = "一覧_結果.xlsx") -> list[dict[str, Any]]:
    page = load_workbook(hall.home / "recipes" / name).active
    assert page is not None
    headings, *lines = page.iter_rows(values_only=True)
    return [dict(zip(map(str, headings), line, strict=True)) for line in lines]


def receipts(hall: Hall) -> dict[str, str]:
    return {line["番号"]: line["受付番号"] for line in book(hall)}


def test_rows_entered_earlier_keep_what_was_written_then(hall: Hall) -> None:
    hall.run()
    first = receipts(hall)
    assert len({*first.values(), None}) == 4
    hall.run()
    assert receipts(hall) == first
    hall.run()
    assert receipts(hall) == first
    assert {line["ロボットの結果"] for line in book(hall)} == {"登録済み"}


def test_they_are_found_by_key_wherever_the_rows_stand_now(hall: Hall) -> None:
    hall.run()
    first = receipts(hall)
    hall.sheet(list(reversed(people(5))))
    hall.run()
    now = receipts(hall)
    assert {key: now[key] for key in first} == first
    assert list(now) == ["0005", "0004", "0003", "0002", "0001"]
    assert all(now.values())


def test_a_changed_row_keeps_the_receipt_of_what_was_entered(hall: Hall) -> None:
    hall.run()
    first = receipts(hall)
    rows = people(3)
    rows[1]["氏名"] = "別の人"
    hall.sheet(rows)
    hall.run()
    assert receipts(hall) == first
    hall.run()
    assert receipts(hall) == first


def test_without_the_folder_of_the_first_run_the_row_is_told_all_the_same(hall: Hall) -> None:
    """Its receipt too: the ledger has it."""
    import shutil

    run, _ = hall.run()
    kept = next((hall.home / "logs" / "runs").glob(f"*/{run}")) / "items"
    (kept / "0002" / "readings.json").write_text("{", encoding="utf-8")
    shutil.rmtree(kept / "0003")
    _, code = hall.run()
    assert code == 0
    assert [bool(line.get("受付番号")) for line in book(hall)] == [True] * 3
    assert {line["ロボットの結果"] for line in book(hall)} == {"登録済み"}


def test_a_hidden_value_is_in_no_book_neither_at_first_nor_again(tmp_path: Path) -> None:
    rows = [{**row, "番号札": "445566778899", "受付メモ": "元のメモ"} for row in people(2)]
    hall = Hall.open(tmp_path / "hall", rows, HIDING)
    hall.run()
    for _ in range(2):
        assert [line["受付メモ"] for line in book(hall)] == ["元のメモ"] * 2
        assert all(line["受付番号"] for line in book(hall))
        hall.run()


def test_what_the_clerk_noted_in_the_result_book_stays_in_the_previous_one(hall: Hall) -> None:
    hall.run()
    path = hall.home / "recipes" / "一覧_結果.xlsx"
    made = load_workbook(path)
    assert made.active is not None
    made.active["B2"] = "窓口で確認済み"
    made.save(path)
    hall.run()
    assert book(hall)[0]["氏名"] == "髙橋1"
    assert book(hall, "一覧_結果_前回.xlsx")[0]["氏名"] == "窓口で確認済み"
    run, _ = hall.run()
    assert hall.counts(run) == {"total": 3, "already": 3}


def test_a_cell_that_is_withheld_because_it_is_hidden_is_told(tmp_path: Path) -> None:
    recipe = RECIPE.replace("      受付番号: <控え>\n", "      受付番号: <控え>\n      写し: <番号札>\n")
    hall = Hall.open(tmp_path, [{"番号": "0001", "氏名": "髙橋", "番号札": "123456789012"}], recipe)
    run, _ = hall.run()
    sheet = load_workbook(dict(outcome_of(hall.project, run).files)["結果の表"]).active
    assert sheet is not None
    head, row = (list(line) for line in sheet.iter_rows(values_only=True))
    assert "写し" not in head
    assert row[head.index("理由")] == "「写し」は隠す列の値を含むため、結果の表に書いていません。"
    assert row[head.index("受付番号")] == "R-00001"
