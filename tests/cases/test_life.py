"""What happens to sheets and recipes over the years: nothing is entered twice, nothing left out silently."""

from __future__ import annotations

from pathlib import Path

import pytest

from bots.app.runs import reopen
from bots.errors import PlaceError
from bots.model import Mode, RunState
from tests.hall import RECIPE, Hall, Quiet, people

KEYS = ["0001", "0002", "0003", "0004", "0005"]


@pytest.fixture
def hall(tmp_path: Path) -> Hall:
    return Hall.open(tmp_path / "hall", people(5))


def test_every_row_is_entered_once_in_the_order_of_the_sheet(hall: Hall) -> None:
    run, code = hall.run()
    assert code == 0
    assert hall.entered() == KEYS
    assert hall.counts(run) == {"total": 5, "done": 5}


def test_the_same_file_again_enters_nothing_and_says_so(hall: Hall) -> None:
    hall.run()
    run, code = hall.run()
    assert (code, hall.entered()) == (0, KEYS)
    assert hall.counts(run) == {"total": 5, "already": 5}


def test_a_shuffled_file_enters_nothing(hall: Hall) -> None:
    hall.run()
    hall.sheet(list(reversed(people(5))))
    run, _ = hall.run()
    assert hall.entered() == KEYS
    assert hall.counts(run)["already"] == 5


def test_new_rows_of_a_longer_file_are_entered_alone(hall: Hall) -> None:
    hall.run()
    hall.sheet(people(7))
    run, _ = hall.run()
    assert hall.entered() == [*KEYS, "0006", "0007"]
    assert hall.counts(run) == {"total": 7, "done": 2, "already": 5}


def test_a_changed_row_is_not_entered_again_but_shown(hall: Hall) -> None:
    hall.run()
    rows = people(5)
    rows[2]["氏名"] = "別の人"
    hall.sheet(rows)
    run, code = hall.run()
    assert (code, hall.entered()) == (3, KEYS)
    assert hall.counts(run) == {"total": 5, "already": 4, "conflict": 1}


def test_a_renamed_recipe_keeps_its_register(hall: Hall) -> None:
    hall.run()
    old = hall.home / "recipes" / "登録.yaml"
    old.rename(old.with_name("新しい名前.yaml"))
    run, _ = hall.run("新しい名前")
    assert hall.entered() == KEYS
    assert hall.counts(run)["already"] == 5


def test_a_moved_recipe_keeps_its_register(hall: Hall) -> None:
    hall.run()
    folder = hall.home / "recipes" / "こども課"
    folder.mkdir()
    for name in ("登録.yaml", "一覧.xlsx"):
        (hall.home / "recipes" / name).rename(folder / name)
    run, _ = hall.run("こども課/登録")
    assert hall.entered() == KEYS
    assert hall.counts(run)["already"] == 5


def test_a_copied_recipe_asks_before_it_enters_the_same_keys(hall: Hall) -> None:
    hall.run()
    (hall.home / "recipes" / "写し.yaml").write_text(RECIPE, encoding="utf-8")
    with pytest.raises(PlaceError) as told:
        hall.ask("写し")
    assert told.value.problem.code == "P30"
    assert told.value.problem.words["count"] == 5
    assert hall.entered() == KEYS


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("  鍵: 番号\n", "  鍵: [番号, 氏名]\n"),  # another column in the key
        ("    番号: コード 4\n", "    番号: 文字\n"),  # the same column read as another type
        ("  鍵: 番号\n", "  鍵: 氏名\n"),
        ("  鍵: 番号\n", "  鍵: [番号, 氏名]\n  受付簿: 新しい簿\n"),  # and in a register of its own
    ],
)
def test_rows_entered_under_another_kind_of_key_are_a_question(
    hall: Hall, before: str, after: str
) -> None:
    hall.run()
    recipe = hall.home / "recipes" / "登録.yaml"
    recipe.write_text(RECIPE.replace(before, after), encoding="utf-8")
    for mode in (Mode.REHEARSE, Mode.RUN):
        with pytest.raises(PlaceError) as told:
            hall.ask(mode=mode, environment="本番")
        assert told.value.problem.code == "P39"
        assert told.value.problem.words["count"] == 5
    assert hall.entered() == KEYS
    recipe.write_text(RECIPE, encoding="utf-8")
    hall.run()
    assert hall.entered() == KEYS


