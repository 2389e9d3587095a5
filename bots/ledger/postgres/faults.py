"""What the server says, as one of our errors. Its texts may hold values or be in its own language: never shown.

While a session begins libpq gives no code with its text, so there the text is looked at, in the two languages that a
server of a hall speaks.
"""

from __future__ import annotations

from collections.abc import Mapping

import psycopg
from django.db import Error, InterfaceError, NotSupportedError

from bots.errors import PlaceError

_ANSWERS: Mapping[str, str] = {  # https://www.postgresql.org/docs/15/errcodes-appendix.html
    "53100": "P51",
    "58030": "P132",
    "55P03": "P52",
    "42501": "P154",
    "28P01": "P152",
    "28000": "P152",
    "3D000": "P153",
    "XX001": "P44",
    "XX002": "P44",
    "42P01": "P44",
    "42703": "P44",
}
_AT_THE_DOOR = (
    (("password", "パスワード", "authentication", "認証", "pg_hba", "role", "ロール"), "P152"),
    (("does not exist", "存在しません"), "P153"),
    (("permission denied", "拒否", "権限"), "P154"),
)
_CUT = ("57P01", "57P02", "57P03", "57P05", "25P03")  # the server ends, is not up yet, or has ended the session


def of_server(error: BaseException) -> psycopg.Error | None:
    """The driver's own error in one of Django's, which may be wrapped twice."""
    found: BaseException | None = error
    while isinstance(found, Error):
        found = found.__cause__ or found.__context__
    return found if isinstance(found, psycopg.Error) else None


def cut_off(error: BaseException) -> bool:
    """Whether the server went away, so that nothing of a transaction that was open is left of it."""
    told = of_server(error)
    if told is None:
        return isinstance(error, InterfaceError)
    if told.sqlstate is None:
        return isinstance(told, psycopg.OperationalError | psycopg.InterfaceError)
    return told.sqlstate in _CUT or told.sqlstate.startswith("08")


def fault(error: BaseException, where: str) -> PlaceError | None:
    """The PlaceError of what the server at `where` answered, or of its silence; None where it says nothing of the place."""
    if isinstance(error, NotSupportedError):
        return PlaceError("P155", where=where)
    told = of_server(error)
    code = _ANSWERS.get(told.sqlstate or "") if told is not None else None
    if code is not None:
        return PlaceError(code, where=where, file=where)
    return PlaceError("P157", where=where) if cut_off(error) else None


def at_the_door(error: psycopg.Error, where: str) -> PlaceError:
    """The same where no session came about."""
    text = str(error).lower()
    code = _ANSWERS.get(error.sqlstate or "")
    if code is None and "fatal" in text:
        code = next((code for words, code in _AT_THE_DOOR if any(word in text for word in words)), None)
        # A database that is not there is named in a text that may hold any word: it is looked at by its own.
        if any(word in text for word in ("database", "データベース")) and any(
            word in text for word in _AT_THE_DOOR[1][0]
        ):
            code = "P153"
    return PlaceError(code or "P151", where=where)
