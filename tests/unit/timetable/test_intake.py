"""Names of files in intake folders: nobody else's, read back as they were made, and patterns that meet."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.errors import Problem
from bots.timetable.arriving import LYING, Watcher
from bots.timetable.intake import Taken, meet, takes
from bots.timetable.taking_in import told_without_name

AT = datetime(2026, 12, 1, 0, 30, 12, tzinfo=UTC)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="/"), min_size=1, max_size=300))
def test_a_name_is_read_back_as_it_was_made(name: str) -> None:
    made = Taken.now(AT, "ab2c", name)
    again = Taken.of(made.text)
    assert again is not None
    assert (again.moment, again.mark) == (made.moment, "ab2c")
    assert made.text.startswith("20261201-093012-ab2c")
    assert len(made.text.encode()) <= 200, "results and their drafts have room"


def test_a_name_is_kept_and_made_anew_where_a_file_comes_back() -> None:
    made = Taken.now(AT, "aaaa", "寄附一覧.xlsx")
    assert made.name == "寄附一覧.xlsx"
    again = Taken.now(AT, "bbbb", made.text)
    assert (again.name, again.mark) == ("寄附一覧.xlsx", "bbbb")
    assert again.text != made.text
    assert Taken.now(AT, "aaaa", "長" * 200 + ".xlsx").text.endswith("長.xlsx")
    for other in ("寄附一覧.xlsx", "20261301-093012-aaaabbbb_a.xlsx", "20261201-093012-aaaazzzz7.xlsx"):
        assert Taken.of(other) is None


@pytest.mark.parametrize(
    ("pattern", "name", "taken"),
    [
        ("寄附*.xlsx", "寄附一覧.xlsx", True),
        ("寄附*.xlsx", "寄附.XLSX", True),
        ("寄附*.xlsx", "別の寄附.xlsx", False),
        ("寄附*.xlsx", "寄附.xlsx.csv", False),
        ("?.csv", "一.csv", True),
        ("?.csv", "一二.csv", False),
        ("[1].xlsx", "[1].xlsx", True),
        ("[1].xlsx", "1.xlsx", False),
        ("ガ*.xlsx", "カ\u3099ス.xlsx", True),  # as a Mac writes it
    ],
)
def test_what_a_pattern_takes(pattern: str, name: str, taken: bool) -> None:
    assert takes([pattern], name) is taken


WORDS = ["".join(letters) for size in range(5) for letters in product("ab", repeat=size)]
PATTERN = st.text("ab*?", max_size=4)


@given(PATTERN, PATTERN)
def test_patterns_meet_where_one_name_is_taken_by_both(one: str, other: str) -> None:
    assert meet(one, other) == any(takes([one], word) and takes([other], word) for word in [*WORDS, *LONG])


LONG = ["".join(letters) for letters in product("ab", repeat=6)] + ["".join(letters) for letters in product("ab", repeat=5)]


def test_a_file_has_arrived_when_it_stays_as_it_is(tmp_path: Path) -> None:
    watcher = Watcher(tmp_path, settled=10)
    file = tmp_path / "寄附.xlsx"
    file.write_bytes(b"a")
    assert watcher.look(["*.xlsx"], 0) == []
    assert watcher.look(["*.xlsx"], 9) == []
    file.write_bytes(b"ab")
    assert watcher.look(["*.xlsx"], 10) == [], "it has grown"
    assert watcher.look(["*.xlsx"], 19) == []
    assert watcher.look(["*.xlsx"], 20) == ["寄附.xlsx"]


def test_what_is_open_hidden_or_of_a_program_is_left(tmp_path: Path) -> None:
    watcher = Watcher(tmp_path, settled=0)
    for name in ("a.xlsx", "b.xlsx", "~$a.xlsx", ".~lock.b.xlsx#", ".hidden.xlsx", "c.xlsx.part", "desktop.ini"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "leer.xlsx").write_bytes(b"")
    (tmp_path / "folder.xlsx").mkdir()
    (tmp_path / "link.xlsx").symlink_to("/etc/hostname")
    assert watcher.look(["*.xlsx"], 0) == []
    (tmp_path / "~$a.xlsx").unlink()
    assert watcher.look(["*.xlsx"], 1) == ["a.xlsx"]
    (tmp_path / ".~lock.b.xlsx#").unlink()
    assert watcher.look(["*.xlsx"], 2) == ["a.xlsx", "b.xlsx"]


def test_people_are_told_of_what_lies_there_for_long_without_its_name(tmp_path: Path) -> None:
    watcher = Watcher(tmp_path, settled=0)
    for name in ("山田太郎.xlsx", "~$山田太郎.xlsx", "山田花子.pdf"):
        (tmp_path / name).write_bytes(b"x")
    watcher.look(["*.xlsx"], 0)
    assert watcher.lying(LYING - 1) is None
    watcher.look(["*.xlsx"], LYING)
    told = watcher.lying(LYING)
    assert told is not None
    assert (told.code, told.words["count"]) == ("T60", 2)
    for lang in ("ja", "en"):
        assert "山田" not in told.sentence(lang)
    assert "開いたまま" in told.sentence("ja")
    assert "どの項目の「ファイル名」にも合わない" in told.sentence("ja")
    assert "its name is that of no entry" in told.sentence("en")


def test_a_reason_is_told_without_the_name_of_the_file() -> None:
    names = ("20261201-093012-aaaabbbb_山田太郎.xlsx", "山田太郎.xlsx")
    told = told_without_name(Problem("D02", {"file": names[0]}), names)
    assert told["reason"] == "ファイル はパスワードで保護されています。"
    assert told["reason_en"] == "the file is protected by a password."
    assert "パスワード" in told["advice"]
    assert not any("山田" in one for one in told.values())
