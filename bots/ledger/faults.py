"""What a failure of the database means, as one of our errors. Its own text may hold values: never shown."""

from __future__ import annotations

import errno

from bots.errors import PlaceError


def ledger_error(error: BaseException) -> PlaceError | None:
    """The PlaceError for a failure of the disk or of the database; None for anything else.

    P51 the disk is full, P132 the disk fails, P43 it may not be written, P44 it is no ledger, P52 another process
    holds it; of a server P151 to P157 too.
    """
    from django.db import Error

    from bots.ledger.connection import is_open, side

    if isinstance(error, OSError):
        if error.errno == errno.EIO:
            return PlaceError("P132")
        full = error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
        return PlaceError("P51") if full else None
    return side().fault(error) if isinstance(error, Error) and is_open() else None
