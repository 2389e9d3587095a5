"""Numbers as their formats show them: 00000012, 060-0001, (03) 1234-5678, 3.10, 50%.

A number whose format only groups its digits or writes a word beside it (1,234円) is the number, with the decimals
that are shown. What a format makes of it otherwise is read as it is shown; and where the format shows another number
than the cell holds (rounded, in thousands), neither is: which of them is meant, only a person knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import partial

from bots.errors import Problem

Show = Callable[[str], "str | Problem"]
Piece = tuple[str, bool]  # of a format: 0, # and ? with True, words with False

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<single>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]|(?P<digits>[0#?]+)|(?P<other>.)',
    re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?[0-9.]+)")
_SECTIONS = re.compile(r';(?=(?:[^"]*"[^"]*")*[^"]*$)')
# Formats that do not say how digits stand: General, @, 1.2E+03, kanji, fractions.
_FREE = re.compile(r"general|g/標準|標準|@|\[dbnum|e[+-][0#?]|[0#?]\s*/\s*[0-9#?]", re.IGNORECASE)
_WORDS = re.compile(r'"[^"]*"|[\\!].')
_BLANK = re.compile(r"[\s\-‐‑‒–—―ー－]*")  # what stands where there is no amount
_MINUS = re.compile(r"[-−△▲(]")
_PERCENT = re.compile("[%％]")
_AS_TEXT = re.compile(
    r"(?P<before>[^0-9]*)(?P<left>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.(?P<right>[0-9]+))?(?P<after>[^0-9]*)"
)
_FREE_PLACES = 9  # from so many on it is no format that rounded, but the room of a cell without one
_SCIENTIFIC = re.compile(r"[-+]?[0-9.]+E[-+][0-9]+", re.IGNORECASE)
_HOLDS: Mapping[str, Callable[[float, float], bool]] = {
    "<": float.__lt__, "<=": float.__le__, ">": float.__gt__, ">=": float.__ge__,
    "=": float.__eq__, "<>": float.__ne__,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Section:
    """A part of a format. `left` and `right` are what stands on either side of the point; `thousands` is how many
    thousands are taken away. Without digits it shows its words alone; `free` = as if there were no format."""

    condition: tuple[str, float] | None = None
    left: tuple[Piece, ...] = ()
    right: tuple[Piece, ...] = ()
    grouped: bool = False
    thousands: int = 0
    percent: bool = False
    free: bool = False

    @property
    def places(self) -> int:
        """How many digits right of the point are shown at most."""
        return sum(len(text) for text, is_digits in self.right if is_digits)

    @property
    def shows_digits(self) -> bool:
        """Whether it shows the number at all."""
        return any(is_digits for _, is_digits in (*self.left, *self.right))

    @property
    def pads(self) -> bool:
        """Whether it puts zeros before a short number: then words beside it belong to it too, 宛0012 and 宛1234."""
        return sum(text.count("0") for text, is_digits in self.left if is_digits) > 1

    @property
    def divides(self) -> bool:
        """Whether words stand between its digits."""
        kinds = [is_digits for text, is_digits in (*self.left, *self.right) if text]
        return (
            False in kinds[kinds.index(True) : len(kinds) - kinds[::-1].index(True)]
            if True in kinds
            else False
        )


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is seen of a number without its sign: all of it, and its digits on either side of the point.

    `formed` = zeros before it, words between its digits or a % make it more than a number; `exact` = all of it is seen.
    """

    text: str
    left: str
    right: str
    formed: bool
    exact: bool


def numeral_of(code: str, general: Show) -> Show:
    """How a format of numbers shows one; `general` shows it without a format. Problem D100: it shows another number."""
    parts = _SECTIONS.split(code)
    if all(_FREE.search(_WORDS.sub("", part)) for part in parts) or not code:
        return general
    if all(part in ("0", "#", "#,##0") for part in parts[:2]) and len(parts) < 3:
        return partial(_counted, general)
    if len(parts) == 1 and not code.strip("0"):
        return partial(_padded, len(code), partial(_shown, [_section(code)], False, general))
    sections = [_section(part) for part in parts]
    return partial(_shown, sections, any(one.condition for one in sections), general)


def numeral_of_text(text: str, plain: str) -> str | Problem:
    """The same, where a program has kept what it showed of the number `plain`."""
    text = text.strip()
    if _SCIENTIFIC.fullmatch(text):
        return plain
    found = _AS_TEXT.fullmatch(text)
    if not re.search("[0-9]", text):
        return plain if _BLANK.fullmatch(text) else text
    number = Decimal(plain)
    if found is not None:
        digits = found["left"].replace(",", "")
        value = Decimal(f"{digits}.{found['right'] or 0}") / (
            100 if _PERCENT.search(found["after"]) else 1
        )
        if value == abs(number):
            formed = _PERCENT.search(text) is not None or (len(digits) > 1 and digits[0] == "0")
            return _read(_Seen(text, digits, found["right"] or "", formed, exact=True), number)
        if len(found["right"] or "") >= _FREE_PLACES and round(
            number, len(found["right"])
        ) == value.copy_sign(number):
            return plain
    same = re.sub("[^0-9]", "", text).lstrip("0") == re.sub("[^0-9]", "", plain).lstrip("0")
    return text if same and (number >= 0 or _MINUS.search(text)) else Problem("D100")


def _counted(general: Show, kept: str) -> str | Problem:
    """`0` and `#,##0`: the number, if it has no more than is shown."""
    text = general(kept)
    return Problem("D100") if isinstance(text, str) and "." in text else text


