"""判断: what people find out about rows that no program can decide about, and what becomes of the items.

    uncertain ─entered, by hand→ done     ─not entered→ pending     ─differs→ conflict     ─cancel→ cancelled
    conflict  ─entered, by hand→ done     ─cancel→ cancelled
    pending, failed, waiting ─by hand→ done     these and refused ─cancel→ cancelled
    cancelled ─not entered→ pending
    done, 後処理未了 ─after-work→ done
    a row that changed since it was entered ─by hand, sheet wrong→ already: the item stays (`changes`)

"Not entered" is the one answer that can enter a row twice, so there is a fence before it: no process that may still
send lives, and the system has had its time since the last one began to (`Fence`). Who, when, why and with what proof
stands in the chain; the row of the run says it in the words of its code.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from bots.clock import Clock, in_tokyo
from bots.crashpoints import crashpoint
from bots.errors import PlaceError
from bots.ledger import changes, evidence, items, moves, recovery, runs
from bots.ledger.connection import lasting
from bots.ledger.facts import BY_HAND, Approved, Decided, Finding, OpenRows, Worker
from bots.ledger.moves import Move
from bots.ledger.tables import Attempt, Event, Item, Row, Run
from bots.model import Evidence as KeptFile
from bots.model import ItemState, RunState

LONGEST = 200  # characters of a reason
IN_DOUBT = (ItemState.UNCERTAIN, ItemState.CONFLICT)  # what waits for a person's decision
_TARGETS = {
    Finding.ENTERED: (ItemState.DONE, "B90"),
    Finding.NOT_ENTERED: (ItemState.PENDING, "B91"),
    Finding.BY_HAND: (ItemState.DONE, BY_HAND),
    Finding.DIFFERS: (ItemState.CONFLICT, "B93"),
    Finding.CANCEL: (ItemState.CANCELLED, "B94"),
    Finding.AFTER_WORK: (ItemState.DONE, "B98"),
}
_CHOICES = {
    ItemState.UNCERTAIN: (Finding.ENTERED, Finding.NOT_ENTERED, Finding.BY_HAND, Finding.DIFFERS, Finding.CANCEL),
    ItemState.CONFLICT: (Finding.ENTERED, Finding.BY_HAND, Finding.CANCEL),
    ItemState.PENDING: (Finding.BY_HAND, Finding.CANCEL),
    ItemState.FAILED: (Finding.BY_HAND, Finding.CANCEL),
    ItemState.WAITING: (Finding.BY_HAND, Finding.CANCEL),
    ItemState.REFUSED: (Finding.CANCEL,),
    ItemState.CANCELLED: (Finding.NOT_ENTERED,),
}
_ENDED = (RunState.FINISHED, RunState.STOPPED, RunState.BROKEN)


@dataclass(frozen=True, slots=True)
class Fence:
    """When "not entered" may be said: no process of the item is `alive`, and so many seconds are over since its last
    sending began (`落ち着くまで` of the system)."""

    settle: float = 60.0
    alive: Callable[[Worker], bool] = recovery.is_alive


def choices(state: ItemState, *, changed: bool = False, unfinished: bool = False) -> tuple[Finding, ...]:
    """What a person may say of an item in `state`, or of a row that `changed` since it was entered; () = nothing is to be
    decided. `unfinished` = steps after its submit are left."""
    if changed:
        return tuple(changes.CODES)
    if unfinished and state is ItemState.DONE:
        return (Finding.AFTER_WORK,)
    return _CHOICES.get(state, ())


@lasting
def decide(
    *,
    run: str,
    item: int,
    epoch: int,
    was: ItemState,
    finding: Finding,
    by: str,
    reason: str,
    clock: Clock,
    receipt: str = "",
    file: KeptFile | None = None,
    fence: Fence | None = None,
    changed: bool = False,
) -> None:
    """A person `by` has looked at the item in the row of `run` and says what is true. `file` is a proof that lies in the
    folder of `run` already. `changed` = the row of `run` has other values than were entered, and is a conflict by that.

    Raises ValueError where that cannot be said of `was`, LostClaim where the item stands elsewhere or was claimed
    anew, PlaceError P117, P118 (the fence) and P119 (another item has the receipt). Then nothing changes.
    """
    if finding not in choices(was, changed=changed, unfinished=finding is Finding.AFTER_WORK):
        raise ValueError(f"{finding} cannot be said of what is {was}")
    kept = reason[:LONGEST]
    told = {"verdict": str(finding), "by": by, "reason": kept}
    told |= {"file": file.file, "sha256": file.sha256} if file is not None else {}
    words = {"by": by, "at": spoken_time(clock.now()), "reason": kept}
    crashpoint("ledger.decide.before")
    with transaction.atomic(durable=True):
        own = Item.objects.select_for_update().filter(pk=item, epoch=epoch).first()
        stands = own is not None and (changed or own.state == was)
        if own is None or not stands or (finding is Finding.AFTER_WORK and not own.unfinished):
            raise moves.lost(item)
        if finding is Finding.NOT_ENTERED:
            check_fence(item, fence or Fence(), clock)
        if other := items.holder_of(receipt, own):
            raise PlaceError("P119", key="/".join(other))
        row = changes.waiting_row(own, run) if changed else _take_in(own, run)
        if file is not None:
            evidence.within(run=run, files=[file], clock=clock, item=item, position=row.position)
        if changed:
            changes.answer(own, row, finding, words=words, told=told, receipt=receipt, clock=clock)
        else:
            moves.within(_move(finding, was, words, told, receipt), item=item, epoch=epoch, clock=clock)
        crashpoint("ledger.decide.inside")
    crashpoint("ledger.decide.after")


def _move(
    finding: Finding, was: ItemState, words: Mapping[str, object], told: Mapping[str, object], receipt: str
) -> Move:
    """The change of state that a finding is, with what row and chain say of it."""
    state, code = _TARGETS[finding]
    item = {"code": code, "unfinished": False, "doubted": state is ItemState.CANCELLED and was in IN_DOUBT}
    return Move(
        "decide",
        (was,),
        state,
        item=item | ({"receipt": receipt} if receipt else {}),
        row={"code": code, "field": "", "unfinished": False, "words": words},
        words=told,
    )


def _take_in(own: Item, run: str) -> Row:
    """The row of the item in `run`. An item that `run` has not begun yet is its own from here on, with its values:
    a later run tells by them whether the row was changed."""
    row = Row.objects.select_related("run").filter(run__name=run, item=own).order_by("position").first()
    if row is None:
        raise moves.lost(own.pk)
    if own.run_id != row.run_id:
        if own.state != ItemState.PENDING:  # it is the row of the run that worked on it
            raise moves.lost(own.pk)
        Item.objects.filter(pk=own.pk).update(run=row.run, payload_hmac=row.payload_hmac)
    return row


def check_fence(item: int, fence: Fence, clock: Clock) -> None:
    """Raises PlaceError P117 while a process that may still send the item lives, P118 while the system may still be
    at work on what was sent."""
    tries = Attempt.objects.filter(items.MAY_HAVE_SENT, item=item).select_related("run", "run__register")
    for one in tries:
        facts = runs.facts(one.run)
        if facts.state is RunState.RUNNING and facts.worker is not None and fence.alive(facts.worker):
            raise PlaceError("P117", run=facts.id, host=facts.worker.host)
    begun = [one.intent_at or one.settled_at or one.claimed_at for one in tries]
    if begun and clock.now() < (free := max(begun) + timedelta(seconds=fence.settle)):
        at = in_tokyo(free + timedelta(seconds=1))  # the second that is shown is over by then
        raise PlaceError("P118", at=f"{at:%Y-%m-%d %H:%M:%S}", seconds=f"{fence.settle:g}")


def spoken_time(moment: datetime) -> str:
    """A time as people read it, in Tokyo."""
    return f"{in_tokyo(moment):%Y-%m-%d %H:%M}"


# --------------------------------------------------------------------------- looking


def waiting() -> dict[str, int]:
    """How many rows wait for a person's decision, by the run in which it is said."""
    found: Counter[str] = Counter(dict(_items(Q()).values_list("run__name").annotate(n=Count("pk"))))
    found.update(changes.waiting().values_list("run__name", flat=True))
    return dict(found)


