"""A backup is brought back whole or not at all, and nothing is entered by it until a person says so."""

from __future__ import annotations

import errno
import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bots.app.runs import reopen
from bots.app.upkeep import put_back
from bots.app.upkeep.back_up import Kept
from bots.cli import main
from bots.errors import PlaceError
from bots.ledger import recovery, runs, watches
from bots.ledger.connection import close_ledger
from bots.model import RunState
from tests.hall import Hall, people
from tests.ledger.keeping import brought_back, forged, kept, quiet, tree, worked_hall


@pytest.fixture
def hall(tmp_path: Path) -> Hall:
    return worked_hall(tmp_path / "hall")


@pytest.fixture
def copy(hall: Hall, tmp_path: Path) -> Kept:
    """A backup with two rows; then the third is entered."""
    made = kept(hall, tmp_path / "kept")
    hall.clock.move(3600)
    hall.run()
    close_ledger()
    assert hall.entered() == ["0001", "0002", "0003"]
    return made


def told(hall: Hall) -> str:
    """What is told where the sheet is handed in by nobody ("" = a run was begun)."""
    try:
        hall.ask()
    except PlaceError as error:
        return error.problem.code
    finally:
        close_ledger()
    return ""


def refused(hall: Hall, file: Path) -> str:
    """Why a backup is not brought back; nothing has changed then."""
    before = tree(hall.home)
    with pytest.raises(PlaceError) as error:
        brought_back(hall, file)
    close_ledger()
    assert tree(hall.home) == before
    assert not list(hall.home.glob("*restor*"))
    return error.value.problem.code


# --------------------------------------------------------------------------- what comes and what stays


def test_what_comes_and_what_stays(hall: Hall, copy: Kept) -> None:
    recipe, config = hall.home / "recipes", hall.home / "config"
    (recipe / "登録.yaml").write_text("broken", encoding="utf-8")
    (recipe / "新しい.yaml").write_text("new", encoding="utf-8")
    sheet = hall.sheet(people(9)).read_bytes()
    (config / "settings.yaml").unlink()
    (hall.home / "data" / "refused-logins").write_text("kept", encoding="utf-8")
    before = tree(hall.home)
    ahead = put_back.look_ahead(hall.project, copy.file, quiet, ledger_only=False)
    assert ahead.folders == {"config": (0, 1, 0), "recipes": (1, 0, 1)}
    assert len(ahead.newer) == 1
    done = brought_back(hall, copy.file)
    assert "行ごと:" in (recipe / "登録.yaml").read_text(encoding="utf-8")
    assert not (recipe / "新しい.yaml").exists()
    assert (recipe / "一覧.xlsx").read_bytes() == sheet
    assert (config / "settings.yaml").exists()
    assert (config / "secrets.yaml").read_text(encoding="utf-8") == "name: himitsu\n"
    assert (hall.home / "data" / "refused-logins").exists()
    assert (done.aside / "recipes" / "新しい.yaml").read_text(encoding="utf-8") == "new"
    assert done.aside.stat().st_mode & 0o777 == 0o700
    hall.project.open_ledger()
    assert len(runs.recent()) == 1
    close_ledger()
    put_back.undo(hall.project)
    assert {name: sha for name, sha in tree(hall.home).items() if not name.startswith("before-")} == before


def test_the_ledger_alone(hall: Hall, copy: Kept) -> None:
    (hall.home / "recipes" / "新しい.yaml").write_text("new", encoding="utf-8")
    done = brought_back(hall, copy.file, ledger_only=True)
    assert (hall.home / "recipes" / "新しい.yaml").exists()
    assert sorted(path.name for path in done.aside.iterdir()) == ["data", "set-aside.json"]
    assert told(hall) == "P50"


def test_runs_whose_evidence_was_cleared_come_back(hall: Hall, tmp_path: Path) -> None:
    made = kept(hall, tmp_path / "kept", evidence=True)
    days = hall.home / "logs" / "runs"
    before = tree(days)
    shutil.rmtree(days)
    brought_back(hall, made.file)
    assert tree(days) == before


# --------------------------------------------------------------------------- the guard


def test_rows_that_were_entered_since_are_not_entered_again(hall: Hall, copy: Kept) -> None:
    assert brought_back(hall, copy.file).guarded
    assert told(hall) == "P50"
    assert main(["-C", str(hall.home), "resume"]) == 2
    close_ledger()
    assert hall.entered() == ["0001", "0002", "0003"]


def test_the_same_where_the_logs_are_lost_too(hall: Hall, copy: Kept) -> None:
    shutil.rmtree(hall.home / "logs")
    shutil.rmtree(hall.home / "data")
    assert brought_back(hall, copy.file).guarded
    assert told(hall) == "P131"
    run = hall.ask(ledger_checked=True, attended=True)
    assert runs.get(run).total == 3


