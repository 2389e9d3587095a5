"""`bots new` in a terminal: its questions, their explanations, Enter, slips, and leaving without a trace."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import openpyxl
import pytest

if sys.platform == "win32":
    pytest.skip("pseudo terminals of POSIX", allow_module_level=True)

from bots.practice import Practice
from tests.commands.house import HOME, Hall
from tests.commands.terminal import Terminal
from tests.commands.unseen import SECRETS, Unseen, make_book


@pytest.fixture
def own(tmp_path: Path, house: Path, systems: Mapping[str, Practice]) -> Hall:
    """A hall of the test's own, with a practice system and a book that is the newest."""
    hall = Hall.make(tmp_path / "project", house, {"library": systems["library"]})
    make_book(hall.home / "recipes" / "使用許可.xlsx", "ja")
    for path in (one for ending in ("xlsx", "csv") for one in (hall.home / "recipes").glob(f"*.{ending}")):
        os.utime(path, (1, 2 if path.stem == "使用許可" else 1))
    return hall


@pytest.fixture
def unseen() -> Iterator[Unseen]:
    started = Unseen("ja")
    yield started
    started.close()


def strays(hall: Hall) -> list[str]:
    """What is in the hall that `bots init` and the books did not bring."""
    known = {one.name for one in (HOME / "recipes").rglob("*")}
    files = [one for one in (hall.home / "recipes").rglob("*") if one.is_file() and one.suffix not in (".xlsx", ".md")]
    return sorted(one.name for one in files if one.name not in known)


def test_a_recipe_by_enter_alone(own: Hall) -> None:
    """All defaults but the system: the book that is the newest, its headings, its key, the first screen."""
    with Terminal(own, "new") as screen:
        assert "使用許可.xlsx" in screen.see("1. どの表").replace("\r\n", "") + screen.see("]: ")
        screen.type("?\n")
        assert "何も書き込みません" in screen.see("1. どの表")
        screen.type("\n")
        shown = screen.see("2. この行が見出しなら")
        assert "見出しは 3 行目、その下に 6 行" in shown
        assert "令和8年12月1日" in shown
        screen.type("1\n")
        assert "見出しは 1 行目" in screen.see("2. この行が見出しなら")
        screen.type("３\n")
        screen.see("見出しは 3 行目")
        screen.see("2. この行が見出しなら")
        screen.type("\n")
        assert "申請No  (6 行とも、空も同じ値もない)" in screen.see("3. 1件ごとに違う番号")
        screen.type("\n")
        line = next(one for one in screen.see("4. 登録するシステム").splitlines() if "library" in one)
        screen.type("99\n")
        assert "までの番号" in screen.see("4. 登録するシステム")
        screen.type(f"{line.split()[0]}\n")
        assert "New card" in screen.see("5. 入力する画面")
        screen.type("?\n")
        assert "見るだけ" in screen.see("5. 入力する画面")
        screen.type("\n")
        assert "使用許可" in screen.see("6. レシピの名前") + screen.see("]: ")
        screen.type("保育申込\n")
        assert "P61" in screen.see("6. レシピの名前")
        assert strays(own) == [], "nothing is written before the last answer"
        screen.type("\n")
        shown = screen.see("--limit 1")
        assert "作りました" in shown
        assert screen.end() == 0
    assert strays(own) == ["使用許可.yaml"]
    text = (own.home / "recipes" / "使用許可.yaml").read_text(encoding="utf-8")
    assert "  鍵: 申請No" in text
    assert "  - 開く: New card" in text


@pytest.mark.parametrize("answers", [0, 1, 3])
def test_ctrl_c_leaves_nothing(own: Hall, answers: int) -> None:
    questions = ["1. どの表", "2. この行が", "3. 1件ごと", "4. 登録する"]
    with Terminal(own, "new") as screen:
        for question in questions[:answers]:
            screen.see(question)
            screen.see("]: ")
            screen.type("\n")
        screen.see(questions[answers])
        screen.ctrl_c()
        screen.see("やめました")
        assert screen.end() == 2
    assert strays(own) == []


