"""Rows that an earlier run entered without the steps after the submit: told until a person has seen to them."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from bots.app.deciding import doubtful_rows, undecided
from bots.app.facts import open_run, outcome_of, register_history
from bots.app.preflight import counts, facts_of
from bots.app.preview import preview_of
from bots.app.report_facts import report_facts
from bots.app.request import Asked
from bots.cli import group
from bots.cli.terminal import show_outcome
from bots.evidence.report import render_parts
from bots.ledger.facts import Finding
from tests.cases.test_decide import refused, row_of, say, states
from tests.crash.kills import in_fork
from tests.hall import LOOKING, Hall, people

F = Finding


def cut(home: Path) -> tuple[Hall, str]:
    """A hall whose first run was killed between the sign of success of its first row and the receipt; its id."""
    one = Hall.open(home, people(2))

    def killed() -> None:
        from bots.crashpoints import aim

        aim("ledger.done.after:1")
        one.run()

    assert in_fork(killed) != 0
    (folder,) = (one.home / "logs/runs").glob("*/*")
    return one, folder.name


def book_of(one: Hall) -> list[str]:
    page = openpyxl.load_workbook(one.home / "recipes" / "一覧_結果.xlsx").active
    assert page is not None
    return [str(cell.value or "") for cell in page[2]]


def test_a_later_run_tells_of_a_row_whose_last_steps_never_came(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, first = cut(tmp_path)
    run, code = one.run()
    assert (code, states(one, run), one.entered()) == (3, [("already", "B69"), ("done", "")], ["0001", "0002"])
    outcome = outcome_of(one.project, run, "ja")
    (line,) = outcome.needs_people
    assert (line.key, line.state.ja, first in line.reason) == ("0001", "後処理未了", True)
    assert json.loads(outcome.line())["owed"] == {first: 1}
    show_outcome(outcome, "ja")
    shown = capsys.readouterr().out
    assert "！ ほかの実行で登録し、後処理が終わっていない行: 1 件" in shown
    assert "＝" not in shown
    assert f"bots decide {first}" in shown
    assert "後処理未了" in book_of(one)
    assert any(first in cell for cell in book_of(one))
    facts = report_facts(one.project, open_run(one.project, run), "ja")
    assert facts.count_states() == {"unfinished": 1, "done": 1}
    assert "後処理未了" in "".join(render_parts(facts, "ja"))
    preview = facts_of(one.project, preview_of(one.project, Asked(recipe="登録")), "ja")
    assert "登録済み 1 件、後処理未了 1 件" in counts(preview, "ja")


def test_a_person_who_did_the_rest_by_hand_ends_it(tmp_path: Path) -> None:
    one, first = cut(tmp_path)
    run, _ = one.run()
    assert undecided(one.project) == {first: 1}
    assert doubtful_rows(one.project, "latest").run == first
    assert refused(doubtful_rows, one.project, run) == "P124"
    (row,) = doubtful_rows(one.project, first).rows
    assert (row.unfinished, row.choices) == (True, (F.AFTER_WORK,))
    assert refused(say, one, first, F.BY_HAND) == "P116"
    say(one, first, F.AFTER_WORK, receipt="R-0001")
    assert (states(one, first)[0], undecided(one.project)) == (("done", "B98"), {})
    assert (states(one, run)[0], outcome_of(one.project, run).exit_code) == (("already", ""), 0)
    later, code = one.run()
    assert (code, states(one, later)[0]) == (0, ("already", ""))
    assert "R-0001" in book_of(one)
    (tried, *_) = register_history(one.project, "登録", "0001")
    assert (tried["unfinished"], tried["receipt"], tried["decisions"][0]["finding"]) == (False, "R-0001", "after_work")
    assert one.entered() == ["0001", "0002"]


def test_a_row_that_a_look_found_is_told_until_its_rest_is_done(tmp_path: Path) -> None:
    one = Hall.open(tmp_path, people(2), LOOKING)
    one.system.answers = ["gone"]
    first, _ = one.run()
    assert states(one, first)[0] == ("done", "B70")
    run, code = one.run()
    assert (code, states(one, run)[0]) == (3, ("already", "B69"))
    say(one, first, F.AFTER_WORK)
    assert one.run()[1] == 0


def test_a_row_at_its_last_steps_in_a_live_run_is_not_told_as_left(tmp_path: Path) -> None:
    """The run that entered it is still there, and may be about to read the receipt."""
    one, _ = cut(tmp_path)
    from bots.ledger import foretold
    from bots.ledger.facts import Decision
    from bots.ledger.tables import Item
    from tests.ledger.desk import row

    one.project.open_ledger()
    values = {"番号": "0001", "氏名": "髙橋1"}
    item = Item.objects.get(state="done")
    words = {"register": "登録", "environment": item.environment, "mode": "run", "rows": [row(2, "0001", values=values)]}
    for alive, decision in ((True, Decision.ALREADY), (False, Decision.OWED)):
        (told,) = foretold.foretell(**words, alive=lambda _, now=alive: now)  # type: ignore[arg-type, misc]
        assert told.decision is decision


def test_the_progress_line_shows_their_mark() -> None:
    from bots.cli.progress import Lines

    lines = Lines("ja")
    lines.told({"what": "settled", "state": "unfinished", "number": 1, "position": 2})
    assert lines.counts() == "！ 1"


def test_latest_that_a_person_typed_is_a_run_and_no_run_is_none(tmp_path: Path) -> None:
    one, first = cut(tmp_path)
    one.run()
    words = ["--only", "0001", "--after-work", "--reason", "写しを取った", "--json"]
    bare = CliRunner().invoke(group, ["-C", str(one.home), "decide", *words], standalone_mode=False)
    assert getattr(bare.exception, "problem").code == "P125"  # noqa: B009
    done = CliRunner().invoke(group, ["-C", str(one.home), "decide", "latest", *words], standalone_mode=False)
    assert f'"run": "{first}"' in done.output, done.exception
    assert row_of(one, first).choices == ()
