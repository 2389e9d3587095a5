"""What is painted over in a text, and what is left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.japan.codes import my_number_check_digit
from bots.japan.hiding import PAINT, painted


@pytest.mark.parametrize(
    ("text", "values", "told"),
    [
        ("番号は123456789018です", [], f"番号は{PAINT}です"),
        ("１２３４ ５６７８ ９０１８", [], PAINT),
        ("1234-5678-9018と2345-6789-0121", [], f"{PAINT}と{PAINT}"),
        ("123456789017", [], "123456789017"),  # another check digit
        ("0123456789018", [], "0123456789018"),  # thirteen digits
        ("090-0000-1234", [], "090-0000-1234"),
        ("受給者 ＡＢ－１２ の件", ["ab12"], f"受給者 {PAINT} の件"),
        ("所得額 1,254,120円で登録します", ["1254120"], f"所得額 {PAINT}円で登録します"),
        ("￥８，８７２，４１２-", ["8872412"], f"￥{PAINT}-"),
        ("ab12ab12", ["AB12"], PAINT * 2),
        ("女", ["女"], PAINT),
        ("女川町", ["女"], "女川町"),  # one character only where it is the whole
        ("㍻三年", ["平成三"], f"{PAINT}年"),  # one character that is two
        ("", ["x"], ""),
        ("そのまま", ["", "別の"], "そのまま"),
    ],
)
def test_painted(text: str, values: list[str], told: str) -> None:
    assert painted(text, values) == told


@given(st.text(), st.text(min_size=2, max_size=9), st.text())
def test_a_value_never_stays_in_a_text(before: str, value: str, after: str) -> None:
    told = painted(f"{before}{value}{after}", [value])
    if any(char.isalnum() for char in value) and PAINT not in value:
        assert value not in told.replace(PAINT, "") or len("".join(filter(str.isalnum, value))) < 2


@given(st.text(alphabet="0123456789", min_size=11, max_size=11))
def test_every_individual_number_is_found(first: str) -> None:
    assert painted(f"（{first}{my_number_check_digit(first)}）") == f"（{PAINT}）"
