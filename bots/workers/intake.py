"""The intake folders of a machine, looked at in a thread of their own: a share that hangs holds up nothing else.

A round claims what has arrived, has a child look at what was claimed and is not in the ledger yet, and puts away what is
over. It keeps nothing: what a dead process claimed is found in the folder by whoever comes next.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Protocol

from bots.app.project import Project
from bots.app.unexpected import unexpected
from bots.errors import BotsError, Problem
from bots.ledger.connection import close_ledger
from bots.ledger.facts import DueFacts
from bots.messages.disk import disk_reason
from bots.model import DueState
from bots.timetable.arriving import SETTLED, Watcher, claim, unreachable
from bots.timetable.entry import Entry
from bots.timetable.intake import folder_of, patterns_of, takes
from bots.timetable.pausing import pause_of
from bots.timetable.putting_away import move, put_away
from bots.timetable.taking_in import Held, Wanted, due_of, entry_of, held_in, take_in
from bots.workers.looking import DONE, NOT_NOW, OTHERS

LOOK = 3.0  # seconds between two looks
LONGEST = 600.0  # seconds that a child has for a file
TRIES = 2  # children that may die at one file
SILENT = 120.0  # seconds after which a share that does not answer is told
_OF_OTHERS = timedelta(minutes=1)  # so long a file that another process has claimed is left to it
_REMEMBERED = timedelta(days=90)  # so long the intakes of entries that are gone are looked after
_GIVEN_UP = 5.0  # seconds that a round has for its end


class Hears(Protocol):
    """Who hears of files: `serve` shows it and tells the owner."""

    def arrived(self, due: DueFacts) -> None:
        """A file is in the ledger: it asks, or was refused."""

    def troubled(self, entry: Entry, problem: Problem) -> None:
        """Something keeps the files of an entry."""


@dataclass(slots=True)
class Intake:
    """The looks of one `bots serve`. `entries` tells which are in force; `settled` is how long a file must not have changed."""

    project: Project
    entries: Callable[[], Sequence[Entry]]
    hears: Hears
    settled: float = SETTLED
    _watchers: dict[Path, Watcher] = field(default_factory=dict)
    _claimed: set[Path] = field(default_factory=set)
    _died: Counter[Path] = field(default_factory=Counter)
    _told: dict[Path, str] = field(default_factory=dict)
    _ending: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None
    _at: tuple[float, Path, Entry] | None = None  # since when a folder is being looked at

    def start(self) -> None:
        """Begin to look."""
        self._thread = threading.Thread(target=self._look_on, name="intake", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End. One that hangs at a share ends with the process."""
        self._ending.set()
        if self._thread is not None:
            self._thread.join(_GIVEN_UP)

    def check(self) -> None:
        """Tell of a share that does not answer; asked by another thread."""
        at = self._at
        if at is not None and self.project.clock.monotonic() - at[0] >= SILENT:
            self._say(at[1], at[2], unreachable(at[1], "The share is not connected"))

    def round(self) -> None:
        """Look at every intake once. Raises BotsError where the ledger cannot be reached."""
        from bots.ledger import dues

        self.project.open_ledger()
        entries: dict[Path, list[Entry]] = {}
        for entry in self.entries():
            if entry.folder:
                entries.setdefault(folder_of(self.project, entry), []).append(entry)
        for folder, mine in entries.items():
            self._watched(folder, mine)
        for folder in map(Path, dues.folders(self.project.clock.now() - _REMEMBERED)):
            if folder not in entries and folder.is_dir():
                self._see_to_held(folder, ())

    # ------------------------------------------------------------------ one intake

    def _look_on(self) -> None:
        try:
            while not self._ending.is_set():
                try:
                    self.round()
                except Exception as error:  # a ledger or a share that cannot be reached now can be in a moment
                    problem = error.problem if isinstance(error, BotsError) else unexpected(error).problem
                    for entry in self.entries():
                        if entry.folder:
                            self._say(folder_of(self.project, entry), entry, problem)
                self._ending.wait(LOOK)
        finally:
            close_ledger()

    def _watched(self, folder: Path, entries: Sequence[Entry]) -> None:
        self._at = (self.project.clock.monotonic(), folder, entries[0])
        try:
            self._claim(folder, entries)
            self._at = None  # a child may take its time with a book
            self._see_to_held(folder, entries)
        except OSError as error:
            self._say(folder, entries[0], unreachable(folder, disk_reason(error)))
        finally:
            self._at = None

    def _claim(self, folder: Path, entries: Sequence[Entry]) -> None:
        from bots.ledger import pauses

        paused = pauses.held(self.project.clock.now())
        awake = [one for one in entries if pause_of(one.name, paused) is None]
        watcher = self._watchers.setdefault(folder, Watcher(folder, self.settled))
        now = self.project.clock.monotonic()
        arrived = watcher.look([name for one in entries for name in patterns_of(one)], now)
        for name in arrived:
            if any(takes(patterns_of(one), name) for one in awake):
                self._claim_one(watcher, name)
        lying = watcher.lying(now)
        if lying is not None:
            self._say(folder, entries[0], lying)
        else:
            self._told.pop(folder, None)

    def _claim_one(self, watcher: Watcher, name: str) -> None:
        try:
            path = claim(self.project, watcher.folder, name)
        except OSError:  # of this file; a folder that is not there any more is found by the next look
            watcher.cannot_claim(name)
        else:
            if path is not None:
                self._claimed.add(path)

    def _see_to_held(self, folder: Path, entries: Sequence[Entry]) -> None:
        for files in held_in(folder):
            due = due_of(files[0])
            if due is not None:
                self._put_away(due, files, entries)
            elif self._ending.is_set():
                return
            elif files[0].path not in self._claimed and self.project.clock.now() - files[0].taken.moment < _OF_OTHERS:
                continue
            elif (entry := entry_of(entries, files[0])) is not None:
                self._look_at(entry, files[0])
            else:  # it was claimed for an entry that is gone: back to where people put it
                move(files[0].path, folder / files[0].taken.name)

    def _put_away(self, due: DueFacts, files: Sequence[Held], entries: Sequence[Entry]) -> None:
        try:
            put_away(self.project, due, files)
        except OSError as error:
            told = Problem("T64", {"folder": str(files[0].folder), "reason": disk_reason(error)})
            if entries:
                self._say(files[0].path, entries[0], told)

    def _look_at(self, entry: Entry, held: Held) -> None:
        """By a child; after so many that died the file is refused unseen."""
        wanted = Wanted(entry.name, entry.asked(), entry.priority)
        if self._died[held.path] < TRIES:
            code, problem = self._child(wanted, held)
            if self._ending.is_set():
                return
            if problem is not None:
                self._say(held.path, entry, problem)
            self._died[held.path] += code not in (DONE, OTHERS, NOT_NOW)
            mine = code == DONE
        else:
            mine = take_in(self.project, wanted, held, died=Problem("T58", {"times": TRIES}))
        due = due_of(held) if mine else None
        if due is not None and due.state in (DueState.ASKING, DueState.REFUSED):
            self.hears.arrived(due)

    def _child(self, wanted: Wanted, held: Held) -> tuple[int, Problem | None]:
        """Its exit code, and why the file could not be put into the ledger; it is ended where it takes too long, or all ends:
        nothing is lost by that."""
        command = [sys.executable, "-m", "bots.workers.looking", "--home", str(self.project.home)]
        told: str | None = json.dumps({"wanted": asdict(wanted), "folder": str(held.folder), "path": str(held.path)})
        child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
        said, until = "", self.project.clock.monotonic() + LONGEST
        while True:
            try:
                said, _ = child.communicate(told, timeout=0.2)
                break
            except subprocess.TimeoutExpired:
                told = None  # it has been handed over
                if self._ending.is_set() or self.project.clock.monotonic() >= until:
                    child.kill()
        if child.returncode != NOT_NOW:
            return child.returncode, None
        problem = json.loads(said)
        return NOT_NOW, Problem(problem["code"], problem["words"])

    def _say(self, about: Path, entry: Entry, problem: Problem) -> None:
        """Once: it is found again at every look."""
        if self._told.get(about) != problem.code:
            self._told[about] = problem.code
            self.hears.troubled(entry, problem)
