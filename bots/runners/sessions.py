"""The CDP sessions of pages and browsers, kept from use to use: attaching one costs more than most uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from weakref import WeakKeyDictionary

from playwright.sync_api import Browser, CDPSession, Error, Frame, Page

from bots.runners.faults import Moved
from bots.runners.state import Deadline

_PATIENCE = 1.0  # seconds for an answer, once another document has come
_of_pages: WeakKeyDictionary[Page, CDPSession] = WeakKeyDictionary()
_of_browsers: WeakKeyDictionary[Browser, CDPSession] = WeakKeyDictionary()
_for_views: WeakKeyDictionary[Page, CDPSession] = WeakKeyDictionary()


def session_of(what: Page | Browser) -> CDPSession:
    """The session of a page, or of the browser itself; it ends with what it is of."""
    if isinstance(what, Browser):
        if what not in _of_browsers:
            _of_browsers[what] = what.new_browser_cdp_session()
        return _of_browsers[what]
    if what not in _of_pages:
        _of_pages[what] = what.context.new_cdp_session(what)
    return _of_pages[what]


def view(page: Page, method: str, params: Mapping[str, Any]) -> dict[str, Any]:
    """What the browser answers to a command about what `page` shows. Raises Moved, and Playwright's Error.

    Chromium never answers a capture of a page that goes to another document meanwhile [tried: 156]. Such a
    command goes through a session that nothing else needs, and that is given up then.
    """
    if page not in _for_views:
        _for_views[page] = page.context.new_cdp_session(page)
        _for_views[page].send("DOM.enable")  # to be asked how much stands on the page
    session = _for_views[page]
    with _given_up_if_left(page, session):
        return session.send(method, dict(params))


@contextmanager
def _given_up_if_left(page: Page, session: CDPSession) -> Iterator[None]:
    """Ends `session` under a command that waits for its answer a while after `page` went elsewhere."""
    waits, given_up = True, False

    def on_navigated(frame: Frame) -> None:
        nonlocal given_up
        if frame is not page.main_frame:
            return
        until = Deadline(_PATIENCE)
        try:
            while waits and not until.over:
                page.wait_for_timeout(20)
            if waits and not given_up:
                given_up = True
                del _for_views[page]
                session.detach()
        except Error:  # the page itself has gone: nobody waits any longer
            return

    page.on("framenavigated", on_navigated)
    try:
        yield
    except Error:
        if given_up:
            raise Moved from None
        raise
    finally:
        waits = False
        page.remove_listener("framenavigated", on_navigated)
