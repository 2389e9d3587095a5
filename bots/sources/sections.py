"""The sections of a format: of which kind each is, and by which of them a number or a text is shown.

A format has up to four: for amounts, for what is below 0, for 0, for texts. Conditions in the first two choose
otherwise. Letters that stand without quotes are codes; one that is not known makes its section unknown, never a word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["general", "number", "moment", "length", "words", "unknown"]

PIECE = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<single>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]|(?P<digits>[0#?]+)|(?P<other>.)',
    re.DOTALL,
)
_OF_TEXTS = re.compile(f"(?P<text>@|General)|{PIECE.pattern}", re.DOTALL | re.IGNORECASE)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?[0-9.]+)")
_ELAPSED = re.compile("h+|m+|s+", re.IGNORECASE)
_GENERAL = re.compile("general|g/標準|標準")
_SCIENTIFIC = re.compile("e[+-][0#?]+")
_MOMENT = re.compile("am/pm|a/p|aaaa?|g{1,3}|e+|rr?|y+|m+|d+|h+|s+(?:[.]0+)?")
_HOLDS: Mapping[str, Callable[[float, float], bool]] = {
    "<": float.__lt__, "<=": float.__le__, ">": float.__gt__, ">=": float.__ge__,
    "=": float.__eq__, "<>": float.__ne__,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Section:
    """A section as it is written, its kind, and its condition. `alone` = there is no other for numbers."""

    code: str
    kind: Kind
    condition: tuple[str, float] | None = None
    alone: bool = False

    def holds(self, number: float) -> bool:
        """Whether it has a condition, and the number meets it."""
        return self.condition is not None and _HOLDS[self.condition[0]](number, self.condition[1])


GENERAL = Section("General", "general")
_UNKNOWN = Section("", "unknown")


@dataclass(frozen=True, slots=True)
class Sections:
    """The sections of a format: one to three for numbers; that for texts, or None where they are shown as they are."""

    numbers: tuple[Section, ...]
    text: str | None

    def of(self, number: float) -> Section:
        """The section that a number is shown by. Where programs choose differently, none is known."""
        first, second, third = (*self.numbers, None, None)[:3]
        assert first is not None
        if any(one.condition for one in self.numbers):
            return self._by_condition(number, first, second, third)
        if number < 0 and second is not None:
            return second
        return third if number == 0 and third is not None else first

    def _by_condition(
        self, number: float, first: Section, second: Section | None, third: Section | None
    ) -> Section:
        for one in self.numbers:
            if one.holds(number):
                return one
        if first.condition is None:
            return first if number > 0 else _UNKNOWN
        if second is None or second.condition is not None:
            return GENERAL if third is None or third.condition is not None else third
        return second if third is None or number < 0 else _UNKNOWN


def sections_of(code: str) -> Sections:
    """The sections of a format."""
    parts = [""]
    for piece in PIECE.finditer(code):
        if piece["other"] == ";":
            parts.append("")
        else:
            parts[-1] += piece[0]
    text = parts.pop() if "@" in bare(parts[-1]) or len(parts) > 3 else None
    numbers = tuple(_section(part, alone=len(parts) == 1) for part in parts[:3])
    return Sections(numbers or (GENERAL,), text)


def bare(section: str) -> str:
    """What of a section is neither quoted nor in brackets, in small letters; a blank for each piece that is."""
    return "".join(
        piece["digits"] or piece["other"] or " " for piece in PIECE.finditer(section)
    ).lower()


def words_around(section: str) -> tuple[str, ...] | None:
    """The words of a section for texts, before, between and after the texts that it shows (@, General). None where
    other letters stand in it without quotes: each program shows them in its own way."""
    words = [""]
    for piece in _OF_TEXTS.finditer(section):
        if piece["text"]:
            words.append("")
        elif re.fullmatch("[A-Za-z標準]", piece["other"] or ""):
            return None
        else:
            words[-1] += piece["quoted"] or piece["single"] or piece["digits"] or piece["other"] or ""
    return tuple(words)


def words_beside(section: str) -> tuple[str, str]:
    """The quoted words of a section with General, before and after it."""
    before = after = ""
    met = False
    for piece in PIECE.finditer(section):
        words = piece["quoted"] or piece["single"] or ""
        if piece["other"]:
            met, after = True, ""
        elif met:
            after += words
        else:
            before += words
    return before, after


def _section(code: str, *, alone: bool) -> Section:
    brackets = [piece["bracket"] for piece in PIECE.finditer(code) if piece["bracket"] is not None]
    conditions = [found for one in brackets if (found := _CONDITION.fullmatch(one))]
    condition = (conditions[0][1], float(conditions[0][2])) if conditions else None
    kind: Kind = "length" if any(_ELAPSED.fullmatch(one) for one in brackets) else _kind(bare(code))
    return Section(code, kind, condition, alone and condition is None)


def _kind(said: str) -> Kind:
    if _GENERAL.search(said):
        return "general" if not re.search("[a-z0#?@]", _GENERAL.sub("", said)) else "unknown"
    if "@" in said:
        return "general" if not re.search("[a-z0#?]", said) else "unknown"
    rest = _SCIENTIFIC.sub("0", said)
    without = _MOMENT.sub("", rest)
    if re.search("[a-z]", without):
        return "unknown"
    digits = re.search("[0#?]", without)
    if without == rest:
        return "number" if digits else "words"
    return "unknown" if digits else "moment"
