"""Turns what Playwright raises into our errors. Its texts hold values and are never shown or chained."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bots.errors import BotsError, BrowserGone, NetworkError, PlaceError, ScreenError

if TYPE_CHECKING:
    from playwright.sync_api import Frame

_GONE = re.compile(
    r"Connection closed while reading from the driver|has been closed|Target crashed|Page crashed|Connection closed|browser has disconnected"
    r"|Browser closed|Session closed|pipe closed|EPIPE|TargetClosed|Internal error, session closed",
    re.I,
)
_MOVED = re.compile(
    r"context was destroyed|Cannot find context|frame (was|got) detached|Frame was detached"
    r"|interrupted by another navigation|Inspected target navigated|JSHandle is disposed"
    r"|not attached to the DOM|because of a navigation|Unable to adopt element|Not attached to an active page"
    r"|the document has not begun|No node with given id"
    r"|Unable to capture screenshot",  # told of a page that is drawn anew, on a busy machine [seen]
    re.I,
)
_UNREACHABLE = re.compile(r"net::(ERR_[A-Z0-9_]+)")
_REFUSED = ("ERR_SOCKS_CONNECTION_FAILED", "ERR_TUNNEL_CONNECTION_FAILED", "ERR_BLOCKED_BY_CLIENT")


class Moved(Exception):
    """The page was replaced while it was being looked at; look again."""


def is_gone(error: BaseException) -> bool:
    """Whether Playwright says that browser, page or driver has ended."""
    return type(error).__name__ == "TargetClosedError" or bool(_GONE.search(str(error)))


def _is_frame_alone(frame: Frame, error: BaseException) -> bool:
    """Whether only this window inside its page has gone: one of another site ends with its own process, which
    is told in the words of a browser that ended."""
    inner = frame.is_detached() or frame.parent_frame is not None
    return inner and not frame.page.is_closed() and is_gone(error) and "crashed" not in str(error)


def is_moved(error: BaseException) -> bool:
    """Whether Playwright says that the document has gone under its hands."""
    return bool(_MOVED.search(str(error)))


def network_error(
    error: BaseException, address: str, seconds: float, *, allowed: bool = False
) -> NetworkError:
    """What a failed goto means: refused by the list, not reachable, too slow. `allowed` = it is on the
    list, so that a refusal of the relay means that nobody answers there."""
    host = urlsplit(address).netloc
    found = _UNREACHABLE.search(str(error))
    if found is None:
        return NetworkError("N02", host=host, seconds=round(seconds))
    if found[1] in _REFUSED and not allowed:
        return NetworkError("N03", host=host)
    if found[1] in _REFUSED:
        return NetworkError("N01", host=host, reason="connection refused")
    return NetworkError("N01", host=host, reason=found[1].removeprefix("ERR_").replace("_", " ").lower())


@contextmanager
def told(what: str, frame: Frame | None = None) -> Iterator[None]:
    """Within it, errors of Playwright become ours: BrowserGone S90, Moved, or ScreenError S19 for `what`. With
    `frame`, the one that is asked: its end is no end of the browser."""
    from playwright.sync_api import Error

    try:
        yield
    except (BotsError, Moved):
        raise
    except Error as error:
        if frame is not None and _is_frame_alone(frame, error):
            raise Moved from None
        kind = BrowserGone("S90") if is_gone(error) else Moved() if is_moved(error) else None
        raise (kind or ScreenError("S19", what=what)) from None
    except Exception as error:
        if not is_gone(error):  # a dead driver is told by a bare Exception
            raise
        raise PlaceError("P75") from None
