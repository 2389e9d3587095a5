"""The folder of one run, complete by itself: every file written safely and known by its SHA-256.

    logs/runs/2026-11-23/20261123-1930-k7f3/
        input.xlsx  plan.json  events.jsonl  log.txt  report.html  manifest.json
        items/0017/{readings.json, before.png, submitted.png, after.png, error.png, 1.png, …}

The order of every writing is: write → fsync the file → rename → fsync its folder; only then
does its Evidence exist, so the ledger never names a file that is not there.
Pictures are never overwritten:
those of an earlier try stay what they were. No path holds the name of a recipe, a key or a value.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, Self

from bots.clock import Clock, SystemClock, in_tokyo
from bots.errors import PlaceError
from bots.messages.disk import disk_reason
from bots.model import Evidence, Picture

_PLAIN_LABEL = re.compile(r"before|submitted|after|error|probe|[1-9][0-9]{0,3}")
_RUN_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,63}")
_PROOF = re.compile(r"items/[0-9]{4,}/decision-[0-9a-f]{16}\.[a-z]{3}")
_SUFFIX = re.compile(r"\.[0-9a-z]{1,5}")
MANIFEST = "manifest.json"
LESSONS = "submits.json"


@dataclass(frozen=True, slots=True)
class Difference:
    """A file that is not as the manifest says. `file` is relative to the run's folder."""

    file: str
    kind: Literal["missing", "changed", "unlisted"]


