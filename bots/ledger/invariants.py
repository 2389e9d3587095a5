"""What must always be true of a run: every row that came in stands in exactly one state."""

from __future__ import annotations

from bots.ledger.runs import counts
from bots.ledger.tables import Attempt, Item, Run
from bots.model import ItemState


def check(run: str) -> list[str]:
    """What is not as it must be, in words for an engineer; empty if all is well."""
    found = []
    tally = counts(run)
    total, unfinished = tally.pop("total"), tally.pop("unfinished")
    if sum(tally.values()) != total:
        found.append(f"{total} rows came in, the states add up to {sum(tally.values())}")
    if unfinished > tally["done"] + tally["conflict"]:
        found.append(f"{unfinished} rows unfinished, but only {tally['done']} done")
    owner = Run.objects.get(name=run)
    for item in Item.objects.filter(run=owner, state=ItemState.DONE):
        answered = Attempt.objects.filter(item=item, answer="success").exists()
        if not answered:
            found.append(f"item {item.pk} is done without an attempt that succeeded")
    return found
