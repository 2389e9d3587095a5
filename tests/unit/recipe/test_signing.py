"""L24: who enters into a system signs in to it, wherever the recipe does that."""

from __future__ import annotations

from pathlib import Path

import pytest

from bots.recipe import check, load

from .examples import project, put

HEAD = """\
recipe: x
about: {owner: x, purpose: x, manual_minutes: 1}
uses: [library, 保育システム]
inputs: {No: code 8}
"""
ENTERS = "  - open: New card\n  - fill: {Card number: <No>}\n"
PART = f"{HEAD}steps:\n"


def told(tmp_path: Path, text: str, part: str = "") -> list[tuple[str, int]]:
    folder = project(tmp_path)
    if part:
        put(folder, "part", part)
    found = check(load(put(folder, "試し", text), tmp_path), tmp_path)
    return [(str(one.words["name"]), one.place.line) for one in found if one.code == "L24"]


@pytest.mark.parametrize(
    ("steps", "systems"),
    [
        (ENTERS, [("library", 6)]),
        ("  - do:\n      - open: New card\n      - fill: {Card number: <No>}\n", [("library", 7)]),
        (f"  - login: library\n{ENTERS}", []),
        (f"  - login: 保育システム\n{ENTERS}", [("library", 7)]),
        (f"  - login: library\n{ENTERS}  - open: 申込入力\n  - fill: {{備考: <No>}}\n", [("保育システム", 9)]),
        (f"  - open: /login\n  - click: Sign in\n{ENTERS}", []),
        ("  - open: New card\n  - read: {a: b}\n  - note: <a>\n", []),
        ("  - open: New crad\n  - fill: {Card number: <No>}\n", []),
        (ENTERS.replace("New card", "New card   # bots: ok L24 open to all"), []),
        (f"  - use: part\n    with: {{No: <No>}}\n{ENTERS}", [("library", 8)]),
    ],
)  # fmt: skip
def test_who_enters_signs_in(tmp_path: Path, steps: str, systems: list[tuple[str, int]]) -> None:
    part = f"{PART}  - open: 申込入力\n  - read: {{a: b}}\nreturns: [a]\n"
    assert told(tmp_path, f"{HEAD}steps:\n{steps}", part) == systems


@pytest.mark.parametrize(
    ("part", "systems"),
    [
        (ENTERS, [("library", 6)]),
        (f"  - login: library\n{ENTERS}", []),
        ("  - login: library\n", []),
    ],
)
def test_a_recipe_that_is_called_is_seen_with_its_caller(tmp_path: Path, part: str, systems: list[tuple[str, int]]) -> None:
    own = "  - login: 保育システム\n" if not part.endswith(ENTERS) else ""
    assert told(tmp_path, f"{HEAD}steps:\n{own}  - use: part\n    with: {{No: <No>}}\n", PART + part) == systems


def test_what_could_not_be_read_may_be_the_sign_in(tmp_path: Path) -> None:
    assert told(tmp_path, f"{HEAD}steps:\n  - logni: library\n{ENTERS}") == []


def test_a_screen_may_sign_in_by_how_it_is_opened(tmp_path: Path) -> None:
    folder = project(tmp_path)
    system = folder / "config" / "systems" / "library.yaml"
    opened = "    how:\n      - open: /login\n      - click: Sign in\n    sign:"
    system.write_text(
        system.read_text("utf-8").replace("    address: /cards/new\n    sign:", opened), encoding="utf-8"
    )
    found = check(load(put(folder, "試し", f"{HEAD}steps:\n{ENTERS}"), tmp_path), tmp_path)
    assert [one.code for one in found] == ["L02"]
