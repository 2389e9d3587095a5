"""Write docs/reference anew: PYTHONPATH=. python tests/recipes/make_reference.py"""

from __future__ import annotations

import sys
from pathlib import Path

import bots.tasks  # noqa: F401 - the verbs register themselves
from bots.recipe.reference import pages

HOME = Path(__file__).resolve().parents[2]
FOLDER = HOME / "docs" / "reference"


def made() -> dict[str, str]:
    """The pages as they are now, by their path below docs/reference."""
    return pages(HOME / "tests" / "errors")


def write_all() -> None:
    """Write every page, and remove those that are made no more."""
    wanted = made()
    for path in FOLDER.rglob("*.md"):
        if path.relative_to(FOLDER).as_posix() not in wanted:
            path.unlink()
    for name, text in wanted.items():
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_all()
    sys.exit(0)
