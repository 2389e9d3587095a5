"""`NAME_手作業.xlsx`: the rows that remain of a run and the steps in words, for people who go on without the robot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bots.model import Value
from bots.sources.marked import write_marked
from bots.sources.new_book import Page

_NAMES = {
    "ja": ("手作業", "手順", ("済", "行", "状態", "残ったわけ", "はじめに確かめること")),
    "en": ("by_hand", "steps", ("done", "row", "state", "why it remains", "to be seen to first")),
}
_WIDTHS = (5.0, 7.0, 12.0, 40.0, 40.0)
_OF_A_COLUMN, _OF_SENTENCES = 18.0, 100.0


@dataclass(frozen=True, slots=True)
class HandRow:
    """A row that remains: its number in the sheet, its state in words, why it remains, what is to be seen to before it
    is entered, and its values in the order of the headings."""

    number: int
    state: str
    why: str
    first: str
    values: tuple[str, ...]


def write_by_hand(
    sheet: Path,
    headings: Sequence[str],
    rows: Sequence[HandRow],
    steps: Sequence[str],
    *,
    language: str,
    lock: Value | None = None,
    opens: Value | None = None,
) -> Path:
    """Write the book beside `sheet`, locked as that is; where it lies. One in which somebody has ticked rows stays, and
    the next free number is used. Raises PlaceError P53 where it cannot be written."""
    suffix, told, own = _NAMES[language]
    lines: dict[int, list[str]] = {1: [*own, *headings]}
    for at, row in enumerate(rows, 2):
        lines[at] = ["", str(row.number), row.state, row.why, row.first, *row.values]
    widths = (*_WIDTHS, *(_OF_A_COLUMN for _ in headings))
    pages = [
        Page(suffix, lines, wide=False, widths=widths),
        Page(told, {at: [text] for at, text in enumerate(steps, 1)}, wide=False, widths=(_OF_SENTENCES,)),
    ]

    def place(number: int) -> Path:
        return sheet.with_name(f"{sheet.stem}_{suffix}{'' if number == 1 else f'_{number}'}.xlsx")

    return write_marked(place, pages, lock, opens=opens)
