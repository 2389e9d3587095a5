"""The tables that a plan looks codes up in: found when a run is asked for, kept with it, read when it begins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from bots.app.project import Project
from bots.engine.books import flat
from bots.errors import DataError, Place
from bots.model import Plan, PlanStep
from bots.sources.tables import Lines


@dataclass(frozen=True, slots=True)
class Kept:
    """A table as it was found: what the recipe calls it, its name in the run's folder, its bytes."""

    file: str
    name: str
    data: bytes


def find_tables(project: Project, plan: Plan) -> tuple[Plan, tuple[Kept, ...]]:
    """The plan with its tables named, and the tables. Raises DataError as reading a sheet does, D77, D78; D18
    where a recipe and one that it calls mean other files by the same words."""
    import hashlib

    from bots.sources.lookup import find_data
    from bots.sources.tables import read_lookup

    kept: dict[str, Kept] = {}
    for step in lookups(plan):
        file = str(step.args["file"])
        beside = (project.home / step.place.file).parent
        path = find_data(file, beside, project.settings.sheets, None)
        read_lookup(path, columns_of(step))
        one = Kept(file, f"table{len(kept) + 1}{path.suffix}", path.read_bytes())
        if kept.setdefault(file, one).data != one.data:  # one lies beside the recipe, one beside a part of it
            raise DataError("D18", Place(file), file=file, places=str(beside))
    sources = {one.file: hashlib.sha256(one.data).hexdigest() for one in kept.values()}
    tables = {one.file: one.name for one in kept.values()}
    return replace(plan, tables=tables, sources={**plan.sources, **sources}), tuple(kept.values())


def read_tables(plan: Plan, folder: Path) -> Mapping[str, Lines]:
    """The tables of a run from its folder, by what the recipe calls them."""
    from bots.sources.tables import read_lookup

    columns: dict[str, set[str]] = {file: set() for file in plan.tables}
    for step in lookups(plan):
        columns[str(step.args["file"])] |= columns_of(step)
    return {file: read_lookup(folder / name, columns[file]) for file, name in plan.tables.items()}


def lookups(plan: Plan) -> Iterator[PlanStep]:
    """The steps that look something up."""
    steps = (*plan.start, *plan.each_row, *plan.steps, *plan.finish)
    return (step for step in flat(steps) if step.task == "lookup")


def columns_of(step: PlanStep) -> set[str]:
    """The columns of its table that a step names."""
    return {*map(str, step.args["where"]), *map(str, step.args["names"].values())}
