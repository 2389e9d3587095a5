"""`bots new` without questions: every option, and each thing that it cannot decide as one message with its option."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import openpyxl
import pytest

from tests.commands.house import Hall

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason=".venv/bin of POSIX")
BOOK = "recipes/入所申込一覧.xlsx"
FULL = ("--system", "保育システム", "--screen", "申込入力", "--sheet", "受付", "--header-row", "3", "--key", "整理番号")


def book(hall: Hall, name: str, *rows: tuple[object, ...], sheets: tuple[str, ...] = ()) -> str:
    """A book of the test's own in the hall's recipes; how it is named from the hall."""
    made = openpyxl.Workbook()
    pages = [made.worksheets[0], *(made.create_sheet(one) for one in sheets)]
    for page in pages:
        for row in rows:
            page.append(list(row))
    made.save(hall.home / "recipes" / f"{name}.xlsx")
    return f"recipes/{name}.xlsx"


def test_with_every_option_a_recipe_is_written_once(hall: Hall) -> None:
    done = hall.bots("new", "--from", BOOK, *FULL, "--name", "課/下書き", "--lang", "en")
    assert done.code == 0, done.said
    made = hall.home / "recipes" / "課" / "下書き.yaml"
    text = made.read_text(encoding="utf-8")
    assert text.startswith("# A draft made by bots new")
    assert "fields with their columns: 15" in done.out
    assert "[R33]" in done.out
    assert "bots check 課/下書き" in done.out
    assert "--data BOOK" in done.out, "the book does not lie beside the recipe"
    open_ = hall.bots("check", "課/下書き")
    assert (open_.code, open_.out.count("エラー:")) == (1, 2), open_.said
    again = hall.bots("new", "--from", BOOK, *FULL, "--name", "課/下書き")
    assert (again.code, "P61" in again.err) == (2, True), again.said
    assert made.read_text(encoding="utf-8") == text
    mended = text.replace("  - submit:", '  - submit: button "登録する"\n    dialog: OK\n    success: 登録が完了しました', 1)
    made.write_text(mended, encoding="utf-8")
    assert hall.bots("check", "課/下書き").code == 0
    tried = hall.bots("rehearse", "課/下書き", "--data", BOOK, "--limit", "1")
    assert tried.code in (0, 1), tried.said
    assert "1 件を、確定の手前まで試しました" in tried.out
    made.unlink()


def test_a_book_with_a_password_and_headings_of_two_rows(hall: Hall) -> None:
    """The recipe has the name of the password alone, and its headings are joined as a run joins them."""
    from msoffcrypto.method.ecma376_agile import ECMA376Agile

    plain, place = io.BytesIO(), hall.home / "recipes" / "世帯一覧.xlsx"
    made = openpyxl.Workbook()
    page = made.worksheets[0]
    for row in (("一覧",), ("整理番号", "児童氏名", "住所"), ("", "", "町名", "番地"), *((f"{n:08d}", f"練習{n}", "中町", f"{n}番") for n in range(1, 9))):
        page.append(list(row))
    for area in ("A2:A3", "B2:B3", "C2:D2"):
        page.merge_cells(area)
    made.save(plain)
    plain.seek(0)
    place.write_bytes(ECMA376Agile.encrypt("ひみつ123", plain, spin_count=100))
    with (hall.home / "config" / "secrets.yaml").open("a", encoding="utf-8") as secrets:
        secrets.write("表の鍵: ひみつ123\n")
    options = ("--from", "recipes/世帯一覧.xlsx", "--system", "保育システム", "--screen", "申込入力")
    refused = hall.bots("new", *options)
    assert (refused.code, "D02" in refused.err, "--password-name" in refused.err) == (2, True, True), refused.said
    wrong = hall.bots("new", *options, "--password-name", "表の鍵", "--header-row", "二")
    assert (wrong.code, "P101" in wrong.err) == (2, True), wrong.said
    done = hall.bots("new", *options, "--password-name", "表の鍵")
    assert done.code == 0, done.said
    text = (hall.home / "recipes" / "世帯一覧.yaml").read_text(encoding="utf-8")
    assert "  パスワードの名前: 表の鍵\n  見出し行: 2-3\n  鍵: 整理番号" in text
    assert "住所（番地）" in text
    assert "ひみつ" not in text + done.said + refused.said


def test_what_the_book_alone_decides_is_not_asked_for(hall: Hall) -> None:
    """One sheet, one row of headings, one key: --system and --screen are enough. The name is that of the book."""
    rows = [("整理番号", "児童氏名", "メモ"), *((f"{n:08d}", f"練習{n}", f"m{n % 2}") for n in range(1, 9))]
    own = book(hall, "窓口分", ("一覧",), *rows)
    done = hall.bots("new", "--from", own, "--system", "保育システム", "--screen", "申込入力")
    assert done.code == 0, done.said
    text = (hall.home / "recipes" / "窓口分.yaml").read_text(encoding="utf-8")
    assert "  見出し行: 2\n  鍵: 整理番号" in text
    assert "シート:" not in text
    assert "--data" not in done.out
    assert "練習" not in text.replace("練習用", "")


def test_headings_of_two_rows_in_a_text_file_are_asked_for_by_their_rows(hall: Hall) -> None:
    """Nothing is merged in a text file: the lower row is taken alone, and lacks the key that stands above it."""
    lines = ["受付簿,,", "申込番号,寄附者,", ",種別,氏名", *(f"{n:06d},個人,練習 {n}" for n in range(1, 7))]
    (hall.home / "recipes" / "二段.csv").write_text("\n".join(lines), encoding="utf-8-sig")
    words = ("new", "--from", "recipes/二段.csv", "--system", "保育システム", "--screen", "申込入力")
    for more, code in (((), "P65"), (("--key", "申込番号"), "P66")):
        said = hall.bots(*words, "--header-row", "3", *more)
        assert (said.code, f"[{code}]" in said.err, "--header-row 2-3" in said.err) == (2, True, True), said.said
    done = hall.bots(*words, "--header-row", "２～３")
    assert done.code == 0, done.said
    text = (hall.home / "recipes" / "二段.yaml").read_text(encoding="utf-8")
    assert "  見出し行: 2-3\n  鍵: 申込番号" in text
    assert "寄附者（種別）" in text


def refused(hall: Hall, *words: str) -> str:
    done = hall.bots("new", *words)
    assert done.code == 2, done.said
    assert done.out == ""
    return done.err


def test_what_cannot_be_decided_is_one_message_with_its_option(hall: Hall) -> None:
    head = ("申込番号", "会員番号", "氏名")
    twice = book(hall, "鍵二つ", head, *((f"{n:04d}", f"{n + 500:04d}", "練習") for n in range(9)))
    none = book(hall, "鍵なし", ("氏名", "区分"), ("練習", "新規"), ("練習", "新規"))
    bare = book(hall, "見出しなし", ("2026/4/1", "123"), ("2026/4/2", "456"))
    empty = book(hall, "行なし", head)
    several = book(hall, "二枚", head, ("1", "2", "x"), ("2", "3", "y"), sheets=("別",))
    for code, option, words in (
        ("P62", "--sheet", (BOOK,)),
        ("P62", "--sheet", (several,)),
        ("P63", "--header-row", (bare,)),
        ("P64", "--key", (twice,)),
        ("P65", "--key", (none,)),
        ("P66", "申込番号", (twice, "--key", "ない列")),
        ("P67", "--system", (twice, "--key", "申込番号")),
        ("P68", "--screen", (twice, "--key", "申込番号", "--system", "保育システム")),
        ("P77", "行なし.xlsx", (empty,)),
        ("D08", "ない", (BOOK, "--sheet", "ない")),
        ("D12", "99", (BOOK, "--sheet", "受付", "--header-row", "99")),
        ("D61", "ない.xlsx", ("ない.xlsx",)),
        ("R108", "../x", (twice, "--name", "../x")),
        ("P61", "保育申込", (twice, "--name", "保育申込")),
        ("R15", "ない", (twice, "--key", "申込番号", "--system", "ない", "--screen", "x")),
        ("R16", "申込照会", (twice, "--key", "申込番号", "--system", "保育システム", "--screen", "ない")),
    ):
        said = refused(hall, "--from", *words)
        assert said.count(" [") == 1, said
        assert f"[{code}]" in said, (code, said)
        assert option in said, (code, said)
        assert "練習 " not in said
    assert not list((hall.home / "recipes").glob("鍵*.yaml"))


def test_a_command_line_that_makes_no_sense_is_told(hall: Hall, tmp_path: Path) -> None:
    assert "--from" in refused(hall)
    assert "--from" in refused(hall, "--system", "保育システム")
    assert "bots new system" in refused(hall, "system")
    assert "bots new system" in refused(hall, "システム", "http://127.0.0.1:9")
    assert "bots new system" in refused(hall, "system", "http://127.0.0.1:9", "--key", "x")
    assert "--environment" in refused(hall, "--from", BOOK, "--environment", "訓練")
    assert "[P79]" in refused(hall, "system", "127.0.0.1:9")
    assert "[P69]" in refused(hall, "system", "http://127.0.0.1:9", "--name", "保育システム")
    assert "[R108]" in refused(hall, "system", "http://127.0.0.1:9", "--name", "a/b")
    before = sorted((hall.home / "config" / "systems").iterdir())
    gone = hall.bots("new", "system", "http://127.0.0.1:9/", "--name", "x")
    assert (gone.code, "[N" in gone.err) == (2, True), gone.said
    assert sorted((hall.home / "config" / "systems").iterdir()) == before
