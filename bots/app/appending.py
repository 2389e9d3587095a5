"""The books that recipes add lines to (行追加): looked at before a run, written after it, each line once.

A process may die at any point. What tells whether a book took the place of the old one is the draft beside it:
it lies there until then, and never after.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from bots.app.project import Project
from bots.crashpoints import crashpoint
from bots.errors import BotsError, DataError, Place, Problem
from bots.evidence.folder import RunFolder
from bots.evidence.readings import HIDDEN
from bots.messages.disk import disk_reason
from bots.model import Plan, PlanStep, flat

if TYPE_CHECKING:
    from bots.ledger.facts import LineFacts, Placing

_LOCK = "books.lock"


# --------------------------------------------------------------------------- before a run


def find_books(project: Project, plan: Plan, sheet: Path | None) -> Plan:
    """The plan with its books found. Raises DataError D18 where two recipes mean other files by the
    same words, D19, D82 for the sheet itself, D87 for a book of its results, D83 for a heading that is not there, and what reading raises."""
    from bots.sources.appending import check_book
    from bots.sources.results import books_beside

    books: dict[str, Path] = {}
    headings: dict[str, list[str]] = {}
    beside = books_beside(sheet, project.settings.language) if sheet is not None else ()
    own = {one.resolve() for one in beside}
    for step in _appending(plan):
        file = str(step.args["file"])
        book = _place_of(project, file, (project.home / step.place.file).parent)
        if books.setdefault(file, book) != book:
            raise DataError("D18", Place(file), file=file, places=f"{books[file].parent}、{book.parent}")
        if sheet is not None and book.resolve() == sheet.resolve():
            raise DataError("D82", Place(file), file=file)
        if book.resolve() in own:
            raise DataError("D87", Place(file), file=file)
        headings.setdefault(file, []).extend(step.args["values"])
    for file, book in books.items():
        if book.exists():
            check_book(book, dict.fromkeys(headings[file]))
    kept = {file: _below(project.home, book) for file, book in books.items()}
    return replace(plan, books=kept)


def _appending(plan: Plan) -> Iterator[PlanStep]:
    return (step for step in flat((*plan.each_row, *plan.steps)) if step.task == "append")


def _place_of(project: Project, file: str, beside: Path) -> Path:
    """Where the book lies, or will be made: in the folder of the sheets, else beside the recipe."""
    from bots.sources.lookup import find_data

    try:
        return find_data(file, beside, project.settings.sheets, None)
    except DataError as error:
        if error.problem.code != "D01":
            raise
    return (project.settings.sheets or beside) / file


def _below(home: Path, path: Path) -> str:
    whole = path.absolute()
    return whole.relative_to(home.absolute()).as_posix() if whole.is_relative_to(home.absolute()) else str(whole)


# --------------------------------------------------------------------------- after it


@dataclass(frozen=True, slots=True)
class Added:
    """A book that lines were to be added to: where they are now. `note` tells what a person must know."""

    path: Path
    note: Problem | None = None


def add_lines(project: Project, fallback: Path) -> list[Added]:
    """Add every line that is due to its book, those of earlier runs too. The ledger is open in this thread.

    A book that is open, or cannot take its lines, gets them at the next run; as it would be it is written into
    the folder `fallback`, and that is told."""
    from bots.ledger import lines
    from bots.ledger.connection import one_at_a_time

    if not (lines.due() or lines.placings()):
        return []
    with one_at_a_time(project.settings.ledger, _LOCK):
        for placing in lines.placings():
            _end(project, placing)
        found = sorted(lines.due(), key=lambda one: (one.book, one.id))
        return [
            _add(project, book, list(group), fallback / f"book{number}.xlsx")
            for number, (book, group) in enumerate(groupby(found, key=lambda one: one.book), 1)
        ]


def _end(project: Project, placing: Placing) -> None:
    """End what a dead process began: the draft lies there, or its book does."""
    from bots.ledger import lines

    book = project.home / placing.book
    draft = _draft_of(book, placing.token)
    if draft.exists() or _digest(book) == placing.before:
        lines.give_back(token=placing.token, clock=project.clock)
        draft.unlink(missing_ok=True)
    else:
        lines.added(token=placing.token, clock=project.clock)


def _add(project: Project, name: str, due: Sequence[LineFacts], elsewhere: Path) -> Added:
    """The book with its lines, or why it has not got them yet."""
    from bots.sources.appending import with_lines
    from bots.sources.results import is_open

    book = project.home / name
    told = {"file": book.name, "count": len(due), "place": str(elsewhere)}
    try:
        cells = [_cells(project, one) for one in due]
    except BotsError as error:  # the readings of one of the rows: nothing of it may be left out unnoticed
        return Added(book, Problem("D85", {**told, "reason": error.problem.sentence(project.settings.language)}))
    there = book if book.exists() else None
    try:
        if not is_open(book):
            _place(project, book, due, cells)
            return Added(book, _withheld(book, cells))
        reason = ""
    except (OSError, BotsError) as error:
        reason = _reason(error, project.settings.language)
    try:
        with_lines(there, elsewhere, [_shown(one) for one in cells])
    except (OSError, BotsError) as error:
        return Added(book, Problem("D85", {**told, "reason": _reason(error, project.settings.language)}))
    return Added(elsewhere, Problem("D85" if reason else "D84", {**told, "reason": reason}))


def _place(project: Project, book: Path, due: Sequence[LineFacts], cells: Sequence[Mapping[str, str]]) -> None:
    """Put the lines into the book: draft, intent, exchange, done."""
    from bots.ledger import lines
    from bots.sources.appending import with_lines

    for left in book.parent.glob(_draft_of(book, "?" * 16).name):
        left.unlink()  # of a process that died before it said what it was about to do
    token = secrets.token_hex(8)
    draft = _draft_of(book, token)
    before = _digest(book)
    try:
        with_lines(book if before else None, draft, [_shown(one) for one in cells])
        _sync(draft)
        crashpoint("append.drafted")
        lines.begin(lines=[one.id for one in due], token=token, before=before, clock=project.clock)
        if _digest(book) != before:
            raise DataError("D70", Place(book.name), file=book.name)
        draft.replace(book)
        crashpoint("append.exchanged")
        _sync(book.parent)
    except (OSError, BotsError):
        lines.give_back(token=token, clock=project.clock)
        draft.unlink(missing_ok=True)
        raise
    crashpoint("append.placed")
    lines.added(token=token, clock=project.clock)


def _cells(project: Project, line: LineFacts) -> Mapping[str, str]:
    """The cells of a line, as its row's readings have them. Raises PlaceError P81, P82."""
    from bots.app.facts import readings_of
    from bots.errors import PlaceError

    readings = readings_of(RunFolder(project.settings.logs / line.folder, project.clock), line.position)
    if readings is None or len(readings.lines) <= line.number:
        raise PlaceError("P81", file=f"{line.run}/items/{line.position:04d}/readings.json")
    return readings.lines[line.number].cells


def _shown(cells: Mapping[str, str]) -> dict[str, str]:
    """What may stand in the book: what was hidden is not known here, and `●●●` is no value."""
    return {name: "" if HIDDEN in text else text for name, text in cells.items()}


def _withheld(book: Path, cells: Sequence[Mapping[str, str]]) -> Problem | None:
    hidden = dict.fromkeys(name for one in cells for name, text in one.items() if HIDDEN in text)
    return Problem("D86", {"file": book.name, "names": "、".join(hidden)}) if hidden else None


def _draft_of(book: Path, token: str) -> Path:
    return book.with_name(f".{book.stem}.{token}.xlsx")


def _digest(book: Path) -> str:
    return hashlib.sha256(book.read_bytes()).hexdigest() if book.exists() else ""


def _sync(path: Path) -> None:
    """Make a file, or the names of a folder, last. Windows keeps names by itself."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _reason(error: OSError | BotsError, lang: str) -> str:
    said = error.problem.sentence(lang) if isinstance(error, BotsError) else disk_reason(error)
    return said.rstrip("。.")
