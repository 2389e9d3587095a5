"""What one hall decides for all of its recipes: its days, its substitutions of characters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Hall:
    """The hall's own tables, as a plan freezes them.

    `closed` and `opened` are ISO dates on which it is closed, or open, against the common rule.
    `substitutes` maps a character that is hard to hold to the one that may stand for it; it holds what
    the hall adds to the shipped table, or decides otherwise. `forms` maps characters to others of which
    they are forms, which is told and never put in.
    """

    closed: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()
    substitutes: Mapping[str, str] = field(default_factory=dict)
    forms: Mapping[str, str] = field(default_factory=dict)
