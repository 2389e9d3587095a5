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

from bots.recipe.recipe import Recipe, Step, flat
from bots.tasks.control import ENDINGS

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


@dataclass(frozen=True, slots=True)
class _Fork:
    """A step that bears on how a row ends: a submit, an ending, or ways of which one is gone at most.

    `step` is where to show it. A way is a condition (None = always) and what stands in it.
    """

    step: Step
    when: Any
    ways: tuple[tuple[Any, tuple[_Fork, ...]], ...] = ()

    @property
    def ends(self) -> bool:
        return self.step.verb in ENDINGS and not self.ways


@dataclass(slots=True)
class _Way:
    """What a row has met on one way: its submits so far, and whether it has ended."""

    pressed: list[Step] = field(default_factory=list)
    ended: bool = False


Parts = Mapping[str, Recipe]


def submit_findings(
    steps: Sequence[Step], choices: Mapping[str, Sequence[str]], parts: Parts | None = None
) -> list[Finding]:
    """Ways of a row that come to no submit or to two. `choices` are the only values of a column; `parts` are the
    recipes that steps call: what is wrong in one is shown at the step that calls it.

    A recipe without any submit is allowed. Where the conditions allow too many ways, each condition
    counts as one that may hold or not, on its own.
    """
    parts = parts or {}
    looped = [
        one for loop in flat(steps) if loop.verb in LOOPS
        for block in loop.blocks for one in flat(block.steps) if _submits(one, parts)
    ]  # fmt: skip
    if looped:
        return [Finding("R129", step) for step in looped]
    first = next((step for step in flat(steps) if _submits(step, parts)), None)
    if first is None:
        return []
    forks = _forks(steps, parts)
    found: dict[tuple[str, int], Finding] = {}
    for world in _worlds(forks, choices):
        way = _Way()
        _go(forks, world, way)
        if len(way.pressed) > 1:
            found.setdefault(("R31", id(way.pressed[1])), Finding("R31", way.pressed[1]))
        elif not way.pressed and not way.ended:
            found.setdefault(("R32", 0), Finding("R32", first))
    return list(found.values())


def _submits(step: Step, parts: Parts) -> bool:
    """Whether a step submits, or calls a recipe that does."""
    return step.task.submits or any(
        _submits(one, part.parts) for part in called_parts(step, parts) for one in flat(part.steps)
    )


def called_parts(step: Step, parts: Parts) -> list[Recipe]:
    """The recipe that a step calls, where it was found."""
    part = parts.get(str(step.args.get("recipe", ""))) if step.verb == "use" else None
    return [part] if part is not None else []


def _forks(
    steps: Sequence[Step], parts: Parts, shown: Step | None = None, called: str = ""
) -> tuple[_Fork, ...]:
    """The steps that bear on how a row ends; a loop may be passed over. Names of a called recipe are its own."""
    found: list[_Fork] = []
    for step in steps:
        if step.verb in LOOPS:
            continue
        place = shown or step
        ways = [
            (_of(called, block.when), _forks(block.steps, parts, shown, called))
            for block in step.blocks
        ]
        for part in called_parts(step, parts):
            ways.append((None, _forks(part.steps, part.parts, place, f"{called}{part.id}\0")))
        deciding = tuple(ways) if any(inside for _, inside in ways) else ()
        if deciding or step.task.submits or step.verb in ENDINGS:
            own = step if shown is None or step.verb in ENDINGS else place
            found.append(_Fork(own, _of(called, step.when), deciding))
    return tuple(found)


def _of(called: str, condition: Any) -> Any:
    """A condition of a called recipe, its names kept apart from the caller's; the screen is the same."""
    if not called or condition is None:
        return condition
    if isinstance(condition, list):
        return [_of(called, one) for one in condition]
    return {
        name if name in ("shown", "not_shown") else f"{called}{name}": wanted
        for name, wanted in condition.items()
    }


def _go(forks: Sequence[_Fork], world: World, way: _Way) -> None:
    """Follow the steps through one world."""
    for fork in forks:
        if way.ended:
            return
        if fork.when is not None and not _holds(fork.when, world):
            continue
        if fork.ways:
            taken = [inside for when, inside in fork.ways if when is None or _holds(when, world)][
                :1
            ]
            way.ended = not taken  # no way of a branch fits: the row is refused
            for inside in taken:
                _go(inside, world, way)
        elif fork.ends:
            way.ended = True
        else:
            way.pressed.append(fork.step)


def _conditions(forks: Sequence[_Fork]) -> Iterator[Any]:
    """The conditions that decide how a row ends."""
    for fork in forks:
        for when in (fork.when, *(when for when, _ in fork.ways)):
            if when is not None:
                yield when
        for _, inside in fork.ways:
            yield from _conditions(inside)


def _worlds(forks: Sequence[_Fork], choices: Mapping[str, Sequence[str]]) -> Iterator[World]:
    domains: dict[str, list[str]] = {}
    for condition in _conditions(forks):
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
