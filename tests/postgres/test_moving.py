"""A ledger is moved from its file to a server, and back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bots.cli import main
from bots.crashpoints import aim
from bots.errors import PlaceError
from bots.ledger.connection import close_ledger
from tests import hall as halls
from tests.crash.forks import in_fork
from tests.hall import Hall, people
from tests.postgres.server import PASSWORD, Server


@pytest.fixture
def hall(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Hall:
    """A hall with a ledger in a file that knows two runs."""
    monkeypatch.setattr(halls, "new_database", None)
    made = Hall.open(tmp_path / "hall", people(3))
    made.run(limit=2)
    made.rehearse()
    close_ledger()
    return made


@pytest.fixture
def address(server: Server) -> Iterator[str]:
    yield server.make("wanted")
    close_ledger()
    server.drop("wanted")


def _move(hall: Hall, *words: str) -> int:
    code = main(["-C", str(hall.home), "move-ledger", *words])
    close_ledger()
    return code


def _set(hall: Hall, address: str) -> None:
    (hall.home / "config/settings.yaml").write_text(f"environment: 本番\ndatabase: {address}\n", encoding="utf-8")


def _code(hall: Hall) -> str:
    with pytest.raises(PlaceError) as told:
        hall.ask()
    close_ledger()
    return told.value.problem.code


def test_it_goes_on_at_the_server_and_nothing_enters_by_the_file(
    hall: Hall, server: Server, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    from bots.ledger import events, runs

    assert _move(hall, address) == 0
    told = capsys.readouterr().out
    assert "item" in told
    assert PASSWORD not in told
    assert server.sql("SELECT count(*) FROM ledger_item", "wanted") == [(3,)]
    assert _code(hall) == "P164"
    _set(hall, address)
    run, code = hall.run()
    assert code == 0
    assert hall.counts(run) == {"total": 3, "done": 1, "already": 2}
    assert hall.entered() == ["0001", "0002", "0003"]
    assert len(runs.recent()) == 3
    assert events.verify().whole
    assert _move(hall, "--back") == 2
    assert "P167" in capsys.readouterr().err
    assert _move(hall, address) == 2
    assert "P164" in capsys.readouterr().err


def test_who_has_the_file_open_cannot_change_it_any_more(hall: Hall, address: str) -> None:
    from bots.app.unexpected import unexpected
    from bots.ledger import events

    def moved() -> None:
        assert _move(hall, address) == 0

    close_ledger()
    hall.project.open_ledger()
    assert in_fork_of(moved) == 0
    with pytest.raises(Exception, match="moved") as told:
        events.add(run="", kind="story.begun", words={}, clock=hall.clock)
    assert unexpected(told.value).problem.code == "P164"


def in_fork_of(work: object) -> int:
    """A fork has no connection of its own yet: this one's is left alone there."""
    from django.db import connections

    def alone() -> None:
        del connections["default"]
        work()  # type: ignore[operator]

    return in_fork(alone)


def test_it_goes_back_as_long_as_nothing_was_entered(
    hall: Hall, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _move(hall, address) == 0
    _set(hall, address)
    assert _move(hall, "--back") == 0
    assert _code(hall) == "P168"
    _set(hall, '""')
    run, code = hall.run()
    assert code == 0
    assert hall.counts(run) == {"total": 3, "done": 1, "already": 2}
    close_ledger()
    assert _move(hall, address) == 2
    assert "P168" in capsys.readouterr().err


def test_a_database_that_is_not_empty_is_refused(
    hall: Hall, server: Server, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    server.sql("CREATE TABLE others (n int)", "wanted")
    assert _move(hall, address) == 2
    assert "P163" in capsys.readouterr().err
    server.sql("DROP TABLE others", "wanted")
    other = Hall.open(hall.home.parent / "other", people(1))
    _set(other, address)
    other.run()
    close_ledger()
    assert _move(hall, address) == 2
    assert "P163" in capsys.readouterr().err
    assert hall.run()[1] == 0  # the file counts as before


def test_a_run_at_work_is_waited_for(hall: Hall, address: str, capsys: pytest.CaptureFixture[str]) -> None:
    from bots.ledger import recovery, runs

    run = hall.ask()
    runs.take(run=run, worker=recovery.this_worker(), clock=hall.clock)
    assert _move(hall, address) == 2
    assert "P162" in capsys.readouterr().err


@pytest.mark.parametrize("point", ["moving.inside", "moving.copied"])
def test_cut_off_in_the_middle_it_is_moved_the_second_time(hall: Hall, address: str, point: str) -> None:
    def killed() -> None:
        aim(f"{point}:1")
        _move(hall, address)

    close_ledger()
    assert in_fork_of(killed) != 0
    with closing(sqlite3.connect(hall.home / "data" / "ledger.sqlite3")) as file:
        assert file.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'").fetchone() == (0,)
    assert _move(hall, address) == 0
    _set(hall, address)
    assert hall.run()[1] == 0
    assert hall.entered() == ["0001", "0002", "0003"]


def test_an_address_with_a_password_is_refused(hall: Hall, capsys: pytest.CaptureFixture[str]) -> None:
    assert _move(hall, "postgresql://bots:himitsu@127.0.0.1/bots") == 2
    said = capsys.readouterr()
    assert "P161" in said.err
    assert "himitsu" not in said.out + said.err


def test_no_ledger_no_move(hall: Hall, address: str, capsys: pytest.CaptureFixture[str]) -> None:
    (hall.home / "data" / "ledger.sqlite3").unlink()
    assert _move(hall, address) == 2
    assert "P166" in capsys.readouterr().err
    assert _move(hall) == 2
    _set(hall, address)
    assert _move(hall, "--back") == 2
    assert "P166" in capsys.readouterr().err
