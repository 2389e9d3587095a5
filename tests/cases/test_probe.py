"""照会: rows in doubt are looked up, and what a look says is believed only where it can be."""

from __future__ import annotations

from pathlib import Path

import pytest

from bots.ledger import events, invariants, items, registers, rows, runs
from bots.model import ItemState
from tests.hall import LOOKING, RECIPE, Hall, Quiet, SlowTime, people

S = ItemState
FIRST = LOOKING.replace("照会:", "安全: {先に照会: はい}\n照会:", 1)


@pytest.fixture
def hall(tmp_path: Path) -> Hall:
    """Three people; the system is given a second to store what it got."""
    return Hall.open(tmp_path, people(3), LOOKING)


def states(hall: Hall) -> dict[str, ItemState]:
    hall.project.open_ledger()
    return {one.key[0]: one.state for one in registers.history(register=runs.recent(1)[0].register)}


def whole(run: str) -> bool:
    return events.verify().whole and invariants.check(run) == ()


def test_a_row_in_doubt_that_is_there_is_done(hall: Hall) -> None:
    hall.system.answers = ["success", "gone", "success"]
    run, code = hall.run()
    assert (hall.counts(run)["done"], hall.entered()) == (3, ["0001", "0002", "0003"])
    assert states(hall) == {"0001": S.DONE, "0002": S.DONE, "0003": S.DONE}
    (row,) = [one for one in rows.of_run(run) if one.code == "B70"]
    assert (row.key, row.unfinished, code) == (("0002",), True, 3), "what follows the submit was not done"
    assert whole(run)


def test_a_row_in_doubt_that_is_not_there_is_entered_once(hall: Hall) -> None:
    hall.system.answers = ["success", "gone_before", "success"]
    run, code = hall.run()
    assert hall.entered() == ["0001", "0003", "0002"]
    assert (hall.counts(run), code) == ({"done": 3, "total": 3}, 0)
    assert whole(run)
    folder = next((hall.home / "logs/runs").glob(f"*/{run}"))
    assert sorted(one.name for one in (folder / "items/0003").iterdir()) == [
        "1.png", "after.png", "before.png", "probe.png", "readings.json",
    ]  # fmt: skip


def test_what_is_stored_late_is_waited_for(hall: Hall) -> None:
    """Who looks at once would see nothing and enter it twice."""
    hall.system.answers = ["success", "late", "success"]
    run = hall.ask()
    slow = SlowTime(hall)
    hall.carry_out(run, Quiet(stop=slow))
    assert slow.waited == 1.0
    assert sorted(hall.entered()) == ["0001", "0002", "0003"]
    assert states(hall)["0002"] is S.DONE


def test_a_record_with_other_values_is_no_proof(hall: Hall) -> None:
    hall.system.answers = ["success", "gone_before", "success"]
    hall.system.store({"番号": "0002", "氏名": "別の人"})
    run, code = hall.run()
    assert (states(hall)["0002"], code) == (S.CONFLICT, 3)
    assert hall.entered() == ["0002", "0001", "0003"]
    assert whole(run)


def test_a_look_that_does_not_find_what_is_entered_says_nothing(hall: Hall) -> None:
    """The screen has changed: the search finds nobody. That proves nothing of the row in doubt."""
    hall.system.answers = ["success", "gone", "success"]
    hall.system.search = "検索する"
    run, code = hall.run()
    assert (hall.counts(run)["uncertain"], code) == (1, 3)
    (row,) = [one for one in rows.of_run(run) if one.outcome is S.UNCERTAIN]
    assert (row.code, hall.entered()) == ("N91", ["0001", "0002", "0003"])
    assert "登録してあるはずの行" in str(row.words["reason"])


def test_without_a_row_that_is_entered_nothing_is_proved(hall: Hall) -> None:
    hall.system.answers = ["gone_before"]
    run, _ = hall.run(limit=1)
    assert hall.counts(run)["uncertain"] == 1
    assert hall.entered() == []


