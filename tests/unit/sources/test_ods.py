"""OpenDocument sheets, read as shown."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from bots.errors import DataError
from bots.model import Dated
from bots.sources.outline import sheets_of
from bots.sources.sheet import read_grid

_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
_SPACES = " ".join(
    f'xmlns:{one}="{_NAMES}{one}:1.0"' for one in ("office", "table", "text", "style")
)


def number(value: str, text: str) -> str:
    return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{text}</text:p></table:table-cell>'


def words(text: str, more: str = "") -> str:
    return f'<table:table-cell office:value-type="string"{more}><text:p>{text}</text:p></table:table-cell>'


ROWS = (
    f"<table:table-header-rows><table:table-row>{words('番号')}{words('氏名')}{words('日')}</table:table-row></table:table-header-rows>"
    f"<table:table-row>{number('12', '00000012')}"
    + words(
        "<text:ruby><text:ruby-base>髙橋</text:ruby-base><text:ruby-text>タカハシ</text:ruby-text></text:ruby><text:s/>花子"
    )
    + '<table:table-cell office:value-type="date" office:date-value="2024-04-01"><office:annotation><text:p>注</text:p>'
    "</office:annotation><text:p>令和6年4月1日</text:p></table:table-cell></table:table-row>"
    f'<table:table-row table:visibility="filter">{number("1000.5", "1,001")}'
    + '<table:table-cell table:number-columns-repeated="2"/>'
    + words("D")
    + "</table:table-row>"
    '<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    f'<table:table-row table:number-rows-repeated="2">{number("600001", "060-0001")}'
    '<table:table-cell table:formula="of:=NA()" office:value-type="string"><text:p>#N/A</text:p></table:table-cell>'
    '<table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>真</text:p></table:table-cell></table:table-row>'
    f"<table:table-row>{words('結合', chr(32) + 'table:number-columns-spanned=' + chr(34) + '2' + chr(34))}<table:covered-table-cell/></table:table-row>"
    '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
)


def make(path: Path, rows: str = ROWS) -> Path:
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr(
            "content.xml",
            f'<office:document-content {_SPACES}><office:automatic-styles><style:style style:name="ta1" '
            'style:family="table"><style:table-properties table:display="false"/></style:style>'
            '</office:automatic-styles><office:body><office:spreadsheet><table:table table:name="隠し" '
            f'table:style-name="ta1"><table:table-row>{words("x")}</table:table-row></table:table>'
            f'<table:table table:name="受付">{rows}</table:table></office:spreadsheet></office:body>'
            "</office:document-content>",
        )
    return path


def test_an_ods_is_read_as_shown(tmp_path: Path) -> None:
    grid = read_grid(make(tmp_path / "a.ods"), "")
    assert grid.sheet == "受付"
    lines = [
        (one.number, [c if isinstance(c, str) else c.problem.code for c in one.cells]) for one in grid.lines
    ]
    assert lines == [
        (1, ["番号", "氏名", "日"]),
        (2, ["00000012", "髙橋 花子", "2024-04-01"]),
        (3, ["D100", "", "", "D"]),
        (7, ["060-0001", "D14", "TRUE"]),
        (8, ["060-0001", "D14", "TRUE"]),
        (9, ["結合", "D67"]),
    ]
    assert [one.number for one in grid.lines if one.hidden] == [3]
    assert read_grid(tmp_path / "a.ods", "隠し").lines[0].cells == ("x",)
    assert "隠し" not in sheets_of(tmp_path / "a.ods")
    assert grid.sheet in sheets_of(tmp_path / "a.ods")


def test_an_ods_that_is_cut_off_or_declares_entities_is_told(tmp_path: Path) -> None:
    whole = make(tmp_path / "a.ods").read_bytes()
    for part in range(30):
        (tmp_path / "b.ods").write_bytes(whole[: len(whole) * part // 30])
        with pytest.raises(DataError):
            read_grid(tmp_path / "b.ods", "")
    with zipfile.ZipFile(tmp_path / "c.ods", "w") as book:
        book.writestr("content.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
    with pytest.raises(DataError) as told:
        read_grid(tmp_path / "c.ods", "")
    assert told.value.problem.code == "D03"


def test_blanks_that_are_only_counted_do_not_fill_the_memory(tmp_path: Path) -> None:
    rows = "<table:table-row>" + words('a<text:s text:c="3"/>b') + words('<text:s text:c="{n}"/>x') + "</table:table-row>"
    assert read_grid(make(tmp_path / "a.ods", rows.replace("{n}", "2")), "受付").lines[0].cells == ("a   b", "  x")
    with pytest.raises(DataError) as told:
        read_grid(make(tmp_path / "b.ods", rows.replace("{n}", "2000000000")), "受付")
    assert told.value.problem.code == "D07"


def test_a_text_without_a_paragraph_and_moments_as_they_are_shown(tmp_path: Path) -> None:
    def moment(kind: str, value: str, shown: str) -> str:
        return f'<table:table-cell office:value-type="{kind}" office:{kind}-value="{value}"><text:p>{shown}</text:p></table:table-cell>'

    cells = (
        '<table:table-cell office:value-type="string" office:string-value="髙橋"/>',
        moment("date", "2026-04-02", "4月2日"), moment("date", "2026-04-02T12:30:45", "2026/04/02"),
        moment("date", "2026-04-02T12:30:45", "2026/4/2 12:30"), moment("time", "PT36H30M45S", "36:30:45"),
        moment("time", "PT09H05M00S", "9:05"), moment("time", "PT00H12M14S", "12:14"),
    )  # fmt: skip
    [line] = read_grid(make(tmp_path / "a.ods", f"<table:table-row>{''.join(cells)}</table:table-row>"), "受付").lines
    assert line.cells == ("髙橋", "2026-04-02", "2026-04-02", "2026-04-02 12:30", "36:30:45", "09:05", "00:12:14")
    assert [one.whole for one in line.cells if isinstance(one, Dated)] == [False, True, True, False]
