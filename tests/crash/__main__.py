"""`python -m tests.crash --points 300 --seed 1 --json`: kills, and what became of the rows.

`--models named,calls,timed` draws kills at named points of the code, at system calls (with strace) and within the
latency of the system; `--browser` kills real runs in a real browser instead (about fifteen seconds each).
"""

from __future__ import annotations

import argparse
import json
import sys
import time

from tests.crash import browser, kills
from tests.hall import LOOKING, RECIPE


def main() -> int:
    """Run the trials; 0 if nothing was lost, doubled, stuck or wrong."""
    parser = argparse.ArgumentParser(prog="tests.crash", description=__doc__)
    parser.add_argument("--points", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--browser", action="store_true")
    parser.add_argument("--probe", action="store_true", help="rows in doubt are looked up (照会)")
    parser.add_argument("--models", default="named", help="named, calls, timed; several with commas")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    models = tuple(asked.models.split(","))
    if unknown := set(models) - set(kills.MODELS):
        parser.error(f"no such model: {', '.join(sorted(unknown))}")
    begun = time.monotonic()
    if asked.browser:
        tally = browser.trials(asked.points, asked.seed)
    else:
        tally = kills.trials(asked.points, asked.seed, LOOKING if asked.probe else RECIPE, models)
    for line in tally.failures:
        print(line, file=sys.stderr)
    figures = {
        "points": tally.points,
        "kills": tally.kills,
        "lost": tally.lost,
        "duplicated": tally.duplicated,
        "stuck": tally.stuck,
        "wrong": tally.wrong,
        "uncertain": tally.uncertain,
        "seconds": round(time.monotonic() - begun, 1),
    }
    if asked.json:
        print(json.dumps(figures))
    else:
        print(figures, f"rate < {3 / max(1, tally.points):.4f} (3/n, model: process killed)")
    return 1 if tally.failures else 0


if __name__ == "__main__":
    sys.exit(main())
