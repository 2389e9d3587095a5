"""Every ugly book is read as it looks, whatever wrote it; and comes back whole."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from bots.errors import DataError, Problem
from bots.sources.formats import Unread
from bots.sources.sheet import read_grid
from bots.values.columns import parse_column, read_cell

from .conftest import FORMS, Shelf
from .drawings import DRAWINGS
from .readings import BOOKS, case, reading
from .soffice import Office

TEXTS_OF_FORMULAS = re.compile(r"\bR-\d+")  # LibreOffice keeps 0 as their result in an .xls; nothing tells it
_FORMED = re.compile(r"^\d{4}-\d\d-\d\d|^\d+:\d\d$")
_PLAIN = re.compile(r"-?[0-9.]+")
WITHOUT_RESULTS = {"12_数式とその結果", "13_エラーのセル"}  # openpyxl keeps no results of formulas


def test_there_are_books_enough_and_each_says_what_is_read_of_it() -> None:
    assert len(DRAWINGS) >= 25
    assert {path.stem for path in BOOKS.glob("*.txt")} == set(DRAWINGS)


@pytest.mark.parametrize("name", DRAWINGS)
@pytest.mark.parametrize("form", FORMS)
def test_a_book_is_read_as_it_looks(shelf: Shelf, form: str, name: str) -> None:
    if name not in shelf.books[form]:
        assert name == "30_マクロのあるブック"
        return
    own = case(name)
    found = reading(shelf.book(form, name), own.plan)
    if form == "openpyxl" and name in WITHOUT_RESULTS:
        assert "✕D13" in found
    elif form == "xls":
        assert found == TEXTS_OF_FORMULAS.sub("0", own.expected)
    else:
        assert found == own.expected


def test_texts_that_formulas_came_to_are_read_from_an_old_book(office: Office, tmp_path: Path) -> None:
    """As Excel saves an .xls: the text stands in a record of its own, which says no row and no column."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["番号", "控え", "氏名"])
    sheet.append(["00000001", '="R-"&A2', '="髙橋"&"　花子"'])
    sheet.append(["00000002", '=IF(A3="","",A3)', "=1/0"])
    book.save(tmp_path / "控え.xlsx")
    old = office.convert([tmp_path / "控え.xlsx"], "xls", tmp_path)["控え"]
    rows = [line.cells for line in read_grid(old, "").lines[1:]]
    assert rows == [
        ("00000001", "R-00000001", "髙橋　花子"), ("00000002", "00000002", Unread(Problem("D14", {"error": "#DIV/0!"})))
    ]  # fmt: skip


def test_what_a_book_shows_agrees_with_libreoffice_itself(shelf: Shelf, office: Office, tmp_path: Path) -> None:
    """Texts as LibreOffice shows them, cell by cell, are those that we read; only days and times, which we read
    as days, are shown in a form of their own."""
    names = [name for name in DRAWINGS if name in shelf.books["openpyxl"] and "日付" not in name]
    shown = office.seen([shelf.book("excel", name) for name in names], tmp_path)
    compared = 0
    for name in names:
        grid = read_grid(shelf.book("excel", name), case(name).plan.sheet)
        for line in grid.lines:
            there = shown[name][grid.sheet][line.number - 1]
            for at, cell in enumerate(line.cells):
                if isinstance(cell, str) and not _FORMED.search(cell):
                    seen = there[at] if at < len(there) else ""
                    if _PLAIN.fullmatch(cell):  # 1,200円 of a number 1200 is a form too
                        seen = re.sub(r"[^0-9.宛-]", "", seen)
                    assert cell.strip() == seen.strip(), (name, line.number, at)
                    compared += 1
    assert compared > 300


