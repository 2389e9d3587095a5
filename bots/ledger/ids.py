"""The ids of runs: `20261123-1930-k7f3`, the minute in Japan and four clear signs."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from django.db.models import Q

from bots.clock import Clock, in_tokyo
from bots.errors import PlaceError
from bots.ledger.facts import no_run
from bots.ledger.tables import Run
from bots.model import RunState

_SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"  # no 0 o, no 1 i l
_SHOWN = 5


def new_id(clock: Clock) -> str:
    """An id that no run has. Call it within the transaction that uses it."""
    minute = f"{in_tokyo(clock.now()):%Y%m%d-%H%M}"
    while True:
        name = f"{minute}-{''.join(secrets.choice(_SIGNS) for _ in range(4))}"
        if not Run.objects.filter(name=name).exists():
            return name


def resolve(text: str, prefer: Sequence[RunState] = ()) -> str:
    """The id that `text` stands for: `latest`, an id, or a prefix only one run has.

    `latest` is the newest run in one of the states `prefer` that was really begun, where there is one,
    else the newest (a run that found its system in use, P45, or could not write its folder, P80, was not begun).
    Raises PlaceError P10 where no run fits, P23 where there is none yet, P11 where several fit.
    """
    newest = Run.objects.order_by("-pk").values_list("name", flat=True)
    if text == "latest":
        unbegun = Q(reason="P45") | Q(reason="P80", started_at=None)
        found = list(newest.filter(state__in=prefer).exclude(unbegun)[:1]) or list(newest[:1])
    elif Run.objects.filter(name=text).exists():
        return text
    else:
        found = list(newest.filter(name__startswith=text)[: _SHOWN + 1]) if text else []
    if not found:
        raise no_run(text)
    if len(found) > 1:
        more = " …" if len(found) > _SHOWN else ""
        raise PlaceError("P11", run=text, candidates=", ".join(found[:_SHOWN]) + more)
    return str(found[0])
