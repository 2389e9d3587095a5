"""How often a row comes to a submit: on every way through its steps, told without running it.

A way is a choice of what each condition turns out to be. A name compared with several values takes
one of them or something else; anything else that a condition asks is simply true or not.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bots.recipe.recipe import Step, flat

ENDINGS = ("reject", "skip", "stop")
LOOPS = ("each", "repeat")
MAX_WAYS = 20_000
_OTHER = "\0other"

World = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong: R31 a second submit, R32 a way without one, R129 one in a loop. `step` is where to
    show it.
    """

    code: str
    step: Step


@dataclass(slots=True)
class _Way:
    """What a row has met on one way: its submits so far, and whether it has ended."""

    pressed: list[Step] = field(default_factory=list)
    ended: bool = False


def submit_findings(steps: Sequence[Step], choices: Mapping[str, Sequence[str]]) -> list[Finding]:
    """Ways of a row that come to no submit or to two. `choices` are the only values of a column.

    A recipe without any submit is allowed. Where the conditions allow too many ways, each condition
    counts as one that may hold or not, on its own.
    """
    submits = [step for step in flat(steps) if step.task.submits]
    if not submits:
        return []
    looped = [step for loop in flat(steps) if loop.verb in LOOPS for step in _submits_in(loop)]
    if looped:
        return [Finding("R129", step) for step in looped]
    found: dict[tuple[str, int], Finding] = {}
    for world in _worlds(steps, choices):
        way = _Way()
        _go(steps, world, way)
        if len(way.pressed) > 1:
            found.setdefault(("R31", id(way.pressed[1])), Finding("R31", way.pressed[1]))
        elif not way.pressed and not way.ended:
            found.setdefault(("R32", 0), Finding("R32", submits[0]))
    return list(found.values())


def _submits_in(step: Step) -> list[Step]:
    return [one for block in step.blocks for one in flat(block.steps) if one.task.submits]


def _decides(step: Step) -> bool:
    """Whether a step, or one inside it, bears on how the row ends. A loop may be passed over."""
    if step.verb in LOOPS:
        return False
    inside = (one for block in step.blocks for one in block.steps)
    return step.task.submits or step.verb in ENDINGS or any(map(_decides, inside))


def _go(steps: Sequence[Step], world: World, way: _Way) -> None:
    """Follow the steps through one world."""
    for step in steps:
        if way.ended:
            return
        if not _decides(step) or (step.when is not None and not _holds(step.when, world)):
            continue
        if step.task.submits:
            way.pressed.append(step)
        elif step.verb in ENDINGS:
            way.ended = True
        else:
            taken = [one for one in step.blocks if one.when is None or _holds(one.when, world)][:1]
            way.ended = not taken  # no way of a branch fits: the row is refused
            for block in taken:
                _go(block.steps, world, way)


def _conditions(steps: Sequence[Step]) -> Iterator[Any]:
    """The conditions that decide how a row ends."""
    for step in steps:
        if not _decides(step):
            continue
        whens = (step.when, *(block.when for block in step.blocks))
        yield from (when for when in whens if when is not None)
        for block in step.blocks:
            yield from _conditions(block.steps)


def _worlds(steps: Sequence[Step], choices: Mapping[str, Sequence[str]]) -> Iterator[World]:
    domains: dict[str, list[str]] = {}
    for condition in _conditions(steps):
        _collect(condition, domains)
    for name, values in domains.items():
        allowed = choices.get(name)
        if allowed is None or not set(values) >= set(allowed):
            values.append(_OTHER)
    count = 1
    for values in domains.values():
        count *= len(values)
    if count > MAX_WAYS:
        yield from ({}, {"": "all"})
        return
    for picked in itertools.product(*domains.values()):
        yield dict(zip(domains, picked, strict=True))


def _collect(condition: Any, domains: dict[str, list[str]]) -> None:
    if isinstance(condition, list):
        for one in condition:
            _collect(one, domains)
        return
    for name, wanted in condition.items():
        variable, values = _variable(name, wanted)
        known = domains.setdefault(variable, [])
        known.extend(value for value in values if value not in known)


def _variable(name: str, wanted: Any) -> tuple[str, list[str]]:
    """What a comparison depends on, and the values that it tells apart."""
    if name in ("shown", "not_shown"):
        return f"\0shown {json.dumps(wanted, ensure_ascii=False)}", ["yes"]
    if isinstance(wanted, Mapping):
        if set(wanted) == {"not"}:
            return _variable(name, wanted["not"])
        return f"\0{name} {json.dumps(wanted, ensure_ascii=False, sort_keys=True)}", ["yes"]
    values = wanted if isinstance(wanted, list) else [wanted]
    return name, [str(value) for value in values]


def _holds(condition: Any, world: World) -> bool:
    if isinstance(condition, list):
        return any(_holds(one, world) for one in condition)
    if not world or "" in world:
        return bool(world)
    return all(_compares(name, wanted, world) for name, wanted in condition.items())


def _compares(name: str, wanted: Any, world: World) -> bool:
    variable, values = _variable(name, wanted)
    same = world[variable] in values
    if name == "not_shown" or (isinstance(wanted, Mapping) and set(wanted) == {"not"}):
        return not same
    return same
