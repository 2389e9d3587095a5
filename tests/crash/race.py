"""Many processes at the same items: each item is claimed by one, and no intent is doubled.

Real processes, a real SQLite file or a real server. Each works for a run of its own through all items, in an order of its own: claim,
intent, done. `python -m tests.crash --race --workers 8 --items 10000 --seed 1 --json`
"""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bots.ledger.facts import LostClaim, RowFacts
from bots.ledger.sides import Server
from bots.model import ItemState, Mode, Sending
from tests.crash.forks import begin_fork
from tests.crash.story import CLOCK


@dataclass(frozen=True)
class Raced:
    """What a race came to: items that are done, intents, how many items have more than one, what each worker won."""

    items: int
    done: int
    intents: int
    double: int
    shares: tuple[int, ...]
    whole: bool


def add_run(count: int) -> str:
    """A run at work, with so many rows under one register."""
    from bots.ledger import recovery, rows, runs

    run = runs.add(
        recipe_id="課/登録",
        recipe_sha="a",
        plan_sha="b",
        mode=Mode.RUN,
        environment="本番",
        register="受付簿",
        systems=["試験システム"],
        account="",
        asked_by="user@host",
        folder="{run}",
        total=count,
        clock=CLOCK,
    )
    runs.take(run=run, worker=recovery.this_worker(), clock=CLOCK)
    rows.enter(run=run, rows=[RowFacts(n, f"受付!{n}", (f"{n:05d}",)) for n in range(count)], clock=CLOCK)
    return run


def work(folder: Path, run: str, seed: int, start: int, server: Server | None = None) -> None:
    """One worker: every item, in an order of its own."""
    from bots.ledger import items
    from bots.ledger.connection import open_ledger
    from bots.ledger.tables import Item

    open_ledger(folder, CLOCK, server=server)
    wanted = list(Item.objects.values_list("pk", flat=True))
    random.Random(seed).shuffle(wanted)
    os.read(start, 1)  # all are ready
    for item in wanted:
        time.sleep(0.001)  # lets the others in: the race is about who comes first, not who starves
        try:
            epoch = items.claim(item=item, run=run, clock=CLOCK)
            items.commit_intent(item=item, epoch=epoch, sending=Sending("gate"), clock=CLOCK)
            items.done(item=item, epoch=epoch, clock=CLOCK)
        except LostClaim:
            continue


def race(folder: Path, workers: int, count: int, seed: int, server: Server | None = None) -> Raced:
    """So many workers at `count` items, in a file or on `server`. Raises AssertionError where a worker does not come to its end."""
    from bots.ledger import events
    from bots.ledger.connection import close_ledger, open_ledger
    from bots.ledger.tables import Attempt, Item

    open_ledger(folder, CLOCK, server=server)
    runs = [add_run(count) for _ in range(workers)]
    close_ledger()
    start, go = os.pipe()
    children = [
        begin_fork(lambda run=run, number=number: work(folder, run, seed * 100 + number, start, server))  # type: ignore[misc]
        for number, run in enumerate(runs)
    ]
    os.write(go, b"x" * workers)
    ends = [os.waitpid(child, 0)[1] for child in children]
    os.close(start)
    os.close(go)
    assert ends == [0] * workers, ends
    open_ledger(folder, CLOCK, server=server)
    sent: Counter[int] = Counter(Attempt.objects.filter(intent_at__isnull=False).values_list("item", flat=True))
    raced = Raced(
        items=count,
        done=Item.objects.filter(state=ItemState.DONE, epoch=1).count(),
        intents=sum(sent.values()),
        double=sum(times > 1 for times in sent.values()),
        shares=tuple(Attempt.objects.filter(run__name=run).count() for run in runs),
        whole=events.verify().whole,
    )
    close_ledger()
    return raced


def faults(raced: Raced) -> Sequence[str]:
    """What is wrong with the end of a race."""
    wrong = []
    if raced.double:
        wrong.append(f"{raced.double} items have more than one intent")
    if not raced.done == raced.intents == raced.items == sum(raced.shares):
        wrong.append(f"{raced}")
    if not raced.whole:
        wrong.append("the chain is broken")
    return wrong
