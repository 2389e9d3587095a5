"""What the journal writes into: the ledger's tables and the run's folder. Called in its thread only."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from bots.clock import Clock
from bots.engine.policy import Phase, Verdict
from bots.engine.record import RowRecord
from bots.errors import BotsError, Place, PlaceError, Problem
from bots.evidence.folder import RunFolder
from bots.evidence.readings import (
    KeptFile,
    KeptPicture,
    RowReadings,
    receipt_in,
    shown,
)
from bots.japan.keys import key_part
from bots.ledger.facts import Decision, RowDecision, RowFacts, Standing, Worker
from bots.model import (
    Attachment,
    Evidence,
    FoundField,
    ItemState,
    Lesson,
    Mode,
    Notice,
    Picture,
    Plan,
    PlanStep,
    Row,
    RunState,
    Sending,
    Table,
    Value,
    flat,
)

LONGEST = 200  # characters of a text of the recipe in an event
_FOR_PEOPLE = ("append", "ask", "notify")  # what these say goes into no system
Work = tuple[int, int | None, Row | None]  # position, item, row
EarlierRow = Callable[[str, int], Row | None]  # a row of a run by its position; None where its sheet has gone


@dataclass
class Books:
    """One run's ledger and folder. Every method may raise PlaceError (P32, P40–P59, P80–P82, P131–P133, P151–P161)."""

    run: str
    plan: Plan
    folder: RunFolder
    open_ledger: Callable[[], None]
    anchor: Path
    worker: Worker
    clock: Clock
    earlier_row: EarlierRow
    looked: dict[int, RowReadings] = field(default_factory=dict)  # of rows that were looked up (照会), by position
    _evidence: dict[int, list[Evidence]] = field(default_factory=dict)
    _lessons: list[Lesson] = field(default_factory=list)

    # ------------------------------------------------------------------ the run

    def open(self) -> None:
        """Open the ledger in this thread, take the run, then its systems' slots.

        In this order: a process that dies between the two has a run of its own, whose end frees what
        it held; a queued run with a slot would hold its system for ever. A run whose system is in use
        (P45) ends as stopped: nothing of it was begun. Nothing is taken by a ledger that is not the last one (P131,
        P133)."""
        from bots.ledger import restored, runs

        self.open_ledger()
        if self.plan.mode is Mode.RUN:
            restored.refuse(self.anchor)
        runs.take(run=self.run, worker=self.worker, clock=self.clock)
        try:
            self._hold_systems()
        except PlaceError as error:
            self.finish(RunState.STOPPED, error)
            raise

    def _hold_systems(self) -> None:
        from bots.ledger import slots

        for system in self.plan.systems:
            slots.hold(system=system.name, account=account_of(system.account), run=self.run,
                       clock=self.clock)  # fmt: skip

    def close(self) -> None:
        """Close this thread's connection."""
        from bots.ledger.connection import close_ledger

        close_ledger()

    def stop_asked(self) -> bool:
        """Whether somebody has asked the run to end."""
        from bots.ledger import runs

        return runs.stop_asked(self.run)

    def finish(self, state: RunState, reason: BotsError | None) -> None:
        """End the run; what it holds is freed. Where a step of the recipe ended it, its place is kept as the word `at_step`."""
        from bots.ledger import runs

        why = reason_of(reason.problem if reason is not None else None)
        place = reason.problem.place if reason is not None else Place()
        at = {"at_step": f"{place.file}:{place.line}:{place.column}"} if place.line else {}
        words = {**why["words"], **at}
        runs.finish(run=self.run, state=state, reason=why["code"], words=words, clock=self.clock)

    def remember(self, found: Mapping[str, FoundField | None]) -> None:
        """Keep what the words of the recipe were found at, for the runs to come."""
        from bots.ledger import found as ledger_found

        ledger_found.remember(recipe_id=self.plan.recipe_id, found=found)

    def keep_lesson(self, lesson: Lesson) -> None:
        """Keep what presses of a submit told (no values), in place of what was known of it before."""
        one = (lesson.system, lesson.screen, lesson.submit)
        others = [kept for kept in self._lessons if (kept.system, kept.screen, kept.submit) != one]
        self._lessons = [*others, lesson]
        self.folder.write_lessons([asdict(kept) for kept in self._lessons])
        self.event("submit.learn", {"system": lesson.system, "label": lesson.submit, "kind": lesson.kind})

    def event(self, action: str, words: Mapping[str, object]) -> None:
        """One event by itself."""
        from bots.ledger import events

        events.add(run=self.run, kind=action, words=words, clock=self.clock)

    def notify(self, position: int, item: int | None, notice: Notice) -> None:
        """Tell a notice by the recipe's own words; what it says of the row is in the row's readings."""
        from bots.ledger import events

        words = {"position": position, "label": notice.written[:LONGEST], "to": notice.to[:LONGEST]}
        events.add(run=self.run, kind="notify", words=words, clock=self.clock, item=item)

    # ------------------------------------------------------------------ rows

    def enter(self, table: Table | None) -> list[Work]:
        """Take the rows in; those that are work, in the order of the sheet."""
        from bots.ledger import rows

        by_position = {row.number: row for row in table.rows} if table is not None else {}
        told = self._facts(table)
        decisions: tuple[RowDecision, ...] = rows.enter(run=self.run, rows=told, clock=self.clock)
        return [
            (one.position, one.item, by_position.get(one.position))
            for one in decisions
            if one.decision is Decision.WORK
        ]

    def begun(self) -> dict[int, bool]:
        """The positions of rows that this run has worked on, and whether it may have sent each."""
        from bots.ledger import rows

        return rows.begun(self.run)

    def _facts(self, table: Table | None) -> list[RowFacts]:
        if table is None:
            key = tuple(
                key_part(self.plan.inputs[one.name], one.kind) for one in self.plan.input_columns
            )
            return [RowFacts(1, "", key or (self.run,), dict(self.plan.inputs))]
        columns = entered_columns(self.plan)
        return [row_facts(row, columns) for row in table.rows]

    def known_keys(self) -> frozenset[tuple[str, ...]]:
        """The keys that were entered under the run's register before."""
        from bots.ledger import registers

        return registers.entered_keys(run=self.run)

    def claim(self, item: int) -> int:
        """Take an item; its epoch."""
        from bots.ledger import items

        return items.claim(item=item, run=self.run, clock=self.clock)

    def intent(self, item: int, epoch: int, sending: Sending) -> None:
        """The point of no return."""
        from bots.ledger import items

        items.commit_intent(item=item, epoch=epoch, sending=sending, clock=self.clock)

    def done(self, item: int, epoch: int) -> None:
        """The success sign was seen."""
        from bots.ledger import items

        items.done(item=item, epoch=epoch, clock=self.clock, owes=owes_steps(self.plan))

    def ask(self, item: int, row: Row | None, step: str, content: str, first: int) -> Standing:
        """What people have said of the row as it is; where somebody must be asked, that is noted."""
        from bots.ledger import approvals

        approved = approvals.approved_in(item, step)
        hidden = hidden_of(row)
        same = approved is None or approved[0] == self.run or not hidden
        if approved is not None and not same:
            same = hidden_of(self.earlier_row(*approved)) == hidden
        return approvals.ask(
            item=item, run=self.run, step=step, content=content, first=first, clock=self.clock, hidden_same=same
        )

    def answer(self, item: int, epoch: int, *, yes: bool, reason: str) -> None:
        """What the person at the terminal has said."""
        from bots.ledger import approvals, runs

        by = runs.get(self.run).asked_by
        approvals.answer(item=item, epoch=epoch, yes=yes, by=by, reason=reason, clock=self.clock)

    def settle(
        self,
        item: int | None,
        epoch: int,
        record: RowRecord,
        phase: Phase,
        verdict: Verdict,
        error: BotsError | None,
    ) -> ItemState:
        """Keep the row's readings, then let the ledger say what became of it. The state it has now."""
        self.keep_readings(record)
        problem = error.problem if error is not None else None
        if item is None:
            if verdict.state is not ItemState.PENDING:
                self._settle_row(record.position, verdict.state, problem)
            state = verdict.state
        else:
            own = record.telling.own(problem) if problem is not None else {}
            receipt = receipt_in({name: shown(one, record.hidden) for name, one in record.written.items()})
            self._keep_lines(item, epoch, record, phase, verdict, problem)
            state = self._settle_item(item, epoch, phase, verdict, problem, own, receipt)
        self.name_evidence(record.position, item)
        for notice in record.notices if state is not ItemState.PENDING else ():
            self.notify(record.position, item, notice)
        return state

    def _keep_lines(
        self,
        item: int,
        epoch: int,
        record: RowRecord,
        phase: Phase,
        verdict: Verdict,
        problem: Problem | None,
    ) -> None:
        """The ledger remembers which lines (行追加) the row gives to which books; their cells are in its readings.

        Before the outcome: lines of a row that is not entered in the end never count."""
        entered = verdict.state in (ItemState.DONE, ItemState.CONFLICT)
        owed = phase is Phase.DONE and _owes_lines(self.plan)
        if not entered or not (record.lines or owed):
            return
        from bots.ledger import lines

        books = [self.plan.books[one.file] for one in record.lines]
        whole = problem is None or verdict.state is ItemState.CONFLICT
        lines.keep(
            item=item, epoch=epoch, position=record.position, books=books, whole=whole, clock=self.clock
        )

    def _settle_row(self, position: int, state: ItemState, problem: Problem | None) -> None:
        from bots.ledger import rows

        why = reason_of(problem)
        rows.settle(run=self.run, position=position, outcome=state, clock=self.clock, **why)

    def _settle_item(
        self,
        item: int,
        epoch: int,
        phase: Phase,
        verdict: Verdict,
        problem: Problem | None,
        own: Mapping[str, object],
        receipt: str,
    ) -> ItemState:
        from bots.ledger import items

        at: dict[str, Any] = {"item": item, "epoch": epoch, "clock": self.clock}
        why = reason_of(problem)
        state = verdict.state
        if state is ItemState.DONE and phase is Phase.DONE:
            if problem is not None:
                items.mark_unfinished(**at, code=why["code"], words=why["words"])
            elif (receipt or owes_steps(self.plan)) and (other := items.finish(**at, receipt=receipt)):
                told = Problem("B12", {"key": "／".join(other)})
                items.conflict(**at, **reason_of(told))
                return ItemState.CONFLICT
        elif state is ItemState.DONE:
            items.done(**at, submitted=False)
        elif state is ItemState.PENDING:
            back = items.release if phase is Phase.BEFORE else items.unsent
            back(**at, code=why["code"], own=own)
        elif state is ItemState.ALREADY:
            return items.already(**at, code=why["code"], words=why["words"])
        elif state is ItemState.FAILED:
            items.fail(**at, **why, unsent=phase is not Phase.BEFORE)
        else:
            moves: dict[ItemState, Any] = {
                ItemState.REFUSED: items.refuse,
                ItemState.SKIPPED: items.skip,
                ItemState.UNCERTAIN: items.uncertain,
                ItemState.CONFLICT: items.conflict,
                ItemState.WAITING: items.wait,
            }
            moves[state](**at, **why)
        return state

    # ------------------------------------------------------------------ evidence

    def keep_picture(self, position: int, label: str, picture: Picture, step: str) -> Evidence:
        """Write a picture of the row; the ledger names it when the row is settled."""
        evidence = self.folder.write_picture(position, label, picture, step)
        self._evidence.setdefault(position, []).append(evidence)
        return evidence

    def keep_file(self, position: int, file: Attachment, step: str) -> Evidence:
        """Write a file of the row; the ledger names it when the row is settled. One of the start or the finish, which
        no row settles, is named at once, with what the recipe calls it."""
        from bots.ledger import evidence

        kept = self.folder.write_file(position, file.ending, file.data, step)
        if position:
            self._evidence.setdefault(position, []).append(kept)
        else:
            evidence.add(run=self.run, files=[kept], position=position, clock=self.clock)
            self.event("file.keep", {"label": file.label[:LONGEST], "file": kept.file, "step": step})
        return kept

    def keep_readings(self, record: RowRecord) -> None:
        """Write what the row has met so far; a look into the system that led to this try stands before it."""
        if record.position:
            document, looked = self.document(record), self.looked.get(record.position)
            whole = looked.followed_by(document) if looked is not None else document
            self.folder.write_readings(record.position, whole.to_json())

    def document(self, record: RowRecord) -> RowReadings:
        """What a try has met, as it may be kept; pictures that are not on the disk are left out."""
        return RowReadings.of(
            record.row,
            readings=[replace(one, field=record.telling.text(one.field)) for one in record.readings],
            written=record.written,
            saved=tuple(record.saved),
            pictures=[
                KeptPicture.of(shot.label, shot.picture, shot.evidence.result())
                for shot in record.shots
                if kept(shot.evidence)
            ],
            steps=record.results,
            notes=record.notes,
            secret=record.hidden,
            files=[
                KeptFile(label, one.result().file, one.result().sha256)
                for label, one in record.files
                if kept(one)
            ],
            lines=record.lines,
            asked=record.asked,
            notices=record.notices,
            attempt=record.attempt,
        )

    def name_evidence(self, position: int, item: int | None) -> None:
        """The ledger names the files of a row that are on the disk."""
        from bots.ledger import evidence

        files = self._evidence.pop(position, [])
        evidence.add(run=self.run, files=files, item=item, position=position, clock=self.clock)


