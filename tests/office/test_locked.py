"""Books with a password: opened by a secret of that name, told without it, and locked again when they go back."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from msoffcrypto.method.ecma376_agile import ECMA376Agile

from bots.errors import DataError
from bots.model import Column, RowsPlan, Table, Value
from bots.sources import locked
from bots.sources.locked import unlocked
from bots.sources.results import RowOutcome, write_rejects, write_result
from bots.sources.sheet import SheetSource
from tests.unit.sources.parts import SHEET, make

SECRET = Value("ひみつ１２３", hidden=True)
PLAN = RowsPlan("名簿.xlsx", ("番号",), sheet=SHEET, header=2, hidden_rows="include", password_name="名簿",
                columns=(Column("番号", "code", size=8), Column("氏名", "text")))  # fmt: skip


def lock(path: Path, password: str = SECRET.reveal(), turns: int = 1000) -> Path:
    with make(path.with_name("plain.xlsx")).open("rb") as plain:
        path.write_bytes(ECMA376Agile.encrypt(password, plain, spin_count=turns))
    return path


def read(path: Path, password: Value | None = SECRET) -> Table:
    return SheetSource().read(path, PLAN, scope={}, password=password)


def code(path: Path, password: Value | None) -> str:
    with pytest.raises(DataError) as caught:
        read(path, password)
    problem = caught.value.problem
    assert path.name in problem.sentence("ja")
    everything = f"{problem} {problem.sentence('ja')} {problem.hint('ja')} {caught.value!r} {caught.value.__cause__!r}"
    assert password is None or password.reveal() not in everything
    return problem.code


def test_a_locked_book_is_read_like_an_open_one(tmp_path: Path) -> None:
    opened = read(lock(tmp_path / "名簿.xlsx"))
    plain = read(make(tmp_path / "plain.xlsx"), None)
    assert [row.values for row in opened.rows] == [row.values for row in plain.rows]
    assert opened.file == "名簿.xlsx"
    assert opened.sha256 != plain.sha256  # of the book as it was handed in


def test_a_wrong_password_is_told_by_its_name_and_never_itself(tmp_path: Path) -> None:
    path = lock(tmp_path / "名簿.xlsx")
    assert code(path, Value("ちがう鍵", hidden=True)) == "D92"
    assert code(path, None) == "D02"
    with pytest.raises(DataError) as caught:
        read(path, Value("ちがう鍵", hidden=True))
    assert "「名簿」" in caught.value.problem.sentence("ja")


def test_a_book_without_a_password_needs_none(tmp_path: Path) -> None:
    assert len(read(make(tmp_path / "a.xlsx")).rows) == 5


def test_a_lock_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as book:
        book.writestr("content.xml", bytes(range(256)))
        book.writestr("META-INF/manifest.xml", "<m><encryption-data/></m>")
    assert code(tmp_path / "a.ods", SECRET) == "D93"


def test_a_key_that_is_turned_for_ever_is_not_tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = lock(tmp_path / "a.xlsx", turns=1001)
    monkeypatch.setattr(locked, "_MOST_TURNS", 1001)
    assert len(read(path).rows) == 5
    monkeypatch.setattr(locked, "_MOST_TURNS", 1000)
    assert code(path, SECRET) == "D93"


def test_a_locked_book_cut_off_anywhere_is_told(tmp_path: Path) -> None:
    whole = lock(tmp_path / "名簿.xlsx").read_bytes()
    for part in range(1, 12):
        (tmp_path / "cut.xlsx").write_bytes(whole[: len(whole) * part // 12])
        assert code(tmp_path / "cut.xlsx", SECRET) in {"D02", "D03", "D04", "D92", "D93"}


def opened(path: Path) -> bytes:
    """What is in a locked book. Raises zipfile.BadZipFile where it is not what a password opens."""
    with pytest.raises(zipfile.BadZipFile):
        zipfile.ZipFile(path)
    with unlocked(path, SECRET) as plain:
        return plain.read_bytes()


def test_what_goes_back_is_locked_with_the_same_password(tmp_path: Path) -> None:
    path = lock(tmp_path / "名簿.xlsx")
    table = read(path)
    outcomes = [RowOutcome(row.number, "refused", "業務エラー", "番号が違います") for row in table.rows]
    with unlocked(path, SECRET) as plain:
        made = [
            write(plain, PLAN, table, outcomes, path, language="ja", fallback=tmp_path, password=SECRET).path
            for write in (write_result, write_rejects)
        ]
    assert [one.name for one in made] == ["名簿_結果.xlsx", "名簿_不備.xlsx"]
    for one in made:
        assert zipfile.ZipFile(io.BytesIO(opened(one))).testzip() is None
        assert "業務エラー" not in one.read_bytes().decode("utf-16-le", "replace")
    again = read(made[0])
    assert [row.values["ロボットの結果"].reveal() for row in again.rows] == ["業務エラー"] * len(again.rows)
    assert sorted(one.name for one in tmp_path.iterdir() if one.suffix == ".part") == []


def test_the_same_result_once_more_leaves_the_one_before(tmp_path: Path) -> None:
    path = lock(tmp_path / "名簿.xlsx")
    table = read(path)

    def write(word: str) -> None:
        outcomes = [RowOutcome(row.number, "done", word) for row in table.rows]
        with unlocked(path, SECRET) as plain:
            write_result(plain, PLAN, table, outcomes, path, language="ja", fallback=tmp_path, password=SECRET)

    for word in ("一", "二", "二"):
        write(word)
    before = replace(PLAN, sheet=SHEET)
    found = SheetSource().read(tmp_path / "名簿_結果_前回.xlsx", before, scope={}, password=SECRET)
    assert {row.values["ロボットの結果"].reveal() for row in found.rows} == {"一"}


def test_the_opened_book_is_gone_afterwards(tmp_path: Path) -> None:
    with unlocked(lock(tmp_path / "名簿.xlsx"), SECRET) as plain:
        assert plain.parent.stat().st_mode & 0o077 == 0
        assert plain.exists()
    assert not plain.exists()
