"""Files that rows name (column type ファイル): below the folder of the clerk's sheet, and there."""

from __future__ import annotations

import re
from pathlib import Path

from bots.errors import Problem
from bots.model import Value


def fault(value: Value, folder: Path) -> Problem | None:
    """What is wrong with the files of a cell: D37 one is not there, D38 it leads out of the folder.

    Several stand apart by line breaks or |. A name is told to nobody: it may be a person's.
    """
    for name in re.split(r"[\n|]", value.reveal()):
        if not name.strip():
            continue
        path = folder / name.strip()
        try:
            if not path.is_file():
                return Problem("D37")
            if not path.resolve().is_relative_to(folder.resolve()):
                return Problem("D38")
        except (OSError, ValueError):  # a name that no disk can have
            return Problem("D37")
    return None
