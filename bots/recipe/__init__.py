"""The language: YAML that clerks write, into a Recipe, checked as a whole, into a Plan.

    bytes ─nodes→ tree ─loading→ Recipe ─checks→ Problems ─planning→ Plan        render,
    explain: for people

Heavy libraries are not imported here; nothing of a recipe is carried out here.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from bots.errors import Problem, RecipeError
from bots.recipe.around import NOTHING, Around
from bots.recipe.checks import check, set_apart
from bots.recipe.explain import explain, explain_probe
from bots.recipe.folder import (
    all_files,
    find_recipe,
    is_system_file,
    named_files,
    recipe_files,
)
from bots.recipe.hall import load_hall
from bots.recipe.loading import load
from bots.recipe.planning import load_system, plan
from bots.recipe.recipe import Recipe
from bots.recipe.system import system_file, system_names

__all__ = [
    "Around",
    "Recipe",
    "all_files",
    "check",
    "check_files",
    "explain",
    "explain_probe",
    "find_recipe",
    "load",
    "load_hall",
    "load_system",
    "named_files",
    "plan",
    "recipes_in",
    "system_file",
    "system_names",
]


def recipes_in(project: Path) -> list[tuple[str, str, str]]:
    """(id, title, owner) of every recipe of a project that can be read and is begun by people: not the parts that
    give something back to their caller. `check_files` tells of others.
    """
    found: list[tuple[str, str, str]] = []
    for path in recipe_files(project):
        try:
            recipe = load(path, project)
        except RecipeError:
            continue  # its mistakes are told by check; a list of recipes must not stop for one
        if not recipe.returns:
            found.append((recipe.id, recipe.title, recipe.about.get("owner", "")))
    return found


def check_files(names: Iterable[str], project: Path, around: Around = NOTHING) -> tuple[list[Problem], int]:
    """All problems of these recipes, system files and folders of them, or of all of a project, and of the hall's own
    files; and the number of recipes.

    Raises RecipeError R80, R81 for a name that is not found.
    """
    names = tuple(names)
    found = [one for name in names for one in named_files(name, project)] if names else all_files(project)
    problems: list[Problem] = []
    recipes = 0
    for path in dict.fromkeys(found):
        try:
            if is_system_file(path, project):
                problems.extend(system_file(path.stem, project).found)
            else:
                recipes += 1
                problems.extend(check(load(path, project), project, around=around))
        except RecipeError as error:
            problems.extend(error.problems)
    try:
        load_hall(project)
    except RecipeError as error:  # it stops every recipe of the project
        problems.extend(error.problems)
    return set_apart(problems), recipes
