"""Ways of a branch that no row can ever go: those are told, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from bots.recipe import check, load

from .examples import project, put

HEAD = """\
レシピ: 転記
概要: {担当: 係, 目的: 登録, 手作業の分数: 7}
使うシステム: 保育システム
データ:
  ファイル: 申込.xlsx
  鍵: 整理番号
  列:
    整理番号: コード 8
    区分: 選択 新規/継続/取下げ
    性別: 選択 男/女 任意
    備考: 文字
行ごと:
  - 場合分け:
"""


def told(tmp_path: Path, *conditions: str) -> list[int]:
    """The numbers of the ways, from 1, that L12 speaks of; "" is それ以外."""
    text, lines = HEAD, []
    for condition in conditions:
        lines.append(text.count("\n") + 1)
        text += f"      - もし: {condition}\n        手順:\n" if condition else "      - それ以外:\n"
        text += "          - メモ: x\n"
    found = check(load(put(project(tmp_path), "試し", text), tmp_path), tmp_path)
    assert {one.code for one in found} <= {"L12", "L07", "L02"}
    return [lines.index(one.place.line) + 1 for one in found if one.code == "L12"]


@pytest.mark.parametrize(
    ("ways", "dead"),
    [
        (["{区分: 新規}", ""], []),
        (["{区分: 新規}", "", "{備考: a}"], [3]),
        (["", ""], [2]),
        (["{備考: a}", "{備考: b}", "{備考: a}"], [3]),
        (["{備考: a}", "{備考: [a]}"], []),  # not the same words; only those are compared
        (["{区分: 新規}", "{区分: [継続, 取下げ]}", ""], [3]),
        (["{区分: 新規}", "{区分: 継続}", ""], []),
        (["{区分: {以外: 新規}}", "{区分: 継続}", "{区分: 新規}", ""], [2, 4]),
        (["{区分: [新規, 継続]}", "{区分: 継続, 備考: a}"], [2]),
        (["{区分: 継続, 備考: a}", "{区分: 継続}"], []),
        (["[{区分: 新規}, {区分: 継続}]", "[{区分: 継続}, {区分: 取下げ}]", "[{区分: 継続}, {区分: 新規}]"], [3]),
        (["{区分: <備考>}", "{区分: 新規}"], []),
        (["{性別: 男}", "{性別: 女}", ""], []),
        (["{性別: 男}", "{性別: 女}", '{性別: ""}', ""], [4]),
        (["{表示: 新規}", "{非表示: 新規}", ""], []),
        (["{区分: 転入}", "{区分: 新規}"], []),  # L07 tells of it, at the value
        (["{区 分: 新規}", "{区分: 新規, 備考: a}"], [2]),
    ],
)  # fmt: skip
def test_ways(tmp_path: Path, ways: list[str], dead: list[int]) -> None:
    assert told(tmp_path, *ways) == dead


ROWS = HEAD[: HEAD.index("  - 場合分け:")]
NEVER = "  - メモ: 来ない\n"
BOTH_END = """\
  - 場合分け:
      - もし: {区分: 新規}
        手順:
          - メモ: x
          - 対象外: 新規は別の係
      - それ以外:
          - まとめ:
              - 業務エラー: 継続は別の係
"""


@pytest.mark.parametrize(
    ("steps", "lost"),
    [
        ("  - 対象外: x\n", True),
        ("  - 業務エラー: x\n", True),
        ("  - 中止: x\n", True),
        ("  - 対象外: x\n    もし: {区分: 新規}\n", False),
        (BOTH_END, True),
        (BOTH_END.replace("      - それ以外:\n", "      - もし: {区分: 継続}\n        手順:\n"), True),  # others are refused
        (BOTH_END.replace("          - 対象外: 新規は別の係\n", ""), False),
        (BOTH_END + "    もし: {備考: a}\n", False),
        ("  - まとめ:\n      - 中止: x\n", True),
        ("  - 続ける: {表示: 次}\n    上限: 3\n    手順:\n      - 中止: x\n", False),  # perhaps not once
        ("  - 呼び出す: 部品/断る\n", True),
        ("  - 呼び出す: 部品/見る\n", False),
    ],
)  # fmt: skip
def test_steps_after_an_end(tmp_path: Path, steps: str, lost: bool) -> None:
    part = "レシピ: 部品\n概要: {担当: 係, 目的: 登録, 手作業の分数: 7}\n手順:\n  - メモ: x\n"
    put(project(tmp_path), "部品/見る", part)
    put(tmp_path, "部品/断る", f"{part}  - 業務エラー: x\n")
    text = f"{ROWS}{steps}{NEVER}  - メモ: 二つ目は言わない\n"
    found = check(load(put(tmp_path, "試し", text), tmp_path), tmp_path)
    place = text[: text.index(NEVER)].count("\n") + 1
    assert [(one.place.line, one.place.column) for one in found if one.code == "L17"] == [(place, 5)] * lost


@pytest.mark.parametrize("section", ["開始", "終了", "照会"])
def test_steps_after_an_end_of_other_sections(tmp_path: Path, section: str) -> None:
    text = f"{ROWS}  - メモ: x\n{section}:\n  - 中止: x\n{NEVER}"
    found = check(load(put(project(tmp_path), "試し", text), tmp_path), tmp_path)
    assert [one.place.line for one in found if one.code == "L17"] == [text.count("\n")]
