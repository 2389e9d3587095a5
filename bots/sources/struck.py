"""Texts with a line through them (取り消し線): a clerk's way to say that they are void.

A text has the line of its cell, unless its runs have lines of their own; one that is struck out in part is not void.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

_LINE = re.compile(rb'<strike\b(?![^>]*\bval="(?:0|false)")')
_RUN = re.compile(rb"<r>\s*(<rPr/>|<rPr>.*?</rPr>)?\s*<t(?: [^>]*)?>([^<]*)</t>", re.DOTALL)


def of_runs(runs: Iterable[tuple[bool | None, str]]) -> bool | None:
    """Whether a text is struck out whose runs say so one by one (None = as their cell is); None = as its cell is."""
    said = {struck for struck, text in runs if text.strip()}
    if False in said:
        return False
    return True if said == {True} else None


def of_rich_text(xml: bytes) -> bool | None:
    """The same of a text of a book as it stands in its XML, without furigana."""
    return of_runs(
        (_LINE.search(form) is not None if form else None, text.decode()) for form, text in _RUN.findall(xml)
    )


def of_rich_element(text: Any) -> bool | None:
    """The same of a text that was parsed."""
    runs = ((run.find("{*}rPr"), run.find("{*}t")) for run in text.iterfind("{*}r"))
    return of_runs(
        (None if form is None else has_line(form), "" if said is None else said.text or "") for form, said in runs
    )


def has_line(font: Any) -> bool:
    """Whether a font of a book has the line."""
    line = font.find("{*}strike")
    return line is not None and line.get("val", "1") not in ("0", "false")

