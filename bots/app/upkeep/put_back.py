"""`bots restore`: a backup takes the place of what is here, whole or not at all; what was here is set aside.

The rollback guard (decision 0033) is in force afterwards: unless the ledger that was here is known to have come no further
than the copy, nothing is entered by it until a person says so.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from bots.app.project import Project
from bots.app.upkeep import swap as swaps
from bots.app.upkeep.archive import KEY, Manifest, Progress, read_all
from bots.app.upkeep.back_up import BACKUP_LOCK, files_in, is_left_out, sync
from bots.app.upkeep.checking import check
from bots.app.upkeep.swap import LEDGER_SCRIPT, Swap
from bots.clock import Clock, in_tokyo
from bots.errors import PlaceError
from bots.ledger import anchor as anchors
from bots.ledger.anchor import Anchor
from bots.ledger.connection import LOCK_FILE, RESTORING_FILE, one_at_a_time
from bots.ledger.copies import Copied
from bots.ledger.sides import Side, side_of
from bots.messages.disk import disk_reason
from bots.settings import load_settings

_RULES = (".yaml", ".yml", ".py")
_LEDGER = ("data/ledger.sqlite3-wal", "data/ledger.sqlite3-shm", "data/ledger.sqlite3", KEY)


@dataclass(frozen=True, slots=True)
class Ahead:
    """What a restore would do: how old the copy is; whether a ledger is here, and can be read; the runs that the copy does not
    know; of each folder that is replaced how many files differ, are in the copy alone, are here alone."""

    file: Path
    manifest: Manifest
    age: timedelta
    there: bool
    readable: bool
    newer: tuple[str, ...]
    folders: Mapping[str, tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class Restored:
    """Where what was here lies now; whether a person is to be asked before anything is entered."""

    aside: Path
    guarded: bool


def look_ahead(project: Project, file: Path, progress: Progress, *, ledger_only: bool) -> Ahead:
    """Read the whole backup, and what is here; nothing changes. Raises PlaceError P174 to P179, P42, and OSError."""
    data = project.settings.ledger
    if swaps.read_mark(data) is not None:
        raise PlaceError("P179", file=RESTORING_FILE)
    data.mkdir(mode=0o700, exist_ok=True)
    manifest = check(file, data, project.clock, progress)
    _refuse_newer(file, manifest)
    side = side_of(data.resolve(), project.server)
    there, head = _head(side)
    known = anchors.read(project.settings.anchor)
    instance = head[0] if head is not None else known.instance if known is not None else ""
    if instance and instance != manifest.copied.instance:
        raise PlaceError("P176", file=file.name, project=manifest.project)
    if head is not None:
        _refuse_at_work(side)
    return Ahead(
        file, manifest, project.clock.now() - manifest.made_at, there, head is not None,
        _newer(project, side, manifest.copied, readable=head is not None),
        {} if ledger_only else {one: _unlike(project.home, one, manifest) for one in manifest.folders},
    )  # fmt: skip


def restore(project: Project, ahead: Ahead, progress: Progress, *, ledger_only: bool) -> Restored:
    """Carry out what `look_ahead` said. Raises PlaceError P178, P180 to P182, P186: then all is as it was."""
    home, data, manifest = project.home, project.settings.ledger, ahead.manifest
    stamp = f"{in_tokyo(project.clock.now()):%Y%m%d-%H%M%S}"
    staged, aside = home / f"{swaps.STAGED}{stamp}", _new_folder(home, stamp)
    with _told(), _nobody_else(data):
        try:
            _stage(project, ahead, staged, progress, ledger_only=ledger_only)
            settings = project.settings if ledger_only else replace(load_settings(staged), home=home)
            side = side_of(data.resolve(), Project(settings, project.clock).server)
            if side.copy_name != Path(manifest.ledger).name:
                raise _another_kind(manifest, side)
            before, server = side_of(data.resolve(), project.server), manifest.ledger == LEDGER_SCRIPT
            if server and side.where != before.where:  # nobody would set aside what is there
                raise _another_kind(manifest, before)
            names = (*(() if ledger_only else manifest.folders), *((KEY,) if server else _LEDGER))
            swap = replace(Swap.of(home, staged.name, aside.name, names), server=server)
            head = _alone(before, swap, home)
            same = head == (manifest.copied.instance, manifest.copied.seq, manifest.copied.head)
            older = _is_older(manifest.copied, settings.anchor)
            if not (same or older):
                swap = _with_guard(swap, settings.anchor, manifest.copied)
            _bring_evidence(staged / "logs/runs", project.settings.logs / "runs")
            _carry_out(home, data, swap, side)
        finally:
            if not (data / RESTORING_FILE).exists() and not (aside / "set-aside.json").exists():
                shutil.rmtree(staged, ignore_errors=True)
                shutil.rmtree(aside, ignore_errors=True)
    return Restored(aside, older or not same)


def undo(project: Project) -> Path:
    """Let everything be as it was before the last restore; where that was broken off, it is undone. What is set aside by
    this. Raises PlaceError P178, P185, P186."""
    home, data = project.home, project.settings.ledger
    begun = swaps.read_mark(data)
    if begun is not None:
        with _told(), _nobody_else(data):
            _take_back(project, begun)
        return home / begun.staged
    last = swaps.newest_aside(home)
    if last is None:
        raise PlaceError("P185", folder=str(home))
    aside = _new_folder(home, f"{in_tokyo(project.clock.now()):%Y%m%d-%H%M%S}")
    with _told(), _nobody_else(data):
        back = Swap.of(home, last.aside, aside.name, [name for name, _, _ in last.pieces])
        if last.after is not None and swaps.text_of(Path(last.anchor)) == last.after:
            back = replace(back, anchor=last.anchor, before=last.after, after=last.before)
        back = replace(back, server=last.server)
        try:
            side = side_of(data.resolve(), project.server)
            _alone(side, back, home)
            _carry_out(home, data, back, side)
        finally:
            if not any(aside.iterdir()):
                aside.rmdir()
    return aside


def restore_into(folder: Path, file: Path, clock: Clock, progress: Progress) -> Manifest:
    """Make a project of the backup in the new or empty `folder`, whole or not at all. Nothing is entered by it until a person
    says so. Raises PlaceError P06 where the folder holds something, P174, P175, P177, P186."""
    target = folder.expanduser().resolve()
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise PlaceError("P06", folder=target.name)
    staged = target.with_name(f".{target.name}.restoring")
    with _told():
        shutil.rmtree(staged, ignore_errors=True)
        try:
            staged.mkdir(mode=0o700, parents=True)
            manifest = check(file, staged, clock, progress)
            _refuse_newer(file, manifest)
            read_all(file, manifest, progress, lambda name: staged / name)
            (staged / "data").chmod(0o700)
            settings = load_settings(staged)
            if not settings.anchor.exists():  # one in a folder elsewhere is that of the project at work
                anchors.write(settings.anchor, _unknown(manifest.copied))
            staged.chmod(0o755)
            if target.exists():
                target.rmdir()
            staged.rename(target)
            sync(target.parent)
        finally:
            shutil.rmtree(staged, ignore_errors=True)
    return manifest


# --------------------------------------------------------------------------- what is here


def _head(side: Side) -> tuple[bool, tuple[str, int, str] | None]:
    """Whether a ledger is here, and how far it has come, if it can be read."""
    from bots.ledger.at_work import head_of

    try:
        there = side.there()
        return there, head_of(side) if there else None
    except PlaceError:
        return True, None


def _refuse_newer(file: Path, manifest: Manifest) -> None:
    """Of a server's ledger only its changes tell; a file's was opened."""
    from bots import __version__
    from bots.ledger.connection import known_changes

    if set(manifest.copied.changes) - known_changes():
        raise PlaceError("P177", file=file.name, made_by=manifest.made_by, ours=__version__)


def _refuse_at_work(side: Side) -> None:
    from bots.ledger.at_work import at_work

    found = at_work(side)
    if found.runs or found.serving:
        raise at_work_error(found.runs, found.serving)


def at_work_error(runs: tuple[str, ...], serving: tuple[str, ...], *, others: bool = False) -> PlaceError:
    """P178 with all that is at work."""
    ja = [*(f"実行 {one}" for one in runs), *(f"bots serve（{one}）" for one in serving)]
    en = [*(f"run {one}" for one in runs), *(f"bots serve ({one})" for one in serving)]
    if others:
        ja, en = [*ja, "台帳を開いている別の bots"], [*en, "another bots that has the ledger open"]
    return PlaceError("P178", who="、".join(ja), who_en=", ".join(en))


def _newer(project: Project, side: Side, copied: Copied, *, readable: bool) -> tuple[str, ...]:
    """The runs that the copy does not know: by the ledger here, else by the folders of the logs."""
    from bots.app.runs import folders_after
    from bots.ledger.at_work import runs_after

    if readable:
        return runs_after(side, copied.last_run)
    names = folders_after(project.settings.logs / "runs", copied.newest)
    return tuple(sorted(name for name in names if name != copied.newest))


def _unlike(home: Path, folder: str, manifest: Manifest) -> tuple[int, int, int]:
    import hashlib

    files = {path.relative_to(home).as_posix(): path for path in files_in(home / folder)}
    stay = {name for name in files if _stays(name)}
    kept = {name: told[0] for name, told in manifest.files.items() if name.startswith(f"{folder}/") and name not in stay}
    here = {name: path for name, path in files.items() if name not in stay}
    differ = [name for name, path in here.items() if name in kept and hashlib.sha256(path.read_bytes()).hexdigest() != kept[name]]
    return len(differ), len(kept.keys() - here.keys()), len(here.keys() - kept.keys())


# --------------------------------------------------------------------------- doing it


@contextmanager
def _nobody_else(data: Path) -> Iterator[None]:
    """No other process makes a backup meanwhile, or opens the ledger."""
    with one_at_a_time(data, BACKUP_LOCK), one_at_a_time(data, LOCK_FILE):
        yield


def _new_folder(home: Path, stamp: str) -> Path:
    names = (home / f"{swaps.ASIDE}{stamp}{f'-{number}' if number > 1 else ''}" for number in range(1, 1000))
    folder = next(one for one in names if not one.exists())
    with _told():
        folder.mkdir(mode=0o700)
    return folder


def _stage(project: Project, ahead: Ahead, staged: Path, progress: Progress, *, ledger_only: bool) -> None:
    """Unpack what comes, beside what is here; runs whose folder is still in the logs are not unpacked."""
    home, logs = project.home, project.settings.logs
    for left in home.glob(f"{swaps.STAGED}*"):
        shutil.rmtree(left)
    staged.mkdir(mode=0o700)

    def place(name: str) -> Path | None:
        if name.startswith("logs/"):
            run = "/".join(name.split("/")[1:4])
            return None if ledger_only or (logs / run).exists() else staged / name
        return None if ledger_only and not name.startswith("data/") else staged / name

    read_all(ahead.file, ahead.manifest, progress, place)
    if not ledger_only:
        for folder in ahead.manifest.folders:
            for path in files_in(home / folder):
                name = path.relative_to(home)
                if _stays(name.as_posix()):
                    (staged / name).parent.mkdir(parents=True, exist_ok=True)
                    (staged / name).unlink(missing_ok=True)
                    shutil.copy2(path, staged / name)
                    sync(staged / name)
    for folder, _, _ in os.walk(staged):
        sync(Path(folder))


def _stays(name: str) -> bool:
    """Whether a file that is here stays: passwords, and beside the recipes the clerks' sheets, which may have new rows."""
    return is_left_out(name) or not (name.startswith("config/") or name.endswith(_RULES))


