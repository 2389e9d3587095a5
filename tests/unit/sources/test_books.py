"""Sheets as clerks have them: read as shown, refused in a sentence, copied without losing anything."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from bots.errors import DataError, PlaceError
from bots.model import Column, RowsPlan, Table
from bots.sources.lookup import find_data
from bots.sources.patching import patch
from bots.sources.results import (
    RowOutcome,
    books_beside,
    rejects_beside,
    write_rejects,
    write_result,
)
from bots.sources.sheet import SheetSource

COLUMNS = (
    Column("番号", "code", size=8),
    Column("氏名", "text", maximum=10),
    Column("誕生日", "date", optional=True),
)
PLAN = RowsPlan("一覧.xlsx", ("番号",), sheet="受付", header=2, columns=COLUMNS)


def book(path: Path, *rows: list[object]) -> Path:
    made = Workbook()
    page = made.active
    assert page is not None
    page.title = "受付"
    page.append(["受付の一覧"])
    page.append(["番号", "氏　名", "誕生日", "備考"])
    for row in rows:
        page.append(row)
    for cells in page.iter_rows(min_row=3, max_col=1):
        cells[0].number_format = "00000000"
    made.save(path)
    return path


def read(path: Path, plan: RowsPlan = PLAN) -> Table:
    return SheetSource().read(path, plan, scope={})


def code_of(path: Path, plan: RowsPlan = PLAN) -> str:
    with pytest.raises(DataError) as told:
        read(path, plan)
    assert told.value.problem.sentence("ja")
    assert told.value.problem.sentence("en")
    return told.value.problem.code


def test_cells_are_read_as_the_sheet_shows_them(tmp_path: Path) -> None:
    table = read(
        book(
            tmp_path / "一覧.xlsx",
            [12, "髙橋𠮷", date(2024, 4, 1), 3.0],
            [13, "﨑", "令和6年4月1日"],
        )
    )
    first, second = table.rows
    assert [value.reveal() for value in first.values.values()] == [
        "00000012",
        "髙橋𠮷",
        "2024-04-01",
        "3",
    ]
    assert second.values["誕生日"].reveal() == "2024-04-01"
    assert (first.origin, first.key, first.problems) == ("受付!3", ("00000012",), ())


def test_every_bad_cell_of_a_row_is_told_with_its_address(tmp_path: Path) -> None:
    table = read(
        book(tmp_path / "一覧.xlsx", [1, "とても長い名前の人ですよね", "2024-02-30"], ["", "a"])
    )
    told = [(one.code, one.place.cell) for one in table.rows[0].problems]
    assert told == [("D21", "受付!B3"), ("D29", "受付!C3")]
    assert [one.code for one in table.rows[1].problems] == ["D15"]


def test_rows_of_one_key_name_each_other(tmp_path: Path) -> None:
    table = read(book(tmp_path / "一覧.xlsx", [1, "a"], [1, "b"], [2, "c"]))
    assert [[one.code for one in row.problems] for row in table.rows] == [["D16"], ["D16"], []]
    assert table.rows[0].problems[0].words["cells"] == "受付!4"


def test_a_formula_without_its_result_is_a_fault_not_a_blank(tmp_path: Path) -> None:
    table = read(book(tmp_path / "一覧.xlsx", [1, '=CONCAT("a","b")']))
    assert [(one.code, one.place.cell) for one in table.rows[0].problems] == [("D13", "受付!B3")]


def test_a_key_that_cannot_be_read_is_not_told_as_blank(tmp_path: Path) -> None:
    path = book(tmp_path / "一覧.xlsx", ['=TEXT(12,"00000000")', "a"], [13, "b"], ["", "c"])
    made = load_workbook(path)
    cell = made["受付"]["A4"]
    cell.value, cell.data_type = "#N/A", "e"
    made.save(path)
    first, second, third = read(path).rows
    assert [(one.code, one.place.cell) for one in first.problems] == [("D13", "受付!A3")]
    assert [(one.code, one.place.cell, one.words["error"]) for one in second.problems] == [
        ("D14", "受付!A4", "#N/A")
    ]
    assert [one.code for one in third.problems] == ["D15"]


def test_hidden_rows_are_a_question(tmp_path: Path) -> None:
    path = book(tmp_path / "一覧.xlsx", [1, "a"], [2, "b"])
    made = load_workbook(path)
    made["受付"].row_dimensions[4].hidden = True
    made.save(path)
    assert code_of(path) == "D09"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.xlsx", b"", "D05"),
        ("a.xlsx", b"PK\x03\x04 no zip", "D03"),
        ("a.xlsx", "番号,氏名".encode(), "D04"),
        ("a.docx", b"x", "D06"),
        ("a.csv", b"\x81\xff\xfe\x00", "D03"),
    ],
)
def test_a_file_that_is_no_sheet_is_told_in_one_sentence(
    tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    (tmp_path / name).write_bytes(content)
    assert code_of(tmp_path / name) == code


def test_a_book_cut_off_anywhere_gives_a_sentence_and_no_traceback(tmp_path: Path) -> None:
    whole = book(tmp_path / "一覧.xlsx", [1, "a"]).read_bytes()
    for part in range(1, 30):
        cut = tmp_path / "cut.xlsx"
        cut.write_bytes(whole[: len(whole) * part // 30])
        assert code_of(cut) in ("D03", "D04", "D05")


def test_a_zip_bomb_is_refused_by_its_ratio(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/workbook.xml", "<x/>")
        made.writestr("xl/worksheets/sheet1.xml", b"0" * (2 << 20))
    assert code_of(path) == "D07"


def test_missing_sheets_and_columns_are_named_with_what_there_is(tmp_path: Path) -> None:
    from dataclasses import replace

    path = book(tmp_path / "一覧.xlsx", [1, "a"])
    assert code_of(path, replace(PLAN, sheet="受け付け")) == "D08"
    assert code_of(path, replace(PLAN, columns=(*COLUMNS, Column("住所", "text")))) == "D10"
    assert code_of(path, replace(PLAN, header=9)) == "D12"


def test_a_wrong_row_of_headings_is_told_without_what_stands_in_it(tmp_path: Path) -> None:
    from dataclasses import replace

    path = book(tmp_path / "一覧.xlsx", [1, "髙橋花子"], [2, "髙橋太郎"])
    for lang in ("ja", "en"):
        with pytest.raises(DataError) as told:
            read(path, replace(PLAN, header=PLAN.header + 1))
        problem = told.value.problem
        assert problem.code == "D72"
        said = problem.sentence(lang) + problem.hint(lang) + repr(problem)
        assert "髙橋" not in said
        assert str(PLAN.header) in problem.hint(lang)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_csv_of_either_encoding_is_text_with_its_zeros(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "一覧.csv"
    path.write_bytes("番号,氏名\r\n00000012,髙﨑\r\n".encode(encoding))
    from dataclasses import replace

    table = read(path, replace(PLAN, header=1, sheet=""))
    assert [value.reveal() for value in table.rows[0].values.values()][:2] == ["00000012", "髙﨑"]


def test_a_sheet_in_two_places_or_outside_is_never_guessed(tmp_path: Path) -> None:
    here, there = tmp_path / "recipes", tmp_path / "data"
    for folder in (here, there):
        folder.mkdir()
        (folder / "a.xlsx").write_bytes(b"x")
    for file, data, code in (
        ("a.xlsx", there, "D18"),
        ("../a.xlsx", None, "D19"),
        ("b.xlsx", None, "D01"),
    ):
        with pytest.raises(DataError) as told:
            find_data(file, here, data, None)
        assert told.value.problem.code == code


def test_a_patch_changes_one_part_and_nothing_else(tmp_path: Path) -> None:
    path = book(tmp_path / "一覧.xlsx", [1, "a"])
    data = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(data, "a") as made:
        made.writestr("xl/drawings/vmlDrawing1.vml", b"<xml>a button</xml>")
        made.writestr("xl/vbaProject.bin", bytes(range(256)))
    path.write_bytes(data.getvalue())
    patch(path, tmp_path / "b.xlsx", "受付", {(3, 5): "=1+1", (9, 2): "新しい行"})
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "b.xlsx") as new:
        differing = [name for name in old.namelist() if old.read(name) != new.read(name)]
    assert differing == ["xl/worksheets/sheet1.xml"]
    page = load_workbook(tmp_path / "b.xlsx")["受付"]
    assert (page["E3"].value, page["E3"].data_type, page["B9"].value) == ("=1+1", "s", "新しい行")
    assert page["A3"].value == 1


def test_the_books_that_go_back_hold_every_result_and_can_be_handed_in_again(
    tmp_path: Path,
) -> None:
    path = book(tmp_path / "一覧.xlsx", [1, "a"], [2, "とても長い名前の人ですよね"])
    before = path.read_bytes()
    table = read(path)
    outcomes = [
        RowOutcome(3, "done", "完了", "", {"受付番号": "R-1"}),
        RowOutcome(4, "refused", "業務エラー", "長すぎます", {}, {"氏名": "長すぎます"}),
    ]
    result = write_result(path, PLAN, table, outcomes, path, language="ja", fallback=tmp_path)
    rejects = write_rejects(path, PLAN, table, outcomes, path, language="ja", fallback=tmp_path)
    assert path.read_bytes() == before
    page = load_workbook(result.path)["受付"]
    assert [page.cell(2, at).value for at in (5, 6, 7)] == ["受付番号", "ロボットの結果", "理由"]
    assert [page.cell(3, at).value for at in (5, 6)] == ["R-1", "完了"]
    back = load_workbook(rejects.path)["受付"]
    assert back["A3"].value == "長すぎます"
    assert back["C3"].comment.text == "長すぎます"
    again = read(rejects.path)
    assert [row.key for row in again.rows] == [("00000002",)]


def test_the_rejects_keep_the_clerks_comments_before_the_reason(tmp_path: Path) -> None:
    path = book(tmp_path / "一覧.xlsx", [1, "a"], [2, "とても長い名前の人ですよね"])
    made = load_workbook(path)
    made["受付"]["B3"].comment = Comment("窓口で確認済み", "担当")
    made["受付"]["B4"].comment = Comment("本人に確認中", "担当")
    made["受付"]["D4"].comment = Comment("至急", "担当")
    made.save(path)

    def comments(source: Path, reason: str, number: int) -> tuple[Path, dict[str, str]]:
        outcome = RowOutcome(number, "refused", "業務エラー", reason, {}, {"氏名": reason})
        rejects = write_rejects(
            source, PLAN, read(source), [outcome], source, language="ja", fallback=tmp_path
        ).path
        cells = [cell for line in load_workbook(rejects)["受付"].iter_rows() for cell in line]
        return rejects, {cell.coordinate: cell.comment.text for cell in cells if cell.comment}

    rejects, told = comments(path, "長すぎます", 4)
    assert told == {"C3": "本人に確認中\n\n[Bots] 長すぎます", "E3": "至急"}
    # Handed in again with its fault: the clerk's words stay, the old reason does not.
    _, again = comments(rejects, "まだ長すぎます", 3)
    assert again == {"C3": "本人に確認中\n\n[Bots] まだ長すぎます", "E3": "至急"}


def test_the_rejects_keep_what_stands_above_the_headings_however_often_they_come_back(tmp_path: Path) -> None:
    path = tmp_path / "一覧.xlsx"
    made = Workbook()
    page = made.worksheets[0]
    page.title = "受付"
    for line in (["令和8年度　受付の一覧"], [None, None, "市民課", "=1+1"], ["番号", "氏名", "誕生日"], [None, "通称"],
                 ["00000001", "とても長い名前の人ですよね", ""]):  # fmt: skip
        page.append(line)
    for area in ("A1:C1", "A3:A4", "C3:C4"):
        page.merge_cells(area)
    page["D2"].data_type = "s"
    made.save(path)
    columns = (COLUMNS[0], replace(COLUMNS[1], name="氏名（通称）"), COLUMNS[2])
    plan = replace(PLAN, header=4, header_rows=2, columns=columns)
    for _ in range(2):
        table = SheetSource().read(path, plan, scope={})
        assert [row.number for row in table.rows] == [5]
        outcome = RowOutcome(5, "refused", "業務エラー", "長すぎます", {}, {"氏名（通称）": "長すぎます"})
        path = write_rejects(path, plan, table, [outcome], path, language="ja", fallback=tmp_path).path
        shown = [[cell or "" for cell in line] for line in load_workbook(path)["受付"].iter_rows(values_only=True)]
        assert [line[:5] for line in shown] == [
            ["", "令和8年度　受付の一覧", "", "", ""], ["", "", "", "市民課", "=1+1"], [""] * 5,
            ["理由", "番号", "氏名（通称）", "誕生日", ""], ["長すぎます", "00000001", "とても長い名前の人ですよね", "", ""],
        ]  # fmt: skip


@pytest.mark.parametrize("broken", [b"<comments", b"<!DOCTYPE x><comments/>"])
def test_comments_that_cannot_be_read_do_not_stop_the_rejects(tmp_path: Path, broken: bytes) -> None:
    path = book(tmp_path / "一覧.xlsx", [2, "とても長い名前の人ですよね"])
    made = load_workbook(path)
    made["受付"]["B3"].comment = Comment("本人に確認中", "担当")
    made.save(path)
    with zipfile.ZipFile(path) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    with zipfile.ZipFile(path, "w") as spoilt:
        for name, data in parts.items():
            spoilt.writestr(name, broken if re.fullmatch(r"xl/comments.*\.xml", name) else data)
    outcome = RowOutcome(3, "refused", "業務エラー", "長い", {}, {"氏名": "長い"})
    rejects = write_rejects(path, PLAN, read(path), [outcome], path, language="ja", fallback=tmp_path)
    cell = load_workbook(rejects.path)["受付"]["C3"]
    assert cell.comment is not None
    assert cell.comment.text == "長い"


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("ja", ("一覧_結果.xlsx", "一覧_結果_前回.xlsx", "一覧_不備.xlsx", "一覧_不備_前回.xlsx")),
        ("en", ("一覧_result.xlsx", "一覧_result_previous.xlsx",
                "一覧_rejects.xlsx", "一覧_rejects_previous.xlsx")),
    ],
)  # fmt: skip
def test_the_book_before_is_kept_and_no_older_one(
    tmp_path: Path, language: str, names: tuple[str, ...]
) -> None:
    place, run = tmp_path / "desk", tmp_path / "run"
    place.mkdir()
    run.mkdir()
    path = book(place / "一覧.xlsx", [1, "a"], [2, "b"])
    table = read(path)

    def make(said: str) -> list[Path]:
        outcomes = [RowOutcome(3, "done", said), RowOutcome(4, "refused", "業務エラー", said)]
        return [
            write(path, PLAN, table, outcomes, path, language=language, fallback=run).path
            for write in (write_result, write_rejects)
        ]

    def told(name: str, cell: str) -> object:
        return load_workbook(place / name)["受付"][cell].value

    result, older_result, rejects, older_rejects = names
    assert [one.name for one in make("一")] == [result, rejects]
    assert sorted(one.name for one in place.iterdir()) == sorted(["一覧.xlsx", result, rejects])
    for before, now in (("一", "二"), ("二", "三")):
        make(now)
        assert (told(result, "E3"), told(older_result, "E3")) == (now, before)
        assert (told(rejects, "A3"), told(older_rejects, "A3")) == (now, before)
    assert sorted(one.name for one in place.iterdir()) == sorted(["一覧.xlsx", *names])


def test_the_same_result_book_once_more_leaves_the_one_before(tmp_path: Path) -> None:
    path = book(tmp_path / "一覧.xlsx", [1, "a"])
    table = read(path)
    for said in ("一", "二", "二"):
        outcomes = [RowOutcome(3, "done", said)]
        write_result(path, PLAN, table, outcomes, path, language="ja", fallback=tmp_path)
    assert load_workbook(tmp_path / "一覧_結果_前回.xlsx")["受付"]["E3"].value == "一"


def test_a_kept_book_that_is_open_is_not_replaced(tmp_path: Path) -> None:
    place, run = tmp_path / "desk", tmp_path / "run"
    place.mkdir()
    run.mkdir()
    path = book(place / "一覧.xlsx", [1, "a"])
    table = read(path)

    def make(said: str) -> Path:
        outcomes = [RowOutcome(3, "done", said)]
        return write_result(path, PLAN, table, outcomes, path, language="ja", fallback=run).path

    made = make("一")
    make("二")
    before = {one.name: one.read_bytes() for one in place.iterdir()}
    lock = place / "~$一覧_結果_前回.xlsx"
    lock.touch()
    assert make("三") == run / "結果.xlsx"
    lock.unlink()
    assert {one.name: one.read_bytes() for one in place.iterdir()} == before
    assert make("三") == made


@pytest.mark.parametrize(
    ("sheet", "language", "number", "name"),
    [
        ("一覧.xlsx", "ja", 1, "一覧_不備.xlsx"), ("一覧.csv", "ja", 2, "一覧_不備_2.xlsx"),
        ("一覧_不備.xlsx", "ja", 1, "一覧_不備2.xlsx"), ("一覧_不備.xls", "ja", 1, "一覧_不備2.xlsx"),
        ("一覧_不備2.xlsx", "ja", 1, "一覧_不備3.xlsx"), ("一覧_不備9.xlsx", "ja", 3, "一覧_不備10_3.xlsx"),
        ("list_rejects.xlsx", "en", 1, "list_rejects2.xlsx"), ("list_rejects10.xlsx", "en", 1, "list_rejects11.xlsx"),
        ("不備.xlsx", "ja", 1, "不備_不備.xlsx"), ("一覧_不備_2.xlsx", "ja", 1, "一覧_不備_2_不備.xlsx"),
        ("一覧_不備1.xlsx", "ja", 1, "一覧_不備1_不備.xlsx"), ("一覧不備.xlsx", "ja", 1, "一覧不備_不備.xlsx"),
    ],
)  # fmt: skip
def test_rejects_of_rejects_are_counted(sheet: str, language: str, number: int, name: str) -> None:
    assert rejects_beside(Path(sheet), language, number).name == name


def test_what_is_made_of_a_book_of_rejects_lies_beside_it_and_no_two_meet(tmp_path: Path) -> None:
    path = book(tmp_path / "一覧_不備.xlsx", [1, "a"])
    names = {one.name for one in books_beside(path, "ja")}
    assert names == {"一覧_不備_結果.xlsx", "一覧_不備_結果_前回.xlsx", "一覧_不備2.xlsx", "一覧_不備2_前回.xlsx"}
    outcomes = [RowOutcome(3, "refused", "業務エラー", "だめ")]
    made = [
        make(path, PLAN, read(path), outcomes, path, language="ja", fallback=tmp_path / "run").path.name
        for make in (write_result, write_rejects)
    ]
    assert made == ["一覧_不備_結果.xlsx", "一覧_不備2.xlsx"]


def test_a_kept_book_is_never_taken_for_the_sheet(tmp_path: Path) -> None:
    for name in ("一覧_結果.xlsx", "一覧_結果_前回.xlsx", "一覧_不備_前回.xlsx"):
        book(tmp_path / name, [1, "a"])
    with pytest.raises(DataError) as told:
        find_data("一覧.xlsx", tmp_path, None, None)
    assert told.value.problem.code == "D01"
    path = book(tmp_path / "一覧.xlsx", [2, "b"])
    assert find_data("一覧.xlsx", tmp_path, None, None) == path


def test_a_sheet_named_by_way_of_the_folder_above_is_told_by_its_plain_path(tmp_path: Path) -> None:
    """But where a link leads elsewhere it is the file that was named."""
    for folder in ("home", "other/deep"):
        (tmp_path / folder).mkdir(parents=True)
    path, behind = book(tmp_path / "一覧.xlsx", [2, "b"]), book(tmp_path / "other" / "一覧.xlsx", [3, "c"])
    (tmp_path / "link").symlink_to(tmp_path / "other" / "deep")
    assert str(find_data("", tmp_path, None, tmp_path / "home" / ".." / "一覧.xlsx")) == str(path)
    assert find_data("", tmp_path, None, tmp_path / "link" / ".." / "一覧.xlsx").samefile(behind)
    with pytest.raises(DataError) as told:
        find_data("", tmp_path, None, tmp_path / "home" / ".." / "ない.xlsx")
    assert told.value.problem.words["places"] == str(tmp_path)


def test_a_folder_given_as_the_sheet_is_told_as_a_folder(tmp_path: Path) -> None:
    with pytest.raises(DataError) as told:
        find_data("一覧.xlsx", tmp_path, None, tmp_path)
    assert told.value.problem.code == "D74"
    assert "フォルダー" in told.value.problem.sentence("ja")
    with pytest.raises(DataError) as told:
        find_data("一覧.xlsx", tmp_path, None, tmp_path / "ない.xlsx")
    assert told.value.problem.code == "D01"


def test_a_folder_in_the_sheets_place_is_told_as_a_folder(tmp_path: Path) -> None:
    (tmp_path / "一覧.xlsx").mkdir()
    with pytest.raises(DataError) as told:
        find_data("一覧.xlsx", tmp_path, None, None)
    assert told.value.problem.code == "D74"
    shares = tmp_path / "共有"
    shares.mkdir()
    path = book(shares / "一覧.xlsx", [1, "a"])
    assert find_data("一覧.xlsx", tmp_path, shares, None) == path


def test_where_the_folder_of_the_sheets_is_not_there_no_book_beside_the_recipe_is_taken(tmp_path: Path) -> None:
    path = book(tmp_path / "一覧.xlsx", [1, "a"])
    share = tmp_path / "共有"
    with pytest.raises(PlaceError) as told:
        find_data("一覧.xlsx", tmp_path, share, None)
    assert told.value.problem.code == "P07"
    for lang in ("ja", "en"):
        assert str(share) in told.value.problem.sentence(lang)
        assert "folders: data:" in told.value.problem.hint(lang)
    assert find_data("一覧.xlsx", tmp_path, share, path) == path  # --data is what a person said
    share.mkdir()
    assert find_data("一覧.xlsx", tmp_path, share, None) == path
