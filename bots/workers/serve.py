"""One command for one machine: the timetable's clock, the runs that are due, and the order after a crash, in one process tree.

Each run is a child process; this one stays small, asks nothing of browsers or sheets, and can die at any time: the ledger
tells whoever comes next what was due, what was begun and what a dead process left.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bots.app.project import Project
from bots.app.runs import recover, reopen
from bots.clock import in_tokyo
from bots.errors import BotsError, PlaceError, Problem
from bots.ledger.connection import close_ledger
from bots.ledger.facts import DueFacts, LostClaim
from bots.model import DueState
from bots.timetable.bell import Bell
from bots.timetable.broken_off import broken_off
from bots.timetable.entry import Entry
from bots.timetable.readiness import end_at, readiness
from bots.timetable.scheduler import Scheduler
from bots.workers.intake import Intake
from bots.workers.local import LocalWorker, Told
from bots.workers.pulse import Pulse

LOOK = 2.0  # seconds between two looks at what may begin, and at what must end
TIDY = 20.0  # seconds between two looks for what dead processes left
RING = 600.0  # seconds between two looks whether people are to be told
_NEEDS_A_PERSON = 2  # from this exit code of a run on
_PATIENCE = 600.0  # seconds that a run has for its row when everything ends
BEAT = 20.0  # seconds between two times at which the ledger hears of us


@dataclass(slots=True)
class _Work:
    """A run that is carried out here. `ends` is when it is asked to end (UTC)."""

    due: DueFacts
    worker: LocalWorker
    ends: datetime | None
    thread: threading.Thread | None = None
    run: str = ""
    asked_to_end: bool = False


@dataclass(slots=True)
class Happened:
    """Something to tell people: `what` is begun, goes_on, ended, refused, waits, asks, skipped or problem."""

    what: str
    at: datetime
    entry: str = ""
    run: str = ""
    exit_code: int = -1
    problem: Problem | None = None


@dataclass(slots=True)
class Serve:
    """The supervisor. `tell` is called with everything that happens; `slots` is how many runs work at once."""

    project: Project
    tell: Callable[[Happened], None]
    slots: int = 1
    bell: Bell | None = None
    pulse: Pulse = field(default_factory=Pulse)
    _watch: int | None = None
    _beaten: float = -BEAT
    _works: dict[int, _Work] = field(default_factory=dict)
    _ending: threading.Event = field(default_factory=threading.Event)
    _told: dict[int, str] = field(default_factory=dict)
    _asked: set[int] = field(default_factory=set)
    _left: set[int] = field(default_factory=set)  # runs that broke off and are left to people

    def run(self) -> None:
        """Work until `end` is called; then let the rows in work end, and return."""
        scheduler = Scheduler(self.project, lambda problem: self._say("problem", problem=problem))
        self.pulse.begin(scheduler, self.project.clock)
        scheduler.start()
        intake = Intake(self.project, lambda: scheduler.entries, self)
        intake.start()
        tidied = rung = -RING
        try:
            while not self._ending.is_set():
                now = self.project.clock.monotonic()
                try:
                    self.project.open_ledger()
                    self._beat(scheduler.looked_at)
                    if now - tidied >= TIDY:
                        self._tidy()
                        self._go_on_with_what_broke_off()
                        tidied = now
                    if now - rung >= RING:
                        self._ring()
                        rung = now
                    intake.check()
                    self._end_what_is_over()
                    self._begin_what_is_ready()
                except BotsError as error:  # a ledger that cannot be reached now can be in a moment
                    if isinstance(error, PlaceError):
                        self.pulse.failed(error.problem.code)
                    self._say("problem", problem=error.problem)
                self._ending.wait(LOOK)
        finally:
            self.pulse.end()
            scheduler.stop()
            intake.stop()
            self._wind_up()
            self._leave()

    def end(self) -> None:
        """Ask for the end: the first time each run ends with its row, the second time before its next submit, at once."""
        again = self._ending.is_set()
        self._ending.set()
        for work in list(self._works.values()):
            if again:
                work.worker.stop_now()
            else:
                work.worker.stop_after_row()

    @property
    def at_work(self) -> list[tuple[str, str]]:
        """The entries and ids of the runs that are carried out here."""
        return [(work.due.entry, work.run) for work in list(self._works.values())]

    # ------------------------------------------------------------------ the rounds

    def _tidy(self) -> None:
        """What dead processes left: their rows and due times go back, what they may have sent is in doubt."""
        from bots.ledger import dues
        from bots.ledger.recovery import is_alive

        recover(self.project)
        dues.give_back(alive=is_alive, clock=self.project.clock)

    def _beat(self, looked_at: datetime | None) -> None:
        """Let the ledger hear of us."""
        now = self.project.clock.monotonic()
        if now - self._beaten < BEAT:
            return
        from bots.ledger import watches
        from bots.ledger.recovery import is_alive, this_worker

        if self._watch is None:
            self._watch = watches.begin(worker=this_worker(), alive=is_alive, clock=self.project.clock)
        try:
            watches.beat(watch=self._watch, looked_at=looked_at, clock=self.project.clock)
        except LostClaim:
            self._watch = None  # another ledger was put there, or somebody took us for dead: begun anew at the next round
            return
        self.pulse.read(len(self._works))
        self._beaten = now

    def _leave(self) -> None:
        from bots.ledger import watches

        try:
            if self._watch is not None:
                self.project.open_ledger()
                watches.end(watch=self._watch, clock=self.project.clock)
        except BotsError as error:
            self._say("problem", problem=error.problem)

    def _ring(self) -> None:
        """The letters of the night, once each, and what asks."""
        from bots.ledger import dues

        if self.bell is None:
            return
        for problem in self.bell.morning():
            self._say("problem", problem=problem)
        for due in dues.asking():
            if due.id not in self._asked:
                self._asked.add(due.id)
                self._ring_for(due)

    def arrived(self, due: DueFacts) -> None:
        """A file that arrived asks, or was refused. Called in the thread of the intakes."""
        if due.state is DueState.ASKING:
            self._asks(due)
        else:
            self._say("refused", due, Problem(due.code, due.words))
            self._ring_for(due)

    def troubled(self, entry: Entry, problem: Problem) -> None:
        """Something keeps the files of an entry. Called in the thread of the intakes, or in that of the rounds."""
        self.tell(Happened("problem", in_tokyo(self.project.clock.now()), entry.name, problem=problem))
        for failed in self.bell.of_entry(entry, problem) if self.bell is not None else ():
            self._say("problem", problem=failed)

    def _asks(self, due: DueFacts) -> None:
        """A person is asked at once."""
        self._asked.add(due.id)
        self._say("asks", due, Problem(due.code, due.words))
        self._ring_for(due)

    def _ring_for(self, due: DueFacts) -> None:
        for problem in self.bell.at_once(due.id) if self.bell is not None else ():
            self._say("problem", due, problem)

    def _end_what_is_over(self) -> None:
        now = self.project.clock.now()
        for work in list(self._works.values()):
            if work.ends is not None and now >= work.ends and not work.asked_to_end:
                work.asked_to_end = True
                work.worker.stop_after_row()

    def _begin_what_is_ready(self) -> None:
        from bots.ledger import dues

        for due in dues.waiting():
            if due.zone or due.id in self._works:  # of another zone: another machine takes it
                continue
            ready = readiness(self.project, due)
            try:
                if ready.verdict == "skip" and ready.problem is not None:
                    dues.skip(due=due.id, code=ready.problem.code, words=ready.problem.words, clock=self.project.clock)
                    self._say("skipped", due, ready.problem)
                elif ready.verdict == "ask" and ready.problem is not None:
                    dues.ask(due=due.id, code=ready.problem.code, words=ready.problem.words, clock=self.project.clock)
                    self._asks(dues.get(due.id))
                elif ready.verdict == "wait" and ready.problem is not None:
                    dues.wait(due=due.id, code=ready.problem.code, words=ready.problem.words, clock=self.project.clock)
                    self._say_once(due, ready.problem)
                elif len(self._works) < self.slots:
                    self._begin(due)
            except LostClaim:
                continue  # somebody has answered, or another machine was quicker

    def _go_on_with_what_broke_off(self) -> None:
        """Runs whose process has died, before anything new: they hold what others wait for."""
        for one in broken_off(self.project, but={*self._works, *self._left}):
            due, ready = one.due, one.ready
            if ready.problem is not None:
                self._say_once(due, ready.problem)
                if ready.verdict == "skip":
                    self._left.add(due.id)
                    self._ring_for(due)
            elif len(self._works) < self.slots:
                try:
                    reopen(self.project, due.run, failed=False)
                except BotsError as error:  # another ledger was put there, say: people see to it
                    self._left.add(due.id)
                    self._say("problem", due, error.problem, run=due.run)
                    continue
                self._say("goes_on", due, run=due.run)
                self._begin(due)

    def _begin(self, due: DueFacts) -> None:
        def heard(told: Told) -> None:
            if told.get("what") == "asked":
                work.run = str(told["run"])
                self._say("begun", due, run=work.run)
            elif told.get("what") == "problem":
                words = told.get("words")
                problem = Problem(str(told["code"]), words if isinstance(words, dict) else {})
                self._say("refused", due, problem, run=work.run)

        work = _Work(due, LocalWorker(self.project.home, heard, lambda _: None), end_at(due), run=due.run)
        work.thread = threading.Thread(target=self._carry_out, args=(work,), name=f"due {due.id}")
        self._works[due.id] = work
        work.thread.start()

    def _carry_out(self, work: _Work) -> None:
        try:
            code = work.worker.carry_out(work.run, due=None if work.run else work.due.id)
            if work.run:
                self._say("ended", work.due, run=work.run, exit_code=code)
            if code >= _NEEDS_A_PERSON:
                self.project.open_ledger()
                if not self._is_due_still(work.due):
                    self._ring_for(work.due)
        except BotsError as error:
            self._say("problem", work.due, error.problem)
        finally:
            close_ledger()
            self._works.pop(work.due.id, None)

    def _is_due_still(self, due: DueFacts) -> bool:
        """Whether it was not begun at all: it was paused at that very moment, or another machine has it."""
        from bots.ledger import dues

        return dues.get(due.id).state is DueState.DUE

    def _wind_up(self) -> None:
        """Wait for the rows in work; who does not end is ended."""
        for work in list(self._works.values()):
            work.worker.stop_after_row()
        for work in list(self._works.values()):
            if work.thread is not None:
                self._wait_for(work.thread)
                if work.thread.is_alive():
                    work.worker.stop_now()
                    work.thread.join()

    def _wait_for(self, thread: threading.Thread) -> None:
        """Wait for its row; who looks meanwhile sees that we are there."""
        until = self.project.clock.monotonic() + _PATIENCE
        while thread.is_alive() and self.project.clock.monotonic() < until:
            thread.join(LOOK)
            try:
                self._beat(None)
            except BotsError as error:
                self._say("problem", problem=error.problem)

    # ------------------------------------------------------------------ telling

    def _say_once(self, due: DueFacts, problem: Problem) -> None:
        if self._told.get(due.id) != problem.code:
            self._told[due.id] = problem.code
            self._say("waits", due, problem)

    def _say(
        self, what: str, due: DueFacts | None = None, problem: Problem | None = None, run: str = "", exit_code: int = -1
    ) -> None:
        at = in_tokyo(self.project.clock.now())
        self.tell(Happened(what, at, due.entry if due is not None else "", run, exit_code, problem))
