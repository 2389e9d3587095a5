"""Results of formulas that depend on cells that were set: they go, all others stay."""

from __future__ import annotations

import pytest

from bots.sources.outdated import without_outdated


def cell(at: str, formula: str, result: str = "前", kind: str = "") -> str:
    return f'<c r="{at}" s="2" t="str"><f{kind}>{formula}</f><v>{result}</v></c>'


def page(*cells: str) -> bytes:
    return f"<worksheet><sheetData><row>{''.join(cells)}</row></sheetData></worksheet>".encode()


@pytest.mark.parametrize(
    ("formula", "goes"),
    [
        ('IF(E4="","未処理","済")', True), ("COUNTA(E2:E9)", True), ("SUM($D$1:$F$4)", True), ("SUM(E:E)", True), ("SUM(4:4)", True),
        ("COUNTIF(受付!E1:E9,&quot;R&quot;)", True), ("'受付'!$E$4", True), ("E4&amp;D4", True), ("1&lt;E4", True),
        ("E5", False), ("AE4", False), ("E40", False), ("SUM(A1:D9)", False), ('"E4"', False), ("別!E4", False), ("E4(1)", False),
        ("LOG10(D1)", False), ("[1]受付!E4", False), ("D4", False),
    ],
)  # fmt: skip
def test_a_formula_is_known_by_the_cells_that_it_refers_to(formula: str, goes: bool) -> None:
    made = without_outdated({"受付": page(cell("H4", formula))}, "受付", [(4, 5)])
    assert made == ({"受付": page(cell("H4", formula)).replace("<v>前</v>".encode(), b"")} if goes else {})


def test_what_depends_on_such_a_formula_goes_too_in_whatever_order_and_on_other_sheets() -> None:
    pages = {
        "受付": page(cell("G4", "H4+1"), cell("H4", "E4+1"), cell("I4", "A1", "残る")),
        "集計": page(cell("A1", "受付!G4*2"), cell("A2", "B1", "残る")),
        "ほか": page(cell("A1", "A2", "残る")),
    }
    made = without_outdated(pages, "受付", [(4, 5)])
    assert set(made) == {"受付", "集計"}
    assert [data.decode().count("<v>前</v>") for data in made.values()] == [0, 0]
    assert [data.decode().count("<v>残る</v>") for data in made.values()] == [1, 1]


def test_a_shared_formula_refers_to_other_cells_in_each_of_its_cells() -> None:
    one = cell("H4", "E4&$E$9", kind=' t="shared" ref="H4:H6" si="0"')
    others = [f'<c r="H{row}" t="str"><f t="shared" si="0"/><v>前</v></c>' for row in (5, 6)]
    made = without_outdated({"受付": page(one, *others)}, "受付", [(5, 5)])["受付"].decode()
    assert made.count("<v>前</v>") == 2
    assert '<c r="H5" t="str"><f t="shared" si="0"/></c>' in made
    assert without_outdated({"受付": page(one, *others)}, "受付", [(9, 5)])["受付"].decode().count("<v>") == 0
