"""Where rows come from: sheets, read only; and the books that go back to the clerk. See README.md."""

from __future__ import annotations
