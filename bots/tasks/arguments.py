"""What an argument of a verb may be, and how it gets its value before the verb sees it.

A field of an arguments model says its kind by its annotation; `bind` turns the recipe's text into
it:

    Text       a text, placeholders filled in            → Value
    Spoken     a reason that is told to people           → str as written, placeholders left in
    OnScreen   a thing on the screen                     → Target
    Fields     {field: value or {value, verify}}         → tuple[FieldValue, ...]
    Named      {name: text}                              → dict[str, Value]
    Readings   {name: item or {from, pattern}}           → dict[str, Reading]
    Texts      one text to look for, or a list; not empty → tuple[str, ...]
    Targets    one target or a list (a menu path)        → tuple[Target, ...]
    Waiting    seconds, or a condition of the screen     → float or Condition
    Word       a word of a closed set, as it is          → str
    Names      names of values, as they are               → tuple[str, ...]
    Keys       a key, or a list of them                   → tuple[str, ...]
    FilePath   a file below the folder of its recipe      → str
    BookPath   a book there; inputs and 今日 are filled in → str
    SheetName  a sheet of a book, named like that; * ?    → str
    Count      how many, from 1 to 1,000                  → int
    Inside     steps, which the engine walks             → ()
    Ways       steps by condition, walked too            → ()
    Holding    a condition, which the engine looks at    → Condition
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any

from bots.errors import RecipeError
from bots.japan.width import fold
from bots.model import FieldValue, Target, Value
from bots.values.conditions import Condition, Look, is_blank, parse_condition, words_of
from bots.values.patterns import Pattern, parse_pattern
from bots.values.targets import parse_target

Expand = Callable[[str], Value]
Wrong = tuple[str, Mapping[str, object]]  # message code, words

KEYS = ("Tab", "Enter", "Escape", *(f"F{n}" for n in range(1, 13)), "Up", "Down", "Left", "Right",
        "PageUp", "PageDown", "Home", "End")  # fmt: skip
_KEYS = {one.casefold(): one for one in KEYS} | {
    "上": "Up", "下": "Down", "左": "Left", "右": "Right", "esc": "Escape"
}  # fmt: skip
_COUNT = re.compile(r"[1-9][0-9]{0,2}|1000")
_SECONDS = re.compile(r"([0-9]{1,5}(?:\.[0-9]+)?)\s*(?:秒|s)?")


@dataclass(frozen=True, slots=True)
class Reading:
    """What `read` takes from the screen: an item, and the part of its text that is kept."""

    source: Target
    pattern: Pattern | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """How an argument of this kind gets its value, and what is wrong with it as written, if
    anything."""

    name: str
    bind: Callable[[Any, Expand], Any]
    check: Callable[[Any], Iterator[Wrong]]


def as_list(written: Any) -> Sequence[Any]:
    """One or several: always a list."""
    return written if isinstance(written, list | tuple) else [written]


def safe_pattern(pattern: str) -> bool:
    """Whether `read` can run a pattern: see bots.values.patterns."""
    try:
        parse_pattern(pattern)
    except RecipeError:
        return False
    return True


def seconds(written: Any) -> float | None:
    """Seconds of `10`, `10秒`, `10s` (at most an hour), or None."""
    found = (
        _SECONDS.fullmatch(str(written).strip()) if isinstance(written, str | int | float) else None
    )
    return float(found[1]) if found and 0 < float(found[1]) <= 3600 else None


# --------------------------------------------------------------------------- with a row


def _text(written: Any, expand: Expand) -> Value:
    return expand(str(written))


def _spoken(written: Any, expand: Expand) -> str:
    expand(str(written))  # its names must be known, though only they are told
    return str(written)


def _target(written: Any, expand: Expand) -> Target:
    return parse_target(expand(str(written)).reveal())


def _targets(written: Any, expand: Expand) -> tuple[Target, ...]:
    return tuple(_target(one, expand) for one in as_list(written))


def _texts(written: Any, expand: Expand) -> tuple[str, ...]:
    return tuple(words_of(str(one), expand(str(one))) for one in as_list(written))


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
    return {name: _reading(one, expand) for name, one in written.items()}


def _reading(written: Any, expand: Expand) -> Reading:
    if not isinstance(written, Mapping):
        return Reading(_target(written, expand))
    pattern = str(written.get("pattern", ""))
    return Reading(_target(written["from"], expand), parse_pattern(pattern) if pattern else None)


def _waiting(written: Any, expand: Expand) -> float | Condition:
    plain = seconds(written)
    if plain is not None:
        return plain
    ways = []
    for way in parse_condition(written).ways:
        looks = [part for part in way if isinstance(part, Look)]
        if len(looks) < len(way):
            raise RecipeError("R58", name="待つ")
        ways.append(tuple(replace(one, texts=_texts(one.texts, expand)) for one in looks))
    return Condition(tuple(ways))


def _word(written: Any, expand: Expand) -> str:
    return str(written)


def key_name(word: str) -> str | None:
    """The English name of a key of either language, however its letters are written, or None."""
    return _KEYS.get(word.strip().casefold())


def _keys(written: Any, expand: Expand) -> tuple[str, ...]:
    return tuple(filter(None, map(key_name, as_list(written))))


def _names(written: Any, expand: Expand) -> tuple[str, ...]:
    return tuple(str(one) for one in as_list(written))


def _count(written: Any, expand: Expand) -> int:
    return int(written)


def _inside(written: Any, expand: Expand) -> tuple[()]:
    return ()


def _holding(written: Any, expand: Expand) -> Condition:
    return parse_condition(written)


# --------------------------------------------------------------------------- without a row


def _check_text(written: Any) -> Iterator[Wrong]:
    if not isinstance(written, str):
        yield "R57", {}


def _are_texts(written: Any) -> bool:
    several = isinstance(written, list | tuple) and written
    plain = isinstance(written, str) or bool(several)
    return plain and all(isinstance(one, str) for one in as_list(written))


def _check_texts(written: Any) -> Iterator[Wrong]:
    if not _are_texts(written):
        yield "R57", {}
    elif any(is_blank(one) for one in as_list(written)):
        yield "R67", {}


def _check_target(written: Any) -> Iterator[Wrong]:
    if not isinstance(written, str):
        yield "R57", {}
    elif wrong := check_target(written):
        yield wrong


def _check_targets(written: Any) -> Iterator[Wrong]:
    if not _are_texts(written):
        yield "R57", {}
        return
    for one in as_list(written):
        yield from _check_target(one)


def _check_fields(written: Any) -> Iterator[Wrong]:
    if not isinstance(written, Mapping) or not written:
        yield "R56", {}
        return
    for name, one in written.items():
        yield from _check_target(str(name))
        if isinstance(one, Mapping):
            plain = isinstance(one.get("value"), str)
            if not plain or not one.keys() <= {"value", "verify"}:
                yield "R59", {"name": name, "word": str(name)}
        elif not isinstance(one, str):
            yield "R57", {"name": name, "word": str(name)}


def _check_named(written: Any) -> Iterator[Wrong]:
    if not isinstance(written, Mapping) or not written:
        yield "R56", {}
        return
    for name, one in written.items():
        if not isinstance(one, str):
            yield "R57", {"name": name, "word": str(name)}


def _check_readings(written: Any) -> Iterator[Wrong]:
    if not isinstance(written, Mapping) or not written:
        yield "R56", {}
        return
    for name, one in written.items():
        if not isinstance(one, Mapping):
            yield from _check_target(one)
        elif not isinstance(one.get("from"), str) or not one.keys() <= {"from", "pattern"}:
            yield "R64", {"name": name, "word": str(name)}
        else:
            yield from _check_target(one["from"])


def _check_waiting(written: Any) -> Iterator[Wrong]:
    if seconds(written) is not None:
        return
    if isinstance(written, str):
        plain = fold(written.strip())
        yield "R58", {"word": written, "instead": plain} if seconds(plain) is not None else {}
        return
    try:
        parts = [part for way in parse_condition(written).ways for part in way]
    except RecipeError as error:
        yield error.problem.code, error.problem.words
        return
    if not all(isinstance(part, Look) for part in parts):
        yield "R58", {}


def _check_keys(written: Any) -> Iterator[Wrong]:
    if not as_list(written):
        yield "R57", {}  # an empty list would press nothing, without a word
    for one in as_list(written):
        if not isinstance(one, str):
            yield "R57", {}
        elif key_name(one) is None:
            yield "R09", {"name": one, "word": one, "known": "、".join(KEYS)}


def _check_count(written: Any) -> Iterator[Wrong]:
    if not (isinstance(written, str) and _COUNT.fullmatch(written)):
        plain = fold(written) if isinstance(written, str) else ""
        wide = {"word": written, "instead": plain} if _COUNT.fullmatch(plain) else {}
        yield "R24", {"minimum": 1, "maximum": 1000, **wide}


def _check_holding(written: Any) -> Iterator[Wrong]:
    try:
        parse_condition(written)
    except RecipeError as error:
        yield error.problem.code, error.problem.words


def _check_inside(written: Any) -> Iterator[Wrong]:
    """Steps are read, and what is wrong in them is told, where they stand."""
    return iter(())


def check_target(text: str) -> Wrong | None:
    """What is wrong with a target's notation: (code, words), or None."""
    if "<" in text or "＜" in text:
        return None  # its words are known only with a row
    try:
        parse_target(text)
    except RecipeError as error:
        return error.problem.code, error.problem.words
    return None


