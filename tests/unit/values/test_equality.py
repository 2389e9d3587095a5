"""When what the screen shows is what was put in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.model import Value
from bots.values.equality import equal, forms_of_one

ALL = ("width", "commas", "spaces", "separators")
CASES = [
    ("text", "山田", "山田", (), True), ("text", "山田", " 山田　", (), True), ("text", "山田", "山 田", (), False),
    ("text", "髙橋", "高橋", ALL, False), ("text", "山﨑", "山崎", ALL, False), ("text", "\ufa19", "神", ALL, False),
    ("text", "か\u3099", "が", ALL, False), ("text", "ｶﾅ", "カナ", (), False), ("text", "ｶﾅ", "カナ", ("width",), True),
    ("text", "Ａ１", "A1", ("width",), True), ("text", "Ａ１", "A1", ("spaces",), False),
    ("text", "山田 太郎", "山田　太郎", (), False), ("text", "山田 太郎", "山田　太郎", ("width",), True),
    ("text", "山田 太郎", "山田太郎", ("spaces",), True), ("text", "a,b", "ab", ("commas",), False),
    ("text", "1,234", "1234", ("commas",), True), ("text", "1,234", "1234", (), False),
    ("text", "1\n2", "1\r\n2", (), True), ("text", "1\n2", "12", (), False),
    ("text", "", "", (), True), ("text", "", " ", (), True), ("text", "", "x", ALL, False), ("text", "-", "", ALL, False),
    ("text", "123-4567", "1234567", ("separators",), True), ("text", "03(1234)5678", "03-1234-5678", ("separators",), True),
    ("text", "１２３－４５６７", "1234567", ("separators", "width"), True), ("text", "123-4567", "1234567", (), False),
    ("text", "コーヒー", "コヒ", ALL, False), ("text", "A-1", "A1", ("separators",), True), ("text", "甲-1", "甲1", ("separators",), False),
    ("text", "2024-04-01", "2024/04/01", (), False), ("text", "2024-04-01", "2024/04/01", ("separators",), True),
    ("code", "0012", "12", (), False), ("code", "0012", "12", ALL, False), ("code", "0012", "0012", (), True),
    ("date", "2024-04-01", "令和6年4月1日", (), True), ("date", "2024-04-01", "R06.04.01", (), True),
    ("date", "2024-04-01", "2024/4/1", (), True), ("date", "2024-04-01", "2024/4/2", (), False),
    ("date", "2024-04-01", "", (), False), ("date", "2024-04-01", "x", ALL, False), ("date", "", "", (), True),
    ("date", "2019-04-30", "平成31年4月30日", (), True), ("date", "2019-05-01", "平成31年5月1日", (), True),
    ("date", "2019-05-01", "平成31年5月2日", (), False), ("date", "1985-04-01", "昭和六十年四月一日", (), True),
    ("date", "1985-04-01", "S60・4・1", (), True), ("date", "2019-05-01", "31.5.1", (), False),
    ("number", "1234", "1,234", (), True), ("number", "1234", "1234.0", (), True), ("number", "1234", "12,34", (), False),
    ("number", "0", "", (), False), ("number", "-5", "△5", (), True), ("number", "1", "１", (), True),
    ("money", "1234", "￥1,234-", (), True), ("money", "1234", "金1,234円也", (), True), ("money", "1234", "1,234-", (), False),
    ("money", "-1234", "￥1,234-", (), False), ("money", "1234", "¥1,234", (), True), ("money", "1234", "1,234円", (), True), ("money", "1234", "1235", (), False),
    ("number", "1", "NaN", (), False), ("number", "100", "1e2", (), False),
    ("flag", "はい", "○", (), True), ("flag", "はい", "on", (), True), ("flag", "いいえ", "×", (), True),
    ("flag", "はい", "いいえ", (), False), ("flag", "はい", "", (), False), ("choice", "男", "男", (), True), ("choice", "男", "男性", (), False),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "put", "kept", "same", "wanted"), CASES)
def test_equal(kind: str, put: str, kept: str, same: tuple[str, ...], wanted: bool) -> None:
    assert equal(Value(put, kind), kept, same) is wanted  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("put", "kept", "told"),
    [
        ("髙橋 花子", "高橋 花子 ", "髙 U+9AD9 → 高 U+9AD8"),
        ("山﨑", "山崎", "﨑 U+FA11 → 崎 U+5D0E"),
        ("渡邊", "渡邉", "邊 U+908A → 邉 U+9089"),
        ("葛\U000e0100西", "葛西", "葛\U000e0100 U+845B U+E0100 → 葛 U+845B"),
        ("髙﨑髙", "高崎高", "髙 U+9AD9 → 高 U+9AD8、﨑 U+FA11 → 崎 U+5D0E"),
        ("斉藤", "斎藤", ""),  # two characters, not two forms of one
        ("髙橋", "高梁", ""),
        ("髙橋", "高橋様", ""),
        ("髙橋", "髙橋", ""),
        ("", "", ""),
        ("外\ue000", "外\ue001", ""),
    ],
)
def test_names_that_differ_in_forms_of_one_character_are_told_and_are_not_equal(put: str, kept: str, told: str) -> None:
    assert forms_of_one(put, kept) == told
    assert equal(Value(put), kept, ALL) is (put == kept)


def test_the_halls_own_table_tells_of_forms_too() -> None:
    assert forms_of_one("𫝆井", "今井") == ""
    assert forms_of_one("𫝆井", "今井", {"𫝆": "今"}) == "𫝆 U+2B746 → 今 U+4ECA"


@given(st.text(max_size=10), st.text(max_size=10))
def test_without_declared_equalities_text_is_exact(put: str, kept: str) -> None:
    def plain(text: str) -> str:
        return text.replace("\r\n", "\n").replace("\r", "\n").strip()

    assert equal(Value(put), kept) == (plain(put) == plain(kept))


@given(st.text(max_size=6), st.sets(st.sampled_from(ALL)))
def test_every_text_equals_itself(text: str, same: set[str]) -> None:
    assert equal(Value(text), text, same)
