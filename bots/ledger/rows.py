"""The rows of a run: which of them are work, and how each ended.

its item is                                   then
done, already                                 ALREADY, or CHANGED if the values differ
pending, refused, failed, skipped, cancelled  WORK
running in a dead run / in a live run         WORK / BUSY
submitting, uncertain, waiting, conflict, or cancelled out of doubt   LISTED
(the row has a fault)                         REFUSED, and so is an item that is not entered; of an item
                                              that is entered, in doubt or at work in a live run: as
                                              above, the fault told beside it; it cannot be compared
(the recipe's `only` leaves it out)           SKIPPED; looked at only after done, already and doubt

A rehearsal heeds no item but one that may have been entered (submitting, uncertain): LISTED too.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from django.db import transaction
from django.db.models import F, Q

from bots.clock import Clock
from bots.crashpoints import crashpoint
from bots.japan.keys import seen
from bots.ledger import events
from bots.ledger.connection import key as hmac_key
from bots.ledger.facts import (
    Decision,
    EarlierEntry,
    LostClaim,
    RowDecision,
    RowFacts,
    RowRecordFacts,
)
from bots.ledger.payload import changed_columns, payload_hmac
from bots.ledger.tables import Item, Row, Run
from bots.model import ItemState, Mode, RunState

_ENTERED = (ItemState.DONE, ItemState.ALREADY)
_DOUBTFUL = (ItemState.SUBMITTING, ItemState.UNCERTAIN, ItemState.WAITING, ItemState.CONFLICT)
_MAYBE_ENTERED = (ItemState.SUBMITTING, ItemState.UNCERTAIN)
_ENTERED_ELSEWHERE = (ItemState.ALREADY, ItemState.CONFLICT)
_KEPT_AS_ENTERED = (ItemState.DONE, ItemState.CONFLICT)
_AGAIN = (ItemState.REFUSED, ItemState.FAILED, ItemState.SKIPPED, ItemState.CANCELLED)
_AT_ONCE = 400  # SQLite takes a limited number of values in one statement


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
    elsewhere = entered_since(run)
    return [
        _entered_by(elsewhere[row.position], row) if row.position in elsewhere else _told(row) for row in found
    ]


def standing(run: str) -> dict[int, ItemState]:
    """Where the items of a run's rows stand now, by the row's position: a later run may have moved them on."""
    rows = Row.objects.filter(run__name=run, item__isnull=False)
    return {position: ItemState(state) for position, state in rows.values_list("position", "item__state")}


def entered_since(run: str) -> dict[int, str]:
    """The run that entered a row which this one left open (it was stopped, the row waited for a person, or was in
    doubt since an earlier run), by its position here. Empty while the run is at work: it decides about its rows
    itself."""
    ended = (RunState.FINISHED, RunState.STOPPED, RunState.BROKEN)
    left = Q(outcome=ItemState.PENDING, decision=Decision.WORK)
    doubtful = (ItemState.WAITING, ItemState.UNCERTAIN, ItemState.CONFLICT)
    left |= Q(outcome__in=doubtful, decision=Decision.LISTED)
    rows = Row.objects.filter(left, run__name=run, run__state__in=ended, item__state__in=_ENTERED)
    rows = rows.exclude(item__run=F("run")).exclude(item__run=None)
    return dict(rows.values_list("position", "item__run__name"))


def _entered_by(run: str, row: Row) -> RowRecordFacts:
    since = row.item is not None and row.item.run_id is not None and row.item.run_id > row.run_id
    code = "B67" if since else "B95"  # a person decided about the row of an earlier run
    return replace(_told(row), outcome=ItemState.ALREADY, code=code, field="", words={"run": run})


def _told(row: Row) -> RowRecordFacts:
    return RowRecordFacts(
        position=row.position,
        origin=row.origin,
        item=row.item_id,
        key=tuple(json.loads(row.item.key)) if row.item else (),
        decision=Decision(row.decision),
        outcome=ItemState(row.outcome),
        code=row.code,
        field=row.field,
        words=row.words,
        unfinished=row.unfinished,
        receipt=row.item.receipt if row.item else "",
        settled_at=row.settled_at,
    )


def entered_before(run: str) -> dict[int, EarlierEntry]:
    """Where the rows of a run that were not work in it were entered, by their position in it: only
    those that a run of ours entered. The one that entered an item last counts."""
    here: dict[int, list[int]] = {}
    mine = Row.objects.filter(run__name=run, item__isnull=False, outcome__in=_ENTERED_ELSEWHERE)
    for position, item in mine.exclude(decision=Decision.WORK).values_list("position", "item"):
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


def key_text(key: Iterable[str]) -> str:
    """A key as it is kept: as it is seen, in JSON, so that a list of columns stays a list."""
    return json.dumps([seen(part) for part in key], ensure_ascii=False)


def identity_of(register: str, environment: str, key: str) -> tuple[str, ...]:
    """What the HMACs of an item's columns are made with; `key` as it is kept."""
    return (register, environment, *json.loads(key))


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
        found = self._items()
        self.items = {} if self.rehearses else found
        self.doubted = {key: item for key, item in found.items() if item.state in _MAYBE_ENTERED}
        self.hmacs = {row.position: self._hmac(row) for row in rows}
        self.moved: list[events.NewEvent] = []

    def _items(self) -> dict[str, Item]:
        keys = sorted({key_text(row.key) for row in self.rows if any(row.key)})
        here = Item.objects.select_related("run").filter(
            register=self.run.register_id, environment=self.run.environment
        )
        found = {}
        for start in range(0, len(keys), _AT_ONCE):
            for item in here.filter(key__in=keys[start : start + _AT_ONCE]):
                found[item.key] = item
        return found

    def _hmac(self, row: RowFacts) -> dict[str, str]:
        if row.code:
            return {}
        identity = identity_of(self.run.register.name, self.run.environment, key_text(row.key))
        return payload_hmac(hmac_key(), identity, row.payload)

    # ------------------------------------------------------------------ deciding

    def decide(self, row: RowFacts) -> RowDecision:
        """What is to be done with `row`; moves its item where the table says so."""
        before = self.known.get(row.position)
        item = self.items.get(key_text(row.key))
        if before is not None and not self._open(before, item):
            return RowDecision(row.position, before.item_id, Decision.KEPT)
        if self.rehearses:
            listed = key_text(row.key) in self.doubted
            return RowDecision(row.position, None, Decision.LISTED if listed else self._rehearsed(row))
        if item is None:
            return self._new(row)
        changed = changed_columns(item.payload_hmac, self.hmacs[row.position])
        decision = self._known(row, item, changed)
        return RowDecision(
            row.position, item.pk, decision, changed if decision is Decision.CHANGED else ()
        )

    def _open(self, before: Row, item: Item | None) -> bool:
        """Whether a row that this run has already is still to be decided about."""
        outcome = ItemState(before.outcome)
        if outcome in (ItemState.PENDING, ItemState.RUNNING):
            return True
        if outcome is ItemState.FAILED:
            return self.run.take_failed
        if outcome in _DOUBTFUL:  # a person may have decided since
            return (
                item is not None and before.decision != Decision.CHANGED and (item.state != outcome)
            )
        return False

    def _rehearsed(self, row: RowFacts) -> Decision:
        if row.code:
            return Decision.REFUSED
        return Decision.WORK if row.chosen else Decision.SKIPPED

    def _new(self, row: RowFacts) -> RowDecision:
        decision = self._rehearsed(row)
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

    def _known(self, row: RowFacts, item: Item, changed: tuple[str, ...]) -> Decision:
        state = ItemState(item.state)
        if state in _DOUBTFUL or (state is ItemState.CANCELLED and item.doubted):
            return Decision.LISTED
        # Before the row's own fault: what is entered is never told as refused.
        if state in _ENTERED:
            return Decision.CHANGED if changed else Decision.ALREADY
        busy = state is ItemState.RUNNING and self._alive(item)
        if row.code:
            if state in (ItemState.PENDING, *_AGAIN):
                self._move(item, ItemState.REFUSED, row.code)
            return Decision.BUSY if busy else Decision.REFUSED
        if not row.chosen:
            return Decision.SKIPPED
        if busy:
            return Decision.BUSY
        if state is not ItemState.PENDING:
            self._move(item, ItemState.PENDING, "")
        return Decision.WORK

    def _alive(self, item: Item) -> bool:
        """Whether another run that has not ended holds the item (recover() ends the dead ones)."""
        holder = item.run
        return holder is not None and holder.pk != self.run.pk and holder.state == RunState.RUNNING

    def _move(self, item: Item, state: ItemState, code: str) -> None:
        was = item.state
        swapped = Item.objects.filter(pk=item.pk, state=was, epoch=item.epoch).update(
            state=state, code=code, changed_at=self.now
        )
        if swapped != 1:
            raise LostClaim(f"item {item.pk}", was)
        item.state = state
        words = {"was": str(was), "state": str(state), "code": code}
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
        outcome = self._outcome(row, decided)
        code, field, words = self._why(row, decided, outcome)
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
            payload_hmac=self.hmacs[row.position],
            settled_at=self.now if settled else None,
        )

    def _why(
        self, row: RowFacts, decided: RowDecision, outcome: ItemState
    ) -> tuple[str, str, dict[str, object]]:
        """Why the row ended so: code, field and words. A fault of a row whose item is entered or in
        doubt stands in the words: where the item stands is told first."""
        if decided.decision is Decision.CHANGED:
            return "B82", "、".join(decided.changed), {}
        if decided.decision is Decision.BUSY:
            return "B60", "", {}
        if decided.decision is Decision.LISTED:
            return self._listed(row, outcome)
        if decided.decision is Decision.ALREADY and row.code:
            item = self.items[key_text(row.key)]
            run = item.run.name if item.run is not None else ""
            return "B63" if item.state == ItemState.DONE else "B64", "", {"run": run, **_fault(row)}
        return row.code, row.field, dict(row.words)

    def _listed(self, row: RowFacts, outcome: ItemState) -> tuple[str, str, dict[str, object]]:
        holder = (self.doubted if self.rehearses else self.items)[key_text(row.key)].run
        code = {ItemState.WAITING: "B66", ItemState.CANCELLED: "B62"}.get(outcome, "B61")
        return code, "", {"run": holder.name if holder is not None else "latest", **_fault(row)}

    def _outcome(self, row: RowFacts, decided: RowDecision) -> ItemState:
        if decided.decision is Decision.LISTED:
            return ItemState((self.doubted if self.rehearses else self.items)[key_text(row.key)].state)
        return _OUTCOMES[decided.decision]


def _fault(row: RowFacts) -> dict[str, object]:
    """What is wrong with a row of the sheet, as words beside where its item stands; {} if nothing is."""
    if not row.code:
        return {}
    return {"fault": row.code, "fault_field": row.field, "fault_words": dict(row.words)}


_OUTCOMES = {
    Decision.WORK: ItemState.PENDING,
    Decision.BUSY: ItemState.PENDING,
    Decision.ALREADY: ItemState.ALREADY,
    Decision.CHANGED: ItemState.CONFLICT,
    Decision.REFUSED: ItemState.REFUSED,
    Decision.SKIPPED: ItemState.SKIPPED,
}
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
