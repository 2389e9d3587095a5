"""A ledger on a server is backed up and brought back by PostgreSQL's own programs."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from bots.app.upkeep import put_back
from bots.app.upkeep.checking import check
from bots.app.upkeep.put_back import restore_into
from bots.cli import main
from bots.crashpoints import aim
from bots.errors import PlaceError
from bots.ledger import registers
from bots.ledger.connection import close_ledger
from tests.crash.forks import in_fork
from tests.hall import Hall
from tests.ledger.keeping import brought_back, forged, kept, names_in, quiet, worked_hall
from tests.postgres.server import PASSWORD


@pytest.fixture
def hall(tmp_path: Path) -> Hall:
    return worked_hall(tmp_path / "hall")


def done(hall: Hall) -> int:
    hall.project.open_ledger()
    found = sum(one.state == "done" for one in registers.history(register="登録"))
    close_ledger()
    return found


def test_there_and_back(hall: Hall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shim = tmp_path / "bin"
    shim.mkdir()
    for program in ("pg_dump", "psql"):
        (shim / program).write_text(f'#!/bin/sh\necho "$0 $@" >> {tmp_path}/lines\nexec {shutil.which(program)} "$@"\n')
        (shim / program).chmod(0o755)
    monkeypatch.setenv("PATH", f"{shim}{os.pathsep}{os.environ['PATH']}")
    made = kept(hall, tmp_path / "kept")
    assert "data/ledger.sql" in names_in(made.file)
    assert made.manifest.copied.rows["ledger_item"] == 3
    check(made.file, tmp_path, hall.clock, quiet)
    hall.clock.move(3600)
    hall.run()
    close_ledger()
    assert brought_back(hall, made.file).guarded
    assert done(hall) == 2
    with pytest.raises(PlaceError, match="P50"):
        hall.ask()
    close_ledger()
    hall.clock.move(1)
    put_back.undo(hall.project)
    assert done(hall) == 3
    run, code = hall.run()
    assert (hall.counts(run), code) == ({"total": 3, "already": 3}, 0)
    assert hall.entered() == ["0001", "0002", "0003"]
    lines = (tmp_path / "lines").read_text(encoding="utf-8")
    assert "pg_dump" in lines and "psql" in lines
    assert PASSWORD not in lines
    assert PASSWORD.encode() not in made.file.read_bytes()


def test_the_guard_holds_where_the_logs_are_lost(hall: Hall, tmp_path: Path) -> None:
    made = kept(hall, tmp_path / "kept")
    hall.run()
    close_ledger()
    shutil.rmtree(hall.home / "logs")
    brought_back(hall, made.file, ledger_only=True)
    with pytest.raises(PlaceError, match="P131"):
        hall.ask()


def test_without_the_programs_the_line_is_told(hall: Hall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = kept(hall, tmp_path / "kept")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PlaceError, match="P180") as told:
        kept(hall, tmp_path / "kept")
    assert str(told.value.problem.words["line"]).startswith("pg_dump --dbname=postgresql://bots@127.0.0.1:")
    with pytest.raises(PlaceError, match="P180"):
        brought_back(hall, made.file)
    assert list((tmp_path / "kept").iterdir()) == [made.file]
    assert not list(hall.home.glob("*restor*"))
    assert done(hall) == 2


def test_a_script_that_fails_changes_nothing(hall: Hall, tmp_path: Path) -> None:
    def broken(files: dict[str, bytes], told: dict[str, object]) -> None:
        files["data/ledger.sql"] = b"DROP TABLE ledger_told; SELECT wrong;\n" + files["data/ledger.sql"]

    file = forged(kept(hall, tmp_path / "kept").file, broken, tmp_path / "forged")
    hall.run()
    close_ledger()
    (hall.home / "recipes" / "登録.yaml").write_text("mine\n", encoding="utf-8")
    with pytest.raises(PlaceError, match="P181"):
        brought_back(hall, file)
    assert done(hall) == 3
    assert (hall.home / "recipes" / "登録.yaml").read_text(encoding="utf-8") == "mine\n"
    assert not list(hall.home.glob("*restor*"))


def test_a_session_of_another_process_is_waited_for(hall: Hall, tmp_path: Path) -> None:
    import psycopg

    made = kept(hall, tmp_path / "kept")
    server = hall.project.server
    assert server is not None
    with (
        psycopg.connect(server.address, password=PASSWORD, application_name="bots"),
        pytest.raises(PlaceError, match="P178"),
    ):
        brought_back(hall, made.file)


@pytest.mark.parametrize("point", ["restore.marked:2", "restore.placed:1"])
def test_cut_off_in_the_middle_it_can_be_undone(hall: Hall, tmp_path: Path, point: str) -> None:
    made = kept(hall, tmp_path / "kept")
    hall.run()
    close_ledger()

    def killed() -> None:
        aim(point)
        brought_back(hall, made.file)

    assert in_fork(killed) != 0
    with pytest.raises(PlaceError, match="P179"):
        hall.project.open_ledger()
    put_back.undo(hall.project)
    assert done(hall) == 3
    run, code = hall.run()
    assert (hall.counts(run), code) == ({"total": 3, "already": 3}, 0)


def test_into_a_folder_the_script_comes_along_and_the_server_stays(hall: Hall, tmp_path: Path) -> None:
    made = kept(hall, tmp_path / "kept")
    hall.run()
    close_ledger()
    restore_into(tmp_path / "new", made.file, hall.clock, quiet)
    assert (tmp_path / "new" / "data" / "ledger.sql").exists()
    assert done(hall) == 3


def test_upgrade_backs_up_by_a_script(hall: Hall, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["-C", str(hall.home), "upgrade", str(tmp_path / "kept")]) == 0
    close_ledger()
    assert PASSWORD not in capsys.readouterr().out
    (file,) = (tmp_path / "kept").iterdir()
    assert "data/ledger.sql" in names_in(file)
