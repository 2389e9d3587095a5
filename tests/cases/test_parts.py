"""A called recipe, carried out: it sees what it is given, hands back what it says, and sends nothing twice."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from bots.app.facts import open_run, outcome_of
from bots.app.preview import preview_of
from bots.app.report_facts import report_facts
from bots.app.request import Asked
from bots.ledger import rows
from bots.model import FieldReading, FieldValue, Scope, Scopes
from bots.testing import FakeDriver
from tests.hall import RECIPE, Hall, people

PART = """\
レシピ: 氏名を入れる
概要: {担当: 係, 目的: 試験, 手作業の分数: 1}
使うシステム: 試験システム
実行時の値:
  だれ: 文字 最大 4
手順:
  - 入力:
      氏名: <だれ>
  - 値を決める:
      呼び名: <だれ> 様
  - 値を決める:
      途中: <呼び名>
返す値: [呼び名]
"""
CALL = """\
      番号: <番号>
  - 呼び出す: 部品/氏名
    渡す値:
      だれ: <氏名>
  - 入力:
      呼び名: <呼び名>
"""


def hall(home: Path, part: str = PART, count: int = 2) -> Hall:
    steps = "      番号: <番号>\n      氏名: <氏名>\n"
    assert steps in RECIPE
    one = Hall.open(home, people(count), RECIPE.replace(steps, CALL))
    folder = one.home / "recipes" / "部品"
    folder.mkdir()
    (folder / "氏名.yaml").write_text(part, encoding="utf-8")
    return one


def test_a_part_enters_what_it_is_given_and_hands_back_its_names(tmp_path: Path) -> None:
    one = hall(tmp_path)
    run, code = one.run()
    assert code == 0
    first = one.system.truth()[0]
    assert (first["氏名"], first["呼び名"]) == ("髙橋1", "髙橋1 様")
    told = report_facts(one.project, open_run(one.project, run), "ja").rows[0]
    assert [step.title for step in told.steps][:6] == [
        "開く", "入力", "呼び出す", "入力", "値を決める", "値を決める",
    ]  # fmt: skip
    assert told.steps[3].place.startswith("recipes/部品/氏名.yaml:7")


@pytest.mark.parametrize("outside", [False, True], ids=["said at the call", "said around it"])
def test_a_part_looks_where_its_caller_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, outside: bool) -> None:
    """The place is told in the words of the caller, which the part does not know, and so is how long to wait."""
    one = hall(tmp_path, PART.replace("      氏名: <だれ>\n", "      氏名: <だれ>\n    範囲: {表: 世帯}\n"))
    place = "    範囲: {行: <番号>}\n    待ち時間: 77\n"
    call = "  - 呼び出す: 部品/氏名\n    渡す値:\n      だれ: <氏名>\n"
    around = "  - まとめ:\n" + "".join(f"    {line}\n" for line in call.splitlines()) + place
    recipe = one.home / "recipes" / "登録.yaml"
    recipe.write_text(recipe.read_text(encoding="utf-8").replace(call, around if outside else call + place), encoding="utf-8")
    looked: list[tuple[str, Scopes, float]] = []
    fill = FakeDriver.fill

    def seen(self: FakeDriver, fields: Sequence[FieldValue], *, within: Scopes = (), timeout: float) -> tuple[FieldReading, ...]:
        looked.extend((one.called, within, timeout) for one in fields)
        return fill(self, fields, within=within, timeout=timeout)

    monkeypatch.setattr(FakeDriver, "fill", seen)
    assert one.run()[1] == 0
    first = {name: (within, timeout) for name, within, timeout in looked[:3]}
    assert first["氏名"] == ((Scope(row="0001"), Scope(table="世帯")), 77)
    assert first["番号"][0] == first["呼び名"][0] == ()


def test_a_part_that_is_called_for_two_parts_of_the_screen_has_fields_of_each(tmp_path: Path) -> None:
    one = hall(tmp_path, count=1)
    call = "  - 呼び出す: 部品/氏名\n    渡す値:\n      だれ: <氏名>\n"
    twice = f"{call}    範囲: 申請者\n{call}    範囲: {{行: <番号>}}\n"
    recipe = one.home / "recipes" / "登録.yaml"
    recipe.write_text(recipe.read_text(encoding="utf-8").replace(call, twice), encoding="utf-8")
    names = ("番号", "氏名（申請者）", "氏名（<番号>）", "呼び名")
    assert preview_of(one.project, Asked(recipe="登録")).fields == names
    run, code = one.run()
    assert code == 0
    (row,) = report_facts(one.project, open_run(one.project, run), "ja").rows
    assert tuple(field.field for field in row.readings) == names


def test_a_preview_shows_what_a_part_puts_in(tmp_path: Path) -> None:
    found = preview_of(hall(tmp_path).project, Asked(recipe="登録"))
    assert found.fields == ("番号", "氏名", "呼び名")
    assert found.lines[0] == ["2", "0001", "髙橋1", "髙橋1 様"]


def test_a_value_that_is_no_such_input_refuses_its_row_alone(tmp_path: Path) -> None:
    one = hall(tmp_path)
    one.sheet([{"番号": "0001", "氏名": "長い名前です"}, {"番号": "0002", "氏名": "髙橋"}])
    run, code = one.run()
    assert (code, one.entered()) == (1, ["0002"])
    refused = rows.of_run(run)[0]
    assert refused.code.startswith("D")


def test_a_changed_value_is_told_though_only_a_part_enters_it(tmp_path: Path) -> None:
    one = hall(tmp_path)
    one.run()
    one.sheet([{"番号": "0001", "氏名": "別人"}, people(2)[1]])
    run, code = one.run()
    assert (code, len(one.entered())) == (3, 2)
    assert one.counts(run)["conflict"] == 1


def test_a_part_changed_later_is_another_plan(tmp_path: Path) -> None:
    one = hall(tmp_path)
    before = one.ask()
    (one.home / "recipes/部品/氏名.yaml").write_text(PART.replace(" 様", " 殿"), encoding="utf-8")
    after = one.ask()
    first, second = (open_run(one.project, run).plan.sources for run in (before, after))
    assert first.keys() == second.keys()
    assert first != second


def test_an_error_in_a_part_stands_at_the_entry_in_the_file_of_the_part(tmp_path: Path) -> None:
    one = hall(tmp_path, count=1)
    one.system.missing = {"氏名"}
    run, _ = one.run()
    (row,) = outcome_of(one.project, run).needs_people
    line = PART.splitlines().index("      氏名: <だれ>") + 1
    assert row.place == f"recipes/部品/氏名.yaml:{line}:7"
    assert row.lines == (f"{line:>5} |       氏名: <だれ>", "      |       ^^^^")
    (one.home / "recipes" / "部品" / "氏名.yaml").write_text(PART + "# 後で書いた\n", encoding="utf-8")
    (row,) = outcome_of(one.project, run).needs_people
    assert (row.place, row.lines) == (f"recipes/部品/氏名.yaml:{line - 1}:5", ())
