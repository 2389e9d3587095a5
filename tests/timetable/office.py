"""A hall with an intake folder, and the looks of a `bots serve` without the rest of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from bots.app.project import Project
from bots.errors import Problem
from bots.ledger.facts import DueFacts
from bots.model import DueState
from bots.timetable.answers import answer
from bots.timetable.entry import Entry
from bots.timetable.intake import Taken
from bots.timetable.starting import begin_due
from bots.timetable.timetable_file import read_timetable
from bots.workers.intake import Intake
from tests.hall import Hall, people

NAME = "山田太郎の寄附.xlsx"


@dataclass
class Heard:
    """What a `bots serve` would tell."""

    dues: list[DueFacts] = field(default_factory=list)
    troubles: list[Problem] = field(default_factory=list)

    def arrived(self, due: DueFacts) -> None:
        self.dues.append(due)

    def troubled(self, entry: Entry, problem: Problem) -> None:
        self.troubles.append(problem)


@dataclass
class Office:
    """A hall with an intake, and a `bots serve` of which the looks alone are at work."""

    hall: Hall
    folder: Path
    heard: Heard = field(default_factory=Heard)

    @classmethod
    def open(cls, home: Path, more: str = "") -> Office:
        hall = Hall.open(home, people(1))
        folder = home.parent / f"{home.name}-受付"
        folder.mkdir()
        text = f"時間割:\n  寄附: {{レシピ: 登録, フォルダー: '{folder}', ファイル名: '*寄附*.xlsx'{more}}}\n"
        (home / "config/timetable.yaml").write_text(text, encoding="utf-8")
        return cls(hall, folder)

    @property
    def project(self) -> Project:
        made = self.hall.project
        made.open_ledger()
        return made

    def put(self, count: int = 3, name: str = NAME, rows: Sequence[dict[str, object]] | None = None) -> bytes:
        """Put a book into the intake, whole at once; its bytes."""
        made = self.hall.sheet(people(count) if rows is None else rows, "neu.xlsx")
        made.rename(self.folder / name)
        return (self.folder / name).read_bytes()

    def intake(self) -> Intake:
        return Intake(self.hall.project, lambda: read_timetable(self.hall.home).due, self.heard)

    def rounds(self, count: int = 2) -> None:
        """Looks with time between them."""
        intake = self.intake()
        for _ in range(count):
            intake.round()
            self.hall.clock.move(11)

    def files(self, sub: str = "") -> list[str]:
        """What people called the files of a subfolder; what lies in it under another name as it is."""
        place = self.folder / sub
        found = [one.name for one in sorted(place.iterdir()) if one.is_file()] if place.is_dir() else []
        return [taken.name if (taken := Taken.of(one)) is not None else one for one in found]

    def dues(self) -> list[DueFacts]:
        from bots.ledger import dues

        now = self.project.clock.now()
        return dues.between(now - timedelta(days=9), now + timedelta(days=1))

    def go(self, file: str = "") -> DueFacts:
        answer(self.project, "寄附", go=True, file=file)
        return next(one for one in self.dues() if one.state is DueState.DUE)

    def work(self) -> str:
        """Carry out what was let go; its run."""
        (due,) = (one for one in self.dues() if one.state is DueState.DUE)
        run = begin_due(self.project, due.id)
        self.hall.carry_out(run)
        return run


def entered(office: Office) -> list[str]:
    return [str(one["番号"]) for one in office.hall.system.truth()]


def bad_book(path: Path) -> None:
    path.write_bytes(b"no book at all")
