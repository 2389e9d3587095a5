"""A copy of the whole house with an environment of its own, and a hall made with its `bots init`.

The copy is what a newcomer has after `python3 bootstrap.py setup`; commands are run by its
`.venv/bin/bots`, as children, with nothing on the way. Sheets are cut short so that a run takes seconds.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import site
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import openpyxl

from bots.practice import SYSTEMS, Practice

HOME = Path(__file__).resolve().parents[2]
PARTS = ("bootstrap.py", "bots", "config", "recipes", "requirements")
# Rows that are left out of the copy's sheets, first the later ones: what stays are the first good rows
# and, as the last row, one that the checks refuse.
CUT = {"入所申込一覧.xlsx": ((19, 99), (9, 9)), "card_applications.xlsx": ((12, 99), (9, 2))}
# Rows 4 to 12 are nine good ones; more than a test uses up.
LONGER = {"入所申込一覧.xlsx": ((19, 99), (13, 5)), "card_applications.xlsx": ((12, 99),)}


@dataclass(frozen=True)
class Done:
    """How a child ended and what it said."""

    words: tuple[str, ...]
    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        """Everything that it said, for messages of tests."""
        return f"$ {' '.join(self.words)}\n{self.out}{self.err}(exit code {self.code})"


def environment(cache: Path, more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Of a clerk's terminal: nothing of ours but the browser, no screen, and a stand-in for the desktop's opener."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name == "BOTS_BROWSER_PATH" or not name.startswith(("BOTS_", "PYTHON", "DISPLAY", "WAYLAND", "LC_", "LANG"))
    }
    kept |= {"LC_ALL": "C.UTF-8", "BOTS_LANG": "ja"}
    kept["PATH"] = f"{cache / 'bin'}{os.pathsep}{kept['PATH']}"
    return kept | dict(more or {})


def copy_house(place: Path, bootstrap: ModuleType) -> Path:
    """The house in `place`, with an environment that `bootstrap.py` finds up to date."""
    house = place / "house"
    house.mkdir()
    for part in PARTS:
        source, target = HOME / part, house / part
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    (house / "logs").mkdir()
    cut_sheets(house / "recipes", CUT)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(house / ".venv")], check=True)
    packages = next((house / ".venv").glob("lib/python*/site-packages"))
    ours = [path for path in site.getsitepackages() if Path(path).is_dir()]
    (packages / "installed.pth").write_text("\n".join(ours), encoding="utf-8")
    stamps = house / ".venv" / "bots-stamps"
    stamps.mkdir()
    for name, _ in (*bootstrap.PROGRAM, *bootstrap.TESTS):
        text = (house / "requirements" / name).read_bytes()
        (stamps / name).write_text(hashlib.sha256(text).hexdigest())
    (stamps / "python").write_text(sys.version)
    opener = place / "bin" / "xdg-open"
    opener.parent.mkdir()
    opener.write_text('#!/bin/sh\necho "$1" >> "$(dirname "$0")/opened"\n')
    opener.chmod(0o755)
    return house


def cut_sheets(recipes: Path, cuts: Mapping[str, Sequence[tuple[int, int]]]) -> None:
    """Cut the sample sheets short."""
    for name, parts in cuts.items():
        book = openpyxl.load_workbook(recipes / name)
        for first, count in parts:
            book.worksheets[0].delete_rows(first, count)
        book.save(recipes / name)


@dataclass
class Hall:
    """A project folder whose systems are practice systems at work, and the command."""

    home: Path
    house: Path
    cache: Path
    systems: Mapping[str, Practice]

    @classmethod
    def make(
        cls,
        home: Path,
        house: Path,
        systems: Mapping[str, Practice],
        cuts: Mapping[str, Sequence[tuple[int, int]]] | None = None,
    ) -> Hall:
        """`bots init`, then the addresses of the running systems; their lists are emptied."""
        hall = cls(home, house, house.parent, systems)
        made = hall.bots("init", str(home), cwd=house)
        assert made.code == 0, made.said
        for path in (home / "config" / "systems").glob("*.yaml"):
            text = path.read_text(encoding="utf-8")
            for name, system in systems.items():
                system.reset()
                text = text.replace(f":{SYSTEMS[name].training_port}\n", f":{system.address[17:]}\n")
            path.write_text(text, encoding="utf-8")
        if cuts is not None:
            for name in cuts:
                shutil.copy(HOME / "recipes" / name, home / "recipes" / name)
            cut_sheets(home / "recipes", cuts)
        return hall

    @property
    def command(self) -> str:
        """What `bootstrap.py setup` left."""
        return str(self.house / ".venv" / "bin" / "bots")

    def bots(
        self, *words: str, stdin: str = "", env: Mapping[str, str] | None = None, cwd: Path | None = None
    ) -> Done:
        """Run `bots WORDS` in the hall; `stdin` is what a person types, after which it is closed."""
        return self.run([self.command, *words], stdin, env, cwd or self.home)

    def run(
        self, command: Sequence[str], stdin: str, env: Mapping[str, str] | None, cwd: Path
    ) -> Done:
        """Run a command as a child and wait. Nothing that is run here may end in a traceback."""
        child = subprocess.run(
            command,
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=cwd,
            env=environment(self.cache, env),
            timeout=240,
            check=False,
        )
        done = Done(tuple(command), child.returncode, child.stdout, child.stderr)
        assert "Traceback" not in done.said, done.said
        return done

    def begin(self, *words: str) -> subprocess.Popen[str]:
        """Start `bots WORDS` and leave it running; its questions come on stderr."""
        return subprocess.Popen(
            [self.command, *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            cwd=self.home,
            env=environment(self.cache, {"PYTHONUNBUFFERED": "1"}),
        )

    def entered(self, system: str = "childcare") -> list[str]:
        """The keys in the system's own list."""
        return [entry.key for entry in self.systems[system].truth()]
