"""Conditions (`もし`, `対象`): one mapping form, no operators in text, nothing evaluated as code.

    {区分: 転入}   {区分: [転入, 転居]}   {備考: {not: ""}}   {金額: {over: 10000}, shown: 差額}
    [any, of, these]

All entries of a mapping must hold; of a list, one. Values may hold placeholders. The value on the
left
decides how it is compared: a date as a date, a number as a number, else as text after trimming.
`over`
and the like want numbers (or dates, where the value is a date), `before` and `after` dates: a value
that is neither refuses the row, it is not simply taken as false. A blank value is in no size or
order.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from bots.errors import DataError, RecipeError, Reject
from bots.japan import numbers
from bots.model import Hall, Row, Value
from bots.values.equality import day_of, equal
from bots.values.scope import BUILTINS, Scope
from bots.values.templates import expand, parse

Shown = Callable[[Sequence[str]], Collection[str]]

SIZES = ("over", "under", "at_least", "at_most")
DAYS = ("before", "after")
OPERATORS = ("not", *SIZES, *DAYS, "contains", "starts")


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

_NO_TABLES = Hall()  # of a hall that decides nothing of its own


def parse_condition(written: Any) -> Condition:
    """A condition with English words. Raises RecipeError R60, R61, R62, R63."""
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
            texts = _texts(value)
            if any(is_blank(text) for text in texts):
                raise RecipeError("R67")
            parts.append(Look(texts, name == "shown"))
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
    texts = _texts(value)
    for text in texts:
        if operator in (*SIZES, *DAYS) and not parse(text).names:
            _check_literal(operator, text)
    return Test(name, operator, texts)


def _check_literal(operator: str, text: str) -> None:
    """A size is a number or a date, an order a date; what is written out can be told at once."""
    if operator in DAYS and day_of(text) is None:
        raise RecipeError("R63", word=text)
    if operator in SIZES and numbers.parse(text) is None and day_of(text) is None:
        raise RecipeError("R62", word=text)


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, Sequence) and value and all(isinstance(one, str) for one in value):
        return tuple(value)
    raise RecipeError("R60")


def is_blank(text: str) -> bool:
    """Whether a text says nothing: every screen, or none, would show it."""
    return not text.replace("\u200b", "").strip()


def words_of(written: str, value: Value) -> str:
    """What is looked for on the screen, `written` with its value. Raises Reject B08 where it is empty:
    the text as written is told, which names the column."""
    text = value.reveal()
    if is_blank(text):
        raise Reject("B08", text=written)
    return text


def holds(condition: Condition, scope: Scope, shown: Shown) -> bool:
    """Whether the condition holds now. `shown` tells which of some texts the screen shows.

    Raises Reject B08 where a text to look for is empty with the values of this row.
    """
    return any(all(_holds(part, scope, shown) for part in way) for way in condition.ways)


def holds_for_row(
    condition: Condition, row: Row, others: Mapping[str, Value] | None = None, hall: Hall = _NO_TABLES
) -> bool:
    """Whether `対象` takes the row. `others` = inputs and built-in names that it may use; `hall` = the tables
    that its filters ask.

    Nothing of the screen is known here: RecipeError R60 if it is asked for. Raises DataError D44, D45
    where a value cannot be compared: then the row is refused, neither taken nor left out.
    """

    def unknown(texts: Sequence[str]) -> Collection[str]:
        raise RecipeError("R60")

    given = others or {}
    builtins = {name: value for name, value in given.items() if name in BUILTINS.values()}
    inputs = {name: value for name, value in given.items() if name not in builtins}
    scope = Scope(row=row.values, inputs=inputs, builtins=builtins, hall=hall)
    return holds(condition, scope, unknown)


def _holds(part: Test | Look, scope: Scope, shown: Shown) -> bool:
    if isinstance(part, Look):
        texts = [words_of(text, expand(text, scope)) for text in part.texts]
        return bool(shown(texts)) == part.there
    value = scope.find(part.name)
    others = [expand(text, scope).reveal() for text in part.texts]
    if part.operator == "not":
        return not any(equal(value, other) for other in others)
    if part.operator == "is":
        return any(equal(value, other) for other in others)
    return any(_compare(part, value, other) for other in others)


def _compare(part: Test, value: Value, other: str) -> bool:
    text = value.reveal().strip()
    if part.operator == "contains":
        return other in text
    if part.operator == "starts":
        return text.startswith(other)
    if not text or not other.strip():
        return False
    if part.operator in DAYS or value.kind == "date":
        return _ordered(part.operator, _day(part.name, text), _day(part.name, other))
    return _ordered(part.operator, _number(part.name, text), _number(part.name, other))


def _ordered(operator: str, mine: Decimal | date, theirs: Decimal | date) -> bool:
    if mine == theirs:
        return operator in ("at_least", "at_most")
    greater = mine > theirs  # type: ignore[operator]
    return greater == (operator in ("over", "after", "at_least"))


def _day(name: str, text: str) -> date:
    day = day_of(text)
    if day is None:
        raise DataError("D45", name=name)
    return day


def _number(name: str, text: str) -> Decimal:
    number = numbers.parse(text)
    if number is None:
        raise DataError("D44", name=name)
    return number
