"""The sheets of a book that is no .xlsx as they are seen, for its result in a new book."""

from __future__ import annotations

from pathlib import Path

from bots.sources.new_book import FIRST_SHEET, Page
from bots.sources.opening import form_of


def pages_of(source: Path) -> list[Page]:
    """Every sheet: its texts and numbers as they are seen, what is struck out, whether the sheet is hidden. Formulas,
    colours, widths and comments do not come. Raises DataError D03, D07."""
    form = form_of(source)
    if form == "ods":
        from bots.sources.ods import seen_in_ods

        return list(seen_in_ods(source))
    if form == "xls":
        from bots.sources.xls import seen_in_xls

        return list(seen_in_xls(source))
    from bots.sources.delimited import read_delimited

    return [Page(FIRST_SHEET, {line.number: line.cells for line in read_delimited(source).lines}, wide=False)]
