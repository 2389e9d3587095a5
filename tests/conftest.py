"""How long the unit tests try: quick in the ring, longer when asked with --hypothesis-profile=full."""

from __future__ import annotations

import gc

import pytest
from hypothesis import settings

settings.register_profile("ring", max_examples=20, deadline=None)
settings.register_profile("full", max_examples=500, deadline=None)


def pytest_configure(config: pytest.Config) -> None:
    """Before any test module is imported: its own numbers go by the profile."""
    settings.load_profile(config.getoption("--hypothesis-profile") or "ring")


def pytest_collection_finish() -> None:
    """What stands by now stays until the end: nobody need look through it for circles again and again."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
