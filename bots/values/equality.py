"""Whether what the screen shows is what was put in (settled.md 5).

A date equals a date, a number a number; everything else is exact after trimming. Further equalities
only where the system file declares them (`同じとみなす`).
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from decimal import Decimal, InvalidOperation

from bots.japan import wareki
from bots.japan.width import fold, hankaku
from bots.model import Value

_SEPARATORS = re.compile(r"[\s\u3000/.()（）‐‑–—−－ー-]")


def equal(put: Value, kept: str, same: Collection[str] = ()) -> bool:
    """Whether `kept` on the screen is the value `put`. `same`: width, commas, spaces, separators."""
    text = put.reveal()
    if text.strip() == kept.strip():
        return True
    if put.kind == "date":
        mine, theirs = _day(text), _day(kept)
        return mine is not None and mine == theirs
    if put.kind in ("number", "money"):
        number = _number(text)
        return number is not None and number == _number(kept)
    return bool(same) and _folded(text, same) == _folded(kept, same)


def _folded(text: str, same: Collection[str]) -> str:
    if "width" in same:
        text = fold(text)
    if "separators" in same:
        text = _SEPARATORS.sub("", text)
    if "commas" in same:
        text = text.replace(",", "").replace("，", "")
    if "spaces" in same:
        text = "".join(text.split())
    return text.strip()


def _day(text: str) -> date | None:
    try:
        return wareki.parse(text)
    except wareki.WarekiError:
        return None


def _number(text: str) -> Decimal | None:
    plain = hankaku(text).strip().lstrip("¥\\").removesuffix("円").replace(",", "").strip()
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None
