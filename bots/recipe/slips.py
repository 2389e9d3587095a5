"""Slips in placeholders, which would be put in as the letters that they are: `町名>`, `$町名`, `≪町名≫`; `町名` alone
and `【町名】`, which may be meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bots.errors import BotsError
from bots.recipe.names import BLANK, Known
from bots.recipe.nodes import Map, Node, Scalar
from bots.recipe.reader import Reader
from bots.recipe.recipe import Step
from bots.values.templates import parse

_NAME = r"(?P<name>[^\s<>＜＞|｜]+)(?P<filters>[|｜][^<>＜＞]*)?"
_NEVER_MEANT = (  # no text is written so that only happens to hold the name of a column
    re.compile(rf"(?:^|(?<=[\s\u3000])){_NAME}[>＞]"),
    re.compile(r"[≪《〈«‹](?P<name>[^≪《〈«‹≫》〉»›|｜]+)(?P<filters>[|｜][^≫》〉»›]*)?[≫》〉»›]"),
    re.compile(r"[$＄](?P<name>[^\s$＄|｜]+)(?P<filters>)"),
    re.compile(r"[%％](?P<name>[^\s%％|｜]+)(?P<filters>)[%％]"),
)
_MAYBE = re.compile(r"\s*[【「『［\[〔(（]?\s*(?P<name>[^【】「」『』［］\[\]〔〕]+?)\s*[】」』］\]〕)）]?\s*")


def check_slips(reader: Reader, step: Step, known: Known) -> None:
    """R166, and L19 for what may be meant, in the texts that a step puts in, compares or hands on."""
    for name, (_, node) in step.nodes.items():
        if step.task.kinds[name].name in ("fields", "named"):
            for scalar in _values(node):
                _check(reader, scalar, known)


def _values(node: Node) -> Iterator[Scalar]:
    """The texts on the right of lines of name: value, and those of {value: …} there."""
    for _, value in node.entries if isinstance(node, Map) else ():
        inner = value.get("値") or value.get("value") if isinstance(value, Map) else value
        if isinstance(inner, Scalar) and not inner.empty:
            yield inner


def _check(reader: Reader, scalar: Scalar, known: Known) -> None:
    try:
        pieces = parse(scalar.text).parts
    except BotsError:
        return  # how it is written was told
    if "\\" in scalar.text or not known.all_known:
        return  # \< says that the mark is meant
    for piece in pieces:
        for match in _slips(piece) if isinstance(piece, str) else ():
            if known.find(match["name"].strip()):
                instead = f"<{match['name'].strip()}{match['filters'] or ''}>"
                begin = scalar.text.index(match[0])
                reader.add("R166", scalar, offset=begin, width=len(match[0]), name=match[0], instead=instead)
    whole = _MAYBE.fullmatch(scalar.text)
    declared = known.declared(whole["name"]) if whole else None
    if declared is not None:
        reader.add("L19", scalar, severity="warning", name=scalar.text.strip(), instead=f"<{declared}>")


def _slips(text: str) -> Iterator[re.Match[str]]:
    text = BLANK.sub("", text)  # told as such
    return (match for pattern in _NEVER_MEANT for match in pattern.finditer(text))
