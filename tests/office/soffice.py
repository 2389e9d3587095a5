"""LibreOffice, started once for many books: what it makes of them, and what it sees in them."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

AS_SHOWN = "csv:Text - txt - csv (StarCalc):44,34,76,1,,1041,false,true,true,false,false,-1"
_LONGEST = 240  # seconds; two hundred books take about thirty
Piece = TypeVar("Piece", str, list[str])
_NAMES = ("soffice", "libreoffice")


class Office:
    """A LibreOffice with a profile of its own. Raises FileNotFoundError where there is none: `python3
    bootstrap.py test` installs it."""

    def __init__(self, profile: Path) -> None:
        named = os.environ.get("BOTS_OFFICE_PATH", "")
        found = named or next((path for path in map(shutil.which, _NAMES) if path), "")
        if not found:
            raise FileNotFoundError("LibreOffice (libreoffice-calc-nogui) is not installed")
        self._command = [found, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]

    def convert(self, books: Sequence[Path], form: str, folder: Path) -> dict[str, Path]:
        """Every book in another form, in `folder`, by its name without its ending. A book that does not open is
        an AssertionError."""
        ending = form.partition(":")[0]
        done = subprocess.run(
            [*self._command, "--convert-to", form, "--outdir", str(folder), *map(str, books)],
            capture_output=True, text=True, timeout=_LONGEST, check=False,
        )  # fmt: skip
        made = {book.stem: folder / f"{book.stem}.{ending}" for book in books}
        if ending != "csv":  # of a csv each sheet is a file of its own
            lost = [name for name, path in made.items() if not path.exists()]
            assert not lost, f"LibreOffice did not open {lost}: {done.stderr[-2000:]}"
        assert done.returncode == 0, done.stderr[-2000:]
        return made

    def seen(self, books: Sequence[Path], folder: Path) -> dict[str, dict[str, list[list[str]]]]:
        """What LibreOffice shows of every sheet of every book: by the book's name without its ending and the
        sheet's, the texts of the cells, without blanks at the end."""
        self.convert(books, AS_SHOWN, folder)
        found: dict[str, dict[str, list[list[str]]]] = {book.stem: {} for book in books}
        for path in sorted(folder.glob("*.csv")):
            book, _, sheet = path.stem.partition("-")
            with path.open(encoding="utf-8", newline="") as file:
                found[book][sheet] = _trimmed([_trimmed(line) for line in csv.reader(file)])
        lost = [name for name, sheets in found.items() if not sheets]
        assert not lost, f"LibreOffice did not open {lost}"
        return found


def _trimmed(line: list[Piece]) -> list[Piece]:
    while line and not line[-1]:
        line.pop()
    return line
