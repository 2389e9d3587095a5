"""What all self-contained pages are made of: their look, the hashes of their content policy, pairs of facts."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files

from bots.evidence.show import html_text


@cache
def asset(name: str) -> str:
    """A stylesheet or a script that lies beside this file."""
    return (files("bots.evidence") / name).read_text("utf-8")


def source_hash(text: str) -> str:
    """The word of a content policy that lets exactly this style or script work."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def pairs(found: list[tuple[str, str]]) -> str:
    """Names and texts for a <dl>; what is blank is left away."""
    return "".join(
        f"<div><dt>{html_text(name)}</dt><dd>{html_text(text)}</dd></div>" for name, text in found if text
    )


def css_text(text: str) -> str:
    """A text as a string of CSS: nothing in it can end the string, the rule or the element."""
    plain = (one if one.isascii() and one.isalnum() else f"\\{ord(one):x} " for one in text)
    return '"' + "".join(plain) + '"'
