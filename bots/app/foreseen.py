"""What the steps of a row will put into fields, as far as it is known before any screen is seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bots.engine.flow import columns_of, inputs_of
from bots.errors import BotsError, DataError, Place, Problem, RecipeError, Reject
from bots.evidence.hidden import Hidden
from bots.japan.hiding import PAINT
from bots.model import Plan, PlanStep, Row, Value, flat
from bots.tasks.control import ENDINGS
from bots.values.calling import FILLING, called, parts_of, words_apart
from bots.values.columns import read_cell
from bots.values.conditions import Condition, Look, Test, holds, parse_condition
from bots.values.filters import apply
from bots.values.scope import Scope, fold_name
from bots.values.templates import expand, names_in, parse

_LATER = ("（画面で決まる）", "(from the screen)")


@dataclass(frozen=True, slots=True)
class Changed:
    """A value that a filter changes on its way into a field. `hidden` = nothing of either text is to be seen."""

    field: str
    filter: str
    row: Row
    before: str
    after: str
    hidden: bool = False


@dataclass(slots=True)
class Foreseen:
    """What is known of a row: its fields by name, what filters change, what a person should know."""

    fields: dict[str, str] = field(default_factory=dict)
    changes: list[Changed] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)

    def note(self, *problems: Problem) -> None:
        """Add what is not there yet."""
        self.notes += [one for one in problems if one not in self.notes]


@dataclass(frozen=True, slots=True)
class Ending:
    """A step that certainly ends the row before anything of it is submitted: `refused` by 業務エラー or a 場合分け
    without a way for it, else left out by 対象外."""

    problem: Problem
    refused: bool


def all_fields(plan: Plan, rows: Sequence[Mapping[str, str]]) -> tuple[str, ...]:
    """The fields in the order of the recipe's steps; those of child rows as often as a row has them."""
    apart, parts = words_apart(plan, "fill"), parts_of(plan)
    written = [
        called(name, parts[step.path], apart, plan.language)
        for step in flat(plan.each_row) if step.task in FILLING for name in step.args["fields"]
    ]
    there = dict.fromkeys(name for row in rows for name in row)
    looped = {name.rpartition("（")[0] for name in there if name not in written}
    return tuple(dict.fromkeys([*(name for name in written if name not in looped), *there]))


def foreseen(row: Row, plan: Plan, builtins: Mapping[str, Value], hidden: Hidden) -> Foreseen:
    """What goes into the fields of one row, without what must not be seen of it; a field that is left alone is
    not there. A value that a filter cannot take where only the screen tells whether it is put in is one to look at."""
    found = Foreseen()
    apart, parts = words_apart(plan, "fill"), parts_of(plan)
    for met in carried_out(plan.each_row, scope_of(row, plan, builtins), row, hidden):
        if met.problem is not None:
            found.note(replace(met.problem, severity="warning"))
        elif met.step.task in FILLING:
            for name, written in met.step.args["fields"].items():
                text = str(written["value"] if isinstance(written, dict) else written)
                field_name = called(name, parts[met.step.path], apart, plan.language) + met.round
                found.fields[field_name] = _LATER[plan.language == "en"]
                try:
                    value = known(text, met.scope)
                except DataError as error:
                    found.note(replace(error.problem, severity="warning"))
                    continue
                found.fields[field_name] = shown(text, value, met.scope, hidden, plan.language)
                found.note(*(value.notes if value is not None else ()))
                found.changes += changed(text, met.scope, name, row, hidden)
    return found


def scope_of(row: Row, plan: Plan, builtins: Mapping[str, Value]) -> Scope:
    """The names that the steps of a row begin with."""
    return Scope(
        row=dict(row.values),
        inputs=inputs_as_read(plan),
        builtins={**builtins, "行番号": Value(str(row.number), "number")},
        hall=plan.hall,
    )


def inputs_as_read(plan: Plan) -> dict[str, Value]:
    """The inputs as the steps know them: what was given, read by the type that the recipe says."""
    return {one.name: read_cell(one, plan.inputs.get(one.name, "")) for one in plan.input_columns}


def changed(text: str, scope: Scope, name: str, row: Row, hidden: Hidden) -> Iterator[Changed]:
    """What each filter of a text changes, one by one."""
    for one in parse(text).placeholders():
        if not one.filters or not scope.knows(one.name):
            continue
        value = scope.find(one.name)
        masked = value.hidden or holds_hidden(value, hidden)
        for used in one.filters:
            made = apply(value, [used], one.name, scope.hall)
            before, after = value.reveal(), made.reveal()
            if before != after:
                masked = masked or holds_hidden(made, hidden)
                word = " ".join([used.word, *used.arguments])
                yield Changed(name, word, row, PAINT, PAINT, True) if masked else Changed(name, word, row, before, after)
            value = made


@dataclass(frozen=True, slots=True)
class Met:
    """A step that a row meets. `scope` is what is known at it, `round` and `child` are those of its loop: in words, and
    where the child row stands. `certain` = it is carried out whatever the screen shows; `problem` = it cannot be: its
    condition, or what it hands to a called recipe, does not go with the values of the row."""

    step: PlanStep
    scope: Scope
    round: str = ""
    child: Place | None = None
    certain: bool = True
    problem: Problem | None = None


