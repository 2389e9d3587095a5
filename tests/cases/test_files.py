"""Files that a row or the run itself brings: kept with the evidence under numbers, named in the report."""

from __future__ import annotations

import hashlib
from pathlib import Path

from bots.app.approving import decide, waiting_rows
from bots.app.facts import open_run, outcome_of
from bots.app.report_facts import report_facts
from bots.app.runs import reopen
from bots.evidence.report import render_parts
from bots.ledger import evidence
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


AROUND = """
開始:
  - ダウンロード: 様式
    保存名: <今日>の様式
終了:
  - まとめ:
      - ダウンロード: CSV出力
        保存名: 伝票一覧
  - PDF保存: 一覧の画面
    説明: 終わりの一覧
"""


def test_files_of_the_start_and_the_finish_are_told_with_the_run(tmp_path: Path) -> None:
    one = Hall.open(tmp_path, people(1), RECIPE + AROUND)
    run, code = one.run()
    assert code == 0
    found = open_run(one.project, run)
    told = report_facts(one.project, found, "ja")
    assert [(file.label, file.file, file.step) for file in told.files] == [
        ("‹今日›の様式", "items/0000/1.csv", "ダウンロード: 様式"),
        ("伝票一覧", "items/0000/2.csv", "ダウンロード: CSV出力"),
        ("一覧の画面", "items/0000/1.pdf", "終わりの一覧"),
    ]
    assert all(file.place.startswith("recipes/登録.yaml:") for file in told.files)
    report = (found.folder.path / "report.html").read_text("utf-8")
    assert '<h3>このほかのファイル</h3><ul><li><a href="items/0000/1.csv">‹今日›の様式</a>' in report
    assert "Further files" in "".join(render_parts(told, "en"))
    files = dict(outcome_of(one.project, run, "ja").files)
    assert files["このほかのファイル「伝票一覧」（ダウンロード: CSV出力）"] == found.folder.path / "items/0000/2.csv"
    assert "further file “伝票一覧” (ダウンロード: CSV出力)" in dict(outcome_of(one.project, run, "en").files)
    assert "ファイルを残しました。" in (found.folder.path / "log.txt").read_text("utf-8")
    named = {kept.file: kept.position for kept in evidence.of_run(run)}
    assert [named[file.file] for file in told.files] == [0, 0, 0]
    assert found.folder.verify() == []


def test_a_run_that_goes_on_tells_the_files_of_both_sittings(tmp_path: Path) -> None:
    asking = RECIPE.replace("  - 確定:", "  - 人に確認: よいですか\n  - 確定:")
    one = Hall.open(tmp_path, people(1), asking + AROUND)
    run, _ = one.run()
    for row in waiting_rows(one.project, run)[1]:
        decide(one.project, row, yes=True, reason="よい")
    assert one.carry_out(reopen(one.project, run, failed=False)) == 0
    told = report_facts(one.project, open_run(one.project, run), "ja")
    assert [file.label for file in told.files] == ["‹今日›の様式", "伝票一覧", "一覧の画面"] * 2
    assert len({file.file for file in told.files}) == 6
