"""Checking is quick. That nothing heavy is loaded for it: tests/architecture."""

from __future__ import annotations

import time
from pathlib import Path

from bots.recipe import check_files

from .examples import LIBRARY, NURSERY, project, put


def test_a_hundred_recipes(tmp_path: Path) -> None:
    project(tmp_path)
    for number in range(50):
        put(tmp_path, f"課{number}/保育", NURSERY)
        put(tmp_path, f"課{number}/カード", LIBRARY)
    begun = time.perf_counter()
    problems, count = check_files((), tmp_path)
    seconds = time.perf_counter() - begun
    assert (problems, count) == ([], 100)
    assert seconds < 2
