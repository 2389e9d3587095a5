"""What one practice process is: its system, store, faults and accounts; and one visit to it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from bots.practice.accounts import Accounts, Session
from bots.practice.faults import Faults, Value
from bots.practice.store import Store
from bots.practice.systems import System

if TYPE_CHECKING:
    from bots.practice.words import Words


class Ending(Exception):
    """The process ends while an answer waits: what was not kept yet is not kept."""


class ServerFault(Exception):
    """The system answers with a server error (500), on purpose."""


class HangUp(Exception):
    """The connection is closed without an answer, on purpose."""


@dataclass(slots=True)
class Site:
    """One practice system in its process."""

    system: System
    store: Store
    faults: Faults
    accounts: Accounts
    words: Words
    key_of: Callable[[PracticeRequest], str]
    lang: str
    training: bool
    ending: threading.Event = field(default_factory=threading.Event)

    def pause(self, milliseconds: Value) -> None:
        """Wait as a fault asks. Raises Ending if the process ends meanwhile."""
        seconds = milliseconds / 1000 if isinstance(milliseconds, int) else 0
        if seconds > 0 and self.ending.wait(seconds):
            raise Ending


@dataclass(slots=True)
class Visit:
    """One request in the eyes of the practice system: where, in which language, by whom."""

    site: Site
    lang: str
    sid: str
    session: Session | None
    faults: dict[str, Value]
    expired: bool = False
    bad_fault: str = ""

    def say(self, name: str, /, **words: object) -> str:
        """A sentence or label of the system in the visit's language."""
        return self.site.words.say(name, self.lang, **words)


class PracticeRequest(HttpRequest):
    """A request with its visit, which the middleware sets before any view."""

    visit: Visit


_site: list[Site] = []


def open_site(site: Site) -> None:
    """Make `site` the one of this process. Raises RuntimeError if there is one already."""
    if _site:
        raise RuntimeError("one process serves one practice system")
    _site.append(site)


def the_site() -> Site:
    """The site of this process."""
    return _site[0]


def cookie_name(kind: str, request: HttpRequest) -> str:
    """The name of a cookie. It holds the port, as browsers share cookies between ports."""
    port: Any = request.META["SERVER_PORT"]
    return f"practice_{kind}_{port}"
