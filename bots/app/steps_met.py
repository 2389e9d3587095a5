"""The steps that a row meets, as far as it is known before any screen is seen.

One walk for all who look ahead: what a person is shown before a run, and what is wrong with a row before a browser
opens. It follows what the engine does (bots.engine.walk); what only the screen tells is taken as held, and said so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from bots.engine.flow import columns_of, inputs_of
from bots.errors import BotsError, DataError, Place, Problem, RecipeError, Reject
from bots.evidence.hidden import Hidden
from bots.model import Plan, PlanStep, Row, System, Value, flat
from bots.tasks.control import ENDINGS, SAVING
from bots.tasks.registry import find
from bots.values.columns import read_cell
from bots.values.conditions import Condition, Look, Test, holds, parse_condition
from bots.values.scope import Scope, fold_name
from bots.values.templates import expand, names_in, parse


@dataclass(frozen=True, slots=True)
class Met:
    """A step that a row meets and that holds no others; a branch only where none of its ways is for the row.

    `scope` is what is known at it, `system` whose screen is open. Of a loop over child rows: `round` in words, `child` =
    where the child row stands, `cells` = its values by column. `certain` = it is carried out whatever the screen shows; `problem` = it cannot be:
    its condition, or what it hands to a called recipe, does not go with the values of the row.
    """

    step: PlanStep
    scope: Scope
    system: System | None
    round: str = ""
    child: Place | None = None
    cells: Mapping[str, Value] = field(default_factory=dict)
    certain: bool = True
    problem: Problem | None = None

    @property
    def ends(self) -> bool:
        """Whether the row is at its end here; or may be, where it is not certain."""
        return self.problem is None and (self.step.task in ENDINGS or self.step.task == "branch")


def steps_met(row: Row, plan: Plan, builtins: Mapping[str, Value], hidden: Hidden) -> Iterator[Met]:
    """The steps of a row in their order; those after an end of the row too."""
    scope = Scope(
        row=dict(row.values),
        inputs=inputs_as_read(plan),
        builtins={**builtins, "行番号": Value(str(row.number), "number")},
        hall=plan.hall,
    )
    return _Walk(row, plan, hidden).steps(plan.each_row, _Around(scope))


def inputs_as_read(plan: Plan) -> dict[str, Value]:
    """The inputs as the steps know them: what was given, read by the type that the recipe says."""
    return {one.name: read_cell(one, plan.inputs.get(one.name, "")) for one in plan.input_columns}


def worked_out(text: str, scope: Scope, hidden: Hidden) -> Value:
    """A text with its placeholders filled in. What was cut out of something hidden is hidden from then on: it cannot be
    known again where it appears."""
    value = expand(text, scope)
    if not cut(text, scope, hidden):
        return value
    return Value(value.reveal(), value.kind, hidden=True, column=value.column, notes=value.notes)


def cut(text: str, scope: Scope, hidden: Hidden) -> bool:
    """Whether a filter of a text is given something in which something hidden stands."""
    filtered = (scope.find(one.name) for one in parse(text).placeholders() if one.filters)
    return any(holds_hidden(value, hidden) for value in filtered)


def holds_hidden(value: Value, hidden: Hidden) -> bool:
    """Whether something hidden stands in a value."""
    return hidden.painted(value.reveal()) != value.reveal()


def all_known(text: str, scope: Scope) -> bool:
    """Whether every name in a text has a value before the screen is seen."""
    return all(scope.knows(name) for name in names_in(text))


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around a step: see Met."""

    scope: Scope
    round: str = ""
    child: Place | None = None
    cells: Mapping[str, Value] = field(default_factory=dict)
    certain: bool = True


