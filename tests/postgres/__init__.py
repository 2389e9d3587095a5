"""The ledger on a real PostgreSQL server."""

from __future__ import annotations

import pytest

for _name in ("decisions", "dues", "events", "histories", "lines", "moves", "overlaps", "pauses", "rows", "runs", "watches"):
    pytest.register_assert_rewrite(f"tests.ledger.test_{_name}")
