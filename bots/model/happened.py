"""What happened: fields set and compared, pictures, answers of a system, what a step did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from bots.model.values import Target, Value

Rect = tuple[float, float, float, float]  # x, y, width, height in CSS pixels of its picture


@dataclass(frozen=True, slots=True)
class FieldValue:
    """What shall be in one field. `read_back` False = the recipe says that the screen may change it.

    `name` is how the evidence calls it where that is not the word of the recipe: a field that comes again for
    each child row.
    """

    field: Target
    value: Value
    read_back: bool = True
    name: str = ""

    @property
    def called(self) -> str:
        """How the evidence calls it."""
        return self.name or self.field.words


@dataclass(frozen=True, slots=True)
class FieldReading:
    """One field after it was set, or compared: what was put in, what the screen kept.

    `equal` by settled.md 5. `rect` is where it stands on the picture `picture` (index into the
    pictures of its row), None while no picture was taken. `how` tells the route (pass, keys, list, …).
    `came_back` = it stands in another document than that in which it was set, its form having come back.
    """

    field: str
    put: Value
    kept: Value
    equal: bool
    rect: Rect | None = None
    picture: int | None = None
    how: str = ""
    step: str = ""
    seconds: float = 0.0
    came_back: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as taken, before it is written: bytes, what was masked, the rectangles that it shows."""

    data: bytes
    format: Literal["png", "jpeg"]
    width: int
    height: int
    masked: tuple[str, ...] = ()
    rects: Mapping[str, Rect] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file that proves something. `file` is relative to the run's folder; `taken_at` ISO UTC."""

    kind: Literal["picture", "readings", "snapshot", "plan", "report", "other"]
    file: str
    sha256: str
    step: str = ""
    taken_at: str = ""
    masked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signs:
    """Texts that tell the answer to a submit. Only what was not on the page before the press counts.

    `own` is the key of the row, `others` are those of all rows, folded as names are: a success that is said of one of these (a list
    of what was entered before) is not this row's.
    """

    success: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    already: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    busy: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    others: frozenset[tuple[str, ...]] = frozenset()


@dataclass(frozen=True, slots=True)
class Sending:
    """A request about to leave: how, where, its field names. Never its values."""

    mode: Literal["gate", "click"]
    method: str = ""
    path: str = ""
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What followed the press of a submit. `kind`:

    success     the success sign newly appeared         problem   a refusal text newly appeared
    already     the system says that the record exists  both      signs that contradict each other
    nothing     no sign by the deadline, or cut off     unsent    it certainly never left

    `requests` left, `repeats` more were stopped. `kinds` = so many different ones were taken for the submit because
    nothing tells which it is; 0 where a description does, or nothing is held.
    """

    kind: Literal["success", "problem", "already", "both", "nothing", "unsent"]
    sign: str = ""
    dialogs: int = 0
    requests: int = 0
    reason: str = ""
    repeats: int = 0
    kinds: int = 0


@dataclass(frozen=True, slots=True)
class Landing:
    """Where a sign-in that was pressed has led. `kind`:

    ""          nothing speaks against it      secret      a field that hides what is typed still stands there
    failed      an answer with `status`, an HTTP status from 400 on         unanswered  no answer came
    unavailable an answer with `status` 503: nobody has looked at what was sent
    """

    kind: Literal["", "secret", "failed", "unanswered", "unavailable"] = ""
    status: int = 0


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that a step brought: the recipe's name for it, its ending without the dot, its bytes."""

    label: str
    ending: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Question:
    """What a person is asked of a row: the step's path, the question, who is to answer, what is shown (nothing hidden)."""

    step: str
    text: str
    who: str = ""
    shown: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Notice:
    """What a step tells people (通知): the text, the recipe's own words for it, to whom."""

    text: Value
    written: str = ""
    to: str = ""


@dataclass(frozen=True, slots=True)
class NewLine:
    """A line for a book beside the recipe (行追加): the file in the recipe's words, its cells by heading."""

    file: str
    cells: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Effects:
    """What a task did that the engine keeps: saved names, cells of the result book, readings, a note."""

    saved: Mapping[str, Value] = field(default_factory=dict)
    written: Mapping[str, Value] = field(default_factory=dict)
    readings: tuple[FieldReading, ...] = ()
    tables: Mapping[str, tuple[Mapping[str, Value], ...]] = field(default_factory=dict)
    pictures: tuple[str, ...] = ()  # labels of pictures that the engine shall take now
    papers: tuple[str, ...] = ()  # labels of PDFs that it shall make of the page
    files: tuple[Attachment, ...] = ()
    lines: tuple[NewLine, ...] = ()
    notices: tuple[Notice, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class StepResult:
    """One step carried out. `outcome`: done, skipped (its condition did not hold), or the error's code."""

    path: str
    task: str
    attempt: int
    outcome: str
    seconds: float
    readings: tuple[FieldReading, ...] = ()
