"""Rows that a clerk has struck out: never entered, told with their cell in preview, books and report."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
from openpyxl.styles import Font

from bots.app.facts import open_run, outcome_of
from bots.app.preflight import facts_of
from bots.app.preview import preview_of
from bots.app.report_facts import report_facts
from bots.app.request import Asked
from bots.evidence.report import render_parts
from tests.cases.test_details import fill_in
from tests.cases.test_details import hall as hall_of_details
from tests.hall import Hall, people

SAID = "「番号」に取り消し線が引かれています。"


def strike(path: Path, *cells: str, sheet: int = 0, line: bool = True) -> None:
    book = openpyxl.load_workbook(path)
    for cell in cells:
        book.worksheets[sheet][cell].font = Font(strike=line)
    book.save(path)


def test_a_struck_row_is_not_entered_and_its_rejects_are_once_the_line_is_gone(tmp_path: Path) -> None:
    one = Hall.open(tmp_path, people(3))
    strike(one.home / "recipes/一覧.xlsx", "A3", "B3")
    [fault] = facts_of(one.project, preview_of(one.project, Asked(recipe="登録")), "ja").faults
    assert (fault.code, fault.row.place.rpartition("!")[2], fault.sentence) == ("D97", "A3", SAID)
    assert fault.hint.startswith("登録する行なら、線を消してください。")
    run, code = one.run()
    assert (code, one.entered()) == (1, ["0001", "0003"])
    assert one.counts(run) == {"total": 3, "done": 2, "refused": 1}
    shown = re.sub(r"<[^>]*>", "", "".join(render_parts(report_facts(one.project, open_run(one.project, run), "ja"), "ja")))
    assert SAID in shown
    rejects = one.home / "recipes/一覧_不備.xlsx"
    page = openpyxl.load_workbook(rejects).worksheets[0]
    assert (page["A2"].value, page["B2"].comment and page["B2"].comment.text) == (SAID, SAID)
    run, code = one.run(data=rejects)  # handed in as it is
    assert (code, one.counts(run)) == (1, {"total": 1, "refused": 1})
    assert (one.home / "recipes/一覧_不備2.xlsx").exists()
    strike(rejects, "B2", "C2", line=False)
    _, code = one.run(data=rejects)
    assert (code, one.entered()) == (0, ["0001", "0003", "0002"])


def test_a_row_that_is_entered_and_struck_out_later_stays_entered(tmp_path: Path) -> None:
    one = Hall.open(tmp_path, people(2))
    first, _ = one.run()
    strike(one.home / "recipes/一覧.xlsx", "A2", "B3")
    run, _ = one.run()
    assert one.counts(run) == {"total": 2, "already": 2}
    told = {found.key: found.reason for found in outcome_of(one.project, run).needs_people}
    before = f"この行は、実行 {first} で登録済みです。いまの表の行には誤りがあります: "
    assert told == {"0001": before + SAID, "0002": f"{before}「氏名」に取り消し線が引かれています。"}


def test_a_struck_child_row_stops_its_row_and_its_rejects_keep_the_line(tmp_path: Path) -> None:
    one = hall_of_details(tmp_path)
    fill_in(one, [("0001", "夫", "髙橋一"), ("0001", "子", "髙橋二"), ("0003", "母", "髙橋三")])
    sheet = one.home / "recipes/一覧.xlsx"
    strike(sheet, "A3", sheet=1)
    strike(sheet, "B4", sheet=1)
    run, _ = one.run()
    assert one.counts(run) == {"total": 3, "done": 1, "refused": 2}
    rejects = openpyxl.load_workbook(sheet.with_name("一覧_不備.xlsx"))
    lines = {cell.coordinate for row in rejects["世帯"].iter_rows() for cell in row if cell.font.strike}
    assert lines == {"A3", "B3", "C3", "D3", "B4"}
    assert not [cell for row in rejects.worksheets[0].iter_rows() for cell in row if cell.font.strike]
    assert str(rejects.worksheets[0]["A2"].value) == f"世帯 {SAID}"
