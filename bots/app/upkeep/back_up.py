"""`bots backup`: ledger, key, config/ and recipes/ in one file, taken while others work, read back before it has its name."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bots.app.project import Project
from bots.app.upkeep.archive import KEY, PREFIX, Manifest, Progress, Writer, damaged, manifest_of
from bots.app.upkeep.checking import check, clear
from bots.clock import in_tokyo
from bots.crashpoints import crashpoint
from bots.errors import PlaceError
from bots.ledger.connection import KEY_FILE, RESTORING_FILE, one_at_a_time, write_private
from bots.ledger.sides import Side, side_of
from bots.messages.disk import disk_reason
from bots.settings import Settings

FOLDER = "backups"  # in the project, where nothing else is said
BACKUP_LOCK, _LAST = "backup.lock", "last-backup.json"
_COPYING = "copying"  # the folder of the ledger's copy before it is packed

Said = Sequence[tuple[str, str]]
"""What `bots check` has found: of each problem its code and its file."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup that was made: its file, what it says of itself, and the older ones that went."""

    file: Path
    manifest: Manifest
    removed: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Last:
    """The backup that this project made last: when (UTC), which file, by which program, and what `bots check` found then."""

    at: datetime
    file: str
    made_by: str
    said: tuple[tuple[str, str], ...]


def back_up(
    project: Project,
    folder: Path | None,
    progress: Progress,
    *,
    evidence: bool = False,
    keep: int = 0,
    check_recipes: Callable[[], Said] = tuple,
) -> Kept:
    """Make a backup in `folder` (None = `backups` in the project); of more than `keep` (0 = all stay) the oldest go.

    Raises PlaceError P173 where it cannot be written, P174 where it was not what it should be when read back, P179, P183
    where there is no ledger, P184 for a folder that is backed up itself, and what the ledger's place tells.
    """
    settings = project.settings
    target = (folder or project.home / FOLDER).expanduser().resolve()
    _refuse_inside(settings, target)
    side = side_of(settings.ledger.resolve(), project.server)
    if not settings.ledger.is_dir():
        raise PlaceError("P183", folder=side.where)
    try:
        target.mkdir(mode=0o700, parents=True, exist_ok=True)
        with one_at_a_time(settings.ledger, BACKUP_LOCK):
            if (settings.ledger / RESTORING_FILE).exists():
                raise PlaceError("P179", file=RESTORING_FILE)
            if not side.there():
                raise PlaceError("P183", folder=side.where)
            made = _make(project, side, target, evidence, progress)
    except OSError as error:
        raise PlaceError("P173", file=Path(str(error.filename or target)).name, reason=disk_reason(error)) from error
    _note(settings, made, project.clock.now(), check_recipes())
    return Kept(made.file, made.manifest, _rotate(made, keep) if keep else ())


def last_backup(settings: Settings) -> Last | None:
    """The one that was made last by this command, or None."""
    try:
        told = json.loads((settings.ledger / _LAST).read_text(encoding="utf-8"))
        said = tuple((str(code), str(file)) for code, file in told["said"])
        return Last(datetime.fromisoformat(told["at"]), str(told["file"]), str(told["made_by"]), said)
    except (OSError, ValueError, KeyError, TypeError):
        return None  # it is a help, nothing depends on it


def _refuse_inside(settings: Settings, target: Path) -> None:
    inner = (settings.ledger, settings.logs, *(settings.home / one for one in folders_of(settings)))
    if any(one.resolve() in (target, *target.parents) for one in inner):
        raise PlaceError("P184", folder=str(target))


def folders_of(settings: Settings) -> tuple[str, ...]:
    """The folders that are whole in a backup, as seen from the project: config, recipes and, if it lies in the project,
    that of the hall's own verbs."""
    found = ["config", "recipes"]
    own = settings.tasks.resolve() if settings.tasks is not None else None
    if own is not None and own.is_relative_to(settings.home):
        name = own.relative_to(settings.home).as_posix()
        if name != "." and not name.startswith(("config/", "recipes/", *found)):
            found.append(name)
    return tuple(one for one in found if (settings.home / one).is_dir())


