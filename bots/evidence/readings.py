"""The document of one row, `items/0017/readings.json`: the sheet, put in, kept by the screen.

Besides the snapshot of the sheet and the pictures this is the only file in which personal values
stand. A hidden value is `●●●` in it, whatever its length; `equal` alone tells that it was kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Self

from bots.errors import PlaceError
from bots.evidence.hidden import Hidden
from bots.japan.hiding import PAINT
from bots.japan.width import fold
from bots.model import (
    Evidence,
    FieldReading,
    NewLine,
    Notice,
    Picture,
    Question,
    Rect,
    Row,
    StepResult,
    Value,
)

HIDDEN = PAINT
_FORMAT = 1
# A code of a request or a notification may be that of its kind; one of the reception itself is the row's own.
_RECEIPT = re.compile(r"(受付|受理|申請|登録|承認|届出).{0,4}(番号|No|№)|(受付|受理)コード|receipt|reference", re.IGNORECASE)
_DIGITS = 3


def shown(value: Value, hidden: Hidden) -> str:
    """The text of `value` as people may read it: nothing of it if it is hidden, else without what is
    hidden elsewhere and without Individual Numbers."""
    return HIDDEN if value.hidden else hidden.painted(value.reveal())


def receipt_column(names: Iterable[str]) -> str:
    """The first of the column names that says that a receipt stands in it; "" = none does."""
    return next((name for name in names if _RECEIPT.search(name)), "")


def receipt_in(written: Mapping[str, str]) -> str:
    """What the system gave back for a row: the first number that is written back under a name of a receipt. A
    word (受付済), or a number that rows may share (世帯番号), is none. `written` are the texts as people may
    read them: one that holds something hidden is no receipt either, for the ledger keeps it.
    """
    for name, text in written.items():
        digits = sum(sign.isdigit() for sign in text)
        if _RECEIPT.search(fold(name)) and digits >= _DIGITS and HIDDEN not in text:
            return text
    return ""


@dataclass(frozen=True, slots=True)
class KeptReading:
    """One field: `put` was put in, `kept` is what the screen kept, `equal` by settled.md 5.

    `rect` (x, y, width, height in CSS pixels) is where it stands on the picture of index `picture`.
    `step` is the path of its step in the plan; `how` the route by which it was set.
    """

    field: str
    column: str
    put: str
    kept: str
    equal: bool
    hidden: bool = False
    rect: Rect | None = None
    picture: int | None = None
    step: str = ""
    how: str = ""
    seconds: float = 0.0

    @classmethod
    def of(cls, reading: FieldReading, secret: Hidden) -> Self:
        """The reading with its values as they may be kept."""
        hidden = reading.put.hidden or reading.kept.hidden
        return cls(
            field=reading.field,
            column=reading.put.column,
            put=HIDDEN if hidden else shown(reading.put, secret),
            kept=HIDDEN if hidden else shown(reading.kept, secret),
            equal=reading.equal,
            hidden=hidden,
            rect=reading.rect,
            picture=reading.picture,
            step=reading.step,
            how=reading.how,
            seconds=reading.seconds,
        )


@dataclass(frozen=True, slots=True)
class KeptPicture:
    """A picture of the row. `label` is the recipe's name for it; `file` as in Evidence."""

    label: str
    file: str
    sha256: str
    width: int
    height: int
    masked: tuple[str, ...] = ()
    step: str = ""
    taken_at: str = ""

    @classmethod
    def of(cls, label: str, picture: Picture, evidence: Evidence) -> Self:
        """The picture as it was written."""
        return cls(
            label=label,
            file=evidence.file,
            sha256=evidence.sha256,
            width=picture.width,
            height=picture.height,
            masked=evidence.masked,
            step=evidence.step,
            taken_at=evidence.taken_at,
        )


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that the row brought. `label` is the recipe's name for it; `file` as in Evidence."""

    label: str
    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class KeptLine:
    """A line for a book beside the recipe: the recipe's word for the file, its cells by heading."""

    file: str
    cells: Mapping[str, str]

    @classmethod
    def of(cls, line: NewLine, secret: Hidden) -> Self:
        """The line with its values as they may be kept."""
        return cls(line.file, {name: shown(value, secret) for name, value in line.cells.items()})


@dataclass(frozen=True, slots=True)
class KeptNotice:
    """What the row told people, and to whom."""

    text: str
    to: str = ""


@dataclass(frozen=True, slots=True)
class KeptStep:
    """A step that was carried out: outcome is done, skipped or the code of what stopped it."""

    path: str
    task: str
    attempt: int
    outcome: str
    seconds: float

    @classmethod
    def of(cls, result: StepResult) -> Self:
        """The step without its readings: those stand in the document once."""
        return cls(result.path, result.task, result.attempt, result.outcome, result.seconds)


