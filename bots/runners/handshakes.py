"""What a browser says first to a proxy: SOCKS5 greetings, and request lines of an HTTP proxy."""

from __future__ import annotations

import socket
import struct
from ipaddress import IPv6Address
from urllib.parse import urlsplit

from bots.proxies import Host

_LONGEST_HEAD = 262_144  # bytes; cookies and Kerberos tickets are long
_CONNECT = b"CONNECT "


def _exactly(connection: socket.socket, count: int) -> bytes:
    data = b""
    while len(data) < count:
        more = connection.recv(count - len(data))
        if not more:
            raise OSError("ended within its greeting")
        data += more
    return data


def open_socks(connection: socket.socket) -> Host:
    """Take a SOCKS5 greeting; the host and port it asks for. Raises OSError, ValueError."""
    version, methods = _exactly(connection, 2)
    if version != 5:
        raise ValueError("not SOCKS5")
    _exactly(connection, methods)
    connection.sendall(b"\x05\x00")
    _, command, _, kind = _exactly(connection, 4)
    if kind == 1:
        host = socket.inet_ntoa(_exactly(connection, 4))
    elif kind == 3:
        host = _exactly(connection, _exactly(connection, 1)[0]).decode("ascii")
    elif kind == 4:
        host = str(IPv6Address(_exactly(connection, 16)))
    else:
        raise ValueError("an unknown kind of address")
    (port,) = struct.unpack(">H", _exactly(connection, 2))
    if command != 1:
        raise ValueError("only CONNECT is served")
    return host, port


def say_socks(connection: socket.socket, reply: int) -> None:
    """Answer a SOCKS5 request: 0 it is open, 2 not allowed, 5 the server cannot be reached."""
    connection.sendall(bytes((5, reply, 0, 1, 0, 0, 0, 0, 0, 0)))


class Heads:
    """Finds the request heads in what a browser sends to an HTTP proxy on one connection.

    Bytes are given out only after the head that they belong to is whole and its host is told. After
    a CONNECT that the proxy accepted everything is opaque; a second CONNECT (the first one was
    answered with 407) is a head again. Raises ValueError where a head cannot be understood.
    """

    def __init__(self) -> None:
        self._waiting = b""
        self._body = 0
        self._after_connect = False
        self._opaque = False

    def open(self, connection: socket.socket) -> tuple[bytes, Host]:
        """Read up to the end of the first head; the bytes to pass on and the host."""
        while True:
            data = connection.recv(65_536)
            if not data:
                raise OSError("ended within its first head")
            ready, hosts = self.feed(data)
            if hosts:
                if len(set(hosts)) > 1:
                    raise ValueError("two hosts at once")
                return ready, hosts[0]

    def feed(self, data: bytes) -> tuple[bytes, list[Host]]:
        """Take bytes; give those that may go on, and the hosts of the heads among them."""
        if self._opaque:
            return data, []
        self._waiting += data
        ready = b""
        hosts: list[Host] = []
        while self._waiting:
            if self._body:
                ready += self._waiting[: self._body]
                taken = min(self._body, len(self._waiting))
                self._waiting, self._body = self._waiting[taken:], self._body - taken
                continue
            if self._after_connect and not self._waiting.startswith(_CONNECT):
                if _CONNECT.startswith(self._waiting):
                    break  # too short to tell
                self._opaque = True
                return ready + self._waiting, hosts
            head, found, rest = self._waiting.partition(b"\r\n\r\n")
            if not found:
                if len(head) > _LONGEST_HEAD:
                    raise ValueError("a head without an end")
                break
            hosts.append(self._read(head))
            ready += head + found
            self._waiting = rest
        return ready, hosts

    def _read(self, head: bytes) -> Host:
        line, *fields = head.split(b"\r\n")
        method, target, _ = line.decode("ascii").split(" ", 2)
        named = {
            name.strip().lower(): value.strip()
            for name, _, value in (field.partition(b":") for field in fields)
        }
        if b"transfer-encoding" in named:
            raise ValueError("a body of unknown length")
        self._body = int(named.get(b"content-length", b"0"))
        self._after_connect = method == "CONNECT"
        parts = urlsplit(f"//{target}" if self._after_connect else target)
        if not parts.hostname:
            raise ValueError("a request line without a host")
        return parts.hostname, parts.port or (443 if self._after_connect else 80)
