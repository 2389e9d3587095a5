"""Which texts must not be seen while a row is worked on: its own hidden values, and those of the other rows.

A screen may show what was entered before (前の口座 7654402): it belongs to somebody else of the same sheet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bots.japan.dateforms import forms_of
from bots.japan.hiding import painted, plain
from bots.model import Row, Value

_BEGINS = 4  # characters by which a value of another row is known; a shorter one says nothing of anybody
_SHARED = 3  # rows of which one and the same word is no word of anybody (課税世帯)
_CATEGORIES = ("choice", "flag")
_DIGITS = 7  # of a number that is found in a text: a shorter one of 500 rows would be in many a receipt by chance


class Hidden:
    """What must not be seen of one row; ask the sheet for it (`HiddenOfSheet.of`) or make it of the row alone."""

    def __init__(
        self,
        row: Row | None = None,
        others: Mapping[str, Sequence[Value]] | None = None,
        days: Sequence[Value] = (),
    ) -> None:
        """`others` = hidden values of other rows, by how they begin; `days` = those that are for pictures only."""
        values = tuple(row.all_values()) if row is not None else ()
        self.own = tuple({value.reveal() for value in values if value.hidden and value})
        self._mine = tuple(value for value in values if value.hidden)
        self._others = others or {}
        openly = [value.reveal() for value in values if not value.hidden]
        self._open = frozenset((*self._beginning_in("\n".join(openly)), *openly, *self.own))
        self._days = days

    def values(self) -> tuple[Value, ...]:
        """All of it: for what is to be painted over on a picture."""
        others = {one.reveal(): one for each in (*self._others.values(), self._days) for one in each}
        return (*self._mine, *(one for text, one in others.items() if text not in self._open))

    def near(self, text: str) -> tuple[str, ...]:
        """What of it may stand in a short text: the row's own values, and those that begin somewhere in it."""
        return (*self.own, *(one for one in self._beginning_in(text) if one not in self._open))

    def painted(self, text: str) -> str:
        """The text without it, and without Individual Numbers."""
        return painted(text, self.near(text))

    def _beginning_in(self, text: str) -> Iterator[str]:
        if not self._others:
            return
        line = plain(text)
        for at in {line[at : at + _BEGINS] for at in range(len(line) - _BEGINS + 1)}:
            yield from (one.reveal() for one in self._others.get(at, ()))


class HiddenOfSheet:
    """The hidden values of all rows of a sheet."""

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        found = [value for row in rows for value in row.all_values() if value.hidden and value]
        count = Counter(value.reveal() for value in found)
        self._by_beginning: dict[str, list[Value]] = {}
        self._days: list[Value] = []  # 850401 is in many a number: a text is not searched for them
        for text, value in {value.reveal(): value for value in found}.items():
            if forms_of(text):
                self._days.append(value)
            elif _says_whose(value, count[text]):
                self._by_beginning.setdefault(plain(text)[:_BEGINS], []).append(value)

    def of(self, row: Row | None) -> Hidden:
        """What must not be seen of `row`. What it says itself in a cell that is not hidden may be seen."""
        return Hidden(row, self._by_beginning, self._days)


def _says_whose(value: Value, rows: int) -> bool:
    """Whether a value is one person's: a word that many rows share is not, a number is whoever shares it."""
    text = plain(value.reveal())
    if value.kind in _CATEGORIES or len(text) < (_DIGITS if text.isdecimal() else _BEGINS):
        return False
    return rows < _SHARED or any(sign.isdigit() for sign in text)