def kept(evidence: Future[Evidence]) -> bool:
    """Whether the picture is on the disk. Its failure is raised elsewhere, by the journal."""
    return evidence.done() and evidence.exception() is None


def account_of(account: Mapping[str, str]) -> str:
    """An account by the names of its secrets: which slot a run takes, never what they hold."""
    return ",".join(sorted(account.values()))


def reason_of(problem: Problem | None) -> dict[str, Any]:
    """Why, as the ledger keeps it: code, field and plain words."""
    if problem is None:
        return {"code": "", "field": "", "words": {}}
    words = {
        name: word if isinstance(word, str | int | float | bool) else str(word)
        for name, word in problem.words.items()
    }
    if problem.advice:  # what the screen has instead: told with the reason
        words["also"] = problem.advice
    return {"code": problem.code, "field": str(words.get("field", "")), "words": words}


def hidden_of(row: Row | None) -> list[tuple[str, int, str, str]]:
    """All hidden values of a row: table of its child rows, number there, column, text. To compare; for nobody to see."""
    if row is None:
        return []
    own = [("", 0, name, one.reveal()) for name, one in row.values.items() if one.hidden]
    children = [
        (table, number, name, one.reveal())
        for table, rows in row.details.items()
        for number, child in enumerate(rows, 1)
        for name, one in child.items()
        if one.hidden
    ]
    return own + children


