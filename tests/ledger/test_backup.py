"""A backup holds what it says, is taken while others work, and has its name only when it was read back."""

from __future__ import annotations

import os
import signal
import sqlite3
import stat
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bots.app import doctor
from bots.app.upkeep.archive import PREFIX
from bots.app.upkeep.checking import check
from bots.errors import PlaceError
from bots.ledger import copies
from bots.ledger.connection import close_ledger
from tests.crash.forks import begin_fork, in_fork
from tests.hall import Hall
from tests.ledger.keeping import Files, forged, kept, names_in, quiet, said, tree, worked_hall


@pytest.fixture
def hall(tmp_path: Path) -> Hall:
    return worked_hall(tmp_path / "hall")


def code(file: Path, hall: Hall) -> str:
    """What is told of a backup that cannot be used."""
    with pytest.raises(PlaceError) as told:
        check(file, hall.home / "data", hall.clock, quiet)
    assert not list((hall.home / "data").glob("bots-check-*"))
    return told.value.problem.code


def test_it_holds_ledger_key_config_and_recipes_and_no_password(hall: Hall, tmp_path: Path) -> None:
    (hall.home / "recipes" / "~$一覧.xlsx").write_bytes(b"")
    before = tree(hall.home)
    made = kept(hall, tmp_path / "kept")
    assert names_in(made.file) == [
        "config/settings.yaml", "config/systems/試験システム.yaml", "data/ledger.key", "data/ledger.sqlite3", "manifest.json",
        "recipes/一覧.xlsx", "recipes/一覧_結果.xlsx", "recipes/登録.yaml",
    ]  # fmt: skip
    assert b"himitsu" not in b"".join(zipfile.ZipFile(made.file).read(name) for name in names_in(made.file))
    assert made.file.name == f"{PREFIX}20261123-193001-0.1.0.zip"
    assert stat.S_IMODE(made.file.stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "kept").iterdir()] == [made.file.name]
    assert made.manifest.copied.rows["ledger_item"] == 3
    after = tree(hall.home)
    assert after.pop("data/last-backup.json")
    assert after == before
    with zipfile.ZipFile(made.file) as opened:
        assert opened.read("recipes/登録.yaml") == (hall.home / "recipes/登録.yaml").read_bytes()


def test_with_the_evidence_but_never_with_the_anchor(hall: Hall, tmp_path: Path) -> None:
    names = names_in(kept(hall, tmp_path / "kept", evidence=True).file)
    assert sum(name.endswith("/readings.json") for name in names) == 2
    assert not [name for name in names if name.endswith("ledger.json")]


def test_the_hall_s_own_verbs_belong_to_it(hall: Hall, tmp_path: Path) -> None:
    (hall.home / "verbs").mkdir()
    (hall.home / "verbs" / "own.py").write_text('"""Ours."""\n', encoding="utf-8")
    (hall.home / "config" / "settings.yaml").write_text("environment: 本番\nfolders: {tasks: verbs}\n", encoding="utf-8")
    assert "verbs/own.py" in names_in(kept(hall, tmp_path / "kept").file)


def test_it_is_taken_while_others_write(hall: Hall, tmp_path: Path) -> None:
    from bots.ledger import events

    def write() -> None:
        hall.project.open_ledger()
        (tmp_path / "writes").touch()
        while True:
            events.add(run="", kind="story", words={}, clock=hall.clock)

    writer = begin_fork(write)
    try:
        while not (tmp_path / "writes").exists():
            assert os.waitpid(writer, os.WNOHANG) == (0, 0)
        counts = [kept(hall, tmp_path / "kept").manifest.copied.seq for _ in range(5)]
    finally:
        os.kill(writer, signal.SIGKILL)
        os.waitpid(writer, 0)
    assert counts == sorted(counts)
    assert counts[0] < counts[-1]
    for file in (tmp_path / "kept").iterdir():
        check(file, tmp_path, hall.clock, quiet)


def test_what_is_written_meanwhile_is_in_none_of_it(
    hall: Hall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "_PAGES", 5)
    ledger, copy = hall.home / "data" / "ledger.sqlite3", tmp_path / "copy.sqlite3"
    with closing(sqlite3.connect(ledger, isolation_level=None)) as other:

        def write(done: int, whole: int) -> None:
            other.execute("INSERT INTO ledger_seen (entry, until) VALUES (?, '2026-11-23')", [str(done)])

        found = copies.copy_file(ledger, copy, write)
        assert other.execute("SELECT count(*) > 5 FROM ledger_seen").fetchone() == (1,)
    assert found.rows["ledger_seen"] == 0
    assert copies.rows_of(copy) == (found.rows, "")


def test_a_ledger_that_was_changed_from_outside_gives_none(hall: Hall, tmp_path: Path) -> None:
    first = kept(hall, tmp_path / "kept")
    with closing(sqlite3.connect(hall.home / "data" / "ledger.sqlite3")) as books, books:
        books.execute("UPDATE ledger_event SET body = body || ' ' WHERE seq = 1")
    with pytest.raises(PlaceError, match="P174") as told:
        kept(hall, tmp_path / "kept", keep=1)
    assert told.value.problem.words["what"] == "台帳の出来事 1 が、書かれたものと違います"
    assert list((tmp_path / "kept").iterdir()) == [first.file]
    assert not (hall.home / "data" / "copying").exists()


def test_a_disk_without_room_leaves_nothing(hall: Hall, tmp_path: Path) -> None:
    import resource

    first = kept(hall, tmp_path / "kept")
    (hall.home / "recipes" / "図面.xlsx").write_bytes(os.urandom(3 << 20))

    def full() -> object:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (2 << 20, 2 << 20))
        try:
            return kept(hall, tmp_path / "kept").file.name
        except PlaceError as error:
            return error.problem.code

    (tmp_path / "told.json").touch()
    assert in_fork(full, tmp_path / "told.json") == 0
    assert (tmp_path / "told.json").read_text(encoding="utf-8") == '"P173"'
    assert list((tmp_path / "kept").iterdir()) == [first.file]


