"""What flows through the house: plans, runs, rows, items, readings, evidence. All frozen, no behaviour.

    Recipe ─check→ Plan ─request→ Run ─┬ Row ── Item ── attempt
                                       └ StepResult ── FieldReading, Evidence ── Review

Everything in a Plan is pure JSON, so that a run can be carried out from its folder alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal

from bots.errors import Place, Problem

# --------------------------------------------------------------------------- states


class Mode(StrEnum):
    """What a run may do. A rehearsal ends every row at its submit and writes no item."""

    RUN = "run"
    REHEARSE = "rehearse"


class ItemState(StrEnum):
    """Where an item stands. Nothing leaves SUBMITTING or UNCERTAIN by time alone."""

    PENDING = "pending"  # 未処理: not begun, or to be begun again
    RUNNING = "running"  # 処理中: a run works on it, nothing was sent
    SUBMITTING = "submitting"  # 確定中: the intent is committed; it may have been sent
    DONE = "done"  # 完了: the system showed the success sign
    REFUSED = "refused"  # 業務エラー: a rule of ours or of the system refused it
    CONFLICT = "conflict"  # 不一致: entered, but the system shows something else
    FAILED = "failed"  # 障害: technical, before the intent, after all retries
    UNCERTAIN = "uncertain"  # 要確認: may or may not have been entered
    WAITING = "waiting"  # 確認待ち: a person is asked
    SKIPPED = "skipped"  # 対象外: the recipe leaves it out
    ALREADY = "already"  # 登録済み: found in the system before we began
    CANCELLED = "cancelled"  # 取消: a person took it out


class RunState(StrEnum):
    """Where a run stands."""

    QUEUED = "queued"  # 待機: asked for, not begun
    RUNNING = "running"  # 実行中
    FINISHED = "finished"  # 終了: every row was looked at
    STOPPED = "stopped"  # 停止: ended before the last row, by a person or a rule
    BROKEN = "broken"  # 中断: the process died


# --------------------------------------------------------------------------- values

ValueKind = Literal["text", "code", "number", "money", "date", "flag", "choice", "file"]


class Value:
    """A value of a row. It cannot be printed, formatted, pickled or put into JSON by accident.

    `kind` is the type of its column: how it is set and compared.
    `hidden` values (個人番号, secrets, columns with 隠す) are masked wherever they appear.
    `column` is the heading it came from, or "".
    """

    __slots__ = ("_text", "column", "hidden", "kind")

    def __init__(
        self, text: str, kind: ValueKind = "text", *, hidden: bool = False, column: str = ""
    ) -> None:
        self._text = text
        self.kind: ValueKind = kind
        self.hidden = hidden
        self.column = column

    def reveal(self) -> str:
        """The text itself. Only for the hands, for comparing and for the files that show it."""
        return self._text

    def __repr__(self) -> str:
        return "‹●●●›" if self.hidden else f"‹{self.kind}›"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return repr(self)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Value) and (self._text, self.kind, self.hidden) == (
            other._text,
            other.kind,
            other.hidden,
        )

    def __hash__(self) -> int:
        return hash((self._text, self.kind, self.hidden))

    def __bool__(self) -> bool:
        return bool(self._text)

    def __reduce__(self) -> tuple[Any, ...]:
        raise TypeError("a Value is never pickled")


# --------------------------------------------------------------------------- naming things on the screen


@dataclass(frozen=True, slots=True)
class Target:
    """A thing on the screen, named by its words (recipe-language 3.2).

    `kind` is the English role (button, link, textbox, …) or "" for what the verb needs.
    `how` says how `words` is to be read; css, xpath and id come from screen maps only.
    """

    words: str
    kind: str = ""
    how: Literal["words", "regex", "css", "xpath", "id"] = "words"


@dataclass(frozen=True, slots=True)
class Scope:
    """A part of the screen to look in (`範囲`). Exactly one of the fields is set."""

    part: str = ""  # the part under this heading, legend or caption
    row: str = ""  # the table row with exactly this cell
    row_header: str = ""  # … under this heading (together with row)
    last_row: bool = False  # the last row of the table
    table: str = ""  # the table with this caption or heading
    frame: str = ""  # the frame with this name or title
    window: str = ""  # the window with this title


Scopes = tuple[Scope, ...]  # outermost first


# --------------------------------------------------------------------------- the plan


@dataclass(frozen=True, slots=True)
class PlanStep:
    """One use of a task, everything decided but the values.

    `path` is its place in the plan, `each_row/3` or `start/0/2` (a step inside a sign-in).
    `args` are the arguments by their English words; texts may hold `<placeholders>`.
    `when` is the condition as written, with English operators, or None.
    `line` is the recipe's own line, for the report. `timeout` in seconds, None = the plan's.
    `steps` are the steps inside (the sign-in of a login, the menu clicks of an open).
    """

    path: str
    task: str
    args: Mapping[str, Any]
    place: Place
    line: str = ""
    name: str = ""
    when: Any = None
    within: Any = None
    timeout: float | None = None
    submits: bool = False
    changes: bool = False
    system: str = ""
    steps: tuple[PlanStep, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the sheet as the recipe declares it. `choices` for choice; sizes in characters or value."""

    name: str
    kind: str
    size: int | None = None
    maximum: int | None = None
    minimum: int | None = None
    choices: tuple[str, ...] = ()
    optional: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class RowsPlan:
    """Where the rows come from and what makes one unique. `header` is Excel's row number of the headings."""

    file: str
    key: tuple[str, ...]
    sheet: str = ""
    header: int = 1
    register: str = ""
    only: Any = None
    columns: tuple[Column, ...] = ()
    strict: bool = False
    hidden_rows: Literal["", "skip", "include"] = ""


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen of a system: its address or the steps that open it, the sign that proves it, its names."""

    name: str
    address: str = ""
    how: tuple[PlanStep, ...] = ()
    sign: str = ""
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SubmitRule:
    """What is known of a submit's request (`確定の送信`). `mode` is gate or click.

    `carries` = both requests it was learned from held values of their rows: so must every one.
    """

    screen: str = ""
    submit: str = ""
    mode: Literal["gate", "click"] = "gate"
    method: str = ""
    path: str = ""
    fields: tuple[str, ...] = ()
    mark: str = ""
    without: tuple[str, ...] = ()
    approved: str = ""
    carries: bool = False


@dataclass(frozen=True, slots=True)
class System:
    """A business system as this run meets it: one environment, one account.

    `address` is the environment's own; `others` are its other environments' addresses, never reached.
    `account` maps the words used as `<account.利用者ID>` to `<secret.name>` texts.
    """

    name: str
    address: str
    environment: str
    others: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()
    encoding: str = "utf-8"
    typing: Literal["fast", "keys"] = "fast"
    same: tuple[str, ...] = ()
    login: tuple[PlanStep, ...] = ()
    logout: tuple[PlanStep, ...] = ()
    account: Mapping[str, str] = field(default_factory=dict)
    login_failed: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    already: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    busy: tuple[str, ...] = ()
    screens: Mapping[str, Screen] = field(default_factory=dict)
    submits: tuple[SubmitRule, ...] = ()
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Safety:
    """Limits of a run. `retry` = further tries of a row after a fault before its intent."""

    retry: int = 2
    stop_after: int = 3
    max_rows: int = 500


@dataclass(frozen=True, slots=True)
class EvidencePolicy:
    """Which pictures are kept, what is masked on them, for how many days."""

    screenshots: Literal["submit", "step", "error"] = "submit"
    mask: tuple[str, ...] = ()
    keep_days: int | None = None
    personal: Literal["shown", "masked"] = "shown"
    format: Literal["png", "jpeg"] = "png"


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds to wait for a field, a page, an answer to a submit."""

    field: float = 10.0
    page: float = 30.0
    submit: float = 60.0


