"""A file that a press brings: waited for, taken, never left lying in the browser's own folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bots.errors import ScreenError
from bots.model import Attachment
from bots.runners import pressing
from bots.runners.faults import told
from bots.runners.frames import ask_all, live

if TYPE_CHECKING:
    from playwright.sync_api import Page

_MOST = 50_000_000  # bytes
_ENDINGS = {"csv", "tsv", "txt", "pdf", "xlsx", "xls", "xlsm", "ods", "zip", "xml", "json", "docx", "doc"}


def take(page: Page, at: pressing.Spot, name: str, timeout: float) -> Attachment:
    """Press there and take the file. Its own name is told to nobody: it may be a person's. Raises ScreenError
    S48 where none comes in time, S49 where it is too large.
    """
    from playwright.sync_api import TimeoutError as Late

    with told("download"):
        try:
            with page.expect_download(timeout=timeout * 1000) as coming:
                pressing.press(page, at)
            file = coming.value
        except Late:
            raise ScreenError("S48", name=name, seconds=round(timeout)) from None
        if not page.is_closed():  # a window for a file may close itself
            ask_all(page, live(page), "cameAsFile", {"address": file.url})
        if file.failure() is not None:
            raise ScreenError("S48", name=name, seconds=round(timeout))
        path = Path(file.path())
        size = path.stat().st_size
        if size > _MOST:
            file.delete()
            raise ScreenError("S49", name=name, size=round(size / 1e6), most=round(_MOST / 1e6))
        data = path.read_bytes()
        ending = Path(file.suggested_filename).suffix.lower().removeprefix(".")
        file.delete()
    return Attachment("", ending if ending in _ENDINGS else "bin", data)