Text = Annotated[Value, Kind("text", _text, _check_text)]
Spoken = Annotated[str, Kind("spoken", _spoken, _check_text)]
OnScreen = Annotated[Target, Kind("target", _target, _check_target)]
Targets = Annotated[tuple[Target, ...], Kind("targets", _targets, _check_targets)]
Texts = Annotated[tuple[str, ...], Kind("texts", _texts, _check_texts)]
Fields = Annotated[tuple[FieldValue, ...], Kind("fields", _fields, _check_fields)]
Named = Annotated[dict[str, Value], Kind("named", _named, _check_named)]
Readings = Annotated[dict[str, Reading], Kind("readings", _readings, _check_readings)]
Waiting = Annotated[float | Condition, Kind("waiting", _waiting, _check_waiting)]
Word = Annotated[str, Kind("word", _word, _check_text)]
FilePath = Annotated[str, Kind("path", _word, _check_text)]
Names = Annotated[tuple[str, ...], Kind("names", _names, _check_texts)]
BookPath = Annotated[str, Kind("book", _word, _check_text)]
SheetName = Annotated[str, Kind("sheet", _word, _check_text)]
BEFORE_ROWS = ("book", "sheet")  # kinds whose names are filled in when a run is asked for: no row is known
Keys = Annotated[tuple[str, ...], Kind("keys", _keys, _check_keys)]
Count = Annotated[int, Kind("count", _count, _check_count)]
Inside = Annotated[tuple[()], Kind("inside", _inside, _check_inside)]
Ways = Annotated[tuple[()], Kind("ways", _inside, _check_inside)]
Holding = Annotated[Condition, Kind("holding", _holding, _check_holding)]
