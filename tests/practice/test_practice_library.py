"""The library system over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

CARD = {
    "card_number": "00000012",
    "full_name": "Ann O'Neil",
    "date_of_birth": "1990/02/03",
    "area": "North",
}


@pytest.fixture
def desk(library: Any, visit: Any) -> Any:
    visitor = visit(library)
    visitor.sign_in()
    return visitor


def test_a_card_is_registered(library: Any, desk: Any) -> None:
    answer = desk.post("/cards/new", **CARD)
    assert "Card registered" in answer.text
    assert answer.cell("Receipt number") == "L-00001"
    (entry,) = library.truth()
    assert entry.fields == CARD
    assert "カードを登録しました" in desk.get("/cards/done?no=L-00001&lang=ja").text
    assert desk.get("/cards/L-00001").cell("地区") == "北部"


def test_a_card_that_is_there_is_refused(library: Any, desk: Any) -> None:
    desk.post("/cards/new", **CARD)
    assert "This card number is already registered" in desk.post("/cards/new", **CARD).text
    assert len(library.truth()) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("card_number", "12"),
        ("full_name", ""),
        ("date_of_birth", "1990-02-03"),
        ("date_of_birth", "1990/02/30"),
        ("area", "West"),
    ],
)
def test_mistakes_are_listed(library: Any, desk: Any, name: str, value: str) -> None:
    assert "There are mistakes in the form" in desk.post("/cards/new", **{**CARD, name: value}).text
    assert library.truth() == []


def test_the_list(desk: Any) -> None:
    assert "No matching card" in desk.get("/cards").text
    desk.post("/cards/new", **CARD)
    assert "L-00001" in desk.get("/cards?card_number=00000012").text
    assert "No matching card" in desk.get("/cards?card_number=99999999").text
