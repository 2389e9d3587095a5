"""Whether what a condition compares can be compared at all, and what a filter is given can be taken by it: a size
needs a number (or two dates), an order two dates, 和暦 a date.

Columns, inputs and built-in names have a type, so this is known before any row is; a comparison that no
row could pass would else refuse every row, perhaps after it was submitted. What a step keeps (読取) has
the form that the screen gives it: it may be compared, and is looked at with the row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from bots.errors import BotsError
from bots.japan import numbers
from bots.model import Column
from bots.recipe import words
from bots.recipe.nodes import Items, Map, Node, Scalar, walk
from bots.recipe.reader import Reader
from bots.recipe.recipe import Recipe, Step
from bots.tasks.control import SAVING
from bots.tasks.registry import STEPS
from bots.values.columns import COLUMN_TYPES
from bots.values.conditions import DAYS, SIZES
from bots.values.equality import day_of
from bots.values.filters import check_filter, takes
from bots.values.scope import fold_name
from bots.values.templates import Filter, Placeholder, parse

Types = dict[str, Column]
"""Folded name to what it holds. A kept value has the type KEPT."""

KEPT = ""
_BUILTINS = {"today": "date", "now": "text", "row_number": "number", "run_id": "text"}


def types_of(recipe: Recipe) -> Types:
    """What every name of a recipe holds that is known before its steps."""
    made = {
        fold_name(name): Column(name, kind)
        for english, kind in _BUILTINS.items()
        for name in (english, words.BUILTINS[english])
    }
    columns = recipe.sheet.plan.columns if recipe.sheet else ()
    for details in recipe.sheet.plan.details if recipe.sheet else ():
        for one in details.columns:  # a name that is the row's too must be written whole
            made |= {fold_name(name): one for name in (one.name, f"{details.name}.{one.name}")}
    return made | {fold_name(one.name): one for one in (*columns, *recipe.inputs)}


def keep(types: Types, step: Step) -> None:
    """What a step keeps, from here on. A name given to one value (`<生年月日>`) holds what that holds."""
    for name, value in step.main.entries if isinstance(step.main, Map) else ():
        one = _placed(value, types) if step.verb == "set" else None
        types[fold_name(name.text)] = one or Column(name.text, KEPT)


def check_steps(reader: Reader, steps: Iterable[Step], types: Types) -> None:
    """What the conditions of steps compare and what their filters are given, each with what is kept before it."""
    for step in steps:
        kind = step.task.kinds[step.task.main].name
        asked = (step.when_node, step.main if kind == "holding" else None)
        for node in (*asked, *(block.when_node for block in step.blocks)):
            if node is not None:
                check_comparisons(reader, node, types)
        written = [node for name, (_, node) in step.nodes.items() if step.task.kinds[name].name not in STEPS]
        for node in (*written, step.when_node, step.within_node, *(block.when_node for block in step.blocks)):
            if node is not None:
                check_filters(reader, node, types)
        if step.verb in SAVING:
            keep(types, step)
        for block in step.blocks:
            check_steps(reader, block.steps, types)


def check_filters(reader: Reader, node: Node, types: Mapping[str, Column]) -> None:
    """R160: filters that can take no value of the column they are given, so that every row would be refused."""
    for scalar in walk(node):
        for placeholder in _placeholders(scalar):
            column = types.get(fold_name(placeholder.name))
            used = placeholder.filters
            if column is None or not used or not all(_is_right(one) for one in used):
                continue
            if not takes(column.kind, column.choices, used):
                reader.add(
                    "R160", scalar, offset=used[0].offset, width=len(used[0].word), name=column.name,
                    kind=told_type(reader, column), filter=used[0].word,
                )  # fmt: skip


def _placeholders(scalar: Scalar) -> list[Placeholder]:
    try:
        return list(parse(scalar.text).placeholders())
    except BotsError:
        return []  # how it is written was told


def _is_right(used: Filter) -> bool:
    """Whether there is such a filter and its arguments are right; else that was told."""
    try:
        check_filter(used.word, used.arguments)
    except (BotsError, KeyError):
        return False
    return True


def check_comparisons(reader: Reader, node: Node, types: Mapping[str, Column]) -> None:
    """Note every comparison of a condition that makes no sense: R125, R126; R62, R63 for what is
    written out.
    """
    for name, operator, values in compared(node):
        column = types.get(fold_name(name.text))
        if column is None:
            continue
        english = words.english(words.OPERATORS, operator.text) or ""
        if _fits(column, english):
            for value in values:
                _check_value(reader, value, column, operator, types)
        else:
            _note_type(reader, name, column, operator)


def compared(node: Node) -> Iterator[tuple[Scalar, Scalar, list[Scalar]]]:
    """Name, operator and values wherever a size or an order is asked for."""
    for way in node.items if isinstance(node, Items) else (node,):
        for name, asked in way.entries if isinstance(way, Map) else ():
            if not isinstance(asked, Map) or words.english(words.SHOWN, name.text):
                continue
            for operator, value in asked.entries:
                if words.english(words.OPERATORS, operator.text) in (*SIZES, *DAYS):
                    yield name, operator, _scalars(value)


def _scalars(node: Node) -> list[Scalar]:
    items: Iterable[Node] = node.items if isinstance(node, Items) else (node,)
    return [one for one in items if isinstance(one, Scalar) and not one.empty]


def _fits(column: Column, operator: str) -> bool:
    """Whether every value that the column can have can be compared so."""
    if column.kind == KEPT:
        return True
    if operator in DAYS:
        return column.kind == "date" or _all_days(column)
    return column.kind == "date" or _is_number(column)


def _is_number(column: Column) -> bool:
    """Whether it holds nothing but numbers; a code does where it is nothing but digits."""
    if column.kind == "choice":
        return all(numbers.parse(one) is not None for one in column.choices)
    return column.kind in ("number", "money") or (column.kind == "code" and column.size is not None)


def _all_days(column: Column) -> bool:
    return column.kind == "choice" and all(day_of(one) is not None for one in column.choices)


def _check_value(
    reader: Reader, value: Scalar, column: Column, operator: Scalar, types: Mapping[str, Column]
) -> None:
    """What stands on the right: a number or a date as the left asks for."""
    english = words.english(words.OPERATORS, operator.text) or ""
    days = english in DAYS or column.kind == "date"
    if _is_plain(value):
        read = day_of(value.text) if days else numbers.parse(value.text)
        if read is None:
            reader.add("R63" if days else "R62", value, word=value.text)
        return
    other = _placed(value, types)
    if other is None or other.kind == KEPT:
        return
    day, number = other.kind == "date" or _all_days(other), _is_number(other)
    if not (day or number):
        _note_type(reader, value, other, operator)
    elif not (day if days else number):
        reader.add(
            "R126", value, name=column.name, kind=told_type(reader, column),
            other=other.name, other_kind=told_type(reader, other), operator=operator.text,
        )  # fmt: skip


def _is_plain(value: Scalar) -> bool:
    try:
        return not parse(value.text).names
    except BotsError:
        return False  # how it is written was told


def _placed(value: Node, types: Mapping[str, Column]) -> Column | None:
    """What a text holds that is one placeholder without filters, where that is known."""
    try:
        parts = parse(value.text).parts if isinstance(value, Scalar) else ()
    except BotsError:
        return None
    if len(parts) != 1 or not isinstance(parts[0], Placeholder) or parts[0].filters:
        return None
    return types.get(fold_name(parts[0].name))


def _note_type(reader: Reader, node: Scalar, column: Column, operator: Scalar) -> None:
    reader.add(
        "R125", node, width=len(node.text), name=column.name, kind=told_type(reader, column),
        operator=operator.text,
    )  # fmt: skip


def told_type(reader: Reader, column: Column) -> str:
    """The type as a recipe in this language writes it."""
    if column.kind == KEPT:
        return "控えた値" if reader.japanese else "saved value"
    return words.spoken(COLUMN_TYPES, column.kind, reader.japanese)
