"""予定: the times at which entries of the timetable were due, each once, and what became of each.

    (not there) ─claim→ due ─take→ starting ─(runs.add)→ begun
                  │      │ ▲           ├─refuse→ refused
                  │      │ └─give_back─┘
                  │      ├─skip→ skipped ◀─answer─┐
                  ├→ skipped                      │
                  └→ asking ─answer→ due ─────────┘
                        ▲─────ask─────┘
    (not there) ─arrive→ asking, or refused: a file


Any number of schedulers may claim: a due time is a unique row, and whoever inserts it first has it. No due time is left
without a row: `seen_until` remembers up to when they are all claimed.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from bots.clock import Clock
from bots.crashpoints import crashpoint
from bots.ledger import events, pauses
from bots.ledger.connection import lasting
from bots.ledger.facts import ArrivalFacts, Claim, DueFacts, LostClaim, Worker
from bots.ledger.tables import Arrival, Due, Run, Seen, Told
from bots.model import DueState, RunState

_OPEN = (DueState.DUE, DueState.ASKING)


def seen_until(entry: str) -> datetime | None:
    """Up to when the due times of an entry are all claimed; None for an entry that is new."""
    return Seen.objects.filter(entry=entry).values_list("until", flat=True).first()


@lasting
def claim(
    *, entry: str, claims: Sequence[Claim], until: datetime, asked: Mapping[str, object], clock: Clock,
    zone: str = "", priority: int = 0,
) -> int:
    """Write down what becomes of these due times of an entry, and that all of them up to `until` are claimed. Those that
    somebody has claimed before stay as they are. Returns how many were claimed here.

    One transaction: with a crash before its end nothing was claimed, and the next scheduler finds the same due times.
    """  # fmt: skip
    now, token = clock.now(), secrets.token_hex(8)
    crashpoint("ledger.claim_due.before")
    with transaction.atomic(durable=True):
        Due.objects.bulk_create(
            [
                Due(entry=entry, due_at=one.due_at, state=one.state, code=one.code, words=dict(one.words), asked=dict(asked),
                    zone=zone, priority=priority, token=token, claimed_at=now, changed_at=now)
                for one in claims
            ],
            ignore_conflicts=True,
        )  # fmt: skip
        mine = list(Due.objects.filter(token=token).order_by("due_at"))
        if not Seen.objects.filter(entry=entry).exists():
            Seen.objects.bulk_create([Seen(entry=entry, until=until)], ignore_conflicts=True)
        Seen.objects.filter(entry=entry, until__lt=until).update(until=until)
        if mine:
            events.append([events.NewEvent("due.claim", "", None, _told(one)) for one in mine], clock)
        crashpoint("ledger.claim_due.inside")
    crashpoint("ledger.claim_due.after")
    return len(mine)


@lasting
def arrive(
    *, entry: str, one: Claim, arrival: ArrivalFacts, asked: Mapping[str, object], clock: Clock, priority: int = 0
) -> bool:
    """Write down that a file made an entry due, and what becomes of it. False where the entry has a row of that moment: that
    of this file, if somebody else has looked at it meanwhile, or of another one."""
    now, token = clock.now(), secrets.token_hex(8)
    crashpoint("ledger.arrive.before")
    with transaction.atomic(durable=True):
        made = Due(
            entry=entry, due_at=one.due_at, state=one.state, code=one.code, words=dict(one.words), asked=dict(asked),
            priority=priority, token=token, claimed_at=now, changed_at=now,
        )  # fmt: skip
        Due.objects.bulk_create([made], ignore_conflicts=True)  # whoever inserts it first has it
        mine = Due.objects.filter(token=token).first()
        if mine is None:
            return False
        Arrival.objects.create(due=mine, folder=arrival.folder, held=arrival.held, sha256=arrival.sha256)
        events.append([events.NewEvent("due.arrive", "", None, _told(mine))], clock)
        crashpoint("ledger.arrive.inside")
    crashpoint("ledger.arrive.after")
    return True


def take(*, due: int, worker: Worker, clock: Clock) -> None:
    """Begin to prepare the run of a due time in the process `worker`. Raises LostClaim if it is not due any more, or
    is paused."""
    held = {
        "worker_host": worker.host, "worker_boot": worker.boot, "worker_pid": worker.pid, "worker_started": worker.started,
    }  # fmt: skip
    _swap("due.take", due, (DueState.DUE,), DueState.STARTING, clock, code="", words={}, **held)


def give_back(*, alive: Callable[[Worker], bool], clock: Clock) -> int:
    """What dead processes were preparing is due again; how many. Nothing was begun: a run would be in the ledger."""
    found = 0
    for one in list(Due.objects.filter(state=DueState.STARTING)):
        if alive(Worker(one.worker_host, one.worker_boot, one.worker_pid, one.worker_started)):
            continue
        try:
            _swap("due.give_back", one.pk, (DueState.STARTING,), DueState.DUE, clock)
        except LostClaim:
            continue  # somebody else gave it back
        found += 1
    return found


def refuse(*, due: int, code: str, words: Mapping[str, object], clock: Clock) -> None:
    """Its run cannot begin: why, as a message. Raises LostClaim."""
    _swap("due.refuse", due, (DueState.STARTING, DueState.DUE), DueState.REFUSED, clock, code=code, words=dict(words))


def skip(*, due: int, code: str, words: Mapping[str, object], clock: Clock) -> None:
    """It is not begun any more: why, as a message. Raises LostClaim."""
    _swap("due.skip", due, _OPEN, DueState.SKIPPED, clock, code=code, words=dict(words))


def ask(*, due: int, code: str, words: Mapping[str, object], clock: Clock) -> None:
    """It could not begin when a person let it: a person is asked anew, and told why. Raises LostClaim."""
    _swap("due.ask", due, (DueState.DUE,), DueState.ASKING, clock, code=code, words=dict(words), answered_at=None)


def answer(*, due: int, go: bool, by: str, clock: Clock) -> None:
    """What a person says of a due time that asks, or that has not begun yet. Raises LostClaim."""
    said = {"answered_by": by, "answered_at": clock.now()}
    if go:
        _swap("due.answer", due, (DueState.ASKING,), DueState.DUE, clock, code="", words={}, **said)
    else:
        _swap("due.answer", due, _OPEN, DueState.SKIPPED, clock, code="T24", words={"by": by}, **said)


def wait(*, due: int, code: str, words: Mapping[str, object], clock: Clock) -> None:
    """Why it has not begun yet, for people who look; it stays due. Nothing where that is known already."""
    waiting = Due.objects.filter(pk=due, state=DueState.DUE)
    waiting.exclude(Q(code=code) & Q(words=dict(words))).update(code=code, words=dict(words), changed_at=clock.now())


def begun(due: int, run: Run, clock: Clock) -> None:
    """Its run is in the ledger: within the transaction that adds it. Raises LostClaim."""
    swapped = Due.objects.filter(pk=due, state=DueState.STARTING).update(state=DueState.BEGUN, run=run, changed_at=clock.now())
    if swapped != 1:
        raise _lost(due)
    events.append([events.NewEvent("due.begin", run.name, None, _told(Due.objects.get(pk=due)))], clock)


@lasting
def _swap(
    kind: str, due: int, sources: Sequence[DueState], target: DueState, clock: Clock, **changed: object
) -> None:
    crashpoint("ledger.due.before")
    with transaction.atomic(durable=True):
        found = Due.objects.filter(pk=due, state__in=sources)
        if found.update(state=target, changed_at=clock.now(), **changed) != 1:
            raise _lost(due)
        told = _told(Due.objects.get(pk=due))
        if changed.get("answered_by"):
            told["by"] = changed["answered_by"]
        events.append([events.NewEvent(kind, "", None, told)], clock)
        if target is DueState.STARTING:
            pauses.refuse_paused(due, str(told["entry"]), clock)
        crashpoint("ledger.due.inside")
    crashpoint("ledger.due.after")


def _told(due: Due) -> dict[str, object]:
    return {"entry": due.entry, "due": f"{due.due_at:%Y-%m-%dT%H:%MZ}", "state": str(due.state), "code": due.code}


def _lost(due: int) -> LostClaim:
    state = Due.objects.filter(pk=due).values_list("state", flat=True).first()
    return LostClaim(f"due {due}", state or "missing")


@lasting
def told(*, owner: str, until: datetime, clock: Clock) -> None:
    """An owner was told what became of all that was due up to `until`."""
    crashpoint("ledger.told.before")
    with transaction.atomic(durable=True):
        Told.objects.update_or_create(owner=owner, defaults={"until": until})
        events.append([events.NewEvent("due.told", "", None, {"to": owner})], clock)
        crashpoint("ledger.told.inside")
    crashpoint("ledger.told.after")


# --------------------------------------------------------------------------- looking


def told_until(owner: str) -> datetime | None:
    """Up to when an owner has been told, or None."""
    return Told.objects.filter(owner=owner).values_list("until", flat=True).first()


def waiting() -> list[DueFacts]:
    """What is to begin, in the order in which it is to: by priority, then by time."""
    return [_facts(one) for one in _all().filter(state=DueState.DUE).order_by("-priority", "due_at", "pk")]


def preparing() -> list[DueFacts]:
    """What a process has taken, and has no run yet, oldest first."""
    return [_facts(one) for one in _all().filter(state=DueState.STARTING).order_by("due_at", "pk")]


def broken_off() -> list[DueFacts]:
    """Those whose run a dead process left, in the order in which they are to go on. Not one that a person has asked to
    stop."""
    return _of_runs(RunState.BROKEN)


def queued() -> list[DueFacts]:
    """Those whose run waits for a process that takes it, in the same order: it may have died before it did."""
    return _of_runs(RunState.QUEUED)


def _of_runs(state: RunState) -> list[DueFacts]:
    found = _all().filter(state=DueState.BEGUN, run__state=state, run__stop_at__isnull=True)
    return [_facts(one) for one in found.order_by("-priority", "due_at", "pk")]


def of_run(run: str) -> DueFacts | None:
    """The due time at which a run began, or None: a person asked for it."""
    found = _all().filter(run__name=run).first()
    return _facts(found) if found is not None else None


def asking() -> list[DueFacts]:
    """What a person is asked about, oldest first."""
    return [_facts(one) for one in _all().filter(state=DueState.ASKING).order_by("due_at", "pk")]


def between(begin: datetime, end: datetime) -> list[DueFacts]:
    """The claimed due times of a span, both ends in it, oldest first."""
    return [_facts(one) for one in _all().filter(due_at__gte=begin, due_at__lte=end).order_by("due_at", "entry")]


def get(due: int) -> DueFacts:
    """One due time."""
    return _facts(_all().get(pk=due))


def of_file(taken_at: datetime, stamp: str) -> DueFacts | None:
    """What a file that was taken out of an intake at a moment, and whose name has got `stamp`, became, or None: nobody has
    looked at it yet."""
    found = _all().filter(due_at=taken_at, arrival__held__contains=stamp).first()
    return _facts(found) if found is not None else None


def earlier_bytes(sha256: str, before: datetime) -> DueFacts | None:
    """The last file of these bytes that arrived before `before`, whatever it was called; None = they are new."""
    found = _all().filter(arrival__sha256=sha256, due_at__lt=before).order_by("-due_at").first()
    return _facts(found) if found is not None else None


def folders(since: datetime) -> list[str]:
    """The intake folders from which files were taken since then: also those that stand in no timetable any more."""
    return sorted(Arrival.objects.filter(due__due_at__gte=since).values_list("folder", flat=True).distinct())


def latest(entry: str, upto: datetime) -> DueFacts | None:
    """The last due time of an entry at `upto` or before, or None."""
    found = _all().filter(entry=entry, due_at__lte=upto).order_by("-due_at").first()
    return _facts(found) if found is not None else None


def _all() -> QuerySet[Due]:
    return Due.objects.select_related("run", "arrival")


def _facts(due: Due) -> DueFacts:
    file = getattr(due, "arrival", None)
    return DueFacts(
        id=due.pk, entry=due.entry, due_at=due.due_at, state=DueState(due.state), code=due.code, words=due.words,
        asked=due.asked, zone=due.zone, priority=due.priority, run=due.run.name if due.run is not None else "",
        answered_by=due.answered_by, changed_at=due.changed_at, answered_at=due.answered_at,
        arrival=ArrivalFacts(file.folder, file.held, file.sha256) if file is not None else None,
    )  # fmt: skip
