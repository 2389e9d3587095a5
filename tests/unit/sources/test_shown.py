"""What a sheet shows is what is read: cells that hide what they hold, formats of texts, days written as texts."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest
from openpyxl import load_workbook

from bots.errors import DataError
from bots.model import Dated, Look, Numberless, RowsPlan, Table, Worded
from bots.sources import xlsx
from bots.sources.formats import Unread, look_beside, show_of
from bots.sources.grid import Line
from bots.sources.headings import heading_words
from bots.sources.new_book import Page, save_texts
from bots.sources.numerals import Beside
from bots.sources.sections import PIECE
from bots.sources.sheet import SheetSource, read_grid
from bots.sources.tables import read_lookup
from bots.values.columns import parse_column, read_cell
from tests.unit.sources import test_biff, test_ods
from tests.unit.sources.parts import MAIN, make

WORDED = [  # number, format, in a column of texts, in one of amounts
    ("101", '0"号室"', "101号室", "101"), ("101", '"A-"0', "A-101", "101"), ("101", '"No."General', "No.101", "101"),
    ("1234", '#,##0"円"', "1,234円", "1234"), ("-1234", '#,##0;"△"#,##0', "△1,234", "-1234"), ("1234", "#,##0", "1234", "1234"),
    ("5000", '"▲"#,##0', "▲5,000", "D100"), ("5000", '"▲ "#,##0;"▲ "#,##0', "▲ 5,000", "D100"), ("5000", "-#,##0", "-5,000", "D100"),
    ("3", '0"千円"', "3千円", "D25"), ("3", '#,##0"万円"', "3万円", "D25"), ("3", '0"%"', "3%", "D25"), ("3", '0"人"', "3人", "3"),
    ("500", '"¥"-#,##0', "¥-500", "D100"), ("5", '"–"0', "–5", "D100"), ("5", '"ー"0', "ー5", "D100"), ("5", '"▼"0', "▼5", "D100"),
    ("5", "0-", "5-", "D100"), ("5", '0"▲"', "5▲", "D100"), ("5", '"コーヒー"0', "コーヒー5", "5"),
    ("5000", "(#,##0)", "(5,000)", "D100"), ("-5000", '"▲"#,##0', "-▲5,000", "D100"), ("0", '"▲"#,##0', "▲0", "0"),
    ("1234", '"－"#,##0"円"', "－1,234円", "D100"), ("1234", '"￥△"#,##0', "￥△1,234", "D100"), ("1234", '"差引△"#,##0', "差引△1,234", "D100"),
    ("5", '"―"0', "―5", "D100"), ("5", '"マイナス"0', "マイナス5", "D100"), ("5", '"ﾏｲﾅｽ "0"円"', "ﾏｲﾅｽ 5円", "D100"), ("5", '"差引－"0', "差引－5", "D100"),
    ("5", '"差引ー"0', "差引ー5", "D100"), ("5", '"‑"0', "‑5", "D100"), ("5", '"—"0', "—5", "D100"), ("5", '"▽"0', "▽5", "D100"), ("5", '"ｰ"0', "ｰ5", "D100"),
    ("5000", '"（"#,##0"円）"', "（5,000円）", "D100"), ("5000", '#,##0"円－"', "5,000円－", "D100"), ("12", '"△"0000', "△0012", "D100"),
    ("-5", '"差引△"0', "-差引△5", "D100"), ("-5", '0;"－"0', "－5", "-5"), ("5", '"サーバー"0', "サーバー5", "5"), ("5", '"Ａ－"0', "Ａ－5", "5"),
    ("3", '0"分の1"', "3分の1", "D25"), ("3", '0"倍"', "3倍", "D25"), ("3", '0"×10"', "3×10", "D25"), ("3", '0"k円"', "3k円", "D25"),
    ("3", '0"ｋ円"', "3ｋ円", "D25"), ("3", '0"ダース"', "3ダース", "D25"), ("3", '0"／10"', "3／10", "D25"), ("3", '0"個半"', "3個半", "D25"),
    ("3", '0"～5"', "3～5", "D25"), ("3", '0"ドル"', "3ドル", "D25"), ("3", '0"km"', "3km", "3"), ("3", '0"半期"', "3半期", "3"), ("3", '0"/月"', "3/月", "3"),
]  # fmt: skip


WORDS = ('0"g"', '0"kg"', "0", '0"級"', '0"番"', '0"百万円"', '0"円"', '"K-"0', '"¥"#,##0')
FOURTH = [  # the section of texts, and what it shows of 山田
    ("0;-0;0;General", "山田"), ("0;0;0;general", "山田"), ('0;0;0;"第"General"号"', "第山田号"), ("0;0;0;G/標準", "D101"),
    ("0;0;0;abc", "D101"), ('0;0;0;"x"', "x"), ("0;0;0;0", "0"),
]  # fmt: skip
ACCOUNTS = [f'_ "¥"* #,##0_ ;_ "¥"* \\-#,##0_ ;_ {zero};_ @_ ' for zero in ('"¥"* "-"_ ', '[$¥-411]* "-"_ ', '[$￥-411]"-"', '"- 円"', '"-"')]
FORMATS = (*dict.fromkeys(("General", "0;-0;;@", '@"様"', "yyyy/mm/dd hh:mm:ss", 'm"月"d"日"', "#,##0", ";;;", "h:mm:ss",
                           '0"月"', *(one for _, one, *_ in WORDED), *WORDS, *(one for one, _ in FOURTH), *ACCOUNTS)),)
_STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts>'
    + "".join(f'<numFmt numFmtId="{170 + at}" formatCode={quoteattr(one)}/>' for at, one in enumerate(FORMATS))
    + "</numFmts><fonts><font/></fonts><cellXfs>"
    + "".join(f'<xf numFmtId="{170 + at}" fontId="0"/>' for at, _ in enumerate(FORMATS))
    + "</cellXfs></styleSheet>"
)


def cell(place: str, kept: str, code: str = "General", kind: str = "n") -> str:
    style = FORMATS.index(code)
    if kind == "inlineStr":
        return f'<c r="{place}" s="{style}" t="inlineStr"><is><t>{kept}</t></is></c>'
    return f'<c r="{place}" s="{style}" t="{kind}"><v>{kept}</v></c>'


def book(path: Path, rows: str, before: str = "", after: str = "", *, strings: str | None = None, days: str = "") -> Path:
    """A book of those rows; `before` and `after` are what stands around them in the XML of their sheet."""
    xml = f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    names = {"sheet2_xml": xml, "styles_xml": _STYLES}
    if strings is not None:
        names["sharedStrings_xml"] = f'<sst xmlns="{MAIN}">{strings}</sst>'
    return make(path, **names)


def cells_of(path: Path) -> list[list[str]]:
    """What is read, the codes of problems included, which both ways of reading agree upon."""
    made = []
    by_patterns = xlsx._by_patterns
    for way in (by_patterns, _unusual):
        xlsx._by_patterns = way  # type: ignore[assignment]
        try:
            lines = read_grid(path, "受付（Ｒ８）").lines
        finally:
            xlsx._by_patterns = by_patterns
        made.append([[one.problem.code if isinstance(one, Unread) else str(one) for one in line.cells] for line in lines])
    assert made[0] == made[1]
    return made[0]


def _unusual(*_: object) -> None:
    raise xlsx._Unusual


def read(path: Path, **columns: str) -> Table:
    made = tuple(parse_column(name, kind) for name, kind in columns.items())
    return SheetSource().read(path, RowsPlan(path.name, ("K",), columns=made, sheet="受付（Ｒ８）"), scope={})


def row(number: int, *cells: str, more: str = "") -> str:
    return f'<row r="{number}"{more}>{"".join(cells)}</row>'


HEAD = row(1, cell("A1", "K", kind="inlineStr"), cell("B1", "V", kind="inlineStr"), cell("C1", "W", kind="inlineStr"))


def test_a_value_under_a_merged_cell_is_entered_by_nobody(tmp_path: Path) -> None:
    rows = HEAD + row(2, cell("A2", "1"), cell("B2", "5")) + row(3, cell("A3", "2"), cell("B3", "77"))
    path = book(tmp_path / "a.xlsx", rows, after='<mergeCells><mergeCell ref="B2:B3"/></mergeCells>')
    assert cells_of(path) == [["K", "V", "W"], ["1", "5"], ["2", "D67"]]
    covered = "<table:covered-table-cell office:value-type='float' office:value='77'><text:p>77</text:p></table:covered-table-cell>"
    first = test_ods.number("5", "5").replace("<table:table-cell", "<table:table-cell table:number-rows-spanned='2'")
    ods = f"<table:table-row>{test_ods.words('a')}{first}</table:table-row><table:table-row>{test_ods.words('b')}{covered}</table:table-row>"
    lines = read_grid(test_ods.make(tmp_path / "a.ods", ods), "受付").lines
    assert isinstance(lines[1].cells[1], Unread)


def test_a_nothing_that_is_not_shown_is_blank_and_for_an_amount_that_must_be_there_0(tmp_path: Path) -> None:
    rows = HEAD + row(2, cell("A2", "1"), cell("B2", "0", "0;-0;;@"), cell("C2", "0", "0;-0;;@"))
    path = book(tmp_path / "a.xlsx", rows)
    [one] = read(path, K="code", V="text optional", W="money").rows
    assert [one.values[name].reveal() for name in "VW"] == ["", "0"]
    [one] = read(path, K="code", V="code", W="number optional").rows
    assert one.values["W"].reveal() == ""
    assert [problem.code for problem in one.problems] == ["D20"]


@pytest.mark.parametrize("form", ACCOUNTS)
def test_a_nothing_of_an_accounting_format_is_0(tmp_path: Path, form: str) -> None:
    path = book(tmp_path / "a.xlsx", HEAD + row(2, cell("A2", "1"), cell("B2", "0", form), cell("C2", "1500", form)))
    [one] = read(path, K="code", V="money", W="number").rows
    assert (one.problems, [one.values[name].reveal() for name in "VW"]) == ((), ["0", "1500"])


@pytest.mark.parametrize("only", [{"V": ""}, {"W": ""}])
def test_a_row_is_not_left_out_by_what_nobody_sees(tmp_path: Path, only: dict[str, str]) -> None:
    rows = HEAD + row(2, cell("A2", "1"), cell("B2", "0", "0;-0;;@"), cell("C2", "0", "0;-0;;@"))
    columns = tuple(parse_column(name, kind) for name, kind in (("K", "code"), ("V", "text optional"), ("W", "money optional")))
    plan = RowsPlan("a", ("K",), columns=columns, sheet="受付（Ｒ８）", only=only)
    [one] = SheetSource().read(book(tmp_path / "a.xlsx", rows), plan, scope={}).rows
    assert one.chosen


def test_an_amount_that_shows_nothing_of_what_it_holds_is_a_fault() -> None:
    for kind in ("money optional", "number"):
        with pytest.raises(DataError) as told:
            read_cell(parse_column("V", kind), Numberless("", nothing=False))
        assert told.value.problem.code == "D100"
    assert read_cell(parse_column("V", "money optional"), Numberless("-", nothing=True)).reveal() == "0"
    assert read_cell(parse_column("V", "text"), Numberless("-", nothing=True)).reveal() == "-"


@pytest.mark.parametrize("view", ['<sheetView showZeros="0" workbookViewId="0"/>', "<sheetView workbookViewId='0' showZeros='false'/>"])
def test_a_sheet_that_shows_no_zeros_has_none(tmp_path: Path, view: str) -> None:
    rows = row(1, cell("A1", "0"), cell("B1", "0", "#,##0"), cell("C1", "7"), cell("D1", "0", "yyyy/mm/dd hh:mm:ss"), '<c r="E1" s="99"><v>0</v></c>')
    path = book(tmp_path / "a.xlsx", rows, before=f"<sheetViews>{view}</sheetViews>")
    assert cells_of(path) == [["", "", "7", "", ""]]


def test_texts_are_read_with_the_words_of_their_format(tmp_path: Path) -> None:
    rows = row(
        1, cell("A1", "0", '@"様"', "s"), cell("B1", "山田", '@"様"', "inlineStr"), cell("C1", "山田", '@"様"', "str"),
        cell("D1", "0", ";;;", "s"), cell("E1", "0", "General", "s"), cell("F1", "5", '@"様"'),
    )  # fmt: skip
    path = book(tmp_path / "a.xlsx", rows, strings="<si><t>髙橋</t></si>")
    assert cells_of(path) == [["髙橋様", "山田様", "山田様", "", "髙橋", "5"]]


@pytest.mark.parametrize(("code", "text"), FOURTH)
def test_the_fourth_section_shows_a_text(tmp_path: Path, code: str, text: str) -> None:
    """As LibreOffice shows it; letters without quotes each program takes for something else."""
    path = book(tmp_path / "a.xlsx", row(1, cell("A1", "山田", code, "inlineStr")))
    assert cells_of(path) == [[text]]


def read_in_both(line: Line) -> list[str]:
    out = []
    for kind, content in zip(("text", "money"), line.cells[:2], strict=True):
        try:
            assert isinstance(content, str)
            out.append(read_cell(parse_column("V", kind), content).reveal())
        except DataError as told:
            out.append(told.problem.code)
    return out


@pytest.mark.parametrize(("number", "code", "text", "amount"), WORDED)
def test_words_beside_a_number_are_part_of_a_text_and_of_no_amount(
    tmp_path: Path, number: str, code: str, text: str, amount: str
) -> None:
    """And a mark that makes it less than nothing to the eye leaves no amount."""
    path = book(tmp_path / "a.xlsx", row(1, cell("A1", number, code), cell("B1", number, code)))
    [line] = read_grid(path, "受付（Ｒ８）").lines
    assert read_in_both(line) == [text, amount]
    again = tmp_path / "b.xlsx"
    save_texts(again, [Page("受付", {1: line.cells})])
    assert read_in_both(read_grid(again, "").lines[0]) == [text, amount]


@pytest.mark.parametrize(("shown", "value", "text", "amount"), [
    ("101号室", "101", "101号室", "101"), ("1,234円", "1234", "1,234円", "1234"), ("▲1,234", "-1234", "▲1,234", "-1234"),
    ("▲1,234", "1234", "▲1,234", "D100"), ("3.10 kg", "3.1", "3.10 kg", "3.10"),
])  # fmt: skip
def test_the_same_in_an_ods_and_in_the_book_of_its_rejects(
    tmp_path: Path, shown: str, value: str, text: str, amount: str
) -> None:
    rows = f"<table:table-row>{test_ods.number(value, shown) * 2}</table:table-row>"
    [line] = read_grid(test_ods.make(tmp_path / "a.ods", rows), "受付").lines
    assert read_in_both(line) == [text, amount]
    again = tmp_path / "b.xlsx"
    save_texts(again, [Page("受付", {1: line.cells})])
    assert read_in_both(read_grid(again, "").lines[0]) == [text, amount]


@pytest.mark.parametrize(("code", "kind", "read"), [
    ('0"千円"', "money unit 千円", "3"), ('0"円"', "money unit 千円", "D95"), ('0"百万円"', "money unit 千円", "D95"),
    ('0"g"', "number unit kg", "D95"), ('0"kg"', "number unit kg", "3"), ("0", "number unit kg", "3"),
    ('0"級"', "choice 2級/3級", "3級"), ('0"番"', "choice 2/3", "3"),
])  # fmt: skip
def test_a_word_beside_a_number_is_the_unit_of_its_column_or_a_fault(
    tmp_path: Path, code: str, kind: str, read: str
) -> None:
    path = book(tmp_path / "a.xlsx", row(1, cell("A1", "3", code)))
    [found] = read_grid(path, "受付（Ｒ８）").lines[0].cells
    assert isinstance(found, str)
    if read == "D95":
        with pytest.raises(DataError) as told:
            read_cell(parse_column("V", kind), found)
        assert told.value.problem.code == read
    else:
        assert read_cell(parse_column("V", kind), found).reveal() == read


@pytest.mark.parametrize(("skip", "kept"), [
    ({"部屋": "101号室"}, ["102号室"]), ({"部屋": "101"}, ["101号室", "102号室"]), ({"部屋": {"contains": "号"}}, []),
    ({"額": "1000"}, ["102号室"]), ({"無": "1000"}, ["102号室"]), ({"無": "¥2,000"}, ["101号室", "102号室"]),
])  # fmt: skip
def test_rows_are_left_out_by_what_is_seen_of_their_numbers(tmp_path: Path, skip: dict[str, str], kept: list[str]) -> None:
    heads = row(1, *(cell(f"{at}1", name, kind="inlineStr") for at, name in zip("ABC", ("部屋", "額", "無"), strict=True)))
    lines = [row(n, cell(f"A{n}", str(99 + n), '0"号室"'), cell(f"B{n}", f"{n - 1}000", '#,##0"円"'),
                 cell(f"C{n}", f"{n - 1}000", '"¥"#,##0')) for n in (2, 3)]  # fmt: skip
    columns = (parse_column("部屋", "text"), parse_column("額", "money"))
    plan = RowsPlan("a", ("部屋",), columns=columns, sheet="受付（Ｒ８）", skip=skip)
    found = SheetSource().read(book(tmp_path / "a.xlsx", heads + "".join(lines)), plan, scope={}).rows
    assert [one.values["部屋"].reveal() for one in found] == kept


def test_a_table_of_codes_is_read_with_the_words_of_its_numbers(tmp_path: Path) -> None:
    heads = row(1, cell("A1", "部屋", kind="inlineStr"), cell("B1", "コード", kind="inlineStr"))
    path = book(tmp_path / "a.xlsx", heads + row(2, cell("A2", "101", '0"号室"'), cell("B2", "1001", '"K-"0')))
    (line,) = read_lookup(path, ("部屋", "コード"), "受付（Ｒ８）").lines
    assert [(one, one.shown) for one in line.values() if isinstance(one, Worded)] == [("101", "101号室"), ("1001", "K-1001")]


@pytest.mark.parametrize("shown", ["#FMT", "###"])
def test_a_number_that_a_program_could_not_show_is_not_read_from_an_ods(tmp_path: Path, shown: str) -> None:
    rows = f"<table:table-row>{test_ods.number('12345678901', shown)}{test_ods.words('#FMT')}</table:table-row>"
    [line] = read_grid(test_ods.make(tmp_path / "a.ods", rows), "受付").lines
    assert isinstance(line.cells[0], Unread)
    assert (line.cells[0].problem.code, line.cells[1]) == ("D101", "#FMT")


def test_a_heading_is_read_with_the_words_of_its_format(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", row(1, cell("A1", "4", '0"月"'), cell("B1", "氏名", kind="inlineStr")))
    assert heading_words(read_grid(path, "受付（Ｒ８）"), 1, 1) == [(0, "4月"), (1, "氏名")]


def test_days_that_are_written_as_texts_are_shown_by_their_formats(tmp_path: Path) -> None:
    rows = row(
        1, cell("A1", "2024-04-01T09:30:45", "yyyy/mm/dd hh:mm:ss", "d"), cell("B1", "2024-04-01", 'm"月"d"日"', "d"),
        cell("C1", "09:30:45", "h:mm:ss", "d"), cell("D1", "P1DT12H5M", "#,##0", "d"), cell("E1", "2024-04-01", "General", "d"),
    )  # fmt: skip
    path = book(tmp_path / "a.xlsx", rows)
    assert cells_of(path) == [["2024-04-01 09:30:45", "2024-04-01", "09:30:45", "D100", "D101"]]
    day = read_grid(path, "受付（Ｒ８）").lines[0].cells[1]
    assert isinstance(day, Dated)
    assert not day.whole
    for kind in ("text", "code"):
        with pytest.raises(DataError) as told:
            read_cell(parse_column("V", kind), day)
        assert told.value.problem.code == "D99"


def test_an_old_book_says_its_numbers_formats_and_what_it_hides() -> None:
    short = struct.pack("<i", (1234 << 2) | 3) + struct.pack("<d", 2.5)[4:]
    several = test_biff.record(0x00BD, struct.pack("<HHH", 1, 1, 0) + short[:4] + struct.pack("<H", 0) + short[4:] + struct.pack("<H", 2))
    body = (
        several
        + test_biff.record(0x027E, struct.pack("<HHHi", 1, 0, 0, (-5 << 2) | 2))
        + test_biff.record(0x0203, struct.pack("<HHHd", 1, 3, 0, 0.1))
        + test_biff.record(0x00FD, struct.pack("<HHHI", 1, 4, 0, 0))
        + test_biff.record(0x023E, struct.pack("<H", 0x06A6) + bytes(16))
    )
    looks = test_biff.looks_in(body, test_biff.record(0x0022, b"\1\0"))
    assert {place[1]: number for place, (number, _) in looks.numbers.items()} == {0: -5.0, 1: 12.34, 2: 2.5, 3: 0.1}
    assert looks.texts == {(1, 4): "00000000"}
    assert looks.from_1904
    assert not looks.zeros


@pytest.mark.parametrize(
    ("shown", "value", "text", "nothing"),
    [("", "0", "", True), ("", "5", "", False), ("-", "0", "-", True), ("¥ - ", "0", "¥ -", True), ("- 円", "0", "- 円", True)],
)
def test_an_ods_that_shows_no_number_has_none(tmp_path: Path, shown: str, value: str, text: str, nothing: bool) -> None:
    rows = f"<table:table-row>{test_ods.number(value, shown)}{test_ods.words('x')}</table:table-row>"
    [line] = read_grid(test_ods.make(tmp_path / "a.ods", rows), "受付").lines
    found = line.cells[0]
    assert isinstance(found, Numberless)
    assert (found, found.nothing) == (text, nothing)


def test_an_ods_that_shows_no_zeros_has_none(tmp_path: Path) -> None:
    rows = f"<table:table-row>{test_ods.number('0', '0')}{test_ods.number('7', '7')}{test_ods.words('0')}</table:table-row>"
    path = test_ods.make(tmp_path / "a.ods", rows)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("settings.xml", '<x><config:config-item config:name="ShowZeroValues" config:type="boolean">false</config:config-item></x>')
    [line] = read_grid(path, "受付").lines
    assert line.cells == ("", "7", "0")


@pytest.mark.parametrize(("shown", "text"), [("<text:s/>山田 ", "山田"), ("山田様", "山田様"), ("", "")])
def test_a_text_in_a_format_is_read_from_an_ods_as_from_the_others(tmp_path: Path, shown: str, text: str) -> None:
    rows = f"<table:table-row>{test_ods.words(shown, ' office:string-value=' + quoteattr('山田'))}{test_ods.words('x')}</table:table-row>"
    [line] = read_grid(test_ods.make(tmp_path / "a.ods", rows), "受付").lines
    assert line.cells[0] == text


@pytest.mark.parametrize(("shown", "value", "read"), [("６", "5.5", "D100"), ("１２", "12", "12"), ("六", "5.5", "D100"), ("六", "6", "6"), ("０１２", "12", "０１２")])
def test_digits_of_other_kinds_are_numbers_in_an_ods(tmp_path: Path, shown: str, value: str, read: str) -> None:
    rows = f"<table:table-row>{test_ods.number(value, shown)}</table:table-row>"
    [line] = read_grid(test_ods.make(tmp_path / "a.ods", rows), "受付").lines
    found = line.cells[0]
    assert (found.problem.code if isinstance(found, Unread) else found) == read


@pytest.mark.parametrize(
    ("code", "kept", "seen"),
    [('0"00"', "12", "1200"), ('"第1"0', "12", "第112"), ('"1 "0', "12", "1 12"), ('0"."00', "930", "9.30"), ('[=1]"10";0', "1", "10"), ('"1"General', "12", "112")],
)
def test_an_amount_to_which_words_put_digits_is_a_fault_and_a_text_is_read_as_shown(code: str, kept: str, seen: str) -> None:
    found = show_of(code, from_1904=False)(kept)
    assert isinstance(found, str)
    assert read_cell(parse_column("V", "text"), found).reveal() == seen
    for kind in ("number", "money", "money optional"):
        with pytest.raises(DataError) as told:
            read_cell(parse_column("V", kind), found)
        assert told.value.problem.code == "D100"


def test_zeros_in_quotes_before_a_telephone_number_are_read() -> None:
    found = show_of('"0"0', from_1904=False)("9012345678")
    assert isinstance(found, str)
    assert [read_cell(parse_column("V", kind), found).reveal() for kind in ("text", "code", "phone")] == ["09012345678", "09012345678", "090-1234-5678"]


def format_of(name: str, words: str, least: int, more: str = "") -> str:
    number = f'<n:number n:min-integer-digits="{least}"/>'
    return f'<n:number-style style:name="{name}"><n:text>{words}</n:text>{number}{more}</n:number-style>'


def style(name: str, more: str) -> str:
    return f'<style:style style:name="{name}" style:family="table-cell" {more}/>'


def with_styles(path: Path, styles: str) -> None:
    """The .ods with formats and styles of cells."""
    with zipfile.ZipFile(path) as archive:
        content = archive.read("content.xml").decode()
    content = content.replace("<office:automatic-styles>", f"<office:automatic-styles>{styles}")
    content = content.replace("<office:document-content ", '<office:document-content xmlns:n="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" ')
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", content)


@pytest.mark.parametrize(("before", "after", "value", "shown"), [
    ("1号棟 ", "", "5", "1号棟 5"), ("B1F-", "", "5", "B1F-5"), ("2階", "号室", "12", "2階12号室"), ("5号棟 ", "", "5", "5号棟 5"),
    ("第", "回(5月)", "5", "第5回(5月)"), ("", "m2", "2", "2m2"), ("1号棟 ", "", "-5", "-1号棟 5"), ("No.", "", "1234", "No.1234"),
])  # fmt: skip
@pytest.mark.parametrize("styled", [True, False])
def test_a_number_of_an_ods_looks_as_it_did_in_another_book(
    tmp_path: Path, before: str, after: str, value: str, shown: str, styled: bool
) -> None:
    cell_of = test_ods.number(value, shown).replace("<table:table-cell", '<table:table-cell table:style-name="a"')
    path = test_ods.make(tmp_path / "a.ods", f"<table:table-row>{cell_of * 2}</table:table-row>")
    if styled:
        with_styles(path, format_of("N", before, 1, f"<n:text>{after}</n:text>") + style("a", 'style:data-style-name="N"'))
    [line] = read_grid(path, "受付").lines
    again = tmp_path / "b.xlsx"
    save_texts(again, [Page("受付", {1: line.cells})])
    [other] = read_grid(again, "").lines
    if styled:
        assert read_in_both(line) == read_in_both(other) == [shown, value]
    seen = load_workbook(again).active
    assert seen is not None
    code, digits = str(seen["A1"].number_format), str(abs(int(value)))
    said = "".join(digits if piece["digits"] else piece["quoted"] or "" for piece in PIECE.finditer(code.partition(";")[0]))
    assert said == shown if code != "@" else seen["A1"].value == shown


def test_where_it_cannot_be_told_which_digits_are_the_number_what_was_seen_is_a_text() -> None:
    assert look_beside(5.0, "5号棟 5", None) is None
    assert look_beside(5.0, "1号棟 5", None) == Look(5.0, '"1号棟 "0"";"1号棟 "0""')
    assert look_beside(1234.5, "約1,234.50円", None) == Look(1234.5, '"約"#,##0.00"円";"約"#,##0.00"円"')
    assert look_beside(0.5, "50%です", None) is None
    assert look_beside(5.0, f"{'あ' * 61}5", None) is None
    assert look_beside(5.0, "5号棟 5", Beside("5号棟 ", "", pads=False)) == Look(5.0, '"5号棟 "0"";"5号棟 "0""')


def test_numbers_of_an_ods_are_read_by_the_format_of_their_cell_row_or_column(tmp_path: Path) -> None:
    styles = (
        format_of("N1", "No.", 4) + format_of("N2", "No.", 1) + format_of("N3", "", 1, '<style:map style:condition="value()&gt;=100" style:apply-style-name="N1"/>')
        + style("a", 'style:data-style-name="N1"') + style("b", 'style:parent-style-name="a"') + style("c", 'style:data-style-name="N2"')
        + style("d", 'style:data-style-name="N3"') + style("e", 'style:parent-style-name="e"')
    )  # fmt: skip

    def cell_of(name: str) -> str:
        made = test_ods.number("1234", "No.1234")
        return made.replace("<table:table-cell", f'<table:table-cell table:style-name="{name}"') if name else made

    rows = (
        '<table:table-column table:number-columns-repeated="7" table:default-cell-style-name="a"/>'
        f"<table:table-row>{''.join(map(cell_of, ('a', 'b', 'c', 'd', 'e', '')))}</table:table-row>"
        f'<table:table-row table:default-cell-style-name="c">{cell_of("")}</table:table-row>'
    )
    path = test_ods.make(tmp_path / "a.ods", rows)
    with_styles(path, styles)
    formed = "No.1234"
    assert [line.cells for line in read_grid(path, "受付").lines] == [(formed, formed, "1234", formed, "1234", formed), ("1234",)]