def test_the_same_where_the_anchor_knows_of_nothing_since(hall: Hall, copy: Kept) -> None:
    """It could not be written, or an older one was brought along."""
    anchor = hall.project.settings.anchor
    shutil.rmtree(hall.home / "logs" / "runs")
    for text in ("", json.dumps({"instance": copy.manifest.copied.instance, "seq": 1, "head": "", "place": ""})):
        anchor.write_text(text, encoding="utf-8")
        brought_back(hall, copy.file)
        assert told(hall) == "P131"
        put_back.undo(hall.project)
        assert anchor.read_text(encoding="utf-8") == text


def test_the_same_where_the_logs_were_elsewhere_then(hall: Hall, copy: Kept, tmp_path: Path) -> None:
    """The settings of the backup name the folder by which the ledger is guarded from now on."""
    (hall.home / "config" / "settings.yaml").write_text("environment: 本番\nfolders: {logs: others}\n", encoding="utf-8")
    (hall.home / "logs").rename(tmp_path / "gone")
    brought_back(hall, copy.file)
    assert told(hall) == "P131"


def test_the_same_where_the_ledger_here_cannot_be_read(hall: Hall, tmp_path: Path) -> None:
    made = kept(hall, tmp_path / "kept")
    for name in ("ledger.sqlite3-wal", "ledger.sqlite3-shm"):
        (hall.home / "data" / name).unlink(missing_ok=True)
    (hall.home / "data" / "ledger.sqlite3").write_bytes(b"no ledger at all" * 4096)
    ahead = put_back.look_ahead(hall.project, made.file, quiet, ledger_only=False)
    assert (ahead.there, ahead.readable, ahead.newer) == (True, False, ())
    assert brought_back(hall, made.file).guarded
    assert told(hall) == "P131"


def test_one_that_has_come_as_far_is_gone_on_with(hall: Hall, tmp_path: Path) -> None:
    made = kept(hall, tmp_path / "kept")
    assert not brought_back(hall, made.file).guarded
    run, code = hall.run()
    assert (hall.entered(), code) == (["0001", "0002", "0003"], 0)
    assert hall.counts(run) == {"total": 3, "done": 1, "already": 2}


def test_the_copy_of_an_older_ledger_that_nobody_has_looked_at_is_guarded_still(hall: Hall, copy: Kept, tmp_path: Path) -> None:
    brought_back(hall, copy.file)
    again = kept(hall, tmp_path / "again")
    assert brought_back(hall, again.file).guarded
    assert told(hall) == "P50"


def test_what_was_set_aside_is_the_last_ledger_again(hall: Hall, copy: Kept) -> None:
    brought_back(hall, copy.file)
    hall.clock.move(1)
    put_back.undo(hall.project)
    run, _ = hall.run()
    assert hall.counts(run) == {"total": 3, "already": 3}
    close_ledger()
    hall.clock.move(1)
    put_back.undo(hall.project)  # the undo undone
    assert told(hall) in ("P50", "P131")


def test_what_was_set_aside_is_older_once_the_other_was_gone_on_with(hall: Hall, tmp_path: Path) -> None:
    made = kept(hall, tmp_path / "kept")
    brought_back(hall, made.file)
    hall.run()
    close_ledger()
    hall.clock.move(1)
    put_back.undo(hall.project)
    assert told(hall) == "P50"


# --------------------------------------------------------------------------- refused


def test_while_something_is_at_work_nothing_begins(hall: Hall, copy: Kept) -> None:
    hall.clock.move(60)
    run = hall.ask()
    runs.take(run=run, worker=recovery.this_worker(), clock=hall.clock)
    close_ledger()
    assert refused(hall, copy.file) == "P178"
    hall.project.open_ledger()
    runs.finish(run=run, state=RunState.STOPPED, reason="P76", clock=hall.clock)
    watch = watches.begin(worker=recovery.this_worker(), alive=recovery.is_alive, clock=hall.clock)
    close_ledger()
    assert refused(hall, copy.file) == "P178"
    hall.project.open_ledger()
    watches.end(watch=watch, clock=hall.clock)
    close_ledger()
    with closing(sqlite3.connect(hall.home / "data" / "ledger.sqlite3")) as window:  # `bots decide`, say, in another window
        window.execute("SELECT 1 FROM ledger_book")
        assert refused(hall, copy.file) == "P178"
    assert brought_back(hall, copy.file).guarded


