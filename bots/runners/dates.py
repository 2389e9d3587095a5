"""A date as split boxes want it: era, year of the era, year, month, day."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from bots.model import Value

_LOOKS = re.compile(
    r"^\s*(?:(?:明治|大正|昭和|平成|令和|[MTSHRmtshr明大昭平令])?[\d０-９元]{1,4}[-/.年．／－][\d０-９]{1,2}[-/.月．／－]"
    r"[\d０-９]{1,2}日?)\s*$"
)


def parts_of(value: Value) -> dict[str, Any] | None:
    """Year, month, day, era and its year, if `value` is a date or reads like one; else None."""
    text = value.reveal()
    if not text or (value.kind != "date" and not _LOOKS.match(text)):
        return None
    day = _parse(text)
    if day is None:
        return None
    from bots.japan import wareki

    parts: dict[str, Any] = {"year": day.year, "month": day.month, "day": day.day}
    try:
        era, year = wareki.era_of(day)
    except ValueError:
        return parts | {"era": "", "eraYear": 0}
    return parts | {"era": era.name, "eraYear": year}


def is_no_day(value: Value) -> bool:
    """Whether `value` reads like a date that is in no calendar: the 30th of February, a year that its era had not."""
    text = value.reveal()
    return value.kind in ("text", "date") and bool(_LOOKS.match(text)) and _parse(text) is None


def _parse(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        from bots.japan import wareki

        try:
            return wareki.parse(text)
        except ValueError:
            return None
