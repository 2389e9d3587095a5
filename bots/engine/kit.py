"""What a run works with, handed to everything that carries it out."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from bots.clock import Clock
from bots.engine.books import Books
from bots.engine.journal import Journal
from bots.engine.learning import Learner
from bots.engine.logins import Logins
from bots.evidence.hidden import HiddenOfSheet
from bots.model import CodeTable, Plan, System, Value
from bots.protocols import Vault


class Attended(Protocol):
    """A person at the terminal who looks at the filled form before it is submitted."""

    reason: str  # of the last no

    def ask(self, position: int, step: str = "") -> None:
        """Show the row's picture and ask; `step` is the path of a 人に確認."""

    def reply(self) -> bool | None:
        """True = submit, False = do not, None = not answered yet."""


@dataclass(frozen=True, slots=True)
class Kit:
    """What a run works with.

    `stop` is set when the parent asks for an end; `tell` reports progress (no values); `pause` waits some seconds before a further try; `attended`
    is there only where a person watches.
    """

    plan: Plan
    run: str
    journal: Journal
    books: Books
    vault: Vault
    clock: Clock
    builtins: dict[str, Value]
    tell: Callable[[dict[str, object]], None]
    pause: Callable[[float], object]
    stop: threading.Event
    attended: Attended | None = None
    asker: Attended | None = None  # who answers 人に確認; None where nobody sits there
    logins: Logins | None = None  # None where no ledger remembers what was refused
    tables: Mapping[tuple[str, str], CodeTable] = field(default_factory=dict)  # of 対応表: file, sheet
    keys: frozenset[tuple[str, ...]] = frozenset()  # of the sheet's rows and those entered before, as names are compared
    hidden: HiddenOfSheet = field(default_factory=HiddenOfSheet)
    learner: Learner = field(default_factory=Learner)
    rows_a_session: int = 0  # after so many the browser begins a new session; 0 = never
    asked: list[None] = field(default_factory=list)  # one entry for each form a person has seen, or sent before a resume

    def watched_still(self) -> bool:
        """Whether this form is one of the first that a person wants to see; counts it."""
        if len(self.asked) >= self.plan.confirm_first:
            return False
        self.asked.append(None)
        return True

    def stop_asked(self) -> bool:
        """Whether the run shall end before its next submit: by the parent, or from another window."""
        return self.stop.is_set() or self.journal.call(self.books.stop_asked)

    def system(self, name: str) -> System:
        """The plan's system of that name."""
        return next(system for system in self.plan.systems if system.name == name)
