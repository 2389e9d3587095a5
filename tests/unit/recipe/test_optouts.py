"""Advice that was looked at: one code, one line, a reason; what does nothing is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from bots.recipe import check, load, system_file

from .examples import LIBRARY, LIBRARY_SYSTEM, project, put


def told(folder: Path, line: str) -> list[str]:
    """The codes told of a recipe with that line before its submit."""
    text = LIBRARY.replace("  - submit:", f"{line}\n  - submit:")
    path = put(project(folder), "试し", text)
    return [one.code for one in check(load(path, folder), folder)]


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("  - wait: 5s", ["L05"]),
        ("  - wait: 5s  # bots: ok L05 the print screen shows nothing", []),
        ("  - wait: 5s  # Bots : OK L05, the print screen shows nothing", []),
        ("  - 待つ: 5秒 # 確認済み L05 帳票の画面には何も出ないため", []),
        ("  - 待つ: 5秒 # 確認済み：Ｌ０５　帳票の画面には何も出ないため", []),
        ("  - wait: 5s  # bots: ok l05 A4 is printed", []),
        ("  - wait: 5s  # bots: ok L05", ["L05", "L13"]),
        ("  - wait: 5s  # bots: ok L05 \u3000 ", ["L05", "L13"]),
        ("  - wait: 5s  # bots: ok it is slow", ["L05", "L13"]),
        ("  - wait: 5s  # bots: ok", ["L05", "L13"]),
        ("  - wait: 5s  # 確認済み 佐藤 R8.11.23", ["L05"]),  # a remark like others
        ("  - wait: 5s  # bots: okay L05 no such word", ["L05"]),
        ("  - wait: 5s  # bots: ok L04 another one", ["L05", "L14"]),
        ("  # bots: ok L05 on a line of its own\n  - wait: 5s", ["L14", "L05"]),
        ("  - wait: 5s\n    name: x  # bots: ok L05 a line too late", ["L05", "L14"]),
        ("  - click: css=a  # bots: ok L04 no words on it", []),
        ("  - click: [css=a, Save]  # bots: ok L04 L03 a draft only", []),
        ("  - click: [css=a, Save]  # bots: ok L04 a draft only", ["L03"]),
        ("  - click: [css=a, Save]  # bots: ok L04, L05 a draft only", ["L03", "L14"]),
        ("  - wait: soon  # bots: ok R58 a mistake is never silenced", ["R58", "L14"]),
        ("  - note: 'x # bots: ok L05 of a text'", []),
        ('  - note: "x # bots: ok"', []),
        ("  - note: |\n      x # bots: ok L05 of a text", []),
        ("  - note: x  # bots: ok L14 nothing", ["L14"]),
        ("  - note: x  # bots: ok L13 nothing  # bots: ok L14 nothing", ["L14"]),
    ],
)
def test_what_is_told(tmp_path: Path, line: str, codes: list[str]) -> None:
    assert told(tmp_path, line) == codes


def test_the_same_advice_elsewhere_is_told(tmp_path: Path) -> None:
    lines = "  - wait: 5s  # bots: ok L05 the print screen shows nothing\n  - wait: 6s"
    text = LIBRARY.replace("  - submit:", f"{lines}\n  - submit:")
    path = put(project(tmp_path), "x", text)
    found = check(load(path, tmp_path), tmp_path)
    assert [(one.code, path.read_text("utf-8").splitlines()[one.place.line - 1].strip()) for one in found] == [
        ("L05", "- wait: 6s")
    ]


def test_in_a_system_file_too(tmp_path: Path) -> None:
    project(tmp_path)
    path = tmp_path / "config" / "systems" / "library.yaml"
    line = "  - click: css=button"
    for remark, codes in {"": ["L04"], "  # bots: ok L04 it has no words": [], "  # bots: ok L05 no": ["L04", "L14"]}.items():
        path.write_text(LIBRARY_SYSTEM.replace("  - click: Sign in", line + remark), encoding="utf-8")
        assert [one.code for one in system_file("library", tmp_path).found] == codes


def test_it_stands_in_no_other_file(tmp_path: Path) -> None:
    """A remark of the recipe on the line that the system's advice has by chance."""
    project(tmp_path)
    path = tmp_path / "config" / "systems" / "library.yaml"
    path.write_text(LIBRARY_SYSTEM.replace("  - click: Sign in", "  - click: css=button"), encoding="utf-8")
    (place,) = [one.place for one in system_file("library", tmp_path).found]
    lines = LIBRARY.splitlines()
    lines[place.line - 1] += "  # bots: ok L04 not here"
    recipe = put(tmp_path, "x", "\n".join(lines) + "\n")
    codes = sorted(one.code for one in check(load(recipe, tmp_path), tmp_path))
    assert codes == ["L04", "L14"]
