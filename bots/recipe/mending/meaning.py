"""What a recipe or a system file means, its words in English: two files that mean the same are equal here.

It is told from what was read for the plan, not from the words that were mended: a second opinion.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from bots.errors import BotsError, Problem
from bots.recipe import words
from bots.recipe.recipe import Recipe, Step
from bots.recipe.system import SystemFile
from bots.tasks.arguments import key_name, seconds
from bots.tasks.hands import FIRST
from bots.values.filters import FILTERS
from bots.values.targets import ROLES
from bots.values.templates import Placeholder, parse

_ROLE = re.compile(r"\s*([^\s「」\"<>]+?)\s*(?:「(.*)」|\"(.*)\")\s*", re.DOTALL)


def of_recipe(recipe: Recipe) -> object:
    """The meaning of a recipe."""
    plan = asdict(recipe.sheet.plan) if recipe.sheet else {}
    if plan:
        plan["only"] = _compared(plan["only"])
        for name in ("file", "sheet", "register"):
            plan[name] = _text(plan[name])
    sections = [(name, _steps(steps)) for name, steps in recipe.sections()]
    return (
        recipe.title, recipe.about, recipe.uses, recipe.inputs, plan, sections, recipe.problems,
        recipe.already, recipe.safety, recipe.evidence, recipe.returns, recipe.later, codes(recipe.found),
    )  # fmt: skip


def of_system(system: SystemFile) -> object:
    """The meaning of a system file."""
    screens = [
        (one.name, one.address, _steps(one.how), _target(one.sign),
         {name: _target(text) for name, text in one.names.items()})
        for one in system.screens.values()
    ]  # fmt: skip
    rules = [{**asdict(rule), "submit": _target(rule.submit)} for rule in system.submits]
    return (
        system.title, system.addresses, system.allow, system.encoding, system.typing, system.same,
        _steps(system.login), _steps(system.logout), system.accounts, system.texts, screens, rules,
        codes(system.found),
    )  # fmt: skip


def codes(problems: Iterable[Problem]) -> list[tuple[int, str, str]]:
    """What was found, without how it is said."""
    return sorted((one.place.line, one.code, one.severity) for one in problems)


def _steps(steps: Iterable[Step]) -> list[object]:
    return [_step(step) for step in steps]


def _step(step: Step) -> object:
    args = {name: _argument(step, name, value) for name, value in step.args.items()}
    blocks = [(_compared(block.when), _steps(block.steps)) for block in step.blocks]
    return (
        step.verb, args, step.name, _compared(step.when), _plain(step.within), step.timeout, blocks,
        step.place.line,
    )  # fmt: skip


def _argument(step: Step, name: str, written: Any) -> object:
    """The value of an argument by its kind, as the engine would read it."""
    kind = step.task.kinds[name].name
    if kind in ("target", "targets"):
        return [_target(one) for one in written] if isinstance(written, list) else _target(written)
    if kind in ("fields", "readings") and isinstance(written, Mapping):
        return [_pair(kind, name, one) for name, one in written.items()]
    if kind == "keys":
        several = written if isinstance(written, list) else [written]
        return [key_name(str(one)) or one for one in several]
    if kind in ("holding", "waiting"):
        held = seconds(written)
        return held if held is not None else _compared(written)
    if step.verb == "window" and written in FIRST:
        return FIRST[0]
    return _plain(written)


def _pair(kind: str, name: str, written: Any) -> object:
    if kind == "fields":
        return _target(name), _plain(written)
    if isinstance(written, Mapping):
        return name, {**written, "from": _target(written.get("from", ""))}
    return name, _target(written)


def _compared(written: Any) -> Any:
    """A condition; the names that it compares are columns or 今日 and the like."""
    if isinstance(written, list):
        return [_compared(one) for one in written]
    if isinstance(written, Mapping):
        return {words.english(words.BUILTINS, name) or name: _plain(one) for name, one in written.items()}
    return written


def _plain(written: Any) -> Any:
    if isinstance(written, str):
        return _text(written)
    if isinstance(written, list):
        return [_plain(one) for one in written]
    if isinstance(written, Mapping):
        return [(_plain(name), _plain(one)) for name, one in written.items()]
    return written


def _target(written: Any) -> object:
    if not isinstance(written, str):
        return written
    found = _ROLE.fullmatch(written)
    role = words.english(ROLES, found[1]) if found else None
    if found is None or role is None:
        return _text(written)
    return role, _text(found[2] if found[2] is not None else found[3])


def _text(written: str) -> object:
    """A text with placeholders, its filters and built-in names in English."""
    try:
        return [_part(one) for one in parse(written).parts]
    except BotsError:
        return written


def _part(part: str | Placeholder) -> object:
    if isinstance(part, str):
        return part
    filters = [(words.english(FILTERS, one.word) or one.word, one.arguments) for one in part.filters]
    return words.english(words.BUILTINS, part.name) or part.name, filters
