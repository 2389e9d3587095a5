"""Recipes that a recipe calls (呼び出す): found, read, checked by themselves, and held against what the caller
gives and takes.
"""

from __future__ import annotations

from pathlib import Path

from bots.errors import RecipeError
from bots.recipe import words
from bots.recipe.folder import find_recipe, recipe_id
from bots.recipe.loading import load
from bots.recipe.nodes import Map, Node, Scalar
from bots.recipe.reader import Reader
from bots.recipe.recipe import Recipe, Step, flat
from bots.tasks.control import SAVING
from bots.values.scope import fold_name


def take_in_parts(
    reader: Reader, recipe: Recipe, project: Path, above: tuple[str, ...]
) -> list[Recipe]:
    """Read every recipe that the steps call into `recipe.parts`; R80 to R82 and R132 (it comes to itself) are
    noted at the step. The parts that are new.
    """
    found: dict[str, Recipe] = {}
    for _, steps in recipe.sections():
        for step in flat(steps):
            name = called(step)
            if not name or name in found:
                continue
            node = step.main if isinstance(step.main, Scalar) else step.word
            try:
                path = find_recipe(name, project)
                if recipe_id(path, project) in above:
                    reader.add("R132", node, name=name)
                else:
                    found[name] = load(path, project)
            except RecipeError as error:
                reader.problems.append(error.problem.at(reader.source.place(node)))
    recipe.parts = found
    return list({one.id: one for one in found.values()}.values())


def called(step: Step) -> str:
    """The recipe that a step calls, or ""."""
    return str(step.args.get("recipe", "")) if step.verb == "use" else ""


def check_call(reader: Reader, recipe: Recipe, step: Step) -> None:
    """What is given to a part is what it asks for, and it works in systems of the caller: R133 to R136."""
    part = recipe.parts.get(called(step))
    if part is None:
        return
    name = step.main if isinstance(step.main, Scalar) else step.word
    if part.sheet is not None or not part.steps:
        reader.add("R133", name, name=part.id)
        return
    key, given = step.nodes.get("given", (step.word, None))
    wanted = {fold_name(one.name): one for one in part.inputs}
    written = _written(given)
    for one in written:
        if fold_name(one.text) not in wanted:
            reader.unknown("R134", one, [column.name for column in part.inputs] or ["-"])
    there = {fold_name(one.text) for one in written}
    for folded, column in wanted.items():
        if folded not in there and not column.optional:
            word = words.spoken(words.ARGUMENTS, "with", reader.japanese)
            reader.add("R135", key, name=column.name, part=part.id, given=word)
    told = [one.words.get("name") for one in reader.problems if one.code == "R17"]
    for system in part.uses:
        if system not in recipe.uses and system not in told:
            uses = words.spoken(words.TOP, "uses", reader.japanese)
            reader.add("R136", name, name=system, part=part.id, uses=uses)


def _written(node: Node | None) -> list[Scalar]:
    return [key for key, _ in node.entries] if isinstance(node, Map) else []


def returned(recipe: Recipe, step: Step) -> tuple[str, ...]:
    """The names that a step hands back to the caller."""
    part = recipe.parts.get(called(step))
    return part.returns if part is not None else ()


def check_returns(reader: Reader, recipe: Recipe) -> None:
    """Every name that is handed back was kept by a step (R137)."""
    kept = {
        fold_name(key.text): key.text
        for step in flat(recipe.steps)
        if step.verb in SAVING and isinstance(step.main, Map)
        for key, _ in step.main.entries
    }
    for one in flat(recipe.steps):
        kept |= {fold_name(name): name for name in returned(recipe, one)}
    for node in recipe.return_nodes:
        if fold_name(node.text) not in kept:
            reader.unknown("R137", node, list(kept.values()) or ["-"])

