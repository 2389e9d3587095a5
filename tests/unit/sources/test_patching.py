"""Cells are set in books as city halls have them, and nothing else in these books changes."""

from __future__ import annotations

import re
import warnings
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from python_calamine import CalamineWorkbook

from bots.model import Column, RowsPlan
from bots.sources import splicing
from bots.sources.grid import letter
from bots.sources.patching import patch
from bots.sources.results import RowOutcome, write_rejects, write_result
from bots.sources.sheet import SheetSource, read_grid
from tests.unit.sources.parts import MAIN, PART, ROWS, SHEET, make, parts_of, sheet_of, without

RESULT = {(2, 8): "ロボットの結果", (3, 8): "完了", (4, 8): "=HYPERLINK(1)", (12, 2): "新しい行"}
PLAN = RowsPlan(
    "一覧.xlsm", ("番号",), sheet=SHEET, header=2, hidden_rows="include",
    columns=(Column("番号", "code", size=8), Column("氏名", "text"), Column("受付日", "date", optional=True)),
)  # fmt: skip


def openpyxl_page(path: Path) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it tells what it would lose
        return load_workbook(path)[SHEET]


def calamine_rows(path: Path) -> list[list[Any]]:
    return (
        CalamineWorkbook.from_path(str(path))
        .get_sheet_by_name(SHEET)
        .to_python(skip_empty_area=False)
    )


def names(cells: dict[tuple[int, int], str]) -> set[str]:
    return {f"{letter(column)}{row}" for row, column in cells}


def test_every_other_part_stays_byte_for_byte(tmp_path: Path) -> None:
    book = make(tmp_path / "a.xlsm")
    patch(book, tmp_path / "b.xlsm", SHEET, RESULT)
    old, new = parts_of(book), parts_of(tmp_path / "b.xlsm")
    assert list(old) == list(new)
    assert [name for name in old if old[name] != new[name]] == ["xl/workbook.xml", PART]
    before, after = (etree.fromstring(parts["xl/workbook.xml"]) for parts in (old, new))
    said = after.find("{*}calcPr")
    assert said is not None
    assert said.attrib.pop("fullCalcOnLoad") == "1"
    if before.find("{*}calcPr") is None:
        after.remove(said)
    assert etree.tostring(before, method="c14n") == etree.tostring(after, method="c14n")


def test_in_the_sheet_every_other_element_stays(tmp_path: Path) -> None:
    book = make(tmp_path / "a.xlsm")
    patch(book, tmp_path / "b.xlsm", SHEET, RESULT)
    old, new = parts_of(book)[PART], parts_of(tmp_path / "b.xlsm")[PART]
    made = without(new, names(RESULT)).replace(b'<row r="12"></row>', b"")
    assert made == without(old, names(RESULT))
    order = [one.tag for one in etree.fromstring(new)]
    assert order == [one.tag for one in etree.fromstring(old)]
    assert b'mc:Ignorable="x14ac xr"' in new
    assert b'<dimension ref="A1:H12"/>' in new


def test_openpyxl_and_calamine_read_what_was_set_and_what_was_there(tmp_path: Path) -> None:
    made = tmp_path / "b.xlsm"
    patch(make(tmp_path / "a.xlsm"), made, SHEET, RESULT)
    page, rows = openpyxl_page(made), calamine_rows(made)
    for (row, column), text in RESULT.items():
        assert page.cell(row, column).value == text == rows[row - 1][column - 1]
    assert page["H4"].data_type == "s"  # a text, not a formula
    assert page["E3"].value == "=D3*2"
    assert rows[2][5] == "0012"
    assert page["B3"].value == "髙橋"


