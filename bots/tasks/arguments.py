"""What an argument of a verb may be, and how it gets its value before the verb sees it.

A field of an arguments model says its kind by its annotation; `bind` turns the recipe's text into it:

    Text       a text, placeholders filled in            → Value
    OnScreen   a thing on the screen                     → Target
    Fields     {field: value or {value, verify}}         → tuple[FieldValue, ...]
    Named      {name: text}                              → dict[str, Value]
    Readings   {name: item or {from, pattern}}           → dict[str, Reading]
    Texts      one text or a list                        → tuple[str, ...]
    Targets    one target or a list (a menu path)        → tuple[Target, ...]
    Written    left as written (a condition, a word)     → as it is
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from bots.errors import RecipeError
from bots.model import FieldValue, Target, Value
from bots.values.targets import parse_target

Expand = Callable[[str], Value]


@dataclass(frozen=True, slots=True)
class Reading:
    """What `read` takes from the screen: an item, and the part of its text that is kept."""

    source: Target
    pattern: str = ""


def _text(written: Any, expand: Expand) -> Value:
    return expand(str(written))


def _target(written: Any, expand: Expand) -> Target:
    return parse_target(expand(str(written)).reveal())


def _targets(written: Any, expand: Expand) -> tuple[Target, ...]:
    return tuple(_target(one, expand) for one in as_list(written))


def _texts(written: Any, expand: Expand) -> tuple[str, ...]:
    return tuple(expand(str(one)).reveal() for one in as_list(written))


def _fields(written: Any, expand: Expand) -> tuple[FieldValue, ...]:
    return tuple(_field(name, one, expand) for name, one in written.items())


def _field(name: str, written: Any, expand: Expand) -> FieldValue:
    if isinstance(written, Mapping):
        back = written.get("verify", "true") not in ("false", False)
        return FieldValue(_target(name, expand), expand(str(written["value"])), back)
    return FieldValue(_target(name, expand), expand(str(written)))


def _named(written: Any, expand: Expand) -> dict[str, Value]:
    return {name: expand(str(text)) for name, text in written.items()}


def _readings(written: Any, expand: Expand) -> dict[str, Reading]:
    return {
        name: Reading(_target(one["from"], expand), str(one.get("pattern", "")))
        if isinstance(one, Mapping)
        else Reading(_target(one, expand))
        for name, one in written.items()
    }


def _written(written: Any, expand: Expand) -> Any:
    return written


def as_list(written: Any) -> Sequence[Any]:
    """One or several: always a list."""
    return written if isinstance(written, list | tuple) else [written]


# --------------------------------------------------------------------------- looking, without a row


def _looks_like_map(written: Any) -> str:
    return "" if isinstance(written, Mapping) and written else "R56"


def _looks_like_text(written: Any) -> str:
    return "" if isinstance(written, str) else "R57"


def _looks_like_texts(written: Any) -> str:
    one_or_more = isinstance(written, str) or (isinstance(written, list) and written)
    return "" if one_or_more and all(isinstance(one, str) for one in as_list(written)) else "R57"


def _anything(written: Any) -> str:
    return ""


def _targets_in(written: Any) -> Sequence[str]:
    if isinstance(written, Mapping):
        return list(written)
    return [one for one in as_list(written) if isinstance(one, str)]


def check_target(text: str) -> tuple[str, Mapping[str, object]] | None:
    """What is wrong with a target's notation: (code, words), or None."""
    if "<" in text:
        return None  # its words are known only with a row
    try:
        parse_target(text)
    except RecipeError as error:
        return error.problem.code, error.problem.words
    return None


def safe_pattern(pattern: str) -> bool:
    """Whether a pattern of `read` can be run on any text in linear time, as far as can be told:
    no group that repeats and holds a repetition, no back-reference, no look-around."""
    try:
        re.compile(pattern)
    except re.error:
        return False
    nested = re.search(r"\([^()]*[+*}][^()]*\)\s*[+*{]", pattern)
    return len(pattern) <= 200 and nested is None and not re.search(r"\\[1-9]|\(\?[=!<P]", pattern)


@dataclass(frozen=True, slots=True)
class Kind:
    """How an argument of this kind is filled in, and how it is looked at without a row."""

    name: str
    bind: Callable[[Any, Expand], Any]
    shape: Callable[[Any], str]
    targets: bool = False


Text = Annotated[Value, Kind("text", _text, _looks_like_text)]
OnScreen = Annotated[Target, Kind("target", _target, _looks_like_text, targets=True)]
Targets = Annotated[tuple[Target, ...], Kind("targets", _targets, _looks_like_texts, targets=True)]
Texts = Annotated[tuple[str, ...], Kind("texts", _texts, _looks_like_texts)]
Fields = Annotated[tuple[FieldValue, ...], Kind("fields", _fields, _looks_like_map, targets=True)]
Named = Annotated[dict[str, Value], Kind("named", _named, _looks_like_map)]
Readings = Annotated[dict[str, Reading], Kind("readings", _readings, _looks_like_map)]
Written = Annotated[Any, Kind("written", _written, _anything)]
Word = Annotated[str, Kind("word", _written, _looks_like_text)]
