"""What a run asks for is held against the recipe and its systems: nothing is guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from bots.errors import RecipeError
from bots.model import Mode, Plan
from bots.recipe import explain, load, load_system, plan
from bots.settings import environment_word

from .examples import LIBRARY, NURSERY, NURSERY_SYSTEM, project, put

INPUTS = """\
レシピ: 一件の登録
概要: {担当: 係, 目的: 試し, 手作業の分数: 1}
使うシステム: 保育システム
実行時の値:
  整理番号: コード 8
  受付日: 日付 任意
手順:
  - ログイン: 保育システム
  - 開く: 申込入力
  - 入力:
      整理番号: <整理番号>
  - 確定: 登録する
    成功の表示: 登録が完了しました
"""


def made(folder: Path, text: str = NURSERY, **given: object) -> Plan:
    path = put(project(folder), "試し", text)
    asked: dict[str, object] = {
        "mode": Mode.RUN, "environment": "訓練", "today": "2026-11-23", "inputs": {}, **given,
    }  # fmt: skip
    return plan(load(path, folder), folder, **asked)  # type: ignore[arg-type]


def codes(folder: Path, text: str = NURSERY, **given: object) -> list[str]:
    with pytest.raises(RecipeError) as caught:
        made(folder, text, **given)
    for problem in caught.value.problems:
        assert problem.sentence("ja")
        assert problem.sentence("en")
    return [problem.code for problem in caught.value.problems]


@pytest.mark.parametrize("word", ["本番", "production"])
def test_environments_have_one_name(tmp_path: Path, word: str) -> None:
    found = made(tmp_path, environment=word)
    assert found.environment == "本番"
    assert found.systems[0].address == "https://hoiku.example.lg.jp"


def test_unknown_environment(tmp_path: Path) -> None:
    assert codes(tmp_path, environment="検証") == ["R73"]
    assert codes(tmp_path, environment="") == ["R75"]


@pytest.mark.parametrize("asked", ["staging", ""])
def test_environments_are_told_as_they_are_written(tmp_path: Path, asked: str) -> None:
    system = project(tmp_path) / "config" / "systems" / "保育システム.yaml"
    text = system.read_text("utf-8")
    system.write_text(text.replace("  本番:", "  production:").replace("  訓練:", "  training:"), "utf-8")
    with pytest.raises(RecipeError) as caught:
        plan(load(put(tmp_path, "試し", NURSERY), tmp_path), tmp_path,
             mode=Mode.RUN, environment=asked, today="2026-11-23", inputs={})  # fmt: skip
    assert "production, training" in caught.value.problem.hint("en")


def test_address_of_this_run(tmp_path: Path) -> None:
    found = made(tmp_path, addresses={"保育システム": "http://127.0.0.1:8811/"})
    system = found.systems[0]
    assert system.address == "http://127.0.0.1:8811"
    assert "https://hoiku.example.lg.jp" in system.others
    assert codes(tmp_path, addresses={"保育システム": "127.0.0.1"}) == ["R111"]
    assert codes(tmp_path, addresses={"国保": "http://127.0.0.1"}) == ["R72"]


def test_accounts(tmp_path: Path) -> None:
    assert made(tmp_path).systems[0].account["利用者ID"] == "<secret.hoiku_user>"
    asked = made(tmp_path, accounts={"保育システム": "夜間"})
    assert asked.systems[0].account["利用者ID"] == "<secret.night_user>"
    written = NURSERY.replace(
        "- ログイン: 保育システム\n", "- ログイン: 保育システム\n    利用者: 夜間\n"
    )
    assert made(tmp_path, written).systems[0].account["利用者ID"] == "<secret.night_user>"
    assert codes(tmp_path, accounts={"保育システム": "昼間"}) == ["R74"]


def test_no_account_is_chosen_by_guess(tmp_path: Path) -> None:
    project(tmp_path)
    text = NURSERY_SYSTEM.replace("  既定:", "  昼間:")
    (tmp_path / "config/systems/保育システム.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(RecipeError) as caught:
        load_system("保育システム", tmp_path, "訓練")
    assert caught.value.problem.code == "R74"


def test_inputs(tmp_path: Path) -> None:
    found = made(tmp_path, INPUTS, inputs={"整理番号": "00000001"})
    assert found.inputs == {"整理番号": "00000001", "受付日": ""}
    assert found.rows is None
    assert [step.task for step in found.steps] == ["login", "open", "fill", "submit"]
    assert codes(tmp_path, INPUTS) == ["R71"]
    assert codes(tmp_path, INPUTS, inputs={"整理番号": "00000001", "受付": "x"}) == ["R70"]


def test_inputs_are_read_as_cells(tmp_path: Path) -> None:
    assert codes(tmp_path, INPUTS, inputs={"整理番号": "00000001", "受付日": "平成31年5月1日"})


def test_a_plan_is_refused_with_all_that_is_wrong(tmp_path: Path) -> None:
    text = NURSERY.replace("<児童氏名>", "<児童名>").replace("鍵: 整理番号", "鍵: 番号")
    found = codes(tmp_path, text)
    assert found.count("R11") == 2
    assert "R102" in found


def test_advice_does_not_stop_a_plan(tmp_path: Path) -> None:
    assert made(tmp_path, NURSERY.replace("  担当: こども課 保育係 田中\n", "")).title


def test_click_mode_is_told(tmp_path: Path) -> None:
    project(tmp_path)
    rule = "確定の送信:\n  - 画面: 申込入力\n    確定: ボタン「登録する」\n    方式: クリック\n"
    path = put(tmp_path, "試し", NURSERY)
    (tmp_path / "config/systems/保育システム.yaml").write_text(
        NURSERY_SYSTEM + rule, encoding="utf-8"
    )
    found = plan(
        load(path, tmp_path),
        tmp_path,
        mode=Mode.RUN,
        environment="訓練",
        today="2026-11-23",
        inputs={},
    )
    assert found.guarantee == "click"


def test_another_sheet_for_this_run(tmp_path: Path) -> None:
    found = made(tmp_path, data=tmp_path / "別の表.xlsx")
    assert found.rows is not None
    assert found.rows.file == str(tmp_path / "別の表.xlsx")


def test_two_systems(tmp_path: Path) -> None:
    text = NURSERY.replace(
        "使うシステム: 保育システム", "使うシステム: [保育システム, library]"
    ).replace("  - クリック: 確認画面へ\n", "  - 開く: New card\n  - 開く: 申込入力\n")
    steps = [step for step in made(tmp_path, text).each_row if step.task == "open"]
    assert [step.system for step in steps] == ["保育システム", "library", "保育システム"]


def test_a_screen_in_two_systems(tmp_path: Path) -> None:
    project(tmp_path)
    other = NURSERY_SYSTEM.replace("システム: 保育システム", "システム: 学童")
    (tmp_path / "config/systems/学童.yaml").write_text(other, encoding="utf-8")
    text = LIBRARY.replace("uses: library", "uses: [library, 保育システム, 学童]").replace(
        "  - open: New card\n", "  - open: New card\n  - open: 申込入力\n"
    )
    path = put(tmp_path, "試し", text)
    with pytest.raises(RecipeError) as caught:
        plan(load(path, tmp_path), tmp_path, mode=Mode.RUN, environment="訓練", today="", inputs={})
    assert [one.code for one in caught.value.problems] == ["R107"]


def test_a_system_without_sign_in(tmp_path: Path) -> None:
    project(tmp_path)
    text = NURSERY_SYSTEM.replace("ログアウト:\n  - クリック: ログアウト\n", "")
    path = put(tmp_path, "試し", NURSERY)
    (tmp_path / "config/systems/保育システム.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(RecipeError) as caught:
        plan(load(path, tmp_path), tmp_path, mode=Mode.RUN, environment="訓練", today="", inputs={})
    assert [one.code for one in caught.value.problems] == ["R105"]


def test_environments_are_told_in_the_language(tmp_path: Path) -> None:
    plan = made(tmp_path, environment="訓練")
    assert any("training" in line for line in explain(plan, "en"))
    assert any("訓練" in line for line in explain(plan, "ja"))
    assert [environment_word(one, "en") for one in ("本番", "検証")] == ["production", "検証"]
