"""What Japanese keyboards put into YAML: seen in the lines themselves, before YAML reads them.

Seven of these mistakes are silent in YAML: a step vanishes or becomes a text. Lines of comments
and of block texts (`|`, `>`) are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from bots.errors import Place, Problem
from bots.recipe import words
from bots.values.former import OLD_WORDS

# Blanks of other widths, and what has none: YAML takes all of them for letters.
UNSEEN = "\u00a0\u1680\u2000-\u200d\u202f\u205f\u2060\u3000\ufeff"
_UNSEEN = re.compile(f"[{UNSEEN}]")
_INDENT = re.compile(r"[ \t\u3000\u00a0]*")
# A line without any of this has no trap, which is seen at once.
_SUSPECT = re.compile(rf"[{UNSEEN}]" r"|^[ \t]*\t|[：－ー‐−–—・•#]|:[^ \n]|-(?! )|- +[\u3000\u00a0]|^[ \u3000]*[0-9０-９①-⑳■□●○◆◇▲＊*]")
_BULLETS = "－ー‐−–—・•"  # what stands for a dash, and nothing else
_BULLET = re.compile(rf"[ \u3000]*([{_BULLETS}])[ \u3000]*(\S.*)?$")
_COLON = re.compile(r"[ \u3000]*(?:：|:(?:\s|$))")
_OTHER_BULLET = re.compile(
    r"[ \u3000]*(--++|[0-9０-９]{1,2}[.．)）]?|[①-⑳■□●○◆◇▲＊*])[ \u3000]*([^\s:：#]+)(?:：|:(?:\s|$))"
)
_WIDE_COLON = re.compile(
    r"[ \u3000]*(?:[-－ー‐−–—・•][ \u3000]*)*+([^\s:：#\"'「」<>\[\]{},]+)：[ \u3000]*(.*)$"
)
_NO_SPACE = re.compile(
    r"[ \u3000]*((?:-[ \u3000]+)*)([^\s:：#\"'「」<>\[\]{},]+):(?=[^\s/]|[\u3000\u00a0])(.*)$"
)
_TIGHT = re.compile(r":[^ \n]")
_DASH = re.compile(r" *(-)([\u3000\u00a0 ]*)([^\s\-:#\d][^\s:：]*)[:：](?:\s|$)")
_REMARK = re.compile(r"[ \t](#)[^\s#!]")
_OPEN_QUOTE = re.compile(r"(?:^ *|[:\-,\[{] *)([\"'])")
_UNSEEN_BEFORE_REMARK = re.compile(rf"[^\s{UNSEEN}] *([{UNSEEN}]+)#")
_UNSEEN_AT_BEGIN = re.compile(rf"(?:^ *-|:) +([{UNSEEN}]+)(?=[^\s{UNSEEN}#])")
_UNSEEN_AT_END = re.compile(rf"[^\s{UNSEEN}:-] *([{UNSEEN}][ {UNSEEN}]*)$")
_UNSEEN_IN_LIST = re.compile(rf"[^\s{UNSEEN}:-] *([{UNSEEN}]+) *(?=[,\]}}])")
_TRUE_REMARK = re.compile(r"(?:^|[ \t])#")
_FLOW = re.compile(r"(?:^ *-|:) +[\[{]")
_SINGLE = r"(?<![^\s\[{,:])'[^']*'"
# A double quote that nothing closes is met once, with all behind it: else each quote there would look for its end.
_QUOTED = re.compile(r"\"(?:\\.|[^\"\\])*+\"|(?P<open>\"(?:\\.|[^\"\\])*+\\?$)|" + _SINGLE)
CURLY_EMPTY = re.compile(r"[“„”＂][“”＂]")
CURLY_ROLE = re.compile(
    r"\s*(?P<role>[^\s「」\"<>“„”＂]+?)\s*(?P<open>[“„”＂])[^“„”＂]+(?P<close>[“”＂])\s*", re.DOTALL
)
_BLOCK = re.compile(r"(?:^|[:\-] )\s*[|>][+\-0-9]*\s*(?:#.*)?$")


def find_traps(lines: Sequence[str], file: str) -> list[Problem]:
    """All such mistakes, in order. They are errors: what YAML would make of the lines is not
    meant.
    """
    found: list[Problem] = []
    found += _unseen_outside_quotes(lines, file)
    for number, line in outside_blocks(lines):
        if _SUSPECT.search(line) is None:
            continue
        for code, column, width, told in _of_line(line):
            found.append(Problem(code, told, Place(file, number, column, width)))
        other = other_bullet(line)
        if other and _beside_dashes(lines, number - 1):
            found.append(Problem("Y04", {"mark": other[1]}, Place(file, number, other.start(1) + 1, len(other[1]))))
    return sorted(found, key=lambda one: one.place.line)


def _unseen_outside_quotes(lines: Sequence[str], file: str) -> list[Problem]:
    """Y28, Y29. Quotes may reach over lines."""
    if not any(_UNSEEN.search(line) for line in lines):
        return []
    found: list[Problem] = []
    quote = ""  # that was opened in a line before
    for number, line in outside_blocks(lines):
        whole, quote = not quote, _quote_behind(line, quote)
        if whole and not quote and _UNSEEN.search(line):
            found += [Problem(code, {}, Place(file, number, column, width)) for code, column, width in _of_unseen(line)]
    return found


def outside_blocks(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Numbered lines without those of comments and block texts."""
    block: int | None = None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        indent = len(line) - len(line.lstrip(" "))
        if block is not None and indent > block:
            continue
        block = indent if ("|" in line or ">" in line) and _BLOCK.search(line) else None
        if not line.lstrip(" \t").startswith("#"):  # behind a full-width blank YAML sees no remark
            yield number, line


