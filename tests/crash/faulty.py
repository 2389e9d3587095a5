"""A business system on a bad network: a raw server that breaks as told for each row, keeps its own list of what it was
sent, and counts every request for itself.

A row's fault strikes when its form is opened or when it is sent. Whether the record was stored before the line broke is
part of the fault: the robot cannot know it.
"""

from __future__ import annotations

import random
import socket
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import BinaryIO
from urllib.parse import parse_qsl, urlsplit

from tests.browser.gate.counting_server import LINGER_RST, Hit, Server, answer

KINDS = (
    "delay", "loss", "reset", "reset before the body", "closed", "408", "5xx", "half-open", "half a head", "half a body",
    "garbage", "session",
)  # fmt: skip
FORM, SUBMIT = "form", "submit"
_STORING = frozenset(KINDS) - {"reset before the body"}  # those that may have the record before they break
_HELD = 20.0  # seconds for which a silent line is kept open, if the other end does not close it

SIGN_IN = (
    "<!doctype html><meta charset=utf-8><title>ログイン</title><h1>ログイン</h1>{more}"
    "<form method=post action=/login><label>利用者ID <input name=user></label><button>ログインする</button></form>"
)
MENU = "<!doctype html><meta charset=utf-8><title>メニュー</title><h1>業務メニュー</h1>"
LOST = "<p>セッションの有効期限が切れました</p>"
# Three requests beside the page leave connections open that a send can use again: there Chromium repeats it.
FORM_PAGE = (
    "<!doctype html><meta charset=utf-8><title>入力</title><h1>入力</h1>"
    """<form method=post action=/keep onsubmit="this.action = '/keep/' + this.no.value">"""
    "<p><label>番号 <input name=no></label><p><label>氏名 <input name=name></label><button>登録</button></form>"
    "<script>for (const i of [1, 2, 3]) fetch('/beside?' + i)</script>"
)
WAIT = "<!doctype html><meta charset=utf-8><title>処理中</title><p>お待ちください"
RECEIPT = "<!doctype html><meta charset=utf-8><title>完了</title><h1>登録が完了しました</h1>"


@dataclass(frozen=True)
class Fault:
    """What happens to a row: `at` which of its requests, once or each time; whether the record is stored before."""

    kind: str
    at: str = SUBMIT
    keeps: bool = False
    once: bool = False
    seconds: float = 0.0
    status: int = 500

    @classmethod
    def drawn(cls, kind: str, chance: random.Random) -> Fault:
        """A fault of that kind, the rest by chance."""
        return cls(
            kind,
            FORM if chance.random() < 0.1 else SUBMIT,
            keeps=kind in _STORING and chance.random() < 0.5,
            once=chance.random() < 0.5,
            seconds=round(chance.uniform(0.1, 0.9), 2),
            status=chance.choice((500, 502, 503)),
        )


@dataclass
class Asked:
    """A request as the system reads it. `sent` and `opened` = the key of the row that is sent, whose form is opened."""

    method: str
    target: str
    session: str
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def sent(self) -> str:
        return self.path.removeprefix("/keep/") if self.method == "POST" and "/keep/" in self.path else ""

    @property
    def opened(self) -> str:
        return dict(parse_qsl(urlsplit(self.target).query)).get("no", "") if self.path == "/form" else ""


