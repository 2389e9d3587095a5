"""`bots resume` without a number: the newest run goes on, an older one only after a person's word."""

from __future__ import annotations

from pathlib import Path

import pytest

from bots.app.approving import decide, waiting_rows
from bots.app.runs import ask_to_stop, reopen
from bots.cli import main
from bots.errors import Problem
from bots.model import RunState
from tests.hall import RECIPE, Hall, Quiet, people

OTHER = RECIPE.replace("レシピ: 試験の登録", "レシピ: 別の登録").replace("一覧.xlsx", "別.xlsx")


@pytest.fixture
def hall(tmp_path: Path) -> Hall:
    """A hall with two recipes, each with its sheet."""
    made = Hall.open(tmp_path / "hall", people(4))
    (made.home / "recipes" / "別.yaml").write_text(OTHER, encoding="utf-8")
    made.sheet([{"番号": f"9{n:03d}", "氏名": f"別{n}"} for n in range(2)], "別.xlsx")
    return made


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The runs that the command would carry out; nothing is."""
    runs: list[str] = []
    monkeypatch.setattr(
        "bots.cli.progress.carry_out", lambda project, run, *rest, **more: runs.append(run) or 0
    )
    return runs


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A person is there and answers with these words, Enter where there is none left."""
    answers: list[str] = []
    monkeypatch.setattr("bots.cli.running.somebody_there", lambda: True)
    monkeypatch.setattr("click.prompt", lambda *words, **more: answers.pop(0) if answers else "")
    return answers


def stopped(hall: Hall, recipe: str = "登録") -> str:
    """A run that a person stopped before its first row."""
    run = hall.ask(recipe)
    parent = Quiet()
    parent.stop.set()
    hall.carry_out(run, parent)
    hall.clock.move(60)
    return run


def resume(hall: Hall, *words: str) -> int:
    return main(["-C", str(hall.home), "resume", *words])


def test_the_newest_run_goes_on_without_a_question(hall: Hall, begun: list[str]) -> None:
    hall.run("別")
    hall.clock.move(60)
    run = stopped(hall)
    assert (resume(hall), begun) == (0, [run])


