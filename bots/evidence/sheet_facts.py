"""What is told of a sheet before any run, as plain data: for the terminal, for programs, for a page.

No text here holds what a hidden column holds: whoever makes these facts has masked it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class RowName:
    """A row as people find it: its place in the sheet, its key."""

    place: str
    key: str


@dataclass(frozen=True, slots=True)
class FaultFacts:
    """What is wrong with a cell, or with a row as a whole (then `column` and `text` are blank)."""

    row: RowName
    column: str
    text: str
    code: str
    sentence: str
    hint: str


@dataclass(frozen=True, slots=True)
class RuleFacts:
    """A rule, and the rows that it leaves out."""

    rule: str
    rows: tuple[RowName, ...]


@dataclass(frozen=True, slots=True)
class ExampleFacts:
    """A value before and after a filter."""

    row: RowName
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangeFacts:
    """A filter of a field: how many values it changes, of how many of them nothing may be seen, the first others."""

    field: str
    filter: str
    count: int
    hidden: int
    examples: tuple[ExampleFacts, ...]


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """A character that needs a look (外字): why, in which cells, what may stand for it (`𠮷 U+20BB7 → 吉 U+5409`)."""

    letter: str
    code: str
    why: str
    places: tuple[str, ...]
    proposal: str = ""


@dataclass(frozen=True, slots=True)
class NoteFacts:
    """What is done with a value of a row that a person should know of."""

    row: RowName
    sentence: str


@dataclass(frozen=True, slots=True)
class StandingFacts:
    """Rows that the register knows in one state: its word, mark and tint, and of each row why it is so. They are left
    as they are, or `looked_up` at the end of the run."""

    state: str
    word: str
    mark: str
    tint: str
    rows: tuple[NoteFacts, ...]
    looked_up: bool = False


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """A sheet as a run would take it. `enter` + `faulty` + `left` + the rows of `standing` = `total` rows.

    `encoding` is that of a text file, else blank; `skipped` are the numbers of the lines that a rule says are no
    rows; `as_read` tells both in sentences.
    """

    title: str
    recipe: str
    where: str  # section in charge, systems
    file: str
    sheet: str
    read_at: datetime
    encoding: str
    skipped: tuple[int, ...]
    as_read: tuple[str, ...]
    total: int
    enter: int
    standing: tuple[StandingFacts, ...]
    faulty: int
    left: int
    faults: tuple[FaultFacts, ...]
    left_out: tuple[RuleFacts, ...]
    changes: tuple[ChangeFacts, ...]
    letters: tuple[LetterFacts, ...]
    notes: tuple[NoteFacts, ...]
    fields: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]  # row number, then the fields

    def rules(self) -> tuple[RuleFacts, ...]:
        """The faults by what is wrong, the most frequent first, each with the cells where it is so."""
        found: dict[str, list[RowName]] = defaultdict(list)
        for one in self.faults:
            found[one.sentence].append(one.row)
        made = [RuleFacts(rule, tuple(rows)) for rule, rows in found.items()]
        return tuple(sorted(made, key=lambda one: -len(one.rows)))

    def to_json(self) -> dict[str, Any]:
        """For `--json`."""
        return {
            "rows": self.total,
            "encoding": self.encoding,
            "skipped": list(self.skipped),
            "enter": self.enter,
            "standing": {one.state: [asdict(row) for row in one.rows] for one in self.standing},
            "faulty": self.faulty,
            "left": self.left,
            "fields": list(self.fields),
            "values": [list(line) for line in self.lines],
            "faults": [asdict(one) for one in self.faults],
            "left_out": [asdict(one) for one in self.left_out],
            "changes": [asdict(one) for one in self.changes],
            "letters": [asdict(one) for one in self.letters],
            "notes": [asdict(one) for one in self.notes],
        }
