"""Commands that ask for what is not there are told the code that the reference shows them with; the right ones are not."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HOME = Path(__file__).parents[2]
CASES = HOME / "tests" / "errors"
ASKED = sorted(case.parent for case in CASES.glob("*/wrong.txt") if not any(case.parent.glob("*.yaml")))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for name in ("config/systems", "recipes"):
        shutil.copytree(HOME / name, tmp_path / name)
    (tmp_path / "config/settings.yaml").write_text("language: ja\n", encoding="utf-8")
    return tmp_path


def told(home: Path, words: list[str]) -> str:
    """What a command says. There is no browser: a run that is begun rightly stops there."""
    command = [sys.executable, "-m", "bots", "-C", str(home), *words]
    environment = os.environ | {"BOTS_BROWSER_PATH": str(home / "none")}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, stdin=subprocess.DEVNULL)
    return done.stdout + done.stderr


@pytest.mark.parametrize("case", ASKED, ids=lambda case: case.name)
def test_what_is_told(case: Path, home: Path) -> None:
    if (case / "project").is_dir():
        shutil.copytree(case / "project", home, dirs_exist_ok=True)
    code = f"[{case.name.split('_')[0]}]"
    for name in ("wrong.txt", "right.txt"):
        bots, *words = shlex.split((case / name).read_text(encoding="utf-8"))
        assert bots == "bots"
        said = told(home, words)
        assert "Traceback" not in said
        assert "使い方:" not in said
        assert (code in said) == (name == "wrong.txt"), said


def test_there_are_such_cases() -> None:
    assert len(ASKED) >= 10
