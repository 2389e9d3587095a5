"""`bots check`: folders, forms for programs, and the watch."""

from __future__ import annotations

import json
import os
import sys
from datetime import datetime
from pathlib import Path

import click
import pytest

from bots.cli import checking, main
from bots.testing import FixedClock
from tests.unit.recipe.examples import LIBRARY, NURSERY, project, put

WRONG = NURSERY.replace("  - 入力:", "  - 入カ:", 1)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    project(tmp_path)
    put(tmp_path, "こども課/保育申込", WRONG)
    put(tmp_path, "図書館/カード", LIBRARY)
    return tmp_path


def check(home: Path, *words: str) -> int:
    return main(["-C", str(home), "check", *words])


@pytest.mark.parametrize(
    ("name", "code", "recipes"),
    [("図書館", 0, 1), ("こども課/", 1, 1), ("recipes", 1, 2), ("recipes/図書館", 0, 1), ("config/systems", 0, 0)],
)
def test_a_folder_stands_for_what_lies_in_it(
    home: Path, capsys: pytest.CaptureFixture[str], name: str, code: int, recipes: int
) -> None:
    assert check(home, name) == code
    told = capsys.readouterr().out
    assert not recipes or str(recipes) in told.splitlines()[-1]


def test_it_says_what_a_recipe_promises(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(home, "図書館") == 0
    told = capsys.readouterr().out
    assert "保証 G2（門）: 人が確かめないまま、1件を二度送信しません。" in told
    assert "図書館/カード" in told
    system = next((home / "config/systems").glob("library*"))
    system.write_text(system.read_text("utf-8") + "submits:\n  - mode: click\n", "utf-8")
    assert check(home, "図書館") == 0
    assert "保証 G1（クリック、弱い保証）" in capsys.readouterr().out


def test_a_recipe_that_cannot_be_read_takes_nothing_from_the_others(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "recipes/図書館/あ.yaml").write_bytes(b"\x00")
    assert check(home, "図書館") == 1
    assert "保証 G2（門）" in capsys.readouterr().out


def test_a_recipe_with_mistakes_promises_nothing(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(home) == 1
    told = capsys.readouterr().out
    assert "図書館/カード）" in told
    assert "こども課/保育申込）" not in told


def test_a_recipe_comes_before_a_folder_of_its_name(home: Path) -> None:
    put(home, "こども課", LIBRARY)
    assert check(home, "こども課") == 0
    assert check(home, "こども課/") == 1


def test_a_folder_without_recipes_is_no_recipe(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "recipes" / "空").mkdir()
    assert check(home, "空") == 1
    assert "[R164]" in capsys.readouterr().out


def test_json(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(home, "--format", "json") == 1
    told = json.loads(capsys.readouterr().out)
    assert {key for one in told for key in one} == {
        "file", "line", "column", "severity", "code", "message", "hint"
    }  # fmt: skip
    line = WRONG.split("\n").index("  - 入カ:") + 1
    first = next(one for one in told if one["code"] == "R04")
    assert (first["file"], first["line"], first["column"]) == ("recipes/こども課/保育申込.yaml", line, 5)
    assert "入力" in first["hint"]


def test_github(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home.parent)
    put(home, "a,b:c%", LIBRARY.replace("about:", "abuot:"))
    assert check(home, "--format", "github") == 1
    told = capsys.readouterr().out.splitlines()
    line = WRONG.split("\n").index("  - 入カ:") + 1
    file = f"{home.name}/recipes/こども課/保育申込.yaml"
    assert any(one.startswith(f"::error file={file},line={line},col=5,title=R04::") for one in told)
    assert any(f"{home.name}/recipes/a%2Cb%3Ac%25.yaml,line=2,col=1,title=R01::" in one for one in told)
    assert all(one.startswith(("::error ", "::warning ")) for one in told)
    assert any("%0A" in one for one in told)


def test_the_watch(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    recipe = home / "recipes" / "こども課" / "保育申込.yaml"
    system = home / "config" / "systems" / "保育システム.yaml"
    told: list[str] = []
    cleared: list[bool] = []
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setattr(click, "clear", lambda: cleared.append(True))

    def wait(seconds: float) -> None:
        told.append(capsys.readouterr().out)
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
        if len(told) == 2:
            recipe.write_text(NURSERY)
        elif len(told) == 3:
            system.write_text(system.read_text().replace("目印:", "目じるし:"))
        elif len(told) == 4:
            recipe.unlink()
            recipe.with_name("別.yaml").write_text(NURSERY)
        elif len(told) == 5:
            raise KeyboardInterrupt
        os.utime(home / "recipes")

    assert checking.watching((), home, wait) == 1
    assert "[R04]" in told[0]
    assert told[1] == ""  # nothing has changed
    assert "[R04]" not in told[2]
    assert "[R01]" in told[3]
    assert "[R01]" in told[4]
    assert len(cleared) == 4
    assert all(part in told[2] for part in (":", "Ctrl-C"))


def test_a_system_file_alone_is_not_told_as_no_recipe(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("config/systems", str(home / "config" / "systems" / "library.yaml")):
        assert check(home, name) == 0
        assert capsys.readouterr().out == "誤りはありません。\n"


def test_a_watch_is_for_people(home: Path) -> None:
    assert check(home, "--watch", "--format", "json") == 2


@pytest.mark.parametrize(
    ("moment", "told"),
    [("2027-03-31T14:59:59+00:00", []), ("2027-03-31T15:00:00+00:00", [("L21", 8, "2027-03-31")])],
    ids=["the last second in Tokyo", "the day after"],
)
def test_a_day_of_review_that_is_over_is_told(home: Path, moment: str, told: list[tuple[str, int, str]]) -> None:
    put(home, "こども課/保育申込", NURSERY)
    problems, _ = checking.found(["保育申込"], home, FixedClock(datetime.fromisoformat(moment)))
    assert [(one.code, one.place.line, str(one.words.get("day"))) for one in problems] == told
    assert all(one.severity == "warning" for one in problems)


def test_a_part_that_is_due_is_told_too(home: Path) -> None:
    put(home, "部品", "レシピ: 部品\n概要: {担当: 係, 目的: x, 手作業の分数: 1, 見直し期限: 2026-01-01}\n手順:\n  - メモ: x\n")
    put(home, "全体", "レシピ: 全体\n概要: {担当: 係, 目的: x, 手作業の分数: 1}\n手順:\n  - 呼び出す: 部品\n")
    problems, _ = checking.found(["全体"], home, FixedClock())
    assert [(one.code, one.place.file) for one in problems] == [("L21", "recipes/部品.yaml")]
