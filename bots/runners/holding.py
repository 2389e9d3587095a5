"""Holds the requests of a page in the browser until somebody says that they may go.

Two CDP sessions watch at once, because each sees what the other does not [tried]: the page's own
sees its fetches, beacons and navigations; the browser's sees what pop-ups and frames of other sites
do. What both see is told once. Neither switches the cache off nor answers CORS preflights, as
`context.route` would; that is used only where a frame of another site is already open, whose
fetches no session sees, or where there is no browser session.
"""

from __future__ import annotations

import base64
import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urldefrag, urlsplit

from playwright.sync_api import BrowserContext, CDPSession, Error, Page, Route

from bots.proxies import Host
from bots.runners.bodies import Contents, contents
from bots.runners.relay import host_of
from bots.runners.sessions import session_of

_OF_PAGES = ("XHR", "Fetch", "Ping", "Other")
_OF_SCREENS = ("Image", "Script", "Stylesheet", "Font", "Media", "EventSource")
_OF_BROWSER = ("Document", *_OF_PAGES)  # navigations are seen by both: held twice costs time
STOPPED = "net::ERR_BLOCKED_BY_CLIENT"  # what the browser says of a request that was stopped here
_KINDS = {kind.lower() for kind in (*_OF_BROWSER, *_OF_SCREENS)}
_PARTS = {kind.lower() for kind in _OF_SCREENS}


@dataclass(eq=False)
class Held:
    """A request that waits in the browser. `go` lets it go as it is, `stop` ends it unsent.

    Both tell whether the browser still knew the request. `redirect` = it follows from another one
    that was let go. `network` is the browser's id for the request with all its redirects, or "".
    """

    method: str
    address: str
    kind: str
    contents: Contents
    go: Callable[[], bool]
    stop: Callable[[], bool]
    redirect: bool = False
    network: str = ""
    host: Host = field(init=False)
    path: str = field(init=False)

    def __post_init__(self) -> None:
        self.host = host_of(self.address)
        self.path = urlsplit(self.address).path or "/"

    @property
    def navigation(self) -> bool:
        """Whether it opens a document, in a page or a frame."""
        return self.kind == "document"

    @property
    def part(self) -> bool:
        """Whether it is a part of a screen (a picture, a script): never what keeps a row."""
        return self.kind in _PARTS


class Holding:
    """Tells `held` of every request of a context's pages between `open` and `close`.

    `held` runs while the request waits, and must let each one go or stop it, then or later.
    """

    def __init__(self, context: BrowserContext, held: Callable[[Held], None]) -> None:
        self._context = context
        self._held = held
        self._watched: list[tuple[CDPSession, Callable[[dict[str, Any]], None]]] = []
        self._routed = False
        self._told: set[str] = set()

    def open(self) -> None:
        """Begin to hold. Raises playwright's Error where the browser refuses."""
        browser = self._context.browser
        if browser is None or any(map(_has_foreign_frame, self._context.pages)):
            self._context.route("**/*", self._on_route)
            self._routed = True
            return
        for page in self._context.pages:
            self._watch(session_of(page), (*_OF_PAGES, *_OF_SCREENS))
        self._watch(session_of(browser), _OF_BROWSER)

    def narrow(self) -> None:
        """From now on the parts of screens are not held any more: the next screen may have many."""
        for session, _ in self._watched[:-1]:  # the last is the browser's own, which never held them
            with contextlib.suppress(Error):
                session.send("Fetch.enable", _patterns(_OF_PAGES))

    def close(self) -> None:
        """End it; what still waits in the browser is let go by it, so stop that before."""
        if self._routed:
            with contextlib.suppress(Error):
                self._context.unroute("**/*", self._on_route)
        for session, hear in self._watched:
            session.remove_listener("Fetch.requestPaused", hear)
            with contextlib.suppress(Error):  # the page is gone, and its session with it
                session.send("Fetch.disable")
        self._watched.clear()

    # ------------------------------------------------------------------ through CDP

    def _watch(self, session: CDPSession, kinds: Sequence[str]) -> None:
        def hear(event: dict[str, Any]) -> None:
            self._on_paused(session, event)

        self._watched.append((session, hear))
        session.on("Fetch.requestPaused", hear)
        session.send("Fetch.enable", _patterns(kinds))

    def _on_paused(self, session: CDPSession, event: dict[str, Any]) -> None:
        identity = event["requestId"]

        def say(method: str, **more: str) -> bool:
            try:
                session.send(method, {"requestId": identity, **more})
            except Error:
                return False  # the page has gone on without it, or the session is closed
            return True

        def go() -> bool:
            return say("Fetch.continueRequest")

        network = str(event.get("networkId", ""))
        redirect = "redirectedRequestId" in event
        mark = f"{network} {event['request']['url']}" if redirect else network
        request = event["request"]
        if (network and mark in self._told) or not request["url"].startswith("http"):
            go()
            return
        self._told.add(mark)
        # A page stays where it was only if its navigation was taken back; the stop of anything else is
        # told from what a page takes back by itself.
        reason = "Aborted" if event["resourceType"] == "Document" else "BlockedByClient"
        self._held(
            Held(
                method=request["method"].upper(),
                address=request["url"],
                kind=event["resourceType"].lower(),
                contents=_contents(request),
                go=go,
                stop=lambda: say("Fetch.failRequest", errorReason=reason),
                redirect=redirect,
                network=network,
            )
        )

    # ------------------------------------------------------------------ through a route

    def _on_route(self, route: Route) -> None:
        request = route.request
        navigation = request.is_navigation_request()
        kind = "document" if navigation else request.resource_type

        def say(what: Callable[[], None]) -> bool:
            try:
                what()
            except Error:
                return False
            return True

        if kind not in _KINDS or not request.url.startswith("http"):
            say(route.continue_)
            return
        body = request.post_data_buffer
        self._held(
            Held(
                method=request.method.upper(),
                address=urldefrag(request.url).url,
                kind=kind,
                contents=contents(request.url, request.headers.get("content-type", ""), body),
                go=lambda: say(route.continue_),
                stop=lambda: say(lambda: route.abort("aborted" if navigation else "blockedbyclient")),
            )
        )


def _patterns(kinds: Sequence[str]) -> dict[str, Any]:
    return {"patterns": [{"urlPattern": "*", "resourceType": kind, "requestStage": "Request"} for kind in kinds]}


def _has_foreign_frame(page: Page) -> bool:
    own = urlsplit(page.url).hostname
    hosts = {urlsplit(frame.url).hostname for frame in page.frames[1:]}
    return bool(hosts - {own, None, "", "chromewebdata"})


def _contents(request: dict[str, Any]) -> Contents:
    """The fields of a request as CDP shows it. Bytes of files are not among what it shows."""
    heads = {name.lower(): value for name, value in request["headers"].items()}
    entries = [entry["bytes"] for entry in request.get("postDataEntries", ()) if "bytes" in entry]
    if entries:
        body = b"".join(base64.b64decode(entry) for entry in entries)
    else:
        body = request.get("postData", "").encode("utf-8", "replace")
    whole = bool(body) or not request.get("hasPostData")
    kind = heads.get("content-type", "")
    return contents(request["url"], kind, body, whole=whole and "multipart" not in kind)
