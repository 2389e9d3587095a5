"""Steps that hold others: a group, the ways of a branch, a loop. The walk carries out what is inside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bots.errors import Reject, ScreenError
from bots.model import PlanStep, Value

if TYPE_CHECKING:
    from bots.engine.walk import Walk


def flow(walk: Walk, step: PlanStep) -> None:
    """Carry out a step that holds others. Raises what they raise; B09, S44 of its own."""
    if step.task == "branch":
        _branch(walk, step)
    elif step.task == "repeat":
        _repeat(walk, step)
    elif step.task == "each":
        _each(walk, step)
    else:
        walk.steps(step.steps)


def _branch(walk: Walk, step: PlanStep) -> None:
    """The first way whose condition holds; a row for which none does is refused, not guessed at."""
    for way in step.steps:
        if walk.applies(way.when):
            walk.steps(way.steps)
            return
    raise Reject("B09")


def _each(walk: Walk, step: PlanStep) -> None:
    """Once for each child row; its columns are known by name, and as `明細.列`."""
    name = str(step.args["name"])
    row = walk.record.row
    children = row.details.get(name, ()) if row is not None else ()
    for number, child in enumerate(children, 1):
        with walk.in_loop(number, columns_of(name, child)):
            walk.steps(step.steps)


def columns_of(name: str, child: Mapping[str, Value]) -> dict[str, Value]:
    """The values of a child row under both of their names."""
    return {**child, **{f"{name}.{column}": value for column, value in child.items()}}


def _repeat(walk: Walk, step: PlanStep) -> None:
    most = int(str(step.args["max"]))
    for _ in range(most):
        if not walk.applies(step.args["condition"]):
            return
        walk.steps(step.steps)
    if walk.applies(step.args["condition"]):
        raise ScreenError("S44", most=most)
