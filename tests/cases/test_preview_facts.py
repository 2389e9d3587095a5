"""What is told of a sheet before a run: counts, rules with their rows, cells, changes by filters, characters."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bots.app.preflight import facts_of, first_look, preview_command
from bots.app.preview import preview_of
from bots.app.request import Asked, prepare
from bots.cli import progress, running
from bots.cli.previewing import show_preview
from bots.evidence.sheet_facts import ChangeFacts, ExampleFacts, RowName, SheetFacts
from bots.evidence.sheet_page import render
from bots.model import Mode
from tests.hall import RECIPE, Hall

TAKEN = RECIPE.replace("  鍵: 番号\n", "  鍵: 番号\n  対象: {区分: 新規, 備考: {not: 取消}}\n").replace(
    "    受付番号: 文字 任意\n", "    備考: 文字 任意\n    カナ: 文字 任意\n    期日: 文字 任意\n    受付番号: 文字 任意\n"
)
STEPS = TAKEN.replace("      氏名: <氏名>\n", "      氏名: <氏名>\n      カナ: <カナ|全角>\n      期日: <期日|日付 YYYY/MM/DD>\n").replace(
    "  - 確定:", "  - 対象外: 町外の人\n    もし: {備考: 町外}\n  - 業務エラー: 窓口で受けます\n    もし: {備考: 窓口}\n  - 確定:"
)


def row(number: int, **more: str) -> dict[str, object]:
    return {"番号": f"{number:04d}", "氏名": "山田", "区分": "新規", "番号札": "", "備考": "", "カナ": "", "期日": ""} | more


def told(hall: Hall, lang: str = "ja") -> SheetFacts:
    return facts_of(hall.project, preview_of(hall.project, Asked(recipe="登録")), lang)


def test_rows_are_counted_once_and_every_rule_has_its_rows(tmp_path: Path) -> None:
    rows = [row(1), row(2, 区分="取下げ"), row(3, 備考="取消"), row(4, 備考="町外"), row(5, 備考="窓口"), row(6, 氏名=""),
            row(7, 期日="13月"), row(8, 区分="取下げ")]  # fmt: skip
    facts = told(Hall.open(tmp_path, rows, STEPS))
    assert (facts.total, facts.enter, facts.faulty, facts.left) == (8, 1, 3, 4)
    assert [(one.rule, [name.key for name in one.rows]) for one in facts.left_out] == [
        ("レシピの「対象」に合わない（「区分」が「新規」の行だけ）", ["0002", "0008"]),
        ("レシピの「対象」に合わない（「備考」が「取消」以外の行だけ）", ["0003"]),
        ("対象外: 町外の人", ["0004"]),
    ]
    assert [(one.row.place, one.code, one.text) for one in facts.faults] == [
        ("Sheet!6", "B01", ""), ("Sheet!B7", "D20", ""), ("Sheet!G8", "D40", "13月"),
    ]  # fmt: skip


def test_the_same_is_told_in_english(tmp_path: Path) -> None:
    facts = told(Hall.open(tmp_path, [row(1, 区分="取下げ"), row(2, 備考="町外"), row(3, 氏名="")], STEPS), "en")
    assert [one.rule for one in facts.left_out] == ["they do not fit only (rows where 区分 is “新規”)", "Left out: 町外の人"]
    assert [(one.row.place, one.sentence) for one in facts.faults] == [("Sheet!B4", "氏名 is blank.")]


def test_what_filters_change_is_told_with_the_first_examples(tmp_path: Path) -> None:
    rows = [row(at, カナ="ﾔﾏﾀﾞ", 期日="2026-04-01" if at == 2 else "") for at in range(1, 6)] + [row(6, カナ="ヤマダ")]
    facts = told(Hall.open(tmp_path, rows, STEPS))
    names = [RowName(f"Sheet!{at}", f"{at - 1:04d}") for at in range(2, 8)]
    assert facts.changes == (
        ChangeFacts("カナ", "全角", 5, 0, tuple(ExampleFacts(one, "ﾔﾏﾀﾞ", "ヤマダ") for one in names[:3])),
        ChangeFacts("期日", "日付 YYYY/MM/DD", 1, 0, (ExampleFacts(names[1], "2026-04-01", "2026/04/01"),)),
    )


def test_a_value_that_a_step_works_out_is_known_and_what_its_filter_changes_is_told(tmp_path: Path) -> None:
    steps = RECIPE.replace("  - 入力:\n", "  - 値を決める: {名: <氏名|全角>}\n  - 入力:\n").replace("<氏名>", "<名> 様")
    found = told(Hall.open(tmp_path / "a", [row(1, 氏名="山田A")], steps))
    assert [line[-1] for line in found.lines] == ["山田Ａ 様"]
    assert [(one.filter, one.examples[0].before, one.examples[0].after) for one in found.changes] == [("全角", "山田A", "山田Ａ")]
    unsure = steps.replace("全角>}\n", "全角>}\n    もし: {表示: 該当なし}\n")
    found = told(Hall.open(tmp_path / "b", [row(1)], unsure))
    assert [line[-1] for line in found.lines] == ["（画面で決まる）"]


def test_characters_are_listed_with_reason_cells_and_what_may_stand_for_them(tmp_path: Path) -> None:
    hall = Hall.open(tmp_path, [row(1, 氏名="𠮷田"), row(2, 氏名="𠮷川"), row(3, 氏名="外\ue000")], STEPS)
    path = tmp_path / "config" / "systems" / "試験システム.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "文字コード: cp932\n", encoding="utf-8")
    facts = told(hall)
    assert [(one.letter, one.code, one.why, one.places, one.proposal) for one in facts.letters] == [
        ("𠮷", "U+20BB7", "試験システムに入らない", ("Sheet!B2", "Sheet!B3"), "𠮷 U+20BB7 → 吉 U+5409"),
        ("\ue000", "U+E000", "庁内だけの外字、または異体字セレクタ付き", ("Sheet!4",), ""),
    ]


SECRET = "9876543210"
HIDING = STEPS.replace("    番号札: コード 12 任意 隠す\n", "    番号札: 文字 任意 隠す\n").replace(
    "      カナ: <カナ|全角>\n", "      カナ: <カナ|全角>\n      札: <番号札|全角>\n      頭: <番号札|先頭 6|全角>\n      控え: <備考|先頭 9|全角>\n      覚え: <備考|全角>\n"
)
WIDE = "９８７６５４３２１０"


def test_nothing_of_a_hidden_column_is_shown_anywhere(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Not its own value, not in a remark, not what a filter makes of either."""
    rows = [row(1, 番号札=SECRET, 備考=f"札{SECRET}"), row(2, 番号札=SECRET, 備考=f"前の札 {WIDE}"), row(3, 番号札=f"{SECRET}\ue000")]
    hall = Hall.open(tmp_path, rows, HIDING)
    facts = told(hall)
    assert facts.enter == 3
    show_preview(facts, everything=True)
    said = [capsys.readouterr().out, json.dumps(facts.to_json(), ensure_ascii=False), render(facts, "ja"), render(facts, "en")]
    for text in said:
        assert "●●●" in text
        for part in (SECRET[:6], WIDE[:6], "\ue000"):
            assert part not in text
    assert [(one.field, one.filter, one.count, one.hidden, one.examples) for one in facts.changes] == [
        ("札", "全角", 3, 3, ()), ("頭", "先頭 6", 3, 3, ()), ("頭", "全角", 3, 3, ()),
        ("控え", "先頭 9", 2, 2, ()), ("控え", "全角", 2, 2, ()), ("覚え", "全角", 2, 2, ()),
    ]  # fmt: skip