class _Walk:
    """Goes through the steps of one row. The system changes on the way, and so do the names that steps keep: these
    stand in the scope."""

    def __init__(self, row: Row, plan: Plan, hidden: Hidden) -> None:
        self._row = row
        self._systems = {one.name: one for one in plan.systems}
        self._system = plan.systems[0] if plan.systems else None
        self._hidden = hidden

    def steps(self, steps: Sequence[PlanStep], around: _Around) -> Iterator[Met]:
        for step in steps:
            try:
                held = _held_by(step, around.scope)
                if held is not False:
                    yield from self._step(step, around if held else replace(around, certain=False))
            except (DataError, Reject) as error:
                yield self._met(step, around, error.problem)

    def _met(self, step: PlanStep, around: _Around, problem: Problem | None = None) -> Met:
        return Met(step, around.scope, self._system, around.round, around.child, around.cells, around.certain, problem)

    def _step(self, step: PlanStep, around: _Around) -> Iterator[Met]:
        """The step itself, or the steps in it."""
        if step.system:
            self._system = self._systems.get(step.system, self._system)
            yield from self.steps(step.steps, replace(around, certain=False))  # those of the system's file
        elif step.task == "branch":
            yield from self._branch(step, around)
        elif step.task == "each":
            yield from self._each(step, around)
        elif step.task == "repeat":
            yield from self.steps(step.steps, replace(around, certain=False))
        elif step.task == "use":
            yield from self._use(step, around)
        elif step.steps:
            yield from self.steps(step.steps, around)
        else:
            yield self._met(step, around)
            self._keep(step, around)

    def _branch(self, step: PlanStep, around: _Around) -> Iterator[Met]:
        for at, way in enumerate(step.steps):
            held = _held_by(way, around.scope)
            if held:
                yield from self.steps(way.steps, around)
                return
            if held is None:  # then another way may be gone, of which the end and the names matter to what follows
                unsure = replace(around, certain=False)
                yield from self.steps(way.steps, unsure)
                others = [one for other in step.steps[at + 1 :] for one in other.steps]
                yield from (self._met(one, unsure) for one in flat(others) if one.task in ENDINGS)
                _forget(others, around.scope)
                return
        yield self._met(step, around)

    def _each(self, step: PlanStep, around: _Around) -> Iterator[Met]:
        name = str(step.args["name"])
        if name not in self._row.details:  # a table of the screen
            yield from self.steps(step.steps, replace(around, certain=False))
        for number, child in enumerate(self._row.details.get(name, ()), 1):
            cells = {**around.cells, **columns_of(name, child)}
            inner = replace(around, scope=replace(around.scope, loop=cells), cells=cells)
            place = self._row.children_at[name][number - 1]
            yield from self.steps(step.steps, replace(inner, round=f"（{number}）", child=place))

    def _use(self, step: PlanStep, around: _Around) -> Iterator[Met]:
        """A called recipe knows of the row what is given to it, as far as that is known; it goes back to the screen of
        the system from which it was called."""
        scope, system = around.scope, self._system
        texts = step.args.get("given", {})
        given = {name: worked_out(str(text), scope, self._hidden) for name, text in texts.items() if all_known(text, scope)}
        later = {fold_name(name) for name in texts} - {fold_name(name) for name in given}
        inner = Scope(inputs=inputs_of(step, given, later=later), builtins=scope.builtins, hall=scope.hall)
        yield from self.steps(step.steps, replace(around, scope=inner))
        self._system = system
        _forget((step,), scope)
        scope.saved.update({name: inner.saved[name] for name in step.args["returns"] if name in inner.saved})

    def _keep(self, step: PlanStep, around: _Around) -> None:
        """The names that a step certainly gives to values stand for them from here on; what else it keeps is known no more:
        in a loop the names have the values of the round before."""
        scope, made = around.scope, dict[str, Value]()
        if step.task == "set" and around.certain:
            for name, text in step.args["values"].items():
                with suppress(BotsError):  # of the screen, or told where the row is looked through
                    made[name] = worked_out(str(text), scope, self._hidden)
        _forget((step,), scope)
        scope.saved.update(made)


def _forget(steps: Iterable[PlanStep], scope: Scope) -> None:
    """What the steps keep is not known: the screen tells it, or whether they are carried out at all."""
    for name in _kept_by(steps):
        scope.saved.pop(name, None)


def _kept_by(steps: Iterable[PlanStep]) -> Iterator[str]:
    """The names under which steps keep values. Those of a called recipe are its own, but for what it hands back."""
    for step in steps:
        if step.task == "use":
            yield from step.args["returns"]
            continue
        task = find(step.task)
        if task is not None and step.task in SAVING:
            yield from step.args[task.main]
        yield from _kept_by(step.steps)


def _held_by(step: PlanStep, scope: Scope) -> bool | None:
    """Whether the condition of a step holds; None where only the screen can tell. Raises DataError D44, D45, and D40,
    D41 of a filter in it, and Reject B08, where the values of the row certainly do not go with it."""
    if step.when is None:
        return True
    found: bool | None = False
    for way in parse_condition(step.when).ways:
        held = _held_way(way, scope, certain=found is False)
        if held:
            return True if found is False else None
        found = None if held is None else found
    return found


def _held_way(way: Sequence[Test | Look], scope: Scope, *, certain: bool) -> bool | None:
    """Whether all its parts hold, looked at in their order. `certain` = this way is looked at."""
    found: bool | None = True
    for part in way:
        try:
            there = holds(Condition(((part,),)), scope, lambda texts: texts)
            held = None if isinstance(part, Look) else there
        except RecipeError:  # a name that only the screen gives a value
            held = None
        except (DataError, Reject):
            if certain and found:
                raise
            held = None
        if held is False:
            return False
        found = None if held is None else found
    return found