def carried_out(steps: Sequence[PlanStep], scope: Scope, row: Row, hidden: Hidden) -> Iterator[Met]:
    """The steps that are carried out for this row and hold no others; of a branch those of its way. What only the
    screen tells is taken as held."""
    return _met(steps, Met(PlanStep("", "", {}, Place()), scope), row, hidden)


def _met(steps: Sequence[PlanStep], around: Met, row: Row, hidden: Hidden) -> Iterator[Met]:
    for step in steps:
        here = replace(around, step=step, certain=around.certain and step.task != "repeat" and not step.system)
        try:
            held = held_by(step, here.scope)
            if held is not False:
                yield from _inside(replace(here, certain=here.certain and held is True), row, hidden)
        except (DataError, Reject) as error:
            yield replace(here, problem=error.problem)


def _inside(here: Met, row: Row, hidden: Hidden) -> Iterator[Met]:
    """The step itself, or the steps in it."""
    step = here.step
    if step.task == "branch":
        for at, way in enumerate(step.steps):
            held = held_by(way, here.scope)
            if held is not False:
                yield from _met(way.steps, replace(here, certain=here.certain and held is True), row, hidden)
                if held is None:  # then another way may be gone, of which only the end matters to what follows
                    others = (one for other in step.steps[at + 1 :] for one in flat(other.steps))
                    yield from (replace(here, step=one, certain=False) for one in others if one.task in ENDINGS)
                return
    elif step.task == "each":
        name = str(step.args["name"])
        for number, child in enumerate(row.details.get(name, ()), 1):
            inner = replace(here.scope, loop=columns_of(name, child))
            place = row.children_at[name][number - 1]
            yield from _met(step.steps, replace(here, scope=inner, round=f"（{number}）", child=place), row, hidden)
    elif step.task == "use":
        yield from _met(step.steps, replace(here, scope=_of_part(step, here.scope, hidden)), row, hidden)
    elif step.steps:
        yield from _met(step.steps, here, row, hidden)
    else:
        yield here


def _of_part(step: PlanStep, scope: Scope, hidden: Hidden) -> Scope:
    """What a called recipe knows of the row: what is given to it, as far as that is known before the screen. What
    was cut out of a text with something hidden in it is hidden from then on."""
    texts = step.args.get("given", {})
    given = {
        name: given_to_part(str(text), scope, hidden)
        for name, text in texts.items()
        if all(scope.knows(one) for one in names_in(text))
    }
    later = {fold_name(name) for name in texts} - {fold_name(name) for name in given}
    inputs = inputs_of(step, given, later=later)
    return Scope(inputs=inputs, builtins=scope.builtins, hall=scope.hall)


def given_to_part(text: str, scope: Scope, hidden: Hidden) -> Value:
    """A value that is handed to a called recipe."""
    value = expand(text, scope)
    if not cut(text, scope, hidden):
        return value
    return Value(value.reveal(), value.kind, hidden=True, column=value.column, notes=value.notes)


def known(text: str, scope: Scope) -> Value | None:
    """The text with its placeholders filled in; None where only the screen knows a name."""
    return expand(text, scope) if all(scope.knows(name) for name in names_in(text)) else None


def shown(text: str, value: Value | None, scope: Scope, hidden: Hidden, lang: str) -> str:
    """A value as it may be seen, masked if hidden; of one that only the screen knows it is told so.

    What a filter has cut out of a text with something hidden in it cannot be known again: it is masked as a whole.
    """
    if value is None:
        return _LATER[lang == "en"]
    if value.hidden or cut(text, scope, hidden):
        return PAINT
    return hidden.painted(value.reveal())


def cut(text: str, scope: Scope, hidden: Hidden) -> bool:
    """Whether a filter of a text is given something in which something hidden stands."""
    filtered = (scope.find(one.name) for one in parse(text).placeholders() if one.filters)
    return any(holds_hidden(value, hidden) for value in filtered)


def holds_hidden(value: Value, hidden: Hidden) -> bool:
    """Whether something hidden stands in a value."""
    return hidden.painted(value.reveal()) != value.reveal()


def ending(row: Row, plan: Plan, builtins: Mapping[str, Value]) -> Ending | None:
    """How the row certainly ends before its submit; None where it does not, or only the screen can tell."""
    return _ending(plan.each_row, scope_of(row, plan, builtins))


def _ending(steps: Sequence[PlanStep], scope: Scope) -> Ending | None:
    for step in steps:
        if holding(step, scope):
            found = _of_step(step, scope)
            if found is not None:
                return found
        if any(one.submits for one in flat((step,))):
            return None
    return None


def _of_step(step: PlanStep, scope: Scope) -> Ending | None:
    """How a step that is certainly carried out ends its row."""
    if step.task == "skip":
        return Ending(Problem("B02", {"reason": step.args["reason"]}), refused=False)
    if step.task == "reject":
        return Ending(Problem("B01", {"reason": step.args["reason"]}), refused=True)
    if step.task == "do":
        return _ending(step.steps, scope)
    if step.task != "branch":
        return None
    for way in step.steps:
        held = holding(way, scope)
        if held is None:
            return None
        if held:
            return _ending(way.steps, scope)
    return Ending(Problem("B09"), refused=True)


def holding(step: PlanStep, scope: Scope) -> bool | None:
    """Whether the condition of a step holds; None where only the screen can tell, or the row's values do not go with
    it."""
    try:
        return held_by(step, scope)
    except BotsError:
        return None


def held_by(step: PlanStep, scope: Scope) -> bool | None:
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
