"""What must hold of a run whatever happened: no row is lost, nothing is done without an intent."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Exists, F, OuterRef, QuerySet

from bots.errors import Problem
from bots.ledger import runs
from bots.ledger.facts import Decision
from bots.ledger.tables import Attempt, Item, Row, Run
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
        wrong = {
            *_unlike(Row.objects.filter(run=found)),
            *_without_intent(Item.objects.filter(run=found)),
            *_still_held(Item.objects.filter(run=found)),
        }
        problems += [Problem("P49", {"run": run, "item": item}) for _, item in sorted(wrong)]
    return tuple(problems)


def check_all() -> tuple[Problem, ...]:
    """The same of every run that has ended, in as many looks as of one: a ledger of years has thousands."""
    more = Run.objects.annotate(count=Count("rows")).filter(count__gt=F("total")).order_by("pk")
    wrong = {
        *_unlike(Row.objects.filter(run__state__in=_ENDED).exclude(run__mode=Mode.REHEARSE)),
        *_without_intent(Item.objects.all()),
        *_still_held(Item.objects.all()),
    }
    sums = [
        Problem("P48", {"run": name, "total": total, "sum": count})
        for name, total, count in more.values_list("name", "total", "count")
    ]
    return (*sums, *(Problem("P49", {"run": name, "item": item}) for name, item in sorted(wrong, key=str)))


Held = tuple[str, int]
"""The id of a run, and the item that it holds."""


def _unlike(rows: QuerySet[Row]) -> Iterable[Held]:
    """Items that stand otherwise than their rows say; one that a later run has taken in is its business."""
    later = Row.objects.filter(item=OuterRef("item"), run__pk__gt=OuterRef("run"))
    worked = rows.filter(decision=Decision.WORK, item__run=F("run")).exclude(outcome=F("item__state"))
    return worked.exclude(Exists(later)).values_list("run__name", "item")


def _without_intent(items: QuerySet[Item]) -> Iterable[Held]:
    """Items in a state that only an intent leads to, whose last attempt has none."""
    sent = Attempt.objects.filter(item=OuterRef("pk"), epoch=OuterRef("epoch"), intent_at__isnull=False)
    return items.filter(state=ItemState.SUBMITTING).exclude(Exists(sent)).values_list("run__name", "pk")


def _still_held(items: QuerySet[Item]) -> Iterable[Held]:
    return items.filter(run__state__in=_ENDED, state__in=_HELD).values_list("run__name", "pk")
