"""人に確認: which rows people were asked about, and what they said of them.

    (not asked) ─ask→ asked ─answer→ approved | declined     at the terminal, the item is running
                      asked ─decide→ approved | declined     later: waiting → pending | refused

An answer is for the row as it was: its digest tells whether it still is. Only an approval of the same digest
lets a row go on. Nothing hidden goes into it: a number of twelve digits could be found by trying, by whoever has
the ledger and its key. Whether that is the same too, the sheets of the two runs tell (`hidden_same`).
"""

from __future__ import annotations

import hashlib
import hmac
import json

from django.db import transaction
from django.db.models import F

from bots.clock import Clock, in_tokyo
from bots.crashpoints import crashpoint
from bots.ledger import events, moves
from bots.ledger.connection import key as ledger_key
from bots.ledger.connection import lasting
from bots.ledger.facts import Approved, LostClaim, Standing
from bots.ledger.moves import Move
from bots.ledger.tables import Approval, Item, Run
from bots.model import ItemState, RunState

APPROVED, DECLINED = "approved", "declined"
LONGEST = 200  # characters of a reason


def approved_in(item: int, step: str) -> tuple[str, int] | None:
    """The run in which people were asked about the item at `step`, and its position there, where they said yes."""
    latest = Approval.objects.filter(item=item, step=step).select_related("run").order_by("-pk").first()
    if latest is None or latest.verdict != APPROVED:
        return None
    row = latest.run.rows.filter(item=item).order_by("position").first()
    return (latest.run.name, row.position) if row is not None else None


@lasting
def ask(
    *, item: int, run: str, step: str, content: str, first: int, clock: Clock, hidden_same: bool = True
) -> Standing:
    """Whether the item may go on at `step` with `content`. Where a person must be asked first, the question is
    noted. `first` = only so many items are asked about under this text of the recipe; 0 = all.
    `hidden_same` = the hidden values, of which the digest knows nothing, are those of the row that was approved."""
    crashpoint("ledger.ask.before")
    with transaction.atomic(durable=True):
        owner = Run.objects.get(name=run)
        own = Item.objects.select_for_update().get(pk=item)
        digest = _digest(own, step, content)
        latest = Approval.objects.filter(item=own, step=step).order_by("-pk").first()
        same = latest is not None and hmac.compare_digest(latest.digest, digest) and hidden_same
        if latest is not None and latest.verdict == APPROVED and same:
            at = f"{in_tokyo(latest.answered_at or latest.asked_at):%Y-%m-%d %H:%M}"
            return Standing(True, by=latest.by, at=at, reason=latest.reason)
        others = Approval.objects.filter(
            recipe_sha=owner.recipe_sha, step=step,
            item__register=own.register_id, item__environment=own.environment,
        )  # fmt: skip
        before = others.exclude(item=own).values("item").distinct().count()
        if first and latest is None and before >= first:
            return Standing(True)
        if latest is None or latest.verdict:
            latest = Approval(item=own, step=step)
        changed = latest.pk is None and Approval.objects.filter(item=own, step=step, verdict=APPROVED).exists()
        latest.run, latest.recipe_sha, latest.digest, latest.asked_at = owner, owner.recipe_sha, digest, clock.now()
        latest.save()
        events.append([events.NewEvent("ask.ask", run, item, {"step": step, "sha256": digest})], clock)
        crashpoint("ledger.ask.inside")
    crashpoint("ledger.ask.after")
    return Standing(False, changed=changed)


@lasting
def answer(*, item: int, epoch: int, yes: bool, by: str, reason: str, clock: Clock) -> None:
    """What the person at the terminal says of an item in work. Asked → approved or declined. Raises LostClaim,
    and changes nothing, if the item was claimed anew or nothing was asked."""
    crashpoint("ledger.answer.before")
    with transaction.atomic(durable=True):
        if not Item.objects.filter(pk=item, epoch=epoch, state=ItemState.RUNNING).exists():
            raise moves.lost(item)
        _say(item, yes, by, reason, clock)
        crashpoint("ledger.answer.inside")
    crashpoint("ledger.answer.after")


@lasting
def decide(*, item: int, epoch: int, yes: bool, by: str, reason: str, clock: Clock) -> None:
    """What a person says of an item that waits. Waiting → pending, for the next run, or → refused (B88). Raises
    LostClaim, and changes nothing, if it waits no more."""
    target = ItemState.PENDING if yes else ItemState.REFUSED
    code = "" if yes else "B88"
    row = {"code": code, "words": {} if yes else {"reason": reason or "-"}}
    move = Move("approve", (ItemState.WAITING,), target, item={"code": code}, row=row, words={"by": by})
    crashpoint("ledger.approve.before")
    with transaction.atomic(durable=True):
        _say(item, yes, by, reason, clock)
        moves.within(move, item=item, epoch=epoch, clock=clock)
        crashpoint("ledger.approve.inside")
    crashpoint("ledger.approve.after")


def last_approved() -> Approved | None:
    """The run of the rows that were approved last, and when: of rows that wait to be gone on with since. None
    where there are none."""
    open_rows = Approval.objects.filter(
        verdict=APPROVED, item__state=ItemState.PENDING, item__run=F("run"),
        run__state__in=(RunState.FINISHED, RunState.STOPPED, RunState.BROKEN),
    )  # fmt: skip
    found = open_rows.select_related("run").order_by("-answered_at", "-pk").first()
    if found is None or found.answered_at is None:
        return None
    return Approved(found.run.name, found.answered_at)


def _say(item: int, yes: bool, by: str, reason: str, clock: Clock) -> None:
    asked = Approval.objects.select_related("run").filter(item=item, verdict="").order_by("-pk").first()
    said = {"verdict": APPROVED if yes else DECLINED, "by": by, "reason": reason[:LONGEST]}
    if asked is None:
        raise LostClaim(f"item {item}", "answered")
    swapped = Approval.objects.filter(pk=asked.pk, verdict="").update(answered_at=clock.now(), **said)
    if swapped != 1:
        raise LostClaim(f"item {item}", "answered")
    words = {**said, "step": asked.step, "sha256": asked.digest}
    events.append([events.NewEvent("ask.answer", asked.run.name, item, words)], clock)


def _digest(item: Item, step: str, content: str) -> str:
    texts = [item.register.name, item.environment, item.key, step, content]
    message = json.dumps(texts, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return hmac.new(ledger_key(), message, hashlib.sha256).hexdigest()
