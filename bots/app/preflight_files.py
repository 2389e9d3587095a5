"""What a preview writes where it is asked to: a page that says all of it, the book of the rows to be mended."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from bots.app.passwords import book_password
from bots.app.preview import Preview
from bots.app.project import Project
from bots.errors import Place, PlaceError
from bots.evidence.sheet_facts import SheetFacts
from bots.messages.disk import disk_reason

if TYPE_CHECKING:
    from bots.sources.results import RowOutcome

_PAGE = ("確認", "preview")  # NAME_確認.html
_BEGINNING = 400  # bytes of a page in which it says what made it


def write_page(found: Preview, facts: SheetFacts, lang: str, file: str = "") -> Path:
    """Write the page, for its user alone to read: `file`, or NAME_確認.html beside the sheet; where it is.

    Raises PlaceError P24 for a file that is no such page, P53 where it cannot be written.
    """
    from bots.evidence.sheet_page import MADE_BY, render

    sheet = found.sheet_file
    beside = sheet.with_name(f"{sheet.stem}_{_PAGE[lang == 'en']}.html")
    place = Path(file).expanduser().absolute() if file else beside
    if place.suffix.lower() not in (".html", ".htm"):
        raise PlaceError("P24", Place(str(place)), file=place.name)
    draft = place.with_name(f".{place.name}.part")
    try:
        if place.exists() and MADE_BY.encode() not in place.read_bytes()[:_BEGINNING]:
            raise PlaceError("P24", Place(str(place)), file=place.name)
        draft.unlink(missing_ok=True)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as page:
            page.write(render(facts, lang).encode("utf-8", "replace"))
        draft.replace(place)
    except OSError as error:
        reason = disk_reason(error)
        raise PlaceError("P53", Place(str(place)), file=place.name, reason=reason) from error
    finally:
        if place.parent.is_dir():
            draft.unlink(missing_ok=True)
    return place


def outcomes_of(found: Preview, lang: str) -> list[RowOutcome]:
    """The rows to be mended, as the book of rejects tells them."""
    from bots.app.closing import bad_cells, reasons
    from bots.sources.results import RowOutcome

    refused = {row.number: (problem,) for row, problem in found.refused}
    made = []
    bad = {row.number for row in found.bad}
    for row in found.table.rows:
        problems = row.problems if row.number in bad else refused.get(row.number, ())
        if problems:
            said, cells = reasons(problems, found.table, lang), bad_cells(problems, found.table, lang)
            made.append(RowOutcome(row.number, "refused", reason=said, bad_cells=cells))
    return made


def write_rejects(project: Project, found: Preview, lang: str) -> Path | None:
    """Write the book of the rows to be mended beside the sheet, locked as that is; where it is, None where no row is
    to be mended.

    Raises PlaceError P53 where it cannot be written, DataError as reading the sheet does.
    """
    from bots.sources.rejects_ahead import write_rejects_ahead

    outcomes = outcomes_of(found, lang)
    if not outcomes:
        return None
    assert found.plan.rows is not None
    rows = found.plan.rows
    password = book_password(project, rows)
    return write_rejects_ahead(found.sheet_file, rows, found.table, outcomes, language=lang, password=password)