def test_a_changed_key_is_taken_when_a_person_says_so_and_asked_about_once(hall: Hall) -> None:
    hall.run()
    recipe = hall.home / "recipes" / "登録.yaml"
    recipe.write_text(RECIPE.replace("  鍵: 番号\n", "  鍵: [番号, 氏名]\n"), encoding="utf-8")
    hall.run(new_key=True)
    run, _ = hall.run()
    assert hall.counts(run)["already"] == 5


def test_a_copy_that_names_the_same_register_enters_nothing(hall: Hall) -> None:
    hall.run()
    text = RECIPE.replace("  鍵: 番号\n", "  鍵: 番号\n  受付簿: 登録\n")
    (hall.home / "recipes" / "写し.yaml").write_text(text, encoding="utf-8")
    run, _ = hall.run("写し")
    assert hall.entered() == KEYS
    assert hall.counts(run)["already"] == 5


def test_next_years_register_takes_the_same_keys_anew_when_a_person_says_so(hall: Hall) -> None:
    text = RECIPE.replace("  鍵: 番号\n", "  鍵: 番号\n  受付簿: 令和8年度\n")
    (hall.home / "recipes" / "登録.yaml").write_text(text, encoding="utf-8")
    hall.run()
    following = text.replace("令和8年度", "令和9年度")
    (hall.home / "recipes" / "登録.yaml").write_text(following, encoding="utf-8")
    with pytest.raises(PlaceError):
        hall.ask()
    run, _ = hall.run(new_register=True)
    assert hall.entered() == KEYS * 2
    assert hall.counts(run)["done"] == 5


def test_training_and_production_never_mark_each_other(hall: Hall) -> None:
    hall.run(environment="訓練")
    run, _ = hall.run(environment="本番")
    assert hall.entered() == KEYS * 2
    assert hall.counts(run)["done"] == 5


def test_a_rehearsal_enters_nothing_and_marks_nothing(hall: Hall) -> None:
    run, code = hall.rehearse()
    assert (code, hall.entered()) == (0, [])
    assert hall.counts(run)["done"] == 5
    hall.run()
    assert hall.entered() == KEYS


def test_a_new_ledger_beside_old_runs_is_a_question(hall: Hall) -> None:
    hall.run()
    for path in (hall.home / "data").iterdir():
        path.unlink()
    with pytest.raises(PlaceError) as told:
        hall.ask()
    assert told.value.problem.code == "P37"
    assert hall.entered() == KEYS


def test_a_new_ledger_and_a_system_that_refuses_doubles_ends_as_already_there(hall: Hall) -> None:
    hall.system.refuses_duplicates = True
    hall.run()
    for path in (hall.home / "data").iterdir():
        path.unlink()
    run, code = hall.run(new_register=True)
    assert hall.entered() == KEYS
    assert hall.counts(run) == {"total": 5, "already": 5}
    assert code == 0


def test_an_answer_that_never_came_is_for_a_person_and_is_never_sent_again(hall: Hall) -> None:
    hall.system.answers = ["success", "gone"]
    run, code = hall.run()
    assert code == 3
    assert hall.counts(run) == {"total": 5, "done": 4, "uncertain": 1}
    again, code = hall.run()
    assert code == 3
    assert hall.entered() == KEYS
    assert hall.counts(again) == {"total": 5, "already": 4, "uncertain": 1}


def test_a_browser_that_dies_before_anything_was_stored_is_still_in_doubt(hall: Hall) -> None:
    hall.system.answers = ["gone_before"]
    run, code = hall.run()
    assert code == 3
    assert hall.counts(run)["uncertain"] == 1
    assert "0001" not in hall.entered()


def test_what_certainly_never_left_is_tried_again(hall: Hall) -> None:
    hall.system.answers = ["unsent", "success"]
    run, code = hall.run()
    assert (code, hall.entered()) == (0, KEYS)
    assert hall.counts(run)["done"] == 5


def test_a_value_that_the_screen_cuts_is_refused_and_not_sent(hall: Hall) -> None:
    hall.system.limits = {"氏名": 2}
    run, code = hall.run()
    assert (code, hall.entered()) == (1, [])
    assert hall.counts(run) == {"total": 5, "refused": 5}


def test_both_values_of_a_field_that_differs_are_kept_for_the_report(hall: Hall) -> None:
    from bots.app.facts import open_run, readings_of

    hall.system.limits = {"氏名": 2}
    run, _ = hall.run(limit=1)
    kept = readings_of(open_run(hall.project, run).folder, 2)
    assert kept is not None
    wrong = [(one.put, one.kept) for one in kept.readings if not one.equal]
    assert wrong == [("髙橋1", "髙橋")]


