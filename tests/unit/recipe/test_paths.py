"""One submit on every way of a row: told from the conditions alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from bots.recipe import check, load

from .examples import project, put

HEAD = """\
レシピ: 試し
概要: {担当: 係, 目的: 試し, 手作業の分数: 1}
使うシステム: 保育システム
開始: [ログイン: 保育システム]
データ:
  ファイル: a.xlsx
  鍵: 番号
  列:
    番号: コード 8
    区分: 選択 新規/継続
    備考: 文字 任意
行ごと:
"""
S = "  - 確定: 登録\n    成功の表示: 完了\n"


def step(text: str, when: str = "") -> str:
    return text + (f"    もし: {when}\n" if when else "")


def skip(when: str = "") -> str:
    return step("  - 対象外: 別の処理\n", when)


def reject(when: str = "") -> str:
    return step("  - 業務エラー: だめ\n", when)


CASES = [
    ("one", step(S), []),
    ("two", step(S) + step(S), ["R31"]),
    ("only if", step(S, "{区分: 新規}"), ["R32"]),
    ("either", step(S, "{区分: 新規}") + step(S, "{区分: 継続}"), []),
    ("if and if not", step(S, "{備考: あり}") + step(S, "{備考: {以外: あり}}"), []),
    ("texts leave a rest", step(S, "{備考: あり}") + step(S, "{備考: なし}"), ["R32"]),
    ("one of both", step(S, "{区分: [新規, 継続]}"), []),
    ("skipped before", skip("{区分: 継続}") + step(S, "{区分: 新規}"), []),
    ("refused after", step(S, "{区分: 新規}") + reject("{区分: 継続}"), []),
    ("ended for all", reject() + step(S) + step(S), []),
    ("shown or not", step(S, "{表示: 確認}") + step(S, "{非表示: 確認}"), []),
    ("shown twice", step(S, "{表示: 確認}") + step(S, "{表示: 別}"), ["R31", "R32"]),
    ("any of", step(S, "[{区分: 新規}, {区分: 継続}]"), []),
    ("all of", step(S, "{区分: 新規, 備考: あり}"), ["R32"]),
    ("overlap", step(S) + step(S, "{区分: 新規}"), ["R31"]),
    ("comparison", step(S, "{番号: {超: 5}}") + skip("{番号: {以下: 5}}"), ["R32"]),
    ("mail", step(S, "{備考: {含む: x}}") + skip(), []),
    ("after the submit", step(S) + skip("{区分: 継続}"), []),
    ("none at all", "  - メモ: 見るだけ\n", []),
]


@pytest.mark.parametrize(("name", "steps", "codes"), CASES, ids=[case[0] for case in CASES])
def test_ways(tmp_path: Path, name: str, steps: str, codes: list[str]) -> None:
    path = put(project(tmp_path), "試し", HEAD + steps)
    found = [one.code for one in check(load(path, tmp_path), tmp_path) if one.severity == "error"]
    assert sorted(found) == codes


def test_many_conditions_end(tmp_path: Path) -> None:
    steps = "".join(skip(f"{{備考: {{含む: x{n}}}}}") for n in range(40)) + S
    path = put(project(tmp_path), "試し", HEAD + steps)
    found = [one.code for one in check(load(path, tmp_path), tmp_path) if one.severity == "error"]
    assert found == []
