"""Lines added to a book beside the recipe (行追加): once for each row that is entered, whatever happens between."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from bots.app.facts import open_run, outcome_of
from bots.app.report_facts import report_facts
from bots.errors import DataError, RecipeError
from bots.ledger import rows
from tests.crash.kills import in_fork
from tests.hall import RECIPE, Hall, people

STEP = """\
  - 行追加: 処理簿.xlsx
    値:
      番号: <番号>
      受付番号: <控え>
      日付: <今日|和暦 R06.04.01>
      備考: =1+1
"""


def hall(home: Path, count: int = 2, step: str = STEP) -> Hall:
    return Hall.open(home, people(count), RECIPE + step)


def book(one: Hall, name: str = "処理簿.xlsx") -> list[list[object]]:
    page = load_workbook(one.home / "recipes" / name).active
    assert page is not None
    return [list(line) for line in page.iter_rows(values_only=True)]


def own_book(one: Hall, *headings: str) -> Path:
    made = Workbook()
    page = made.active
    assert page is not None
    page.append(["処理簿（資格係）"])
    page.append(list(headings))
    page.append(["9001", "R-00000", "", "手で書いた行"])
    page["F9"] = "=SUM(1,2)"
    path = one.home / "recipes/処理簿.xlsx"
    made.save(path)
    return path


def test_a_book_that_is_not_there_is_made_with_its_headings(tmp_path: Path) -> None:
    one = hall(tmp_path)
    run, code = one.run()
    assert code == 0
    assert book(one) == [
        ["番号", "受付番号", "日付", "備考"],
        ["0001", "R-00001", "R08.11.23", "=1+1"],
        ["0002", "R-00002", "R08.11.23", "=1+1"],
    ]
    page = load_workbook(one.home / "recipes/処理簿.xlsx").active
    assert page is not None
    assert page["D2"].data_type == "s"
    assert ("追加した表", one.home / "recipes/処理簿.xlsx") in outcome_of(one.project, run, "ja").files


def test_no_row_gets_a_second_line(tmp_path: Path) -> None:
    one = hall(tmp_path)
    one.run()
    one.sheet(people(3))
    one.run()
    assert [line[0] for line in book(one)] == ["番号", "0001", "0002", "0003"]


def test_all_else_in_the_book_stays(tmp_path: Path) -> None:
    one = hall(tmp_path, step=STEP.replace("      備考: =1+1\n", ""))
    path = own_book(one, "番号", "受付番号", "日付", "備考")
    with pytest.raises(DataError) as told:  # the first line that says anything has the headings
        one.ask()
    assert told.value.problem.code == "D83"
    made = load_workbook(path)
    page = made.active
    assert page is not None
    page.delete_rows(1)
    made.save(path)
    one.run()
    lines = book(one)
    assert lines[1][:4] == ["9001", "R-00000", None, "手で書いた行"]
    assert lines[7][5] == "=SUM(1,2)"
    assert [line[0] for line in lines[8:]] == ["0001", "0002"]


OWN = [(f"一覧_{name}.xlsx", "D87") for name in ("結果", "不備", "結果_前回", "不備_前回")]


def test_what_cannot_take_lines_is_told_before_anything_begins(tmp_path: Path) -> None:
    one = hall(tmp_path)
    own_book(one, "番号", "受付番号")
    for text, code in (("処理簿.xlsx", "D83"), ("古い.xlsx", "D04"), *OWN):
        (one.home / "recipes/古い.xlsx").write_text("番号,受付番号\n", encoding="utf-8")
        (one.home / "recipes/登録.yaml").write_text(RECIPE + STEP.replace("処理簿.xlsx", text), encoding="utf-8")
        with pytest.raises(DataError) as told:
            one.ask()
        assert told.value.problem.code == code
    (one.home / "recipes/登録.yaml").write_text(RECIPE + STEP, encoding="utf-8")
    with pytest.raises(DataError) as told:  # --data names the very book
        one.ask(data=Path(shutil.copy(one.home / "recipes/一覧.xlsx", one.home / "recipes/処理簿.xlsx")))
    assert told.value.problem.code == "D82"
    assert one.entered() == []


@pytest.mark.parametrize(
    ("step", "code"),
    [
        (STEP.replace(".xlsx", ".csv"), "R139"),
        (STEP.replace("処理簿", "一覧"), "R198"),
        (STEP.replace("処理簿", "../処理簿"), "R108"),
        (STEP.replace("処理簿", "処理簿_<氏名>"), "R11"),
        (STEP.replace("=1+1", "<番号札>"), "R140"),
    ],
)
def test_what_a_recipe_must_not_say(tmp_path: Path, step: str, code: str) -> None:
    with pytest.raises(RecipeError) as told:
        hall(tmp_path, step=step).ask()
    assert told.value.problem.code == code


def test_the_book_is_called_as_the_day_says(tmp_path: Path) -> None:
    one = hall(tmp_path, 1, STEP.replace("処理簿", "処理簿_<今日|日付 YYYYMMDD>"))
    one.run()
    assert len(book(one, "処理簿_20261123.xlsx")) == 2


def test_only_rows_that_are_entered_give_lines(tmp_path: Path) -> None:
    one = hall(tmp_path, 3)
    one.system.answers = ["problem", "nothing"]
    _, code = one.run()
    assert (code, [line[0] for line in book(one)]) == (3, ["番号", "0003"])


def test_a_line_before_the_submit_waits_for_it(tmp_path: Path) -> None:
    before = RECIPE.replace("  - 確定:", "  - 行追加: 処理簿.xlsx\n    値: {番号: <番号>}\n  - 確定:")
    one = Hall.open(tmp_path, people(2), before)
    one.system.answers = ["problem"]
    one.run()
    assert [line[0] for line in book(one)] == ["番号", "0002"]


def test_a_rehearsal_adds_nothing(tmp_path: Path) -> None:
    one = hall(tmp_path)
    _, code = one.rehearse()
    assert code == 0
    assert not (one.home / "recipes/処理簿.xlsx").exists()


def test_an_open_book_gets_its_lines_at_the_next_run(tmp_path: Path) -> None:
    one = hall(tmp_path)
    own_book(one)
    (one.home / "recipes/処理簿.xlsx").unlink()
    one.run()
    before = (one.home / "recipes/処理簿.xlsx").read_bytes()
    lock = one.home / "recipes/~$処理簿.xlsx"
    lock.touch()
    one.sheet(people(3))
    run, code = one.run()
    assert code == 0
    assert (one.home / "recipes/処理簿.xlsx").read_bytes() == before
    told = outcome_of(one.project, run, "ja")
    assert "開かれているため、1 行をまだ足していません" in told.notes[0]
    assert [line[0] for line in book(one, str(dict(told.files)["追加した表"]))] == ["番号", "0001", "0002", "0003"]
    lock.unlink()
    one.run()
    one.run()
    assert [line[0] for line in book(one)] == ["番号", "0001", "0002", "0003"]


def test_a_book_that_changed_its_headings_meanwhile_gets_them_once_it_is_mended(tmp_path: Path) -> None:
    one = hall(tmp_path, 1)
    run = one.ask()
    path = own_book(one, "番号")
    one.carry_out(run)
    assert "見出しがない" in outcome_of(one.project, run, "ja").notes[0]
    path.unlink()
    one.run()
    assert len(book(one)) == 2


def test_a_recipe_without_a_submit_or_a_sheet_gives_lines_too(tmp_path: Path) -> None:
    recipe = (
        "レシピ: 照会\n概要: {担当: 係, 目的: 試験, 手作業の分数: 1}\n使うシステム: 試験システム\n実行時の値: {番号: コード 4}\n"
        "手順:\n  - 開く: 入力画面\n  - 行追加: 処理簿.xlsx\n    値: {番号: <番号>}\n"
    )
    one = Hall.open(tmp_path, (), recipe)
    _, code = one.run(inputs={"番号": "0007"})
    assert (code, book(one)) == (0, [["番号"], ["0007"]])


def test_what_was_read_where_something_hidden_stands_is_left_blank_and_told(tmp_path: Path) -> None:
    steps = RECIPE.replace("      氏名: <氏名>\n", "      氏名: <氏名>\n      札: <番号札>\n  - 読取: {写し: 札}\n")
    one = Hall.open(tmp_path, [{"番号": "0001", "氏名": "髙橋", "番号札": "123456789012"}],
                    steps + STEP.replace("=1+1", "<写し>"))  # fmt: skip
    run, _ = one.run()
    assert book(one)[1][3] is None
    assert "備考" in outcome_of(one.project, run, "ja").notes[0]


def test_a_report_shows_the_line(tmp_path: Path) -> None:
    one = hall(tmp_path, 1)
    run, _ = one.run()
    row = report_facts(one.project, open_run(one.project, run), "ja").rows[0]
    assert row.lines == (("処理簿.xlsx", {"番号": "0001", "受付番号": "R-00001", "日付": "R08.11.23", "備考": "=1+1"}),)


POINTS = ["ledger.lines.after", "engine.settled", "append.drafted", "ledger.place.after", "append.exchanged",
          "append.placed", "ledger.added.inside", "ledger.added.after"]  # fmt: skip


@pytest.mark.parametrize("point", POINTS)
def test_killed_at_any_point_every_row_has_its_line_once(tmp_path: Path, point: str) -> None:
    """From the moment the row is settled: the run goes on, and after it the sheet is handed in again."""
    one = hall(tmp_path)

    def killed() -> None:
        from bots.crashpoints import aim

        aim(f"{point}:1")
        one.run()

    def again() -> object:
        one.run()
        one.run()
        one.project.open_ledger()
        return book(one)

    assert in_fork(killed) != 0
    result = tmp_path / "book.json"
    assert in_fork(again, result) == 0
    assert [line[0] for line in json.loads(result.read_text(encoding="utf-8"))] == ["番号", "0001", "0002"]
    assert not list((one.home / "recipes").glob(".処理簿*"))


def test_a_run_that_dies_right_after_the_success_leaves_a_row_that_people_see(tmp_path: Path) -> None:
    one = hall(tmp_path)

    def killed() -> None:
        from bots.crashpoints import aim

        aim("ledger.done.after:1")
        one.run()

    def again() -> object:
        from bots.app.runs import reopen

        run = reopen(one.project, "latest", failed=False)
        code = one.carry_out(run)
        one.project.open_ledger()
        return [code, [(row.unfinished, row.code) for row in rows.of_run(run)], book(one)]

    assert in_fork(killed) != 0
    result = tmp_path / "again.json"
    assert in_fork(again, result) == 0
    code, told, lines = json.loads(result.read_text(encoding="utf-8"))
    assert (code, told, [line[0] for line in lines]) == (3, [[True, "B15"], [False, ""]], ["番号", "0002"])
