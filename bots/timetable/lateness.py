"""What becomes of due times when they are found: begun, asked about, or skipped. Pure: given the entry and the moment.

After a machine has slept or was down, several due times of an entry may be found at once. Of those that are late the last one
alone is heeded, as the entry says (遅れたとき); the others are skipped, so that nothing ever comes in a burst.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bots.clock import in_tokyo
from bots.ledger.facts import Claim, PauseFacts
from bots.model import DueState
from bots.timetable.entry import Entry
from bots.timetable.pausing import pause_at, reason_of

ON_TIME = timedelta(minutes=10)
"""How long after its time a run still begins as if nothing had been: a scheduler that starts anew takes seconds."""


def claims_of(entry: Entry, dues: Sequence[datetime], now: datetime, pauses: Sequence[PauseFacts] = ()) -> list[Claim]:
    """One Claim for each of `dues` (UTC, in their order, none after `now`). What lies in one of `pauses` is skipped,
    whenever it is found."""
    last = dues[-1] if dues else None
    return [_paused(entry, due, pauses) or _claim(entry, due, now, is_last=due == last) for due in dues]


def _paused(entry: Entry, due: datetime, pauses: Sequence[PauseFacts]) -> Claim | None:
    pause = pause_at(due, entry.name, pauses)
    if pause is None:
        return None
    why = reason_of(pause)
    return Claim(due, DueState.SKIPPED, why.code, why.words)


def _claim(entry: Entry, due: datetime, now: datetime, *, is_last: bool) -> Claim:
    if now - due <= ON_TIME:
        return Claim(due, DueState.DUE)
    minutes = int((now - due) / timedelta(minutes=1))
    if not is_last:
        return Claim(due, DueState.SKIPPED, "T21", {"minutes": minutes})
    end = entry.ends_at(due)
    if end is not None and now >= end:
        return Claim(due, DueState.SKIPPED, "T22", {"until": f"{in_tokyo(end):%H:%M}"})
    match entry.late:
        case "skip":
            return Claim(due, DueState.SKIPPED, "T20", {"minutes": minutes})
        case "run_once":
            return Claim(due, DueState.DUE)
        case "ask":
            return Claim(due, DueState.ASKING, "T23", {"minutes": minutes, "entry": entry.name})
