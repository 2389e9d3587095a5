"""Broken files and files that mean harm: one sentence, at once, in little memory."""

from __future__ import annotations

import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bots.errors import DataError
from bots.model import Column, Row, RowsPlan, Table
from bots.sources import opening
from bots.sources.delimited import read_delimited
from bots.sources.patching import patch
from bots.sources.sheet import SheetSource
from tests.unit.sources.parts import PARTS, ROWS, SHEET, make, sheet_of

PLAN = RowsPlan("a.xlsx", ("番号",), sheet=SHEET, header=2, hidden_rows="include",
                columns=(Column("番号", "code", size=8), Column("氏名", "text")))  # fmt: skip
TEXT = replace(PLAN, sheet="", header=1)


def read(path: Path, plan: RowsPlan = PLAN) -> Table:
    return SheetSource().read(path, plan, scope={})


def told(path: Path, plan: RowsPlan = PLAN) -> DataError:
    """The one error; it has a sentence in both languages and names the file."""
    with pytest.raises(DataError) as caught:
        read(path, plan)
    problem = caught.value.problem
    assert problem.sentence("ja")
    assert problem.sentence("en")
    assert path.name in str(problem.place) or problem.place.cell
    return caught.value


def code(path: Path, plan: RowsPlan = PLAN) -> str:
    return told(path, plan).problem.code


