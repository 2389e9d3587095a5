"""What beside its words tells which column a field may take: what it offers, files, the number of a row. Pure.

Such a clue is a question to a person and never makes a pair: two fields may well offer the same.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from bots.app.beginning.choices import CHOSEN, offers
from bots.app.beginning.pairing import Pair
from bots.sources.guessing import names_own_number
from bots.sources.outline import SeenColumn

if TYPE_CHECKING:
    from bots.runners.surveying import SeenField

_NUMBER = re.compile(r"番号|コード|№|(?<![a-z])(?:no|number|code)(?![a-z])", re.IGNORECASE)


def clues(
    fields: Sequence[SeenField], named: Sequence[Sequence[str]], columns: Sequence[SeenColumn], key: str,
    left: tuple[Collection[int], Collection[int]],
) -> tuple[Pair, ...]:  # fmt: skip
    """Of the fields and columns that are `left` (by their places): those that suit each other and nothing else.
    `key` is the heading of the key."""
    suiting = [
        (field, column)
        for field in sorted(left[0])
        for column in sorted(left[1])
        if named[field] and _suits(fields[field], columns[column], key)
    ]
    return tuple(_alone(suiting, named))


def _alone(suiting: Sequence[tuple[int, int]], named: Sequence[Sequence[str]]) -> Iterator[Pair]:
    for field, column in suiting:
        if sum(one[0] == field or one[1] == column for one in suiting) == 1:
            yield Pair(field, column, "near", named[field][0])


def _suits(field: SeenField, column: SeenColumn, key: str) -> bool:
    own = column.guess.column
    if field.kind == "file" or own.kind == "file":
        return field.kind == own.kind
    if field.kind in CHOSEN:
        return _offers_all(field.choices, column)
    if column.name != key or field.kind != "text":
        return False
    fits = not (field.longest and own.size) or field.longest == own.size
    return fits and any(_NUMBER.search(name) and not names_own_number(name) for name in field.names)


def _offers_all(choices: Sequence[str], column: SeenColumn) -> bool:
    """Whether two words of the sheet and more are offered, and all others but one slip, or one total."""
    said = [cell.strip() for cell in column.cells if isinstance(cell, str) and cell.strip()]
    known = [word for word in said if offers(choices, word)]
    return len(set(known)) > 1 and len(said) - len(known) <= 1
