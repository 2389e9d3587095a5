"""One run at a time on a system with an account: the second is refused, and told who holds it."""

from __future__ import annotations

import secrets

from django.db import IntegrityError, transaction

from bots.clock import Clock
from bots.crashpoints import crashpoint
from bots.errors import PlaceError
from bots.ledger.tables import Run, Slot


def hold(*, system: str, account: str, run: str, clock: Clock) -> str:
    """Take the slot for `run`; its token. A slot that the run holds already stays its own.

    Raises PlaceError P45 with the run that holds it and who asked for that run."""
    crashpoint("ledger.hold.before")
    token = secrets.token_hex(16)
    owner = Run.objects.get(name=run)
    try:
        with transaction.atomic(durable=True):
            Slot.objects.create(
                system=system, account=account, holder=owner, token=token, held_at=clock.now()
            )
    except IntegrityError:
        held = Slot.objects.select_related("holder").filter(system=system, account=account).first()
        if held is not None and held.holder_id == owner.pk:
            return str(held.token)
        holder = held.holder if held is not None else None
        raise PlaceError(
            "P45",
            system=system,
            run=holder.name if holder else "?",
            by=holder.asked_by if holder else "?",
        ) from None
    crashpoint("ledger.hold.after")
    return token


def free(*, run: str) -> None:
    """Give back every slot of a run."""
    Slot.objects.filter(holder__name=run).delete()
