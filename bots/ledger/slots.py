"""Slots: at one time one run works on a system with an account."""

from __future__ import annotations

import secrets

from django.db import transaction

from bots.clock import Clock
from bots.crashpoints import crashpoint
from bots.errors import PlaceError
from bots.ledger import events
from bots.ledger.connection import lasting
from bots.ledger.facts import LostClaim
from bots.ledger.tables import Run, Slot
from bots.model import RunState


@lasting
def hold(*, system: str, account: str, run: str, clock: Clock) -> str:
    """Take the system with the account for `run`; a token. Taking it twice gives the same token.

    Raises PlaceError P45 with who holds it; LostClaim if `run` has ended. The end of a run frees
    it.
    """
    crashpoint("ledger.hold.before")
    with transaction.atomic(durable=True):
        wanted = Run.objects.select_for_update().get(name=run)
        if wanted.state not in (RunState.QUEUED, RunState.RUNNING):
            raise LostClaim(f"run {run}", wanted.state)
        held = Slot.objects.select_related("holder").filter(system=system, account=account).first()
        if held is not None:
            if held.holder_id == wanted.pk:
                return held.token
            holder = held.holder
            raise PlaceError("P45", system=system, run=holder.name, by=holder.asked_by)
        token = secrets.token_hex(8)
        Slot.objects.create(
            system=system, account=account, holder=wanted, token=token, held_at=clock.now()
        )
        told = {"system": system, "account": account}
        events.append([events.NewEvent("slot.hold", run, None, told)], clock)
        crashpoint("ledger.hold.inside")
    crashpoint("ledger.hold.after")
    return token


@lasting
def free(*, token: str, clock: Clock) -> None:
    """Give a slot back. Raises LostClaim if it is not held under `token` any more."""
    crashpoint("ledger.free.before")
    with transaction.atomic(durable=True):
        held = Slot.objects.select_related("holder").filter(token=token).first()
        if held is None:
            raise LostClaim("slot", "free")
        told = {"system": held.system, "account": held.account}
        run = held.holder.name
        held.delete()
        events.append([events.NewEvent("slot.free", run, None, told)], clock)
        crashpoint("ledger.free.inside")
    crashpoint("ledger.free.after")


def holder_of(*, system: str, account: str) -> str:
    """The id of the run that holds the system with the account, or ""."""
    found = Slot.objects.filter(system=system, account=account).values_list(
        "holder__name", flat=True
    )
    return found.first() or ""
