"""L07, L20: conditions that no row can ever meet, as far as what is written out tells.

What a column can hold is known by its type: a value that no cell is read as never comes. Sizes and orders of one
name may leave nothing between them, and a text cannot be on the screen and not be.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bots.errors import BotsError
from bots.japan import numbers
from bots.japan.width import fold
from bots.model import Column, Row
from bots.recipe import words
from bots.recipe.comparisons import told_type
from bots.recipe.conditions import read_condition
from bots.recipe.nodes import Items, Map, Node, Scalar
from bots.recipe.reader import Reader
from bots.values.columns import read_cell
from bots.values.conditions import DAYS, SIZES, holds_for_row, parse_condition
from bots.values.equality import day_of, equal
from bots.values.scope import fold_name


def check_unmet(reader: Reader, node: Node, columns: Mapping[str, Column]) -> None:
    """Note the parts of a condition that never hold. `columns` by their folded names."""
    for way in node.items if isinstance(node, Items) else (node,):
        if isinstance(way, Map):
            _screen(reader, way)
            for key, value in way.entries:
                if words.english(words.SHOWN, key.text) is None:
                    _compared(reader, key, value, columns.get(fold_name(key.text)))


_SAID_BLANK = frozenset({"空", "空欄", "空白", "未記入", "未入力", "ブランク", "blank", "empty", "null", "none"})


def _blanks(reader: Reader, key: Scalar, value: Node, column: Column | None) -> bool:
    """L36: words by which people say that a cell is blank. They are compared as the letters that they are."""
    choices = column.choices if column is not None else ()
    said = [one for one in _values(value) if fold(one.text).strip("()「」 ").casefold() in _SAID_BLANK and one.text not in choices]
    for one in said:
        reader.add("L36", one, severity="warning", name=key.text, word=one.text)
    return bool(said)


def _screen(reader: Reader, way: Map) -> None:
    """What must be there and must not be there at once: each text that will do is ruled out."""
    looks = {words.english(words.SHOWN, key.text): (key, value) for key, value in way.entries}
    if not {"shown", "not_shown"} <= looks.keys():
        return
    key, refused = looks["not_shown"]
    wanted = {one.text for one in _scalars(looks["shown"][1])}
    if wanted and wanted <= {one.text for one in _scalars(refused)}:
        reader.add("L20", key, severity="warning", name=key.text)


def _compared(reader: Reader, key: Scalar, value: Node, column: Column | None) -> None:
    texts = [one.text for one in _values(value)]
    if not texts or any("<" in one or "＜" in one for one in texts) or _apart(reader, key, value):
        return
    if _blanks(reader, key, value, column):
        return
    few = column is not None and column.kind in ("choice", "flag")
    if column is not None and few and _odd_ones(reader, value, column):
        return
    if column is not None and (few or not isinstance(value, Map)):
        none = _no_choice if few else _no_cell
        if none(reader, value, column):
            kind = told_type(reader, column) + (f" {column.size}" if column.size is not None else "")
            reader.add(
                "L07", value if isinstance(value, Scalar) else key, severity="warning",
                advice=_advice(column, *texts), name=column.name, known=words.listed(column.choices), kind=kind,
            )  # fmt: skip


def _advice(column: Column, *texts: str) -> str:
    if not "".join(texts).strip():
        return "L94"
    return {"choice": "", "flag": "L95"}.get(column.kind, "L93")


# --------------------------------------------------------------------------- what a column can hold


def _odd_ones(reader: Reader, value: Node, column: Column) -> bool:
    """Note each of several values that the column never has: a slip of one letter among right ones leaves rows out, or lets
    rows through that were meant to be left out. Not blank is what such a column always is, and no slip."""
    unlike = [one for key, inner in value.entries for one in _scalars(inner) if _is_not(key)] if isinstance(value, Map) else []
    written = [one for one in unlike if one.text.strip()]
    written = written or ([] if isinstance(value, Map) else _scalars(value))
    odd = [one for one in written if _no_choice(reader, one, column)]
    for one in odd:
        known = words.listed(column.choices)
        reader.add("L07", one, severity="warning", advice=_advice(column, one.text), name=column.name, known=known, kind=column.kind)
    return bool(odd)


def _is_not(key: Scalar) -> bool:
    return words.english(words.OPERATORS, key.text) == "not"


def _no_choice(reader: Reader, value: Node, column: Column) -> bool:
    """Whether none of the few values of a column passes."""
    noted = len(reader.problems)
    written = read_condition(reader, Map(((Scalar("x", 1, 1), value),), 1, 1))
    del reader.problems[noted:]  # how it is written is told where it is read
    choices = column.choices or ("はい", "いいえ")
    try:
        condition = parse_condition(written)
        cells = [read_cell(column, one) for one in (*choices, *([""] if column.optional else []))]
        return not any(holds_for_row(condition, Row(1, "", (), {"x": cell})) for cell in cells)
    except BotsError:
        return False  # it cannot be compared, as is told elsewhere


def _no_cell(reader: Reader, value: Node, column: Column) -> bool:
    """Whether no cell of the column is read as one of the values."""
    return not any(_comes(column, one.text) for one in _values(value))


def _comes(column: Column, text: str) -> bool:
    if not text.strip():
        return column.optional
    if column.kind == "date":
        return day_of(text, past_era=True) is not None
    try:
        return equal(read_cell(column, text), text)
    except BotsError:
        return False


# --------------------------------------------------------------------------- sizes and orders


def _apart(reader: Reader, key: Scalar, value: Node) -> bool:
    """Note sizes and orders of one name that leave nothing between them."""
    lows: list[tuple[Any, bool]] = []
    highs: list[tuple[Any, bool]] = []
    for operator, bounds in _bounds(value):
        itself = operator in ("at_least", "at_most")
        if operator in ("over", "at_least", "after"):
            lows.append((min(bounds), not itself))
        else:
            highs.append((max(bounds), itself))
    if not lows or not highs or len({type(bound) for bound, _ in (*lows, *highs)}) > 1:
        return False
    (low, above), (high, itself) = max(lows), min(highs)
    if low < high or (low == high and itself and not above):
        return False
    reader.add("L20", key, severity="warning", name=key.text)
    return True


def _bounds(value: Node) -> Iterator[tuple[str, list[Any]]]:
    """Operators with what they compare with, where all of it is a number, or all of it a date."""
    for key, written in value.entries if isinstance(value, Map) else ():
        operator = words.english(words.OPERATORS, key.text)
        if operator not in (*SIZES, *DAYS):
            continue
        texts = [one.text for one in _scalars(written)]
        for read in (numbers.parse, day_of) if operator in SIZES else (day_of,):
            found = [read(one) for one in texts]
            if found and None not in found:
                yield operator, found
                break


def _values(node: Node) -> list[Scalar]:
    """The texts that a name is compared with."""
    if isinstance(node, Map):
        return [one for _, value in node.entries for one in _scalars(value)]
    return _scalars(node)


def _scalars(node: Node) -> list[Scalar]:
    return [one for one in (node.items if isinstance(node, Items) else (node,)) if isinstance(one, Scalar) and not one.empty]
