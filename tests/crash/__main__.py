"""What the promise of a row is proved by, each with its size; the last line is JSON with `--json`.

    python -m tests.crash --points 300 --models named,calls,timed [--probe]   kills, and what became of the rows
    python -m tests.crash --browser --points 50           real runs in a real browser (about fifteen seconds each)
    python -m tests.crash --histories 500                 lives of a sheet, cut off anywhere, against a model
    python -m tests.crash --race --workers 8 --items 10000  processes at the same items
    python -m tests.crash --disk --points 200             writing fails: full, broken, locked
    python -m tests.crash --network --times 200           twelve faults of the network × so many rows, real browser
    python -m tests.crash --defects [--only WORDS]        twelve sown defects: does all this bite?
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict

from tests.crash import browser, defects, disk, kills, lives, network, race
from tests.crash.forks import place_for_trials
from tests.hall import LOOKING, RECIPE

Figures = dict[str, object]


def main() -> int:
    """Run the trials; 0 if nothing was lost, doubled, stuck or wrong."""
    asked = arguments().parse_args()
    begun = time.monotonic()
    figures, failures = trials(asked)
    for line in failures:
        print(line, file=sys.stderr)
    figures["seconds"] = round(time.monotonic() - begun, 1)
    print(json.dumps(figures, ensure_ascii=False) if asked.json else f"{figures} {bound(figures)}")
    return 1 if failures else 0


def arguments() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="tests.crash", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--browser", action="store_true")
    what.add_argument("--histories", type=int, metavar="N")
    what.add_argument("--race", action="store_true")
    what.add_argument("--network", action="store_true")
    what.add_argument("--disk", action="store_true")
    what.add_argument("--defects", action="store_true")
    parser.add_argument("--points", type=int, default=300)
    parser.add_argument("--probe", action="store_true", help="rows in doubt are looked up (照会)")
    parser.add_argument("--models", type=_some(kills.MODELS), default=("named",), help="named, calls, timed; with commas")
    parser.add_argument("--faults", type=_some(disk.KINDS), default=("pages", "locked", "calls"), help="and disk, as root")
    parser.add_argument("--times", type=int, default=50, help="rows for each fault of the network")
    parser.add_argument("--workers", type=int, default=8)
    parser.add_argument("--items", type=int, default=10_000)
    parser.add_argument("--only", default="", help="defects whose name holds these words")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    return parser


def _some(known: tuple[str, ...]) -> Callable[[str], tuple[str, ...]]:
    """A list with commas of known words."""

    def read(text: str) -> tuple[str, ...]:
        words = tuple(text.split(","))
        if unknown := set(words) - set(known):
            raise argparse.ArgumentTypeError(f"{', '.join(sorted(unknown))}: not of {', '.join(known)}")
        return words

    return read


def trials(asked: argparse.Namespace) -> tuple[Figures, list[str]]:
    """What was asked for: its figures, and each failure."""
    if asked.defects:
        made = defects.try_all(lambda one: asked.only in one.name)
        failures = [f"not caught: {one.name}" for one in made if not one.caught]
        return {"defects": len(made), "caught": len(made) - len(failures)}, failures
    if asked.race:
        raced = race.race(place_for_trials() / "data", asked.workers, asked.items, asked.seed)
        return {"workers": asked.workers, **asdict(raced)}, list(race.faults(raced))
    if asked.network:
        tallies, failures = network.trials(asked.times, asked.seed)
        return {"points": tallies["gate"].points, **{mode: one.figures() for mode, one in tallies.items()}}, failures
    if asked.disk:
        tally = disk.trials(asked.points, asked.seed, asked.faults)
        return {**counted(tally), "told": dict(tally.told)}, tally.failures
    if asked.histories:
        tally = lives.lives(asked.histories, asked.seed)
    elif asked.browser:
        tally = browser.trials(asked.points, asked.seed)
    else:
        tally = kills.trials(asked.points, asked.seed, LOOKING if asked.probe else RECIPE, asked.models)
    return counted(tally), tally.failures


def counted(tally: kills.Tally) -> Figures:
    """The figures of a tally."""
    names = ("points", "kills", "lost", "duplicated", "stuck", "wrong", "uncertain")
    return {name: getattr(tally, name) for name in names}


def bound(figures: Figures) -> str:
    """The rule of three: no failure in n trials means less than this, at 95 %."""
    trials = figures.get("points") or figures.get("items")
    return f"rate < {3 / int(str(trials)):.4f} (3/n)" if trials else ""


if __name__ == "__main__":
    sys.exit(main())