def _padded(places: int, other: Show, kept: str) -> str | Problem:
    """`00000000`: most numbers of codes are whole and short, and are put into their zeros at once."""
    return kept.zfill(places) if len(kept) <= places and kept.isdigit() and kept.isascii() else other(kept)


def _shown(sections: list[_Section], conditions: bool, general: Show, kept: str) -> str | Problem:
    plain = general(kept)
    if not isinstance(plain, str):
        return plain
    number = Decimal(plain)
    section = _section_for(sections, conditions, float(plain))
    if section is None or section.free:
        return plain
    if not section.shows_digits:
        words = "".join(text for text, _ in section.left).strip()
        return plain if _BLANK.fullmatch(words) else words
    seen = _seen(section, abs(number))
    alone = len(sections) == 1
    if number < 0 and alone:
        seen = replace(seen, text=f"-{seen.text}")
    return _read(seen, number)


def _read(seen: _Seen, number: Decimal) -> str | Problem:
    """The number where it is one to the eye; else what is seen, if that tells whether it is below 0."""
    if not seen.exact:
        return Problem("D100")
    if not seen.formed:
        return (
            f"{'-' if number < 0 else ''}{seen.left or '0'}{'.' if seen.right else ''}{seen.right}"
        )
    return seen.text if number >= 0 or _MINUS.search(seen.text) else Problem("D100")


def _section_for(sections: list[_Section], conditions: bool, number: float) -> _Section | None:
    """The section that a number is shown by: by their conditions, or those of amounts, of what is below 0, of 0."""
    if conditions:
        for one in sections:
            if one.condition is None or _HOLDS[one.condition[0]](number, one.condition[1]):
                return one
        return None
    below, nothing = (1, 2) if len(sections) > 2 else (min(1, len(sections) - 1), 0)
    return sections[below if number < 0 else nothing if number == 0 else 0]


def _section(text: str) -> _Section:
    made = _Section(free=_FREE.search(_WORDS.sub("", text)) is not None)
    sides: tuple[list[Piece], list[Piece]] = ([], [])
    side = commas = 0
    for token in _TOKEN.finditer(text):
        bracket, digits, other = token["bracket"], token["digits"], token["other"]
        words = token["quoted"] or token["single"] or ""
        if bracket is not None:
            if condition := _CONDITION.fullmatch(bracket):
                made = replace(made, condition=(condition[1], float(condition[2])))
            elif bracket.startswith("$"):
                words = bracket[1:].partition("-")[0]
        elif digits:
            made = replace(made, grouped=made.grouped or (commas > 0 and not side))
            commas = 0
            sides[side].append((digits, True))
        elif other == "," and any(is_digits for _, is_digits in (*sides[0], *sides[1])):
            commas += 1
        elif other == "." and not side:
            side = 1
        elif other:
            words = other
            made = replace(made, percent=made.percent or _PERCENT.match(other) is not None)
        if words:
            sides[side].append((words, False))
    return replace(made, left=tuple(sides[0]), right=tuple(sides[1]), thousands=commas)


def _seen(section: _Section, number: Decimal) -> _Seen:
    """What a section shows of a number that is not below 0."""
    worth = number * 100 if section.percent else number
    kept = (worth / 1000**section.thousands).quantize(
        Decimal(1).scaleb(-section.places), ROUND_HALF_UP
    )
    whole, _, rest = format(kept, "f").partition(".")
    left = list(_left(section, whole if whole != "0" else ""))
    right = list(_right(section, rest))
    seen_left, seen_right = (
        "".join(text for text, is_digits in side if is_digits) for side in (left, right)
    )
    texts = ["".join(text for text, _ in side) for side in (left, right)]
    return _Seen(
        (texts[0] + ("." if seen_right else "") + texts[1]).strip(),
        seen_left.replace(",", ""),
        seen_right,
        section.pads or section.divides or section.percent,
        exact=kept == worth,
    )


def _left(section: _Section, digits: str) -> Iterator[Piece]:
    """The digits from the right into their places; those that find none stand before the first."""
    made: list[Piece] = []
    left, placed = list(digits), 0
    first = next((at for at, (_, is_digits) in enumerate(section.left) if is_digits), None)
    pieces = section.left if first is not None else (*section.left, ("", True))
    first = len(section.left) if first is None else first
    for at in range(len(pieces) - 1, -1, -1):
        text, is_digits = pieces[at]
        if not is_digits:
            made.append((text, False))
            continue
        run = ""
        for sign in reversed(text):
            digit = left.pop() if left else "0" if sign == "0" else ""
            run, placed = _put(digit, run, placed, section.grouped)
        while at == first and left:
            run, placed = _put(left.pop(), run, placed, section.grouped)
        made.append((run, True))
    return reversed(made)


def _put(digit: str, run: str, placed: int, grouped: bool) -> tuple[str, int]:
    if not digit:
        return run, placed
    comma = "," if grouped and placed and placed % 3 == 0 else ""
    return digit + comma + run, placed + 1


def _right(section: _Section, digits: str) -> Iterator[Piece]:
    """The digits after the point: zeros at the end are shown only in the places of a 0."""
    signs = "".join(text for text, is_digits in section.right if is_digits)
    most = len(digits.rstrip("0"))
    shown = max(most, signs.rfind("0") + 1)
    at = 0
    for text, is_digits in section.right:
        if is_digits:
            yield digits[at : min(at + len(text), shown)], True
            at += len(text)
        else:
            yield text, False
