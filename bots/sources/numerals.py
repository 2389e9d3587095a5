"""Numbers as their formats show them: 00000012, 060-0001, (03) 1234-5678, 3.10, 50%.

A number whose format only groups its digits or writes a word beside it (1,234円) is the number, with the decimals
that are shown. What a format makes of it otherwise is read as it is shown; and where the format shows another number
than the cell holds (rounded, in thousands), neither is: which of them is meant, only a person knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import partial

from bots.errors import Problem
from bots.model import Numberless
from bots.sources.sections import PIECE, Section, bare

Show = Callable[[str], "str | Problem"]
Piece = tuple[str, bool]  # of a format: 0, # and ? with True, words with False

# Formats that do not say how digits stand: 1.2E+03, fractions.
_FREE = re.compile(r"e[+-][0#?]|[0#?]\s*/\s*[0-9#?]")
_DIGITS_OF = re.compile(r"\[DBNum([1-4])\]", re.IGNORECASE)
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_NARROW = str.maketrans("０１２３４５６７８９，．", "0123456789,.")
_KANJI = re.compile("[〇零一二三四五六七八九十百千万億兆壱壹弐貳参參肆伍陸漆捌玖拾佰阡仟萬]+")
_BLANK = re.compile(r"[\s\-‐‑‒–—―ー－]*")  # what stands where there is no amount
_MINUS = re.compile(r"[-−△▲(]")
_PERCENT = re.compile("[%％]")
_AS_TEXT = re.compile(
    r"(?P<before>[^0-9]*)(?P<left>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.(?P<right>[0-9]+))?(?P<after>[^0-9]*)"
)
_FREE_PLACES = 9  # from so many on it is no format that rounded, but the room of a cell without one
_SCIENTIFIC = re.compile(r"[-+]?[0-9.]+E[-+][0-9]+", re.IGNORECASE)

@dataclass(frozen=True, slots=True)
class _Section:
    """A section of a format. `left` and `right` are what stands on either side of the point; `thousands` is how many
    thousands are taken away. `free` = as if there were no format; `signs` = which others stand for the digits (DBNum)."""

    left: tuple[Piece, ...] = ()
    right: tuple[Piece, ...] = ()
    grouped: bool = False
    thousands: int = 0
    percent: bool = False
    free: bool = False
    signs: str = ""

    @property
    def places(self) -> int:
        """How many digits right of the point are shown at most."""
        return sum(len(text) for text, is_digits in self.right if is_digits)

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


def numeral_of(section: Section, general: Show) -> Show:
    """How a section of numbers shows one; `general` shows it without a format. Problem D100: it shows another number."""
    made = _parsed(section.code)
    return general if made.free else partial(_shown, made, section.alone, general)


def words_of(section: Section, general: Show) -> Show:
    """How a section without digits shows a number: by its words. Problem D100: a format that says the same of every
    number tells none."""
    words = "".join(text for text, _ in _parsed(section.code).left).strip()

    def show(kept: str) -> str | Problem:
        plain = general(kept)
        if not isinstance(plain, str):
            return plain
        if _BLANK.fullmatch(words):
            return Numberless(words, nothing=plain == "0")
        return Problem("D100") if section.alone else words

    return show


def numeral_of_text(text: str, plain: str) -> str | Problem:
    """The same, where a program has kept what it showed of the number `plain`."""
    shown = text.strip()
    text = shown.translate(_NARROW)
    if _SCIENTIFIC.fullmatch(text):
        return plain
    found = _AS_TEXT.fullmatch(text)
    if not re.search("[0-9]", text):
        if _KANJI.fullmatch(text):
            return Problem("D100") if "." in plain else plain
        return Numberless(shown, nothing=plain == "0") if _BLANK.fullmatch(text) else shown
    number = Decimal(plain)
    if found is not None:
        digits = found["left"].replace(",", "")
        value = Decimal(f"{digits}.{found['right'] or 0}") / (
            100 if _PERCENT.search(found["after"]) else 1
        )
        if value == abs(number):
            formed = _PERCENT.search(text) is not None or (len(digits) > 1 and digits[0] == "0")
            return _read(_Seen(shown, digits, found["right"] or "", formed, exact=True), number)
        if len(found["right"] or "") >= _FREE_PLACES and round(
            number, len(found["right"])
        ) == value.copy_sign(number):
            return plain
    same = re.sub("[^0-9]", "", text).lstrip("0") == re.sub("[^0-9]", "", plain).lstrip("0")
    return shown if same and (number >= 0 or _MINUS.search(text)) else Problem("D100")


def _shown(section: _Section, alone: bool, general: Show, kept: str) -> str | Problem:
    plain = general(kept)
    if not isinstance(plain, str):
        return plain
    number = Decimal(plain)
    seen = _seen(section, abs(number))
    if number < 0 and alone:
        seen = replace(seen, text=f"-{seen.text}")
    if not number and not seen.left and not seen.right:
        return Numberless(seen.text, nothing=True)
    found = _read(seen, number)
    if not section.signs or not seen.formed or isinstance(found, Problem):
        return found
    return found.translate(_WIDE) if section.signs == "3" else Problem("D100")


def _read(seen: _Seen, number: Decimal) -> str | Problem:
    """The number where it is one to the eye; else what is seen, if that tells whether it is below 0."""
    if not seen.exact:
        return Problem("D100")
    if not seen.formed:
        return (
            f"{'-' if number < 0 else ''}{seen.left or '0'}{'.' if seen.right else ''}{seen.right}"
        )
    return seen.text if number >= 0 or _MINUS.search(seen.text) else Problem("D100")


def _parsed(text: str) -> _Section:
    signs = _DIGITS_OF.search(text)
    made = _Section(free=_FREE.search(bare(text)) is not None, signs=signs[1] if signs else "")
    sides: tuple[list[Piece], list[Piece]] = ([], [])
    side = commas = 0
    for token in PIECE.finditer(text):
        bracket, digits, other = token["bracket"], token["digits"], token["other"]
        words = token["quoted"] or token["single"] or ""
        if bracket is not None:
            if bracket.startswith("$"):
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
