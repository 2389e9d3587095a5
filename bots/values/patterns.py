"""Patterns of `read` (`形`): a small part of regular expressions, run without ever going back.

A backtracking engine can hang on an innocent-looking pattern; here all ways through the pattern are
followed side by side, one character after another, so that the time is at most length of the text
times size of the pattern, whatever both hold. The match is the one that Python's `re` would find
(but a group that repeats what is empty counts as having taken no part).

    pattern := way { "|" way }          way := { piece }
    piece   := atom [ * | + | ? | {n} | {n,} | {n,m} ] [ ? for as few as possible ]
    atom    := character | . | ^ | $ | [set] | \\d \\w \\s \\D \\W \\S | \\ before a sign | ( … ) |
    (?: … )
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from bots.errors import RecipeError

LONGEST = 200  # characters of a pattern
LARGEST = 2_000  # steps of a pattern after its {n} are written out

Accepts = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Step:
    """One step: take a character, save a place, look at an edge, split in two (first one first),
    or go on."""

    do: str
    accepts: Accepts | None = None
    first: int = 0
    second: int = 0


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern, read. `groups` counts its ( )."""

    steps: tuple[Step, ...]
    groups: int

    def search(self, text: str) -> tuple[str | None, ...] | None:
        """The first match in `text`: the whole of it, then each group (None where it took no
        part)."""
        best: list[int] | None = None
        threads: list[tuple[int, list[int]]] = []
        for at in range(len(text) + 1):
            if best is None:
                threads.append((0, [-1] * (2 * self.groups + 2)))
            threads, done = self._spread(threads, text, at)
            best = done or best
            if not threads and best is not None:
                break
            taken = text[at : at + 1]
            threads = [
                (pc + 1, saved) for pc, saved in threads if taken and _takes(self.steps[pc], taken)
            ]
        if best is None:
            return None
        spans = zip(best[::2], best[1::2], strict=True)
        return tuple(text[start:end] if start >= 0 <= end else None for start, end in spans)

    def _spread(
        self, threads: list[tuple[int, list[int]]], text: str, at: int
    ) -> tuple[list[tuple[int, list[int]]], list[int] | None]:
        """Follow every thread to where it wants a character; stop at the first that is through."""
        ready: list[tuple[int, list[int]]] = []
        seen: set[int] = set()
        stack = list(reversed(threads))
        while stack:
            pc, saved = stack.pop()
            if pc in seen:
                continue
            seen.add(pc)
            step = self.steps[pc]
            if step.do == "match":
                return ready, saved
            if step.do == "take":
                ready.append((pc, saved))
            elif step.do == "split":
                stack += [(step.second, saved), (step.first, saved)]
            elif step.do == "jump":
                stack.append((step.first, saved))
            elif step.do == "save":
                saved = list(saved)
                saved[step.first] = at
                stack.append((pc + 1, saved))
            elif at == 0 if step.do == "begin" else at == len(text):
                stack.append((pc + 1, saved))
        return ready, None


def _takes(step: Step, one: str) -> bool:
    return step.accepts is not None and step.accepts(one)


@lru_cache(maxsize=256)
def parse_pattern(text: str) -> Pattern:
    """Read a pattern. Raises RecipeError R66 for what is not in the small part."""
    if not text or len(text) > LONGEST:
        raise RecipeError("R66", word=text[:40])
    return _Reader(text).read()


# --------------------------------------------------------------------------- reading

_CLASSES: dict[str, Accepts] = {
    "d": str.isdecimal,
    "w": lambda one: one.isalnum() or one == "_",
    "s": str.isspace,
    "D": lambda one: not one.isdecimal(),
    "W": lambda one: not (one.isalnum() or one == "_"),
    "S": lambda one: not one.isspace(),
}
_CONTROLS = {"n": "\n", "t": "\t", "r": "\r"}

Code = list[Step]  # places in it are counted from its own beginning


