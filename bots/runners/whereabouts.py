"""What each word of a recipe was found at on the screen, for the runs to come: the second proof of a field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bots.model import FieldValue, FoundField, Scopes
from bots.runners.state import Desk
from bots.values.targets import found_key


def place_of(desk: Desk, field: FieldValue, within: Scopes) -> str:
    """Under what the field is remembered; "" for one that is another field in each row: then it proves nothing."""
    if any(scope.varies for scope in within):
        return ""
    return found_key(desk.system.name, desk.screen.name if desk.screen else "", field.called)


class Whereabouts:
    """What was met so far."""

    def __init__(self) -> None:
        self._met: dict[str, FoundField | None] = {}

    def met(self, place: str, found: FoundField | None) -> None:
        """A field was found. A word that stands at several fields (on two screens without names, say) proves nothing."""
        if not place or found is None:
            return
        before = self._met.get(place, found)
        if before is None or not _may_be_one(before, found):
            self._met[place] = None
        else:  # choices that are others from row to row prove nothing
            self._met[place] = found if before.choices == found.choices else replace(found, choices="")

    def told(self) -> Mapping[str, FoundField | None]:
        """By their places (found_key); None = stood at several fields."""
        return dict(self._met)


def _may_be_one(one: FoundField, other: FoundField) -> bool:
    """By the name, else by place and type."""
    if one.name or other.name:
        return one.name == other.name
    return (one.place, one.type) == (other.place, other.type)
