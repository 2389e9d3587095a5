"""Secrets by name: the environment first, then config/secrets.yaml. A recipe cannot name one.

First stage (settled.md 4): `BOTS_SECRET_HOIKU_PASSWORD` answers `<secret.hoiku_password>`; otherwise
the file, which must be readable by its owner alone.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from bots.errors import Place, PlaceError
from bots.model import Value


class EnvironmentVault:
    """Secrets of the environment: `BOTS_SECRET_` and the name in capitals."""

    def __init__(self, environ: Mapping[str, str] = os.environ) -> None:
        self._environ = environ

    def secret(self, name: str) -> Value:
        """The secret `name`. Raises PlaceError P20."""
        text = self._environ.get("BOTS_SECRET_" + name.upper())
        if text is None:
            raise PlaceError("P20", name=name)
        return Value(text, hidden=True)


class FileVault:
    """Secrets of one YAML-like file of `name: value` lines, owned and readable by one person only."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept: dict[str, str] | None = None

    def secret(self, name: str) -> Value:
        """The secret `name`. Raises PlaceError P20, or P21 where others may read the file."""
        if self._kept is None:
            self._kept = self._read()
        if name not in self._kept:
            raise PlaceError("P20", name=name)
        return Value(self._kept[name], hidden=True)

    def _read(self) -> dict[str, str]:
        if not self._path.exists():
            return {}
        if os.name != "nt" and self._path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise PlaceError("P21", Place(str(self._path)), file=self._path.name)
        kept: dict[str, str] = {}
        for number, line in enumerate(self._path.read_text(encoding="utf-8-sig").splitlines(), 1):
            text = line.strip()
            if not text or text.startswith("#"):
                continue
            name, colon, secret = text.partition(":")
            if not colon:
                raise PlaceError("P22", Place(str(self._path), number, 1), file=self._path.name)
            secret = secret.strip()
            if len(secret) > 1 and secret[0] == secret[-1] and secret[0] in "'\"":
                secret = secret[1:-1]
            kept[name.strip()] = secret
        return kept


class Vaults:
    """Several vaults, asked in order."""

    def __init__(self, *vaults: EnvironmentVault | FileVault) -> None:
        self._vaults = vaults

    def secret(self, name: str) -> Value:
        """The secret `name` of the first vault that keeps it. Raises PlaceError P20–P22."""
        for vault in self._vaults[:-1]:
            try:
                return vault.secret(name)
            except PlaceError as error:
                if error.problem.code != "P20":
                    raise
        return self._vaults[-1].secret(name)
