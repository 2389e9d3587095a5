"""What a press leaves in the fields of a row, and what it has left there before: in the rows of the run that came to
their submit, and in the rehearsal.

A form that comes back without some of its fields looks like the next page. That they stayed in other rows tells.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from bots.model import FieldReading, FoundField, PlanStep
from bots.tasks import registry
from bots.values.targets import parse_target

_STAYED = FoundField("", "stayed", 0)  # kept among what the words were found at, under keys of its own


@dataclass(slots=True)
class Presses:
    """Of one try of a row: the steps that set its fields, the presses since these were looked at last, and of each field
    and the presses before a look whether it held its value in all of them."""

    set_at: dict[str, str] = field(default_factory=dict)
    since: list[PlanStep] = field(default_factory=list)
    left: dict[str, bool] = field(default_factory=dict)

    def was_set(self, readings: Iterable[FieldReading], step: PlanStep) -> None:
        """Fields were set by a step."""
        self.set_at.update((one.field, step.path) for one in readings)

    def look(self, recipe: str, stood: Mapping[str, bool], usual: Collection[str]) -> tuple[str, str] | None:
        """Take in what a look has found (`Driver.stood`). Gives the first field that is gone or empty though it is
        `usual` that it stays, with the words that were pressed. `recipe` = the sum of its file: in another one the
        same steps are others."""
        pressed, self.since = self.since, []
        lost = None
        for name, stays in stood.items() if pressed else ():
            steps = (self.set_at.get(name, ""), *(step.path for step in pressed))
            key = " › ".join((recipe[:12], *steps, name))
            self.left[key] = stays and self.left.get(key, True)
            if not stays and key in usual and lost is None:
                lost = name, _words(pressed[-1])
        return lost

    def stayed(self) -> set[str]:
        """What is usual from then on."""
        return {key for key, stays in self.left.items() if stays}

    def found(self) -> dict[str, FoundField | None]:
        """The same of a rehearsal, for the runs to come; None = it went."""
        return {key: _STAYED if stays else None for key, stays in self.left.items()}


def _words(step: PlanStep) -> str:
    """What was pressed, in the words of the recipe."""
    told = step.args.get("target")
    last = told[-1] if isinstance(told, list | tuple) and told else told
    task = registry.find(step.task)
    return parse_target(str(last)).words if last else task.japanese if task else step.task
