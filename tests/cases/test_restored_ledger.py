"""A ledger that was put back, copied or moved enters nothing until a person says that it is to be gone on with."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from bots.app import doctor
from bots.app.carry_out import read_back
from bots.app.runs import reopen
from bots.errors import PlaceError
from bots.ledger import decisions, events, items, registers, rows, runs
from bots.ledger.connection import close_ledger
from bots.ledger.facts import Finding
from bots.model import ItemState, RunState
from tests.hall import Hall, Quiet, people

S = ItemState


@pytest.fixture
def hall(tmp_path: Path) -> Hall:
    return Hall.open(tmp_path / "hall", people(3))


class StopsAfter(Quiet):
    """A parent that stops the run when so many rows are settled."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.left = count

    def tell(self, told: dict[str, object]) -> None:
        super().tell(told)
        if told["what"] == "settled":
            self.left -= 1
            if not self.left:
                self.stop.set()


def put_back_at_work(hall: Hall, copy: Path) -> str:
    """A copy is made when one of three rows is entered, the run goes on to its end, the copy is put back: no folder of
    a run tells of it."""
    run = hall.ask()
    hall.carry_out(run, StopsAfter(1))
    close_ledger()
    shutil.copytree(hall.project.settings.ledger, copy)
    hall.carry_out(reopen(hall.project, run, failed=False))
    assert hall.entered() == ["0001", "0002", "0003"]
    close_ledger()
    shutil.rmtree(hall.project.settings.ledger)
    shutil.copytree(copy, hall.project.settings.ledger)
    hall.clock.move(3600)
    return run


def states(hall: Hall) -> dict[str, ItemState]:
    return {one.key[0]: one.state for one in registers.history(register="登録")}


def test_a_copy_of_a_run_at_work_enters_nothing(hall: Hall, tmp_path: Path) -> None:
    run = put_back_at_work(hall, tmp_path / "copy")
    for act in (hall.ask, lambda: reopen(hall.project, run, failed=False), lambda: hall.ask(new_register=True)):
        with pytest.raises(PlaceError, match="P131") as told:
            act()
        assert int(str(told.value.problem.words["count"])) > 0
    assert [one.well for one in doctor.ledger(hall.project)].count(False) == 1
    assert hall.entered() == ["0001", "0002", "0003"]


def test_looking_and_recovering_do_not_wipe_out_what_tells_it(hall: Hall, tmp_path: Path) -> None:
    run = put_back_at_work(hall, tmp_path / "copy")
    before = hall.project.settings.anchor.read_text(encoding="utf-8")
    hall.project.open_ledger()
    events.add(run=run, kind="story", words={}, clock=hall.clock)
    hall.rehearse()
    assert hall.project.settings.anchor.read_text(encoding="utf-8") == before


def test_a_person_goes_on_with_it_and_the_rows_at_work_are_in_doubt(hall: Hall, tmp_path: Path) -> None:
    run = put_back_at_work(hall, tmp_path / "copy")
    hall.project.open_ledger()
    _, code = hall.run(ledger_checked=True, attended=True)
    assert (hall.entered(), code) == (["0001", "0002", "0003"], 3)
    assert states(hall) == {"0001": S.DONE, "0002": S.UNCERTAIN, "0003": S.UNCERTAIN}
    assert [one.code for one in rows.of_run(run) if one.outcome is S.UNCERTAIN] == ["N93", "N93"]
    for one in registers.history(register="登録"):
        if one.state is S.UNCERTAIN:
            decisions.decide(
                run=items.run_of(one.id), item=one.id, epoch=one.epoch, was=one.state, finding=Finding.ENTERED,
                by="user@host", reason="確かめた", clock=hall.clock,
            )  # fmt: skip
    hall.clock.move(3600)
    hall.run()
    assert (hall.entered(), set(states(hall).values())) == (["0001", "0002", "0003"], {S.DONE})
    assert events.verify().whole


