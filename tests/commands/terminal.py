"""A terminal that a test can type into and read from: a command as a person sees it."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import time
from types import TracebackType
from typing import Self

from tests.commands.house import Hall, environment


class Terminal:
    """`bots WORDS` in a pseudo terminal. `read` grows with everything that is shown."""

    def __init__(self, hall: Hall, *words: str) -> None:
        self._keys, there = pty.openpty()
        self._child = subprocess.Popen(
            [hall.command, *words],
            stdin=there,
            stdout=there,
            stderr=there,
            cwd=hall.home,
            env=environment(hall.cache, {"TERM": "xterm", "COLUMNS": "100", "NO_COLOR": "1"}),
            preexec_fn=os.setsid,
        )
        os.close(there)
        self.read = ""
        self._seen = 0

    def see(self, text: str, seconds: float = 60) -> str:
        """Wait until `text` is shown, after what was waited for before; all that came up to it."""
        end = time.monotonic() + seconds
        while text not in self.read[self._seen :]:
            assert time.monotonic() < end, f"never shown: {text}\n{self.read}"
            assert self._take(0.2) or self._child.poll() is None, f"ended before: {text}\n{self.read}"
        at = self.read.index(text, self._seen) + len(text)
        shown, self._seen = self.read[self._seen : at], at
        return shown

    def type(self, text: str) -> None:
        """Press keys; a line ends with a new line, as Enter does."""
        os.write(self._keys, text.encode())

    def ctrl_c(self) -> None:
        """What a terminal makes of Ctrl-C, as soon after the question as a hand can do it."""
        time.sleep(0.3)
        os.killpg(self._child.pid, 2)

    def end(self, seconds: float = 60) -> int:
        """Wait for the end; the exit code."""
        end = time.monotonic() + seconds
        while self._child.poll() is None or self._take(0):
            self._take(0.1)
            assert time.monotonic() < end, f"does not end\n{self.read}"
        assert "Traceback" not in self.read, self.read
        return self._child.returncode

    def _take(self, seconds: float) -> bool:
        if not select.select([self._keys], [], [], seconds)[0]:
            return False
        try:
            more = os.read(self._keys, 65536)
        except OSError:  # the other side is closed
            return False
        self.read += more.decode("utf-8", "replace")
        return bool(more)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._child.poll() is None:
            self._child.kill()
            self._child.wait()
        os.close(self._keys)
