"""Reads every file of a folder in this process, whose memory has a limit, and says what came of it: one line of
JSON a file. Run by test_hostile_files.py.

    python -m tests.office.hostile_reader FOLDER
"""

from __future__ import annotations

import json
import resource
import signal
import sys
import time
import traceback
from pathlib import Path

from bots.errors import DataError
from bots.model import Column, RowsPlan
from bots.sources.outline import sheets_of
from bots.sources.patching import patch
from bots.sources.sheet import SheetSource
from tests.bench.sheets import peak_mb

MOST_MEMORY = 1 << 30  # of addresses; what is really used is measured
MOST_SECONDS = 10


def read(path: Path, columns: tuple[Column, ...]) -> dict[str, object]:
    """What came of a file: rows, or the message; how long it took, of which the processor."""
    plan = RowsPlan(path.name, ("番号",), header=1 if path.suffix in (".csv", ".tsv") else 2,
                    sheet="" if path.suffix in (".csv", ".tsv") else "受付*", hidden_rows="include", columns=columns)  # fmt: skip
    begun = time.perf_counter()
    told: dict[str, object] = {"file": path.name}
    signal.alarm(6 * MOST_SECONDS)  # a hang ends; how long it may take is judged by the one who asked
    busy = time.process_time()
    try:
        sheets_of(path)
        table = SheetSource().read(path, plan, scope={})
        told["rows"] = len(table.rows)
        if path.suffix == ".xlsx":
            patch(path, path.with_suffix(".out"), table.sheet, {(3, 2): "=x"})
    except DataError as error:
        problem = error.problem
        told |= {"code": problem.code, "place": str(problem.place), "ja": problem.sentence("ja"), "en": problem.sentence("en")}
    except BaseException:
        told["traceback"] = traceback.format_exc()
    signal.alarm(0)
    path.with_suffix(".out").unlink(missing_ok=True)
    return {**told, "seconds": time.perf_counter() - begun, "cpu": time.process_time() - busy,
            "peak": round(peak_mb())}  # fmt: skip


def main() -> None:
    """Read them in the order of their names."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    columns = (Column("番号", "code"), Column("氏名", "text"))
    for path in sorted(Path(sys.argv[1]).iterdir()):
        print(json.dumps(read(path, columns), ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
