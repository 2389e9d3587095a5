"""Golden cases of messages: a folder each, with a file that holds a mistake and what is said
about it.

    tests/errors/<code>_<name>/recipe.yaml | system.yaml | system_<name>.yaml | broken1.yaml     expected.txt
    calendar.yaml | substitutes.csv, the hall's own files; another .csv is a table beside the recipe
    NAME.xlsx/   a folder: a book beside the recipe, of a sheet for each .csv in it, in the order of their names
    expected.en.txt
    right.txt    what stands in place of the marked line when it is mended; the reference shows it, a test tries it
    wrong.txt    the lines of the file that right.txt replaces, where they are not the marked line

A case without a file of its own is a command: wrong.txt is told the code, right.txt is not (tests/commands/test_asked.py); what lies in
its project/ is laid over the project of this repository.

A case that was looked at and is right is written anew by: python tests/errors/golden.py
It writes what is said of a new case, too: look at it before you commit it.
"""

from __future__ import annotations

import csv
import re
import shutil
import sys
import tempfile
from pathlib import Path

import openpyxl

from bots.app.lookups import lookup_check
from bots.errors import Problem
from bots.recipe import Around, check_files
from bots.recipe.hall import CALENDAR, SUBSTITUTES
from bots.recipe.render import render

HERE = Path(__file__).parent
TODAY = "2026-11-24"  # for days that are over
OF_THE_HALL = (CALENDAR, SUBSTITUTES)
EXPECTED = {"ja": "expected.txt", "en": "expected.en.txt"}


def cases() -> list[Path]:
    """The folders of all cases; those that were never written, too."""
    return sorted(
        path
        for path in HERE.iterdir()
        if path.name != "systems" and ((path / EXPECTED["ja"]).exists() or any(path.glob("*.yaml")))
    )


def said(case: Path, folder: Path) -> dict[str, str]:
    """What is said about a case, by language. `folder` is an empty one to build a project in."""
    problems = found(case, folder)
    return {
        lang: "".join(render(problem, lang, folder) + "\n" for problem in problems)
        for lang in EXPECTED
    }


def found(case: Path, folder: Path, *, mended: bool = False) -> list[Problem]:
    """What is wrong with a case. `folder` is an empty one to build a project in; `mended` = with its right.txt."""
    systems = folder / "config" / "systems"
    systems.mkdir(parents=True)
    recipes = folder / "recipes"
    recipes.mkdir()
    for path in (HERE / "systems").glob("*.yaml"):
        shutil.copy(path, systems / path.name)
    for path in case.glob("*.xlsx"):
        save_book(path, recipes / path.name)
    names: tuple[str, ...] = ()
    for path in (*case.glob("*.csv"), *case.glob("*.yaml")):
        if path.name in OF_THE_HALL:
            shutil.copy(path, folder / "config" / path.name)
        elif path.name.startswith("system"):  # system_名前.yaml beside those that are there
            shutil.copy(path, systems / path.name.removeprefix("system_"))
        elif path.suffix == ".csv":
            shutil.copy(path, recipes / path.name)
        else:
            shutil.copy(path, recipes / path.name)
            if path.name != "part.yaml":  # what another recipe calls
                names = (path.name,)
    if mended:
        mend(case, folder)
    problems, _ = check_files([f"recipes/{name}" for name in names], folder, Around(TODAY, lookup_check(None)))
    return problems


def save_book(folder: Path, path: Path) -> None:
    """The book whose sheets lie in a folder as texts."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for one in sorted(folder.glob("*.csv")):
        sheet = book.create_sheet(one.stem)
        for line in csv.reader(one.read_text(encoding="utf-8").splitlines()):
            sheet.append(line)
    book.save(path)


def mend(case: Path, folder: Path) -> None:
    """Put the right lines in place of the line that is marked first, or of wrong.txt, in the project in `folder`."""
    code = case.name.split("_")[0]
    shown = (case / EXPECTED["ja"]).read_text(encoding="utf-8")
    place = re.search(rf"^([^:\n]+):(?:(\d+):\d+:)? .*\[{code}\]$", shown, re.MULTILINE)
    assert place is not None, case.name
    path = folder / place[1]
    text, right = path.read_text(encoding="utf-8"), (case / "right.txt").read_text(encoding="utf-8")
    if (case / "wrong.txt").exists():
        wrong = (case / "wrong.txt").read_text(encoding="utf-8")
        assert f"\n{text}".count(f"\n{wrong}") == 1, case.name
        path.write_text(f"\n{text}".replace(f"\n{wrong}", f"\n{right}")[1:], encoding="utf-8")
        return
    lines = text.split("\n")
    lines[int(place[2]) - 1] = right.rstrip("\n")
    path.write_text("\n".join(lines), encoding="utf-8")


def write_all() -> None:
    """Write what is said now into every case."""
    for case in cases():
        if not (case / EXPECTED["ja"]).exists():
            print(f"new: {case.name}")
        with tempfile.TemporaryDirectory() as folder:
            for lang, text in said(case, Path(folder)).items():
                (case / EXPECTED[lang]).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write_all()
    sys.exit(0)
