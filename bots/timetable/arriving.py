"""What arrives in an intake folder: which files are complete, what keeps the others, and how one is claimed.

A folder on a share tells nobody of its changes: it is looked at every few seconds, and a file has arrived when it has not
changed for a while, nobody has it open, and it can be read. It is claimed by a new name: of any number of processes on any
machines the disk lets one do that.
"""

from __future__ import annotations

import os
import stat
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path

from bots.app.project import Project
from bots.crashpoints import crashpoint
from bots.errors import Problem
from bots.messages.disk import disk_reason
from bots.sources.results import is_open
from bots.timetable.intake import (
    IN_PROGRESS,
    Taken,
    folder_of,
    mark_of_ledger,
    patterns_of,
    subfolder,
    takes,
)
from bots.timetable.timetable_file import Timetable

SETTLED = 10.0
"""Seconds for which a file must not have changed: somebody may be copying it still."""
LYING = 600.0
"""Seconds after which people are told of a file that cannot be taken."""
PATIENCE = 3.0  # seconds that somebody who asks waits for a share that does not answer

_UNFINISHED = (".tmp", ".part", ".partial", ".crdownload", ".download", ".filepart")
_OF_THE_DESKTOP = ("thumbs.db", "desktop.ini")
# What keeps a file, as people are told.
_KEPT = {
    "open": ("開いたままか、開いていた印（~$ で始まるファイル）が残っている", "it is open, or the mark of that (a file ~$…) was left behind"),
    "changing": ("まだ書き込み中", "it is still being written"),
    "empty": ("中身がない", "it is empty"),
    "unreadable": ("読み取れない、または名前が使えない", "it cannot be read, or its name cannot be used"),
    "fixed": ("名前を変えられない（だれかが開いているか、権限がない）", "it cannot be renamed: somebody has it open, or it is not allowed"),
    "name": ("どの項目の「ファイル名」にも合わない", "its name is that of no entry's files"),
    "nobody": ("bots serve が動いていないか、休止中", "bots serve is not at work, or the entry is paused"),
}  # fmt: skip


@dataclass(slots=True)
class _Seen:
    """A file at the last look: its size and time, since when they have been these, and since when it has been there (both in
    seconds of the monotonic clock)."""

    size: int
    changed: int
    same_since: float
    there_since: float
    kept: str = "changing"


@dataclass(slots=True)
class Watcher:
    """The looks at one intake. Whoever begins anew sees every file for the first time and waits once more."""

    folder: Path
    settled: float = SETTLED
    _seen: dict[str, _Seen] = field(default_factory=dict)

    def look(self, patterns: Sequence[str], now: float) -> list[str]:
        """The names of the files that have arrived, at the moment `now` of the monotonic clock. Raises OSError where the
        folder cannot be looked at."""
        there = {name: (size, changed) for name, size, changed in _files(self.folder)}
        self._seen = {name: one for name, one in self._seen.items() if name in there}
        arrived = []
        for name, (size, changed) in sorted(there.items()):
            seen = self._seen.setdefault(name, _Seen(size, changed, now, now))
            if (seen.size, seen.changed) != (size, changed):
                seen.size, seen.changed, seen.same_since = size, changed, now
            seen.kept = _keeps(self.folder / name, size, patterns)
            if not seen.kept and now - seen.same_since < self.settled:
                seen.kept = "changing"
            if not seen.kept:
                arrived.append(name)
        return arrived

    def cannot_claim(self, name: str) -> None:
        """It had arrived, and could not be renamed: it lies there."""
        self._seen[name].kept = "fixed"

    def lying(self, now: float) -> Problem | None:
        """T60 where files lie there that could not be taken for long."""
        return _lying(self.folder, Counter(one.kept for one in self._seen.values() if one.kept and now - one.there_since >= LYING))


