"""A project: its folder, its settings, its ledger."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from bots.clock import Clock, SystemClock
from bots.errors import PlaceError
from bots.ledger.sides import Server
from bots.settings import Settings, load_settings, project_folder
from bots.vaults import EnvironmentVault, FileVault, Vaults

PASSWORD = "database_password"  # the secret


@dataclass(frozen=True)
class Project:
    """One project folder, opened. The ledger is opened on first use: most commands do without."""

    settings: Settings
    clock: Clock

    @classmethod
    def at(cls, folder: str | Path | None = None) -> Self:
        """The project at `folder`, or at BOTS_HOME, or around the current folder."""
        home = project_folder(str(folder) if folder else None)
        settings = load_settings(home)
        take_in_verbs(settings)
        return cls(settings, SystemClock())

    @property
    def home(self) -> Path:
        """The project folder."""
        return self.settings.home

    def open_ledger(self) -> None:
        """Open the ledger in this thread. Raises PlaceError P40 and following."""
        from bots.ledger.connection import open_ledger

        open_ledger(self.settings.ledger, self.clock, self.settings.anchor, self.server)

    @property
    def server(self) -> Server | None:
        """The PostgreSQL server that holds the ledger, or None: then it is a file. Raises PlaceError P21."""
        return server_at(self.settings, self.settings.database) if self.settings.database else None


def server_at(settings: Settings, address: str) -> Server:
    """The server at `address`, with the password that is kept for it, if one is. Raises PlaceError P21."""
    vault = Vaults(EnvironmentVault(), FileVault(settings.home / "config" / "secrets.yaml"))
    try:
        return Server(address, vault.secret(PASSWORD).reveal())
    except PlaceError as error:
        if error.problem.code != "P20":
            raise
        return Server(address)


def take_in_verbs(settings: Settings) -> None:
    """The hall's own verbs, where the settings name a folder of them. Raises PlaceError as `take_in` does."""
    if settings.tasks is not None:
        from bots.recipe.own_examples import wrong_in_example
        from bots.recipe.reserved import reserved
        from bots.tasks.own import take_in

        take_in(settings.tasks, reserved(), wrong_in_example)
