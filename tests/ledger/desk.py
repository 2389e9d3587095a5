"""A desk with a ledger on it: the shortest way to a run, a row, an item in any state."""

from __future__ import annotations

import atexit
import contextlib
import os
import shutil
import sqlite3
import stat
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from bots.ledger.facts import Finding, RowDecision, RowFacts, Worker
from bots.ledger.sides import Server
from bots.model import ItemState, Mode, Sending
from bots.testing import FixedClock

WORKER = Worker("host", "boot", 4711, "12345")
SENDING = Sending("gate", "POST", "/new", ("番号", "氏名"))

elsewhere: Callable[[], Desk] | None = None  # makes every desk of a ring whose ledger is on a server


@cache
def empty_ledger() -> tuple[Path, dict[str, int]]:
    """A ledger as made, to copy from, and the modes of its folder ("") and of its files while open.

    Making the tables is what takes time, so it is done once: where everybody may read everything
    (umask 0), so that the modes are what the program itself saw to.
    """
    from bots.ledger.connection import close_ledger, open_ledger

    place = Path(tempfile.mkdtemp(prefix="ledger-"))
    atexit.register(shutil.rmtree, place)
    folder = place / "data"
    old = os.umask(0)
    try:
        open_ledger(folder, FixedClock())
    finally:
        os.umask(old)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    modes[""] = stat.S_IMODE(folder.stat().st_mode)
    close_ledger()
    return folder, modes


def new_desk(folder: Path) -> Desk:
    """A desk with a new ledger in `folder`, open in this thread as the program opens it."""
    if elsewhere is not None:
        return elsewhere()
    shutil.copytree(empty_ledger()[0], folder)
    desk = Desk(folder, FixedClock())
    desk.open()
    return desk


@cache
def _empty_tables() -> tuple[Path, sqlite3.Connection]:
    """The folder of the ledger that `hurried_desk` empties again and again, and what it held when new."""
    folder = empty_ledger()[0].with_name("hurried")
    shutil.copytree(empty_ledger()[0], folder)
    tables = sqlite3.connect(":memory:")
    atexit.register(tables.close)
    with contextlib.closing(sqlite3.connect(folder / "ledger.sqlite3")) as new:
        new.backup(tables)
    return folder, tables


_hurried: sqlite3.Connection | None = None  # the connection on which nothing waits for the disk


def hurried_desk() -> Desk:
    """A desk with an empty ledger: the one of the test before, its tables put back as they were.

    Nothing waits for the disk. What survives a fall of the power is proved elsewhere, with the
    promises of the program; here a thousand small commits would only wait.
    """
    global _hurried
    if elsewhere is not None:
        return elsewhere()
    from bots.ledger.connection import open_ledger

    folder, tables = _empty_tables()
    clock = FixedClock()
    if _hurried is None or _connection() is not _hurried:  # closed, or another ledger was opened
        open_ledger(folder, clock)
        _hurried = _connection()
        _hurried.execute("PRAGMA synchronous=OFF")
    tables.backup(_hurried)
    return Desk(folder, clock, hurried=True, changes=_hurried.total_changes)


def _connection() -> sqlite3.Connection:
    from django.db import connection

    connection.ensure_connection()
    made = connection.connection
    assert isinstance(made, sqlite3.Connection)
    return made


# What `item_in` has made before: the calls since the ledger was new → its tables and what was told.
_MADE: dict[tuple[tuple[ItemState, str, int], ...], tuple[sqlite3.Connection, str, int, int]] = {}


