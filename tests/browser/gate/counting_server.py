"""A raw loopback server that counts what reaches it, byte for byte, and answers as badly as asked.

The answer to a request is named by its path: `/s/rst` reads the request and resets the connection.
Or it is given, to the last byte, in `answers`.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

LINGER_RST = b"\x01\0\0\0\0\0\0\0"
PAUSE = 0.15
DONE = "<!doctype html><meta charset=utf-8><title>完了</title><p>受付番号 R-1 登録しました</p>"


@dataclass(frozen=True)
class Hit:
    """A request that reached the server. `sha` is of its body without the multipart boundary."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes
    connection: int
    at: float

    @property
    def sha(self) -> str:
        boundary = self.headers.get("content-type", "").partition("boundary=")[2].encode()
        body = self.body.replace(boundary, b"B") if boundary else self.body
        return hashlib.sha256(body).hexdigest()


def answer(
    body: str | bytes = DONE,
    *,
    code: int = 200,
    kind: str = "text/html; charset=utf-8",
    headers: tuple[tuple[str, str], ...] = (),
    close: bool = False,
) -> bytes:
    raw = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {code} X", f"Content-Type: {kind}", f"Content-Length: {len(raw)}"]
    lines += [f"{name}: {value}" for name, value in headers]
    lines.append(f"Connection: {'close' if close else 'keep-alive'}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + raw


def _say(connection: socket.socket, parts: tuple[bytes, ...]) -> bool:
    """Whether the connection stays open after that answer."""
    for number, part in enumerate(parts):
        time.sleep(PAUSE if number else 0)
        connection.sendall(part)
    head = parts[0].partition(b"\r\n\r\n")[0].lower()
    return head.startswith(b"http/1.1") and b"connection: close" not in head


class Server:
    """Serves pages given in `pages` (path -> html or bytes), `answers` and the behaviours of `_behave`.

    `answers` are whole, head and all: by method and path ("PUT /s/x"), or by path. Of several parts each
    follows `PAUSE` seconds after the one before.
    """

    def __init__(self, host: str = "127.0.0.1") -> None:
        self.pages: dict[str, str | bytes] = {}
        self.kinds: dict[str, str] = {}
        self.answers: dict[str, tuple[bytes, ...]] = {}
        self.hits: list[Hit] = []
        self.connections = 0
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._listener = socket.create_server((host, 0), backlog=256)
        self.host, self.port = self._listener.getsockname()[:2]
        self.address = f"http://{host}:{self.port}"
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def posts(self, path: str = "") -> list[Hit]:
        with self._lock:
            hits = list(self.hits)
        return [hit for hit in hits if hit.method == "POST" and path in hit.target]

    def clear(self) -> None:
        with self._lock:
            self.hits.clear()
            self.connections = 0

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        with self._lock:
            for connection in self._open:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
        self._thread.join(2)

    def _accept(self) -> None:
        number = 0
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            number += 1
            with self._lock:
                self.connections += 1
                self._open.add(connection)
            threading.Thread(target=self._serve, args=(connection, number), daemon=True).start()

    def _serve(self, connection: socket.socket, number: int) -> None:
        try:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with connection.makefile("rb") as stream:
                while self._one(connection, stream, number):
                    pass
        except (OSError, ValueError):
            pass
        finally:
            with self._lock:
                self._open.discard(connection)
            connection.close()

    def _one(self, connection: socket.socket, stream, number: int) -> bool:
        line = stream.readline().split()
        if len(line) < 3:
            return False
        method, target = line[0].decode(), line[1].decode("latin-1")
        headers: dict[str, str] = {}
        while (head := stream.readline().strip()) != b"":
            name, _, value = head.decode("latin-1").partition(":")
            headers[name.lower()] = value.strip()
        path = urlsplit(target).path
        if path == "/s/rst_before":
            self._count(Hit(method, target, headers, b"", number, time.monotonic()))
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_RST)
            return False
        body = stream.read(int(headers.get("content-length", 0)))
        self._count(Hit(method, target, headers, body, number, time.monotonic()))
        parts = self.answers.get(f"{method} {path}") or self.answers.get(path)
        if parts:
            return _say(connection, parts)
        if path in self.pages:
            kind = self.kinds.get(path, "text/html; charset=utf-8")
            connection.sendall(answer(self.pages[path], kind=kind))
            return True
        return self._behave(connection, path.rpartition("/")[2], target)

    def _count(self, hit: Hit) -> None:
        with self._lock:
            self.hits.append(hit)

    def _behave(self, connection: socket.socket, how: str, target: str) -> bool:
        query = {name: values[0] for name, values in parse_qs(urlsplit(target).query).items()}
        if how == "close":
            return False
        if how == "rst":
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_RST)
            return False
        if how == "stall":
            time.sleep(float(query.get("t", 30)))
            return False
        if how == "half_head":
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Ty")
            time.sleep(0.1)
            return False
        connection.sendall(self._answer(how, query))
        return how != "408"

    def _answer(self, how: str, query: dict[str, str]) -> bytes:
        if how == "408":
            return answer("<p>timeout</p>", code=408, close=True)
        if how == "delay":
            time.sleep(float(query.get("t", 0.4)))
            return answer()
        if how in ("302", "303"):
            return answer("", code=int(how), headers=(("Location", "/done"),))
        if how in ("307", "308"):
            return answer("", code=int(how), headers=(("Location", "/s/landing"),))
        if how == "307close":
            return answer("", code=307, headers=(("Location", "/s/close"),))
        if how == "away":
            return answer("", code=302, headers=(("Location", query["to"]),))
        if how == "json":
            return answer('{"ok": true}', kind="application/json")
        if how == "problem":
            return answer("<meta charset=utf-8><p>必須項目が入力されていません</p>")
        if how == "already":
            return answer("<meta charset=utf-8><p>既に登録されています</p>")
        if how == "both":
            return answer(
                "<meta charset=utf-8><p>登録しました</p><p>必須項目が入力されていません</p>"
            )
        if how == "login":
            return answer("<meta charset=utf-8><h1>ログイン</h1><p>利用時間が切れました</p>")
        if how == "shell":
            return answer("<meta charset=utf-8><p>待っています</p>")
        return answer()


