"""What the YAML parser complains of, said so that a clerk can mend it."""

from __future__ import annotations

import re
from collections.abc import Sequence

import yaml

from bots.errors import Place, Problem

_SPECIAL = re.compile(r"cannot start any token|expected alphabetic or numeric character")
_BRACES = re.compile(r"\$?\{+[^{}:]*\}+")


def explain_yaml_error(error: yaml.MarkedYAMLError, lines: Sequence[str], file: str) -> Problem:
    """The error as a problem at the place where the mistake most likely is."""
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    text = lines[line - 1] if line <= len(lines) else ""
    begun = error.context_mark
    said = f"{error.context or ''} {error.problem or ''}"
    if "quoted scalar" in said:
        return _quoted(error, line, column, lines, file)
    brace = _braces(line, begun, lines)
    if brace:
        return Problem("Y07", {}, Place(file, line, column))
    colon = _wide_colon(line, lines)
    if colon and "could not find expected ':'" in said:
        return Problem("Y03", {}, Place(file, *colon))
    if "mapping values are not allowed" in said:
        return _mapping_values(line, column, text, file)
    if "could not find expected ':'" in said:
        begun_at = (begun.line + 1, begun.column + 1) if begun else (line, column)
        width = len(lines[begun_at[0] - 1].strip()) if begun_at[0] <= len(lines) else 1
        return Problem("Y24", {}, Place(file, *begun_at, max(1, width)))
    if _SPECIAL.search(said) and text[column - 1 : column]:
        return _special(text, line, column, file)
    if "flow" in said and begun is not None:
        opening = lines[begun.line][begun.column : begun.column + 1]
        return Problem("Y25", {"mark": opening}, Place(file, begun.line + 1, begun.column + 1))
    if "block" in said or "indent" in said:
        return _indent(line, column, text, file)
    if "alias" in said or "anchor" in said or "tag" in said or "directive" in said:
        return _special(text, line, column, file)
    return Problem("Y23", {}, Place(file, min(line, max(1, len(lines))), column))


def _quoted(
    error: yaml.MarkedYAMLError, line: int, column: int, lines: Sequence[str], file: str
) -> Problem:
    begun = error.context_mark
    if "escape" in (error.problem or ""):
        return Problem("Y16", {}, Place(file, line, column))
    if begun is not None:
        opening = lines[begun.line][begun.column : begun.column + 1] or '"'
        return Problem("Y15", {"mark": opening}, Place(file, begun.line + 1, begun.column + 1))
    return Problem("Y15", {"mark": '"'}, Place(file, line, column))


def _braces(line: int, begun: yaml.Mark | None, lines: Sequence[str]) -> bool:
    """Whether the line of the error, or the one where its collection began, holds `{x}`."""
    numbers = {line, begun.line + 1} if begun is not None else {line}
    return any(_BRACES.search(lines[number - 1]) for number in numbers if 0 < number <= len(lines))


def _wide_colon(line: int, lines: Sequence[str]) -> tuple[int, int] | None:
    """A full-width colon in the line of the error or the one before; YAML notices it late."""
    for number in (line - 1, line):
        text = lines[number - 1] if 0 < number <= len(lines) else ""
        if "：" in text and not re.search(r":\s", text[: text.index("：")]):
            return number, text.index("：") + 1
    return None


def _mapping_values(line: int, column: int, text: str, file: str) -> Problem:
    """`name: a: b` is one mistake, `name:` deeper than its neighbours another."""
    before = text[: column - 1]
    if re.search(r":\s", before):
        return Problem("Y06", {}, Place(file, line, column))
    if "：" in before:
        return Problem("Y03", {}, Place(file, line, before.index("：") + 1))
    return _indent(line, column, text, file)


def _indent(line: int, column: int, text: str, file: str) -> Problem:
    begin = len(text) - len(text.lstrip())
    return Problem("Y14", {}, Place(file, line, begin + 1, max(1, column - 1 - begin)))


def _special(text: str, line: int, column: int, file: str) -> Problem:
    """A value that begins with a character which YAML keeps for itself; the mark is at that character."""
    start = column - 1
    while start > 0 and text[start - 1] not in " [,":
        start -= 1
    return Problem("Y11", {"mark": text[start : start + 1]}, Place(file, line, start + 1))
