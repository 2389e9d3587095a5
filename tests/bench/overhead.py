"""What a row costs here beside hand-written Playwright: `python -m tests.bench.overhead --rows 60`.

Alternates in one run, on the same practice system, in the same browser build: hand-written Playwright by
CSS with the same fills, the same waits and two pictures a row; and this system with read-back, gate,
ledger and two pictures. Prints rows/s, CPU seconds a row (Python, driver and browser), and the ratio of
the medians of the per-row times. Absolute times hold for this machine only; the ratio is the figure.

The pictures are the same on both sides: all of the page, as an auditor needs every field on it. `--pictures window` lets
the hand-written side take what the window shows only.

The donation system looks a postal code up for 350 ms of its own, which both wait for and which would
hide what is measured; here it answers in `--lookup-ms`.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from bots.app.carry_out import builtins_of, make_books, read_back, vaults
from bots.app.place import init_project
from bots.app.project import Project
from bots.app.request import Asked, request
from bots.engine.journal import Journal
from bots.engine.kit import Kit
from bots.engine.run import Hands, run_row
from bots.practice import start
from bots.runners.browser import find_browser, launch
from bots.runners.runner import PlaywrightRunner
from tests.bench.rows import PEERS, Peer, Person, write_sheet

TICK = os.sysconf("SC_CLK_TCK")


def cpu_of_tree() -> float:
    """CPU seconds of this process and everything below it, the dead ones that were waited for too."""
    parents: dict[int, list[int]] = {}
    times: dict[int, float] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        pid = int(path.parent.name)
        parents.setdefault(int(fields[1]), []).append(pid)
        times[pid] = sum(int(one) for one in fields[11:15]) / TICK
    total, todo = 0.0, [os.getpid()]
    while todo:
        pid = todo.pop()
        total += times.get(pid, 0.0)
        todo += parents.get(pid, [])
    return total


class Ours:
    """This system, row by row."""

    def __init__(self, project: Project, run: str) -> None:
        """Everything of the ledger that this thread does: before Playwright's loop runs in it."""
        self.project = project
        self.plan, table = read_back(project, run)
        assert table is not None
        books = make_books(project, run, self.plan)
        self.journal = Journal(books.open, books.close)
        kit = Kit(
            plan=self.plan, run=run, journal=self.journal, books=books, vault=vaults(project),
            clock=project.clock, builtins=builtins_of(project, self.plan, run), tell=lambda told: None,
            pause=time.sleep, stop=threading.Event(),
        )  # fmt: skip
        self.kit = kit
        self.work = self.journal.call(lambda: books.enter(table))

    def begin(self, playwright: Any) -> None:
        """Open the browser and sign in."""
        runner = PlaywrightRunner(self.project.settings, playwright=playwright)
        self.hands = Hands(self.kit, runner)
        self.hands.ready()

    def row(self, number: int) -> None:
        """Carry out one row to its end."""
        verdict, error = run_row(self.hands, *self.work[number])
        if str(verdict.state) != "done":
            raise SystemExit(f"row {number}: {verdict.state} {error}")

    def close(self) -> None:
        """Give everything back."""
        self.hands.runner.close()
        self.journal.__exit__(None, None, None)


def measure(system: str, rows: int, block: int, lookup_ms: int, *, whole: bool) -> dict[str, object]:
    """Alternate blocks of both on one system; the figures."""
    peer = PEERS[system]
    with tempfile.TemporaryDirectory() as folder:
        home = init_project(Path(folder) / "project")
        practice = home / "data" / "practice"
        practice.mkdir(parents=True)
        total = rows * 2 + 2 * block
        people = write_sheet(peer, home, total)
        with start(system, practice, environment="training", lang="ja") as served:
            served.set_faults(lookup_ms=lookup_ms)
            project = Project.at(home)
            asked = Asked(recipe=peer.recipe, addresses={peer.system: served.address})
            run = request(project, asked)
            ours = Ours(project, run)
            with sync_playwright() as playwright:
                return {
                    "system": system,
                    **alternate(peer, ours, playwright, served.address, people, rows, block, whole),
                }


def alternate(
    peer: Peer, ours: Ours, playwright: Any, address: str, people: list[Person], rows: int, block: int, whole: bool,
) -> dict[str, object]:  # fmt: skip
    """Blocks of hand-written rows and of ours, in turn; the first of each is warm-up."""
    project = ours.project
    found = find_browser(project.settings.browser.path)
    browser = launch(playwright.chromium, found, project.settings.browser, "")
    page: Page = browser.new_page(
        viewport={"width": project.settings.browser.width, "height": project.settings.browser.height},
        locale="ja-JP",
    )
    peer.sign_in(page, address)
    ours.begin(playwright)
    pictures = Path(tempfile.mkdtemp())
    times: dict[str, list[float]] = {"hand": [], "bots": []}
    cpu: dict[str, float] = {"hand": 0.0, "bots": 0.0}
    done = {"hand": 0, "bots": 0}

    def hand(number: int) -> None:
        # Hand-written rows take the second half of the people: nobody is entered twice.
        peer.enter(
            page, address, people[len(people) // 2 + number],
            lambda name: page.screenshot(path=pictures / f"{number}-{name}.png", full_page=whole),
        )  # fmt: skip

    for at in range(rows // block + 1):
        order: list[tuple[str, Callable[[int], None]]] = [("hand", hand), ("bots", ours.row)]
        for who, do in order if at % 2 else order[::-1]:
            before = cpu_of_tree()
            for _ in range(block):
                begun = time.perf_counter()
                do(done[who])
                done[who] += 1
                if at:
                    times[who].append(time.perf_counter() - begun)
            if at:
                cpu[who] += cpu_of_tree() - before
    ours.close()
    browser.close()
    counted = len(times["bots"])
    medians = {who: statistics.median(all_) for who, all_ in times.items()}
    return {
        "rows": counted,
        **{f"{who}_ms": round(1000 * medians[who]) for who in medians},
        **{f"{who}_rows_per_s": round(1 / medians[who], 2) for who in medians},
        **{f"{who}_cpu_s": round(cpu[who] / counted, 3) for who in cpu},
        "ratio": round(medians["bots"] / medians["hand"], 3),
    }


def main() -> None:
    """Measure both systems, print a line each."""
    parser = argparse.ArgumentParser(prog="tests.bench.overhead", description=__doc__)
    parser.add_argument("--rows", type=int, default=60)
    parser.add_argument("--block", type=int, default=5)
    parser.add_argument("--lookup-ms", type=int, default=20)
    parser.add_argument("--pictures", choices=["whole", "window"], default="whole")
    parser.add_argument("--system", choices=sorted(PEERS), action="append")
    asked = parser.parse_args()
    for system in asked.system or sorted(PEERS):
        figures = measure(system, asked.rows, asked.block, asked.lookup_ms, whole=asked.pictures == "whole")
        print(json.dumps(figures, ensure_ascii=False))


if __name__ == "__main__":
    main()