def open_rows() -> list[OpenRows]:
    """The rows for which a person must answer, by the run in which that is done: the newest run first."""
    found: dict[str, Counter[str]] = {}
    open_items = Item.objects.filter(state=ItemState.WAITING, run__isnull=False) | _items(Q())
    for run, state, count in open_items.values_list("run__name", "state").annotate(n=Count("pk")).order_by():
        word = "unfinished" if state == ItemState.DONE else str(state)
        found.setdefault(run, Counter())[word] += count
    for run in changes.waiting().values_list("run__name", flat=True):
        found.setdefault(run, Counter())[str(ItemState.CONFLICT)] += 1
    ordered = Run.objects.filter(name__in=found).order_by("-pk").values_list("name", "recipe_id")
    return [OpenRows(run, recipe, dict(found[run])) for run, recipe in ordered]


def newest_waiting(keys: Collection[str] = ()) -> str | None:
    """The newest run with rows that wait; of the keys `keys` (as they are shown), if any are given, the newest in which
    something may be said of one of them."""
    some = _items(Q(state__in=tuple(_CHOICES)) if keys else Q())
    found = [
        *some.values_list("run__pk", "run__name", "key"),
        *changes.waiting().values_list("run__pk", "run__name", "item__key"),
    ]
    return items.newest_of(found, keys)


def _items(also: Q) -> QuerySet[Item]:
    """The items that wait for a decision: in doubt, or entered by a run that has ended with steps that are left."""
    left = Q(state=ItemState.DONE, unfinished=True, run__state__in=_ENDED)
    return Item.objects.filter(Q(state__in=IN_DOUBT) | left | also, run__isnull=False)


def of_run(run: str) -> list[Decided]:
    """What people said of the rows of a run, oldest first."""
    return list(_decided(Q(run=run)))


def _decided(which: Q) -> Iterator[Decided]:
    for event in Event.objects.filter(which, kind="item.decide").order_by("seq").iterator():
        body = json.loads(event.body)
        words = body["words"]
        if event.item is not None:
            yield Decided(
                run=event.run,
                item=event.item,
                finding=Finding(words["verdict"]),
                was=ItemState(words["was"]),
                state=ItemState(words["state"]),
                by=words["by"],
                at=body["at"],
                reason=words["reason"],
                file=words.get("file", ""),
            )


def last_let_go() -> Approved | None:
    """The run of the row that was said last not to be entered: of those that wait to be gone on with since. None
    where there are none."""
    pending = Item.objects.filter(state=ItemState.PENDING, run__state__in=_ENDED, attempts__run__isnull=False)
    for one in reversed(list(_decided(Q(item__in=pending.values("pk"))))):
        if one.state is ItemState.PENDING and items.works_for(one.item, one.run):
            return Approved(one.run, datetime.fromisoformat(one.at))
    return None
