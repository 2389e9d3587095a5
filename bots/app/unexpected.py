"""Whatever nobody foresaw, as one clear message: never a traceback, never the text of a strange error.

Such a text may hold a value of a row; only its kind and the places in our own code are told.
"""

from __future__ import annotations

import os
import traceback
from pathlib import Path

from bots.errors import BotsError, Place, PlaceError
from bots.messages.disk import disk_reason


def unexpected(error: BaseException) -> BotsError:
    """The PlaceError for an error that is not ours: of the ledger, of the disk (P53), of a verb of the hall's own (P149), or a
    defect (P38)."""
    from bots.ledger.faults import ledger_error

    known = ledger_error(error)
    if known is not None:
        return known
    if isinstance(error, OSError) and error.filename:
        file = Path(os.fsdecode(error.filename)).name
        return PlaceError("P53", file=file, reason=disk_reason(error))
    own = _in_own_verb(error)
    if own is not None:
        return PlaceError("P149", own, file=own.file, line=own.line, kind=type(error).__name__)
    return PlaceError("P38", kind=type(error).__name__, where=_where(error))


def _in_own_verb(error: BaseException) -> Place | None:
    """The last line of a verb of the hall's own that the error came through."""
    from bots.tasks.own import PREFIX

    lines = [
        Place(Path(frame.f_code.co_filename).name, line, 1)
        for frame, line in traceback.walk_tb(error.__traceback__)
        if str(frame.f_globals.get("__name__", "")).startswith(PREFIX)
    ]
    return lines[-1] if lines else None


def _where(error: BaseException) -> str:
    """The last places in our own code that the error came through: file and line, no texts."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "bots" in Path(frame.filename).parts]
    return " ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in ours[-4:])
