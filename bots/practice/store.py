"""Writes what a practice system takes down: the truth list (fsynced) and the list of requests."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from bots.practice import truth
from bots.practice.truth import Entry, Request


class AlreadyThere(Exception):
    """An entry with this key stands in the truth list and doubles are refused."""


class Store:
    """The memory of one practice system: entries and request counts, on disk before they are told.

    One process owns the folder; a restart goes on where the files end.
    """

    def __init__(self, folder: Path, receipt_form: str, submit_path: str) -> None:
        """`receipt_form` makes a receipt of a number; POSTs to `submit_path` are counted."""
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._receipt_form = receipt_form
        self._submit_path = submit_path
        self._lock = threading.Lock()
        self._load()

    def _load(self) -> None:
        self._entries = truth.entries(self.folder)
        self._keys = {entry.key for entry in self._entries}
        self._posts: dict[str, int] = {}
        for request in truth.requests(self.folder):
            self._count(request)

    def entries(self) -> list[Entry]:
        """Everything accepted so far, oldest first."""
        with self._lock:
            return list(self._entries)

    def has(self, key: str) -> bool:
        """Whether an entry with `key` was accepted."""
        with self._lock:
            return key in self._keys

    def find(self, key: str) -> list[Entry]:
        """The entries of `key`: none, one, or more if doubles were let in."""
        return [entry for entry in self.entries() if entry.key == key]

    def by_receipt(self, receipt: str) -> Entry | None:
        """The entry that was answered with `receipt`."""
        return next((entry for entry in self.entries() if entry.receipt == receipt), None)

    def submitted(self) -> int:
        """How many POSTs to the submit path with a key arrived."""
        with self._lock:
            return sum(self._posts.values())

    def arrived(self, method: str, path: str, key: str) -> None:
        """Take down that a request arrived."""
        request = Request(method, path, _now(), key)
        with self._lock:
            self._count(request)
            self._append(truth.REQUESTS_FILE, asdict(request), durable=False)

    def accept(
        self,
        key: str,
        fields: Mapping[str, str],
        connection: int,
        rows: Sequence[Mapping[str, str]] = (),
        *,
        refuse_double: bool,
    ) -> Entry:
        """Keep an entry for good: it is on the disk when this returns. Raises AlreadyThere."""
        with self._lock:
            if refuse_double and key in self._keys:
                raise AlreadyThere
            n = len(self._entries) + 1
            entry = Entry(
                n=n,
                at=_now(),
                receipt=self._receipt_form.format(n),
                key=key,
                fields=dict(fields),
                posts=self._posts.get(key, 0),
                connection=connection,
                rows=[dict(row) for row in rows],
            )
            self._append(truth.TRUTH_FILE, asdict(entry), durable=True)
            self._entries.append(entry)
            self._keys.add(key)
            return entry

    def reset(self) -> None:
        """Begin an empty list. The old files stay under another name: nothing is erased."""
        stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
        with self._lock:
            for name in (truth.TRUTH_FILE, truth.REQUESTS_FILE):
                path = self.folder / name
                if path.exists():
                    path.rename(path.with_name(f"{path.stem}-{stamp}.jsonl"))
            self._load()

    def _count(self, request: Request) -> None:
        if request.method == "POST" and request.path == self._submit_path and request.key:
            self._posts[request.key] = self._posts.get(request.key, 0) + 1

    def _append(self, name: str, line: Mapping[str, object], *, durable: bool) -> None:
        with (self.folder / name).open("a", encoding="utf-8", newline="\n") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
            file.flush()
            if durable:
                os.fsync(file.fileno())


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
