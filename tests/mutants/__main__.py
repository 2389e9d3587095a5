"""Mutants of five forms: `python -m tests.mutants --mutants 100 --seed 1 [--json]`; the last line is the figures."""

from __future__ import annotations

import argparse
import json
import sys
import time

from tests.mutants.drawing import KINDS
from tests.mutants.forms import FORMS
from tests.mutants.trials import trials


def main() -> int:
    """Run the trials; 0 if the recipe sent nothing wrong."""
    parser = argparse.ArgumentParser(
        prog="tests.mutants", description=__doc__, epilog=f"kinds: {', '.join(KINDS)}",
    )  # fmt: skip
    parser.add_argument("--mutants", type=int, default=30, help="of each form")
    parser.add_argument("--form", default="", help="forms whose page's name holds this")
    parser.add_argument("--kind", default="", help="kinds of change whose name holds this")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    begun = time.monotonic()
    forms = [one for one in FORMS if asked.form in one.page]
    tally = trials(asked.mutants, asked.seed, forms, [kind for kind in KINDS if asked.kind in kind])
    for line in tally.failures:
        print(line, file=sys.stderr)
    figures = tally.figures() | {"seconds": round(time.monotonic() - begun, 1)}
    told = json.dumps(figures, ensure_ascii=False) if asked.json else json.dumps(figures, ensure_ascii=False, indent=1)
    print(told)
    return 1 if tally.failures else 0


if __name__ == "__main__":
    sys.exit(main())
