"""Numbers with a shape; what an encoding cannot hold; numbers as sheets show them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.japan import codes, encodings, numbers


@pytest.mark.parametrize("text", ["123456789018", "021234567893", "100000000005"])
def test_check_digit_is_right(text: str) -> None:
    assert codes.is_my_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "123456789012",
        "12345678901",
        "1234567890188",
        "12345678901x",
        "",
        "１２３４５６７８９０１８",
    ],
)
def test_check_digit_is_wrong(text: str) -> None:
    assert not codes.is_my_number(text)


@given(st.text(alphabet="0123456789", min_size=11, max_size=11))
def test_exactly_one_last_digit_is_right(first: str) -> None:
    assert [n for n in range(10) if codes.is_my_number(f"{first}{n}")] == [
        codes.my_number_check_digit(first)
    ]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("123-4567", ("123", "4567")),
        ("1234567", ("123", "4567")),
        ("〒123-4567", ("123", "4567")),
        ("〒 １２３－４５６７", ("123", "4567")),
        ("123−4567", ("123", "4567")),
        (" 123-4567 ", ("123", "4567")),
        ("123-456", None),
        ("12-34567", None),
        ("12345678", None),
        ("", None),
        ("abc-defg", None),
    ],
)
def test_postal(text: str, parts: tuple[str, str] | None) -> None:
    assert codes.postal(text) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("03-1234-5678", ("03", "1234", "5678")),
        ("03(1234)5678", ("03", "1234", "5678")),
        ("(03)1234-5678", ("03", "1234", "5678")),
        ("０３－１２３４－５６７８", ("03", "1234", "5678")),
        ("090-1234-5678", ("090", "1234", "5678")),
        ("09012345678", ("090", "1234", "5678")),
        ("0312345678", ("03", "1234", "5678")),
        ("0120123456", ("0120", "123", "456")),
        ("0120-123-456", ("0120", "123", "456")),
        ("0422123456", ("0422123456",)),
        ("0422-12-3456", ("0422", "12", "3456")),
        ("04221234567", None),
        ("12-3456-7890", None),
        ("03-1234", None),
        ("なし", None),
        ("", None),
    ],
)
def test_phone(text: str, parts: tuple[str, ...] | None) -> None:
    assert codes.phone(text) == parts


@pytest.mark.parametrize(
    ("text", "encoding", "where"),
    [
        ("山田太郎", "cp932", None),
        ("髙橋", "cp932", None),
        ("髙橋", "shift_jis", (1, "U+9AD9", False)),
        ("𠮷野", "cp932", (1, "U+20BB7", False)),
        ("山𠮷", "cp932", (2, "U+20BB7", False)),
        ("葛\U000e0100城", "cp932", (2, "U+E0100", False)),
        ("外\ue000", "utf-8", None),
        ("外\ue000", "euc_jp", (2, "U+E000", True)),
        ("é", "cp932", (1, "U+00E9", False)),
        ("", "cp932", None),
    ],
)
def test_what_an_encoding_cannot_hold(
    text: str, encoding: str, where: tuple[int, str, bool] | None
) -> None:
    found = encodings.first_unheld(text, encoding)
    assert (found and (found.position, found.code, found.private)) == where


def test_an_unknown_encoding_is_an_error() -> None:
    with pytest.raises(LookupError):
        encodings.first_unheld("a", "no-such-encoding")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("0", "0"), ("12", "12"), ("1,234", "1234"), ("1,234,567", "1234567"), ("１，２３４", "1234"),
        ("¥1,234", "1234"), ("￥1,234", "1234"), ("1,234円", "1234"), ("1234 円", "1234"), ("-5", "-5"),
        ("△100", "-100"), ("▲1,000", "-1000"), ("−5", "-5"), ("－５", "-5"), ("¥-100", "-100"),
        ("+3", "3"), ("007", "7"), ("000", "0"), ("1.50", "1.50"), ("0.5", "0.5"), (" 8 ", "8"),
        ("1,2", None), ("12,34", None), ("1,2345", None), ("", None), ("abc", None), ("1e5", None),
        ("1_000", None), ("NaN", None), ("Infinity", None), ("--1", None), ("-¥-1", None), ("1.", None),
        (".5", None), ("1 2", None), ("十", None), ("①", None), ("٣", None),
    ],
)  # fmt: skip
def test_numbers(text: str, plain: str | None) -> None:
    assert numbers.plain(text) == plain
    assert numbers.parse(text) == (None if plain is None else Decimal(plain))
