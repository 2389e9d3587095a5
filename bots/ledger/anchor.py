"""The anchor: how far the ledger had come and where it lay, kept beside the logs and so outside of it.

A ledger that was put back from a copy has not come as far as its anchor, and one that was copied or moved lies
elsewhere: then nobody knows what was entered since, or two of them may be at work. The anchor is written after each
commit, so it is never ahead of the last ledger; and only by a ledger that stands as it says, so an older one does not
wipe out what tells it.
"""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bots.ledger.connection import side
from bots.ledger.tables import Book, Event

_BLOCK = 4096  # bytes


class Standing(StrEnum):
    """How the ledger stands to its anchor."""

    WELL = "well"
    OLDER = "older"  # it lacks what the anchor has seen, or is another one
    ELSEWHERE = "elsewhere"  # it is whole, but not where it was


@dataclass(frozen=True, slots=True)
class Anchor:
    """What is kept: which ledger, its newest event, its place (see `sides.Side.place`)."""

    instance: str
    seq: int
    head: str
    place: str


def read(file: Path) -> Anchor | None:
    """The anchor, or None where there is none; an empty file is one whose first writing a power cut took, or that is about
    to come. One that cannot be read is an anchor that no ledger fits."""
    try:
        text = file.read_text(encoding="utf-8")
        if not text.strip("\0 "):
            return None
        found, _ = json.JSONDecoder().raw_decode(text)
        return Anchor(str(found["instance"]), int(found["seq"]), str(found["head"]), str(found["place"]))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (ValueError, KeyError, TypeError):
        return Anchor("", 0, "", "")


def standing(file: Path) -> Standing:
    """How the ledger that is open stands to the anchor in `file`. A new ledger is no older one: whether
    it may take the place of another is asked elsewhere."""
    known = read(file)
    book = Book.objects.get()
    if known is None or not book.seq:
        return Standing.WELL
    reached = Event.objects.filter(seq=known.seq, h=known.head).exists()
    if known.instance != book.instance or not (reached or not known.seq):
        return Standing.OLDER
    return Standing.WELL if known.place == side().place() else Standing.ELSEWHERE


def follow(file: Path, anchor: Anchor) -> None:
    """`write` after a commit. A place that cannot be written is told by the files of the run, which lie there too and are
    written before anything is sent; an anchor that stays behind is a true one."""
    with contextlib.suppress(OSError):
        write(file, anchor)


def write(file: Path, anchor: Anchor) -> None:
    """Put the anchor over the one before, in one writing of a block: a new file for each commit would make the commit
    after it wait for its name. It need not be on the disk: after a power cut an older anchor is a true one too. Raises
    OSError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    data = text(anchor).encode()
    handle = os.open(file, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        os.write(handle, data.ljust(-(-len(data) // _BLOCK) * _BLOCK))
    finally:
        os.close(handle)


def text(anchor: Anchor) -> str:
    """The anchor as it stands in its file."""
    return json.dumps({name: getattr(anchor, name) for name in Anchor.__slots__}, ensure_ascii=False)
