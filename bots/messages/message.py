"""One entry of the catalogue of messages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence and the advice that follows it, in both languages; `{name}` marks a word."""

    ja: str
    en: str
    hint_ja: str = ""
    hint_en: str = ""
