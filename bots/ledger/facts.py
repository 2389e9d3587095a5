"""What goes into the ledger and comes out of it: plain frozen types, without Django."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as default
from datetime import datetime
from enum import StrEnum
from typing import Any

from bots.errors import PlaceError
from bots.model import DueState, ItemState, Mode, RunState
from bots.model.states import DUE_WORDS, ITEM_WORDS, RUN_WORDS

_CALLED = {"run": "実行", "item": "案件", "slot": "システムの使用", "line": "行追加の行", "due": "予定", "pause": "休止", "watch": "見張り"}
_NO_STATES = {
    "missing": ("見つからない状態", "missing"), "free": ("使われていない状態", "free"),
    "paused": ("休止中", "paused"), "ended": ("終わった状態", "ended"),
    "placing": ("書き込み中", "being written"), "answered": ("回答済み", "answered"),
}  # fmt: skip


class LostClaim(PlaceError):
    """Another process has moved the item or the run on: whoever gets this must not send anything.

    Nothing was changed. Code P46, with the words `what` ("item 7", "run …", "slot") and `state` (where
    it stands), which is `now` in the reader's language.
    """

    def __init__(self, what: str, state: str) -> None:
        kind, _, name = what.partition(" ")
        spoken = {"run": RUN_WORDS, "due": DUE_WORDS}.get(kind, ITEM_WORDS) | _NO_STATES
        ja, en = spoken[state]
        called = f"{_CALLED[kind]} {name}".rstrip()
        super().__init__("P46", what=called, what_en=what, state=state, now=ja, now_en=en)


class Decision(StrEnum):
    """What `rows.enter` decided about a row."""

    WORK = "work"  # to be worked on
    ALREADY = "already"  # entered before with the same values: not touched
    OWED = "owed"  # the same, and steps after its submit are left (後処理未了): not touched, shown again
    CHANGED = "changed"  # entered before with other values: not touched, the row ends as conflict
    ANSWERED = "answered"  # the same, and a person has said of these very values that the sheet is wrong: not touched
    LISTED = "listed"  # in doubt or with a person: not touched, shown again
    REFUSED = "refused"  # the row has a fault
    SKIPPED = "skipped"  # the recipe's `only` leaves it out
    BUSY = "busy"  # a live run works on it
    KEPT = "kept"  # this run settled it before it was continued


BY_HAND = "B92"  # the code of a row that a person entered: it is told as that
DECIDED = ("B90", BY_HAND, "B96", "B98")  # of a row of which a person may have told the receipt


class Finding(StrEnum):
    """What a person found out about a row, and says (判断)."""

    ENTERED = "entered"  # 登録されていた: the system has it
    NOT_ENTERED = "not_entered"  # 登録されていなかった: it is entered at the next run
    BY_HAND = "by_hand"  # 手で登録した: the person typed it, or mended it, in the system
    DIFFERS = "differs"  # 内容が違う: the system has it, and has something else
    CANCEL = "cancel"  # 取りやめる: it is not to be entered
    SHEET_WRONG = "sheet_wrong"  # 表が誤り: the row changed after it was entered, and the system is right as it is
    AFTER_WORK = "after_work"  # 後処理を済ませた: what was left to do of a row that is entered was done by hand


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person said of a row, as the chain has it: at `at` (ISO UTC) it stood in `was`. `file` is the proof that the
    person gave, in the run's folder, "" = none."""

    run: str
    item: int
    finding: Finding
    was: ItemState
    state: ItemState
    by: str
    at: str
    reason: str
    file: str = ""


def no_run(text: str) -> PlaceError:
    """P10: no run fits what was typed; P23 where the newest was asked for and there is none at all."""
    return PlaceError("P23") if text == "latest" else PlaceError("P10", run=text)