def test_questions_are_numbered_as_they_are_asked(own: Hall) -> None:
    """A book of several sheets has one question more, and so has each after it the next number."""
    made = openpyxl.Workbook()
    for page in (made.worksheets[0], made.create_sheet("記入例")):
        for row in (("番号", "氏名"), ("0001", "練習 一"), ("0002", "練習 二")):
            page.append(row)
    made.save(own.home / "二枚.xlsx")
    with Terminal(own, "new") as screen:
        screen.see("1. どの表")
        screen.type(f"{own.home / '二枚.xlsx'}\n")
        for question in ("2. どのシート", "3. この行が", "4. 1件ごと", "5. 登録する"):
            screen.see(question)
            screen.see("]: ")
            screen.type("\n")
        screen.ctrl_c()
        screen.see("やめました")
    (own.home / "二枚.xlsx").unlink()


def test_from_the_menu_with_a_dragged_csv_and_a_new_system(own: Hall, unseen: Unseen) -> None:
    book = own.home / "窓口 分.csv"
    book.write_text("申請番号,使用者氏名,個人番号\n" + "".join(f"{n:06d},練習{n},123456789018\n" for n in range(1, 6)), encoding="utf-8")
    with Terminal(own) as screen:
        assert "新しいレシピを作る" in screen.see("番号を入れて Enter")
        screen.type("8\n")
        screen.see("1. どの表")
        screen.type("ない.xlsx\n")
        assert "D61" in screen.see("1. どの表")
        screen.type(f"'{book}'\n")
        shown = screen.see("2. この行が")
        assert "●●●" in shown
        assert "123456789018" not in shown
        screen.type("\n")
        assert "個人番号" not in screen.see("3. 1件ごと").split("]")[-1].replace("2. この行が", "")
        screen.type("\n")
        line = next(one for one in screen.see("4. 登録する").splitlines() if "新しいシステム" in one)
        screen.type(f"{line.split()[0]}\n")
        screen.see("アドレス（http から")
        screen.type("example\n")
        assert "P79" in screen.see("アドレス（http から")
        screen.type(f"{unseen.address}/login\n")
        screen.see("ログインすると出る文")
        screen.type("?\n")
        assert "アカウントが止まります" in screen.see("ログインすると出る文")
        screen.type(f"{unseen.words['menu']}\n")
        shown = screen.see("5. 入力する画面")
        assert "施設予約.yaml" in shown.replace("\r\n", "")
        secrets = [one.split(":")[0].strip() for one in shown.splitlines() if one.startswith("  ") and "_" in one and ": （値）" in one]
        screen.type("\n")
        screen.see("画面のアドレス")
        screen.type("entry\n")
        assert "/ から書いて" in screen.see("画面のアドレス")
        with (own.home / "config" / "secrets.yaml").open("a", encoding="utf-8") as file:
            file.writelines(f"{name}: {value}\n" for name, value in zip(secrets, SECRETS, strict=True))
        screen.type("/entry\n")
        screen.see("6. レシピの名前")
        screen.type("施設の窓口分\n")
        assert "--data" in screen.see("番号を入れて Enter"), "the book lies elsewhere"
        screen.type("0\n")
        assert screen.end() == 0
    system = (own.home / "config" / "systems" / "施設予約.yaml").read_text(encoding="utf-8")
    assert f"\n  - 表示確認: {unseen.words['menu']} " in system
    assert "  # 本番: < ? >" in system, "what is asked elsewhere stays"
    text = (own.home / "recipes" / "施設の窓口分.yaml").read_text(encoding="utf-8")
    assert "  ファイル: 窓口 分.csv" in text
    assert "個人番号: 個人番号 隠す" in text
    assert "123456789018" not in text
