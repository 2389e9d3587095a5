"""The moves of an item, one named function each. An item is what is entered once.

    pending ─claim→ running ─commit_intent→ submitting ─done→ done ─conflict→ conflict
       ↑               │                        ├ refuse → refused
       ├── release ────┘                        ├ already → already, or uncertain
       └── unsent ──────────────────────────────┴ uncertain → uncertain
    failed, refused, skipped come again as pending: rows.enter
    running: refuse, skip, fail, wait, already, and done with submitted=False (a recipe without a
    submit) uncertain, conflict and whatever else a person settles: decisions.decide

Every function takes the item and the epoch of its claim, raises LostClaim (and changes nothing) if
the item stands elsewhere, and is on the disk when it returns. Nothing leaves submitting or
uncertain by time.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, replace

from django.db import transaction
from django.db.models import Count, Q

from bots.clock import Clock
from bots.crashpoints import crashpoint
from bots.ledger import events, moves
from bots.ledger.connection import lasting
from bots.ledger.facts import LostClaim
from bots.ledger.moves import Move
from bots.ledger.tables import Attempt, Item, Row, Run
from bots.model import ItemState, RunState, Sending

# An attempt that may have entered the item: its intent was committed and is not known never to have left, or
# (without an intent: the page sent itself) it ended in doubt.
MAY_HAVE_SENT = (Q(intent_at__isnull=False) & ~Q(answer="unsent")) | Q(answer="unknown")


@lasting
def claim(*, item: int, run: str, clock: Clock) -> int:
    """Take a pending item for `run` and begin an attempt; the epoch that every later move must
    name.

    Raises LostClaim if the item is not pending, or the run is not running.
    """
    crashpoint("ledger.claim.before")
    now = clock.now()
    with transaction.atomic(durable=True):
        holder = Run.objects.filter(name=run).first()
        if holder is None or holder.state != RunState.RUNNING:
            raise LostClaim(f"run {run}", holder.state if holder else "missing")
        found = Item.objects.select_for_update().filter(pk=item).first()
        row = Row.objects.filter(run=holder, item=item).order_by("position").first()
        if found is None or row is None:
            raise moves.lost(item)
        epoch = found.epoch + 1
        swapped = Item.objects.filter(pk=item, state=ItemState.PENDING, epoch=found.epoch).update(
            state=ItemState.RUNNING,
            epoch=epoch,
            run=holder,
            systems=holder.systems,
            payload_hmac=row.payload_hmac,
            code="",
            unfinished=False,
            changed_at=now,
        )
        if swapped != 1:
            raise moves.lost(item)
        Attempt.objects.create(item=found, run=holder, epoch=epoch, claimed_at=now, answer="")
        Row.objects.filter(pk=row.pk).update(
            outcome=ItemState.RUNNING, code="", field="", words={}, settled_at=None
        )
        words = {"was": found.state, "state": "running", "epoch": epoch, "position": row.position}
        events.append([events.NewEvent("item.claim", run, item, words)], clock)
        crashpoint("ledger.claim.inside")
    crashpoint("ledger.claim.after")
    return epoch


def commit_intent(*, item: int, epoch: int, sending: Sending, clock: Clock) -> None:
    """The point of no return: only after this has returned may anything be sent. Running →
    submitting.

    A process that slept and lost its claim gets LostClaim here: the intent is its fence.
    """
    words = {"mode": sending.mode, "method": sending.method, "fields": len(sending.fields)}
    move = Move(
        "intent",
        (ItemState.RUNNING,),
        ItemState.SUBMITTING,
        attempt={"intent_at": clock.now(), "sending": asdict(sending)},
        words=words,
    )
    moves.make(move, item=item, epoch=epoch, clock=clock)


def done(
    *, item: int, epoch: int, clock: Clock, submitted: bool = True, owes: bool = False
) -> None:
    """The success sign was seen. Submitting → done; with submitted=False (a recipe that has no
    submit) running → done. What `owes` steps after its submit is unfinished (B15) until `finish`, or `lines.keep`
    where it gives lines to a book: a process that dies between the two leaves a row that a person sees."""
    source = ItemState.SUBMITTING if submitted else ItemState.RUNNING
    open_end: dict[str, object] = {"unfinished": True, "code": "B15"} if owes else {}
    move = Move("done", (source,), ItemState.DONE, answer="success", item=open_end, row=open_end)
    moves.make(move, item=item, epoch=epoch, clock=clock)


@lasting
def finish(*, item: int, epoch: int, receipt: str, clock: Clock) -> tuple[str, ...]:
    """All that a done item owed is done; the receipt that the system gave for it is kept, "" if none. Two items of one
    register and environment cannot have the same receipt: then nothing changes, and the key of the other comes
    back; else ().
    """
    paid: dict[str, object] = {"unfinished": False, "code": ""}
    crashpoint("ledger.paid.before")
    with transaction.atomic(durable=True):
        own = Item.objects.get(pk=item)
        if other := holder_of(receipt, own):
            return other
        # The event does not say it: a text of the screen stands in no chain that cannot be taken back.
        kept = {"receipt": receipt} if receipt else {}
        name = "receipt" if receipt else "finish"
        move = Move(name, (ItemState.DONE,), ItemState.DONE, item={**paid, **kept}, row=paid)
        moves.within(move, item=item, epoch=epoch, clock=clock)
        crashpoint("ledger.paid.inside")
    crashpoint("ledger.paid.after")
    return ()


def mark_unfinished(
    *,
    item: int,
    epoch: int,
    clock: Clock,
    code: str = "",
    words: Mapping[str, object] | None = None,
) -> None:
    """Something after the success sign failed (後処理未了): the item stays done, and that is
    shown."""
    row = {"unfinished": True, "code": code, "words": dict(words or {})}
    move = Move(
        "unfinished",
        (ItemState.DONE,),
        ItemState.DONE,
        item={"unfinished": True, "code": code},
        row=row,
        words={"code": code},
    )
    moves.make(move, item=item, epoch=epoch, clock=clock)


def refuse(
    *,
    item: int,
    epoch: int,
    clock: Clock,
    code: str = "",
    field: str = "",
    words: Mapping[str, object] | None = None,
) -> None:
    """A rule of ours, or a refusal text that newly appeared after the press. → refused."""
    sources = (ItemState.RUNNING, ItemState.SUBMITTING)
    _end("refuse", sources, ItemState.REFUSED, "problem", item, epoch, clock, code, field, words)


def skip(
    *,
    item: int,
    epoch: int,
    clock: Clock,
    code: str = "",
    field: str = "",
    words: Mapping[str, object] | None = None,
) -> None:
    """The recipe's own condition leaves it out. Running → skipped."""
    _end(
        "skip",
        (ItemState.RUNNING,),
        ItemState.SKIPPED,
        "skipped",
        item,
        epoch,
        clock,
        code,
        field,
        words,
    )


