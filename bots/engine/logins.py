"""A refused sign-in is never tried twice, not by a later run either: asked before, noted before the secrets leave, and
taken back where something shows that they led inside. So a process that dies between leaves the note."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bots.clock import Clock, in_tokyo
from bots.engine.books import account_of
from bots.engine.journal import Journal
from bots.errors import PlaceError
from bots.model import PlanStep, System
from bots.protocols import Vault
from bots.values.templates import names_in


@dataclass(frozen=True, slots=True)
class Logins:
    """What is remembered of sign-ins, for one run. All of it is done in the journal's thread."""

    run: str
    journal: Journal
    vault: Vault
    clock: Clock

    def may_try(self, system: System) -> None:
        """Pass, unless the very same secrets were sent before and nothing showed that they led inside. Raises PlaceError
        P59, and P21, P22 where secrets cannot be read."""
        from bots.ledger import refusals

        names = secrets_of(system)
        secrets = self._held(names)
        login = login_of(system)
        found = self.journal.call(lambda: refusals.find(login=login, secrets=secrets))
        if found is not None:
            at = f"{in_tokyo(found.at):%Y-%m-%d %H:%M}"
            raise PlaceError("P59", system=system.name, at=at, run=found.run, names=", ".join(names))

    def sent(self, system: System) -> None:
        """What is kept for the system now is about to be sent, or was: it counts as refused, beyond this run too. On the
        disk when it returns."""
        from bots.ledger import refusals

        secrets, login = self._held(secrets_of(system)), login_of(system)
        self.journal.call(
            lambda: refusals.note(login=login, secrets=secrets, run=self.run, clock=self.clock)
        )

    def not_refused(self, system: System) -> None:
        """It led inside, or certainly nobody looked at it: it may be sent again."""
        from bots.ledger import refusals

        secrets, login = self._held(secrets_of(system)), login_of(system)
        self.journal.call(lambda: refusals.take_back(login=login, secrets=secrets))

    def _held(self, names: Sequence[str]) -> list[str]:
        """Each name with its secret; a name that is not kept is told by the step that needs it."""
        held = []
        for name in names:
            try:
                held += [name, self.vault.secret(name).reveal()]
            except PlaceError as error:
                if error.problem.code != "P20":
                    raise
        return held


def login_of(system: System) -> tuple[str, str, str]:
    """Which login is meant: system, environment, and the account by the names of its secrets."""
    return system.name, system.environment, account_of(system.account)


def secrets_of(system: System) -> tuple[str, ...]:
    """The names of the secrets that the sign-in of `system` puts in, each once."""
    named = (name for step in system.login for name in _names(step))
    written = (
        system.account.get(name.removeprefix("account."), "") if name.startswith("account.") else f"<{name}>"
        for name in named
    )
    secrets = (one.removeprefix("<secret.").removesuffix(">") for one in written if "<secret." in one)
    return tuple(sorted(set(secrets)))


def _names(step: PlanStep) -> Iterator[str]:
    yield from names_in(dict(step.args))
    for inner in step.steps:
        yield from _names(inner)
