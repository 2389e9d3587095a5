"""What a recipe was before it was mended: NAME.yaml.bak beside it, then .bak2 and .bak3, the newest first.

A state is kept once, never the one that the file itself has; the oldest of more than `MOST` goes.
"""

from __future__ import annotations

import os
from pathlib import Path

MOST = 3


def last(path: Path) -> bytes | None:
    """The newest kept state of a file, or None."""
    kept = _kept(path)
    return kept[0] if kept else None


def put(path: Path, data: bytes) -> Path:
    """Keep what the file holds, then let it hold `data`; where it was kept. Raises OSError.

    Cut off at any point, both states are in files: the old one is kept before the file changes, and `data` is taken
    out of the kept ones after that.
    """
    before = path.read_bytes()
    _keep(path, [before, *(one for one in _kept(path) if one != before)])
    _write(path, data, path.stat().st_mode)
    _keep(path, [one for one in _kept(path) if one != data][:MOST])
    return _place(path, 1)


def _place(path: Path, number: int) -> Path:
    return path.with_name(f"{path.name}.bak{number if number > 1 else ''}")


def _kept(path: Path) -> list[bytes]:
    """The kept states, the newest first; up to the first number that is missing."""
    found: list[bytes] = []
    while (place := _place(path, len(found) + 1)).is_file():
        found.append(place.read_bytes())
    return found


def _keep(path: Path, states: list[bytes]) -> None:
    """Let these be the kept states: the oldest is written first, so that none is lost in between."""
    before = _kept(path)
    for number in range(len(states), 0, -1):
        if before[number - 1 : number] != [states[number - 1]]:
            _write(_place(path, number), states[number - 1], path.stat().st_mode)
    for number in range(len(before), len(states), -1):
        _place(path, number).unlink()


def _write(place: Path, data: bytes, mode: int) -> None:
    """The whole file or nothing of it."""
    fresh = place.with_name(f"{place.name}.new")
    with fresh.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    try:
        fresh.chmod(mode & 0o7777)
        fresh.replace(place)
    except OSError:
        fresh.unlink()
        raise
