"""The plan: a recipe and its systems with everything decided. Pure data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from bots.errors import Place
from bots.model.hall import Hall
from bots.model.states import Mode


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


def flat(steps: Iterable[PlanStep]) -> list[PlanStep]:
    """Steps with the steps inside them, in order."""
    return [one for step in steps for one in (step, *flat(step.steps))]


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
    past_era: bool = False  # of a date: also one that an era is said to have after its end
    unit: str = ""  # of a number or an amount: what may stand behind it


@dataclass(frozen=True, slots=True)
class Details:
    """Child rows (明細): lines of another sheet that have a row's value in the column `join`.

    `file` = "" means a sheet of the same book; a file may have no sheets.
    """

    name: str
    sheet: str
    join: str
    header: int = 1
    columns: tuple[Column, ...] = ()
    file: str = ""
    header_rows: int = 1


@dataclass(frozen=True, slots=True)
class RowsPlan:
    """Where the rows come from and what makes one unique. `header` is Excel's row number of the headings, of
    several the last, and `header_rows` how many there are. `skip` tells which lines are no rows (totals, notes);
    `password_name` is the secret that opens the book.
    """

    file: str
    key: tuple[str, ...]
    sheet: str = ""
    header: int = 1
    register: str = ""
    only: Any = None
    columns: tuple[Column, ...] = ()
    strict: bool = False
    hidden_rows: Literal["", "skip", "include"] = ""
    details: tuple[Details, ...] = ()
    header_rows: int = 1
    skip: Any = None
    password_name: str = ""

    @property
    def first_header(self) -> int:
        """The row in which the headings begin."""
        return self.header - self.header_rows + 1


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
class Lesson:
    """What presses of one submit told in a rehearsal that learns its request. `kind`:

    first = one press, of which nothing can be told yet; gate = its requests, in `rules`; alike = nothing tells
    them from others of the page, unheld = it goes where nothing can hold it: `rules` is one of click mode;
    silent = nothing was sent; differs = the two rows sent different things; elsewhere = to no host of the system.
    """

    kind: Literal["first", "gate", "alike", "unheld", "silent", "differs", "elsewhere"]
    system: str
    screen: str
    submit: str
    rules: tuple[SubmitRule, ...] = ()


SETTLE = 60  # seconds: longer than a server works on a request whose browser has gone


@dataclass(frozen=True, slots=True)
class System:
    """A business system as this run meets it: one environment, one account.

    `address` is the environment's own; `others` are its other environments' addresses, never reached.
    `background` = paths that its pages ask for by themselves; * at the end stands for anything.
    `settle` = seconds after a request by which the system has stored what it will store.
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
    settle: int = SETTLE
    background: tuple[str, ...] = ()
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Safety:
    """Limits of a run. `retry` = further tries of a row after a fault before its intent. `hours` = when it may run
    with nobody there, each `19:00-06:00` in Tokyo time; empty = at any time. `probe_first` = each row is looked up
    before it is filled in."""

    retry: int = 2
    stop_after: int = 3
    max_rows: int = 500
    hours: tuple[str, ...] = ()
    probe_first: bool = False


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
    """What a word of a screen was found at: the field's own name, its type, its number among the fields; of one that is
    divided into boxes those of its first box, and the own names of the `more` boxes with blanks between.

    `choices` of lists and of buttons are fingerprints of the values, of the words and of both in pairs (filling.js), never
    the words themselves: a list may hold persons. "" = none, or not always the same ones."""

    name: str
    type: str
    place: int
    more: str = ""
    choices: str = ""


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
    probe: tuple[PlanStep, ...] = ()
    problems: tuple[str, ...] = ()
    already: tuple[str, ...] = ()
    safety: Safety = Safety()
    evidence: EvidencePolicy = EvidencePolicy()
    timeouts: Timeouts = Timeouts()
    guarantee: Literal["gate", "click"] = "gate"
    learn: bool = False  # of a rehearsal: its submits are pressed to learn what they send; nothing leaves
    only_keys: tuple[str, ...] = ()  # --only: nothing but these keys, parts joined by /
    limit: int | None = None  # --limit: at most so many rows are begun
    hall: Hall = field(default_factory=Hall)
    tables: Mapping[str, str] = field(default_factory=dict)  # of 対応表, 明細: the recipe's word: file in the folder
    books: Mapping[str, str] = field(default_factory=dict)  # of 行追加: the recipe's word: its path, below the project
    sheet: str = ""  # where the clerk's sheet lay when the run was asked for
    confirm_first: int = 0  # --confirm-first: a person looks at the first rows before their submit
    sources: Mapping[str, str] = field(default_factory=dict)
    found: Mapping[str, FoundField] = field(default_factory=dict)  # in the rehearsal, by found_key
    program: str = ""
