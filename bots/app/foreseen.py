"""What the steps of a row will put into fields, as far as it is known before any screen is seen."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bots.engine.flow import columns_of, inputs_of
from bots.errors import BotsError, Problem, RecipeError
from bots.evidence.hidden import Hidden
from bots.japan.hiding import PAINT
from bots.model import Plan, PlanStep, Row, Value, flat
from bots.values.calling import FILLING, called, parts_of, words_apart
from bots.values.conditions import holds, parse_condition
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
    not there. Raises DataError where a filter cannot take its value."""
    found = Foreseen()
    apart, parts = words_apart(plan, "fill"), parts_of(plan)
    for step, around, round_ in carried_out(plan.each_row, scope_of(row, plan, builtins), row, hidden):
        for name, written in step.args["fields"].items():
            text = str(written["value"] if isinstance(written, dict) else written)
            value = known(text, around)
            field_name = called(name, parts[step.path], apart, plan.language) + round_
            found.fields[field_name] = shown(text, value, around, hidden, plan.language)
            found.notes += [
                one for one in (value.notes if value is not None else ()) if one not in found.notes
            ]
            found.changes += changed(text, around, name, row, hidden)
    return found


def scope_of(row: Row, plan: Plan, builtins: Mapping[str, Value]) -> Scope:
    """The names that the steps of a row begin with."""
    return Scope(
        row=dict(row.values),
        inputs={name: Value(text) for name, text in plan.inputs.items()},
        builtins={**builtins, "行番号": Value(str(row.number), "number")},
        hall=plan.hall,
    )


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


Filling = tuple[PlanStep, Scope, str]  # a step, what is known at it, the round of its loop


def carried_out(
    steps: Sequence[PlanStep], scope: Scope, row: Row, hidden: Hidden, round_: str = ""
) -> Iterator[Filling]:
    """The steps that put values into fields for this row; of a branch those of its way."""
    for step in steps:
        if not applies(step, scope):
            continue
        if step.task in FILLING:
            yield step, scope, round_
        elif step.task == "branch":
            way = next((one for one in step.steps if applies(one, scope)), None)
            yield from carried_out(way.steps if way is not None else (), scope, row, hidden, round_)
        elif step.task == "each":
            name = str(step.args["name"])
            for number, child in enumerate(row.details.get(name, ()), 1):
                inner = replace(scope, loop=columns_of(name, child))
                yield from carried_out(step.steps, inner, row, hidden, f"（{number}）")
        elif step.task == "use":
            yield from carried_out(step.steps, _of_part(step, scope, hidden), row, hidden, round_)
        else:
            yield from carried_out(step.steps, scope, row, hidden, round_)


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
    inputs = inputs_of(step, given) if not later else given
    return Scope(inputs=inputs, builtins=scope.builtins, hall=scope.hall)


def given_to_part(text: str, scope: Scope, hidden: Hidden) -> Value:
    """A value that is handed to a called recipe."""
    value = expand(text, scope)
    if not cut(text, scope, hidden):
        return value
    return Value(value.reveal(), value.kind, hidden=True, column=value.column, notes=value.notes)


def applies(step: PlanStep, scope: Scope) -> bool:
    """Whether the step's condition holds; one on the screen, or on what was read there, is taken as held."""
    if step.when is None:
        return True
    try:
        return holds(parse_condition(step.when), scope, lambda texts: texts)
    except RecipeError:  # a name that only the screen gives a value
        return True


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


class _Unknown(Exception):
    """What only the screen can tell."""


def holding(step: PlanStep, scope: Scope) -> bool | None:
    """Whether the condition of a step holds; None where only the screen can tell."""

    def asked(_: Sequence[str]) -> Collection[str]:
        raise _Unknown

    try:
        return step.when is None or holds(parse_condition(step.when), scope, asked)
    except (_Unknown, BotsError):
        return None
