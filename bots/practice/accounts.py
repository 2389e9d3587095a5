"""Who may sign in to a practice system, who is signed in, and who is locked out. In memory only."""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

ACCOUNTS: Mapping[str, str] = {"robot01": "renshu-pass-1", "clerk01": "renshu-pass-2"}
TRIES = 5
KEPT_FORMS = 50

SignIn = Literal["ok", "wrong", "locked"]


@dataclass(slots=True)
class Session:
    """One signed-in user, with the forms that wait at the confirm screen (token → fields)."""

    user: str
    forms: OrderedDict[str, dict[str, str]] = field(default_factory=OrderedDict)
    used: OrderedDict[str, dict[str, str]] = field(default_factory=OrderedDict)
    opened: int = 0  # how often a form was opened that shows a notice now and then

    def keep_form(self, fields: Mapping[str, str]) -> str:
        """Keep a filled form for its confirm screen; returns its one-time token."""
        token = secrets.token_urlsafe(18)
        self.forms[token] = dict(fields)
        while len(self.forms) > KEPT_FORMS:
            self.forms.popitem(last=False)
        return token

    def use_up(self, token: str) -> None:
        """A form was kept: its token is used. What it held is remembered for a while."""
        fields = self.forms.pop(token, None)
        if fields is not None:
            self.used[token] = fields
        while len(self.used) > KEPT_FORMS:
            self.used.popitem(last=False)


class Accounts:
    """Sign-in with a lock after five wrong passwords, and the sessions, which can be dropped."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sessions: dict[str, Session] = {}
        self._wrong: dict[str, int] = {}

    def sign_in(self, user: str, password: str) -> tuple[SignIn, str]:
        """Try to sign in; returns how it went and, if well, the id of the new session."""
        with self._lock:
            if self._wrong.get(user, 0) >= TRIES:
                return "locked", ""
            if ACCOUNTS.get(user) != password:
                self._wrong[user] = self._wrong.get(user, 0) + 1
                return ("locked" if self._wrong[user] >= TRIES else "wrong"), ""
            self._wrong.pop(user, None)
            sid = secrets.token_urlsafe(18)
            self._sessions[sid] = Session(user)
            return "ok", sid

    def session(self, sid: str) -> Session | None:
        """The session of an id, or None if there is none (any more)."""
        with self._lock:
            return self._sessions.get(sid)

    def drop(self, sid: str) -> None:
        """End a session."""
        with self._lock:
            self._sessions.pop(sid, None)

    def unlock(self) -> None:
        """Forget all wrong passwords."""
        with self._lock:
            self._wrong.clear()