def claim(project: Project, folder: Path, name: str) -> Path | None:
    """Take a file that has arrived: where it lies from now on, or None where somebody else was quicker. The ledger is open.
    Raises OSError."""
    place = subfolder(folder, IN_PROGRESS, project)
    place.mkdir(exist_ok=True)
    target = place / Taken.now(project.clock.now(), mark_of_ledger(), name).text
    crashpoint("intake.claim.before")
    try:
        (folder / name).rename(target)
    except FileNotFoundError:
        return None
    crashpoint("intake.claim.after")
    return target


def standing_of(project: Project, timetable: Timetable) -> tuple[Problem, ...]:
    """What people must know of the intakes now: T59 of one that cannot be looked at, T60 of files that have lain for long.
    Files that arrived a moment ago are no matter."""
    patterns: dict[Path, list[str]] = {}
    for entry in timetable.due:
        if entry.folder:
            patterns.setdefault(folder_of(project, entry), []).extend(patterns_of(entry))
    now = project.clock.now()
    found = [_answered(folder, partial(_left, folder, names, now)) for folder, names in patterns.items()]
    return tuple(one for one in found if one is not None)


def unreachable(folder: Path, reason: str) -> Problem:
    """T59."""
    return Problem("T59", {"folder": str(folder), "reason": reason})


def _answered(folder: Path, look: Callable[[], Problem | None]) -> Problem | None:
    """What a look says; T59 for a share that does not answer, which would hold up whoever asks."""
    said: list[Problem | None] = []

    def ask() -> None:
        try:
            said.append(look())
        except OSError as error:
            said.append(unreachable(folder, disk_reason(error)))

    asking = threading.Thread(target=ask, name=f"look {folder}", daemon=True)
    asking.start()
    asking.join(PATIENCE)
    return said[0] if said else unreachable(folder, "The share is not connected")


def _left(folder: Path, patterns: Sequence[str], now: datetime) -> Problem | None:
    """The same as `lying` of one who sees the files for the first time, and knows by their times how long they lie."""
    old = [(name, size) for name, size, changed in _files(folder) if now.timestamp() - changed / 1e9 >= LYING]
    return _lying(folder, Counter(_keeps(folder / name, size, patterns) or "nobody" for name, size in old))


def _lying(folder: Path, kept: Counter[str]) -> Problem | None:
    if not kept:
        return None
    told = [[_KEPT[why][at] for why in _KEPT if kept[why]] for at in (0, 1)]
    return Problem("T60", {
        "folder": str(folder), "count": kept.total(), "minutes": int(LYING // 60), "reason": "、".join(told[0]), "reason_en": "; ".join(told[1]),
    })  # fmt: skip


def _files(folder: Path) -> Iterator[tuple[str, int, int]]:
    """Name, bytes and time (ns) of each file that people put there; no links, nothing hidden, nothing that programs leave."""
    with os.scandir(folder) as found:
        for one in found:
            try:
                facts = one.stat(follow_symlinks=False)
            except FileNotFoundError:
                continue  # taken away at this moment
            hidden = bool(getattr(facts, "st_file_attributes", 0) & stat.FILE_ATTRIBUTE_HIDDEN)
            if stat.S_ISREG(facts.st_mode) and not hidden and not _is_left_by_a_program(one.name):
                yield one.name, facts.st_size, facts.st_mtime_ns


def _is_left_by_a_program(name: str) -> bool:
    plain = name.casefold()
    return plain.startswith((".", "~")) or plain.endswith(_UNFINISHED) or plain in _OF_THE_DESKTOP


def _keeps(path: Path, size: int, patterns: Sequence[str]) -> str:
    """What keeps a file from being taken at this moment, or ""."""
    if not takes(patterns, path.name):
        return "name"
    if is_open(path):
        return "open"
    if not size:
        return "empty"
    try:
        path.name.encode()
        with path.open("rb") as file:
            file.read(1)
    except PermissionError as error:
        return "open" if getattr(error, "winerror", 0) in (32, 33) else "unreadable"
    except (OSError, UnicodeEncodeError):
        return "unreadable"
    return ""
