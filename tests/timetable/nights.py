"""A clock that runs, sleeps, jumps and is set back, and schedulers that look at it: what was due, and what the ledger says."""

from __future__ import annotations

import os
import random
import tempfile
import time as machine
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from bots.errors import Place
from bots.japan.days import parse_day
from bots.japan.opening import OpeningDays
from bots.model import DueState
from bots.testing import FixedClock
from bots.timetable.entry import Entry, Late
from bots.timetable.lateness import ON_TIME
from bots.timetable.scheduler import claim_due

ZONES = ("Asia/Tokyo", "UTC", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia")
START = datetime(2026, 11, 30, 3, 0, tzinfo=UTC)
_TOKYO = timedelta(hours=9)  # Japan has had no summer time since 1951: counted here without a table of zones
_DAYS = ("毎日", "開庁日", "第3開庁日", "月・水・金", "25日 休みなら前の開庁日", "月末開庁日")
_LATE: tuple[Late, ...] = ("skip", "run_once", "ask")


@dataclass
class Counted:
    """What came of it. `missed` due times have no row, `doubled` have two (the ledger forbids it), `early` were claimed before
    their time, `bursts` are moments at which an entry began more than once for times that were late."""

    dues: int = 0
    missed: int = 0
    doubled: int = 0
    early: int = 0
    bursts: int = 0
    states: Counter[str] = field(default_factory=Counter)


def entries(chance: random.Random) -> list[Entry]:
    """Entries of all kinds, some with several times a day."""
    made = []
    for at, day in enumerate(_DAYS):
        times = tuple(sorted({time(chance.randrange(24), chance.choice((0, 5, 30, 59))) for _ in range(chance.randint(1, 6))}))
        until = time(chance.randrange(24), 17) if chance.random() < 0.5 else None
        made.append(Entry(f"項目{at}", "登録", Place(), (parse_day(day),), (day,), times, until=until, late=chance.choice(_LATE)))
    return made


def nights(dues: int, schedulers: int, zone: str, seed: int) -> Counted:
    """Let time go by until so many due times were over. The schedulers take turns by chance; some sleep for days."""
    from bots.ledger.connection import close_ledger, open_ledger

    chance = random.Random(f"{seed} {zone}")
    clock, hall, all_entries = FixedClock(START), OpeningDays(), entries(chance)
    before = os.environ.get("TZ")
    os.environ["TZ"] = zone
    machine.tzset()
    try:
        with tempfile.TemporaryDirectory() as folder:
            open_ledger(Path(folder) / "data", clock)
            _hurry()
            _live(dues, schedulers, chance, clock, hall, all_entries)
            counted = _counted(all_entries, hall, clock)
            close_ledger()
    finally:
        os.environ.pop("TZ") if before is None else os.environ.__setitem__("TZ", before)
        machine.tzset()
    return counted


def _hurry() -> None:
    """Nothing waits for the disk: what is counted here is not what a cut of the power leaves."""
    from django.db import connection

    connection.cursor().execute("PRAGMA synchronous=OFF")


def _live(
    dues: int, schedulers: int, chance: random.Random, clock: FixedClock, hall: OpeningDays, all_entries: list[Entry]
) -> None:
    for entry in all_entries:
        claim_due(entry, hall, clock)  # from here on it is in force
    a_day = sum(len(entry.times) for entry in all_entries) * 0.45
    end = START + timedelta(days=dues / a_day)
    awake = [True] * schedulers
    while clock.now() < end:
        _pass_time(chance, clock)
        for at in range(schedulers):
            awake[at] = chance.random() < (0.9 if awake[at] else 0.4)
        for at in chance.sample(range(schedulers), schedulers):
            if awake[at]:
                for entry in all_entries:
                    claim_due(entry, hall, clock)
    for entry in all_entries:
        claim_due(entry, hall, clock)


def _pass_time(chance: random.Random, clock: FixedClock) -> None:
    kind = chance.random()
    if kind < 0.99:
        clock.move(chance.uniform(20, 1200))
    elif kind < 0.993:  # asleep over nights
        clock.move(chance.uniform(8 * 3600, 5 * 86400))
    elif kind < 0.996:  # set ahead by mistake
        clock.move(chance.choice((3600, 86400)))
    else:  # set back: these hours come again
        clock.move(-chance.choice((1, 60, 3600, 86400)))


def _counted(all_entries: list[Entry], hall: OpeningDays, clock: FixedClock) -> Counted:
    from bots.ledger.tables import Due

    found = Counted()
    latest = Due.objects.order_by("-due_at").values_list("due_at", flat=True).first() or START
    for entry in all_entries:
        rows = list(Due.objects.filter(entry=entry.name).order_by("due_at"))
        wanted = list(_due_by_counting(entry, hall, max(latest, clock.now())))
        has = Counter(row.due_at for row in rows)
        found.dues += len(wanted)
        found.missed += sum(due not in has for due in wanted if due <= clock.now())
        found.doubled += sum(count - 1 for count in has.values())
        found.early += sum(row.claimed_at < row.due_at for row in rows) + sum(due not in wanted for due in has)
        begun = Counter(row.claimed_at for row in rows if row.state == DueState.DUE and row.claimed_at - row.due_at > ON_TIME)
        found.bursts += sum(count - 1 for count in begun.values())
        found.states.update(str(row.state) for row in rows)
    return found


def _due_by_counting(entry: Entry, hall: OpeningDays, until: datetime) -> Iterator[datetime]:
    """The due times by plain counting of hours, without zones."""
    day = date(2026, 11, 30)
    while True:
        for at in entry.times:
            moment = datetime.combine(day, at, UTC) - _TOKYO
            if moment > until:
                return
            if moment > START and any(one.on(day, hall) for one in entry.days):
                yield moment
        day += timedelta(days=1)