@dataclass(frozen=True, slots=True)
class FoundField:
    """What a word of a screen was found at: the field's own name, its type, its number among the fields."""

    name: str
    type: str
    place: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A recipe with everything decided, nothing done. Pure JSON (see `plan_json` of bots.app).

    `today` is the ISO date at which the run was asked for, frozen. `sources` maps each file that
    the plan was made from to its SHA-256. `steps` stands instead of `rows` and `each_row`.
    """

    recipe_id: str
    title: str
    file: str
    sha256: str
    language: Literal["ja", "en"]
    mode: Mode
    environment: str
    today: str
    systems: tuple[System, ...] = ()
    about: Mapping[str, str] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=dict)
    input_columns: tuple[Column, ...] = ()
    rows: RowsPlan | None = None
    start: tuple[PlanStep, ...] = ()
    each_row: tuple[PlanStep, ...] = ()
    steps: tuple[PlanStep, ...] = ()
    finish: tuple[PlanStep, ...] = ()
    problems: tuple[str, ...] = ()
    already: tuple[str, ...] = ()
    safety: Safety = Safety()
    evidence: EvidencePolicy = EvidencePolicy()
    timeouts: Timeouts = Timeouts()
    guarantee: Literal["gate", "click"] = "gate"
    only_keys: tuple[str, ...] = ()  # --only: nothing but these keys, parts joined by /
    limit: int | None = None  # --limit: at most so many rows are begun
    sheet: str = ""  # where the clerk's sheet lay when the run was asked for
    confirm_first: int = 0  # --confirm-first: a person looks at the first rows before their submit
    sources: Mapping[str, str] = field(default_factory=dict)
    found: Mapping[str, FoundField] = field(default_factory=dict)  # in the rehearsal, by found_key
    program: str = ""


# --------------------------------------------------------------------------- rows


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the sheet in one run.

    `number` is Excel's row number, `origin` reads `受付!17`. `values` are by heading, in the order of
    the sheet. `key` is the tuple of key texts. `problems` is what makes the row refused before any entry.
    `chosen` says whether `only` (対象) takes it.
    """

    number: int
    origin: str
    key: tuple[str, ...]
    values: Mapping[str, Value]
    problems: tuple[Problem, ...] = ()
    chosen: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet as it was read: its headings in order, its rows, and what must be told of the whole."""

    file: str
    sheet: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    sha256: str = ""


# --------------------------------------------------------------------------- what happened

Rect = tuple[float, float, float, float]  # x, y, width, height in CSS pixels of its picture


@dataclass(frozen=True, slots=True)
class FieldValue:
    """What shall be in one field. `read_back` False = the recipe says that the screen may change it."""

    field: Target
    value: Value
    read_back: bool = True


@dataclass(frozen=True, slots=True)
class FieldReading:
    """One field after it was set, or compared: what was put in, what the screen kept.

    `equal` by settled.md 5. `rect` is where it stands on the picture `picture` (index into the
    pictures of its row), None while no picture was taken. `how` tells the route (pass, keys, list, …).
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
    """Texts that tell the answer to a submit. Only what was not on the page before the press counts."""

    success: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    already: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    busy: tuple[str, ...] = ()


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
    """

    kind: Literal["success", "problem", "already", "both", "nothing", "unsent"]
    sign: str = ""
    dialogs: int = 0
    requests: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Effects:
    """What a task did that the engine keeps: saved names, cells of the result book, readings, a note."""

    saved: Mapping[str, Value] = field(default_factory=dict)
    written: Mapping[str, Value] = field(default_factory=dict)
    readings: tuple[FieldReading, ...] = ()
    pictures: tuple[str, ...] = ()  # labels of pictures that the engine shall take now
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