def test_what_is_no_backup_of_this_project(hall: Hall, copy: Kept, tmp_path: Path) -> None:
    other = kept(worked_hall(tmp_path / "other"), tmp_path / "others").file
    assert refused(hall, other) == "P176"
    assert refused(hall, hall.home / "recipes" / "一覧.xlsx") == "P175"
    copy.file.write_bytes(copy.file.read_bytes()[:-100])
    assert refused(hall, copy.file) == "P174"
    (hall.home / "data" / "ledger.sqlite3").unlink()
    assert refused(hall, other) == "P176"  # by its anchor


def test_the_ledger_of_a_server_does_not_become_a_file(hall: Hall, copy: Kept, tmp_path: Path) -> None:
    def script(files: dict[str, bytes], told: dict[str, object]) -> None:
        del files["data/ledger.sqlite3"]
        files["data/ledger.sql"] = b"-- PostgreSQL database dump complete\n"
        told["ledger"] = "data/ledger.sql"
        told["copied"]["rows"] = {}  # type: ignore[index]

    assert refused(hall, forged(copy.file, script, tmp_path / "forged")) == "P182"


@pytest.mark.parametrize("nth", [1, 2, 5, 8])
def test_where_a_file_cannot_be_moved_all_is_as_it_was(
    hall: Hall, copy: Kept, monkeypatch: pytest.MonkeyPatch, nth: int
) -> None:
    passed, rename = 0, Path.rename

    def failing(self: Path, target: Path) -> Path:
        nonlocal passed
        passed += 1
        if passed == nth:
            raise PermissionError(errno.EACCES, "Permission denied", str(self))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    assert refused(hall, copy.file) == "P186"
    assert passed > nth or nth == 1
    assert told(hall) == ""


def test_nothing_to_undo(hall: Hall) -> None:
    with pytest.raises(PlaceError, match="P185"):
        put_back.undo(hall.project)


# --------------------------------------------------------------------------- into another folder


def test_into_a_new_folder(hall: Hall, copy: Kept, tmp_path: Path) -> None:
    before = tree(hall.home)
    put_back.restore_into(tmp_path / "new", copy.file, hall.clock, quiet)
    assert tree(hall.home) == before
    new = Hall(tmp_path / "new", hall.system, hall.clock)
    assert sorted(path.name for path in new.home.iterdir()) == ["config", "data", "logs", "recipes"]
    assert (new.home / "data").stat().st_mode & 0o777 == 0o700
    assert told(new) == "P131"
    run = new.ask(ledger_checked=True, attended=True)
    assert runs.get(run).total == 3
    close_ledger()
    with pytest.raises(PlaceError, match="P06"):
        put_back.restore_into(tmp_path / "new", copy.file, hall.clock, quiet)


def test_into_a_folder_that_cannot_be_made_nothing_is_left(hall: Hall, copy: Kept, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(PlaceError, match="P186"):
        put_back.restore_into(tmp_path / "file" / "new", copy.file, hall.clock, quiet)
    copy.file.write_bytes(copy.file.read_bytes()[:-100])
    with pytest.raises(PlaceError, match="P174"):
        put_back.restore_into(tmp_path / "new", copy.file, hall.clock, quiet)
    assert not list(tmp_path.glob("*new*"))


# --------------------------------------------------------------------------- an older program's


def test_the_backup_of_an_older_program_gets_the_tables_of_this_one(hall: Hall, tmp_path: Path) -> None:
    from django.core.management import call_command

    hall.project.open_ledger()
    call_command("migrate", "ledger", "0010", verbosity=0)
    close_ledger()
    made = kept(hall, tmp_path / "kept")
    assert max(made.manifest.copied.changes).startswith("0010")
    hall.run()
    close_ledger()
    brought_back(hall, made.file)
    assert told(hall) == "P50"
    hall.project.open_ledger()
    assert watches.at_work() == []


def test_a_run_that_was_at_work_in_the_copy_enters_no_row_twice(hall: Hall, tmp_path: Path) -> None:
    """No folder of a run is newer: only the anchor tells."""
    from tests.hall import Quiet

    hall.clock.move(60)
    hall.sheet([{"番号": f"{n:04d}", "氏名": "乙"} for n in range(11, 14)])

    class Stopping(Quiet):
        def tell(self, told: dict[str, object]) -> None:
            if told["what"] == "settled":
                self.stop.set()

    run = hall.ask()
    hall.carry_out(run, Stopping())
    close_ledger()
    made = kept(hall, tmp_path / "kept")
    hall.carry_out(reopen(hall.project, run, failed=False))
    close_ledger()
    entered = hall.entered()
    brought_back(hall, made.file)
    with pytest.raises(PlaceError, match="P131"):
        reopen(hall.project, run, failed=False)
    close_ledger()
    assert told(hall) == "P131"
    assert hall.entered() == entered
