"""A person is asked before a row is entered (人に確認): at the terminal, or later; what was shown must still hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from bots.app.approving import decide, waiting_rows
from bots.app.facts import open_run, outcome_of
from bots.app.report_facts import report_facts
from bots.app.runs import reopen
from bots.errors import PlaceError
from bots.ledger import rows
from bots.ledger.facts import LostClaim
from tests.hall import RECIPE, Hall, Quiet, people

STEP = """\
  - 人に確認: この内容で登録してよいですか
    見せる値: [番号, 氏名, 番号札]
    承認者: 係長
  - 確定:"""
HIDDEN = "123456789012"


def hall(home: Path, count: int = 2, step: str = STEP) -> Hall:
    sheet = [{**one, "番号札": HIDDEN} for one in people(count)]
    return Hall.open(home, sheet, RECIPE.replace("  - 確定:", step))


def approve(one: Hall, run: str, *, yes: bool = True, only: tuple[str, ...] = ()) -> None:
    for row in waiting_rows(one.project, run, only)[1]:
        decide(one.project, row, yes=yes, reason="原本と照合" if yes else "日付が違う")


def states(one: Hall, run: str) -> list[tuple[str, str]]:
    one.project.open_ledger()
    return [(str(row.outcome), row.code) for row in rows.of_run(run)]


def test_without_a_person_the_row_waits_and_nothing_is_sent(tmp_path: Path) -> None:
    one = hall(tmp_path)
    run, code = one.run()
    assert (code, one.entered(), states(one, run)) == (3, [], [("waiting", "B86")] * 2)
    assert "係長" in outcome_of(one.project, run, "ja").needs_people[0].reason
    asked = waiting_rows(one.project, run)[1][0]
    assert dict(asked.asked.shown) == {"番号": "0001", "氏名": "髙橋1", "番号札": "●●●"}
    assert asked.picture is not None
    assert asked.picture.is_file()


def test_after_a_yes_the_same_run_or_the_next_goes_on(tmp_path: Path) -> None:
    one = hall(tmp_path)
    run, _ = one.run()
    approve(one, run, only=("0001",))
    assert one.carry_out(reopen(one.project, run, failed=False)) == 3
    assert one.entered() == ["0001"]
    approve(one, run)
    again, code = one.run()
    assert (code, one.entered()) == (0, ["0001", "0002"])
    told = report_facts(one.project, open_run(one.project, again), "ja").rows[1].notes
    assert "承認しました（理由: 原本と照合）" in told[0]
    log = (open_run(one.project, run).folder.path / "events.jsonl").read_text("utf-8")
    assert '"verdict":"approved"' in log
    assert HIDDEN not in log


def test_a_no_refuses_the_row_with_its_reason(tmp_path: Path) -> None:
    one = hall(tmp_path, 1)
    run, _ = one.run()
    approve(one, run, yes=False)
    assert states(one, run) == [("refused", "B88")]
    assert "日付が違う" in outcome_of(one.project, run, "ja").needs_people[0].reason
    assert one.entered() == []


def test_a_row_that_changed_after_the_yes_is_asked_about_again(tmp_path: Path) -> None:
    one = hall(tmp_path, 1)
    run, _ = one.run()
    approve(one, run)
    one.sheet([{"番号": "0001", "氏名": "髙橋九", "番号札": HIDDEN}])
    again, code = one.run()
    assert (code, one.entered(), states(one, again)) == (3, [], [("waiting", "B87")])
    approve(one, again)
    assert one.run()[1] == 0
    assert one.system.truth()[0]["氏名"] == "髙橋九"


def test_an_answer_counts_once(tmp_path: Path) -> None:
    one = hall(tmp_path, 1)
    run, _ = one.run()
    row = waiting_rows(one.project, run)[1][0]
    decide(one.project, row, yes=True, reason="よい")
    with pytest.raises(LostClaim):
        decide(one.project, row, yes=False, reason="だめ")
    with pytest.raises(PlaceError) as told:
        waiting_rows(one.project, run)
    assert told.value.problem.code == "P95"


def test_at_the_terminal_the_question_is_put_at_once(tmp_path: Path) -> None:
    one = hall(tmp_path)
    parent = Quiet()
    assert one.carry_out(one.ask(), parent, attended=True) == 0
    assert len(one.entered()) == 2
    assert [told["step"] for told in parent.told if told["what"] == "ask"] == ["each_row/2", "each_row/2"]


def test_a_no_at_the_terminal_refuses_the_row(tmp_path: Path) -> None:
    one = hall(tmp_path, 1)
    run = one.ask()
    assert one.carry_out(run, Quiet(answer=False, reason="名前が違う"), attended=True) == 1
    assert (one.entered(), states(one, run)) == ([], [("refused", "B88")])
    assert "名前が違う" in outcome_of(one.project, run, "ja").needs_people[0].reason


def test_only_the_first_rows_of_a_recipe_are_asked_about(tmp_path: Path) -> None:
    one = hall(tmp_path, 3, STEP.replace("  - 確定:", "    最初の件数: 2\n  - 確定:"))
    run, _ = one.run()
    assert (one.entered(), [state for state, _ in states(one, run)]) == (["0003"], ["waiting", "waiting", "done"])
    approve(one, run)
    one.sheet([{**row, "番号札": HIDDEN} for row in people(5)])
    one.run()
    assert sorted(one.entered()) == ["0001", "0002", "0003", "0004", "0005"]
    path = one.home / "recipes/登録.yaml"
    path.write_text(path.read_text("utf-8") + "# 別の文\n", "utf-8")
    one.sheet([{**row, "番号札": HIDDEN} for row in people(6)])
    again, _ = one.run()
    assert states(one, again)[-1] == ("waiting", "B86")


def test_a_rehearsal_does_not_ask_and_says_so(tmp_path: Path) -> None:
    one = hall(tmp_path)
    run, code = one.rehearse()
    assert code == 0
    assert "本番ならここで人に確認します" in (open_run(one.project, run).folder.path / "log.txt").read_text("utf-8")
