"""What a screen shows or says of another row: painted over, and never told as this row's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bots.app.runs import run_folder
from bots.ledger import events, found
from bots.model import Answer
from bots.testing import FakeDriver
from tests.hall import RECIPE, Hall

ROWS = [
    {"番号": "0001", "氏名": "髙橋", "番号札": "123456789011"},
    {"番号": "0002", "氏名": "山田", "番号札": "223456789012"},
]


def test_a_hidden_value_of_another_row_is_in_no_file_of_this_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recipe = RECIPE.replace("  - 確定:", "  - 読取:\n      前: 前の番号札\n  - メモ: 前は <前>\n  - 確定:").replace(
        "受付番号: <控え>", "受付番号: <前>"
    )
    hall = Hall.open(tmp_path, ROWS, recipe)
    monkeypatch.setattr(FakeDriver, "read", lambda *_, **__: "R 123456789011")
    run, code = hall.run()
    assert (code, len(hall.entered())) == (0, 2)
    folder = run_folder(hall.project, run)
    for file in folder.path.rglob("*"):
        if file.is_file() and not file.name.startswith("input."):
            assert b"123456789011" not in file.read_bytes(), file.name
    second = json.loads((folder.path / "items/0003/readings.json").read_text(encoding="utf-8"))
    assert (second["written"], second["notes"]) == ({"受付番号": "R ●●●"}, ["前は R ●●●"])


def test_a_dialog_that_comes_after_its_row_is_told_as_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall = Hall.open(tmp_path, ROWS)
    late = iter((0, 1, 0, 0))
    monkeypatch.setattr(FakeDriver, "late_dialogs", lambda _: next(late))
    run, code = hall.run()
    hall.project.open_ledger()
    assert (code, hall.counts(run)) == (0, {"total": 2, "done": 2})
    assert [one.words for one in events.of_run(run) if one.kind == "dialog.late"] == [{"count": 1}]
    assert "小窓" in (run_folder(hall.project, run).path / "log.txt").read_text(encoding="utf-8")


def test_a_run_without_a_rehearsal_teaches_where_the_words_stand(tmp_path: Path) -> None:
    hall = Hall.open(tmp_path, ROWS)
    hall.run(limit=1)
    hall.project.open_ledger()
    assert found.recall("登録") == {}, "one row is no proof"
    hall.sheet([*ROWS, {"番号": "0003", "氏名": "佐藤"}])
    hall.run()
    hall.project.open_ledger()
    assert sorted(found.recall("登録")) == ["試験システム › 入力画面 › 氏名", "試験システム › 入力画面 › 番号"]


def test_what_another_view_of_the_page_still_says_refuses_no_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address that differs after its # only brings no new document: the refusal of the row before stands there yet."""
    recipe = RECIPE.replace("行ごと:\n  - 開く: 入力画面", "業務エラーの表示: [使えない文字があります]\n行ごと:\n  - 開く: /#/new")
    hall = Hall.open(tmp_path, [*ROWS, {"番号": "0003", "氏名": "佐藤", "番号札": "323456789013"}], recipe)
    answers = iter(("problem", "success", "success"))
    goto, submit = FakeDriver.goto, FakeDriver.submit

    def same_document(self: FakeDriver, address: str, *given: Any, **more: Any) -> bool:
        said = {"使えない文字があります"} & self.system.texts
        goto(self, address, *given, **more)
        self.system.texts |= said
        return False

    def refused_once(self: FakeDriver, *given: Any, **more: Any) -> Answer:
        if (answer := next(answers)) == "problem":
            self.system.texts.add("使えない文字があります")
            self.system.answers.append(answer)
        return submit(self, *given, **more)

    monkeypatch.setattr(FakeDriver, "goto", same_document)
    monkeypatch.setattr(FakeDriver, "submit", refused_once)
    run, _ = hall.run()
    hall.project.open_ledger()
    assert hall.counts(run) == {"total": 3, "refused": 1, "done": 2}
