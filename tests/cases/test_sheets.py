"""From sheet to books and report: what is told of a sheet as it was read, a sheet with a password, books made again."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from msoffcrypto.method.ecma376_agile import ECMA376Agile

from bots.app.closing import remake_books
from bots.app.facts import open_run, outcome_of
from bots.app.preflight import facts_of, first_words
from bots.app.preflight_files import write_rejects
from bots.app.preview import preview_of
from bots.app.report_facts import report_facts
from bots.app.request import Asked
from bots.cli.previewing import show_preview
from bots.errors import DataError, PlaceError
from bots.evidence.report import render_parts
from bots.evidence.sheet_page import render as sheet_page
from bots.model import Column, RowsPlan, Value
from bots.sources.locked import unlocked
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


def lock(path: Path) -> None:
    with path.open("rb") as book:
        data = ECMA376Agile.encrypt(PASSWORD, book, spin_count=100)
    path.write_bytes(data)


def locked(home: Path, password: str = PASSWORD, rows: Sequence[dict[str, object]] = (), recipe: str = LOCKED) -> Hall:
    one = Hall.open(home, rows or people(2), recipe)
    lock(one.home / "recipes/一覧.xlsx")
    secrets = one.home / "config/secrets.yaml"
    secrets.write_text(f"一覧表: {password}\n", "utf-8")
    secrets.chmod(0o600)
    return one


def test_the_encoding_and_the_lines_that_are_no_rows_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = of_text(tmp_path)
    found = preview_of(one.project, Asked(recipe="登録"))
    told = ["文字コード: EUC-JP", "「除く行」で除いた行: 1 行（3 行目）"]
    before = facts_of(one.project, found, "ja")
    show_preview(before, everything=False)
    assert [line.strip() for line in capsys.readouterr().out.splitlines()[2:4]] == told
    made = before.to_json()
    assert (made["encoding"], made["skipped"]) == ("EUC-JP", [3])
    page = re.sub(r"<[^>]*>", "", sheet_page(before, "ja"))
    assert all(text in page for text in told)
    assert facts_of(one.project, found, "en").as_read == ("Encoding: EUC-JP", "Lines left out by skip: 1 (3)")
    assert first_words(before, Asked(recipe="登録"), "ja")[1:] == ["    「除く行」で除いた行: 1 行（3 行目）", "  くわしくは: bots preview 登録"]
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


def test_of_a_locked_sheet_the_rejects_before_a_run_are_locked_and_made_anew(tmp_path: Path) -> None:
    one = locked(tmp_path, rows=[*people(1), {"番号": "x", "氏名": "髙橋"}])
    found = preview_of(one.project, Asked(recipe="登録"))
    book = write_rejects(one.project, found, "ja")
    assert book == one.home / "recipes/一覧_不備.xlsx"
    assert book.read_bytes()[:4] == b"\xd0\xcf\x11\xe0"  # the container of what is encrypted
    columns = replace(PLAN, columns=())
    with pytest.raises(DataError) as caught:
        SheetSource().read(book, columns, scope={})
    assert caught.value.problem.code == "D02"
    rows = SheetSource().read(book, columns, scope={}, password=Value(PASSWORD, hidden=True)).rows
    assert [row.values["氏名"].reveal() for row in rows] == ["髙橋"]
    assert write_rejects(one.project, found, "ja") == book  # known again behind its lock
    assert sorted(path.name for path in book.parent.iterdir()) == ["一覧.xlsx", "一覧_不備.xlsx", "登録.yaml"]


def test_a_locked_book_of_rejects_that_somebody_has_changed_stays(tmp_path: Path) -> None:
    one = locked(tmp_path, rows=[{"番号": "x", "氏名": "髙橋"}])
    found = preview_of(one.project, Asked(recipe="登録"))
    book = write_rejects(one.project, found, "ja")
    assert book is not None
    with unlocked(book, Value(PASSWORD, hidden=True)) as plain:
        mended = openpyxl.load_workbook(plain)
    mended.worksheets[0]["C2"] = "直した名"
    mended.save(book)
    lock(book)
    kept = book.read_bytes()
    assert write_rejects(one.project, found, "ja") == book.with_name("一覧_不備_2.xlsx")
    assert book.read_bytes() == kept


def test_what_goes_back_of_a_sheet_without_a_lock_has_none(tmp_path: Path) -> None:
    one = locked(tmp_path, rows=[{"番号": "x", "氏名": "髙橋"}])
    one.sheet([{"番号": "x", "氏名": "髙橋"}])
    book = write_rejects(one.project, preview_of(one.project, Asked(recipe="登録")), "ja")
    assert book is not None
    assert book.read_bytes()[:2] == b"PK"


def test_a_value_that_a_filter_refuses_is_told_with_its_cell_of_a_locked_sheet(tmp_path: Path) -> None:
    recipe = LOCKED.replace("氏名: <氏名>", "氏名: <氏名|日付 YYYY/MM/DD>")
    one = locked(tmp_path, recipe=recipe)
    facts = facts_of(one.project, preview_of(one.project, Asked(recipe="登録")), "ja")
    assert [fault.row.place for fault in facts.faults] == ["Sheet!B2", "Sheet!B3"]


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


def test_rejects_that_a_clerk_has_mended_are_kept_however_often_they_are_made_again(tmp_path: Path) -> None:
    one = Hall.open(tmp_path, [*people(1), {"番号": "x", "氏名": "髙橋"}])
    run, _ = one.run()
    rejects = one.home / "recipes/一覧_不備.xlsx"
    book = openpyxl.load_workbook(rejects)
    assert book.active is not None
    book.active["B2"] = "0009"
    book.save(rejects)
    mended = rejects.read_bytes()
    for _ in range(3):
        time.sleep(1.1)  # a book says to the second when it was made
        remake_books(one.project, run, tmp_path)
        assert rejects.with_name("一覧_不備_前回.xlsx").read_bytes() == mended


def test_books_that_cannot_lie_beside_the_sheet_leave_the_record_alone(tmp_path: Path) -> None:
    from bots.app.altered import altered

    one = Hall.open(tmp_path, people(1))
    run, _ = one.run()
    (one.home / "recipes/.~lock.一覧_結果.xlsx#").write_text("", "utf-8")
    elsewhere = tmp_path / "別の場所"
    elsewhere.mkdir()
    (elsewhere / "結果.xlsx").write_text("担当者のもの", "utf-8")
    made, notes = remake_books(one.project, run, elsewhere)
    assert made == [elsewhere / f"一覧_{run}_結果.xlsx"], "by the name of the run: what lies there is somebody else's"
    assert (elsewhere / "結果.xlsx").read_text("utf-8") == "担当者のもの"
    assert [note.code for note in notes] == ["D64"]
    assert altered(open_run(one.project, run)) == ()


def test_a_place_that_refuses_as_windows_does_keeps_what_lies_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There a book that somebody has open can be read, but nothing can take its place; no file tells of it."""
    one = Hall.open(tmp_path, [*people(2), {"番号": "x", "氏名": "髙橋"}])
    books = [one.home / f"recipes/一覧_{name}.xlsx" for name in ("結果", "不備")]
    one.run()
    one.sheet([*people(3), {"番号": "y", "氏名": "山田"}])
    before = [path.read_bytes() for path in books]
    move = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if target in books:
            raise PermissionError(13, "Permission denied")
        return move(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    run, _ = one.run()
    assert [path.read_bytes() for path in books] == before
    outcome = outcome_of(one.project, run)
    made = dict(outcome.files)
    folder = open_run(one.project, run).folder.path
    assert [made[name].parent for name in ("結果の表", "不備の表")] == [folder, folder]
    notes = [note for note in outcome.notes if "（権限がありません）" in note]
    assert [path.name in note and str(folder) in note for path, note in zip(books, notes, strict=True)] == [True, True]
    assert not [path for path in books[0].parent.iterdir() if path.name.startswith(".")]


def test_a_rehearsal_has_no_books(tmp_path: Path) -> None:
    one = Hall.open(tmp_path, people(1))
    run, _ = one.rehearse()
    with pytest.raises(PlaceError) as caught:
        remake_books(one.project, run, tmp_path)
    assert caught.value.problem.code == "P100"