class RunFolder:
    """The folder at `path`. Folders are 0700, files 0600; failures raise PlaceError P80, P81."""

    def __init__(self, path: Path, clock: Clock | None = None) -> None:
        self.path = path
        self._clock = clock or SystemClock()

    @classmethod
    def create(cls, logs: Path, run_id: str, started: datetime, clock: Clock | None = None) -> Self:
        """Make the folder of a new run under `logs`, by the Tokyo date of `started` (aware)."""
        if not _RUN_ID.fullmatch(run_id):
            raise ValueError("a run id holds letters, digits and hyphens only")
        day = in_tokyo(started).strftime("%Y-%m-%d")
        folder = cls(logs / "runs" / day / run_id, clock)
        folder._make_folder(folder.path)
        return folder

    # ------------------------------------------------------------------ names

    def input_file(self, suffix: str) -> Path:
        """Where the snapshot of the sheet stands; `suffix` is its ending with the dot."""
        if not _SUFFIX.fullmatch(suffix.lower()):
            raise ValueError("the suffix of a sheet is a dot and up to five letters or digits")
        return self.path / f"input{suffix.lower()}"

    @property
    def plan_file(self) -> Path:
        """The plan as pure JSON."""
        return self.path / "plan.json"

    @property
    def log_file(self) -> Path:
        """The log for people."""
        return self.path / "log.txt"

    @property
    def events_file(self) -> Path:
        """The log for programs."""
        return self.path / "events.jsonl"

    @property
    def report_file(self) -> Path:
        """The report of the run."""
        return self.path / "report.html"

    def item_folder(self, position: int) -> Path:
        """The folder of the row at `position` (from 1), `items/0017`; it need not exist yet."""
        return self.path / "items" / f"{position:04d}"

    # ------------------------------------------------------------------ writing

    def write_input(self, data: bytes, suffix: str) -> Evidence:
        """Keep the snapshot of the sheet."""
        return self._evidence("snapshot", self.input_file(suffix), data)

    def write_table(self, name: str, data: bytes) -> Evidence:
        """Keep a table in which steps look codes up."""
        return self._evidence("snapshot", self.path / name, data)

    def write_plan(self, text: str) -> Evidence:
        """Keep the plan."""
        return self._evidence("plan", self.plan_file, text.encode())

    def write_lessons(self, lessons: Sequence[Mapping[str, Any]]) -> Evidence:
        """Keep what a rehearsal learned of its submits, in place of what was kept before."""
        text = json.dumps(list(lessons), ensure_ascii=False, indent=1)
        return self._evidence("other", self.path / LESSONS, text.encode())

    def read_lessons(self) -> list[dict[str, Any]]:
        """What was kept so; [] where nothing was. PlaceError P81, P82 where it cannot be read."""
        path = self.path / LESSONS
        if not path.exists():
            return []
        try:
            found = json.loads(self._read(path))
        except ValueError as error:
            raise PlaceError("P82", file=LESSONS) from error
        if not isinstance(found, list):
            raise PlaceError("P82", file=LESSONS)
        return found

    def write_report(self, parts: Iterator[str]) -> Evidence:
        """Keep the report, part by part, so that a long one is never whole in memory."""
        digest = hashlib.sha256()

        def chunks() -> Iterator[bytes]:
            for part in parts:
                chunk = part.encode("utf-8", "replace")
                digest.update(chunk)
                yield chunk

        self._replace(self.report_file, chunks())
        return self._as_evidence("report", self.report_file, digest.hexdigest())

    def write_text(self, path: Path, lines: Iterator[str]) -> Evidence:
        """Keep a derived text file of the run, such as its log."""
        data = "".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace")
        return self._evidence("other", path, data)

    def write_picture(self, position: int, label: str, picture: Picture, step: str) -> Evidence:
        """Keep a picture of a row. `label` gives the file its name only if it is one of ours.

        A name that is taken already is never used again: the next free number is. The same bytes
        under the same name are the same evidence.
        """
        ending = "jpg" if picture.format == "jpeg" else "png"
        folder = self.item_folder(position)
        path = folder / f"{label}.{ending}"
        if not _PLAIN_LABEL.fullmatch(label) or (
            path.exists() and self._read(path) != picture.data
        ):
            path = self._free_number(folder, ending)
        return self._evidence("picture", path, picture.data, step=step, masked=picture.masked)

    def write_file(self, position: int, ending: str, data: bytes, step: str) -> Evidence:
        """Keep a file that a row brought, under the next free number."""
        path = self._free_number(self.item_folder(position), ending)
        return self._evidence("other", path, data, step=step)

    def write_proof(self, position: int, ending: str, data: bytes) -> Evidence:
        """Keep what a person gave with a decision about a row, named by its content: the same file is kept once."""
        name = f"decision-{hashlib.sha256(data).hexdigest()[:16]}.{ending}"
        return self._evidence("other", self.item_folder(position) / name, data)

    def proofs(self) -> list[str]:
        """The files that `write_proof` kept, relative to the folder."""
        return [name for name, _ in self._files() if _PROOF.fullmatch(name)]

    def write_readings(self, position: int, document: Mapping[str, Any]) -> Evidence:
        """Keep the readings of a row (`RowReadings.to_json()`), in place of those kept before."""
        path = self.item_folder(position) / "readings.json"
        text = json.dumps(document, ensure_ascii=False, indent=1)
        return self._evidence("readings", path, text.encode("utf-8", "surrogatepass"))

    def read_readings(self, position: int) -> dict[str, Any] | None:
        """The readings of a row, or None. PlaceError P82 if they cannot be read."""
        path = self.item_folder(position) / "readings.json"
        if not path.exists():
            return None
        try:
            document = json.loads(self._read(path).decode("utf-8", "surrogatepass"))
        except (ValueError, UnicodeDecodeError) as error:
            raise PlaceError("P82", file=self._name(path)) from error
        if not isinstance(document, dict):
            raise PlaceError("P82", file=self._name(path))
        return document

    # ------------------------------------------------------------------ the manifest

    def write_manifest(
        self,
        *,
        run: str,
        counts: Mapping[str, int],
        first_seq: int,
        last_seq: int,
        program: str,
        browser: str,
        guarantee: str,
        decisions: Sequence[Mapping[str, object]] = (),
    ) -> Evidence:
        """List every file of the folder with its hash and size, what the run came to, and what people decided since."""
        document = {
            "format": 1,
            "run": run,
            "written_at": self._now(),
            "program": program,
            "browser": browser,
            "guarantee": guarantee,
            "counts": dict(counts),
            "events": {"first": first_seq, "last": last_seq},
            **({"decisions": [dict(one) for one in decisions]} if decisions else {}),
            "files": [
                {"file": name, "sha256": _sha256(path), "bytes": path.stat().st_size}
                for name, path in self._files()
            ],
        }
        text = json.dumps(document, ensure_ascii=False, indent=1)
        return self._evidence("other", self.path / MANIFEST, text.encode())

    def sealed_browser(self) -> str:
        """The browser that the manifest names. PlaceError P82 where it cannot be read."""
        try:
            return str(json.loads(self._read(self.path / MANIFEST))["browser"])
        except (ValueError, KeyError, TypeError) as error:
            raise PlaceError("P82", file=MANIFEST) from error

    def verify(self) -> list[Difference]:
        """What differs between the manifest and the files; empty if all is as it was written.

        PlaceError P82 where there is no manifest, or it cannot be read.
        """
        try:
            manifest = json.loads(self._read(self.path / MANIFEST))
            listed = {str(one["file"]): str(one["sha256"]) for one in manifest["files"]}
        except (ValueError, KeyError, TypeError) as error:
            raise PlaceError("P82", file=MANIFEST) from error
        present = dict(self._files())
        found: list[Difference] = []
        for name, digest in listed.items():
            if name not in present:
                found.append(Difference(name, "missing"))
            elif _sha256(present[name]) != digest:
                found.append(Difference(name, "changed"))
        found += [Difference(name, "unlisted") for name in present if name not in listed]
        return sorted(found, key=lambda one: one.file)

    def compare(self, seal: str) -> list[Difference]:
        """What differs from how the run left its folder; `seal` is the SHA-256 that its manifest had.

        The report is left out: it is made anew whenever somebody asks for it. So is a proof that is not listed: whoever
        gave it died before the list was made anew, and nothing but the ledger's word shows it to anybody. PlaceError
        P82 where the manifest is the right one and no manifest.
        """
        manifest = self.path / MANIFEST
        if not manifest.exists():
            return [Difference(MANIFEST, "missing")]
        same = hashlib.sha256(self._read(manifest)).hexdigest() == seal
        found = [] if same else [Difference(MANIFEST, "changed")]
        try:
            found += self.verify()
        except PlaceError:
            if same:
                raise  # else it is told already, and lists nothing
        return [
            one for one in found
            if one.file != self.report_file.name and not (one.kind == "unlisted" and _PROOF.fullmatch(one.file))
        ]  # fmt: skip

    # ------------------------------------------------------------------ inside

    def _files(self) -> Iterator[tuple[str, Path]]:
        """Every kept file but the manifest; half-written ones (`.part`) are no evidence."""
        for path in sorted(self.path.rglob("*")):
            name = self._name(path)
            if path.is_file() and name != MANIFEST and path.suffix != ".part":
                yield name, path

    def _free_number(self, folder: Path, ending: str) -> Path:
        numbers = (folder / f"{number}.{ending}" for number in range(1, 10_000))
        return next(path for path in numbers if not path.exists())

    def _evidence(
        self,
        kind: Literal["picture", "readings", "snapshot", "plan", "report", "other"],
        path: Path,
        data: bytes,
        *,
        step: str = "",
        masked: tuple[str, ...] = (),
    ) -> Evidence:
        self._replace(path, iter((data,)))
        return self._as_evidence(
            kind, path, hashlib.sha256(data).hexdigest(), step=step, masked=masked
        )

    def _as_evidence(
        self,
        kind: Literal["picture", "readings", "snapshot", "plan", "report", "other"],
        path: Path,
        digest: str,
        *,
        step: str = "",
        masked: tuple[str, ...] = (),
    ) -> Evidence:
        return Evidence(
            kind=kind,
            file=self._name(path),
            sha256=digest,
            step=step,
            taken_at=self._now(),
            masked=masked,
        )

    def _replace(self, path: Path, chunks: Iterator[bytes]) -> None:
        """Put the bytes at `path`, whole or not at all, and on the disk before this returns."""
        part = path.with_name(path.name + ".part")

        def write() -> None:
            self._make_folder(path.parent)
            descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                for chunk in chunks:
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            part.chmod(0o600)
            part.replace(path)
            _sync_folder(path.parent)

        self._told(write, path)

    def _make_folder(self, folder: Path) -> None:
        """Make `folder` and what leads to it from the logs on, each 0700."""
        missing = []
        while not folder.exists():
            missing.append(folder)
            folder = folder.parent

        def make() -> None:
            for one in reversed(missing):
                one.mkdir(mode=0o700, exist_ok=True)
                _sync_folder(one.parent)

        self._told(make, missing[0] if missing else folder)

    def _told(self, write: Callable[[], None], path: Path) -> None:
        """Do it; a failure of the disk is told with the file's name, never swallowed."""
        try:
            write()
        except OSError as error:
            raise PlaceError("P80", file=self._name(path), reason=disk_reason(error)) from error

    def read_plan(self) -> str:
        """The plan as it was written. PlaceError P81 where it has gone, P82 where it is no text."""
        try:
            return self._read(self.plan_file).decode("utf-8")
        except UnicodeDecodeError as error:
            raise PlaceError("P82", file=self._name(self.plan_file)) from error

    def _read(self, path: Path) -> bytes:
        try:
            return path.read_bytes()
        except OSError as error:
            raise PlaceError("P81", file=self._name(path)) from error

    def _name(self, path: Path) -> str:
        return path.relative_to(self.path).as_posix() if path != self.path else path.name

    def _now(self) -> str:
        return self._clock.now().isoformat(timespec="milliseconds")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync_folder(folder: Path) -> None:
    """Make a rename or a new name last. Windows has no such call; NTFS journals names itself."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
