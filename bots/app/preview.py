"""`bots preview`: rows × fields as the program will put them in, and what is left out and why.

Opens no browser. Only values that are known before the screen is seen can be shown. What people are told of it
stands in `preflight.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bots.app.carry_out import builtins_of
from bots.app.foreseen import Changed, Ending, Foreseen, all_fields, ending, foreseen
from bots.app.project import Project
from bots.app.request import Asked, Prepared, known_to_only, prepare, workable
from bots.app.standing import standing
from bots.errors import PlaceError, Problem
from bots.evidence.hidden import Hidden
from bots.model import Plan, Row, Table
from bots.values.conditions import holds_for_row, parse_condition

if TYPE_CHECKING:
    from bots.ledger.facts import RowRecordFacts


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be done with a sheet. `lines` are the cells of the table, a row each.

    `bad` are rows with faults of their cells, `refused` those that a step refuses; `not_chosen` are left out by 対象, each with the part of it that does not hold, `skipped` by a step.
    `standing` are rows that the register knows: nothing is done with them, whatever else is true of them.
    """

    plan: Plan
    sheet_file: Path
    table: Table
    fields: tuple[str, ...]
    lines: list[list[str]]
    standing: tuple[tuple[Row, RowRecordFacts], ...]
    bad: tuple[Row, ...]
    not_chosen: tuple[tuple[Row, Any], ...]
    refused: tuple[tuple[Row, Problem], ...]
    skipped: tuple[tuple[Row, Problem], ...]
    noted: tuple[tuple[Row, Problem], ...]
    changes: tuple[Changed, ...]

    @property
    def faulty(self) -> int:
        """How many rows are to be mended."""
        return len(self.bad) + len(self.refused)

    @property
    def left_out(self) -> int:
        """How many rows the recipe leaves out."""
        return len(self.not_chosen) + len(self.skipped)


def preview_of(project: Project, asked: Asked) -> Preview:
    """Read the sheet and fill in every field that can be known. Raises what `prepare` raises, P17."""
    return preview_of_prepared(project, prepare(project, asked))


def preview_of_prepared(project: Project, prepared: Prepared) -> Preview:
    """The same of a sheet that was read. Raises PlaceError P17 where the recipe has none."""
    plan, table = prepared.plan, prepared.table
    if table is None or prepared.sheet_file is None or plan.rows is None:
        raise PlaceError("P17")
    known = standing(project, plan, table)
    builtins = builtins_of(project, plan, "")
    found: list[tuple[Row, Foreseen]] = []
    refused: list[tuple[Row, Problem]] = []
    skipped: list[tuple[Row, Problem]] = []
    new = [row for row in table.rows if row.number not in known]
    for row in workable(replace(table, rows=tuple(new))):
        end: Ending | None = ending(row, plan, builtins)
        if end is not None:
            (refused if end.refused else skipped).append((row, end.problem))
            continue
        found.append((row, foreseen(row, plan, builtins, Hidden(row))))
    fields = all_fields(plan, [one.fields for _, one in found])
    return Preview(
        plan=plan,
        sheet_file=prepared.sheet_file,
        table=table,
        fields=fields,
        lines=[[str(row.number), *(own.fields.get(field, "") for field in fields)] for row, own in found],
        standing=tuple((row, known[row.number]) for row in table.rows if row.number in known),
        bad=tuple(row for row in new if row.problems),
        not_chosen=tuple((row, unmet(row, plan)) for row in new if not row.chosen and not row.problems),
        refused=tuple(refused),
        skipped=tuple(skipped),
        noted=tuple((row, note) for row, own in found for note in own.notes),
        changes=tuple(one for _, own in found for one in own.changes),
    )


def unmet(row: Row, plan: Plan) -> Any:
    """The part of 対象 by which it leaves the row out: the first that does not hold; all of a list, of which no
    way holds."""
    assert plan.rows is not None
    only = plan.rows.only
    if isinstance(only, list | tuple):
        return only
    known = known_to_only(plan)
    parts = ({name: wanted} for name, wanted in only.items())
    return next(one for one in parts if not holds_for_row(parse_condition(one), row, known, plan.hall))