@dataclass(frozen=True, slots=True)
class Claim:
    """What a scheduler writes down about a due time (UTC): to be begun, asked about or skipped, and why."""

    due_at: datetime
    state: DueState
    code: str = ""
    words: Mapping[str, object] = default(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ArrivalFacts:
    """The file by which an entry became due: `held` is where it lies under the intake `folder` (subfolder and name), `sha256`
    that of its bytes as they were looked at."""

    folder: str
    held: str
    sha256: str


@dataclass(frozen=True, slots=True)
class DueFacts:
    """A due time as the rest of the house sees it; `run` is the id of its run, "" = none. `code` tells why it was skipped or
    refused, or why it waits. `arrival` is the file that made it due, None = the clock did."""

    id: int
    entry: str
    due_at: datetime
    state: DueState
    code: str
    words: Mapping[str, object]
    asked: Mapping[str, Any]
    zone: str
    priority: int
    run: str
    answered_by: str
    changed_at: datetime
    answered_at: datetime | None = None
    arrival: ArrivalFacts | None = None

    @property
    def since(self) -> datetime:
        """The moment from which it may begin, in UTC: its time; of a file, when a person let it go."""
        return self.answered_at or self.due_at if self.arrival is not None else self.due_at


@dataclass(frozen=True, slots=True)
class PauseFacts:
    """A pause of an entry of the timetable ("" = all of it), from `began_at` on. `until` is when it ends by itself, None =
    when a person ends it; `ended_at` when a person did."""

    entry: str
    began_at: datetime
    until: datetime | None
    reason: str
    by: str
    ended_at: datetime | None = None

    def holds(self, moment: datetime) -> bool:
        """Whether what is due at `moment` is not begun."""
        ends = [end for end in (self.until, self.ended_at) if end is not None]
        return self.began_at <= moment and all(moment < end for end in ends)


@dataclass(frozen=True, slots=True)
class WatchFacts:
    """A `bots serve` that has not ended, as far as the ledger knows: its process, and when it was last heard of."""

    id: int
    worker: Worker
    began_at: datetime
    beat_at: datetime
    looked_at: datetime | None


@dataclass(frozen=True, slots=True)
class OpenRows:
    """How many rows of a run wait for a person, by the words of `--json` (uncertain, conflict, unfinished, waiting)."""

    run: str
    recipe: str
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Worker:
    """A process, named so that its number cannot be mistaken for a later one's.

    `started` is when it began, as the operating system tells it; `boot` says which start of the
    machine (empty where the system has no such name and `started` is absolute).
    """

    host: str
    boot: str
    pid: int
    started: str


@dataclass(frozen=True, slots=True)
class RunFacts:
    """A run as it stands. Times are UTC; `systems` in the order of the plan; `total` in rows."""

    id: str
    recipe_id: str
    recipe_sha: str
    plan_sha: str
    mode: Mode
    environment: str
    register: str
    systems: tuple[str, ...]
    account: str
    asked_by: str
    folder: str
    total: int
    state: RunState
    reason: str
    added_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    stop_by: str
    worker: Worker | None
    take_failed: bool = False
    reason_words: Mapping[str, object] = default(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RowFacts:
    """A row of the sheet as it comes in.

    `payload` are the values that are entered, by column: of them only an HMAC is kept. `code`,
    `field` and `words` are what is wrong with the row; never its values.
    """

    position: int
    origin: str
    key: tuple[str, ...]
    payload: Mapping[str, str] = default(default_factory=dict)
    chosen: bool = True
    code: str = ""
    field: str = ""
    words: Mapping[str, object] = default(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Difference:
    """The columns whose values differ from those that were entered, and the words of the person who said of these very
    values that the sheet is wrong, None = nobody has."""

    columns: tuple[str, ...] = ()
    answer: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class RowDecision:
    """What is to be done with a row. `item` is None where nothing is entered for it (a rehearsal, a
    blank key). `difference` is how its values differ from those entered."""

    position: int
    item: int | None
    decision: Decision
    difference: Difference = Difference()


@dataclass(frozen=True, slots=True)
class RowRecordFacts:
    """A row as the ledger has it. `outcome` is `pending` until it is settled. `unfinished` = it is entered, by this run
    or one before (then the outcome is `already`), and steps after its submit are left."""

    position: int
    origin: str
    item: int | None
    key: tuple[str, ...]
    decision: Decision
    outcome: ItemState
    code: str
    field: str
    words: Mapping[str, object]
    unfinished: bool
    receipt: str
    settled_at: datetime | None

    @property
    def told_receipt(self) -> str:
        """The receipt where the ledger alone tells it: of a row that another run entered, or of which a person told it.
        What the screen gave to the run itself stands in the run's readings."""
        return self.receipt if self.code in DECIDED or self.outcome is ItemState.ALREADY else ""


@dataclass(frozen=True, slots=True)
class AttemptFacts:
    """One try at an item. `sending` tells how the request left, `answer` what came of it."""

    run: str
    epoch: int
    claimed_at: datetime
    intent_at: datetime | None
    sending: Mapping[str, object]
    answer: str
    settled_at: datetime | None


@dataclass(frozen=True, slots=True)
class TryFacts:
    """What came of an item in a run, once for each try: also where it was not begun (a fault in the
    sheet, entered before)."""

    run: str
    at: datetime
    state: ItemState
    unfinished: bool = False  # entered, but something after it failed


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """An item as it stands, with every attempt at it, oldest first; `tries` in all runs that had it."""

    id: int
    register: str
    environment: str
    key: tuple[str, ...]
    state: ItemState
    epoch: int
    receipt: str
    unfinished: bool
    code: str
    changed_at: datetime
    attempts: tuple[AttemptFacts, ...]
    tries: tuple[TryFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class EarlierEntry:
    """Where a row was entered: the run, its folder below logs, and the row's position there."""

    run: str
    folder: str
    position: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What people have said of a row as it is now. `goes` = it may go on; `by`, `at` and `reason` tell who let it;
    `changed` = somebody did, and the row has changed since."""

    goes: bool
    changed: bool = False
    by: str = ""
    at: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Approved:
    """A run with rows that a person let go on (bots approve, bots decide) and that are not gone on with yet: when the
    last of them was."""

    run: str
    at: datetime


@dataclass(frozen=True, slots=True)
class LineFacts:
    """A line for a book: the run whose readings hold its cells, the run's folder below logs, the row's position
    and the line's number there; the book's path below the project."""

    id: int
    run: str
    folder: str
    position: int
    number: int
    book: str


@dataclass(frozen=True, slots=True)
class Placing:
    """Lines that were about to be put into a book; `before` is the SHA-256 that it had, "" = there was none."""

    token: str
    book: str
    before: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A row of the run whose item is in doubt; `sent_at` is when it may have been sent last."""

    position: int
    item: int
    epoch: int
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class RegisterFacts:
    """A register: its name, and its items counted by environment and state."""

    name: str
    counts: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class KeyedRow:
    """A row of the sheet with its key, and its values by column; nothing of it is kept."""

    key: tuple[str, ...]
    values: Mapping[str, str] = default(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Overlap:
    """Rows of a new register that were entered under another: its name, and how many.

    `form` is "" where their keys are the same, else what the keys of the other are made of (JSON).
    """

    other: str
    count: int
    form: str = ""


@dataclass(frozen=True, slots=True)
class KeyChange:
    """A register whose keys were made of something else: its name, `before` as JSON, how many it has."""

    register: str
    before: str
    count: int


@dataclass(frozen=True, slots=True)
class EventFacts:
    """One event. `line` is its canonical JSON with prev and h, as it goes into events.jsonl."""

    seq: int
    at: str
    kind: str
    run: str
    item: int | None
    words: Mapping[str, object]
    line: str


@dataclass(frozen=True, slots=True)
class ChainVerdict:
    """What the check of the chain found. `first_bad` is the first number that is wrong, 0 = none.
    `head` and `count` are for an anchor kept elsewhere: a chain alone shows no cut of its end."""

    whole: bool
    count: int
    head: str
    first_bad: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Recovered:
    """A run whose process was gone: how many rows went back, how many are now in doubt."""

    run: str
    released: int
    uncertain: int


@dataclass(frozen=True, slots=True)
class EvidenceFacts:
    """A file that proves something. `verdict` is equal, unequal or ""."""

    run: str
    item: int | None
    position: int | None
    kind: str
    file: str
    sha256: str
    verdict: str
    taken_at: datetime
