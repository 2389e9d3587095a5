"""Rows of which nothing was put in: the report shows what the sheet says in them, for whoever samples them."""

from __future__ import annotations

from pathlib import Path

from bots.app.facts import open_run
from bots.app.report_facts import report_facts
from bots.evidence.facts import CellFacts, RowFacts
from tests.hall import RECIPE, Hall, people

SECRET = "123456789012"


def told(hall: Hall, run: str) -> dict[int, RowFacts]:
    facts = report_facts(hall.project, open_run(hall.project, run), "ja")
    return {row.position: row for row in facts.rows}


def cells_of(row: RowFacts) -> dict[str, CellFacts]:
    return {cell.column: cell for cell in row.cells}


def faulty(row: RowFacts) -> list[str]:
    return [cell.column for cell in row.cells if cell.faulty]


def page(hall: Hall, run: str, position: int) -> str:
    from bots.app.closing import make_report

    text = make_report(hall.project, run, "ja").read_text("utf-8")
    return text.partition(f'<article id="row-{position}"')[2].partition("</article>")[0]


def test_a_refused_row_shows_its_cells_and_which_of_them_is_at_fault(tmp_path: Path) -> None:
    rows = people(3)
    rows[0] |= {"区分": "なし", "番号札": SECRET, "余分": "recipe knows it not"}
    rows[1] |= {"氏名": f"<b>{SECRET}</b>", "区分": "なし", "番号札": SECRET}
    hall = Hall.open(tmp_path, rows)
    run, code = hall.run()
    assert (code, hall.entered()) == (1, ["0003"])
    found = told(hall, run)
    assert faulty(found[2]) == ["区分"]
    assert list(cells_of(found[2])) == ["番号", "氏名", "区分", "番号札", "受付番号"]
    assert cells_of(found[2])["区分"].text == "なし"
    assert cells_of(found[2])["番号札"] == CellFacts("番号札", "", hidden=True)
    assert found[4].cells == ()  # it was filled: its readings tell
    shown = page(hall, run, 3)
    assert SECRET not in shown  # nor in the name beside the key
    assert "&lt;b&gt;●●●&lt;/b&gt;" in shown
    assert "この値のため" in shown


def test_rows_left_out_entered_before_and_of_another_value_show_theirs(tmp_path: Path) -> None:
    recipe = RECIPE.replace("  鍵: 番号\n", "  鍵: 番号\n  対象: {区分: 新規}\n")
    rows = people(3)
    for row, kind in zip(rows, ("取下げ", "新規", "新規"), strict=True):
        row["区分"] = kind
    hall = Hall.open(tmp_path, rows, recipe)
    hall.run()
    rows[2]["氏名"] = "別の人"
    hall.sheet(rows)
    run, _ = hall.run()
    found = told(hall, run)
    assert [found[n].state for n in (2, 3, 4)] == ["skipped", "already", "conflict"]
    assert [cells_of(found[n])["番号"].text for n in (2, 3, 4)] == ["0001", "0002", "0003"]
    assert [faulty(found[n]) for n in (2, 3, 4)] == [[], [], ["氏名"]]
    assert cells_of(found[4])["氏名"].text == "別の人"


def test_the_fault_of_a_field_is_marked_at_the_column_that_goes_into_it(tmp_path: Path) -> None:
    from bots.app.report_facts import columns_of

    recipe = RECIPE.replace("      氏名: <氏名>\n", "      お名前: <氏名>\n")
    hall = Hall.open(tmp_path, people(1), recipe)
    plan = open_run(hall.project, hall.ask()).plan
    assert columns_of(plan, "お名前") == {"氏名"}
    assert columns_of(plan, "氏名") == set()
