"""The CDP sessions of pages and browsers, kept from use to use: attaching one costs more than most uses."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from playwright.sync_api import Browser, CDPSession, Page

_of_pages: WeakKeyDictionary[Page, CDPSession] = WeakKeyDictionary()
_of_browsers: WeakKeyDictionary[Browser, CDPSession] = WeakKeyDictionary()


def session_of(what: Page | Browser) -> CDPSession:
    """The session of a page, or of the browser itself; it ends with what it is of."""
    if isinstance(what, Browser):
        if what not in _of_browsers:
            _of_browsers[what] = what.new_browser_cdp_session()
        return _of_browsers[what]
    if what not in _of_pages:
        _of_pages[what] = what.context.new_cdp_session(what)
    return _of_pages[what]
