"""A tiny server for the pages of these tests; it keeps what was posted."""

from __future__ import annotations

import contextlib
import importlib.util
import re
import threading
import time
from collections.abc import Callable
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

PAGES = Path(__file__).parent / "pages"
LATER = "<!-- later -->"
TYPES = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".png": "image/png"}


def package(name: str) -> Path:
    """The folder of an installed package, without importing it."""
    found = importlib.util.find_spec(name)
    assert found is not None and found.origin is not None, f"install requirements/pages.txt: {name}"
    return Path(found.origin).parent


SHELVES = {
    "react": lambda: package("nbclassic") / "static" / "components" / "react" / "umd",
    "react-dom": lambda: package("nbclassic") / "static" / "components" / "react-dom" / "umd",
    "vue": lambda: package("nicegui") / "static",
    "admin": lambda: package("django") / "contrib" / "admin" / "static" / "admin",
    "miniwob": lambda: package("miniwob") / "html",
}


class Site:
    """`posted` lists what forms sent, in order: lists of (name, value), decoded."""

    def __init__(self) -> None:
        self.posted: list[list[tuple[str, str]]] = []
        self.files: dict[str, bytes] = {}
        self.extra: dict[str, str] = {}
        self.charsets: dict[str, str] = {}  # of those pages, by path; the others are in UTF-8
        self.status = 200  # of the answer to a form
        self.statuses: dict[str, int] = {}  # the same, by path
        self.body_delay = 0.0  # seconds between the head of that answer and its body
        self.replies: dict[str, Callable[[dict[str, str]], str]] = {}  # by path: what answers a form there
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def take(self, kind: str, body: bytes) -> None:
        """Keep a posted body."""
        if kind.startswith("multipart/"):
            whole = message_from_bytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body)
            fields = []
            names = iter(re.findall(rb'filename="([^"]*)"', body))  # as they were sent: in UTF-8
            for part in whole.walk():
                name = part.get_param("name", header="content-disposition")
                data = part.get_payload(decode=True)
                if name is None or not isinstance(data, bytes):
                    continue
                if part.get_filename() is not None:
                    self.files[next(names).decode()] = data
                else:
                    fields.append((str(name), data.decode()))
            self.posted.append(fields)
            return
        text = body.decode("ascii")
        for encoding in ("utf-8", "cp932"):
            try:
                fields = parse_qsl(
                    text, keep_blank_values=True, encoding=encoding, errors="strict"
                )
            except UnicodeDecodeError:
                continue
            self.posted.append(fields)
            return
        raise AssertionError("a body in neither encoding")


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            path = parts.path.lstrip("/")
            if path.startswith("slow/"):
                time.sleep(float(dict(parse_qsl(parts.query)).get("s", "0.5")))
                path = path.removeprefix("slow/")
            if path.startswith("parts/"):  # the head of the page at once, the rest a second later
                head, rest = site.extra[path.removeprefix("parts/")].split(LATER)
                self._say(200, "text/html; charset=utf-8", head.encode(), 1.0, rest.encode())
                return
            if path.startswith("file/"):
                self._say(200, "application/octet-stream", site.extra[path.removeprefix("file/")].encode())
                return
            if path in site.extra:
                charset = site.charsets.get(path, "utf-8")
                self._say(200, f"text/html; charset={charset}", site.extra[path].encode(charset))
                return
            shelf, _, rest = path.partition("/")
            file = SHELVES[shelf]() / rest if shelf in SHELVES else PAGES / path
            if not path or not file.is_file():
                self._say(404, "text/plain", b"not here")
                return
            data, kind = file.read_bytes(), TYPES.get(file.suffix, "application/octet-stream")
            if file.name.endswith("_cp932.html"):
                self._say(200, "text/html", data.decode("utf-8").encode("cp932"))
            else:
                self._say(200, f"{kind}; charset=utf-8" if "text" in kind else kind, data)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", "0")))
            site.take(self.headers.get("content-type", ""), body)
            page = "<!doctype html><meta charset=utf-8><h1>登録が完了しました</h1>"
            reply = site.replies.get(urlsplit(self.path).path)
            if reply is not None:
                page = reply(dict(site.posted.pop()))
            status = site.statuses.get(urlsplit(self.path).path, site.status)
            self._say(status, "text/html; charset=utf-8", page.encode(), site.body_delay)

        def _say(self, status: int, kind: str, data: bytes, delay: float = 0.0, rest: bytes = b"") -> None:
            """`delay` comes before the body, or before the `rest` of it."""
            self.send_response(status)
            self.send_header("content-type", kind)
            self.send_header("content-length", str(len(data) + len(rest)))
            self.end_headers()
            with contextlib.suppress(ConnectionError):  # the browser has left meanwhile
                if rest:
                    self.wfile.write(data)
                self.wfile.flush()
                time.sleep(delay)
                self.wfile.write(rest or data)

        def log_message(self, *_: object) -> None:
            pass

    return Handler
