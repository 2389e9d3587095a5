"""Starts a practice system as a process of its own and reads back what it took down."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from bots.practice import truth
from bots.practice.faults import Value, check
from bots.practice.systems import SYSTEMS, System
from bots.practice.truth import Entry, Request

READY = "READY "
Environment = Literal["production", "training"]


class PracticeFailed(Exception):
    """A practice system did not start; the text is the last thing it said."""


class Practice:
    """A running practice system; a context manager that ends it. Made by `start`."""

    def __init__(self, system: System, folder: Path, command: list[str], patience: float) -> None:
        self.system = system
        self.folder = folder
        self._process = subprocess.Popen(
            command,
            env=_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
        self._said: list[str] = []
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        self.address = self._wait_until_ready(patience)

    @property
    def pid(self) -> int:
        """The number of its process."""
        return self._process.pid

    def truth(self) -> list[Entry]:
        """What it accepted, oldest first."""
        return truth.entries(self.folder)

    def requests(self) -> list[Request]:
        """Every request it received that was not a GET, oldest first."""
        return truth.requests(self.folder)

    def set_faults(self, **faults: object) -> dict[str, Value]:
        """Switch faults, by the names of `faults.CATALOGUE`. Raises BadFault for a wrong one."""
        return self._post("/practice/faults.json", check(faults))

    def reset(self) -> None:
        """Empty its list, unlock its accounts and switch every fault off."""
        self._post("/practice/reset.json", {})

    def wait(self) -> int:
        """Wait until it ends by itself; its exit code."""
        return self._process.wait()

    def stop(self) -> None:
        """End it; does nothing if it ended already."""
        process = self._process
        if process.stdin is not None and not process.stdin.closed:
            process.stdin.close()
        try:
            process.wait(timeout=8)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        self._listener.join(timeout=5)
        for pipe in (process.stdout, process.stderr):
            if pipe is not None:
                pipe.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _post(self, path: str, body: object) -> dict[str, Value]:
        data = json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(self.address + path, data, headers)
        # A proxy of the place must not be asked for a system on this very machine.
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with direct.open(request, timeout=30) as answer:
            values: dict[str, Value] = json.load(answer)
        return values

    def _listen(self) -> None:
        """Keep the last words of the process; a full pipe would otherwise make it stand still."""
        assert self._process.stderr is not None
        for line in self._process.stderr:
            self._said = [*self._said[-19:], line.rstrip()]

    def _wait_until_ready(self, patience: float) -> str:
        impatient = threading.Timer(patience, self._process.kill)
        impatient.start()
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        impatient.cancel()
        if not line.startswith(READY):
            self.stop()
            raise PracticeFailed("\n".join(self._said) or f"no answer within {patience:g} s")
        return line.removeprefix(READY).strip()


def start(
    system: str,
    folder: Path | str,
    port: int = 0,
    *,
    lang: str = "",
    environment: Environment = "production",
    patience: float = 60,
) -> Practice:
    """Start a practice system on 127.0.0.1 and wait until it listens.

    `system` is a name of SYSTEMS; `folder` takes its truth list, requests and faults; port 0 is a
    free port; `lang` is the language it begins in (its own, if empty); `patience` in seconds.
    A Ctrl-C in the terminal does not end it: whoever started it does, also by ending.
    Raises KeyError for an unknown system, PracticeFailed if it does not come up.
    """
    known = SYSTEMS[system]
    command = [sys.executable, "-m", "bots.practice", known.name, "--port", str(port)]
    command += ["--folder", str(Path(folder).absolute()), "--environment", environment]
    command.append("--until-stdin-closes")
    if lang:
        command += ["--seed-lang", lang]
    return Practice(known, Path(folder), command, patience)


def _environment() -> dict[str, str]:
    """That of this process, with the place this program was loaded from, wherever one stands."""
    root = str(Path(__file__).resolve().parents[2])
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONIOENCODING": "utf-8"}
