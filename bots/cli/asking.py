"""Every question to a person at the terminal: only what is typed after it was shown is an answer to it.

An Enter that was pressed while a browser started would otherwise submit a row that nobody has looked at.
"""

from __future__ import annotations

import sys
from typing import Any

import click


def prompt(question: str, **how: Any) -> Any:
    """`click.prompt`, for what is typed from now on. Raises click.Abort for Ctrl-C and an input that has ended."""
    forget_typed()
    return click.prompt(question, **how)


def confirm(question: str, *, default: bool) -> bool:
    """`click.confirm`, likewise."""
    forget_typed()
    return click.confirm(question, default=default)


def forget_typed() -> None:
    """Throw away what was typed and not read yet. What comes from a file or a pipe was written for its questions: it
    stays."""
    if not sys.stdin.isatty():
        return
    if sys.platform == "win32":
        import msvcrt

        while msvcrt.kbhit():
            msvcrt.getwch()
    else:
        import termios

        termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)
