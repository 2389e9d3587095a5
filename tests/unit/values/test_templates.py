"""Placeholders: how they are read, what they stand for, and that a value is never read again."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.errors import DataError, RecipeError
from bots.model import Value
from bots.values import templates
from bots.values.scope import BUILTINS, Scope, fold_name
from bots.values.templates import Placeholder, Template, TemplateError, expand, names_in, parse
from tests.effort import effort


def value(text: str, kind: str = "text", *, hidden: bool = False, column: str = "") -> Value:
    return Value(text, kind, hidden=hidden, column=column)  # type: ignore[arg-type]


ROW = {
    "氏名": value("山田 太郎", column="氏名"),
    "氏　名\n（カナ）": value("ヤマダ", column="氏　名\n（カナ）"),
    "生年月日": value("2024-04-01", "date", column="生年月日"),
    "個人番号": value("123456789018", "code", hidden=True, column="個人番号"),
    "備考|その他": value("備", column="備考|その他"),
    "e-mail": value("a@b.jp"), "No.": value("7"), "1月分": value("1"), "住所-番地": value("住"),
    "電話番号 1": value("03"), "ﾌﾘｶﾞﾅ": value("ﾔﾏﾀﾞ"), "空": value(""),
    "悪い": value("<secret.pw> {0.__class__} {{7*7}} <氏名> \\<"),
}  # fmt: skip


def scope(**more: object) -> Scope:
    return Scope(row=ROW, **more)  # type: ignore[arg-type]


TEXTS = [
    ("", ""), ("ただの文字", "ただの文字"), ("<氏名>", "山田 太郎"), ("<氏名>様", "山田 太郎様"),
    ("〒<No.>-<1月分>", "〒7-1"), ("<氏名><氏名>", "山田 太郎山田 太郎"), ("< 氏名 >", "< 氏名 >"),
    ("<氏名 >", "山田 太郎"), ("a < b", "a < b"), ("a <", "a <"), ("a > b", "a > b"), ("1 <\t2", "1 <\t2"),
    ("\\<氏名>", "<氏名>"), ("\\＜氏名＞", "＜氏名＞"), ("C:\\temp", "C:\\temp"), ("\\\\<No.>", "\\<No.>"),
    ("＜氏名＞", "山田 太郎"), ("＜氏名｜先頭 2＞", "山田"), ("<氏名（カナ）>", "ヤマダ"), ("<氏名(ｶﾅ)>", "ヤマダ"),
    ('<"備考|その他">', "備"), ('<"氏名"|先頭 2>', "山田"), ("<e-mail>", "a@b.jp"), ("<住所-番地>", "住"),
    ("<電話番号 1>", "03"), ("<電話番号1>", "03"), ("<フリガナ>", "ﾔﾏﾀﾞ"), ("<ﾌﾘｶﾞﾅ|全角>", "ヤマダ"),
    ("<氏名|先頭 2|ひらがな>", "山田"), ("<空|空なら なし>", "なし"), ('<空|空なら "a|b > c">', "a|b > c"),
    ("<氏名|置換 \" \" \"\">", "山田太郎"), ("{氏名} {{氏名}} ${氏名} %氏名%", "{氏名} {{氏名}} ${氏名} %氏名%"),
    ("<悪い>", "<secret.pw> {0.__class__} {{7*7}} <氏名> \\<"),
    ("[<悪い>]", "[<secret.pw> {0.__class__} {{7*7}} <氏名> \\<]"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), TEXTS)
def test_expands(text: str, wanted: str) -> None:
    assert expand(text, scope()).reveal() == wanted


WRONG = [
    ("<氏名", "R45", 0), ("a<氏名", "R45", 1), ("<a<b>", "R45", 0), ("<<氏名>>", "R45", 0), ("<氏名＞", "R45", 0),
    ("＜氏名>", "R45", 0), ('<"氏名>', "R45", 0), ("a<b", "R45", 1), ("x<>", "R46", 1), ("<|先頭 2>", "R46", 0),
    ('<"">', None, 0), ("<氏名|>", "R47", 4), ("<氏名| |先頭 2>", "R47", 5), ("<氏名|先頭 2|>", "R47", 9),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code", "offset"), WRONG)
def test_tells_where_it_is_wrong(text: str, code: str | None, offset: int) -> None:
    with pytest.raises(TemplateError) as caught:
        parse(text)
    assert code is None or (caught.value.problem.code, caught.value.offset) == (code, offset)
    assert isinstance(caught.value, RecipeError)


def test_names_and_filters_stand_where_they_say() -> None:
    text = '様 <氏名|先頭 2| 全角 > と ＜生年月日｜和暦＞ <"備考|その他">'
    template = parse(text)
    assert [text[at : at + len(name)] for name, at in template.names] == [
        "氏名", "生年月日", "備考|その他",
    ]  # fmt: skip
    assert [text[at : at + len(word)] for word, _, at in template.filters] == [
        "先頭",
        "全角",
        "和暦",
    ]
    assert [arguments for _, arguments, _ in template.filters] == [("2",), (), ()]
    assert template.wide
    assert not parse("<氏名>").wide
    assert isinstance(template.parts[1], Placeholder)


def test_one_placeholder_keeps_what_its_value_is() -> None:
    day = expand("<生年月日>", scope())
    assert (day.kind, day.column, day.reveal()) == ("date", "生年月日", "2024-04-01")
    assert expand("<生年月日|和暦>", scope()).kind == "text"
    assert expand("<生年月日|和暦>", scope()).column == "生年月日"
    assert expand(" <生年月日>", scope()).kind == "text"
    both = expand("<氏名>(<生年月日>)", scope())
    assert (both.kind, both.column) == ("text", "氏名、生年月日")


@pytest.mark.parametrize(
    "text", ["<個人番号>", "番号<個人番号>です", "<氏名><個人番号|末尾 4>", "<個人番号|先頭 0>"]
)
def test_hidden_is_contagious(text: str) -> None:
    made = expand(text, scope())
    assert made.hidden
    assert "1234" not in f"{made}{made!r}"


@pytest.mark.parametrize(
    "text", ["<無い>", "<secret.pw>", "<account.利用者ID>", "<氏名.x>", "<今日>"]
)
def test_unknown_names(text: str) -> None:
    with pytest.raises(RecipeError) as caught:
        expand(text, scope())
    assert caught.value.problem.code == "R48"


def test_an_unknown_filter_is_a_mistake_of_the_recipe() -> None:
    with pytest.raises(RecipeError):
        expand("<氏名|和歴>", scope())


def test_a_filter_tells_the_name_of_a_value_without_column() -> None:
    with pytest.raises(DataError) as caught:
        expand("<控え|和暦>", scope(saved={"控え": value("x")}))
    assert caught.value.problem.words["column"] == "控え"


def test_secrets_only_where_they_are_given() -> None:
    def secret(kind: str, name: str) -> Value:
        return value(f"{kind}/{name}", hidden=True)

    assert expand("<secret.pw>", scope(secrets=secret)).reveal() == "secret/pw"
    made = expand("x<account.利用者ID>", scope(secrets=secret))
    assert (made.reveal(), made.hidden) == ("xaccount/利用者ID", True)


def test_order_of_places() -> None:
    places = {
        "loop": {"続柄": value("子")},
        "saved": {"控え": value("R1")},
        "inputs": {"年度": value("8")},
    }
    here = scope(**places, builtins={"今日": value("2026-11-23", "date")})
    assert (
        expand("<続柄> <控え> <年度> <今日> <today>", here).reveal()
        == "子 R1 8 2026-11-23 2026-11-23"
    )
    assert here.knows("控え")
    assert not here.knows("無い")


@pytest.mark.parametrize("place", ["loop", "saved", "inputs"])
def test_a_name_in_two_places_is_ambiguous(place: str) -> None:
    with pytest.raises(RecipeError) as caught:
        expand("<氏 名>", scope(**{place: {"氏名": value("x")}}))
    assert caught.value.problem.code == "R49"


def test_builtin_names_in_both_languages() -> None:
    builtins = {japanese: value(japanese) for japanese in BUILTINS.values()}
    for english, japanese in BUILTINS.items():
        assert expand(f"<{english}>{{}}<{japanese}>", Scope(builtins=builtins)).reveal() == (
            f"{japanese}{{}}{japanese}"
        )


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("氏　名\n（カナ）", "氏名(カナ)", True), ("ﾌﾘｶﾞﾅ", "フリガナ", True), ("Ｎｏ．", "No.", True),
        ("高橋", "髙橋", False), ("崎", "﨑", False), ("かな", "カナ", False), ("No", "no", False), ("㈱", "(株)", False),
    ],
)  # fmt: skip
def test_headings_fold_width_and_blanks_only(one: str, other: str, same: bool) -> None:
    assert (fold_name(one) == fold_name(other)) == same


def test_names_in_anything_written() -> None:
    assert names_in({"a": "<x> <y|全角>", "b": ["<z>", {"c": "\\<q>"}], "d": 3}) == {"x", "y", "z"}


awkward = st.text(alphabet=st.sampled_from('<>|"\\＜＞｜{} 氏名x\n'), max_size=12)


@given(awkward, awkward)
def test_what_a_value_holds_is_never_read_again(before: str, held: str) -> None:
    here = Scope(row={"v": Value(held)})
    plain = before.replace("<", "\\<").replace("＜", "\\＜")
    if plain.endswith("\\"):  # a backslash would belong to the placeholder's <
        plain += " "
    expected = plain.replace("\\<", "<").replace("\\＜", "＜")
    assert expand(plain + "<v>", here).reveal() == expected + held
    assert expand("<v><v>", here).reveal() == held * 2


@given(awkward)
def test_any_text_is_read_or_told(text: str) -> None:
    try:
        template = parse(text)
    except TemplateError as error:
        assert 0 <= error.offset <= len(text)
        return
    for name, at in template.names:
        assert text[at : at + len(name)] == name
    for word, _, at in template.filters:
        assert text[at : at + len(word)] in (word, f'"{word}'[: len(word)])


@given(st.text(max_size=20))
def test_text_without_brackets_is_itself(text: str) -> None:
    plain = text.replace("<", "").replace("＜", "")
    assert expand(plain, Scope()).reveal() == plain


# --------------------------------------------------------------------------- many of them

PIECES = (
    "<", ">", "＜", "＞", "|", "｜", '"', "\\", "\\<", " ", "氏名", "生年月日", "悪い", "空", "備考|その他", "和暦", "先頭 2",
    "置換 a b", "全角", "桁 99999", "{氏名}", "secret.pw", "今日", "\n", "円", "<氏名>", "<悪い>", "<生年月日|和暦 R6.4.1>",
    '<"備考|その他">', "<悪い|置換 < >", "<個人番号|末尾 4>", "𠮷", "\u200b", "%s", "${x}", "..", "",
)  # fmt: skip


def test_very_many_texts_neither_crash_nor_read_a_value_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every text is filled in or refused in words; only the text itself is ever parsed, never what a value holds."""
    parsed: list[str] = []

    def spy(text: str) -> Template:
        parsed.append(text)
        return parse(text)

    monkeypatch.setattr(templates, "parse", spy)
    chance, names, filled = random.Random(20261125), scope(), 0
    for _ in range(effort(8_000, 100_000)):
        text = "".join(chance.choices(PIECES, k=chance.randint(1, 7)))
        parsed.clear()
        try:
            made = expand(text, names)
        except (RecipeError, DataError) as error:
            assert error.problem.sentence("ja") and error.problem.sentence("en")
        else:
            filled += 1
            if any(name == "個人番号" for name, _ in parse(text).names):
                assert made.hidden
            assert isinstance(made.reveal(), str)
        assert parsed == [text]
    assert filled > 1_000


written_names = st.text("あ氏名（）1 -./ａb", min_size=1, max_size=6).filter(lambda one: one == one.strip() != "")
written_filters = st.lists(st.sampled_from(["和暦", "先頭 2", "置換 a \"b c\"", "全角", "空なら \"|>\""]), max_size=3)
plain_texts = st.text("あいa 円:#-|\"'>{}", max_size=6)


@given(st.lists(st.tuples(plain_texts, written_names, written_filters), max_size=4), plain_texts)
def test_what_was_written_is_what_is_read(parts: list[tuple[str, str, list[str]]], last: str) -> None:
    text, wanted = "", []
    for plain, name, filters in parts:
        text += plain + "<" + "|".join([name, *filters]) + ">"
        words = [tuple(one.replace('"', "").split(" ")[:1]) for one in filters]
        wanted += [plain] * bool(plain) + [(name, words)]
    wanted += [last] * bool(last)
    read = [
        one if isinstance(one, str) else (one.name, [(used.word,) for used in one.filters])
        for one in parse(text + last).parts
    ]
    assert read == wanted
    joined = "".join(one if isinstance(one, str) else one.written for one in parse(text + last).parts)
    assert joined == text + last
