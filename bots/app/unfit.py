"""What is wrong with a row beyond its cells as such, told before a browser opens: values that the recipe's own words
cannot take (a filter that cannot read one (<敬称|郵便番号>), a comparison with one that is no number, an input of a called
recipe of another type), and characters that the system cannot hold.

The same as the walk meets when it comes to the step, of every step that is carried out whatever the screen shows. What
only the screen can tell is left to the walk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bots.app.steps_met import Met, steps_met
from bots.app.unheld import letters_unheld
from bots.errors import DataError, Problem, RecipeError
from bots.evidence.hidden import Hidden
from bots.japan.encodings import holds_all
from bots.model import Plan, PlanStep, Row, Value, flat
from bots.values.filters import apply
from bots.values.templates import Placeholder, parse

Faults = Callable[[Row], Sequence[Problem]]


def row_faults(plan: Plan) -> Faults | None:
    """What tells such faults of a row: one of its own cells names its column, one of a child row its place too; None
    where there can be none."""
    if all(holds_all(system.encoding) for system in plan.systems) and not any(map(_chooses, flat(plan.each_row))):
        return None
    builtins = {"今日": Value(plan.today, "date")}

    def faults(row: Row) -> Sequence[Problem]:
        found: dict[object, Problem] = {}
        for met in steps_met(row, plan, builtins, Hidden(row)):
            if met.ends:  # or only the screen tells whether it ends there
                break
            for problem in (*_wrong(met, row), *letters_unheld(met, row)) if met.certain else ():
                found.setdefault((problem.code, problem.words.get("column"), problem.place), problem)
        return list(found.values())

    return faults


def _chooses(step: PlanStep) -> bool:
    """Whether not every value goes with a step."""
    return step.when is not None or step.task == "use" or any(_filtered(step.args))


def _wrong(met: Met, row: Row) -> Iterator[Problem]:
    """What is wrong with the values of a step."""
    if met.problem is not None:
        yield _of_cell(met.problem, met, row)
        return
    for one in (*_filtered(met.step.args), *_filtered(met.step.within)):
        if met.scope.knows(one.name):
            value = met.scope.find(one.name)
            try:
                apply(value, one.filters, one.name, met.scope.hall)
            except DataError as error:
                own = value.column in row.values and all(value is not each for each in met.cells.values())
                yield error.problem if own or met.child is None else error.problem.at(met.child)


def _of_cell(problem: Problem, met: Met, row: Row) -> Problem:
    """The problem of a condition or a called recipe, with the column that it speaks of."""
    name = str(problem.words.get("column") or problem.words.get("name", ""))
    if name in met.cells and met.child is not None:
        return problem.at(met.child)
    return replace(problem, words={**problem.words, "column": name}) if name in row.values else problem


def _filtered(written: Any) -> Iterator[Placeholder]:
    """The placeholders with filters anywhere in a text, a list or a mapping of texts."""
    if isinstance(written, str):
        try:
            yield from (one for one in parse(written).placeholders() if one.filters)
        except RecipeError:  # no text with placeholders, but a pattern
            return
    elif isinstance(written, Mapping):
        for one in written.values():
            yield from _filtered(one)
    elif isinstance(written, list | tuple):
        for one in written:
            yield from _filtered(one)
