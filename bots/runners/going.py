"""Going places: an address is opened, a sign of the screen is waited for."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

from bots.errors import BotsError, BrowserGone, NetworkError, PlaceError, ScreenError
from bots.model import Screen, System
from bots.runners import reading
from bots.runners.consequence import wait_for_documents
from bots.runners.faults import is_gone, network_error
from bots.runners.frames import Found, find
from bots.runners.state import BLANK, Deadline, pump
from bots.values.targets import parse_target

if TYPE_CHECKING:
    from playwright.sync_api import Frame, Page

    from bots.proxies import Host
    from bots.runners.relay import Relay

_NOT_THERE = (404, 410)  # RFC 9110: no page at this address, now or ever
_PROXY_ASKS = 407  # RFC 9110: the proxy wants to know who asks
_LOGIN_REFUSED = re.compile("ERR_HTTP_RESPONSE_CODE_FAILURE|ERR_INVALID_AUTH_CREDENTIALS|ERR_PROXY_AUTH")
_OUT_OF_ORDER = 500  # RFC 9110: from here on the server says that it failed


def whole_address(system: System, address: str) -> str:
    """`address` as the recipe gives it, on the system's own address."""
    base = system.address.rstrip("/")
    return base + address if address.startswith("/") else urljoin(base + "/", address)


def open_address(
    page: Page, address: str, timeout: float, relay: Relay | None, *, arrived: Callable[[], None]
) -> bool:
    """Open the whole `address` and wait for its documents; `arrived` is called as it takes the place of the old
    one. Whether the document is a new one: only an address that differs after its # alone is another view of the one
    that is there. Raises NetworkError N01–N04, N27, ScreenError S43, PlaceError P73, P171."""
    from playwright.sync_api import Error

    def hear(frame: Frame) -> None:
        if frame == page.main_frame:
            arrived()

    page.on("framenavigated", hear)
    try:
        if "#" in address and page.url == address:  # the browser would stay where it is, with all that it shows
            page.goto(BLANK, wait_until="commit", timeout=timeout * 1000)
        answer = page.goto(address, wait_until="domcontentloaded", timeout=timeout * 1000)
    except Error as error:
        if is_gone(error):
            raise BrowserGone("S90") from None
        raise _why_not(error, address, timeout, relay) from None
    finally:
        page.remove_listener("framenavigated", hear)
        arrived()
    _check_way(relay, address)
    wait_for_documents(page.main_frame, timeout)
    if answer is None:
        return False
    if answer.status == _PROXY_ASKS and relay is not None and relay.upstream:
        raise PlaceError("P171", proxy=_named(relay.upstream))
    if answer.status in _NOT_THERE:
        parts = urlsplit(address)
        raise ScreenError("S43", host=parts.netloc, path=unquote(parts.path) or "/", status=answer.status)
    if answer.status >= _OUT_OF_ORDER:
        raise NetworkError("N04", host=urlsplit(address).netloc, status=answer.status)
    return True


def _why_not(error: Exception, address: str, timeout: float, relay: Relay | None) -> BotsError:
    """Why a page did not open: what the place's proxy has to do with it comes first."""
    if relay is not None and relay.upstream:
        if relay.upstream_down:
            return NetworkError("N27", proxy=_named(relay.upstream), host=urlsplit(address).netloc)
        if _LOGIN_REFUSED.search(str(error)):
            return PlaceError("P171", proxy=_named(relay.upstream))
    return network_error(error, address, timeout, allowed=_allows(relay, address))


def _named(host: Host) -> str:
    return f"{host[0]}:{host[1]}"


def _allows(relay: Relay | None, address: str) -> bool:
    from bots.runners.relay import host_of

    return relay is not None and relay.allows(*host_of(address))


def _check_way(relay: Relay | None, address: str) -> None:
    """A page that opened without the relay having seen its host came by another way out."""
    if relay is None or not address.startswith("http"):
        return
    from bots.runners.relay import host_of

    if not relay.seen(*host_of(address)):
        raise PlaceError("P73")


def wait_sign(page: Page, sign: str, screen: str, timeout: float) -> None:
    """Wait until the sign of `screen` is there. Raises S05."""
    until = Deadline(timeout)
    while not _has_sign(page, sign):
        if until.over:
            raise ScreenError("S05", name=screen, sign=sign, seconds=round(timeout))
        pump(page, until.pause())


def _has_sign(page: Page, sign: str) -> bool:
    target = parse_target(sign)
    if target.how == "words" and not target.kind:
        return bool(reading.shown(page, [sign]))
    return isinstance(find(page, [target], "thing", ())[0], Found)


def is_again(page: Page, system: System, screen: Screen | None) -> bool:
    """Whether the document that has come is `screen` once more: at its address, whatever was asked for there, and with
    its sign. Without a sign a confirmation at the same address could not be told from it."""
    if screen is None or not screen.sign or not screen.address:
        return False
    here, there = urlsplit(page.url), urlsplit(whole_address(system, screen.address))
    return (here.netloc, here.path) == (there.netloc, there.path) and _has_sign(page, screen.sign)


def wait_shown(page: Page, texts: Sequence[str], *, gone: bool, timeout: float) -> str:
    """Wait until one of `texts` is visible (or all are gone); that text. Raises S30."""
    until = Deadline(timeout)
    while True:
        found = reading.shown(page, texts)
        if bool(found) != gone:
            return found[0] if found else ""
        if until.over:
            raise ScreenError("S30", text=" / ".join(texts))
        pump(page, until.pause())
