"""照会: whether the steps that look a row up can tell what they are to tell (reliability.md 2.3, P4 and P5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from bots.errors import RecipeError
from bots.recipe import words
from bots.recipe.reader import Reader
from bots.recipe.recipe import Recipe, Step, flat
from bots.tasks import registry
from bots.values.conditions import Look, parse_condition
from bots.values.scope import fold_name
from bots.values.templates import names_in

_LOOKING = frozenset(
    {"open", "click", "hover", "fill", "see", "not_see", "wait", "verify", "read", "read_table", "lookup", "set",
     "skip", "do", "branch", "repeat", "window", "close_window", "screenshot", "note"}
)  # fmt: skip


def check_probe(reader: Reader, recipe: Recipe) -> None:
    """The steps of 照会 may only look (R143); they compare what is there (R190) and know the
    row by its key (R195, P1); and that nothing is there they know by
    a text of the screen (R191, R193): what was only not found would be entered twice once the screen changes."""
    probe = words.spoken(words.TOP, "probe", reader.japanese)
    if recipe.probe_word is None:
        if recipe.safety.probe_first:
            safety = (key for key, _ in recipe.root.entries if words.english(words.TOP, key.text) == "safety")
            reader.add("R192", next(safety, recipe.root), name=probe)
        return
    verify, skip = (_spoken(verb, reader) for verb in ("verify", "skip"))
    everything = tuple(flat(recipe.probe))
    for step in everything:
        if step.verb not in _LOOKING:
            reader.add("R143", step.word, name=step.word.text, probe=recipe.probe_word.text)
    if not any(step.verb == "verify" for step in everything):
        reader.add("R190", recipe.probe_word, name=recipe.probe_word.text, verify=verify)
    if recipe.sheet is not None:
        used = {fold_name(name) for step in everything for name in names_in(step.args)}
        missing = next((one for one in recipe.sheet.plan.key if fold_name(one) not in used), None)
        if missing is not None:
            reader.add("R195", recipe.probe_word, name=recipe.probe_word.text, key=missing)
    absent = list(_absent(recipe.probe))
    if not absent:
        reader.add("R191", recipe.probe_word, name=recipe.probe_word.text, skip=skip)
    for step, told in absent:
        if not told:
            reader.add("R193", step.word, name=recipe.probe_word.text, skip=step.word.text)


def _absent(steps: Sequence[Step], told: bool = False) -> Iterator[tuple[Step, bool]]:
    """The steps that say that a row is not there, and whether a text that the screen shows leads to each."""
    for step in steps:
        here = told or _by_a_text(step.when)
        if step.verb == "skip":
            yield step, here
        for block in step.blocks:
            yield from _absent(block.steps, here or _by_a_text(block.when))


def _by_a_text(condition: Any) -> bool:
    """Whether a condition holds only where the screen shows a text."""
    if condition is None:
        return False
    try:
        ways = parse_condition(condition).ways
    except RecipeError:  # told where conditions are checked
        return True
    return all(any(isinstance(part, Look) and part.there for part in way) for way in ways)


def _spoken(verb: str, reader: Reader) -> str:
    task = registry.find(verb)
    assert task is not None
    return task.japanese if reader.japanese else task.english
