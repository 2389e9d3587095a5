"""Whatever nobody foresaw, as one clear message: never a traceback, never the text of a strange error.

Such a text may hold a value of a row; only its kind and the places in our own code are told.
"""

from __future__ import annotations

import os
import traceback
from pathlib import Path

from bots.errors import BotsError, PlaceError
from bots.messages.disk import disk_reason


def unexpected(error: BaseException) -> BotsError:
    """The PlaceError for an error that is not ours: of the ledger, of the disk (P53), or a defect (P38)."""
    from bots.ledger.faults import ledger_error

    known = ledger_error(error)
    if known is not None:
        return known
    if isinstance(error, OSError) and error.filename:
        file = Path(os.fsdecode(error.filename)).name
        return PlaceError("P53", file=file, reason=disk_reason(error))
    return PlaceError("P38", kind=type(error).__name__, where=_where(error))


def _where(error: BaseException) -> str:
    """The last places in our own code that the error came through: file and line, no texts."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "bots" in Path(frame.filename).parts]
    return " ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in ours[-4:])
