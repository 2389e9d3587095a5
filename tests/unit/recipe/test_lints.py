"""What the advice of the checker takes for a button that registers, and for the word that was meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from bots.recipe import check, load, words
from bots.recipe.lints import registers

from .examples import project, put

STEPS = """\
recipe: x
about: {owner: x, purpose: x, manual_minutes: 1}
uses: library
steps:
"""


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("登録", True),
        ("登録する", True),
        ("申請を送信", True),
        ("変更内容の登録", True),
        ("登録確定", True),
        ("Submit application", True),
        ("Save changes", True),
        ("登録一覧", False),
        ("登録内容を確認", False),
        ("申請書の検索", False),
        ("Delete history", False),
        ("Search", False),
    ],
)
def test_buttons_that_register(name: str, told: bool) -> None:
    assert registers(name) is told


@pytest.mark.parametrize(
    ("pattern", "told"),
    [("/登録$/", True), ("/^登録(する)?$/", True), ("/検索|申請を送信/", True), ("/^登録.*/", True), ("/登録一覧/", False), ("/詳細\\d+/", False)],
)
def test_patterns_that_find_them(tmp_path: Path, pattern: str, told: bool) -> None:
    path = put(project(tmp_path), "x", f"{STEPS}  - click: {pattern}\n")
    assert [one.code for one in check(load(path, tmp_path), tmp_path)] == ["L03"] * told


@pytest.mark.parametrize(
    ("word", "known", "near"),
    [
        ("ok", ["OK", "キャンセル"], "OK"),
        ("ｷｬﾝｾﾙ", ["OK", "キャンセル"], "キャンセル"),
        ("NAME", ["Card no", "Name"], "Name"),
        ("ｎａｍｅ", ["Card no", "Name"], "Name"),
        ("入カ", ["入力", "出力"], "入力"),
        ("検査", ["登録"], ""),
    ],
)
def test_did_you_mean(word: str, known: list[str], near: str) -> None:
    assert words.nearest(word, known) == near


@pytest.mark.parametrize(
    ("steps", "lines"),
    [
        ("  - fill: {Password: abc}\n", [5]),
        ("  - set: {Password: abc}\n  - note: <Password>\n", [5]),
        ("  - set: {word: abc}\n  - fill: {Password: <word>}\n", [5]),
        ("  - set: {word: abc}\n  - fill: {Password: {value: <word>}}\n", [5]),
        ("  - set: {word: abc}\n  - fill: {User: <word>}\n", []),
    ],
)
def test_passwords_that_are_written_out(tmp_path: Path, steps: str, lines: list[int]) -> None:
    path = put(project(tmp_path), "x", STEPS + steps)
    assert [one.place.line for one in check(load(path, tmp_path), tmp_path) if one.code == "R21"] == lines
