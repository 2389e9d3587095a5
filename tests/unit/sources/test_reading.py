"""Cells as the sheet shows them, whichever program wrote the file and however large it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bots.errors import DataError, Problem
from bots.model import Column, Dated, RowsPlan
from bots.sources import xlsx
from bots.sources.formats import Unread, code_of, show_of
from bots.sources.grid import Grid
from bots.sources.moments import Shape, shape_of_text
from bots.sources.numerals import numeral_of_text
from bots.sources.sheet import SheetSource, read_grid
from bots.sources.xlsx import read_xlsx
from tests.unit.sources.parts import PARTS, ROWS, SHEET, make, sheet_of

STRINGS = str(PARTS["xl/sharedStrings.xml"])


def show(code: str, kept: str, number: int = 164, *, from_1904: bool = False) -> object:
    """What a cell of that format shows; a problem as its code."""
    found = show_of(code_of(number, code), from_1904=from_1904)(kept)
    return found.problem.code if isinstance(found, Unread) else found


@pytest.mark.parametrize(
    ("code", "kept", "text"),
    [
        ("General", "12", "12"),
        ("General", "12.0", "12"),
        ("General", "-0", "0"),
        ("General", "1E3", "1000"),
        ("General", "0.30000000000000004", "0.3"),
        ("General", "1.0000000000000001E-5", "0.00001"),
        ("General", "123456789012345", "123456789012345"),
        ("General", "1234567890123456", "D60"),
        ("General", "1.23456789012346E+17", "D60"),
        ('G/標準"円"', "5", "5"),
        ("0", "7", "7"),
        ("#,##0", "1234567", "1234567"),
        ("0.00E+00", "12", "12"),
        ("@", "12", "12"),
        ("00000000", "12", "00000012"),
        ("00000000", "123456789", "123456789"),
        ("00000000", "-12", "-00000012"),
        ("00000000;[Red]00000000", "-12", "D100"),
        ("00000000;-0000", "12", "00000012"),
        ("000-0000", "600001", "060-0001"),
        ("000\\-0000", "600001", "060-0001"),
        ('000"-"0000', "600001", "060-0001"),
        ("000!-0000", "600001", "060-0001"),
        ("0#-####-####", "312345678", "03-1234-5678"),
        ("#000", "5", "005"),
        ("#,##0", "5", "5"),
        ("0#", "5", "05"),
        ("0000!/00!/00", "20240401", "2024/04/01"),
        ('"R"00"."00"."00', "60401", "R06.04.01"),
        ("00\\.00\\.00", "60401", "06.04.01"),
        ("0.00", "5", "5.00"),
        ("0.00", "3.1", "3.10"),
        ("0.00", "-0.5", "-0.50"),
        ("0.00", "3.149", "D100"),
        (".00", "0.5", "0.50"),
        ("0.0#", "3.1", "3.1"),
        ("0", "12.7", "D100"),
        ("#,##0", "1234.5", "D100"),
        ("#,##0.00", "1234.5", "1234.50"),
        ("0000", "12.7", "D100"),
        ("0000.00", "12", "0012.00"),
        ("000,000", "1234", "001,234"),
        ("+0000", "12", "+0012"),
        ("(000)", "12", "(012)"),
        ("[<=99999999]####\\-####;\\(00\\)\\ ####\\-####", "312345678", "(03) 1234-5678"),
        ("[<=99999999]####\\-####;\\(00\\)\\ ####\\-####", "12345678", "1234-5678"),
        ("\\(00\\)0000\\-0000", "312345678", "(03)1234-5678"),
        ('00":"00', "930", "09:30"),
        ('00"年"00"月"', "601", "06年01月"),
        ("#,##0,", "1200000", "D100"),
        ("#,##0,,", "0", "0"),
        ("0%", "0.5", "50%"),
        ("0%", "0.555", "D100"),
        ("0.0%", "0.555", "55.5%"),
        ('[=1]"男";[=2]"女"', "1", "男"),
        ('[=1]"男";[=2]"女"', "2", "女"),
        ('[=1]"男";[=2]"女"', "3", "3"),
        ('0000;-0000;"なし"', "0", "なし"),
        ('0000;-0000;"なし"', "-7", "-0007"),
        ('_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-', "0", "-"),
        ('_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-', "-1234", "-1234"),
        ("#,##0;#,##0;", "0", ""),
        ('#,##0;"△"#,##0', "-1234", "-1234"),
        ("#,##0;[Red]#,##0", "-1234", "-1234"),
        ("[$¥-411]#,##0;-[$¥-411]#,##0", "1234", "1234"),
        ("[DBNum3][$-411]0", "12", "12"),
        ("[$-de-DE]0000", "12", "0012"),
        ("000/000", "5", "5"),
        ("yyyy!/mm!/dd", "45383", "2024-04-01"),
        ("[<=999]000;[<=9999]000\\-00;000\\-0000", "1800006", "180-0006"),
        ("[<=999]000;[<=9999]000\\-00;000\\-0000", "12", "012"),
        ("[<=999]000;[<=9999]000\\-00;000\\-0000", "1234", "012-34"),
        ("yyyy/m/d", "45383", "2024-04-01"),
        ('[$-411]ggge"年"m"月"d"日"', "45383", "2024-04-01"),
        ("[$-411]ge.m.d;@", "45383", "2024-04-01"),
        ("[$-ja-JP-x-gannen]ggge", "43586", "2019-05-01"),
        ('yyyy"年"m"月"d"日";@', "45383", "2024-04-01"),
        ("aaaa", "45383", "2024-04-01"),
        ("h:mm:ss", "0.521354166666667", "12:30:45"),
        ("h:mm", "0.521354166666667", "12:30"),
        ("h:mm", "45383.5", "12:00"),
        ("yyyy/m/d h:mm:ss", "45383.521354166666667", "2024-04-01 12:30:45"),
        ("yyyy/m/d", "45383.5", "2024-04-01"),
        ("mm:ss", "0.00849537037037037", "00:12"),
        ("[h]:mm:ss", "1.52135416666667", "36:30:45"),
        ("[mm]:ss", "0.521354166666667", "750:45"),
        ("[h]:mm", "-0.5", "D66"),
        ("yyyy/m/d h:mm", "45383.5", "2024-04-01 12:00"),
        ("yyyy/m/d", "45383.99999999999", "2024-04-02"),
        ("h:mm", "0.5", "12:00"),
        ("h:mm", "0", "00:00"),
        ("[h]:mm", "1.5", "36:00"),
        ("yyyy/m/d", "1", "1900-01-01"),
        ("yyyy/m/d", "59", "1900-02-28"),
        ("yyyy/m/d", "60", "D66"),
        ("yyyy/m/d", "61", "1900-03-01"),
        ("yyyy/m/d", "2958465", "9999-12-31"),
        ("yyyy/m/d", "2958466", "D66"),
        ("yyyy/m/d", "0", "D66"),
        ("yyyy/m/d", "-1", "D66"),
        ('"第"0"号"', "12", "12"),
        ('"m"0', "12", "12"),
        ("[Red]00000000", "12", "00000012"),
        ('"宛"0000', "12", "宛0012"),
        ("第0000号", "12", "第0012号"),
        ('"No."000_ ', "7", "No.007"),
        ("* 0000_-", "12", "0012"),
        ('000"円"', "1234", "1234円"),
        ('"10"000', "5", "10005"),
    ],
)
def test_a_number_is_shown_as_its_format_shows_it(code: str, kept: str, text: str) -> None:
    assert show(code, kept) == text


def test_days_of_1904_and_formats_without_a_code() -> None:
    assert show("yyyy/m/d", "0", from_1904=True) == "1904-01-01"
    assert show("", "45383", number=14) == "2024-04-01"
    assert show("", "45383", number=57) == "2024-04-01"  # 令和6年4月1日 in a Japanese program
    assert show("", "0.5", number=20) == "12:00"
    assert show("", "45383", number=1) == "45383"
    assert show("", "1.52135416666667", number=46) == "36:30:45"


@pytest.mark.parametrize(
    ("code", "kept", "whole"),
    [
        ("yyyy/m/d", "45383", True), ('ggge"年"m"月"d"日"', "45383", True), ("ge.m.d", "45383", True), ("m/d/yy", "45383", True),
        ("yyyy/m/d h:mm", "45383.5", True), ("h:mm", "0.5", True), ("h:mm:ss", "0.5", True), ('h"時"mm"分"', "0.5", True),
        ('m"月"d"日"', "45383", False), ("m/d", "45383", False), ('yyyy"年度"', "45383", False), ("m", "45383", False),
        ('yyyy"年"m"月"', "45383", False), ("aaaa", "45383", False), ("d-mmm", "45383", False), ("mm:ss", "0.01", False),
        ('h"時"', "0.5", False), ('[h]"時間"', "0.5", False),
    ],
)  # fmt: skip
def test_what_of_a_day_is_not_shown_is_known(code: str, kept: str, whole: bool) -> None:
    found = show_of(code, from_1904=False)(kept)
    assert isinstance(found, Dated)
    assert found.whole is whole


@pytest.mark.parametrize(
    ("shown", "shape"),
    [
        ("2026/4/2", Shape("whole", "none")), ("R8.4.2", Shape("whole", "none")), ("令和8年4月2日", Shape("whole", "none")),
        ("令和元年5月1日", Shape("whole", "none")), ("2-Apr-26", Shape("whole", "none")), ("4月2日", Shape("part", "none")),
        ("木", Shape("part", "none")), ("2026/4/2 12:30", Shape("whole", "minutes")), ("12:30:45", Shape("none", "seconds")),
        ("12時30分", Shape("none", "minutes")), ("12時", Shape("none", "part")),
    ],
)  # fmt: skip
def test_what_of_a_day_is_shown_is_told_by_its_text(shown: str, shape: Shape) -> None:
    assert shape_of_text(shown) == shape


@pytest.mark.parametrize(
    ("shown", "plain", "text"),
    [
        ("0012", "12", "0012"), ("1,234", "1234", "1234"), ("¥1,234", "1234", "1234"), ("1,234円", "1234", "1234"),
        ("△1,234", "-1234", "-1234"), ("1,235", "1234.5", "D100"), ("1,200", "1200000", "D100"), ("3.10", "3.1", "3.10"),
        ("50%", "0.5", "50%"), ("(03) 1234-5678", "312345678", "(03) 1234-5678"), ("宛0012", "12", "宛0012"),
        ("09:30", "930", "09:30"), ("男", "1", "男"), ("-", "0", "-"), ("", "0", ""), ("1.2E+03", "1200", "1200"),
        ("第7号", "7", "7"), ("0013", "12.7", "D100"), ("0.3333333333", "0.333333333333333", "0.333333333333333"), ("0012", "-12", "D100"), ("-0012", "-12", "-0012"),
    ],
)  # fmt: skip
def test_a_number_is_read_by_what_a_program_kept_as_its_text(shown: str, plain: str, text: str) -> None:
    found = numeral_of_text(shown, plain)
    assert (found.code if isinstance(found, Problem) else found) == text


def texts(grid: Grid) -> list[list[str]]:
    """The grid with codes for problems."""
    return [
        [one if isinstance(one, str) else one.problem.code for one in line.cells] for line in grid.lines
    ]


def test_a_clerks_book_is_read_as_shown(tmp_path: Path) -> None:
    grid = read_xlsx(make(tmp_path / "a.xlsx"), SHEET)
    assert texts(grid) == [
        ["令和８年度　受付", *["D67"] * 6],
        ["番号", "氏　名", "受付日", "金額", "倍額", "控え", "区分 "],
        ["00000012", "髙橋", "2024-04-01", "1000", "2000", "0012"],
        ["00000013", "﨑山 花子", "2024-04-02", "2000", "4000", "a"],
        ["00000014", "𠮷田\r&Co", "2024-04-03", "3000", "6000", "14"],
        ["00000015", "𠮷田\r&Co", "", "", "", "15"],
        ["合計", "D67", "D67"],
    ]
    assert [line.number for line in grid.lines if line.hidden] == [4]


def test_without_a_name_the_first_sheet_that_people_see_is_read(tmp_path: Path) -> None:
    path = make(tmp_path / "a.xlsx")
    assert read_xlsx(path, "").sheet == SHEET
    assert read_xlsx(path, "受付(R8)").sheet == SHEET
    assert texts(read_xlsx(path, "使い方")) == [["説明"]]
    with pytest.raises(DataError) as told:
        read_xlsx(path, "受付")
    assert told.value.problem.words["sheets"] == f"使い方、{SHEET}、集計"


def prefixed(xml: str) -> str:
    return re.sub(r"<(/?)(\w)", r"<\1x:\2", xml.replace("xmlns=", "xmlns:x=")).replace(
        "<?x:xml", "<?xml"
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: rows,
        lambda rows: rows.replace('<c r="A3"', "<!-- a --><c r='A3'"),
        lambda rows: rows.replace('<c r="A3" s="1"', '<c s="1" r="A3"'),
        lambda rows: rows.replace("<v>1000</v>", "<v><![CDATA[1000]]></v>"),
        lambda rows: rows.replace("<c ", "\n  <c ").replace("<row", "\n <row"),
        lambda rows: rows.replace("</c>", "<extLst><ext/></extLst></c>", 1),
        lambda rows: rows.replace("令和", "&#20196;&#x548C;"),
        lambda rows: rows.replace(' hidden="1"', ' ht="0" customHeight="1"'),
        lambda rows: rows.replace('<c r="B4"', '<c r="B0004"').replace("<v>1000</v>", "\n<v>1000</v>\n"),
    ],
)
def test_both_ways_of_reading_see_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[str], str]
) -> None:
    wanted = read_xlsx(make(tmp_path / "a.xlsx"), SHEET)
    other = make(
        tmp_path / "b.xlsx", sheet2_xml=sheet_of(change(ROWS)), sharedStrings_xml=change(STRINGS)
    )
    assert read_xlsx(other, SHEET) == wanted

    def unusual(*_: object) -> None:
        raise xlsx._Unusual

    monkeypatch.setattr(xlsx, "_by_patterns", unusual)
    monkeypatch.setattr(xlsx, "_simple", lambda _: False)
    assert read_xlsx(other, SHEET) == wanted


def test_a_book_written_with_prefixes_is_read(tmp_path: Path) -> None:
    plain = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
    rows = '<row r="2"><c r="A2" t="s"><v>1</v></c></row>'
    wanted = read_xlsx(make(tmp_path / "a.xlsx", sheet2_xml=plain.format(rows)), SHEET)
    other = make(
        tmp_path / "b.xlsx",
        sheet2_xml=prefixed(plain.format(rows)),
        sharedStrings_xml=prefixed(STRINGS),
    )
    assert read_xlsx(other, SHEET) == wanted
    assert texts(wanted) == [["番号"]]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<c r="A1"><f>1+1</f></c>', "D13"),
        ('<c r="A1"><f>1+1</f><v/></c>', "D13"),
        ('<c r="A1"><f>1+1</f><v></v></c>', "D13"),
        ('<c r="A1" t="str"><f>""</f></c>', "D13"),
        ('<c r="A1"><f t="shared" si="0"/></c>', "D13"),
        ('<c r="A1" t="str"><f>"0100"</f><v>0100</v></c>', "0100"),
        ('<c r="A1" t="str"><f>A2</f><v>2024/4/1</v></c>', "2024/4/1"),
        ('<c r="A1" t="e"><f>NA()</f><v>#N/A</v></c>', "D14"),
        ('<c r="A1" t="e"><v>#スピル!</v></c>', "D14"),
        ('<c r="A1" t="b"><v>1</v></c>', "TRUE"),
        ('<c r="A1" s="2" t="d"><v>2024-04-01T09:30:00</v></c>', "2024-04-01"),
        ('<c r="A1" s="1" t="d"><v>2024-04-01T00:00:00</v></c>', "00045383"),
        ('<c r="A1" t="d"><v>2024-04-01</v></c>', "D101"),
        ('<c r="A1" t="inlineStr"><is><t>&lt;a&gt;</t></is></c>', "<a>"),
        (
            '<c r="A1" t="inlineStr"><is><r><t>髙</t></r><r><t>橋</t></r><rPh sb="0" eb="1"><t>タカ</t></rPh></is></c>',
            "髙橋",
        ),
        ('<c r="A1" s="1" t="n"><v>7</v></c>', "00000007"),
        ('<c r="A1" s="99"><v>7</v></c>', "7"),
        ('<c r="A1" t="str"><v>a_x000D_\nb_x005F_</v></c>', "a\nb_"),
        ('<c r="A1" t="inlineStr"><is><t xml:space="preserve"> a </t></is></c>', " a "),
    ],
)
def test_a_cell_of_every_kind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cell: str, text: str
) -> None:
    rows = f'<row r="1">{cell}<c r="B1"><v>1</v></c></row>'
    path = make(tmp_path / "a.xlsx", sheet2_xml=sheet_of(rows, **{'<mergeCell ref="A1:G1"/>': ""}))
    assert texts(read_xlsx(path, SHEET)) == [[text, "1"]]

    def unusual(*_: object) -> None:
        raise xlsx._Unusual

    monkeypatch.setattr(xlsx, "_by_patterns", unusual)
    assert texts(read_xlsx(path, SHEET)) == [[text, "1"]]


def test_formats_are_those_of_each_cell_not_of_its_column(tmp_path: Path) -> None:
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" s="{int(n > 40)}"><v>{n}</v></c></row>' for n in (2, 30, 41, 500)
    )
    assert texts(read_xlsx(make(tmp_path / "a.xlsx", sheet2_xml=sheet_of(rows)), SHEET)) == [
        ["2"], ["30"], ["00000041"], ["00000500"],
    ]  # fmt: skip


def test_what_spoils_a_few_rows_of_a_large_sheet_is_found(tmp_path: Path) -> None:
    made = []
    for n in range(3, 3003):
        bad = "<f>1+1</f>" if n == 2500 else f"<v>{n}</v>"
        hidden = ' hidden="1"' if n == 2700 else ""
        made.append(
            f'<row r="{n}"{hidden}><c r="A{n}" s="1"><v>{n}</v></c><c r="B{n}">{bad}</c></row>'
        )
    head = ROWS[: ROWS.index('<row r="3"')]
    xml = sheet_of(head + "".join(made), **{'<mergeCell ref="A9:C9"/>': ""})
    path = make(tmp_path / "a.xlsx", sheet2_xml=xml)
    plan = RowsPlan("a", ("番号",), sheet=SHEET, header=2,
                    columns=(Column("番号", "code", size=8), Column("氏名", "text")))  # fmt: skip
    with pytest.raises(DataError) as told:
        SheetSource().read(path, plan, scope={})
    assert (told.value.problem.code, told.value.problem.words["row"]) == ("D09", 2700)
    table = SheetSource().read(path, replace(plan, hidden_rows="skip"), scope={})
    assert len(table.rows) == 2999
    assert [(p.code, p.place.cell) for row in table.rows for p in row.problems] == [
        ("D13", f"{SHEET}!B2500")
    ]


def test_a_merged_value_is_no_value_of_the_rows_below(tmp_path: Path) -> None:
    xml = sheet_of(ROWS, **{'<mergeCell ref="A9:C9"/>': '<mergeCell ref="C5:C6"/>'})
    plan = RowsPlan("a", ("番号",), sheet=SHEET, header=2, hidden_rows="include",
                    columns=(Column("番号", "text"), Column("受付日", "date", optional=True)))  # fmt: skip
    table = SheetSource().read(make(tmp_path / "a.xlsx", sheet2_xml=xml), plan, scope={})
    assert [(p.code, p.place.cell) for row in table.rows for p in row.problems] == [
        ("D67", f"{SHEET}!C6")
    ]


def test_an_old_book_is_read_as_shown_too() -> None:
    grid = read_grid(Path(__file__).with_name("古い形式.xls"), "")
    assert grid.sheet == "受付"
    assert texts(grid)[1:] == [
        [f"0000001{n}", f"髙橋{n - 2}", f"2024-04-0{n - 1}", "1000"] for n in (2, 3, 4)
    ]
    assert [line.number for line in grid.lines if line.hidden] == [4]


def test_an_old_book_cut_off_anywhere_is_told(tmp_path: Path) -> None:
    whole = Path(__file__).with_name("古い形式.xls").read_bytes()
    for part in range(30):
        (tmp_path / "a.xls").write_bytes(whole[: len(whole) * part // 30])
        try:
            grid = read_grid(tmp_path / "a.xls", "")
        except DataError as error:
            assert error.problem.code in {"D03", "D04", "D05"}
        else:
            assert len(grid.lines) == 4


@pytest.mark.parametrize("name", ["a.csv", "a.tsv"])
def test_readings_of_a_column_are_kept_without_mixing_columns(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    sign = "," if name == "a.csv" else "\t"
    lines = [
        sign.join(["番号", "数", "有無"]),
        *(sign.join([f"{n}", "1", "1"]) for n in range(3000)),
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    plan = RowsPlan(
        "a",
        ("番号",),
        columns=(Column("番号", "text"), Column("数", "number"), Column("有無", "flag")),
    )
    rows = SheetSource().read(path, plan, scope={}).rows
    assert {tuple(value.reveal() for value in row.values.values())[1:] for row in rows} == {
        ("1", "はい")
    }
    assert len({row.values["番号"].reveal() for row in rows}) == 3000


def test_the_same_day_shown_whole_and_in_part_is_told_apart(tmp_path: Path) -> None:
    """番地 1-2 that became a day, below a real day of another form: what was read of the one does not stand for the other."""
    from openpyxl import Workbook

    book = Workbook()
    book.worksheets[0].append(["番号", "番地"])
    for number, form in ((1, "yyyy/m/d"), (2, 'm"月"d"日"'), (3, "yyyy/m/d")):
        book.worksheets[0].append([number, date(2026, 1, 2)])
        book.worksheets[0].cell(number + 1, 2).number_format = form
    book.save(tmp_path / "a.xlsx")
    plan = RowsPlan("a", ("番号",), columns=(Column("番号", "code"), Column("番地", "text")))
    rows = SheetSource().read(tmp_path / "a.xlsx", plan, scope={}).rows
    assert [[one.code for one in row.problems] for row in rows] == [[], ["D99"], []]
