"""Paints over given values and Individual Numbers (個人番号) in a text, however they are written.

What counts as the same is what the masking of pictures counts as the same (runners/masking.js): width,
case, white space and separators make no difference.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from bots.japan.codes import is_my_number

PAINT = "●●●"
_BETWEEN = re.compile(r"[\s\u00ad\u200b-\u200d\u2060\ufeff\-‐‑‒–—―−ー－/／.．・()（）]")
_TWELVE = re.compile(r"(?<![0-9])[0-9](?:[\s\-‐‑–—―−ー]?[0-9]){11}(?![0-9])")
_SHORTEST = 2  # characters; shorter values are painted over only where they are the whole text


def painted(text: str, values: Iterable[str] = ()) -> str:
    """`text` with each of `values`, and each number that can be an Individual Number, as ●●●."""
    values = [value for value in values if value]
    if not values and sum(char.isdigit() for char in text) < 12:
        return text
    folded = [(char, at) for at, one in enumerate(text) for char in unicodedata.normalize("NFKC", one)]
    plain = [(char.lower(), at) for char, at in folded if not _BETWEEN.match(char)]
    spans = list(_numbers(folded))
    line = "".join(char for char, _ in plain)
    for value in values:
        wanted = _plain(value)
        if len(wanted) >= _SHORTEST:
            spans += _found(line, wanted, plain)
        elif wanted and wanted == line:
            return PAINT
    return _paint(text, spans) if spans else text


def _plain(text: str) -> str:
    return _BETWEEN.sub("", unicodedata.normalize("NFKC", text)).lower()


def _found(line: str, wanted: str, plain: list[tuple[str, int]]) -> Iterator[tuple[int, int]]:
    at = line.find(wanted)
    while at >= 0:
        yield plain[at][1], plain[at + len(wanted) - 1][1]
        at = line.find(wanted, at + 1)


def _numbers(folded: list[tuple[str, int]]) -> Iterator[tuple[int, int]]:
    line = "".join(char for char, _ in folded)
    for run in _TWELVE.finditer(line):
        if is_my_number(re.sub(r"[^0-9]", "", run[0])):
            yield folded[run.start()][1], folded[run.end() - 1][1]


def _paint(text: str, spans: list[tuple[int, int]]) -> str:
    """Each span (first and last character) once; spans that touch are one."""
    out, at = [], 0
    for first, last in sorted(spans):
        if last < at:
            continue
        if first >= at:
            out += [text[at:first], PAINT]
        at = last + 1
    return "".join([*out, text[at:]])
