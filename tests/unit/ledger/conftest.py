"""A fresh ledger for each test, in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.ledger.desk import Desk, new_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    from bots.ledger.connection import close_ledger

    yield new_desk(tmp_path / "data")
    close_ledger()
