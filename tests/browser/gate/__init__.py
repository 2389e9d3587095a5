"""The gate against servers that count, and networks that break."""

from __future__ import annotations
