"""Characters that a system cannot hold (外字, rare kanji), told as faults of the row before a browser opens.

The same question as the engine asks when it fills in (bots.engine.letters), of every column that the recipe
puts into a field. Values and conditions that only the screen knows are left to that second look.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from bots.app.foreseen import holding, inputs_as_read
from bots.errors import BotsError, Problem
from bots.japan.encodings import holds_all, named, unheld
from bots.japan.variants import proposals
from bots.model import Plan, PlanStep, Row, Value
from bots.tasks.control import ENDINGS
from bots.values.filters import apply
from bots.values.scope import Scope
from bots.values.templates import expand, parse

Faults = Callable[[Row], Sequence[Problem]]


def unheld_faults(plan: Plan) -> Faults | None:
    """What tells the faults of a row, each naming its column; None where every system holds everything."""
    if all(holds_all(system.encoding) for system in plan.systems):
        return None
    inputs = inputs_as_read(plan)
    builtins = {"今日": Value(plan.today, "date")}

    def faults(row: Row) -> Sequence[Problem]:
        saved: dict[str, Value] = {}
        scope = Scope(row=row.values, saved=saved, inputs=inputs, builtins=builtins, hall=plan.hall)
        found: dict[object, Problem] = {}
        follow = _Follow(plan, row, scope, saved)
        for one in follow.faults(plan.each_row):
            found.setdefault(one.words["column"], one)
        return [found[column] for column in row.values if column in found]

    return faults


class _Follow:
    """Follows the steps of a row, as far as they can be known; what they keep goes into `saved`. Child rows and
    called recipes are left to the second look.
    """

    def __init__(self, plan: Plan, row: Row, scope: Scope, saved: dict[str, Value]) -> None:
        self._plan, self._row, self._scope, self._saved = plan, row, scope, saved
        self._system = plan.systems[0]
        self._ended = False

    def faults(self, steps: Sequence[PlanStep]) -> Iterator[Problem]:
        """What is wrong with the values that these steps put in."""
        for step in steps:
            if self._ended:
                return
            if step.system:  # it opens a screen of that system
                self._system = next(one for one in self._plan.systems if one.name == step.system)
            elif step.task == "branch":
                yield from self._branch(step)
            elif holding(step, self._scope):
                yield from self._step(step)

    def _step(self, step: PlanStep) -> Iterator[Problem]:
        if step.task in ENDINGS:
            self._ended = True
        elif step.task == "do":
            yield from self.faults(step.steps)
        elif step.task == "set":
            self._saved.update(_known(step, self._scope))
        elif step.task == "fill":
            for value in _put_in(step, self._scope):
                problem = _fault(
                    value, self._row, self._system.name, self._system.encoding, self._plan.hall.substitutes
                )
                if problem is not None:
                    yield problem

    def _branch(self, step: PlanStep) -> Iterator[Problem]:
        """The way that is certainly taken, if one is."""
        if not holding(step, self._scope):
            return
        for way in step.steps:
            if holding(way, self._scope):
                yield from self.faults(way.steps)
                return
            if holding(way, self._scope) is None:
                return


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
                yield apply(scope.find(one.name), one.filters, one.name, scope.hall)
            except BotsError:
                continue


def _fault(
    value: Value, row: Row, system: str, encoding: str, own: Mapping[str, str]
) -> Problem | None:
    """What is wrong with a value: told by the places in its cell, for that is where a person looks."""
    found = unheld(value.reveal(), encoding)
    names = [value.column] if value.column in row.values else value.column.split("、")
    columns = [row.values[name] for name in names if name in row.values]
    if not found or not columns:
        return None
    letter = found[0].letter
    cell = next((one for one in columns if letter in one.reveal()), columns[0])
    if value.hidden:  # nothing of a hidden value is told
        return Problem("D76", {"column": cell.column, "system": system})
    in_cell = unheld(cell.reveal(), encoding) or found  # a filter may have made it
    told = {"column": cell.column, "letters": named(in_cell), "system": system}
    offered = proposals(value.reveal(), encoding, own)
    if not offered:
        return Problem("D75", told)
    return Problem("D75", {**told, "proposals": "、".join(map(str, offered))}, advice="D59")
