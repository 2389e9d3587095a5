"""Every column type: how it is declared, what it takes, what it refuses, and that no error holds a
value."""

from __future__ import annotations

import copy

import pytest

from bots.errors import DataError, RecipeError
from bots.model import Column, Dated, Value
from bots.values.columns import COLUMN_TYPES, column_type, parse_column, read_cell

DECLARED = {
    "文字": Column("x", "text"),
    "text": Column("x", "text"),
    "文字 最大 40": Column("x", "text", maximum=40),
    "text max 40 min 2": Column("x", "text", maximum=40, minimum=2),
    "文字 任意": Column("x", "text", optional=True),
    "text optional mask": Column("x", "text", optional=True, hidden=True),
    "コード 8": Column("x", "code", size=8),
    "code 12 任意 隠す": Column("x", "code", size=12, optional=True, hidden=True),
    "コード": Column("x", "code"),
    "選択 男/女": Column("x", "choice", choices=("男", "女")),
    "選択 男／女": Column("x", "choice", choices=("男", "女")),
    "choice North/South/Other optional": Column(
        "x", "choice", choices=("North", "South", "Other"), optional=True
    ),
    "コード 8 最小 8 最大 8": Column("x", "code", size=8, minimum=8, maximum=8),
    "数 最小 0 最大 100": Column("x", "number", minimum=0, maximum=100),
    "number min -5": Column("x", "number", minimum=-5),
    "金額": Column("x", "money"),
    "date": Column("x", "date"),
    "日付 任意": Column("x", "date", optional=True),
    "日付 旧元号可 隠す": Column("x", "date", hidden=True, past_era=True),
    "date past_era": Column("x", "date", past_era=True),
    "数 単位 人 最大 9": Column("x", "number", unit="人", maximum=9),
    "money unit 千円 mask": Column("x", "money", unit="千円", hidden=True),
    "postal": Column("x", "postal"),
    "電話番号": Column("x", "phone"),
    "カナ 最大 30": Column("x", "kana", maximum=30),
    "有無": Column("x", "flag"),
    "メール": Column("x", "email"),
    "ファイル": Column("x", "file"),
}
WRONG = {
    "日附": "R50", "": "R50", "文時 最大 3": "R50", "Text": "R50",
    "文字 必須": "R51", "文字 最大": "R51", "文字 最大 多": "R51", "コード 八": "R51", "コード 0": "R51",
    "文字 最大 ３": "R51", "文字 最小 5 最大 3": "R199", "日付 最大 3": "R51", "有無 最小 1": "R51",
    "コード 8 最大 4": "R200", "コード 8 任意 最小 10": "R200", "コード 8 最小 4 最大 7": "R200",
    "選択 男/女 最大 1": "R51", "郵便番号 7": "R51", "文字 旧元号可": "R51",
    "選択 男/女/男": "R201", "choice A/A": "R201",
    "選択": "R52", "選択 任意": "R52", "選択 男": "R52", "選択 /": "R52",
}  # fmt: skip


@pytest.mark.parametrize(("text", "column"), DECLARED.items())
def test_declared(text: str, column: Column) -> None:
    assert parse_column("x", text) == column


@pytest.mark.parametrize(("text", "code"), WRONG.items())
def test_declared_wrongly(text: str, code: str) -> None:
    with pytest.raises(RecipeError) as caught:
        parse_column("x", text)
    assert caught.value.problem.code == code
    assert str(caught.value.problem.words["word"]) in text


def test_a_near_word_is_offered() -> None:
    with pytest.raises(RecipeError) as caught:
        parse_column("x", "郵便番合")
    assert caught.value.problem.words["near"] == "郵便番号"


def test_every_type_has_both_words() -> None:
    for english, japanese in COLUMN_TYPES.items():
        extra = " a/b" if english == "choice" else ""
        assert parse_column("x", english + extra) == parse_column("x", japanese + extra)


def test_a_taken_word_is_refused() -> None:
    with pytest.raises(ValueError, match="taken"):
        column_type("text", "別名")(lambda column, text: text)


