"""From sheet to books and report: what is told of a sheet as it was read, a sheet with a password, books made again."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from msoffcrypto.method.ecma376_agile import ECMA376Agile

from bots.app.closing import remake_books
from bots.app.facts import open_run
from bots.app.preview import preview_of
from bots.app.report_facts import report_facts
from bots.app.request import Asked
from bots.errors import DataError, PlaceError
from bots.evidence.report import render_parts
from bots.model import Column, RowsPlan, Value
from bots.sources.sheet import SheetSource
from tests.hall import RECIPE, Hall, people

PASSWORD = "ひみつ-1"
PLAN = RowsPlan("一覧.xlsx", ("番号",), columns=(Column("番号", "code", size=4),))
TOTALS = RECIPE.replace("  鍵: 番号\n", "  鍵: 番号\n  除く行: {番号: 合計}\n").replace("一覧.xlsx", "一覧.csv")
LOCKED = RECIPE.replace("  鍵: 番号\n", "  鍵: 番号\n  パスワードの名前: 一覧表\n")


def of_text(home: Path) -> Hall:
    one = Hall.open(home, (), TOTALS)
    text = "番号,氏名\n0001,髙橋\n合計,1名\n"
    (one.home / "recipes/一覧.csv").write_bytes(text.replace("髙", "高").encode("euc_jp"))
    return one


def locked(home: Path, password: str = PASSWORD) -> Hall:
    one = Hall.open(home, people(2), LOCKED)
    path = one.home / "recipes/一覧.xlsx"
    with path.open("rb") as book:
        data = ECMA376Agile.encrypt(PASSWORD, book, spin_count=100)
    path.write_bytes(data)
    secrets = one.home / "config/secrets.yaml"
    secrets.write_text(f"一覧表: {password}\n", "utf-8")
    secrets.chmod(0o600)
    return one


def test_the_encoding_and_the_lines_that_are_no_rows_are_told(tmp_path: Path) -> None:
    one = of_text(tmp_path)
    found = preview_of(one.project, Asked(recipe="登録"))
    told = ["文字コード: EUC-JP", "「除く行」で除いた行: 1 行（3 行目）"]
    assert [line.strip() for line in found.head("ja")[2:]] == told
    assert [line.strip() for line in found.head("en")[2:]] == ["Encoding: EUC-JP", "Lines left out by skip: 1 (3)"]
    assert found.to_json("ja")["skipped"] == [3]
    run, code = one.run()
    assert (code, [entry["番号"] for entry in one.system.truth()]) == (0, ["0001"])
    facts = report_facts(one.project, open_run(one.project, run), "ja")
    shown = re.sub(r"<[^>]*>", "", "".join(render_parts(facts, "ja")))
    assert all(text in shown for text in told)


def test_a_locked_sheet_is_entered_and_its_result_is_locked(tmp_path: Path) -> None:
    one = locked(tmp_path)
    _, code = one.run()
    assert (code, len(one.system.truth())) == (0, 2)
    result = one.home / "recipes/一覧_結果.xlsx"
    with pytest.raises(DataError) as caught:
        SheetSource().read(result, PLAN, scope={})
    assert caught.value.problem.code == "D02"
    rows = SheetSource().read(result, PLAN, scope={}, password=Value(PASSWORD, hidden=True)).rows
    assert [row.values["ロボットの結果"].reveal() for row in rows] == ["完了", "完了"]


@pytest.mark.parametrize(("password", "code"), [("ちがう", "D92"), (None, "P20")])
def test_a_wrong_password_and_none_stop_before_anything_begins(tmp_path: Path, password: str | None, code: str) -> None:
    one = locked(tmp_path, password or "")
    if password is None:
        (one.home / "config/secrets.yaml").unlink()
    with pytest.raises((DataError, PlaceError)) as caught:
        one.ask()
    assert caught.value.problem.code == code
    kept = [path for path in one.home.rglob("*") if path.is_file() and path.name != "secrets.yaml"]
    assert not any("ちがう".encode() in path.read_bytes() or PASSWORD.encode() in path.read_bytes() for path in kept)


def test_the_books_are_made_again_from_the_ledger_at_any_time(tmp_path: Path) -> None:
    one = Hall.open(tmp_path, [*people(2), {"番号": "x", "氏名": "髙橋"}])
    run, _ = one.run()
    places = [one.home / f"recipes/一覧_{name}.xlsx" for name in ("結果", "不備")]
    before = [SheetSource().read(path, replace(PLAN, columns=()), scope={}) for path in places]
    for path in (*places, one.home / "recipes/一覧.xlsx"):  # the sheet itself has gone too
        path.unlink()
    made, notes = remake_books(one.project, run, tmp_path)
    assert made == places
    assert [note.code for note in notes] == []
    after = [SheetSource().read(path, replace(PLAN, columns=()), scope={}) for path in places]
    assert [table.rows for table in after] == [table.rows for table in before]
    assert "R-00001" in {value.reveal() for row in after[0].rows for value in row.values.values()}


def test_books_that_cannot_lie_beside_the_sheet_leave_the_record_alone(tmp_path: Path) -> None:
    from bots.app.altered import altered

    one = Hall.open(tmp_path, people(1))
    run, _ = one.run()
    (one.home / "recipes/.~lock.一覧_結果.xlsx#").write_text("", "utf-8")
    elsewhere = tmp_path / "別の場所"
    elsewhere.mkdir()
    made, notes = remake_books(one.project, run, elsewhere)
    assert [path.parent for path in made] == [elsewhere]
    assert [note.code for note in notes] == ["D64"]
    assert altered(open_run(one.project, run)) == ()


def test_a_rehearsal_has_no_books(tmp_path: Path) -> None:
    one = Hall.open(tmp_path, people(1))
    run, _ = one.rehearse()
    with pytest.raises(PlaceError) as caught:
        remake_books(one.project, run, tmp_path)
    assert caught.value.problem.code == "P100"
