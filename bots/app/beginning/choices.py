"""Whether a word of the sheet is one of the choices that a field offers. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bots.japan.width import fold

CHOSEN = ("list", "radio")  # kinds of fields that offer choices
_CODED = re.compile(r"^[\[(【]?([A-Za-z]{0,2}\d{1,8}|[A-Za-z])[\])】]?[ :.)]?\s*(\D.*)$")


def offers(choices: Sequence[str], word: str) -> bool:
    """Whether a field takes the word of the sheet for one of its choices: by its words, or by the code before them."""
    wanted = fold(word).strip()
    said = [fold(one).strip() for one in choices]
    parts = [found.groups() for found in map(_CODED.match, said) if found]
    return wanted in said or any(wanted in part or _number(wanted) == _number(part[0]) for part in parts)


def _number(text: str) -> object:
    return int(text) if text.isascii() and text.isdigit() else object()
