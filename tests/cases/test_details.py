"""Child rows (明細): read with their row, entered one after another, and never lost or changed unnoticed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment

from bots.app.facts import open_run
from bots.app.preview import preview_of
from bots.app.report_facts import report_facts
from bots.app.request import Asked
from bots.errors import DataError
from bots.ledger import rows
from tests.hall import RECIPE, Hall, people

DETAILS = """\
  明細:
    世帯員: {シート: 世帯, 結合: 番号, 列: {続柄: 文字 最大 4, 氏名: 文字, 個人番号: コード 12 任意 隠す}}

行ごと:
"""
STEPS = """\
      氏名: <氏名>
  - くり返し: 世帯員
    手順:
      - クリック: 行を追加
      - 入力:
          続柄: <続柄>
          世帯員氏名: <世帯員.氏名>
        範囲: {行: 最後}
"""
Line = tuple[str, str, str]
MEMBERS: list[Line] = [("0001", "夫", "髙橋一"), ("0001", "子", "髙橋二"), ("0003", "母", "髙橋三")]


def hall(home: Path, members: Sequence[Line] = MEMBERS, steps: str = STEPS) -> Hall:
    recipe = RECIPE.replace("\n行ごと:\n", DETAILS).replace("      氏名: <氏名>\n", steps)
    one = Hall.open(home, people(3), recipe)
    fill_in(one, members)
    return one


def fill_in(one: Hall, members: Sequence[Line]) -> None:
    path = one.home / "recipes" / "一覧.xlsx"
    book = load_workbook(path)
    if "世帯" in book.sheetnames:
        del book["世帯"]
    page = book.create_sheet("世帯")
    page.append(["番号", "続柄", "氏名", "個人番号"])
    for member in members:
        page.append([*member, "123456789012"])
    book.save(path)


def test_each_child_row_is_entered_with_its_row(tmp_path: Path) -> None:
    one = hall(tmp_path)
    run, code = one.run()
    assert code == 0
    said = [{k: v for k, v in entry.items() if "（" in k} for entry in one.system.truth()]
    assert said == [
        {"続柄（1）": "夫", "世帯員氏名（1）": "髙橋一", "続柄（2）": "子", "世帯員氏名（2）": "髙橋二"},
        {},
        {"続柄（1）": "母", "世帯員氏名（1）": "髙橋三"},
    ]
    first = report_facts(one.project, open_run(one.project, run), "ja").rows[0]
    assert [(field.field, field.put) for field in first.readings][2:] == [
        ("続柄（1）", "夫"), ("世帯員氏名（1）", "髙橋一"), ("続柄（2）", "子"), ("世帯員氏名（2）", "髙橋二"),
    ]  # fmt: skip


def test_a_preview_shows_them(tmp_path: Path) -> None:
    found = preview_of(hall(tmp_path).project, Asked(recipe="登録"))
    assert found.fields == ("番号", "氏名", "続柄（1）", "世帯員氏名（1）", "続柄（2）", "世帯員氏名（2）")
    assert found.lines[0][3:] == ["夫", "髙橋一", "子", "髙橋二"]
    assert found.lines[1][3:] == ["", "", "", ""]


@pytest.mark.parametrize(
    "now",
    [
        [("0001", "妻", "髙橋一"), *MEMBERS[1:]],
        [*MEMBERS, ("0001", "孫", "髙橋四")],
        [MEMBERS[0], MEMBERS[2]],
    ],
    ids=["changed", "one more", "one less"],
)
def test_a_change_in_the_child_rows_is_a_changed_row(tmp_path: Path, now: list[Line]) -> None:
    one = hall(tmp_path)
    one.run()
    fill_in(one, now)
    run, code = one.run()
    assert (code, len(one.entered())) == (3, 3)
    assert one.counts(run) == {"total": 3, "conflict": 1, "already": 2}
    assert rows.of_run(run)[0].field == "世帯員"


def test_a_fault_in_a_child_row_is_its_rows(tmp_path: Path) -> None:
    one = hall(tmp_path, [("0001", "いとこの子", "髙橋一"), ("0003", "母", "")])
    _, code = one.run()
    assert (code, one.entered()) == (1, ["0002"])
    faults = preview_of(one.project, Asked(recipe="登録")).bad
    assert [str(row.problems[0].place) for row in faults] == ["世帯!B2", "世帯!C3"]


def with_words(one: Hall, sheets: Sequence[str] = ("Sheet", "世帯")) -> Hall:
    """The keys of these sheets as numbers with a word beside them: 1番, 2番 …"""
    path = one.home / "recipes" / "一覧.xlsx"
    book = load_workbook(path)
    for name in sheets:
        for (cell,) in book[name].iter_rows(min_row=2, max_col=1):
            cell.value, cell.number_format = int(str(cell.value)), '0"番"'
    book.save(path)
    return one


@pytest.mark.parametrize("kind", ["数", "金額", "文字", "選択 1番/2番/3番"])
def test_what_joins_a_child_row_is_read_as_in_its_row(tmp_path: Path, kind: str) -> None:
    one = with_words(hall(tmp_path))
    recipe = one.home / "recipes/登録.yaml"
    recipe.write_text(recipe.read_text("utf-8").replace("番号: コード 4", f"番号: {kind}"), "utf-8")
    run, code = one.run()
    number = "1" if kind in ("数", "金額") else "1番"
    assert (code, one.entered()[0]) == (0, number)
    assert [entry.get("世帯員氏名（1）") for entry in one.system.truth()] == ["髙橋一", None, "髙橋三"]
    assert one.counts(run) == {"total": 3, "done": 3}


def test_of_numbers_the_words_may_stand_in_one_sheet_alone(tmp_path: Path) -> None:
    one = with_words(hall(tmp_path), ["世帯"])
    recipe = one.home / "recipes/登録.yaml"
    recipe.write_text(recipe.read_text("utf-8").replace("番号: コード 4", "番号: 数"), "utf-8")
    assert one.run()[1] == 0
    assert [entry.get("世帯員氏名（1）") for entry in one.system.truth()] == ["髙橋一", None, "髙橋三"]


def test_what_joins_a_child_row_is_read_as_its_own_sheet_says_where_it_does(tmp_path: Path) -> None:
    one = with_words(hall(tmp_path))
    recipe = one.home / "recipes/登録.yaml"
    text = recipe.read_text("utf-8").replace("番号: コード 4", "番号: 数").replace("列: {続柄", "列: {番号: 文字, 続柄")
    recipe.write_text(text, "utf-8")
    with pytest.raises(DataError) as stopped:
        one.ask()
    assert stopped.value.problem.code == "D79"


def test_lines_that_belong_to_no_row_stop_everything(tmp_path: Path) -> None:
    one = hall(tmp_path, [*MEMBERS, ("0009", "父", "髙橋九")])
    with pytest.raises(DataError) as stopped:
        one.ask()
    assert stopped.value.problem.code == "D79"
    assert stopped.value.problem.words["cells"] == "世帯!5"
    assert one.entered() == []


def test_a_hidden_value_of_a_child_row_is_in_no_evidence(tmp_path: Path) -> None:
    one = hall(tmp_path, steps=STEPS.replace("        範囲", "          個人番号: <個人番号>\n        範囲"))
    run, _ = one.run()
    kept = b"".join(
        path.read_bytes()
        for path in open_run(one.project, run).folder.path.rglob("*")
        if path.is_file() and not path.name.startswith("input.")
    )
    assert "続柄（1）".encode() in kept
    assert b"123456789012" not in kept


FROM_SCREEN = """\
      氏名: <氏名>
  - 表読取: 世帯一覧
    控える名前: 世帯
  - くり返し: 世帯
    手順:
      - 入力:
          続柄: <世帯.続柄>
