"""Texts made safe and plain to see: escaping, one line of a log, marked differences."""

from __future__ import annotations

import difflib
import unicodedata
from html import escape

_TOO_LONG_TO_COMPARE = 2_000  # characters; difflib is quadratic


def misleading(character: str) -> bool:
    """Whether it is seen as nothing or turns the order of its line: control, bidi, zero width."""
    category = unicodedata.category(character)
    if category in ("Cc", "Cs", "Zl", "Zp"):
        return True
    # ZWNJ and ZWJ belong to scripts and emoji; every other format character hides something.
    return category == "Cf" and character not in "\u200c\u200d"


def log_text(text: str) -> str:
    """`text` on one line, every misleading character as an escape such as \\u202e."""
    return "".join(_escaped(c) if misleading(c) else c for c in text)


def _escaped(character: str) -> str:
    number = ord(character)
    if number < 0x100:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def terminal_text(text: str) -> str:
    """`text` on one line of a terminal: ends of lines as ⏎, every other misleading character as [U+202E], as
    the report marks it."""
    return "".join("⏎" if c == "\n" else f"[U+{ord(c):04X}]" if misleading(c) else c for c in text)


def attribute(text: str) -> str:
    """`text` for a quoted attribute: escaped, misleading characters as escapes."""
    return escape(log_text(text))


def html_text(text: str) -> str:
    """`text` as HTML: escaped; spaces can be made visible, misleading characters always are."""
    return "".join(_piece(c) for c in text)


def _piece(character: str) -> str:
    if character == "\u3000":
        return "<i class=zs>\u3000</i>"
    if character == " ":
        return "<i class=hs> </i>"
    if character == "\n":
        return "\n"
    if misleading(character):
        return f"<i class=ctl>U+{ord(character):04X}</i>"
    return escape(character)


def differing(text: str, other: str) -> str:
    """`text` as HTML with what differs from `other` marked."""
    if len(text) + len(other) > _TOO_LONG_TO_COMPARE:
        return html_text(text)
    pieces = []
    matcher = difflib.SequenceMatcher(None, other, text, autojunk=False)
    for kind, _, _, begin, end in matcher.get_opcodes():
        part = html_text(text[begin:end])
        if kind != "equal" and part:
            part = f"<mark>{part}</mark>"
        elif kind == "delete":
            part = "<mark class=gap></mark>"  # here `other` has something that `text` lacks
        pieces.append(part)
    return "".join(pieces)
