"""Texts with placeholders: `<氏名>`, `<生年月日|和暦 R06.04.01>`. Read once, filled in once.

    template := ( text | "\\<" | "<" name { "|" filter } ">" )*     "<" before a blank is plain text
    name     := anything but < > | "   or   "anything in quotes"
    filter   := word { argument }, split by blanks; an argument with blanks goes in quotes

What a value holds is never looked at again: a cell with `<secret.pw>` in it stays those letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from bots.errors import RecipeError
from bots.model import Value
from bots.values.scope import Scope

_WORD = re.compile(r"(\"([^\"]*)\")|([^\s\"]+)")


class TemplateError(RecipeError):
    """A text with placeholders that cannot be read. `offset` is where in the text, from 0."""

    def __init__(self, code: str, offset: int, word: str) -> None:
        super().__init__(code, word=word, offset=offset)
        self.offset = offset


@dataclass(frozen=True, slots=True)
class Filter:
    """One use of a filter: its word, its arguments, where it stands in the text."""

    word: str
    arguments: tuple[str, ...]
    offset: int


@dataclass(frozen=True, slots=True)
class Placeholder:
    """`<name|filter …>`: the name, where it stands, the filters in order, the whole as written."""

    name: str
    offset: int
    filters: tuple[Filter, ...] = ()
    written: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Template:
    """A text as read: plain pieces and placeholders. `wide` = written with ＜＞ somewhere."""

    parts: tuple[str | Placeholder, ...]
    wide: bool = False

    @property
    def names(self) -> list[tuple[str, int]]:
        """The names used, with where each stands."""
        return [(one.name, one.offset) for one in self.placeholders()]

    @property
    def filters(self) -> list[tuple[str, tuple[str, ...], int]]:
        """The filters used: word, arguments, where it stands."""
        used = [one for placeholder in self.placeholders() for one in placeholder.filters]
        return [(one.word, one.arguments, one.offset) for one in used]

    def placeholders(self) -> Iterator[Placeholder]:
        """The placeholders in order."""
        return (part for part in self.parts if isinstance(part, Placeholder))


@lru_cache(maxsize=4096)
def parse(text: str) -> Template:
    """Read a text. Raises TemplateError R45 (not closed), R46 (no name), R47 (no filter)."""
    parts: list[str | Placeholder] = []
    plain: list[str] = []
    wide = False
    at = 0
    while at < len(text):
        here = text[at]
        if here == "\\" and text[at + 1 : at + 2] in ("<", "＜"):
            plain.append(text[at + 1])
            at += 2
        elif here in "<＜" and text[at + 1 : at + 2].strip():
            if plain:
                parts.append("".join(plain))
                plain = []
            placeholder, at = _placeholder(text, at)
            parts.append(placeholder)
            wide = wide or here == "＜"
        else:
            plain.append(here)
            at += 1
    if plain:
        parts.append("".join(plain))
    return Template(tuple(parts), wide)


def _placeholder(text: str, start: int) -> tuple[Placeholder, int]:
    close = ">" if text[start] == "<" else "＞"
    pieces: list[tuple[str, int]] = []
    piece_at, at, quoted = start + 1, start + 1, False
    while at < len(text) and (quoted or text[at] != close):
        if text[at] == '"':
            quoted = not quoted
        elif not quoted and text[at] in "|｜":
            pieces.append((text[piece_at:at], piece_at))
            piece_at = at + 1
        elif not quoted and text[at] in "<＜":
            break
        at += 1
    if at >= len(text) or text[at] != close:
        raise TemplateError("R45", start, text[start:at])
    pieces.append((text[piece_at:at], piece_at))
    name, offset = _stripped(*pieces[0])
    if len(name) > 1 and name[0] == name[-1] == '"':
        name, offset = name[1:-1], offset + 1
    if not name.strip():
        raise TemplateError("R46", start, text[start : at + 1])
    filters = tuple(_filter(*piece) for piece in pieces[1:])
    return Placeholder(name, offset, filters, text[start : at + 1]), at + 1


def _filter(text: str, offset: int) -> Filter:
    word, offset = _stripped(text, offset)
    words = [quoted if mark else plain for mark, quoted, plain in _WORD.findall(word)]
    if not words:
        raise TemplateError("R47", offset, "|")
    return Filter(words[0], tuple(words[1:]), offset)


def _stripped(text: str, offset: int) -> tuple[str, int]:
    return text.strip(), offset + len(text) - len(text.lstrip())


def expand(text: str, scope: Scope) -> Value:
    """The text with its placeholders filled in.

    Exactly one placeholder keeps the kind and the column of its value (a filter that changes it
    makes
    it text). Hidden is contagious. Raises RecipeError for an unknown name or filter, DataError D4x
    where a filter cannot take the value.
    """
    from bots.values.filters import apply

    filled = [
        part
        if isinstance(part, str)
        else apply(scope.find(part.name), part.filters, part.name, scope.hall)
        for part in parse(text).parts
    ]
    if len(filled) == 1 and isinstance(filled[0], Value):
        return filled[0]
    values = [one for one in filled if isinstance(one, Value)]
    whole = "".join(one if isinstance(one, str) else one.reveal() for one in filled)
    column = "、".join(value.column for value in values if value.column)
    notes = tuple(note for value in values for note in value.notes)
    return Value(whole, hidden=any(value.hidden for value in values), column=column, notes=notes)


def names_in(written: Any) -> set[str]:
    """The names used anywhere in a text, a list or a mapping of texts."""
    if isinstance(written, str):
        return {name for name, _ in parse(written).names}
    if isinstance(written, Mapping):
        return {name for one in written.values() for name in names_in(one)}
    if isinstance(written, list | tuple):
        return {name for one in written for name in names_in(one)}
    return set()