"""


def test_the_rows_of_a_table_on_the_screen_are_gone_through(tmp_path: Path) -> None:
    recipe = RECIPE.replace("      氏名: <氏名>\n", FROM_SCREEN)
    one = Hall.open(tmp_path, people(1), recipe)
    one.system.tables["世帯一覧"] = [{"続柄": "夫"}, {"続柄": "子"}]
    _, code = one.run()
    assert code == 0
    assert one.system.truth()[0] | {"続柄（1）": "夫", "続柄（2）": "子"} == one.system.truth()[0]


def test_a_column_that_the_screens_table_lacks_is_told(tmp_path: Path) -> None:
    recipe = RECIPE.replace("      氏名: <氏名>\n", FROM_SCREEN.replace("世帯.続柄", "世帯.続き柄"))
    one = Hall.open(tmp_path, people(1), recipe)
    one.system.tables["世帯一覧"] = [{"続柄": "夫"}]
    run, _ = one.run()
    assert (rows.of_run(run)[0].code, one.entered()) == ("R48", [])


OWN_FILE = DETAILS.replace("シート: 世帯,", "ファイル: 世帯員.csv,")


def hall_of_two_files(home: Path, members: Sequence[Line] = MEMBERS) -> Hall:
    recipe = RECIPE.replace("\n行ごと:\n", OWN_FILE).replace("      氏名: <氏名>\n", STEPS)
    one = Hall.open(home, people(3), recipe)
    members_file(one, members)
    return one


def members_file(one: Hall, members: Sequence[Line], name: str = "世帯員.csv") -> bytes:
    lines = ["番号,続柄,氏名,個人番号", *(",".join((*member, "123456789012")) for member in members)]
    path = one.home / "recipes" / name
    path.write_text("\n".join(lines) + "\n", encoding="cp932")
    return path.read_bytes()


def test_child_rows_may_stand_in_a_file_of_their_own(tmp_path: Path) -> None:
    one = hall_of_two_files(tmp_path)
    before = (one.home / "recipes/世帯員.csv").read_bytes()
    run, code = one.run()
    assert code == 0
    assert [entry.get("世帯員氏名（1）") for entry in one.system.truth()] == ["髙橋一", None, "髙橋三"]
    assert (one.home / "recipes/世帯員.csv").read_bytes() == before
    found = open_run(one.project, run)
    assert (found.folder.path / "table1.csv").read_bytes() == before
    assert "世帯員.csv" in found.plan.sources


def test_a_run_goes_on_with_the_child_rows_that_it_was_asked_for(tmp_path: Path) -> None:
    one = hall_of_two_files(tmp_path)
    run = one.ask()
    members_file(one, [("0001", "妻", "髙橋九")])
    one.carry_out(run)
    assert one.system.truth()[0]["続柄（1）"] == "夫"
    _, code = one.run()  # what was entered is another row now
    assert (code, len(one.entered())) == (3, 3)


def test_a_fault_in_the_file_of_child_rows_names_it(tmp_path: Path) -> None:
    one = hall_of_two_files(tmp_path, [("0001", "いとこの子", "髙橋一")])
    row = preview_of(one.project, Asked(recipe="登録")).bad[0]
    assert str(row.problems[0].place) == "世帯員.csv B2"
    members_file(one, [("0009", "父", "髙橋九")])
    with pytest.raises(DataError) as stopped:
        one.ask()
    assert stopped.value.problem.words["cells"] == "世帯員.csv 2"


def test_a_file_of_child_rows_that_cannot_be_used_is_told_before_anything_begins(tmp_path: Path) -> None:
    one = hall_of_two_files(tmp_path)
    path = one.home / "recipes/登録.yaml"
    path.write_text(path.read_text("utf-8").replace("ファイル: 世帯員.csv,", "ファイル: 世帯員.csv, シート: 世帯,"), "utf-8")
    with pytest.raises(DataError) as stopped:
        one.ask()
    assert stopped.value.problem.code == "D80"
    (one.home / "recipes/世帯員.csv").unlink()
    with pytest.raises(DataError) as stopped:
        one.ask()
    assert stopped.value.problem.code == "D01"


def test_files_and_sheets_are_called_as_the_inputs_say(tmp_path: Path) -> None:
    recipe = (
        RECIPE.replace("\n行ごと:\n", OWN_FILE.replace("世帯員.csv", "世帯員_<対象日|日付 YYYYMMDD>.csv"))
        .replace("      氏名: <氏名>\n", STEPS)
        .replace("一覧.xlsx", "一覧_<対象日|日付 YYYYMMDD>.xlsx")
        .replace("\nデータ:", "\n実行時の値:\n  対象日: 日付\nデータ:", 1)
    )
    one = Hall.open(tmp_path, (), recipe)
    one.sheet(people(1), "一覧_20261201.xlsx")
    members_file(one, MEMBERS[:1], "世帯員_20261201.csv")
    _, code = one.run(inputs={"対象日": "令和8年12月1日"})
    assert (code, one.system.truth()[0]["続柄（1）"]) == (0, "夫")


BAD: list[Line] = [("0001", "夫", "髙橋一"), ("0002", "いとこの子", "髙橋二"), ("0002", "子", "髙橋三"), ("0003", "母", "髙橋四")]
WHOLE = [["髙橋一"], ["髙橋四"], ["髙橋二", "髙橋三"]]


def entered_people(one: Hall) -> list[list[str]]:
    """The child rows of every entry, in the order of the entries."""
    return [[text for name, text in entry.items() if "世帯員氏名" in name] for entry in one.system.truth()]


def test_the_rejects_take_their_child_rows_along_and_go_in_mended(tmp_path: Path) -> None:
    one = hall(tmp_path, BAD)
    path = one.home / "recipes/一覧.xlsx"
    book = load_workbook(path)
    book["世帯"]["D4"].comment = Comment("窓口で確認済み", "担当")
    book.save(path)
    _, code = one.run()
    assert (code, one.entered()) == (1, ["0001", "0003"])
    rejects = path.with_name("一覧_不備.xlsx")
    book = load_workbook(rejects)
    sheet, page = book.worksheets
    assert [[cell.value for cell in line] for line in page.iter_rows()] == [
        ["番号", "続柄", "氏名", "個人番号"],
        ["0002", "いとこの子", "髙橋二", "123456789012"],
        ["0002", "子", "髙橋三", "123456789012"],
    ]
    notes = {cell.coordinate: cell.comment.text for line in page.iter_rows() for cell in line if cell.comment}
    assert notes.keys() == {"B2", "D3"}
    assert "続柄" in notes["B2"]
    assert notes["D3"] == "窓口で確認済み"
    assert str(sheet["A2"].value).startswith("世帯 「続柄」")
    page["B2"] = "孫"
    book.save(rejects)
    run, code = one.run(data=rejects)
    assert (code, one.entered()) == (0, ["0001", "0003", "0002"])
    assert one.counts(run) == {"total": 1, "done": 1}
    assert entered_people(one) == WHOLE


@pytest.mark.parametrize("headings", ["4", "4-5"])
def test_what_stands_over_the_headings_of_child_rows_comes_along(tmp_path: Path, headings: str) -> None:
    first = int(headings[-1])
    names = ["番号", "続柄", "氏名", "個人番号"] if first == 4 else ["番号", "世帯員（続柄）", "世帯員（氏名）", "個人番号"]
    declared = DETAILS.replace("シート: 世帯,", f"シート: 世帯, 見出し行: {headings},")
    steps = STEPS
    if first == 5:
        declared = declared.replace("{続柄:", "{世帯員（続柄）:").replace(", 氏名:", ", 世帯員（氏名）:")
        steps = steps.replace("<続柄>", "<世帯員.世帯員（続柄）>").replace("<世帯員.氏名>", "<世帯員.世帯員（氏名）>")
    recipe = RECIPE.replace("\n行ごと:\n", declared).replace("      氏名: <氏名>\n", steps)
    one = Hall.open(tmp_path, people(3), recipe)
    path = one.home / "recipes/一覧.xlsx"
    book = load_workbook(path)
    page = book.create_sheet("世帯")
    page["A1"], page["B2"], page["D2"] = "世帯員の一覧", "=1+1x", "令和8年12月1日"
    if first == 5:
        page["B4"] = "世帯員"
        for area in ("A4:A5", "B4:C4", "D4:D5"):
            page.merge_cells(area)
    for column, name in enumerate(["番号", "続柄", "氏名", "個人番号"], 1):
        page.cell(4 if name in ("番号", "個人番号") else first, column).value = name
    page["B2"].data_type = "s"
    for row, member in enumerate(BAD, first + 1):
        for column, text in enumerate((*member, "123456789012"), 1):
            page.cell(row, column).value = text
    book.save(path)
    assert one.run()[1] == 1
    rejects = path.with_name("一覧_不備.xlsx")
    mended = load_workbook(rejects)
    lines = [[cell.value for cell in line] for line in mended["世帯"].iter_rows()]
    assert lines[:2] == [["世帯員の一覧", None, None, None], [None, "=1+1x", None, "令和8年12月1日"]]
    assert lines[2 : first - 1] == [[None] * 4] * (first - 3)
    assert lines[first - 1 :] == [
        names, ["0002", "いとこの子", "髙橋二", "123456789012"], ["0002", "子", "髙橋三", "123456789012"]
    ]  # fmt: skip
    told = mended["世帯"].cell(first + 1, 2)
    assert told.comment is not None
    told.value = "孫"
    mended.save(rejects)
    run, code = one.run(data=rejects)
    assert (code, one.counts(run)) == (0, {"total": 1, "done": 1})
    assert entered_people(one) == WHOLE


def test_a_fault_of_a_child_row_marks_no_cell_of_its_row(tmp_path: Path) -> None:
    one = hall(tmp_path, [("0002", "子", "")])
    one.run()
    sheet, page = load_workbook(one.home / "recipes/一覧_不備.xlsx").worksheets
    assert [cell.coordinate for line in sheet.iter_rows() for cell in line if cell.comment] == []
    assert page["C2"].comment is not None


def test_the_rejects_go_in_again_while_the_file_of_child_rows_holds_those_of_every_row(tmp_path: Path) -> None:
    one = hall_of_two_files(tmp_path, BAD)
    one.run()
    rejects = one.home / "recipes/一覧_不備.xlsx"
    assert load_workbook(rejects).sheetnames == ["Sheet"]
    assert str(load_workbook(rejects).worksheets[0]["A2"].value).startswith("世帯員.csv B3 「続柄」")
    members_file(one, [(number, relation.replace("いとこの子", "孫"), name) for number, relation, name in BAD])
    assert len(preview_of(one.project, Asked(recipe="登録", data=rejects)).lines) == 1
    _, code = one.run(data=rejects)
    assert (code, one.entered()) == (0, ["0001", "0003", "0002"])
    assert entered_people(one) == WHOLE


def test_child_rows_of_a_row_that_the_register_does_not_know_still_stop_everything(tmp_path: Path) -> None:
    one = hall_of_two_files(tmp_path, BAD)
    one.run()
    members_file(one, [*MEMBERS, ("0009", "父", "髙橋九")])
    for asked in ({}, {"environment": "訓練"}, {"new_register": True}):
        with pytest.raises(DataError) as stopped:
            one.ask(data=one.home / "recipes/一覧_不備.xlsx", **asked)
        assert stopped.value.problem.code == "D79"
        assert ("世帯員.csv 5" in str(stopped.value.problem.words["cells"])) is True
        assert stopped.value.problem.words["count"] == (4 if asked else 1)


@pytest.mark.parametrize(("key", "code"), [("[区分, 番号]", 0), ("[氏名]", "D79")])
def test_the_register_knows_owners_by_what_their_keys_hold(tmp_path: Path, key: str, code: int | str) -> None:
    recipe = RECIPE.replace("\n行ごと:\n", OWN_FILE).replace("      氏名: <氏名>\n", STEPS).replace("鍵: 番号", f"鍵: {key}")
    sheet = [{"番号": f"000{n}", "氏名": f"髙橋{n}", "区分": "新規"} for n in (1, 2, 3)]
    one = Hall.open(tmp_path, sheet, recipe)
    members_file(one, MEMBERS)
    one.run()
    one.sheet(sheet[1:])
    if code == 0:
        assert one.run()[1] == code
        return
    with pytest.raises(DataError) as stopped:
        one.ask()
    assert stopped.value.problem.code == code
