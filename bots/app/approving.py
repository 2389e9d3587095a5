"""Rows that wait for a person (人に確認): what is shown of them, and the answer into the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bots.app.project import Project
from bots.engine.books import EarlierRow
from bots.errors import PlaceError
from bots.evidence.hidden import Hidden, HiddenOfSheet
from bots.japan.keys import seen
from bots.model import ItemState, Question, Row, RunState


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A row that waits: where, which, what is asked, the picture of the filled form (None if there is none), and
    what must not be kept of it."""

    item: int
    epoch: int
    origin: str
    key: str
    asked: Question
    picture: Path | None
    hidden: Hidden = field(repr=False)


def waiting_rows(project: Project, run_id: str, only: Sequence[str] = ()) -> tuple[str, list[WaitingRow]]:
    """The run's full id, and those of its rows that wait; of the keys `only`, if any are given. Raises PlaceError
    P10, P11, P16 for a key that does not wait, P95 where none does."""
    from bots.app.facts import kept_table, keys_of, open_run
    from bots.app.runs import open_to_continue
    from bots.ledger import items, rows

    open_to_continue(project, run_id)
    wanted = {seen(key) for key in only}
    if run_id == "latest":
        run_id = items.newest_run((ItemState.WAITING,), wanted) or run_id
    run = open_run(project, run_id)
    found = [
        row for row in rows.of_run(run.facts.id)
        if row.outcome is ItemState.WAITING and row.item is not None and items.works_for(row.item, run.facts.id)
    ]  # fmt: skip
    keys = keys_of(project, run, found)
    missing = wanted - {"/".join(row.key) for row in found}
    if not found:
        raise PlaceError("P95", run=run.facts.id)
    if missing:
        raise PlaceError("P16", key=min(missing))
    table = kept_table(project, run)
    sheet = HiddenOfSheet(table.rows if table is not None else ())
    in_sheet = {row.number: row for row in table.rows} if table is not None else {}
    made = []
    for row in found:
        if row.item is None or (wanted and "/".join(row.key) not in wanted):
            continue
        asked, picture = _asked(project, run_id, row.position)
        epoch = items.epoch_of(row.item)
        key, hidden = keys[row.position], sheet.of(in_sheet.get(row.position))
        made.append(WaitingRow(row.item, epoch, row.origin, key, asked, picture, hidden))
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


def still_waiting(run_id: str) -> int:
    """How many rows of the run of that id wait."""
    from bots.ledger import items

    return items.count_in((ItemState.WAITING,)).get(run_id, 0)


def question_of(project: Project, run_id: str, position: int) -> Question:
    """What a run at the terminal asks of a row now. Raises PlaceError P81, P82."""
    return _asked(project, run_id, position)[0]


def decide(project: Project, row: WaitingRow, *, yes: bool, reason: str) -> None:
    """Write the answer: by whom (the user of the system), when, why, without hidden values. Raises LostClaim (P46)
    where the row waits no more."""
    from bots.app.request import asked_by
    from bots.ledger import approvals

    approvals.decide(
        item=row.item, epoch=row.epoch, yes=yes, by=asked_by(), reason=row.hidden.painted(reason), clock=project.clock
    )


def write_answers_down(project: Project, run_id: str) -> list[Path]:
    """Make the report, the logs and the books of results of a run anew: what was answered after its end stands in them
    too. The books that were made anew (see `closing.renew_books`). All are left as they are where the run has not ended (it makes them itself then) and where a file was changed since:
    whoever looks at the run is to be told of that."""
    from bots.app.altered import altered
    from bots.app.closing import make_report, renew_books, write_logs
    from bots.app.facts import open_run
    from bots.evidence.folder import MANIFEST
    from bots.ledger import evidence

    run = open_run(project, run_id)
    renewed: list[Path] = []
    ended = run.facts.state in (RunState.FINISHED, RunState.STOPPED, RunState.BROKEN)
    if ended and evidence.seal_of(run.facts.id, MANIFEST) and not altered(run):
        renewed = renew_books(project, run)
        write_logs(project, run, run.folder.sealed_browser())
        make_report(project, run_id, project.settings.language)  # last: it holds the files against the new manifest
    return renewed


def earlier_rows(project: Project) -> EarlierRow:
    """How a run looks up the rows of runs before it: as their own sheets have them. None where the sheet has gone
    or was changed since: then nothing tells what was approved."""
    tables: dict[str, dict[int, Row]] = {}

    def rows_of(run_id: str) -> dict[int, Row]:
        from bots.app.altered import altered
        from bots.app.facts import kept_table, open_run
        from bots.evidence.folder import MANIFEST

        try:
            run = open_run(project, run_id)
        except PlaceError:  # the logs may be cleared
            return {}
        if any(one.file.startswith(("input.", "plan.", MANIFEST)) for one in altered(run)):
            return {}
        table = kept_table(project, run)
        return {row.number: row for row in table.rows} if table is not None else {}

    def row_of(run_id: str, position: int) -> Row | None:
        if run_id not in tables:
            tables[run_id] = rows_of(run_id)
        return tables[run_id].get(position)

    return row_of
