"""What `check` can be told of the world around a recipe; what it is not told of it does not speak of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bots.errors import Problem
from bots.recipe.recipe import Recipe

OfFiles = Callable[[Recipe], Iterable[Problem]]
"""What is wrong between a recipe and files that lie in the project besides those of the language."""


@dataclass(frozen=True, slots=True)
class Around:
    """`today` is an ISO date, for days that are over; `files` looks at the files that a recipe names."""

    today: str = ""
    files: OfFiles | None = None

    def of(self, recipe: Recipe) -> Iterable[Problem]:
        """What is wrong with the files that a recipe names."""
        return self.files(recipe) if self.files is not None else ()


NOTHING = Around()
