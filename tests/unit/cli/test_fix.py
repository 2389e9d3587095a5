"""`bots fix`: what is shown, what is asked, what is written and kept."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import pytest

from bots.cli import main
from bots.cli.fixing import _COLOURS
from bots.cli.language import asked
from tests.unit.recipe.examples import LIBRARY, NURSERY, project, put

WRONG = NURSERY.replace("  - 確定:", "  ー 確定：")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    project(tmp_path)
    put(tmp_path, "こども課/保育申込", WRONG)
    put(tmp_path, "図書館/カード", LIBRARY)
    return tmp_path


def fix(home: Path, *words: str) -> int:
    return main(["-C", str(home), "fix", *words])


def wrong(home: Path) -> Path:
    return home / "recipes" / "こども課" / "保育申込.yaml"


def names(home: Path) -> list[str]:
    return sorted(path.name for path in home.rglob("*.yaml*"))


def at_a_terminal(monkeypatch: pytest.MonkeyPatch, answer: bool) -> list[str]:
    asked: list[str] = []

    def confirm(text: str, default: bool) -> bool:
        assert default is False
        asked.append(text)
        return answer

    monkeypatch.setattr(click, "confirm", confirm)
    monkeypatch.setattr("bots.cli.asking.forget_typed", lambda: None)  # there is no terminal to forget it
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    return asked


def test_without_a_terminal_it_only_shows(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = names(home)
    assert fix(home) == 0
    told = capsys.readouterr().out
    assert "-  ー 確定：ボタン" not in told  # the colon had a blank after it
    assert "-  ー 確定： ボタン「登録する」" in told
    assert "+  - 確定: ボタン「登録する」" in told
    assert "--write" in told
    assert "\x1b" not in told
    assert wrong(home).read_text() == WRONG
    assert names(home) == before


def test_check_writes_nothing_and_ends_with_1(home: Path) -> None:
    before = names(home)
    assert fix(home, "--check") == 1
    assert fix(home, "--check", "図書館/カード") == 0
    assert (wrong(home).read_text(), names(home)) == (WRONG, before)


def test_write_keeps_the_old_file(home: Path) -> None:
    wrong(home).chmod(0o640)
    assert fix(home, "--write", "保育申込") == 0
    assert wrong(home).read_text() == NURSERY
    assert wrong(home).with_name("保育申込.yaml.bak").read_text() == WRONG
    assert wrong(home).stat().st_mode & 0o777 == 0o640
    wrong(home).write_text(WRONG)
    assert fix(home, "--write") == 0
    assert kept(home) == [WRONG]  # once, however often
    assert fix(home, "--check") == 0
    assert not list(home.rglob("*.new"))


def kept(home: Path) -> list[str]:
    """What is kept beside the recipe, the newest first."""
    found = sorted(wrong(home).parent.glob("保育申込.yaml.bak*"))
    return [path.read_text() for path in found]


def test_the_last_three_states_are_kept_and_no_later_one_takes_the_place_of_an_earlier(home: Path) -> None:
    states = [WRONG + f"# {number}\n" for number in range(5)]
    for number, state in enumerate(states):
        wrong(home).write_text(state)
        assert fix(home, "--write", "保育申込") == 0
        assert kept(home) == states[max(0, number - 2) : number + 1][::-1]


def test_there_and_back_keeps_one_file(home: Path) -> None:
    for lang in ("en", "ja", "en", "ja"):
        assert fix(home, "--write", "--lang", lang, "カード") == 0
    assert len(list(home.rglob("カード.yaml.bak*"))) == 1


def test_a_mend_is_undone_and_done_again(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert fix(home, "--write", "保育申込") == 0
    assert "bots fix --undo recipes/こども課/保育申込.yaml" in capsys.readouterr().out
    wrong(home).write_text(NURSERY + "# mine\n")
    for now, before in ((WRONG, NURSERY + "# mine\n"), (NURSERY + "# mine\n", WRONG), (WRONG, NURSERY + "# mine\n")):
        assert fix(home, "--undo", "recipes/こども課/保育申込.yaml") == 0
        assert (wrong(home).read_text(), kept(home)) == (now, [before])


def test_what_was_never_mended_cannot_be_undone(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert fix(home, "--undo", "図書館") == 1
    assert "[R154]" in capsys.readouterr().err
    for words in (("--undo",), ("--undo", "--write", "図書館"), ("--undo", "--lang", "ja", "図書館")):
        assert fix(home, *words) == 2


@pytest.mark.parametrize("at", range(1, 4))
def test_cut_off_at_any_point_both_states_are_there(home: Path, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    """Of a way back too, where the state that comes back is the only copy."""
    assert fix(home, "--write", "保育申込") == 0
    replaced = Path.replace
    done = iter(range(1, 10))

    def cut(self: Path, target: Path) -> Path:
        if next(done) == at:
            raise OSError(5, "gone")
        return replaced(self, target)

    monkeypatch.setattr(Path, "replace", cut)
    fix(home, "--undo", "保育申込")
    assert {WRONG, NURSERY} <= {wrong(home).read_text(), *kept(home)}


def test_what_is_left_is_told(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = NURSERY.replace("[既に登録されています]", "［既に登録されています］").replace("再試行: 2", "再試行: 二")
    wrong(home).write_text(text)
    assert fix(home, "--write", "保育申込") == 0
    told = capsys.readouterr().err
    assert "[R153]" in told
    assert "自動では直せない誤りが 1 件" in told
    assert (wrong(home).read_text(), kept(home)) == (text, [])


OWN = '''"""Verbs of the hall."""

from pydantic import Field

from bots.model import Effects
from bots.tasks.arguments import OnScreen, Text
from bots.tasks.registry import StepArgs, task


class Guess(StepArgs):
    """年齢を確かめる。 / Look whether the age is right."""

    birthday: Text = Field(title="生年月日", description="日付 / the day")
    shown: OnScreen = Field(title="画面の年齢", description="項目 / the item")


@task("guess_age", "年齢の見当", main="birthday", model=Guess,
      example="- 年齢の見当: <生年月日>\\n  画面の年齢: 年齢", example_en="- guess_age: <Born>\\n  shown: Age")
def guess(driver, args, *, timeout, within):
    """Nothing is done."""
    return Effects()
'''
IN_JAPANESE = """\
レシピ: 年齢
手順:
  - 年齢の見当: <今日|和暦>
    画面の年齢: 入力欄「年齢」
