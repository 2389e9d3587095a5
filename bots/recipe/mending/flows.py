"""Mappings with full-width marks, mended in the lines: YAML reads none there. `{画像：確定、保存日数：３０}`, and columns,
`整理番号：コード　８`.

A colon is one where a word of the language or the name of a column stands before it or a type of column after it, a
comma where such a word and its colon follow. Lines are changed only where less is wrong with them then.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache

from bots.recipe import words
from bots.recipe.traps import is_keyword, outside_blocks
from bots.settings import ENVIRONMENTS
from bots.tasks.registry import find
from bots.values.columns import COLUMN_TYPES

_BLANKS = " \u3000\u00a0"
_OPEN = re.compile(r"(?:^[ ]*|[:\-：][ \u3000]*|[\[,][ ]*)(?P<brace>[{｛])")
_KEY = re.compile(rf"[{_BLANKS}]*(?P<key>[^\s:：,、，{{}}｛｝\[\]\"'<>]+)[{_BLANKS}]*(?P<colon>[:：])")
_NAME = r"[^\s:：,、，{}｛｝\[\]\"'#]+"
_TYPE = rf"[{_BLANKS}]*(?:{'|'.join(words.both(COLUMN_TYPES))})(?![^\s,、，}}｝|｜])"
_COLUMN = re.compile(rf"(?P<name>{_NAME})[:：]{_TYPE}")
_DEFINITION = re.compile(rf"(?P<name>[ ]*(?!-){_NAME})：(?={_TYPE})")
_VERB = re.compile(r"[ ]*-[ ]+(?P<verb>[^\s:：]+)[:：][ \u3000]*")
_CLOSES = {"{": "}｝", "｛": "}｝", "[": "]", "<": ">", "＜": "＞", "「": "」"}

Wrong = Callable[[str], Collection[int]]
"""The lines of a text with something wrong in them, one number for each mistake."""


def mend_flows(text: str, wrong: Wrong) -> str:
    """The text with such lines mended. `wrong` tells what is wrong with a text."""
    lines = text.split("\n")
    columns = {one["name"] for one in _COLUMN.finditer(text)}
    before: Collection[int] | None = None
    numbered = list(outside_blocks(lines))
    for mended in (*_definitions(numbered), *({number: _line(line, columns)} for number, line in numbered)):
        if all(lines[number - 1] == made for number, made in mended.items()):
            continue
        tried = [mended.get(number, line) for number, line in enumerate(lines, 1)]
        before = wrong("\n".join(lines)) if before is None else before
        after = wrong("\n".join(tried))
        if _count(after, mended) < _count(before, mended):
            lines, before = tried, after
    return "\n".join(lines)


def _count(wrong: Collection[int], mended: Collection[int]) -> int:
    """How much is wrong in some lines, and in the one before: YAML takes columns without a colon to it."""
    return sum(min(mended) - 1 <= number <= max(mended) for number in wrong)


def _definitions(numbered: Sequence[tuple[int, str]]) -> Iterator[dict[int, str]]:
    """Columns with a full-width colon, those that follow each other together: YAML takes them for one text."""
    group: dict[int, str] = {}
    for number, line in numbered:
        found = _DEFINITION.match(line)
        if group and (found is None or number - 1 not in group):
            yield group
            group = {}
        if found:
            group[number] = f"{found['name']}: {line[found.end() :].lstrip(_BLANKS)}"
    if group:
        yield group


def _line(line: str, columns: Collection[str]) -> str:
    """The line with the first mapping in braces that ends on it mended."""
    found = _OPEN.search(line)
    if found is None:
        return line
    begin = found.start("brace")
    end = _end(line, begin)
    if end is None or line[end + 1 :].strip(f"{_BLANKS},]").partition("#")[0]:
        return line
    made = _map(line[begin + 1 : end], columns, free=_takes_names(line[:begin]))
    gap = "" if line[begin - 1 : begin] in ("", " ", "[") else " "
    return line if made is None else f"{line[:begin]}{gap}{{{made}}}{line[end + 1 :]}"


def _end(text: str, begin: int) -> int | None:
    """Where the bracket at `begin` is closed."""
    return next((at for at, depth in _depths(text, begin) if not depth), None)


def _depths(text: str, begin: int = 0) -> Iterator[tuple[int, int]]:
    """Each character outside quotes from `begin` on, with how many brackets are open after it."""
    closing: list[str] = []
    quote = ""
    for at in range(begin, len(text)):
        here = text[at]
        if quote:
            quote = "" if here == quote else quote
            continue
        if here in "\"'":
            quote = here
        elif here in _CLOSES:
            closing.append(_CLOSES[here])
        elif closing and here in closing[-1]:
            closing.pop()
        yield at, len(closing)


def _takes_names(before: str) -> bool:
    """Whether a verb stands before a mapping that takes any names: fields, columns, values."""
    verb = _VERB.fullmatch(before)
    task = find(verb["verb"]) if verb else None
    return task is not None and task.kinds[task.main].name in ("fields", "named", "readings")


def _map(inside: str, columns: Collection[str], *, free: bool = False) -> str | None:
    """What stands between braces, or None where it is not a mapping of known names; `free` = any name may be one."""
    made = [_entry(one, columns, free=free) for one in _entries(inside, columns)]
    found = [one for one in made if one is not None]
    return ", ".join(found) if found and len(found) == len(made) else None


def _entries(inside: str, columns: Collection[str]) -> list[str]:
    """The entries, parted by commas. Full-width ones count where no other does, before a name and its colon."""
    apart = [at for at, depth in _depths(inside) if not depth]
    commas = [at for at in apart if inside[at] == ","]
    if not commas:
        after = {at: _KEY.match(inside, at + 1) for at in apart if inside[at] in "、，"}
        commas = [at for at, key in after.items() if key and _is_name(key["key"], columns)]
    ends = [*commas, len(inside)]
    return [inside[begin:end] for begin, end in zip([0, *(at + 1 for at in commas)], ends, strict=True)]


def _entry(entry: str, columns: Collection[str], *, free: bool = False) -> str | None:
    """`名前: 値`, or None where it cannot be told that it is one."""
    found = _KEY.match(entry)
    if found is None:
        return entry.strip(" ") or None
    value = entry[found.end() :]
    told = found["colon"] == ":" and (not value or value[0] in _BLANKS)
    sure = _is_name(found["key"], columns) or value.strip(_BLANKS).startswith(("<", "＜"))
    sure = sure or (free and not re.search("[:：]", value))  # another name in it may be a second entry
    if not told and not sure:
        return None
    value = value.strip(_BLANKS)
    if value and value[0] in "{｛" and _end(value, 0) == len(value) - 1:
        inner = _map(value[1:-1], columns)
        value = value if inner is None else f"{{{inner}}}"
    return f"{found['key']}: {value}"


def _is_name(word: str, columns: Collection[str]) -> bool:
    return word in columns or is_keyword(word) or word in _words()


@cache
def _words() -> frozenset[str]:
    tables = (
        words.DETAILS, words.SHOWN, words.OPERATORS, words.IN, words.WAY, words.FIELD, words.READ_ITEM, words.SUBMITS,
        ENVIRONMENTS,
    )  # fmt: skip
    return frozenset(word for table in tables for word in words.both(table))
