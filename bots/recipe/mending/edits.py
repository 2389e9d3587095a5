"""Edits at the places of a tree in its text: the letters themselves are exchanged, no YAML is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bots.recipe.nodes import Items, Map, Node, Scalar, Span

_ESCAPES = {"n": "\n", "t": "\t", '"': '"', "\\": "\\", "/": "/", " ": " ", "0": "\0", "r": "\r"}
_CODES = {"x": 2, "u": 4, "U": 8}
_BLANKS = (" ", "\t", "\n")


@dataclass(frozen=True, slots=True)
class Edit:
    """`old`, at `offset` of the text of a node, becomes `new`. `bare` = the whole of a plain scalar, and `new`
    is written as it is, quotes too. `items` = what it reads as then, where that is a list or several items of one.
    """

    node: Scalar
    offset: int
    old: str
    new: str
    bare: bool = False
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """A text with its edits made. `texts` are the new texts of the nodes by their places, `lists` the items of those
    that became lists; `left` are the edits whose letters could not be told for sure.
    """

    text: str
    texts: Mapping[tuple[int, int], str]
    made: tuple[Edit, ...]
    left: tuple[Edit, ...]
    lists: Mapping[tuple[int, int], tuple[str, ...]] = field(default_factory=dict)


def make(text: str, spans: Mapping[tuple[int, int], Span], edits: Iterable[Edit]) -> Made:
    """Make edits, last to first. Two edits of one node must not overlap."""
    by_node: dict[tuple[int, int], list[Edit]] = {}
    for edit in edits:
        by_node.setdefault((edit.node.line, edit.node.column), []).append(edit)
    cuts: list[tuple[int, int, str]] = []
    texts: dict[tuple[int, int], str] = {}
    made: list[Edit] = []
    left: list[Edit] = []
    lists = {}
    for place, group in by_node.items():
        found = _cuts(text, spans.get(place), group)
        if found is None:
            left += group
            continue
        cuts += found
        made += group
        texts[place] = edited(group)
        if group[0].items:
            lists[place] = group[0].items
    for start, end, new in sorted(cuts, reverse=True):
        text = text[:start] + new + text[end:]
    return Made(text, texts, tuple(made), tuple(left), lists)


def edited(edits: Iterable[Edit]) -> str:
    """The text of a node after its edits."""
    ordered = sorted(edits, key=lambda one: one.offset, reverse=True)
    text = ordered[0].node.text
    for edit in ordered:
        new = "" if edit.bare else edit.new
        text = text[: edit.offset] + new + text[edit.offset + len(edit.old) :]
    return text


def _cuts(text: str, span: Span | None, edits: list[Edit]) -> list[tuple[int, int, str]] | None:
    """What to cut out of the file and what to put there, or None where it cannot be told."""
    if span is None:
        return None
    raw = text[span.start : span.end]
    places = letters(raw, span.style, edits[0].node.text)
    if places is None:
        return None
    found = []
    for edit in edits:
        inside = edit.node.text[edit.offset : edit.offset + len(edit.old)] == edit.old
        if not edit.old or not inside or (edit.bare and span.style):
            return None
        first, last = places[edit.offset], places[edit.offset + len(edit.old) - 1]
        if "\n" in raw[first[0] : last[1]]:
            return None
        new = edit.new if edit.bare else _written(edit.new, span.style)
        found.append((span.start + first[0], span.start + last[1], new))
    return found


def _written(text: str, style: str) -> str:
    """A text as it stands inside quotes of that kind."""
    if style == '"':
        return text.replace("\\", "\\\\").replace('"', '\\"')
    return text.replace("'", "''") if style == "'" else text


def letters(raw: str, style: str, text: str) -> list[tuple[int, int]] | None:
    """Where each letter of a scalar's text stands in what was written: begin and end. None where it is not plain
    to see.
    """
    if not style and raw == text:
        return [(at, at + 1) for at in range(len(raw))]
    if style in ("'", '"'):
        units = _quoted(raw, style)
    elif style in ("|", ">"):
        header = raw.find("\n")
        units = ((at, at + 1, raw[at]) for at in range(header + 1, len(raw)))
    else:
        units = ((at, at + 1, raw[at]) for at in range(len(raw)))
    return _aligned(list(units), text)


def _quoted(raw: str, style: str) -> Iterator[tuple[int, int, str]]:
    """The letters inside quotes, escapes read."""
    at, end = 1, len(raw) - 1
    while at < end:
        here, width = raw[at], 1
        if style == "'" and here == "'":
            width = 2
        elif style == '"' and here == "\\":
            kind = raw[at + 1 : at + 2]
            if kind in _CODES:
                code = re.match(r"[0-9A-Fa-f]+", raw[at + 2 : at + 2 + _CODES[kind]])
                here, width = chr(int(code[0], 16)) if code else "", 2 + _CODES[kind]
            else:
                here, width = _ESCAPES.get(kind, ""), 2
        yield at, at + width, here
        at += width


def _aligned(units: list[tuple[int, int, str]], text: str) -> list[tuple[int, int]] | None:
    """Letters held against the text; line ends and indents between them count as one blank or none."""
    found: list[tuple[int, int]] = []
    at = 0
    for letter in text:
        next_ = at
        while next_ < len(units) and units[next_][2] != letter and units[next_][2] in _BLANKS:
            next_ += 1
        if next_ < len(units) and units[next_][2] == letter:
            found.append(units[next_][:2])
            at = next_ + 1
        elif letter in _BLANKS:
            end = units[next_ - 1][1] if next_ else 0
            found.append((units[at][0] if next_ > at else end, end))
            at = next_
        else:
            return None
    return found


def same_tree(
    before: Node,
    after: Node,
    texts: Mapping[tuple[int, int], str],
    lists: Mapping[tuple[int, int], tuple[str, ...]] | None = None,
) -> bool:
    """Whether two trees are the same but for the texts, and lists, that edits have made of the old ones."""
    lists = lists or {}
    if isinstance(before, Scalar):
        made = lists.get((before.line, before.column))
        if made is not None:
            return isinstance(after, Items) and _are(after.items, made)
        if not isinstance(after, Scalar) or before.line != after.line:
            return False
        return after.text == texts.get((before.line, before.column), before.text)
    if isinstance(before, Items):
        return isinstance(after, Items) and _same_items(before, after, texts, lists)
    return (
        isinstance(after, Map)
        and len(before.entries) == len(after.entries)
        and all(
            same_tree(one[0], two[0], texts) and same_tree(one[1], two[1], texts, lists)
            for one, two in zip(before.entries, after.entries, strict=True)
        )
    )


def _same_items(
    before: Items,
    after: Items,
    texts: Mapping[tuple[int, int], str],
    lists: Mapping[tuple[int, int], tuple[str, ...]],
) -> bool:
    at = 0
    for item in before.items:
        made = lists.get((item.line, item.column)) if isinstance(item, Scalar) else None
        width = len(made) if made else 1
        found = after.items[at : at + width]
        same = _are(found, made) if made else len(found) == 1 and same_tree(item, found[0], texts, lists)
        if not same:
            return False
        at += width
    return at == len(after.items)


def _are(nodes: Sequence[Node], texts: Sequence[str]) -> bool:
    return [one.text if isinstance(one, Scalar) else None for one in nodes] == list(texts)
