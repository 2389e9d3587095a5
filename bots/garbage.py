"""How often Python looks for objects that hold each other."""

from __future__ import annotations

import gc

_NEW_OBJECTS = 50_000


def collect_seldom() -> None:
    """Look for circles once in so many new objects, for the life of the process: what is imported at the start stays
    to the end, and to go through it again and again is a tenth of what a short command costs."""
    gc.set_threshold(_NEW_OBJECTS, 20, 50)
