"""Recipes that a recipe calls: checked with it, planned into it, explained at the call."""

from __future__ import annotations

from pathlib import Path

import pytest

from bots.errors import RecipeError
from bots.model import Mode, Plan
from bots.recipe import check, explain, load, plan

from .examples import project, put
from .test_paths import HEAD

PART = """\
レシピ: 世帯を検索
概要: {担当: 係, 目的: 検索, 手作業の分数: 1}
使うシステム: 保育システム
実行時の値:
  宛名番号: コード 8
手順:
  - 開く: 申込入力
  - 入力:
      番号: <宛名番号>
  - 業務エラー: いません
    もし: {表示: 該当者なし}
  - 読取:
      世帯主: 世帯主氏名
返す値: [世帯主]
"""
CALL = """\
  - 呼び出す: 部品/検索
    渡す値:
      宛名番号: <番号>
  - 入力:
      備考: <世帯主>
  - 確定: 登録
    成功の表示: 完了
"""


def told(tmp_path: Path, steps: str = CALL, part: str = PART) -> list[str]:
    folder = project(tmp_path)
    put(folder, "部品/検索", part)
    problems = check(load(put(folder, "試し", HEAD + steps), tmp_path), tmp_path)
    return [f"{one.code} {Path(one.place.file).name}:{one.place.line}" for one in problems]


LINE = HEAD.count("\n")


@pytest.mark.parametrize(
    ("steps", "part", "expected"),
    [
        (CALL, PART, []),
        (CALL.replace("部品/検索", "検索"), PART, []),
        (CALL.replace("部品/検索", "部品/検策"), PART, [f"R80 試し.yaml:{LINE + 1}", f"R11 試し.yaml:{LINE + 5}"]),
        (CALL.replace("宛名番号:", "宛名:"), PART, [f"R135 試し.yaml:{LINE + 2}", f"R134 試し.yaml:{LINE + 3}"]),
        (CALL.replace("<世帯主>", "<世帯主名>"), PART, [f"R11 試し.yaml:{LINE + 5}"]),
        (CALL.replace("<番号>", "<番合>"), PART, [f"R11 試し.yaml:{LINE + 3}"]),
        (CALL, PART.replace("<宛名番号>", "<番号>"), ["R11 検索.yaml:9"]),
        (CALL, PART.replace("返す値: [世帯主]", "返す値: [世帯主, 続柄]"), ["R137 検索.yaml:14"]),
        (CALL, PART.replace("世帯主", "備考"), [f"R12 試し.yaml:{LINE + 1}", f"R11 試し.yaml:{LINE + 5}"]),
        (CALL, PART.replace("  - 読取", "  - 呼び出す: 試し\n  - 読取"), ["R132 検索.yaml:12"]),
        (CALL, PART.replace("  - 読取", "  - 確定: 検索\n    成功の表示: 済\n  - 読取"), [f"R31 試し.yaml:{LINE + 6}"]),
        (CALL.replace("  - 確定: 登録\n    成功の表示: 完了\n", ""), PART.replace("  - 読取", "  - 確定: 検索\n    成功の表示: 済\n  - 読取"), []),
        ("  - 呼び出す: 部品/検索\n", HEAD + "  - 確定: x\n    成功の表示: y\n", [f"R133 試し.yaml:{LINE + 1}"]),
    ],
)  # fmt: skip
def test_a_call_is_checked_with_what_it_calls(
    tmp_path: Path, steps: str, part: str, expected: list[str]
) -> None:
    found = [one for one in told(tmp_path, steps, part) if not one.startswith("L")]
    assert found == expected


def test_a_submit_of_a_part_in_a_loop_is_shown_at_the_loop(tmp_path: Path) -> None:
    sending = PART.replace("  - 読取", "  - 確定: 検索\n    成功の表示: 済\n  - 読取")
    steps = "  - 続ける: {表示: 次}\n    上限: 3\n    手順:\n      - 呼び出す: 部品/検索\n        渡す値: {宛名番号: <番号>}\n"
    assert f"R129 試し.yaml:{LINE + 4}" in told(tmp_path, steps, sending)


def planned(tmp_path: Path, name: str = "試し") -> Plan:
    folder = project(tmp_path)
    put(folder, "部品/検索", PART)
    put(folder, "試し", HEAD + CALL)
    recipe = load(folder / "recipes" / f"{name}.yaml", folder)
    return plan(recipe, folder, mode=Mode.RUN, environment="訓練", today="2026-11-25", inputs={})


def test_a_plan_holds_the_steps_of_the_part_and_where_they_stand(tmp_path: Path) -> None:
    made = planned(tmp_path)
    call = made.each_row[0]
    assert [one.task for one in call.steps] == ["open", "fill", "reject", "read"]
    assert call.args["returns"] == ["世帯主"]
    assert [one["name"] for one in call.args["inputs"]] == ["宛名番号"]
    assert str(call.steps[1].place) == "recipes/部品/検索.yaml:8:5"
    assert call.steps[1].path == "each_row/0/1"
    assert "recipes/部品/検索.yaml" in made.sources
    assert any("部品「部品/検索」の手順を行います（「宛名番号」に「番号」の値）" in line for line in explain(made, "ja"))


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("ja", ("「申込入力」の画面を開きます。", "「いません」という理由で業務エラー", "【取り消せません】「登録」を押して")),
        ("en", ("Open the screen “申込入力”.", "refuse it, because of “いません”", "[Cannot be taken back] Press “登録”")),
    ],
)
def test_what_a_part_does_is_said_where_it_is_called(tmp_path: Path, lang: str, said: tuple[str, ...]) -> None:
    """Those who approve a recipe read what is final in it and what stops it, wherever it is written."""
    sending = PART.replace("返す値", "  - 確定: 登録\n    成功の表示: 完了\n返す値")
    folder = project(tmp_path)
    put(folder, "部品/検索", sending)
    recipe = load(put(folder, "試し", HEAD + CALL.partition("  - 入力")[0]), folder)
    made = plan(recipe, folder, mode=Mode.RUN, environment="訓練", today="2026-11-25", inputs={})
    of_recipe, of_plan = ([one for one in explain(what, lang) if "-" in one.partition(". ")[0]] for what in (recipe, made))
    assert [one.partition("-")[2] for one in of_recipe] == [one.partition("-")[2] for one in of_plan]
    for text in said:
        assert any(text in one for one in of_recipe), text


def test_a_part_is_not_run_by_itself(tmp_path: Path) -> None:
    with pytest.raises(RecipeError) as refused:
        planned(tmp_path, "部品/検索")
    assert refused.value.problem.code == "R138"


@pytest.mark.parametrize(("returns", "advice"), [("返す値: [世帯主]\n", []), ("", ["L02"])])
def test_a_part_that_looks_something_up_needs_no_submit(tmp_path: Path, returns: str, advice: list[str]) -> None:
    part = PART.replace("返す値: [世帯主]\n", returns)
    found = check(load(put(project(tmp_path), "部品/検索", part), tmp_path), tmp_path)
    assert [one.code for one in found if one.code == "L02"] == advice
