"""Reads back what a practice system took down: its truth list and its list of requests. Pure text.

The practice system is the witness of every test: what stands here was really received. Nothing of
this file knows the web framework, so demo, tests and reports may read while the system runs.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TRUTH_FILE = "truth.jsonl"
REQUESTS_FILE = "requests.jsonl"


@dataclass(frozen=True, slots=True)
class Entry:
    """One accepted entry: what the system keeps.

    `n` counts from 1, `at` is ISO time in UTC, `fields` holds every field as it was received,
    `rows` its child rows (the lines of a table in the form),
    `posts` is how many submitting POSTs for this key had arrived by then (1 = sent once),
    `connection` is the sender's port, so that a repeated send on a new connection can be told.
    """

    n: int
    at: str
    receipt: str
    key: str
    fields: Mapping[str, str] = field(default_factory=dict)
    posts: int = 1
    connection: int = 0
    rows: Sequence[Mapping[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """One request that was not a GET, in order of arrival; it holds no values but the key."""

    method: str
    path: str
    at: str
    key: str


def entries(folder: Path) -> list[Entry]:
    """The truth list of the practice system with this folder, oldest first; [] if none."""
    return [Entry(**line) for line in _lines(folder / TRUTH_FILE)]


def requests(folder: Path) -> list[Request]:
    """All requests but GETs that the practice system received, oldest first."""
    return [Request(**line) for line in _lines(folder / REQUESTS_FILE)]


def doubles(folder: Path) -> list[str]:
    """Keys that were entered more than once, in order of their first entry."""
    count: dict[str, int] = {}
    for entry in entries(folder):
        count[entry.key] = count.get(entry.key, 0) + 1
    return [key for key, times in count.items() if times > 1]


def _lines(path: Path) -> list[dict[str, Any]]:
    """The whole lines of a file; a last line without its end is not written yet."""
    if not path.exists():
        return []
    text = path.read_text(encoding="utf-8")
    whole = text[: text.rfind("\n") + 1]
    return [json.loads(line) for line in whole.split("\n") if line]
