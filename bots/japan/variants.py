"""Forms of one character: which may stand for another that a system cannot hold, and which are told apart.

The table is variants.csv beside this file, made to be read by clerks; a hall adds a file of the same form.
Nothing here changes a text by itself: a substitution is a proposal until a recipe approves it.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bots.japan.encodings import code_points, encoding_name, is_private, unheld
from bots.japan.width import split

HEADINGS = ("文字", "コード", "代わりの文字", "代わりのコード", "使い方", "理由")
_USES = {"代替": True, "報告": False}
SELECTOR, COMPOSED = "異体字セレクタのない形", "濁点・半濁点を1文字にした形"
_NO_TABLE: Mapping[str, str] = {}


class VariantError(ValueError):
    """A line of a table that cannot be used. `reason`: headings, letter, code, use, private, twice."""

    def __init__(self, line: int, reason: str) -> None:
        self.line, self.reason = line, reason
        super().__init__(f"line {line}: {reason}")


@dataclass(frozen=True, slots=True)
class Variant:
    """`letter` may be written as `plain`. `proposed` = it may be put in its place (代替); else the two are
    only told to be forms of one character (報告)."""

    letter: str
    plain: str
    proposed: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Change:
    """A character and what stands for it."""

    before: str
    after: str
    reason: str = ""

    def __str__(self) -> str:
        return f"{self.before} {code_points(self.before)} → {self.after} {code_points(self.after)}"


def parse_table(text: str) -> tuple[Variant, ...]:
    """The lines of a table, given as CSV with HEADINGS. Raises VariantError."""
    lines = csv.reader(text.removeprefix("\ufeff").splitlines())
    if tuple(one.strip() for one in next(lines, [])) != HEADINGS:
        raise VariantError(1, "headings")
    found: dict[str, Variant] = {}
    for cells in lines:
        if not any(one.strip() for one in cells):
            continue
        made = _variant([one.strip() for one in cells], lines.line_num)
        if made.letter in found:
            raise VariantError(lines.line_num, "twice")
        found[made.letter] = made
    return tuple(found.values())


def _variant(cells: list[str], line: int) -> Variant:
    if len(cells) != len(HEADINGS) or not cells[0] or not cells[2] or cells[0] == cells[2]:
        raise VariantError(line, "letter")
    letter, code, plain, plain_code, use, reason = cells
    if len(split(letter)) != 1:
        raise VariantError(line, "letter")
    if code != code_points(letter) or plain_code != code_points(plain):  # two that look alike, mixed up
        raise VariantError(line, "code")
    if use not in _USES:
        raise VariantError(line, "use")
    if any(map(is_private, letter + plain)):  # what one office means by it another does not
        raise VariantError(line, "private")
    return Variant(letter, plain, _USES[use], reason)


@cache
def shipped() -> Mapping[str, Variant]:
    """The table that comes with the program, by character."""
    text = (files("bots.japan") / "variants.csv").read_text(encoding="utf-8")
    return {one.letter: one for one in parse_table(text)}


def proposal(letter: str, own: Mapping[str, str] = _NO_TABLE) -> Change | None:
    """What may stand for a character as a reader sees it, or None. `own` is the hall's own table."""
    if any(map(is_private, letter)):
        return None
    if letter in own:
        return Change(letter, own[letter])
    found = shipped().get(letter)
    if found is not None and found.proposed:
        return Change(letter, found.plain, found.reason)
    if len(letter) == 1:
        return None
    if all(_selects(one) for one in letter[1:]):
        return Change(letter, letter[0], SELECTOR)
    composed = unicodedata.normalize("NFC", letter)  # kana and a mark alone: split() joins no other marks
    return Change(letter, composed, COMPOSED) if len(composed) == 1 else None


def proposals(text: str, encoding: str, own: Mapping[str, str] = _NO_TABLE) -> tuple[Change, ...]:
    """For the characters of `text` that `encoding` cannot hold: what may stand for each, as far as it holds
    that. Raises LookupError."""
    found = dict.fromkeys(one.letter for one in unheld(text, encoding))
    made = (proposal(one, own) for one in found)
    return tuple(one for one in made if one is not None and not unheld(one.after, encoding))


def substituted(
    text: str, approved: Collection[str] = (), own: Mapping[str, str] = _NO_TABLE
) -> tuple[str, tuple[Change, ...]]:
    """`text` with what is proposed for its characters, and the changes, each once.

    `approved` holds characters (nothing but these are changed) and names of encodings (nothing but what
    these cannot hold); without it every proposal is taken.
    """
    sets = [one for one in approved if is_set(one)]
    letters = {one for part in approved if not is_set(part) for one in split(part)}
    changes: dict[str, Change] = {}
    parts = []
    for letter in split(text):
        change = proposal(letter, own)
        wanted = not letters or letter in letters
        if change is None or not wanted or any(not unheld(letter, one) for one in sets):
            parts.append(letter)
            continue
        parts.append(change.after)
        changes[letter] = change
    return "".join(parts), tuple(changes.values())


def is_set(word: str) -> bool:
    """Whether a word names an encoding or a set of characters."""
    try:
        return word.isascii() and len(word) > 1 and bool(encoding_name(word))
    except LookupError:
        return False


def differing(one: str, other: str, own: Mapping[str, str] = _NO_TABLE) -> tuple[Change, ...]:
    """Where two texts differ in nothing but forms of the same characters: the pairs that differ, each once.
    Empty where they are equal, or differ in more."""
    mine, theirs = split(one), split(other)
    if len(mine) != len(theirs):
        return ()
    pairs = [(a, b) for a, b in zip(mine, theirs, strict=True) if a != b]
    if not all(_root(a, own) == _root(b, own) for a, b in pairs):
        return ()
    return tuple(Change(a, b) for a, b in dict.fromkeys(pairs))


def _root(letter: str, own: Mapping[str, str]) -> str:
    """The form that all forms of a character lead to."""
    return _last(_steps(letter, own))


def _steps(letter: str, own: Mapping[str, str]) -> Iterator[str]:
    seen = {letter}
    yield letter
    while True:
        entry = shipped().get(letter)
        change = proposal(letter, own)
        following = entry.plain if entry is not None else change.after if change is not None else letter
        if following in seen:
            return
        seen.add(following)
        letter = following
        yield letter


def _last(steps: Iterator[str]) -> str:
    *_, last = steps
    return last


def _selects(one: str) -> bool:
    """Whether it is a variation selector."""
    return 0xFE00 <= ord(one) <= 0xFE0F or 0xE0100 <= ord(one) <= 0xE01EF
