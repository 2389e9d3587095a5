"""Which rows of a sheet the register knows already: a run will leave them as they stand, and says so in these words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bots.app.project import Project
from bots.engine.books import entered_columns, row_facts
from bots.model import Plan, Table

if TYPE_CHECKING:
    from bots.ledger.facts import RowRecordFacts


def standing(project: Project, plan: Plan, table: Table) -> Mapping[int, RowRecordFacts]:
    """The rows that a run of `plan` would not work on, because they are entered, in doubt or at work elsewhere, by
    their number: as the ledger has them for the plan's register and environment. None where there is no ledger.

    Writes nothing. Raises PlaceError P37 where the ledger is lost, as a run does.
    """
    from bots.app.runs import look_into_ledger, register_of

    if not look_into_ledger(project):
        return {}
    from bots.ledger.facts import Decision
    from bots.ledger.foretold import foretell

    columns = entered_columns(plan)
    told = foretell(
        register=register_of(project, plan),
        environment=plan.environment,
        mode=plan.mode,
        rows=[row_facts(row, columns) for row in table.rows],
    )
    worked_on = (Decision.WORK, Decision.REFUSED, Decision.SKIPPED)
    return {one.position: one for one in told if one.decision not in worked_on}