@dataclass
class Desk:
    folder: Path
    clock: FixedClock
    hurried: bool = False
    epochs: dict[int, int] = field(default_factory=dict)
    past: tuple[tuple[ItemState, str, int], ...] = ()
    changes: int = 0  # of this connection, when `past` was all that had been done
    server: Server | None = None

    def open(self) -> None:
        """Open its ledger in this thread."""
        from bots.ledger.connection import open_ledger

        open_ledger(self.folder, self.clock, server=self.server)

    def run(
        self,
        *,
        mode: Mode = Mode.RUN,
        register: str = "受付簿",
        environment: str = "本番",
        recipe: str = "課/登録",
        sha: str = "a" * 64,
        declared: bool = False,
        total: int = 1,
        take: bool = True,
        key_form: str = "",
        due: int | None = None,
    ) -> str:
        from bots.ledger import runs

        run = runs.add(
            recipe_id=recipe,
            recipe_sha=sha,
            plan_sha="b" * 64,
            mode=mode,
            environment=environment,
            register=register,
            declared=declared,
            key_form=key_form,
            systems=["試験システム"],
            account="",
            asked_by="user@host",
            folder="runs/{run}",
            total=total,
            due=due,
            clock=self.clock,
        )
        if take:
            runs.take(run=run, worker=WORKER, clock=self.clock)
        return run

    def enter(self, run: str, *rows: RowFacts) -> tuple[RowDecision, ...]:
        from bots.ledger import rows as table

        return table.enter(run=run, rows=rows, clock=self.clock)

    def claim(self, item: int, run: str) -> int:
        from bots.ledger import items

        self.epochs[item] = items.claim(item=item, run=run, clock=self.clock)
        return self.epochs[item]

    def finish(self, run: str) -> None:
        from bots.ledger import runs
        from bots.model import RunState

        runs.finish(run=run, state=RunState.FINISHED, clock=self.clock)

    def decide(self, run: str, item: int, was: ItemState, finding: Finding, **more: object) -> None:
        """A person's decision, with no fence but what `more` names."""
        from bots.ledger import decisions

        words = {"by": "user@host", "reason": "確かめた", "fence": decisions.Fence(0, lambda _: False), **more}
        decisions.decide(**self.at(item), run=run, was=was, finding=finding, **words)  # type: ignore[arg-type]

    def state(self, item: int) -> ItemState:
        from bots.ledger.tables import Item

        return ItemState(Item.objects.get(pk=item).state)

    def at(self, item: int) -> dict[str, object]:
        """What every move of the item must name."""
        return {"item": item, "epoch": self.epochs.get(item, 0), "clock": self.clock}

    def item_in(self, state: ItemState, key: str = "0001", position: int = 2) -> tuple[str, int]:
        """A new run, still open, with an item that stands in `state`: both ids.

        Most tests begin so: what was made once, on a ledger where nothing else was done, is copied.
        """
        if not self.hurried or _connection().total_changes != self.changes:
            return self._make_item(state, key, position)
        self.past = (*self.past, (state, key, position))
        if self.past in _MADE:
            tables, run, item, epoch = _MADE[self.past]
            tables.backup(_connection())
            self.epochs[item] = epoch
        else:
            run, item = self._make_item(state, key, position)
            tables = sqlite3.connect(":memory:")
            atexit.register(tables.close)
            _connection().backup(tables)
            _MADE[self.past] = (tables, run, item, self.epochs.get(item, 0))
        self.changes = _connection().total_changes
        return run, item

    def _make_item(self, state: ItemState, key: str, position: int) -> tuple[str, int]:
        from bots.ledger import items

        run = self.run()
        item = self.enter(run, row(position, key))[0].item
        assert item is not None
        if state is ItemState.PENDING:
            return run, item
        self.claim(item, run)
        at = self.at(item)
        if state in (
            ItemState.SUBMITTING,
            ItemState.DONE,
            ItemState.CONFLICT,
            ItemState.UNCERTAIN,
        ):
            items.commit_intent(**at, sending=SENDING)  # type: ignore[arg-type]
        moves = {
            ItemState.REFUSED: [items.refuse],
            ItemState.SKIPPED: [items.skip],
            ItemState.FAILED: [items.fail],
            ItemState.WAITING: [items.wait],
            ItemState.ALREADY: [items.already],
            ItemState.DONE: [items.done],
            ItemState.CONFLICT: [items.done, items.conflict],
            ItemState.UNCERTAIN: [items.uncertain],
        }
        for move in moves.get(state, []):
            move(**at)  # type: ignore[operator]
        if state is ItemState.CANCELLED:
            items.wait(**at)  # type: ignore[arg-type]
            self.decide(run, item, ItemState.WAITING, Finding.CANCEL)
        assert self.state(item) is state
        return run, item


def row(
    position: int,
    key: str,
    *,
    chosen: bool = True,
    code: str = "",
    values: Mapping[str, str] | None = None,
) -> RowFacts:
    """A row of the sheet."""
    return RowFacts(
        position=position,
        origin=f"受付!{position}",
        key=(key,),
        payload=values if values is not None else {"番号": key, "氏名": "髙橋"},
        chosen=chosen,
        code=code,
        field="氏名" if code else "",
    )