def test_cells_and_rows_stand_in_order(tmp_path: Path) -> None:
    cells = {
        (7, 3): "c",
        (7, 1): "a",
        (7, 2): "b",
        (8, 30): "AD",
        (1, 3): "C",
        (4, 7): "G",
        (2, 16_384): "XFD",
    }
    made = tmp_path / "b.xlsm"
    patch(make(tmp_path / "a.xlsm"), made, SHEET, cells)
    root = etree.fromstring(parts_of(made)[PART])
    rows = [int(row.get("r", "0")) for row in root.iter(f"{{{MAIN}}}row")]
    assert rows == sorted(set(rows))
    page = openpyxl_page(made)
    for row in root.iter(f"{{{MAIN}}}row"):
        at = [page[cell.get("r")].column for cell in row]
        assert at == sorted(set(at))
    assert {key: page.cell(*key).value for key in cells if key != (1, 3)} == {
        key: text
        for key, text in cells.items()
        if key != (1, 3)  # it lies in a merged area
    }


def test_a_new_cell_looks_like_its_neighbour(tmp_path: Path) -> None:
    made = tmp_path / "b.xlsm"
    patch(make(tmp_path / "a.xlsm"), made, SHEET, {(2, 8): "見出し", (6, 4): "x"})
    root = etree.fromstring(parts_of(made)[PART])
    style = {cell.get("r"): cell.get("s") for cell in root.iter(f"{{{MAIN}}}c")}
    assert (style["H2"], style["D6"]) == ("4", None)


@pytest.mark.parametrize("unusual", [False, True])
def test_a_result_shows_what_was_written_and_no_word_of_a_format(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unusual: bool
) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["番号", "受付番号", "敬称"])
    page.append(["0001", None, "山田"])
    page.append(["0002", None, "佐藤"])
    page["B2"].number_format, page["B3"].number_format = '@" 号"', ";;;"
    for cell in ("C1", "C2", "C3"):
        page[cell].number_format, page[cell].font = '@"様"', Font(bold=True)
    book.save(tmp_path / "a.xlsx")
    if unusual:
        monkeypatch.setattr(splicing, "_rows", lambda data: None)
    cells = {(1, 4): "結果", (2, 2): "00123", (2, 4): "完了", (3, 2): "00124", (3, 4): "完了"}
    patch(tmp_path / "a.xlsx", tmp_path / "b.xlsx", "Sheet", cells)
    assert [one.cells for one in read_grid(tmp_path / "b.xlsx", "").lines] == [
        ("番号", "受付番号", "敬称様", "結果"), ("0001", "00123", "山田様", "完了"), ("0002", "00124", "佐藤様", "完了"),
    ]  # fmt: skip
    made = load_workbook(tmp_path / "b.xlsx").active
    assert made is not None
    assert [made[cell].number_format for cell in ("B2", "B3", "C2", "D1", "D2")] == ["@", "@", '@"様"', "@", "@"]
    assert [made[cell].font.bold for cell in ("C2", "D2", "B2")] == [True, True, False]


def test_a_replaced_formula_leaves_no_order_of_calculation(tmp_path: Path) -> None:
    made = tmp_path / "b.xlsm"
    book = make(tmp_path / "a.xlsm")
    patch(book, made, SHEET, {(4, 6): "R-1"})
    old, new = parts_of(book), parts_of(made)
    assert set(old) - set(new) == {"xl/calcChain.xml"}
    changed = {name for name in new if new[name] != old[name]}
    assert changed == {PART, "[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/workbook.xml"}
    assert b"alcChain" not in new["[Content_Types].xml"] + new["xl/_rels/workbook.xml.rels"]
    assert (
        len(etree.fromstring(new["[Content_Types].xml"]))
        == len(etree.fromstring(old["[Content_Types].xml"])) - 1
    )
    assert openpyxl_page(made)["F4"].value == "R-1"


@pytest.mark.parametrize(
    ("cells", "left"),
    [
        ({(3, 5): "R"}, {"E4": ("=D4*2", "E4:E5"), "E5": ("=", None)}),
        ({(4, 5): "R"}, {"E3": ("=D3*2", "E3:E5"), "E5": ("=", None)}),
        ({(3, 5): "R", (4, 5): "R"}, {"E5": ("=D5*2", "E5:E5")}),
        ({(3, 5): "R", (4, 5): "R", (5, 5): "R"}, {}),
    ],
)
def test_a_formula_shared_by_cells_goes_on_in_the_others(
    tmp_path: Path, cells: dict[tuple[int, int], str], left: dict[str, tuple[str, str | None]]
) -> None:
    made = tmp_path / "b.xlsm"
    patch(make(tmp_path / "a.xlsm"), made, SHEET, cells)
    root = etree.fromstring(parts_of(made)[PART])
    shared = {
        str(one.xpath("string(../@r)")): (f"={one.text or ''}", one.get("ref"))
        for one in root.iter(f"{{{MAIN}}}f") if one.get("t") == "shared"
    }  # fmt: skip
    assert shared == left
    page = openpyxl_page(made)
    if "E5" in left:
        assert page["E5"].value == "=D5*2"
    assert calamine_rows(made)[4][4] in (6000, "R")


