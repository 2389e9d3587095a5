"""見直し期限: the day by which a recipe is to be looked at again."""

from __future__ import annotations

from collections.abc import Mapping

from bots.errors import Problem
from bots.recipe.nodes import Map
from bots.recipe.reader import Reader
from bots.recipe.recipe import Recipe


def review_note(about: Mapping[str, str], today: str) -> Problem | None:
    """L21 where the day is over; on the day itself there is time yet. `today` is an ISO date.

    A run that a person asks for is told of it and goes on; what starts runs by the clock is to ask here first, and
    to start none of a recipe that is due.
    """
    day = about.get("review_by", "")
    return Problem("L21", {"day": day}, severity="warning") if day and day < today else None


def check_review(reader: Reader, recipe: Recipe, today: str) -> None:
    """Note that a recipe is due, at the day that is written in it."""
    about = recipe.root.get("概要") or recipe.root.get("about")
    node = (about.get("見直し期限") or about.get("review_by")) if isinstance(about, Map) else None
    note = review_note(recipe.about, today)
    if node is not None and note is not None:
        reader.problems.append(note.at(reader.source.place(node)))
