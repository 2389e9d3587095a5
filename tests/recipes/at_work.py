"""A recipe carried out by the real command, as a child, on practice systems at work."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import openpyxl

from bots import practice
from bots.practice import Practice

HOME = Path(__file__).parents[2]
SYSTEMS: Mapping[str, str] = {
    "library": "library",
    "保育システム": "nursery",
    "住基照会": "residents",
    "国保システム": "insurance",
    "会計システム": "accounting",
}
SYSTEMS_OF_ROBOT = ("library", "hoiku", "juki", "kokuho", "kaikei")
SECRETS = {
    **{f"{name}_user": "robot01" for name in SYSTEMS_OF_ROBOT},
    **{f"{name}_password": "renshu-pass-1" for name in SYSTEMS_OF_ROBOT},
    "kokuho_yakan_user": "clerk01",
    "kokuho_yakan_password": "renshu-pass-2",
}


@contextmanager
def at_work(folder: Path, *names: str) -> Iterator[dict[str, Practice]]:
    """The practice systems that stand for the systems of these names."""
    with ExitStack() as stack:
        lang = {"library": "en"}
        yield {
            name: stack.enter_context(
                practice.start(SYSTEMS[name], folder / SYSTEMS[name], lang=lang.get(name, "ja"))
            )
            for name in names
        }


def run(home: Path, recipe: str, systems: Mapping[str, Practice], *more: str) -> subprocess.CompletedProcess[str]:
    """`bots run` as a child, at the addresses of the systems at work."""
    addresses = [word for name, one in systems.items() for word in ("--address", f"{name}={one.address}")]
    return bots(home, "run", recipe, *addresses, *more)


def approve(home: Path, ran: subprocess.CompletedProcess[str]) -> subprocess.CompletedProcess[str]:
    """A person says yes to every row for which that run waits."""
    told = re.search(r"\b\d{8}-\d{4}-\w{4}\b", ran.stdout)
    assert told is not None, ran.stdout + ran.stderr
    return bots(home, "approve", told[0], "--yes", "--reason", "連絡票と照合")


def bots(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """The command as a child that nobody sits at."""
    secrets = {f"BOTS_SECRET_{name.upper()}": secret for name, secret in SECRETS.items()}
    return subprocess.run(
        [sys.executable, "-m", "bots", "-C", str(home), *words],
        env={**os.environ, **secrets, "PYTHONPATH": str(HOME)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=600,
        check=False,
    )


def results(path: Path, sheet: str, header: int = 1) -> list[dict[str, str]]:
    """The rows of a book that the program wrote, by their headings."""
    head, *rows = openpyxl.load_workbook(path)[sheet].iter_rows(min_row=header, values_only=True)
    return [dict(zip(map(str, head), map(plain, row), strict=False)) for row in rows]


def plain(cell: object) -> str:
    return "" if cell is None else str(cell)
