"""An HTTP proxy of a hall: it knows the names of the outside, asks for a password, and writes down what it carried."""

from __future__ import annotations

import base64
import contextlib
import socket
import threading
from collections.abc import Mapping

Host = tuple[str, int]


class HallProxy:
    """Carries CONNECT and plain requests to the hosts that it knows. `login` is what it asks for, `user:password`;
    `asked` are the first lines that came with it, `refused` counts those without or with a wrong one."""

    def __init__(self, known: Mapping[Host, Host], login: str = "") -> None:
        self._known = dict(known)
        self._login = base64.b64encode(login.encode()).decode() if login else ""
        self.asked: list[str] = []
        self.refused = 0
        self.given: list[str] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)  # or the thread that waits goes on taking connections
        self._listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                threading.Thread(target=self._serve, args=(self._listener.accept()[0],), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with client, contextlib.suppress(OSError, ValueError):
            while head := self._head(client):
                line, *fields = head.decode("latin-1").split("\r\n")
                given = next((one.split(" ")[-1] for one in fields if one.lower().startswith("proxy-authorization:")), "")
                if given:
                    self.given.append(given)
                if given != self._login:
                    self.refused += 1
                    client.sendall(b'HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm="hall"\r\nContent-Length: 0\r\n\r\n')
                    continue
                self.asked.append(line)
                self._carry(client, line, head)
                return

    def _carry(self, client: socket.socket, line: str, head: bytes) -> None:
        """The connection belongs to one host from here on."""
        method, target, _ = line.split(" ", 2)
        name, _, port = target.removeprefix("http://").partition("/")[0].partition(":")
        with socket.create_connection(self._known[name, int(port or 80)]) as server:
            if method == "CONNECT":
                client.sendall(b"HTTP/1.1 200 Open\r\n\r\n")
            else:
                server.sendall(head + b"\r\n\r\n")
            down = threading.Thread(target=_pump, args=(server, client), daemon=True)
            down.start()
            _pump(client, server)
            down.join(5)

    @staticmethod
    def _head(client: socket.socket) -> bytes:
        """The next head, without the blank line; what follows it stays where it is."""
        found = b""
        while not found.endswith(b"\r\n\r\n"):
            more = client.recv(1)
            if not more:
                return b""
            found += more
        return found[:-4]


def _pump(source: socket.socket, sink: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65_536):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)