class FaultySystem(Server):
    """`reached` counts the sends of each key that came, `kept` holds the records that were stored."""

    def __init__(self, faults: Mapping[str, Fault]) -> None:
        self.faults = dict(faults)
        self.reached: Counter[str] = Counter()
        self.kept: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
        self.signed_in = 0
        self._struck: Counter[str] = Counter()
        self._sessions: set[str] = set()
        self._of_system = threading.Lock()
        super().__init__()

    def _one(self, connection: socket.socket, stream: BinaryIO, number: int) -> bool:
        """Serve one request; whether the connection stays."""
        line = stream.readline().split()
        if len(line) < 3:
            return False
        method, target = line[0].decode(), line[1].decode("latin-1")
        headers: dict[str, str] = {}
        while head := stream.readline().strip():
            name, _, value = head.decode("latin-1").partition(":")
            headers[name.lower()] = value.strip()
        asked = Asked(method, target, headers.get("cookie", "").partition("sid=")[2])
        if asked.sent:
            with self._of_system:
                self.reached[asked.sent] += 1
        fault = self._strikes(asked)
        if fault is not None and fault.kind == "reset before the body" and asked.sent:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_RST)
            return False
        body = stream.read(int(headers.get("content-length", 0)))
        self._count(Hit(method, target, headers, body, number, time.monotonic()))
        asked.fields = dict(parse_qsl(body.decode("ascii"), keep_blank_values=True))
        if fault is None:
            connection.sendall(self._said(asked))
            return True
        return self._broken(connection, fault, asked)

    def _strikes(self, asked: Asked) -> Fault | None:
        key = asked.sent or asked.opened
        fault = self.faults.get(key)
        if fault is None or fault.at != (SUBMIT if asked.sent else FORM):
            return None
        with self._of_system:
            self._struck[key] += 1
            return None if fault.once and self._struck[key] > 1 else fault

    def _said(self, asked: Asked) -> bytes:
        """The answer of the healthy system."""
        if asked.path == "/login":
            return self._signing_in(asked)
        if asked.path in ("/beside", "/favicon.ico"):
            return answer("", kind="text/plain")
        if asked.session not in self._sessions:
            return answer("", code=303, headers=(("Location", "/login?lost"),))
        if asked.sent:
            self._store(asked)
            return answer("", code=303, headers=(("Location", "/done"),))
        return answer({"/form": FORM_PAGE, "/done": RECEIPT}.get(asked.path, MENU))

    def _signing_in(self, asked: Asked) -> bytes:
        if "user" not in asked.fields:
            return answer(SIGN_IN.format(more=LOST if asked.target.endswith("lost") else ""))
        with self._of_system:
            self.signed_in += 1
            session = f"s{self.signed_in}"
            self._sessions.add(session)
        return answer("", code=303, headers=(("Location", "/menu"), ("Set-Cookie", f"sid={session}; Path=/")))

    def _store(self, asked: Asked) -> None:
        with self._of_system:
            self.kept[asked.sent].append(asked.fields)

    def _broken(self, connection: socket.socket, fault: Fault, asked: Asked) -> bool:
        """Break as told. What is stored is stored before."""
        if fault.kind == "delay":
            time.sleep(fault.seconds)
            connection.sendall(self._said(asked))
            return True
        if asked.sent and fault.keeps:
            self._store(asked)
        if fault.kind == "session":
            self._sessions.clear()
            connection.sendall(self._said(asked))
            return True
        return self._line_breaks(connection, fault)

    @staticmethod
    def _line_breaks(connection: socket.socket, fault: Fault) -> bool:
        head, _, page = answer(f"{RECEIPT if fault.keeps else WAIT}{' ' * 400}").partition(b"\r\n\r\n")
        match fault.kind:
            case "reset" | "reset before the body":
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_RST)
            case "408":
                connection.sendall(answer("<p>408", code=408, close=True))
            case "5xx":
                connection.sendall(answer("<meta charset=utf-8><h1>システムエラー</h1>", code=fault.status))
                return True
            case "half a head":
                connection.sendall(head[: len(head) // 2])
                time.sleep(0.1)
            case "half a body":
                connection.sendall(head + b"\r\n\r\n" + page[: len(page) // 2])
                time.sleep(0.1)
            case "garbage":
                connection.sendall(b"\x16\x03\x01 no answer that a browser knows\r\n\r\n")
            case "loss" | "half-open":
                if fault.kind == "half-open":
                    connection.sendall(head + b"\r\n\r\n" + page[:20])
                connection.settimeout(_HELD)
                connection.recv(1)
        return False
