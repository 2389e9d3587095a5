"""A business system in a process of its own: it goes on storing what it got when the robot has died.

It can kill the robot itself, so many milliseconds after a request has arrived: that is how a moment within its own
latency is hit.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bots.testing import FakeSystem

SOCKET = "system.socket"


@dataclass(frozen=True)
class Pace:
    """Seconds from a request to its record, and from there to the answer."""

    store: float = 0.04
    answer: float = 0.03


@dataclass
class DistantSystem(FakeSystem):
    """What the robot sees of it: a record is sent, and the receipt comes back."""

    def store(self, entry: Mapping[str, str]) -> str:
        """Send a record and wait for its receipt number."""
        with socket.socket(socket.AF_UNIX) as line:
            line.connect(str(self.truth_file.with_name(SOCKET)))
            line.sendall(json.dumps({"from": os.getpid(), "entry": dict(entry)}).encode() + b"\n")
            with line.makefile(encoding="utf-8") as answer:
                return answer.readline().strip()


@dataclass
class Server:
    """The system itself. `kill` = (which request, seconds after it has come) at which its sender dies."""

    home: Path
    pace: Pace
    kill: tuple[int, float] | None = None
    _requests: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def listen(self) -> socket.socket:
        """The door, open before anybody knocks."""
        door = socket.socket(socket.AF_UNIX)
        door.bind(str(self.home / SOCKET))
        door.listen()
        return door

    def serve(self, door: socket.socket) -> None:
        """Serve for ever."""
        while True:
            line, _ = door.accept()
            threading.Thread(target=self._serve, args=(line,), daemon=True).start()

    def _serve(self, line: socket.socket) -> None:
        with line, line.makefile(encoding="utf-8") as lines:
            asked = json.loads(lines.readline())
            with self._lock:
                self._requests += 1
                if self.kill is not None and self._requests == self.kill[0]:
                    threading.Timer(self.kill[1], end, (asked["from"],)).start()
            time.sleep(self.pace.store)
            with self._lock:
                receipt = FakeSystem(self.home / "truth.jsonl").store(asked["entry"])
            time.sleep(self.pace.answer)
            with contextlib.suppress(OSError):  # nobody is there to hear it
                line.sendall(receipt.encode() + b"\n")


def end(process: int) -> None:
    """Kill a process, if it is there still."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)
