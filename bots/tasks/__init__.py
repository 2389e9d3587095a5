"""The verbs a recipe may use. A family is one file and one line here; there is no scanning of
folders. `task` and `StepArgs` are what a verb is written with."""

from __future__ import annotations

from bots.tasks import (
    control,
    files,
    flow,
    hands,
    page,
    person,
    read,
    registry,
    row,
    submit,
    verify,
)
from bots.tasks.registry import StepArgs, task

__all__ = ["FAMILIES", "StepArgs", "task"]

FAMILIES = (page, hands, submit, read, verify, row, files, control, flow, person)
"""The families of verbs, in the order of the reference."""

registry.arrange([family.__name__ for family in FAMILIES])
