"""A PostgreSQL server of the tests' own: made in a temporary folder, reached by a socket in it and a free port, and gone
with the process that started it, also when that is killed.

Root cannot run a server: then it runs as the distribution's user for it, or as nobody.
"""

from __future__ import annotations

import os
import pwd
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import psycopg

USER, PASSWORD = "bots", "renshu-pass-9"
OLDEST = 15
_ROOM = 600 << 20  # bytes
# Ends the server when its standard input ends: the tests have ended, or were killed. Then the folder goes too.
_WATCH = '"$@" & read word; kill -INT $!; wait $!; [ "$word" = keep ] || rm -rf "$0"'


def programs() -> Path:
    """Where initdb and postgres of the newest release are."""
    found = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if (path / "initdb").exists()]
    beside = shutil.which("initdb")
    found += [Path(beside).resolve().parent] if beside else []
    told = {path: re.search(r"\) (\d+)", _says(path / "postgres")) for path in found}
    new = [path for path, version in told.items() if version and int(version[1]) >= OLDEST]
    assert new, "PostgreSQL 15 or later is not there: python3 bootstrap.py test installs it"
    return new[-1]


def _says(program: Path) -> str:
    return subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout


def _quick_place() -> Path | None:
    """Memory, where there is room: nothing here proves what a disk keeps, and thousands of commits would wait for it."""
    memory = Path("/dev/shm")
    room = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > _ROOM
    return memory if room else None


def _other_user() -> dict[str, Any]:
    """Words for subprocess: as whom the server runs."""
    if os.geteuid():
        return {}
    names = {one.pw_name for one in pwd.getpwall()}
    user = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


class Server:
    """The server, running. Databases are made and dropped in it."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="bots-pg-", dir=_quick_place()))
        self._bin, self._as = programs(), _other_user()
        if self._as:
            os.chown(self.folder, self._as["user"], self._as["group"])
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self._watch: subprocess.Popen[bytes] | None = None
        data = self.folder / "data"
        words = ["--no-sync", "-E", "UTF8", "--locale=C", "-U", "postgres", "--auth=scram-sha-256"]
        made: list[str | Path] = [self._bin / "initdb", "-D", data, *words, f"--pwfile={self._pwfile()}"]
        subprocess.run(made, check=True, stdout=subprocess.DEVNULL, cwd=self.folder, **self._as)
        (data / "pg_hba.conf").write_text(
            "local all postgres trust\nlocal all all scram-sha-256\nhost all all 127.0.0.1/32 scram-sha-256\n"
        )
        self.start()
        self.sql(f"CREATE ROLE {USER} LOGIN PASSWORD '{PASSWORD}'")

    def _pwfile(self) -> Path:
        file = self.folder / "pw"
        file.write_text("unused\n")
        file.chmod(0o644)
        return file

    def start(self, **settings: str) -> None:
        """Start it, with such settings beside the usual ones; it answers when this returns."""
        told = {"listen_addresses": "127.0.0.1", "unix_socket_directories": str(self.folder), **settings}
        words = [word for name, value in told.items() for word in ("-c", f"{name}={value}")]
        command: list[str | Path] = [self._bin / "postgres", "-D", self.folder / "data", "-p", str(self.port), *words]
        log = (self.folder / "log").open("ab")
        with log:
            self._watch = subprocess.Popen(
                ["/bin/sh", "-c", _WATCH, self.folder, *command],
                stdin=subprocess.PIPE, stdout=log, stderr=log, cwd=self.folder, **self._as,
            )  # fmt: skip
        until = time.monotonic() + 20
        while True:
            try:
                self.sql("SELECT 1")
            except psycopg.OperationalError:
                assert time.monotonic() < until, (self.folder / "log").read_text()
                time.sleep(0.05)
            else:
                return

    def stop(self) -> None:
        """Stop it as for an upgrade of the system: whoever is connected is cut off. It can be started again."""
        self._end(b"keep\n")

    def close(self) -> None:
        """Stop it, and its folder goes."""
        self._end(b"\n")

    def _end(self, word: bytes) -> None:
        if self._watch is not None:
            self._watch.communicate(word)
            self._watch = None

    # ------------------------------------------------------------------ databases

    def sql(self, text: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        """Say something to it as its owner."""
        with psycopg.connect(host=str(self.folder), port=self.port, user="postgres", dbname=database, autocommit=True) as at:
            told = at.execute(text.encode())
            return list(told.fetchall()) if told.description else []

    def make(self, name: str, template: str = "template0") -> str:
        """A database of the user's own; its address."""
        self.sql(f"CREATE DATABASE {name} TEMPLATE {template} OWNER {USER}")
        return self.address(name)

    def drop(self, name: str) -> None:
        """Away with it, whoever is connected."""
        self.sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def address(self, name: str, **more: str) -> str:
        """How the setting `database` names it, by TCP."""
        words: Mapping[str, str] = more
        query = "&".join(f"{key}={value}" for key, value in words.items())
        return f"postgresql://{USER}@127.0.0.1:{self.port}/{name}" + (f"?{query}" if query else "")