@pytest.mark.parametrize("row", [5, 6])
def test_a_formula_that_fills_an_area_ends_and_its_values_stay(tmp_path: Path, row: int) -> None:
    made = tmp_path / "b.xlsm"
    patch(make(tmp_path / "a.xlsm"), made, SHEET, {(row, 6): "R"})
    assert b't="array"' not in parts_of(made)[PART]
    rows = calamine_rows(made)
    assert [rows[4][5], rows[5][5]] == (["R", "15"] if row == 5 else ["14", "R"])


def test_an_empty_text_empties_a_cell_and_makes_none(tmp_path: Path) -> None:
    made = tmp_path / "b.xlsm"
    patch(make(tmp_path / "a.xlsm"), made, SHEET, {(3, 2): "", (3, 9): "", (40, 1): ""})
    xml = parts_of(made)[PART]
    assert b'r="I3"' not in xml
    assert b'r="40"' not in xml
    assert openpyxl_page(made)["B3"].value is None


TEXTS = (
    "=1+1",
    "+81",
    "@a",
    "-1",
    "0012",
    "a\nb",
    " 前後 ",
    "<&>\"'",
    "𠮷髙﨑",
    "#N/A",
    "TRUE",
    "1/2",
)


@pytest.fixture(scope="module")
def of_texts(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Any], list[Any], list[Any]]:
    """What three readers find in a column that was patched: one text below the other."""
    place = tmp_path_factory.mktemp("texts")
    made = place / "b.xlsm"
    numbers = range(20, 20 + len(TEXTS))  # below everything that stands there
    cells = {(number, 2): text for number, text in zip(numbers, TEXTS, strict=True)}
    patch(make(place / "a.xlsm"), made, SHEET, cells)
    page, rows = openpyxl_page(made), calamine_rows(made)
    ours = {
        row.number: row.values["氏名"].reveal()
        for row in SheetSource().read(made, PLAN, scope={}).rows
    }
    return (
        [page.cell(number, 2).value for number in numbers],
        [rows[number - 1][1] for number in numbers],
        [ours[number] for number in numbers],
    )


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_stays_the_text_it_is(
    of_texts: tuple[list[Any], list[Any], list[Any]], text: str
) -> None:
    assert [found[TEXTS.index(text)] for found in of_texts] == [text] * 3


def test_what_no_cell_can_hold_is_left_out_or_marked(tmp_path: Path) -> None:
    made = tmp_path / "b.xlsm"
    patch(
        make(tmp_path / "a.xlsm"),
        made,
        SHEET,
        {(3, 2): "a\x00\x0b\ud800\uffffb", (3, 7): "長" * 40_000},
    )
    page = openpyxl_page(made)
    assert page["B3"].value == "ab"
    assert (len(page["G3"].value), page["G3"].value[-1]) == (32_767, "…")


def test_a_hidden_part_of_the_sheet_is_opened_for_new_columns_only(tmp_path: Path) -> None:
    made = tmp_path / "b.xlsm"
    patch(make(tmp_path / "a.xlsm"), made, SHEET, RESULT, shown={8, 9})
    columns = re.findall(rb'<col min="(\d+)" max="(\d+)"([^>]*)/>', parts_of(made)[PART])
    assert [(first, last, b"hidden" in more) for first, last, more in columns] == [
        (b"1", b"7", False), (b"8", b"9", False), (b"10", b"16384", True),
    ]  # fmt: skip