KEPT = [
    ("文字", "山田 太郎", "山田 太郎", "text"),
    ("文字", " 前後 ", " 前後 ", "text"),
    ("文字", "髙﨑𠮷葛\U000e0100", "髙﨑𠮷葛\U000e0100", "text"),
    ("文字", "ｶﾅ①㈱Ａ", "ｶﾅ①㈱Ａ", "text"),
    ("文字", "1行目\n2行目", "1行目\n2行目", "text"),
    ("文字 最大 2", "葛\U000e0100城", "葛\U000e0100城", "text"),
    ("文字", "<secret.pw> {0} {{7*7}}", "<secret.pw> {0} {{7*7}}", "text"),
    ("コード 8", "00000012", "00000012", "code"),
    ("コード 8", " 00000012 ", "00000012", "code"),
    ("コード", "A-012b", "A-012b", "code"),
    ("数", "1,234", "1234", "number"),
    ("数", "007", "7", "number"),
    ("数", "-1.50", "-1.50", "number"),
    ("金額", "¥1,234,567", "1234567", "money"),
    ("金額", "△500円", "-500", "money"),
    ("日付", "令和元年5月1日", "2019-05-01", "date"),
    ("日付", "R6.4.1", "2024-04-01", "date"),
    ("日付", "5060401", "2024-04-01", "date"),
    ("日付", "2024-04-01", "2024-04-01", "date"),
    ("郵便番号", "123-4567", "123-4567", "text"),
    ("郵便番号", "1234567", "123-4567", "text"),
    ("郵便番号", "〒１２３－４５６７", "123-4567", "text"),
    ("電話番号", "0312345678", "03-1234-5678", "text"),
    ("電話番号", "0422123456", "0422123456", "text"),
    ("電話番号", "０３－１２３４－５６７８", "03-1234-5678", "text"),
    ("カナ", "ヤマダ タロウ", "ヤマダ タロウ", "text"),
    ("カナ", "ﾔﾏﾀﾞ　ﾀﾛｰ", "ﾔﾏﾀﾞ　ﾀﾛｰ", "text"),
    ("カナ", "やまだ・たろう", "やまだ・たろう", "text"),
    ("法人番号", " 7000012050002 ", "7000012050002", "code"),
    ("預金種目", "普通預金", "普通", "text"), ("預金種目", "２", "当座", "text"), ("預金種目", "ﾁｮﾁｸ", "貯蓄", "text"),
    ("口座名義", "ヤマダ　タロウ", "ヤマダ　タロウ", "text"), ("口座名義", "ｶ)ｷﾕｳﾖｼﾖｳｺﾞ", "ｶ)ｷﾕｳﾖｼﾖｳｺﾞ", "text"),
    ("口座名義", "きゅうよ", "きゅうよ", "text"), ("コード 7", "0001234", "0001234", "code"),
    ("選択 男/女", " 女 ", "女", "choice"),
    *[
        ("有無", yes, "はい", "flag")
        for yes in ("○", "〇", "◯", "はい", "有", "あり", "1", "１", "Yes", "✓")
    ],
    *[("有無", no, "いいえ", "flag") for no in ("×", "✕", "いいえ", "無", "なし", "0", "０", "No")],
    ("メール", "a.b@example.lg.jp", "a.b@example.lg.jp", "text"),
    ("ファイル", "証明\\17.pdf", "証明/17.pdf", "file"),
]


@pytest.mark.parametrize(("declared", "cell", "kept", "kind"), KEPT)
def test_takes(declared: str, cell: str, kept: str, kind: str) -> None:
    value = read_cell(parse_column("列", declared), cell)
    assert (value.reveal(), value.kind, value.column, value.hidden) == (kept, kind, "列", False)


