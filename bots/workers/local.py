"""The worker of one machine: a child process per run, with a pipe that tells it when we are gone."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

Told = dict[str, object]


class LocalWorker:
    """Carries out one run in a child process.

    `tell` is called in this process with everything the child tells (no values).
    `decide` answers a question of the child (`--confirm-first`, 人に確認): True = go on, a text = no, and why,
    None = nobody answers, and the run ends.
    """

    def __init__(
        self, home: Path, tell: Callable[[Told], None], decide: Callable[[Told], bool | str | None]
    ) -> None:
        self._home = home
        self._tell = tell
        self._decide = decide
        self._child: subprocess.Popen[str] | None = None
        self.cut_short = False  # a person ended the child in the middle of its work

    def carry_out(self, run: str, *, headed: bool = False, attended: bool = False, due: int | None = None) -> int:
        """Start the child, pass on what it tells, and wait. Returns its exit code. `attended` = somebody is there
        who can be asked. With `due` it begins that due time of the timetable, and `run` is ""."""
        command = [sys.executable, "-m", "bots.workers.child", "--home", str(self._home)]
        command += [run] if due is None else ["--due", str(due)]
        if headed:
            command.append("--headed")
        if attended:
            command.append("--attended")
        self._child = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            bufsize=1,
            start_new_session=os.name != "nt",  # Ctrl-C is ours to answer; the child ends with its row
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
        assert self._child.stdout is not None
        for line in self._child.stdout:
            told = json.loads(line)
            if told.get("what") == "ask":
                answer = self._decide(told)
                no = f"no {' '.join(answer.split())}".strip() if isinstance(answer, str) else "no"
                self._say("nobody" if answer is None else "go" if answer is True else no)
            else:
                self._tell(told)
        return self._child.wait()

    def stop_after_row(self) -> None:
        """Ask the child to end before its next submit."""
        self._say("stop")

    def stop_now(self) -> None:
        """End the child at once; what was being submitted becomes 要確認."""
        if self._child is None or self._child.poll() is not None:
            return
        self.cut_short = True
        if self._child.stdin:
            self._child.stdin.close()
        try:
            self._child.wait(5)
        except subprocess.TimeoutExpired:
            if os.name == "nt":
                self._child.kill()
            else:
                os.killpg(self._child.pid, signal.SIGKILL)

    def _say(self, word: str) -> None:
        if self._child is None or self._child.stdin is None:
            return
        try:
            self._child.stdin.write(word + "\n")
            self._child.stdin.flush()
        except (BrokenPipeError, ValueError):
            return  # it has ended; its exit code says how


class Interrupts:
    """Ctrl-C and closed terminals: the first lets the row end, the second ends at once."""

    def __init__(self, worker: LocalWorker, told: Callable[[], None]) -> None:
        self._worker = worker
        self._told = told
        self._count = 0
        self._before: dict[int, Any] = {}
        self._lock = threading.Lock()

    def install(self) -> None:
        """Answer the signals from now on; not those that whoever started us had us ignore (nohup, say)."""
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                self._before[number] = signal.signal(number, self._answer)

    def restore(self) -> None:
        """Leave the signals as they were: after the run they belong to what comes next (the menu)."""
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._before.clear()

    def _answer(self, number: int, frame: object) -> None:
        with self._lock:
            self._count += 1
        hangup = number == getattr(signal, "SIGHUP", None)
        if self._count == 1 and not hangup:
            self._told()
            self._worker.stop_after_row()
        else:
            self._worker.stop_now()
