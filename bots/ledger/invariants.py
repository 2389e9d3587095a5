"""What must hold of a run whatever happened: no row is lost, nothing is done without an intent."""

from __future__ import annotations

from bots.errors import Problem
from bots.ledger import runs
from bots.ledger.facts import Decision
from bots.ledger.tables import Item, Row, Run
from bots.model import ItemState, Mode, RunState

_ENDED = (RunState.FINISHED, RunState.STOPPED, RunState.BROKEN)
_HELD = (ItemState.RUNNING, ItemState.SUBMITTING)


def check(run: str) -> tuple[Problem, ...]:
    """What does not hold, as P48 (rows) and P49 (items); empty when all is well.

    - imported = the sum of the states, and not more rows than the sheet has;
    - a row that this run worked on says what its item says;
    - an item that was sent has an attempt with an intent; an ended run holds nothing.
    """
    found = Run.objects.get(name=run)
    counted = runs.counts(run)
    states = sum(count for state, count in counted.items() if state not in ("total", "unfinished"))
    problems = []
    if not states == counted["total"] == found.total:
        problems.append(Problem("P48", {"run": run, "total": found.total, "sum": states}))
    if found.mode != Mode.REHEARSE:
        wrong = _unlike(found) + _without_intent(found) + _still_held(found)
        problems += [Problem("P49", {"run": run, "item": item}) for item in sorted(set(wrong))]
    return tuple(problems)


def _unlike(run: Run) -> list[int]:
    """Items that stand otherwise than their rows say; one that a later run has taken in is its business."""
    later = Row.objects.filter(run__pk__gt=run.pk, item__isnull=False).values("item")
    worked = run.rows.filter(decision=Decision.WORK, item__run=run).exclude(item__in=later)
    worked = worked.select_related("item")
    return [
        row.item_id for row in worked if row.item and row.item_id and row.outcome != row.item.state
    ]


def _without_intent(run: Run) -> list[int]:
    """Items in a state that only an intent leads to, whose last attempt has none."""
    sent = Item.objects.filter(run=run, state=ItemState.SUBMITTING)
    return [
        item.pk
        for item in sent
        if not item.attempts.filter(epoch=item.epoch, intent_at__isnull=False).exists()
    ]


def _still_held(run: Run) -> list[int]:
    if run.state not in _ENDED:
        return []
    return list(run.items.filter(state__in=_HELD).values_list("pk", flat=True))
