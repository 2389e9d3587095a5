"""`bots decide` and `bots continue-by-hand`: rows that a real browser left in doubt, answered from a script and at a
terminal."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("pseudo terminals of POSIX", allow_module_level=True)

from tests.commands.house import Done, Hall
from tests.commands.terminal import Terminal

LONGER_SHEETS = True
REGISTER = "令和8年度 保育入所申込"


def in_doubt(hall: Hall, key: str, *, stored: bool) -> str:
    """A run that leaves the row of `key` in doubt; its id. Kept and cut off, or not kept and answered with an error."""
    fault = "close_after_commit" if stored else "error_500_before"
    hall.systems["childcare"].set_faults(**{fault: 1})
    done = hall.bots("run", "保育申込", "--only", key, "--json")
    told = json.loads(done.out)
    assert (done.code, told["items"]["uncertain"]) == (3, 1), done.said
    assert (key in hall.entered()) == stored
    return str(told["run"])


def settle(hall: Hall) -> None:
    """The practice system is quick: nothing that it was sent is at work after a second. The recipe looks nothing up: what
    is in doubt is left to people."""
    path = hall.home / "config/systems/保育システム.yaml"
    path.write_text(re.sub(r"落ち着くまで: \d+", "落ち着くまで: 1", path.read_text("utf-8")), "utf-8")
    recipe = hall.home / "recipes/保育申込.yaml"
    recipe.write_text(re.sub(r"(?ms)^照会:\n.*?^終了:", "終了:", recipe.read_text("utf-8")), "utf-8")


def code_of(done: Done) -> str:
    assert done.code == 2, done.said
    return re.findall(r"\[(P\d+)\]", done.err)[0]


def test_combinations_that_mean_nothing_are_told_at_once(hall: Hall) -> None:
    for words, code in (
        ((), "P111"),  # nobody is there to be asked
        (("--json",), "P111"),
        (("--reason", "x"), "P115"),
        (("--receipt", "R-1"), "P115"),
        (("--evidence", "x.pdf"), "P115"),
        (("--entered", "--reason", "x"), "P112"),
        (("--entered", "--cancel", "--only", "1", "--reason", "x"), "P113"),
        (("--entered", "--differs", "--only", "1", "--reason", "x"), "P113"),
        (("--entered", "--only", "1"), "P114"),
        (("--entered", "--only", "1", "--reason", " "), "P114"),
        (("--not-entered", "--only", "1", "--reason", "x", "--receipt", "R-1"), "P115"),
        (("--entered", "--only", "1", "--only", "2", "--reason", "x", "--receipt", "R-1"), "P115"),
    ):
        assert code_of(hall.bots("decide", *words)) == code, words
    assert code_of(hall.bots("decide", "--only", "1", "--entered", "--reason", "x")) == "P125"  # of which run?
    assert code_of(hall.bots("decide", "20261123-1930-aaaa", "--only", "1", "--entered", "--reason", "x")) == "P10"  # no such run
    assert code_of(hall.bots("continue-by-hand")) == "P23"
    english = hall.bots("--lang", "en", "decide", "--entered", "--reason", "x", "--json")
    assert json.loads(english.out)["error"] == "P112"
    assert "It is not told which row is answered for" in english.err


def test_a_row_that_was_there_is_answered_from_a_script(hall: Hall) -> None:
    settle(hall)
    run = in_doubt(hall, "00000104", stored=True)
    shown = hall.bots("show", run)
    assert f"bots decide {run}" in shown.out
    assert f"bots decide {run}" in hall.bots("runs").out
    proof = hall.home / "画面.pdf"
    proof.write_bytes(b"%PDF-1.7 screen")
    words = ("decide", run, "--only", "00000104", "--entered", "--reason", "申込照会の画面で確かめた")
    assert code_of(hall.bots(*words, "--evidence", "無い.pdf")) == "P120"
    done = hall.bots(*words, "--evidence", str(proof), "--receipt", "R8-9999", "--json")
    assert done.code == 0, done.said
    assert json.loads(done.out) == {
        "run": run, "entered": 1, "not_entered": 0, "by_hand": 0, "differs": 0, "cancel": 0, "sheet_wrong": 0,
        "after_work": 0, "left": 0,
    }  # fmt: skip
    again = hall.bots(*words)
    assert code_of(again) == "P116"
    assert "「完了」" in again.err
    told = hall.bots("show", run)
    assert (told.code, "bots decide" in told.out) == (0, False), told.said
    history = hall.bots("register", REGISTER, "00000104")
    assert "判断: 登録されていた" in history.out
    assert "申込照会の画面で確かめた" in history.out
    assert "R8-9999" in history.out
    (said,) = json.loads(hall.bots("register", REGISTER, "00000104", "--json").out)[-1]["decisions"]
    assert said["file"].endswith(".pdf")
    assert "Decided: it was entered" in hall.bots("--lang", "en", "register", REGISTER, "00000104").out
    assert hall.bots("run", "保育申込", "--only", "00000104").code == 0
    assert hall.entered().count("00000104") == 1


def test_a_row_that_was_not_there_goes_again_once_it_has_settled(hall: Hall) -> None:
    run = in_doubt(hall, "00000105", stored=False)
    words = ("decide", run, "--only", "00000105", "--not-entered", "--reason", "二度検索して、なかった")
    done = hall.bots(*words)
    while done.code == 2:  # a quick machine is told to wait for the second
        assert code_of(done) == "P118"
        done = hall.bots(*words)
    assert done.code == 0, done.said
    assert f"bots resume {run}" in done.out
    assert "_結果.xlsx" in done.out
    assert "判断: 登録されていなかった" in hall.bots("register", REGISTER, "00000105").out
    assert hall.bots("resume").code == 0
    assert hall.entered().count("00000105") == 1


def test_what_is_said_of_changed_and_unfinished_rows_alone_is_refused_of_others(hall: Hall) -> None:
    run = in_doubt(hall, "00000106", stored=False)
    for said in ("--sheet-wrong", "--after-work"):
        done = hall.bots("decide", run, "--only", "00000106", said, "--reason", "一覧で確かめた")
        assert (done.code, code_of(done)) == (2, "P116"), done.said
    assert hall.bots("decide", run, "--only", "00000106", "--cancel", "--reason", "取り下げの届けがあった").code == 0


def test_at_a_terminal_each_row_is_shown_and_asked_about(hall: Hall) -> None:
    run = in_doubt(hall, "00000107", stored=True)
    with Terminal(hall) as menu:
        shown = menu.see("番号を入れて Enter")
        offer = next(line for line in shown.splitlines() if "要確認・不一致・後処理未了の行に答える（1 件）" in line)
        menu.type(offer.split()[0] + "\n")
        shown = menu.see("後にするなら Enter だけ")
        for text in ("00000107", "？ 要確認", "画面に入れた値", "確かめ方", "検索します", "画像: "):
            assert text in shown.replace("\r\n", "\n"), text
        menu.type("o\n")  # the opener of the desktop
        menu.see("後にするなら Enter だけ")
        menu.type("9\n")
        menu.see("1 から 5 までの番号")
        menu.see("後にするなら Enter だけ")
        menu.type("\n")
        menu.see("残り 1 件")
        menu.see("番号を入れて Enter")
        menu.type("0\n")
        assert menu.end() == 0
    opened = (hall.cache / "bin" / "opened").read_text().splitlines()
    assert any(line.endswith(".png") and Path(line).exists() for line in opened)
    with Terminal(hall, "decide", run) as screen:
        screen.see("後にするなら Enter だけ")
        screen.type("１\n")  # the Japanese input is on
        screen.see("受付番号")
        screen.type("\n")
        screen.see("何をどう確かめましたか")
        screen.type("\n")
        screen.see("何をどう確かめましたか")  # a reason there must be
        screen.type("一覧で確かめた\n")
        screen.see("証拠のファイル")
        screen.type("無い.pdf\n")
        screen.see("P120")
        screen.see("証拠のファイル")
        screen.type("\n")
        screen.see("登録されていた: 1 件")
        assert screen.end() == 0
    assert "判断: 登録されていた" in hall.bots("register", REGISTER, "00000107").out


def test_ctrl_c_leaves_the_rest_and_keeps_what_was_said(hall: Hall) -> None:
    run = in_doubt(hall, "00000108", stored=True)
    with Terminal(hall, "--lang", "en", "decide", run) as screen:
        screen.see("number (Enter alone for later")
        screen.ctrl_c()
        screen.see("Rows that wait for a decision: 1")
        assert screen.end() == 3
    done = hall.bots("decide", run, "--only", "00000108", "--cancel", "--reason", "取り下げの届けがあった")
    assert (done.code, "取りやめる: 1 件" in done.out) == (0, True), done.said


def test_what_remains_is_gone_on_with_by_hand(hall: Hall) -> None:
    run = in_doubt(hall, "00000109", stored=False)
    made = hall.bots("continue-by-hand", run)
    assert made.code == 0, made.said
    assert "入所申込一覧_手作業.xlsx" in made.out
    assert "要確認 1" in made.out
    assert f"bots decide {run} --only 鍵 --by-hand" in made.out
    assert (hall.home / "recipes/入所申込一覧_手作業.xlsx").exists()
    done = hall.bots("decide", run, "--only", "00000109", "--by-hand", "--reason", "手で登録した")
    assert done.code == 0, done.said
    assert "手で登録した（直した）: 1 件" in done.out
    assert "判断: 手で登録した" in hall.bots("register", REGISTER, "00000109").out
    assert code_of(hall.bots("continue-by-hand", run)) == "P122"
    english = hall.bots("--lang", "en", "continue-by-hand", run)
    assert "no rows to go on with by hand" in english.err
