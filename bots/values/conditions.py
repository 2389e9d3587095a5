"""Conditions (`もし`, `対象`): one mapping form, no operators in text, nothing evaluated as code.

    {区分: 転入}   {区分: [転入, 転居]}   {備考: {not: ""}}   {金額: {over: 10000}, shown: 差額}   [any, of, these]

All entries of a mapping must hold; of a list, one. Values may hold placeholders.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from bots.errors import RecipeError
from bots.japan import wareki
from bots.japan.width import hankaku
from bots.model import Row, Value
from bots.values.scope import Scope
from bots.values.templates import expand

Shown = Callable[[Sequence[str]], Collection[str]]
Key = str | Decimal | date

OPERATORS = ("not", "over", "under", "at_least", "at_most", "before", "after", "contains", "starts")


@dataclass(frozen=True, slots=True)
class Test:
    """One name compared: `operator` is "is" or one of OPERATORS; any of `texts` will do
    (for "not": none of them)."""

    name: str
    operator: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """Texts that are, or are not, on the screen; any of them."""

    texts: tuple[str, ...]
    there: bool


@dataclass(frozen=True, slots=True)
class Condition:
    """Any of `ways` holds; a way holds if all its parts do."""

    ways: tuple[tuple[Test | Look, ...], ...]


def parse_condition(written: Any) -> Condition:
    """A condition with English words. Raises RecipeError R60, R61."""
    if isinstance(written, Mapping):
        return Condition((_way(written),))
    if isinstance(written, Sequence) and not isinstance(written, str) and written:
        return Condition(tuple(_way(one) for one in written))
    raise RecipeError("R60")


def _way(written: Any) -> tuple[Test | Look, ...]:
    if not isinstance(written, Mapping) or not written:
        raise RecipeError("R60")
    parts: list[Test | Look] = []
    for name, value in written.items():
        if name in ("shown", "not_shown"):
            parts.append(Look(_texts(value), name == "shown"))
        elif isinstance(value, Mapping):
            if not value:
                raise RecipeError("R60")
            parts += [_test(str(name), str(word), one) for word, one in value.items()]
        else:
            parts.append(Test(str(name), "is", _texts(value)))
    return tuple(parts)


def _test(name: str, operator: str, value: Any) -> Test:
    if operator not in OPERATORS:
        raise RecipeError("R61", word=operator)
    return Test(name, operator, _texts(value))


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, Sequence) and value and all(isinstance(one, str) for one in value):
        return tuple(value)
    raise RecipeError("R60")


def holds(condition: Condition, scope: Scope, shown: Shown) -> bool:
    """Whether the condition holds now. `shown` tells which of some texts the screen shows."""
    return any(all(_holds(part, scope, shown) for part in way) for way in condition.ways)


def holds_for_row(condition: Condition, row: Row) -> bool:
    """Whether `対象` takes the row. Nothing of the screen is known here: R60 if it is asked for."""

    def unknown(texts: Sequence[str]) -> Collection[str]:
        raise RecipeError("R60")

    return holds(condition, Scope(row=row.values), unknown)


def _holds(part: Test | Look, scope: Scope, shown: Shown) -> bool:
    if isinstance(part, Look):
        texts = [expand(text, scope).reveal() for text in part.texts]
        return bool(shown(texts)) == part.there
    value = scope.find(part.name)
    others = [expand(text, scope).reveal() for text in part.texts]
    if part.operator == "not":
        return not any(_equal(value, other) for other in others)
    if part.operator == "is":
        return any(_equal(value, other) for other in others)
    return any(_compare(part.operator, value, other) for other in others)


def _equal(value: Value, other: str) -> bool:
    if value.reveal() == other:
        return True
    mine, theirs = _key(value), _key(Value(other, value.kind))
    return not isinstance(mine, str) and mine == theirs


def _compare(operator: str, value: Value, other: str) -> bool:
    text = value.reveal()
    if operator == "contains":
        return other in text
    if operator == "starts":
        return text.startswith(other)
    if operator in ("before", "after"):
        mine, theirs = _as_date(text), _as_date(other)
    else:
        mine, theirs = _as_number(text), _as_number(other)
    if mine is None or theirs is None:
        return False
    if operator in ("over", "after"):
        return mine > theirs  # type: ignore[operator]
    if operator in ("under", "before"):
        return mine < theirs  # type: ignore[operator]
    return mine >= theirs if operator == "at_least" else mine <= theirs  # type: ignore[operator]


def _key(value: Value) -> Key:
    text = value.reveal()
    found: Key | None = None
    if value.kind == "date":
        found = _as_date(text)
    elif value.kind in ("number", "money"):
        found = _as_number(text)
    return text if found is None else found


def _as_date(text: str) -> date | None:
    try:
        return wareki.parse(text)
    except wareki.WarekiError:
        return None


def _as_number(text: str) -> Decimal | None:
    try:
        return Decimal(hankaku(text).strip().replace(",", ""))
    except InvalidOperation:
        return None