"""
IN_ENGLISH = """\
recipe: 年齢
steps:
  - guess_age: <today|wareki>
    shown: textbox "年齢"
"""


def test_the_halls_own_verbs_speak_both_languages(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from bots.tasks import own, registry

    for name in ("TASKS", "_BY_WORD"):
        monkeypatch.setattr(registry, name, dict(getattr(registry, name)))
    monkeypatch.setattr(own, "_taken_in", set())
    (home / "tasks").mkdir()
    (home / "tasks" / "guess.py").write_text(OWN)
    (home / "config" / "settings.yaml").write_text("folders: {tasks: tasks}\n")
    path = put(home, "年齢", IN_JAPANESE)
    assert fix(home, "--write", "--lang", "en", "年齢") == 0
    assert path.read_text() == IN_ENGLISH
    assert fix(home, "--write", "--lang", "ja", "年齢") == 0
    assert path.read_text() == IN_JAPANESE


@pytest.mark.parametrize("yes", [True, False])
def test_at_a_terminal_it_asks(home: Path, monkeypatch: pytest.MonkeyPatch, yes: bool) -> None:
    asked = at_a_terminal(monkeypatch, yes)
    assert fix(home) == 0
    assert len(asked) == 1
    assert wrong(home).read_text() == (NURSERY if yes else WRONG)


def test_a_folder_and_a_system_file(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert fix(home, "図書館") == 0
    assert "+" not in capsys.readouterr().out
    assert fix(home, "recipes/こども課", "--check") == 1
    assert fix(home, "--check", "--lang", "en", str(home / "config/systems/保育システム.yaml")) == 1
    assert "+addresses:" in capsys.readouterr().out


def test_languages_there_and_back(home: Path) -> None:
    files = [path for path in home.rglob("*.yaml") if path != wrong(home)]
    before = {path: path.read_bytes() for path in files}
    nursery = str(home / "config/systems/保育システム.yaml")
    assert fix(home, "--write", "--lang", "en", nursery) == 0
    assert fix(home, "--write", "--lang", "ja", "config/systems/") == 0
    assert fix(home, "--write", "--lang", "en", str(home / "config/systems/library.yaml")) == 0
    assert fix(home, "--write", "--lang", "ja", "カード") == 0
    assert fix(home, "--write", "--lang", "en", "カード") == 0
    assert {path: path.read_bytes() for path in files} == before


def test_what_cannot_be_mended_is_told_in_full(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(home, "画像", "")
    (home / "recipes" / "画像.yaml").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    text = WRONG + "名称: 申請: 住所\n"
    wrong(home).write_text(text)
    assert fix(home, "--write") == 1
    told = capsys.readouterr()
    assert "[Y26]" in told.err
    assert "[Y06]" in told.err
    assert "手で直してください。ほかの所は直せます。" in told.err
    assert wrong(home).read_text() == NURSERY + "名称: 申請: 住所\n"
    assert "Traceback" not in told.err


def test_a_file_that_changes_meanwhile_is_left(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    at_a_terminal(monkeypatch, True)

    def confirm(text: str, default: bool) -> bool:
        wrong(home).write_text(WRONG + "# mine\n")
        return True

    monkeypatch.setattr(click, "confirm", confirm)
    assert fix(home) == 1
    assert wrong(home).read_text() == WRONG + "# mine\n"
    assert "[R151]" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(self: Path, *_: object) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    assert fix(home, "--write") == 1
    assert wrong(home).read_text() == WRONG
    assert "[R152]" in capsys.readouterr().err


def test_write_and_check_exclude_each_other(home: Path) -> None:
    assert fix(home, "--write", "--check") == 2


def test_a_name_that_is_not_there(home: Path) -> None:
    assert fix(home, "ない") == 2


def test_the_diff_has_colours() -> None:
    assert {"+", "-"} <= set(_COLOURS)


def test_the_language_of_recipes_is_not_that_of_the_messages() -> None:
    assert [asked(words.split()) for words in ("fix --lang en", "--lang ja fix --lang en", "check --lang en")] == [
        "", "ja", "en"
    ]  # fmt: skip