def fail(
    *,
    item: int,
    epoch: int,
    clock: Clock,
    code: str = "",
    field: str = "",
    words: Mapping[str, object] | None = None,
    unsent: bool = False,
) -> None:
    """A technical fault before the intent, after all tries. Running → failed.

    With unsent=True submitting → failed: what was to be sent certainly never left."""
    source = ItemState.SUBMITTING if unsent else ItemState.RUNNING
    answer = "unsent" if unsent else "failed"
    _end("fail", (source,), ItemState.FAILED, answer, item, epoch, clock, code, field, words)


def wait(
    *,
    item: int,
    epoch: int,
    clock: Clock,
    code: str = "",
    field: str = "",
    words: Mapping[str, object] | None = None,
) -> None:
    """A person is asked before anything is sent. Running → waiting."""
    _end(
        "wait",
        (ItemState.RUNNING,),
        ItemState.WAITING,
        "waiting",
        item,
        epoch,
        clock,
        code,
        field,
        words,
    )


def release(
    *, item: int, epoch: int, clock: Clock, code: str = "", own: Mapping[str, object] | None = None
) -> None:
    """Give it back before anything was sent, for another try. Running → pending. `code` tells why, with
    the words of its message that are the recipe's `own`."""
    move = replace(moves.RELEASE, words=_why(code, own)) if code else moves.RELEASE
    moves.make(move, item=item, epoch=epoch, clock=clock)


def unsent(
    *, item: int, epoch: int, clock: Clock, code: str = "", own: Mapping[str, object] | None = None
) -> None:
    """The intent was committed, but it certainly never left. Submitting → pending. `code` and `own` tell
    why."""
    words = _why(code, own) if code else {}
    move = Move("unsent", (ItemState.SUBMITTING,), ItemState.PENDING, answer="unsent", words=words)
    moves.make(move, item=item, epoch=epoch, clock=clock)


def uncertain(
    *,
    item: int,
    epoch: int,
    clock: Clock,
    code: str = "",
    field: str = "",
    words: Mapping[str, object] | None = None,
) -> None:
    """It may or may not have been entered. Submitting → uncertain; running too, where a page keeps
    drafts by itself. Only a person or a probe ends it."""
    sources = (ItemState.RUNNING, ItemState.SUBMITTING)
    _end(
        "uncertain", sources, ItemState.UNCERTAIN, "unknown", item, epoch, clock, code, field, words
    )


