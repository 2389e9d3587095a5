"""One server for the ring; every desk and every hall of it has its ledger there."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from tests import hall
from tests.ledger import desk as desks
from tests.ledger.desk import Desk
from tests.postgres.emptied import Emptied
from tests.postgres.server import PASSWORD, Server

EMPTY = "empty"  # a ledger as made, to copy from


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    started = Server()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BOTS_SECRET_DATABASE_PASSWORD", PASSWORD)
        yield started
    started.close()


@pytest.fixture(scope="session")
def emptied(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Emptied:
    """The desk that is emptied for each test; of its ledger, when new, the others are copies."""
    made = Emptied(server.make("desks"), tmp_path_factory.mktemp("desks") / "data")
    made.desk()
    made.close()
    server.make(EMPTY, "desks")
    return made


@pytest.fixture
def desk(emptied: Emptied) -> Desk:
    return emptied.desk()


@pytest.fixture(autouse=True)
def on_the_server(server: Server, emptied: Emptied, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What makes a desk or a hall makes it with a ledger on the server."""
    from bots.ledger.connection import close_ledger

    made: list[str] = []

    def database(home: Path) -> str:
        made.append(f"hall{next(_NUMBERS)}")
        (home / "data").mkdir(mode=0o700)
        shutil.copy2(emptied.folder / "ledger.key", home / "data")
        return server.make(made[-1], EMPTY)

    monkeypatch.setattr(desks, "elsewhere", emptied.desk)
    monkeypatch.setattr(hall, "new_database", database)
    yield
    if made:
        close_ledger()
    for name in made:
        server.drop(name)


_NUMBERS = count(1)
