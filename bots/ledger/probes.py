"""照会: which items are in doubt, and what a look into the system says of each.

    uncertain ─there→ done        the record is there, with the values of the row
              ─absent→ pending    the system itself says that there is none
              ─differs→ conflict
              ─unclear→ uncertain

Nothing here happens by time alone: each move needs what the system showed. The try that is in doubt keeps its
answer, so a system that says later that it has the record is still told as doubt (items.already).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import islice

from django.db import transaction

from bots.clock import Clock
from bots.crashpoints import crashpoint
from bots.ledger import changes, events, moves
from bots.ledger.connection import key as hmac_key
from bots.ledger.connection import lasting
from bots.ledger.deciding import identity_of
from bots.ledger.facts import Decision, Doubt, RowFacts
from bots.ledger.moves import Move
from bots.ledger.payload import changed_columns, payload_hmac
from bots.ledger.tables import Attempt, Item, Row, Run
from bots.model import ItemState, RunState

_AT_WORK = (RunState.QUEUED, RunState.RUNNING)


def doubts(*, run: str, rows: Sequence[RowFacts]) -> tuple[Doubt, ...]:
    """The items in doubt among the rows of `run`, in the order of the sheet: those whose values are the ones that may
    have been sent, that are not left out now, and on which no other run is at work."""
    facts = {one.position: one for one in rows if one.chosen and not one.code}
    found = Row.objects.filter(run__name=run, item__state=ItemState.UNCERTAIN, position__in=facts)
    made = []
    for row in found.select_related("run__register", "item__run").order_by("position"):
        item = row.item
        assert item is not None
        holder = item.run
        if holder is not None and holder.pk != row.run_id and holder.state in _AT_WORK:
            continue
        identity = identity_of(row.run.register.name, item.environment, item.key)
        now = payload_hmac(hmac_key(), identity, facts[row.position].payload)
        if not changed_columns(item.payload_hmac, now):
            made.append(Doubt(row.position, item.pk, item.epoch, _sent_at(item)))
    return tuple(made)


def _sent_at(item: Item) -> datetime:
    """When it may have been sent last."""
    sent = Attempt.objects.filter(item=item, intent_at__isnull=False).order_by("-epoch").first()
    return sent.intent_at if sent is not None and sent.intent_at is not None else item.changed_at


def entered_last(*, run: str, most: int) -> tuple[tuple[str, int], ...]:
    """The rows that were entered last under the register of `run`, as (run, position): what a look must find. Those that
    owe steps still come last: they are in the system, perhaps not as they will be."""
    own = Run.objects.get(name=run)
    done = Row.objects.select_related("item", "run").filter(
        decision=Decision.WORK, outcome=ItemState.DONE,
        item__state=ItemState.DONE, item__register=own.register_id, item__environment=own.environment,
    )  # fmt: skip
    newest = done.order_by("unfinished", "-settled_at", "-pk").iterator(chunk_size=max(most, 1))
    as_entered = (row for row in newest if changes.is_as_entered(row))  # not those that were set right by hand since
    return tuple((row.run.name, row.position) for row in islice(as_entered, most))


@lasting
def take(*, item: int, epoch: int, run: str, clock: Clock) -> None:
    """`run` looks the item up now: what becomes of it stands in this run's row. Raises LostClaim, and changes nothing,
    where somebody decided meanwhile."""
    crashpoint("ledger.probe.before")
    with transaction.atomic(durable=True):
        own = Run.objects.get(name=run)
        held = Item.objects.filter(pk=item, epoch=epoch, state=ItemState.UNCERTAIN)
        if held.update(run=own, changed_at=clock.now()) != 1:
            raise moves.lost(item)
        events.append([events.NewEvent("item.probe", run, item, {"epoch": epoch})], clock)
        crashpoint("ledger.probe.inside")
    crashpoint("ledger.probe.after")


def there(*, item: int, epoch: int, clock: Clock, owes: bool) -> None:
    """It was entered. `owes` = the steps after the submit were not carried out, and nobody will but a person (B70)."""
    open_end = {"unfinished": owes, "code": "B70" if owes else ""}
    row: dict[str, object] = {**open_end, "field": "", "words": {}, "decision": Decision.WORK}
    move = Move("there", (ItemState.UNCERTAIN,), ItemState.DONE, item=open_end, row=row)
    moves.make(move, item=item, epoch=epoch, clock=clock)


def absent(*, item: int, epoch: int, clock: Clock) -> None:
    """It was not entered: it is work again."""
    row = {"code": "", "field": "", "words": {}, "decision": Decision.WORK}
    move = Move("absent", (ItemState.UNCERTAIN,), ItemState.PENDING, item={"code": ""}, row=row)
    moves.make(move, item=item, epoch=epoch, clock=clock)


def differs(*, item: int, epoch: int, clock: Clock, field: str) -> None:
    """There is a record of this key with other values."""
    row = {"code": "B72", "field": field, "words": {"field": field}, "decision": Decision.WORK}
    move = Move("differs", (ItemState.UNCERTAIN,), ItemState.CONFLICT, item={"code": "B72"}, row=row, words={"code": "B72"})
    moves.make(move, item=item, epoch=epoch, clock=clock)


def unclear(*, item: int, epoch: int, clock: Clock, words: Mapping[str, object]) -> None:
    """The look did not tell; a person has to."""
    row = {"code": "N91", "field": "", "words": dict(words)}
    move = Move("unclear", (ItemState.UNCERTAIN,), ItemState.UNCERTAIN, item={"code": "N91"}, row=row, words={"code": "N91"})
    moves.make(move, item=item, epoch=epoch, clock=clock)
