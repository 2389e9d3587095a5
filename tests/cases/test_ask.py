"""A person is asked before a row is entered (人に確認): at the terminal, or later; what was shown must still hold."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bots.app.altered import altered
from bots.app.approving import decide, waiting_rows, write_answers_down
from bots.app.facts import open_run, outcome_of, register_history
from bots.app.report_facts import report_facts
from bots.app.runs import reopen
from bots.errors import PlaceError
from bots.ledger import events, rows
from bots.ledger.facts import LostClaim
from tests.hall import RECIPE, Hall, Quiet
from tests.hall import people as named

STEP = """\
  - 人に確認: この内容で登録してよいですか
    見せる値: [番号, 氏名, 番号札]
    承認者: 係長
  - 確定:"""
HIDDEN = "123456789012"


def people(count: int, **more: object) -> list[dict[str, object]]:
    return [{**one, **more} for one in named(count)]


def hall(home: Path, count: int = 2, step: str = STEP) -> Hall:
    return Hall.open(home, people(count, 番号札=HIDDEN), RECIPE.replace("  - 確定:", step))


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


def test_a_row_of_which_only_a_hidden_value_changed_is_asked_about_again(tmp_path: Path) -> None:
    one = hall(tmp_path, 1)
    run, _ = one.run()
    approve(one, run)
    one.sheet(people(1, 番号札="987654321098"))
    again, code = one.run()
    assert (code, one.entered(), states(one, again)) == (3, [], [("waiting", "B87")])
    approve(one, again)
    with pytest.raises(PlaceError) as told:
        reopen(one.project, run, failed=False)  # the row is the later run's now: its sheet is the approved one
    assert told.value.problem.code == "P14"
    assert one.carry_out(reopen(one.project, again, failed=False)) == 0
    assert one.entered() == ["0001"]


@pytest.mark.parametrize("gone", ["input.xlsx", "plan.json", ""])
def test_where_the_approved_sheet_has_gone_the_row_is_asked_about_again(tmp_path: Path, gone: str) -> None:
    one = hall(tmp_path, 1)
    run, _ = one.run()
    approve(one, run)
    folder = open_run(one.project, run).folder.path
    (folder / gone).unlink() if gone else shutil.rmtree(folder)
    again, code = one.run()
    assert (code, one.entered(), states(one, again)) == (3, [], [("waiting", "B87")])


def test_a_sheet_that_was_changed_in_the_logs_is_not_what_was_approved(tmp_path: Path) -> None:
    one = hall(tmp_path, 1)
    run, _ = one.run()
    approve(one, run)
    sheet = one.sheet(people(1, 番号札="987654321098"))
    (open_run(one.project, run).folder.path / "input.xlsx").write_bytes(sheet.read_bytes())
    assert states(one, one.run()[0]) == [("waiting", "B87")]


def test_the_same_hidden_values_are_approved_in_a_later_run_too(tmp_path: Path) -> None:
    one = hall(tmp_path, 2)
    run, _ = one.run()
    approve(one, run)
    one.sheet(people(2, 番号札=HIDDEN)[::-1])
    assert one.run()[1] == 0
    assert sorted(one.entered()) == ["0001", "0002"]


def test_a_row_that_waits_is_told_as_that_in_a_later_run_and_found_without_its_number(tmp_path: Path) -> None:
    one = hall(tmp_path)
    run, _ = one.run()
    again, code = one.run()
    assert (code, states(one, again)) == (3, [("waiting", "B66")] * 2)
    for lang in ("ja", "en"):
        assert f"bots approve {run}" in outcome_of(one.project, again, lang).needs_people[0].reason
    assert waiting_rows(one.project, "latest")[0] == run
    assert waiting_rows(one.project, "latest", ("0002",))[0] == run
    with pytest.raises(PlaceError) as told:
        waiting_rows(one.project, "latest", ("0009",))
    assert told.value.problem.code == "P16"


def test_what_a_later_run_entered_is_told_of_the_run_that_waited(tmp_path: Path) -> None:
    one = hall(tmp_path)
    run, _ = one.run()
    listed, _ = one.run()
    approve(one, run, only=("0001",))
    again, _ = one.run()
    assert one.entered() == ["0001"]
    assert states(one, run) == [("already", "B67"), ("waiting", "B86")]
    assert states(one, listed) == [("already", "B67"), ("waiting", "B66")]
    assert one.counts(run) == {"total": 2, "already": 1, "waiting": 1}
    for lang in ("ja", "en"):
        assert again in " ".join(outcome_of(one.project, run, lang).notes)
    line = report_facts(one.project, open_run(one.project, run), "ja").rows[0]
    assert again in str(line)
    tries = register_history(one.project, "登録", "0001")
    assert (tries[0]["run"], tries[0]["state"]) == (run, "waiting")
    assert (tries[-1]["run"], tries[-1]["state"]) == (again, "done")


def test_what_was_answered_stands_in_logs_and_report_of_the_run_that_asked(tmp_path: Path) -> None:
    one = hall(tmp_path, 3)
    run, _ = one.run()
    approve(one, run, only=("0001",))
    approve(one, run, yes=False, only=("0002",))
    write_answers_down(one.project, run)
    opened = open_run(one.project, run)
    assert "日付が違う" in opened.folder.report_file.read_text("utf-8")
    assert "原本と照合" in opened.folder.log_file.read_text("utf-8")
    assert '"verdict":"approved"' in opened.folder.events_file.read_text("utf-8")
    assert altered(opened) == ()
    (opened.folder.path / "input.xlsx").write_bytes(b"another")
    approve(one, run)
    write_answers_down(one.project, run)
    assert [told.file for told in altered(opened)] == ["input.xlsx"]


@pytest.mark.parametrize("attended", [False, True])
def test_a_reason_is_kept_without_hidden_values(tmp_path: Path, attended: bool) -> None:
    one = hall(tmp_path, 1)
    run, reason = one.ask(), "番号札 1234-5678-9012 が違う"
    one.carry_out(run, Quiet(answer=False, reason=reason) if attended else None, attended=attended)
    if not attended:
        decide(one.project, waiting_rows(one.project, run)[1][0], yes=False, reason=reason)
    one.project.open_ledger()
    kept = [str(told.words.get("reason", "")) for told in events.of_run(run) if told.kind == "ask.answer"]
    assert kept == ["番号札 ●●● が違う"]
    assert "●●● が違う" in str(rows.of_run(run)[0].words["reason"])


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
    one.sheet(people(5, 番号札=HIDDEN))
    one.run()
    assert sorted(one.entered()) == ["0001", "0002", "0003", "0004", "0005"]
    path = one.home / "recipes/登録.yaml"
    path.write_text(path.read_text("utf-8") + "# 別の文\n", "utf-8")
    one.sheet(people(6, 番号札=HIDDEN))
    again, _ = one.run()
    assert states(one, again)[-1] == ("waiting", "B86")


def test_a_rehearsal_does_not_ask_and_says_so(tmp_path: Path) -> None:
    one = hall(tmp_path)
    run, code = one.rehearse()
    assert code == 0
    assert "本番ならここで人に確認します" in (open_run(one.project, run).folder.path / "log.txt").read_text("utf-8")
