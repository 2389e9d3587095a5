"""Bots: recipes that carry rows of a spreadsheet into business systems, once each, with proof."""

from __future__ import annotations

__version__ = "0.1.0"