@lasting
def already(
    *,
    item: int,
    epoch: int,
    clock: Clock,
    code: str = "B81",
    words: Mapping[str, object] | None = None,
) -> ItemState:
    """The system says that it has the record. → already, if no other attempt of ours may have sent
    it; else → uncertain (N83), for a person. Returns which."""
    sources = (ItemState.RUNNING, ItemState.SUBMITTING)
    crashpoint("ledger.already.before")
    with transaction.atomic(durable=True):
        earlier = Attempt.objects.filter(item=item).exclude(epoch=epoch)
        ours = earlier.filter(MAY_HAVE_SENT).exists()
        state = ItemState.UNCERTAIN if ours else ItemState.ALREADY
        code = "N83" if ours else code
        row = {"code": code, "words": {} if ours else dict(words or {})}
        move = Move("already", sources, state, "already", {"code": code}, row, words={"code": code})
        moves.within(move, item=item, epoch=epoch, clock=clock)
        crashpoint("ledger.already.inside")
    crashpoint("ledger.already.after")
    return state


def conflict(
    *,
    item: int,
    epoch: int,
    clock: Clock,
    code: str = "",
    field: str = "",
    words: Mapping[str, object] | None = None,
) -> None:
    """Entered, but a look afterwards shows something else; or not entered, for a look before showed that the system has
    another record of the key. Done, running → conflict."""
    # A look afterwards that found this has been the last step: nothing is owed any more.
    row = {"code": code, "field": field, "words": dict(words or {}), "unfinished": False}
    columns = {"code": code, "unfinished": False}
    sources = (ItemState.DONE, ItemState.RUNNING)
    move = Move("conflict", sources, ItemState.CONFLICT, "conflict", columns, row, words={"code": code})
    moves.make(move, item=item, epoch=epoch, clock=clock)


def works_for(item: int, run: str) -> bool:
    """Whether that run worked on the item last."""
    return Item.objects.filter(pk=item, run__name=run).exists()


def run_of(item: int) -> str:
    """The run that worked on the item last; "" = none has yet."""
    return Run.objects.filter(items=item).values_list("name", flat=True).first() or ""


def epoch_of(item: int) -> int:
    """The epoch of the item's newest claim."""
    return int(Item.objects.values_list("epoch", flat=True).get(pk=item))


def newest_run(states: Collection[ItemState], keys: Collection[str] = ()) -> str | None:
    """The newest run that worked last on an item in one of `states`; of the keys `keys` (as they are shown), if any
    are given and one of them stands so."""
    standing = Item.objects.filter(state__in=states, run__isnull=False)
    return newest_of(standing.values_list("run__pk", "run__name", "key"), keys)


def newest_of(found: Iterable[tuple[int, str, str]], keys: Collection[str] = ()) -> str | None:
    """The name of the newest run of `found` (its number, its name, the key of an item as it is kept): of those with one
    of `keys`, if any are given and there are some."""
    newest = [(name, "/".join(json.loads(key))) for _, name, key in sorted(found, reverse=True)]
    named = [name for name, key in newest if key in keys] or [name for name, _ in newest]
    return named[0] if named else None


def count_in(states: Collection[ItemState]) -> dict[str, int]:
    """How many items stand in one of `states`, by the run that worked on them last."""
    standing = Item.objects.filter(state__in=states, run__isnull=False)
    return dict(standing.values_list("run__name").annotate(n=Count("pk")))


def holder_of(receipt: str, own: Item) -> tuple[str, ...]:
    """The key of another item of the register and environment of `own` that has the receipt; () = none has."""
    same = Item.objects.filter(register=own.register, environment=own.environment, receipt=receipt)
    other = same.exclude(pk=own.pk).values_list("key", flat=True).first() if receipt else None
    return tuple(json.loads(other)) if other is not None else ()


def _why(code: str, own: Mapping[str, object] | None) -> dict[str, object]:
    return {"code": code, **({"fields": dict(own)} if own else {})}


def _end(
    name: str,
    sources: tuple[ItemState, ...],
    target: ItemState,
    answer: str,
    item: int,
    epoch: int,
    clock: Clock,
    code: str,
    field: str,
    words: Mapping[str, object] | None,
) -> None:
    row = {"code": code, "field": field, "words": dict(words or {})}
    move = Move(name, sources, target, answer, {"code": code}, row, words={"code": code})
    moves.make(move, item=item, epoch=epoch, clock=clock)
