"""Everything a report tells, as plain frozen data; rendering needs nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

from bots.model import Rect


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """A picture of a row. Its bytes are in `data`, or read from `path` when the row is rendered.

    `label` is before, submitted, after, error or a name that the recipe gave. `width` and `height` are in CSS
    pixels, as the rectangles of its readings are. `masked` names the fields
    that were hidden before it was taken.
    """

    label: str
    width: int
    height: int
    data: bytes = b""
    path: Path | None = None
    format: Literal["png", "jpeg"] = "png"
    sha256: str = ""
    taken_at: datetime | None = None
    masked: tuple[str, ...] = ()

    def load(self) -> tuple[bytes, Literal["ok", "missing", "changed"]]:
        """The bytes, and whether they are what was recorded. A lost picture is told, not raised."""
        data = self.data
        if not data and self.path is not None:
            try:
                data = self.path.read_bytes()
            except OSError:
                return b"", "missing"
        if not data:
            return b"", "missing"
        if self.sha256 and hashlib.sha256(data).hexdigest() != self.sha256:
            return data, "changed"
        return data, "ok"


@dataclass(frozen=True, slots=True)
class ReadingFacts:
    """One field: what the sheet said (None if it does not come from one column), put in, kept.

    For hidden fields the three texts are never shown, whatever they hold.
    """

    field: str
    put: str
    kept: str
    equal: bool
    column: str = ""
    sheet: str | None = None
    hidden: bool = False
    rect: Rect | None = None
    picture: int | None = None
    step: str = ""


@dataclass(frozen=True, slots=True)
class CellFacts:
    """What the sheet says in one column of a row of which nothing was put in. `faulty` = the row ended as
    it did because of this cell. Of a hidden column nothing is shown, whatever `text` holds."""

    column: str
    text: str
    hidden: bool = False
    faulty: bool = False


@dataclass(frozen=True, slots=True)
class StepFacts:
    """A step that was carried out. `title` says it in words.

    `line` is the recipe's own line at `place`. `at` and `seconds` are in seconds, `at` from
    the start of the row. `outcome` is done, skipped, or a sentence that says what stopped it.
    `commits` = the point of no return.
    """

    title: str
    line: str = ""
    place: str = ""
    at: float = 0.0
    seconds: float = 0.0
    outcome: str = "done"
    commits: bool = False


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A file that the start or the finish of a run brought. `label` is what the recipe calls it, `file` where it lies
    in the run's folder; `step` is the recipe's own line at `place`, or the name of the step."""

    label: str
    file: str
    step: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class RowFacts:
    """A row of the sheet and how it ended. `position` counts from 1; `origin` reads `受付!17`.

    `label` is a second way to know it (a name), `reason` why it ended so, `advice` what to do next
    ("" = the words that belong to its state), `receipt` what the system gave back. `doubted` = its
    files were changed after the run, so nothing of it is shown as proved. `by_hand` = a person says that it was
    entered by hand. `cells` are shown where there
    are no readings.
    """

    position: int
    origin: str
    key: tuple[str, ...]
    state: str
    label: str = ""
    reason: str = ""
    advice: str = ""
    receipt: str = ""
    seconds: float = 0.0
    unfinished: bool = False
    pictures: tuple[PictureFacts, ...] = ()
    readings: tuple[ReadingFacts, ...] = ()
    cells: tuple[CellFacts, ...] = ()
    steps: tuple[StepFacts, ...] = ()
    written: Mapping[str, str] = field(default_factory=dict)
    lines: tuple[tuple[str, Mapping[str, str]], ...] = ()  # for other books: the file, the cells by heading
    notes: tuple[str, ...] = ()
    files: tuple[tuple[str, str], ...] = ()  # what they are called, where they are in the run's folder
    doubted: bool = False
    by_hand: bool = False

    @property
    def key_text(self) -> str:
        """The key on one line."""
        return " ／ ".join(self.key)


@dataclass(frozen=True, slots=True)
class RunFacts:
    """A run. Times are aware and shown in Tokyo time. `second_label` heads the labels of its rows.

    `sheet_read` tells how the sheet was read; `state` is a RunState; `reason` why it stopped; `notes` what must
    be told of the run as a whole; `altered` a sentence for each file that was changed after the run; `files`
    those that belong to no row.
    """

    run: str
    title: str
    recipe_id: str
    recipe_file: str
    system: str
    environment: str
    mode: Literal["run", "rehearse"]
    started: datetime
    rows: tuple[RowFacts, ...]
    ended: datetime | None = None
    owner: str = ""
    sheet_file: str = ""
    sheet_name: str = ""
    sheet_read: tuple[str, ...] = ()
    asked_by: str = ""
    guarantee: Literal["gate", "click"] = "gate"
    probe: bool = False  # rows in doubt can be looked up (照会)
    browser: str = ""
    program: str = ""
    state: str = "finished"
    reason: str = ""
    key_label: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    altered: tuple[str, ...] = ()
    files: tuple[FileFacts, ...] = ()

    def count_states(self) -> dict[str, int]:
        """Rows by state, each of them once: `done` are those without the `unfinished`. Counted from the
        rows themselves."""
        found: dict[str, int] = {}
        for row in self.rows:
            state = "unfinished" if row.unfinished else row.state
            found[state] = found.get(state, 0) + 1
        return found