REFUSED = [
    ("文字", "", "D20"), ("文字", " 　", "D20"), ("日付", "", "D20"), ("選択 a/b", "", "D20"),
    ("文字 最大 3", "四文字だ", "D21"), ("文字 最小 3", "二字", "D22"), ("カナ 最大 2", "ヤマダ", "D21"),
    ("コード 8", "12", "D23"), ("コード 8", "000000012", "D23"), ("コード 8", "０００００００１", "D24"),
    ("コード 8", "1234567A", "D24"), ("コード 8", "1234 567", "D24"), ("コード", "全角", "D39"),
    ("数", "多い", "D25"), ("数", "1,2", "D25"), ("数", "1 2", "D25"), ("金額", "千円", "D25"),
    ("数 最大 10", "10.5", "D26"), ("数 最小 0", "-1", "D27"),
    ("日付", "未定", "D28"), ("日付", "6/4/1", "D46"), ("日付", "45383", "D47"), ("日付", "令和6年4月1日（火）", "D48"), ("日付", "2024/2/30", "D29"),
    ("日付", "平成31年5月1日", "D49"), ("日付 隠す", "平成31年5月1日", "D30"), ("日付 旧元号可", "平成31年2月30日", "D29"), ("日付", "令和1.4.30", "D30"), ("日付", "明治3年1月1日", "D43"),
    ("個人番号", "123456789012", "D51"), ("個人番号", "12345678901", "D51"), ("個人番号", "１２３４５６７８９０１８", "D51"),
    ("個人番号", "1234-5678-9018", "D51"), ("個人番号 任意", "123456789010", "D51"),
    ("法人番号", "8000012050002", "D52"), ("法人番号", "T7000012050002", "D52"), ("法人番号", "000012050002", "D52"),
    ("預金種目", "定期", "D53"), ("預金種目", "3", "D53"), ("口座名義", "山田", "D54"), ("口座名義", "ヤマダ・タロウ", "D54"),
    ("口座名義 隠す", "山田 太郎", "D56"), ("口座名義 最大 3", "ヤマダタロウ", "D21"), ("コード 7", "1234", "D23"),
    ("郵便番号", "12", "D31"), ("郵便番号", "123ー456", "D31"),
    ("電話番号", "03-12", "D32"), ("電話番号", "不明", "D32"),
    ("カナ", "山田", "D33"), ("カナ", "Yamada", "D33"), ("カナ", "ヤマダ\nタロウ", "D33"),
    ("選択 男/女", "男性", "D34"), ("選択 a/b", "A", "D34"),
    ("有無", "△", "D35"), ("有無", "2", "D35"),
    ("メール", "a@b", "D36"), ("メール", "a b@c.jp", "D36"), ("メール", "ａ@c.jp", "D36"), ("メール", "a@c..jp", "D36"),
    ("ファイル", "../x.pdf", "D38"), ("ファイル", "/etc/x", "D38"), ("ファイル", "C:\\x", "D38"),
    ("ファイル", "\\\\srv\\x", "D38"), ("ファイル", "a/../../x", "D38"),
]  # fmt: skip


@pytest.mark.parametrize(("declared", "cell", "code"), REFUSED)
def test_refuses_and_tells_no_value(declared: str, cell: str, code: str) -> None:
    with pytest.raises(DataError) as caught:
        read_cell(parse_column("列", declared), cell)
    problem = caught.value.problem
    assert problem.code == code
    assert problem.words["column"] == "列"
    if len(cell.strip()) > 2:
        told = (
            f"{problem.words}{problem.sentence('ja')}{problem.sentence('en')}{problem.hint('ja')}"
        )
        if code not in ("D28", "D34", "D46", "D54"):  # their advice lists examples and the choices themselves
            assert cell.strip() not in told


@pytest.mark.parametrize(
    "declared",
    [*(f"{word} 任意" for word in COLUMN_TYPES.values() if word != "選択"), "選択 a/b 任意"],
)
def test_an_optional_cell_may_be_blank(declared: str) -> None:
    value = read_cell(parse_column("列", declared), "　 ")
    assert not value
    assert value.column == "列"


@pytest.mark.parametrize("cell", ["123", "1234567890123"])
@pytest.mark.parametrize("declared", ["コード 12 隠す", "文字 最大 5 最小 5 隠す"])
def test_of_a_hidden_value_not_even_the_length_is_told(declared: str, cell: str) -> None:
    with pytest.raises(DataError) as caught:
        read_cell(parse_column("個人番号", declared), cell)
    assert caught.value.problem.code == "D42"
    assert dict(caught.value.problem.words) == {"column": "個人番号"}


