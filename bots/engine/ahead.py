"""What may come next in a plan, before any of it is done: a field that is set, or a submit.

Conditions are not looked at: whether they will hold is known only when their step is reached.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bots.model import Plan, PlanStep
from bots.tasks import registry
from bots.tasks.control import ENDINGS
from bots.tasks.own import is_own

_SETTING = frozenset({"fill", "upload"})
_ROUNDS = frozenset({"repeat", "each"})


@dataclass(frozen=True, slots=True)
class Ahead:
    """What steps may do: set a field before any submit, submit, come to their end without a submit."""

    sets: bool = False
    submits: bool = False
    passes: bool = True

    def then(self, later: Ahead) -> Ahead:
        """This and what comes after it, where it comes to its end."""
        if not self.passes:
            return self
        return Ahead(self.sets or later.sets, self.submits or later.submits, later.passes)

    def otherwise(self, other: Ahead) -> Ahead:
        """One of the two."""
        return Ahead(self.sets or other.sets, self.submits or other.submits, self.passes or other.passes)


def last_page_before_submit(plan: Plan, path: str) -> bool:
    """Whether the page on which the step of that path begins is the last on which fields were set before a submit:
    a submit may come, and no field before it."""
    sections = (plan.start, plan.each_row, plan.steps, plan.finish)
    ahead = next((found for steps in sections if (found := _from(steps, path)) is not None), None)
    return ahead is not None and ahead.submits and not ahead.sets


def _from(steps: Sequence[PlanStep], path: str) -> Ahead | None:
    """From the step of that path on, itself included; None where it is not among them."""
    for at, step in enumerate(steps):
        if step.path == path:
            return _of(steps[at:])
        if path.startswith(f"{step.path}/"):
            blocks = [way.steps for way in step.steps] if step.task == "branch" else [step.steps]
            inside = next((found for block in blocks if (found := _from(block, path)) is not None), None)
            if inside is not None and step.task in _ROUNDS:  # then the next round, or none
                inside = inside.then(_of(step.steps).otherwise(Ahead()))
            return inside and inside.then(_of(steps[at + 1 :]))
    return None


def _of(steps: Sequence[PlanStep]) -> Ahead:
    """Steps one after another."""
    ahead = Ahead()
    for step in steps:
        ahead = ahead.then(_step(step))
    return ahead


def _step(step: PlanStep) -> Ahead:
    if step.submits:
        ahead = Ahead(submits=True, passes=False)
    elif step.task in ENDINGS:
        ahead = Ahead(passes=False)
    elif step.task == "branch":  # one of its ways: where none holds, the row ends
        ahead = Ahead(passes=False)
        for way in step.steps:
            ahead = ahead.otherwise(_of(way.steps))
    else:
        ahead = Ahead(sets=_sets(step)).then(_of(step.steps))
    may_be_left = step.when is not None or step.task in _ROUNDS
    return ahead.otherwise(Ahead()) if may_be_left else ahead


def _sets(step: PlanStep) -> bool:
    """Whether the step sets fields of a page. A verb of the hall does where it takes fields."""
    task = registry.find(step.task)
    if task is None or not is_own(task):
        return step.task in _SETTING
    return any(kind.name == "fields" for kind in task.kinds.values())
