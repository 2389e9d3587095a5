"""What a page tells of a sign-in that was pressed: it still asks for the password, or the system itself has failed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from bots.runners import answers
from bots.runners.frames import ask_all, live
from bots.runners.passage import SERVER_FAILED

if TYPE_CHECKING:
    from playwright.sync_api import Page

_STILL = 0.5  # seconds in which a page that has its answer has taken its sign-in away
_NO_ANSWER = "chrome-error:"  # the address of what the browser shows where none came


def shows(page: Page, timeout: float) -> Literal["", "secret", "failed"]:
    """Whether a field that hides what is typed stands on `page`, or the server failed. A page that
    closed itself, or stands while another window was opened from it, says nothing: the system goes on there. Raises S55 where the answer does not come."""
    answers.wait_before_acting(page, timeout)
    if page.is_closed() or _look(page) == "":
        return ""
    answers.wait_for_answers(page, timeout, _STILL)
    found = _look(page)
    if found == "secret" and any(one.opener() == page for one in page.context.pages):
        return ""
    return found


def _look(page: Page) -> Literal["", "secret", "failed"]:
    frames = live(page)
    told = dict(ask_all(page, frames, "signIn"))
    failed = [one for one in frames if one.url.startswith(_NO_ANSWER) or (one in told and told[one]["status"] >= SERVER_FAILED)]
    main = told.get(page.main_frame, {})
    if page.main_frame in failed:
        return "failed"
    if any(one["secret"] for one in told.values()):
        return "secret"
    return "failed" if failed and main.get("frameset") else ""  # any other page may hold a frame of somebody else
