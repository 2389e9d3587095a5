"""Forks of one warm process: a whole run begins in a hundredth of a second, and a kill hits nobody else.

The parent imports what a run needs and opens no ledger: a connection does not outlive a fork. What is killed lies in
memory where the system has such a place: to a process that dies the disk keeps what was written, synced or not.
"""

from __future__ import annotations

import atexit
import importlib
import json
import os
import shutil
import sys
import tempfile
import traceback
from collections.abc import Callable
from functools import cache
from pathlib import Path

from tests.hall import LOOKING, RECIPE, Hall, people

_MEMORY = Path("/dev/shm")


def in_fork(work: Callable[[], object], result: Path | None = None) -> int:
    """Do `work` in a child; its wait status. What it returns goes to the file `result` as JSON."""
    return os.waitpid(begin_fork(work, result), 0)[1]


def begin_fork(work: Callable[[], object], result: Path | None = None) -> int:
    """The same without the wait: the child's process id."""
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child:
        return child
    try:
        found = work()
        if result is not None:
            result.write_text(json.dumps(found), encoding="utf-8")
        sys.stdout.flush()
        os._exit(0)
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)


def place_for_trials() -> Path:
    """A new folder for what is killed; it goes with this process."""
    place = Path(tempfile.mkdtemp(prefix="crash-", dir=_MEMORY if os.access(_MEMORY, os.W_OK) else None))
    owner = os.getpid()

    def remove() -> None:
        if os.getpid() == owner:  # a fork has inherited this
            shutil.rmtree(place, ignore_errors=True)

    atexit.register(remove)
    return place


@cache
def template() -> Path:
    """The data folder of a hall with an empty ledger, made once: making its tables takes as long as ten rows. What a
    run imports is imported here too."""
    place = place_for_trials()
    names = place / "modules.json"

    def whole_run() -> list[str]:
        hall = Hall.open(place / "warm", people(2), LOOKING)
        hall.system.answers = ["success", "gone"]
        hall.run()
        return list(sys.modules)

    def empty() -> None:
        Hall.open(place / "empty", people(1), RECIPE).project.open_ledger()

    if in_fork(whole_run, names) or in_fork(empty):
        raise RuntimeError("the dry run failed")
    importlib.import_module("bots.ledger.tables")  # the way to Django's own modules
    for name in json.loads(names.read_text(encoding="utf-8")):
        if name.partition(".")[0] in ("bots", "openpyxl"):
            importlib.import_module(name)
    _make_the_reader_of_plans(place / "warm")
    return place / "empty" / "data"


def _make_the_reader_of_plans(home: Path) -> None:
    from bots.app.plan_json import plan_from_json

    (plan,) = home.glob("logs/runs/*/*/plan.json")
    plan_from_json(plan.read_text(encoding="utf-8"))


def new_hall(home: Path, rows: int, recipe: str = RECIPE, *, fresh: bool = False) -> Hall:
    """A hall with a sheet of so many rows; with an empty ledger, or `fresh` with none."""
    ledger = template()
    hall = Hall.open(home, people(rows), recipe)
    if not fresh:
        shutil.copytree(ledger, home / "data")
    return hall
