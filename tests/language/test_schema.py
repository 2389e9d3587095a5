"""The schema of editors: valid itself, clean on what is right, and each mistake under its own path."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from bots.errors import BotsError
from bots.recipe import check, load, meanings, words
from bots.recipe.schema import DRAFT, KINDS, recipe_schema, system_schema
from bots.recipe.schema_texts import placeholders
from bots.recipe.system import read_system
from bots.recipe.words import Table
from bots.tasks.registry import TASKS, Task
from bots.values.filters import FILTERS, check_filter
from bots.values.former import OLD_WORDS
from bots.values.templates import parse
from tests.effort import effort
from tests.unit.recipe.examples import (
    LIBRARY,
    LIBRARY_SYSTEM,
    NURSERY,
    NURSERY_SYSTEM,
    project,
    put,
)
from tests.unit.recipe.test_examples import in_english

HOME = Path(__file__).parents[2]
RECIPE = Draft7Validator(recipe_schema())
SYSTEM = Draft7Validator(system_schema())


class Loader(yaml.SafeLoader):
    """YAML as editors read it (1.2): a date is a text, yes and no are texts, true and false are not."""


Loader.yaml_implicit_resolvers = {
    first: [one for one in found if not one[0].endswith(("timestamp", "bool"))]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), list("tf"))


def wrong(text: str, validator: Draft7Validator = RECIPE) -> set[str]:
    """Where the schema finds something: paths, the name that is not allowed at their end."""
    return set(paths(validator.iter_errors(yaml.load(text, Loader))))


def paths(errors: Iterator[Any]) -> Iterator[str]:
    for error in errors:
        path = [str(one) for one in error.absolute_path]
        if error.validator == "additionalProperties":
            known = error.schema["properties"]
            for name in sorted(set(error.instance) - set(known), key=str):
                yield "/".join([*path, str(name)])
        else:
            yield "/".join(path)


@pytest.mark.parametrize("validator", [RECIPE, SYSTEM], ids=["recipe", "system"])
def test_it_is_a_schema_of_draft_7(validator: Draft7Validator) -> None:
    Draft7Validator.check_schema(validator.schema)
    assert validator.schema["$schema"] == DRAFT
    text = json.dumps(validator.schema, ensure_ascii=False, separators=(",", ":"))
    assert len(text.encode()) < 170_000
    for name in re.findall(r'"#/definitions/([^"]+)"', text):
        assert name in validator.schema["definitions"]


def shipped() -> Iterator[tuple[str, str]]:
    for path in sorted((HOME / "recipes").rglob("*.yaml")):
        yield path.stem, path.read_text(encoding="utf-8")
    yield from {"5.5": LIBRARY, "5.6": NURSERY, "5.6 en": in_english(NURSERY)}.items()


@pytest.mark.parametrize(("name", "text"), list(shipped()))
def test_recipes_are_clean(name: str, text: str) -> None:
    assert wrong(text) == set()


def shipped_systems() -> Iterator[tuple[str, str]]:
    for path in sorted((HOME / "config" / "systems").glob("*.yaml")):
        yield path.stem, path.read_text(encoding="utf-8")
    yield from {"5.5": LIBRARY_SYSTEM, "5.6": NURSERY_SYSTEM}.items()


@pytest.mark.parametrize(("name", "text"), list(shipped_systems()))
def test_system_files_are_clean(name: str, text: str) -> None:
    assert wrong(text, SYSTEM) == set()


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("one", TASKS.values(), ids=list(TASKS))
def test_every_example_of_a_verb_is_clean(one: Task, lang: str) -> None:
    steps = one.example if lang == "ja" else one.example_en
    assert wrong(f"recipe: x\nsteps:\n{steps}\n") == set()


def advised() -> list[Path]:
    """Golden cases that are no mistakes: what `check` takes, the schema takes."""
    found = (HOME / "tests" / "errors").glob("L*/recipe.yaml")
    return [one for one in sorted(found) if " エラー: " not in (one.parent / "expected.txt").read_text("utf-8")]


@pytest.mark.parametrize("path", advised(), ids=lambda path: path.parent.name)
def test_what_is_only_advised_against_is_clean(path: Path) -> None:
    assert wrong(path.read_text(encoding="utf-8")) == set()


def test_there_is_advice() -> None:
    assert len(advised()) >= 8


RIGHT = """\
レシピ: 試し
使うシステム: 保育システム
データ:
  ファイル: a.xlsx
  鍵: 整理番号
  隠れた行: 飛ばす
  見出し行: 3-4
  除く行: {区分: 合計}
  パスワードの名前: 異動一覧
  対象: {区分: 新規}
  列: {整理番号: コード 8, 区分: 選択 新規/継続, 金額: 金額 任意}
  明細: {対象者: {シート: 対象者, 結合: 整理番号, 列: {続柄: 文字}}}
