"""A sample of the lives: `python -m tests.crash --histories N` lives as many as wanted."""

from __future__ import annotations

import os

import pytest

from tests.crash.lives import lives

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="what happens in a life is done in forks")


def test_lives_of_a_sheet() -> None:
    told = lives(3, seed=203)
    assert told.points == 3
    assert told.failures == []
