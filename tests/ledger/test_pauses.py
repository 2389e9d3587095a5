"""Pauses in the ledger: one at a time, ended once, and nothing begins in one."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from bots.ledger.facts import Claim, LostClaim, PauseFacts
from bots.model import DueState
from tests.ledger.desk import WORKER, Desk

HOUR = timedelta(hours=1)


def begin(desk: Desk, entry: str, hours: int | None = None) -> None:
    from bots.ledger import pauses

    until = desk.clock.now() + hours * HOUR if hours else None
    pauses.begin(entry=entry, until=until, reason="点検", by="user@host", clock=desk.clock)


def held(desk: Desk) -> list[str]:
    from bots.ledger import pauses

    return [one.entry for one in pauses.held(desk.clock.now())]


def told() -> list[tuple[str, object, object]]:
    from bots.ledger.tables import Event

    found = Event.objects.filter(kind__startswith="pause").order_by("seq")
    words = [(one.kind, json.loads(one.body)["words"]) for one in found]
    return [(kind, one["entry"], one.get("by")) for kind, one in words]


def test_an_entry_is_paused_by_one_and_ended_once(desk: Desk) -> None:
    from bots.ledger import pauses

    begin(desk, "月例")
    with pytest.raises(LostClaim) as lost:
        begin(desk, "月例", 1)
    assert "休止 月例" in lost.value.problem.sentence("ja")
    begin(desk, pauses.ALL)
    assert held(desk) == ["月例", ""]
    pauses.end(entry="月例", by="other@host", clock=desk.clock)
    with pytest.raises(LostClaim):
        pauses.end(entry="月例", by="other@host", clock=desk.clock)
    assert held(desk) == [""]
    begin(desk, "月例")
    assert told() == [
        ("pause.begin", "月例", "user@host"), ("pause.begin", "", "user@host"), ("pause.end", "月例", "other@host"),
        ("pause.begin", "月例", "user@host"),
    ]  # fmt: skip


def test_a_pause_whose_time_is_over_holds_nothing_and_makes_room(desk: Desk) -> None:
    from bots.ledger import events, pauses

    begin(desk, "月例", 2)
    desk.clock.move(7199)
    assert held(desk) == ["月例"]
    desk.clock.move(1)
    assert held(desk) == []
    with pytest.raises(LostClaim):
        pauses.end(entry="月例", by="user@host", clock=desk.clock)
    begin(desk, "月例", 1)
    assert [kind for kind, _, _ in told()] == ["pause.begin", "pause.over", "pause.begin"]
    assert events.verify().reason == ""


def test_the_pauses_of_a_time_are_found_after_their_end(desk: Desk) -> None:
    from bots.ledger import pauses

    begun = desk.clock.now()
    begin(desk, "月例", 2)
    desk.clock.move(3600)
    pauses.end(entry="月例", by="user@host", clock=desk.clock)
    begin(desk, "別")
    begin(desk, pauses.ALL)
    (own, whole) = pauses.of("月例", begun)
    assert own == PauseFacts("月例", begun, begun + 2 * HOUR, "点検", "user@host", begun + HOUR)
    assert [own.holds(begun + at) for at in (-HOUR, 0 * HOUR, HOUR / 2, HOUR)] == [False, True, True, False]
    assert (whole.entry, whole.holds(begun + 99 * HOUR)) == ("", True)
    assert [one.entry for one in pauses.of("月例", begun + 2 * HOUR)] == [""]


@pytest.mark.parametrize("entry", ["月例", ""])
def test_what_is_paused_cannot_be_taken(desk: Desk, entry: str) -> None:
    """Also where it was found to be ready a moment before the pause."""
    from bots.ledger import dues, pauses

    dues.claim(
        entry="月例", claims=[Claim(desk.clock.now(), DueState.DUE)], until=desk.clock.now(), asked={}, clock=desk.clock
    )
    (due,) = dues.waiting()
    begin(desk, entry)
    with pytest.raises(LostClaim):
        dues.take(due=due.id, worker=WORKER, clock=desk.clock)
    assert dues.get(due.id).state is DueState.DUE
    pauses.end(entry=entry, by="user@host", clock=desk.clock)
    dues.take(due=due.id, worker=WORKER, clock=desk.clock)
    assert [one.id for one in dues.preparing()] == [due.id]
