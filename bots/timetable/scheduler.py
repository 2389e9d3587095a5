"""The clock: APScheduler wakes, and what is due is claimed in the ledger. Nothing else of a run is decided here.

APScheduler keeps no jobs of its own from one start to the next: they are made anew from the timetable, and what was due
meanwhile is found from what the ledger has seen. So a machine that slept, a clock that jumped and a second scheduler on the
same ledger are one case: every due time is claimed once.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path

from apscheduler.executors.base import BaseExecutor
from apscheduler.job import Job
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger

from bots.app.project import Project
from bots.clock import TOKYO, Clock
from bots.errors import BotsError, Problem
from bots.japan.opening import OpeningDays
from bots.recipe.folder import TIMETABLE
from bots.timetable.checks import opening_days
from bots.timetable.entry import Entry
from bots.timetable.lateness import claims_of
from bots.timetable.timetable_file import Timetable, read_timetable

LOOK = 30  # seconds between two looks at everything: at a file that changed, and after a sleep that no timer counts
AHEAD = timedelta(days=400)  # so far a next due time is looked for
_LOOK = " look"  # the one job that is no entry: no name of an entry begins with a blank


def claim_due(entry: Entry, hall: OpeningDays, clock: Clock) -> int:
    """Claim all that has come due of an entry since it was last looked at; how many were claimed here. An entry that is new
    begins now: what would have been due before it was written is not."""
    from bots.ledger import dues, pauses

    now, seen = clock.now(), dues.seen_until(entry.name)
    found = tuple(entry.due_between(seen, now, hall)) if seen is not None else ()
    if seen is not None and not found and now - seen < timedelta(hours=1):
        return 0  # nothing to write: from what was seen last all is found again
    paused = pauses.of(entry.name, found[0]) if found else []
    return dues.claim(
        entry=entry.name, claims=claims_of(entry, found, now, paused), until=now, asked=entry.asked(), zone=entry.zone,
        priority=entry.priority, clock=clock,
    )  # fmt: skip


class EntryTrigger(BaseTrigger):  # type: ignore[misc]  # APScheduler 3 has no types
    """The due times of an entry, for APScheduler."""

    def __init__(self, entry: Entry, hall: OpeningDays) -> None:
        self._entry, self._hall = entry, hall

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime | None:
        """The next due time after the one before, in Japan's time; None where there is none in sight."""
        after = previous_fire_time or now
        found = next(self._entry.due_between(after, after + AHEAD, self._hall), None)
        return found.astimezone(TOKYO) if found is not None else None


class ClaimExecutor(BaseExecutor):  # type: ignore[misc]
    """Claims instead of running: a job of APScheduler is a due time, not work."""

    def __init__(self, claim: Callable[[str], None]) -> None:
        super().__init__()
        self._claim = claim

    def _do_submit_job(self, job: Job, run_times: list[datetime]) -> None:
        self._claim(job.id)
        self._run_job_success(job.id, [])


class Scheduler:
    """Claims the due times of a project's timetable until it is stopped. `tell` gets what people must know: a timetable that
    cannot be read (the one before stays in force), a ledger that cannot be reached."""

    def __init__(self, project: Project, tell: Callable[[Problem], None]) -> None:
        self._project, self._tell = project, tell
        self._lock = threading.Lock()
        self._timetable = Timetable(TIMETABLE.as_posix())
        self._stamp: object = None
        self._hall = OpeningDays()
        self._told: tuple[str, ...] = ()
        self.looked_at: datetime | None = None  # when all that is due was claimed last
        self._clock = BackgroundScheduler(timezone=TOKYO, job_defaults={"misfire_grace_time": None, "coalesce": False})
        self._clock.add_executor(ClaimExecutor(self._wake), "claim")

    def start(self) -> None:
        """Begin: what came due while nobody looked is claimed at once."""
        self.look()
        self._clock.add_job(self.look, "interval", seconds=LOOK, id=_LOOK, max_instances=1)
        self._clock.start()

    def stop(self) -> None:
        """End. Nothing is lost by it: what comes due is found by whoever starts next."""
        if self._clock.running:
            self._clock.shutdown(wait=True)

    def look(self) -> None:
        """Take in a timetable that has changed, and claim all that is due."""
        try:
            self._take_in()
            for entry in self._timetable.due:
                self._claim(entry)
            self.looked_at = self._project.clock.now()
        except BotsError as error:
            self._say((error.problem,))

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What is in force."""
        return self._timetable.due

    def _wake(self, name: str) -> None:
        entry = self._timetable.entries.get(name)
        try:
            if entry is not None:
                self._claim(entry)
        except BotsError as error:  # an executor that raised would lose its job
            self._say((error.problem,))

    def _claim(self, entry: Entry) -> None:
        with self._lock:
            self._project.open_ledger()
            claim_due(entry, self._hall, self._project.clock)

    def _take_in(self) -> None:
        stamp = tuple(_stamp(self._project.home / "config" / name) for name in ("timetable.yaml", "calendar.yaml"))
        if stamp == self._stamp:
            return
        self._stamp = stamp
        found, hall = read_timetable(self._project.home), opening_days(self._project)
        wrong = [one for one in found.found if one.severity == "error"]
        if wrong:  # what is in force stays in force; entries that are right do not wait for the others to be mended
            self._say(wrong)
            kept = {name: one for name, one in self._timetable.entries.items() if name in found.nodes}
            found.entries = {**kept, **found.entries}
        self._timetable, self._hall = found, hall
        for job in self._clock.get_jobs():
            if job.id != _LOOK:
                job.remove()
        for entry in found.due:
            self._clock.add_job(_nothing, EntryTrigger(entry, hall), id=entry.name, executor="claim")

    def _say(self, problems: Iterable[Problem]) -> None:
        """Tell what is wrong, once: it is found again at every look."""
        said = tuple(problems)
        codes = tuple(f"{one.code} {one.place}" for one in said)
        if codes != self._told:
            self._told = codes
            for one in said:
                self._tell(one)


def _nothing() -> None:
    """What a job of APScheduler would do: its executor claims instead."""


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
