"""What looking up (照会) reads from a run's ledger and writes into it. Called in the journal's thread only."""

from __future__ import annotations

from typing import Any

from bots.engine.books import Books, entered_columns, owes_steps, row_facts
from bots.engine.record import RowRecord
from bots.errors import BotsError
from bots.evidence.readings import RowReadings
from bots.ledger.facts import Doubt
from bots.model import ItemState, Row, Table

_TRIED = 3  # rows that were entered last, until one is found: a person may have changed one since


def doubts(books: Books, table: Table) -> tuple[Doubt, ...]:
    """The rows of the sheet that are in doubt and may be looked up."""
    from bots.ledger import probes

    columns = entered_columns(books.plan)
    return probes.doubts(run=books.run, rows=[row_facts(row, columns) for row in table.rows])


def entered_rows(books: Books, table: Table) -> list[Row]:
    """Rows that were entered last under the register, as their own sheets have them."""
    from bots.ledger import probes

    here = {row.number: row for row in table.rows}
    found = [
        here.get(position) if run == books.run else books.earlier_row(run, position)
        for run, position in probes.entered_last(run=books.run, most=_TRIED)
    ]
    return [row for row in found if row is not None]


def take(books: Books, doubt: Doubt) -> None:
    """This run looks the item up."""
    from bots.ledger import probes

    probes.take(item=doubt.item, epoch=doubt.epoch, run=books.run, clock=books.clock)


def settle(books: Books, doubt: Doubt, said: str, record: RowRecord, error: BotsError | None) -> str:
    """Keep what was seen, then let the ledger say what it means. Where the row stands then: a state, or `unfinished`."""
    from bots.ledger import probes

    _keep(books, record)
    at: dict[str, Any] = {"item": doubt.item, "epoch": doubt.epoch, "clock": books.clock}
    if said == "there":
        owes = owes_steps(books.plan)
        probes.there(**at, owes=owes)
        stands = "unfinished" if owes else str(ItemState.DONE)
    elif said == "absent":
        probes.absent(**at)
        stands = str(ItemState.PENDING)
    elif said == "differs":
        probes.differs(**at, field=str(error.problem.words.get("field", "")) if error is not None else "")
        stands = str(ItemState.CONFLICT)
    else:
        assert error is not None
        probes.unclear(**at, words={"reason": error.problem.sentence(books.plan.language)})
        stands = str(ItemState.UNCERTAIN)
    books.name_evidence(doubt.position, doubt.item)
    return stands


def _keep(books: Books, record: RowRecord) -> None:
    """The readings of the look, behind those that the row has already: what was filled in stays evidence."""
    earlier = books.folder.read_readings(record.position)
    kept = RowReadings.from_json(earlier) if earlier is not None else RowReadings.of(record.row, secret=record.hidden)
    looked = books.looked[record.position] = books.document(record)
    books.folder.write_readings(record.position, kept.followed_by(looked).to_json())
