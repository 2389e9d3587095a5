"""An empty ledger for each test."""

from __future__ import annotations

import pytest

from tests.ledger.desk import Desk, hurried_desk


@pytest.fixture
def desk() -> Desk:
    return hurried_desk()
