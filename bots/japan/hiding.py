"""Takes given values and Individual Numbers (個人番号) out of a text, however they are written.

What counts as the same is what the masking of pictures counts as the same (runners/hidden.js): width,
case, white space and separators make no difference, and a date is found in every form in which it can
be written (dateforms.py). Pictures alone know what only a screen says so: 山田さん, 123万4567円, 一二三四.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from bots.japan.codes import is_my_number
from bots.japan.dateforms import forms_of

PAINT = "●●●"
_BETWEEN = re.compile(r"[\s\u00ad\u200b-\u200d\u2060\ufeff\-‐‑‒–—―−ー－/／.．,，・()（）]")
_TWELVE = re.compile(r"(?<![0-9])[0-9](?:[\s\-‐‑–—―−ー]?[0-9]){11}(?![0-9])")
_SHORTEST = 2  # characters; a shorter value is found only where it stands alone: 女 is not in 女川町

Span = tuple[int, int, str]  # first and last character, and what stands there instead


def painted(text: str, values: Iterable[str] = ()) -> str:
    """`text` with each of `values`, and each number that can be an Individual Number, as ●●●."""
    return replaced(text, dict.fromkeys(values, PAINT))


def replaced(text: str, words: Mapping[str, str], *, careful: bool = False) -> str:
    """`text` with each key of `words` as its word, and each number that can be an Individual Number
    as ●●●. Of two that begin together the longer one counts. A key that is its own word stays as it
    is, with all that lies in it.

    `careful` = two letters or digits too are found only where they stand alone: 12 is not in 2012.
    """
    words = {key: word for key, word in words.items() if plain(key)}
    if text in words:
        return words[text]
    if not words and sum(char.isdigit() for char in text) < 12:
        return text
    folded = [(char, at) for at, one in enumerate(text) for char in unicodedata.normalize("NFKC", one)]
    bare = [(char.lower(), at) for char, at in folded if not _BETWEEN.match(char)]
    line = "".join(char for char, _ in bare)
    as_written: list[Span] = []
    spans: list[Span] = []
    for key, word in words.items():
        wanted = plain(key)
        short = len(wanted) < _SHORTEST or (careful and len(wanted) == 2 and wanted.isascii())
        exact = [(at, at + len(key) - 1) for at in _each(text, key)]
        alike = [(bare[at][1], bare[at + len(wanted) - 1][1]) for at in _each(line, wanted)]
        for found, into in ((exact, as_written), (alike, spans)):
            for first, last in found:
                if not short or _alone(text, first, last):
                    into.append((first, last, text[first : last + 1] if key == word else word))
        if key != word:
            spans += _dates(text, bare, key, word)
    spans = [*as_written, *spans, *_numbers(folded)]
    return _written(text, spans) if spans else text


def _dates(text: str, bare: list[tuple[str, int]], key: str, word: str) -> Iterator[Span]:
    """Where `text` says the date of `key` in another form."""
    forms = forms_of(key)
    line = "".join(char for char, _ in bare) if forms else ""
    for form in forms:
        for at in _each(line, form):
            first, last = bare[at][1], bare[at + len(form) - 1][1]
            if not (_digits(text, first - 1, first) or _digits(text, last, last + 1)):
                yield first, last, word


def _digits(text: str, first: int, second: int) -> bool:
    """Whether a number goes on from one place to the next: 1985/4/1 is not in 1985/4/12."""
    return first >= 0 and text[first : second + 1].isdecimal() and second < len(text)


def plain(text: str) -> str:
    """A text as it is compared here: without what makes no difference."""
    return _BETWEEN.sub("", unicodedata.normalize("NFKC", text)).lower()


def _each(line: str, wanted: str) -> Iterator[int]:
    at = line.find(wanted)
    while at >= 0:
        yield at
        at = line.find(wanted, at + 1)


def _alone(text: str, first: int, last: int) -> bool:
    """Whether what stands there is no part of a longer word or number."""
    return not (
        (first > 0 and _kin(text[first - 1], text[first]))
        or (last + 1 < len(text) and _kin(text[last], text[last + 1]))
    )


def _kin(one: str, other: str) -> bool:
    one, other = unicodedata.normalize("NFKC", one), unicodedata.normalize("NFKC", other)
    return one.isalnum() and other.isalnum() and one.isascii() == other.isascii()


def _numbers(folded: list[tuple[str, int]]) -> Iterator[Span]:
    line = "".join(char for char, _ in folded)
    for run in _TWELVE.finditer(line):
        if is_my_number(re.sub(r"[^0-9]", "", run[0])):
            yield folded[run.start()][1], folded[run.end() - 1][1], PAINT


def _written(text: str, spans: list[Span]) -> str:
    """Each span as its word, once; of spans that overlap the first one speaks for all."""
    out, at = [], 0
    for first, last, word in sorted(spans, key=lambda span: (span[0], -span[1])):
        if last < at:
            continue
        if first >= at:
            out += [text[at:first], word]
        at = last + 1
    return "".join([*out, text[at:]])