class _Reader:
    """Reads a pattern from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.groups = 0

    def read(self) -> Pattern:
        body = self._ways()
        if self.at < len(self.text):
            raise self._wrong()
        code = _joined([_save(0), body, _save(1), [Step("match")]])
        return Pattern(tuple(code), self.groups)

    def _wrong(self) -> RecipeError:
        return RecipeError("R66", word=self.text)

    def _next(self) -> str:
        return self.text[self.at : self.at + 1]

    def _take(self) -> str:
        one = self._next()
        if not one:
            raise self._wrong()
        self.at += 1
        return one

    def _ways(self) -> Code:
        code = self._way()
        if self._next() != "|":
            return code
        self.at += 1
        rest = self._ways()
        whole = [Step("split", first=1, second=len(code) + 2), *_moved(code, 1)]
        whole.append(Step("jump", first=len(code) + 2 + len(rest)))
        return self._sized([*whole, *_moved(rest, len(code) + 2)])

    def _way(self) -> Code:
        pieces: list[Code] = []
        while self._next() not in ("", "|", ")"):
            pieces.append(self._piece())
        return self._sized(_joined(pieces))

    def _sized(self, code: Code) -> Code:
        if len(code) > LARGEST:
            raise self._wrong()
        return code

    def _piece(self) -> Code:
        atom = self._atom()
        times = self._times()
        if times is None:
            return atom
        least, most = times
        lazy = self._next() == "?"
        self.at += lazy
        if self._next() in ("*", "+", "?", "{"):
            raise self._wrong()
        if len(atom) * max(least, most or 0) > LARGEST:
            raise self._wrong()
        return self._sized(_repeated(atom, least, most, lazy))

    def _times(self) -> tuple[int, int | None] | None:
        one = self._next()
        if one in ("*", "+", "?") and one:
            self.at += 1
            return {"*": (0, None), "+": (1, None), "?": (0, 1)}[one]
        if one != "{":
            return None
        end = self.text.find("}", self.at)
        least, comma, most = self.text[self.at + 1 : end].partition(",")
        if end < 0 or not _is_count(least) or (most and not _is_count(most)):
            raise self._wrong()
        self.at = end + 1
        if not comma:
            return int(least), int(least)
        if most and int(most) < int(least):
            raise self._wrong()
        return int(least), int(most) if most else None

    def _atom(self) -> Code:
        one = self._take()
        if one == "(":
            return self._group()
        if one == "[":
            return [Step("take", self._set())]
        if one == "^":
            return [Step("begin")]
        if one == "$":
            return [Step("end")]
        if one == ".":
            return [Step("take", lambda other: other != "\n")]
        if one == "\\":
            return [Step("take", self._escape())]
        if one in "*+?{})]":
            raise self._wrong()
        return [Step("take", one.__eq__)]

    def _group(self) -> Code:
        number = 0
        if self._next() == "?":
            if self.text[self.at : self.at + 2] != "?:":
                raise self._wrong()
            self.at += 2
        else:
            self.groups += 1
            number = self.groups
        code = self._ways()
        if self._take() != ")":
            raise self._wrong()
        return _joined([_save(2 * number), code, _save(2 * number + 1)]) if number else code

    def _escape(self) -> Accepts:
        one = self._take()
        if one in _CLASSES:
            return _CLASSES[one]
        if one in _CONTROLS:
            return _CONTROLS[one].__eq__
        if one.isalnum():
            raise self._wrong()
        return one.__eq__

    def _set(self) -> Accepts:
        negated = self._next() == "^"
        self.at += negated
        parts: list[Accepts] = []
        while not parts or self._next() != "]":
            parts.append(self._set_part())
        self.at += 1
        return lambda other: any(part(other) for part in parts) != negated

    def _set_part(self) -> Accepts:
        low = self._take()
        if low == "[" or (low == "]" and self._next() == ""):
            raise self._wrong()
        if low == "\\":
            return self._escape()
        if self._next() != "-" or self.text[self.at + 1 : self.at + 2] in ("]", ""):
            return low.__eq__
        self.at += 1
        high = self._take()
        if high in "\\[" or high < low:
            raise self._wrong()
        return lambda other: low <= other <= high


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 3


def _save(slot: int) -> Code:
    return [Step("save", first=slot)]


def _moved(code: Code, by: int) -> Code:
    """The code as it stands `by` steps later."""
    return [
        Step(step.do, step.accepts, step.first + by, step.second + by)
        if step.do in ("split", "jump")
        else step
        for step in code
    ]


def _joined(pieces: list[Code]) -> Code:
    whole: Code = []
    for piece in pieces:
        whole += _moved(piece, len(whole))
    return whole


def _split(to: int, past: int, lazy: bool) -> Step:
    return Step("split", first=past, second=to) if lazy else Step("split", first=to, second=past)


def _repeated(atom: Code, least: int, most: int | None, lazy: bool) -> Code:
    size = len(atom)
    pieces = [atom] * least
    if most is None:
        again = [_split(1, size + 2, lazy), *_moved(atom, 1), Step("jump", first=0)]
        return _joined([*pieces, again])
    rest: Code = []
    for _ in range(most - least):  # a?, (aa?)?, (a(aa?)?)?, … from the inside out
        inner = _joined([atom, rest])
        rest = [_split(1, len(inner) + 1, lazy), *_moved(inner, 1)]
    return _joined([*pieces, rest])
