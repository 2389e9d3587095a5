"""Mappings in braces with full-width marks, `{画像：確定、保存日数：３０}`, mended in the lines: YAML reads no mapping there.

A colon is one where a word of the language or the name of a column stands before it, a comma where such a word and
its colon follow. A line is changed only where less is wrong with it then.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from functools import cache

from bots.recipe import words
from bots.recipe.traps import is_keyword, outside_blocks
from bots.settings import ENVIRONMENTS
from bots.values.columns import COLUMN_TYPES

_BLANKS = " \u3000\u00a0"
_OPEN = re.compile(r"(?:^[ ]*|[:\-：][ \u3000]*|[\[,][ ]*)(?P<brace>[{｛])")
_KEY = re.compile(rf"[{_BLANKS}]*(?P<key>[^\s:：,、，{{}}｛｝\[\]\"'<>]+)[{_BLANKS}]*(?P<colon>[:：])")
_COLUMN = re.compile(
    rf"(?P<name>[^\s:：,、，{{}}｛｝\[\]\"']+)[:：][{_BLANKS}]*(?:{'|'.join(words.both(COLUMN_TYPES))})(?![^\s,、，}}｝|｜])"
)
_CLOSES = {"{": "}｝", "｛": "}｝", "[": "]", "<": ">", "＜": "＞", "「": "」"}

Wrong = Callable[[str], Collection[int]]
"""The lines of a text with something wrong in them, one number for each mistake."""


def mend_flows(text: str, wrong: Wrong) -> str:
    """The text with such lines mended. `wrong` tells what is wrong with a text."""
    lines = text.split("\n")
    columns = {one["name"] for one in _COLUMN.finditer(text)}
    before: list[int] | None = None
    for number, line in list(outside_blocks(lines)):
        made = _line(line, columns)
        if made == line:
            continue
        before = sorted(wrong("\n".join(lines))) if before is None else before
        tried = [*lines[: number - 1], made, *lines[number:]]
        after = sorted(wrong("\n".join(tried)))
        if after.count(number) < before.count(number):
            lines, before = tried, after
    return "\n".join(lines)


def _line(line: str, columns: Collection[str]) -> str:
    """The line with the first mapping in braces that ends on it mended."""
    found = _OPEN.search(line)
    if found is None:
        return line
    begin = found.start("brace")
    end = _end(line, begin)
    if end is None or line[end + 1 :].strip(f"{_BLANKS},]").partition("#")[0]:
        return line
    made = _map(line[begin + 1 : end], columns)
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


def _map(inside: str, columns: Collection[str]) -> str | None:
    """What stands between braces, or None where it is not a mapping of known names."""
    made = [_entry(one, columns) for one in _entries(inside, columns)]
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


def _entry(entry: str, columns: Collection[str]) -> str | None:
    """`名前: 値`, or None where it cannot be told that it is one."""
    found = _KEY.match(entry)
    if found is None:
        return entry.strip(" ") or None
    value = entry[found.end() :]
    told = found["colon"] == ":" and (not value or value[0] in _BLANKS)
    sure = _is_name(found["key"], columns) or value.strip(_BLANKS).startswith(("<", "＜"))
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
