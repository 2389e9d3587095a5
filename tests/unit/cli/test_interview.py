"""Questions of `bots new` that need no terminal: numbers, waiting for Enter, where a browser can be shown."""

from __future__ import annotations

import io
import os
import time
from pathlib import Path

import click
import openpyxl
import pytest
from msoffcrypto.method.ecma376_agile import ECMA376Agile

from bots.app.project import Project
from bots.cli import interview
from bots.cli.interview import Again, ask_book, ask_password, has_display, number_of, until_enter
from bots.clock import SystemClock
from bots.settings import load_settings


@pytest.mark.parametrize(("given", "number"), [("1", 1), ("３", 3), (" 2 ", 2)])
def test_numbers_in_either_width(given: str, number: int) -> None:
    assert number_of(given, 3) == number


@pytest.mark.parametrize("given", ["", "0", "4", "x", "-1", "一", "1.0"])
def test_what_is_no_number_of_the_list_is_asked_again(given: str) -> None:
    with pytest.raises(Again):
        number_of(given, 3)


@pytest.mark.parametrize(
    ("names", "offered"),
    [
        (["申込.xlsx", "申込_結果.xlsx", "申込_不備.xlsx", "申込_不備2.xlsx", "申込_結果_前回.xlsx"], "申込.xlsx"),
        (["a.csv", "a_result.xlsx", "a_rejects_previous.xlsx", "a_rejects_2.xlsx"], "a.csv"),
        (["古い.xlsx", "検査結果.xlsx"], "検査結果.xlsx"),
        (["申込_不備.xlsx"], "申込_不備.xlsx"),
    ],
)
def test_a_book_that_a_run_made_is_offered_only_where_there_is_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, names: list[str], offered: str
) -> None:
    (tmp_path / "recipes").mkdir()
    for at, name in enumerate(names):  # the later in the list the newer
        book = tmp_path / "recipes" / name
        book.write_text("番号,氏名\n1,練習\n", encoding="utf-8")
        os.utime(book, (1_800_000_000 + at, 1_800_000_000 + at))
    defaults: list[str] = []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(interview, "ask", lambda _question, _explained, _read, default: defaults.append(default))
    ask_book(Project(load_settings(tmp_path, {}), SystemClock()))
    assert [Path(one).name for one in defaults] == [offered]


class Keys(io.StringIO):
    """A keyboard on which a person takes a moment."""

    def readline(self, size: int | None = -1) -> str:  # type: ignore[override]
        time.sleep(0.1)
        return super().readline(-1 if size is None else size)


def test_the_browser_is_at_work_until_enter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interview.sys, "stdin", Keys("\n"))
    worked: list[float] = []
    until_enter(lambda: (worked.append(0), time.sleep(0.01))[0])
    assert len(worked) > 1


def test_an_input_that_ends_is_no_enter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interview.sys, "stdin", Keys(""))
    with pytest.raises(click.Abort):
        until_enter(lambda: time.sleep(0.01))


def test_a_browser_is_offered_only_where_it_can_be_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interview.sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert not has_display()
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert has_display()


def test_a_book_with_a_password_is_asked_for_the_name_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that is not kept, or whose password is another, is told and asked for again."""
    plain, book = io.BytesIO(), tmp_path / "一覧.xlsx"
    openpyxl.Workbook().save(plain)
    plain.seek(0)
    book.write_bytes(ECMA376Agile.encrypt("ひみつ-1", plain, spin_count=100))
    secrets = tmp_path / "config" / "secrets.yaml"
    secrets.parent.mkdir()
    secrets.write_text("一覧表: ひみつ-1\n別の表: ひみつ-2\n", encoding="utf-8")
    secrets.chmod(0o600)
    project = Project(load_settings(tmp_path, {}), SystemClock())
    given = iter(["", "ない名前", "別の表", "一覧表"])
    monkeypatch.setattr(interview.click, "prompt", lambda *_, **__: next(given))
    name, password = ask_password(project, book)
    assert (name, password is not None and password.reveal()) == ("一覧表", "ひみつ-1")
    assert next(given, None) is None
    book.write_bytes(plain.getvalue())
    assert ask_password(project, book) == ("", None)
