"""A day in every form: what hides a date hides all of them, and no other day."""

from __future__ import annotations

import pytest

from bots.japan.dateforms import forms_of
from bots.japan.hiding import PAINT, painted, replaced

BORN = [
    "1985-04-01", "1985/4/1", "1985.04.01", "１９８５年４月１日", "1985年04月01日", "西暦1985年4月1日", "19850401",
    "昭和60年4月1日", "昭和60年04月01日", "昭和６０年４月１日", "昭和 60年 4月 1日", "昭和60.4.1", "昭和60年4月01日",
    "㍼60年4月1日", "昭60.04.01", "昭60年4月1日", "S60.4.1", "s60/04/01", "Ｓ６０．４．１", "S600401", "3600401",
    "昭和六十年四月一日", "昭和六十年4月1日", "S60・4・1", "S.60.4.1", "昭60.4/1", "昭和60年4月1日生", "3-60-04-01",
    "4/1/1985", "04/01/1985", "1.4.1985", "85/04/01", "60.04.01",
]  # fmt: skip
FIRST = ["令和元年5月1日", "令和1年5月1日", "令和01年05月01日", "令元.5.1", "R1.5.1", "R01.05.01", "5010501", "㋿元年5月1日"]
OTHERS = [
    "1985-04-02", "1985/4/12", "昭和60年4月11日", "平成60年4月1日", "昭和6年4月1日", "S60.4.10", "年60月4日1", "60",
    "4月1日", "1985年4月", "2060040112",
]  # fmt: skip


@pytest.mark.parametrize("said", BORN)
@pytest.mark.parametrize("key", ["1985-04-01", "昭和60年4月1日", "S60.4.1", "昭和六十年四月一日", "S60・4/1", "Ｓ．６０．４．１"])
def test_a_hidden_date_is_hidden_in_every_form(key: str, said: str) -> None:
    assert PAINT in painted(f"生年月日 {said} です", [key])
    assert "60年" not in painted(f"({said})", [key])


@pytest.mark.parametrize("said", FIRST)
def test_the_first_year_of_an_era_is_hidden_too(said: str) -> None:
    assert painted(f"生{said}生", ["2019-05-01"]) == f"生{PAINT}生"


def test_a_day_of_two_eras_is_hidden_in_both() -> None:
    assert painted("大正15年12月25日 昭和元年12月25日", ["1926-12-25"]) == f"{PAINT} {PAINT}"


@pytest.mark.parametrize("said", OTHERS)
def test_other_days_and_lone_numbers_stay(said: str) -> None:
    assert painted(f"日 {said} 日", ["1985-04-01"]) == f"日 {said} 日"


@pytest.mark.parametrize("text", ["3600401", "19850401", "山田", "", "1985-13-01", "4月1日", "60", "03-1234-5678"])
def test_what_may_be_no_date_has_no_other_forms(text: str) -> None:
    assert forms_of(text) == ()


def test_a_date_that_the_recipe_says_itself_stays() -> None:
    assert replaced("2026年4月1日", {"2026-04-01": "2026-04-01"}) == "2026年4月1日"
    assert replaced("2026年4月1日まで", {"2026-04-01": "‹期限›"}) == "‹期限›まで"


def test_a_day_before_the_eras_has_its_western_forms() -> None:
    assert painted("1850年4月1日", ["1850-04-01"]) == PAINT
