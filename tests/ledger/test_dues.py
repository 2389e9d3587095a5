"""Due times in the ledger: each once, and always with what became of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bots.ledger.facts import ArrivalFacts, Claim, LostClaim
from bots.model import DueState
from tests.ledger.desk import WORKER, Desk

AT = datetime(2026, 11, 23, 10, 30, tzinfo=UTC)
ASKED: dict[str, object] = {"recipe": "登録"}


def claim(desk: Desk, *claims: Claim, entry: str = "月例", **more: int) -> int:
    from bots.ledger import dues

    return dues.claim(entry=entry, claims=claims, until=desk.clock.now(), asked=ASKED, clock=desk.clock, **more)


def states(desk: Desk) -> str:
    from bots.ledger import dues

    found = dues.between(AT - timedelta(30), AT + timedelta(30))
    return ", ".join(f"{one.entry} {one.state} {one.code}".strip() for one in found)


def test_a_due_time_is_claimed_once(desk: Desk) -> None:
    from bots.ledger import dues

    assert dues.seen_until("月例") is None
    one, other = Claim(AT, DueState.DUE), Claim(AT + timedelta(1), DueState.DUE)
    assert claim(desk, one) == 1
    assert dues.seen_until("月例") == desk.clock.now()
    assert claim(desk, one, other) == 1
    assert claim(desk, one, other) == 0
    assert claim(desk, one, entry="別") == 1
    assert states(desk) == "別 due, 月例 due, 月例 due"


def test_what_was_seen_never_goes_back(desk: Desk) -> None:
    from bots.ledger import dues

    claim(desk)
    seen = dues.seen_until("月例")
    desk.clock.move(-3600)  # a clock that was set back
    claim(desk)
    assert dues.seen_until("月例") == seen


def test_a_due_time_is_prepared_by_one_process_and_begins_with_its_run(desk: Desk) -> None:
    from bots.ledger import dues, runs

    claim(desk, Claim(AT, DueState.DUE))
    (due,) = dues.waiting()
    dues.take(due=due.id, worker=WORKER, clock=desk.clock)
    with pytest.raises(LostClaim):
        dues.take(due=due.id, worker=WORKER, clock=desk.clock)
    assert dues.waiting() == []
    run = desk.run(take=False, due=due.id)
    assert (dues.get(due.id).state, dues.get(due.id).run) == (DueState.BEGUN, run)
    before = len(runs.recent(9))
    with pytest.raises(LostClaim):
        desk.run(take=False, due=due.id)
    assert len(runs.recent(9)) == before, "no run without its due time"


def test_what_a_dead_process_prepared_is_due_again(desk: Desk) -> None:
    from bots.ledger import dues

    claim(desk, Claim(AT, DueState.DUE))
    (due,) = dues.waiting()
    dues.take(due=due.id, worker=WORKER, clock=desk.clock)
    assert dues.give_back(alive=lambda worker: worker == WORKER, clock=desk.clock) == 0
    assert dues.give_back(alive=lambda _: False, clock=desk.clock) == 1
    assert [one.id for one in dues.waiting()] == [due.id]


def test_what_waits_is_told_and_taken_by_priority_then_time(desk: Desk) -> None:
    from bots.ledger import dues

    claim(desk, Claim(AT + timedelta(1), DueState.DUE), entry="後")
    claim(desk, Claim(AT, DueState.DUE), entry="先")
    claim(desk, Claim(AT + timedelta(2), DueState.DUE), entry="急ぎ", priority=5)
    assert [one.entry for one in dues.waiting()] == ["急ぎ", "先", "後"]
    due = dues.waiting()[1]
    dues.wait(due=due.id, code="T25", words={"name": "月例"}, clock=desk.clock)
    assert (dues.get(due.id).state, dues.get(due.id).code) == (DueState.DUE, "T25")
    since = dues.get(due.id).changed_at
    desk.clock.move(60)
    dues.wait(due=due.id, code="T25", words={"name": "月例"}, clock=desk.clock)
    assert dues.get(due.id).changed_at == since, "the same reason is written once"
    dues.take(due=due.id, worker=WORKER, clock=desk.clock)
    assert dues.get(due.id).code == ""


def test_people_answer_what_asks_and_skip_what_waits(desk: Desk) -> None:
    from bots.ledger import dues

    claim(desk, Claim(AT, DueState.ASKING, "T23", {"minutes": 60}), Claim(AT + timedelta(1), DueState.DUE))
    (asks,), (waits,) = dues.asking(), dues.waiting()
    dues.answer(due=asks.id, go=True, by="user@host", clock=desk.clock)
    assert (dues.get(asks.id).state, dues.get(asks.id).answered_by) == (DueState.DUE, "user@host")
    with pytest.raises(LostClaim):
        dues.answer(due=asks.id, go=True, by="user@host", clock=desk.clock)
    dues.answer(due=waits.id, go=False, by="user@host", clock=desk.clock)
    assert (dues.get(waits.id).state, dues.get(waits.id).code) == (DueState.SKIPPED, "T24")
    with pytest.raises(LostClaim) as lost:
        dues.skip(due=waits.id, code="T26", words={}, clock=desk.clock)
    assert lost.value.problem.sentence("ja").startswith("予定")


def test_what_cannot_begin_says_why(desk: Desk) -> None:
    from bots.ledger import dues

    claim(desk, Claim(AT, DueState.DUE))
    (due,) = dues.waiting()
    dues.take(due=due.id, worker=WORKER, clock=desk.clock)
    dues.refuse(due=due.id, code="D01", words={"file": "一覧.xlsx"}, clock=desk.clock)
    found = dues.get(due.id)
    assert (found.state, found.code, found.words) == (DueState.REFUSED, "D01", {"file": "一覧.xlsx"})


def test_the_last_one_of_an_entry(desk: Desk) -> None:
    from bots.ledger import dues

    claim(desk, Claim(AT, DueState.DUE), Claim(AT + timedelta(1), DueState.DUE))
    found = dues.latest("月例", AT + timedelta(hours=5))
    assert found is not None
    assert found.due_at == AT
    assert dues.latest("月例", AT - timedelta(1)) is None


def test_the_chain_tells_of_each(desk: Desk) -> None:
    from bots.ledger import dues, events

    claim(desk, Claim(AT, DueState.DUE))
    (due,) = dues.waiting()
    dues.take(due=due.id, worker=WORKER, clock=desk.clock)
    desk.run(take=False, due=due.id)
    kinds = [one.kind for one in events.of_run("") if one.kind.startswith("due")]
    assert kinds == ["due.claim", "due.take"]
    assert events.verify().reason == ""


STAMP = "20261123-193000-aaaabbbb_"
FILE = ArrivalFacts("/share/寄附", f"処理中/{STAMP}寄附%_一覧.xlsx", "ab" * 32)


def arrive(desk: Desk, at: datetime = AT, file: ArrivalFacts = FILE, state: DueState = DueState.ASKING) -> bool:
    from bots.ledger import dues

    one = Claim(at, state, "T52", {"rows": 3})
    return dues.arrive(entry="寄附", one=one, arrival=file, asked=ASKED, clock=desk.clock, priority=2)


def test_a_file_has_one_row_whoever_finds_it(desk: Desk) -> None:
    from bots.ledger import dues

    assert dues.of_file(AT, STAMP) is None
    assert arrive(desk)
    assert not arrive(desk), "another process has looked at it too"
    found = dues.of_file(AT, STAMP)
    assert found is not None
    assert (found.entry, found.state, found.arrival, found.priority) == ("寄附", DueState.ASKING, FILE, 2)
    assert dues.of_file(AT, "20261123-193000-aaaacccc_") is None, "another file of the same moment"
    assert dues.seen_until("寄附") is None, "the clock has nothing to do with it"
    assert dues.folders(AT) == ["/share/寄附"]
    assert dues.folders(AT + timedelta(1)) == []


def test_the_same_bytes_are_known_by_whatever_name(desk: Desk) -> None:
    from bots.ledger import dues

    arrive(desk)
    again = ArrivalFacts("/share/別", "処理中/別.xlsx", FILE.sha256)
    arrive(desk, AT + timedelta(1), again)
    found = dues.earlier_bytes(FILE.sha256, AT + timedelta(1))
    assert found is not None
    assert found.due_at == AT
    assert dues.earlier_bytes(FILE.sha256, AT) is None
    assert dues.earlier_bytes("cd" * 32, AT + timedelta(9)) is None


def test_a_file_that_was_let_go_and_could_not_begin_asks_anew(desk: Desk) -> None:
    from bots.ledger import dues

    arrive(desk)
    (asks,) = dues.asking()
    assert asks.since == AT
    desk.clock.move(3600)
    dues.answer(due=asks.id, go=True, by="user@host", clock=desk.clock)
    (let_go,) = dues.waiting()
    assert let_go.since == desk.clock.now(), "from when a person let it go, not from when it came"
    dues.ask(due=asks.id, code="T55", words={"until": "19:00"}, clock=desk.clock)
    (anew,) = dues.asking()
    assert (anew.code, anew.since) == ("T55", AT)
    with pytest.raises(LostClaim):
        dues.ask(due=asks.id, code="T55", words={}, clock=desk.clock)
