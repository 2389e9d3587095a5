"""Every filter on usual, blank and unusable values; arguments are checked without a value."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.errors import DataError, RecipeError
from bots.model import Hall, Value
from bots.values.columns import parse_column, read_cell
from bots.values.filters import FILTERS, apply, check_filter, takes, text_filter
from bots.values.scope import Scope
from bots.values.templates import Filter, expand


def run(filters: str, text: str, kind: str = "text") -> Value:
    return expand(f"<x|{filters}>", Scope(row={"x": Value(text, kind, column="x")}))  # type: ignore[arg-type]


CASES = [
    ("和暦", "2024-04-01", "令和6年4月1日"), ("wareki", "2019-05-01", "令和元年5月1日"),
    ("和暦 令和6年4月1日", "2024-04-01", "令和6年4月1日"), ("和暦 R6.4.1", "2024-04-01", "R6.4.1"),
    ("和暦 R06.04.01", "2024-04-01", "R06.04.01"), ("和暦 5060401", "2024-04-01", "5060401"),
    ("和暦 Ｒ０６．０４．０１", "2024-04-01", "R06.04.01"), ("和暦", "R6.4.1", "令和6年4月1日"),
    ("日付", "R6.4.1", "2024-04-01"), ("日付 YYYY/MM/DD", "2024-04-01", "2024/04/01"),
    ("日付 YYYY/M/D", "2024-04-01", "2024/4/1"), ("日付 YYYYMMDD", "2024-04-01", "20240401"),
    ("日付 YY.MM.DD", "2024-04-01", "24.04.01"), ("日付 YYYY年M月D日", "2024-04-01", "2024年4月1日"),
    ("日付 M月D日", "2024-12-31", "12月31日"), ("date MM/DD/YYYY", "2024-04-01", "04/01/2024"),
    ("日付 YYYY MM DD", "2024-04-01", "2024 04 01"),
    ("年", "2024-04-01", "2024"), ("月", "2024-04-01", "4"), ("日", "2024-04-01", "1"),
    ("year", "令和6年4月1日", "2024"), ("month", "R6.12.1", "12"), ("day", "5060431|日", None),
    ("全角", "Ab1ｱ", "Ａｂ１ア"), ("zenkaku", "髙 1", "髙　１"), ("半角", "Ａｂ１ア", "Ab1ア"),
    ("カタカナ", "やまだﾀﾛｳ", "ヤマダタロウ"), ("ひらがな", "ヤマダ", "やまだ"), ("半角カナ", "ヤマダ", "ﾔﾏﾀﾞ"),
    ("全角|カタカナ", "ﾔﾏﾀﾞ 1", "ヤマダ　１"),
    ("桁 8", "12", "00000012"), ("桁 8", "00000012", "00000012"), ("pad 3", "A-1", "A-1"),
    ("先頭 2", "山田太郎", "山田"), ("先頭 9", "山田", "山田"), ("先頭 0", "山田", ""),
    ("先頭 1", "葛\U000e0100城", "葛\U000e0100"), ("末尾 2", "山田太郎", "太郎"), ("last 0", "abc", ""),
    ("末尾 9", "ab", "ab"), ("数字だけ", "〒123-４５６7", "1234567"), ("digits", "なし", ""),
    ("郵便番号", "1234567", "123-4567"), ("郵便番号", "〒１２３－４５６７", "123-4567"),
    ("電話番号", "0312345678", "03-1234-5678"), ("電話番号", "０９０(1234)5678", "090-1234-5678"),
    ("番地", "1-2-3", "1－2－3"), ("番地 -", "１－２ー３", "１-２-３"), ("番地 の", "1−2‐3", "1の2の3"),
    ("番地", "センター1ー2", "センター1－2"), ("番地", "コーポA-1", "コーポA-1"), ("番地 \\1", "1-2", "1\\12"),
    ("カンマ", "1234567", "1,234,567"), ("カンマ", "-1234.5", "-1,234.5"), ("comma", "¥999", "999"),
    ("前後の空白を除く", "　 a b 　", "a b"), ("trim", "a", "a"),
    ("置換 区 市", "北区東区", "北市東市"), ('置換 - ""', "1-2-3", "123"), ('置換 "a b" "c d"', "a b!", "c d!"),
    ("置換 . x", "a.b", "axb"),
    ("空なら なし", "", "なし"), ("空なら なし", "　", "なし"), ("空なら なし", "有", "有"),
    ('空なら "該当 なし"', "", "該当 なし"), ("default X", "", "X"),
    ("開庁日", "2026-05-02", "2026-05-07"), ("開庁日", "2026-05-01", "2026-05-01"), ("開庁日 翌", "2026-05-01", "2026-05-07"),
    ("opening_day next", "R8.5.1", "2026-05-07"), ("開庁日 前", "2026-05-07", "2026-05-01"),
    ("開庁日 以前", "2026-05-06", "2026-05-01"), ("開庁日 月末", "2026-12-05", "2026-12-28"), ("開庁日 月初", "2026-01-20", "2026-01-05"),
    ("開庁日 3日後", "2026-04-28", "2026-05-07"), ("開庁日 １０日前", "2026-12-28", "2026-12-14"), ("開庁日 3_of_month", "2026-05-20", "2026-05-08"),
    ("開庁日 翌|和暦 R6.4.1", "2026-12-28", "R9.1.4"),
    ("全銀カナ", "きゅうよ　タロー", "ｷﾕｳﾖ ﾀﾛ-"), ("zengin", "ｶ)ヤマダ", "ｶ)ﾔﾏﾀﾞ"),
    ("代替文字", "髙橋𠮷", "高橋吉"), ("代替文字 髙", "髙橋𠮷", "高橋𠮷"), ("代替文字 JIS X 0208", "髙橋①", "高橋①"),
    ("substitute cp932", "髙橋𠮷", "髙橋吉"), ("代替文字 JIS X 0213 髙", "髙橋𠮷", "高橋𠮷"), ("代替文字", "\ue000", "\ue000"),
    ("改行を除く", "1\r\n2\n3\r4", "1234"), ("oneline", "a\u2028b", "ab"),
]  # fmt: skip


@pytest.mark.parametrize(("filters", "text", "wanted"), CASES)
def test_filters(filters: str, text: str, wanted: str | None) -> None:
    if wanted is None:
        with pytest.raises(DataError):
            run(filters, text)
    else:
        assert run(filters, text).reveal() == wanted


BAD = [
    ("和暦", "未定", "D40"), ("和暦", "1850-01-01", "D40"), ("日付", "平成31年5月1日", "D40"), ("年", "x", "D40"),
    ("桁 2", "123", "D41"), ("郵便番号", "12", "D40"), ("電話番号", "不明", "D40"), ("カンマ", "1,2", "D40"),
    ('置換 "" x', "abc", "D40"), ("全銀カナ", "山田", "D40"), ("全銀カナ", "ヤマダ・タロウ", "D40"), ("開庁日", "未定", "D40"),
    ("開庁日 30日目", "2026-05-01", "D40"), ("開庁日", "平成31年5月1日", "D40"),
]  # fmt: skip


@pytest.mark.parametrize(("filters", "text", "code"), BAD)
def test_a_value_that_a_filter_cannot_take_refuses_the_row(
    filters: str, text: str, code: str
) -> None:
    with pytest.raises(DataError) as caught:
        run(filters, text)
    problem = caught.value.problem
    assert problem.code == code
    assert text not in f"{problem.words}" or len(text) == 1
    assert caught.value.__suppress_context__  # the value does not stand in the chain of errors
    assert problem.words["column"] == "x"


WRONG = [
    ("和暦", ("GGGYY",), "R53"), ("日付", ("yyyy/mm/dd",), "R53"), ("日付", ("YYYY:MM",), "R53"),
    ("日付", ("YYYYMMDDD",), "R53"), ("日付", ("YYYY-MMM",), "R53"), ("日付", ("YYYYYYMMDD",), "R53"),
    ("日付", ("/",), "R53"), ("日付", ("HH",), "R53"), ("桁", (), "R54"), ("桁", ("1", "2"), "R54"),
    ("全角", ("x",), "R54"), ("置換", ("a",), "R54"), ("桁", ("八",), "R55"), ("桁", ("-1",), "R55"), ("桁", ("0",), "R55"),
    ("開庁日", ("明日",), "R53"), ("開庁日", ("0日後",), "R53"), ("開庁日", ("翌", "翌"), "R54"), ("代替文字", ("utf9",), "R53"),
    ("桁", ("²",), "R55"), ("先頭", ("99999",), "R55"),
]  # fmt: skip


@pytest.mark.parametrize(("word", "arguments", "code"), WRONG)
def test_arguments_are_a_closed_set(word: str, arguments: tuple[str, ...], code: str) -> None:
    with pytest.raises(RecipeError) as caught:
        check_filter(word, arguments)
    assert caught.value.problem.code == code
    assert caught.value.problem.words["name"] == word


ARGUMENTS = {"pad": " 3", "first": " 3", "last": " 3", "replace": " a b", "default": " x"}


@pytest.mark.parametrize("word", [one for pair in FILTERS.items() for one in pair])
def test_blank_stays_blank(word: str) -> None:
    english = next(en for en, ja in FILTERS.items() if word in (en, ja))
    made = run(word + ARGUMENTS.get(english, ""), "")
    assert made.reveal() == ("x" if english == "default" else "")


@pytest.mark.parametrize("english", FILTERS)
def test_both_words_do_the_same(english: str) -> None:
    def outcome(word: str) -> str:
        try:
            return run(word + ARGUMENTS.get(english, ""), "R6.4.1").reveal()
        except DataError as error:
            return error.problem.code

    assert outcome(english) == outcome(FILTERS[english])


def test_a_taken_word_is_refused() -> None:
    with pytest.raises(ValueError, match="taken"):
        text_filter("wareki", "別の言葉")(str.strip)


def test_a_filter_that_changes_nothing_keeps_the_kind() -> None:
    assert run("空なら 0", "120", "number").kind == "number"
    assert run("カンマ", "1200", "number").kind == "text"
    assert run("和暦", "2024-04-01", "date").kind == "text"
    assert run("和暦", "2024-04-01", "date").column == "x"


@given(st.text(max_size=8), st.sampled_from(sorted(FILTERS)))
def test_any_value_gives_a_text_or_a_refusal(text: str, word: str) -> None:
    try:
        assert isinstance(run(word + ARGUMENTS.get(word, ""), text).reveal(), str)
    except DataError as error:
        assert error.problem.code in ("D40", "D41")


def noted(filters: str, text: str, hall: Hall, *, hidden: bool = False) -> tuple[str, list[tuple[str, dict[str, object]]]]:
    """The text, and the codes and words of its notes."""
    value = expand(f"<x|{filters}>", Scope(row={"x": Value(text, hidden=hidden, column="x")}, hall=hall))
    return value.reveal(), [(one.code, dict(one.words)) for one in value.notes]


def test_every_substitution_is_told_with_its_code_points() -> None:
    told = {"column": "x", "letters": "髙 U+9AD9 → 高 U+9AD8、𠮷 U+20BB7 → 吉 U+5409"}
    assert noted("代替文字", "髙橋𠮷髙", Hall()) == ("高橋吉高", [("D57", told)])
    assert noted("代替文字|全角", "髙1", Hall())[1] == [("D57", {"column": "x", "letters": "髙 U+9AD9 → 高 U+9AD8"})]
    assert noted("代替文字", "山田", Hall()) == ("山田", [])


def test_of_a_hidden_value_it_is_told_that_something_was_replaced_and_no_more() -> None:
    assert noted("代替文字", "髙", Hall(), hidden=True) == ("高", [("D58", {"column": "x"})])


def test_a_text_of_several_values_keeps_the_notes_of_all() -> None:
    row = {"姓": Value("髙橋", column="姓"), "名": Value("𠮷", column="名")}
    value = expand("<姓|代替文字> <名|代替文字>", Scope(row=row))
    assert value.reveal() == "高橋 吉"
    assert [one.words["column"] for one in value.notes] == ["姓", "名"]


def test_the_halls_own_tables_are_asked() -> None:
    hall = Hall(closed=("2026-05-07",), opened=("2026-05-03",), substitutes={"𫝆": "今"})
    assert noted("開庁日 翌", "2026-05-01", hall)[0] == "2026-05-03"
    assert noted("開庁日 翌", "2026-05-03", hall)[0] == "2026-05-08"
    assert noted("代替文字", "𫝆井", hall)[0] == "今井"


def test_an_opening_day_of_a_year_that_is_not_announced_is_told() -> None:
    assert noted("開庁日 翌", "2027-12-28", Hall()) == ("2028-01-04", [("D55", {"column": "x"})])
    assert noted("開庁日 翌", "2027-12-27", Hall()) == ("2027-12-28", [])


CELLS = {
    "text": ["2026-04-01", "1234567", "0312345678"], "code": ["20260401", "0312345678"], "number": ["20260401", "1234567", "3.5"],
    "money": ["20260401円", "1,234,567", "△5"], "date": ["令和8年4月1日"], "postal": ["123-4567"],
    "phone": ["03-1234-5678", "0120-123-456", "090-1234-5678"], "kana": ["ヤマダ ハナコ", "ー"], "flag": ["○", "×"],
    "email": ["a@b.jp", "20260401@x.jp"], "file": ["20260401.pdf"],
}  # fmt: skip


@pytest.mark.parametrize("kind", CELLS)
def test_what_a_filter_never_takes_it_refuses(kind: str) -> None:
    never = [one for one in FILTERS if not takes(kind, (), [Filter(one, (), 0)])]
    assert never or kind in ("text", "code", "file")
    for english in never:
        for cell in CELLS[kind]:
            value = read_cell(parse_column("x", kind), cell)
            with pytest.raises(DataError) as caught:
                apply(value, [Filter(english, (), 0)])
            assert caught.value.problem.code == "D40"


def test_a_date_filter_takes_what_may_be_a_date() -> None:
    used = [Filter("date", (), 0)]
    assert all(takes(kind, (), used) for kind in ("text", "code", "number", "date", ""))
    assert takes("choice", ("未定", "2026-04-01"), used)
    assert not takes("choice", ("男", "女"), used)
