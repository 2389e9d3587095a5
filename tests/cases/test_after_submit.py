"""What comes after the submit: a row whose last steps never came is told, and so is a finish that failed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bots.app.facts import open_run, outcome_of, reason_of
from bots.app.report_facts import report_facts
from bots.errors import ScreenError
from bots.evidence.report import render_parts
from bots.ledger import rows
from bots.model import Answer, Mode, Sending, Target
from bots.testing import FakeDriver
from tests.crash.kills import in_fork
from tests.hall import RECIPE, Hall, people

FINISH = """
終了:
  - クリック: 日次締め
  - クリック: ログアウト
"""


def state_of(one: Hall, run: str) -> tuple[int, list[object]]:
    from bots.ledger import runs

    one.project.open_ledger()
    return runs.exit_code(run), [[str(row.outcome), row.unfinished, row.code] for row in rows.of_run(run)]


@pytest.mark.parametrize("point", ["ledger.done.after:1", "engine.done:1"])
def test_a_row_whose_last_steps_never_came_is_seen_by_people(tmp_path: Path, point: str) -> None:
    """Killed between the success and the steps after it: no comparison, no receipt. That is not plainly done."""
    one = Hall.open(tmp_path, people(2))

    def killed() -> None:
        from bots.crashpoints import aim

        aim(point)
        one.run()

    def again() -> object:
        from bots.app.runs import reopen

        run = reopen(one.project, "latest", failed=False)
        one.carry_out(run)
        return [*state_of(one, run), outcome_of(one.project, run, "ja").needs_people[0].reason, one.entered()]

    assert in_fork(killed) != 0
    result = tmp_path / "again.json"
    assert in_fork(again, result) == 0
    code, states, reason, entered = json.loads(result.read_text(encoding="utf-8"))
    assert (code, states) == (3, [["done", True, "B15"], ["done", False, ""]])
    assert "登録の後の手順" in reason
    assert entered == ["0001", "0002"]


def test_a_row_that_came_to_its_end_owes_nothing(tmp_path: Path) -> None:
    one = Hall.open(tmp_path, people(1), RECIPE.partition("  - 書き戻す:")[0])  # no receipt, but a step after
    run, code = one.run()
    assert (code, state_of(one, run)) == (0, (0, [["done", False, ""]]))


def test_a_difference_after_the_submit_is_a_conflict_and_nothing_else(tmp_path: Path) -> None:
    one = Hall.open(tmp_path, people(1), RECIPE.replace("  - 読取:", "  - 照合:\n      氏名: 別人\n  - 読取:"))
    run, code = one.run()
    assert (code, state_of(one, run)[1][0][:2]) == (3, ["conflict", False])
    assert one.counts(run) == {"total": 1, "conflict": 1}


def test_a_finish_that_fails_is_told_everywhere_and_by_the_exit_code(tmp_path: Path) -> None:
    one = Hall.open(tmp_path, people(1), RECIPE + FINISH)
    one.system.missing = {"日次締め"}
    run, code = one.run()
    assert (code, one.entered(), state_of(one, run)[1]) == (3, ["0001"], [["done", False, ""]])
    told = outcome_of(one.project, run, "ja").notes[0]
    assert "「クリック: 日次締め」" in told
    assert "手で行ってください" in told
    line = (RECIPE + FINISH).splitlines().index("  - クリック: 日次締め") + 1
    assert told.startswith(f"recipes/登録.yaml:{line}:5: エラー: 終了の手順")
    assert told.splitlines()[0].endswith(" [S01]")
    assert told.splitlines()[1:3] == [f"{line:>5} |   - クリック: 日次締め", "      |     ^^^^^^^^"]
    found = open_run(one.project, run)
    facts = report_facts(one.project, found, "en")
    assert "of the finish was not done" in " ".join(facts.notes)
    assert "日次締め" in "".join(render_parts(facts, "en"))
    log = found.folder.log_file.read_text("utf-8")
    assert "終了の手順が最後まで終わりませんでした" in log
    assert f"recipes/登録.yaml:{line}:5  " in log


def test_a_finish_that_is_done_later_is_not_told_any_more(tmp_path: Path) -> None:
    one = Hall.open(tmp_path, people(2), RECIPE.replace("  - 確定:", "  - 人に確認: よいですか\n  - 確定:") + FINISH)
    one.system.missing = {"日次締め"}
    run, _ = one.run()
    from bots.app.approving import decide, waiting_rows
    from bots.app.runs import reopen

    for row in waiting_rows(one.project, run)[1]:
        decide(one.project, row, yes=True, reason="よい")
    one.system.missing = set()
    assert one.carry_out(reopen(one.project, run, failed=False)) == 0
    assert outcome_of(one.project, run, "ja").notes == ()


def test_a_rehearsal_leaves_the_form_of_its_last_row_before_the_finish(tmp_path: Path) -> None:
    """The form may cover what the finish presses; in a run it never stands there at the end."""
    from bots.app.carry_out import carry_out
    from bots.model import Mode
    from bots.testing import FakeDriver, FakeRunner
    from tests.hall import Quiet

    one = Hall.open(tmp_path, people(1), RECIPE + FINISH)
    hands = FakeDriver(one.system)
    runner = FakeRunner(one.system)
    runner.open = lambda plan: hands  # type: ignore[method-assign]
    assert carry_out(one.project, one.ask(mode=Mode.REHEARSE), Quiet(), runner=runner) == 0
    assert hands.calls[-3:] == ["goto", "click 日次締め", "click ログアウト"]


def test_it_comes_to_its_finish_where_the_system_has_no_page_at_its_bare_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It leaves the form, and whatever comes instead will do."""
    pressed: list[str] = []
    go, click = FakeDriver.goto, FakeDriver.click

    def no_page(self: FakeDriver, address: str, *rest: Any, **more: Any) -> None:
        go(self, address, *rest, **more)
        if not address:
            raise ScreenError("S43", host="h", path="/", status=404)

    def press(self: FakeDriver, target: Target, **more: Any) -> None:
        click(self, target, **more)
        pressed.append(target.words)

    monkeypatch.setattr(FakeDriver, "goto", no_page)
    monkeypatch.setattr(FakeDriver, "click", press)
    one = Hall.open(tmp_path, people(2), RECIPE + FINISH)
    _, code = one.run(mode=Mode.REHEARSE)
    assert (code, pressed) == (0, ["日次締め", "ログアウト"])