def test_a_row_that_nobody_worked_on_since_is_still_work(hall: Hall, tmp_path: Path) -> None:
    """The copy is of one row, and in the run two rows are entered; the third was never filled in."""
    run = hall.ask()
    hall.carry_out(run, StopsAfter(1))
    close_ledger()
    shutil.copytree(hall.project.settings.ledger, tmp_path / "copy")
    hall.carry_out(reopen(hall.project, run, failed=False), StopsAfter(1))
    close_ledger()
    shutil.rmtree(hall.project.settings.ledger)
    shutil.copytree(tmp_path / "copy", hall.project.settings.ledger)
    hall.carry_out(reopen(hall.project, run, failed=False, ledger_checked=True))
    assert (hall.entered(), states(hall)["0002"]) == (["0001", "0002", "0003"], S.UNCERTAIN)


def test_a_run_of_which_it_never_saw_a_row_is_over(hall: Hall, tmp_path: Path) -> None:
    """Its snapshot would enter all of them again."""
    run = hall.ask()
    close_ledger()
    shutil.copytree(hall.project.settings.ledger, tmp_path / "copy")
    hall.carry_out(run)
    close_ledger()
    shutil.rmtree(hall.project.settings.ledger)
    shutil.copytree(tmp_path / "copy", hall.project.settings.ledger)
    hall.clock.move(60)
    with pytest.raises(PlaceError, match="P131"):
        reopen(hall.project, run, failed=False)
    hall.sheet(people(4)[3:])  # without the rows that the person has found there
    hall.run(ledger_checked=True, attended=True)
    with pytest.raises(PlaceError, match="P134"):
        reopen(hall.project, run, failed=False)
    assert hall.entered() == ["0001", "0002", "0003", "0004"]


def test_nobody_at_the_terminal_can_say_so(hall: Hall, tmp_path: Path) -> None:
    put_back_at_work(hall, tmp_path / "copy")
    with pytest.raises(PlaceError, match="P131"):
        hall.ask(ledger_checked=True)


def test_a_queued_run_is_not_carried_out_by_it(hall: Hall, tmp_path: Path) -> None:
    """The ledger is exchanged between the asking and the carrying-out."""
    run = hall.ask()
    close_ledger()
    shutil.copytree(hall.project.settings.ledger, tmp_path / "copy")
    hall.carry_out(run)
    shutil.rmtree(hall.project.settings.ledger)
    shutil.copytree(tmp_path / "copy", hall.project.settings.ledger)
    with pytest.raises(PlaceError, match="P131"):
        hall.carry_out(run)
    assert hall.entered() == ["0001", "0002", "0003"]
    assert read_back(hall.project, run)[0].recipe_id == "登録"


def test_a_copied_project_asks_once(hall: Hall, tmp_path: Path) -> None:
    """Two copies at work would enter each row twice."""
    run, _ = hall.run()
    close_ledger()
    shutil.copytree(hall.home, tmp_path / "second")
    second = Hall(tmp_path / "second", hall.system)
    second.clock.move(3600)
    with pytest.raises(PlaceError, match="P133") as told:
        second.ask()
    assert str(hall.home) in str(told.value.problem.words["before"])
    _, code = second.run(ledger_checked=True, attended=True)
    second.clock.move(60)
    assert (second.run()[1], code) == (0, 0)
    assert runs.get(run).state is RunState.FINISHED


def test_the_last_ledger_is_never_asked_about(hall: Hall) -> None:
    for _ in range(2):
        hall.run()
        hall.clock.move(60)
    known = json.loads(hall.project.settings.anchor.read_text(encoding="utf-8"))
    hall.project.open_ledger()
    assert (known["instance"], known["seq"], known["head"]) == events.head()


def test_logs_that_were_cleared_tell_nothing(hall: Hall) -> None:
    hall.run()
    shutil.rmtree(hall.project.settings.logs)
    hall.clock.move(60)
    run, _ = hall.run()
    assert hall.counts(run) == {"total": 3, "already": 3}


def test_an_anchor_that_a_power_cut_left_empty_tells_nothing(hall: Hall) -> None:
    hall.run()
    for left in ("", "\0" * 4096):
        hall.project.settings.anchor.write_text(left, encoding="utf-8")
        hall.clock.move(60)
        run, _ = hall.run()
        assert hall.counts(run) == {"total": 3, "already": 3}


def test_an_anchor_that_cannot_be_read_is_asked_about(hall: Hall) -> None:
    hall.run()
    hall.project.settings.anchor.write_text("{", encoding="utf-8")
    hall.clock.move(60)
    with pytest.raises(PlaceError, match="P131"):
        hall.ask()
