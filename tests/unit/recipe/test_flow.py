"""Steps inside steps: what is read, what is checked inside, and what a plan and an explanation make of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bots.model import Mode, Plan, PlanStep
from bots.recipe import check, explain, load, plan
from bots.recipe.recipe import Recipe

from .examples import project, put
from .test_paths import HEAD


def recipe(tmp_path: Path, steps: str) -> Recipe:
    return load(put(project(tmp_path), "試し", HEAD + steps), tmp_path)


def codes(tmp_path: Path, steps: str) -> list[str]:
    found = check(recipe(tmp_path, steps), tmp_path)
    return [f"{one.code}:{one.place.line - HEAD.count(chr(10))}" for one in found]


def planned(tmp_path: Path, steps: str) -> Plan:
    return plan(
        recipe(tmp_path, steps), tmp_path, mode=Mode.RUN, environment="訓練", today="2026-11-25", inputs={}
    )


BRANCH = """\
  - 場合分け:
      - もし: {区分: 新規}
        手順:
          - 入力: {備考: <備考>}
          - 確定: 登録
            成功の表示: 完了
      - それ以外:
          - 対象外: 継続は窓口で
"""
GROUP = """\
  - まとめ:
      - 入力: {備考: <備考>}
      - まとめ:
          - クリック: 追加
            範囲: {行: 最後}
        範囲: 世帯員
    もし: {区分: 新規}
    範囲: 申請者
    待ち時間: 20
"""
LOOP = """\
  - 続ける: {表示: 次のページ}
    上限: 5
    手順:
      - クリック: 次のページ
"""
SUBMIT = "  - 確定: 登録\n    成功の表示: 完了\n"


def test_well_written_ones_have_no_fault(tmp_path: Path) -> None:
    assert codes(tmp_path, BRANCH) == []
    assert codes(tmp_path, GROUP + LOOP + SUBMIT) == []


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        (BRANCH.replace("<備考>", "<備孝>"), ["R11:4"]),
        (BRANCH.replace("入力", "入カ"), ["R04:4"]),
        (BRANCH.replace("それ以外", "そのほか"), ["R01:7"]),
        (BRANCH.replace("        手順:\n", "        やること:\n"), ["R38:2", "R01:3"]),
        (BRANCH.replace("もし: {区分: 新規}", "もし: {区別: 新規}"), ["R11:2"]),
        (BRANCH.replace("もし: {区分: 新規}", "もし: {区分: 転入}"), ["L07:2"]),
        (BRANCH.replace("- それ以外:", "- もし: {区分: 継続}\n        それ以外:"), ["R128:7"]),
        (BRANCH.replace("対象外: 継続は窓口で", "メモ: 継続"), ["R32:5"]),
        (BRANCH + SUBMIT, ["R31:9"]),
        (LOOP.replace("上限: 5", "上限: いくつでも") + SUBMIT, ["R24:2"]),
        (LOOP.replace("    上限: 5\n", "") + SUBMIT, ["R08:1"]),
        (LOOP.replace("クリック: 次のページ", "確定: 登録\n        成功の表示: 完了"), ["R129:4"]),
        (LOOP.replace("{表示: 次のページ}", "{番地: 1}") + SUBMIT, ["R11:1"]),
        ("  - まとめ:\n" + SUBMIT, ["R33:1"]),
        ("  - まとめ: []\n" + SUBMIT, ["R10:1"]),
        ("  - 場合分け: 新規\n" + SUBMIT, ["R23:1"]),
        (GROUP.replace("- クリック: 追加", "- 登録する: 追加") + SUBMIT, ["R04:4"]),
        (GROUP.replace("範囲: 世帯員", "範囲: {列: 1}") + SUBMIT, ["R01:6"]),
    ],
)  # fmt: skip
def test_faults_inside_are_told_where_they_stand(
    tmp_path: Path, steps: str, expected: list[str]
) -> None:
    assert codes(tmp_path, steps) == expected


def test_a_plan_holds_the_steps_inside_with_their_part_of_the_screen(tmp_path: Path) -> None:
    group, submit = planned(tmp_path, GROUP + SUBMIT).each_row
    assert (group.task, group.when, group.path) == ("do", {"区分": "新規"}, "each_row/0")
    fill, inner = group.steps
    assert (fill.within, fill.timeout, fill.path) == ("申請者", 20.0, "each_row/0/0")
    (click,) = inner.steps
    assert click.within == ["申請者", "世帯員", {"row": "last"}]
    assert (click.path, click.timeout) == ("each_row/0/1/0", 20.0)
    assert submit.within is None


def test_a_branch_is_a_way_for_each_condition(tmp_path: Path) -> None:
    (branch,) = planned(tmp_path, BRANCH).each_row
    assert [(one.task, one.when) for one in branch.steps] == [("do", {"区分": "新規"}), ("do", None)]
    assert all_paths(branch) == [
        "each_row/0", "each_row/0/0", "each_row/0/0/0", "each_row/0/0/1", "each_row/0/1", "each_row/0/1/0",
    ]  # fmt: skip
    assert branch.steps[0].place.line == 14


def all_paths(step: PlanStep) -> list[str]:
    return [step.path, *(path for one in step.steps for path in all_paths(one))]


def test_an_explanation_numbers_what_stands_inside(tmp_path: Path) -> None:
    found = recipe(tmp_path, GROUP + BRANCH)
    told = explain(found, "ja")
    first = next(line for line in told if "次のことを順に行います。" in line and "区分" in line)
    number = first.partition(".")[0]
    assert f"{number}-1. 画面の欄に入力し" in "\n".join(told)
    assert any(line.endswith("「区分」が「新規」のとき:") for line in told)
    assert any(line.endswith("どれでもないとき:") for line in told)
    assert any(line.endswith("Otherwise:") for line in explain(found, "en"))
    of_plan = explain(planned(tmp_path, GROUP + BRANCH), "ja")
    assert [line.partition(". ")[2] for line in told if "-" in line.partition(".")[0]] == [
        line.partition(". ")[2] for line in of_plan if "-" in line.partition(".")[0]
    ]
    assert not any("確定する手順はありません" in line for line in told + of_plan)


WITH_DETAILS = HEAD.replace(
    "行ごと:",
    "  明細:\n    世帯員: {シート: 世帯, 結合: 番号, 列: {続柄: 文字, 備考: 文字}}\n行ごと:",
)
EACH = """\
  - くり返し: 世帯員
    手順:
      - 入力: {続柄: <続柄>}
