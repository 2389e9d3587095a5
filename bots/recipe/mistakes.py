"""What the YAML parser complains of, said so that a clerk can mend it. Both parsers, in C and in Python, are known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, takewhile

from bots.errors import Place, Problem
from bots.tasks.registry import find

_NO_ENTRY = ("block end", "did not find expected key", "did not find expected '-' indicator")  # something else came
_SPECIAL = re.compile(r"cannot start any token|expected alphabetic or numeric character")
_OPENING = re.compile(r"[\s-]*([^\s#-][^#:]*):\s*(?:#.*)?$")  # a name alone
_ENTRY = re.compile(r"\s*(?P<dash>-\s+)?(?P<name>[^\s#-][^#]*?):\s+[^\s#]")  # a name and its value
_CLOSING = tuple("]}\"'")
_BRACES = re.compile(r"\$?\{+[^{}:]*\}+")


Spot = tuple[int, int]  # line and column, from 1


@dataclass(frozen=True, slots=True)
class Complaint:
    """What the parser said, where it stood, and where the part had begun that it was reading."""

    said: str
    at: Spot
    begun: Spot | None = None


def explain_complaint(complaint: Complaint, lines: Sequence[str], file: str) -> Problem:
    """The complaint as a problem at the place where the mistake most likely is."""
    said, begun = complaint.said, complaint.begun
    line, column = complaint.at
    if "quoted scalar" in said:
        return _quoted(complaint, lines, file)
    if _braces(line, lines):
        return Problem("Y07", {}, Place(file, line, column))
    braces = _braces(begun[0], lines) if begun else None
    if braces:  # noticed late, on a line that is right
        return Problem("Y07", {}, Place(file, *braces))
    if "could not find expected ':'" in said:
        return _no_colon(complaint, lines, file)
    text = lines[line - 1] if line <= len(lines) else ""
    if "mapping values are not allowed" in said:
        return _mapping_values(complaint, lines, file)
    if _SPECIAL.search(said) and text[column - 1 : column]:
        return _special(text, line, column, file)
    if "flow" in said and begun is not None:
        return Problem("Y25", {"mark": _at(begun, lines)}, Place(file, *begun))
    before = text[: column - 1].rstrip()
    if any(one in said for one in _NO_ENTRY) and before[-1:] in _CLOSING:
        return Problem("Y27", {"mark": before[-1:]}, Place(file, line, column, max(1, len(text.rstrip()) - column + 1)))
    if "block" in said or "indent" in said:
        return _indent(complaint, lines, file)
    if any(word in said for word in ("alias", "anchor", "tag", "directive")):
        return _special(text, line, column, file)
    return Problem("Y23", {}, Place(file, min(line, max(1, len(lines))), column))


def _at(spot: Spot, lines: Sequence[str]) -> str:
    """The character at a spot."""
    return lines[spot[0] - 1][spot[1] - 1 : spot[1]] if spot[0] <= len(lines) else ""


def _quoted(complaint: Complaint, lines: Sequence[str], file: str) -> Problem:
    if "escape" in complaint.said or "hexdecimal" in complaint.said:  # as the parser in C spells it
        return Problem("Y16", {}, Place(file, *complaint.at))
    begun = complaint.begun or complaint.at
    return Problem("Y15", {"mark": _at(begun, lines) or '"'}, Place(file, *begun))


def _no_colon(complaint: Complaint, lines: Sequence[str], file: str) -> Problem:
    colon = _wide_colon(complaint.at[0], lines)
    if colon:
        return Problem("Y03", {}, Place(file, *colon))
    begun = complaint.begun or complaint.at
    width = len(lines[begun[0] - 1].strip()) if begun[0] <= len(lines) else 1
    return Problem("Y24", {}, Place(file, *begun, max(1, width)))


def _braces(line: int, lines: Sequence[str]) -> Spot | None:
    """Where a line holds `{x}`, if it does."""
    found = _BRACES.search(lines[line - 1]) if 0 < line <= len(lines) else None
    return (line, found.start() + 1) if found is not None else None


def _wide_colon(line: int, lines: Sequence[str]) -> tuple[int, int] | None:
    """A full-width colon in the line of the error or the one before; YAML notices it late."""
    for number in (line - 1, line):
        text = lines[number - 1] if 0 < number <= len(lines) else ""
        if "：" in text and not re.search(r":\s", text[: text.index("：")]):
            return number, text.index("：") + 1
    return None


def _mapping_values(complaint: Complaint, lines: Sequence[str], file: str) -> Problem:
    """`name: a: b` is one mistake, `name:` deeper than its neighbours another."""
    line, column = complaint.at
    before = lines[line - 1][: column - 1] if line <= len(lines) else ""
    if re.search(r":\s", before):
        return Problem("Y06", {}, Place(file, line, column))
    if "：" in before:
        return Problem("Y03", {}, Place(file, line, before.index("：") + 1))
    return _indent(complaint, lines, file)


def _indent(complaint: Complaint, lines: Sequence[str], file: str) -> Problem:
    line, column = complaint.at
    odd = _dashed(complaint, lines) or _dedented(line, lines)
    if odd is not None:
        text = lines[odd - 1]
        begin, end = _depth(text), text.find(":")
        return Problem("Y14", {}, Place(file, odd, begin + 1, max(1, end - begin)))
    text = lines[line - 1] if line <= len(lines) else ""
    begin = _depth(text)
    return Problem("Y14", {}, Place(file, line, begin + 1, max(1, column - 1 - begin)))


def _depth(text: str) -> int:
    return len(text) - len(text.lstrip())


def _dashed(complaint: Complaint, lines: Sequence[str]) -> int | None:
    """The line whose dash makes a list of what is none: its neighbours of the same depth are more names without a dash."""
    if "block collection" not in complaint.said or complaint.begun is None or complaint.begun[1] != complaint.at[1]:
        return None
    begun, depth = complaint.begun[0], complaint.begun[1] - 1
    said = [one for one in lines[begun - 1 :] if one.strip()[:1] not in ("", "#")]
    beside = [one.lstrip() for one in takewhile(lambda one: _depth(one) >= depth, said) if _depth(one) == depth]
    dashes = sum(one.startswith("- ") for one in beside)
    return begun if 2 * dashes < len(beside) else None


def _dedented(line: int, lines: Sequence[str]) -> int | None:
    """The line before `line`, if it is the one that stands out of its row.

    YAML takes `name: value` that begins too far left for a name of the level above, and stumbles
    over the next line only, which stands where it should: as deep as the one before the culprit. `- name: value` is
    taken for a step.
    """
    if not 0 < line <= len(lines):
        return None
    said = (n for n in range(line - 1, 0, -1) if lines[n - 1].strip()[:1] not in ("", "#"))
    odd = next(said, None)
    depth = _depth(lines[line - 1])
    entry = _ENTRY.match(lines[odd - 1]) if odd is not None else None
    if odd is None or entry is None or _depth(lines[odd - 1]) >= depth or (entry["dash"] and find(entry["name"])):
        return None
    above = next(said, None)
    if above is not None and _opens(lines[above - 1]) == entry.start("name"):
        return odd  # the first of what `above` opens stands no deeper than `above` itself
    neighbour = next((n for n in chain([above] if above else [], said) if _depth(lines[n - 1]) <= depth), None)
    return odd if neighbour is not None and _depth(lines[neighbour - 1]) == depth else None


def _opens(text: str) -> int | None:
    """Where the name begins of a line that opens deeper ones (`- 入力:`); None for any other line."""
    found = _OPENING.match(text)
    return found.start(1) if found else None


def _special(text: str, line: int, column: int, file: str) -> Problem:
    """A value that begins with a character which YAML keeps for itself; the mark is at that
    character.
    """
    start = column - 1
    while start > 0 and text[start - 1] not in " [,":
        start -= 1
    return Problem("Y11", {"mark": text[start : start + 1]}, Place(file, line, start + 1))
