"""The words of the language inside one text: a column's type, filters, roles, 今日 and the like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bots.errors import BotsError
from bots.recipe import words
from bots.recipe.nodes import Scalar
from bots.values.columns import COLUMN_TYPES
from bots.values.filters import FILTERS
from bots.values.targets import ROLES
from bots.values.templates import Placeholder, parse

_ROLE = re.compile(r"\s*(?P<role>[^\s「」\"<>]+?)\s*(?P<open>[「\"])(?P<name>.*)(?P<close>[」\"])\s*", re.DOTALL)
_PAIRS = {"「": "」", '"': '"'}


@dataclass(frozen=True, slots=True)
class Piece:
    """A word of the language, at `offset` of the text of a node: as written, in English, in Japanese."""

    node: Scalar
    offset: int
    written: str
    english: str
    japanese: str

    def spoken(self, japanese: bool) -> str:
        """The word in one of the languages."""
        return self.japanese if japanese else self.english


def placed(text: str) -> Iterator[tuple[Placeholder, int, int]]:
    """Each placeholder of a text with where it begins and ends; none where the text cannot be read."""
    try:
        placeholders = list(parse(text).placeholders())
    except BotsError:
        return
    end = 0
    for one in placeholders:
        begin = text.index(one.written, end)
        end = begin + len(one.written)
        yield one, begin, end


def column_words(scalar: Scalar) -> Iterator[Piece]:
    """Type, limits and flags of a column; not the choices."""
    found = list(re.finditer(r"\S+", scalar.text))
    kind = words.english(COLUMN_TYPES, found[0][0]) if found else None
    if kind is None:
        return
    yield Piece(scalar, found[0].start(), found[0][0], kind, COLUMN_TYPES[kind])
    for one in found[2:] if kind == "choice" else found[1:]:
        flag = words.english(words.COLUMN_FLAGS, one[0])
        if flag is not None:
            yield Piece(scalar, one.start(), one[0], flag, words.COLUMN_FLAGS[flag])


def builtin_words(scalar: Scalar) -> Iterator[Piece]:
    """今日 and the like in the placeholders of a text; columns may be called so."""
    try:
        names = parse(scalar.text).names
    except BotsError:
        return
    for name, offset in names:
        english = words.english(words.BUILTINS, name)
        if english is not None:
            yield Piece(scalar, offset, name, english, words.BUILTINS[english])


def filter_words(scalar: Scalar) -> Iterator[Piece]:
    """The words of filters in the placeholders of a text; not what they take."""
    try:
        filters = parse(scalar.text).filters
    except BotsError:
        return
    for word, _, offset in filters:
        english = words.english(FILTERS, word)
        if english is not None and scalar.text[offset : offset + len(word)] == word:
            yield Piece(scalar, offset, word, english, FILTERS[english])


def role_words(scalar: Scalar) -> Iterator[Piece]:
    """`ボタン「登録」` and `button "登録"`: what stands before the name, and what closes it."""
    found = _ROLE.fullmatch(scalar.text)
    role = words.english(ROLES, found["role"]) if found else None
    if found is None or role is None or _PAIRS[found["open"]] != found["close"]:
        return
    begin, name = found.start("role"), found.start("name")
    if words.renewed(ROLES, found["role"]):  # a former word: the notation around it stays
        yield Piece(scalar, begin, found["role"], role, ROLES[role])
        return
    before = scalar.text[begin:name]
    japanese, english = f"{ROLES[role]}「", f'{role} "'
    if found["role"] == ROLES[role] and found["open"] == "「":
        japanese = before  # as it is, blanks too
    elif found["role"] == role and found["open"] == '"':
        english = before
    yield Piece(scalar, begin, before, english, japanese)
    yield Piece(scalar, found.end("name"), found["close"], '"', "」")
