"""Text in, text out: placeholders, filters, conditions, column types, names on the screen,
equality."""

from __future__ import annotations
