"""Several processes at the same items of a server."""

from __future__ import annotations

from pathlib import Path

from tests.crash.race import faults, race
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
