"""What Japanese keyboards put into YAML, mended in the lines: full-width blanks, colons and bullets, stars and
numbers for dashes, tabs, blanks that are missing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bots.errors import Problem
from bots.recipe.render import width_of
from bots.recipe.traps import UNSEEN, find_traps, is_dash, is_keyword, other_bullet, outside_blocks

MENDED = ("Y01", "Y02", "Y03", "Y04", "Y05", "Y28", "Y29")
_WIDE = "\u3000\u00a0"
_BLANKS = " \t" + _WIDE
_INDENT = re.compile(rf"[{_BLANKS}]*")
_PASSES = 200
_SAME = str.maketrans({
    "：": ":", "｛": "{", "｝": "}", **dict.fromkeys("、，", ","), **dict.fromkeys("－ー‐−–—・•*＊", "-"),
    **dict.fromkeys(_BLANKS), **dict.fromkeys(chr(one) for one in range(0x10000) if re.match(f"[{UNSEEN}]", chr(one))),
})  # fmt: skip
_STAR = re.compile(rf"([{_BLANKS}]*(?:-[{_BLANKS}]+)*)[*＊][{_BLANKS}]*([^\s:：]+)(?=[{_BLANKS}]*[:：])")

# How wide a full-width blank and a tab are taken for. The blank is as wide as it looks, where that can be read.
WIDTHS = ((2, 2), (2, 4), (2, 8), (1, 2), (1, 4), (1, 8))


@dataclass(frozen=True, slots=True)
class Reading:
    """How a text reads: `tree` tells one tree from another (None = it cannot be read), `wrong` is how much is wrong
    in it, `problems` is why it cannot be read.
    """

    tree: object
    wrong: int
    problems: tuple[Problem, ...] = ()


Read = Callable[[str], Reading]


def mend_lines(text: str, read: Read) -> str:
    """The text with such mistakes mended, where it is sure what was meant. Line ends are `\\n`."""
    indents = {one.code for one in find_traps(text.split("\n"), "")} & {"Y01", "Y02"}
    if not indents:
        return _colons(_mended(text, None), read)
    candidates: list[tuple[int, int, str, Reading]] = []
    tried: set[str] = set()
    for wide, tab in WIDTHS:
        made = _colons(_mended(text, (wide, tab)), read)
        if made not in tried:
            tried.add(made)
            candidates.append((wide, tab, made, read(made)))
    return _surest(candidates, "Y02" in indents) or _mended(text, None)


def _surest(candidates: Sequence[tuple[int, int, str, Reading]], tabs: bool) -> str | None:
    """The candidate that reads best. Tabs of different widths that read as well as each other, and otherwise, are
    not sure.
    """
    readable = [one for one in candidates if one[3].tree is not None]
    if not readable:
        return None if tabs else candidates[0][2]
    least = min(one[3].wrong for one in readable)
    best = [one for one in readable if one[3].wrong == least]
    widest = max(one[0] for one in best)
    best = [one for one in best if one[0] == widest]
    return best[0][2] if all(one[3].tree == best[0][3].tree for one in best) else None


def _mended(text: str, widths: tuple[int, int] | None) -> str:
    """Every line without traps. Indents too, where it is said how wide their blanks are."""
    lines = text.split("\n")
    for number, line in list(outside_blocks(lines)):
        star = _STAR.match(line)
        if star and is_keyword(star[2]):
            lines[number - 1] = f"{star[1]}- {line[star.start(2) :]}"
    for _ in range(_PASSES):
        found = [
            one for one in find_traps(lines, "")
            if one.code in ("Y03", "Y04", "Y05", "Y28", "Y29") or (widths and one.code in ("Y01", "Y02"))
        ]  # fmt: skip
        if not found:
            break
        touched: set[int] = set()
        for problem in found:
            number = problem.place.line
            if number not in touched:  # columns of a second trap in the line have moved
                touched.add(number)
                if problem.code == "Y04" and not is_dash(problem):
                    lines[number - 1] = _dashed(lines, number - 1)
                else:
                    lines[number - 1] = _line(lines[number - 1], problem, widths or (2, 2))
    return "\n".join(lines)


def _dashed(lines: Sequence[str], at: int) -> str:
    """A line with a dash for its number or other mark. Its word stays above what was written in line with it, by
    characters or, of full-width ones, by their looks.
    """
    found = other_bullet(lines[at])
    assert found is not None
    begin, word = found.start(1), found.start(2)
    behind = next((one for one in lines[at + 1 :] if one.strip()), "")
    indent = len(behind) - len(behind.lstrip(" "))
    blanks = indent - begin - 1 if indent in (word, width_of(lines[at][:word])) else 1
    return f"{lines[at][:begin]}-{' ' * max(1, blanks)}{lines[at][word:]}"


def _line(line: str, problem: Problem, widths: tuple[int, int]) -> str:
    at = problem.place.column - 1
    if problem.code in ("Y01", "Y02"):
        indent = _INDENT.match(line)
        end = indent.end() if indent else 0
        return _plain(line[:end], *widths) + line[end:]
    if problem.code in ("Y28", "Y29"):
        return line[:at] + (" " if problem.code == "Y28" else "") + line[at + problem.place.width :]
    head, mark, rest = line[:at], line[at], line[at + 1 :]
    return head + (":" if mark in ":：" else "-") + _spaced(rest)


def _spaced(rest: str) -> str:
    """What follows a colon or a dash: after a half-width blank; blanks that are there stay."""
    body = rest.lstrip(_BLANKS)
    blanks = rest[: len(rest) - len(body)]
    if not body or (blanks and not set(blanks) & set(_WIDE + "\t")):
        return rest if body else rest.replace("\u3000", " ").replace("\u00a0", " ")
    return f" {body}"


def _plain(indent: str, wide: int, tab: int) -> str:
    """An indent in half-width blanks: a tab goes to the next stop."""
    made = ""
    for one in indent:
        if one == "\t":
            made += " " * (tab - len(made) % tab)
        else:
            made += " " * (wide if one == "\u3000" else 1)
    return made


def _colons(text: str, read: Read) -> str:
    """Full-width colons over which the parser stumbles, one after another, as long as that helps."""
    for _ in range(_PASSES):
        reading = read(text)
        wrong = next((one for one in reading.problems if one.code == "Y03"), None)
        lines = text.split("\n")
        if reading.tree is not None or wrong is None or not 0 < wrong.place.line <= len(lines):
            break
        line = lines[wrong.place.line - 1]
        if line[wrong.place.column - 1 : wrong.place.column] != "：":
            break
        lines[wrong.place.line - 1] = _line(line, wrong, (2, 2))
        text = "\n".join(lines)
    return text


def same_letters(before: str, after: str) -> bool:
    """Whether two texts are the same, line for line, but for blanks and the marks that are mended here."""
    return list(_bare(before)) == list(_bare(after))


def _bare(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        found = other_bullet(line)
        yield (f"-{line[found.start(2) :]}" if found else line).translate(_SAME)
