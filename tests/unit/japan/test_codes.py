"""Numbers with a shape; numbers as sheets show them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.japan import codes, numbers


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


# The number of the National Tax Agency, that of its guide to the check digit, and one of python-stdnum.
@pytest.mark.parametrize("text", ["7000012050002", "8700110005901", "5835678256246"])
def test_the_first_digit_of_a_corporate_number_is_right(text: str) -> None:
    assert codes.is_corporate_number(text)
    for at in range(13):
        if text[at] == "9":  # 9 and 0 are the same to the check: it is made modulo nine
            continue
        other = text[:at] + str((int(text[at]) + 1) % 10) + text[at + 1 :]
        assert not codes.is_corporate_number(other), other


@pytest.mark.parametrize("text", ["", "700001205000", "70000120500021", "７００００１２０５０００２", "T7000012050002"])
def test_what_is_no_corporate_number_by_its_shape(text: str) -> None:
    assert not codes.is_corporate_number(text)


@given(st.text(alphabet="0123456789", min_size=12, max_size=12))
def test_exactly_one_first_digit_is_right_and_it_is_never_nought(last: str) -> None:
    found = [n for n in range(10) if codes.is_corporate_number(f"{n}{last}")]
    assert found == [codes.corporate_check_digit(last)]
    assert found[0] != 0


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
