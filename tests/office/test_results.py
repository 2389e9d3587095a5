"""The books that go back: LibreOffice opens every one of them, and shows what was there beside what was added."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import Workbook

from bots.errors import DataError
from bots.model import Column, RowsPlan, Table
from bots.sources.appending import with_lines
from bots.sources.patching import patch
from bots.sources.results import RowOutcome, write_rejects, write_result
from bots.sources.sheet import SheetSource
from tests.effort import effort

from .conftest import Shelf
from .decorations import BUTTON, ROWS, SPARKLINES, TEXTS, decorated, seen_over_the_cells
from .drawings import DRAWINGS
from .readings import case
from .soffice import Office

DANGEROUS = ("=1+1", "=HYPERLINK(\"http://127.0.0.1/\")", "+1+1", "-2+3", "@SUM(A1:A9)", "\t=1+1", "'=1", "_x000D_", "=cmd|' /C x'!A1")
PATCHED = ("excel", "openpyxl", "xlsx")
EACH_IN = effort(1, len(PATCHED))


@dataclass(frozen=True)
class Result:
    """A book that was patched: where it came from, what was read of it, where it lies."""

    source: Path
    path: Path
    plan: RowsPlan
    table: Table


def outcomes_of(table: Table) -> list[RowOutcome]:
    """What became of the rows: a receipt that looks like a formula for each."""
    return [
        RowOutcome(row.number, "done", "完了", "", {"受付番号": DANGEROUS[at % len(DANGEROUS)]})
        for at, row in enumerate(table.rows)
    ]


def forms_of(at: int) -> Sequence[str]:
    """The forms that the drawing of this number, from 1, is patched in: one in turn in the ring, all under the
    profile "full"."""
    return [PATCHED[(at + more) % len(PATCHED)] for more in range(EACH_IN)]


def results(shelf: Shelf, folder: Path) -> Iterator[Result]:
    """The result of every book that can be read, under a name of its own."""
    for at, name in enumerate(DRAWINGS, 1):
        plan = case(name).plan
        for form in forms_of(at):
            source = shelf.books[form].get(name)
            if source is None:  # openpyxl writes no macros
                continue
            try:
                table = SheetSource().read(source, plan, scope={})
            except DataError:  # the two that stop, of which the readings tell
                continue
            place = folder / f"{form}_{name}{source.suffix}"
            made = write_result(source, plan, table, outcomes_of(table), place, language="ja", fallback=folder)
            yield Result(source, made.path, plan, table)


@pytest.fixture(scope="module")
def patched(shelf: Shelf, tmp_path_factory: pytest.TempPathFactory) -> list[Result]:
    return list(results(shelf, tmp_path_factory.mktemp("results")))


def test_libreoffice_shows_every_result_and_all_that_was_there(
    patched: list[Result], office: Office, tmp_path: Path
) -> None:
    assert len(patched) >= EACH_IN * (len(DRAWINGS) - 3)
    sources = [shutil.copy(one.source, tmp_path / f"{one.path.stem}_前{one.source.suffix}") for one in patched]
    shown = office.seen([*sources, *(one.path for one in patched)], tmp_path / "shown")
    for one, source in zip(patched, sources, strict=True):
        old, new = shown[source.stem], shown[one.path.stem]
        assert old.keys() == new.keys(), one.path.stem
        for sheet, lines in old.items():
            wide = max((len(line) for line in lines), default=0)
            assert [_upto(line, wide) for line in new[sheet]] == [_upto(line, wide) for line in lines], (one.path.stem, sheet)
        written = [new[one.table.sheet][row.number - 1] for row in one.table.rows]
        for line, outcome in zip(written, outcomes_of(one.table), strict=True):
            assert outcome.written["受付番号"] in line, one.path.stem
            assert "完了" in line, one.path.stem


def _upto(line: list[str], wide: int) -> list[str]:
    cut = line[:wide]
    while cut and not cut[-1]:
        cut.pop()
    return cut


def test_no_part_but_the_sheet_and_the_order_of_calculation_is_another(patched: list[Result]) -> None:
    for one in patched:
        with zipfile.ZipFile(one.source) as old, zipfile.ZipFile(one.path) as new:
            changed = {name for name in old.namelist() if name not in new.namelist() or old.read(name) != new.read(name)}
        changed.discard("xl/workbook.xml")  # that its formulas are to be calculated when it is opened
        assert len(changed) == 1, (one.path.name, changed)
        assert changed.pop().startswith("xl/worksheets/sheet")


def test_a_formula_about_what_was_written_shows_what_it_says_now(office: Office, tmp_path: Path) -> None:
    """=IF(B2="","未処理","済") of a clerk's, whose kept result is that of before."""
    book = Workbook()
    book.worksheets[0].title = "受付"
    for line in (["番号", "受付番号", "状況"], ["1", "", '=IF(B2="","未処理","済")'], ["2", "", '=IF(B3="","未処理","済")']):
        book.worksheets[0].append(line)
    book.create_sheet("集計").append(["=COUNTA(受付!B2:B3)"])
    book.save(tmp_path / "前.xlsx")
    source = tmp_path / "表.xlsx"
    kept = r'<c r="C\1" t="str">\2<v>未処理</v>'.encode()
    with zipfile.ZipFile(tmp_path / "前.xlsx") as old, zipfile.ZipFile(source, "w") as new:
        for name in old.namelist():  # what a spreadsheet keeps beside each formula
            data = re.sub(rb'<c r="C(.)"[^>]*>(<f>.*?</f>)<v ?/>', kept, old.read(name))
            new.writestr(name, data.replace(b"</f><v/>", b"</f><v>0</v>").replace(b"</f><v />", b"</f><v>0</v>"))
    assert office.seen([source], tmp_path / "shown")["表"]["受付"][1][2] == "未処理"
    patch(source, tmp_path / "表_結果.xlsx", "受付", {(2, 2): "R6-1"})
    seen = office.seen([tmp_path / "表_結果.xlsx"], tmp_path / "after")["表_結果"]
    assert [line[2] for line in seen["受付"][1:]] == ["済", "未処理"]
    assert seen["集計"][0][0] == "1"