def test_nor_what_is_cut_out_of_it_for_a_part(tmp_path: Path) -> None:
    recipe = STEPS.replace("  - 確定:", "  - 呼び出す: 部品/覚え\n    渡す値:\n      覚え: <備考|先頭 9>\n  - 確定:")
    hall = Hall.open(tmp_path, [row(1, 番号札="123456789012", 備考="札123456789012"), row(2, 備考="ただの覚え")], recipe)
    folder = hall.home / "recipes" / "部品"
    folder.mkdir()
    (folder / "覚え.yaml").write_text(PART, encoding="utf-8")
    assert [line[-1] for line in told(hall).lines] == ["●●●", "ただの覚え"]


PART = """\
レシピ: 覚えを入れる
概要: {担当: 試験係, 目的: 試験, 手作業の分数: 1}
使うシステム: 試験システム
実行時の値:
  覚え: 文字
手順:
  - 入力:
      備考の欄: <覚え>
"""


def test_a_faulty_hidden_cell_is_told_without_its_value(tmp_path: Path) -> None:
    facts = told(Hall.open(tmp_path, [row(1, 番号札="12345")], STEPS))
    assert [(one.row.place, one.text) for one in facts.faults] == [("Sheet!D2", "●●●")]
    assert "12345" not in render(facts, "ja") + json.dumps(facts.to_json(), ensure_ascii=False)


