"""The child that carries out one run: `python -m bots.workers.child --home DIR RUN`, or with `--due N` the run of a due
time of the timetable, which it puts into the ledger first.

Reads its stdin: a line `stop` ends the run before its next submit, `go` and `no` (with a reason) answer a question,
`nobody` says that there is no answer to come.
When stdin ends, the parent is gone: the process ends at once, and the browser with it (its driver
loses its pipe). A row between intent and sign is then found by the ledger as 要確認.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import logging
import os
import sys
import threading
from pathlib import Path
from queue import Empty, SimpleQueue

from bots.errors import Stop
from bots.garbage import collect_seldom


class Parent:
    """What the parent says, and what it is told."""

    def __init__(self, run: str) -> None:
        self.stop = threading.Event()
        self.reason = ""
        self._run = run
        self._replies: SimpleQueue[str] = SimpleQueue()
        self._out = sys.stdout
        sys.stdout = sys.stderr  # nothing else may speak on the pipe
        self._lock = threading.Lock()
        threading.Thread(target=self._listen, name="parent", daemon=True).start()

    def tell(self, told: dict[str, object]) -> None:
        """Send one line of progress. A parent that is gone ends us through stdin, not here."""
        with self._lock, contextlib.suppress(BrokenPipeError):
            self._out.write(json.dumps(told, ensure_ascii=False) + "\n")
            self._out.flush()

    def ask(self, position: int, step: str = "") -> None:
        """Ask whether the row may go on; `step` is the path of a 人に確認."""
        self.tell({"what": "ask", "position": position, "step": step})

    def reply(self) -> bool | None:
        """The answer, or None while there is none. Raises Stop P57 where there will be none."""
        try:
            word = self._replies.get_nowait()
        except Empty:
            return None
        if word == "nobody":
            raise Stop("P57", run=self._run)
        self.reason = "" if word == "go" else word.removeprefix("no").strip()
        return word == "go"

    def _listen(self) -> None:
        for line in sys.stdin:
            word = line.strip()
            if word == "stop":
                self.stop.set()
            elif word in ("go", "nobody") or word.split(" ")[0] == "no":
                self._replies.put(word)
        os._exit(3)


def main() -> int:
    """Carry out the run named on the command line; its exit code."""
    parser = argparse.ArgumentParser(prog="bots.workers.child")
    parser.add_argument("run", nargs="?", default="")
    parser.add_argument("--due", type=int)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--headed", action="store_true")
    parser.add_argument("--attended", action="store_true")
    asked = parser.parse_args()
    collect_seldom()
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)  # what ends there is told by our errors
    parent = Parent(asked.run)
    from bots.app.carry_out import carry_out
    from bots.app.project import Project
    from bots.app.unexpected import unexpected
    from bots.errors import BotsError

    try:
        project = Project.at(asked.home)
        run = asked.run
        if asked.due is not None:
            from bots.timetable.starting import begin_due

            run = begin_due(project, asked.due)
            parent.tell({"what": "asked", "run": run})
        return carry_out(project, run, parent, headed=asked.headed, attended=asked.attended)
    except Exception as error:
        told = error if isinstance(error, BotsError) else unexpected(error)
        words = {name: str(word) for name, word in told.problem.words.items()}
        parent.tell({"what": "problem", "code": told.problem.code, "words": words})
    return 2


if __name__ == "__main__":
    sys.exit(main())
