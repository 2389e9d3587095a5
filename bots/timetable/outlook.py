"""What the timetable held and holds: each due time of some days with what became of it or will."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from bots.app.project import Project
from bots.clock import TOKYO, in_tokyo
from bots.errors import Problem
from bots.japan.opening import OpeningDays, holiday
from bots.ledger.facts import DueFacts, PauseFacts
from bots.model import DueState, RunState
from bots.model.states import DUE_WORDS, ITEM_WORDS, RUN_WORDS
from bots.timetable.checks import opening_days
from bots.timetable.entry import Entry
from bots.timetable.intake import names_of
from bots.timetable.pausing import pause_at, reason_of
from bots.timetable.timetable_file import Timetable, read_timetable

_NOT_CLAIMED = {"planned": ("予定", "planned"), "unseen": ("未確認", "not looked at"), "paused": ("休止", "paused")}
_NEEDS_A_PERSON = 2  # from this exit code of a run on


@dataclass(frozen=True, slots=True)
class Line:
    """A due time (UTC). `state` is the DueState; of one that no scheduler has claimed it is "planned", "unseen" if it is over,
    or "paused" if it is not to begin. `run` is the id of its run with `run_state` and `exit_code` (-1 = still at work), asked
    for `late` minutes after its time. `file` is what people called the file that made it due; it may be the name of a person,
    and goes to those alone who look at a terminal of this machine."""

    due_at: datetime
    entry: str
    recipe: str
    state: str
    note: Problem | None = None
    run: str = ""
    run_state: str = ""
    exit_code: int = -1
    by: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    late: int = 0
    file: str = ""

    @property
    def needs_a_person(self) -> bool:
        """Whether somebody must look."""
        ended = bool(self.run) and self.run_state not in (RunState.QUEUED, RunState.RUNNING)
        return self.state in (DueState.ASKING, DueState.REFUSED, "unseen") or (ended and self.exit_code >= _NEEDS_A_PERSON)

    def word(self, lang: str) -> str:
        """What became of it, in a word."""
        if self.run:
            words = RUN_WORDS[self.run_state]
        else:
            words = _NOT_CLAIMED.get(self.state) or DUE_WORDS[self.state]
        return words[0 if lang == "ja" else 1]

    def counted(self, lang: str) -> str:
        """How the rows of its run ended, or ""."""
        at = 0 if lang == "ja" else 1
        some = [f"{words[at]} {self.counts[state]}" for state, words in ITEM_WORDS.items() if self.counts.get(state)]
        return ("、" if lang == "ja" else ", ").join(some)

    def told(self, lang: str) -> dict[str, Any]:
        """As JSON tells it; the time is that of Japan."""
        return {
            "due": in_tokyo(self.due_at).isoformat(timespec="minutes"), "entry": self.entry, "recipe": self.recipe,
            "state": self.state, "run": self.run, "run_state": self.run_state,
            "exit_code": None if self.exit_code < 0 else self.exit_code, "by": self.by,
            "code": self.note.code if self.note else "", "note": self.note.sentence(lang) if self.note else "",
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outlook:
    """The due times of the days from `begin` on, `count` of them, oldest first. `closed` names why the hall is closed on a
    day; `wrong` are mistakes of the timetable, whose entries are not among the lines; `pauses` hold now."""

    begin: date
    count: int
    lines: tuple[Line, ...]
    closed: Mapping[date, str]
    wrong: tuple[Problem, ...] = field(default=())
    pauses: tuple[PauseFacts, ...] = ()

    def days(self) -> Iterator[date]:
        """Every day of it."""
        return (self.begin + timedelta(days=at) for at in range(self.count))

    def of(self, day: date) -> list[Line]:
        """The lines of a day."""
        return [one for one in self.lines if in_tokyo(one.due_at).date() == day]


def outlook(project: Project, begin: date, count: int) -> Outlook:
    """The due times of `count` days of Japan from `begin` on. Makes no ledger where there is none. Raises RecipeError for a
    timetable or calendar that cannot be read."""
    timetable, hall = read_timetable(project.home), opening_days(project)
    start = datetime.combine(begin, time(), TOKYO).astimezone(UTC) - timedelta(microseconds=1)
    end = start + timedelta(days=count)
    now = now_of(project)
    claimed, seen, pauses = _claimed(project, start, end, timetable)
    known = {(one.entry, one.due_at) for one in claimed}
    lines = claimed + [
        not_claimed(entry, due, now, pauses[entry.name])
        for entry in timetable.due
        for due in entry.due_between(start, end, hall)
        if (entry.name, due) not in known and (due > now or (entry.name in seen and due > seen[entry.name]))
    ]
    days = [begin + timedelta(days=at) for at in range(count)]
    return Outlook(
        begin, count, tuple(sorted(lines, key=lambda one: (one.due_at, one.entry))),
        {day: _why_closed(day, hall) for day in days if not hall.is_open(day)},
        tuple(one for one in timetable.found if one.severity == "error"),
        tuple({one: None for found in pauses.values() for one in found if one.holds(now)}),
    )  # fmt: skip


def not_claimed(entry: Entry, due: datetime, now: datetime, pauses: Sequence[PauseFacts]) -> Line:
    """A due time of which the ledger has no row, or none yet."""
    pause = pause_at(due, entry.name, pauses)
    state = "paused" if pause is not None else "planned" if due > now else "unseen"
    note = reason_of(pause, over=False) if pause is not None else None
    return Line(due, entry.name, entry.recipe, state, note)


def now_of(project: Project) -> datetime:
    """The moment, in UTC."""
    return project.clock.now()


def _claimed(
    project: Project, start: datetime, end: datetime, timetable: Timetable
) -> tuple[list[Line], dict[str, datetime], dict[str, list[PauseFacts]]]:
    """What the ledger has; up to when each entry was looked at, and its pauses."""
    from bots.app.runs import look_into_ledger

    if not look_into_ledger(project):
        return [], {}, {entry.name: [] for entry in timetable.due}
    from bots.ledger import dues, pauses

    seen = {entry.name: until for entry in timetable.due if (until := dues.seen_until(entry.name)) is not None}
    paused = {entry.name: pauses.of(entry.name, start) for entry in timetable.due}
    return [line_of(one) for one in dues.between(start, end)], seen, paused


def line_of(due: DueFacts) -> Line:
    """A due time of the ledger, which is open in this thread."""
    from bots.ledger import runs

    note = Problem(due.code, due.words) if due.code else None
    file = names_of(due.arrival)[-1] if due.arrival is not None else ""
    line = Line(due.due_at, due.entry, str(due.asked.get("recipe", "")), str(due.state), note, by=due.answered_by, file=file)
    if not due.run:
        return line
    found = runs.get(due.run)
    ended = found.state not in (RunState.QUEUED, RunState.RUNNING)
    why = Problem(found.reason, found.reason_words) if found.reason else note
    return Line(
        due.due_at, due.entry, found.recipe_id, str(due.state), why, due.run, str(found.state),
        runs.exit_code(due.run) if ended else -1, due.answered_by, runs.counts(due.run),
        max(0, int((found.added_at - due.since) / timedelta(minutes=1))), file,
    )  # fmt: skip


def _why_closed(day: date, hall: OpeningDays) -> str:
    """The holiday's name; "" of a weekend and other days."""
    return holiday(day) if hall.why_closed(day) == "holiday" else ""
