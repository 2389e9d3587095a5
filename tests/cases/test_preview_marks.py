"""A preview shows what hides in a cell, and no cell breaks its table."""

from __future__ import annotations

from pathlib import Path

import pytest

from bots.app.preflight import facts_of
from bots.app.preview import preview_of
from bots.app.request import Asked
from bots.cli.previewing import show_preview
from bots.evidence.show import terminal_text
from tests.hall import RECIPE, Hall

NAME = "髙橋\r\n一\x07\u202e"


def test_control_characters_and_ends_of_lines_are_marks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = Hall.open(tmp_path, (), RECIPE.replace("一覧.xlsx", "一覧.csv"))
    lines = [f'0001,"{NAME}",', "0002,髙橋,"]
    (one.home / "recipes/一覧.csv").write_bytes("\n".join(["番号,氏名,区分", *lines]).encode())
    found = preview_of(one.project, Asked(recipe="登録"))
    show_preview(facts_of(one.project, found, "ja"), everything=True)
    shown = capsys.readouterr().out
    assert not {"\r", "\x07", "\u202e"} & set(shown)
    assert [line for line in shown.split("\n") if line[:1].isdigit()] == ["2   0001  髙橋[U+000D]⏎一[U…", "3   0002  髙橋"]
    assert found.lines[0][2] == NAME  # what goes into the field is as it was


def test_every_misleading_character_has_a_mark() -> None:
    assert terminal_text(NAME) == "髙橋[U+000D]⏎一[U+0007][U+202E]"
