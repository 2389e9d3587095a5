"""A file that was taken out of an intake is looked at as `bots preview` does, and becomes a row of the ledger: a person is
asked, with the figures, or it is refused as a whole, with the reason.

Always a person: what is sent cannot be called back, and a file that somebody put into the wrong folder must not leave it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from bots.app.preview import Preview, preview_of_prepared
from bots.app.project import Project
from bots.app.request import check_rows, prepare
from bots.app.unexpected import unexpected
from bots.clock import in_tokyo
from bots.crashpoints import crashpoint
from bots.errors import BotsError, Problem
from bots.ledger.facts import ArrivalFacts, Claim, DueFacts
from bots.model import DueState
from bots.timetable.entry import Entry, asked_for
from bots.timetable.intake import IN_PROGRESS, Taken, mark_of_ledger, patterns_of, takes

_A_FILE = ("ファイル", "the file")  # what people are told in place of its name, which may be that of a person


@dataclass(frozen=True, slots=True)
class Held:
    """A file that was taken out of the intake `folder` and lies at `path`; the files of its results lie beside it."""

    folder: Path
    path: Path
    taken: Taken

    @property
    def held(self) -> str:
        """As the ledger calls it: subfolder and name."""
        return f"{self.path.parent.name}/{self.path.name}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an entry says of the files that it takes; `asked` as `Entry.asked` makes it."""

    entry: str
    asked: Mapping[str, object]
    priority: int = 0


def held_in(folder: Path) -> Iterator[list[Held]]:
    """What this ledger took out of an intake and has not put away: each file, with those of its results after it. The ledger
    is open. Raises OSError."""
    mark, found = mark_of_ledger(), dict[datetime, list[Held]]()
    for place in (folder / word for word in IN_PROGRESS):
        for path in sorted(place.iterdir()) if place.is_dir() else ():
            taken = Taken.of(path.name)
            if taken is not None and taken.mark == mark and path.is_file():
                found.setdefault(taken.moment, []).append(Held(folder, path, taken))
    for moment in sorted(found):
        yield sorted(found[moment], key=lambda one: len(one.taken.name))


def due_of(held: Held) -> DueFacts | None:
    """What became of a file, or None: nobody has looked at it yet."""
    from bots.ledger import dues

    return dues.of_file(held.taken.moment, held.taken.stamp)


def entry_of(entries: Iterable[Entry], held: Held) -> Entry | None:
    """Which of the entries of its folder takes it."""
    return next((one for one in entries if takes(patterns_of(one), held.taken.name)), None)


def take_in(project: Project, wanted: Wanted, held: Held, died: Problem | None = None) -> bool:
    """Look at a file and put it into the ledger; False where somebody else was quicker. With `died` it is not looked at, and
    refused. The file stays where it is. One whose moment another file of the entry has gets a new name, and is found under that."""
    from bots.ledger import dues

    project.open_ledger()
    digest = _digest(held.path)
    digest, one = _looked_at(project, wanted, held, digest) if died is None else (digest, _refusal(held, died))
    crashpoint("intake.row.before")
    file = ArrivalFacts(str(held.folder), held.held, digest)
    mine = dues.arrive(
        entry=wanted.entry, one=one, arrival=file, asked=wanted.asked, priority=wanted.priority, clock=project.clock
    )
    if not mine and due_of(held) is None:
        again = Taken.now(project.clock.now(), held.taken.mark, held.taken.name)
        held.path.rename(held.path.with_name(again.text))
    return mine


def told_without_name(problem: Problem, names: Iterable[str]) -> dict[str, str]:
    """The words `reason` and `advice` of T54 for a problem of a file: what people are told by mail, without its name."""
    told: dict[str, str] = {}
    for at, (lang, end) in enumerate((("ja", ""), ("en", "_en"))):
        plain = replace(problem, words={key: _hidden(value, names, _A_FILE[at]) for key, value in problem.words.items()})
        told |= {f"reason{end}": plain.sentence(lang), f"advice{end}": plain.hint(lang)}
    return {"code": problem.code, "cell": problem.place.cell, **told}


def _looked_at(project: Project, wanted: Wanted, held: Held, digest: str) -> tuple[str, Claim]:
    """The SHA-256 of what was looked at, and what becomes of it."""
    from bots.ledger import dues

    try:
        prepared = prepare(project, replace(asked_for(wanted.asked), data=held.path))
        seen = preview_of_prepared(project, prepared)
        check_rows(seen.plan, seen.table)
    except Exception as error:  # whatever it is, the file is set aside with it and not lost
        problem = error.problem if isinstance(error, BotsError) else unexpected(error).problem
        return digest, _refusal(held, problem)
    digest = seen.table.sha256
    earlier = dues.earlier_bytes(digest, held.taken.moment)
    words = _figures(seen, wanted.entry)
    if earlier is None:
        return digest, Claim(held.taken.moment, DueState.ASKING, "T52", words)
    when = f"{in_tokyo(earlier.due_at):%Y-%m-%d %H:%M}"
    return digest, Claim(held.taken.moment, DueState.ASKING, "T53", {**words, "when": when})


def _refusal(held: Held, problem: Problem) -> Claim:
    return Claim(held.taken.moment, DueState.REFUSED, "T54", told_without_name(problem, (held.path.name, held.taken.name)))


def _figures(seen: Preview, entry: str) -> dict[str, object]:
    return {
        "entry": entry, "rows": len(seen.table.rows), "enter": len(seen.lines), "known": len(seen.standing),
        "faulty": seen.faulty, "left": seen.left_out,
    }  # fmt: skip


def _hidden(value: object, names: Iterable[str], instead: str) -> object:
    if not isinstance(value, str):
        return value
    for name in names:
        value = value.replace(name, instead)
    return value


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