def _bring_evidence(kept: Path, logs: Path) -> None:
    """Folders of runs that are not in the logs any more. They are true whatever becomes of the rest."""
    for run in sorted(kept.glob("*/*")):
        half = logs / run.parent.name / f".{run.name}"
        shutil.rmtree(half, ignore_errors=True)
        half.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(run, half)
        half.rename(half.with_name(run.name))


def _is_older(copied: Copied, anchor: Path) -> bool:
    """Whether the anchor tells by itself that the copy is not the last ledger."""
    known = anchors.read(anchor)
    if known is None:
        return False
    further = known.seq > copied.seq or (known.seq == copied.seq and known.head != copied.head)
    return known.instance != copied.instance or further


def _with_guard(swap: Swap, anchor: Path, copied: Copied) -> Swap:
    """Let the anchor say that the copy is not the last ledger: that it is is not known."""
    return replace(swap, anchor=str(anchor), before=swaps.text_of(anchor), after=anchors.text(_unknown(copied)))


def _unknown(copied: Copied) -> Anchor:
    """The anchor of a last ledger of which is known only that it was not this copy."""
    return Anchor(copied.instance, copied.seq + 1, "", "")


def _another_kind(manifest: Manifest, side: Side) -> PlaceError:
    file, server = ("ファイル", "a file"), ("サーバー", "a server")
    kept = file if manifest.ledger == _LEDGER[2] else server
    other = server if kept is file else file
    return PlaceError("P182", file=side.where, kept=kept[0], kept_en=kept[1], set=other[0], set_en=other[1])


