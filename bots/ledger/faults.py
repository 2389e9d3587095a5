"""What a failure of the database means, as one of our errors. Its own text may hold values: never shown."""

from __future__ import annotations

import errno

from bots.errors import PlaceError

_FULL = ("full",)
_FAILS = ("disk i/o",)
_SHUT = ("readonly", "read-only", "unable to open")
_BROKEN = ("malformed", "not a database", "no such table", "no such column", "corrupt")


def ledger_error(error: BaseException, file: str = "ledger.sqlite3") -> PlaceError | None:
    """The PlaceError for a failure of the disk or of the database; None for anything else.

    P51 the disk is full, P132 the disk fails, P43 it may not be written, P44 the file is no ledger, P52 another process
    holds it.
    """
    from django.db import DatabaseError

    if isinstance(error, OSError):
        if error.errno == errno.EIO:
            return PlaceError("P132")
        full = error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
        return PlaceError("P51") if full else None
    if not isinstance(error, DatabaseError):
        return None
    text = str(error).lower()
    if any(word in text for word in _FULL):
        return PlaceError("P51")
    if any(word in text for word in _FAILS):
        return PlaceError("P132")
    if any(word in text for word in _SHUT):
        return PlaceError("P43", folder=file)
    if any(word in text for word in _BROKEN):
        return PlaceError("P44", file=file)
    return PlaceError("P52") if "locked" in text or "busy" in text else None