def _of_line(line: str) -> Iterator[tuple[str, int, int, dict[str, object]]]:
    """Code, column, width and words of each mistake in one line."""
    yield from _of_indent(line)
    if line.strip().startswith("#"):
        return
    bullet = _BULLET.match(line)
    if bullet and _is_bullet(line, bullet):
        yield "Y04", bullet.start(1) + 1, 1, {"mark": bullet[1]}
    dash = _DASH.match(line) if "-" in line else None
    if dash and is_keyword(dash[3]) and (not dash[2] or dash[2].strip(" ")):
        yield "Y05", dash.start(1) + 1, 1, {"mark": "-", "example": f"- {line.strip()[1:]}"}
    yield from _of_colon(line)
    remark = _REMARK.search(_without_quotes(line)) if "#" in line else None
    if remark:
        yield "Y08", remark.start(1) + 1, len(line.rstrip()) - remark.start(1), {}


def _quote_behind(line: str, quote: str) -> str:
    """The quote that is open behind a line, before which `quote` was open; "" = none."""
    if quote:
        return "" if quote in line else quote
    opened = _OPEN_QUOTE.search(_TRUE_REMARK.split(_without_quotes(line), maxsplit=1)[0])
    return opened[1] if opened else ""


def _of_unseen(line: str) -> Iterator[tuple[str, int, int]]:
    """Code, column and width of what nobody sees at the end or the beginning of a value, or before a #. In quotes it is
    meant."""
    if line.strip().startswith("#"):
        return
    plain = _TRUE_REMARK.split(_without_quotes(line), maxsplit=1)[0]
    for one in _UNSEEN_BEFORE_REMARK.finditer(plain):
        yield "Y28", one.start(1) + 1, len(one[1])
    for form in (_UNSEEN_AT_BEGIN, _UNSEEN_AT_END, *((_UNSEEN_IN_LIST,) if _FLOW.search(plain) else ())):
        for one in form.finditer(plain):
            yield "Y29", one.start(1) + 1, len(one[1])


