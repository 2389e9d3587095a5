"""The hands: the only room that knows Playwright."""

from __future__ import annotations
