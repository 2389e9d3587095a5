"""A fresh ledger for each test, in a folder of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bots.testing import FixedClock
from tests.unit.ledger.desk import Desk


@pytest.fixture(scope="session")
def empty_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger as made, to copy from: making the tables is what takes time."""
    from bots.ledger.connection import close_ledger, open_ledger

    folder = tmp_path_factory.mktemp("empty") / "data"
    open_ledger(folder, FixedClock())
    close_ledger()
    return folder


@pytest.fixture
def desk(empty_ledger: Path, tmp_path: Path) -> Iterator[Desk]:
    from bots.ledger.connection import close_ledger, open_ledger

    folder = tmp_path / "data"
    shutil.copytree(empty_ledger, folder)
    clock = FixedClock()
    open_ledger(folder, clock)
    yield Desk(folder, clock)
    close_ledger()
