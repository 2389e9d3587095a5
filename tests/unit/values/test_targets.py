"""Names of things on the screen in both languages, and parts of the screen."""

from __future__ import annotations

from typing import Any

import pytest

from bots.errors import RecipeError
from bots.model import Scope, Target, Value
from bots.values.targets import ROLES, parse_scopes, parse_target, write_target

READ = {
    "登録": Target("登録"), " 登録 ": Target("登録"), "第1希望施設": Target("第1希望施設"),
    "ボタン「登録する」": Target("登録する", "button"), 'button "Save"': Target("Save", "button"),
    'ボタン "登録"': Target("登録", "button"), "button「登録」": Target("登録", "button"),
    'button "a "b" c"': Target('a "b" c', "button"), "見出し「入所（1次）」": Target("入所（1次）", "heading"),
    "備考「その他」": Target("備考「その他」"), "「登録」": Target("「登録」"), "確認「OK」を押す": Target("確認「OK」を押す"),
    "/^R\\d+$/": Target("^R\\d+$", how="regex"), "/": Target("/"), "//": Target("//"),
    "css=#a > b": Target("#a > b", how="css"), "xpath=//td[1]": Target("//td[1]", how="xpath"), "id=x": Target("x", how="id"),
    "3 < 5": Target("3 < 5"), "button": Target("button"), "ボタン": Target("ボタン"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "target"), READ.items())
def test_reads(text: str, target: Target) -> None:
    assert parse_target(text) == target


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('knopf "Save"', "R40"), ('Button "Save"', "R40"), ("ボタン「登録", "R41"), ('button "Save', "R41"),
        ("", "R42"), ("　", "R42"), ("ボタン「」", "R42"), ('link ""', "R42"), ("css=", "R42"), ("/(/", "R43"),
    ],
)  # fmt: skip
def test_refuses(text: str, code: str) -> None:
    with pytest.raises(RecipeError) as caught:
        parse_target(text)
    assert caught.value.problem.code == code


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_what_is_written_reads_back(role: str, lang: str) -> None:
    target = Target("住所 1", role)
    assert parse_target(write_target(target, lang)) == target


@pytest.mark.parametrize("text", ["登録", "/^a/", "css=#x", "xpath=//a", "id=q"])
def test_without_a_role_too(text: str) -> None:
    assert write_target(parse_target(text), "ja") == text


SCOPES: list[tuple[Any, tuple[Scope, ...]]] = [
    (None, ()), ("保護者1", (Scope(part="保護者1"),)), ({"row": "12"}, (Scope(row="12"),)),
    ({"row": "last"}, (Scope(last_row=True),)), ({"row": "最後"}, (Scope(last_row=True),)),
    ({"row": {"受付番号": "R-1"}}, (Scope(row="R-1", row_header="受付番号"),)),
    ({"row": {"受付番号": "<控え>"}}, (Scope(row="R-9", row_header="受付番号"),)),
    ({"table": "明細"}, (Scope(table="明細"),)), ({"frame": "メニュー"}, (Scope(frame="メニュー"),)),
    ({"window": "<控え>"}, (Scope(window="R-9"),)), ("<控え>", (Scope(part="R-9"),)),
    ([{"frame": "main"}, "保護者1"], (Scope(frame="main"), Scope(part="保護者1"))),
]  # fmt: skip


@pytest.mark.parametrize(("written", "scopes"), SCOPES)
def test_parts_of_the_screen(written: Any, scopes: tuple[Scope, ...]) -> None:
    assert parse_scopes(written, lambda text: Value(text.replace("<控え>", "R-9"))) == scopes


@pytest.mark.parametrize(
    "written", ["", {"row": ""}, {"row": {}}, {"row": {"a": "1", "b": "2"}}, {"行": "1"}, {"table": ""}, {"row": "1", "table": "x"}, {}, 3]
)  # fmt: skip
def test_parts_wrongly_written(written: Any) -> None:
    with pytest.raises(RecipeError) as caught:
        parse_scopes(written)
    assert caught.value.problem.code == "R44"


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("ダイアログ「新規登録」", "新規登録"), ('dialog "New entry"', "New entry"), ("見出し「<氏名>」", "<氏名>"),
        ("表「明細」", "{表: 明細}"), ('row "12"', "{row: 12}"), ("フレーム「備考」", "{フレーム: 備考}"),
        ({"table": "表「明細」"}, "明細"), ({"window": "画面「検索」"}, "検索"), ({"row": "セル「12」"}, "12"),
        ({"row": {"見出し「番号」": "12"}}, "番号"), ([{"frame": "main"}, "ボタン「登録」"], "登録"),
    ],
)  # fmt: skip
def test_a_part_bears_no_kind(written: Any, near: str) -> None:
    with pytest.raises(RecipeError) as caught:
        parse_scopes(written)
    assert (caught.value.problem.code, caught.value.problem.words["near"]) == ("R146", near)


def test_words_in_brackets_after_another_word_are_a_label() -> None:
    assert parse_scopes("備考「その他」") == (Scope(part="備考「その他」"),)
    assert parse_scopes({"row": {"名称": "ボタン「登録」"}}) == (Scope(row="ボタン「登録」", row_header="名称"),)
