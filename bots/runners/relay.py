"""The browser's only way out: a relay on loopback, its allow-list and the fuse of its submits.

    browser ──SOCKS5──► Relay ──► system                  (or, at a city with an HTTP proxy:
                                                browser ──HTTP proxy──► Relay ──► the city's proxy)

As an allow-list it lets through connections to the hosts of the plan and no others, whatever made
them: page, redirect, WebSocket, prefetch, worker. Names are resolved here, not in the browser.

As a fuse it keeps Chromium from sending a submit a second time on its own account. After `arm`
every idle connection to the host is cut, busy ones carry nothing more upwards, and exactly one new
connection is let through. A further one, which a silent re-send would need, waits until `disarm`;
if the one let through has died without that, it is refused and the fuse is blown.

It lives in the run's process: when that dies, its browser reaches nothing any more.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from bots.model import System
from bots.proxies import Host
from bots.runners.handshakes import Heads, open_socks, say_socks

_PORTS = {"http": 80, "ws": 80, "https": 443, "wss": 443}
_CHUNK = 65_536
_MOST_CONNECTIONS = 256
_CONNECT_SECONDS = 20.0
_GRACE = (
    0.25  # seconds that a re-send waits on a connection that died unanswered, then it is refused
)
_ANSWERED_GRACE = (
    2.0  # … on one that died after an answer: the page's next request waits for disarm
)
_NOT_ALLOWED, _UNREACHABLE = 2, 5  # replies of SOCKS5


def host_of(address: str, scheme: str = "https") -> Host:
    """Host and port of an address, or of `host` and `host:port` with the port of `scheme`.

    Raises ValueError where there is no host in it.
    """
    parts = urlsplit(address if "://" in address else f"{scheme}://{address}")
    if not parts.hostname:
        raise ValueError("an address without a host")
    return parts.hostname.rstrip("."), parts.port or _PORTS.get(parts.scheme, 443)


def allowed(system: System) -> set[Host]:
    """What the browser may reach for `system`: its address in this environment, and its `allow`.

    Hosts of its other environments are left out even where `allow` names them. Where an environment
    differs from this one by its port alone, only that port is left out.
    """
    scheme = urlsplit(system.address).scheme or "https"
    own = host_of(system.address)
    others = {host_of(other) for other in system.others} - {own}
    closed = {host for host, _ in others if host != own[0]}
    hosts = {own} | {host_of(entry, scheme) for entry in system.allow}
    return {host for host in hosts if host not in others and host[0] not in closed}


@dataclass(eq=False)
class _Tunnel:
    """One connection. `up` and `down` in bytes; `last` is the way the last bytes went."""

    host: Host
    browser: socket.socket
    server: socket.socket | None = None
    up: int = 0
    down: int = 0
    last: str = ""
    frozen: bool = False
    died: float | None = None

    def cut(self) -> None:
        """End it at once; the threads that serve it notice and close its sockets."""
        self.frozen = True
        for end in (self.browser, self.server):
            if end is not None:
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)


@dataclass
class _Fuse:
    """The state of one host from `arm` to `disarm`."""

    blown: bool = False
    used: _Tunnel | None = None
    failure: str = ""
    frozen: list[_Tunnel] = field(default_factory=list)

    def spent(self, now: float) -> bool:
        """Whether the one connection is gone and nobody can still be about to say `disarm`."""
        if self.failure:
            return True
        if self.used is None or self.used.died is None:
            return False
        grace = _ANSWERED_GRACE if self.used.last == "down" else _GRACE
        return now - self.used.died > grace


class Relay:
    """A proxy for one browser. `port` is where it listens on 127.0.0.1.

    `refused` is told the host and port of each connection that is not on the list; it is called
    from threads of the relay. `upstream` is the city's HTTP proxy: then the browser is to use the relay
    as its HTTP proxy and the list is held against each request line. Methods may be called from any
    thread.
    """

    def __init__(
        self,
        allow: Collection[Host],
        *,
        refused: Callable[[str, int], None],
        upstream: Host | None = None,
    ) -> None:
        self._allow = frozenset((host.lower().rstrip("."), port) for host, port in allow)
        self._refused = refused
        self._upstream = upstream
        self._upstream_down = False
        self._changed = threading.Condition()
        self._tunnels: set[_Tunnel] = set()
        self._opening: set[socket.socket] = set()
        self._fuses: dict[Host, _Fuse] = {}
        self._seen: Counter[Host] = Counter()
        self.knocks: Counter[Host] = Counter()  # connections that were wanted since the last `shut`
        self._carried: Counter[Host] = Counter()
        self._shut = self._closed = False
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=_MOST_CONNECTIONS)
        self.port: int = self._listener.getsockname()[1]
        self._acceptor = threading.Thread(target=self._accept, name="relay", daemon=True)
        self._acceptor.start()

    @property
    def proxy(self) -> str:
        """The address to give to the browser as its proxy."""
        return f"{'http' if self._upstream else 'socks5'}://127.0.0.1:{self.port}"

    @property
    def upstream(self) -> Host | None:
        """The city's proxy, if there is one in between."""
        return self._upstream

    @property
    def upstream_down(self) -> bool:
        """Whether the city's proxy did not answer when it was last asked for a connection."""
        return self._upstream_down

    # ------------------------------------------------------------------ what is asked of it

    def seen(self, host: str, port: int) -> int:
        """How many connections to the host were let through so far."""
        with self._changed:
            return self._seen[_key(host, port)]

    def carried(self, host: str, port: int) -> int:
        """How many bytes were carried up to the host so far, over all its connections."""
        with self._changed:
            return self._carried[_key(host, port)]

    def allows(self, host: str, port: int) -> bool:
        """Whether the host is on the list."""
        return _key(host, port) in self._allow

    def arm(self, host: str, port: int, *, keep: bool = False) -> None:
        """From now on let exactly one new connection to the host through, nothing up on old ones.

        `keep` freezes idle connections where they would be cut: a page with an open WebSocket would
        spend the one connection on opening it again.
        """
        key = _key(host, port)
        with self._changed:
            before = self._fuses.get(key)
            if before:
                _thaw(before)
            fuse = self._fuses[key] = _Fuse()
            for tunnel in self._tunnels:
                if tunnel.host == key and not tunnel.frozen:
                    if keep or (tunnel.last == "up" and tunnel.server is not None):
                        tunnel.frozen = True
                        fuse.frozen.append(tunnel)
                    else:
                        tunnel.cut()
            self._changed.notify_all()

    def disarm(self, host: str, port: int) -> None:
        """The answer is known: connections that wait go on, frozen ones carry again."""
        with self._changed:
            fuse = self._fuses.pop(_key(host, port), None)
            if fuse:
                _thaw(fuse)
            self._changed.notify_all()

    reset = disarm

    def reset_all(self) -> None:
        """Forget every fuse; for a fresh browser context after a row whose answer is not known."""
        with self._changed:
            for fuse in self._fuses.values():
                _thaw(fuse)
            self._fuses.clear()
            self._changed.notify_all()

    def blow(self, host: str, port: int) -> None:
        """The answer is not known: refuse all connections to the host until `reset`.

        Where nothing went up yet, it is also made sure that nothing will.
        """
        with self._changed:
            fuse = self._fuses.setdefault(_key(host, port), _Fuse())
            fuse.blown = True
            if fuse.used and not fuse.used.up:
                fuse.used.cut()
            self._changed.notify_all()

    def cut_fused(self) -> None:
        """Blow every fuse and end every connection to their hosts: a deadline is long past."""
        with self._changed:
            for host, fuse in self._fuses.items():
                fuse.blown = True
                for tunnel in self._tunnels:
                    if tunnel.host == host:
                        tunnel.cut()
            self._changed.notify_all()

    def sent(self, host: str, port: int) -> int | None:
        """Bytes sent up since `arm`; None if the server was never reached; -1 if no fuse stands, so that
        nothing was counted. Final after `blow`."""
        with self._changed:
            fuse = self._fuses.get(_key(host, port))
            if fuse is None:
                return -1
            if fuse.used is None or fuse.used.server is None:
                return None
            return fuse.used.up

    def shut(self) -> None:
        """Refuse everything, cut everything, until `reopen`. For rehearsals that press a submit."""
        with self._changed:
            if not self._shut:
                self.knocks.clear()
            self._shut = True
            for tunnel in self._tunnels:
                tunnel.cut()
            self._changed.notify_all()

    def reopen(self) -> None:
        """End `shut`. Only once the context that was shut in is closed."""
        with self._changed:
            self._shut = False

    def close(self) -> None:
        """Stop listening and cut every connection. Never raises; may be called twice."""
        with self._changed:
            if self._closed:
                return
            self._closed = self._shut = True
            for tunnel in self._tunnels:
                tunnel.cut()
            for half_open in self._opening:
                with contextlib.suppress(OSError):
                    half_open.shutdown(socket.SHUT_RDWR)
            self._changed.notify_all()
        with contextlib.suppress(OSError):  # wakes the acceptor on every system
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
        self._acceptor.join(timeout=5)
        self._listener.close()

    # ------------------------------------------------------------------ connections

    def _accept(self) -> None:
        while True:
            try:
                browser, _ = self._listener.accept()
            except OSError:
                return
            with self._changed:
                full = len(self._opening) + len(self._tunnels) >= _MOST_CONNECTIONS
                if not (full or self._closed):
                    self._opening.add(browser)
            if full or self._closed:
                browser.close()
                if self._closed:
                    return
                continue
            threading.Thread(target=self._serve, args=(browser,), daemon=True).start()

    def _serve(self, browser: socket.socket) -> None:
        """One connection from its first byte to its end."""
        tunnel: _Tunnel | None = None
        heads = Heads() if self._upstream else None
        try:
            browser.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            first, host = heads.open(browser) if heads else (b"", open_socks(browser))
            host = _key(*host)
            tunnel = self._let_in(host, browser, heads)
            if tunnel is None or not self._connect(tunnel, heads):
                return
            if first:
                self._lift(tunnel, first)
            down = threading.Thread(target=self._bring_down, args=(tunnel,), daemon=True)
            down.start()
            self._carry_up(tunnel, heads)
            down.join()
        except (OSError, ValueError):
            pass  # a connection that ends in the middle, or speaks another language: it just ends
        finally:
            self._end(browser, tunnel)

    def _end(self, browser: socket.socket, tunnel: _Tunnel | None) -> None:
        with self._changed:
            self._opening.discard(browser)
            if tunnel:
                self._tunnels.discard(tunnel)
                tunnel.died = time.monotonic()
            self._changed.notify_all()
        browser.close()
        if tunnel and tunnel.server:
            tunnel.server.close()

    def _let_in(self, host: Host, browser: socket.socket, heads: Heads | None) -> _Tunnel | None:
        """The tunnel for a connection that may go through, after its wait; None and told if not."""
        if host not in self._allow:
            self._refused(*host)
            _refuse(browser, heads, _NOT_ALLOWED)
            return None
        tunnel = _Tunnel(host, browser)
        with self._changed:
            if not self._admits(tunnel):
                tunnel_ok = False
                if self._shut:
                    self.knocks[host] += 1
            else:
                tunnel_ok = True
                self._seen[host] += 1
                self._tunnels.add(tunnel)
                self._opening.discard(browser)
        if tunnel_ok:
            return tunnel
        if (
            heads is None
        ):  # through an HTTP proxy a silent end says it: an answer would look like one
            say_socks(browser, _NOT_ALLOWED)
        return None

    def _admits(self, tunnel: _Tunnel) -> bool:
        """Wait at the fuse of the tunnel's host. The lock is held."""
        while not self._shut:
            fuse = self._fuses.get(tunnel.host)
            if fuse is None:
                return True
            if fuse.blown:
                return False
            if fuse.used is None:
                fuse.used = tunnel
                return True
            if fuse.spent(time.monotonic()):
                fuse.blown = True
                self._changed.notify_all()
            else:
                self._changed.wait(0.05)
        return False

    def _connect(self, tunnel: _Tunnel, heads: Heads | None) -> bool:
        """Reach the server, or tell the browser that it cannot be reached."""
        try:
            server = socket.create_connection(self._upstream or tunnel.host, _CONNECT_SECONDS)
        except OSError as error:
            self._upstream_down = self._upstream is not None
            with self._changed:
                fuse = self._fuses.get(tunnel.host)
                if fuse and fuse.used is tunnel:
                    fuse.failure = type(error).__name__
                self._changed.notify_all()
            if heads is None:
                say_socks(tunnel.browser, _UNREACHABLE)
            return False
        self._upstream_down = False
        server.settimeout(None)
        server.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with self._changed:
            gone = tunnel.frozen  # cut while it was connecting
            if not gone:
                tunnel.server = server
        if gone:
            server.close()
            return False
        if heads is None:
            say_socks(tunnel.browser, 0)
        return True

    # ------------------------------------------------------------------ bytes

    def _lift(self, tunnel: _Tunnel, data: bytes) -> None:
        """Send bytes up, counted before they go. Raises OSError on a frozen tunnel."""
        with self._changed:
            if tunnel.frozen or tunnel.server is None:
                raise OSError("frozen")
            tunnel.up += len(data)
            tunnel.last = "up"
            self._carried[tunnel.host] += len(data)
        tunnel.server.sendall(data)

    def _carry_up(self, tunnel: _Tunnel, heads: Heads | None) -> None:
        try:
            while data := tunnel.browser.recv(_CHUNK):
                if heads:
                    data, hosts = heads.feed(data)
                    if any(_key(*host) != tunnel.host for host in hosts):
                        raise OSError("another host on the same connection")
                if data:
                    self._lift(tunnel, data)
            if tunnel.server is not None:
                tunnel.server.shutdown(socket.SHUT_WR)
        except (OSError, ValueError):
            tunnel.cut()

    def _bring_down(self, tunnel: _Tunnel) -> None:
        assert tunnel.server is not None
        try:
            while data := tunnel.server.recv(_CHUNK):
                tunnel.down += len(data)
                tunnel.last = "down"
                tunnel.browser.sendall(data)
            tunnel.browser.shutdown(socket.SHUT_WR)
        except OSError:
            tunnel.cut()


def _key(host: str, port: int) -> Host:
    return host.lower().rstrip("."), port


def _thaw(fuse: _Fuse) -> None:
    for tunnel in fuse.frozen:
        tunnel.frozen = False


def _refuse(browser: socket.socket, heads: Heads | None, why: int) -> None:
    if heads is None:
        say_socks(browser, why)
    else:
        browser.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