def test_a_row_that_owes_its_last_steps_is_entered_and_proves_that_looking_up_works(hall: Hall) -> None:
    path = hall.home / "recipes/登録.yaml"
    path.write_text(LOOKING.replace("      控え: 受付番号", '      控え: {元: 受付番号, 形: "(X-.+)"}'), encoding="utf-8")
    hall.system.answers = ["success", "gone", "success"]
    run, _ = hall.run()
    assert [(one.outcome, one.unfinished) for one in rows.of_run(run)] == [(S.DONE, True)] * 3
    assert hall.entered() == ["0001", "0002", "0003"]
    assert whole(run)


def test_a_later_run_looks_up_what_an_earlier_one_left_in_doubt(hall: Hall) -> None:
    path = hall.home / "recipes/登録.yaml"
    path.write_text(RECIPE, encoding="utf-8")
    hall.system.answers = ["success", "gone_before", "gone"]
    first, _ = hall.run()
    assert hall.counts(first)["uncertain"] == 2
    path.write_text(LOOKING, encoding="utf-8")
    hall.clock.move(60)
    second, _ = hall.run()
    assert states(hall) == {"0001": S.DONE, "0002": S.DONE, "0003": S.DONE}
    assert sorted(hall.entered()) == ["0001", "0002", "0003"]
    assert whole(second) and whole(first)


def test_a_row_that_changed_since_is_left_to_a_person(hall: Hall) -> None:
    hall.system.answers = ["success", "gone", "success"]
    path = hall.home / "recipes/登録.yaml"
    path.write_text(RECIPE, encoding="utf-8")
    hall.run()
    path.write_text(LOOKING, encoding="utf-8")
    hall.sheet([{**one, "氏名": one["氏名"] + "改"} if one["番号"] == "0002" else one for one in people(3)])
    hall.clock.move(60)
    hall.run()
    assert states(hall)["0002"] is S.UNCERTAIN
    assert len(hall.entered()) == 3


def test_a_system_that_says_later_that_it_has_the_row_leaves_it_in_doubt(hall: Hall) -> None:
    """The look was wrong after all: the earlier try was sent, so nobody knows whose record it is."""
    hall.system.answers = ["success", "gone_before", "success", "already"]
    run, _ = hall.run()
    (row,) = [one for one in rows.of_run(run) if one.key == ("0002",)]
    assert (row.outcome, row.code) == (S.UNCERTAIN, "N83")


def test_a_row_is_looked_up_before_it_is_filled_in(tmp_path: Path) -> None:
    hall = Hall.open(tmp_path, people(3), FIRST)
    hall.system.store({"番号": "0002", "氏名": "髙橋2"})
    hall.system.store({"番号": "0003", "氏名": "別の人"})
    run, code = hall.run()
    assert states(hall) == {"0001": S.DONE, "0002": S.ALREADY, "0003": S.CONFLICT}
    assert (hall.entered(), code) == (["0002", "0003", "0001"], 3)
    told = {one.key[0]: one.code for one in rows.of_run(run)}
    assert told == {"0001": "", "0002": "B71", "0003": "B72"}
    assert whole(run)


def test_a_first_look_that_does_not_find_what_is_entered_stops_the_run(tmp_path: Path) -> None:
    hall = Hall.open(tmp_path, people(3), FIRST)
    hall.run(limit=1)
    hall.system.search = "検索する"
    run, code = hall.run()
    assert (runs.get(run).reason, hall.entered()) == ("P130", ["0001"])
    assert code != 0


