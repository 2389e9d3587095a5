"""Two processes, two runs, the same 200 items: each is claimed by one, and no intent is doubled."""

from __future__ import annotations

import os
import random
import sys
import time
import traceback
from pathlib import Path

import pytest

from bots.ledger.facts import LostClaim, RowFacts
from bots.model import ItemState, Mode, Sending
from tests.crash.story import CLOCK

COUNT = 200
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="two forks race")


def _run() -> str:
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
        total=COUNT,
        clock=CLOCK,
    )
    runs.take(run=run, worker=recovery.this_worker(), clock=CLOCK)
    sheet = [RowFacts(n, f"受付!{n}", (f"{n:04d}",)) for n in range(COUNT)]
    rows.enter(run=run, rows=sheet, clock=CLOCK)
    return run


def _race(folder: Path, run: str, seed: int, start: int) -> None:
    from bots.ledger import items
    from bots.ledger.connection import open_ledger
    from bots.ledger.tables import Item

    open_ledger(folder, CLOCK)
    wanted = list(Item.objects.values_list("pk", flat=True))
    random.Random(seed).shuffle(wanted)
    os.read(start, 1)  # both are ready
    for item in wanted:
        time.sleep(0.001)  # lets the other in: the race is about who comes first, not who starves
        try:
            epoch = items.claim(item=item, run=run, clock=CLOCK)
            items.commit_intent(item=item, epoch=epoch, sending=Sending("gate"), clock=CLOCK)
            items.done(item=item, epoch=epoch, clock=CLOCK)
        except LostClaim:
            continue


def test_two_processes_claim_the_same_items(tmp_path: Path) -> None:
    from bots.ledger import events
    from bots.ledger.connection import close_ledger, open_ledger
    from bots.ledger.tables import Attempt, Item

    folder = tmp_path / "data"
    open_ledger(folder, CLOCK)
    racers = [_run(), _run()]
    close_ledger()
    children = []
    start, go = os.pipe()
    for seed, run in enumerate(racers):
        child = os.fork()
        if child == 0:
            code = 1
            try:
                _race(folder, run, seed, start)
                code = 0
            except BaseException:
                traceback.print_exc()
                sys.stderr.flush()
            finally:
                os._exit(code)
        children.append(child)
    os.write(go, b"go")
    os.close(start)
    os.close(go)
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0]
    open_ledger(folder, CLOCK)
    assert Item.objects.filter(state=ItemState.DONE, epoch=1).count() == COUNT
    assert Attempt.objects.filter(intent_at__isnull=False).count() == COUNT
    shares = [Attempt.objects.filter(run__name=run).count() for run in racers]
    assert sum(shares) == COUNT
    assert min(shares) > 0
    assert events.verify().whole
    close_ledger()