def _of_indent(line: str) -> Iterator[tuple[str, int, int, dict[str, object]]]:
    match = _INDENT.match(line)
    indent = match[0] if match else ""
    for column, character in enumerate(indent, 1):
        if character in "\u3000\u00a0":
            yield "Y01", column, 1, {}
            return
        if character == "\t":
            yield "Y02", column, 1, {}
            return


def other_bullet(line: str) -> re.Match[str] | None:
    """A number or another mark (1) before a word of the language (2): among dashes it stands for one."""
    found = _OTHER_BULLET.match(line)
    return found if found and is_keyword(found[2]) else None


def _beside_dashes(lines: Sequence[str], at: int) -> bool:
    """Whether what stands before or behind a line at its depth begins with a dash: else `①メモ:` is a name."""
    depth = _depth(lines[at])
    for around in (lines[at - 1 :: -1] if at else (), lines[at + 1 :]):
        beside = next((one for one in around if one.strip() and _depth(one) <= depth), "")
        if _depth(beside) == depth and beside.lstrip().startswith("- "):
            return True
    return False


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" \u3000"))


def is_dash(problem: Problem) -> bool:
    """Whether a bullet that was told (Y04) is but a dash of another width."""
    return str(problem.words.get("mark", "")) in _BULLETS


def _is_bullet(line: str, bullet: re.Match[str]) -> bool:
    """A mark that stands where a dash stands, and not a text that begins with one."""
    rest = bullet[2] or ""
    word = re.match(r"[^\s:：]+", rest)
    spaced = line[bullet.end(1) : bullet.end(1) + 1] in ("", " ", "\u3000")
    if spaced and bullet[1] != "・":
        return bool(rest)
    if word is None or not is_keyword(word[0]):
        return False
    return not spaced or _COLON.match(rest, word.end()) is not None  # `・ 入力 漏れ` is a line of a text


def _of_colon(line: str) -> Iterator[tuple[str, int, int, dict[str, object]]]:
    wide = _WIDE_COLON.match(line) if "：" in line else None
    if wide and (is_keyword(wide[1]) or wide[2].startswith(("<", "＜"))):
        yield "Y03", wide.end(1) + 1, 1, {}
        return
    tight = _NO_SPACE.match(line) if _TIGHT.search(line) else None
    if tight and (is_keyword(tight[2]) or tight[3].lstrip().startswith(("<", "＜")) or _is_entry(tight)):
        example = f"{tight[2]}: {tight[3].strip()}"
        yield "Y05", tight.end(2) + 1, 1, {"mark": ":", "example": example}


def _is_entry(tight: re.Match[str]) -> bool:
    """`名前:　値` with a full-width blank, not as an item of a list, which may be a text of the screen."""
    return not tight[1] and tight[3][:1] in ("\u3000", "\u00a0")


def _without_quotes(line: str) -> str:
    """The line with quoted parts blanked out, of the same length."""
    return _QUOTED.sub(_blanked, line)


def _blanked(part: re.Match[str]) -> str:
    if part["open"] is None:
        return "x" * len(part[0])
    return re.sub(_SINGLE, lambda one: "x" * len(one[0]), part["open"])


@cache
def _keywords() -> frozenset[str]:
    from bots.tasks.registry import TASKS

    tables = (
        words.TOP,
        words.ABOUT,
        words.ROWS,
        words.MODIFIERS,
        words.SAFETY,
        words.EVIDENCE,
        words.SYSTEM,
        words.SCREEN,
        words.ARGUMENTS,
    )
    verbs = {word for task in TASKS.values() for word in (task.english, task.japanese)}
    return frozenset(word for table in tables for word in words.both(table)) | verbs


def is_keyword(word: str) -> bool:
    """Whether a word may stand before a colon in a recipe or a system file."""
    return word in _keywords() or OLD_WORDS.get(word) in _keywords()
