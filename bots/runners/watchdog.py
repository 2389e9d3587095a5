"""Ends a browser that hangs: a thread with the monotonic clock and the browser's process id."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time


class Watchdog:
    """One per browser. `begin(seconds)` sets a deadline, `end()` takes it away; past it the browser dies."""

    def __init__(self, process: int) -> None:
        self.process = process
        self.fired = False
        self._deadline: float | None = None
        self._changed = threading.Condition()
        self._closed = False
        self._thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)
        self._thread.start()

    def begin(self, seconds: float) -> None:
        """The step that begins now is to end within so long."""
        with self._changed:
            self._deadline = time.monotonic() + seconds
            self._changed.notify()

    def end(self) -> None:
        """The step has ended."""
        with self._changed:
            self._deadline = None

    def close(self) -> None:
        """Watch no more."""
        with self._changed:
            self._closed = True
            self._changed.notify()
        self._thread.join(timeout=2)

    def _watch(self) -> None:
        while True:
            with self._changed:
                if self._closed:
                    return
                left = None if self._deadline is None else self._deadline - time.monotonic()
                if left is None or left > 0:
                    self._changed.wait(left if left is not None else 5.0)
                    continue
                self._deadline = None
                self.fired = True
            end_browser(self.process)


def end_browser(process: int) -> None:
    """Kill the browser and all its processes at once."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":
            subprocess.run(
                ["taskkill", "/T", "/F", "/PID", str(process)],
                capture_output=True,
                check=False,
            )
        elif os.getpgid(process) != os.getpgid(0):
            os.killpg(os.getpgid(process), signal.SIGKILL)
        else:
            os.kill(process, signal.SIGKILL)
