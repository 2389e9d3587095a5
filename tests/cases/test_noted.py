"""What was done to a value that a person should know of: told by the preview, and in the report of its row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bots.app.facts import open_run
from bots.app.preflight import facts_of
from bots.app.preview import preview_of
from bots.app.report_facts import report_facts
from bots.app.request import Asked
from bots.clock import in_tokyo
from bots.engine.flow import inputs_of
from bots.errors import Place, Problem
from bots.japan.variants import HEADINGS
from bots.model import Column, FieldReading, FieldValue, PlanStep, Value
from bots.testing import FakeDriver, FixedClock
from tests.hall import RECIPE, Hall

DATED = RECIPE.replace("    氏名: 文字\n", "    氏名: 文字\n    期限: 日付 旧元号可\n").replace(
    "      氏名: <氏名>\n", "      氏名: <氏名>\n      期限: <期限|和暦 R6.4.1>\n"
)
ROWS: list[dict[str, object]] = [
    {"番号": "0001", "氏名": "山田", "期限": "平成31年5月1日"},
    {"番号": "0002", "氏名": "川田", "期限": "平成31年4月30日"},
]
NOTE = "「期限」の日付は、終わった元号で書かれています。実在する同じ日として読みました。"


def test_a_date_of_an_era_that_was_over_is_told_before_and_after(tmp_path: Path) -> None:
    hall = Hall.open(tmp_path, ROWS, DATED)
    found = preview_of(hall.project, Asked(recipe="登録"))
    assert told_before(hall) == [f"Sheet!2  {NOTE}"]
    assert [line[-1] for line in found.lines] == ["R1.5.1", "H31.4.30"]
    run, code = hall.run()
    assert (code, hall.entered()) == (0, ["0001", "0002"])
    assert notes(hall, run, 2) == [NOTE]
    assert notes(hall, run, 3) == []


def test_without_the_word_the_row_is_refused(tmp_path: Path) -> None:
    hall = Hall.open(tmp_path, ROWS, DATED.replace(" 旧元号可", ""))
    found = preview_of(hall.project, Asked(recipe="登録"))
    assert [problem.code for row in found.bad for problem in row.problems] == ["D49"]
    assert hall.run()[1] == 1
    assert hall.entered() == ["0002"]


def test_a_substitution_that_the_recipe_approves_is_made_and_told(tmp_path: Path) -> None:
    recipe = RECIPE.replace("氏名: <氏名>", "氏名: <氏名|代替文字 JIS X 0208>")
    hall = Hall.open(tmp_path, [{"番号": "0001", "氏名": "𠮷田髙子"}, {"番号": "0002", "氏名": "吉田"}], recipe)
    path = tmp_path / "config" / "systems" / "試験システム.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "文字コード: JIS X 0208\n", encoding="utf-8")
    told = "「氏名」の字を、レシピの「代替文字」で替えています: 𠮷 U+20BB7 → 吉 U+5409、髙 U+9AD9 → 高 U+9AD8"
    found = preview_of(hall.project, Asked(recipe="登録"))
    assert found.bad == ()
    assert told_before(hall) == [f"Sheet!2  {told}"]
    run, code = hall.run()
    assert code == 0
    assert [one["氏名"] for one in hall.system.truth()] == ["吉田高子", "吉田"]
    assert (notes(hall, run, 2), notes(hall, run, 3)) == ([told], [])


def test_a_substitution_anywhere_in_the_steps_is_told_once(tmp_path: Path) -> None:
    recipe = RECIPE.replace("      受付番号: <控え>\n", "      受付番号: <控え>\n      氏名: <氏名|代替文字>\n")
    hall = Hall.open(tmp_path, [{"番号": "0001", "氏名": "髙子"}], recipe)
    run, code = hall.run()
    assert code == 0
    assert [one["氏名"] for one in hall.system.truth()] == ["髙子"]
    assert notes(hall, run, 2) == ["「氏名」の字を、レシピの「代替文字」で替えています: 髙 U+9AD9 → 高 U+9AD8"]


def test_characters_of_the_offices_own_go_in_and_are_told(tmp_path: Path) -> None:
    hall = Hall.open(tmp_path, [{"番号": "0001", "氏名": "外\ue000"}])
    told = told_before(hall)
    assert len(told) == 1
    assert "\ue000 U+E000 (2)" in told[0]
    run, code = hall.run()
    assert (code, [one["氏名"] for one in hall.system.truth()]) == (0, ["外\ue000"])
    assert [f"Sheet!2  {one}" for one in notes(hall, run, 2)] == told


def test_the_halls_own_files_are_frozen_in_the_plan(tmp_path: Path) -> None:
    recipe = RECIPE.replace("氏名: <氏名>", "氏名: <氏名|代替文字> <今日|開庁日 翌>")
    hall = Hall.open(tmp_path, [{"番号": "0001", "氏名": "𫝆井"}], recipe)
    today = in_tokyo(hall.clock.now()).date()
    own = tmp_path / "config"
    (own / "substitutes.csv").write_text(f"{','.join(HEADINGS)}\n𫝆,U+2B746,今,U+4ECA,代替,台帳の決まり\n", encoding="utf-8")
    (own / "calendar.yaml").write_text(f"開庁日: [{today + timedelta(days=1)}]\n", encoding="utf-8")
    found = preview_of(hall.project, Asked(recipe="登録"))
    assert found.lines[0][-1] == f"今井 {today + timedelta(days=1)}"
    run = hall.ask()
    for file in ("substitutes.csv", "calendar.yaml"):
        (own / file).unlink()
    assert hall.carry_out(run) == 0
    assert [one["氏名"] for one in hall.system.truth()] == [f"今井 {today + timedelta(days=1)}"]
    plan = open_run(hall.project, run).plan
    assert {"config/substitutes.csv", "config/calendar.yaml"} <= plan.sources.keys()


def test_the_halls_own_days_choose_rows_and_name_files(tmp_path: Path) -> None:
    """Its own Sunday counts as the next opening day, in 対象 and in the name of the sheet."""
    recipe = RECIPE.replace("ファイル: 一覧.xlsx", "ファイル: 一覧_<今日|開庁日 翌|日付 YYYYMMDD>.xlsx").replace(
        "  鍵: 番号\n", "  鍵: 番号\n  対象: {期限: <今日|開庁日 翌>}\n"
    ).replace("    氏名: 文字\n", "    氏名: 文字\n    期限: 日付\n")
    hall = Hall.open(tmp_path, (), recipe)
    hall.clock = FixedClock(datetime(2026, 11, 28, 1, tzinfo=UTC))  # a Saturday
    saturday, sunday = date(2026, 11, 28), date(2026, 11, 29)
    (tmp_path / "config" / "calendar.yaml").write_text(f"open: [{sunday}]\n", encoding="utf-8")
    rows = [{"番号": f"000{at}", "氏名": "山田", "期限": (saturday + timedelta(days=at)).isoformat()} for at in (1, 2)]
    hall.sheet(rows, f"一覧_{sunday:%Y%m%d}.xlsx")
    assert [line[1] for line in preview_of(hall.project, Asked(recipe="登録")).lines] == ["0001"]
    assert hall.run()[1] == 0
    assert hall.entered() == ["0001"]


def test_the_halls_own_substitutes_count_where_it_is_asked_what_can_be_held(tmp_path: Path) -> None:
    recipe = RECIPE.replace("氏名: <氏名>", "氏名: <氏名|代替文字>")
    hall = Hall.open(tmp_path, [{"番号": "0001", "氏名": "𫝆井"}], recipe)
    path = tmp_path / "config" / "systems" / "試験システム.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "文字コード: cp932\n", encoding="utf-8")
    assert len(preview_of(hall.project, Asked(recipe="登録")).bad) == 1
    table = f"{','.join(HEADINGS)}\n𫝆,U+2B746,今,U+4ECA,代替,台帳の決まり\n"
    (tmp_path / "config" / "substitutes.csv").write_text(table, encoding="utf-8")
    assert preview_of(hall.project, Asked(recipe="登録")).bad == ()
    assert hall.run()[1] == 0


def test_what_is_given_to_a_called_recipe_keeps_its_notes() -> None:
    note = Problem("D57", {"column": "氏名", "letters": "x"}, severity="warning")
    step = PlanStep("each_row/0", "use", place=Place(), args={"inputs": [asdict(Column("人", "text"))]})
    given = inputs_of(step, {"人": Value("外\ue000", column="氏名", notes=(note,))})
    assert [one.code for one in given["人"].notes] == ["D57", "D88"]


def test_a_name_that_comes_back_in_another_form_is_told_as_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def worn(driver: FakeDriver, fields: Sequence[FieldValue], **_: object) -> tuple[FieldReading, ...]:
        return tuple(
            FieldReading(one.called, one.value, Value(one.value.reveal().replace("髙", "高")), "髙" not in one.value.reveal())
            for one in fields
        )

    monkeypatch.setattr(FakeDriver, "fill", worn)
    hall = Hall.open(tmp_path, [{"番号": "0001", "氏名": "髙橋"}])
    run, code = hall.run()
    assert code == 1
    assert notes(hall, run, 2) == ["「氏名」は、入れた値と画面の値が、同じ字の字体だけで違います: 髙 U+9AD9 → 高 U+9AD8"]


def told_before(hall: Hall) -> list[str]:
    """The notes of a preview, each with its row; `--json` has the same."""
    facts = facts_of(hall.project, preview_of(hall.project, Asked(recipe="登録")), "ja")
    assert facts.to_json()["notes"] == [asdict(one) for one in facts.notes]
    return [f"{one.row.place}  {one.sentence}" for one in facts.notes]


def notes(hall: Hall, run: str, position: int) -> list[str]:
    """The notes of a row in the report of the run."""
    hall.project.open_ledger()
    facts = report_facts(hall.project, open_run(hall.project, run), "ja")
    return [note for row in facts.rows if row.position == position for note in row.notes]
