"""Years of nights by a simulated clock: `python -m tests.timetable --dues 100000 [--json]`; the last line is the figures."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter

from tests.timetable.nights import ZONES, nights


def main() -> int:
    """0 if no due time was missed, doubled or early, and nothing came in a burst."""
    parser = argparse.ArgumentParser(prog="tests.timetable", description=__doc__)
    parser.add_argument("--dues", type=int, default=2000, help="in all, over the zones")
    parser.add_argument("--schedulers", type=int, default=3)
    parser.add_argument("--zones", type=int, default=len(ZONES))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    begun, total, states = time.monotonic(), Counter[str](), Counter[str]()
    for zone in ZONES[: asked.zones]:
        found = nights(asked.dues // asked.zones, asked.schedulers, zone, asked.seed)
        total.update(dues=found.dues, missed=found.missed, doubled=found.doubled, early=found.early, bursts=found.bursts)
        states += found.states
        print(zone, found, file=sys.stderr, flush=True)
    wrong = total["missed"] + total["doubled"] + total["early"] + total["bursts"]
    figures = {**total, "states": dict(states), "seconds": round(time.monotonic() - begun, 1)}
    print(json.dumps(figures, ensure_ascii=False, indent=None if asked.json else 1))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