def test_a_refusal_of_the_system_is_a_business_error_and_comes_again_after_mending(hall: Hall) -> None:
    hall.system.answers = ["problem"]
    run, code = hall.run()
    assert code == 1
    assert hall.counts(run) == {"total": 5, "done": 4, "refused": 1}
    again, _ = hall.run()
    assert sorted(hall.entered()) == KEYS
    assert hall.counts(again) == {"total": 5, "done": 1, "already": 4}


def test_three_rows_of_the_same_trouble_stop_the_run(hall: Hall) -> None:
    hall.system.missing = {"氏名"}
    run, code = hall.run()
    assert code == 2
    assert hall.counts(run) == {"total": 5, "failed": 3, "pending": 2}


def test_a_stop_ends_before_the_next_submit_and_resume_goes_on(hall: Hall) -> None:
    from bots.app.runs import reopen

    parent = Quiet()
    parent.stop.set()
    run = hall.ask()
    assert hall.carry_out(run, parent) == 2
    assert hall.entered() == []
    reopen(hall.project, run, failed=False)
    assert hall.carry_out(run) == 0
    assert hall.entered() == KEYS


def test_a_person_who_says_no_refuses_the_row(hall: Hall) -> None:
    run = hall.ask(confirm_first=2)
    code = hall.carry_out(run, Quiet(answer=False))
    assert code == 1
    assert hall.counts(run) == {"total": 5, "done": 3, "refused": 2}
    assert hall.entered() == KEYS[2:]


def test_a_character_that_the_system_cannot_hold_is_refused_before_anything_is_typed(
    hall: Hall,
) -> None:
    path = hall.home / "config" / "systems" / "試験システム.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "文字コード: cp932\n", encoding="utf-8")
    hall.sheet([{"番号": "0001", "氏名": "𠮷田"}, {"番号": "0002", "氏名": "髙﨑"}])
    run, code = hall.run()
    assert (code, hall.entered()) == (1, ["0002"])
    assert hall.counts(run) == {"total": 2, "done": 1, "refused": 1}


def test_a_second_run_on_a_system_in_use_is_refused_and_does_not_hang_about(hall: Hall) -> None:
    from bots.ledger import runs, slots
    from bots.model import RunState

    first, second = hall.ask(), hall.ask()
    hall.project.open_ledger()
    slots.hold(system="試験システム", account="", run=first, clock=hall.clock)
    with pytest.raises(PlaceError) as told:
        hall.carry_out(second)
    assert told.value.problem.code == "P45"
    assert told.value.problem.words["run"] == first
    assert runs.get(second).state is RunState.STOPPED
    assert hall.carry_out(first) == 0
    assert hall.entered() == KEYS


def test_only_and_limit_leave_the_rest_untouched(hall: Hall) -> None:
    run, _ = hall.run(only=("0003",))
    assert hall.entered() == ["0003"]
    assert hall.counts(run) == {"total": 1, "done": 1}
    run, _ = hall.run(limit=2)
    assert hall.entered() == ["0003", "0001", "0002"]
    assert hall.counts(run) == {"total": 5, "done": 2, "already": 1, "pending": 2}


class OneRow(Quiet):
    """Somebody who asks the run to end with its first row."""

    def tell(self, told: dict[str, object]) -> None:
        super().tell(told)
        if told["what"] == "settled":
            self.stop.set()


@pytest.mark.parametrize("mode", [Mode.RUN, Mode.REHEARSE])
def test_a_run_that_is_continued_begins_no_more_rows_than_its_limit(hall: Hall, mode: Mode) -> None:
    run = hall.ask(limit=3, mode=mode)
    hall.system.limits = {"氏名": 2}
    for stopped in (OneRow(), OneRow()):  # both rows are refused
        hall.carry_out(run, stopped)
        reopen(hall.project, run, failed=False)
    hall.system.limits = {}
    hall.carry_out(run)
    assert hall.counts(run) == {"total": 5, "refused": 2, "done": 1, "pending": 2}
    reopen(hall.project, run, failed=True)  # `--failed`, of which there are none
    hall.carry_out(run)
    assert hall.counts(run) == {"total": 5, "refused": 2, "done": 1, "pending": 2}
    assert hall.entered() == (["0003"] if mode is Mode.RUN else [])


def test_two_rows_with_one_key_are_both_refused(hall: Hall) -> None:
    hall.sheet([*people(2), {"番号": "0002", "氏名": "別人"}])
    run, code = hall.run()
    assert (code, hall.entered()) == (1, ["0001"])
    assert hall.counts(run) == {"total": 3, "done": 1, "refused": 2}


