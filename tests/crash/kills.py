"""Kills a whole run, hands the same sheet in again, and compares ledger and truth list.

Model: the process is killed (SIGKILL); the disk keeps what was written. A history is one kill, or two or three in a
row, each in what the one before left. Kills come at every named point of the code, on the way into every system call
that changes a file, and at moments within the latency of a system that stores although the robot is dead.
(`harness.py` kills the ledger alone; here sheet, engine, journal and evidence are there, the browser is not.)
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.crash.cuts import CALLS, Call, Cut, Moment, Named, hall_in, hand_in, traced
from tests.crash.distant import Pace, Server
from tests.crash.forks import begin_fork, in_fork, new_hall, place_for_trials
from tests.hall import LOOKING, RECIPE, people

ROWS = 3
MODELS = ("named", "calls", "timed")
_DEPTH = 3  # kills in a row, at most
_TOLD_EVERY = 60.0  # seconds
PACE = Pace()


@dataclass
class Tally:
    """What the trials came to. `kills` are those that hit; `points` the histories in which one did."""

    points: int = 0
    kills: int = 0
    lost: int = 0
    duplicated: int = 0
    stuck: int = 0
    wrong: int = 0
    uncertain: int = 0
    failures: list[str] = field(default_factory=list)
    told: Counter[str] = field(default_factory=Counter)  # how runs ended whose disk failed


def reported(numbers: Iterable[int], tally: Tally) -> Iterator[int]:
    """The same numbers; each minute a line of how far it came, so that a long night can be looked in on."""
    last = time.monotonic()
    for number in numbers:
        if time.monotonic() - last > _TOLD_EVERY:
            last = time.monotonic()
            print(f"{tally.points} points, {tally.kills} kills, {len(tally.failures)} failures", file=sys.stderr, flush=True)
        yield number


def look(home: Path) -> dict[str, object]:
    """The states of the ledger and the entries of the truth list."""
    from bots.ledger import events, invariants, registers, runs
    from bots.ledger.connection import side

    hall = hall_in(home)
    hall.project.open_ledger()
    items = [one for name in registers.names() for one in registers.history(register=name.name)]
    return {
        "states": {one.key[0]: str(one.state) for one in items},
        "truth": [[entry["番号"], entry["氏名"]] for entry in hall.system.truth()],
        "chain": events.verify().whole,
        "database": side().damage() == "",
        "invariants": all(invariants.check(run.id) == () for run in runs.recent(9)),
    }


def points(folder: Path, recipe: str) -> list[str]:
    """Every point that a whole run passes, as name:n; with 照会 those of a run that looks a row up too."""
    home, log = folder / "dry", folder / "points.txt"
    new_hall(home, ROWS, recipe, fresh=True)
    if recipe is LOOKING:
        in_fork(lambda: hand_in(home, "fake.stored:2"))
    status = in_fork(lambda: hand_in(home, log=str(log), later=1))
    assert status == 0, "the dry run failed"
    return log.read_text(encoding="utf-8").splitlines()


def calls(folder: Path, recipe: str) -> list[Call]:
    """Every system call of a whole run that changes a file, as each thread counts its own."""
    home, log = folder / "calls", folder / "calls.txt"
    new_hall(home, ROWS, recipe)
    status = traced(lambda: hand_in(home), [f"--trace={','.join(CALLS)}"], log)
    assert status == 0, "the dry run failed"
    done: Counter[tuple[str, str]] = Counter()
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        thread, _, rest = line.partition(" ")
        name = rest.strip().partition("(")[0]
        if name in CALLS:
            done[thread, name] += 1
    most = {name: max((n for (_, one), n in done.items() if one == name), default=0) for name in CALLS}
    return [Call(name, nth) for name, n in most.items() for nth in range(1, n + 1)]


def trial(folder: Path, cuts: Sequence[Cut], tally: Tally, recipe: str = RECIPE) -> None:
    """One history: cut off as told, each time handed in again, then handed in to its end; then judged. With 照会 the
    sheet was cut off while a row was being stored before, so that there is something to look up."""
    home, result = folder / "hall", folder / "look.json"
    fresh = any("migrate" in str(cut) for cut in cuts)
    new_hall(home, ROWS, recipe, fresh=fresh)
    moments = [cut for cut in cuts if isinstance(cut, Moment)]
    server = _start(home, moments[0]) if moments else 0
    try:
        if recipe is LOOKING and not moments:
            in_fork(lambda: hand_in(home, "fake.stored:2" if len(str(cuts[0])) % 2 else "fake.sending:2"))
        kills = sum(cut.run(home, at) for at, cut in enumerate(cuts, 1))
        last = in_fork(lambda: hand_in(home, later=len(cuts) + 1))
        looked = in_fork(lambda: look(home), result)
    finally:
        if server:
            os.kill(server, signal.SIGKILL)
            os.waitpid(server, 0)
    tally.points += bool(kills)
    tally.kills += kills
    name = ", then ".join(map(str, cuts))
    if last or looked:
        tally.stuck += 1
        tally.failures.append(f"{name}: the last run did not end")
    else:
        judge(json.loads(result.read_text(encoding="utf-8")), name, tally, most=kills + (recipe is LOOKING))
    shutil.rmtree(home)


def _start(home: Path, moment: Moment) -> int:
    server = Server(home, PACE, (moment.nth, moment.seconds))
    with server.listen() as door:
        return begin_fork(lambda: server.serve(door))


def judge(found: dict[str, object], name: str, tally: Tally, most: int = ROWS) -> None:
    """Compare what the ledger says with what the system has; `most` rows may be in doubt: one for each kill."""
    states: dict[str, str] = found["states"]  # type: ignore[assignment]
    truth: list[list[str]] = found["truth"]  # type: ignore[assignment]
    times = Counter(key for key, _ in truth)
    sheet = {str(one["番号"]): str(one["氏名"]) for one in people(ROWS)}
    doubts = sum(state == "uncertain" for state in states.values())
    wrong = [
        *(("duplicated", key) for key, count in times.items() if count > 1),
        *(("lost", key) for key, state in states.items() if state == "done" and not times[key]),
        *(("wrong", key) for key, person in truth if sheet.get(key) != person),
        *(("stuck", key) for key in sheet if states.get(key) not in ("done", "uncertain")),
        *(("wrong", fact) for fact in ("chain", "database", "invariants") if not found[fact]),
    ]
    if doubts > most:
        wrong.append(("wrong", f"{doubts} rows in doubt"))
    tally.uncertain += doubts
    for kind, key in wrong:
        setattr(tally, kind, getattr(tally, kind) + 1)
        tally.failures.append(f"{name}: {kind} {key} {states}")


def trials(count: int, seed: int, recipe: str = RECIPE, models: Sequence[str] = ("named",)) -> Tally:
    """`count` histories, drawn in turns from `models`, each model without gaps: every single kill once before any comes
    again, then two and three in a row. A history that fails is named, so that it can be told again."""
    chance = random.Random(seed)
    tally = Tally()
    folder = place_for_trials()
    drawn = [_drawn(folder, model, recipe, chance) for model in models]
    for number in reported(range(count), tally):
        trial(folder, next(drawn[number % len(drawn)]), tally, recipe)
    return tally


def _drawn(folder: Path, model: str, recipe: str, chance: random.Random) -> Iterator[list[Cut]]:
    """The histories of a model, for ever: every third has a second kill, every ninth a third."""
    again: list[Cut] = [Named(point) for point in points(folder, recipe)] if model == "named" else []
    if model == "calls":
        again = [*calls(folder, recipe)]
    shutil.rmtree(folder / ("dry" if model == "named" else "calls"), ignore_errors=True)
    number = 0
    while True:
        singles: list[Cut] = [*again] if again else _moments(chance)
        for first in chance.sample(singles, len(singles)):
            number += 1
            depth = 1 if not again or number % 3 else _DEPTH - bool(number % 9)
            yield [first, *(chance.choice(again) for _ in range(depth - 1))]


def _moments(chance: random.Random) -> list[Cut]:
    """Each row's request, each 2 ms of the system's latency, somewhere within them."""
    span = PACE.store + PACE.answer
    return [
        Moment(row, at / 1000 + chance.uniform(0, 0.002)) for row in range(1, ROWS + 1) for at in range(0, int(span * 1000), 2)
    ]
