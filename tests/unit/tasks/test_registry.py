"""The registry: every verb is complete in both languages, and its arguments are checked and
bound."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import Field

from bots.errors import RecipeError
from bots.model import FieldValue, Target, Value
from bots.recipe import check, load
from bots.tasks.arguments import Reading, Text, safe_pattern, seconds
from bots.tasks.registry import TASKS, StepArgs, Task, find, task
from bots.values.conditions import Condition, Look
from bots.values.scope import Scope
from bots.values.templates import expand

SCOPE = Scope(
    row={
        "氏名": Value("山田", column="氏名"),
        "番号": Value("123456789018", "code", hidden=True, column="番号"),
        "欄": Value("フリガナ"),
    }
)


def fill_in(text: str) -> Value:
    return expand(text, SCOPE)


def verb(word: str) -> Task:
    found = find(word)
    assert found is not None
    return found


@pytest.mark.parametrize("one", TASKS.values(), ids=list(TASKS))
def test_every_verb_is_complete(one: Task) -> None:
    assert find(one.english) is find(one.japanese) is one
    assert one.words == (one.english, one.japanese)
    assert one.english.isascii()
    assert not one.japanese.isascii()
    assert one.main in one.arguments
    assert one.main in one.required or one.english == "reload"  # which says all by itself
    for lang in ("ja", "en"):
        page = "\n".join(one.reference(lang))
        assert one.english in page
        assert one.japanese in page
        assert one.summary(lang).endswith("。" if lang == "ja" else ".")
        assert (one.example if lang == "ja" else one.example_en).splitlines()[0].strip("- ") in page
    for paragraph in one.about("en"):
        assert not set(paragraph) - set("…●結果") - {chr(code) for code in range(128)}
    assert not any(title.isascii() for title in one.arguments.values())
    assert one.model.__doc__


def test_reference_order_and_marks() -> None:
    assert list(TASKS)[:4] == ["open", "login", "logout", "click"]
    assert [one.english for one in TASKS.values() if one.submits] == ["submit"]
    assert [one.english for one in TASKS.values() if one.changes] == ["write", "append", "notify"]
    assert find("no such verb") is None
    assert "as" in "\n".join(verb("login").reference("en"))


SYSTEM_JA = """\
システム: 保育システム
アドレス: {訓練: http://127.0.0.1:9}
画面: {申込入力: {アドレス: /new, 目印: 見出し「入所申込」}}
ログイン: [{開く: /login}]
ログアウト: [{クリック: ログアウト}]
"""
SYSTEM_EN = """\
system: library
addresses: {training: http://127.0.0.1:9}
screens: {New card: {address: /new, sign: heading "New"}}
login: [{open: /login}]
logout: [{click: Sign out}]
"""
TOP_JA = """\
レシピ: 例
概要: {担当: 係, 目的: 例, 手作業の分数: 1}
使うシステム: 保育システム
データ:
  ファイル: a.xlsx
  鍵: 整理番号
  列: {整理番号: コード 8, 児童氏名: 文字, 町名: 文字, 生年月日: 日付, 就労証明書: ファイル, 受付番号: 文字
  任意, 状態: 文字 任意}
  明細: {対象者: {シート: 対象者, 結合: 整理番号, 列: {続柄: 文字}}}
行ごと:
  - 値を決める: {控えた受付番号: x}
"""
TOP_EN = """\
recipe: Example
about: {owner: Desk, purpose: example, manual_minutes: 1}
uses: library
rows:
  file: a.xlsx
  key: Card no
  columns: {Card no: code 8, Name: text, Area: text, Birthday: date, Certificate: file, Receipt: text optional}
  details: {Members: {sheet: Members, join: Card no, columns: {Relation: text}}}
each_row:
  - set: {Receipt number shown: x}
"""


PARTS = {
    "部品/世帯を検索": "レシピ: 部品\n実行時の値: {整理番号: 文字}\n手順:\n  - メモ: <整理番号>\n",
    "parts/find household": "recipe: Part\ninputs: {Card no: text}\nsteps:\n  - note: <Card no>\n",
}


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("one", TASKS.values(), ids=list(TASKS))
def test_every_example_is_a_valid_step(one: Task, lang: str, tmp_path: Path) -> None:
    systems = tmp_path / "config" / "systems"
    systems.mkdir(parents=True)
    (tmp_path / "recipes").mkdir()
    name, system, top = (
        ("保育システム", SYSTEM_JA, TOP_JA) if lang == "ja" else ("library", SYSTEM_EN, TOP_EN)
    )
    (systems / f"{name}.yaml").write_text(system, encoding="utf-8")
    example = one.example if lang == "ja" else one.example_en
    if one.english == "read":  # it saves what the other examples use
        top = top[: top.rindex("  - ")]
    if one.english == "login":  # what is done once stands before the rows
        top = top.replace("行ごと:", "開始:\n" + indented(example) + "\n行ごと:").replace(
            "each_row:", "start:\n" + indented(example) + "\neach_row:"
        )
    else:
        top += indented(example)
    for called, content in PARTS.items():  # what the example of `use` calls
        path = tmp_path / "recipes" / f"{called}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
    path = tmp_path / "recipes" / "example.yaml"
    path.write_text(top + "\n", encoding="utf-8")
    problems = [
        problem for problem in check(load(path, tmp_path), tmp_path) if problem.severity == "error"
    ]
    assert [(p.code, p.sentence("en"), str(p.place)) for p in problems] == []


def indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.splitlines())


BAD: list[tuple[str, Any, str]] = [
    ("fill", {"fields": "x"}, "R56"), ("fill", {"fields": {}}, "R56"), ("fill", {"fields": ["x"]}, "R56"),
    ("fill", {"fields": {"a": ["x"]}}, "R57"), ("fill", {"fields": {"a": {"値": "x"}}}, "R59"),
    ("fill", {"fields": {"a": {"verify": "false"}}}, "R59"), ("fill", {"fields": {"ボタン「a": "x"}}, "R41"),
    ("verify", {"items": {"ボタン「」": "x"}}, "R42"), ("upload", {"fields": "x"}, "R56"),
    ("click", {"target": {"a": "b"}}, "R57"), ("click", {"target": []}, "R57"), ("click", {"target": ["a", "/(/"]}, "R43"),
    ("click", {"target": ""}, "R42"), ("submit", {"target": 'knopf "a"', "success": "x"}, "R40"),
    ("submit", {"target": "a", "success": {"shown": "x"}}, "R57"), ("see", {"texts": {"a": "b"}}, "R57"),
    ("read", {"items": "x"}, "R56"), ("read", {"items": {"a": ["x"]}}, "R57"), ("read", {"items": {"a": {"pattern": "x"}}}, "R64"),
    ("read", {"items": {"a": {"from": "x", "part": "y"}}}, "R64"), ("read", {"items": {"a": "ボタン「x"}}, "R41"),
    ("wait", {"condition": "すぐ"}, "R58"), ("wait", {"condition": {"区分": "転入"}}, "R58"), ("wait", {"condition": []}, "R60"),
    ("wait", {"condition": "0"}, "R58"), ("wait", {"condition": [{"shown": "a"}, {"b": "c"}]}, "R58"),
    ("wait", {"condition": {"a": {"bigger": "1"}}}, "R61"), ("set", {"values": {"a": {"b": "c"}}}, "R57"),
    ("write", {"cells": []}, "R56"), ("reject", {"reason": ["a"]}, "R57"), ("note", {"text": {"a": "b"}}, "R57"),
    ("screenshot", {"label": ["a"]}, "R57"), ("press", {"keys": []}, "R57"), ("press", {"keys": "F13"}, "R09"),
]  # fmt: skip


@pytest.mark.parametrize(("word", "args", "code"), BAD)
def test_arguments_wrongly_written(word: str, args: dict[str, Any], code: str) -> None:
    found = verb(word).validate(args)
    assert [told[1] for told in found] == [code]
    assert found[0][0] in args
    assert "name" in found[0][2]


GOOD: list[tuple[str, dict[str, Any]]] = [
    ("fill", {"fields": {"氏名": "<氏名>", "a": {"value": "x", "verify": "false"}, "<欄>": "y"}}),
    ("click", {"target": ["メニュー「申込」", "新規"], "dialog": "OK"}), ("click", {"target": "<氏名>"}),
    ("read", {"items": {"a": "受付番号", "b": {"from": "受付番号", "pattern": "R-(.+)"}}}),
    ("wait", {"condition": {"shown": ["a", "b"]}}), ("wait", {"condition": "10秒"}),
    ("wait", {"condition": [{"shown": "a"}, {"not_shown": "b"}]}), ("verify", {"items": {"a": "b"}, "otherwise": "system"}),
]  # fmt: skip


@pytest.mark.parametrize(("word", "args"), GOOD)
def test_arguments_rightly_written(word: str, args: dict[str, Any]) -> None:
    assert verb(word).validate(args) == []


def test_bind_gives_the_values() -> None:
    made = verb("fill").bind(
        {"fields": {"<欄>": "<氏名>", "ボタン「a」": {"value": "x", "verify": "false"}}}, fill_in
    )
    assert made.fields == (
        FieldValue(Target("フリガナ"), Value("山田")),
        FieldValue(Target("a", "button"), Value("x"), read_back=False),
    )
    made = verb("click").bind({"target": ["a", "ボタン「<氏名>」"], "dialog": "cancel"}, fill_in)
    assert made.target == (Target("a"), Target("山田", "button"))
    assert (made.dialog, verb("click").bind({"target": "a"}, fill_in).dialog) == (("cancel",), ())
    made = verb("read").bind({"items": {"x": "a", "y": {"from": "b", "pattern": "(c)"}}}, fill_in)
    assert made.items["x"] == Reading(Target("a"))
    assert made.items["y"].pattern.search("c") == ("c", "c")
    made = verb("submit").bind({"target": "登録", "success": ["<氏名>様", "完了"]}, fill_in)
    assert (made.target, made.success, made.dialog) == (Target("登録"), ("山田様", "完了"), ())
    assert verb("wait").bind({"condition": "10秒"}, fill_in).condition == 10.0
    made = verb("wait").bind({"condition": {"not_shown": "<氏名>"}}, fill_in)
    assert made.condition == Condition(((Look(("山田",), False),),))
    made = verb("reject").bind({"reason": "重複（<氏名>）"}, fill_in)
    assert made.reason == "重複（<氏名>）"
    assert verb("verify").bind({"items": {"a": "b"}}, fill_in).otherwise == "business"


def test_a_missing_argument_is_told() -> None:
    with pytest.raises(RecipeError) as caught:
        verb("submit").bind({"target": "登録"}, fill_in)
    assert caught.value.problem.code == "R08"


@pytest.mark.parametrize("args", [{"reason": "<無い>"}, {"reason": "<氏名"}])
def test_a_reason_with_unknown_names_is_told(args: dict[str, Any]) -> None:
    with pytest.raises(RecipeError):
        verb("skip").bind(args, fill_in)


def test_bound_arguments_print_no_value() -> None:
    made = verb("fill").bind({"fields": {"番号": "<番号>", "氏名": "<氏名>"}}, fill_in)
    assert "123456789018" not in f"{made}{made!r}"
    assert "山田" not in f"{made}{made!r}"
    made = verb("write").bind({"cells": {"x": "<氏名>"}}, fill_in)
    assert "山田" not in f"{made!r}"


class Good(StepArgs):
    """試す。 / Try."""

    text: Text = Field(title="内容", description="何か / something")


class NoTitle(StepArgs):
    """試す。 / Try."""

    text: Text = Field(description="何か / something")


class NoEnglish(StepArgs):
    """試す。 / Try."""

    text: Text = Field(title="内容", description="何か")


class NoDoc(StepArgs):
    text: Text = Field(title="内容", description="何か / something")


class NoKind(StepArgs):
    """試す。 / Try."""

    text: str = Field(title="内容", description="何か / something")


@pytest.mark.parametrize(
    ("words", "model", "main", "example"),
    [
        (("fill", "新しい語"), Good, "text", "- x: y"), (("brand_new", "入力"), Good, "text", "- x: y"),
        (("brand_new", "新しい語"), NoTitle, "text", "- x: y"), (("brand_new", "新しい語"), NoEnglish, "text", "- x: y"),
        (("brand_new", "新しい語"), NoDoc, "text", "- x: y"), (("brand_new", "新しい語"), NoKind, "text", "- x: y"),
        (("brand_new", "新しい語"), Good, "other", "- x: y"), (("brand_new", "新しい語"), Good, "text", ""),
    ],
)  # fmt: skip
def test_what_is_incomplete_or_taken_is_refused(
    words: tuple[str, str], model: type[StepArgs], main: str, example: str
) -> None:
    with pytest.raises(ValueError, match=r"taken|needs|kind"):
        task(*words, main=main, model=model, example=example, example_en=example)(
            lambda driver, args, *, timeout, within: pytest.fail("never called")
        )
    assert find("brand_new") is None
    assert find("新しい語") is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("10", 10.0), ("10秒", 10.0), ("10s", 10.0), (" 1.5 秒 ", 1.5), ("0", None), ("3601", None), ("", None), ("十秒", None), (["1"], None)],
)  # fmt: skip
def test_seconds(text: Any, wanted: float | None) -> None:
    assert seconds(text) == wanted


def test_safe_pattern() -> None:
    assert safe_pattern("R-([0-9]+)")
    assert safe_pattern("(a+)+")  # it may be written: it is not slow here
    assert not safe_pattern(r"(a)\1")
