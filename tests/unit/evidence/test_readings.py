"""The document of a row: there and back, and nothing hidden in it."""

from __future__ import annotations

import json

import pytest

from bots.errors import PlaceError
from bots.evidence.readings import HIDDEN, KeptPicture, RowReadings
from bots.model import Evidence, FieldReading, Picture, Row, StepResult, Value

SECRET = "123456789018"


def document() -> RowReadings:
    number, secret = (
        Value("00000031", "code", column="整理番号"),
        Value(SECRET, "code", hidden=True, column="個人番号"),
    )
    row = Row(31, "受付!31", ("00000031",), {"整理番号": number, "個人番号": secret})
    readings = (
        FieldReading(
            "整理番号", number, Value("00000031"), True, (1, 2, 3, 4), 0, "pass", "each_row/1"
        ),
        FieldReading("個人番号", secret, Value(SECRET), True, None, None),
    )
    return RowReadings.of(
        row,
        readings=readings,
        written={"受付番号": Value("R8-1"), "控え": Value(SECRET, hidden=True)},
        saved=("控えた受付番号",),
        pictures=(
            KeptPicture.of(
                "before",
                Picture(b"x", "png", 1280, 900),
                Evidence("picture", "items/0031/before.png", "ab", "s", "t", ("個人番号",)),
            ),
        ),
        steps=(StepResult("each_row/1", "fill", 1, "done", 0.1, readings),),
    )


def test_there_and_back() -> None:
    kept = document()
    assert RowReadings.from_json(json.loads(json.dumps(kept.to_json()))) == kept
    assert kept.readings[0].column == "整理番号"
    assert kept.values == {"整理番号": "00000031", "個人番号": HIDDEN}
    assert kept.hidden == ("個人番号",)


def test_no_hidden_value_and_no_length_of_one() -> None:
    text = json.dumps(document().to_json(), ensure_ascii=False)
    assert SECRET not in text
    assert document().readings[1].put == document().readings[1].kept == HIDDEN
    assert document().written["控え"] == HIDDEN


def test_a_hidden_key_is_hidden_too() -> None:
    row = Row(2, "a!2", (SECRET,), {"個人番号": Value(SECRET, hidden=True)})
    assert RowReadings.of(row).key == (HIDDEN,)


def test_a_hidden_value_is_hidden_in_the_other_cells_of_its_row_too() -> None:
    values = {
        "個人番号": Value(SECRET, hidden=True, column="個人番号"),
        "備考": Value(f"番号は{SECRET}です", column="備考"),
        "メモ": Value("２３４５-６７８９-０１２１ を確認", column="メモ"),  # an Individual Number of somebody else
    }
    row = Row(2, "a!2", ("1",), values)
    put = FieldReading("備考", values["備考"], values["備考"], True)
    kept = RowReadings.of(row, readings=(put,), written={"控え": values["備考"]}, notes=[f"x {SECRET}"])
    assert kept.values == {"個人番号": HIDDEN, "備考": f"番号は{HIDDEN}です", "メモ": f"{HIDDEN} を確認"}
    assert (kept.readings[0].put, kept.readings[0].kept) == (f"番号は{HIDDEN}です",) * 2
    assert SECRET not in json.dumps(kept.to_json(), ensure_ascii=False)


@pytest.mark.parametrize("change", [{"format": 2}, {"readings": [{"x": 1}]}, {"pictures": 3}])
def test_a_document_of_another_form_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(PlaceError):
        RowReadings.from_json({**document().to_json(), **change})
