"""Books as wide as Excel lets them be, and chains of formulas as long as a year's balances."""

from __future__ import annotations

import time
from pathlib import Path

from bots.sources.grid import letter
from bots.sources.outdated import without_outdated
from tests.unit.sources.parts import ROWS, make, sheet_of
from tests.unit.sources.test_hostile import read
from tests.unit.sources.test_outdated import cell, page


def test_sixteen_thousand_columns_are_read(tmp_path: Path) -> None:
    cells = "".join(f'<c r="{letter(n)}2" t="str"><v>見出し{n}</v></c>' for n in range(8, 16_385))
    head, _, tail = ROWS.partition('<row r="3"')
    row = tail.partition("</row>")[0]  # one is as wide as many
    rows = f'{head.removesuffix("</row>")}{cells}</row><row r="3"{row}</row>'
    table = read(make(tmp_path / "a.xlsx", sheet2_xml=sheet_of(rows)))
    assert len(table.headings) == 16_384
    assert len(table.rows) == 1


def test_ten_thousand_formulas_that_hang_on_each_other_take_no_second() -> None:
    for above, first in ((-1, 2), (1, 10_001)):  # balances carried downwards, and upwards
        data = page(*(cell(f"H{row}", f"H{row + above}+E{row}") for row in range(2, 10_002)))
        begun = time.process_time()
        made = without_outdated({"受付": data}, "受付", [(first, 5)])["受付"]
        assert b"<v>" not in made
        assert time.process_time() - begun < 1