def _make(project: Project, side: Side, target: Path, evidence: bool, progress: Progress) -> Kept:
    """The backup under its name, or nothing."""
    from bots import __version__

    data, now = project.settings.ledger, project.clock.now()
    ours = hashlib.sha256(f"{platform.node()}:{project.home}".encode()).hexdigest()[:12]
    copying, part = data / _COPYING, target / f".{PREFIX}{ours}.part"
    _forget(copying, part)
    clear(data)
    try:
        copying.mkdir(mode=0o700)
        copy = copying / side.copy_name
        copied = side.copy_to(copy, lambda done, whole: progress("ledger", done, whole))
        crashpoint("backup.copied")
        writer = Writer(part)
        try:
            ledger = f"data/{side.copy_name}"
            for name, path in [(ledger, copy), (KEY, data / KEY_FILE), *_files(project.settings, evidence)]:
                _add(writer, name, path)
                progress("files", len(writer.files), 0)
            folders = folders_of(project.settings)
            writer.finish(
                Manifest(__version__, now, project.home.name, ledger, copied, folders, evidence, writer.files)
            )
        finally:
            writer.close()
        crashpoint("backup.written")
        final = _free_name(target, f"{PREFIX}{in_tokyo(now):%Y%m%d-%H%M%S}-{__version__}")
        try:
            manifest = check(part, data, project.clock, progress)
        except PlaceError as error:
            if error.problem.code != "P174":
                raise
            raise damaged(final, (str(error.problem.words["what"]), str(error.problem.words["what_en"]))) from error
        part.replace(final)
        sync(target)
        crashpoint("backup.named")
        return Kept(final, manifest)
    finally:
        _forget(copying, part)


def _forget(copying: Path, part: Path) -> None:
    shutil.rmtree(copying, ignore_errors=True)
    part.unlink(missing_ok=True)


def _add(writer: Writer, name: str, path: Path) -> None:
    """A file that has gone since the folder was listed is none to be kept, but for the key."""
    try:
        with path.open("rb") as source:
            writer.add(name, source, path)
    except FileNotFoundError as error:
        if name == KEY:
            raise PlaceError("P42", file=KEY_FILE) from error


def _files(settings: Settings, evidence: bool) -> Iterator[tuple[str, Path]]:
    """Every file besides ledger and key: its name in the archive, and where it is."""
    for folder in folders_of(settings):
        for path in files_in(settings.home / folder):
            name = path.relative_to(settings.home).as_posix()
            if not is_left_out(name):
                yield name, path
    for path in files_in(settings.logs / "runs") if evidence else ():
        yield f"logs/{path.relative_to(settings.logs).as_posix()}", path


def is_left_out(name: str) -> bool:
    """Passwords have a way of their own; what programs leave beside their files is no part of a project."""
    last = name.rpartition("/")[2]
    return name.startswith("config/secrets.yaml") or "__pycache__" in name or last.startswith("~$")


def files_in(folder: Path) -> Iterator[Path]:
    """The files in a folder, in order. Links to folders are followed, each folder once."""
    seen: set[str] = set()
    for here, inner, names in os.walk(folder, followlinks=True):
        inner[:] = sorted(one for one in inner if os.path.realpath(f"{here}/{one}") not in seen)
        seen.update(os.path.realpath(f"{here}/{one}") for one in inner)
        yield from (Path(here, name) for name in sorted(names) if Path(here, name).is_file())


def _free_name(target: Path, stem: str) -> Path:
    """A name that no file has: two backups may be made in one second."""
    names = (target / f"{stem}{f'-{number}' if number > 1 else ''}.zip" for number in range(1, 1000))
    return next(name for name in names if not name.exists())


def _note(settings: Settings, made: Kept, now: datetime, said: Said) -> None:
    told = {"at": now.isoformat(), "file": str(made.file), "made_by": made.manifest.made_by, "said": list(said)}
    write_private(settings.ledger / _LAST, json.dumps(told, ensure_ascii=False))


def _rotate(made: Kept, keep: int) -> tuple[Path, ...]:
    """Remove the oldest backups of this ledger but `keep`. Never one that has come further than the one just made: then an
    older ledger is here, and that backup is what people look for."""
    ours: list[tuple[datetime, Path]] = []
    for file in made.file.parent.glob(f"{PREFIX}*.zip"):
        try:
            found = manifest_of(file)
        except (PlaceError, OSError):
            continue  # not ours to remove
        same = found.copied.instance == made.manifest.copied.instance
        if same and file != made.file and found.copied.seq <= made.manifest.copied.seq:
            ours.append((found.made_at, file))
    gone = [file for _, file in sorted(ours, reverse=True)[keep - 1 :]]
    for file in gone:
        file.unlink(missing_ok=True)
    return tuple(gone)


def sync(path: Path) -> None:
    """Make what a file holds, or a rename in a folder, last. Windows has no such call; NTFS journals names itself."""
    if os.name != "nt":
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
