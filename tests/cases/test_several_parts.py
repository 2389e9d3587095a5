"""The same words in several parts of the screen (申請者の氏名, 世帯主の氏名): each is a field of its own in the evidence."""

from __future__ import annotations

from pathlib import Path

from bots.app.facts import open_run
from bots.app.preview import preview_of
from bots.app.report_facts import report_facts
from bots.app.request import Asked
from tests.hall import RECIPE, Hall, people

STEPS = """\
  - 入力:
      氏名: <氏名>
    範囲: 申請者
  - 入力:
      氏名: <氏名>の世帯主
    範囲: [世帯, {行: <番号>}]
"""


def test_each_is_called_by_its_part_and_no_value_gets_into_a_name(tmp_path: Path) -> None:
    one = Hall.open(tmp_path, people(1), RECIPE.replace("      氏名: <氏名>\n", STEPS))
    names = ("番号", "氏名（申請者）", "氏名（世帯・<番号>）")
    found = preview_of(one.project, Asked(recipe="登録"))
    assert found.fields == names
    run, code = one.run()
    assert code == 0
    (row,) = report_facts(one.project, open_run(one.project, run), "ja").rows
    assert tuple(field.field for field in row.readings) == names
    assert row.readings[2].put == f"{row.readings[1].put}の世帯主"
