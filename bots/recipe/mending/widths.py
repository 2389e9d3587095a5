"""Full-width letters, digits, blanks and pipes where the grammar calls for a number, a word of the language or its
notation; lists in full-width brackets.

A mend is made only where the text as written does not belong in its place and the mended one does. Values, words of
the screen and names are never touched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from bots.errors import BotsError, Place, Problem
from bots.japan import width
from bots.recipe import words
from bots.recipe.mending.edits import Edit
from bots.recipe.mending.pieces import placed
from bots.recipe.mending.vocabulary import Listed, Vocabulary
from bots.recipe.nodes import Scalar
from bots.values.columns import COLUMN_TYPES, parse_column
from bots.values.filters import FILTERS, check_filter
from bots.values.former import OLD_WORDS

_PIPE = re.compile(r"[|｜]")
_TOKEN = re.compile(r"\"[^\"]*\"|[^\s\"]+")
_LIST = re.compile(r"\s*［(?P<items>[^［］\[\]]*)[］\]]\s*")
_COMMA = re.compile(r"\s*[、，,]\s*")
_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`][^:,\[\]{}#\"']*")  # an item that YAML reads as it stands


def mends(found: Vocabulary) -> Iterator[Edit]:
    """The edits for the words of a tree."""
    for scalar, fits in found.closed:
        yield from _closed(scalar, fits)
    for scalar in found.definitions:
        yield from _definition(scalar)
    for scalar in found.templates:
        yield from _filters(scalar)
    for place in found.lists:
        for scalar in place.scalars:
            yield from _list(place, scalar)


def undecided(found: Vocabulary, file: str) -> Iterator[Problem]:
    """R153: texts in full-width brackets that may be lists, and may be what the screen or the sheet says."""
    for place in found.lists:
        for scalar in place.scalars:
            text = _LIST.fullmatch(scalar.text)
            if text and not scalar.quoted and not place.fits(scalar.text) and not any(_list(place, scalar)):
                told = {"name": scalar.text.strip(), "items": ", ".join(_split(text["items"]))}
                yield Problem("R153", told, Place(file, scalar.line, scalar.column, scalar.length), "warning")


def _closed(scalar: Scalar, fits: Callable[[str], bool]) -> Iterator[Edit]:
    """A number or a word, its letters in half width and its kana in full width."""
    folded = width.fold(scalar.text).strip()
    if not fits(scalar.text) and fits(folded):
        yield Edit(scalar, 0, scalar.text, OLD_WORDS.get(folded, folded))


# --------------------------------------------------------------------------- columns


def _definition(scalar: Scalar) -> Iterator[Edit]:
    """`コード　８` and `コード｜8`; the choices of a choice stay letter for letter."""
    if _is_column(scalar.text):
        return
    parts = [one for one in re.split(r"[\s|｜]+", scalar.text) if one]
    kind = words.english(COLUMN_TYPES, width.fold(parts[0])) if parts else None
    if kind is None:
        return
    made = _choice(scalar.text) if kind == "choice" else " ".join(map(width.fold, parts))
    if _is_column(made):
        yield Edit(scalar, 0, scalar.text, made)


def _choice(text: str) -> str:
    """A choice: its type, its choices, its flags; "" where it cannot be told which of them are choices."""
    kind, *rest = _PIPE.split(text.strip(), maxsplit=1) if _PIPE.search(text.split()[0]) else text.split(maxsplit=1)
    choices, *flags = rest[0].split() if rest else [""]
    choices = choices.strip("|｜")
    found = _PIPE.split(choices)
    if len(found) > 1:
        if re.search("[/／]", choices) or any(width.fold(one) in words.both(words.COLUMN_FLAGS) for one in found):
            return ""
        choices = "/".join(found)
    return " ".join([width.fold(kind).strip(), choices, *map(width.fold, flags)])


def _is_column(text: str) -> bool:
    try:
        parse_column("", text)
    except BotsError:
        return False
    return True


# --------------------------------------------------------------------------- placeholders


def _filters(scalar: Scalar) -> Iterator[Edit]:
    """`<列｜和暦>`, `<列|ｶﾀｶﾅ>` and `<列|桁 ８>`; what a filter takes as a text is not touched."""
    for _, at, end in placed(scalar.text):
        pipes = [*_pipes(scalar.text, at + 1, end - 1), end - 1]
        for pipe, stop in pairwise(pipes):
            if _filter_word(scalar.text[pipe + 1 : stop]) is None:
                break  # a name with a pipe in it, perhaps
            yield from _filter(scalar, pipe, stop)


def _pipes(text: str, begin: int, end: int) -> Iterator[int]:
    """Where the pipes of a placeholder stand, but for those in quotes."""
    quoted = False
    for at in range(begin, end):
        quoted = quoted != (text[at] == '"')
        if not quoted and text[at] in "|｜":
            yield at


def _filter_word(piece: str) -> str | None:
    return words.english(FILTERS, width.fold((piece.split() or [""])[0]))


def _filter(scalar: Scalar, pipe: int, stop: int) -> Iterator[Edit]:
    """One filter, from its pipe on."""
    if scalar.text[pipe] == "｜":
        yield Edit(scalar, pipe, "｜", "|")
    first, *arguments = _TOKEN.finditer(scalar.text, pipe + 1, stop)
    word = width.fold(first[0])
    if word != first[0]:
        yield Edit(scalar, first.start(), first[0], OLD_WORDS.get(word, word))
    folded = [one[0] if one[0].startswith('"') else width.fold(one[0]) for one in arguments]
    if _takes(word, [one[0] for one in arguments]) or not _takes(word, folded):
        return
    for before, one, made in zip([first, *arguments], arguments, folded, strict=False):
        gap = scalar.text[before.end() : one.start()]
        if gap.strip(" "):
            yield Edit(scalar, before.end(), gap, " ")
        if made != one[0]:
            yield Edit(scalar, one.start(), one[0], made)


def _takes(word: str, arguments: Sequence[str]) -> bool:
    try:
        check_filter(OLD_WORDS.get(word, word), [one.strip('"') for one in arguments])
    except (BotsError, KeyError):
        return False
    return True


# --------------------------------------------------------------------------- lists


def _list(place: Listed, scalar: Scalar) -> Iterator[Edit]:
    """`［新規、継続］` and `[新規、継続]`, where what is in it is what the place asks for, and the whole is not."""
    bracketed = _LIST.fullmatch(scalar.text)
    if scalar.quoted or place.fits(scalar.text) or bool(bracketed) == place.flow:
        return
    items = _split(bracketed["items"] if bracketed else scalar.text)
    if place.words:
        items = [width.fold(one) for one in items]
    known = [place.fits(one) for one in items]
    sure = any(known) if place.open else all(known)
    if items and sure and all(map(_PLAIN.fullmatch, items)) and (bracketed or len(items) > 1):
        inner = ", ".join(items)
        yield Edit(scalar, 0, scalar.text, f"[{inner}]" if bracketed else inner, bare=True, items=tuple(items))


def _split(text: str) -> list[str]:
    return [one for one in _COMMA.split(text.strip()) if one]