def test_cells_without_addresses_and_other_namespaces_are_found(tmp_path: Path) -> None:
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    bare = re.sub(r' r="[A-Z]?[0-9]+"', "", ROWS[: ROWS.index('<row r="4"')])
    made = tmp_path / "b.xlsm"
    patch(
        make(tmp_path / "a.xlsm", sheet2_xml=sheet_of(bare).replace(MAIN, strict)),
        made,
        SHEET,
        {(3, 2): "x"},
    )
    grid = SheetSource().read(made, PLAN, scope={})
    assert grid.rows[0].values["氏名"].reveal() == "x"
    assert strict.encode() in parts_of(made)[PART]


def test_the_clerks_book_comes_back_with_results_beside_its_table(tmp_path: Path) -> None:
    book = make(tmp_path / "申込.xlsm")
    before = book.read_bytes()
    table = SheetSource().read(book, PLAN, scope={})
    assert [row.key[0] for row in table.rows] == [
        "00000012",
        "00000013",
        "00000014",
        "00000015",
        "合計",
    ]
    outcomes = [
        RowOutcome(3, "done", "完了", "", {"控え": "R-1"}),
        RowOutcome(4, "refused", "業務エラー", "理由"),
    ]
    made = write_result(book, PLAN, table, outcomes, book, language="ja", fallback=tmp_path)
    assert (made.path.name, made.note) == ("申込_結果.xlsm", None)
    page = openpyxl_page(made.path)
    assert [page.cell(2, at).value for at in range(6, 10)] == [
        "控え",
        "区分 ",
        "ロボットの結果",
        "理由",
    ]
    assert [page.cell(3, at).value for at in (6, 8, 9)] == ["R-1", "完了", None]
    assert parts_of(made.path)["xl/vbaProject.bin"] == parts_of(book)["xl/vbaProject.bin"]
    assert book.read_bytes() == before
    rejects = write_rejects(book, PLAN, table, outcomes, book, language="ja", fallback=tmp_path)
    assert (
        rejects.path.name == "申込_不備.xlsx"
    )  # without its macro a book must not be called .xlsm
    plan = replace(PLAN, hidden_rows="")
    assert [row.key for row in SheetSource().read(rejects.path, plan, scope={}).rows] == [
        ("00000013",)
    ]


def test_a_result_handed_in_again_has_its_results_in_the_same_columns(tmp_path: Path) -> None:
    book = make(tmp_path / "a.xlsm")
    outcomes = [RowOutcome(3, "done", "完了", "一回目")]
    table = SheetSource().read(book, PLAN, scope={})
    first = write_result(book, PLAN, table, outcomes, book, language="ja", fallback=tmp_path).path
    again = SheetSource().read(first, PLAN, scope={})
    outcomes = [RowOutcome(3, "already", "登録済み", "")]
    second = write_result(
        first, PLAN, again, outcomes, first, language="ja", fallback=tmp_path
    ).path
    page = openpyxl_page(second)
    assert [page.cell(2, at).value for at in (8, 9, 10)] == ["ロボットの結果", "理由", None]
    assert [page.cell(3, at).value for at in (8, 9)] == ["登録済み", None]


def test_the_clerks_own_reasons_and_notes_are_never_written_over(tmp_path: Path) -> None:
    strings = parts_of(make(tmp_path / "x.xlsm"))["xl/sharedStrings.xml"].decode()
    rows = ROWS.replace(
        '<c r="G5"/>', '<c r="G5"/><c r="H5" t="inlineStr"><is><t>覚え書き</t></is></c>'
    )
    book = make(
        tmp_path / "a.xlsm", sheet2_xml=sheet_of(rows),
        sharedStrings_xml=strings.replace("<t>控え</t>", "<t>理由</t>"),
    )  # fmt: skip
    table = SheetSource().read(book, PLAN, scope={})
    made = write_result(
        book,
        PLAN,
        table,
        [RowOutcome(3, "done", "完了", "x")],
        book,
        language="ja",
        fallback=tmp_path,
    )
    page = openpyxl_page(made.path)
    assert page["H5"].value == "覚え書き"
    assert page["F4"].value == '="a"'
    assert [page.cell(2, at).value for at in (6, 9, 10)] == [
        "理由",
        "ロボットの結果",
        "ロボットの理由",
    ]


