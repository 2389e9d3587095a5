"""What one row has met so far in this run; turned into its readings file at its end."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, field, replace

from bots.engine.telling import Telling
from bots.evidence.hidden import Hidden
from bots.model import (
    Evidence,
    FieldReading,
    NewLine,
    Notice,
    Picture,
    Question,
    Row,
    StepResult,
    Value,
)


@dataclass(slots=True)
class Shot:
    """A picture of the row: what it shows, and its file once the journal has written it."""

    label: str
    step: str
    picture: Picture
    evidence: Future[Evidence]


@dataclass(slots=True)
class RowRecord:
    """Everything a row collects over its steps. One per try of a row; the last one is kept."""

    row: Row | None
    position: int
    attempt: int = 1
    hidden: Hidden = field(default_factory=Hidden)
    saved: dict[str, Value] = field(default_factory=dict)
    written: dict[str, Value] = field(default_factory=dict)
    readings: list[FieldReading] = field(default_factory=list)
    results: list[StepResult] = field(default_factory=list)
    shots: list[Shot] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)  # of 通知
    asked: list[Question] = field(default_factory=list)  # of 人に確認, where somebody had to answer
    lines: list[NewLine] = field(default_factory=list)  # of 行追加
    files: list[tuple[str, Future[Evidence]]] = field(default_factory=list)  # of 保存名, PDF保存
    telling: Telling = field(default_factory=Telling)
    pictured: int = 0  # readings[:pictured] are on a picture
    looked: int = 0  # readings[:looked] had their second look, before their page was left

    def __post_init__(self) -> None:
        self.telling.hidden = self.hidden

    def unpictured(self) -> list[FieldReading]:
        """Readings that no picture shows yet."""
        return self.readings[self.pictured :]

    def add_shot(self, shot: Shot) -> None:
        """Take a picture in, and note on each reading that is new, or that it shows again, where it stands on it."""
        index = len(self.shots)
        self.shots.append(shot)
        last = {reading.field: at for at, reading in enumerate(self.readings)}
        for at, reading in enumerate(self.readings):
            if at >= self.pictured or (reading.field in shot.picture.rects and last[reading.field] == at):
                rect = shot.picture.rects.get(reading.field, reading.rect)
                self.readings[at] = replace(reading, rect=rect, picture=index)
        self.pictured = self.looked = len(self.readings)

    def label(self, wanted: str) -> str:
        """`wanted`, or the next number where that is none or a picture of that label is there already."""
        taken = {shot.label for shot in self.shots}
        if wanted and wanted not in taken:
            return wanted
        return next(str(n) for n in range(1, len(taken) + 2) if str(n) not in taken)
