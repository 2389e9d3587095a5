"""Kills a whole run at every named point, hands the same sheet in again, and compares ledger and truth list.

Model: the process is killed (SIGKILL) at a named point of the code; the disk keeps what was written.
Each trial is a fork of one warm process, so it costs a tenth of a start. The parent never opens a ledger.
(`harness.py` kills the ledger alone; here sheet, engine, journal and evidence are there, the browser is not.)
"""

from __future__ import annotations

import json
import os
import random
import shutil
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.hall import LOOKING, RECIPE, Hall, people

ROWS = 3


@dataclass
class Tally:
    """What the trials came to."""

    points: int = 0
    lost: int = 0
    duplicated: int = 0
    stuck: int = 0
    wrong: int = 0
    uncertain: int = 0
    failures: list[str] = field(default_factory=list)


def warm() -> None:
    """Import all that a run needs, so that a fork begins at once. Opens nothing."""
    import openpyxl  # noqa: F401

    from bots.ledger import events, evidence, items, recovery, registers, rows, runs, slots  # noqa: F401


def in_fork(work: Callable[[], object], result: Path | None = None) -> int:
    """Do `work` in a child; its wait status. What it returns goes to the file `result` as JSON."""
    sys.stdout.flush()
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1]
    try:
        found = work()
        if result is not None:
            result.write_text(json.dumps(found), encoding="utf-8")
        os._exit(0)
    except BaseException:
        traceback.print_exc()
        os._exit(1)


def hall_in(home: Path) -> Hall:
    """The hall that was opened there."""
    from bots.testing import FakeSystem

    return Hall(home, FakeSystem(home / "truth.jsonl", key="番号", search="検索"))


def run_once(home: Path, target: str = "", log: str = "", later: int = 0) -> None:
    """Hand the sheet in, to be killed at `target`; so many minutes after the first time."""
    from bots.crashpoints import aim

    aim(target, log)
    hall = hall_in(home)
    hall.clock.move(60.0 * later)
    hall.run()


def look(home: Path) -> dict[str, object]:
    """The states of the ledger and the entries of the truth list."""
    from bots.ledger import events, registers

    hall = hall_in(home)
    hall.project.open_ledger()
    items = [one for name in registers.names() for one in registers.history(register=name.name)]
    return {
        "states": {one.key[0]: str(one.state) for one in items},
        "truth": [[entry["番号"], entry["氏名"]] for entry in hall.system.truth()],
        "chain": events.verify().whole,
    }


def points(folder: Path, recipe: str) -> list[str]:
    """Every point that a whole run passes, as name:n; with 照会 those of a run that looks a row up too."""
    home, log = folder / "dry", folder / "points.txt"
    Hall.open(home, people(ROWS), recipe)
    if recipe is LOOKING:
        in_fork(lambda: run_once(home, "fake.stored:2"))
    status = in_fork(lambda: run_once(home, log=str(log), later=1))
    assert status == 0, "the dry run failed"
    return log.read_text(encoding="utf-8").splitlines()


def trial(folder: Path, first: str, second: str, tally: Tally, recipe: str = RECIPE) -> None:
    """One history: killed at `first`, handed in again and killed at `second` (or not), handed in again. With 照会 the
    first time is killed while a row is being stored, so that there is something to look up."""
    home, result = folder / "hall", folder / "look.json"
    Hall.open(home, people(ROWS), recipe)
    if recipe is LOOKING:
        in_fork(lambda: run_once(home, "fake.stored:2" if len(first) % 2 else "fake.sending:2"))
    in_fork(lambda: run_once(home, first, later=1))
    if second:
        in_fork(lambda: run_once(home, second, later=2))
    last = in_fork(lambda: run_once(home, later=3))
    looked = in_fork(lambda: look(home), result)
    tally.points += 1
    name = f"{first} {second}".strip()
    if last or looked:
        tally.stuck += 1
        tally.failures.append(f"{name}: the last run did not end")
    else:
        judge(json.loads(result.read_text(encoding="utf-8")), name, tally)
    shutil.rmtree(home)


def judge(found: dict[str, object], name: str, tally: Tally) -> None:
    """Compare what the ledger says with what the system has."""
    states: dict[str, str] = found["states"]  # type: ignore[assignment]
    truth: list[list[str]] = found["truth"]  # type: ignore[assignment]
    times = Counter(key for key, _ in truth)
    sheet = {str(one["番号"]): str(one["氏名"]) for one in people(ROWS)}
    wrong = [
        *(("duplicated", key) for key, count in times.items() if count > 1),
        *(("lost", key) for key, state in states.items() if state == "done" and not times[key]),
        *(("wrong", key) for key, person in truth if sheet[key] != person),
        *(("stuck", key) for key in sheet if states.get(key) not in ("done", "uncertain")),
    ]
    if not found["chain"]:
        wrong.append(("wrong", "chain"))
    tally.uncertain += sum(state == "uncertain" for state in states.values())
    for kind, key in wrong:
        setattr(tally, kind, getattr(tally, kind) + 1)
        tally.failures.append(f"{name}: {kind} {key} {states}")


def trials(count: int, seed: int, recipe: str = RECIPE) -> Tally:
    """`count` histories, at points drawn without gaps: every point once before any comes again.

    Every third is killed a second time. A history that fails is named, so that it can be run alone.
    """
    chance = random.Random(seed)
    tally = Tally()
    warm()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        all_points = points(folder, recipe)
        drawn: list[str] = []
        for number in range(count):
            if not drawn:
                drawn = chance.sample(all_points, len(all_points))
            second = chance.choice(all_points) if number % 3 == 2 else ""
            trial(folder, drawn.pop(), second, tally, recipe)
    return tally