行ごと:
  - 入力:
      整理番号: 0012
      区分: {値: <区分>, 読み返す: いいえ}
    もし: {金額: {超: 100}}
    範囲: {行: 最後}
    待ち時間: 20秒
  - 場合分け:
      - もし: {表示: 一覧}
        手順:
          - クリック: 一覧
      - それ以外:
          - メモ: なし
  - 続ける: {表示: 次}
    上限: 20
    手順:
      - クリック: 次
  - 読取:
      控え: {元: 番号, 形: R-(.+)}
  - 確定: 登録
    成功の表示: 完了
安全: {再試行: 2}
証跡: {画像: 確定}
"""
MISTAKES: dict[str, tuple[str, str, str]] = {
    "wrong key at the top": ("安全:", "安前:", "安前"),
    "no title": ("レシピ: 試し\n", "", ""),
    "no steps": (RIGHT[RIGHT.index("行ごと:") : RIGHT.index("安全:")], "", ""),
    "rows and steps": ("安全:", "手順:\n  - メモ: x\n安全:", "手順"),
    "steps of rows without rows": (RIGHT[RIGHT.index("データ:") : RIGHT.index("行ごと:")], "", ""),
    "neither rows nor steps": (RIGHT[RIGHT.index("データ:") : RIGHT.index("安全:")], "", ""),
    "an empty list for the key": ("  鍵: 整理番号\n", "  鍵: []\n", "データ/鍵"),
    "an empty list of systems": ("使うシステム: 保育システム", "使うシステム: []", "使うシステム"),
    "an empty list of parts": ("{行: 最後}", "[]", "行ごと/0/範囲"),
    "an empty list to compare with": ("{超: 100}", "{以外: []}", "行ごと/0/もし/金額/以外"),
    "an empty list of hours": ("再試行: 2", "実行できる時間: []", "安全/実行できる時間"),
    "an empty list of what is shown": ("安全:", "業務エラーの表示: []\n安全:", "業務エラーの表示"),
    "a list in the list of what is hidden": ("{画像: 確定}", "{隠す項目: [[区分]]}", "証跡/隠す項目/0"),
    "a day that is none": ("使うシステム", "概要: {見直し期限: 2027-02-45}\n使うシステム", "概要/見直し期限"),
    "hours that are none": ("再試行: 2", "実行できる時間: 9時-17時", "安全/実行できる時間"),
    "a name that is taken": ("列: {整", "列: {表示: 文字, 整", "データ/列"),
    "an unknown filter": ("{値: <区分>,", "{値: <区分|和歴>,", "行ごと/0/入力/区分/値"),
    "an unknown filter behind another": ("整理番号: 0012", "整理番号: <整理番号|桁 8|全各>号", "行ごと/0/入力/整理番号"),
    "an unknown filter behind a quoted name": ("整理番号: 0012", '整理番号: x<"整理番号"|置換 "|" ">"｜全各 2>', "行ごと/0/入力/整理番号"),
    "an unknown filter in a condition": ("{超: 100}", "{超: <金額|カソマ>}", "行ごと/0/もし/金額/超"),
    "an unknown filter in a part": ("{行: 最後}", "{行: {番号: <整理番号|全各>}}", "行ごと/0/範囲/行/番号"),
    "an unknown filter in a target": ("      - クリック: 次", "      - クリック: ボタン「<区分|全各>」", "行ごと/2/手順/0/クリック"),
    "an unknown filter in a list": ("成功の表示: 完了", "成功の表示: [完了, <区分|全各>]", "行ごと/4/成功の表示/1"),
    "an unknown filter in the name of a file": ("ファイル: a.xlsx", "ファイル: a<今日|日寸>.xlsx", "データ/ファイル"),
    "a list for the title": ("レシピ: 試し", "レシピ: [試し]", "レシピ"),
    "wrong key in rows": ("  鍵: 整", "  健: 整", "データ/健"),
    "a size in words": ("整理番号: コード 8", "整理番号: コード 八", "データ/列/整理番号"),
    "a choice without choices": ("区分: 選択 新規/継続", "区分: 選択 任意", "データ/列/区分"),
    "a limit without a number": ("続柄: 文字", "続柄: 文字 最大", "データ/明細/対象者/列/続柄"),
    "a limit of a type without": ("金額: 金額 任意", "金額: 日付 最大 8", "データ/列/金額"),
    "a flag that is none": ("金額: 金額 任意", "金額: 金額 自由", "データ/列/金額"),
    "an entry in both languages": ("使うシステム: 保育システム", "使うシステム: 保育システム\nuses: 保育システム", "uses"),
    "an entry of the rows in both": ("  鍵: 整理番号\n", "  鍵: 整理番号\n  key: 整理番号\n", "データ/key"),
    "a modifier in both": ("    待ち時間: 20秒", "    待ち時間: 20秒\n    timeout: 20", "行ごと/0/timeout"),
    "an argument in both": ("    成功の表示: 完了", "    成功の表示: 完了\n    success: 完了", "行ごと/4/success"),
    "a part of a field in both": ("読み返す: いいえ}", "読み返す: いいえ, verify: false}", "行ごと/0/入力/区分/verify"),
    "no key": ("  鍵: 整理番号\n", "", "データ"),
    "headings that are no rows": ("見出し行: 3-4", "見出し行: 3から4", "データ/見出し行"),
    "a rule for lines that is a text": ("除く行: {区分: 合計}", "除く行: 合計", "データ/除く行"),
    "wrong word of a closed set": ("隠れた行: 飛ばす", "隠れた行: 飛ばさない", "データ/隠れた行"),
    "wrong type of column": ("金額: 金額 任意", "金額: 円 任意", "データ/列/金額"),
    "wrong key in details": ("結合:", "接合:", "データ/明細/対象者/接合"),
    "no join in details": (" 結合: 整理番号,", "", "データ/明細/対象者"),
    "unknown verb": ("- 入力:", "- 入カ:", "行ごと/0/入カ"),
    "no verb": ("  - 確定: 登録\n    成功の表示: 完了", "  - 説明: 登録", "行ごと/4"),
    "two verbs": ("    成功の表示: 完了", "    成功の表示: 完了\n    クリック: x", "行ごと/4/クリック"),
    "wrong argument": ("    成功の表示: 完了", "    成功の表示: 完了\n    対話: OK", "行ごと/4/対話"),
    "an argument of another verb": ("    上限: 20", "    上限: 20\n    ダイアログ: OK", "行ごと/2/ダイアログ"),
    "a missing argument": ("    成功の表示: 完了\n", "", "行ごと/4"),
    "wrong answer to a dialog": ("完了\n", "完了\n    ダイアログ: はい\n", "行ごと/4/ダイアログ"),
    "fields as a list": ("      整理番号: 0012\n      区分: {値: <区分>, 読み返す: いいえ}", "      - 整理番号", "行ごと/0/入力"),
    "wrong key in a field": ("読み返す:", "読返す:", "行ごと/0/入力/区分/読返す"),
    "wrong word in a field": ("読み返す: いいえ", "読み返す: しない", "行ごと/0/入力/区分/読み返す"),
    "wrong operator": ("{超: 100}", "{以大: 100}", "行ごと/0/もし/金額/以大"),
    "wrong operator in a list": ("{金額: {超: 100}}", "[{金額: {超: 1}}, {金額: {以大: 2}}]", "行ごと/0/もし/1/金額/以大"),
    "a condition of the screen in a list for rows": ("{区分: 新規}", "[{区分: 新規}, {表示: 新規}]", "データ/対象/1"),
    "wrong part in a list": ("{行: 最後}", "[{表: x}, {列: y}]", "行ごと/0/範囲/1/列"),
    "two parts of the screen": ("{行: 最後}", "{行: 最後, 表: x}", "行ごと/0/範囲"),
    "wrong part of the screen": ("{行: 最後}", "{列: 最後}", "行ごと/0/範囲/列"),
    "a time that is none": ("20秒", "すぐ", "行ごと/0/待ち時間"),
    "a text for steps": ("          - クリック: 一覧", "          クリックする", "行ごと/1/場合分け/0/手順"),
    "wrong verb inside": ("          - クリック: 一覧", "          - クリッコ: 一覧", "行ごと/1/場合分け/0/手順/0/クリッコ"),
    "wrong key of a way": ("それ以外:", "その他:", "行ごと/1/場合分け/1/その他"),
    "too many times": ("上限: 20", "上限: 2000", "行ごと/2/上限"),
    "a reading without its item": ("元: 番号", "もと: 番号", "行ごと/3/読取/控え/もと"),
    "steps that are one step": ("  - 続ける: {表示: 次}\n    上限: 20\n    手順:\n      - クリック: 次",
                                "  - 続ける: {表示: 次}\n    上限: 20\n    手順:\n      クリック: 次", "行ごと/2/手順"),
    "a number that is none": ("再試行: 2", "再試行: 二回", "安全/再試行"),
    "wrong word of evidence": ("画像: 確定", "画像: 全部", "証跡/画像"),
    "what is not there yet": ("再試行: 2", "先に照会: はい", "安全/先に照会"),
    "a condition of the screen for rows": ("{区分: 新規}", "{表示: 新規}", "データ/対象"),
}  # fmt: skip


def test_the_base_of_the_mistakes_is_right(tmp_path: Path) -> None:
    assert wrong(RIGHT) == set()
    path = put(project(tmp_path), "試し", RIGHT)
    assert [one.code for one in check(load(path, tmp_path), tmp_path) if one.severity == "error"] == []


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_found_where_it_is(name: str, tmp_path: Path) -> None:
    before, after, where = MISTAKES[name]
    assert RIGHT.count(before) == 1
    text = RIGHT.replace(before, after)
    found = wrong(text)
    assert where in found
    step = "/".join(where.split("/")[:2])
    assert all(one.startswith(step) or where.startswith(one) for one in found), found
    path = put(project(tmp_path), "試し", text)  # what the schema refuses, `check` refuses too
    assert any(one.severity == "error" for one in check(load(path, tmp_path), tmp_path))


@given(
    st.lists(
        st.sampled_from(
            ["<", ">", "|", "｜", '"', " ", "\\", "氏名", "整理番号", "和暦", "全角", "桁", "8", "wareki", "全各", "和歴", "＜", "＞", "\n", "x"]
        ),
        max_size=14,
    ).map("".join)
)
@settings(max_examples=effort(400, 20_000), deadline=None)
def test_no_text_is_refused_that_can_be_read(text: str) -> None:
    """The pattern of editors finds filters that there are not, and nothing else."""
    if re.search(placeholders()["pattern"], text) is None:
        with pytest.raises((BotsError, KeyError)):
            for word, arguments, _ in parse(text).filters:
                check_filter(word, arguments)


@pytest.mark.parametrize("word", [*FILTERS, *FILTERS.values()])
def test_every_filter_is_known_to_editors(word: str) -> None:
    found = re.compile(placeholders()["pattern"])
    for text in (f"<氏名|{word}>", f"第<氏名 | {word} 8|全角>号", f"<氏名｜{word}>", f'<"氏|名"|{word} "a|b>">', f"\\<氏名|{word}々>"):
        assert found.search(text), text
    assert not found.search(f"<氏名|{word}々>")


def test_former_words_are_known_to_editors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(OLD_WORDS, "元号", "和暦")
    assert re.search(placeholders()["pattern"], "<生年月日|元号>")


GOLDEN = sorted((HOME / "tests" / "errors").glob("[RY]*_*/recipe.yaml"))
SEEN = {  # what draft-07 can say
    "R01", "R02", "R03", "R04", "R05", "R06", "R07", "R08", "R09", "R13", "R19", "R22", "R23", "R24", "R25", "R26", "R27", "R28",
    "R30", "R33", "R34", "R35", "R36", "R37", "R38", "R50", "R51", "R52", "R56", "R57", "R58", "R59", "R60", "R64",
    "R101", "R119", "R120", "R128", "R142", "R144",
}  # fmt: skip


@pytest.mark.parametrize("code", sorted(SEEN))
def test_what_check_refuses_editors_mark(code: str) -> None:
    cases = [path for path in GOLDEN if path.parent.name.startswith(f"{code}_")]
    assert cases
    assert any(wrong(path.read_text(encoding="utf-8")) for path in cases)


@pytest.mark.parametrize(
    ("before", "after", "where"),
    [
        ("addresses:", "adresses:", "adresses"), ("    sign:", "    sing:", "screens/New card/sing"),
        ("  - fill:", "  - fil:", "login/1/fil"), ("problems:", "typing: slow\nproblems:", "typing"),
        ("problems:", "same: [case]\nproblems:", "same"), ("problems:", "submits: [{how: x}]\nproblems:", "submits/0/how"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_system_file(before: str, after: str, where: str) -> None:
    assert LIBRARY_SYSTEM.count(before) == 1
    assert where in wrong(LIBRARY_SYSTEM.replace(before, after), SYSTEM)


def test_the_languages_may_be_mixed() -> None:
    mixed = RIGHT.replace("成功の表示", "success").replace("行ごと", "each_row").replace("読み返す: いいえ", "verify: false")
    assert wrong(mixed.replace("{超:", "{over:").replace("- 続ける:", "- repeat:")) == set()


@pytest.mark.parametrize("written", ["true", "false", '"true"', "'false'", "はい", "いいえ", '"いいえ"'])
def test_yes_and_no_in_every_form_that_is_read(written: str, tmp_path: Path) -> None:
    text = RIGHT.replace("読み返す: いいえ", f"読み返す: {written}")
    assert wrong(text) == set()
    path = put(project(tmp_path), "試し", text)
    assert [one.code for one in check(load(path, tmp_path), tmp_path) if one.severity == "error"] == []


def test_every_verb_says_what_it_does_in_the_language_of_its_word() -> None:
    step = RECIPE.schema["definitions"]["step"]
    offered = step["allOf"][0]["else"]["properties"]
    rules = {one["if"]["required"][0]: one["then"] for one in step["allOf"][1:]}
    for task in TASKS.values():
        for lang, word in (("ja", task.japanese), ("en", task.english)):
            assert offered[word] == rules[word]["properties"][word] == {"$ref": f"#/definitions/verb {word}"}
            for told in (RECIPE.schema["definitions"][f"verb {word}"],):
                assert told["description"].startswith(task.summary(lang))
                assert (task.example if lang == "ja" else task.example_en) in told["markdownDescription"]
            for name, title in task.arguments.items():
                if name != task.main:
                    properties = rules[word]["properties"]
                    assert properties[title]["description"] != properties[task.written(name)]["description"]


def test_every_kind_of_argument_has_its_form() -> None:
    kinds = {kind.name for task in TASKS.values() for kind in task.kinds.values()}
    assert kinds - set(KINDS) == {"waiting"}


TABLES: dict[str, Table] = {
    name: table for name, table in vars(words).items()
    if name.isupper() and isinstance(table, dict)
    and name not in ("ARGUMENTS", "WRITTEN_AS", "ARGUMENT_VALUES", "OLD_WORDS")
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_every_word_has_a_meaning(name: str) -> None:
    known = getattr(meanings, name)
    assert list(known) == list(TABLES[name])
    assert any(table is TABLES[name] for _, _, table, _ in meanings.CONTEXTS)
    for one in known.values():
        assert one.ja.endswith("。")
        assert one.en.endswith(".")
        assert one.en.isascii()


LATER = ("zone", "slots")  # of system files


def test_what_comes_later_is_said_to_come_later() -> None:
    known = [(table, name, one) for _, _, table, entries in meanings.CONTEXTS for name, one in entries.items()]
    later = {(id(words.SYSTEM), name) for name in LATER} | {(id(words.ENTRY), "zone")}
    assert {(id(table), name) for table, name, one in known if one.later} == later
    for name in LATER:
        text = f"system: x\naddresses: {{production: http://127.0.0.1:9}}\n{name}: 2\n"
        assert "R90" in [one.code for one in read_system(text.encode(), "x", "x.yaml").found], name


@pytest.mark.parametrize("written", ["3", "3-4", "3～4", "3〜4", "3 ~ 4", "3－4", "3/4", "3-", "x", "3-4-5"])
def test_rows_of_headings_are_right_to_the_editor_where_they_are_to_the_check(tmp_path: Path, written: str) -> None:
    assert "  見出し行: 3\n" in NURSERY
    text = NURSERY.replace("  見出し行: 3\n", f"  見出し行: {written}\n")
    path = put(project(tmp_path), "試し", text)
    refused = [one.code for one in check(load(path, tmp_path), tmp_path) if one.severity == "error"]
    assert bool(refused) == ("データ/見出し行" in wrong(text))
    assert bool(refused) == (written in ("3/4", "3-", "x", "3-4-5"))
