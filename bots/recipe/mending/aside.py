"""Entries that cannot be read, put aside so that one of them does not keep the rest of the file from being mended.

An entry is a line and what stands deeper below it: without it, what is left stands where it stood, under the same
names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bots.errors import Problem, RecipeError
from bots.recipe.nodes import read_source

_MOST = 20  # entries of one file
_OF_THE_FILE = ("Y12", "Y13", "Y17", "Y18", "Y20", "Y21")  # said of a file as a whole: no entry of it is to blame
_WIDTHS = {" ": 1, "\u00a0": 1, "\t": 2, "\u3000": 2}


@dataclass(frozen=True, slots=True)
class Readable:
    """A text that can be read: blank lines stand in it for those that are put `aside`, and `problems` says why."""

    text: str
    aside: Mapping[int, str]
    problems: tuple[Problem, ...]

    def whole(self, text: str) -> str:
        """A text of as many lines, with those that are put aside in their places again."""
        return "\n".join(self.aside.get(number, line) for number, line in enumerate(text.split("\n"), 1))


def readable(text: str, file: str, mended: Callable[[str], str]) -> Readable:
    """What can be read of a text once its lines are `mended`. Each time an entry is put aside the lines are mended
    anew: how wide an indent is meant shows only where the rest can be read.

    Raises RecipeError Y, with what is wrong with the whole text, where nothing can be read.
    """
    lines = text.split("\n")
    aside: dict[int, str] = {}
    problems: list[Problem] = []
    refused: RecipeError | None = None
    for _ in range(_MOST + 1):
        made = mended("\n".join("" if number in aside else line for number, line in enumerate(lines, 1)))
        try:
            read_source(made.encode(), file)
        except RecipeError as error:
            refused = refused or error
            found = {number for one in error.problems for number in _entry(made.split("\n"), one)}
            if not found:
                break
            aside |= {number: lines[number - 1] for number in found}
            problems += error.problems
        else:
            return Readable(made, aside, tuple(sorted(problems, key=lambda one: one.place.line)))
    assert refused is not None
    raise refused


def _entry(lines: Sequence[str], problem: Problem) -> Iterator[int]:
    """The lines of the entry that a problem stands in, from 1."""
    first = problem.place.line
    if problem.code in _OF_THE_FILE or problem.severity != "error" or not 0 < first <= len(lines):
        return
    depth = _depth(lines[first - 1])
    takes_items = not lines[first - 1].lstrip().startswith("-")  # a list may begin right under its name
    yield first
    for number in range(first + 1, len(lines) + 1):
        line = lines[number - 1]
        level = takes_items and line.lstrip().startswith("- ") and _depth(line) == depth
        if line.strip() and _depth(line) <= depth and not level:
            return
        yield number


def _depth(line: str) -> int:
    return sum(_WIDTHS.get(one, 1) for one in line[: len(line) - len(line.lstrip())])
