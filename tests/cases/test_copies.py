"""Copies of recipes and system files, and keys that look alike: nothing is entered again unasked."""

from __future__ import annotations

from pathlib import Path

import pytest

from bots.app.facts import open_run
from bots.errors import PlaceError
from bots.model import Mode
from tests.hall import RECIPE, SYSTEM, Hall, Quiet, people

KEYS = ["0001", "0002", "0003", "0004", "0005"]
BY_NAME = RECIPE.replace("  鍵: 番号\n", "  鍵: 氏名\n")
BY_TEXT = RECIPE.replace("  鍵: 番号\n", "  鍵: 氏名\n").replace("番号: コード 4", "番号: 文字")
BY_BOTH = RECIPE.replace("  鍵: 番号\n", "  鍵: [番号, 氏名]\n")


@pytest.fixture
def hall(tmp_path: Path) -> Hall:
    return Hall.open(tmp_path / "hall", people(5))


def copy(hall: Hall, text: str, name: str = "写し") -> None:
    (hall.home / "recipes" / f"{name}.yaml").write_text(text, encoding="utf-8")


def asked(hall: Hall, recipe: str = "写し", **how: object) -> tuple[str, object, object]:
    """What is asked before the run: code, other register, count."""
    with pytest.raises(PlaceError) as told:
        hall.ask(recipe, **how)
    problem = told.value.problem
    assert "--new-register" in problem.hint("ja")
    assert "○" not in problem.sentence("ja") + problem.sentence("en") + problem.hint("en")
    return problem.code, problem.words["other"], problem.words["count"]


# --------------------------------------------------------------------------- another key


@pytest.mark.parametrize("text", [BY_NAME, BY_TEXT, BY_BOTH], ids=["name", "type too", "both"])
def test_a_copy_with_another_key_asks_once_before_it_enters_the_same_rows(
    hall: Hall, text: str
) -> None:
    hall.run()
    copy(hall, text)
    assert asked(hall) == ("P54", "登録", 5)
    assert hall.entered() == KEYS
    hall.run("写し", new_register=True)
    assert hall.entered() == KEYS * 2
    run, _ = hall.run("写し")
    assert hall.counts(run) == {"total": 5, "already": 5}


def test_a_copy_with_another_key_in_a_declared_register_asks_too(hall: Hall) -> None:
    hall.run()
    copy(hall, BY_NAME.replace("  鍵: 氏名\n", "  鍵: 氏名\n  受付簿: 新しい簿\n"))
    assert asked(hall) == ("P54", "登録", 5)


def test_mended_cells_and_columns_more_do_not_hide_the_rows(hall: Hall) -> None:
    hall.run()
    rows = [{**row, "区分": "新規", "受付番号": "R-1", "備考": "x"} for row in people(5)]
    hall.sheet([{**rows[0], "氏名": "別の人"}, *rows[1:]])
    copy(hall, BY_NAME.replace("      氏名: <氏名>\n", "      氏名: <氏名>\n      区分: <区分>\n"))
    assert asked(hall) == ("P54", "登録", 4)


def test_a_renamed_recipe_with_another_key_asks(hall: Hall) -> None:
    hall.run()
    (hall.home / "recipes" / "登録.yaml").unlink()
    copy(hall, BY_NAME)
    assert asked(hall) == ("P54", "登録", 5)


def test_a_register_whose_rows_were_only_asked_for_is_still_new(hall: Hall) -> None:
    """The first run was stopped before it entered anything, then a copy of the recipe entered all of it."""
    parent = Quiet()
    parent.stop.set()
    hall.carry_out(hall.ask(), parent)
    copy(hall, RECIPE)
    hall.run("写し")
    assert asked(hall, "登録") == ("P30", "写し", 5)
    assert hall.entered() == KEYS


def test_another_business_about_the_same_people_is_no_question(hall: Hall) -> None:
    copy(hall, BY_NAME)
    hall.run("写し")
    hall.sheet([{**row, "番号": "9" + str(row["番号"])[1:]} for row in people(5)])
    hall.run()
    assert len(hall.entered()) == 10


def test_a_rehearsal_and_rows_that_were_never_entered_are_no_question(hall: Hall) -> None:
    hall.system.answers = ["problem"] * 5
    hall.run()
    hall.rehearse()
    copy(hall, BY_NAME)
    hall.run("写し")
    assert hall.entered() == KEYS


def test_training_says_nothing_of_production(hall: Hall) -> None:
    hall.run(environment="訓練")
    copy(hall, BY_NAME)
    assert asked(hall, environment="訓練") == ("P54", "登録", 5)
    hall.run("写し", environment="本番")
    assert hall.entered() == KEYS * 2