def test_hidden_values_are_hidden() -> None:
    value = read_cell(parse_column("個人番号", "コード 12 隠す"), "123456789018")
    assert value.hidden
    assert "123456789018" not in f"{value}{value!r}{value:>20}{[value]}"


def test_a_value_never_prints_itself() -> None:
    value = Value("山田太郎", column="氏名")
    assert "山田" not in f"{value} {value!r} {[value]} { ({'氏名': value}) } %s" % value


def test_what_an_era_is_said_to_have_after_its_end_is_read_and_told_where_the_recipe_approves_it() -> None:
    value = read_cell(parse_column("期限", "日付 旧元号可"), "平成31年5月1日")
    assert value.reveal() == "2019-05-01"
    assert [(one.code, dict(one.words), one.severity) for one in value.notes] == [("D50", {"column": "期限"}, "warning")]
    assert read_cell(parse_column("期限", "日付 旧元号可"), "平成31年4月30日").notes == ()


def test_the_refusal_gives_the_rule_by_which_the_real_year_is_found() -> None:
    with pytest.raises(DataError) as caught:
        read_cell(parse_column("期限", "日付"), "平成31年5月1日")
    problem = caught.value.problem
    assert "平成は31年4月30日まで" in problem.sentence("ja")
    assert "平成の年に 1988 を足した年" in problem.hint("ja")
    assert "2019-04-30" in problem.sentence("en")
    assert "1988" in problem.hint("en")


def test_a_personal_number_is_hidden_whether_that_is_written_or_not() -> None:
    for declared in ("個人番号", "my_number optional", "個人番号 隠す"):
        value = read_cell(parse_column("番号", declared), "123456789018")
        assert value.hidden
        assert value.reveal() == "123456789018"


def test_what_a_name_of_an_account_cannot_have_is_named() -> None:
    with pytest.raises(DataError) as caught:
        read_cell(parse_column("名義", "口座名義"), "ヤマダ・タロウ㈱・")
    assert caught.value.problem.words["letters"] == "・ U+30FB、㈱ U+3231"


@pytest.mark.parametrize("declared", ["文字", "カナ", "口座名義"])
def test_what_shows_nothing_peculiar_has_no_notes(declared: str) -> None:
    assert read_cell(parse_column("氏名", declared), "ヤマダ").notes == ()


def test_a_character_of_the_offices_own_passes_and_is_told() -> None:
    value = read_cell(parse_column("氏名", "文字"), "外\ue000葛\U000e0100西")
    assert value.reveal() == "外\ue000葛\U000e0100西"
    letters = "\ue000 U+E000 (2)、葛\U000e0100 U+845B U+E0100 (3)"
    assert [(one.code, dict(one.words)) for one in value.notes] == [("D88", {"column": "氏名", "letters": letters})]
    hidden = read_cell(parse_column("氏名", "文字 隠す"), "\ue000")
    assert [(one.code, dict(one.words)) for one in hidden.notes] == [("D89", {"column": "氏名"})]


@pytest.mark.parametrize(
    ("column", "whole", "code"),
    [
        ("文字", True, ""), ("文字", False, "D99"), ("コード", True, "D99"), ("コード", False, "D99"), ("日付", True, ""), ("日付", False, ""),
        ("選択 2026-04-02/2026-04-03", False, "D99"), ("数", True, "D25"),
    ],
)  # fmt: skip
def test_a_date_where_a_text_or_a_code_is_declared_is_told(column: str, whole: bool, code: str) -> None:
    declared = parse_column("番地", column)
    if not code:
        assert read_cell(declared, Dated("2026-04-02", whole=whole)).reveal() == "2026-04-02"
        return
    with pytest.raises(DataError) as caught:
        read_cell(declared, Dated("2026-04-02", whole=whole))
    assert caught.value.problem.code == code


def test_a_dated_text_can_be_copied() -> None:
    """Records of rows are copied whole when they are written."""
    one = copy.deepcopy(Dated("2026-04-02", whole=False))
    assert (one, one.whole) == ("2026-04-02", False)
