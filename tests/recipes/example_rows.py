"""Sheets for the example recipes of the design: a few rows each, in the forms in which clerks write them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from openpyxl import Workbook

from tests.recipes import insurance_sample
from tests.recipes.books import FIRST_ROW, As, Cell

Rows = Sequence[Sequence[Cell]]

CARDS: Rows = (
    ("Card no", "Name", "Birthday", "Area", "Receipt"),
    ("00000012", "Ann O'Neil", date(1990, 2, 3), "North", None),
    (As(13, "00000000"), "髙橋 由美子", "1985-12-01", "South", None),
    ("00000014", "Bea Clark", "2001/7/9", "Other", "L-00907"),
    ("00000015", "Sofia García", "昭和60年1月2日", "Other", None),
)
APPLICATIONS: Rows = (
    ("令和8年度　保育所入所申込",),
    ("※ 受け付けた順に記入",),
    ("整理番号", "区分", "児童氏名", "児童氏名\n（カナ）", "生年月日", "性別", "第一希望", "就労証明書",
     "個人番号", "状態", "受付番号"),
    ("00000031", "新規", "髙﨑　凜", "ﾀｶｻｷ　ﾘﾝ", "令和5年7月14日", "女", "中央保育園", "証明.pdf", None, None, None),
    (As(32, "00000000"), "継続", "𠮷田　葵", "よしだ　あおい", date(2024, 4, 1), "男", "桜台保育園", "証明.pdf",
     "123456789010", None, None),
    ("00000033", "取下げ", "山田　花", "ヤマダ　ハナ", "R5.1.2", "女", "南町保育園", "証明.pdf", None, None, None),
    ("00000034", "新規", "鈴木　蓮", "スズキ　レン", "R6.2.29", "男", "旧東町保育園", "証明.pdf", None, None, None),
    ("00000035", "新規", "鈴木　蓮", "スズキ　レン", "R6.2.29", "男", "青空こども園", "証明.pdf", None, None, None),
    ("00000036", "新規", "伊藤　湊", "イトウ　ミナト", "H31.4.30", "男", "若葉こども園", "証明.pdf", None, "登録済", None),
)  # fmt: skip
# The good ones of so many rows of the sample book, and the special ones that a system refuses; in English words a few of
# them, as the words alone are other ones.
NOTICES, FEW = 12, 8
REFUSED = ("moved out", "nobody", "unknown town", "insured already", "left already", "died", "no people")


def save(rows: Rows, path: Path, sheet: str = "Sheet1") -> None:
    """A book with one sheet."""
    book = Workbook()
    assert book.active is not None
    book.active.title = sheet
    _put(book, sheet, rows)
    book.save(path)


def notices(first: int = NOTICES) -> list[list[Cell]]:
    """Headings, the good ones of the first rows of the sample book, and one of each kind that is refused at the screen, or
    of two where the rows are few."""
    made = insurance_sample.rows()
    kinds = {kind: number for number, kind in insurance_sample.SPECIAL.items()}
    refused = REFUSED if first == NOTICES else REFUSED[:2]
    numbers = sorted({*good_numbers(first), *(kinds[kind] for kind in refused)})
    return [list(insurance_sample.HEADINGS), *(made[number - FIRST_ROW] for number in numbers)]


def good_notices(first: int = NOTICES) -> list[list[Cell]]:
    """Those of the notices that are entered."""
    made = insurance_sample.rows()
    return [made[number - FIRST_ROW] for number in good_numbers(first)]


def good_numbers(first: int = NOTICES) -> list[int]:
    """The rows of the sample book in which these stand."""
    seen = range(FIRST_ROW, FIRST_ROW + first)
    return [number for number in seen if insurance_sample.SPECIAL.get(number, "rare") == "rare"]


def save_notices(path: Path, first: int = NOTICES) -> None:
    """異動連絡票 with its 対象者, both with their headings in the first row."""
    book = Workbook()
    assert book.active is not None
    book.active.title = "連絡票"
    made = notices(first)
    _put(book, "連絡票", made)
    known = {insurance_sample.plain(row[0]) for row in made}
    people = [row for row in insurance_sample.people_of(insurance_sample.rows())
              if insurance_sample.plain(row[0]) in known]  # fmt: skip
    book.create_sheet("対象者")
    _put(book, "対象者", [list(insurance_sample.PEOPLE_HEADINGS), *people])
    book.save(path)


def _put(book: Workbook, sheet: str, rows: Rows) -> None:
    for row, cells in enumerate(rows, 1):
        for column, value in enumerate(cells, 1):
            cell = book[sheet].cell(row, column)
            if isinstance(value, As):
                cell.value, cell.number_format = value.value, value.number_format
            elif value is not None:
                cell.value = value  # type: ignore[assignment]
                if isinstance(value, str):
                    cell.number_format = "@"
