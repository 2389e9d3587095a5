"""A character that the system cannot hold is a fault of its row, told with its cell before anything opens."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from bots.app.facts import outcome_of
from bots.app.preflight import facts_of
from bots.app.preview import preview_of
from bots.app.request import Asked
from bots.testing import FakeDriver, FakeRunner
from tests.hall import RECIPE, Hall, Quiet

ROWS = [{"番号": "0001", "氏名": "土屋𠮷"}, {"番号": "0002", "氏名": "髙﨑"}]


def in_cp932(home: Path, rows: list[dict[str, object]], recipe: str = RECIPE) -> Hall:
    hall = Hall.open(home, rows, recipe)
    path = home / "config" / "systems" / "試験システム.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "文字コード: cp932\n", encoding="utf-8")
    return hall


def faults(hall: Hall) -> list[tuple[str, str, object]]:
    """Cell, code and column of what the preview calls faulty."""
    found = preview_of(hall.project, Asked(recipe="登録"))
    return [(one.place.cell, one.code, one.words["column"]) for row in found.bad for one in row.problems]


def test_preview_and_run_refuse_the_row_before_a_browser_opens(tmp_path: Path) -> None:
    hall = in_cp932(tmp_path, ROWS)
    facts = facts_of(hall.project, preview_of(hall.project, Asked(recipe="登録")), "ja")
    assert (facts.enter, facts.faulty) == (1, 1)
    assert [(one.row.place, one.sentence) for one in facts.faults] == [
        ("Sheet!B2", "「氏名」に、試験システムに入らない文字があります: 𠮷 U+20BB7 (3)（かっこ内は何文字目か）。")
    ]
    assert [(one.letter, one.proposal) for one in facts.letters] == [("𠮷", "𠮷 U+20BB7 → 吉 U+5409")]
    first, code = hall.run()
    assert (code, hall.entered()) == (1, ["0002"])
    (row,) = outcome_of(hall.project, first).needs_people
    assert "𠮷 U+20BB7 (3)" in row.reason
    assert "𠮷 U+20BB7 → 吉 U+5409。使ってよければ、レシピで <氏名|代替文字>" in row.reason
    book = openpyxl.load_workbook(dict(outcome_of(hall.project, first).files)["不備の表"]).active
    assert book is not None
    told = [cell for line in book.iter_rows() for cell in line if cell.comment]
    assert [(cell.value, "U+20BB7" in str(cell.comment)) for cell in told] == [("土屋𠮷", True)]


def test_a_sheet_handed_in_again_begins_no_row(tmp_path: Path) -> None:
    from bots.app.carry_out import carry_out

    hall = in_cp932(tmp_path, ROWS)
    hall.run()
    again, runner, parent = hall.ask(), FakeRunner(hall.system), Quiet()
    assert carry_out(hall.project, again, parent, runner=runner) == 1
    assert runner.opened == 0
    assert parent.told[0] == {"what": "begin", "rows": 0}
    assert hall.counts(again) == {"total": 2, "already": 1, "refused": 1}


def test_a_value_under_a_name_and_a_filter_lead_to_the_cell_too(tmp_path: Path) -> None:
    recipe = RECIPE.replace(
        "  - 入力:\n", "  - 値を決める: {宛名: <氏名> 様（<区分>）}\n  - 入力:\n"
    ).replace("氏名: <氏名>", "氏名: <宛名>")
    assert faults(in_cp932(tmp_path / "a", ROWS, recipe)) == [("Sheet!B2", "D75", "氏名")]
    recipe = RECIPE.replace("氏名: <氏名>", "氏名: <氏名|全角>")
    hall = in_cp932(tmp_path / "b", ROWS, recipe)
    assert faults(hall) == [("Sheet!B2", "D75", "氏名")]


def test_nothing_is_told_of_a_hidden_column_but_its_name(tmp_path: Path) -> None:
    recipe = RECIPE.replace("    氏名: 文字\n", "    氏名: 文字 隠す\n")
    assert faults(in_cp932(tmp_path, ROWS, recipe)) == [("Sheet!B2", "D76", "氏名")]


def test_a_column_that_does_not_go_into_the_system_may_hold_what_it_likes(tmp_path: Path) -> None:
    recipe = (
        RECIPE.replace("      氏名: <氏名>\n", "      氏名: 固定\n")
        .replace("  - 確定:", "  - 値を決める: {控える名: <氏名>}\n  - 確定:")
        .replace("      受付番号: <控え>\n", "      受付番号: <控え>\n      氏名: <控える名>\n")
    )
    hall = in_cp932(tmp_path, ROWS, recipe)
    assert faults(hall) == []
    assert hall.run()[1] == 0


def test_a_step_that_is_not_carried_out_for_the_row_does_not_count(tmp_path: Path) -> None:
    rows = [{**one, "区分": kind} for one, kind in zip(ROWS, ["取下げ", "新規"], strict=True)]
    for name, more in {
        "when": "  - 入力: {氏名: <氏名>}\n    もし: {区分: 新規}\n",
        "screen": "  - 入力: {氏名: <氏名>}\n    もし: {表示: 氏名}\n",
        "skip": "  - 対象外: 取下げ\n    もし: {区分: 取下げ}\n  - 入力: {氏名: <氏名>}\n",
    }.items():
        recipe = RECIPE.replace("      氏名: <氏名>\n", more)
        assert faults(in_cp932(tmp_path / name, rows, recipe)) == [], name


def test_what_only_the_screen_knows_is_refused_when_it_is_filled_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recipe = RECIPE.replace(
        "  - 確定:", "  - 読取: {画面の名: 氏名}\n  - 入力: {備考: <画面の名>}\n  - 確定:"
    )
    hall = in_cp932(tmp_path, ROWS[1:], recipe)
    monkeypatch.setattr(FakeDriver, "read", lambda *_, **__: "𠮷")
    assert faults(hall) == []
    run, code = hall.run()
    assert (code, hall.entered()) == (1, [])
    assert [row.reason for row in outcome_of(hall.project, run).needs_people] == [
        "「備考」に、このシステムに入らない文字があります: 𠮷 U+20BB7 (1)（かっこ内は何文字目か）。"
    ]


IN_WAYS = """\
      番号: <番号>
  - 場合分け:
      - もし: {区分: 取下げ}
        手順:
          - メモ: 取下げ
      - それ以外:
          - まとめ:
              - 入力:
                  氏名: <氏名>
