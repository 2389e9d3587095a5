"""The rules of the house, as tests: imports go down, style, types, sizes, READMEs."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parents[2]
OWN = {"bots", "config", "docs", "recipes", "requirements", "tests"}
BOTS = sorted((HOME / "bots").rglob("*.py"))


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=HOME, capture_output=True, text=True, check=False
    )


def test_imports_only_go_down() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        cwd=HOME,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_style_is_the_house_style() -> None:
    done = run("ruff", "check", ".")
    assert done.returncode == 0, done.stdout


def test_types_hold() -> None:
    done = run("mypy")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", BOTS, ids=lambda path: str(path.relative_to(HOME)))
def test_a_file_says_what_it_is_for_and_is_not_too_long(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if path.stat().st_size == 0 or "migrations" in path.parts:
        return
    assert ast.get_docstring(ast.parse(text)), f"{path} has no docstring"
    assert text.count("\n") <= 480, f"{path} groans: split it at a joint"


def test_every_folder_of_the_program_has_a_readme_of_at_most_60_lines() -> None:
    folders = {path.parent for path in BOTS if "migrations" not in path.parts}
    for folder in sorted(folders):
        if any(parent.name == "practice" for parent in folder.parents):
            continue
        readme = folder / "README.md"
        assert readme.exists(), f"{folder.relative_to(HOME)} has no README.md"
        assert len(readme.read_text(encoding="utf-8").splitlines()) <= 60, readme


def test_no_text_of_the_project_names_a_download_address() -> None:
    address = re.compile(r"https?://[^ \"]+/(simple|packages)/|https?://[^ \"]+\.(whl|tgz|deb)")
    texts = {".txt", ".md", ".toml", ".yaml", ".py", ".in"}
    own = [path for path in HOME.iterdir() if path.name in OWN or path.suffix in texts]
    files = [one for path in own for one in (path.rglob("*") if path.is_dir() else [path])]
    assert len(files) > 300
    for path in files:
        if path.suffix in texts and path.is_file():
            text = path.read_text(encoding="utf-8", errors="replace")
            assert not address.search(text), path.relative_to(HOME)


def test_every_recipe_is_carried_out_by_some_test() -> None:
    """A recipe under recipes/ is run in a browser by the table of tests/recipes/test_screens.py, or has a page of
    tests of its own (`RECIPE = …`) beside it; a part is run by the recipe that calls it."""
    tests = HOME / "tests" / "recipes"
    table = (tests / "test_screens.py").read_text(encoding="utf-8")
    cases = re.search(r"^CASES:.*?^}", table, re.MULTILINE | re.DOTALL)
    assert cases is not None
    run = set(re.findall(r'^    "(.+?)": \(', cases[0], re.MULTILINE))
    for path in tests.glob("test_*.py"):
        run |= set(re.findall(r'^RECIPE = "(.+?)"$', path.read_text(encoding="utf-8"), re.MULTILINE))
    recipes = {
        path.relative_to(HOME / "recipes").with_suffix("").as_posix(): path.read_text(encoding="utf-8")
        for path in (HOME / "recipes").rglob("*.yaml")
    }
    for name in sorted(run & set(recipes)):
        run |= set(re.findall(r"^ *- (?:呼び出す|use): (.+)$", recipes[name], re.MULTILINE))
    found = set(recipes)
    assert found == run, "recipes without a run, or runs without a recipe"


def test_no_two_scripts_of_pages_give_one_name() -> None:
    """All of them hang on one object: the later would take the name from the earlier without a word."""
    owners: dict[str, set[str]] = {}
    for path in sorted((HOME / "bots" / "runners").glob("*.js")):
        for name in re.findall(r"\bhands\.(\w+) = ", path.read_text("utf-8")):
            owners.setdefault(name, set()).add(path.name)
    assert {name: sorted(files) for name, files in owners.items() if len(files) > 1} == {}


def test_every_question_forgets_what_was_typed_before_it() -> None:
    asking = re.compile(r"click\.(?:prompt|confirm|pause|getchar)\(|(?<![\w.])input\(")
    found = [path for path in (HOME / "bots").rglob("*.py") if asking.search(path.read_text(encoding="utf-8"))]
    assert [path.name for path in found] == ["asking.py"]
