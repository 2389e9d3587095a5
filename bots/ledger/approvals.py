"""人に確認: which rows people were asked about, and what they said of them.

    (not asked) ─ask→ asked ─answer→ approved | declined     at the terminal, the item is running
                      asked ─decide→ approved | declined     later: waiting → pending | refused

An answer is for the row as it was: its digest tells whether it still is. Only an approval of the same digest
lets a row go on.
"""

from __future__ import annotations

import hashlib
import hmac
import json

from django.db import transaction

from bots.clock import Clock, in_tokyo
from bots.crashpoints import crashpoint
from bots.ledger import events, moves
from bots.ledger.connection import key as ledger_key
from bots.ledger.facts import LostClaim, Standing
from bots.ledger.moves import Move
from bots.ledger.tables import Approval, Item, Run
from bots.model import ItemState

APPROVED, DECLINED = "approved", "declined"
LONGEST = 200  # characters of a reason


def ask(*, item: int, run: str, step: str, content: str, first: int, clock: Clock) -> Standing:
    """Whether the item may go on at `step` with `content`. Where a person must be asked first, the question is
    noted. `first` = only so many items are asked about under this text of the recipe; 0 = all."""
    crashpoint("ledger.ask.before")
    with transaction.atomic(durable=True):
        owner = Run.objects.get(name=run)
        own = Item.objects.select_for_update().get(pk=item)
        digest = _digest(own, step, content)
        latest = Approval.objects.filter(item=own, step=step).order_by("-pk").first()
        if latest is not None and latest.verdict == APPROVED and hmac.compare_digest(latest.digest, digest):
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
