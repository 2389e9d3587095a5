"""What a system's encoding cannot hold: 外字 and rare kanji that would reach it as a question
mark."""

from __future__ import annotations

import codecs
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unheld:
    """A character that cannot be held. `position` counts characters from 1, `code` reads U+9AD9."""

    position: int
    code: str
    private: bool  # a character of this office's own (外字)


def first_unheld(text: str, encoding: str) -> Unheld | None:
    """The first character of `text` that `encoding` cannot hold, or None. Raises LookupError."""
    encode = codecs.lookup(encoding).encode
    for position, one in enumerate(text, 1):
        try:
            encode(one, "strict")
        except UnicodeError:
            return Unheld(position, f"U+{ord(one):04X}", is_private(one))
    return None


def is_private(one: str) -> bool:
    """Whether a character lies in an area that every office fills for itself (外字)."""
    code = ord(one)
    return 0xE000 <= code <= 0xF8FF or 0xF0000 <= code <= 0xFFFFD or 0x100000 <= code <= 0x10FFFD
