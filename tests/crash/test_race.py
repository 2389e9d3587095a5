"""A sample of the race: `python -m tests.crash --race` has as many workers and items as wanted."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.crash.race import faults, race

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="forks race")


def test_three_processes_claim_the_same_items(tmp_path: Path) -> None:
    raced = race(tmp_path / "data", workers=3, count=120, seed=1)
    assert faults(raced) == []
    assert min(raced.shares) > 0