class Wire:
    """A TCP proxy that can be told to break: how a bad network looks from the relay.

    `mode` is forward, refuse (closes on accept), reset, mute (takes everything, gives nothing) or
    swallow (passes the request on, loses the answer).
    """

    def __init__(self, target: tuple[str, int]) -> None:
        self.mode = "forward"
        self.swallowed = 0
        self._target = target
        self._open: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self._listener.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for end in list(self._open):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        self._thread.join(2)

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            if self.mode == "refuse":
                near.close()
                continue
            far = socket.create_connection(self._target)
            self._open |= {near, far}
            up = threading.Thread(target=self._pump, args=(near, far, self._up), daemon=True)
            down = threading.Thread(target=self._pump, args=(far, near, self._down), daemon=True)
            up.start()
            down.start()
            threading.Thread(target=self._end, args=(up, down, near, far), daemon=True).start()

    def _end(self, up: threading.Thread, down: threading.Thread, *ends: socket.socket) -> None:
        up.join()
        down.join()
        for end in ends:
            self._open.discard(end)
            end.close()

    def _up(self, near: socket.socket, data: bytes) -> bytes:
        if self.mode == "reset":
            near.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_RST)
            raise OSError("reset")
        return b"" if self.mode == "mute" else data

    def _down(self, near: socket.socket, data: bytes) -> bytes:
        if self.mode == "swallow":
            self.swallowed += len(data)
            return b""
        return data

    def _pump(
        self,
        source: socket.socket,
        sink: socket.socket,
        change: Callable[[socket.socket, bytes], bytes],
    ) -> None:
        try:
            while data := source.recv(65_536):
                if kept := change(source, data):
                    sink.sendall(kept)
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            for end in (source, sink):
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)


def unused_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def form(
    action: str = "/s/302",
    *,
    inner: str = '<input name=key value="A-0017"><input name=name value="山田　太郎">',
    attributes: str = "",
    button: str = "<button id=s>登録</button>",
    more: str = "",
    charset: str = "utf-8",
) -> str:
    """A page with one form."""
    return (
        f"<!doctype html><meta charset={charset}><title>入力</title>"
        f'<form method=post action="{action}" {attributes}>{inner}{button}</form>{more}'
    )


def header_names(hit: Hit) -> set[str]:
    return set(re.findall(r'name="([^"]+)"', hit.body.decode("utf-8", "replace")))
