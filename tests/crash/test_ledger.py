"""The ledger's story, killed at every point and told on: nothing twice, nothing lost, doubt is listed."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from bots.model import ItemState
from tests.crash.harness import Kill, kill, points, tell
from tests.crash.story import CLOCK, PLOTS, POINTS, TARGETS, read, story

S = ItemState


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("crash")


@pytest.fixture(scope="module")
def passed(places: Path) -> list[Kill]:
    return points(story, places / "whole")


def test_the_story_passes_every_point_of_the_ledger(passed: list[Kill]) -> None:
    """What the source names and no story passes would never be tried."""
    import bots.ledger

    sources = "".join(
        path.read_text(encoding="utf-8") for path in Path(bots.ledger.__path__[0]).glob("*.py")
    )
    tried = {one.point for one in passed} | {
        f"ledger.recover.{part}" for part in ("before", "inside", "after")
    }
    tried |= {f"ledger.{name}.{part}" for name in ("reopen", "accept") for part in ("before", "inside", "after")}
    tried |= {"moving.inside", "moving.copied"}  # from a file to a server: tests/postgres
    named = set(re.findall(r'crashpoint\("([\w.]+)"\)', sources))
    moves = set(re.findall(r'(?:Move|_end)\(\s*"(\w+)"', sources)) - {"broken", "restored"}
    named |= {f"ledger.{move}.{part}" for move in moves for part in ("before", "inside", "after")}
    assert named <= tried


SAMPLE = 20


def _chosen(passed: list[Kill]) -> list[Kill]:
    """A sample over the whole story. BOTS_KILLS=points: each point at its first passing, and every passing of the
    points where a send is near; BOTS_KILLS=all: the later passings of the others too."""
    asked = os.environ.get("BOTS_KILLS", "")
    if asked == "all":
        return passed
    near = ("ledger.intent.", "ledger.done.")
    points = [one for one in passed if one.nth == 1 or one.point.startswith(near)]
    return points if asked == "points" else points[:: len(points) // SAMPLE]


def test_killed_at_points_of_the_story(places: Path, passed: list[Kill]) -> None:
    for number, one in enumerate(_chosen(passed)):
        folder = places / f"{number:03d}"
        kill(story, folder, one)
        expected = _stands_after(folder, one)
        assert _states(folder) == expected, str(one)
        _tell_on(folder, one, expected)


def _compound() -> list[Kill]:
    names = ("recover", "reopen", "take", "hold", "enter")
    return [
        Kill(f"ledger.{name}.{part}") for name in names for part in ("before", "inside", "after")
    ]


def test_killed_again_while_recovering(places: Path) -> None:
    first = Kill("ledger.intent.after", 3)
    seconds = _compound() if os.environ.get("BOTS_KILLS") else _compound()[::4]
    for number, second in enumerate(seconds):
        folder = places / f"again-{number:02d}"
        kill(story, folder, first)
        expected = _stands_after(folder, first)
        kill(story, folder, second)
        if second == Kill("ledger.recover.after"):
            kill(story, folder, Kill("ledger.reopen.inside"))
        _tell_on(folder, second, expected)


def _stands_after(folder: Path, at: Kill) -> dict[str, ItemState]:
    """Where each item must stand: what was done, and the move that was cut off if it was committed."""
    states: dict[str, ItemState] = {}
    begun = None
    for line in read(folder / "witness"):
        if "did" in line:
            states[line["key"]] = TARGETS[line["did"]]
            begun = None
        else:
            begun = line
    if begun is not None:
        move = begun["will"]
        if at.point == f"ledger.{POINTS.get(move, move)}.after":
            states[begun["key"]] = TARGETS[move]
    return states


def _states(folder: Path) -> dict[str, ItemState]:
    """Where the items of the plots stand that were ever claimed, as the dead process left them."""
    from bots.ledger import events
    from bots.ledger.connection import close_ledger, open_ledger
    from bots.ledger.tables import Item

    if not (folder / "data" / "ledger.sqlite3").exists():
        return {}
    open_ledger(folder / "data", CLOCK)
    assert events.verify().whole
    found = {
        json.loads(key)[0]: ItemState(state)
        for key, state in Item.objects.values_list("key", "state")
    }
    touched = {line["key"] for line in read(folder / "witness") if "did" in line}
    touched |= {key for key, state in found.items() if state is not S.PENDING} & set(PLOTS)
    close_ledger()
    return {key: state for key, state in found.items() if key in touched}


def _tell_on(folder: Path, at: Kill, before: dict[str, ItemState]) -> None:
    """Told to its end, the story leaves every row in a state, and nothing entered twice."""
    from bots.ledger import events, invariants, registers, rows, runs, slots
    from bots.ledger.connection import close_ledger, open_ledger

    assert not tell(story, folder)
    open_ledger(folder / "data", CLOCK)
    (run,) = runs.recent(9)
    truth = Counter(line["key"] for line in read(folder / "truth"))
    where = str(at)
    assert max(truth.values()) == 1, where
    assert events.verify().whole, where
    assert invariants.check(run.id) == (), where
    assert slots.holder_of(system="試験システム", account="") == "", where
    assert len(rows.of_run(run.id)) == run.total, where
    states = {one.key[0]: one.state for one in registers.history(register="受付簿")}
    ends = {key: TARGETS[plot[-1]] for key, plot in PLOTS.items()}
    for key, end in ends.items():
        cut_off = before.get(key) is S.SUBMITTING
        if cut_off:
            assert states[key] is S.UNCERTAIN, (where, key)
        elif key in before and before[key] not in (S.RUNNING, S.PENDING):
            assert states[key] is before[key], (where, key)  # settled before: not touched again
        else:
            assert states[key] is end, (where, key)
        if states[key] in (S.DONE, S.CONFLICT):
            assert truth[key] == 1, (where, key)
    close_ledger()
    shutil.rmtree(folder)