def test_results_handed_in_again_read_as_before(patched: list[Result]) -> None:
    for one in patched:
        again = SheetSource().read(one.path, one.plan, scope={})
        assert [row.key for row in again.rows] == [row.key for row in one.table.rows]
        assert again.skipped == one.table.skipped
        for row, outcome in zip(again.rows, outcomes_of(one.table), strict=True):
            assert row.values["受付番号"].reveal() == outcome.written["受付番号"]


def test_a_new_cell_looks_like_its_neighbour(patched: list[Result]) -> None:
    from openpyxl import load_workbook

    one = next(one for one in patched if "_06_" in one.path.name)
    sheet = load_workbook(one.path)[one.table.sheet]
    last = max(cell.column for cell in sheet[1] if cell.value == "宛名番号")
    assert sheet.cell(2, last + 1).number_format == sheet.cell(2, last).number_format


def test_rejects_and_added_lines_are_texts_for_libreoffice_too(shelf: Shelf, office: Office, tmp_path: Path) -> None:
    source = shelf.book("excel", "25_式に見える文字と長い文字")
    plan = case("25_式に見える文字と長い文字").plan
    table = SheetSource().read(source, plan, scope={})
    refused = [RowOutcome(row.number, "refused", "業務エラー", DANGEROUS[at]) for at, row in enumerate(table.rows)]
    rejects = write_rejects(source, plan, table, refused, tmp_path / "表.xlsx", language="ja", fallback=tmp_path).path
    lines = [{"番号": str(at), "内容": text} for at, text in enumerate(DANGEROUS)]
    with_lines(None, tmp_path / "台帳.xlsx", lines)
    with_lines(tmp_path / "台帳.xlsx", tmp_path / "台帳2.xlsx", lines)
    shown = office.seen([rejects, tmp_path / "台帳.xlsx", tmp_path / "台帳2.xlsx"], tmp_path / "shown")
    [seen] = shown[rejects.stem].values()
    assert [line[0] for line in seen[1:]] == [one.reason for one in refused]
    assert [line[2] for line in seen[1:]] == [row.values["備考"].reveal() for row in table.rows]
    [ledger] = shown["台帳2"].values()
    assert [line[1] for line in ledger] == ["内容", *DANGEROUS, *DANGEROUS]


def test_boxes_buttons_and_sparklines_are_still_over_the_cells(office: Office, tmp_path: Path) -> None:
    """Of the book as it came, of its result, and of that with a line added below."""
    source = decorated(office, tmp_path)
    plan = RowsPlan(source.name, ("整理番号",), columns=(Column("整理番号", "code", size=8), Column("5月", "number")))
    table = SheetSource().read(source, plan, scope={})
    assert [row.values["5月"].reveal() for row in table.rows] == ["5", "2", "9"]
    result = write_result(source, plan, table, outcomes_of(table), source, language="ja", fallback=tmp_path).path
    longer = tmp_path / "足した.xlsx"
    with_lines(result, longer, [{"整理番号": "00000009", "5月": "4"}])
    books = [source, result, longer]
    over = seen_over_the_cells(office, books, tmp_path / "over")
    assert over == [({*TEXTS}, {BUTTON}, SPARKLINES)] * 3
    shown = office.seen(books, tmp_path / "shown")
    before, after, added = (shown[one.stem]["受付"] for one in books)
    assert before == [[str(cell) for cell in row if cell != ""] for row in ROWS]
    assert [line[:3] for line in after] == [line[:3] for line in before]
    assert [line[4] for line in after[1:]] == [one.written["受付番号"] for one in outcomes_of(table)]
    assert (added[:4], added[4][0], added[4][2]) == (after, "00000009", "4")
