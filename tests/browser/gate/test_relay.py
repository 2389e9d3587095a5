"""The relay alone: its list, its fuse, its end. Without a browser, so each is milliseconds."""

from __future__ import annotations

import socket
import struct
import time
from collections.abc import Iterator

import pytest

from bots.model import System
from bots.runners.relay import Relay, allowed, host_of

from .counting_server import Server, unused_port


@pytest.fixture
def refused() -> list[tuple[str, int]]:
    return []


@pytest.fixture
def relay(server: Server, refused: list[tuple[str, int]]) -> Iterator[Relay]:
    made = Relay(
        [(server.host, server.port)], refused=lambda host, port: refused.append((host, port))
    )
    yield made
    made.close()


def ended(connection: socket.socket) -> bool:
    try:
        return connection.recv(10) == b""
    except ConnectionResetError:
        return True


class Line:
    """A client of the relay. `reply` is the relay's word on the connection: 0 = open."""

    def __init__(self, relay: Relay, host: str, port: int, *, wait: float = 3) -> None:
        self.socket = socket.create_connection(("127.0.0.1", relay.port), timeout=wait)
        name = host.encode()
        self.socket.sendall(b"\x05\x01\x00")
        self.socket.recv(2)
        self.socket.sendall(
            b"\x05\x01\x00\x03" + bytes([len(name)]) + name + struct.pack(">H", port)
        )

    def reply(self) -> int:
        try:
            data = self.socket.recv(10)
        except TimeoutError:
            return -1
        except ConnectionResetError:
            return -2
        return data[1] if len(data) > 1 else -2

    def ask(self, path: str, method: str = "GET") -> bytes:
        self.socket.sendall(
            f"{method} {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n".encode()
        )
        return self.read()

    def read(self) -> bytes:
        try:
            return self.socket.recv(65_536)
        except ConnectionResetError:
            return b""

    def __enter__(self) -> Line:
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()


def test_lets_through(relay: Relay, server: Server) -> None:
    with Line(relay, server.host, server.port) as line:
        assert line.reply() == 0
        assert line.ask("/done").startswith(b"HTTP/1.1 200")
        assert line.ask("/done").startswith(b"HTTP/1.1 200")
    assert relay.seen(server.host, server.port) == 1
    assert relay.carried(server.host, server.port) > 50


@pytest.mark.parametrize("host", ["127.0.0.2", "127.0.0.1.", "2130706433", "example.test"])
def test_refuses_what_is_not_on_the_list(
    relay: Relay, server: Server, refused: list[tuple[str, int]], host: str
) -> None:
    port = server.port + (host == "127.0.0.1.")
    with Line(relay, host, port) as line:
        assert line.reply() == 2
    assert [port for _, port in refused] == [port]
    assert server.connections == 0


def test_unreachable(server: Server) -> None:
    port = unused_port()
    relay = Relay([("127.0.0.1", port)], refused=lambda host, port: None)
    relay.arm("127.0.0.1", port)
    with Line(relay, "127.0.0.1", port) as line:
        assert line.reply() == 5
    assert relay.sent("127.0.0.1", port) is None
    with Line(relay, "127.0.0.1", port) as line:
        assert line.reply() == 2  # blown: nothing may come after
    relay.close()


def test_another_language_ends(relay: Relay) -> None:
    with socket.create_connection(("127.0.0.1", relay.port), timeout=2) as plain:
        plain.sendall(b"GET / HTTP/1.1\r\n\r\n")
        assert ended(plain)


def test_armed_cuts_idle_and_lets_one_through(relay: Relay, server: Server) -> None:
    with Line(relay, server.host, server.port) as old:
        assert old.reply() == 0
        old.ask("/done")
        relay.arm(server.host, server.port)
        assert old.read() == b""
        with Line(relay, server.host, server.port) as one:
            assert one.reply() == 0
            assert relay.sent(server.host, server.port) == 0
            one.ask("/s/200", "POST")
            assert (relay.sent(server.host, server.port) or 0) > 20
            with Line(relay, server.host, server.port, wait=0.3) as second:
                assert second.reply() == -1  # waits
                relay.disarm(server.host, server.port)
                assert second.reply() == 0


def test_busy_is_frozen_upwards_only(relay: Relay, server: Server) -> None:
    with Line(relay, server.host, server.port) as busy:
        busy.reply()
        busy.socket.sendall(b"GET /s/delay?t=0.3 HTTP/1.1\r\nHost: x\r\n\r\n")
        time.sleep(0.1)
        relay.arm(server.host, server.port)
        assert busy.read().startswith(b"HTTP/1.1 200")
        server.clear()
        busy.socket.sendall(b"POST /s/200 HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n")
        assert busy.read() == b""
        assert server.posts() == []


def test_frozen_thaws(relay: Relay, server: Server) -> None:
    with Line(relay, server.host, server.port) as kept:
        kept.reply()
        kept.ask("/done")
        relay.arm(server.host, server.port, keep=True)
        relay.disarm(server.host, server.port)
        assert kept.ask("/done").startswith(b"HTTP/1.1 200")


def test_resend_is_refused(relay: Relay, server: Server) -> None:
    relay.arm(server.host, server.port)
    with Line(relay, server.host, server.port) as one:
        one.reply()
        assert one.ask("/s/close", "POST") == b""
    began = time.monotonic()
    with Line(relay, server.host, server.port) as again:
        assert again.reply() == 2
    assert 0.1 < time.monotonic() - began < 1
    with Line(relay, server.host, server.port) as later:
        assert later.reply() == 2  # blown until reset
    relay.reset(server.host, server.port)
    with Line(relay, server.host, server.port) as fresh:
        assert fresh.reply() == 0
    assert len(server.posts()) == 1


