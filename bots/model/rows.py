"""The sheet as it was read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bots.errors import Place, Problem
from bots.model.values import Value


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the sheet in one run.

    `number` is Excel's row number, `origin` reads `受付!17`. `values` are by heading, in the order of
    the sheet. `key` is the tuple of key texts. `problems` is what makes the row refused before any entry.
    `chosen` says whether `only` (対象) takes it. `details` are its child rows, by the name of their sheet in
    the recipe, and `children_at` says where each of them stands.
    """

    number: int
    origin: str
    key: tuple[str, ...]
    values: Mapping[str, Value]
    problems: tuple[Problem, ...] = ()
    chosen: bool = True
    details: Mapping[str, tuple[Mapping[str, Value], ...]] = field(default_factory=dict)
    children_at: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)

    def all_values(self) -> Iterator[Value]:
        """Every value of the row and of its child rows."""
        yield from self.values.values()
        for children in self.details.values():
            for child in children:
                yield from child.values()


@dataclass(frozen=True, slots=True)
class CodeTable:
    """A table that codes are looked up in (対応表): the sheet that was read ("" = a text file), and its lines by
    the headings that the recipe names. A cell that shows a number with words is Worded, one that shows none of the
    number that it holds Numberless."""

    sheet: str
    lines: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet as it was read: its headings in order, its rows, and what must be told of the whole: the
    encoding of a text file, the numbers of the lines that the recipe says are no rows."""

    file: str
    sheet: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    sha256: str = ""
    encoding: str = ""
    skipped: tuple[int, ...] = ()
