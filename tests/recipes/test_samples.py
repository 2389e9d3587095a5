"""The sample books hold what recipes/SAMPLES.md says, and are what the script makes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from bots.japan.codes import is_my_number
from bots.practice.faces.insurance import DISTRICTS
from bots.practice.faces.residents import FACE as RESIDENTS
from tests.recipes import insurance_sample, make_samples
from tests.recipes.books import FIRST_ROW, HEADINGS_ROW

RECIPES = make_samples.RECIPES
SPECIAL: Mapping[str, Mapping[int, str]] = {
    "入所申込一覧.xlsx": make_samples.CHILDCARE,
    "寄附受付簿.xlsx": make_samples.DONATION,
    "card_applications.xlsx": make_samples.LIBRARY,
    insurance_sample.BOOK: insurance_sample.SPECIAL,
    "支出命令一覧.xlsx": make_samples.ACCOUNTING,
}
NAMES = {
    "入所申込一覧.xlsx": "児童氏名",
    "寄附受付簿.xlsx": "寄附者名",
    "card_applications.xlsx": "Name",
    "支出命令一覧.xlsx": "件名",
}
LONGEST = {
    "入所申込一覧.xlsx": 20,
    "寄附受付簿.xlsx": 30,
    "card_applications.xlsx": 60,
    "支出命令一覧.xlsx": 40,
}
LISTS_OF_CHOICES = {
    "入所申込一覧.xlsx": 2,
    "寄附受付簿.xlsx": 2,
    "card_applications.xlsx": 1,
    "支出命令一覧.xlsx": 2,
    insurance_sample.BOOK: 1,
}


def sheet_of(book: str) -> Worksheet:
    return openpyxl.load_workbook(RECIPES / book).worksheets[0]


def rows_of(book: str) -> Iterator[tuple[int, dict[str, object]]]:
    """Row number and cells by heading, without the wholly blank lines."""
    sheet = sheet_of(book)
    headings = [str(cell.value) for cell in sheet[HEADINGS_ROW]]
    for row in sheet.iter_rows(min_row=FIRST_ROW):
        cells = {heading: cell.value for heading, cell in zip(headings, row, strict=True)}
        if any(value is not None for value in cells.values()):
            yield row[0].row, cells


@pytest.mark.parametrize("book", make_samples.BOOKS)
def test_the_script_makes_the_very_book_that_is_shipped(book: str, tmp_path: Path) -> None:
    make_samples.make(tmp_path, [book])
    with zipfile.ZipFile(tmp_path / book) as made, zipfile.ZipFile(RECIPES / book) as shipped:
        assert made.namelist() == shipped.namelist()
        for name in made.namelist():
            assert made.read(name) == shipped.read(name), name


@pytest.mark.parametrize("book", make_samples.BOOKS)
def test_thirty_rows_go_through(book: str) -> None:
    through = [number for number, _ in rows_of(book) if SPECIAL[book].get(number, "rare") == "rare"]
    assert len(through) == 30


@pytest.mark.parametrize("book", make_samples.BOOKS)
def test_the_page_of_samples_tells_of_every_special_row_and_of_no_other(book: str) -> None:
    page = (RECIPES / "SAMPLES.md").read_text(encoding="utf-8")
    part = page.partition(f"### {book}")[2].partition("### ")[0]
    first_cells = [line.split("|")[1] for line in part.splitlines() if line.startswith("|")]
    told = [int(number) for cell in first_cells for number in re.findall(r"\d+", cell)]
    assert sorted(told) == sorted(SPECIAL[book])


@pytest.mark.parametrize("book", make_samples.BOOKS)
def test_a_book_is_one_that_a_clerk_would_have(book: str) -> None:
    workbook = openpyxl.load_workbook(RECIPES / book)
    sheet = workbook.worksheets[0]
    assert len(workbook.worksheets) == 2
    assert sheet["A1"].font.bold
    assert sheet["A2"].value
    assert sheet.freeze_panes == f"B{FIRST_ROW}"
    assert sheet.auto_filter.ref
    assert len(sheet.data_validations.dataValidation) == LISTS_OF_CHOICES[book]
    assert sum(cell.comment is not None for row in sheet.iter_rows() for cell in row) == 1
    assert bool(list(sheet.conditional_formatting)) == (book != "card_applications.xlsx")


@pytest.mark.parametrize("book", make_samples.BOOKS)
def test_codes_are_text_and_numbers_with_a_format(book: str) -> None:
    sheet = sheet_of(book)
    cells = [sheet.cell(number, 1) for number, _ in rows_of(book)]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    formats = {cell.number_format for cell in cells if cell.data_type == "n"}
    lost = "zeros lost" in SPECIAL[book].values()
    assert all(set(form) == {"0"} for form in formats - {"General"})
    assert ("General" in formats) == lost


@pytest.mark.parametrize("book", make_samples.BOOKS)
def test_each_special_row_is_what_it_is_called(book: str) -> None:
    rows = dict(rows_of(book))
    names = {number: str(cells[NAMES[book]] or "") for number, cells in rows.items()} if book in NAMES else {}
    keys = [str(next(iter(cells.values()))) for cells in rows.values()]
    for number, kind in SPECIAL[book].items():
        if kind == "too long":
            assert len(names[number]) > LONGEST[book]
        elif kind == "blank line":
            assert number not in rows
        elif kind == "duplicate":
            assert keys.count(str(next(iter(rows[number].values())))) == 2
        elif kind == "rare" and book in NAMES:
            assert "﨑" in names[number]
            assert "髙" in names[number]
    long = [number for number, name in names.items() if len(name) > LONGEST[book]]
    assert [SPECIAL[book].get(number) for number in long] == ["too long"] * (book in NAMES)
    assert len(keys) - len(set(keys)) == 1


def test_the_old_system_can_hold_all_but_one_row() -> None:
    unheld = []
    for number, cells in rows_of("入所申込一覧.xlsx"):
        try:
            "".join(str(value) for value in cells.values()).encode("cp932")
        except UnicodeEncodeError:
            unheld.append(number)
    assert [make_samples.CHILDCARE[number] for number in unheld] == ["system refuses"]


def test_nobody_can_have_these_numbers() -> None:
    for _, cells in rows_of("入所申込一覧.xlsx"):
        number = cells["個人番号"]
        assert number is None or (len(str(number)) == 12 and not is_my_number(str(number)))
    for book in ("入所申込一覧.xlsx", "寄附受付簿.xlsx"):
        for _, cells in rows_of(book):
            assert re.search(r"^0\d0-?0000|^03-0000-|^0422-00-", str(cells["電話番号"]))
    for _, cells in rows_of("寄附受付簿.xlsx"):
        assert cells["メール"] is None or str(cells["メール"]).endswith("@example.jp")


def test_dates_stand_in_every_form_of_a_clerk() -> None:
    sheet = sheet_of("入所申込一覧.xlsx")
    headings = [str(cell.value) for cell in sheet[HEADINGS_ROW]]
    column = headings.index("生年月日") + 1
    cells = [sheet.cell(number, column) for number, _ in rows_of("入所申込一覧.xlsx")]
    assert sum(cell.is_date for cell in cells) >= 8
    texts = " ".join(str(cell.value) for cell in cells if not cell.is_date)
    forms = (r"令和\d年\d+月\d+日", r"R\d\.\d", r"令\d\.\d", r"20\d\d/\d+/\d+", r"20\d\d-\d\d-")
    for form in forms:
        assert re.search(form, texts), form


def test_each_notice_names_who_joins_and_points_at_a_household() -> None:
    assert RESIDENTS.lookup is not None
    households = RESIDENTS.lookup.records
    sheet = openpyxl.load_workbook(RECIPES / insurance_sample.BOOK)["対象者"]
    named = [(str(row[0].value).zfill(10), str(row[2].value)) for row in sheet.iter_rows(min_row=FIRST_ROW)]
    notices = {notice for notice, _ in named}
    special = insurance_sample.SPECIAL
    changes = {"moved out": "転出", "died": "死亡"}
    for number, cells in rows_of(insurance_sample.BOOK):
        kind, atena = special.get(number, ""), str(cells["宛名番号"]).zfill(10)
        assert (atena in households) == (kind != "nobody")
        if kind in changes:
            assert households[atena]["ido_jiyu"] == changes[kind]
        elif atena in households:
            assert households[atena]["ido_jiyu"] not in changes.values()
        joins = cells["届出区分"] == "取得" and kind not in ("no people", "left out", "nobody")
        assert (str(cells["連絡票番号"]).zfill(10) in notices) == joins or kind == "duplicate"
    assert "髙﨑　凜" in {name for _, name in named}


def test_the_town_codes_are_those_of_the_system() -> None:
    lines = (RECIPES / "町名コード表.csv").read_text(encoding="utf-8-sig").split()
    assert lines[0] == "町名,コード"
    assert [line.split(",") for line in lines[1:]] == [[town[0], code] for code, town in DISTRICTS.items()]
