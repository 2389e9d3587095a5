"""One file of all that a machine without internet needs: made here, unpacked elsewhere, set up without any index."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parents[2]


def bootstrap(folder: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "bootstrap.py", *words, "--lang", "en"]
    return subprocess.run(command, cwd=folder, env=os.environ | variables, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an unpacked bundle."""
    place = tmp_path_factory.mktemp("closed")
    made = bootstrap(HERE, "bundle", str(place / "new" / "all.zip"))
    assert made.returncode == 0, made.stderr
    assert "python3 -m zipfile -e all.zip ." in made.stdout
    assert "libatomic1" in made.stdout
    with zipfile.ZipFile(place / "new" / "all.zip") as packed:
        packed.extractall(place)
    return place / "bots"


def test_a_bundle_sets_up_where_no_index_is_within_reach(unpacked: Path) -> None:
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_EXTRA_INDEX_URL": "", "PIP_FIND_LINKS": "", "PIP_NO_CACHE_DIR": "1"}
    done = bootstrap(unpacked, "setup", **nowhere)
    assert done.returncode == 0, done.stdout + done.stderr
    command = unpacked / ".venv" / "bin" / "bots"
    told = subprocess.run([command, "--version"], capture_output=True, text=True, check=True)
    assert "bots" in told.stdout


def test_a_bundle_holds_nothing_of_what_was_done_in_its_folder(unpacked: Path) -> None:
    names = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*") if ".venv" not in path.parts}
    assert {"bots/cli/__init__.py", "recipes/保育申込.yaml", "requirements/bots.txt", "wheels/python.txt"} <= names
    assert not [name for name in names if name.startswith(("data/", ".git/")) or name.endswith((".log", "secrets.yaml", "_結果.xlsx"))]


def test_a_bundle_of_another_kind_of_machine_is_told(unpacked: Path, tmp_path: Path) -> None:
    (tmp_path / "wheels").mkdir()
    (tmp_path / "requirements").mkdir()
    for name in ("bootstrap.py", "requirements/bots.txt"):
        (tmp_path / name).write_bytes((unpacked / name).read_bytes())
    (tmp_path / "wheels" / "python.txt").write_text("Python 3.9, win-amd64")
    done = bootstrap(tmp_path, "setup")
    assert (done.returncode, "This bundle is for Python 3.9, win-amd64" in done.stdout) == (2, True)


def test_a_folder_that_was_worked_in_is_refused_where_git_does_not_tell_what_is_its(unpacked: Path, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "bootstrap.py").write_bytes((unpacked / "bootstrap.py").read_bytes())
    done = bootstrap(tmp_path, "bundle", str(tmp_path / "all.zip"))
    assert (done.returncode, "fresh copy" in done.stdout, (tmp_path / "all.zip").exists()) == (2, True, False)
