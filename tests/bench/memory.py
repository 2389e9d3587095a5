"""What a long run keeps in memory, without a browser: `python -m tests.bench.memory --rows 2000`.

The rows of the sheet are in memory from the first row on; what a row meets must go again. Prints the
resident size of the process (MB) at a tenth, at half and at the end of the rows, in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from tests.hall import RECIPE, Hall, Quiet, people

_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
_MOST = 1.05  # times what it was at a tenth of the rows


def resident_mb() -> float:
    """The resident size of this process."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * _PAGE / 1e6


@dataclass
class Watching(Quiet):
    """A parent that writes down how large the child is."""

    rows: int = 0
    sizes: dict[int, float] = field(default_factory=dict)

    def tell(self, told: dict[str, object]) -> None:
        number = told.get("number")
        if told["what"] == "row" and number in (self.rows // 10, self.rows // 2, self.rows):
            self.sizes[int(str(number))] = round(resident_mb(), 1)


def measure(rows: int) -> dict[str, object]:
    """Carry out so many rows with a fake driver; the sizes."""
    with tempfile.TemporaryDirectory() as folder:
        recipe = RECIPE + f"\n安全: {{最大件数: {rows}}}\n"
        hall = Hall.open(Path(folder) / "hall", people(rows), recipe)
        parent = Watching(rows=rows)
        code = hall.carry_out(hall.ask(), parent)
    if code or len(parent.sizes) != 3:
        raise SystemExit(f"the run ended with {code} after {len(parent.sizes)} of 3 looks")
    first, _, last = parent.sizes.values()
    return {"rows": rows, "mb": parent.sizes, "growth": round(last / first, 3)}


def main() -> int:
    """Measure and print; 1 if it grows."""
    parser = argparse.ArgumentParser(prog="tests.bench.memory", description=__doc__)
    parser.add_argument("--rows", type=int, default=2000)
    figures = measure(parser.parse_args().rows)
    print(json.dumps(figures))
    return int(float(str(figures["growth"])) > _MOST)


if __name__ == "__main__":
    sys.exit(main())