def test_a_person_who_decides_meanwhile_wins(hall: Hall) -> None:
    from bots.ledger import decisions, probes
    from bots.ledger.facts import Finding, LostClaim

    hall.system.answers = ["gone"]
    run, _ = hall.run(limit=1)
    hall.project.open_ledger()
    (row,) = [one for one in rows.of_run(run) if one.item is not None and one.outcome is S.UNCERTAIN]
    assert row.item is not None
    epoch = items.epoch_of(row.item)
    decisions.decide(
        run=run, item=row.item, epoch=epoch, was=S.UNCERTAIN, finding=Finding.ENTERED, by="user@host", reason="確かめた",
        clock=hall.clock,
    )  # fmt: skip
    for move in (probes.absent, probes.unclear, probes.there, probes.differs):
        more = {probes.unclear: {"words": {}}, probes.there: {"owes": False}, probes.differs: {"field": ""}}.get(move, {})
        with pytest.raises(LostClaim):
            move(item=row.item, epoch=epoch, clock=hall.clock, **more)


def test_a_row_that_is_left_out_now_is_not_looked_up(hall: Hall) -> None:
    """Looked up and not found, it would be entered though the sheet says no."""
    path = hall.home / "recipes/登録.yaml"
    path.write_text(LOOKING.replace("  鍵: 番号\n", "  鍵: 番号\n  対象: {区分: 新規}\n"), encoding="utf-8")
    hall.sheet([{**one, "区分": "新規"} for one in people(3)])
    hall.system.answers = ["success", "gone_before"]
    hall.system.search = "止まっている"
    hall.run()
    hall.system.search = "検索"
    hall.sheet([{**one, "区分": "取下げ" if one["番号"] == "0002" else "新規"} for one in people(3)])
    hall.clock.move(60)
    hall.run()
    assert (states(hall)["0002"], "0002" in hall.entered()) == (S.UNCERTAIN, False)


def test_a_sign_of_absence_that_stands_on_a_known_row_proves_nothing(hall: Hall) -> None:
    """該当なし may be a word of something else on the page: one row that looks absent though it is there is enough."""
    hall.system.answers = ["success", "success", "gone"]
    hall.system.texts.add("別の欄")
    path = hall.home / "recipes/登録.yaml"
    path.write_text(LOOKING.replace("該当するデータはありません}", "別の欄}"), encoding="utf-8")
    run, _ = hall.run()
    (row,) = [one for one in rows.of_run(run) if one.key == ("0003",)]
    assert (row.outcome, row.code, hall.entered()) == (S.UNCERTAIN, "N91", ["0001", "0002", "0003"])


def test_a_register_that_was_empty_at_the_start_has_a_known_row_at_the_end(tmp_path: Path) -> None:
    hall = Hall.open(tmp_path, people(3), FIRST)
    hall.system.answers = ["success", "gone_before", "success"]
    run, _ = hall.run()
    assert (hall.entered(), hall.counts(run)) == (["0001", "0003", "0002"], {"done": 3, "total": 3})


def test_of_the_row_that_proves_the_look_no_picture_is_kept(hall: Hall) -> None:
    hall.system.answers = ["success", "gone_before", "success"]
    run, _ = hall.run()
    folder = next((hall.home / "logs/runs").glob(f"*/{run}"))
    assert not list(folder.glob("items/0000/*.png"))


def test_a_person_may_decide_about_one_row_while_others_are_looked_up(hall: Hall) -> None:
    from bots.ledger import connection, decisions
    from bots.ledger.decisions import Finding

    class Deciding(Quiet):
        def tell(self, told: dict[str, object]) -> None:
            super().tell(told)
            if told["what"] == "look":
                hall.project.open_ledger()
                (row,) = [one for one in rows.of_run(run) if one.key == ("0002",)]
                assert row.item is not None
                decisions.decide(
                    run=run, item=row.item, epoch=items.epoch_of(row.item), was=S.UNCERTAIN, finding=Finding.CANCEL,
                    by="user@host", reason="取りやめ", clock=hall.clock,
                )  # fmt: skip
                connection.close_ledger()

    hall.system.answers = ["success", "gone_before", "gone_before"]
    run = hall.ask()
    hall.carry_out(run, Deciding())
    assert states(hall) == {"0001": S.DONE, "0002": S.CANCELLED, "0003": S.DONE}
    assert hall.entered() == ["0001", "0003"]
