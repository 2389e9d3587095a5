"""Rows that wait for a person (人に確認): what is shown of them, and the answer into the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bots.app.project import Project
from bots.errors import PlaceError
from bots.japan.keys import seen
from bots.model import ItemState, Question


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A row that waits: where, which, what is asked, and the picture of the filled form (None if there is none)."""

    item: int
    epoch: int
    origin: str
    key: str
    asked: Question
    picture: Path | None


def waiting_rows(project: Project, run_id: str, only: Sequence[str] = ()) -> tuple[str, list[WaitingRow]]:
    """The run's full id, and those of its rows that wait; of the keys `only`, if any are given. Raises PlaceError
    P10, P11, P16 for a key that does not wait, P95 where none does."""
    from bots.app.facts import keys_of, open_run
    from bots.app.runs import open_to_continue
    from bots.ledger import items, rows

    open_to_continue(project, run_id)
    run = open_run(project, run_id)
    found = [
        row for row in rows.of_run(run.facts.id)
        if row.outcome is ItemState.WAITING and row.item is not None and items.works_for(row.item, run.facts.id)
    ]  # fmt: skip
    keys = keys_of(project, run, found)
    wanted = {seen(key) for key in only}
    missing = wanted - {"/".join(row.key) for row in found}
    if not found:
        raise PlaceError("P95", run=run.facts.id)
    if missing:
        raise PlaceError("P16", key=min(missing))
    made = []
    for row in found:
        if row.item is None or (wanted and "/".join(row.key) not in wanted):
            continue
        asked, picture = _asked(project, run_id, row.position)
        epoch = items.epoch_of(row.item)
        made.append(WaitingRow(row.item, epoch, row.origin, keys[row.position], asked, picture))
    return run.facts.id, made


def _asked(project: Project, run_id: str, position: int) -> tuple[Question, Path | None]:
    """What is asked of a row, from its readings, and the newest picture of that step."""
    from bots.app.facts import open_run, readings_of

    folder = open_run(project, run_id).folder
    readings = readings_of(folder, position)
    if readings is None or not readings.asked:
        raise PlaceError("P81", file=f"items/{position:04d}/readings.json")
    asked = readings.asked[-1]
    files = [one.file for one in readings.pictures if one.step == asked.step]
    return asked, folder.path / files[-1] if files else None


def question_of(project: Project, run_id: str, position: int) -> Question:
    """What a run at the terminal asks of a row now. Raises PlaceError P81, P82."""
    return _asked(project, run_id, position)[0]


def decide(project: Project, row: WaitingRow, *, yes: bool, reason: str) -> None:
    """Write the answer: by whom (the user of the system), when, why. Raises LostClaim (P46) where the row waits no
    more."""
    from bots.app.request import asked_by
    from bots.ledger import approvals

    approvals.decide(
        item=row.item, epoch=row.epoch, yes=yes, by=asked_by(), reason=reason, clock=project.clock
    )
