"""What an earlier run wrote for rows that are entered already: it belongs into the new result book too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bots.app.project import Project
from bots.errors import BotsError
from bots.evidence.folder import RunFolder
from bots.evidence.readings import HIDDEN

if TYPE_CHECKING:
    from bots.ledger.facts import EarlierEntry


def written_before(project: Project, run_id: str) -> dict[int, dict[str, str]]:
    """The cells that the run which entered a row wrote for it: by the row's position in run `run_id`,
    by heading. Rows that `run_id` itself worked on, and rows without such cells, are not in it."""
    from bots.ledger import rows

    project.open_ledger()
    found = {at: _cells(project, one) for at, one in rows.entered_before(run_id).items()}
    return {position: cells for position, cells in found.items() if cells}


def for_book(written: Mapping[str, str]) -> dict[str, str]:
    """The cells that may stand in a result book: what was hidden is not known, and `●●●` is no value."""
    return {name: text for name, text in written.items() if HIDDEN not in text}


def _cells(project: Project, entry: EarlierEntry) -> dict[str, str]:
    from bots.app.facts import readings_of

    folder = RunFolder(project.settings.logs / entry.folder, project.clock)
    try:
        readings = readings_of(folder, entry.position)
    except BotsError:
        # Damaged evidence of an old run is told when that run is looked at. The book of this run
        # must not fail over it: the row is told as entered, only without those cells.
        return {}
    return for_book(readings.written) if readings is not None else {}
