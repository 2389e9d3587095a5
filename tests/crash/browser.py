"""Kills real runs in a real browser: the command, its child, the browser, the driver, or a named point.

Each trial is a project of its own and a practice system of its own: a run is killed, `bots resume`
goes on with it, the same sheet is handed in again; then ledger and truth list are compared.
Model: a process is killed (SIGKILL); the disk keeps what was written.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import tempfile
import time
from collections import Counter
from pathlib import Path

from bots import practice
from bots.app.place import init_project
from bots.practice import Practice
from tests.crash.forks import in_fork
from tests.crash.kills import Tally, reported
from tests.runs.processes import bots, find, left_after, run, wait_for

ROWS = 3
POINTS = (
    "engine.claimed", "engine.intent.before", "ledger.intent.before", "ledger.intent.inside",
    "ledger.intent.after", "engine.intent.after", "gate.held", "gate.intended", "gate.sent",
    "engine.answer", "ledger.done.before", "ledger.done.inside", "ledger.done.after", "engine.done",
    "ledger.evidence.inside", "ledger.evidence.after", "engine.settled",
)  # fmt: skip
VICTIMS = ("command", "child", "browser", "driver")
_LONGEST = 180  # seconds for one command


def break_off(home: Path, system: Practice, chance: random.Random, number: int) -> str:
    """Start a run and kill it; the name of what was done. Every other time at a named point."""
    if number % 2 == 0:
        point = f"{POINTS[(number // 2) % len(POINTS)]}:{chance.randint(1, ROWS)}"
        run(home, system, ROWS, point).wait(_LONGEST)
        return point
    victim = VICTIMS[(number // 2) % len(VICTIMS)]
    entered, delay = chance.randint(0, ROWS - 1), round(chance.uniform(0, 0.8), 2)
    started = run(home, system, ROWS)
    if entered:
        wait_for(lambda: len(system.truth()), entered)
    else:
        wait_for(lambda: int(find(home, started.pid, "browser") is not None), 1)
    time.sleep(delay)
    pid = find(home, started.pid, victim)
    if pid is not None:
        os.kill(pid, signal.SIGKILL)
    started.wait(_LONGEST)
    return f"{victim} after {entered} rows and {delay} s"


def states(home: Path) -> dict[str, str]:
    """What the ledger says of each key. To be called in a fork."""
    from bots.app.project import Project
    from bots.ledger import registers

    Project.at(home).open_ledger()
    items = [one for name in registers.names() for one in registers.history(register=name.name)]
    return {one.key[0]: str(one.state) for one in items}


def trial(folder: Path, chance: random.Random, number: int, tally: Tally) -> None:
    """One history: killed, continued, handed in again; then judged."""
    home, result = init_project(folder / "project"), folder / "states.json"
    with practice.start("childcare", folder / "truth", environment="training") as system:
        what = break_off(home, system, chance, number)
        tally.points += 1
        tally.kills += 1
        for pid, line in left_after(home).items():
            tally.stuck += 1
            tally.failures.append(f"{what}: left after two seconds: {line[:80]}")
            os.kill(pid, signal.SIGKILL)
        try:
            ends = [bots(home, "resume").wait(_LONGEST), run(home, system, ROWS).wait(_LONGEST)]
        except subprocess.TimeoutExpired:
            tally.stuck += 1
            tally.failures.append(f"{what}: a command did not end in {_LONGEST} s")
            return
        if in_fork(lambda: states(home), result) or any(code not in (0, 1, 2, 3) for code in ends):
            tally.stuck += 1
            tally.failures.append(f"{what}: the commands ended with {ends}")
            return
        judge(what, json.loads(result.read_text(encoding="utf-8")), system, tally)
    shutil.rmtree(folder)


def judge(what: str, said: dict[str, str], system: Practice, tally: Tally) -> None:
    """Compare what the ledger says with what the system has."""
    times = Counter(entry.key for entry in system.truth())
    done = {key for key, state in said.items() if state == "done"}
    wrong = [
        *(("duplicated", key) for key, count in times.items() if count > 1),
        *(("lost", key) for key in done if not times[key]),
        *(("wrong", key) for key in times if said.get(key) not in ("done", "uncertain")),
        *(("stuck", key) for key, state in said.items() if state in ("running", "submitting")),
    ]
    if len(done) + sum(state == "uncertain" for state in said.values()) < ROWS:
        wrong.append(("stuck", "rows"))
    tally.uncertain += sum(state == "uncertain" for state in said.values())
    for kind, key in wrong:
        setattr(tally, kind, getattr(tally, kind) + 1)
        tally.failures.append(f"{what}: {kind} {key} {said}")


def trials(count: int, seed: int) -> Tally:
    """`count` histories. Every point and every victim comes before any comes again."""
    chance = random.Random(seed)
    tally = Tally()
    with tempfile.TemporaryDirectory() as name:
        for number in reported(range(count), tally):
            folder = Path(name) / str(number)
            folder.mkdir()
            trial(folder, chance, number, tally)
    return tally
