"""Numbers as their formats show them: 00000012, 060-0001, (03) 1234-5678, 3.10, 50%.

A number whose format only groups its digits or writes a word beside it (1,234円) is the number, with the decimals
that are shown. What a format makes of it otherwise is read as it is shown: words that put digits next to its own
("0"0) are digits to the eye. Where the format shows another number than the cell holds (rounded, in thousands), neither
is read: which of them is meant, only a person knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import partial

from bots.errors import Problem
from bots.japan.numbers import DASHES, is_marked, looks_below
from bots.model import Numberless, Worded
from bots.sources.sections import PIECE, Section, bare, words_beside

Show = Callable[[str], "str | Problem"]
Piece = tuple[str, bool]  # of a format: 0, # and ? with True, words with False

# Formats that do not say how digits stand: 1.2E+03, fractions.
_FREE = re.compile(r"e[+-][0#?]|[0#?]\s*/\s*[0-9#?]")
_DIGITS_OF = re.compile(r"\[DBNum([1-4])\]", re.IGNORECASE)
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_NARROW = str.maketrans("０１２３４５６７８９，．", "0123456789,.")
_KANJI = re.compile("[〇零一二三四五六七八九十百千万億兆壱壹弐貳参參肆伍陸漆捌玖拾佰阡仟萬]+")
# What stands where there is no amount, the mark of its currency too: ¥ -
_BLANK = re.compile(rf"[{DASHES}\s\u00a5\uffe5\\＼$＄円]*")
_PERCENT = re.compile("[%％]")
# Words that end or begin with a digit, at most with signs that part digits between it and the number: "03-"0, 0"-1".
_APART = rf"[{DASHES}\s.．,，/／:：()（）]*"
_DIGIT_BEFORE = re.compile(f"[0-9０-９]{_APART}\\Z")
_DIGIT_AFTER = re.compile(f"{_APART}[0-9０-９]")
_AS_TEXT = re.compile(
    r"(?P<before>[^0-9]*)(?P<left>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.(?P<right>[0-9]+))?(?P<after>[^0-9]*)"
)
_DIGITS_SHOWN = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_FREE_PLACES = 9  # from so many on it is no format that rounded, but the room of a cell without one
_SCIENTIFIC = re.compile(r"[-+]?[0-9.]+E[-+][0-9]+", re.IGNORECASE)

@dataclass(frozen=True, slots=True)
class _Section:
    """A section of a format. `left` and `right` are what stands on either side of the point; `thousands` is how many
    thousands are taken away. `free` = as if there were no format; `signs` = which others stand for the digits (DBNum);
    `formed` = what it shows is more than a number."""

    left: tuple[Piece, ...] = ()
    right: tuple[Piece, ...] = ()
    grouped: bool = False
    thousands: int = 0
    percent: bool = False
    free: bool = False
    signs: str = ""
    formed: bool = False

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

    @property
    def words(self) -> tuple[str, str]:
        """The words before and after its digits."""
        pieces = (*self.left, *self.right)
        places = [at for at, (_, is_digits) in enumerate(pieces) if is_digits]
        if not places:
            return "", ""
        before, after = pieces[: places[0]], pieces[places[-1] + 1 :]
        return "".join(text for text, _ in before), "".join(text for text, _ in after)

    @property
    def lengthens(self) -> bool:
        """Whether the words beside its digits put more digits next to them."""
        return lengthened(*self.words)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is seen of a number without its sign: all of it, and its digits on either side of the point.

    `formed` = zeros before it, words between its digits, digits in the words beside it or a % make it more than a
    number; `exact` = all of it is seen.
    """

    text: str
    left: str
    right: str
    formed: bool
    exact: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """What a format that is known by its parts says of every number: the words before and after it, and whether it
    puts zeros before a short one."""

    before: str
    after: str
    pads: bool

    @property
    def forms(self) -> bool:
        """Whether its numbers are read as they are shown."""
        return self.pads or lengthened(self.before, self.after)


def numeral_of(section: Section, general: Show) -> Show:
    """How a section of numbers shows one; `general` shows it without a format. Problem D100: it shows another number."""
    made = _parsed(section.code)
    if not made.free:
        return partial(_shown, made, section.alone, general)
    misleads = made.lengthens or looks_below("1".join(made.words))
    return (lambda kept: Problem("D100")) if misleads else general


def general_of(section: Section, general: Show) -> Show | None:
    """How a section without digits of its own (General) shows a number between its words; None where it has none."""
    before, after = words_beside(section.code)
    if not (before + after).strip():
        return None
    formed = lengthened(before, after)

    def show(kept: str) -> str | Problem:
        plain = general(kept)
        if not isinstance(plain, str):
            return plain
        sign = "-" if plain.startswith("-") and section.alone else ""
        text = f"{sign}{before}{plain.removeprefix('-')}{after}"
        whole, _, rest = plain.removeprefix("-").partition(".")
        return _read(_Seen(text, whole, rest, formed, exact=True), Decimal(plain))

    return show


def lengthened(before: str, after: str) -> bool:
    """Whether such words before and after a number put digits next to its own: 0 and 12 are 012 to the eye."""
    return bool(_DIGIT_BEFORE.search(before) or _DIGIT_AFTER.match(after))


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
        return Problem("D100") if section.alone else _as_seen(words, Decimal(plain))

    return show


