"""The row of headings, columns that can be the key, the sheets of a book."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from bots.errors import DataError
from bots.sources.grid import Grid, Line
from bots.sources.outline import KeyFacts, header_of, heading_above, outline, sheets_of

RECIPES = Path(__file__).resolve().parents[3] / "recipes"
HEADS = ("整理番号", "氏名", "生年月日", "区分")
ROWS = [("00000101", "山田太郎", "1985/4/1", "新規"), ("00000102", "佐藤花子", "H2.4.1", "継続")]


def grid(*rows: tuple[str, ...], first: int = 1) -> Grid:
    return Grid("受付", [Line(number, cells) for number, cells in enumerate(rows, first) if any(cells)])


@pytest.mark.parametrize(
    ("above", "number"),
    [
        ([], 1),
        ([("令和8年度 申込一覧", "", "", "")], 2),
        ([("申込一覧",) * 4], 2),  # a merged title stands in all of its cells
        ([("申込一覧", "", "", ""), ("", "", "", ""), ("作成: こども課", "", "", "令和8年4月1日")], 4),
        ([("黄色の欄だけを書いてください。日付は西暦でも和暦でもかまいません。", "", "", "")], 2),
    ],
)
def test_the_row_of_headings_is_found_below_titles_and_notes(above: list[tuple[str, ...]], number: int) -> None:
    assert header_of(grid(*above, HEADS, *ROWS)) == number


def test_rows_of_words_only_lie_below_their_headings() -> None:
    assert header_of(grid(("氏名", "区分"), ("山田太郎", "新規"), ("佐藤花子", "継続"))) == 1


def test_a_row_of_more_words_than_headings_is_no_row_of_headings() -> None:
    """A remark beside the last column has no heading."""
    rows = [("山田太郎", "新規", "窓口", "あり", "東", "済の印"), ("佐藤花子", "継続", "郵送", "なし", "西", "印なし")]
    assert header_of(grid(("氏名", "区分", "方法", "添付", "地区"), *rows)) == 1


def test_where_nothing_looks_like_headings_none_are_named() -> None:
    assert header_of(grid(("2026/4/1", "123"), ("2026/4/2", "456"))) == 0
    assert header_of(grid()) == 0


@pytest.mark.parametrize("name", ["入所申込一覧.xlsx", "寄附受付簿.xlsx", "card_applications.xlsx"])
def test_the_shipped_books(name: str) -> None:
    from bots.sources.sheet import read_grid

    seen = read_grid(RECIPES / name, "")
    assert header_of(seen) == 3
    keys = outline(seen, 3, name).possible_keys()
    assert keys[0].name in ("整理番号", "申込番号", "Card no")
    assert keys[0].good
    assert not any(one.good for one in keys[1:])


@pytest.mark.parametrize(
    ("above", "rows"), [(("番号", "寄附者", ""), "1-2"), (("申込一覧", "", ""), ""), (("申込一覧",) * 3, ""), (("", "", ""), "")]
)
def test_a_row_above_the_headings_may_belong_to_them(above: tuple[str, ...], rows: str) -> None:
    seen = grid(above, ("", "氏名", "区分"), ("1", "山田太郎", "新規"))
    assert heading_above(seen, outline(seen, 2, "a.csv")) == rows


def test_columns_with_one_heading_are_named_and_left_out() -> None:
    seen = outline(grid(("番号", "電話", "電　話", ""), ("1", "2", "3", "4")), 1, "a.xlsx")
    assert [one.name for one in seen.columns] == ["番号"]
    assert seen.doubled == ("電話", "電 話")
    with pytest.raises(DataError) as told:
        outline(grid(("番号",)), 9, "a.xlsx")
    assert told.value.problem.code == "D12"


TALL = ((3, 1, 4, 1), (3, 2, 4, 2), (3, 3, 3, 5))  # 整理番号 and 氏名 over both rows, 住所 over its three columns


@pytest.mark.parametrize(
    ("rows", "areas", "written", "names"),
    [
        ([("整理番号", "氏名", "住所", "", ""), ("", "", "郵便番号", "町名", "番地")], TALL, "3-4",
         ["整理番号", "氏名", "住所（郵便番号）", "住所（町名）", "住所（番地）"]),
        ([("整理番号", "申請者", "", "世帯主", ""), ("番号", "氏名", "電話", "氏名", "電話")], ((3, 2, 3, 3), (3, 4, 3, 5)), "3-4",
         ["整理番号（番号）", "申請者（氏名）", "申請者（電話）", "世帯主（氏名）", "世帯主（電話）"]),
        ([("令和8年度 一覧", "", "", "", ""), ("整理番号", "氏名", "電話", "住所", "区分")], ((3, 1, 3, 5),), "4",
         ["整理番号", "氏名", "電話", "住所", "区分"]),
        ([("", "申請者", "", "", ""), ("整理番号", "氏名", "電話", "住所", "区分")], ((3, 2, 3, 3),), "4",
         ["整理番号", "氏名", "電話", "住所", "区分"]),
    ],
)  # fmt: skip
def test_headings_of_two_rows_are_seen_by_their_merged_cells(
    rows: list[tuple[str, ...]], areas: tuple[tuple[int, int, int, int], ...], written: str, names: list[str]
) -> None:
    """Only by those, or where words stand twice that the row above tells apart: 3-4 where one row will do is no
    recipe that a person would write."""
    values = [(f"{n:08d}", "山田", "090", "中町", "新規") for n in range(3)]
    lines = [Line(at, one) for at, one in enumerate([*rows, *values], 3)]
    sheet = Grid("受付", lines, areas)
    for asked in (3, 4) if areas == TALL else (4,):
        seen = outline(sheet, asked, "a.xlsx")
        assert (seen.header_text, [one.name for one in seen.columns], seen.rows) == (written, names, 3), asked
    assert outline(sheet, 3, "a.xlsx", 4).header_text == "3-4"


def test_hidden_rows_are_counted() -> None:
    lines = [Line(1, HEADS), Line(2, ROWS[0], hidden=True), Line(3, ROWS[1])]
    assert outline(Grid("受付", lines), 1, "a.xlsx").hidden == 1


def test_what_can_be_the_key_and_why() -> None:
    heads = ("氏名", "整理番号", "住所", "個人番号", "受付番号", "備考")
    rows = [
        (f"山田{n}", f"{n:08d}", f"中町{n}", "123456789018", "" if n else "A-1", "あり" if n < 2 else f"{n}番")
        for n in range(20)
    ]
    keys = outline(grid(heads, *rows), 1, "a.xlsx").possible_keys()
    assert keys[0] == KeyFacts("整理番号", 20, 0, 0, numbered=True)
    assert [one.name for one in keys] == ["整理番号", "備考", "受付番号"]
    assert [one.good for one in keys] == [True, False, False]


def test_slips_make_no_key_a_bad_one() -> None:
    rows = [("00000001",), ("00000001",), *((f"{n:08d}",) for n in range(2, 20)), ("",)]
    lines = [Line(1, ("整理番号",)), *(Line(n + 2, (*row, "x")) for n, row in enumerate(rows))]
    (key,) = (one for one in outline(Grid("", lines), 1, "a.csv").possible_keys() if one.name == "整理番号")
    assert (key.blank, key.doubled, key.fit, key.good) == (1, 2, False, False)
    lines = [Line(one.number, (one.cells[0], "メモ" if one.number == 1 else f"{one.number}件")) for one in lines[:-1]]
    assert [one.name for one in outline(Grid("", lines), 1, "a.csv").possible_keys()] == ["整理番号", "メモ"]
    (key,) = (one for one in outline(Grid("", lines), 1, "a.csv").possible_keys() if one.name == "整理番号")
    assert (key.blank, key.doubled, key.fit, key.good) == (0, 2, False, True)


def test_sheets_that_people_see(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].title = "受付"
    book.create_sheet("集計")
    book.create_sheet("隠し").sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    assert sheets_of(tmp_path / "a.xlsx") == ("受付", "集計")
    (tmp_path / "a.csv").write_text("番号\n1\n", encoding="utf-8")
    assert sheets_of(tmp_path / "a.csv") == ()
    old = next((Path(__file__).parent).glob("*.xls"))
    assert sheets_of(old)
    with pytest.raises(DataError):
        sheets_of(tmp_path / "none.xlsx")
