"""A value that a filter cannot take is a fault of its row: refused before anything opens where the sheet tells it, and
where only the screen does, refused as business, so that the next row goes on."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from bots.app.carry_out import carry_out
from bots.app.facts import outcome_of
from bots.app.preflight import facts_of, first_look
from bots.app.preview import preview_of
from bots.app.request import Asked, prepare
from bots.errors import DataError
from bots.ledger import rows
from bots.testing import FakeRunner
from tests.cases.test_details import fill_in
from tests.cases.test_details import hall as hall_of_children
from tests.hall import RECIPE, Hall, Quiet

FILLS = "      氏名: <氏名>\n"
POSTAL = RECIPE.replace("    受付番号: 文字 任意\n", "    敬称: 文字 任意\n    額: 金額 任意\n    受付番号: 文字 任意\n").replace(
    FILLS, FILLS + "      郵便番号: <敬称|郵便番号>\n      額: <額|桁 6>\n"
)


def row(number: int, 敬称: str = "", 額: str = "") -> dict[str, object]:
    return {"番号": f"{number:04d}", "氏名": f"髙橋{number}", "敬称": 敬称, "額": 額, "受付番号": ""}


BAD = [row(1, "山田"), row(2, 額="1234567"), row(3, "様", "12345678"), row(4, "1234567", "12")]


def begun(hall: Hall, run: str) -> tuple[int, int]:
    """How often a browser was opened for a run, and its exit code."""
    runner = FakeRunner(hall.system)
    code = carry_out(hall.project, run, Quiet(), runner=runner)
    return runner.opened, code


def reasons(hall: Hall, run: str) -> dict[int, tuple[str, str]]:
    hall.project.open_ledger()
    return {one.position: (one.code, str(one.outcome)) for one in rows.of_run(run)}


def test_rows_are_refused_before_a_browser_opens_and_stand_in_the_book_of_rejects(tmp_path: Path) -> None:
    hall = Hall.open(tmp_path, BAD, POSTAL)
    asked = Asked(recipe="登録")
    assert "登録する 1 件、不備 3 件" in first_look(hall.project, asked, prepare(hall.project, asked), "ja")[0]
    faults = facts_of(hall.project, preview_of(hall.project, asked), "ja").faults
    assert [(one.row.place, one.code, one.text) for one in faults] == [
        ("Sheet!C2", "D40", "山田"), ("Sheet!D3", "D41", "1234567"), ("Sheet!C4", "D40", "様"), ("Sheet!D4", "D41", "12345678"),
    ]  # fmt: skip
    parent, run = Quiet(), hall.ask()
    assert (hall.carry_out(run, parent), hall.entered()) == (1, ["0004"])
    assert parent.told[0] == {"what": "begin", "rows": 1}
    assert hall.counts(run) == {"total": 4, "done": 1, "refused": 3}
    assert reasons(hall, run) == {2: ("D40", "refused"), 3: ("D41", "refused"), 4: ("D40", "refused"), 5: ("", "done")}
    book = openpyxl.load_workbook(dict(outcome_of(hall.project, run).files)["不備の表"]).active
    assert book is not None
    lines = list(book.iter_rows(min_row=2))
    assert [line[1].value for line in lines] == ["0001", "0002", "0003"]
    assert [[cell.value for cell in line if cell.comment] for line in lines] == [["山田"], ["1234567"], ["様", "12345678"]]
    assert lines[0][0].value == "「敬称」の値は、変換「郵便番号」ができません。"


def test_they_are_refused_again_as_they_are_and_entered_when_mended(tmp_path: Path) -> None:
    hall = Hall.open(tmp_path, BAD[:2], POSTAL)
    first, _ = hall.run()
    again = hall.ask()
    assert begun(hall, again) == (0, 1)
    assert reasons(hall, again) == reasons(hall, first) == {2: ("D40", "refused"), 3: ("D41", "refused")}
    rejects = Path(dict(outcome_of(hall.project, again).files)["不備の表"])
    book = openpyxl.load_workbook(rejects)
    assert book.active is not None
    book.active["D2"] = "123-4567"
    book.active["E3"] = "123456"
    book.save(rejects)
    mended, code = hall.run(data=rejects)
    assert (code, hall.entered(), hall.counts(mended)) == (0, ["0001", "0002"], {"total": 2, "done": 2})


def test_a_row_by_its_key_a_rehearsal_and_a_strict_sheet_hold_to_it_too(tmp_path: Path) -> None:
    hall = Hall.open(tmp_path, BAD, POSTAL)
    only, code = hall.run(only=("0002",))
    assert (code, hall.counts(only)) == (1, {"total": 1, "refused": 1})
    rehearsed, code = hall.rehearse()
    assert (code, hall.counts(rehearsed)) == (1, {"total": 4, "done": 1, "refused": 3})
    assert hall.entered() == []
    (tmp_path / "recipes/登録.yaml").write_text(POSTAL.replace("  鍵: 番号\n", "  鍵: 番号\n  不備なら全件中止: はい\n"), "utf-8")
    with pytest.raises(DataError) as stopped:
        hall.ask()
    assert (stopped.value.problem.code, stopped.value.problem.words["rows"]) == ("P19", 3)


def test_what_is_entered_is_told_as_entered_whatever_a_filter_says_of_it_later(tmp_path: Path) -> None:
    hall = Hall.open(tmp_path, [row(1, "山田")], POSTAL.replace("|郵便番号", ""))
    hall.run()
    (tmp_path / "recipes/登録.yaml").write_text(POSTAL, "utf-8")
    run, _ = hall.run()
    assert (hall.counts(run), reasons(hall, run)[2][0]) == ({"total": 1, "already": 1}, "B63")


def test_a_run_goes_on_after_a_stop_without_them(tmp_path: Path) -> None:
    from bots.app.runs import reopen

    hall = Hall.open(tmp_path, [row(1), row(2, "山田"), row(3)], POSTAL)
    run, parent = hall.ask(), Quiet()
    parent.stop.set()
    assert hall.carry_out(run, parent) == 2
    reopen(hall.project, run, failed=True)
    assert hall.carry_out(run) == 1
    assert hall.counts(run) == {"total": 3, "done": 2, "refused": 1}


READ = RECIPE.replace(FILLS, FILLS + "  - 読取:\n      画面の氏名: 氏名\n  - 入力:\n      宛先: <画面の氏名|郵便番号>\n")


def test_a_value_of_the_screen_that_a_filter_cannot_take_refuses_its_row_alone(tmp_path: Path) -> None:
    hall = Hall.open(tmp_path, [row(number) for number in range(1, 6)], READ)
    run, code = hall.run()
    assert (code, hall.counts(run), hall.entered()) == (1, {"total": 5, "refused": 5}, [])
    assert set(reasons(hall, run).values()) == {("D40", "refused")}
    (first, *_) = outcome_of(hall.project, run).needs_people
    assert first.reason == "「画面の氏名」の値は、変換「郵便番号」ができません。"


PLAIN = "  - 入力:\n      宛先: <敬称>\n"
CERTAIN = "  - 入力:\n      宛先: <敬称|郵便番号>\n"


@pytest.mark.parametrize(
    ("steps", "codes"),
    [
        (CERTAIN, {"D40"}),
        (CERTAIN + "    もし: {氏名: 髙橋1}\n", {"D40"}),
        (CERTAIN + "    もし: {氏名: 別人}\n", set()),
        (CERTAIN + "    もし: {表示: 宛先}\n", set()),
        (CERTAIN + "    もし: {非表示: 宛先}\n", set()),
        (CERTAIN + "    もし: {表示: 宛先, 氏名: 別人}\n", set()),
        (PLAIN + "    もし: {氏名: <敬称|カンマ>}\n", {"D40"}),
        (PLAIN + "    もし: {区分: 新規, 氏名: <敬称|カンマ>}\n", set()),
        (PLAIN + "    もし: {表示: 宛先, 氏名: <敬称|カンマ>}\n", set()),
        (PLAIN + "    もし: [{氏名: 髙橋1}, {氏名: <敬称|カンマ>}]\n", set()),
        (PLAIN + "    もし: [{氏名: 別人}, {氏名: <敬称|カンマ>}]\n", {"D40"}),
        (PLAIN + "    もし: {表示: <番号札>}\n", {"B08"}),
        ("  - 対象外: 町外の人\n    もし: {敬称: 山田}\n" + CERTAIN, set()),
        ("  - 対象外: 町外の人\n    もし: {表示: 町外}\n" + CERTAIN, set()),
        ("  - 照合:\n      宛先: <敬称|郵便番号>\n", {"D40"}),
        ("  - 場合分け:\n      - もし: {表示: 町外}\n        手順:\n          - 入力:\n              宛先: <敬称|郵便番号>\n"
         "      - それ以外:\n          - クリック: 次へ\n", set()),
        ("  - 場合分け:\n      - もし: {表示: 町外}\n        手順:\n          - クリック: 次へ\n"
         "      - それ以外:\n          - 対象外: 町内の人\n" + CERTAIN, set()),
        ("  - 場合分け:\n      - もし: {表示: 町外}\n        手順:\n          - クリック: 次へ\n"
         "      - それ以外:\n          - クリック: 前へ\n" + CERTAIN, {"D40"}),
        ("  - 場合分け:\n      - もし: {氏名: 別人}\n        手順:\n          - クリック: 次へ\n"
         "      - それ以外:\n          - 入力:\n              宛先: <敬称|郵便番号>\n", {"D40"}),
    ],
)  # fmt: skip
def test_only_what_is_certain_is_refused_ahead(tmp_path: Path, steps: str, codes: set[str]) -> None:
    recipe = POSTAL.replace("|郵便番号", "").replace("|桁 6", "").replace("  - 確定:", f"{steps}  - 確定:")
    table = prepare(Hall.open(tmp_path, [row(1, "山田", "12")], recipe).project, Asked(recipe="登録")).table
    assert table is not None
    assert {one.code for each in table.rows for one in each.problems} == codes


BEFORE = "  - 開く: 入力画面\n"


def test_a_row_that_stops_the_run_stops_it_whatever_else_is_in_it(tmp_path: Path) -> None:
    stop = BEFORE + "  - 中止: この表は使えません\n    もし: {敬称: 停止}\n"
    hall = Hall.open(tmp_path, [row(1), row(2, "停止", "12345678"), row(3)], POSTAL.replace(BEFORE, stop))
    run, code = hall.run()
    assert (code, hall.entered(), hall.counts(run)) == (2, ["0001"], {"total": 3, "done": 1, "pending": 2})


def test_a_row_that_the_screen_may_leave_out_is_not_refused_ahead(tmp_path: Path) -> None:
    left_out = BEFORE + "  - 対象外: 転出済み\n    もし: {表示: 転出済みです}\n"
    hall = Hall.open(tmp_path, [row(1, "転出済"), row(2)], POSTAL.replace(BEFORE, left_out))
    hall.system.texts.add("転出済みです")
    run, code = hall.run()
    assert (code, hall.counts(run)) == (0, {"total": 2, "skipped": 2})
    hall.system.texts.discard("転出済みです")
    again, code = hall.run()
    assert (code, hall.entered(), hall.counts(again)) == (1, ["0002"], {"total": 2, "refused": 1, "done": 1})


def test_what_a_loop_over_a_table_of_the_screen_may_end_is_left_to_the_walk(tmp_path: Path) -> None:
    loop = (
        "  - 表読取: 世帯一覧\n    控える名前: 今の世帯\n"
        "  - くり返し: 今の世帯\n    手順:\n      - 対象外: 転出済み\n        もし: {表示: 転出済みです}\n"
    )
    hall = Hall.open(tmp_path, [row(1, "転出済")], POSTAL.replace(BEFORE, BEFORE + loop))
    assert [one.number for one in preview_of(hall.project, Asked(recipe="登録")).bad] == []


def test_what_a_called_recipe_knows_already_has_its_type_though_more_comes_later(tmp_path: Path) -> None:
    part = (
        "レシピ: 額を入れる\n概要: {担当: 係, 目的: 試験, 手作業の分数: 1}\n使うシステム: 試験システム\n"
        "実行時の値: {額: 金額 任意, 名: 文字 任意}\n手順:\n"
        "  - 入力: {額: <額|桁 6>}\n    もし: {額: {以上: 1000}}\n"
    )
    call = "  - 読取: {今の名: 氏名}\n  - 呼び出す: 部品/額\n    渡す値: {額: <額>, 名: <今の名>}\n  - 確定:"
    plain = POSTAL.replace("|郵便番号", "").replace("      額: <額|桁 6>\n", "").replace("額: 金額 任意", "額: 文字 任意")
    hall = Hall.open(tmp_path, [row(1, 額="1,000円")], plain.replace("  - 確定:", call))
    (hall.home / "recipes/部品").mkdir()
    (hall.home / "recipes/部品/額.yaml").write_text(part, encoding="utf-8")
    _, code = hall.run()
    assert (code, hall.system.truth()[0]["額"]) == (0, "001000")


def test_what_only_the_screen_decides_is_told_as_something_to_look_at(tmp_path: Path) -> None:
    recipe = POSTAL.replace("  - 確定:", CERTAIN + "    もし: {表示: 宛先}\n  - 確定:").replace("<敬称|郵便番号>\n      額", "<敬称>\n      額")
    hall = Hall.open(tmp_path, [row(1, "山田")], recipe)
    facts = facts_of(hall.project, preview_of(hall.project, Asked(recipe="登録")), "ja")
    assert (facts.enter, facts.faulty) == (1, 0)
    assert [one.sentence for one in facts.notes] == ["「敬称」の値は、変換「郵便番号」ができません。"]
    assert facts.lines[0][-1] == "（画面で決まる）"


def test_an_input_is_what_its_type_says(tmp_path: Path) -> None:
    recipe = RECIPE.replace("\nデータ:", "\n実行時の値:\n  限度: 金額\n\nデータ:").replace(FILLS, FILLS + "      限度: <限度|桁 6>\n")
    hall = Hall.open(tmp_path, [row(1)], recipe)
    _, code = hall.run(inputs={"限度": "1,234円"})
    assert (code, hall.system.truth()[0]["限度"]) == (0, "001234")


IN_ROUNDS = """\
      氏名: <氏名>
  - くり返し: 世帯員
    手順:
      - 場合分け:
          - もし: {続柄: 夫}
            手順:
              - 値を決める: {文: <続柄>}
          - それ以外:
              - 読取: {文: 受付番号}
              - 入力: {メモ: <文|桁 9>}
