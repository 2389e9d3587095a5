"""Upload: the files of a value are handed to a file input, and their names read back."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bots.errors import ScreenError
from bots.model import FieldReading, FieldValue, Scopes, Target, Value
from bots.runners.faults import told
from bots.runners.frames import Found, find, item
from bots.runners.second_look import look_again
from bots.runners.state import Deadline, Kept, pump

if TYPE_CHECKING:
    from playwright.sync_api import Page


def paths_of(value: Value, folder: Path) -> list[Path]:
    """The files of a value; they lie below `folder`, that of the clerk's sheet, as it was checked."""
    return [folder / one.strip() for one in re.split(r"[\n|]", value.reveal()) if one.strip()]


def check(one: FieldValue, folder: Path) -> None:
    """Raises ScreenError S17 for a file that is not there."""
    if not all(path.is_file() for path in paths_of(one.value, folder)):
        raise ScreenError("S17", name=one.field.words)


def put(page: Page, target: Target, one: FieldValue, folder: Path, within: Scopes, timeout: float) -> Kept:
    """Hand the files of `one` to the file input of `target`, once it is there. Raises ScreenError S16 where it
    is none, S01, S02."""
    begun = time.monotonic()
    found = _wait_for(page, target, within, timeout)
    handle = found.handle
    paths = paths_of(one.value, folder)
    with told("upload"):
        if handle.evaluate("(e) => e.type") != "file":
            raise ScreenError("S16", name=one.field.words, what="text field")
        handle.set_input_files([str(path) for path in paths], timeout=timeout * 1000)
    names = "、".join(path.name for path in paths)
    given = Value(names, "file", hidden=one.value.hidden, column=one.value.column)
    asked = {**item(target), "value": names}
    kept = Kept(one.called, found.frame, found.keys, asked, given, True, within=within)
    kept.how, kept.seconds = "upload", time.monotonic() - begun
    look_again(found.frame, [kept], page)
    return kept


def _wait_for(page: Page, target: Target, within: Scopes, timeout: float) -> Found:
    until = Deadline(timeout)
    while True:
        found = find(page, [target], "field", within)[0]
        if isinstance(found, Found):
            return found
        if until.over or found.problem.code in ("S02", "S04"):
            raise found
        pump(page, until.pause())


def reading(kept: Kept, one: FieldValue) -> FieldReading:
    """What the file input holds beside what it was given."""
    held = Value(kept.held, "file", hidden=one.value.hidden, column=one.value.column)
    same = kept.held == kept.value.reveal()
    return FieldReading(kept.name, one.value, held, same, how="upload", seconds=kept.seconds)
