"""What the formats of an OpenDocument book say of every number: the words beside it, and the zeros before it."""

from __future__ import annotations

import re
from typing import Any

from bots.sources.numerals import Beside

_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
_STYLE, _NUMBER = f"{{{_NAMES}style:1.0}}", f"{{{_NAMES}datastyle:1.0}}"
FORMATS = tuple(f"{_NUMBER}{one}-style" for one in ("number", "currency"))
_CONDITION = re.compile(r"value\(\)(<=|>=|!=|<|>|=)(-?[0-9.]+)")
_HOLDS = {
    "<": float.__lt__, "<=": float.__le__, ">": float.__gt__, ">=": float.__ge__,
    "=": float.__eq__, "!=": float.__ne__,
}  # fmt: skip
_Choice = tuple[str, float, str]  # a comparison, what with, and the format that shows the numbers it holds for


class FormatsBeside:
    """The formats of a book by their names, and the styles of cells that name them."""

    def __init__(self) -> None:
        self._formats: dict[str, tuple[Beside | None, list[_Choice]]] = {}
        self._styles: dict[str, tuple[str, str]] = {}  # the format of a style, and whose child it is

    def take(self, one: Any) -> None:
        """A format or a style, as its element says it."""
        name = one.get(f"{_STYLE}name", "")
        if one.tag in FORMATS:
            self._formats[name] = _beside(one), _choices(one)
        elif one.get(f"{_STYLE}family") == "table-cell":
            self._styles[name] = one.get(f"{_STYLE}data-style-name", ""), one.get(f"{_STYLE}parent-style-name", "")

    def of(self, style: str, number: float) -> Beside | None:
        """What the format of a style says of that number; None where it says neither, or is not known."""
        seen: set[str] = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            found, style = self._styles[style]
            if found:
                return self._chosen(found, number)
        return None

    def _chosen(self, name: str, number: float) -> Beside | None:
        made, choices = self._formats.get(name, (None, []))
        for sign, than, chosen in choices:
            if _HOLDS[sign](number, than):
                return self._formats.get(chosen, (None, []))[0]
        return made


def _choices(one: Any) -> list[_Choice]:
    found = [
        (_CONDITION.fullmatch(said.get(f"{_STYLE}condition", "")), said.get(f"{_STYLE}apply-style-name", ""))
        for said in one.iterchildren(f"{_STYLE}map")
    ]
    return [(condition[1], float(condition[2]), name) for condition, name in found if condition]


def _beside(one: Any) -> Beside | None:
    """Of a format whose digits stand in one piece: its words on either side of them."""
    words = ["", ""]
    least = None
    for piece in one:
        if piece.tag == f"{_NUMBER}number":
            least = int(piece.get(f"{_NUMBER}min-integer-digits", "1"))
        elif piece.tag in (f"{_NUMBER}text", f"{_NUMBER}currency-symbol"):
            words[least is not None] += piece.text or ""
    return None if least is None else Beside(words[0], words[1], pads=least > 1)
