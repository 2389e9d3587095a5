"""Numbers that a sheet shows with words beside them (101号室, 3千円): what somebody would have typed for one."""

from __future__ import annotations

import re

from bots.japan import numbers, width
from bots.model import Column, Worded

# Words that make another number of the one beside them: 3千円, 3割, 3分の1, 3倍, 3×10, 3k円, 3ダース, 3～5, 3個半, 3ドル.
_TIMES = re.compile(
    r"[十百千万億兆割厘倍%‰½⅓¼⅔¾×✕✖÷*~〜～^$€£]|分の|半\s*$|銭|ドル|ユーロ|ダース|グロス|/\s*[0-9]"
    r"|(?<![A-Za-z])[kKM](?![A-Za-z])|(?i:dozen|gross|hundred|thousand|million|billion|percent)"
)
# These take a number with the words that its format writes beside it (101号室); the others the number alone.
_AS_SHOWN = frozenset({"text", "code", "choice", "kana", "account_kind", "account_name", "email", "file"})


def as_typed(column: Column, number: Worded) -> str:
    """What somebody would have typed into a cell of such a column for a number with words: all that is seen in one of
    texts, codes and choices, the number in others. Where the words make it another number (3千円), or name another unit
    than the column's, all of it, which is then no number."""
    if column.kind in _AS_SHOWN:
        return str(number) if str(number) in column.choices else number.shown
    if column.kind not in ("number", "money"):
        return str(number)
    is_other = bool(column.unit) and numbers.plain(number.shown, column.unit) is None
    return number.shown if is_other or _TIMES.search(width.fold(number.shown)) else str(number)
