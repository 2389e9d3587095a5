"""Carries a shipped recipe out in a real browser on its practice system, without a ledger.

The hands, the values and the source are the real ones; the books are kept in memory. What the
ledger adds is proved elsewhere: here the question is whether recipe, system and sheet fit.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from bots.clock import SystemClock
from bots.engine.kit import Kit
from bots.engine.record import RowRecord
from bots.engine.run import Hands, finish, judge_try, try_row
from bots.errors import BotsError
from bots.model import Attachment, Evidence, Mode, Picture, Plan, Row, Table, Value
from bots.practice import Practice
from bots.recipe import find_recipe, load, plan
from bots.runners.runner import PlaywrightRunner
from bots.settings import Settings
from bots.sources.sheet import SheetSource

HOME = Path(__file__).parents[2]
T = TypeVar("T")


class Journal:
    """Writes at once: there is nothing to overlap."""

    def call(self, writing: Callable[[], T]) -> T:
        """Do it."""
        return writing()

    settle = call

    def post(self, writing: Callable[[], T]) -> Future[T]:
        """Do it, and hand back what came of it."""
        done: Future[T] = Future()
        done.set_result(writing())
        return done

    begin = entrust = post


class Books:
    """What the walk asks of the books, in memory."""

    def __init__(self) -> None:
        self.files: list[Attachment] = []
        self.events: list[str] = []

    def stop_asked(self) -> bool:
        """Nobody asks."""
        return False

    def keep_readings(self, record: RowRecord) -> None:
        """They stay in the record."""

    def keep_picture(self, position: int, name: str, picture: Picture, path: str) -> Evidence:
        """A picture that nobody keeps."""
        return Evidence(kind="picture", file=f"{position}-{name}", sha256="", taken_at="")

    def keep_file(self, position: int, file: Attachment, step: str) -> Evidence:
        """Put it aside, for those who want to look into it."""
        self.files.append(file)
        return Evidence(kind="file", file=f"{position}-{file.label}", sha256="", taken_at="")

    def event(self, action: str, words: object) -> None:
        """What happened, without its words."""
        self.events.append(action)


class Vault:
    """The practice user."""

    def secret(self, name: str) -> Value:
        """User or password, by the end of its name."""
        return Value("renshu-pass-1" if name.endswith("_password") else "robot01", hidden=True)


@dataclass
class Walked:
    """What became of a row: its state, the code of what stopped it, what it collected and brought home."""

    row: Row
    state: str
    code: str
    record: RowRecord
    files: tuple[Attachment, ...] = ()


def plan_of(name: str, system: Practice) -> Plan:
    """The plan of a shipped recipe, pointed at a running practice system."""
    recipe = load(find_recipe(name, HOME), HOME)
    return plan(
        recipe,
        HOME,
        mode=Mode.RUN,
        environment="本番",
        today="2026-11-25",
        inputs={},
        addresses={recipe.uses[0]: system.address},
    )


def table_of(made: Plan) -> Table:
    """The sample sheet of a plan, read and checked."""
    assert made.rows is not None
    return SheetSource().read(HOME / "recipes" / made.rows.file, made.rows, scope={})


def walk(made: Plan, rows: list[Row], home: Path, books: Books | None = None) -> list[Walked]:
    """Carry out `rows`, one after the other, and the finish, in a thread of its own: one driver each.

    `books` then holds the files that the finish brought, and the events of the whole walk.
    """
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(_walk, made, rows, home, books or Books()).result()


def _walk(made: Plan, rows: list[Row], home: Path, books: Books) -> list[Walked]:
    anything: Any = books
    journal: Any = Journal()
    kit = Kit(
        plan=made,
        run="20261125-0900-test",
        journal=journal,
        books=anything,
        vault=Vault(),
        clock=SystemClock(),
        builtins={},
        tell=lambda told: None,
        pause=lambda seconds: None,
        stop=threading.Event(),
    )
    hands = Hands(kit, PlaywrightRunner(Settings(home=home)))
    try:
        walked = [_row(hands, row, books) for row in rows]
        books.files = []
        finish(hands)
        return walked
    finally:
        hands.runner.close()


def _row(hands: Hands, row: Row, books: Books) -> Walked:
    """One row, with the further tries that its recipe allows."""
    attempt = 0
    while True:
        attempt += 1
        books.files = []
        record = RowRecord(row, row.number, attempt)
        walked, error = try_row(hands, record, None, 0)
        verdict = judge_try(hands.kit, walked, error, attempt)
        if verdict.fresh:
            hands.drop()
        if not verdict.again:
            return Walked(row, str(verdict.state), _code(error), record, tuple(books.files))


def _code(error: BotsError | None) -> str:
    return error.problem.code if error is not None else ""