def numeral_of_text(text: str, plain: str, beside: Beside | None = None) -> str | Problem:
    """The same, where a program has kept what it showed of the number `plain`; `beside` is what its format says."""
    shown = text.strip()
    number = Decimal(plain)
    core = None if beside is None else _between(shown, beside, number)
    found = None if core is None else _AS_TEXT.fullmatch(core.translate(_NARROW))
    if beside is not None and found is not None and _worth(found) == abs(number):
        digits = found["left"].replace(",", "")
        return _read(_Seen(shown, digits, found["right"] or "", beside.forms, exact=True), number)
    text = shown.translate(_NARROW)
    if _SCIENTIFIC.fullmatch(text):
        return plain
    found = _AS_TEXT.fullmatch(text)
    if not re.search("[0-9]", text):
        if _KANJI.fullmatch(text):
            return Problem("D100") if "." in plain else plain
        return Numberless(shown, nothing=plain == "0") if _BLANK.fullmatch(text) else shown
    if found is not None:
        digits, value = found["left"].replace(",", ""), _worth(found)
        if value == abs(number):
            formed = _PERCENT.search(text) is not None or (len(digits) > 1 and digits[0] == "0")
            return _read(_Seen(shown, digits, found["right"] or "", formed, exact=True), number)
        if len(found["right"] or "") >= _FREE_PLACES and round(
            number, len(found["right"])
        ) == value.copy_sign(number):
            return plain
    same = re.sub("[^0-9]", "", text).lstrip("0") == re.sub("[^0-9]", "", plain).lstrip("0")
    return _as_seen(shown, number) if same and (number >= 0 or is_marked(text)) else Problem("D100")


def digits_in(shown: str, number: Decimal, beside: Beside | None) -> tuple[int, int] | None:
    """From where to where in what is shown the digits of the number stand: between the words of its format, else those
    alone that are worth it. None where that cannot be told: of `5号棟 5`, only the format says which are the number."""
    core = None if beside is None else _between(shown, beside, number)
    if beside is not None and core is not None and (found := _DIGITS_SHOWN.fullmatch(core.strip())):
        start = len(shown) - len(beside.after.rstrip()) - len(core.lstrip())
        return (start, start + len(found[0])) if _value_of(found) == abs(number) else None
    fitting = [one for one in _DIGITS_SHOWN.finditer(shown) if _value_of(one) == abs(number)]
    return fitting[0].span() if len(fitting) == 1 else None


def _value_of(found: re.Match[str]) -> Decimal:
    return Decimal(found[0].replace(",", ""))


def _between(shown: str, beside: Beside, number: Decimal) -> str | None:
    """What stands between the words of the format; None where it is not they that stand there."""
    text = shown.removeprefix("-") if number < 0 and not beside.before.startswith("-") else shown
    before, after = beside.before.lstrip(), beside.after.rstrip()
    if not text.startswith(before) or not text[len(before) :].endswith(after):
        return None
    return text[len(before) : len(text) - len(after)]


def _shown(section: _Section, alone: bool, general: Show, kept: str) -> str | Problem:
    plain = general(kept)
    if not isinstance(plain, str):
        return plain
    number = Decimal(plain)
    seen = _seen(section, abs(number))
    if number < 0 and alone:
        seen = replace(seen, text=f"-{seen.text}")
    if not number and not seen.left and not seen.right:
        return Numberless(seen.text, nothing=not _misleads(seen.text, number))
    if section.signs and seen.formed:
        if section.signs != "3":
            return Problem("D100")
        seen = replace(seen, text=seen.text.translate(_WIDE))
    return _read(seen, number)


def _read(seen: _Seen, number: Decimal) -> str | Problem:
    """The number where it is one to the eye; else what is seen, if that tells whether it is below 0."""
    if not seen.exact:
        return Problem("D100")
    if not seen.formed:
        return _beside(seen, number)
    return _as_seen(seen.text, number) if number >= 0 or is_marked(seen.text) else Problem("D100")


def _beside(seen: _Seen, number: Decimal) -> str:
    """The number, with the words that are seen beside it. Words that make it one below 0 to the eye, or that twice,
    leave none."""
    text = f"{'-' if number < 0 else ''}{seen.left or '0'}{'.' if seen.right else ''}{seen.right}"
    shown = seen.text.strip()
    if shown.replace(",", "") == text:
        return text
    if _denies(shown, number):
        return Numberless(shown, nothing=False)
    return Worded(text, shown=shown)


def _as_seen(text: str, number: Decimal) -> str:
    """What is seen of a number; no number of it, where it looks like another one."""
    return Numberless(text, nothing=False) if _misleads(text, number) or _denies(text, number) else text


def _denies(shown: str, number: Decimal) -> bool:
    """Whether the words that are seen make a number below 0 of one that is not, or say twice that it is."""
    text = shown.strip().translate(_NARROW)
    if number < 0:
        return text.startswith("-") and looks_below(text[1:].lstrip())
    return number > 0 and looks_below(text)


def _misleads(text: str, number: Decimal) -> bool:
    """Whether what is seen is one number to the eye, and not this one (without its sign)."""
    found = _AS_TEXT.fullmatch(re.sub(r"\s", "", text.translate(_NARROW)))
    return found is not None and _worth(found) != abs(number)


def _worth(found: re.Match[str]) -> Decimal:
    """The number that a text of digits is to the eye."""
    value = Decimal(f"{found['left'].replace(',', '')}.{found['right'] or 0}")
    return value / 100 if _PERCENT.search(found["after"]) else value


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
    made = replace(made, left=tuple(sides[0]), right=tuple(sides[1]), thousands=commas)
    return replace(made, formed=made.pads or made.divides or made.lengthens or made.percent)


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
    point = "." if seen_right or _DIGIT_AFTER.match(texts[1]) else ""
    return _Seen(
        (texts[0] + point + texts[1]).strip(),
        seen_left.replace(",", ""),
        seen_right,
        section.formed,
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