def test_what_cannot_be_a_backup(hall: Hall, tmp_path: Path) -> None:
    for inner in ("recipes/控え", "config", "data", "logs/控え"):
        with pytest.raises(PlaceError, match="P184"):
            kept(hall, hall.home / inner)
    with pytest.raises(PlaceError, match="P173"):
        kept(hall, hall.home / "truth.jsonl" / "kept")
    (hall.home / "data" / "ledger.key").rename(tmp_path / "key")
    with pytest.raises(PlaceError, match="P42"):
        kept(hall, tmp_path / "kept")
    (hall.home / "data" / "ledger.sqlite3").unlink()
    with pytest.raises(PlaceError, match="P183"):
        kept(hall, tmp_path / "kept")
    assert not list((tmp_path / "kept").iterdir())


def test_older_ones_go_but_only_its_own_and_none_that_has_come_further(hall: Hall, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    other = kept(worked_hall(tmp_path / "other"), folder).file
    theirs = folder / f"{PREFIX}mine.zip"
    theirs.write_text("by hand", encoding="utf-8")
    made = [kept(hall, folder).file for _ in range(3)]
    last = kept(hall, folder, keep=2)
    assert list(last.removed) == [made[1], made[0]]
    hall.run()
    close_ledger()
    further = kept(hall, folder).file
    (further.parent.parent / "back").mkdir()
    older = forged(further, lambda files, told: told["copied"].update(seq=10**6), tmp_path / "back")
    older.replace(further)
    newest = kept(hall, folder, keep=1)
    assert set(folder.iterdir()) == {other, theirs, further, newest.file}


def test_a_damaged_one_is_told_as_that(hall: Hall, tmp_path: Path) -> None:
    file = kept(hall, tmp_path / "kept").file
    whole = file.read_bytes()
    check(file, tmp_path, hall.clock, quiet)
    for at in range(0, len(whole), len(whole) // 40):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        try:
            check(file, tmp_path, hall.clock, quiet)
        except PlaceError as error:
            assert error.problem.code in ("P174", "P175"), at
        else:  # a byte that holds nothing: of a time, of a mode
            assert zipfile.ZipFile(file).testzip() is None
    for length in (0, 10, len(whole) // 2, len(whole) - 1):
        file.write_bytes(whole[:length])
        assert code(file, hall) == "P174"


def _gone(name: str) -> Any:
    return lambda files, told: files.pop(name)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_gone("data/ledger.key"), "P175"),
        (lambda files, told: files.update({"../evil": b""}), "P175"),
        (lambda files, told: files.update({"config/../../evil": b""}), "P175"),
        (lambda files, told: files.update({"C:evil": b""}), "P175"),
        (lambda files, told: files.update({"home/evil": b""}), "P175"),
        (lambda files, told: told.update(format=2), "P177"),
        (lambda files, told: told.pop("copied"), "P174"),
        (lambda files, told: told["copied"]["rows"].update(ledger_item=4), "P174"),
        (lambda files, told: files.update({"data/ledger.key": b"00" * 32 + b"\n"}), "P42"),
    ],
)
def test_one_that_somebody_has_meddled_with(hall: Hall, tmp_path: Path, change: Any, told: str) -> None:
    file = forged(kept(hall, tmp_path / "kept").file, change, tmp_path / "forged")
    assert code(file, hall) == told


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("INSERT INTO django_migrations (app, name, applied) VALUES ('ledger', '9999_later', '2026-01-01')", "P174"),
        ("DELETE FROM ledger_row", "P174"),
        ("UPDATE ledger_run SET asked_by = 'somebody'", "P174"),
        ("UPDATE ledger_item SET state = 'pending'", "P174"),
    ],
)
def test_its_ledger_is_opened_and_looked_at(hall: Hall, tmp_path: Path, statement: str, told: str) -> None:
    file = forged(kept(hall, tmp_path / "kept").file, said(statement, tmp_path / "scratch"), tmp_path / "forged")
    assert code(file, hall) == told


def test_a_newer_program_s_is_told_as_that(hall: Hall, tmp_path: Path) -> None:
    later = said(
        "INSERT INTO django_migrations (app, name, applied) VALUES ('ledger', '9999_later', '2026-01-01')", tmp_path / "scratch"
    )

    def change(files: Files, told: dict[str, Any]) -> None:
        later(files, told)
        told["copied"]["rows"]["django_migrations"] += 1

    assert code(forged(kept(hall, tmp_path / "kept").file, change, tmp_path / "forged"), hall) == "P177"


def test_another_file_is_no_backup(hall: Hall, tmp_path: Path) -> None:
    assert code(hall.home / "recipes" / "一覧.xlsx", hall) == "P175"
    assert code(hall.home / "recipes" / "登録.yaml", hall) == "P175"


def test_doctor_tells_when_the_last_one_was_made(hall: Hall, tmp_path: Path) -> None:
    (never,) = doctor.backup(hall.project)
    assert (never.well, never.pressing) == (True, False)
    (hall.home / "config" / "timetable.yaml").write_text("時間割: {}\n", encoding="utf-8")
    (wanted,) = doctor.backup(hall.project)
    assert not wanted.well
    made = kept(hall, tmp_path / "kept")
    (found,) = doctor.backup(hall.project)
    assert found.well
    assert f"2026-11-23 19:30（0 日前）{made.file}" == found.state("ja")
    hall.clock.move(7 * 86400)
    (old,) = doctor.backup(hall.project)
    assert (old.well, old.mark) == (False, "!")
