"""Click mode: a submit whose request nothing separates; its intent is kept before the press.

Nothing is held. The fuse is armed during the press, until the first answer to a request that is
not a GET, so that silent re-sends cannot reach the system. Here also: the WebSockets of a context,
since what goes over them is held by nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Literal
from weakref import WeakKeyDictionary

from playwright.sync_api import BrowserContext, Page, Request, Response, WebSocket

from bots.crashpoints import crashpoint
from bots.model import Sending
from bots.proxies import Host
from bots.runners.passage import FAILED, leaves_open
from bots.runners.relay import Relay, host_of


class Sockets:
    """WebSockets of a context: how many are open, and the frames sent since last set to 0."""

    def __init__(self, context: BrowserContext) -> None:
        self.open = 0
        self.frames = 0
        for page in context.pages:
            self._watch(page)
        context.on("page", self._watch)

    def _watch(self, page: Page) -> None:
        page.on("websocket", self._opened)

    def _opened(self, socket: WebSocket) -> None:
        self.open += 1
        socket.on("framesent", self._sent)
        socket.on("close", self._closed)

    def _sent(self, _: object) -> None:
        self.frames += 1

    def _closed(self, _: object) -> None:
        self.open -= 1


_sockets: WeakKeyDictionary[BrowserContext, Sockets] = WeakKeyDictionary()


def sockets_of(context: BrowserContext) -> Sockets:
    """The count for a context; it begins with the first call, so call it before the first page."""
    if context not in _sockets:
        _sockets[context] = Sockets(context)
    return _sockets[context]


def _last(request: Request) -> Request:
    """What the redirects made of a request."""
    while request.redirected_to is not None:
        request = request.redirected_to
    return request


class ClickWatch:
    """A Passage (see bots.runners.passage) that holds nothing.

    `hosts` are armed during the press, but for `sockets`: where a WebSocket is open the submit is
    taken to go over it, and arming would cut it.
    """

    def __init__(
        self,
        context: BrowserContext,
        relay: Relay,
        hosts: Collection[Host],
        intent: Callable[[Sending], None],
        *,
        sockets: bool,
    ) -> None:
        self._context, self._relay, self._intent = context, relay, intent
        self._hosts = set() if sockets else set(hosts)
        self._requests: dict[Request, Literal["out", "answered", "failed"]] = {}
        self._ended: set[Request] = set()
        self._went = self._refused = self._failing = self._broken = False
        self.repeats = self.kinds = 0  # nothing is held here; the relay's fuse cuts without counting
        self.intended = self.late = False
        self.error: BaseException | None = None
        self.escaped = False

    def open(self) -> None:
        """Begin to hear of requests."""
        self._context.on("request", self._on_request)
        self._context.on("response", self._on_response)
        self._context.on("requestfinished", self._on_ended)
        self._context.on("requestfailed", self._on_failed)

    def press(self) -> None:
        """Keep the intent, then arm. What the intent raises goes up; nothing was pressed then."""
        crashpoint("click.before")
        self.keep_intent()
        crashpoint("click.intended")
        for host in self._hosts:
            self._relay.arm(*host)

    def turn(self) -> None:
        """Nothing waits here."""

    def give_up(self) -> None:
        """Nothing is held here: the relay must do."""
        self.blow()

    def close(self) -> None:
        """Hear no more."""
        self._context.remove_listener("request", self._on_request)
        self._context.remove_listener("response", self._on_response)
        self._context.remove_listener("requestfinished", self._on_ended)
        self._context.remove_listener("requestfailed", self._on_failed)

    @property
    def sent(self) -> Collection[Request]:
        """Requests that are not GETs, since the press."""
        return self._requests

    @property
    def answered(self) -> bool:
        """Whether each of them got an answer."""
        return all(state == "answered" for state in self._requests.values())

    @property
    def refused(self) -> bool:
        """Whether one of the answers says that it failed."""
        return self._refused

    @property
    def failing(self) -> bool:
        """Whether an answer leaves open what became of its request."""
        return self._failing

    @property
    def whole(self) -> bool:
        """Whether the answers to the page's own requests (no documents) are there to their last byte."""
        return all(_last(request) in self._ended or request.is_navigation_request() for request in self._requests)

    @property
    def cut_off(self) -> bool:
        """Whether one of them ended without an answer."""
        return "failed" in self._requests.values()

    @property
    def broken(self) -> bool:
        """Whether that was not the page's own doing, at one of the hosts: analytics elsewhere are no part of it."""
        return self._broken

    @property
    def unsent(self) -> bool:
        """Sure only where every host was armed and the relay let nothing through to any of them."""
        if not self.cut_off or self._went or not self._hosts:
            return False
        return not any(self._relay.sent(*host) for host in self._hosts)

    def blow(self) -> None:
        """Let nothing further through to the hosts."""
        for host in self._hosts:
            self._relay.blow(*host)

    def settle(self) -> None:
        """Let everything through again."""
        for host in self._hosts:
            self._relay.disarm(*host)

    def keep_intent(self) -> None:
        """Keep the intent, once."""
        if not self.intended:
            self._intent(Sending("click"))
            self.intended = True

    def _on_request(self, request: Request) -> None:
        if self.intended and request.method != "GET" and request.redirected_from is None:
            self._requests[request] = "out"

    def _on_response(self, response: Response) -> None:
        if response.request in self._requests and response.status not in (307, 308):
            self._requests[response.request] = "answered"
            self._refused = self._refused or response.status >= FAILED
            self._failing = self._failing or leaves_open(response.status)
            self._went = True
            self._relay.disarm(*host_of(response.request.url))

    def _on_ended(self, request: Request) -> None:
        self._ended.add(request)

    def _on_failed(self, request: Request) -> None:
        self._on_ended(request)
        if self._requests.get(request) == "out":
            self._requests[request] = "failed"
            if not self._relay.allows(*host_of(request.url)):
                del self._requests[request]  # the list has refused it: analytics, and no part of the submit
            elif request.failure == "net::ERR_ABORTED":  # taken back by the page, perhaps on its way
                self._went = True
            else:
                self._broken = self._broken or host_of(request.url) in self._hosts
                self.blow()