"""
"""What one round knows the next may have from the screen."""


def test_a_value_of_one_round_is_not_that_of_the_next(tmp_path: Path) -> None:
    hall = hall_of_children(tmp_path, [("0001", "夫", "髙橋一"), ("0001", "子", "髙橋二"), ("0002", "子", "髙橋三")], IN_ROUNDS)
    found = preview_of(hall.project, Asked(recipe="登録"))
    assert found.fields[2:] == ("メモ（2）", "メモ（1）")
    assert [line[3:] for line in found.lines] == [["（画面で決まる）", ""], ["", "（画面で決まる）"], ["", ""]]
    assert found.bad == ()


def test_a_child_row_is_named_by_its_line_and_marked_in_the_book_of_rejects(tmp_path: Path) -> None:
    from tests.cases.test_details import STEPS

    steps = STEPS.replace("<続柄>", "<続柄|カンマ>")
    hall = hall_of_children(tmp_path, [("0001", "1234", "髙橋一"), ("0001", "子", "髙橋二"), ("0003", "12", "髙橋三")], steps)
    (bad,) = preview_of(hall.project, Asked(recipe="登録")).bad
    assert [(str(one.place), one.code) for one in bad.problems] == [("世帯!3", "D40")]
    run, code = hall.run()
    assert (code, hall.entered()) == (1, ["0002", "0003"])
    rejects = Path(dict(outcome_of(hall.project, run).files)["不備の表"])
    book = openpyxl.load_workbook(rejects)
    assert [cell.value for line in book["世帯"].iter_rows() for cell in line if cell.comment] == ["子"]
    book["世帯"]["B3"] = "56"
    book.save(rejects)
    assert hall.run(data=rejects)[1] == 0
    fill_in(hall, [("0001", "1234", "髙橋一"), ("0001", "56", "髙橋二"), ("0003", "12", "髙橋三")])
    assert hall.run()[1] == 0
