"""Who serves, as the ledger knows it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bots.ledger.facts import LostClaim
from tests.ledger.desk import WORKER, Desk


def test_a_watch_begins_is_heard_of_and_ends(desk: Desk) -> None:
    from bots.ledger import watches

    assert watches.last_end() is None
    watch = watches.begin(worker=WORKER, alive=lambda _: True, clock=desk.clock)
    begun = desk.clock.now()
    desk.clock.move(20)
    looked_at = desk.clock.now()
    watches.beat(watch=watch, looked_at=looked_at, clock=desk.clock)
    desk.clock.move(20)
    watches.beat(watch=watch, looked_at=None, clock=desk.clock)
    (found,) = watches.at_work()
    assert (found.worker, found.began_at, found.beat_at, found.looked_at) == (WORKER, begun, desk.clock.now(), looked_at)
    watches.end(watch=watch, clock=desk.clock)
    assert (watches.at_work(), watches.last_end()) == ([], desk.clock.now())
    for change in (lambda: watches.end(watch=watch, clock=desk.clock), lambda: watches.beat(watch=watch, looked_at=None, clock=desk.clock)):
        with pytest.raises(LostClaim):
            change()


def test_a_new_watch_ends_those_of_dead_processes(desk: Desk) -> None:
    from bots.ledger import events, watches

    other = replace(WORKER, host="other", pid=2)
    watches.begin(worker=WORKER, alive=lambda _: True, clock=desk.clock)
    died = desk.clock.now()
    watches.begin(worker=other, alive=lambda _: True, clock=desk.clock)
    desk.clock.move(60)
    new = replace(WORKER, pid=3)
    watches.begin(worker=new, alive=lambda one: one == other, clock=desk.clock)
    assert [one.worker for one in watches.at_work()] == [new, other]
    assert watches.last_end() == died, "when it was heard of last"
    kinds = [one.kind for one in events.of_run("") if one.kind.startswith("watch")]
    assert kinds == ["watch.begin", "watch.begin", "watch.lost", "watch.begin"]