def test_what_is_struck_out_is_known_in_every_form(office: Office, tmp_path: Path) -> None:
    """Cells, whole columns and pieces of texts with a line through them, as LibreOffice keeps them in each form."""
    book = Workbook()
    sheet = book.worksheets[0]
    line, plain = InlineFont(strike=True), InlineFont(b=True)
    sheet.append(["番号", "氏名", "備考", "金額"])
    sheet.append(["00000001", "髙橋", "取消", 1200])
    sheet.append(["00000002", "髙橋", CellRichText(TextBlock(line, "全部"), TextBlock(line, "取消")), 1200])
    sheet.append(["00000003", "髙橋", CellRichText("一部", TextBlock(line, "取消")), 1200])
    sheet.append(["00000004", "髙橋", CellRichText(TextBlock(line, "一部"), TextBlock(plain, "取消")), date(2026, 4, 1)])
    sheet.append(["00000005", "=A6&\"x\"", "同じ", "=1+1"])
    for cell in ("A2", "B2", "C2", "D2", "D4", "C5", "D5", "B6", "D6"):
        sheet[cell].font = Font(strike=True)
    wanted = [set(), {0, 1, 2, 3}, {2}, {3}, {3}, {1, 3}]
    book.save(tmp_path / "取消.xlsx")
    made = [office.convert([tmp_path / "取消.xlsx"], form, tmp_path / form)["取消"] for form in ("xlsx", "ods", "xls")]
    for path in (tmp_path / "取消.xlsx", *made):
        assert [line.struck for line in read_grid(path, "").lines] == wanted, path


@pytest.mark.parametrize("form", ["xlsx", "ods", "xls"])
def test_rows_with_data_are_seen_where_all_unused_rows_are_hidden(office: Office, tmp_path: Path, form: str) -> None:
    """`zeroHeight` hides the rows that a sheet does not write, as LibreOffice shows, too: no row with data is one."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["番号"], ["00000001"], ["00000002"], ["00000003"]):
        sheet.append(row)
    sheet.sheet_format.zeroHeight = True
    sheet.row_dimensions[3].hidden = True
    book.save(tmp_path / "名簿.xlsx")
    other = office.convert([tmp_path / "名簿.xlsx"], form, tmp_path / form)["名簿"]
    for path in (tmp_path / "名簿.xlsx", other):
        assert [line.number for line in read_grid(path, "").lines if line.hidden] == [3]


NUMBERED = {  # format → what is read of 12 and of 1234
    '"0"0': ("012", "01234"), '"00"0': ("0012", "001234"), '"No."0000': ("No.0012", "No.1234"), '"No."0': ("No.12", "No.1234"),
    '0000"号"': ("0012号", "1234号"), '"第"00"号"': ("第12号", "第1234号"), '0"00"': ("1200", "123400"),
    '"第1"0': ("第112", "第11234"), '"1-"0': ("1-12", "1-1234"), '0"-1"': ("12-1", "1234-1"), '#,##0"円"': ("12円", "1,234円"),
    '"令和6年"0"号"': ("令和6年12号", "令和6年1234号"), '[>100]"No."0000;0': ("12", "No.1234"), '"¥"#,##0': ("¥12", "¥1,234"), '0"%"': ("12%", "1234%"),
    '"No."0000;"-"0': ("No.0012", "No.1234"), "0%": ("1200%", "123400%"), '000"-"0000': ("000-0012", "000-1234"),
    '"▲"#,##0': ("▲12", "▲1,234"), '0"号室"': ("12号室", "1234号室"), "#,##0": ("12", "1234"),
}  # fmt: skip


def test_numbers_are_read_by_one_rule_of_their_format_in_every_form(office: Office, tmp_path: Path) -> None:
    """Digits that the words of a format put next to a number, and its words where it puts zeros before short numbers,
    are read of every row, whatever keeps the book; an amount that looks like another is none."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row, number in enumerate((12, 1234), 1):
        for column, code in enumerate(NUMBERED, 1):
            sheet.cell(row, column, number).number_format = code
    path = tmp_path / "番号.xlsx"
    book.save(path)
    made = [office.convert([path], form, tmp_path / form)["番号"] for form in ("xlsx", "ods", "xls")]
    text, amounts = parse_column("番号", "text"), [parse_column("金額", kind) for kind in ("number", "money")]
    misleading = {'0"00"', '"第1"0', '"1-"0', '0"-1"', '"▲"#,##0'}
    worded = {'"No."0', '#,##0"円"', '"令和6年"0"号"', '"¥"#,##0', '0"号室"', "#,##0"}
    for one in (path, *made):
        for at, line in enumerate(read_grid(one, "").lines):
            for code, cell in zip(NUMBERED, line.cells, strict=True):
                assert isinstance(cell, str), (one, code)
                assert read_cell(text, cell).reveal() == NUMBERED[code][at], (one, code)
                for amount in amounts if code in misleading else ():
                    with pytest.raises(DataError):
                        read_cell(amount, cell)
                if code in worded:
                    assert read_cell(amounts[1], cell).reveal() == ("12", "1234")[at], (one, code)
