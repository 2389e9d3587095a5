"""How often a row comes to a submit: on every way through its steps, told without running it.

A way is a choice of what each condition turns out to be. A name compared with several values takes
one of them or something else; anything else that a condition asks is simply true or not.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bots.recipe.recipe import Step

ENDINGS = ("reject", "skip", "stop")
MAX_WAYS = 20_000
_OTHER = "\0other"

World = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong: R31 a second submit, R32 a way without one. `step` is where to show it."""

    code: str
    step: Step


def submit_findings(steps: Sequence[Step], choices: Mapping[str, Sequence[str]]) -> list[Finding]:
    """Ways of a row that come to no submit or to two. `choices` are the only values of a column.

    A recipe without any submit is allowed. Where the conditions allow too many ways, each condition
    counts as one that may hold or not, on its own.
    """
    submits = [step for step in steps if step.task.submits]
    if not submits:
        return []
    deciding = [step for step in steps if step.task.submits or step.verb in ENDINGS]
    found: dict[tuple[str, int], Finding] = {}
    for world in _worlds(deciding, choices):
        pressed: list[Step] = []
        ended = False
        for step in deciding:
            if step.when is not None and not _holds(step.when, world):
                continue
            if not step.task.submits:
                ended = True
                break
            pressed.append(step)
        if len(pressed) > 1:
            found.setdefault(("R31", id(pressed[1])), Finding("R31", pressed[1]))
        elif not pressed and not ended:
            found.setdefault(("R32", 0), Finding("R32", submits[0]))
    return list(found.values())


def _worlds(steps: Sequence[Step], choices: Mapping[str, Sequence[str]]) -> Iterator[World]:
    domains: dict[str, list[str]] = {}
    for step in steps:
        if step.when is not None:
            _collect(step.when, domains)
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
