"""What a run learns of the screens for the runs to come, where nobody rehearsed the recipe."""

from __future__ import annotations

from collections.abc import Mapping

from bots.model import FoundField


class Learner:
    """Compares what the words of a recipe were found at in the first two rows that were entered.

    One row is no proof: a page may name its fields anew each time it is opened.
    """

    def __init__(self) -> None:
        self._first: dict[str, FoundField | None] | None = None
        self._is_done = False

    def learn(self, found: Mapping[str, FoundField | None], known: Mapping[str, FoundField]) -> dict[str, FoundField]:
        """Words that stood at the same field twice and that are not `known` yet: told once, with the second row."""
        if self._is_done:
            return {}
        if self._first is None:
            self._first = dict(found)
            return {}
        self._is_done = True
        same = {key: one for key, one in found.items() if one is not None and self._first.get(key) == one}
        return {key: one for key, one in same.items() if key not in known}
