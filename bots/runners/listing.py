"""A table of the screen as a whole, for a recipe that goes through its rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bots.errors import ScreenError
from bots.model import Scope, Scopes
from bots.runners.answers import wait_for_answers
from bots.runners.frames import ask_all, narrowed, scope_error
from bots.runners.state import Deadline, pump

if TYPE_CHECKING:
    from playwright.sync_api import Page


def rows_of(page: Page, table: str, within: Scopes, timeout: float) -> tuple[Mapping[str, str], ...]:
    """The rows of the one table of that name, by the words of their headings, once what the last press began has come;
    waited for. Raises ScreenError S03, S04, S47 where two headings say the same, S55.
    """
    wait_for_answers(page, timeout)
    until = Deadline(timeout)
    scopes_wanted = (*within, Scope(table=table))
    while True:
        frames, scopes = narrowed(page, scopes_wanted)
        answers = [answer for _, answer in ask_all(page, frames, "listing", {"scopes": scopes})]
        found = [one for one in answers if "wrong" not in one]
        if len(found) == 1:
            return tuple(_row(found[0]["headings"], row, table) for row in found[0]["rows"])
        if found:
            raise ScreenError("S04", name=table, count=len(found))
        if until.over:
            raise scope_error(scopes, [one["wrong"] for one in answers])
        pump(page, until.pause())


def _row(headings: list[str], cells: list[str], table: str) -> Mapping[str, str]:
    """A row by its headings; a column without one is left out."""
    named = [one for one in headings if one]
    double = next((one for one in named if named.count(one) > 1), None)
    if double is not None:
        raise ScreenError("S47", name=table, heading=double)
    return {name: cell for name, cell in zip(headings, cells, strict=False) if name}
