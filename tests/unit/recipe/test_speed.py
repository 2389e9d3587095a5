"""Checking is quick, and nothing heavy is loaded for it."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from bots.recipe import check_files

from .examples import LIBRARY, NURSERY, project, put

HEAVY = ("pandas", "playwright", "django", "openpyxl", "lxml", "rich", "click")


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


def test_nothing_heavy_is_loaded() -> None:
    code = f"import sys, bots.recipe; print([x for x in {HEAVY!r} if x in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
