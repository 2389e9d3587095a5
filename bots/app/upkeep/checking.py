"""Whether a backup is whole: every byte of it is read, and its ledger is opened in a folder that is thrown away."""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path

from bots.app.upkeep.archive import KEY, Manifest, Progress, damaged, manifest_of, read_all
from bots.clock import Clock
from bots.errors import PlaceError
from bots.ledger.connection import KEY_FILE
from bots.ledger.copies import FILE, rows_of, try_out

_SCRATCH = "bots-check-"
_OLD = 24 * 3600.0  # seconds after which the folder of a check that was killed is nobody's


def check(file: Path, scratch: Path, clock: Clock, progress: Progress) -> Manifest:
    """What the backup `file` says of itself, after all of it was read and its ledger was opened in a folder in `scratch`.

    Raises PlaceError P174 where it is damaged, P175 where it is none, P177 where it is of a newer program, P42 where its
    key is that of another ledger, and OSError.
    """
    manifest = manifest_of(file)
    with tempfile.TemporaryDirectory(prefix=_SCRATCH, dir=scratch) as made:
        place = Path(made)
        wanted = {manifest.ledger: place / Path(manifest.ledger).name, KEY: place / KEY_FILE}
        read_all(file, manifest, progress, wanted.get)
        rows, fault = rows_of(wanted[manifest.ledger])
        if fault:
            raise damaged(file, (f"台帳の検査: {fault}", f"its ledger: {fault}"))
        for name in sorted({*rows, *manifest.copied.rows}):
            before, now = manifest.copied.rows.get(name, 0), rows.get(name, 0)
            if before != now:
                what = (f"台帳の表 {name} は {before} 件のはずが {now} 件です", f"table {name} has {now} rows, not {before}")
                raise damaged(file, what)
        if wanted[manifest.ledger].suffix == FILE:
            _open(file, manifest, place, clock, progress)
    return manifest


def _open(file: Path, manifest: Manifest, place: Path, clock: Clock, progress: Progress) -> None:
    from bots import __version__

    try:
        progress("opened", 0, 0)
        wrong = try_out(place, clock)
    except PlaceError as error:
        if error.problem.code == "P40":
            raise PlaceError("P177", file=file.name, made_by=manifest.made_by, ours=__version__) from error
        raise
    if wrong is not None:
        raise damaged(file, wrong)


def clear(scratch: Path) -> None:
    """Remove what checks that were killed have left in `scratch`: it holds a copy of the ledger and of its key."""
    for left in scratch.glob(f"{_SCRATCH}*"):
        if time.time() - left.stat().st_mtime > _OLD:
            shutil.rmtree(left)
