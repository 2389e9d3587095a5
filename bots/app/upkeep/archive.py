"""The file of a backup: a zip with a manifest that names each file in it by its SHA-256, and the ledger table by table.

It is read as a stranger's: no name in it leads out of the project, and nothing is taken from it before all of it was read.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any

from bots.errors import PlaceError
from bots.ledger.connection import KEY_FILE
from bots.ledger.copies import Copied

FORMAT = 1
MANIFEST = "manifest.json"
PREFIX = "bots-backup-"
KEY = f"data/{KEY_FILE}"
_KINDS = {".png", ".jpg", ".jpeg", ".xlsx", ".zip"}  # are packed already
_BAD = (  # what comes of a zip whose bytes are not those that were written
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, RuntimeError, KeyError, TypeError, AttributeError,
)  # fmt: skip
_CHUNK = 1 << 20  # bytes

Progress = Callable[[str, int, int], None]
"""What is being done (a word of `bots.cli.upkeep`), how much of how much."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself: the program and when (UTC), the project's folder by name, its ledger (the name of the file
    in the archive, what it holds), the folders that are whole in it, each file's SHA-256 and size in bytes."""

    made_by: str
    made_at: datetime
    project: str
    ledger: str
    copied: Copied
    folders: tuple[str, ...]
    evidence: bool
    files: Mapping[str, tuple[str, int]]

    def to_json(self) -> str:
        """As it stands in the archive."""
        return json.dumps({**asdict(self), "made_at": self.made_at.isoformat(), "format": FORMAT}, ensure_ascii=False, indent=1)

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Manifest:
        """Raises KeyError, TypeError and ValueError for what no program of this format wrote."""
        copied = {**told["copied"], "changes": tuple(told["copied"]["changes"])}
        files = {str(name): (str(sha), int(size)) for name, (sha, size) in told["files"].items()}
        return cls(
            str(told["made_by"]), datetime.fromisoformat(told["made_at"]), str(told["project"]), str(told["ledger"]),
            Copied(**copied), tuple(map(str, told["folders"])), bool(told["evidence"]), files,
        )  # fmt: skip


class Writer:
    """Writes a backup to `file`, which nobody else can read and which is new. Raises OSError."""

    def __init__(self, file: Path) -> None:
        handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        self._file = os.fdopen(handle, "w+b")
        self._zip = zipfile.ZipFile(self._file, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False)
        self.files: dict[str, tuple[str, int]] = {}

    def add(self, name: str, source: IO[bytes], path: Path) -> None:
        """The bytes of `source`, which was opened from `path`, under `name`."""
        entry = zipfile.ZipInfo.from_file(path, name, strict_timestamps=False)
        entry.compress_type = zipfile.ZIP_STORED if path.suffix.lower() in _KINDS else zipfile.ZIP_DEFLATED
        summed, size = hashlib.sha256(), 0
        with self._zip.open(entry, "w", force_zip64=True) as target:
            while chunk := source.read(_CHUNK):
                summed.update(chunk)
                size += len(chunk)
                target.write(chunk)
        self.files[name] = summed.hexdigest(), size

    def finish(self, manifest: Manifest) -> None:
        """The manifest comes last; all of it is on the disk when this returns."""
        self._zip.writestr(MANIFEST, manifest.to_json())
        self._zip.close()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()

    def close(self) -> None:
        """After a failure, which is told already: let go of the file. It is none, so it need not be complete."""
        for opened in (self._zip, self._file):
            with contextlib.suppress(OSError, ValueError):
                opened.close()


@contextlib.contextmanager
def _open(file: Path) -> Iterator[zipfile.ZipFile]:
    """The zip, to be read. Raises PlaceError P174 for what it cannot have been, P175 where it never was a backup by its name."""
    try:
        with zipfile.ZipFile(file) as opened:
            if any(one.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for one in opened.infolist()):
                raise zipfile.BadZipFile
            yield opened
    except _BAD as error:
        raise _not_whole(file) from error
    except OSError as error:
        if error.errno != errno.EINVAL:  # it names a place before its first byte
            raise
        raise _not_whole(file) from error


def _not_whole(file: Path) -> PlaceError:
    if not file.name.startswith((PREFIX, f".{PREFIX}")):
        return PlaceError("P175", file=file.name)
    return damaged(file, ("途中で切れているか、書き換わっています", "it was cut off or changed"))


def manifest_of(file: Path) -> Manifest:
    """What the backup `file` says of itself. Raises PlaceError P175 where it is none, P174 where it was cut off or changed,
    P177 of a later format, and OSError."""
    from bots import __version__

    with _open(file) as opened:
        told = json.loads(opened.read(MANIFEST))
        if int(told["format"]) > FORMAT:
            raise PlaceError("P177", file=file.name, made_by=told["made_by"], ours=__version__)
        found = Manifest.of(told)
    if not all(_may_be(name, found) for name in found.files) or not {found.ledger, KEY} <= found.files.keys():
        raise PlaceError("P175", file=file.name)
    return found


def _may_be(name: str, manifest: Manifest) -> bool:
    """Whether a file of that name belongs into a backup and stays where it is unpacked."""
    parts = PurePosixPath(name).parts
    if not parts or any(sign in name for sign in "\\:\0") or name.startswith("/") or ".." in parts:
        return False
    return name in (manifest.ledger, KEY) or name.startswith((*(f"{one}/" for one in manifest.folders), "logs/runs/"))


def read_all(file: Path, manifest: Manifest, progress: Progress, into: Callable[[str], Path | None]) -> None:
    """Read every byte of the backup and compare it with its manifest; a file for which `into` names a place is written
    there, on the disk when this returns. Raises PlaceError P174 for what differs, OSError for what cannot be written."""
    whole, done = sum(size for _, size in manifest.files.values()), 0
    with _open(file) as opened:
        if sorted(opened.namelist()) != sorted([*manifest.files, MANIFEST]):
            raise damaged(file, ("中のファイルの一覧が合いません", "its list of files does not agree"))
        for name, told in manifest.files.items():
            summed, size = hashlib.sha256(), 0
            for chunk in _written(opened, name, into(name)):
                summed.update(chunk)
                size += len(chunk)
                done += len(chunk)
                progress("read", done, whole)
            if (summed.hexdigest(), size) != told:
                raise damaged(file, (f"中の {name} が、取ったときと違います", f"{name} in it is not as it was"))


def _written(opened: zipfile.ZipFile, name: str, place: Path | None) -> Iterator[bytes]:
    """The bytes of a file in the archive, written to `place` as they are read."""
    with opened.open(name) as source:
        if place is None:
            while chunk := source.read(_CHUNK):
                yield chunk
            return
        place.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600), "wb") as target:
            while chunk := source.read(_CHUNK):
                target.write(chunk)
                yield chunk
            target.flush()
            os.fsync(target.fileno())
    if not name.startswith("data/"):
        place.chmod((opened.getinfo(name).external_attr >> 16) & 0o777 or 0o600)


def damaged(file: Path, what: tuple[str, str]) -> PlaceError:
    """P174 with what is wrong."""
    return PlaceError("P174", file=file.name, what=what[0], what_en=what[1])
