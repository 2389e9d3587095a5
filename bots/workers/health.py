"""A window on a port for those who watch machines: GET /health answers 200 with a few figures, or 503.

It reads what the rounds of `bots serve` have left in memory and nothing else. Its threads end with the process.
"""

from __future__ import annotations

import json
import os
import re
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from types import TracebackType
from typing import Self

from bots.errors import PlaceError
from bots.workers.pulse import Pulse

PATH = "/health"
_HERE = "127.0.0.1"
_ADDRESS = re.compile(r"(?:(?P<host>[\w.-]+|\[[\da-fA-F:.]+\]):)?(?P<port>\d{1,5})", re.ASCII)
_PATIENCE = 5  # seconds for a question to come in


def address_of(text: str) -> tuple[str, int]:
    """The host and the port of `127.0.0.1:8765`, `[::1]:8765` or `8765`. Raises PlaceError T40."""
    found = _ADDRESS.fullmatch(text.strip())
    if found is None or int(found["port"]) > 65535:
        raise PlaceError("T40", address=text)
    return (found["host"] or _HERE).strip("[]"), int(found["port"])


class Health:
    """The window, open as long as it is entered. Raises PlaceError T40, T41 when it is made."""

    def __init__(self, address: str, pulse: Pulse) -> None:
        host, port = address_of(address)
        try:
            self._server = _server(host, port, pulse)
        except OSError as error:
            raise PlaceError("T41", address=address, reason=error.strerror or type(error).__name__) from error

    @property
    def address(self) -> str:
        """Where it answers."""
        host, port = self._server.server_address[:2]
        name = str(host)
        return f"http://{f'[{name}]' if ':' in name else name}:{port}{PATH}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, name="health", daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()


def _server(host: str, port: int, pulse: Pulse) -> ThreadingHTTPServer:
    class Window(ThreadingHTTPServer):
        address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        daemon_threads = True  # who asks and does not go on holds nothing up
        block_on_close = False
        allow_reuse_address = os.name != "nt"  # there it would let two programs have one port

        def server_bind(self) -> None:
            """Without asking anybody for our name: on a closed network that takes its time."""
            TCPServer.server_bind(self)
            self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])

    class Answer(BaseHTTPRequestHandler):
        timeout = _PATIENCE
        server_version, sys_version = "bots", ""

        def do_GET(self) -> None:
            if self.path.partition("?")[0] != PATH:
                return self._say(404, {"error": f"there is only {PATH}"})
            well, told = pulse.told()
            return self._say(200 if well else 503, told)

        def _say(self, status: int, told: dict[str, object]) -> None:
            body = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            self.send_header("X-Content-Type-Options", "nosniff")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
            """Who looks every minute is not written down."""

    return Window((host, port), Answer)