def row_facts(row: Row, columns: tuple[str, ...]) -> RowFacts:
    """A row of the sheet as the ledger takes it: its fault, and the values that are entered."""
    why = reason_of(row.problems[0] if row.problems else None)
    return RowFacts(
        position=row.number,
        origin=row.origin,
        key=row.key,
        payload={
            **{name: row.values[name].reveal() for name in columns if name in row.values},
            **{name: _all_of(children) for name, children in row.details.items()},
        },
        chosen=row.chosen,
        **why,
    )


def _all_of(children: Sequence[Mapping[str, Value]]) -> str:
    """All that child rows say, as one text: a line more or less is a change as well."""
    said = [[[k, v.reveal()] for k, v in one.items() if not v.hidden] for one in children]
    return json.dumps(said, ensure_ascii=False)


def entered_columns(plan: Plan) -> tuple[str, ...]:
    """The columns whose values go into the system: used before the submit, less the hidden ones and
    those that `write` sets (settled.md 1)."""
    from bots.values.templates import names_in

    if plan.rows is None:
        return ()
    used: set[str] = set()
    written: set[str] = set()
    for step, sent in _in_order(plan.each_row):
        if step.task == "write":
            written.update(step.args.get("cells", step.args))
        elif not sent and step.task not in _FOR_PEOPLE:
            used.update(names_in(step.args))
    hidden = {column.name for column in plan.rows.columns if column.hidden}
    return tuple(c.name for c in plan.rows.columns if c.name in used - written - hidden)


def owes_steps(plan: Plan) -> bool:
    """Whether a row that is entered has steps to come: it is not finished before they are done."""
    return any(sent for _, sent in _in_order(plan.each_row or plan.steps))


def _in_order(steps: tuple[PlanStep, ...], sent: bool = False) -> Generator[tuple[PlanStep, bool], None, bool]:
    """Steps with the steps inside them, in order, and of each whether a row may have been submitted before it."""
    for step in steps:
        yield step, sent
        if step.task == "branch":
            ends = []
            for way in step.steps:  # each begins where the branch does
                ends.append((yield from _in_order((way,), sent)))
            sent = any((sent, *ends))
        else:
            sent = yield from _in_order(step.steps, sent)
        sent = sent or step.submits
    return sent


def _owes_lines(plan: Plan) -> bool:
    """Whether a row that is entered may still have to give a line to a book."""
    return any(step.task == "append" for step in flat((*plan.each_row, *plan.steps)))


