"""Result books of sheets that are no .xlsx keep what was seen; books of rejects are refused again until they are mended."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from bots.model import RowsPlan, Table
from bots.sources.new_book import Page, save_texts
from bots.sources.results import RowOutcome, write_rejects, write_result
from bots.sources.sheet import SheetSource
from bots.values.columns import parse_column
from tests.unit.sources import test_ods
from tests.unit.sources.test_shown import book, cell, row

_XLS = Path(__file__).with_name("古い形式.xls")
_NAMES = ("K", "V", "W", "備考")
_KINDS = {"K": "code", "V": "money optional", "W": "text optional", "X": "text optional"}
HEAD = row(1, *(cell(f"{at}1", name, kind="inlineStr") for at, name in zip("ABCD", _NAMES, strict=True)))


def read(path: Path, sheet: str) -> tuple[RowsPlan, Table]:
    columns = tuple(parse_column(name, kind) for name, kind in _KINDS.items())
    plan = RowsPlan(path.name, ("K",), columns=columns, sheet=sheet)
    return plan, SheetSource().read(path, plan, scope={})


def refused(path: Path, sheet: str) -> tuple[list[list[str]], Path]:
    """The codes of each row, and the book of rejects."""
    plan, table = read(path, sheet)
    outcomes = [RowOutcome(one.number, "refused", "業務エラー", "理由") for one in table.rows]
    made = write_rejects(path, plan, table, outcomes, path, language="ja", fallback=path.parent)
    return [[problem.code for problem in one.problems] for one in table.rows], made.path


def ods_cell(kind: str, value: str, text: str, formula: str = "") -> str:
    word = "value" if kind == "float" else f"{kind}-value"
    return f'<table:table-cell {formula} office:value-type="{kind}" office:{word}="{value}"><text:p>{text}</text:p></table:table-cell>'


def test_what_was_refused_is_refused_again_as_it_comes_back(tmp_path: Path) -> None:
    rows = HEAD
    for number, (amount, text) in enumerate(
        (
            (cell("B2", "1234.5", "#,##0"), cell("C2", "45383", 'm"月"d"日"')),
            (cell("B3", "#N/A", kind="e"), '<c r="C3"><f>A1</f></c>'),
            (cell("B4", "7", ";;;"), cell("C4", "1234567890123456")),
            (cell("B5", "-5", "yyyy/mm/dd hh:mm:ss"), cell("C5", "0", "0;-0;;@")),
        ),
        2,
    ):
        rows += row(number, cell(f"A{number}", str(number)), amount, text, cell(f"D{number}", "1234.5", "#,##0"))
    codes, first = refused(book(tmp_path / "a.xlsx", rows), "受付（Ｒ８）")
    assert codes == [["D100", "D99"], ["D14", "D13"], ["D100", "D60"], ["D66"]]
    again, _ = refused(first, "受付（Ｒ８）")
    assert again == [["D100", "D99"], ["D14", "D14"], ["D100", "D60"], ["D66"]]
    sheet = load_workbook(first).worksheets[0]
    assert [(one.value, one.number_format) for one in sheet["E"][1:]] == [(1234.5, "#,##0")] * 4


def test_a_row_of_which_one_cell_was_mended_is_refused_for_the_other(tmp_path: Path) -> None:
    rows = HEAD + row(2, cell("A2", "2"), cell("B2", "1234.5", "#,##0"), cell("C2", "45383", 'm"月"d"日"'))
    _, first = refused(book(tmp_path / "a.xlsx", rows), "受付（Ｒ８）")
    made = load_workbook(first)
    made.worksheets[0]["D2"].value = "四月"
    made.save(first)
    assert refused(first, "受付（Ｒ８）")[0] == [["D100"]]


def test_what_an_ods_showed_is_refused_again_from_its_rejects(tmp_path: Path) -> None:
    cells = (
        test_ods.number("2", "2") + ods_cell("float", "1234.5", "1,235") + ods_cell("date", "2024-04-02", '4月"2"日'),
        test_ods.number("3", "3") + ods_cell("float", "7", "") + ods_cell("string", "", "#N/A", 'table:formula="of:=NA()"'),
    )
    head = "".join(map(test_ods.words, _NAMES))
    rows = "".join(f"<table:table-row>{one}</table:table-row>" for one in (head, *cells))
    codes, first = refused(test_ods.make(tmp_path / "a.ods", rows), "受付")
    assert codes == [["D100", "D99"], ["D100", "D14"]]
    assert refused(first, "受付")[0] == [["D100", "D100"], ["D100", "D14"]]
    sheet = load_workbook(first).worksheets[0]
    assert [sheet.cell(2, at).number_format for at in (3, 4)] == ['"1,235"', '"4月"\\""2"\\""日"']


def test_a_day_that_could_be_read_comes_back_as_a_day(tmp_path: Path) -> None:
    head = "".join(map(test_ods.words, ("K", "V", "日")))
    line = test_ods.number("2", "2") + ods_cell("float", "1234.5", "1,235") + ods_cell("date", "2024-04-02", "令和6年4月2日")
    path = test_ods.make(tmp_path / "a.ods", f"<table:table-row>{head}</table:table-row><table:table-row>{line}</table:table-row>")
    columns = tuple(parse_column(name, kind) for name, kind in (("K", "code"), ("V", "money"), ("日", "date")))
    plan = RowsPlan("a.ods", ("K",), columns=columns, sheet="受付")
    for _ in range(2):
        table = SheetSource().read(path, plan, scope={})
        assert [problem.code for problem in table.rows[0].problems] == ["D100"]
        assert table.rows[0].values["日"].reveal() == "2024-04-02"
        made = write_rejects(path, plan, table, [RowOutcome(2, "refused", "業務エラー", "理由")], path, language="ja", fallback=tmp_path)
        path = made.path


def result(path: Path, sheet: str, kinds: dict[str, str]) -> Path:
    plan = RowsPlan(path.name, (next(iter(kinds)),), columns=tuple(parse_column(*one) for one in kinds.items()), sheet=sheet, hidden_rows="include")
    table = SheetSource().read(path, plan, scope={})
    outcomes = [RowOutcome(one.number, "done", "完了") for one in table.rows]
    return write_result(path, plan, table, outcomes, path, language="ja", fallback=path.parent).path


def test_the_result_of_an_ods_has_all_its_sheets_and_every_text_that_it_shows(tmp_path: Path) -> None:
    covered = "<table:covered-table-cell office:value-type='float' office:value='77'><text:p>77</text:p></table:covered-table-cell>"
    rows = (
        f"<table:table-row>{''.join(map(test_ods.words, ('K', '額', '誤', '日', '長', '空')))}</table:table-row><table:table-row>"
        + test_ods.number("2", "2") + ods_cell("float", "1234.5", "1,235") + ods_cell("string", "", "#N/A", 'table:formula="of:=NA()"')
        + ods_cell("date", "2024-04-01", "4/1") + ods_cell("float", "1234567890123456", "1234567890123456") + ods_cell("float", "0", "")
        + covered + "</table:table-row>"
    )  # fmt: skip
    made = load_workbook(result(test_ods.make(tmp_path / "a.ods", rows), "受付", {"K": "code"}))
    assert [(one.title, one.sheet_state) for one in made.worksheets] == [("隠し", "hidden"), ("受付", "visible")]
    assert made["隠し"]["A1"].value == "x"
    line = [one.value for one in made["受付"][2]]
    assert line[:7] == ["2", "1,235", "#N/A", "4/1", "1234567890123456", None, None]
    assert "完了" in line


def test_the_result_of_an_xls_has_all_its_sheets_and_its_numbers_in_their_formats(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(_XLS.read_bytes())
    made = load_workbook(result(path, "受付", {"番号": "code 8", "氏名": "text"}))
    assert made.sheetnames == ["受付", "集計"]
    first, name, day, amount, word, *_ = made["受付"][2]
    assert (first.value, first.number_format) == (12, "00000000")
    assert (day.number_format, amount.value, name.value, word.value) == ('yyyy"年"m"月"d"日"', 1000, "髙橋0", "完了")


@pytest.mark.parametrize("name", ["受付/一覧", "長い" * 20])
def test_sheets_may_have_names_that_an_xlsx_cannot_have(tmp_path: Path, name: str) -> None:
    save_texts(tmp_path / "a.xlsx", [Page(name, {1: ["a"]}), Page(name, {1: ["b"]}, hidden=True)])
    made = load_workbook(tmp_path / "a.xlsx")
    assert [one["A1"].value for one in made.worksheets] == ["a", "b"]


def test_a_book_of_hidden_sheets_alone_can_be_opened(tmp_path: Path) -> None:
    save_texts(tmp_path / "a.xlsx", [Page("a", {1: ["a"]}, hidden=True)])
    assert load_workbook(tmp_path / "a.xlsx").worksheets[0].sheet_state == "visible"
