"""Numbers as sheets and screens show them: 1,234 ¥1,234 1,234円 △100, in full or half width."""

from __future__ import annotations

import re
from decimal import Decimal

from bots.japan.width import hankaku

_SHAPE = re.compile(
    r"(?P<sign>[-+△▲]?)\s*[\u00a5\\]?\s*(?P<sign2>[-+△▲]?)(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)"
    r"(?P<rest>\.[0-9]+)?\s*円?"
)
_MINUS = re.compile(r"[−‐–ー]")


def plain(text: str) -> str | None:
    """The number in plain digits (`-1234.50`), or None where the text is no number.

    Commas must stand where thousands do: 1,2 is not read as 12. Zeros before it are dropped, and so is the
    minus of nothing (-0).
    """
    narrow = _MINUS.sub("-", hankaku(text).replace("\uffe5", "\u00a5")).strip()
    found = _SHAPE.fullmatch(narrow)
    if found is None or (found["sign"] and found["sign2"]):
        return None
    digits = found["whole"].replace(",", "")
    rest = found["rest"] or ""
    below = (found["sign"] or found["sign2"]) in ("-", "△", "▲") and (digits + rest).strip("0.")
    return f"{'-' if below else ''}{digits.lstrip('0') or '0'}{rest}"


def shortest(text: str) -> str:
    """A number in plain digits without zeros that say nothing: 10.00 is 10. Any other text stays."""
    found = plain(text)
    return found.rstrip("0").rstrip(".") if found and "." in found else found or text


def parse(text: str) -> Decimal | None:
    """The number that the text shows, or None."""
    found = plain(text)
    return None if found is None else Decimal(found)
