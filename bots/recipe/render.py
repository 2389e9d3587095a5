"""Problems as people and as programs read them (recipe-language 5.8).

    recipes/申込.yaml:12:5: エラー: 「入カ」という手順はありません。 [R04]
       12 |   - 入カ:
          |     ^^^^
          = もしかして: 入力

Columns count characters from 1; under the line the mark counts full-width characters as two.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from bots.errors import Place, Problem

_SEVERITY = {
    ("error", "ja"): "エラー",
    ("warning", "ja"): "注意",
    ("error", "en"): "error",
    ("warning", "en"): "warning",
}

_LONGEST, _BEFORE = 120, 40  # characters of a line that are shown; of these, how many stand before the mark


def render(problem: Problem, lang: str, source: str | Path | None = None) -> str:
    """One problem in `lang`. `source` is the line it speaks of, or the folder its file is under."""
    place = problem.place
    line = _line(place.file, place.line, source) if isinstance(source, Path) else source
    lines = marked(place, line) if line and place.line else ()
    where, kind = _where(problem, lang), kind_of(problem, lang)
    return told(where, kind, problem.sentence(lang), problem.code, problem.hint(lang), lines)


def marked(place: Place, line: str) -> tuple[str, str]:
    """The line that `place` speaks of, with its number, and the mark under it."""
    shown, column, width = _around(line.rstrip(), place.column, place.width)
    return f"{place.line:>5} | {shown}", "      | " + _mark(shown, column, width)


def told(where: str, kind: str, sentence: str, code: str, advice: str = "", lines: Sequence[str] = ()) -> str:
    """The form by itself, for what is known in words already. `where` ends as it is to stand before the kind;
    `lines` stand between the sentence and the advice, of which each line is one of the form.
    """
    head = f"{where}{kind}: {sentence}" + (f" [{code}]" if code else "")
    return "\n".join([head, *lines, *(f"      = {text}" for text in advice.splitlines())])


def kind_of(problem: Problem, lang: str) -> str:
    """What kind of problem it is, as its line says it."""
    if problem.code.startswith("B") and problem.severity == "error":
        return "業務エラー" if lang == "ja" else "business error"
    return _SEVERITY[problem.severity, lang]


def to_json(problem: Problem, lang: str) -> dict[str, object]:
    """The same as data: file, line, column, severity, code, message, hint; `cell` where there
    is one.
    """
    place = problem.place
    made: dict[str, object] = {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "severity": problem.severity,
        "code": problem.code,
        "message": problem.sentence(lang),
        "hint": problem.hint(lang),
    }
    if place.cell:
        made["cell"] = place.cell
    return made


def width_of(text: str) -> int:
    """How many columns of a terminal `text` takes: full-width characters take two, joined
    marks none.
    """
    return sum(
        0
        if unicodedata.combining(one) or 0xE0100 <= ord(one) <= 0xE01EF
        else 2
        if unicodedata.east_asian_width(one) in "WFA"
        else 1
        for one in text
    )


def _where(problem: Problem, lang: str) -> str:
    place = problem.place
    if place.cell and (place.line or not place.file):
        row = f"{'行' if lang == 'ja' else 'row'} {place.cell}"
        head = f"{place.file}:{place.line}:{place.column}  " if place.file else ""
        return f"{head}{row}: "
    text = str(place)
    return f"{text}: " if text else ""


def _around(line: str, column: int, width: int) -> tuple[str, int, int]:
    """A line that is too long to be seen at once cut around its mark, and where the mark is then."""
    if len(line) <= _LONGEST:
        return line, column, width
    begin = max(0, min(column - 1 - _BEFORE, len(line) - _LONGEST))
    end = begin + _LONGEST
    before, after = "…" if begin else "", "…" if end < len(line) else ""
    return f"{before}{line[begin:end]}{after}", column - begin + len(before), min(width, end - (column - 1))


def _mark(line: str, column: int, width: int) -> str:
    before, part = line[: column - 1], line[column - 1 : column - 1 + width]
    return " " * width_of(before) + "^" * max(1, width_of(part))


def _line(file: str, number: int, folder: Path) -> str | None:
    if not file or not number:
        return None
    path = folder / file
    try:
        changed = path.stat().st_mtime_ns
    except OSError:
        return None  # the file is gone: its place alone is told
    lines = _lines_of(path, changed)
    return lines[number - 1] if number <= len(lines) else None


@lru_cache(maxsize=64)
def _lines_of(path: Path, changed: int) -> tuple[str, ...]:
    """The lines of a file as it was at `changed`; none where it cannot be read as text."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return ()
    return tuple(text.split("\n"))
