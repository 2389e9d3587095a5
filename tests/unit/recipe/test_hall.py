"""The hall's own files: its days and its characters."""

from __future__ import annotations

from pathlib import Path

import pytest

from bots.errors import RecipeError
from bots.japan.variants import HEADINGS
from bots.model import Hall, Value
from bots.recipe import check_files
from bots.recipe.hall import load_hall
from bots.values.scope import Scope
from bots.values.templates import expand

HEAD = ",".join(HEADINGS)


def write(home: Path, name: str, text: str, encoding: str = "utf-8") -> None:
    (home / "config").mkdir(exist_ok=True)
    (home / "config" / name).write_text(text, encoding=encoding)


def test_without_files_the_hall_decides_nothing(tmp_path: Path) -> None:
    assert load_hall(tmp_path).hall == Hall()


@pytest.mark.parametrize(
    "text",
    [
        "閉庁日:\n  2026-11-02: 開庁記念日の振替\n  令和9年2月12日: 設備点検\n開庁日: [2027-03-28]\n",
        "closed:\n  - R8.11.2\n  - 2027/2/12\nopen: 2027-03-28\n",
    ],
)
def test_days_in_either_language(tmp_path: Path, text: str) -> None:
    write(tmp_path, "calendar.yaml", text)
    found = load_hall(tmp_path)
    assert (found.hall.closed, found.hall.opened) == (("2026-11-02", "2027-02-12"), ("2027-03-28",))
    assert list(found.sources) == ["config/calendar.yaml"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("閉庁日: [来週]\n", [("R37", 1)]),
        ("閉庁日: [2026-11-02]\n開庁日: [R8.11.2]\n", [("R170", 2)]),
        ("閉庁日: [2026-11-02, R8.11.2, x]\n休み: []\n", [("R29", 1), ("R37", 1), ("R01", 2)]),
        ("閉庁日:\n", [("R10", 1)]),
    ],
)
def test_all_that_is_wrong_with_the_days_is_told_with_its_line(tmp_path: Path, text: str, told: list[tuple[str, int]]) -> None:
    write(tmp_path, "calendar.yaml", text)
    with pytest.raises(RecipeError) as caught:
        load_hall(tmp_path)
    assert sorted((one.code, one.place.line) for one in caught.value.problems) == sorted(told)
    assert {one.place.file for one in caught.value.problems} == {"config/calendar.yaml"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_characters_as_a_spreadsheet_saves_them(tmp_path: Path, encoding: str) -> None:
    write(tmp_path, "substitutes.csv", f"{HEAD}\n髙,U+9AD9,高,U+9AD8,代替,決まり\n﨑,U+FA11,崎,U+5D0E,報告,決まり\n", encoding)
    hall = load_hall(tmp_path).hall
    assert (hall.substitutes, hall.forms) == ({"髙": "高"}, {"﨑": "崎"})


def test_a_large_table_of_the_halls_own_is_taken_and_asked(tmp_path: Path) -> None:
    """As a hall draws it from its 文字情報基盤 work: thousands of lines, most of them outside of the plane that CP932 has."""
    letters = [chr(code) for code in range(0x20000, 0x20000 + 5_000)]
    lines = "".join(f"{one},U+{ord(one):04X},今,U+4ECA,代替,台帳の決まり\n" for one in letters)
    write(tmp_path, "substitutes.csv", f"{HEAD}\n{lines}", "utf-8-sig")
    hall = load_hall(tmp_path).hall
    assert len(hall.substitutes) == len(letters)
    for one in (letters[0], letters[-1]):
        made = expand("<氏名|代替文字>", Scope(row={"氏名": Value(f"{one}田", column="氏名")}, hall=hall))
        assert (made.reveal(), [note.code for note in made.notes]) == ("今田", ["D57"])


@pytest.mark.parametrize(
    ("lines", "code", "line"),
    [
        ("文字,代わり\n", "R171", 1),
        (f"{HEAD}\n髙,U+9AD9,,,代替,x\n", "R172", 2),
        (f"{HEAD}\n髙,U+9AD8,高,U+9AD8,代替,x\n", "R173", 2),
        (f"{HEAD}\n髙,U+9AD9,高,U+9AD8,置換,x\n", "R174", 2),
        (f"{HEAD}\n\ue000,U+E000,高,U+9AD8,代替,x\n", "R175", 2),
        (f"{HEAD}\n髙,U+9AD9,高,U+9AD8,代替,x\n髙,U+9AD9,高,U+9AD8,代替,x\n", "R176", 3),
    ],
)
def test_a_line_of_characters_that_cannot_be_used_is_told(tmp_path: Path, lines: str, code: str, line: int) -> None:
    write(tmp_path, "substitutes.csv", lines)
    with pytest.raises(RecipeError) as caught:
        load_hall(tmp_path)
    problem = caught.value.problem
    assert (problem.code, problem.place.line, problem.place.file) == (code, line, "config/substitutes.csv")


def test_the_check_tells_of_the_halls_own_files_too(tmp_path: Path) -> None:
    write(tmp_path, "calendar.yaml", "閉庁日: [来週]\n")
    (tmp_path / "recipes").mkdir()
    problems, recipes = check_files((), tmp_path)
    assert ([one.code for one in problems], recipes) == (["R37"], 0)


def test_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "substitutes.csv").write_bytes(b"\xff\xfe\x00\x81")
    with pytest.raises(RecipeError) as caught:
        load_hall(tmp_path)
    assert caught.value.problem.code == "R82"
