"""Conditions: what holds, what is a mistake of the recipe, what refuses the row."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import pytest

from bots.errors import DataError, RecipeError, Reject
from bots.model import Row, Value
from bots.values.conditions import holds, holds_for_row, parse_condition
from bots.values.scope import Scope

ROW = {
    "区分": Value("転入", "choice"), "備考": Value(""), "空白": Value("　 "), "金額": Value("12000", "money"),
    "数": Value("9", "number"), "日": Value("2024-04-01", "date"), "有": Value("はい", "flag"),
    "氏名": Value(" 山田太郎 "), "読取": Value("12,500円"), "読取日": Value("令和6年4月1日"), "番号": Value("007", "code"),
    "空数": Value("", "number"), "変": Value("未定"),
}  # fmt: skip
ON_SCREEN = {"お知らせ", "差額"}


def looked(texts: Sequence[str]) -> Collection[str]:
    return [text for text in texts if text in ON_SCREEN]


HOLDS: list[tuple[Any, bool]] = [
    ({"区分": "転入"}, True), ({"区分": "転居"}, False), ({"区分": ["転居", "転入"]}, True), ({"区分": ["a", "b"]}, False),
    ({"区 分": "転入"}, True), ({"区分": "<区分>"}, True), ({"区分": "\\<区分>"}, False),
    ({"備考": ""}, True), ({"備考": {"not": ""}}, False), ({"空白": ""}, True), ({"空白": {"not": ""}}, False),
    ({"区分": {"not": ""}}, True), ({"区分": {"not": ["転入", "転居"]}}, False), ({"区分": {"not": ["a", "b"]}}, True),
    ({"氏名": "山田太郎"}, True), ({"氏名": {"contains": "田太"}}, True), ({"氏名": {"contains": ["x", "山"]}}, True),
    ({"氏名": {"starts": "山"}}, True), ({"氏名": {"starts": "田"}}, False), ({"備考": {"contains": "a"}}, False),
    ({"金額": "12,000"}, True), ({"金額": "12000.0"}, True), ({"金額": "12001"}, False),
    ({"金額": {"over": "10000"}}, True), ({"金額": {"over": "12,000円"}}, False), ({"金額": {"at_least": "12000"}}, True),
    ({"金額": {"under": "12000"}}, False), ({"金額": {"at_most": "12000"}}, True), ({"数": {"over": "10"}}, False),
    ({"数": {"under": "10"}}, True), ({"読取": {"over": "9000"}}, True), ({"番号": "7"}, False), ({"番号": "007"}, True),
    ({"番号": {"at_least": "7"}}, True), ({"金額": {"over": ["99999", "1"]}}, True),
    ({"日": "令和6年4月1日"}, True), ({"日": "2024/4/1"}, True), ({"日": "2024-04-02"}, False),
    ({"日": {"before": "2024/4/2"}}, True), ({"日": {"before": "R6.4.1"}}, False), ({"日": {"after": "R6.3.31"}}, True),
    ({"日": {"at_least": "2024-04-01"}}, True), ({"日": {"over": "2024-04-01"}}, False),
    ({"読取日": {"after": "2024-03-31"}}, True), ({"日": {"after": "2024-01-01", "before": "2024-12-31"}}, True),
    ({"日": {"after": "2024-01-01", "before": "2024-02-01"}}, False), ({"日": {"before": "<読取日>"}}, False),
    ({"空数": {"over": "1"}}, False), ({"空数": {"under": "1"}}, False), ({"備考": {"before": "2024-01-01"}}, False),
    ({"金額": {"over": "<空数>"}}, False), ({"空数": ""}, True), ({"空数": "0"}, False),
    ({"有": "はい"}, True), ({"有": "○"}, True), ({"有": "いいえ"}, False), ({"有": {"not": "×"}}, True),
    ({"shown": "お知らせ"}, True), ({"shown": "エラー"}, False), ({"shown": ["エラー", "差額"]}, True),
    ({"not_shown": "エラー"}, True), ({"not_shown": ["エラー", "差額"]}, False),
    ({"金額": {"over": "10000"}, "shown": "差額"}, True), ({"金額": {"over": "10000"}, "shown": "エラー"}, False),
    ([{"区分": "x"}, {"区分": "転入"}], True), ([{"区分": "x"}, {"備考": "y"}], False), ([{"区分": "転入", "備考": "x"}], False),
]  # fmt: skip


@pytest.mark.parametrize(("written", "wanted"), HOLDS)
def test_holds(written: Any, wanted: bool) -> None:
    assert holds(parse_condition(written), Scope(row=ROW), looked) is wanted


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (None, "R60"), ("転入", "R60"), ([], "R60"), ({}, "R60"), ({"a": {}}, "R60"), ({"a": []}, "R60"), ({"a": None}, "R60"),
        ({"a": [["b"]]}, "R60"), (["a"], "R60"), ({"shown": {"a": "b"}}, "R60"), ({"a": {"not": {"b": "c"}}}, "R60"),
        ({"a": {"bigger": "1"}}, "R61"), ({"a": {"超": "1"}}, "R61"), ({"a": {"over": "多い"}}, "R62"),
        ({"a": {"at_most": ["1", ""]}}, "R62"), ({"a": {"before": "来月"}}, "R63"), ({"a": {"after": "2024/2/30"}}, "R63"),
        ({"a": {"before": "100"}}, "R63"), ({"shown": ""}, "R67"), ({"not_shown": ["消える", "\u3000"]}, "R67"),
    ],
)  # fmt: skip
def test_mistakes_of_the_recipe(written: Any, code: str) -> None:
    with pytest.raises(RecipeError) as caught:
        parse_condition(written)
    assert caught.value.problem.code == code


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ({"変": {"over": "1"}}, "D44"), ({"氏名": {"at_most": "1"}}, "D44"), ({"金額": {"over": "<変>"}}, "D44"),
        ({"変": {"before": "2024-01-01"}}, "D45"), ({"日": {"over": "<変>"}}, "D45"), ({"金額": {"after": "2024-01-01"}}, "D45"),
    ],
)  # fmt: skip
def test_what_cannot_be_compared_refuses_the_row(written: Any, code: str) -> None:
    with pytest.raises(DataError) as caught:
        holds(parse_condition(written), Scope(row=ROW), looked)
    assert caught.value.problem.code == code
    assert "未定" not in str(caught.value.problem.words)


def test_an_empty_text_is_not_looked_for() -> None:
    scope = Scope(row={**ROW, "備考": Value("", column="備考")})
    for written in ({"shown": "<備考>"}, {"not_shown": ["消える", "<備考>"]}):
        with pytest.raises(Reject) as caught:
            holds(parse_condition(written), scope, looked)
        assert (caught.value.problem.code, dict(caught.value.problem.words)) == ("B08", {"text": "<備考>"})


def test_an_unknown_name() -> None:
    with pytest.raises(RecipeError) as caught:
        holds(parse_condition({"無い": "x"}), Scope(row=ROW), looked)
    assert caught.value.problem.code == "R48"


def test_for_a_row() -> None:
    row = Row(4, "受付!4", ("1",), ROW)
    assert holds_for_row(parse_condition({"区分": "転入"}), row)
    assert not holds_for_row(
        parse_condition({"日": {"after": "<今日>"}}), row, {"今日": Value("2026-11-23", "date")}
    )
    assert holds_for_row(parse_condition({"区分": "<種 別>"}), row, {"種別": Value("転入")})
    assert not holds_for_row(parse_condition({"日": "<today>"}), row, {"今日": Value("2026-11-23")})
    with pytest.raises(RecipeError):
        holds_for_row(parse_condition({"shown": "x"}), row)
    with pytest.raises(DataError):
        holds_for_row(parse_condition({"変": {"over": "1"}}), row)
