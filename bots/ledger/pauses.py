"""休止: an entry of the timetable, or all of it, that is not begun for a while, and who said so.

    (not there) ─begin→ paused ─end→ ended
                          └─(its time is over)→ ended

What is due in a pause is skipped, also where it is looked at after its end: nothing is caught up. A due time is taken, or
the entry is paused: never both (see `refuse_paused`).
"""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from bots.clock import Clock
from bots.crashpoints import crashpoint
from bots.ledger import events
from bots.ledger.connection import lasting
from bots.ledger.facts import LostClaim, PauseFacts
from bots.ledger.tables import Pause

ALL = ""  # the entry of a pause of the whole timetable


@lasting
def begin(*, entry: str, until: datetime | None, reason: str, by: str, clock: Clock) -> None:
    """Pause an entry, or with ALL the whole timetable. Raises LostClaim where it is paused already."""
    crashpoint("ledger.pause.before")
    with transaction.atomic(durable=True):
        now, token = clock.now(), secrets.token_hex(8)
        told: list[events.NewEvent] = []
        for over in Pause.objects.filter(entry=entry, ended_at__isnull=True, until__lte=now):
            if Pause.objects.filter(pk=over.pk, ended_at__isnull=True).update(ended_at=over.until) == 1:
                told.append(events.NewEvent("pause.over", "", None, {"entry": entry}))
        made = Pause(entry=entry, token=token, until=until, reason=reason, by=by, began_at=now)
        Pause.objects.bulk_create([made], ignore_conflicts=True)  # whoever inserts it first has it
        if not Pause.objects.filter(token=token).exists():
            raise LostClaim(f"pause {entry}", "paused")
        words = {"entry": entry, "by": by, "reason": reason, "until": _moment(until)}
        events.append([*told, events.NewEvent("pause.begin", "", None, words)], clock)
        crashpoint("ledger.pause.inside")
    crashpoint("ledger.pause.after")


@lasting
def end(*, entry: str, by: str, clock: Clock) -> None:
    """End the pause of an entry before its time. Raises LostClaim where it is not paused."""
    crashpoint("ledger.end_pause.before")
    with transaction.atomic(durable=True):
        now = clock.now()
        if _held(now).filter(entry=entry).update(ended_at=now, ended_by=by) != 1:
            raise LostClaim(f"pause {entry}", "ended")
        events.append([events.NewEvent("pause.end", "", None, {"entry": entry, "by": by})], clock)
        crashpoint("ledger.end_pause.inside")
    crashpoint("ledger.end_pause.after")


def refuse_paused(due: int, entry: str, clock: Clock) -> None:
    """Within a transaction that has appended its event: raises LostClaim where the entry is paused. Whoever pauses appends
    too, and events are appended one after another, so neither can miss the other."""
    if _held(clock.now()).filter(entry__in=(entry, ALL)).exists():
        raise LostClaim(f"due {due}", "paused")


# --------------------------------------------------------------------------- looking


def held(now: datetime) -> list[PauseFacts]:
    """What is paused, oldest first."""
    return [_facts(one) for one in _held(now).order_by("began_at", "pk")]


def of(entry: str, since: datetime) -> list[PauseFacts]:
    """The pauses of an entry, and of the whole timetable, that did not end before `since`; oldest first."""
    left = Q(ended_at__isnull=True) | Q(ended_at__gte=since)
    found = Pause.objects.filter(left, Q(until__isnull=True) | Q(until__gte=since), entry__in=(entry, ALL))
    return [_facts(one) for one in found.order_by("began_at", "pk")]


def _held(now: datetime) -> QuerySet[Pause]:
    return Pause.objects.filter(Q(until__isnull=True) | Q(until__gt=now), ended_at__isnull=True)


def _facts(pause: Pause) -> PauseFacts:
    return PauseFacts(
        entry=pause.entry, began_at=pause.began_at, until=pause.until, reason=pause.reason, by=pause.by,
        ended_at=pause.ended_at,
    )  # fmt: skip


def _moment(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%dT%H:%MZ}" if moment is not None else ""
