"""Full-width brackets and curly quotes in the texts of a tree, where they can only be meant as ours."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bots.errors import BotsError
from bots.recipe import words
from bots.recipe.mending.edits import Edit
from bots.recipe.mending.pieces import placed
from bots.recipe.mending.vocabulary import Vocabulary
from bots.recipe.nodes import Scalar
from bots.recipe.traps import CURLY_EMPTY, CURLY_ROLE
from bots.values.filters import FILTERS, check_filter
from bots.values.scope import fold_name
from bots.values.targets import ROLES
from bots.values.templates import Placeholder, parse

_CURLY = re.compile(r"(?<=[<＜|｜\s])[“„”＂]([^“„”＂<>＜＞]*)[“”＂](?=[>＞|｜\s])")


def mends(found: Vocabulary) -> Iterator[Edit]:
    """The edits that make them half-width."""
    for scalar in found.templates:
        yield from _placeholders(scalar, found.declared)
    for scalar in found.compared:
        if CURLY_EMPTY.fullmatch(scalar.text) and not scalar.quoted:
            yield Edit(scalar, 0, scalar.text, '""', bare=True)
    for scalar in found.targets:
        yield from _role(scalar)


def _role(scalar: Scalar) -> Iterator[Edit]:
    role = CURLY_ROLE.fullmatch(scalar.text)
    if role and words.english(ROLES, role["role"]):
        for group in ("open", "close"):
            yield Edit(scalar, role.start(group), role[group], '"')


def _placeholders(scalar: Scalar, declared: set[str]) -> Iterator[Edit]:
    """Brackets of `＜列＞`, and curly quotes inside a placeholder that reads with straight ones only."""
    for one, at, end in placed(scalar.text):
        if one.written[0] == "＜":
            yield Edit(scalar, at, "＜", "<")
            yield Edit(scalar, end - 1, "＞", ">")
        pairs = list(_CURLY.finditer(one.written))
        if pairs and not _reads(one, declared) and _reads(_straight(one.written), declared):
            for pair in pairs:
                yield Edit(scalar, at + pair.start(), pair[0][0], '"')
                yield Edit(scalar, at + pair.end() - 1, pair[0][-1], '"')


def _straight(written: str) -> Placeholder | None:
    try:
        return next(parse(_CURLY.sub(r'"\1"', written)).placeholders(), None)
    except BotsError:
        return None


def _reads(one: Placeholder | None, declared: set[str]) -> bool:
    """Whether its name is declared and its filters are filters."""
    if one is None or fold_name(one.name) not in declared:
        return False
    try:
        for used in one.filters:
            if words.english(FILTERS, used.word) is None:
                return False
            check_filter(used.word, used.arguments)
    except BotsError:
        return False
    return True
