"""A command that only looks answers at once: it loads nothing heavy and reads quickly."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bots.recipe import check_files
from tests.unit.recipe.examples import LIBRARY, NURSERY, project, put

HOME = Path(__file__).parents[2]
HEAVY = ("pandas", "playwright", "django", "openpyxl", "lxml", "rich", "click")


@pytest.mark.parametrize(
    ("modules", "heavy"),
    [("bots.recipe", HEAVY), ("bots.ledger, bots.ledger.facts", ("django",))],
    ids=["checking a recipe", "words of the ledger"],
)
def test_nothing_heavy_is_loaded(modules: str, heavy: tuple[str, ...]) -> None:
    """Asked of a Python of its own: this one has loaded everything long ago."""
    code = f"import sys, {modules}; print([x for x in {heavy!r} if x in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_a_ledger_that_was_never_opened_can_be_closed() -> None:
    code = "from bots.ledger.connection import close_ledger; close_ledger()"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_hundred_recipes(tmp_path: Path) -> None:
    project(tmp_path)
    for number in range(50):
        put(tmp_path, f"課{number}/保育", NURSERY)
        put(tmp_path, f"課{number}/カード", LIBRARY)
    assert _seconds_of_check(tmp_path, 100) < 2


def test_a_hundred_recipes_that_call_a_part(tmp_path: Path) -> None:
    """国保異動: two systems, a part that each of them calls, a code table."""
    shutil.copytree(HOME / "config" / "systems", tmp_path / "config" / "systems")
    shutil.copytree(HOME / "recipes" / "部品", tmp_path / "recipes" / "部品")
    shutil.copy(HOME / "recipes" / "町名コード表.csv", tmp_path / "recipes")
    for number in range(100):
        shutil.copy(HOME / "recipes" / "国保異動.yaml", tmp_path / "recipes" / f"国保異動{number}.yaml")
    assert _seconds_of_check(tmp_path, 101) < 2


def _seconds_of_check(folder: Path, recipes: int) -> float:
    begun = time.process_time()  # of this process: other rings run beside it
    problems, count = check_files((), folder)
    seconds = time.process_time() - begun
    assert (problems, count) == ([], recipes)
    return seconds
