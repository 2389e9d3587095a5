"""What a page tells of a sign-in that was pressed: it still asks for the password, it says that it failed, or nothing came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.model import Landing
from bots.runners import answers
from bots.runners.frames import ask_all, live
from bots.runners.passage import FAILED, SERVER_FAILED, UNAVAILABLE

if TYPE_CHECKING:
    from playwright.sync_api import Page

_STILL = 0.5  # seconds in which a page that has its answer has taken its sign-in away
_NO_ANSWER = "chrome-error:"  # the address of what the browser shows where none came, or none that it could read


def landing(page: Page, timeout: float) -> Landing:
    """Where the sign-in on `page` has led. A page that closed itself, or stands while another window was opened from it,
    says nothing: the system goes on there. Raises S55 where the answer does not come."""
    answers.wait_before_acting(page, timeout)
    if page.is_closed() or _look(page) == Landing():
        return Landing()
    answers.wait_for_answers(page, timeout, _STILL)
    found = _look(page)
    if found.kind == "secret" and any(one.opener() == page for one in page.context.pages):
        return Landing()
    return found


def _look(page: Page) -> Landing:
    """What the page itself says goes before what it holds; of its frames those that make it up are asked alone, for any
    other page may hold a frame of somebody else."""
    frames = live(page)
    told = dict(ask_all(page, frames, "signIn"))
    main = page.main_frame
    whole = told.get(main, {"frameset": False, "status": 0})
    parts = frames if whole["frameset"] else [main]
    if main.url.startswith(_NO_ANSWER):
        return Landing("unanswered")
    if whole["status"] >= SERVER_FAILED:
        return _failed(whole["status"])
    if any(one["secret"] for one in told.values()):
        return Landing("secret")
    if any(one.url.startswith(_NO_ANSWER) for one in parts):
        return Landing("unanswered")
    least = {one: FAILED if one == main else SERVER_FAILED for one in parts}
    failed = [told[one]["status"] for one in parts if one in told and told[one]["status"] >= least[one]]
    return _failed(min(failed, key=lambda status: status == UNAVAILABLE)) if failed else Landing()


def _failed(status: int) -> Landing:
    return Landing("unavailable" if status == UNAVAILABLE else "failed", status)
