"""A run in the ledger: asked for, taken, stopped, ended, continued; its counts and exit code.

queued ─take→ running ─finish→ finished | stopped | broken ─reopen→ queued
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max, Q
from django.db.models.functions import Coalesce

from bots.clock import Clock
from bots.crashpoints import crashpoint
from bots.errors import PlaceError
from bots.ledger import dues, events, moves, overlaps
from bots.ledger.connection import lasting
from bots.ledger.facts import Decision, LostClaim, RunFacts, Worker
from bots.ledger.ids import new_id, resolve
from bots.ledger.rekeying import carry_over
from bots.ledger.rows import settled_since
from bots.ledger.tables import Event, Item, Register, Row, Run
from bots.model import ItemState, Mode, RunState

_SHOWN_AS = {  # states of a moment, as they count when somebody asks
    ItemState.RUNNING: ItemState.PENDING,
    ItemState.SUBMITTING: ItemState.UNCERTAIN,
}
_NOT_PLAIN = [
    one for one in ItemState
    if one not in (ItemState.DONE, ItemState.REFUSED, ItemState.SKIPPED, ItemState.ALREADY, ItemState.CANCELLED)
]  # fmt: skip
_COUNTED = (
    "done",
    "refused",
    "failed",
    "uncertain",
    "skipped",
    "already",
    "waiting",
    "pending",
    "conflict",
    "cancelled",
)


@lasting
def add(
    *,
    recipe_id: str,
    recipe_sha: str,
    plan_sha: str,
    mode: Mode,
    environment: str,
    register: str,
    systems: Sequence[str],
    account: str,
    asked_by: str,
    folder: str,
    total: int,
    clock: Clock,
    declared: bool = False,
    key_form: str = "",
    addresses: Sequence[str] = (),
    notes: Sequence[str] = (),
    due: int | None = None,
) -> str:
    """Put a run into the ledger, queued; its id. `folder` may hold `{run}`, which becomes the id.

    `register` is what `registers.register_of` gave, `declared` whether the recipe itself names it;
    `total` is the number of rows of the sheet. `key_form` is what the keys are made of; the register
    remembers it of real runs. `addresses` are those of `systems`, in their order.
    `notes` are the codes of what people must be told of it from the beginning. `due` is the due time of the timetable at
    which it begins: both are written at once, or neither. Raises LostClaim where another process has it.
    """
    crashpoint("ledger.add.before")
    with transaction.atomic(durable=True):
        now = clock.now()
        book, _ = Register.objects.get_or_create(name=register, defaults={"made_at": now})
        if key_form and mode is Mode.RUN and book.key_form != key_form:
            if not book.key_form:  # a ledger of before: nobody knew which parts of its keys are numbers
                carry_over(Item.objects.filter(register=book), key_form)
            before = [*book.earlier_forms, book.key_form] if book.key_form else []
            Register.objects.filter(pk=book.pk).update(
                key_form=key_form, earlier_forms=[one for one in before if one != key_form]
            )
        name = new_id(clock)
        made = Run.objects.create(
            name=name,
            recipe_id=recipe_id,
            recipe_sha=recipe_sha,
            plan_sha=plan_sha,
            mode=mode,
            environment=environment,
            register=book,
            declared=declared,
            systems=list(systems),
            addresses=[overlaps.place_of(address) for address in addresses],
            account=account,
            asked_by=asked_by,
            folder=folder.replace("{run}", name),
            total=total,
            added_at=now,
        )
        told = [events.NewEvent("run.note", name, None, {"code": code}) for code in notes]
        events.append([events.NewEvent("run.add", name, None, _added(made)), *told], clock)
        if due is not None:
            dues.begun(due, made, clock)
        crashpoint("ledger.add.inside")
    crashpoint("ledger.add.after")
    return name


@lasting
def take(*, run: str, worker: Worker, clock: Clock) -> None:
    """Begin a queued run in the process `worker`. Raises LostClaim if it is not queued."""
    crashpoint("ledger.take.before")
    now = clock.now()
    with transaction.atomic(durable=True):
        swapped = Run.objects.filter(name=run, state=RunState.QUEUED).update(
            state=RunState.RUNNING,
            started_at=Coalesce("started_at", now),  # of a run that goes on: when it began
            ended_at=None,
            reason="",
            reason_words={},
            worker_host=worker.host,
            worker_boot=worker.boot,
            worker_pid=worker.pid,
            worker_started=worker.started,
        )
        if swapped != 1:
            raise _lost(run)
        events.append([events.NewEvent("run.take", run, None, {"pid": worker.pid})], clock)
        crashpoint("ledger.take.inside")
    crashpoint("ledger.take.after")


@lasting
def finish(
    *,
    run: str,
    state: RunState,
    clock: Clock,
    reason: str = "",
    words: Mapping[str, object] | None = None,
) -> None:
    """End a run (finished, stopped or broken); `reason` is a message code, or "", and `words` are
    those of the message.

    What it still holds goes back (running) or is in doubt (submitting); its slots are freed. Raises
    LostClaim if it is not queued or running, ValueError for a state that is no end.
    """
    if state not in (RunState.FINISHED, RunState.STOPPED, RunState.BROKEN):
        raise ValueError(f"{state} is no end of a run")
    crashpoint("ledger.finish.before")
    with transaction.atomic(durable=True):
        end(run, (RunState.QUEUED, RunState.RUNNING), state, reason, clock)
        Run.objects.filter(name=run).update(reason_words=dict(words or {}))
        crashpoint("ledger.finish.inside")
    crashpoint("ledger.finish.after")


def end(
    run: str, sources: tuple[RunState, ...], state: RunState, reason: str, clock: Clock
) -> tuple[int, int]:
    """`finish` inside a transaction; how many items went back, and how many are in doubt."""
    swapped = Run.objects.filter(name=run, state__in=sources).update(
        state=state, reason=reason, ended_at=clock.now()
    )
    if swapped != 1:
        raise _lost(run)
    found = Run.objects.get(name=run)
    released, uncertain = moves.sweep(found, clock)
    found.slots.all().delete()
    words = {"state": str(state), "reason": reason, "released": released, "uncertain": uncertain}
    events.append([events.NewEvent("run.finish", run, None, words)], clock)
    return released, uncertain


@lasting
def reopen(*, run: str, clock: Clock, failed: bool = False, begun: datetime | None = None) -> None:
    """Let a stopped or broken run be taken again; with `failed`, its failed rows too, and then
    also a finished run. So may a finished run with rows that were approved since, and that no later run has
    taken. A run that is still queued stays so. A stop that was asked for at `begun` (when the person began to go on
    with the run) or later holds. Raises PlaceError P14 where there is nothing to continue.
    """
    sources = [RunState.QUEUED, RunState.STOPPED, RunState.BROKEN]
    if failed:
        sources.append(RunState.FINISHED)
    crashpoint("ledger.reopen.before")
    with transaction.atomic(durable=True):
        found = Run.objects.select_for_update().filter(name=run).first()
        if found is None:
            raise PlaceError("P10", run=run)
        if found.rows.filter(outcome=ItemState.PENDING, item__state=ItemState.PENDING, item__run=found).exists():
            sources.append(RunState.FINISHED)  # a person has let a row go on since (bots approve)
        holds = begun is not None and found.stop_at is not None and found.stop_at >= begun
        swapped = Run.objects.filter(name=run, state__in=sources).update(
            state=RunState.QUEUED,
            take_failed=failed,
            reason="",
            reason_words={},
            ended_at=None,
            **({} if holds else {"stop_by": "", "stop_at": None}),
        )
        if swapped != 1:
            raise PlaceError("P14", run=run, state=found.state)
        words = {"was": found.state, "state": "queued"}
        events.append([events.NewEvent("run.reopen", run, None, words)], clock)
        crashpoint("ledger.reopen.inside")
    crashpoint("ledger.reopen.after")


@lasting
def ask_stop(*, run: str, by: str, clock: Clock) -> RunState:
    """Ask a run to end before its next submit; the state in which it is. One that was stopped or broke off is told too:
    somebody may be about to go on with it, whose process the ledger does not know yet (`reopen`). Raises PlaceError
    P10, or P15 if it has ended for good."""
    crashpoint("ledger.ask_stop.before")
    with transaction.atomic(durable=True):
        found = Run.objects.select_for_update().filter(name=run).first()
        if found is None:
            raise PlaceError("P10", run=run)
        if found.state == RunState.FINISHED:
            raise PlaceError("P15", run=run, state=found.state)
        Run.objects.filter(pk=found.pk).update(stop_by=by, stop_at=clock.now())
        events.append([events.NewEvent("run.ask_stop", run, None, {"by": by})], clock)
        crashpoint("ledger.ask_stop.inside")
    crashpoint("ledger.ask_stop.after")
    return RunState(found.state)


def stop_asked(run: str) -> bool:
    """Whether somebody asked the run to stop."""
    return Run.objects.filter(name=run, stop_at__isnull=False).exists()


# --------------------------------------------------------------------------- looking


def get(run: str, prefer: Sequence[RunState] = ()) -> RunFacts:
    """The run of that id, unique prefix, or `latest` (see `ids.resolve`). Raises PlaceError P10, P11."""
    return facts(Run.objects.select_related("register").get(name=resolve(run, prefer)))


def exists(run: str) -> bool:
    """Whether the ledger has a run of exactly that id."""
    return Run.objects.filter(name=run).exists()


def at_work(register: str, environment: str) -> str:
    """A run that is at work under the register in that environment; "" = none is."""
    live = Run.objects.filter(state=RunState.RUNNING, mode=Mode.RUN, register__name=register, environment=environment)
    return live.order_by("-pk").values_list("name", flat=True).first() or ""


def live() -> list[RunFacts]:
    """The runs that are at work, or are asked for and not begun; oldest first."""
    found = Run.objects.filter(state__in=(RunState.RUNNING, RunState.QUEUED))
    return [facts(run) for run in found.select_related("register").order_by("pk")]


def recent(n: int = 20) -> list[RunFacts]:
    """The newest `n` runs, newest first."""
    return [facts(run) for run in Run.objects.select_related("register").order_by("-pk")[:n]]


def later_than(run: str) -> list[RunFacts]:
    """The runs that were asked for after `run`, newest first."""
    after = Run.objects.select_related("register").filter(pk__gt=Run.objects.values("pk").get(name=run)["pk"])
    return [facts(one) for one in after.order_by("-pk")]


def unlike_chain() -> list[str]:
    """The runs of which table and chain tell different things: who asked for what, or whether at all.
    Oldest first; the chain itself is read by `events.verify`.
    """
    # The table first: a run that is added meanwhile is in the chain as well.
    found = {run.name: run for run in Run.objects.select_related("register").order_by("pk")}
    newest = max((run.pk for run in found.values()), default=0)
    wrong = dict.fromkeys(found)
    for event in Event.objects.filter(kind="run.add").order_by("seq").iterator():
        words = json.loads(event.body)["words"]
        run = found.get(event.run)
        if run is None:
            if not Run.objects.filter(name=event.run, pk__gt=newest).exists():
                wrong[event.run] = None
        elif words == _added(run):
            wrong.pop(event.run, None)
    return list(wrong)


def _added(run: Run) -> dict[str, object]:
    """What the chain says of a run that is added; none of it ever changes."""
    return {
        "recipe": run.recipe_id,
        "recipe_sha": run.recipe_sha,
        "plan_sha": run.plan_sha,
        "mode": str(run.mode),
        "environment": run.environment,
        "register": run.register.name,
        "systems": list(run.systems),
        "asked_by": run.asked_by,
        "total": run.total,
    }


def counts(run: str) -> dict[str, int]:
    """The rows of a run by state, in the words of `--json`: total, the states, unfinished.

    Rows that were not entered yet count as pending; those that this run left and a later one entered as already; what is
    being submitted counts as uncertain.
    """
    return _counts(Run.objects.get(name=run), settled_since(run))


def _counts(found: Run, elsewhere: Collection[int]) -> dict[str, int]:
    tally: Counter[str] = Counter()
    unfinished = 0
    for position, outcome, open_end in found.rows.values_list("position", "outcome", "unfinished"):
        state = ItemState.ALREADY if position in elsewhere else ItemState(outcome)
        tally[_SHOWN_AS.get(state, state)] += 1
        unfinished += open_end
    rows = sum(tally.values())
    total = max(found.total, rows)
    tally["pending"] += total - rows
    return {"total": total, **{state: tally[state] for state in _COUNTED}, "unfinished": unfinished}


def exit_code(run: str) -> int:
    """0 all well, 1 refused rows, 2 failed, stopped, left to another run or nothing started,
    3 uncertain, waiting, conflict or unfinished (since an earlier run, too), or the finish failed: the highest that
    applies."""
    found, elsewhere = Run.objects.get(name=run), settled_since(run)
    counted = _counts(found, elsewhere)
    if any(counted[word] for word in ("uncertain", "waiting", "conflict", "unfinished")):
        return 3
    left = found.rows.filter(item__unfinished=True).values_list("position", "decision")
    owed = any(decision == Decision.OWED or position in elsewhere for position, decision in left)
    if failed_finish(run) is not None or owed:
        return 3
    held = found.rows.filter(decision=Decision.BUSY).values_list("position", flat=True)
    busy = any(position not in elsewhere for position in held)
    if counted["failed"] or busy or found.state != RunState.FINISHED:
        return 2
    return 1 if counted["refused"] else 0


def plainly_well(names: Collection[str]) -> set[str]:
    """Those of some runs that ended with every row entered, refused or left out: exit code 0 or 1 without a closer look. A
    run that is not among them may be well too."""
    odd = Q(outcome__in=_NOT_PLAIN) | Q(unfinished=True) | Q(item__unfinished=True) | Q(decision__in=(Decision.OWED, Decision.BUSY))
    closer = set(Row.objects.filter(odd, run__name__in=names).values_list("run__name", flat=True))
    closer |= set(Event.objects.filter(run__in=names, kind="finish.failed").values_list("run", flat=True))
    ended = Run.objects.filter(name__in=names, state=RunState.FINISHED).values_list("name", flat=True)
    return set(ended) - closer


def worked_seconds(run: str) -> float:
    """How long the run was at work: each of its sittings from its beginning to its end, or to the last that is
    known of it where its process died. 0.0 while it is at work for the first time."""
    total, begun = 0.0, None
    own = Event.objects.filter(run=run).order_by("seq")
    for event in own.filter(kind__in=("run.take", "run.finish")):
        if event.kind == "run.take":
            begun = _moment(event)
        elif begun is not None:
            died = json.loads(event.body)["words"]["state"] == RunState.BROKEN
            last = own.filter(seq__lt=event.seq).last() if died else event
            total, begun = total + (_moment(last or event) - begun).total_seconds(), None
    return total


def _moment(event: Event) -> datetime:
    return datetime.fromisoformat(json.loads(event.body)["at"])


def queued_since(run: str) -> datetime:
    """When the run was put into the ledger, or back, last."""
    found = Event.objects.filter(run=run, kind__in=("run.add", "run.reopen")).order_by("-seq").first()
    return _moment(found) if found is not None else Run.objects.get(name=run).added_at


def sittings(run: str) -> int:
    """How often the run was taken by a process."""
    return Event.objects.filter(run=run, kind="run.take").count()


def failed_finish(run: str) -> Mapping[str, object] | None:
    """What the event says of the last steps (終了) if they failed when the run was last carried out, else None: the
    code, the step, and those words of the message that are the recipe's."""
    begun = Event.objects.filter(run=run, kind="run.take").aggregate(seq=Max("seq"))["seq"] or 0
    event = Event.objects.filter(run=run, kind="finish.failed", seq__gt=begun).order_by("seq").last()
    return json.loads(event.body)["words"] if event is not None else None


def facts(run: Run) -> RunFacts:
    """A run's line of the table as the rest of the house sees it."""
    worker = None
    if run.worker_pid:
        worker = Worker(run.worker_host, run.worker_boot, run.worker_pid, run.worker_started)
    return RunFacts(
        id=run.name,
        recipe_id=run.recipe_id,
        recipe_sha=run.recipe_sha,
        plan_sha=run.plan_sha,
        mode=Mode(run.mode),
        environment=run.environment,
        register=run.register.name,
        systems=tuple(run.systems),
        account=run.account,
        asked_by=run.asked_by,
        folder=run.folder,
        total=run.total,
        state=RunState(run.state),
        reason=run.reason,
        reason_words=run.reason_words,
        added_at=run.added_at,
        started_at=run.started_at,
        ended_at=run.ended_at,
        stop_by=run.stop_by,
        worker=worker,
        take_failed=run.take_failed,
    )


def _lost(run: str) -> LostClaim:
    state = Run.objects.filter(name=run).values_list("state", flat=True).first()
    return LostClaim(f"run {run}", state or "missing")
