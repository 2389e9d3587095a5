"""Advice that a person has looked at and found right as it is: a remark at the end of its line, with a reason.

    - 待つ: 10秒      # 確認済み L05 画面に何も出ない帳票システムのため
    - wait: 10        # bots: ok L05 the print system shows nothing

It silences that code on that line and nothing else. Without a reason it silences nothing (L13); where there is nothing
to silence, or where the code is no advice, that is said too (L14): it would hide the next mistake. 確認済み without a code
is a remark like others.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from bots.errors import Place, Problem
from bots.recipe.nodes import Source, walk
from bots.recipe.reader import Reader

_REMARK = re.compile(r"(?:^|\s)(#\s*(?:bots\s*[:：]\s*ok|確認済み)(?![A-Za-z])[ \u3000:：]*(.*?))\s*$", re.IGNORECASE)
_CODE = re.compile(r"([A-Za-zＡ-Ｚａ-ｚ][0-9０-９]{2,3})(?:[\s,、，:：]+|$)")  # a blank of any width is \s
_JAPANESE = "確認済み"
OWN = ("L13", "L14")


@dataclass(frozen=True, slots=True)
class OptOut:
    """A remark that silences: where it stands, which codes, and why."""

    place: Place
    codes: tuple[str, ...]
    reason: str


def heed_opt_outs(reader: Reader) -> None:
    """Take the advice away that was looked at, and note remarks that do nothing."""
    for remark in opt_outs(reader.source):
        if not (remark.codes and remark.reason):
            reader.problems.append(Problem("L13", {}, remark.place, "warning"))
            continue
        for code in remark.codes:
            silenced = [one for one in reader.problems if _speaks_of(one, code, remark.place)]
            if not silenced:
                reader.problems.append(Problem("L14", {"code": code}, remark.place, "warning"))
            reader.problems = [one for one in reader.problems if one not in silenced]


def _speaks_of(problem: Problem, code: str, place: Place) -> bool:
    """Whether a problem is that advice on that line. A mistake is never silenced."""
    at = problem.place
    return (
        problem.code == code
        and problem.severity == "warning"
        and code not in OWN
        and (at.file, at.line) == (place.file, place.line)
    )


def opt_outs(source: Source) -> Iterator[OptOut]:
    """The remarks of a file, in order; what stands inside a text is no remark."""
    texts: list[str] | None = None
    for number, line in enumerate(source.lines, 1):
        found = _REMARK.search(line)
        if found is None:
            continue
        if texts is None:
            texts = [one.text for one in walk(source.root)]
        inside = found[1].rstrip("\"'}] ")  # of a text in quotes
        codes, reason = _read(found[2])
        if any(inside in text for text in texts) or (not codes and _JAPANESE in found[1]):
            continue
        yield OptOut(Place(source.file, number, found.start(1) + 1, len(found[1])), codes, reason)


def _read(text: str) -> tuple[tuple[str, ...], str]:
    """Codes and reason of what follows the mark; the letters of a code may be full-width."""
    codes: list[str] = []
    while found := _CODE.match(text):
        codes.append(unicodedata.normalize("NFKC", found[1]).upper())
        text = text[found.end() :]
    return tuple(dict.fromkeys(codes)), text.strip()