"""


@pytest.mark.parametrize(
    ("head", "steps", "expected"),
    [
        (WITH_DETAILS, EACH, []),
        (WITH_DETAILS, EACH.replace("<続柄>", "<世帯員.備考>"), []),
        (WITH_DETAILS, EACH.replace("<続柄>", "<備考>"), ["R49:3"]),
        (WITH_DETAILS, EACH.replace("<続柄>", "<続き柄>"), ["R11:3"]),
        (WITH_DETAILS, EACH + "  - メモ: <続柄>\n", ["R11:4"]),
        (WITH_DETAILS, EACH.replace("くり返し: 世帯員", "くり返し: 世帯"), ["R131:1", "R11:3"]),
        (WITH_DETAILS, EACH.replace("入力: {続柄: <続柄>}", "確定: 登録\n        成功の表示: 済"), ["R129:3"]),
        (WITH_DETAILS.replace("結合: 番号", "結合: 世帯番号"), EACH, ["R102:-1"]),
        (WITH_DETAILS.replace("シート: 世帯, ", ""), EACH, ["R38:-1"]),
        (HEAD, EACH, ["R131:1", "R11:3"]),
    ],
)  # fmt: skip
def test_child_rows_are_checked_by_name(
    tmp_path: Path, head: str, steps: str, expected: list[str]
) -> None:
    submit = "" if "R129:3" in expected else SUBMIT
    one = load(put(project(tmp_path), "試し", head + steps + submit), tmp_path)
    found = [f"{p.code}:{p.place.line - head.count(chr(10))}" for p in check(one, tmp_path)]
    assert [code for code in found if not code.startswith("L")] == expected


@pytest.mark.parametrize(
    ("step", "wrong"),
    [
        ("照合: {備考: {値: <備考>}}", []),
        ("verify: {備考: {value: <備考>}}", []),
        ("添付: {備考: {値: <備考>, 読み返す: いいえ}}", []),
        ("照合: {備考: {値: <備考>, 読み返す: いいえ}}", ["R01:1"]),
    ],
)
def test_the_words_of_a_field_are_known_wherever_fields_are(tmp_path: Path, step: str, wrong: list[str]) -> None:
    """A comparison that is not looked at would compare nothing: that alone is refused."""
    assert codes(tmp_path, f"  - {step}\n{SUBMIT}") == wrong


def test_the_part_of_the_screen_of_a_group_is_said_once(tmp_path: Path) -> None:
    for told in (explain(recipe(tmp_path, GROUP), "ja"), explain(planned(tmp_path, GROUP), "ja")):
        inside = [line.partition(". ")[2] for line in told if "-" in line.partition(".")[0]]
        assert any("だけ、「申請者」の中で、次のことを" in line for line in told)
        assert inside[0].startswith("画面の欄に入力し")
        assert inside[1:] == ["「世帯員」の中で、次のことを順に行います。", "最後の行で、「追加」を押します。"]
