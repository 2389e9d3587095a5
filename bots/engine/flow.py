"""Steps that hold others: a group, the ways of a branch, a loop. The walk carries out what is inside."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from bots.errors import BotsError, DataError, Reject, ScreenError
from bots.model import Column, PlanStep, Value
from bots.values.columns import read_cell
from bots.values.scope import fold_name

if TYPE_CHECKING:
    from bots.engine.walk import Walk


_NOT_THERE = frozenset({"S01", "S03"})  # a thing, or a part of the screen
_ANYWHERE = {"": "S93", "S06": "S94"}  # by the advice that says no more than what is on the page


def begun_anywhere(error: BotsError, step: PlanStep) -> BotsError:
    """The error of a step that holds others; where something is missing on the way to a screen, or out of the system,
    that does not begin at an address, with that as its advice: a page that keeps its form has the row before it still."""
    problem = error.problem
    of_way = step.task in ("open", "logout") and bool(step.steps) and step.steps[0].task != "open"
    if of_way and problem.code in _NOT_THERE and problem.advice in _ANYWHERE:
        error.problem = replace(problem, advice=_ANYWHERE[problem.advice])
    return error


def flow(walk: Walk, step: PlanStep) -> None:
    """Carry out a step that holds others. Raises what they raise; B09, S44 of its own."""
    if step.task == "branch":
        _branch(walk, step)
    elif step.task == "repeat":
        _repeat(walk, step)
    elif step.task == "each":
        _each(walk, step)
    elif step.task == "use":
        _use(walk, step)
    else:
        walk.steps(step.steps)


def _branch(walk: Walk, step: PlanStep) -> None:
    """The first way whose condition holds; a row for which none does is refused, not guessed at."""
    for way in step.steps:
        if walk.applies(way.when):
            walk.steps(way.steps)
            return
    raise Reject("B09")


def _use(walk: Walk, step: PlanStep) -> None:
    """Another recipe's steps: what is given is read as its inputs say, what it hands back is kept here."""
    expand = walk.expander(step)
    given = {name: expand(str(text)) for name, text in step.args.get("given", {}).items()}
    system = walk.system
    with walk.in_part(step, inputs_of(step, given)) as saved:
        walk.steps(step.steps)
    walk.scope.saved.update({name: saved[name] for name in step.args["returns"] if name in saved})
    if system is not None and walk.system is not system:
        walk.enter(system.name)


def inputs_of(step: PlanStep, given: Mapping[str, Value], later: Collection[str] = ()) -> dict[str, Value]:
    """What a called recipe is given, as its inputs say; without those, of folded names, that only `later` get a value.
    Raises Reject where a value is none of that type."""
    folded = {fold_name(name): value for name, value in given.items()}
    columns = [Column(**{**one, "choices": tuple(one["choices"])}) for one in step.args["inputs"]]
    return {
        one.name: _as_input(one, folded.get(fold_name(one.name), Value("")))
        for one in columns
        if fold_name(one.name) not in later
    }


def _as_input(column: Column, value: Value) -> Value:
    """The value as an input of that type. Raises Reject where it is none: the row's own value is wrong."""
    try:
        read = read_cell(column, value.reveal())
    except DataError as error:
        raise Reject.of(error.problem) from None
    return Value(
        read.reveal(),
        read.kind,
        hidden=read.hidden or value.hidden,
        column=value.column or read.column,
        notes=(*value.notes, *read.notes),
    )


def _each(walk: Walk, step: PlanStep) -> None:
    """Once for each child row; its columns are known by name, and as `明細.列`."""
    name = str(step.args["name"])
    row = walk.record.row
    children = walk.tables.get(name) or (row.details.get(name, ()) if row is not None else ())
    for number, child in enumerate(children, 1):
        with walk.in_loop(number, columns_of(name, child, whole=name in walk.tables)):
            walk.steps(step.steps)


def columns_of(name: str, child: Mapping[str, Value], *, whole: bool = False) -> dict[str, Value]:
    """The values of a child row under both of their names; of a table of the screen under the whole one."""
    return {**({} if whole else child), **{f"{name}.{column}": value for column, value in child.items()}}


def _repeat(walk: Walk, step: PlanStep) -> None:
    most = int(str(step.args["max"]))
    for _ in range(most):
        if not walk.applies(step.args["condition"]):
            return
        walk.steps(step.steps)
    if walk.applies(step.args["condition"]):
        raise ScreenError("S44", most=most)
