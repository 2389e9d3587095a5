"""`bots` alone in a terminal: the clerks' menu, its questions, and the ways out."""

from __future__ import annotations

import shutil
import sys

import pytest

if sys.platform == "win32":
    pytest.skip("pseudo terminals of POSIX", allow_module_level=True)

from tests.commands.house import Hall
from tests.commands.terminal import Terminal

LONGER_SHEETS = True
ASKS = "番号を入れて Enter"
SHEET = "どの表"


def choose(screen: Terminal, number: int, sheet: str = "") -> None:
    """Take a thing of the menu, the recipe of the nursery, and a sheet for it."""
    screen.type(f"{number}\n")
    line = next(one for one in screen.see("どのレシピ").splitlines() if "保育申込" in one)
    screen.type(line.split()[0] + "\n")
    screen.see(SHEET)
    screen.type(f"{sheet}\n")


def test_the_menu_offers_eight_things_and_leaves(hall: Hall) -> None:
    with Terminal(hall) as screen:
        shown = screen.see(ASKS)
        for title in ("表を確かめる", "試してみる", "実行する", "何が起きたか見る", "報告書を開く", "続ける", "レシピの誤り", "新しいレシピ", "終わる"):
            assert title in shown
        screen.type("9\n")
        assert "使える範囲" in screen.see(ASKS)
        screen.type("けんさく\n")
        assert "数字（整数）ではありません" in screen.see(ASKS)
        screen.type("７\n")  # the Japanese input is on
        assert "誤りはありません" in screen.see(ASKS)
        screen.type("0\n")
        assert screen.end() == 0
    assert not any(word in screen.read for word in ("Error", "Usage", "Aborted"))


def test_a_sheet_is_looked_at_by_two_numbers(hall: Hall) -> None:
    with Terminal(hall) as screen:
        screen.see(ASKS)
        choose(screen, 1)
        assert "登録する 9 件" in screen.see(ASKS)
        screen.type("1\n")
        screen.see("どのレシピ")
        screen.ctrl_c()  # leads back, not out
        screen.see(ASKS)
        screen.type("1\n")
        assert "0  戻る" in screen.see("どのレシピ")
        screen.type("0\n")
        screen.see(ASKS)
        screen.ctrl_c()
        assert screen.end() == 0


@pytest.mark.parametrize("dragged", ["'{}'", "{}", "\\ "])
def test_another_sheet_is_dragged_into_the_menu(hall: Hall, dragged: str) -> None:
    """With the quotes or the backslashes that a terminal puts in; one that is not there is told."""
    own = hall.home / "recipes" / "入所申込一覧.xlsx"
    other = hall.home / "直した 不備.xlsx"
    shutil.copy(own, other)
    path = str(other).replace(" ", "\\ ") if dragged == "\\ " else dragged.format(other)
    with Terminal(hall) as screen:
        screen.see(ASKS)
        choose(screen, 1, path)
        shown = screen.see(ASKS)
        assert "直した 不備.xlsx" in shown.replace("\r\n", "")
        assert "登録する 9 件" in shown
        choose(screen, 1, "ない.xlsx")
        assert "ない.xlsx" in screen.see(ASKS)
        screen.type("0\n")
        assert screen.end() == 0


def test_ctrl_c_at_the_question_submits_nothing_and_leads_back(hall: Hall) -> None:
    with Terminal(hall) as screen:
        screen.see(ASKS)
        choose(screen, 3)
        screen.see("画面を確かめる件数")
        screen.type("1\n")
        screen.see("登録するなら Enter")
        screen.ctrl_c()
        shown = screen.see(ASKS)
        assert "答えがないため" in shown
        assert "bots resume" in shown
        screen.ctrl_c()  # the run's own handling of Ctrl-C is over
        assert screen.end() == 0
    assert hall.entered() == []


def test_an_enter_typed_before_the_question_is_no_answer_to_it(hall: Hall) -> None:
    with Terminal(hall, "run", "保育申込", "--only", "00000111", "--only", "00000112", "--confirm-first", "2") as screen:
        screen.type("\n\n\n")  # while the browser starts
        screen.see("登録するなら Enter")
        with pytest.raises(AssertionError, match="never shown"):
            screen.see("登録するなら Enter", seconds=3)
        assert hall.entered() == []
        screen.type("n\n\n")  # the Enter behind the answer is none for the next row, whose form comes later
        screen.see("登録するなら Enter")
        screen.type("n\n")
        assert screen.end() == 1
    assert hall.entered() == []


def test_the_menu_speaks_english(hall: Hall) -> None:
    with Terminal(hall, "--lang", "en") as screen:
        shown = screen.see("number")
        assert "check my sheet" in shown
        assert "leave" in shown
        screen.type("4\n")
        screen.see("number")
        screen.type("0\n")
        assert screen.end() == 0


def test_a_run_in_a_terminal_ends_in_its_summary(hall: Hall) -> None:
    with Terminal(hall, "run", "保育申込", "--only", "00000112") as screen:
        screen.see("1 件を登録しました")
        assert screen.end() == 0
    assert hall.entered() == ["00000112"]