def test_next_page_of_a_server_that_closes(relay: Relay, server: Server) -> None:
    """An answer, then the end of the connection: the next page waits for the disarm that follows."""
    relay.arm(server.host, server.port)
    with Line(relay, server.host, server.port) as one:
        one.reply()
        assert one.ask("/s/408", "POST").startswith(b"HTTP/1.1 408")
    with Line(relay, server.host, server.port, wait=0.6) as page:
        assert page.reply() == -1
        relay.disarm(server.host, server.port)
        assert page.reply() == 0


def test_blow_before_anything_went_up(relay: Relay, server: Server) -> None:
    relay.arm(server.host, server.port)
    with Line(relay, server.host, server.port) as one:
        assert one.reply() == 0
        relay.blow(server.host, server.port)
        assert one.read() == b""
    assert not relay.sent(server.host, server.port)


def test_shut(relay: Relay, server: Server) -> None:
    with Line(relay, server.host, server.port) as old:
        old.reply()
        relay.shut()
        assert old.read() == b""
    with Line(relay, server.host, server.port) as line:
        assert line.reply() == 2
    relay.reopen()
    with Line(relay, server.host, server.port) as line:
        assert line.reply() == 0


def test_closed(relay: Relay, server: Server) -> None:
    with Line(relay, server.host, server.port) as line:
        line.reply()
        relay.close()
        relay.close()
        assert line.read() == b""
    with pytest.raises(OSError, match="refused|reset"):
        socket.create_connection(("127.0.0.1", relay.port), timeout=1).close()


# ------------------------------------------------------------------------- through an HTTP proxy


class Upstream(Server):
    """Stands in for the city's proxy: answers any absolute request line, opens no tunnels."""


def proxied(relay: Relay, *parts: bytes) -> list[bytes]:
    with socket.create_connection(("127.0.0.1", relay.port), timeout=2) as line:
        answers = []
        for part in parts:
            line.sendall(part)
            try:
                answers.append(line.recv(65_536))
            except ConnectionResetError:
                answers.append(b"")
        return answers


def request(host: str, method: str = "GET", body: bytes = b"") -> bytes:
    head = f"{method} http://{host}/done HTTP/1.1\r\nHost: {host}\r\nContent-Length: {len(body)}"
    return head.encode() + b"\r\n\r\n" + body


def test_raw_mode() -> None:
    proxy = Upstream()
    told: list[tuple[str, int]] = []
    relay = Relay(
        [("kodomo.test", 80), ("kodomo.test", 443)],
        refused=lambda host, port: told.append((host, port)),
        upstream=(proxy.host, proxy.port),
    )
    body = b"x" * 100_000 + b"\r\n\r\nGET http://evil.test/ HTTP/1.1\r\n\r\n"
    first, second = proxied(relay, request("kodomo.test", "POST", body), request("kodomo.test"))
    assert first.startswith(b"HTTP/1.1 200")
    assert second.startswith(b"HTTP/1.1 200")
    assert proxy.hits[0].body == body
    count = len(proxy.hits)
    (answer,) = proxied(relay, request("evil.test"))
    assert answer.startswith(b"HTTP/1.1 403")
    (answer,) = proxied(relay, b"CONNECT evil.test:443 HTTP/1.1\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 403")
    _, smuggled = proxied(relay, request("kodomo.test"), request("evil.test"))
    assert smuggled == b""
    assert len(proxy.hits) == count + 1
    assert told == [("evil.test", 80), ("evil.test", 443)]
    (answer,) = proxied(relay, b"CONNECT kodomo.test:443 HTTP/1.1\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 200")
    relay.close()
    proxy.close()


def test_raw_mode_second_connect() -> None:
    """A proxy that asks for a password gets a second CONNECT on the same connection."""
    proxy = Upstream()
    relay = Relay(
        [("kodomo.test", 443)], refused=lambda host, port: None, upstream=(proxy.host, proxy.port)
    )
    connect = b"CONNECT kodomo.test:443 HTTP/1.1\r\n\r\n"
    first, second, third = proxied(relay, connect, connect, connect.replace(b"kodomo", b"evil"))
    assert first.startswith(b"HTTP/1.1 200")
    assert second.startswith(b"HTTP/1.1 200")
    assert third == b""
    relay.close()
    proxy.close()


# ------------------------------------------------------------------------- what a system may reach


def test_host_of() -> None:
    assert host_of("https://Kodomo.example.lg.jp/login?x=1") == ("kodomo.example.lg.jp", 443)
    assert host_of("http://10.0.0.5/") == ("10.0.0.5", 80)
    assert host_of("static.example.jp:8443") == ("static.example.jp", 8443)
    assert host_of("static.example.jp", "http") == ("static.example.jp", 80)
    with pytest.raises(ValueError, match="host"):
        host_of("https:///path")


def test_allowed() -> None:
    system = System(
        name="保育",
        address="https://kodomo.example.jp/app",
        environment="訓練",
        others=("https://honban.example.jp/app",),
        allow=("static.example.jp", "honban.example.jp", "https://sso.example.jp:8443/"),
    )
    assert allowed(system) == {
        ("kodomo.example.jp", 443),
        ("static.example.jp", 443),
        ("sso.example.jp", 8443),
    }


def test_environments_that_differ_by_their_port() -> None:
    system = System(
        name="保育",
        address="http://127.0.0.1:8812/",
        environment="訓練",
        others=("http://127.0.0.1:8811/",),
        allow=("127.0.0.1:8811", "127.0.0.1:8813"),
    )
    assert allowed(system) == {("127.0.0.1", 8812), ("127.0.0.1", 8813)}