def _alone(side: Side, swap: Swap, home: Path) -> tuple[str, int, str] | None:
    """The last look before anything moves: how far the ledger here has come, if it can be read. One of a server is set
    aside here, by a copy of it. Raises PlaceError P178."""
    _, head = _head(side)
    if head is None:
        return None
    _refuse_at_work(side)
    if side.shared():
        raise at_work_error((), (), others=True)
    if swap.server:
        (home / swap.aside / "data").mkdir()
        side.copy_to(home / swap.aside / LEDGER_SCRIPT, lambda done, whole: None)
    return head


def _carry_out(home: Path, data: Path, swap: Swap, side: Side) -> None:
    swaps.mark(data, swap)
    try:
        swaps.forward(home, swap)
        if swap.server:
            swap = replace(swap, begun=True)
            swaps.mark(data, swap)
            side.put_back(home / swap.staged / LEDGER_SCRIPT)
    except (OSError, PlaceError):
        swaps.back(home, swap)  # a script that failed has changed nothing
        swaps.end(home, data, swap, kept=False)
        raise
    swaps.end(home, data, swap, kept=True)


def _take_back(project: Project, swap: Swap) -> None:
    """A swap that died in the middle, undone."""
    home, data = project.home, project.settings.ledger
    swaps.back(home, swap)
    script = home / swap.aside / LEDGER_SCRIPT
    if swap.begun and script.exists():
        side_of(data.resolve(), Project(load_settings(home), project.clock).server).put_back(script)
    swaps.end(home, data, swap, kept=False)


@contextmanager
def _told() -> Iterator[None]:
    """A disk that fails is told as that."""
    try:
        yield
    except OSError as error:
        raise PlaceError("P186", file=Path(str(error.filename or "")).name, reason=disk_reason(error)) from error


