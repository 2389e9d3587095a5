"""The files that a plan reads beside its sheet (対応表, 明細): found when a run is asked for, kept with it, read
when it begins."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from bots.app.project import Project
from bots.errors import DataError, Place
from bots.model import CodeTable, Plan, PlanStep, flat


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as it was found: what the recipe calls it, its name in the run's folder, its bytes."""

    file: str
    name: str
    data: bytes


def find_tables(project: Project, plan: Plan) -> tuple[Plan, tuple[Kept, ...], Mapping[str, Path]]:
    """The plan with its files named, the files, and where each lies. Raises DataError as reading a sheet does,
    D77, D78; D18 where a recipe and one that it calls mean other files by the same words."""
    from bots.sources.lookup import find_data
    from bots.sources.opening import form_of
    from bots.sources.tables import read_lookup

    kept: dict[str, Kept] = {}
    lying: dict[str, Path] = {}

    def keep(file: str, named_in: str) -> Path:
        beside = (project.home / named_in).parent
        try:
            path = find_data(file, beside, project.settings.sheets, None)
        except DataError as error:  # --data names the sheet and no other file
            advice = "D94" if error.problem.code == "D01" else ""
            raise DataError.of(replace(error.problem, advice=advice)) from error
        form_of(path)  # too large a file is never read
        one = Kept(file, f"table{len(kept) + 1}{path.suffix}", path.read_bytes())
        if kept.setdefault(file, one).data != one.data:  # one lies beside the recipe, one beside a part of it
            raise DataError("D18", Place(file), file=file, places=str(beside))
        return lying.setdefault(file, path)

    for step in lookups(plan):
        read_lookup(keep(str(step.args["file"]), step.place.file), columns_of(step), sheet_of(step))
    for details in plan.rows.details if plan.rows is not None else ():
        if details.file:
            keep(details.file, plan.file)
    sources = {one.file: hashlib.sha256(one.data).hexdigest() for one in kept.values()}
    tables = {one.file: one.name for one in kept.values()}
    return replace(plan, tables=tables, sources={**plan.sources, **sources}), tuple(kept.values()), lying


def check_unchanged(tables: Collection[Kept], lying: Mapping[str, Path]) -> None:
    """That the files which were read are those that are kept. Raises DataError D70."""
    for one in tables:
        if lying[one.file].read_bytes() != one.data:
            raise DataError("D70", Place(one.file), file=one.file)


def read_tables(plan: Plan, folder: Path) -> Mapping[tuple[str, str], CodeTable]:
    """The tables of a run from its folder, by what the recipe calls them: file and sheet."""
    from bots.sources.tables import read_lookup

    columns: dict[tuple[str, str], set[str]] = defaultdict(set)
    for step in lookups(plan):
        columns[str(step.args["file"]), sheet_of(step)] |= columns_of(step)
    return {
        (file, sheet): read_lookup(folder / plan.tables[file], wanted, sheet)
        for (file, sheet), wanted in columns.items()
    }


def lookups(plan: Plan) -> Iterator[PlanStep]:
    """The steps that look something up."""
    steps = (*plan.start, *plan.each_row, *plan.steps, *plan.finish, *plan.probe)
    return (step for step in flat(steps) if step.task == "lookup")


def sheet_of(step: PlanStep) -> str:
    """The sheet of its table that a step names, or "" for the first."""
    return str(step.args.get("sheet", ""))


def columns_of(step: PlanStep) -> set[str]:
    """The columns of its table that a step names."""
    return {*map(str, step.args["where"]), *map(str, step.args["names"].values())}
