"""A row that was entered and then changed in the sheet: a person answers for it, and the next run heeds the answer."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from bots.app.approving import write_answers_down
from bots.app.deciding import Proof, doubtful_rows, undecided
from bots.app.facts import open_run, outcome_of, recent_runs, register_history
from bots.app.preflight import counts, facts_of
from bots.app.preview import preview_of
from bots.app.report_facts import report_facts
from bots.app.request import Asked
from bots.ledger import events, evidence
from bots.ledger.facts import Finding, LostClaim
from tests.cases.test_decide import refused, row_of, say, states
from tests.hall import LOOKING, RECIPE, Hall, people

F = Finding
NOW = [{"番号": "0001", "氏名": "髙橋改"}, *people(2)[1:]]


def changed(home: Path, recipe: str = RECIPE) -> tuple[Hall, str, str]:
    """A hall, the run that entered its rows, and the run that met one of them with another name."""
    one = Hall.open(home, people(2), recipe)
    first, _ = one.run()
    one.sheet(NOW)
    run, code = one.run()
    assert (code, states(one, run)) == (3, [("conflict", "B82"), ("already", "")])
    return one, first, run


def test_a_changed_row_waits_for_an_answer_in_the_run_that_met_it(tmp_path: Path) -> None:
    one, first, run = changed(tmp_path)
    (row,) = doubtful_rows(one.project, run).rows
    assert (row.key, row.changed, row.choices) == ("0001", "氏名", (F.BY_HAND, F.SHEET_WRONG))
    assert doubtful_rows(one.project, "latest").run == run
    assert doubtful_rows(one.project, "latest", ("0001",)).run == run
    assert refused(doubtful_rows, one.project, first) == "P110"
    assert refused(row_of, one, first) == "P124"  # the run that has the question is told
    assert undecided(one.project) == {run: 1}
    assert outcome_of(one.project, run).undecided == 1
    assert [line["undecided"] for line in recent_runs(one.project, 2)] == [1, 0]
    assert refused(say, one, run, F.ENTERED) == refused(say, one, run, F.CANCEL) == "P116"


def test_what_was_set_right_by_hand_is_what_is_entered_from_then_on(tmp_path: Path) -> None:
    one, first, run = changed(tmp_path)
    say(one, run, F.BY_HAND, reason="画面で直した", receipt="R-900", proof=Proof("pdf", b"%PDF-1.7"))
    assert states(one, run) == [("already", "B96"), ("already", "")]
    assert (undecided(one.project), outcome_of(one.project, run).exit_code) == ({}, 0)
    later, code = one.run()
    assert (code, states(one, later)) == (0, [("already", ""), ("already", "")])
    assert one.entered() == ["0001", "0002"]
    page = openpyxl.load_workbook(one.home / "recipes" / "一覧_結果.xlsx").active
    assert page is not None
    assert "R-900" in [cell.value for cell in page[2]]  # not the receipt that the screen gave at first
    one.sheet(people(2))  # what was entered first is the other value now
    assert states(one, one.run()[0])[0] == ("conflict", "B82")
    said = list(events.of_run(run))[-1]
    assert (said.kind, said.words["verdict"], said.words["reason"]) == ("item.decide", "by_hand", "画面で直した")
    assert (said.words["was"], said.words["state"], events.verify().whole) == ("conflict", "already", True)
    assert said.words["file"] in [file.file for file in evidence.of_run(run)]
    assert states(one, first)[0] == ("done", "")  # it was entered there, and that stays
    told = register_history(one.project, "登録", "0001")
    assert [line["finding"] for tried in told for line in tried["decisions"]] == ["by_hand"]


def test_where_the_sheet_was_wrong_it_is_told_what_to_put_back_and_not_asked_again(tmp_path: Path) -> None:
    one, _, run = changed(tmp_path)
    say(one, run, F.SHEET_WRONG, reason="届書を見た")
    told = report_facts(one.project, open_run(one.project, run), "ja").rows[0]
    assert "Sheet!2 の「氏名」を、登録したときの値に戻して" in told.reason
    assert "髙橋" not in told.reason  # the value itself is nobody's to read there
    later, code = one.run()
    assert (code, states(one, later)[0], undecided(one.project)) == (0, ("already", "B97"), {})
    told = report_facts(one.project, open_run(one.project, later), "ja").rows[0]
    assert "届書を見た" in told.reason
    assert "Sheet!2 の「氏名」" in told.reason
    assert [cell.column for cell in told.cells if cell.faulty] == ["氏名"]
    one.sheet([{"番号": "0001", "氏名": "髙橋又"}, *people(2)[1:]])  # another value is another question
    third, code = one.run()
    assert (code, states(one, third)[0]) == (3, ("conflict", "B82"))
    say(one, third, F.BY_HAND)
    one.sheet(NOW)  # and what was said held against what was entered then
    assert states(one, one.run()[0])[0] == ("conflict", "B82")
    assert one.entered() == ["0001", "0002"]


def test_a_changed_row_that_several_runs_met_is_answered_once(tmp_path: Path) -> None:
    one, _, run = changed(tmp_path)
    later, _ = one.run()
    assert undecided(one.project) == {later: 1}
    assert refused(doubtful_rows, one.project, run) == "P124"
    row = row_of(one, later)
    say(one, later, F.SHEET_WRONG)
    assert states(one, run)[0] == ("already", "B99")
    assert (outcome_of(one.project, run).exit_code, one.counts(run)) == (0, {"total": 2, "already": 2})
    from bots.app.deciding import decide

    with pytest.raises(LostClaim):  # a second person, who had it on the screen
        decide(one.project, later, row, F.BY_HAND, reason="手で直した")


def test_a_sheet_that_was_put_back_leaves_no_question(tmp_path: Path) -> None:
    one, _, run = changed(tmp_path)
    one.sheet(people(2))
    assert one.run()[1] == 0
    assert undecided(one.project) == {}
    assert refused(doubtful_rows, one.project, run) == "P110"


def test_preview_and_book_say_what_was_answered(tmp_path: Path) -> None:
    one, _, run = changed(tmp_path)
    asked = Asked(recipe="登録")
    assert "不一致 1 件" in counts(facts_of(one.project, preview_of(one.project, asked), "ja"), "ja")
    say(one, run, F.SHEET_WRONG)
    assert "登録済み 2 件" in counts(facts_of(one.project, preview_of(one.project, asked), "ja"), "ja")
    (book,) = write_answers_down(one.project, run)
    page = openpyxl.load_workbook(book).active
    assert page is not None
    assert "登録したときの値に戻してください" in " ".join(str(cell.value) for cell in page[2])


def test_a_row_that_was_set_right_by_hand_proves_no_look(tmp_path: Path) -> None:
    """The system has other values than the run that entered it: its own look (照会) would not find them."""
    one, _, run = changed(tmp_path, LOOKING)
    from bots.ledger import probes

    assert [position for _, position in probes.entered_last(run=run, most=5)] == [3, 2]
    say(one, run, F.BY_HAND)
    assert [position for _, position in probes.entered_last(run=run, most=5)] == [3]
    assert json.dumps(one.entered()) == '["0001", "0002"]'
