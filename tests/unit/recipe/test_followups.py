"""What follows from a mistake that was told is not told again: one mistake, one message."""

from __future__ import annotations

from pathlib import Path

import pytest

from bots.recipe import check, load

from .examples import project, put

RIGHT = """\
レシピ: 転記
概要: {担当: 係, 目的: 登録, 手作業の分数: 7}
使うシステム: 保育システム
データ:
  ファイル: 申込.xlsx
  鍵: 整理番号
  列:
    整理番号: コード 8
    氏名: 文字
開始:
  - ログイン: 保育システム
行ごと:
  - 開く: 申込入力
  - 入力:
      児童氏名: <氏名>
  - 確定: ボタン「登録する」
    成功の表示: 登録が完了しました
"""


def told(tmp_path: Path, text: str) -> list[str]:
    return [one.code for one in check(load(put(project(tmp_path), "試し", text), tmp_path), tmp_path)]


def test_nothing_is_wrong_to_begin_with(tmp_path: Path) -> None:
    assert told(tmp_path, RIGHT) == []


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ("使うシステム: 保育システム", "使うシステム: 保育システ", ["R15"]),  # not R17 of its login too
        ("ログイン: 保育システム", "ログイン: 保育", ["R17"]),
        ("行ごと:", "行毎:", ["R01"]),  # not R35: the word that is missing stands there
        ("データ:", "データー:", ["R01"]),
        ("レシピ:", "れしぴ:", ["R01"]),  # not R28
        ("概要:", "概用:", ["R01"]),  # not L01
        ("  列:", "  列名:", ["R01"]),  # not R38, R102 of the key, R11 of each name
        ("  鍵:", "  かぎ:", ["R01"]),
        ("  列:\n    整理番号: コード 8\n    氏名: 文字\n", "", ["R38"]),
        ("  - 確定", "  - クリック: 詳細\n    範囲: {行: [a, b]}\n  - 確定", ["R22"]),  # not R44 of what holds it
        ("  - 確定", "  - クリック: 詳細\n    もし: {表示: {a: b}}\n  - 確定", ["R22"]),  # not R67
        ("成功の表示", "成功表示", ["R05"]),  # not R08
        ("行ごと:", "終了:", ["R35", "R11", "R103"]),  # other mistakes stay
    ],
)
def test_one_mistake_is_told_once(tmp_path: Path, old: str, new: str, codes: list[str]) -> None:
    assert old in RIGHT
    assert told(tmp_path, RIGHT.replace(old, new, 1)) == codes


def test_what_is_missing_in_another_step_is_still_told(tmp_path: Path) -> None:
    second = "  - 確定: 次\n    もし: {氏名: a}\n"
    text = RIGHT.replace("成功の表示", "成功表示").replace("  - 確定: ボタン", f"{second}  - 確定: ボタン")
    assert [one for one in told(tmp_path, text) if one != "R31"] == ["R08", "R05"]


def test_a_system_that_a_part_needs_is_told_once(tmp_path: Path) -> None:
    """R17 at the login, not R136 at the call too."""
    project(tmp_path)
    put(tmp_path, "部品", "レシピ: 部品\n概要: {担当: 係, 目的: 登録, 手作業の分数: 7}\n使うシステム: library\n手順:\n  - メモ: x\n")
    calling = RIGHT.replace("  - 開く", "  - 呼び出す: 部品\n  - 開く")
    assert told(tmp_path, calling) == ["R136"]
    assert told(tmp_path, calling.replace("行ごと:", "  - ログイン: library\n行ごと:")) == ["R17"]