def test_why_a_run_ended_early_is_told_with_all_its_words(hall: Hall) -> None:
    from bots.app.facts import outcome_of
    from bots.ledger import runs, slots
    from bots.ledger.facts import Worker

    hall.system.answers = ["unsent"] * 60
    stopped, code = hall.run()
    assert code == 2
    for lang in ("ja", "en"):
        told = outcome_of(hall.project, stopped, lang).reason
        assert "○" not in told
        assert "3" in told
    other, waiting = hall.ask(), hall.ask()
    runs.take(run=other, worker=Worker("elsewhere", "boot", 1, "1"), clock=hall.clock)
    slots.hold(system="試験システム", account="", run=other, clock=hall.clock)
    with pytest.raises(PlaceError):
        hall.carry_out(waiting)
    assert runs.get(waiting).reason == "P45"
    assert runs.get(waiting).reason_words["run"] == other


def test_a_success_that_cannot_be_written_is_in_doubt_and_ends_the_run(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system has the row; the ledger was locked when it should have learnt of it."""
    from django.db import OperationalError

    from bots.ledger import items

    def locked(**_: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(items, "done", locked)
    run, code = hall.run()
    assert code == 3
    assert hall.entered() == KEYS[:1]
    assert hall.counts(run)["uncertain"] == 1
    monkeypatch.undo()
    hall.run()
    assert hall.entered() == KEYS


def test_a_rehearsal_teaches_what_the_words_were_found_at(hall: Hall) -> None:
    from bots.app.carry_out import read_back
    from bots.model import FoundField

    hall.rehearse()
    plan, _ = read_back(hall.project, hall.ask())
    assert plan.found["試験システム › 入力画面 › 番号"] == FoundField("番号", "text", 1)
    assert set(plan.found) == {"試験システム › 入力画面 › 番号", "試験システム › 入力画面 › 氏名"}


def test_stop_and_resume_without_a_number_mean_the_run_that_is_at_work(hall: Hall) -> None:
    from bots.app.runs import ask_to_stop, reopen
    from bots.ledger import runs, slots
    from bots.ledger.recovery import this_worker

    working, refused = hall.ask(), hall.ask()
    runs.take(run=working, worker=this_worker(), clock=hall.clock)
    slots.hold(system="試験システム", account="", run=working, clock=hall.clock)
    with pytest.raises(PlaceError):
        hall.carry_out(refused)
    assert ask_to_stop(hall.project, "latest") == working
    runs.finish(run=working, state=RunState.STOPPED, clock=hall.clock, reason="P34")
    assert reopen(hall.project, "latest", failed=False) == working


def test_a_row_that_the_page_sent_in_a_rehearsal_is_not_entered_again(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bots.errors import Uncertain
    from bots.testing import FakeDriver

    def sent(driver: FakeDriver, *_: object, **__: object) -> None:
        if driver.fields["番号"].reveal() == "0002":
            raise Uncertain("N87")

    with monkeypatch.context() as patched:
        patched.setattr(FakeDriver, "rehearse_submit", sent)
        rehearsed, _ = hall.run(mode=Mode.REHEARSE, environment="本番")
    with pytest.raises(PlaceError) as caught:
        hall.run()
    assert caught.value.problem.code == "P60"
    assert caught.value.problem.words == {"count": 1, "run": rehearsed}
    assert hall.entered() == []
    rows = people(5)
    hall.sheet(rows[:1] + rows[2:])  # that row was looked up and left out
    hall.run()
    assert hall.entered() == [*KEYS[:1], *KEYS[2:]]
    hall.sheet(rows)
    hall.run(mode=Mode.REHEARSE, environment="本番")  # the page does so no longer
    hall.run()
    assert hall.entered().count("0002") == 1


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        ("文字", ("A 1", "A\u00a01", "A\u30001\ufe0f", "\u200bA \u2003 1")),
        ("文字", ("B-1", "B‐1", "B−1\u2800")),
        ("数", ("1000", "1,000", "１０００．０", "+1000")),
    ],
)
def test_a_key_that_looks_the_same_is_never_entered_again(hall: Hall, kind: str, written: tuple[str, ...]) -> None:
    path = hall.home / "recipes" / "登録.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("番号: コード 4", f"番号: {kind}"), encoding="utf-8")
    for key in written:
        hall.sheet([{"番号": key, "氏名": "髙橋"}])
        hall.run()
    assert hall.entered() == [written[0]]
    run, _ = hall.run(only=(written[-1],))
    assert hall.counts(run)["total"] == 1
    hall.sheet([{"番号": key, "氏名": "髙橋"} for key in written])
    hall.run()
    assert hall.entered() == [written[0]]
