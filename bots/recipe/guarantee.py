"""Whether a recipe's submits pass the gate, by what the systems' files say of them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal, Protocol

from bots.errors import RecipeError
from bots.model import SubmitRule
from bots.recipe.recipe import Recipe
from bots.recipe.system import system_file
from bots.values.targets import parse_target


class _Described(Protocol):
    @property
    def submits(self) -> tuple[SubmitRule, ...]: ...


def guarantee_of(recipe: Recipe, systems: Iterable[_Described]) -> Literal["gate", "click"]:
    """`click` where a submit of the recipe is known to pass no gate."""
    rules = [rule for system in systems for rule in system.submits if rule.mode == "click"]
    for step in recipe.deep_row_steps():
        if not step.task.submits:
            continue
        pressed = parse_target(str(step.args.get(step.task.main, ""))).words
        for rule in rules:
            named = parse_target(rule.submit).words if rule.submit else pressed
            if named == pressed:
                return "click"
    return "gate"


def guarantee_in_files(recipe: Recipe, project: Path) -> Literal["gate", "click", ""]:
    """The same by the files of a project; "" where the recipe registers nothing, or a file of its systems cannot be
    read (that is told by the check)."""
    if recipe.returns or not any(step.task.submits for step in recipe.deep_row_steps()):
        return ""
    try:
        return guarantee_of(recipe, [system_file(name, project) for name in recipe.uses])
    except RecipeError:
        return ""