@dataclass(frozen=True, slots=True)
class RowReadings:
    """All that one row met in a run.

    `values` are by heading as in the sheet; `hidden` names the masked ones. `written` are the cells
    that `write` sets in the result book, `saved` the names of what was read.
    """

    origin: str
    key: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    hidden: tuple[str, ...] = ()
    readings: tuple[KeptReading, ...] = ()
    written: Mapping[str, str] = field(default_factory=dict)
    saved: tuple[str, ...] = ()
    pictures: tuple[KeptPicture, ...] = ()
    steps: tuple[KeptStep, ...] = ()
    notes: tuple[str, ...] = ()
    files: tuple[KeptFile, ...] = ()
    lines: tuple[KeptLine, ...] = ()
    asked: tuple[Question, ...] = ()
    notices: tuple[KeptNotice, ...] = ()
    attempt: int = 1

    @classmethod
    def of(
        cls,
        row: Row | None,
        *,
        readings: Sequence[FieldReading] = (),
        written: Mapping[str, Value] | None = None,
        saved: Sequence[str] = (),
        pictures: Sequence[KeptPicture] = (),
        steps: Sequence[StepResult] = (),
        notes: Sequence[str] = (),
        files: Sequence[KeptFile] = (),
        lines: Sequence[NewLine] = (),
        asked: Sequence[Question] = (),
        notices: Sequence[Notice] = (),
        attempt: int = 1,
        secret: Hidden | None = None,
    ) -> Self:
        """The document of `row` (None for a recipe without a sheet) without what is `secret`: its own hidden
        values if nothing is given."""
        values = row.values if row is not None else {}
        hidden = tuple(name for name, value in values.items() if value.hidden)
        secret = secret or Hidden(row)
        return cls(
            origin=row.origin if row is not None else "",
            key=_key(row),
            values={name: shown(value, secret) for name, value in values.items()},
            hidden=hidden,
            readings=tuple(KeptReading.of(one, secret) for one in readings),
            written={name: shown(value, secret) for name, value in (written or {}).items()},
            saved=tuple(saved),
            pictures=tuple(pictures),
            steps=tuple(KeptStep.of(one) for one in steps),
            notes=tuple(map(secret.painted, notes)),
            files=tuple(files),
            lines=tuple(KeptLine.of(one, secret) for one in lines),
            asked=tuple(_painted(one, secret) for one in asked),
            notices=tuple(KeptNotice(shown(one.text, secret), one.to) for one in notices),
            attempt=attempt,
        )

    def followed_by(self, later: RowReadings) -> RowReadings:
        """This and what the row met after it, as one document; what is told of the row itself is as it was later."""
        count = len(self.pictures)
        moved = [one if one.picture is None else replace(one, picture=one.picture + count) for one in later.readings]
        return replace(
            later,
            readings=(*self.readings, *moved),
            written={**self.written, **later.written},
            saved=(*self.saved, *later.saved),
            pictures=(*self.pictures, *later.pictures),
            steps=(*self.steps, *later.steps),
            notes=(*self.notes, *later.notes),
            files=(*self.files, *later.files),
            lines=self.lines or later.lines,
            asked=(*self.asked, *later.asked),
            notices=(*self.notices, *later.notices),
        )

    def to_json(self) -> dict[str, Any]:
        """Plain JSON data."""
        return {"format": _FORMAT, **asdict(self)}

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Self:
        """The document as it was written. PlaceError P82 if it is none of ours."""
        try:
            if document["format"] != _FORMAT:
                raise PlaceError("P82", file="readings.json")
            return cls(
                origin=str(document["origin"]),
                key=tuple(document["key"]),
                values=dict(document["values"]),
                hidden=tuple(document["hidden"]),
                readings=tuple(_reading(one) for one in document["readings"]),
                written=dict(document["written"]),
                saved=tuple(document["saved"]),
                pictures=tuple(
                    KeptPicture(**{**one, "masked": tuple(one["masked"])})
                    for one in document["pictures"]
                ),
                steps=tuple(KeptStep(**one) for one in document["steps"]),
                notes=tuple(document["notes"]),
                files=tuple(KeptFile(**one) for one in document.get("files", ())),
                lines=tuple(KeptLine(**one) for one in document.get("lines", ())),
                asked=tuple(Question(**one) for one in document.get("asked", ())),
                notices=tuple(KeptNotice(**one) for one in document.get("notices", ())),
                attempt=int(document["attempt"]),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise PlaceError("P82", file="readings.json") from error


def _painted(asked: Question, secret: Hidden) -> Question:
    """The question without what is hidden elsewhere in its row."""
    shown = {name: secret.painted(text) for name, text in asked.shown.items()}
    return replace(asked, text=secret.painted(asked.text), shown=shown)


def _key(row: Row | None) -> tuple[str, ...]:
    """The key of the row; where its column is hidden, so is the key."""
    if row is None:
        return ()
    own = Hidden(row).own
    return tuple(HIDDEN if part in own else part for part in row.key)


def _reading(one: Mapping[str, Any]) -> KeptReading:
    rect = one["rect"]
    return KeptReading(**{**one, "rect": None if rect is None else _rect(rect)})


def _rect(numbers: Sequence[float]) -> Rect:
    x, y, width, height = numbers
    return (float(x), float(y), float(width), float(height))
