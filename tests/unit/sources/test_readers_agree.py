"""Generated books, read by us both ways, by openpyxl and by calamine: the same values, and the zeros that they lose."""

from __future__ import annotations

import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from python_calamine import CalamineWorkbook

from bots.sources import xlsx
from bots.sources.formats import general
from bots.sources.sheet import read_grid
from tests.unit.sources.test_text_encodings import _FULL, _KANA, _KANJI

ZEROS, POSTAL, DAY, ERA, PLAIN, TEXT = "00000000", "000-0000", "yyyy/m/d", '[$-411]ggge"年"m"月"d"日"', "General", "@"
_DAYS = st.dates(date(1901, 1, 1), date(2100, 12, 31))
_NUMBERS = st.integers(0, 99_999_999)
CELLS = st.one_of(
    st.tuples(st.one_of(_KANJI, _KANA, _FULL, st.sampled_from(["=1+1x", "007", "1,200円", "<&>", "a\nb"])), st.just(TEXT)),
    st.tuples(_NUMBERS, st.sampled_from([PLAIN, ZEROS, POSTAL])),
    st.tuples(st.decimals(-9999, 9999, places=2).map(float), st.just(PLAIN)),
    st.tuples(_DAYS, st.sampled_from([DAY, ERA])),
    st.tuples(st.booleans(), st.just(PLAIN)),
    st.just((None, PLAIN)),
)  # fmt: skip
Cell = tuple[object, str]


def look(value: object, code: str) -> str:
    """What the sheet shows, told apart from our reader: by zeros put before it, and days as days."""
    if isinstance(value, int) and not isinstance(value, bool) and code in (ZEROS, POSTAL):
        digits = str(value).zfill(8 if code == ZEROS else 7)
        return digits if code == ZEROS else f"{digits[:-4]}-{digits[-4:]}"
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, bool):
        return str(value).upper()
    assert isinstance(value, int | float)
    found = general(repr(value))
    assert isinstance(found, str)
    return found


def texts(path: Path, width: int) -> list[list[str]]:
    """Our own reading, each line padded."""
    lines = read_grid(path, "").lines
    return [[str(one) for one in line.cells] + [""] * (width - len(line.cells)) for line in lines]


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=8))
def test_all_readers_agree(rows: list[list[Cell]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlsx"
        book = Workbook()
        sheet = book.worksheets[0]
        for number, row in enumerate(rows, 1):
            sheet.cell(number, 1).value = f"行{number}"
            for column, (value, code) in enumerate(row, 2):
                cell = sheet.cell(number, column)
                cell.value = value  # type: ignore[assignment]
                if isinstance(value, str):
                    cell.data_type = "s"
                cell.number_format = code
        book.save(path)
        wanted = [[f"行{number}", *(look(*cell) for cell in row)] for number, row in enumerate(rows, 1)]
        assert texts(path, 4) == wanted
        by_patterns, xlsx._simple = xlsx._simple, lambda data: False
        try:
            assert texts(path, 4) == wanted
        finally:
            xlsx._simple = by_patterns
        seen = load_workbook(path, data_only=True).worksheets[0]
        assert [[look(_day(c.value, c.number_format), c.number_format) for c in row] for row in seen.iter_rows(max_col=4)] == wanted
        calamine = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
        for line, row in zip(calamine, rows, strict=True):
            for found, (value, code) in zip(line[1:], row, strict=False):
                if code not in (ZEROS, POSTAL) and value is not None:
                    assert look(found, "") == look(value, code)


def _day(value: object, code: str) -> object:
    """openpyxl takes an era for a number of days where it does not know the format."""
    if code == ERA and isinstance(value, int | float):
        return datetime(1899, 12, 30) + timedelta(days=value)  # noqa: DTZ001
    return value
