"""Which picture is the one before the submit: that of the last page on which the row was filled in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bots.app.facts import outcome_of
from bots.model import FieldReading
from bots.testing import FakeDriver
from tests.hall import RECIPE, Hall, people

OPEN = "  - 開く: 入力画面\n"
LOOK_UP = "  - 入力:\n      番号: <番号>\n  - クリック: 入力へ\n"
FORM = "  - 入力:\n      番号: <番号>\n      氏名: <氏名>\n"
TO_CONFIRM = "  - クリック: 確認へ\n"
SUBMIT = "  - 確定: ボタン「登録」\n    成功の表示: 登録が完了しました\n"
CHECK = "  - 照合:\n      氏名: <氏名>\n"


def labels(home: Path, steps: str, kind: str = "新規") -> list[tuple[str, str]]:
    """The pictures of the only row: label, and the step that took it."""
    whole = OPEN + FORM + SUBMIT
    assert whole in RECIPE
    hall = Hall.open(home, [{**people(1)[0], "区分": kind}], RECIPE.replace(whole, OPEN + steps))
    run, _ = hall.run()
    kept = json.loads((outcome_of(hall.project, run).folder / "items/0002/readings.json").read_text("utf-8"))
    return [(one["label"], one["step"].removeprefix("each_row/")) for one in kept["pictures"]]


def fields_on_pictures(home: Path) -> dict[str, int]:
    """On which of its pictures each field of the only row is shown."""
    readings = next(home.rglob("items/0002/readings.json"))
    return {one["field"]: one["picture"] for one in json.loads(readings.read_text("utf-8"))["readings"]}


def test_a_screen_on_which_the_row_is_looked_up_is_not_it(tmp_path: Path) -> None:
    assert labels(tmp_path, LOOK_UP + FORM + SUBMIT) == [("1", "2"), ("before", "4"), ("after", "4")]


def test_the_form_is_it_where_a_page_without_fields_asks_once_more(tmp_path: Path) -> None:
    steps = LOOK_UP + FORM + TO_CONFIRM + CHECK + SUBMIT
    assert labels(tmp_path, steps) == [("1", "2"), ("before", "4"), ("2", "6"), ("after", "6")]


def test_where_the_last_form_was_left_out_the_page_of_the_submit_is_it(tmp_path: Path) -> None:
    steps = LOOK_UP + FORM + "    もし: {区分: 取下げ}\n" + TO_CONFIRM + SUBMIT
    assert labels(tmp_path, steps) == [("1", "2"), ("before", "5"), ("after", "5")]


def test_a_row_that_is_refused_after_its_look_up_has_none(tmp_path: Path) -> None:
    refused = "  - 業務エラー: 窓口で\n    もし: {区分: 取下げ}\n"
    assert labels(tmp_path, LOOK_UP + refused + FORM + SUBMIT, "取下げ") == [("1", "2")]


def test_a_row_that_the_screen_refuses_before_its_submit_has_a_picture_of_that(tmp_path: Path) -> None:
    """The red words beside a field of the form: nobody would believe them without."""
    steps = LOOK_UP.replace("入力へ", "ボタン「検索」") + FORM + SUBMIT
    refusing = "業務エラーの表示: [該当するデータはありません]\n行ごと:"
    hall = Hall.open(tmp_path, people(1), RECIPE.replace(OPEN + FORM + SUBMIT, OPEN + steps).replace("行ごと:", refusing))
    run, _ = hall.run()
    folder = outcome_of(hall.project, run).folder / "items/0002"
    kept = json.loads((folder / "readings.json").read_text("utf-8"))
    assert [one["label"] for one in kept["pictures"]] == ["1", "error"]
    assert (folder / "error.png").stat().st_size > 0
    assert hall.system.truth() == []


def test_a_row_that_its_own_values_refuse_has_no_picture_of_the_screen_of_another(tmp_path: Path) -> None:
    assert labels(tmp_path, "  - 業務エラー: 窓口で\n" + LOOK_UP + FORM + SUBMIT) == []


def test_a_form_that_came_back_is_pictured_as_it_is_submitted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was looked up meanwhile stands on no picture else."""

    def back(driver: FakeDriver, *_: object, **__: object) -> tuple[FieldReading, ...]:
        shown = driver.fields.items()
        return tuple(FieldReading(name, value, value, True, came_back="click 住所検索" in driver.calls) for name, value in shown)

    monkeypatch.setattr(FakeDriver, "reread", back)
    steps = FORM + TO_CONFIRM.replace("確認へ", "住所検索") + SUBMIT
    assert labels(tmp_path, steps) == [("before", "2"), ("submitted", "3"), ("after", "3")]
    assert fields_on_pictures(tmp_path) == {"番号": 1, "氏名": 1}
