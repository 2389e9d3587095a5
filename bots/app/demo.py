"""The demo: a throw-away project, a practice system, the shipped recipe, and the same sheet twice."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from bots.app.place import init_project

RECIPE = "保育申込"
SYSTEM = "保育システム"


@dataclass(frozen=True, slots=True)
class Demo:
    """A project folder made for the demo, and where its practice system keeps its list."""

    home: Path
    practice_folder: Path


def prepare_demo(folder: Path | None = None) -> Demo:
    """Make the demo's project in `folder`, or in a new folder of the system's place for such."""
    base = folder if folder is not None else Path(tempfile.mkdtemp(prefix="bots-demo-"))
    home = init_project(base / "project" if folder is None else base)
    practice = home / "data" / "practice"
    practice.mkdir(parents=True)
    return Demo(home, practice)
