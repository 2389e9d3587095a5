"""How the sample books look, and how they are saved: the same bytes in every part, every time."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

HEADINGS_ROW = 3
FIRST_ROW = HEADINGS_ROW + 1
MADE = datetime(2026, 4, 1, 9, 0)  # noqa: DTZ001 - workbooks know no time zone
LONG_DATE = '[$-411]ggge"年"m"月"d"日"'
_LINE = Side(style="thin", color="BFC5CC")
_HEAD = PatternFill("solid", fgColor="DCE6F1")
_GREY = PatternFill("solid", bgColor="E7E6E6")


@dataclass(frozen=True, slots=True)
class As:
    """A cell with a number format of its own."""

    value: str | int | float | date
    number_format: str


Cell = str | int | float | date | As | None


@dataclass(frozen=True, slots=True)
class Look:
    """What a sheet shows beside its rows.

    `widths` per heading; `choices` = heading → list of what may be chosen; `remark` = (heading,
    row, text); `greyed` = (heading, value): rows with that value are grey.
    """

    title: str
    note: str
    widths: Mapping[str, float]
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)
    remark: tuple[str, int, str] | None = None
    greyed: tuple[str, str] | None = None
    font: str = "游ゴシック"


def write_sheet(
    sheet: Worksheet, look: Look, headings: Sequence[str], rows: Sequence[Sequence[Cell]]
) -> None:
    """Title in row 1, note in row 2, headings in row 3, then the rows; an empty one is blank."""
    sheet["A1"] = look.title
    sheet["A1"].font = Font(name=look.font, size=14, bold=True)
    sheet["A2"] = look.note
    sheet["A2"].font = Font(name=look.font, size=9, color="666666")
    for column, heading in enumerate(headings, 1):
        cell = sheet.cell(HEADINGS_ROW, column, heading)
        cell.font = Font(name=look.font, bold=True)
        cell.fill = _HEAD
        cell.border = Border(bottom=Side(style="medium", color="4F6F8F"))
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        sheet.column_dimensions[get_column_letter(column)].width = look.widths.get(heading, 12)
    for number, row in enumerate(rows, FIRST_ROW):
        for column, value in enumerate(row, 1):
            _write_cell(sheet, number, column, value, look.font)
    _helpers(sheet, look, headings, FIRST_ROW + len(rows) - 1)


def _write_cell(sheet: Worksheet, row: int, column: int, value: Cell, font: str) -> None:
    cell = sheet.cell(row, column)
    cell.font = Font(name=font, size=10)
    cell.border = Border(bottom=_LINE)
    if isinstance(value, As):
        cell.value = value.value
        cell.number_format = value.number_format
    elif value is not None:
        cell.value = value
        if isinstance(value, str):
            cell.number_format = "@"


def _helpers(sheet: Worksheet, look: Look, headings: Sequence[str], last: int) -> None:
    """What makes a sheet comfortable: frozen headings, lists of choices, a remark, grey rows."""
    sheet.freeze_panes = sheet.cell(FIRST_ROW, 2)
    right = get_column_letter(len(headings))
    sheet.auto_filter.ref = f"A{HEADINGS_ROW}:{right}{last}"
    sheet.row_dimensions[HEADINGS_ROW].height = 32
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{HEADINGS_ROW}:{HEADINGS_ROW}"
    for heading, choices in look.choices.items():
        letter = get_column_letter(headings.index(heading) + 1)
        rule = DataValidation("list", formula1=f'"{",".join(choices)}"', allow_blank=True)
        rule.add(f"{letter}{FIRST_ROW}:{letter}{last + 20}")
        sheet.add_data_validation(rule)
    if look.remark:
        heading, number, text = look.remark
        cell = sheet.cell(number, headings.index(heading) + 1)
        cell.comment = Comment(text, look.font, height=60, width=200)
    if look.greyed:
        heading, value = look.greyed
        letter = get_column_letter(headings.index(heading) + 1)
        shown = FormulaRule(formula=[f'${letter}{FIRST_ROW}="{value}"'], fill=_GREY)
        sheet.conditional_formatting.add(f"A{FIRST_ROW}:{right}{last}", shown)


def write_counts(sheet: Worksheet, title: str, lines: Sequence[tuple[str, str]]) -> None:
    """A second sheet that counts the first."""
    sheet["A1"] = title
    sheet["A1"].font = Font(bold=True, size=12)
    sheet.column_dimensions["A"].width = 24
    for number, (label, formula) in enumerate(lines, 3):
        sheet.cell(number, 1, label).border = Border(bottom=_LINE)
        sheet.cell(number, 2, formula).border = Border(bottom=_LINE)


def save(book: Workbook, path: Path) -> None:
    """Save with fixed dates, so that the same book has the same parts every time."""
    book.properties.creator = book.properties.lastModifiedBy = "bots"
    book.properties.created = MADE
    written = io.BytesIO()
    book.save(written)
    stamp = MADE.strftime("%Y-%m-%dT%H:%M:%SZ")
    with zipfile.ZipFile(written) as made, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name in made.namelist():
            data = made.read(name)
            if name == "docProps/core.xml":
                text = data.decode("utf-8")
                pattern = r"(<dcterms:modified[^>]*>)[^<]*"
                data = re.sub(pattern, rf"\g<1>{stamp}", text).encode("utf-8")
            part = zipfile.ZipInfo(name, (2026, 4, 1, 9, 0, 0))
            part.compress_type = zipfile.ZIP_DEFLATED
            part.external_attr = 0o644 << 16
            out.writestr(part, data)
