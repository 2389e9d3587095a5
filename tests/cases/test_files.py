"""Files that a row brings: kept with its evidence under numbers, named in the report."""

from __future__ import annotations

import hashlib
from pathlib import Path

from bots.app.facts import open_run
from bots.app.report_facts import report_facts
from tests.hall import RECIPE, Hall, people

STEPS = """\
      氏名: <氏名>
  - ダウンロード: CSV出力
    保存名: <氏名>の一覧
  - PDF保存: 入力内容
"""


def test_files_are_kept_with_the_row_and_no_name_or_value_is_in_a_path(tmp_path: Path) -> None:
    one = Hall.open(tmp_path, people(1), RECIPE.replace("      氏名: <氏名>\n", STEPS))
    run, code = one.run()
    assert code == 0
    found = open_run(one.project, run)
    row = report_facts(one.project, found, "ja").rows[0]
    assert row.files == (("‹氏名›の一覧", "items/0002/1.csv"), ("入力内容", "items/0002/1.pdf"))
    assert (found.folder.path / "items/0002/1.csv").read_bytes() == b"a,b\n"
    assert (found.folder.path / "items/0002/1.pdf").read_bytes().startswith(b"%PDF-1.4")
    report = (found.folder.path / "report.html").read_text("utf-8")
    assert 'href="items/0002/1.csv">‹氏名›の一覧</a>' in report
    digest = hashlib.sha256(b"a,b\n").hexdigest()
    assert digest in (found.folder.path / "manifest.json").read_text("utf-8")
    assert found.folder.verify() == []