"""


def test_a_step_inside_others_counts_where_the_row_certainly_comes_to_it(tmp_path: Path) -> None:
    recipe = RECIPE.replace("      番号: <番号>\n      氏名: <氏名>\n", IN_WAYS)
    rows: list[dict[str, object]] = [*ROWS, {"番号": "0003", "氏名": "𠮷田", "区分": "取下げ"}]
    hall = in_cp932(tmp_path, rows, recipe)
    assert faults(hall) == [("Sheet!B2", "D75", "氏名")]


def test_a_way_that_only_the_screen_decides_is_left_to_the_second_look(tmp_path: Path) -> None:
    recipe = RECIPE.replace("      番号: <番号>\n      氏名: <氏名>\n", IN_WAYS.replace("{区分: 取下げ}", "{表示: 済}"))
    hall = in_cp932(tmp_path, ROWS, recipe)
    assert faults(hall) == []
    run, _ = hall.run()
    assert hall.counts(run)["refused"] == 1


def test_of_a_hidden_value_only_the_screen_knows_nothing_is_told_but_the_field(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recipe = RECIPE.replace("    氏名: 文字\n", "    氏名: 文字 隠す\n").replace(
        "  - 確定:", "  - 読取: {画面の名: 氏名}\n  - 入力: {備考: <画面の名> <氏名>}\n  - 確定:"
    )
    hall = in_cp932(tmp_path, ROWS[1:], recipe)
    monkeypatch.setattr(FakeDriver, "read", lambda *_, **__: "𠮷")
    run, code = hall.run()
    assert (code, hall.entered()) == (1, [])
    assert [row.reason for row in outcome_of(hall.project, run).needs_people] == [
        "「備考」に、このシステムに入らない文字があります。"
    ]


def test_a_set_of_characters_is_asked_of_a_row_before_it_begins(tmp_path: Path) -> None:
    hall = in_cp932(tmp_path, ROWS)
    path = tmp_path / "config" / "systems" / "試験システム.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("cp932", "JIS X 0208"), encoding="utf-8")
    found = preview_of(hall.project, Asked(recipe="登録"))
    assert [(row.origin, [dict(one.words)["letters"] for one in row.problems]) for row in found.bad] == [
        ("Sheet!2", ["𠮷 U+20BB7 (3)"]), ("Sheet!3", ["髙 U+9AD9 (1)、﨑 U+FA11 (2)"]),
    ]  # fmt: skip
    letters = facts_of(hall.project, found, "ja").letters
    assert sorted(one.proposal for one in letters) == ["髙 U+9AD9 → 高 U+9AD8", "﨑 U+FA11 → 崎 U+5D0E", "𠮷 U+20BB7 → 吉 U+5409"]


def test_a_row_that_stops_the_run_stops_it_whatever_its_letters_are(tmp_path: Path) -> None:
    stop = "  - 開く: 入力画面\n  - 中止: この表は使えません\n    もし: {氏名: 土屋𠮷}\n"
    hall = in_cp932(tmp_path, ROWS, RECIPE.replace("  - 開く: 入力画面\n", stop))
    _, code = hall.run()
    assert (code, hall.entered()) == (2, [])


def test_what_the_screen_may_leave_out_is_left_to_the_second_look(tmp_path: Path) -> None:
    recipe = RECIPE.replace("  - 入力:\n", "  - 対象外: 済んでいます\n    もし: {表示: 転出済みです}\n  - 入力:\n")
    hall = in_cp932(tmp_path, ROWS, recipe)
    hall.system.texts.add("転出済みです")
    assert faults(hall) == []
    run, code = hall.run()
    assert (code, hall.counts(run)) == (0, {"total": 2, "skipped": 2})


def test_child_rows_are_looked_through_too_each_named_by_its_line(tmp_path: Path) -> None:
    from tests.cases.test_details import hall as hall_of_children

    hall = hall_of_children(tmp_path, [("0001", "夫", "髙橋一"), ("0001", "子", "土屋𠮷"), ("0003", "母", "髙橋三")])
    path = tmp_path / "config" / "systems" / "試験システム.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "文字コード: cp932\n", encoding="utf-8")
    (bad,) = preview_of(hall.project, Asked(recipe="登録")).bad
    assert [(str(one.place), one.code, one.words["column"]) for one in bad.problems] == [("世帯!3", "D75", "氏名")]
    run, code = hall.run()
    assert (code, hall.entered()) == (1, ["0002", "0003"])
    book = openpyxl.load_workbook(dict(outcome_of(hall.project, run).files)["不備の表"])
    assert [cell.value for line in book["世帯"].iter_rows() for cell in line if cell.comment] == ["土屋𠮷"]


PART = """\
レシピ: 名前を入れる
概要: {担当: 係, 目的: 試験, 手作業の分数: 1}
使うシステム: 試験システム
実行時の値: {名前: 文字}
手順:
  - 値を決める: {宛名: <名前> 様}
  - 入力: {氏名: <宛名>}
返す値: [宛名]
"""


def test_what_is_given_to_a_called_recipe_and_handed_back_leads_to_its_cell(tmp_path: Path) -> None:
    call = "  - 呼び出す: 部品/名前\n    渡す値: {名前: <氏名>}\n  - 入力: {備考: <宛名>}\n"
    hall = in_cp932(tmp_path, ROWS, RECIPE.replace("      氏名: <氏名>\n", "").replace("  - 確定:", call + "  - 確定:"))
    (tmp_path / "recipes/部品").mkdir()
    (tmp_path / "recipes/部品/名前.yaml").write_text(PART, encoding="utf-8")
    assert faults(hall) == [("Sheet!B2", "D75", "氏名")]
    found = preview_of(hall.project, Asked(recipe="登録"))
    assert found.lines == [["3", "0002", "髙﨑 様", "髙﨑 様"]]
