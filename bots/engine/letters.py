"""Before anything is typed: every character must be one that the system can hold."""

from __future__ import annotations

from collections.abc import Sequence

from bots.errors import Reject
from bots.japan.encodings import named, unheld
from bots.model import FieldValue


def can_be_held(fields: Sequence[FieldValue], encoding: str) -> None:
    """Raises Reject B07 with the characters that the encoding of the system cannot hold, where they stand
    and their code points, never the value; B16 of a hidden value."""
    for one in fields:
        found = unheld(one.value.reveal(), encoding)
        if found and one.value.hidden:
            raise Reject("B16", field=one.field.words)
        if found:
            raise Reject("B07", field=one.field.words, letters=named(found))
