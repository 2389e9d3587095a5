"""The rows of a run: which of them are work (`deciding` has the table), and how each ended."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.db import transaction
from django.db.models import F, Q

from bots.clock import Clock
from bots.crashpoints import crashpoint
from bots.ledger import changes, events
from bots.ledger.connection import lasting
from bots.ledger.deciding import (
    DOUBTFUL,
    ENTERED,
    decide,
    items_of,
    key_text,
    marks_of,
    outcome_of,
    why,
)
from bots.ledger.facts import (
    Decision,
    Difference,
    EarlierEntry,
    LostClaim,
    RowDecision,
    RowFacts,
    RowRecordFacts,
)
from bots.ledger.tables import Attempt, Item, Row, Run
from bots.model import ItemState, Mode, RunState

_NOT_LEFT = (ItemState.DONE, ItemState.ALREADY, ItemState.SKIPPED)  # of these rows a run left nothing to enter
_ENTERED_ELSEWHERE = (ItemState.ALREADY, ItemState.CONFLICT)
_KEPT_AS_ENTERED = (ItemState.DONE, ItemState.CONFLICT)
_AGAIN = (ItemState.REFUSED, ItemState.FAILED, ItemState.SKIPPED, ItemState.CANCELLED)
_AT_ONCE = 400  # SQLite takes a limited number of values in one statement


@lasting
def enter(*, run: str, rows: Sequence[RowFacts], clock: Clock) -> tuple[RowDecision, ...]:
    """Take the rows of a sheet into `run`, in one transaction, and decide about each of them.

    May be called again for the same run (when it is continued, or for rows whose claim was lost):
    what was settled is KEPT, what is open is decided anew. A rehearsal enters rows but no items.
    Raises ValueError if two rows without a fault have one key or one position, or such a row's key
    is blank.
    """
    _check(rows)
    crashpoint("ledger.enter.before")
    with transaction.atomic(durable=True):
        entry = _Entry(run, rows, clock)
        decisions = tuple(entry.decide(row) for row in rows)
        entry.write(decisions)
        crashpoint("ledger.enter.inside")
    crashpoint("ledger.enter.after")
    return decisions


@lasting
def settle(
    *,
    run: str,
    position: int,
    outcome: ItemState,
    clock: Clock,
    code: str = "",
    field: str = "",
    words: Mapping[str, object] | None = None,
) -> None:
    """Write how a row ended, and why. A row whose item this run worked on has its outcome from the
    item's own move: another outcome here raises LostClaim. Needed for rehearsals and rows without
    item.
    """
    crashpoint("ledger.settle.before")
    with transaction.atomic(durable=True):
        row = Row.objects.select_related("item", "run").get(run__name=run, position=position)
        item = row.item
        if item is not None and item.run_id == row.run_id and item.state != outcome:
            raise LostClaim(f"item {item.pk}", item.state)
        Row.objects.filter(pk=row.pk).update(
            outcome=outcome, code=code, field=field, words=dict(words or {}), settled_at=clock.now()
        )
        told = {"position": position, "state": str(outcome), "code": code}
        events.append([events.NewEvent("row.settle", run, row.item_id, told)], clock)
        crashpoint("ledger.settle.inside")
    crashpoint("ledger.settle.after")


def of_run(run: str) -> list[RowRecordFacts]:
    """The rows of a run, in the order of the sheet."""
    found = Row.objects.filter(run__name=run).select_related("item").order_by("position")
    elsewhere = settled_since(run)
    return [
        _entered_by(elsewhere[row.position], row) if row.position in elsewhere else _told(row) for row in found
    ]


def begun(run: str) -> dict[int, bool]:
    """The positions of the rows on which a run has worked, however they ended, and whether the run may have sent each; a
    rehearsal has no items."""
    tried = Attempt.objects.filter(run__name=run)
    sent = Q(item__in=tried.filter(intent_at__isnull=False).values("item"))
    rehearsed = Q(item=None, decision=Decision.WORK) & ~Q(outcome=ItemState.PENDING)
    worked_on = Row.objects.filter(run__name=run).filter(Q(item__in=tried.values("item")) | rehearsed)
    maybe_sent = set(worked_on.filter(sent).values_list("position", flat=True))
    return {position: position in maybe_sent for position in worked_on.values_list("position", flat=True)}


def standing(run: str) -> dict[int, ItemState]:
    """Where the items of a run's rows stand now, by the row's position: a later run may have moved them on."""
    rows = Row.objects.filter(run__name=run, item__isnull=False)
    return {position: ItemState(state) for position, state in rows.values_list("position", "item__state")}


def settled_since(run: str) -> dict[int, str]:
    """The run that entered a row which this one did not, however the row ended here (not begun, failed, in doubt,
    refused, with a person), or in which a person answered for a row that had changed; by its position here.
    Empty while the run is at work: it decides about its rows itself."""
    ended = (RunState.FINISHED, RunState.STOPPED, RunState.BROKEN)
    rows = Row.objects.filter(run__name=run, run__state__in=ended, item__state__in=ENTERED)
    rows = rows.exclude(outcome__in=_NOT_LEFT).exclude(decision=Decision.CHANGED)
    rows = rows.exclude(item__run=F("run")).exclude(item__run=None)
    rows = rows.exclude(decision=Decision.BUSY, item__run__lt=F("run"))  # that it is another run's is told already
    return dict(rows.values_list("position", "item__run__name")) | changes.answered_elsewhere(run, ended)


def _entered_by(run: str, row: Row) -> RowRecordFacts:
    item = row.item
    since = row.decision != Decision.LISTED or (item is not None and item.run_id is not None and item.run_id > row.run_id)
    code = "B67" if since else "B95"  # a person decided about the row of an earlier run
    if row.decision == Decision.CHANGED:
        code = "B99"
    left = item is not None and item.unfinished
    return replace(_told(row), outcome=ItemState.ALREADY, code=code, field="", words={"run": run}, unfinished=left)


def _told(row: Row) -> RowRecordFacts:
    owed = row.decision == Decision.OWED
    left = owed and row.item is not None and row.item.unfinished
    paid = owed and not left and not row.words.get("fault")  # since then: nothing is left to tell of it
    return RowRecordFacts(
        position=row.position,
        origin=row.origin,
        item=row.item_id,
        key=tuple(json.loads(row.item.key)) if row.item else (),
        decision=Decision(row.decision),
        outcome=ItemState(row.outcome),
        code="" if paid else row.code,
        field=row.field,
        words={} if paid else row.words,
        unfinished=row.unfinished or left,
        receipt=row.item.receipt if row.item else "",
        settled_at=row.settled_at,
    )


def entered_before(run: str) -> dict[int, EarlierEntry]:
    """Where the rows of a run that it did not enter itself were entered, before it or since, by their position in it:
    only those that a run of ours entered. The one that entered an item last counts."""
    here: dict[int, list[int]] = {}
    since = settled_since(run)
    mine = Row.objects.filter(run__name=run, item__isnull=False)
    for position, item, outcome, decision in mine.values_list("position", "item", "outcome", "decision"):
        before = outcome in _ENTERED_ELSEWHERE and decision != Decision.WORK
        if before or position in since:
            here.setdefault(item, []).append(position)
    there = Row.objects.filter(decision=Decision.WORK, outcome__in=_KEPT_AS_ENTERED)
    there = there.exclude(run__name=run).order_by("run__pk", "position")
    items = sorted(here)
    found: dict[int, EarlierEntry] = {}
    for start in range(0, len(items), _AT_ONCE):
        entered = there.filter(item__in=items[start : start + _AT_ONCE])
        for item, name, folder, at in entered.values_list(
            "item", "run__name", "run__folder", "position"
        ):
            found.update(dict.fromkeys(here[item], EarlierEntry(name, folder, at)))
    return found


def _check(rows: Sequence[RowFacts]) -> None:
    sound = [row.key for row in rows if not row.code]
    if any(count > 1 for count in Counter(key_text(key) for key in sound).values()):
        raise ValueError("two rows without a fault have one key")
    if any(not any(key) for key in sound):
        raise ValueError("a row without a fault has a blank key")
    positions = Counter(row.position for row in rows)
    if any(count > 1 for count in positions.values()):
        raise ValueError("two rows have one position")


class _Entry:
    """One call of `enter`: what the ledger knows of these rows, and what becomes of them."""

    def __init__(self, run: str, rows: Sequence[RowFacts], clock: Clock) -> None:
        self.run = Run.objects.select_related("register").select_for_update().get(name=run)
        if self.run.state not in (RunState.QUEUED, RunState.RUNNING):
            raise LostClaim(f"run {run}", self.run.state)
        self.rows = rows
        self.clock = clock
        self.now = clock.now()
        self.rehearses = self.run.mode == Mode.REHEARSE
        self.known = {row.position: row for row in self.run.rows.all()}
        self.items = items_of(self.run.register_id, self.run.environment, rows)
        self.marks = {row.position: marks_of(row, self.run.register.name, self.run.environment) for row in rows}
        self.moved: list[events.NewEvent] = []

    # ------------------------------------------------------------------ deciding

    def decide(self, row: RowFacts) -> RowDecision:
        """What is to be done with `row`; moves its item where the table says so."""
        before = self.known.get(row.position)
        item = self.items.get(key_text(row.key))
        if before is not None and not self._open(before, None if self.rehearses else item):
            return RowDecision(row.position, before.item_id, Decision.KEPT)
        if item is None and not self.rehearses:
            return self._new(row)
        difference = changes.difference_of(item, self.marks[row.position])
        decision = decide(row, item, difference, rehearses=self.rehearses, busy=self._held)
        if self.rehearses or item is None:
            return RowDecision(row.position, None, decision)
        self._follow(item, row, decision)
        return RowDecision(row.position, item.pk, decision, difference)

    def _open(self, before: Row, item: Item | None) -> bool:
        """Whether a row that this run has already is still to be decided about."""
        outcome = ItemState(before.outcome)
        if outcome in (ItemState.PENDING, ItemState.RUNNING):
            return True
        if outcome is ItemState.FAILED:
            return self.run.take_failed
        if outcome in DOUBTFUL:  # a person may have decided since
            return (
                item is not None and before.decision != Decision.CHANGED and (item.state != outcome)
            )
        return False

    def _new(self, row: RowFacts) -> RowDecision:
        decision = decide(row, None, Difference(), rehearses=False, busy=self._held)
        if decision is Decision.SKIPPED or not any(row.key):
            return RowDecision(row.position, None, decision)
        item = Item.objects.create(
            register=self.run.register,
            environment=self.run.environment,
            key=key_text(row.key),
            systems=self.run.systems,
            state=ItemState.REFUSED if decision is Decision.REFUSED else ItemState.PENDING,
            code=row.code,
            made_at=self.now,
            changed_at=self.now,
        )
        self.items[item.key] = item
        return RowDecision(row.position, item.pk, decision)

    def _follow(self, item: Item, row: RowFacts, decision: Decision) -> None:
        """Move an item that is known as its row has it."""
        state = ItemState(item.state)
        if decision is Decision.REFUSED and state in (ItemState.PENDING, *_AGAIN):
            self._move(item, ItemState.REFUSED, row)
        elif decision is Decision.WORK and state is not ItemState.PENDING:
            self._move(item, ItemState.PENDING, row)

    def _held(self, item: Item) -> bool:
        """Whether another run that has not ended holds the item (recover() ends the dead ones)."""
        holder = item.run
        return holder is not None and holder.pk != self.run.pk and holder.state == RunState.RUNNING

    def _move(self, item: Item, state: ItemState, row: RowFacts) -> None:
        was, code = item.state, row.code if state is ItemState.REFUSED else ""
        swapped = Item.objects.filter(pk=item.pk, state=was, epoch=item.epoch).update(
            state=state, code=code, changed_at=self.now
        )
        if swapped != 1:
            raise LostClaim(f"item {item.pk}", was)
        item.state = state
        words = {"position": row.position, "was": str(was), "state": str(state), "code": code}
        self.moved.append(events.NewEvent("item.enter", self.run.name, item.pk, words))

    # ------------------------------------------------------------------ writing

    def write(self, decisions: Sequence[RowDecision]) -> None:
        """The rows, and what the chain says of them."""
        new: list[Row] = []
        old: list[Row] = []
        for row, decision in zip(self.rows, decisions, strict=True):
            if decision.decision is Decision.KEPT:
                continue
            made = self._row(row, decision)
            before = self.known.get(row.position)
            made.pk = before.pk if before is not None else None
            (new if before is None else old).append(made)
        Row.objects.bulk_create(new, batch_size=50)
        Row.objects.bulk_update(old, _ROW_COLUMNS, batch_size=50)
        self._tell_changed(decisions)
        tally = Counter(str(decision.decision) for decision in decisions)
        told = events.NewEvent("rows.enter", self.run.name, None, {"counts": dict(tally)})
        events.append([*self.moved, told], self.clock)

    def _tell_changed(self, decisions: Sequence[RowDecision]) -> None:
        """A row that changed since it was entered moves no item, and yet a person has to see it."""
        for one in decisions:
            if one.decision is Decision.CHANGED:
                words = {"position": one.position, "code": "B82", "state": str(ItemState.CONFLICT)}
                self.moved.append(events.NewEvent("item.changed", self.run.name, one.item, words))

    def _row(self, row: RowFacts, decided: RowDecision) -> Row:
        item = self.items.get(key_text(row.key))
        outcome = outcome_of(decided.decision, item)
        code, field, words = why(row, decided.decision, item, decided.difference)
        settled = outcome not in (ItemState.PENDING, ItemState.RUNNING, ItemState.SUBMITTING)
        return Row(
            run=self.run,
            position=row.position,
            origin=row.origin,
            item_id=decided.item,
            decision=decided.decision,
            outcome=outcome,
            code=code,
            field=field,
            words=words,
            payload_hmac=self.marks[row.position],
            settled_at=self.now if settled else None,
        )


_ROW_COLUMNS = [
    "origin",
    "item",
    "decision",
    "outcome",
    "code",
    "field",
    "words",
    "payload_hmac",
    "settled_at",
]