# --------------------------------------------------------------------------- what it really is


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.ods", "a.csv"])
def test_a_file_cut_off_anywhere_never_raises_anything_else(tmp_path: Path, name: str) -> None:
    book = make(tmp_path / "whole.xlsm").read_bytes()
    text = "番号,氏名\r\n00000001,髙橋\r\n".encode("cp932") * 3
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 20
    whole = {"a.xlsx": book, "a.ods": book, "a.xls": ole, "a.csv": text}[name]
    for part in range(30):
        (tmp_path / name).write_bytes(whole[: len(whole) * part // 30])
        plan = TEXT if name == "a.csv" else PLAN
        try:
            read(tmp_path / name, plan)
        except DataError as error:
            assert error.problem.code in {"D03", "D04", "D05", "D10", "D12", "D17", "D72"}
        else:
            assert name == "a.csv"


def test_an_xls_whose_list_of_parts_has_no_end_is_told(tmp_path: Path) -> None:
    """Its only sector names itself as the next one."""
    from olefile import OleFileIO

    book = tmp_path / "a.xls"
    whole = bytearray(Path(__file__).with_name("古い形式.xls").read_bytes())
    with OleFileIO(bytes(whole)) as file:
        sector = file.first_dir_sector
    (table,) = struct.unpack_from("<I", whole, 76)  # the sector of the table of chains
    struct.pack_into("<I", whole, 512 * (table + 1) + 4 * sector, sector)
    book.write_bytes(whole)
    assert code(book, TEXT) == "D03"


def test_an_xls_that_is_cut_off_anywhere_is_told_by_us_alone(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The reader that is written in Rust writes to the terminal where it gives up."""
    whole = Path(__file__).with_name("古い形式.xls").read_bytes()
    cut = tmp_path / "a.xls"
    for size in (*range(600, len(whole) - 512, 997), *range(len(whole) - 512, len(whole), 16)):
        cut.write_bytes(whole[:size])
        try:
            read(cut, TEXT)
        except DataError as error:
            assert error.problem.code != "D04", size
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("at", range(0, 1000, 90))
def test_a_book_with_a_wrong_byte_is_read_or_told(tmp_path: Path, at: int) -> None:
    data = bytearray(make(tmp_path / "a.xlsm").read_bytes())
    place = len(data) * at // 1000
    data[place : place + 3] = b"\xff\x00\x7f"
    (tmp_path / "b.xlsm").write_bytes(bytes(data))
    try:
        read(tmp_path / "b.xlsm")
        patch(tmp_path / "b.xlsm", tmp_path / "c.xlsm", SHEET, {(3, 2): "x"})
    except DataError as error:
        assert error.problem.code in {"D02", "D03", "D07", "D10", "D12", "D72"}


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("a.xlsx", "番号,氏名\r\n1,a".encode("cp932"), "CSV"),
        ("a.xls", b"\r\n<html><table><tr><td>1</td></tr></table>", "HTML"),
        ("a.xls", b"<!DOCTYPE HTML PUBLIC>", "HTML"),
        ("a.xls", b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "XML"),
        ("a.csv", b"%PDF-1.7", "PDF"),
        ("a.xls", "ID\t氏名".encode("utf-16"), "CSV"),
    ],
)
def test_a_wrong_ending_is_told_with_what_it_is(
    tmp_path: Path, name: str, content: bytes, found: str
) -> None:
    (tmp_path / name).write_bytes(content)
    problem = told(tmp_path / name).problem
    assert problem.code == "D04"
    assert found in problem.sentence("ja")


@pytest.mark.parametrize(
    ("part", "name", "found"),
    [
        ("word/document.xml", "a.xlsx", "Word"), ("ppt/presentation.xml", "a.xlsx", "PowerPoint"),
        ("xl/workbook.bin", "a.xlsx", ".xlsb"), ("content.xml", "a.xlsx", ".ods"),
        ("xl/workbook.xml", "a.xls", ".xlsx"), ("xl/workbook.xml", "a.csv", ".xlsx"),
    ],
)  # fmt: skip
def test_other_office_files_are_told_by_their_kind(
    tmp_path: Path, part: str, name: str, found: str
) -> None:
    with zipfile.ZipFile(tmp_path / name, "w") as book:
        book.writestr(part, "<x/>")
    problem = told(tmp_path / name).problem
    assert problem.code == "D04"
    assert found in problem.sentence("ja")


def test_what_is_no_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.xlsx").mkdir()
    assert code(tmp_path / "a.xlsx") == "D61"
    assert code(tmp_path / "b.xlsx") == "D61"
    (tmp_path / "c.xlsx").write_bytes(b"")
    assert code(tmp_path / "c.xlsx") == "D05"
    make(tmp_path / "d.xlsx")

    def closed(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", closed)
    assert code(tmp_path / "d.xlsx") == "D61"


def test_a_password_is_told(tmp_path: Path) -> None:
    from msoffcrypto.method.ecma376_agile import ECMA376Agile

    with make(tmp_path / "a.xlsx").open(
        "rb"
    ) as plain:  # nobody guesses: it need not be slow to guess
        made = ECMA376Agile.encrypt("ひみつ", plain, spin_count=1)
    (tmp_path / "b.xlsx").write_bytes(made)
    assert code(tmp_path / "b.xlsx") == "D02"
    with zipfile.ZipFile(tmp_path / "c.xlsx", "w") as book:
        book.writestr("xl/workbook.xml", "<x/>")
    data = bytearray((tmp_path / "c.xlsx").read_bytes())
    central = data.index(b"PK\x01\x02")
    data[central + 8] |= 1  # the zip's own encryption
    (tmp_path / "c.xlsx").write_bytes(bytes(data))
    assert code(tmp_path / "c.xlsx") == "D02"


# --------------------------------------------------------------------------- bombs


def test_a_zip_bomb_stops_at_its_ratio(tmp_path: Path) -> None:
    assert code(make(tmp_path / "a.xlsx", image1_png=b"\0" * (3 << 20))) == "D07"


def test_a_zip_that_lies_about_its_sizes_stops_at_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "MOST_BYTES", 1 << 19)
    rows = (
        ROWS
        + '<row r="10"><c r="A10" t="inlineStr"><is><t>'
        + "あ" * 400_000
        + "</t></is></c></row>"
    )
    path = make(tmp_path / "a.xlsx", sheet2_xml=sheet_of(rows))
    data = path.read_bytes()
    real = struct.pack("<I", len(sheet_of(rows).encode()))
    assert data.count(real) >= 1
    path.write_bytes(data.replace(real, struct.pack("<I", 5000)))
    assert code(path) in {"D03", "D07"}


_DTD = '<!DOCTYPE x [<!ENTITY a "ああああ"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/hostname">]>'
_LATE = "<!-- " + "x" * 9000 + " -->" + _DTD


@pytest.mark.parametrize("declared", [_DTD, _LATE])
@pytest.mark.parametrize("part", ["sheet2_xml", "sharedStrings_xml", "styles_xml", "workbook_xml"])
def test_no_part_may_declare_entities(tmp_path: Path, part: str, declared: str) -> None:
    name = next(one for one in PARTS if one.endswith(part.replace("_xml", ".xml")))
    text = PARTS[name]
    assert isinstance(text, str)
    head, _, body = text.partition("?>")
    path = make(tmp_path / "a.xlsx", **{part: f"{head}?>{declared}{body}"})
    assert code(path) == "D03"
    if part in ("sheet2_xml", "workbook_xml"):  # the patcher has no use for the others
        with pytest.raises(DataError):
            patch(path, tmp_path / "b.xlsx", SHEET, {(3, 2): "x"})


def test_entities_in_another_encoding_are_no_way_round(tmp_path: Path) -> None:
    xml = sheet_of(ROWS).replace('encoding="UTF-8"', 'encoding="UTF-16"')
    head, _, body = xml.partition("?>")
    assert (
        code(make(tmp_path / "a.xlsx", sheet2_xml=f"{head}?>{_DTD}{body}".encode("utf-16")))
        == "D03"
    )
    assert len(read(make(tmp_path / "b.xlsx", sheet2_xml=xml.encode("utf-16"))).rows) == 5


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("worksheets/sheet2.xml", "../../../../etc/passwd"),
        ("worksheets/sheet2.xml", "file:///etc/passwd"),
        ("worksheets/sheet2.xml", "worksheets/nowhere.xml"),
        ("sharedStrings.xml", "http://127.0.0.1/x.xml"),
        ('Target="worksheets/sheet2.xml"', 'Target="worksheets/sheet2.xml" TargetMode="External"'),
    ],
)
def test_a_relation_that_points_outside_is_a_damaged_book(
    tmp_path: Path, old: str, new: str
) -> None:
    relations = str(PARTS["xl/_rels/workbook.xml.rels"]).replace(old, new)
    assert code(make(tmp_path / "a.xlsx", workbook_xml_rels=relations)) == "D03"


def test_two_parts_of_one_name_are_a_damaged_book(tmp_path: Path) -> None:
    path = make(tmp_path / "a.xlsx")
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(path, "a") as book:
        book.writestr("xl/worksheets/sheet2.xml", "<x/>")
    assert code(path) == "D03"


# --------------------------------------------------------------------------- sheets that lie


def peak_of(work: Callable[[], object]) -> float:
    """The most MB that the work held."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1] / (1 << 20)
    finally:
        tracemalloc.stop()


def test_a_dimension_is_not_believed(tmp_path: Path) -> None:
    far = ROWS + '<row r="1048576"><c r="XFD1048576" t="s"><v>11</v></c></row>'
    path = make(tmp_path / "a.xlsx", sheet2_xml=sheet_of(far, **{"A1:G9": "A1:XFD1048576"}))
    assert peak_of(lambda: read(path)) < 20
    assert len(read(path).rows) == 6
    assert peak_of(lambda: patch(path, tmp_path / "b.xlsx", SHEET, {(3, 2): "x"})) < 20


def test_a_sheet_of_formatted_empty_rows_takes_nothing(tmp_path: Path) -> None:
    empty = "".join(
        f'<row r="{n}" s="1" customFormat="1" ht="{n % 7 + 15}"/>' for n in range(10, 10_000)
    )
    cells = "".join(
        f'<row r="{n}"><c r="A{n}" s="1"/><c r="B{n}" s="2"/></row>' for n in range(30_000, 33_000)
    )
    path = make(
        tmp_path / "a.xlsx", sheet2_xml=sheet_of(ROWS + empty + cells + '<row r="1048576" s="1"/>')
    )
    found: list[Row] = []
    assert peak_of(lambda: found.extend(read(path).rows)) < 20
    assert [row.number for row in found] == [3, 4, 5, 6, 9]


def test_too_many_cells_are_told_before_they_fill_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bots.sources import xlsx

    monkeypatch.setattr(xlsx, "MOST_CELLS", 100_000)
    wide = "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(10, 20))
    assert code(make(tmp_path / "a.xlsx", sheet2_xml=sheet_of(ROWS + wide))) == "D07"


@pytest.mark.parametrize(
    "rows",
    [
        ROWS + '<row r="3"><c r="A3"><v>1</v></c></row>',  # backwards
        ROWS + '<row r="10"><c r="A10" t="s"><v>99999</v></c></row>',  # no such text
        ROWS + '<row r="10"><c r="A10" t="s"><v>-1</v></c></row>',
        ROWS + '<row r="10"><c r="A10"><v>twelve</v></c></row>',
        ROWS + '<row r="10"><c r="A10"><v>nan</v></c></row>',
        ROWS + '<row r="10"><c r="XFE10"><v>1</v></c></row>',
        ROWS + '<row r="1048577"><c r="A1048577"><v>1</v></c></row>',
        ROWS + '<row r="10"><c r="B10"><v>1</v></c><c r="A10"><v>1</v></c></row>',
        ROWS + '<row r="10"><c r="A10"><v>1</v></row>',
        ROWS + '<row r="10"><c r="A10"><v>1</v></c>',
    ],
)
def test_sheets_that_make_no_sense_are_damaged(tmp_path: Path, rows: str) -> None:
    assert code(make(tmp_path / "a.xlsx", sheet2_xml=sheet_of(rows))) == "D03"


def test_merged_areas_over_each_other_do_not_take_for_ever(tmp_path: Path) -> None:
    areas = '<mergeCell ref="A1:XFD1048576"/>' * 20_000
    xml = sheet_of(ROWS, **{'<mergeCell ref="A9:C9"/>': areas})
    assert code(make(tmp_path / "a.xlsx", sheet2_xml=xml)) == "D03"


def test_an_ods_that_repeats_a_cell_for_ever_is_told(tmp_path: Path) -> None:
    name = "urn:oasis:names:tc:opendocument:xmlns"
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr(
            "content.xml",
            f'<office:document-content xmlns:office="{name}:office:1.0" xmlns:table="{name}:table:1.0">'
            '<office:body><office:spreadsheet><table:table table:name="受付（Ｒ８）"><table:table-row '
            'table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384" '
            'office:value-type="float" office:value="1"><x/></table:table-cell></table:table-row></table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    assert code(tmp_path / "a.ods") == "D07"


# --------------------------------------------------------------------------- text files


def test_csv_in_an_encoding_that_breaks_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    for data, line in (
        ("番号,氏名\r\n00000001,髙橋\r\n".encode() + b"00000002,\xe9\xab\r\n", 3),
        (b"\xef\xbb\xbf" + "番号,氏名\r\n".encode() + b"1,\xff\r\n", 2),
        ("番号,氏名\r\n".encode("cp932") + b"1,\x81\r\n2,\x00", 2),
        ("番号,氏名\r\n1,a".encode("utf-16") + b"\x00", 2),
    ):
        path.write_bytes(data)
        problem = told(path, TEXT).problem
        assert (problem.code, problem.place.line) == ("D17", line)


@pytest.mark.parametrize("name", ["山", "山田　太郎", "ヤマダ", "（東）"])
def test_a_line_of_utf8_in_a_file_of_cp932_is_told_with_its_line(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.csv"
    other = "".join(f"{number:08},髙橋　花子\r\n" for number in range(500))
    path.write_bytes(f"番号,氏名\r\n{other}".encode("cp932") + f"00000900,{name}\r\n".encode())
    problem = told(path, TEXT).problem
    assert (problem.code, problem.place.line) == ("D81", 502)


@pytest.mark.parametrize("name", ["螻ｱ逕ｰ", "澤　ｱｷﾗ", "ﾃﾞｰﾀ", "禰宜田", "纐纈", "縺のある", "繧ﾞ", "鷺沼"])
def test_rare_kanji_and_kana_of_cp932_are_no_other_encoding(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(f"番号,氏名\r\n00000001,{name}　様\r\n".encode("cp932"))
    assert read_delimited(path).lines[1].cells[1] == f"{name}　様"


def test_half_width_kana_of_cp932_are_not_taken_for_utf8(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("番号,氏名\r\n00000001,ﾔﾏﾀﾞ ﾀﾛｳ\r\n00000002,ﾃｱﾃｱﾃｱ\r\n".encode("cp932"))
    assert [row.values["氏名"].reveal() for row in read(path, TEXT).rows] == ["ﾔﾏﾀﾞ ﾀﾛｳ", "ﾃｱﾃｱﾃｱ"]


@pytest.mark.parametrize("encoding", ["cp932", "utf-8", "utf-8-sig", "utf-16"])
def test_csv_is_read_with_line_breaks_long_cells_and_quotes(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.csv"
    long = "長" * 500_000
    text = f'番号,氏名,備考\r\n00000001,"髙橋\n""花子""",{long}\r\n\r\n00000002,"a,b",\r\n'
    path.write_bytes(text.encode(encoding))
    first, second = read(path, TEXT).rows
    assert first.values["氏名"].reveal() == '髙橋\n"花子"'
    assert first.values["備考"].reveal() == long
    assert (second.number, second.values["氏名"].reveal()) == (4, "a,b")


def test_a_quote_that_is_never_closed_does_not_swallow_the_rows_behind_it(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes('番号,氏名\r\n00000001,a\r\n00000002,"b\r\n00000003,c\r\n'.encode())
    problem = told(path, TEXT).problem
    assert (problem.code, problem.place.line) == ("D68", 3)
    path.write_bytes('番号,氏名\r\n00000001,"a"b\r\n'.encode())
    assert told(path, TEXT).problem.place.line == 2


def test_nul_in_a_text_file_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("番号,氏名\r\n00000001,a\0b\r\n".encode())
    problem = told(path, TEXT).problem
    assert (problem.code, problem.place.line) == ("D69", 2)


def test_a_title_above_the_headings_does_not_make_them_too_many(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("受付一覧\r\n番号,氏名\r\n00000001,a\r\n00000002,b,c\r\n".encode())
    first, second = read(path, replace(TEXT, header=2)).rows
    assert first.problems == ()
    assert [(one.code, one.place.cell) for one in second.problems] == [("D63", "C4")]
