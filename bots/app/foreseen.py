"""What the steps of a row will put into fields, as far as it is known before any screen is seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from bots.app.steps_met import all_known, cut, holds_hidden, steps_met
from bots.errors import DataError, Problem
from bots.evidence.hidden import Hidden
from bots.japan.hiding import PAINT
from bots.model import Plan, PlanStep, Row, Value, flat
from bots.values.calling import FILLING, called, parts_of, words_apart
from bots.values.filters import apply
from bots.values.scope import Scope
from bots.values.templates import expand, parse

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
    for met in steps_met(row, plan, builtins, hidden):
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
        elif met.step.task == "set":
            for name, text in met.step.args["values"].items():
                with suppress(DataError):  # a fault of the row (bots.app.unfit)
                    found.changes += changed(str(text), met.scope, name, row, hidden)
    return found


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


def known(text: str, scope: Scope) -> Value | None:
    """The text with its placeholders filled in; None where only the screen knows a name."""
    return expand(text, scope) if all_known(text, scope) else None


def shown(text: str, value: Value | None, scope: Scope, hidden: Hidden, lang: str) -> str:
    """A value as it may be seen, masked if hidden; of one that only the screen knows it is told so.

    What a filter has cut out of a text with something hidden in it cannot be known again: it is masked as a whole.
    """
    if value is None:
        return _LATER[lang == "en"]
    if value.hidden or cut(text, scope, hidden):
        return PAINT
    return hidden.painted(value.reveal())


def ending(row: Row, plan: Plan, builtins: Mapping[str, Value]) -> Ending | None:
    """How the row certainly ends before its submit; None where it does not, or only the screen can tell."""
    for met in steps_met(row, plan, builtins, Hidden(row)):
        if met.step.submits:
            return None
        if met.ends and met.certain:
            return _ending_at(met.step)
    return None


def _ending_at(step: PlanStep) -> Ending | None:
    """How a row ends at a step; None where it ends the whole run."""
    if step.task == "skip":
        return Ending(Problem("B02", {"reason": step.args["reason"]}), refused=False)
    if step.task == "reject":
        return Ending(Problem("B01", {"reason": step.args["reason"]}), refused=True)
    return Ending(Problem("B09"), refused=True) if step.task == "branch" else None
