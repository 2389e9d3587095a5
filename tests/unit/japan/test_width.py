"""Only ASCII, digits and kana change their width; kanji never change at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.japan import width

# Unicode's normal forms would replace some of these
NAMES = [
    "髙",
    "﨑",
    "𠮷",
    "葛\U000e0100城",
    "\ufa19",
    "\ufa10",
    "\ufa1b",
    "\ufa45",
    "\uf9dc",
    "\ufa26",
    "㈱",
    "①",
    "\ue000",
    "々",
    "〆",
    "〒",
]

CASES = [
    (width.zenkaku, "Abc-123 x", "Ａｂｃ－１２３　ｘ"),
    (width.zenkaku, "ﾔﾏﾀﾞ ﾀﾛｳ", "ヤマダ　タロウ"),
    (width.zenkaku, "ﾊﾟｰﾃｨｰ", "パーティー"),
    (width.zenkaku, "ｳﾞｧ", "ヴァ"),
    (width.zenkaku, "｢ｱ｣､｡･", "「ア」、。・"),
    (width.zenkaku, "漢字かな", "漢字かな"),
    (width.hankaku, "Ａｂｃ－１２３　ｘ", "Abc-123 x"),
    (width.hankaku, "ヤマダ１号", "ヤマダ1号"),
    (width.hankaku, "ﾔﾏﾀﾞ", "ﾔﾏﾀﾞ"),
    (width.hankaku, "～！＠", "~!@"),
    (width.hankaku, "ー−‐", "ー−‐"),
    (width.hankaku_kana, "ヤマダ・タロー", "ﾔﾏﾀﾞ･ﾀﾛｰ"),
    (width.hankaku_kana, "ヴァイオリン", "ｳﾞｧｲｵﾘﾝ"),
    (width.hankaku_kana, "ひらがな漢字", "ひらがな漢字"),
    (width.katakana, "やまだ たろう", "ヤマダ タロウ"),
    (width.katakana, "ﾔﾏﾀﾞ", "ヤマダ"),
    (width.katakana, "ゔ゛ゝゞ", "ヴ゛ヽヾ"),
    (width.katakana, "ー漢A", "ー漢A"),
    (width.hiragana, "ヤマダ タロウ", "やまだ たろう"),
    (width.hiragana, "ﾔﾏﾀﾞ", "やまだ"),
    (width.hiragana, "ヷヺ", "ヷヺ"),
    (width.fold, "ＡＢ　ﾊﾞｽ１", "AB バス1"),
]


@pytest.mark.parametrize(("change", "text", "wanted"), CASES)
def test_changes(change, text: str, wanted: str) -> None:  # type: ignore[no-untyped-def]
    assert change(text) == wanted


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "change",
    [width.zenkaku, width.hankaku, width.katakana, width.hiragana, width.hankaku_kana, width.fold],
)
def test_names_stay_code_point_by_code_point(change, name: str) -> None:  # type: ignore[no-untyped-def]
    assert change(name) == name


FILTERS = [width.zenkaku, width.hankaku, width.katakana, width.hiragana, width.hankaku_kana, width.fold]


def may_change(one: str) -> bool:
    """ASCII, its full-width forms, the full-width blank, and kana of either kind and width."""
    code = ord(one)
    return 0x20 <= code < 0x7F or 0xFF01 <= code <= 0xFF9F or code == 0x3000 or 0x3001 <= code <= 0x300D or 0x3041 <= code <= 0x30FF


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), st.sampled_from(FILTERS))
def test_what_may_not_change_stays_whatever_stands_around_it(text: str, change) -> None:  # type: ignore[no-untyped-def]
    stays = [one for one in text if not may_change(one)]
    assert [one for one in change(text) if not may_change(one)] == stays


@given(st.text(alphabet="アイウガギパピヴッャー・、。「」ン"))
def test_half_width_kana_come_back(text: str) -> None:
    assert width.zenkaku(width.hankaku_kana(text)) == text


@given(st.text(alphabet=st.characters(min_codepoint=0x20, max_codepoint=0x7E)))
def test_ascii_comes_back(text: str) -> None:
    assert width.hankaku(width.zenkaku(text)) == text


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("山田", 2),
        ("葛\U000e0100城", 2),
        ("か\u3099", 1),
        ("𠮷野", 2),
        ("ﾊﾞ", 2),
        ("字\ufe00", 1),
    ],
)
def test_characters_as_a_reader_counts(text: str, count: int) -> None:
    assert width.characters(text) == count
    assert "".join(width.split(text)) == text
    assert len(width.split(text)) == count
