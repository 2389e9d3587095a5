"""READMEs and handbooks are true: commands, options, settings, states, ports, links."""

from __future__ import annotations

import re
import textwrap
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import get_type_hints

import click
import pytest

from bots.cli import COMMANDS, group
from bots.evidence.words import STATE_WORDS, UNFINISHED
from bots.recipe import check_files
from bots.settings import Settings

HOME = Path(__file__).parents[2]
HANDBOOKS = sorted((HOME / "docs").glob("*.md"))
PAGES = [
    *HANDBOOKS,
    *sorted((HOME / "docs" / "decisions").glob("*.md")),
    *(HOME / name for name in ("README.md", "README.ja.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    HOME / "recipes" / "README.md",
    HOME / "recipes" / "SAMPLES.md",
    HOME / "logs" / "README.md",
]
READERS = ("clerk", "recipes", "screens", "it", "auditor", "japanese-data", "upkeep")
CODE = re.compile(r"`([^`\n]+)`")


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def name_of(path: Path) -> str:
    return str(path.relative_to(HOME))


def command_lines(text: str) -> list[list[str]]:
    """Every `bots …` in code marks, as words."""
    found = [code.split() for code in CODE.findall(text)]
    return [words for words in found if words[0] == "bots" and len(words) > 1]


def options_of(command: str) -> set[str]:
    made = group.get_command(click.Context(group), command)
    assert made is not None
    return {name for option in made.params for name in option.opts}


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_every_command_and_option_exists(path: Path) -> None:
    everywhere = {name for option in group.params for name in option.opts}
    for words in command_lines(text_of(path)):
        if words[1] in ("…", "-C"):
            continue
        assert words[1] in COMMANDS, words
        known = options_of(words[1]) | everywhere
        assert {word for word in words if word.startswith("--")} <= known, words


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_every_link_leads_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)\)", text_of(path)):
        if not target.startswith("http"):
            assert (path.parent / target).exists(), target


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_a_page_is_short_enough_to_be_read(path: Path) -> None:
    lines = len(text_of(path).splitlines())
    limit = 200
    if path.name == "README.md":
        limit = 60
    elif path.parent.name == "decisions":
        limit = 30
    elif path.name == "CHANGELOG.md":  # looked up, not read
        limit = 400
    assert lines <= limit


@pytest.mark.parametrize("reader", READERS)
def test_both_languages_say_the_same_heading_by_heading(reader: str) -> None:
    pages = [text_of(HOME / "docs" / f"{reader}{lang}.md") for lang in ("", ".ja")]
    shapes = [re.findall(r"^(#+) ", page, re.MULTILINE) for page in pages]
    assert shapes[0] == shapes[1]
    tables = [len(re.findall(r"^\|", page, re.MULTILINE)) for page in pages]
    assert tables[0] == tables[1]


def settings_of(kind: type, before: str = "") -> list[str]:
    hints = get_type_hints(kind)
    found = []
    for one in fields(kind):
        if is_dataclass(hints[one.name]):
            found += settings_of(hints[one.name], f"{before}{one.name}.")
        elif one.name != "home":
            found.append(before + one.name)
    return found


@pytest.mark.parametrize("page", ["it.md", "it.ja.md"])
def test_the_it_handbook_tells_of_every_setting(page: str) -> None:
    text = text_of(HOME / "docs" / page)
    for name in settings_of(Settings):
        told = name if name != "browser.height" else "height"
        assert f"`{told}`" in text, name
        variable = "BOTS_LANG" if name == "language" else "BOTS_" + name.upper().replace(".", "_")
        together = name == "browser.height" or name.startswith("notify.")
        assert variable in text or together, variable


@pytest.mark.parametrize("page", ["clerk.md", "clerk.ja.md"])
def test_the_clerk_handbook_tells_of_every_state(page: str) -> None:
    lang = "ja" if ".ja" in page else "en"
    lines = [line for line in text_of(HOME / "docs" / page).splitlines() if line.startswith("|")]
    for state in [*STATE_WORDS.values(), UNFINISHED]:
        word = state.word(lang)
        told = [line for line in lines if line.split("|")[1].strip() == state.mark]
        assert any(word in line for line in told), word


def test_the_glossary_tells_of_every_state() -> None:
    text = text_of(HOME / "docs" / "glossary.md")
    for name, state in STATE_WORDS.items():
        assert f"| {name} | {state.ja} | {state.mark} |" in text
    assert f"{UNFINISHED.ja} {UNFINISHED.mark}" in text


def test_every_decision_is_listed_and_has_its_four_parts() -> None:
    folder = HOME / "docs" / "decisions"
    listed = text_of(folder / "README.md")
    pages = sorted(folder.glob("[0-9]*.md"))
    assert len(pages) >= 13
    for path in pages:
        assert path.name in listed
        for part in ("Context", "Choice", "Rejected", "Consequence"):
            assert f"**{part}.**" in text_of(path), path.name


@pytest.mark.parametrize("page", ["it.md", "it.ja.md"])
def test_ports_and_users_of_the_practice_systems_are_told(page: str) -> None:
    from bots.practice.accounts import ACCOUNTS
    from bots.practice.systems import SYSTEMS

    text = text_of(HOME / "docs" / page)
    for name, system in SYSTEMS.items():
        row = next(line for line in text.splitlines() if line.startswith(f"| `{name}`"))
        assert str(system.production_port) in row
        assert str(system.training_port) in row
    user, password = next(iter(ACCOUNTS.items()))
    assert f"`{user}` / `{password}`" in text


BLOCK = re.compile(r"^```yaml\n(.*?)^```", re.M | re.S)
OF_RECIPES = [page for page in HANDBOOKS if page.name.split(".")[0] in ("clerk", "recipes", "screens")]
PIECES = [
    pytest.param(page, block, id=f"{page.name} {n}")
    for page in OF_RECIPES
    for n, block in enumerate(BLOCK.findall(text_of(page)), 1)
]
WRITTEN = ("Y", "R01", "R02", "R03", "R04", "R05", "R06", "R08")  # how it is written, whatever stands around it


@pytest.mark.parametrize(("page", "block"), PIECES)
def test_what_a_handbook_shows_of_a_recipe_is_written_rightly(page: Path, block: str, tmp_path: Path) -> None:
    """Pieces stand without what is around them: names and columns of theirs need not be there."""
    top, steps = ("レシピ", "行ごと") if page.name.endswith(".ja.md") else ("recipe", "each_row")
    piece = f"{steps}:\n{textwrap.indent(textwrap.dedent(block), '  ')}" if block.lstrip().startswith("-") else block
    if not piece.startswith(f"{top}:"):
        piece = f"{top}: 試し\n{piece}"
    file = tmp_path / "recipes" / "piece.yaml"
    file.parent.mkdir()
    file.write_text(piece, encoding="utf-8")
    problems, _ = check_files([str(file)], tmp_path)
    assert [f"{one.code} {one.place}" for one in problems if one.code.startswith(WRITTEN)] == []