@pytest.mark.parametrize("words", [[], ["--json"]])
def test_an_older_run_is_named_and_not_begun_where_nobody_is_asked(
    hall: Hall, begun: list[str], capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    run = stopped(hall)
    hall.run("別")
    assert (resume(hall, *words), begun) == (2, [])
    said = capsys.readouterr().err
    assert "P58" in said
    assert f"bots resume {run}" in said
    assert "試験の登録" in said
    assert "残り 4 件" in said
    assert state(hall, run) is RunState.STOPPED


def test_with_json_a_person_at_the_terminal_is_not_asked_either(
    hall: Hall, begun: list[str], terminal: list[str]
) -> None:
    stopped(hall)
    hall.run("別")
    terminal.append("y")
    assert (resume(hall, "--json"), begun) == (2, [])


@pytest.mark.parametrize("answer", ["", "n", "いいえ", "?"])
def test_whatever_is_no_yes_begins_nothing(
    hall: Hall, begun: list[str], terminal: list[str], answer: str
) -> None:
    run = stopped(hall)
    hall.run("別")
    terminal.append(answer)
    assert (resume(hall), begun) == (2, [])
    assert state(hall, run) is RunState.STOPPED


@pytest.mark.parametrize("answer", ["y", "ｙ", "はい"])
def test_a_person_may_say_yes_to_what_was_named(
    hall: Hall,
    begun: list[str],
    terminal: list[str],
    capsys: pytest.CaptureFixture[str],
    answer: str,
) -> None:
    run = stopped(hall)
    hall.run("別")
    terminal.append(answer)
    assert (resume(hall), begun) == (0, [run])
    said = capsys.readouterr().err
    for told in (run, "試験の登録（本番）", "2026-11-23 19:30", "残り 4 件"):
        assert told in said


def test_a_number_is_a_persons_word_already(hall: Hall, begun: list[str]) -> None:
    run = stopped(hall)
    hall.run("別")
    assert (resume(hall, run), begun) == (0, [run])


def test_the_failed_rows_of_the_newest_run_are_meant_before_an_older_run(
    hall: Hall, begun: list[str]
) -> None:
    stopped(hall)
    hall.system.missing.add("氏名")
    newest, _ = hall.run("別")
    assert hall.counts(newest)["failed"] > 0
    assert (resume(hall, "--failed"), begun) == (0, [newest])


def test_a_run_that_is_at_work_does_not_make_an_older_one_the_newest(
    hall: Hall, begun: list[str]
) -> None:
    from bots.ledger import recovery, runs

    older = stopped(hall)
    live = hall.ask("別")
    runs.take(run=live, worker=recovery.this_worker(), clock=hall.clock)
    assert (resume(hall), begun) == (2, [])
    assert state(hall, older) is RunState.STOPPED
    ask_to_stop(hall.project, live)


def waits(hall: Hall, recipe: str = "登録") -> str:
    """A finished run of which all rows wait for a person."""
    path = hall.home / "recipes" / f"{recipe}.yaml"
    text = path.read_text("utf-8")
    if "人に確認" not in text:
        path.write_text(text.replace("  - 確定:", "  - 人に確認: よいですか\n  - 確定:"), "utf-8")
    run, _ = hall.run(recipe)
    hall.clock.move(60)
    return run


def approve(hall: Hall, run: str) -> None:
    for row in waiting_rows(hall.project, run)[1]:
        decide(hall.project, row, yes=True, reason="よい")
    hall.clock.move(60)


@pytest.mark.parametrize("older", [False, True])
@pytest.mark.parametrize("there", [False, True])
def test_the_run_whose_rows_were_approved_last_goes_on_without_a_question(
    hall: Hall, begun: list[str], terminal: list[str], monkeypatch: pytest.MonkeyPatch, older: bool, there: bool
) -> None:
    if older:
        stopped(hall, "別")
    run = waits(hall)
    approve(hall, run)
    terminal.append("n")
    monkeypatch.setattr("bots.cli.running.somebody_there", lambda: there)
    assert (resume(hall), begun) == (0, [run])


def test_approved_rows_of_an_older_run_are_meant_where_they_were_approved_after_the_newest(
    hall: Hall, begun: list[str]
) -> None:
    run = waits(hall)
    hall.run("別")
    hall.clock.move(60)
    approve(hall, run)
    assert (resume(hall), begun) == (0, [run])


def test_another_run_begun_since_is_asked_about_before_approved_rows_go_on(
    hall: Hall, begun: list[str], terminal: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    run = waits(hall)
    approve(hall, run)
    newest = stopped(hall, "別")
    assert (resume(hall), begun) == (0, [newest])
    hall.carry_out(reopen(hall.project, newest, failed=False))
    assert (resume(hall), begun) == (2, [newest])
    assert "残り 4 件" in capsys.readouterr().err
    terminal.append("y")
    assert (resume(hall), begun) == (0, [newest, run])


def test_rows_that_only_wait_or_that_a_later_run_entered_are_nothing_to_go_on_with(
    hall: Hall, begun: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    run = waits(hall)
    assert (resume(hall), begun) == (2, [])
    approve(hall, run)
    hall.run()
    assert (resume(hall), begun) == (2, [])
    assert (resume(hall, run), begun) == (2, [])
    assert capsys.readouterr().err.count("P14") == 3


def test_an_older_run_without_rows_left_is_not_offered(
    hall: Hall, begun: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    from bots.ledger import runs

    run = stopped(hall)
    hall.run()
    hall.clock.move(60)
    hall.run("別")
    hall.project.open_ledger()
    assert (runs.get(run).state, runs.counts(run)["pending"]) == (RunState.STOPPED, 0)
    assert (resume(hall), begun) == (2, [])
    said = capsys.readouterr().err
    assert "P14" in said
    assert "残り" not in said


@pytest.mark.parametrize("named", [True, False])
def test_a_run_that_is_at_work_is_told_as_that(
    hall: Hall, begun: list[str], capsys: pytest.CaptureFixture[str], named: bool
) -> None:
    from bots.ledger import runs
    from bots.ledger.recovery import this_worker

    run = hall.ask()
    hall.project.open_ledger()
    runs.take(run=run, worker=this_worker(), clock=hall.clock)
    assert (resume(hall, *[run] * named), begun) == (2, [])
    said = capsys.readouterr().err
    assert "P145" in said
    assert "bots stop" in said


def test_nothing_to_continue_is_told_as_before(
    hall: Hall, begun: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    hall.run()
    assert (resume(hall), begun) == (2, [])
    assert "P14" in capsys.readouterr().err


def state(hall: Hall, run: str) -> RunState:
    from bots.ledger import runs

    hall.project.open_ledger()
    return runs.get(run).state


def test_rows_behind_one_that_stops_are_reached_as_the_message_says(hall: Hall) -> None:
    """`resume` meets the same row again; the message says so and names what goes on behind it."""
    stop = "行ごと:\n  - 中止: 締切後です\n    もし: {氏名: 止める}\n"
    (hall.home / "recipes" / "登録.yaml").write_text(RECIPE.replace("行ごと:\n", stop), encoding="utf-8")
    rows = people(4)
    rows[1]["氏名"] = "止める"
    hall.sheet(rows)
    run, code = hall.run()
    assert (code, hall.entered()) == (2, ["0001"])
    reopen(hall.project, run, failed=False)
    assert (hall.carry_out(run), hall.entered()) == (2, ["0001"])
    problem = Problem("B03", {"reason": "締切後です"})
    assert all("bots resume" in problem.hint(lang) and "--only" in problem.hint(lang) for lang in ("ja", "en"))
    _, code = hall.run(only=("0003", "0004"))
    assert (code, hall.entered()) == (0, ["0001", "0003", "0004"])


def test_a_stop_asked_while_a_run_is_being_taken_up_again_holds(
    hall: Hall, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The ledger still has the run as stopped: that is told, and what begins a moment later ends before its first row."""
    run = stopped(hall)
    told: list[int] = []
    monkeypatch.setattr("bots.cli.running.tell_hours", lambda *_: told.append(main(["-C", str(hall.home), "stop", run])))
    monkeypatch.setattr("bots.cli.progress.carry_out", lambda project, run, *_, **__: hall.carry_out(run))
    assert (resume(hall, run), told, state(hall, run), hall.entered()) == (2, [2], RunState.STOPPED, [])
    assert "[P126]" in capsys.readouterr().err
    monkeypatch.setattr("bots.cli.running.tell_hours", lambda *_: None)
    assert resume(hall, run) == 0  # one that begins later is meant
    assert len(hall.entered()) == 4


def test_a_run_that_waits_for_its_process_is_the_one_that_stop_means(hall: Hall) -> None:
    run = hall.ask()
    hall.run("別")  # newer, and over
    assert ask_to_stop(hall.project, "latest") == run
    assert (hall.carry_out(run), state(hall, run)) == (2, RunState.STOPPED)


class Watching(Quiet):
    """Says yes to so many forms; the next one is shown, and the run is stopped from another window."""

    def __init__(self, yes: int) -> None:
        super().__init__()
        self.left = yes

    def reply(self) -> bool | None:
        if not self.left:
            self.stop.set()
            return None
        self.left -= 1
        return True


def test_forms_that_were_confirmed_before_a_run_was_continued_count_and_one_that_was_only_shown_does_not(hall: Hall) -> None:
    run = hall.ask(confirm_first=2)
    first = Watching(yes=1)
    assert hall.carry_out(run, first) == 2
    assert hall.entered() == ["0001"]
    reopen(hall.project, run, failed=False)
    again = Quiet(answer=True)
    assert hall.carry_out(run, again) == 0
    asked = [[one["position"] for one in parent.told if one["what"] == "ask"] for parent in (first, again)]
    assert len(asked[0]) == 2
    assert asked[1] == asked[0][1:]
    assert hall.entered() == ["0001", "0002", "0003", "0004"]
