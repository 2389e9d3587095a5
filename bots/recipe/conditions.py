"""Conditions and parts of the screen as written, into their English form; nothing is evaluated
here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bots.recipe import words
from bots.recipe.nodes import Items, Map, Node, Scalar
from bots.recipe.reader import Reader
from bots.recipe.synonyms import everyday_comparison


def read_condition(reader: Reader, node: Node) -> Any:
    """A condition (`もし`, `対象`) with English operator words, or None where it is unusable."""
    if isinstance(node, Items):
        made = [read_condition(reader, item) for item in node.items]
        if not made:
            reader.add("R10", node)
        return [one for one in made if one is not None] or None
    if isinstance(node, Scalar) and not node.empty:
        reader.add("R60", node)
        return None
    mapping = reader.map(node)
    if mapping is None:
        return None
    if not mapping.entries:
        reader.add("R10", node)
        return None
    made_map: dict[str, Any] = {}
    for key, value in mapping.entries:
        shown = words.english(words.SHOWN, key.text)
        if shown is not None:
            texts = list(reader.texts(value))
            made_map[shown] = texts if isinstance(value, Items) else "".join(texts)
        else:
            made_map[key.text] = _compared(reader, value)
    return made_map


def _compared(reader: Reader, node: Node) -> Any:
    """What a name is compared with: a text, one of several, or operators."""
    if isinstance(node, Scalar):
        return reader.text(node, blank=True)
    if isinstance(node, Items):
        return [reader.text(item, blank=True) for item in node.items]
    made: dict[str, Any] = {}
    for key, value in node.entries:
        operator = words.english(words.OPERATORS, key.text)
        if operator is None and key.text.isdecimal():
            reader.add("R119", key, advice="L96", name=key.text)
        elif operator is None:
            meant = everyday_comparison(key.text, japanese=reader.japanese)
            reader.unknown("R119", key, reader.words(words.OPERATORS), meant=meant)
        elif isinstance(value, Items):
            made[operator] = [reader.text(item, blank=True) for item in value.items]
        else:
            made[operator] = reader.text(value, blank=True)
    if not node.entries:
        reader.add("R10", node)
    return made


def names_in(node: Node) -> Iterator[Scalar]:
    """The names that a condition compares, where they stand; not 表示 and 非表示."""
    if isinstance(node, Items):
        for item in node.items:
            yield from names_in(item)
    elif isinstance(node, Map):
        for key, _ in node.entries:
            if words.english(words.SHOWN, key.text) is None:
                yield key


def looked_for(node: Node) -> Iterator[Node]:
    """What a condition looks for on the screen, where it stands: the values of 表示 and 非表示."""
    if isinstance(node, Items):
        for item in node.items:
            yield from looked_for(item)
    elif isinstance(node, Map):
        for key, value in node.entries:
            if words.english(words.SHOWN, key.text) is not None:
                yield value


def values_in(node: Node) -> Iterator[Scalar]:
    """The texts of a condition that may hold placeholders."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Items):
        for item in node.items:
            yield from values_in(item)
    else:
        for _, value in node.entries:
            yield from values_in(value)


def read_within(reader: Reader, node: Node) -> Any:
    """A part of the screen (`範囲`) with English words, or None where it is unusable."""
    if isinstance(node, Items):
        made = [read_within(reader, item) for item in node.items]
        if not made:
            reader.add("R10", node)
        return [one for one in made if one is not None] or None
    if isinstance(node, Scalar):
        return reader.text(node) or None
    entries = reader.entries(node, words.IN)
    if len(entries) != 1:
        if not node.entries:
            reader.add("R10", node)
        elif len(entries) > 1:
            reader.add("R120", node)
        return None
    (kind, (_, value)) = next(iter(entries.items()))
    if kind == "row":
        return {"row": _row(reader, value)}
    return {kind: reader.text(value)}


def _row(reader: Reader, node: Node) -> Any:
    """A row by one of its cells, by a heading and a cell, or the last one."""
    if isinstance(node, Map):
        if len(node.entries) != 1:
            reader.add("R120", node)
        return {key.text: reader.text(value, blank=True) for key, value in node.entries[:1]}
    text = reader.text(node)
    if isinstance(node, Scalar) and not node.quoted and words.english(words.LAST, text):
        return "last"
    return text
