"""What is loaded for what: a command that only looks must not wait for a heavy library.

Each question is put to a Python of its own, since this one has loaded everything long ago.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("pandas", "playwright", "django", "openpyxl", "lxml", "rich", "click")


@pytest.mark.parametrize(
    ("modules", "heavy"),
    [("bots.recipe", HEAVY), ("bots.ledger, bots.ledger.facts", ("django",))],
    ids=["checking a recipe", "words of the ledger"],
)
def test_nothing_heavy_is_loaded(modules: str, heavy: tuple[str, ...]) -> None:
    code = f"import sys, {modules}; print([x for x in {heavy!r} if x in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_a_ledger_that_was_never_opened_can_be_closed() -> None:
    code = "from bots.ledger.connection import close_ledger; close_ledger()"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
