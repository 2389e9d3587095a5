"""Conditions, and parts of the screen, in the words of a sentence, in both languages; for `explain`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bots.recipe import words
from bots.recipe.value_phrases import either, neither, value_text
from bots.tasks.arguments import as_list

_OPERATORS = {
    "over": ("が{v}を超える", "{n} is over {v}"),
    "under": ("が{v}未満", "{n} is under {v}"),
    "at_least": ("が{v}以上", "{n} is at least {v}"),
    "at_most": ("が{v}以下", "{n} is at most {v}"),
    "before": ("が{v}より前", "{n} is before {v}"),
    "after": ("が{v}より後", "{n} is after {v}"),
    "contains": ("が{v}を含む", "{n} contains {v}"),
    "starts": ("が{v}で始まる", "{n} begins with {v}"),
}
_OF_DAYS = {
    "over": ("が{v}より後", "{n} is after {v}"),
    "under": ("が{v}より前", "{n} is before {v}"),
    "at_least": ("が{v}以降", "{n} is on or after {v}"),
    "at_most": ("が{v}以前", "{n} is on or before {v}"),
}
_DAY = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|[MTSHR明大昭平令].{0,2}\d{1,2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?")


def condition_text(condition: Any, lang: str) -> str:
    """A condition in words."""
    ja = lang == "ja"
    if isinstance(condition, list):
        ways = [_grouped(condition_text(one, lang), one, ja) for one in condition]
        return ("、または" if ja else ", or ").join(ways if len(ways) > 1 else [condition_text(condition[0], lang)])
    parts = [_compare(name, wanted, ja) for name, wanted in condition.items()]
    return ("、かつ" if ja else " and ").join(parts)


def _grouped(told: str, way: Any, ja: bool) -> str:
    """One of several ways: what holds together is put in brackets."""
    parts = sum(len(one) if isinstance(one, Mapping) else 1 for one in way.values())
    if parts < 2:
        return told
    return f"（{told}）" if ja else f"({told})"


def holding(condition: str, noun: str) -> str:
    """A condition before a Japanese noun: …いとき, …のとき."""
    return f"{condition}{noun}" if condition.endswith(("い", "る", "む")) else f"{condition}の{noun}"


def until_text(condition: Any, lang: str) -> str:
    """What is waited for: 「…」が出るまで."""
    ja = lang == "ja"
    ways = [
        ("、かつ" if ja else " and ").join(_awaited(name, wanted, ja) for name, wanted in way.items())
        for way in as_list(condition)
    ]
    return ("、または" if ja else ", or ").join(ways)


def _awaited(name: str, wanted: Any, ja: bool) -> str:
    if name not in ("shown", "not_shown") or not ja:
        return _compare(name, wanted, ja)
    told = [value_text(one, ja) for one in as_list(wanted)]
    if name == "shown":
        return f"画面に{either(told, ja)}が出る"
    return f"画面から{neither(told, ja) if len(told) > 1 else told[0] + 'が'}消える"


def _compare(name: str, wanted: Any, ja: bool) -> str:
    if name in ("shown", "not_shown"):
        return _look(name == "shown", [value_text(one, ja) for one in as_list(wanted)], ja)
    named = _name(name, ja)
    if isinstance(wanted, Mapping):
        parts = [_operator(named, operator, value, ja) for operator, value in wanted.items()]
        return ("、かつ" if ja else " and ").join(parts)
    told = value_text(wanted, ja)
    return f"{named}が{told}" if ja else f"{named} is {told}"


def _look(there: bool, told: Sequence[str], ja: bool) -> str:
    if there:
        return f"画面に{either(told, ja)}が出ている" if ja else f"the screen shows {either(told, ja)}"
    if len(told) > 1:
        return f"画面に{neither(told, ja)}出ていない" if ja else f"the screen shows {neither(told, ja)}"
    return f"画面に{''.join(told)}が出ていない" if ja else f"the screen does not show {''.join(told)}"


def _operator(named: str, operator: str, value: Any, ja: bool) -> str:
    if operator == "not":
        return _is_not(named, as_list(value), ja)
    japanese, english = (_OF_DAYS if _is_day(value) else _OPERATORS).get(operator, _OPERATORS[operator])
    told = value_text(value, ja)
    return f"{named}{japanese.format(v=told)}" if ja else english.format(n=named, v=told)


def _is_day(value: Any) -> bool:
    """Whether a comparison is one of days: with a day, or with today."""
    text = str(value).strip()
    return bool(_DAY.fullmatch(text)) or (
        text[:1] == "<" and words.english(words.BUILTINS, text[1:].split("|")[0].rstrip(">").strip()) in ("today", "now")
    )


def _is_not(named: str, values: Sequence[Any], ja: bool) -> str:
    told = [value_text(one, ja) for one in values]
    if len(told) > 1:
        return f"{named}が{'でも'.join(told)}でもない" if ja else f"{named} is {neither(told, ja)}"
    if list(values) == [""]:
        return f"{named}が空でない" if ja else f"{named} is not blank"
    return f"{named}が{told[0]}以外" if ja else f"{named} is not {told[0]}"


def _name(name: str, ja: bool) -> str:
    """A column, or 今日 and the like."""
    if words.english(words.BUILTINS, name) is not None:
        return value_text(f"<{name}>", ja)
    return f"「{name}」" if ja else name


# --------------------------------------------------------------------------- parts of the screen


def where_text(parts: Sequence[Any], ja: bool) -> str:
    """In which part of the screen a step is carried out (範囲), before its sentence; "" = anywhere."""
    said = [_part(one, ja) for one in parts]
    if not said:
        return ""
    if ja:
        return f"{'の'.join(said)}で、"
    (inner, condition), *outer = [_of_condition(one) for one in reversed(said)]
    around = "".join(f" of {one}{told}" for one, told in outer)
    return f"In {inner}{around}{condition}: "


def _of_condition(part: str) -> tuple[str, str]:
    """A part in English, and what tells which: said after all that is around it."""
    row, where, told = part.partition(" where ")
    return (row, f"{where}{told}") if row == "the row" else (part, "")


def outermost_first(within: Any) -> Iterator[Any]:
    """The parts of a 範囲 as a flat row."""
    if isinstance(within, list | tuple):
        for one in within:
            yield from outermost_first(one)
    elif within is not None:
        yield within


def _part(part: Any, ja: bool) -> str:
    if not isinstance(part, Mapping):
        return f"{value_text(part, ja)}の中" if ja else f"the part {value_text(part, ja)}"
    kind, named = next(iter(part.items()))
    if kind == "row":
        return _row(named, ja)
    text = value_text(named, ja)
    return f"{words.IN[kind]}{text}" if ja else f"the {kind} {text}"


def _row(row: Any, ja: bool) -> str:
    if row in ("last", "最後"):
        return "最後の行" if ja else "the last row"
    if isinstance(row, Mapping):
        heading, cell = next(iter(row.items()))
        return f"{_compare(heading, cell, ja)}の行" if ja else f"the row where {_compare(heading, cell, ja)}"
    return f"{value_text(row, ja)}のある行" if ja else f"the row with {value_text(row, ja)}"