def test_many_faults_are_cut_and_then_told_by_rule(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    facts = told(Hall.open(tmp_path, [row(at, 氏名="") for at in range(1, 31)], STEPS))
    show_preview(facts, everything=False)
    shown = capsys.readouterr().out
    assert "Sheet!B21" in shown
    assert "Sheet!B22" not in shown
    assert "… ほか 10 件（--all で全部）" in shown
    assert "30    「氏名」が空です。" in shown
    show_preview(facts, everything=True)
    assert "Sheet!B31" in capsys.readouterr().out


# ------------------------------------------------------------------ the start of a run


def test_a_run_begins_with_the_counts_the_first_faults_and_the_command_that_shows_all(tmp_path: Path) -> None:
    hall = Hall.open(tmp_path, [row(1), row(2), *(row(at, 氏名="") for at in range(3, 8))], STEPS)
    asked = Asked(recipe="登録", limit=1)
    assert first_look(hall.project, asked, prepare(hall.project, asked), "ja") == [
        "  一覧.xlsx Sheet: 7 行。登録する 2 件、不備 5 件、対象外 0 件（このうち、はじめの 1 件だけ）",
        "    Sheet!B4  「氏名」が空です。",
        "    Sheet!B5  「氏名」が空です。",
        "    Sheet!B6  「氏名」が空です。",
        "    ほか 2 か所",
        "  くわしくは: bots preview 登録",
    ]


def test_lines_that_a_rule_leaves_out_are_told_when_a_run_begins(tmp_path: Path) -> None:
    """They are no rows: no count would tell of one that is left out by mistake."""
    hall = Hall.open(tmp_path, [row(1), row(2), row(3, 区分="取下げ")], STEPS.replace("  鍵: 番号\n", "  鍵: 番号\n  除く行: {氏名: 山田, 区分: 取下げ}\n"))
    asked = Asked(recipe="登録")
    assert first_look(hall.project, asked, prepare(hall.project, asked), "ja")[:2] == [
        "  一覧.xlsx Sheet: 2 行。登録する 2 件、不備 0 件、対象外 0 件", "    「除く行」で除いた行: 1 行（4 行目）",
    ]  # fmt: skip
    assert first_look(hall.project, asked, prepare(hall.project, asked), "en")[1] == "    Lines left out by skip: 1 (4)"


def test_of_a_sheet_without_anything_to_tell_the_counts_alone_are_told(tmp_path: Path) -> None:
    hall = Hall.open(tmp_path, [row(1)], STEPS)
    asked = Asked(recipe="登録")
    assert first_look(hall.project, asked, prepare(hall.project, asked), "en") == [
        "  一覧.xlsx Sheet: 1 rows. To enter 1, faulty 0, left out 0"
    ]


def test_the_command_names_the_same_sheet_and_inputs() -> None:
    asked = Asked(recipe="登録", data=Path("/表/不備の 表.xlsx"), inputs={"年度": "令和8 年度"})
    assert preview_command(asked) == "bots preview 登録 --data '/表/不備の 表.xlsx' --input '年度=令和8 年度'"


@pytest.mark.parametrize("as_json", [False, True])
def test_the_command_line_hands_it_to_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, as_json: bool) -> None:
    hall = Hall.open(tmp_path, [row(1), row(2, 氏名="")], STEPS)
    handed: dict[str, Any] = {}
    monkeypatch.setattr("bots.cli.progress.carry_out", lambda *_, **words: handed.update(words) or 0)
    asked: dict[str, Any] = {"data": None, "only": (), "limit": None, "environment": "", "new_key": False}
    running.start(
        str(hall.home), Mode.RUN, "登録", headed=False, as_json=as_json, login_again=False, inputs=(), addresses=(), **asked
    )
    assert len(handed["first"]) == (0 if as_json else 3)


def test_it_is_shown_below_the_head_of_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Idle:
        cut_short = False

        def __init__(self, *_: object) -> None:
            pass

        def carry_out(self, run: str, **_: object) -> None:
            print("begun")

    monkeypatch.setattr("bots.workers.local.LocalWorker", Idle)
    hall = Hall.open(tmp_path, [row(1)], STEPS)
    run = hall.ask()
    progress.carry_out(hall.project, run, "ja", headed=False, as_json=False, first=["  一覧\x07"])
    lines = capsys.readouterr().out.splitlines()
    promise = lines.index(next(one for one in lines if one.startswith("  保証 G2（門）")))
    assert lines[promise + 1 : promise + 4] == [f"  実行番号 {run}", "  一覧[U+0007]", "begun"]
