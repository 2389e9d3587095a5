"""Cells with a line through them (取り消し線): told as faults, in every kind of book, and kept in what goes back."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from bots.errors import Place, Problem
from bots.model import Column, Row, RowsPlan
from bots.sources import xlsx
from bots.sources.biff_struck import StruckFonts
from bots.sources.results import RowOutcome, write_rejects, write_result
from bots.sources.sheet import SheetSource, read_grid
from bots.sources.struck import of_runs
from tests.unit.sources.parts import PARTS, SHEET, make, sheet_of
from tests.unit.sources.test_ods import make as make_ods

COLUMNS = (Column("番号", "code", size=4), Column("枝番", "code"), Column("氏名", "text", maximum=10), Column("備考", "text", optional=True))
PLAN = RowsPlan("一覧.xlsx", ("番号", "枝番"), columns=COLUMNS)
LINE, PLAIN = InlineFont(strike=True), InlineFont(b=True)
HEADINGS = ("番号", "枝番", "氏名", "備考", "控え")


def book(path: Path, rows: Sequence[Sequence[object]], struck: Sequence[str]) -> Path:
    made = Workbook()
    page = made.worksheets[0]
    page.title = "受付"
    page.append(HEADINGS)
    for row in rows:
        page.append(list(row))
    for cell in struck:
        page[cell].font = Font(strike=True)
    made.save(path)
    return path


def faults(path: Path) -> list[list[tuple[str, str, str]]]:
    rows = SheetSource().read(path, PLAN, scope={}).rows
    return [[(one.code, str(one.words.get("column")), one.place.cell) for one in row.problems] for row in rows]


def both_ways(path: Path, monkeypatch: pytest.MonkeyPatch) -> list[frozenset[int]]:
    """What both readers of .xlsx find struck out, line by line: they agree."""
    found = [line.struck for line in read_grid(path, "").lines]
    with monkeypatch.context() as patch:
        patch.setattr(xlsx, "_simple", lambda data: False)
        assert [line.struck for line in read_grid(path, "").lines] == found
    return found


ROWS = [("0001", "1", "髙橋", "a", "b")] * 6


def test_a_struck_key_voids_its_row_and_another_cell_is_told_by_itself(tmp_path: Path) -> None:
    rows = [(f"000{n}", "1", "髙橋", "a", "b") for n in range(1, 7)]
    rows[4] = ("0005", "1", "長すぎる名前の人ですよね", "a", "b")
    path = book(tmp_path / "一覧.xlsx", rows, ["A2", "C2", "B3", "D4", "C4", "E5", "C6", *(f"{c}7" for c in "ABCDE")])
    assert faults(path) == [
        [("D97", "番号", "受付!A2")],
        [("D97", "枝番", "受付!B3")],
        [("D97", "氏名", "受付!C4"), ("D97", "備考", "受付!D4")],
        [],  # of a column that nobody declares
        [("D97", "氏名", "受付!C6")],  # what is void need not fit
        [("D97", "番号", "受付!A7")],
    ]


def test_the_key_of_a_struck_row_is_known_and_a_row_that_is_left_out_is_no_fault(tmp_path: Path) -> None:
    path = book(tmp_path / "一覧.xlsx", [("0001", "1", "髙橋", "取消", "")], ["A2"])
    row = SheetSource().read(path, PLAN, scope={}).rows[0]
    assert row.key == ("0001", "1")
    told = row.problems[0]
    assert told.sentence("ja") == "「番号」に取り消し線が引かれています。"
    assert "「対象」" in told.hint("ja")
    left = RowsPlan("一覧.xlsx", PLAN.key, columns=COLUMNS, only={"備考": ""})
    row = SheetSource().read(path, left, scope={}).rows[0]
    assert (row.chosen, row.problems) == (False, ())


def test_a_blank_cell_with_a_line_is_blank(tmp_path: Path) -> None:
    path = book(tmp_path / "一覧.xlsx", [("0001", "1", "髙橋", " ", "")], ["D2"])
    assert faults(path) == [[]]


def test_a_text_is_struck_out_where_all_of_its_runs_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        (CellRichText(TextBlock(LINE, "00"), TextBlock(LINE, "01")), "1"),
        (CellRichText(TextBlock(LINE, "00"), TextBlock(PLAIN, "02")), "1"),
        (CellRichText("00", TextBlock(LINE, "03")), "1"),
        (CellRichText(TextBlock(LINE, "0004"), TextBlock(PLAIN, " ")), "1"),
        (CellRichText(TextBlock(PLAIN, "0005")), "1"),
        (CellRichText("00", TextBlock(LINE, "06")), "1"),
    ]
    path = book(tmp_path / "a.xlsx", rows, ["A6", "A7"])
    wanted = [set(), {0}, set(), set(), {0}, set(), {0}]
    assert both_ways(path, monkeypatch) == wanted


STYLES = str(PARTS["xl/styles.xml"]).replace("<font><b/></font>", "<font><strike/></font>")


@pytest.mark.parametrize(("said", "struck"), [("<strike/>", True), ('<strike val="1"/>', True), ('<strike val="0"/>', False),
                                              ('<strike val="false"/>', False)])  # fmt: skip
def test_shared_texts_are_struck_out_by_their_cell_or_by_their_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str, struck: bool
) -> None:
    runs = f"<si><r><rPr>{said}</rPr><t>髙</t></r><r><rPr><b/>{said}</rPr><t>橋</t></r></si>"
    furigana = '<si><r><rPr><b/></rPr><t>花</t></r><rPh sb="0" eb="1"><t>ハナ</t></rPh></si><si><t>x</t></si>'
    strings = str(PARTS["xl/sharedStrings.xml"]).replace("</sst>", f"{runs}{furigana}</sst>")
    cells = "".join(f'<c r="{"ABCD"[at]}3"{form} t="s"><v>{text}</v></c>' for at, (form, text) in enumerate(
        (("", 12), (' s="4"', 12), (' s="4"', 13), (' s="4"', 14))))  # fmt: skip
    rows = f'<row r="3">{cells}<c r="E3" s="4"><v>12</v></c><c r="F3" s="4"/></row>'
    for font, by_cell in ((STYLES.replace("<strike/>", said), struck), (STYLES, True), (STYLES.replace("<strike/>", ""), False)):
        path = make(tmp_path / "a.xlsm", styles_xml=font, sharedStrings_xml=strings, sheet2_xml=sheet_of(rows))
        found = both_ways(path, monkeypatch)[-1]
        assert found == ({0, 1} if struck else set()) | ({3, 4} if by_cell else set())
    assert read_grid(path, SHEET).lines[-1].cells[:3] == ("髙橋", "髙橋", "花")


def test_a_merged_cell_keeps_its_line(tmp_path: Path) -> None:
    path = book(tmp_path / "一覧.xlsx", ROWS[:1], ["A2"])
    made = load_workbook(path)
    made.worksheets[0].merge_cells("C2:D2")
    made.save(path)
    assert read_grid(path, "").lines[1].struck == {0}


def test_runs_that_say_nothing_are_as_their_cell_is() -> None:
    assert [of_runs(one) for one in ([], [(None, "a")], [(True, "a"), (None, "b")])] == [None] * 3
    assert of_runs([(True, "a"), (False, " ")]) is True
    assert of_runs([(None, "a"), (False, "b")]) is False


# --------------------------------------------------------------------------- OpenDocument

_ODS_STYLES = (
    '<style:style style:name="line" style:family="table-cell"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="child" style:family="table-cell" style:parent-style-name="line"/>'
    '<style:style style:name="none" style:family="table-cell" style:parent-style-name="line">'
    '<style:text-properties style:text-line-through-style="none" style:text-line-through-type="none"/></style:style>'
    '<style:style style:name="T1" style:family="text"><style:text-properties style:text-line-through-type="single"/></style:style>'
    '<style:style style:name="circle" style:family="table-cell" style:parent-style-name="circle"/>'
)


def _cell(text: str, style: str = "", more: str = "") -> str:
    named = f' table:style-name="{style}"' if style else ""
    return f'<table:table-cell office:value-type="string"{named}{more}><text:p>{text}</text:p></table:table-cell>'


def _span(text: str) -> str:
    return f'<text:span text:style-name="T1">{text}</text:span>'


def _ods(path: Path, rows: str, named: str = "") -> Path:
    make_ods(path, rows)
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name).decode() for name in old.namelist()}
    content = parts["content.xml"].replace("<office:automatic-styles>", f"<office:automatic-styles>{_ODS_STYLES}")
    with zipfile.ZipFile(path, "w") as new:
        new.writestr("content.xml", content)
        if named:
            head, _, _ = content.partition("<office:automatic-styles>")
            new.writestr("styles.xml", f"{head}<office:styles>{named}</office:styles></office:document-content>")
    return path


def test_cells_of_an_ods_are_struck_out_by_their_style_their_column_or_their_pieces(tmp_path: Path) -> None:
    rows = (
        '<table:table-column table:number-columns-repeated="2"/><table:table-column table:default-cell-style-name="line"/>'
        '<table:table-column/>'
        f"<table:table-row>{_cell('a', 'line')}{_cell('b', 'child')}{_cell('c')}{_cell('d', 'none')}</table:table-row>"
        f"<table:table-row>{_cell(_span('a') + _span('b'))}{_cell(_span('a') + 'b')}{_cell('c', 'none')}"
        f"{_cell(_span('a') + 'b', 'line')}</table:table-row>"
        f'<table:table-row table:default-cell-style-name="child">{_cell("a", "circle")}'
        f"{_cell('b', '', ' table:number-columns-repeated=' + chr(34) + '3' + chr(34))}</table:table-row>"
        f'<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2"/>'
        f"{_cell('c', '', ' table:number-columns-repeated=' + chr(34) + '2' + chr(34))}</table:table-row>"
    )
    lines = read_grid(_ods(tmp_path / "a.ods", rows), "受付").lines
    assert [line.struck for line in lines] == [{0, 1, 2}, {0, 3}, {1, 2, 3}, {2}, {2}]


def test_styles_of_an_ods_that_have_names_of_their_own_count(tmp_path: Path) -> None:
    named = '<style:style style:name="取消" style:family="table-cell"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    rows = f"<table:table-row>{_cell('a', '取消')}{_cell('b')}</table:table-row>"
    assert read_grid(_ods(tmp_path / "a.ods", rows, named), "受付").lines[0].struck == {0}
    assert read_grid(_ods(tmp_path / "b.ods", rows), "受付").lines[0].struck == set()


# --------------------------------------------------------------------------- BIFF8


def _fonts() -> StruckFonts:
    """Fonts 0-3 and 5 (no font is the fourth): the last one strikes out; formats 0 and 1 have the first and the last."""
    made = StruckFonts()
    for line in (0, 0, 0, 0, 8):
        made.font(struct.pack("<HH", 220, line))
    for font in (0, 5):
        made.form(struct.pack("<HH", font, 0))
    return made


def _text(text: str, *runs: tuple[int, int], more: bytes = b"") -> bytes:
    flags = 1 | (8 if runs else 0) | (4 if more else 0)
    head = struct.pack("<HB", len(text.encode("utf-16-le")) // 2, flags)
    head += struct.pack("<H", len(runs)) if runs else b""
    head += struct.pack("<I", len(more)) if more else b""
    return head + text.encode("utf-16-le") + b"".join(struct.pack("<HH", *one) for one in runs) + more


def _shared(fonts: StruckFonts, text: int, form: int) -> bool:
    return list(fonts.cells(0x00FD, struct.pack("<HHHI", 3, 1, form, text))) == [(3, 1)]


def test_shared_texts_of_an_xls_are_struck_out_by_their_cell_or_by_their_runs() -> None:
    texts = [
        _text("a"), _text("ab", (0, 5)), _text("ab", (1, 5)), _text("ab", (0, 5), (1, 0)), _text("𠮷野家", (0, 0), more=b"kana"),
        _text("ab", (0, 5)),
    ]  # fmt: skip
    data = struct.pack("<II", len(texts), len(texts)) + b"".join(texts)
    wanted = [(False, True), (True, True), (False, True), (False, False), (False, False), (True, True)]
    at_ab = len(data) - len(texts[-1]) + 5 + 2  # between its two letters
    narrow = data[at_ab : at_ab + 1]  # the rest of it one byte a letter
    for blocks in (
        [data],
        [data[:8], data[8:]],
        [data[:-4], data[-4:]],
        [data[:at_ab], b"\0" + narrow + data[at_ab + 2 :]],
        [data[:at_ab], b"\1" + data[at_ab:]],
    ):
        fonts = _fonts()
        fonts.texts(blocks)
        assert [(_shared(fonts, n, 0), _shared(fonts, n, 1)) for n in range(len(texts))] == wanted


def test_cells_of_an_xls_are_struck_out_by_their_format() -> None:
    fonts = _fonts()
    assert list(fonts.cells(0x0203, struct.pack("<HHHd", 2, 4, 1, 12.0))) == [(2, 4)]
    assert list(fonts.cells(0x0203, struct.pack("<HHHd", 2, 4, 0, 12.0))) == []
    several = struct.pack("<HH", 7, 2) + b"".join(struct.pack("<HI", form, 0) for form in (0, 1, 1)) + struct.pack("<H", 4)
    assert list(fonts.cells(0x00BD, several)) == [(7, 3), (7, 4)]
    assert list(fonts.cells(0x0201, struct.pack("<HHH", 2, 4, 1))) == []


def test_texts_of_an_xls_that_end_too_early_are_no_texts() -> None:
    with pytest.raises(ValueError, match="too early"):
        _fonts().texts([struct.pack("<II", 2, 2) + _text("ab", (0, 5))])


# --------------------------------------------------------------------------- the books that go back


def _outcome(row: Row) -> RowOutcome:
    said = "、".join(one.sentence("ja") for one in row.problems)
    bad = {str(one.words["column"]): one.sentence("ja") for one in row.problems}
    return RowOutcome(row.number, "refused" if row.problems else "done", "業務エラー", said, {}, bad)


def test_a_struck_row_is_refused_again_where_its_rejects_are_handed_in_as_they_are(tmp_path: Path) -> None:
    rows = [(f"000{n}", "1", "髙橋", "a", "b") for n in range(1, 4)]
    path = book(tmp_path / "一覧.xlsx", rows, ["A2", "D3"])
    table = SheetSource().read(path, PLAN, scope={})
    made = write_rejects(path, PLAN, table, [_outcome(row) for row in table.rows], path, language="ja", fallback=tmp_path)
    assert faults(made.path) == [[("D97", "番号", "受付!B2")], [("D97", "備考", "受付!E3")]]
    page = load_workbook(made.path).worksheets[0]
    assert [cell.font.strike for cell in page[2]] == [None, True, True, True, True, True]
    assert page["B2"].font.name == page["B3"].font.name
    mended = load_workbook(made.path)
    for cells in mended.worksheets[0].iter_rows(min_row=2):
        for cell in cells:
            cell.font = Font()
    mended.save(made.path)
    assert faults(made.path) == [[], []]


def test_a_fault_of_a_child_row_strikes_out_nothing_of_its_row(tmp_path: Path) -> None:
    path = book(tmp_path / "一覧.xlsx", ROWS[:1], [])
    table = SheetSource().read(path, PLAN, scope={})
    row = table.rows[0]
    places = (Place(cell="世帯!A2"), Place("世帯.xlsx", cell="受付!A2"))
    child = replace(row, problems=tuple(Problem("D97", {"column": "番号"}, place) for place in places))
    refused = replace(table, rows=(child,))
    made = write_rejects(path, PLAN, refused, [_outcome(child)], path, language="ja", fallback=tmp_path)
    assert faults(made.path) == [[]]


def test_the_result_of_an_ods_keeps_its_lines(tmp_path: Path) -> None:
    heads = "".join(_cell(one) for one in HEADINGS)
    row = _cell("0001", "line") + "".join(_cell(one) for one in ("1", "髙橋", "a"))
    path = _ods(tmp_path / "一覧.ods", f"<table:table-row>{heads}</table:table-row><table:table-row>{row}</table:table-row>")
    plan = RowsPlan("一覧.ods", PLAN.key, sheet="受付", columns=COLUMNS)
    table = SheetSource().read(path, plan, scope={})
    made = write_result(path, plan, table, [_outcome(one) for one in table.rows], path, language="ja", fallback=tmp_path)
    assert [line.struck for line in read_grid(made.path, "").lines] == [set(), {0}]
