"""The receipt that the system gives: kept with the item, and never the same for two of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from bots.cli.looking import register
from bots.evidence.readings import receipt_in
from bots.ledger import registers, rows
from bots.testing import FakeDriver
from tests.hall import Hall, people


def test_it_is_kept_with_the_item_and_shown(tmp_path: Path) -> None:
    hall = Hall.open(tmp_path, people(2))
    hall.run()
    hall.project.open_ledger()
    assert [one.receipt for one in registers.history(register="登録")] == ["R-00001", "R-00002"]
    told = CliRunner().invoke(register, ["登録", "0002"], obj=str(hall.home), standalone_mode=False)
    assert "R-00002" in told.output


def test_a_row_that_shows_anothers_receipt_is_a_conflict(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that lists earlier successes, or shows the last one again, is no proof of this row."""
    hall = Hall.open(tmp_path, people(2))
    monkeypatch.setattr(FakeDriver, "read", lambda *_, **__: "R-00001")
    run, code = hall.run()
    first, second = rows.of_run(run)
    assert (code, first.code, second.code) == (3, "", "B12")
    assert hall.counts(run) == {"total": 2, "done": 1, "conflict": 1}
    _, code = hall.run()
    assert (code, len(hall.entered())) == (3, 2), "a conflict is never entered again"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ({"受付番号": "R-00001"}, "R-00001"), ({"状態": "受付済", "受付No": "0012"}, "0012"),
        ({"受付番号": "受付済"}, ""), ({"世帯番号": "1234"}, ""), ({"Receipt": "A123"}, "A123"),
        ({"受付番号": "1"}, ""), ({}, ""), ({"受付コード": "K-0001"}, "K-0001"), ({"受理ｺｰﾄﾞ": "0012"}, "0012"),
        ({"受付Ｎｏ": "0012"}, "0012"), ({"受付№": "0012"}, "0012"), ({"申請コード": "0101"}, ""),
        ({"受付区分コード": "101"}, ""), ({"届出コード": "101"}, ""), ({"世帯コード": "1234"}, ""),
    ],
)  # fmt: skip
def test_what_counts_as_one(written: dict[str, str], expected: str) -> None:
    assert receipt_in(written) == expected


def test_a_receipt_that_holds_a_hidden_value_is_not_kept_in_the_ledger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall = Hall.open(tmp_path, [{"番号": "0001", "氏名": "髙橋", "番号札": "123456789012"}])
    monkeypatch.setattr(FakeDriver, "read", lambda *_, **__: "R-123456789012")
    _, code = hall.run()
    assert (code, len(hall.entered())) == (0, 1)
    hall.project.open_ledger()
    assert [one.receipt for one in registers.history(register="登録")] == [""]
    kept = b"".join(path.read_bytes() for path in (hall.home / "data").rglob("*") if path.is_file())
    assert b"123456789012" not in kept
