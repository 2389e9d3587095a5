"""Fields and headings brought together by their words: golden cases, and what must never be a pair."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.app.beginning.pairing import folded, pair, proposals

# the field's words | the heading | how, or "" where they must not be a pair
CASES = [
    ("氏名", "氏名", "exact"),
    ("児童氏名 （カナ）", "児童氏名  （カナ）", "exact"),
    ("電話番号", "電話 番号", "folded"),
    ("第1希望", "第１希望", "folded"),
    ("第1希望", "第一希望", "folded"),
    ("フリガナ", "ﾌﾘｶﾞﾅ", "folded"),
    ("フリガナ", "ふりがな", "folded"),
    ("氏名（カナ）", "氏名(カナ)", "folded"),
    ("氏名（カナ）", "氏名カナ", "folded"),
    ("氏名 必須", "氏名", "folded"),
    ("※氏名：", "氏名", "folded"),
    ("金額（税込）", "金額", "folded"),
    ("整理番号（8桁）", "整理番号", "folded"),
    ("Card Number", "card number", "folded"),
    ("E-mail", "Email", "folded"),
    ("フリガナ", "児童氏名（カナ）", "near"),
    ("Card number", "Card no", "near"),
    ("Card number", "Card No.", "near"),
    ("申請番号", "申請No", "near"),
    ("申請番号", "申請Ｎｏ．", "near"),
    ("受付番号", "受付№", "near"),
    ("Full name", "Name", "near"),
    ("Date of birth", "Birthday", "near"),
    ("メールアドレス", "メール", "near"),
    ("寄附金額", "金額", "near"),
    ("寄附の使い道", "使い道", "near"),
    ("領収書の宛名", "宛名", "near"),
    ("第1希望施設", "第1希望", "near"),
    ("お名前", "氏名", "near"),
    ("現住所", "住所", "near"),
    ("メモ", "備考", "near"),
    ("〒", "郵便番号", "near"),
    ("希望入所日", "入所希望日", "near"),
    ("返礼品を希望する", "返礼品", "near"),
    # ---- near by letters, and another thing
    ("父の氏名", "母の氏名", ""),
    ("児童氏名", "保護者氏名", ""),
    ("第1希望施設", "第2希望", ""),
    ("自宅電話番号", "携帯電話番号", ""),
    ("氏名", "氏名（カナ）", ""),
    ("メールアドレス", "メールアドレス（確認）", ""),
    ("旧住所", "新住所", ""),
    ("住所", "旧住所", ""),
    ("利用開始日", "利用終了日", ""),
    ("受付番号", "申込番号", ""),
    ("生年月日", "生年", ""),
    ("First name", "Last name", ""),
    ("備考1", "備考2", ""),
    ("第1希望の施設名", "第2希望の施設名", ""),
    ("氏名", "区分", ""),
    ("性別", "種別", ""),
]  # fmt: skip


@pytest.mark.parametrize(("field", "heading", "how"), CASES)
def test_two_names(field: str, heading: str, how: str) -> None:
    found = pair([[field]], [heading])
    assert [one.how for one in found] == ([how] if how else [])


@pytest.mark.parametrize(
    ("field", "heading", "may_be"),
    [
        ("児童氏名", "お子さんの名前", True), ("児童氏名", "子どもの氏名", True), ("生年月日", "お生まれ", True),
        ("生年月日", "生まれた日", True), ("性別", "男女", True), ("性別", "男女の別", True), ("希望施設", "希望する園", True),
        ("第1希望施設", "第１希望の保育園", True), ("続柄", "続き柄", True), ("住所", "お住まい", True), ("電話番号", "連絡先", True),
        ("フリガナ", "よみかた", True), ("フリガナ", "お名前の読み方", True), ("個人番号", "マイナンバー", True),
        ("就労証明書", "勤務証明（ファイル名）", True), ("第1希望施設", "希望の園（1番目）", True),
        ("勤務先", "お勤め先", True), ("Gender", "Sex", True), ("Date of birth", "Born", True),
        # ---- another thing
        ("保護者氏名", "お子さんの名前", False), ("電話番号", "緊急連絡先", False), ("第2希望施設", "第1希望の園", False),
        ("施設名", "公園名", False), ("性別", "区分", False), ("第1希望施設", "希望の園（2番目）", False), ("母の氏名", "お父さんの名前", False),
    ],
)  # fmt: skip
def test_everyday_words_are_proposed_and_make_no_pair(field: str, heading: str, may_be: bool) -> None:
    made = pair([[field]], [heading])
    assert bool(proposals([[field]], [heading], made)) == (may_be and not made)
    if may_be:
        assert not any(one.how in ("exact", "folded") for one in made)
    else:
        assert made == ()


def test_of_two_that_may_be_meant_none_is_proposed() -> None:
    assert proposals([["児童氏名"]], ["お子さんの名前", "子どもの名前"], ()) == ()
    assert proposals([["児童氏名"]], ["お子さんの名前"], pair([["児童氏名"]], ["児童氏名"])) == ()


def test_there_are_golden_cases_enough() -> None:
    assert len(CASES) >= 30


def names(fields: list[str], headings: list[str]) -> list[tuple[str, str, str]]:
    return [(fields[one.field], headings[one.column], one.how) for one in pair([[name] for name in fields], headings)]


def test_the_surest_way_goes_first() -> None:
    assert names(["氏名", "お名前"], ["氏名", "名前"]) == [("氏名", "氏名", "exact"), ("お名前", "名前", "near")]


def test_what_comes_close_to_two_is_left_to_a_person() -> None:
    assert names(["児童の氏名", "保護者の氏名"], ["氏名"]) == []
    assert names(["電話番号"], ["自宅電話番号", "携帯電話番号"]) == []


def test_a_form_as_a_whole() -> None:
    fields = ["整理番号", "児童氏名", "フリガナ", "保護者氏名", "第1希望施設", "第2希望施設", "電話番号（自宅）", "電話番号（携帯）"]
    headings = ["携帯電話", "自宅電話", "第２希望", "第１希望", "保護者氏名", "児童氏名（カナ）", "児童氏名", "整理番号", "受付日"]
    assert {(field, heading) for field, heading, _ in names(fields, headings)} == {
        ("整理番号", "整理番号"), ("児童氏名", "児童氏名"), ("フリガナ", "児童氏名（カナ）"), ("保護者氏名", "保護者氏名"),
        ("第1希望施設", "第１希望"), ("第2希望施設", "第２希望"), ("電話番号（自宅）", "自宅電話"), ("電話番号（携帯）", "携帯電話"),
    }  # fmt: skip


def test_a_field_with_several_words_is_paired_by_the_best_of_them() -> None:
    (found,) = pair([["種類", "カードの種類", "カード種別"]], ["カード種別"])
    assert (found.how, found.name) == ("exact", "カード種別")


def test_brackets_that_tell_fields_apart_stay() -> None:
    assert folded("電話番号（自宅）") != folded("電話番号（携帯）")
    assert folded("氏名（全角）") == folded("氏名")


WORD = st.sampled_from(["氏名", "カナ", "電話", "番号", "自宅", "携帯", "1", "2", "（", "）", "住所", "日", "name", " "])
NAME = st.lists(WORD, min_size=1, max_size=4).map("".join) | st.text(max_size=6)


@given(st.lists(NAME, max_size=8), st.lists(NAME, max_size=8))
def test_each_is_paired_once_and_what_is_the_same_alone_is_paired(fields: list[str], headings: list[str]) -> None:
    found = pair([[name] for name in fields], headings)
    assert len({one.field for one in found}) == len({one.column for one in found}) == len(found)
    for one in found:
        assert one.name == fields[one.field]
        if one.how == "exact":
            assert fields[one.field].split() == headings[one.column].split()
    for name in fields:
        words = " ".join(name.split())
        if words and [" ".join(one.split()) for one in (*fields, *headings)].count(words) == 2 and fields.count(name) == 1:
            same = [one for one in headings if " ".join(one.split()) == words]
            assert not same or any(one.name == name and one.how == "exact" for one in found)