def test_the_progress_marks_a_row_whose_last_steps_failed(tmp_path: Path) -> None:
    from bots.model import Mode
    from tests.hall import Quiet

    one = Hall.open(tmp_path, people(1), RECIPE + "  - クリック: 閉じる\n")
    one.system.missing = {"閉じる"}
    told = Quiet()
    one.carry_out(one.ask(), told)
    assert [line["state"] for line in told.told if line["what"] == "settled"] == ["unfinished"]
    one.sheet([{"番号": "0002", "氏名": "髙橋九"}])
    one.carry_out(one.ask(mode=Mode.REHEARSE), told)
    assert [line["state"] for line in told.told if line["what"] == "settled"] == ["unfinished", "done"]


def doubt_told(folder: Path) -> str:
    """A run of one row, which ends in doubt: why, as people are told."""
    hall = Hall.open(folder, people(1))
    run, code = hall.run()
    assert (code, hall.counts(run)) == (3, {"total": 1, "uncertain": 1})
    hall.project.open_ledger()
    (row,) = rows.of_run(run)
    return reason_of(row, "ja")


@pytest.mark.parametrize(("reason", "repeats"), [("status", 0), ("cut off", 0), ("deadline", 1)])
def test_a_page_that_sends_other_things_too_says_how_they_are_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: str, repeats: int
) -> None:
    def said(self: FakeDriver, target: Target, *, intent: Callable[[Sending], None], **_: object) -> Answer:
        intent(Sending("gate", "POST", "/log"))
        return Answer("nothing", reason=reason, requests=2, repeats=repeats, kinds=2)

    monkeypatch.setattr(FakeDriver, "submit", said)
    assert doubt_told(tmp_path).startswith("登録ボタンを押した後、画面は 2 種類のものを送り、")


def test_a_success_for_which_nothing_was_sent_is_told_as_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def said(self: FakeDriver, target: Target, *, intent: Callable[[Sending], None], **_: object) -> Answer:
        intent(Sending("click"))
        return Answer("nothing", "登録が完了しました", reason="nothing sent")

    monkeypatch.setattr(FakeDriver, "submit", said)
    assert doubt_told(tmp_path).startswith("登録ボタンを押した後、画面に「登録が完了しました」と出ましたが、何かが送られたようすはありません。")
