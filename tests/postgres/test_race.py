"""Several processes at the same items of a server."""

from __future__ import annotations

import threading
from collections import Counter
from pathlib import Path

from django.db import IntegrityError

from bots.errors import PlaceError
from tests.crash.race import faults, race
from tests.ledger.desk import Desk
from tests.postgres.server import PASSWORD, Server


def test_four_processes_and_two_hundred_items(server: Server, tmp_path: Path) -> None:
    from bots.ledger.connection import close_ledger
    from bots.ledger.sides import Server as Place

    close_ledger()  # a connection does not outlive a fork
    address = server.make("race")
    try:
        raced = race(tmp_path / "data", 4, 200, 1, Place(address, PASSWORD))
    finally:
        close_ledger()
        server.drop("race")
    assert faults(raced) == []
    assert raced.double == 0
    assert raced.done == 200
    assert sum(share > 0 for share in raced.shares) > 1, "one of them did it all: nobody raced"


def test_who_comes_second_sees_what_the_first_has_done(desk: Desk) -> None:
    """Two take a system at the same moment, again and again: to look first and write later is safe."""
    from bots.ledger import slots
    from bots.ledger.connection import close_ledger

    both, rounds = [desk.run(), desk.run()], 30
    ready = threading.Barrier(2)
    told: list[str] = []

    def take(run: str) -> None:
        desk.open()
        for number in range(rounds):
            ready.wait()
            try:
                slots.hold(system=f"系{number}", account="", run=run, clock=desk.clock)
                told.append("held")
            except PlaceError as error:
                told.append(error.problem.code)
            except IntegrityError:
                told.append("both at once")
        close_ledger()

    threads = [threading.Thread(target=take, args=(run,)) for run in both]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert Counter(told) == {"held": rounds, "P45": rounds}
