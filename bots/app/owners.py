"""Whose the child rows (明細) are that no row of the sheet owns: of rows that the register knows already."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from bots.app.project import Project
from bots.model import Details, Plan
from bots.values.scope import fold_name

if TYPE_CHECKING:
    from bots.sources.details import Owned


def known_owners(project: Project, plan: Plan) -> Owned:
    """What tells which child rows belong to items of the plan's register and environment. A book of rejects holds
    only some of the rows, and the file of their child rows still holds them all. Where what joins them is no part
    of the key the ledger cannot tell. Raises PlaceError P37 where the ledger is lost.
    """
    key = [fold_name(name) for name in plan.rows.key] if plan.rows is not None else []

    def owned(details: Details, bonds: Collection[str]) -> Collection[str]:
        from bots.app.runs import look_into_ledger, register_of
        from bots.ledger import registers

        join = fold_name(details.join)
        if join not in key or not look_into_ledger(project):
            return ()
        at = key.index(join)
        known = registers.known_keys(
            register=register_of(project, plan), environment=plan.environment
        )
        return {item[at] for item in known if len(item) > at} & set(bonds)

    return owned