def test_signs_that_no_cell_can_hold_do_not_stop_the_rejects(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("番号,氏名\r\n00000001,\x0b髙\x1f\r\n".encode())
    plan = replace(PLAN, sheet="", header=1)
    table = SheetSource().read(path, plan, scope={})
    outcomes = [RowOutcome(2, "refused", "業務エラー", "だめ\x0b", {}, {"氏名": "だめ\x01"})]
    made = write_rejects(path, plan, table, outcomes, path, language="ja", fallback=tmp_path)
    back = SheetSource().read(made.path, plan, scope={})
    assert back.rows[0].values["氏名"].reveal() == "髙"
    result = write_result(path, plan, table, outcomes, path, language="ja", fallback=tmp_path)
    assert result.path.name == "a_結果.xlsx"


def test_a_target_that_cannot_be_written_leaves_no_half_book(tmp_path: Path) -> None:
    (tmp_path / "b.xlsm").mkdir()
    with pytest.raises(OSError, match=r"."):
        patch(make(tmp_path / "a.xlsm"), tmp_path / "b.xlsm", SHEET, RESULT)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.xlsm", "b.xlsm"]


def test_names_and_times_of_parts_stay(tmp_path: Path) -> None:
    book, made = make(tmp_path / "a.xlsm"), tmp_path / "b.xlsm"
    patch(book, made, SHEET, RESULT)
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(made) as new:
        for one, two in zip(old.infolist(), new.infolist(), strict=True):
            assert (one.filename, one.date_time, one.compress_type) == (
                two.filename,
                two.date_time,
                two.compress_type,
            )


SIMPLE = (
    ROWS.replace('<f t="shared" ref="E3:E5" si="0">D3*2</f>', "<f>D3*2</f>").replace('<f t="shared" si="0"/>', "<f>1</f>")
    .replace('<f t="array" ref="F5:F6">A5:A6&amp;""</f>', "")
    .replace('<row r="9"', '\n <row r="7" s="1" customFormat="1" x14ac:dyDescent="0.4"/><row r="8"></row>\n<row r="9"')
)  # fmt: skip
MANY = {
    **RESULT,
    (7, 3): "七",
    (8, 1): "八",
    (3, 6): "",
    (4, 6): "R-1",
    (9, 1): "a>b</row><row>",
    (1, 9): "題",
}


@pytest.mark.parametrize("at_once", [1, 3, 1000])
def test_rows_are_patched_some_at_a_time_and_all_others_stay_byte_for_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(splicing, "_AT_ONCE", at_once)
    book = make(tmp_path / "a.xlsm", sheet2_xml=sheet_of(SIMPLE))
    patch(book, tmp_path / "b.xlsm", SHEET, MANY, shown={8})
    made = parts_of(tmp_path / "b.xlsm")[PART]
    monkeypatch.setattr(splicing, "_rows", lambda _: None)  # all of it as one tree
    patch(book, tmp_path / "c.xlsm", SHEET, MANY, shown={8})
    whole = parts_of(tmp_path / "c.xlsm")[PART]
    assert etree.tostring(etree.fromstring(made), method="c14n") == etree.tostring(
        etree.fromstring(whole), method="c14n"
    )
    for number in (5, 6):
        row = re.search(rf'<row r="{number}".*?</row>', SIMPLE)
        assert row is not None
        assert row[0].encode() in made
    assert "xl/calcChain.xml" not in parts_of(tmp_path / "b.xlsm")
    page = openpyxl_page(tmp_path / "b.xlsm")
    assert {key: page.cell(*key).value or "" for key in MANY} == MANY | {(1, 9): "題"}


def test_an_empty_sheet_takes_cells(tmp_path: Path) -> None:
    xml = sheet_of("").replace("<sheetData></sheetData>", "<sheetData/>")
    for empty in (xml, sheet_of("")):
        patch(
            make(tmp_path / "a.xlsm", sheet2_xml=empty), tmp_path / "b.xlsm", SHEET, {(2, 10): "x"}
        )
        assert openpyxl_page(tmp_path / "b.xlsm")["J2"].value == "x"
