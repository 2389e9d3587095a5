"""Characters that a system cannot hold (外字, rare kanji), told as faults of the row before a browser opens.

The same question as the engine asks when it fills in (`Walk.can_be_held`), of every column that the recipe
puts into a field. Values and conditions that only the screen knows are left to that second look.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Collection, Iterator, Sequence

from bots.errors import BotsError, Problem
from bots.japan.encodings import first_unheld
from bots.model import Plan, PlanStep, Row, Value
from bots.values.conditions import holds, parse_condition
from bots.values.filters import apply
from bots.values.scope import Scope
from bots.values.templates import expand, parse

Faults = Callable[[Row], Sequence[Problem]]

_ENDING = ("skip", "reject")  # after these the row is left out: nothing of it goes into a system


class _Unknown(Exception):
    """What only the screen can tell."""


def unheld_faults(plan: Plan) -> Faults | None:
    """What tells the faults of a row, each naming its column; None where every system holds everything."""
    if all(codecs.lookup(system.encoding).name == "utf-8" for system in plan.systems):
        return None
    inputs = {name: Value(text) for name, text in plan.inputs.items()}
    builtins = {"今日": Value(plan.today, "date")}

    def faults(row: Row) -> Sequence[Problem]:
        saved: dict[str, Value] = {}
        scope = Scope(row=row.values, saved=saved, inputs=inputs, builtins=builtins)
        found: dict[object, Problem] = {}
        for one in _faults(plan, row, scope, saved):
            found.setdefault(one.words["column"], one)
        return [found[column] for column in row.values if column in found]

    return faults


def _faults(plan: Plan, row: Row, scope: Scope, saved: dict[str, Value]) -> Iterator[Problem]:
    """Follow the steps of the row, as far as they can be known; what they keep goes into `saved`."""
    system = plan.systems[0]
    for step in plan.each_row:
        if step.system:  # it opens a screen of that system
            system = next(one for one in plan.systems if one.name == step.system)
        elif step.task in ("fill", "set", *_ENDING) and _applies(step, scope):
            if step.task in _ENDING:
                return
            if step.task == "set":
                saved.update(_known(step, scope))
                continue
            for value in _put_in(step, scope):
                problem = _fault(value, row, system.name, system.encoding)
                if problem is not None:
                    yield problem


def _applies(step: PlanStep, scope: Scope) -> bool:
    """Whether the step is certainly carried out."""

    def shown(_: Sequence[str]) -> Collection[str]:
        raise _Unknown

    try:
        return step.when is None or holds(parse_condition(step.when), scope, shown)
    except (_Unknown, BotsError):
        return False


def _known(step: PlanStep, scope: Scope) -> Iterator[tuple[str, Value]]:
    """The names that a `set` gives to values which are known already."""
    for name, text in step.args["values"].items():
        try:
            yield name, expand(str(text), scope)
        except BotsError:
            continue  # of the screen, or told when the row is carried out


def _put_in(step: PlanStep, scope: Scope) -> Iterator[Value]:
    """What the placeholders of a `fill` stand for, one by one: each has its column."""
    for written in step.args["fields"].values():
        text = written["value"] if isinstance(written, dict) else written
        for one in parse(str(text)).placeholders():
            try:
                yield apply(scope.find(one.name), one.filters, one.name)
            except BotsError:
                continue


def _fault(value: Value, row: Row, system: str, encoding: str) -> Problem | None:
    """What is wrong with a value: told by the place in its cell, for that is where a person looks."""
    unheld = first_unheld(value.reveal(), encoding)
    names = [value.column] if value.column in row.values else value.column.split("、")
    columns = [row.values[name] for name in names if name in row.values]
    if unheld is None or not columns:
        return None
    letter = value.reveal()[unheld.position - 1]
    cell = next((one for one in columns if letter in one.reveal()), columns[0])
    if value.hidden:  # nothing of a hidden value is told
        return Problem("D76", {"column": cell.column, "system": system})
    at = cell.reveal().find(letter) + 1 or unheld.position  # a filter may have made it
    return Problem("D75", {"column": cell.column, "position": at, "code_point": unheld.code, "system": system})
