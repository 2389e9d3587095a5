"""Every command line that READMEs and handbooks show: from code marks and from blocks of code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tests.commands.house import HOME

PAGES = [
    *(HOME / name for name in ("README.md", "README.ja.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    # What the reference shows of rules about commands is run by test_asked.py.
    *sorted(path for path in (HOME / "docs").rglob("*.md") if path.name != "rules.md"),
    HOME / "recipes" / "README.md",
    HOME / "logs" / "README.md",
]
_START = re.compile(r"(bots|python3 bootstrap\.py)( |$)")
_INLINE = re.compile(r"`([^`\n]+)`")


def commands_of(path: Path) -> Iterator[str]:
    """The command lines of a page, in order. In a block, what stands apart by spaces is a remark."""
    block = False
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.lstrip().startswith("```"):
            block = not block
            continue
        if block:
            text = re.split(r"\s{3,}|\s+#", line.strip())[0]
            if _START.match(text):
                yield text
            continue
        for text in _INLINE.findall(line):
            if _START.match(text):
                yield text


def options_of(path: Path) -> set[str]:
    """Every option that a page names in code marks."""
    text = path.read_text(encoding="utf-8")
    return {word for code in _INLINE.findall(text) for word in re.findall(r"^--[\w-]+", code)}


def all_commands() -> list[str]:
    """Each command line once, in the order in which a reader meets it."""
    return list(dict.fromkeys(command for path in PAGES for command in commands_of(path)))
