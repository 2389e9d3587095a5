"""Messages have one form at check time and at run time; as data they have the same parts."""

from __future__ import annotations

from pathlib import Path

import pytest

from bots.errors import Place, Problem
from bots.recipe.render import render, to_json, width_of
from bots.recipe.words import ABOUT, TOP, english, nearest

HERE = Path(__file__).parents[2] / "errors"


def test_form_of_a_message() -> None:
    problem = Problem(
        "R04", {"name": "入カ", "near": "入力"}, Place("a.yaml", 12, 5, 2), advice="R98"
    )
    assert render(problem, "ja", "  - 入カ:") == (
        "a.yaml:12:5: エラー: 「入カ」という手順はありません。 [R04]\n"
        "   12 |   - 入カ:\n"
        "      |     ^^^^\n"
        "      = もしかして: 入力"
    )


def test_without_a_line() -> None:
    problem = Problem("Y09", {"guess": "Shift_JIS"}, Place("broken7.yaml"))
    assert render(problem, "ja").splitlines()[0] == (
        "broken7.yaml: エラー: 文字コードが UTF-8 ではありません（Shift_JIS のようです）。 [Y09]"
    )


def test_of_a_row_at_run_time() -> None:
    problem = Problem("R37", {}, Place("r.yaml", 47, 7, 1, cell="受付!17"))
    assert render(problem, "ja").startswith("r.yaml:47:7  行 受付!17: エラー: ")
    assert render(problem, "en").startswith("r.yaml:47:7  row 受付!17: error: ")


def test_as_data() -> None:
    problem = Problem("R04", {"name": "x", "near": "y"}, Place("a.yaml", 1, 2), "warning", "R98")
    assert to_json(problem, "en") == {
        "file": "a.yaml", "line": 1, "column": 2, "severity": "warning", "code": "R04",
        "message": "There is no step called x.", "hint": "Did you mean: y",
    }  # fmt: skip


def test_widths() -> None:
    assert width_of("ab") == 2
    assert width_of("氏名：") == 6
    assert width_of("ｶﾅ") == 2
    assert width_of("葛\U000e0100") == 2


def test_examples_of_the_language_are_said_so() -> None:
    said = "".join((HERE / f"broken{n}" / "expected.txt").read_text("utf-8") for n in range(1, 8))
    for line in (
        "broken1.yaml:12:5: エラー: 「入カ」という手順はありません。 [R04]",
        "      = もしかして: 入力",
        "broken1.yaml:16:12: エラー: 「児童氏名」という列も控えた値もありません。 [R11]",
        "      = もしかして: <氏名>　使える名前: 整理番号、氏名、",
        "broken1.yaml:17:19: エラー: 「和歴」という変換はありません。 [R13]",
        "      |                           ^^^^",
        "      = もしかして: 和暦",
        "broken1.yaml:21:5: エラー: 「氏名」が「入力」と同じ深さに書かれています。 [R06]",
        "      = 「入力:」の中身は、半角スペース2つ分右に下げます。",
        "broken1.yaml:26:5: エラー: 「確定」に「成功の表示」（success）がありません。 [R08]",
        "      = 登録できたことを示す表示を書きます。例:  成功の表示: 受付が完了しました",
        "broken2.yaml:3:1: エラー: 字下げに全角スペースが使われています。 [Y01]",
        "broken2.yaml:6:9: エラー: 全角コロン「：」が使われています。 [Y03]",
        "broken3.yaml:4:16: エラー: { } の書き方が正しくありません。 [Y07]",
        "      = 差し込みは {列名} ではなく <列名> と書きます（引用符はいりません）。",
        "broken6.yaml:8:7: エラー: 「氏名」が2回書かれています（1回目は 6 行目）。 [Y10]",
        "broken7.yaml: エラー: 文字コードが UTF-8 ではありません（Shift_JIS のようです）。 [Y09]",
    ):
        assert line in said, line


def test_words() -> None:
    assert english(TOP, "行ごと") == english(TOP, "each_row") == "each_row"
    assert english(ABOUT, "行ごと") is None
    assert nearest("入カ", ["入力", "添付"]) == "入力"
    assert nearest("転記する", ["入力", "添付"]) == ""


@pytest.mark.parametrize("column", [1, 30, 1500, 2990])
def test_a_line_too_long_to_be_seen_is_cut_around_its_mark(column: int) -> None:
    line = "あ" * (column - 1) + "入カ" + "い" * (3000 - column - 1)
    told = render(Problem("R80", {"name": "x", "known": "y"}, Place("a.yaml", 3, column, 2)), "ja", line)
    shown, mark = told.splitlines()[1:3]
    assert len(shown) < 140
    cells = shown.removeprefix("    3 | ")
    before = mark.removeprefix("      | ").rstrip("^")
    assert width_of(cells[: cells.index("入カ")]) == len(before)
    assert mark.endswith("^^^^")
    assert cells.startswith("…") is (column > 100)
    assert cells.endswith("…") is (column < 2900)


def test_the_mark_of_a_whole_long_line_ends_where_the_line_is_cut() -> None:
    told = render(Problem("R80", {"name": "x", "known": "y"}, Place("a.yaml", 3, 1, 3000)), "ja", "[" * 3000)
    assert max(map(len, told.splitlines()[1:3])) < 140