def test_next_years_register_takes_the_same_people_under_new_numbers(hall: Hall) -> None:
    text = RECIPE.replace("  鍵: 番号\n", "  鍵: 番号\n  受付簿: 令和8年度\n")
    copy(hall, text, "登録")
    hall.run()
    copy(hall, text.replace("令和8年度", "令和9年度"), "登録")
    hall.sheet([{**row, "番号": "1" + str(row["番号"])[1:]} for row in people(5)])
    run, _ = hall.run()
    assert hall.counts(run) == {"total": 5, "done": 5}


# --------------------------------------------------------------------------- the same system


def copy_system(hall: Hall, name: str, address: str) -> str:
    """A copy of the system file under another name; the recipe that uses it."""
    text = SYSTEM.replace("試験システム", name).replace("http://127.0.0.1:9", address)
    (hall.home / f"config/systems/{name}.yaml").write_text(text, encoding="utf-8")
    return RECIPE.replace("試験システム", name)


@pytest.mark.parametrize("address", ["http://127.0.0.1:9", "http://127.0.0.1:9/app/"])
def test_a_copied_system_at_the_same_address_asks_once(hall: Hall, address: str) -> None:
    hall.run()
    copy(hall, copy_system(hall, "試験二", address))
    assert asked(hall) == ("P30", "登録", 5)
    assert hall.entered() == KEYS
    hall.run("写し", new_register=True)
    run, _ = hall.run("写し")
    assert hall.counts(run) == {"total": 5, "already": 5}


def test_a_copied_system_and_another_key_ask(hall: Hall) -> None:
    hall.run()
    text = copy_system(hall, "試験二", "http://127.0.0.1:9")
    copy(hall, text.replace("  鍵: 番号\n", "  鍵: 氏名\n"))
    assert asked(hall) == ("P54", "登録", 5)


def test_another_system_is_no_question_even_where_its_training_is_the_same(hall: Hall) -> None:
    hall.run()
    copy(hall, copy_system(hall, "別のシステム", "http://127.0.0.1:10"))
    run, _ = hall.run("写し")
    assert hall.counts(run) == {"total": 5, "done": 5}


# --------------------------------------------------------------------------- keys that look alike

ALIKE = ["か\u3099", "が", "山\u200b田", "山田"]


def test_keys_that_look_alike_are_one_key_and_told(hall: Hall) -> None:
    copy(hall, BY_NAME, "登録")
    names = [*ALIKE, "Ａ", "A", "福", "\ufa1b"]
    hall.sheet([{"番号": f"{n:04d}", "氏名": name} for n, name in enumerate(names)])
    run, code = hall.run()
    assert hall.counts(run) == {"total": 8, "done": 4, "refused": 4}
    assert (code, hall.entered()) == (1, ["0004", "0005", "0006", "0007"])


def test_a_key_written_otherwise_is_not_entered_again_and_is_typed_as_it_stands(hall: Hall) -> None:
    copy(hall, BY_NAME, "登録")
    for at in (0, 1):
        hall.sheet([{"番号": f"{n:04d}", "氏名": ALIKE[2 * n + at]} for n in (0, 1)])
        hall.run()
    assert [entry["氏名"] for entry in hall.system.truth()] == ["か\u3099", "山\u200b田"]
    run, _ = hall.run(only=("か\u3099",))
    assert hall.counts(run)["total"] == 1


def test_a_rehearsal_of_a_copy_asks_nothing(hall: Hall) -> None:
    hall.run()
    copy(hall, BY_NAME)
    hall.run("写し", mode=Mode.REHEARSE)
    assert hall.entered() == KEYS


# --------------------------------------------------------------------------- named by an input


@pytest.mark.parametrize("given", ["2026-11-25", "令和8年11月25日"])
def test_sheet_and_register_are_named_by_an_input(hall: Hall, given: str) -> None:
    text = RECIPE.replace("一覧.xlsx", "一覧_<対象日|日付 YYYYMMDD>.xlsx")
    text = text.replace("  鍵: 番号\n", "  鍵: 番号\n  受付簿: <対象日|和暦>の受付\n")
    copy(hall, text.replace("データ:\n", "実行時の値: {対象日: 日付}\n\nデータ:\n", 1), "登録")
    hall.sheet(people(2), "一覧_20261125.xlsx")
    run, _ = hall.run(inputs={"対象日": given})
    assert hall.counts(run) == {"total": 2, "done": 2}
    found = open_run(hall.project, run).plan.rows
    assert found is not None
    assert (found.file, found.register) == ("一覧_20261125.xlsx", "令和8年11月25日の受付")
