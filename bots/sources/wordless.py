"""Styles for cells that get a text: those whose formats would show words beside it (@" 号"), or hide it, without that.

What was written is what people see: 00123, not 00123 号. The rest of the style, its font and its frame, stays.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping

from bots.sources.formats import code_of, say_of
from bots.sources.package import Package
from bots.sources.page import as_bytes

_AS_TEXT = "49"  # the number of the format @


def wordless_styles(package: Package) -> tuple[Mapping[str, str], dict[str, bytes]]:
    """The numbers of such styles with those of the same without their format, and the part of the book with these
    added; nothing where there are none."""
    part = package.part_of("styles")
    if not part:
        return {}, {}
    styles = package.xml(part)
    codes = {one.get("numFmtId", ""): one.get("formatCode", "") for one in styles.iterfind("{*}numFmts/{*}numFmt")}
    forms = list(styles.iterfind("{*}cellXfs/{*}xf"))
    found: dict[str, str] = {}
    for at, one in enumerate(forms):
        number = one.get("numFmtId", "0")
        if say_of(code_of(int(number), codes.get(number, ""))) is not None:
            made = copy.copy(one)
            made.set("numFmtId", _AS_TEXT)
            made.set("applyNumberFormat", "1")
            one.getparent().append(made)
            found[str(at)] = str(len(forms) + len(found))
    if not found:
        return {}, {}
    whole = forms[0].getparent()
    whole.set("count", str(len(whole)))
    return found, {part: as_bytes(styles)}
