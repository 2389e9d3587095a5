"""Sign-ins that a system refused or may have refused, so that no later run sends the very same secrets again: tries
lock accounts. They are noted before they are sent, and taken back where they led inside.

One small file for each login in `refused-logins/` beside the ledger. Of login and secrets it holds HMACs
only, which are useless without `ledger.key`; it says when and in which run they were sent.
Two runs never hold one system and account at a time, so nobody else writes the file meanwhile.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bots.clock import Clock
from bots.errors import Place, PlaceError
from bots.ledger.connection import key, ledger_folder, write_private

FOLDER = "refused-logins"


@dataclass(frozen=True, slots=True)
class Refusal:
    """When a login was sent that counts as refused (UTC), and in which run."""

    at: datetime
    run: str


def find(*, login: Sequence[str], secrets: Sequence[str]) -> Refusal | None:
    """The refusal of exactly these secrets, or None. `login` says of which system, environment and
    account. Raises PlaceError P44 where the file cannot be read as what it is. The ledger is open.
    """
    mark = _mark("secrets", *login, *secrets)
    for one in _kept(_file(login)):
        if hmac.compare_digest(one["mark"], mark):
            return Refusal(datetime.fromisoformat(one["at"]), one["run"])
    return None


def note(*, login: Sequence[str], secrets: Sequence[str], run: str, clock: Clock) -> None:
    """Remember that `run` sends these secrets, or saw them refused; on the disk when it returns."""
    file, mark = _file(login), _mark("secrets", *login, *secrets)
    others = [one for one in _kept(file) if one["mark"] != mark]
    _write(file, [*others, {"mark": mark, "at": clock.now().isoformat(), "run": run}])


def take_back(*, login: Sequence[str], secrets: Sequence[str]) -> None:
    """These secrets were not refused: nothing is remembered of them. Others that were stay refused."""
    file, mark = _file(login), _mark("secrets", *login, *secrets)
    kept = _kept(file)
    others = [one for one in kept if one["mark"] != mark]
    if others:
        _write(file, others)
    elif kept:
        file.unlink()


def forget(*, login: Sequence[str]) -> None:
    """A person says that the system's side was mended: the same secrets may be tried again."""
    _file(login).unlink(missing_ok=True)


def _file(login: Sequence[str]) -> Path:
    return ledger_folder() / FOLDER / f"{_mark('login', *login)[:24]}.json"


def _mark(*texts: str) -> str:
    # A JSON list, so that ("ab", "c") and ("a", "bc") differ; its first word keeps uses apart.
    message = json.dumps(["sign-in", *texts], ensure_ascii=False).encode("utf-8", "surrogatepass")
    return hmac.new(key(), message, hashlib.sha256).hexdigest()


def _kept(file: Path) -> list[dict[str, str]]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        return [{name: str(one[name]) for name in ("mark", "at", "run")} for one in found]
    except FileNotFoundError:
        return []
    except (ValueError, TypeError, KeyError) as error:
        raise PlaceError("P44", Place(str(file)), file=f"{FOLDER}/{file.name}") from error


def _write(file: Path, kept: list[dict[str, str]]) -> None:
    file.parent.mkdir(mode=0o700, exist_ok=True)
    write_private(file, json.dumps(kept))
