"""Whether what the screen shows is what was put in (settled.md 5).

A date equals a date, a number a number, yes is yes; everything else is exact after trimming: names by
their code points, 髙橋 is not 高橋. Further equalities only where the system file declares them
(`同じとみなす`). Where two names differ in forms of one character alone, that can be told (`forms_of_one`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date

from bots.japan import numbers, variants, wareki
from bots.japan.width import fold, hankaku
from bots.model import Value
from bots.values.columns import yes_or_no

_NO_TABLE: Mapping[str, str] = {}
# An amount as forms and receipts close it, so that no digit can be added: ￥1,200-, 金1,200円也.
_CLOSED = re.compile(r"(?:金\s*|(?=[￥¥\\]))(?P<amount>.+?)(?:也|(?<=[0-9０-９])[-－―–]+)?")
_SEPARATORS = re.compile(r"[\s/.()（）／．‐‑–—−－ー-]")


def equal(put: Value, kept: str, same: Collection[str] = ()) -> bool:
    """Whether `kept` on the screen is the value `put`. `same`: width, commas, spaces, separators.

    Line ends are compared as one kind: a text area gives back another kind than a sheet holds.
    """
    mine, theirs = _trimmed(put.reveal()), _trimmed(kept)
    if mine == theirs:
        return True
    if not mine or not theirs:
        return False
    if put.kind == "date":
        day = day_of(mine)
        return day is not None and day == day_of(theirs, past_era=True)
    if put.kind in ("number", "money"):
        number = numbers.parse(mine)
        closed = _CLOSED.fullmatch(theirs)
        return number is not None and number == numbers.parse(closed["amount"] if closed else theirs)
    if put.kind == "flag":
        flag = yes_or_no(mine)
        return flag is not None and flag == yes_or_no(theirs)
    return bool(same) and _folded(mine, same) == _folded(theirs, same)


def forms_of_one(put: str, kept: str, own: Mapping[str, str] = _NO_TABLE) -> str:
    """The characters by which two texts differ, where these are forms of the same characters (髙 高); else
    "". They are not equal: a person sees which is right. `own` is the hall's own table."""
    found = variants.differing(_trimmed(put), _trimmed(kept), own)
    return "、".join(str(one) for one in found)


def day_of(text: str, *, past_era: bool = False) -> date | None:
    """The date that a text says, or None. `past_era` = also by an era that was over, as old screens print
    it: the day is the same."""
    try:
        return wareki.parse(text, past_era=past_era)
    except wareki.WarekiError:
        return None


def _trimmed(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _folded(text: str, same: Collection[str]) -> str:
    if "width" in same:
        text = fold(text)
    if "separators" in same:
        text = _without_separators(text)
    if "commas" in same:
        text = re.sub(r"(?<=[0-9０-９])[,，](?=[0-9０-９])", "", text)
    if "spaces" in same:
        text = "".join(text.split())
    return text.strip()


def _without_separators(text: str) -> str:
    """A code, number or date without its separators; any other text stays: コーヒー is not コヒ."""
    rest = _SEPARATORS.sub("", text)
    plain = hankaku(rest)
    return rest if plain.isascii() and plain.isalnum() else text
