"""All of it at one glance: is it at work, what runs, what waits, what was late, who is needed, what comes next.

Read from the ledger and the timetable; nothing is written, and no `bots serve` is needed for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bots.app.project import Project
from bots.app.runs import look_into_ledger
from bots.clock import in_tokyo
from bots.errors import Problem, RecipeError
from bots.japan.opening import OpeningDays
from bots.ledger.facts import DueFacts, OpenRows, PauseFacts, RunFacts, WatchFacts
from bots.model import DueState, RunState
from bots.model.states import ITEM_WORDS
from bots.timetable.arriving import standing_of
from bots.timetable.checks import AHEAD, opening_days
from bots.timetable.lateness import ON_TIME
from bots.timetable.outlook import Line, line_of, not_claimed
from bots.timetable.pausing import line_of_pause
from bots.timetable.timetable_file import Timetable, read_timetable

A_DAY = timedelta(hours=24)
SILENT = timedelta(minutes=2)  # a `bots serve` that was not heard of, or has not looked, for longer does not work
_GRACE = timedelta(minutes=1)  # so long the clock may take to claim what is due
_NEXT = 5  # next due times that are shown
_NEEDS_A_PERSON, _FAULT, _WELL = 3, 2, 0
_APPROVED = "waiting"  # the state for which `bots approve` answers; for the others it is `bots decide`
UNFINISHED = ("後処理未了", "unfinished")


@dataclass(frozen=True, slots=True)
class Server:
    """A `bots serve`. `state` is at_work, silent (not heard of) or gone (its process is not there)."""

    watch: WatchFacts
    state: str
    seconds: int  # since it was heard of


@dataclass(frozen=True, slots=True)
class AtWork:
    """A run at work, or asked for: `done` of `total` rows have ended. `entry` "" = a person asked for it."""

    run: RunFacts
    entry: str
    done: int
    total: int
    is_gone: bool  # its process died, and nobody has put its rows back yet


@dataclass(frozen=True, slots=True)
class Glance:
    """What was seen at `now` (UTC). `entries` is how many entries the timetable has in force; `night` are the due times of
    the last 24 hours that were late, skipped, not begun, or need a person; `open_rows` wait for people, by run; `intakes` tell of
    folders that cannot be looked at, and of files that lie in them for long."""

    now: datetime
    entries: int
    servers: tuple[Server, ...] = ()
    last_end: datetime | None = None
    runs: tuple[AtWork, ...] = ()
    waits: tuple[Line, ...] = ()
    asks: tuple[Line, ...] = ()
    night: tuple[Line, ...] = ()
    open_rows: tuple[OpenRows, ...] = ()
    next: tuple[Line, ...] = ()
    pauses: tuple[PauseFacts, ...] = ()
    wrong: tuple[Problem, ...] = ()
    intakes: tuple[Problem, ...] = ()

    @property
    def serves(self) -> bool:
        """Whether the timetable is carried out, or has nothing to carry out."""
        return not self.entries or any(one.state == "at_work" for one in self.servers)

    @property
    def rows(self) -> int:
        """How many rows wait for a person."""
        return sum(sum(one.counts.values()) for one in self.open_rows)

    @property
    def faults(self) -> int:
        """What went wrong in the last 24 hours, or is wrong now, apart from rows that wait."""
        failed = sum(one.needs_a_person and one.state != DueState.ASKING for one in self.night)
        return failed + sum(one.is_gone for one in self.runs) + len(self.wrong) + len(self.intakes)

    @property
    def exit_code(self) -> int:
        """0 all well; 2 it is not carried out, or something failed; 3 people are asked: the highest that applies."""
        if self.rows or self.asks:
            return _NEEDS_A_PERSON
        return _WELL if self.serves and not self.faults else _FAULT

    def headline(self, lang: str) -> str:
        """All of it in one sentence."""
        ja = lang == "ja"
        some = list(self._troubles(ja=ja))
        paused = ("（休止中のものがあります）" if ja else " (something is paused)") if self.pauses else ""
        if not some and not self.entries:
            return "時間割に項目はありません。人の確認がいるものもありません。" if ja else "The timetable has no entries, and nobody is needed."
        if not some:
            return f"異状ありません{paused}。" if ja else f"All is well{paused}."
        return f"{'、'.join(some)}。" if ja else f"{'; '.join(some)}."

    def _troubles(self, *, ja: bool) -> Iterator[str]:
        if not self.serves:
            yield "bots serve が動いていません" if ja else "bots serve is not at work"
        if self.rows:
            yield f"人の確認がいる行が {self.rows} 件あります" if ja else f"{self.rows} rows wait for a person"
        if self.asks:
            yield f"人の返事を待つ予定が {len(self.asks)} 件あります" if ja else f"{len(self.asks)} due times ask a person"
        if self.faults:
            yield f"うまくいかなかったものが {self.faults} 件あります" if ja else f"{self.faults} things went wrong"

    def told(self, lang: str) -> dict[str, Any]:
        """As JSON tells it; times are those of Japan."""
        return {
            "exit_code": self.exit_code, "well": self.exit_code == _WELL, "sentence": self.headline(lang), "at": _iso(self.now),
            "serve": [
                {"host": one.watch.worker.host, "pid": one.watch.worker.pid, "state": one.state, "since": _iso(one.watch.began_at),
                 "beat_seconds": one.seconds}
                for one in self.servers
            ],
            "runs": [
                {"run": one.run.id, "recipe": one.run.recipe_id, "entry": one.entry, "state": "gone" if one.is_gone else str(one.run.state),
                 "done": one.done, "total": one.total, "since": _iso(one.run.started_at or one.run.added_at)}
                for one in self.runs
            ],
            "waits": [one.told(lang) for one in self.waits], "asks": [one.told(lang) for one in self.asks],
            "last_24_hours": [{**one.told(lang), "late": one.late} for one in self.night],
            "for_a_person": [
                {"recipe": one.recipe, "run": one.run, "counts": dict(one.counts), "commands": commands_of(one)} for one in self.open_rows
            ],
            "next": [one.told(lang) for one in self.next],
            "paused": [
                {"entry": one.entry or None, "since": _iso(one.began_at), "until": _iso(one.until) if one.until else None, "by": one.by,
                 "reason": one.reason, "told": line_of_pause(one, lang)}
                for one in self.pauses
            ],
            "wrong": [{"code": one.code, "place": str(one.place), "sentence": one.sentence(lang)} for one in self.wrong],
            "intakes": [{"code": one.code, "sentence": one.sentence(lang)} for one in self.intakes],
        }  # fmt: skip


def commands_of(rows: OpenRows) -> list[str]:
    """The commands that answer for the rows of a run."""
    words = [f"bots decide {rows.run}"] if any(state != _APPROVED for state in rows.counts) else []
    return [*words, *([f"bots approve {rows.run}"] if _APPROVED in rows.counts else [])]


def word_of(state: str, lang: str) -> str:
    """A state of rows that wait, as people call it."""
    return (UNFINISHED if state == "unfinished" else ITEM_WORDS[state])[0 if lang == "ja" else 1]


def glance(project: Project) -> Glance:
    """Look at everything. Raises PlaceError as `look_into_ledger` does; a timetable that cannot be read is told."""
    now = project.clock.now()
    timetable, hall, wrong = _timetable(project)
    intakes = standing_of(project, timetable)
    if not look_into_ledger(project):
        return Glance(now, len(timetable.due), next=tuple(_coming(timetable, hall, now, {})), wrong=wrong, intakes=intakes)
    from bots.ledger import decisions, dues, pauses, watches

    paused = {entry.name: pauses.of(entry.name, now - A_DAY) for entry in timetable.due}
    servers = tuple(_servers(now))
    return Glance(
        now, len(timetable.due), servers, watches.last_end(), tuple(_runs(now)),
        tuple(line_of(one) for one in (*dues.preparing(), *dues.waiting())), tuple(line_of(one) for one in dues.asking()),
        tuple(_night(timetable, hall, now, paused)), tuple(decisions.open_rows()),
        tuple(_coming(timetable, hall, now, paused)), tuple(pauses.held(now)), wrong, intakes,
    )  # fmt: skip


def _timetable(project: Project) -> tuple[Timetable, OpeningDays, tuple[Problem, ...]]:
    """What is in force, the opening days of the hall, and what is wrong with either."""
    try:
        found, hall = read_timetable(project.home), opening_days(project)
    except RecipeError as error:
        return Timetable(""), OpeningDays(), (error.problem,)
    return found, hall, tuple(one for one in found.found if one.severity == "error")


def _servers(now: datetime) -> Iterator[Server]:
    from bots.ledger import watches
    from bots.ledger.recovery import is_alive

    for one in watches.at_work():
        state = "gone" if not is_alive(one.worker) else "silent" if now - one.beat_at > SILENT else "at_work"
        yield Server(one, state, max(0, int((now - one.beat_at).total_seconds())))


def _runs(now: datetime) -> Iterator[AtWork]:
    """Those at work, and those that were asked for and have not begun: of the last 24 hours, for older ones were given up."""
    from bots.ledger import dues, runs
    from bots.ledger.recovery import is_alive

    for run in runs.live():
        if run.state is RunState.QUEUED and now - run.added_at > A_DAY:
            continue
        due, counts = dues.of_run(run.id), runs.counts(run.id)
        is_gone = run.state is RunState.RUNNING and run.worker is not None and not is_alive(run.worker)
        yield AtWork(run, due.entry if due is not None else "", counts["total"] - counts["pending"], counts["total"], is_gone)


def _night(
    timetable: Timetable, hall: OpeningDays, now: datetime, paused: Mapping[str, list[PauseFacts]]
) -> Iterator[Line]:
    from bots.ledger import dues, runs

    found = dues.between(now - A_DAY, now)
    well = runs.plainly_well([one.run for one in found if one.run and one.changed_at - one.due_at <= ON_TIME])
    passed = [one for one in found if one.state not in (DueState.DUE, DueState.STARTING) and one.run not in well]
    lines = [line_of(one) for one in passed]
    lines += _unseen(timetable, hall, now, found, paused)
    for line in sorted(lines, key=lambda one: (one.due_at, one.entry)):
        was_late = timedelta(minutes=line.late) > ON_TIME
        if line.needs_a_person or line.state in (DueState.SKIPPED, "paused") or was_late:
            yield line


def _unseen(
    timetable: Timetable, hall: OpeningDays, now: datetime, found: list[DueFacts], paused: Mapping[str, list[PauseFacts]]
) -> Iterator[Line]:
    """What came due and was not claimed: nobody looked."""
    from bots.ledger import dues

    known = {(one.entry, one.due_at) for one in found}
    for entry in timetable.due:
        seen = dues.seen_until(entry.name)
        if seen is None:  # it is new: nothing was due before it was written
            continue
        for due in entry.due_between(max(seen, now - A_DAY), now - _GRACE, hall):
            if (entry.name, due) not in known:
                yield not_claimed(entry, due, now, paused[entry.name])


def _coming(
    timetable: Timetable, hall: OpeningDays, now: datetime, paused: Mapping[str, list[PauseFacts]]
) -> list[Line]:
    """The next due time of each entry, the first ones."""
    found = []
    for entry in timetable.due:
        due = next(entry.due_between(now, now + AHEAD, hall), None)
        if due is not None:
            found.append(not_claimed(entry, due, now, paused.get(entry.name, [])))
    return sorted(found, key=lambda one: (one.due_at, one.entry))[:_NEXT]


def _iso(moment: datetime) -> str:
    return in_tokyo(moment).isoformat(timespec="seconds")
