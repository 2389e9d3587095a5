"""A new version of the program takes over a project: after a backup that leads back, and with what it says otherwise."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bots.app.upkeep.back_up import last_backup
from bots.app.upkeep.upgrade import said_of, upgrade
from bots.cli import main
from bots.errors import Place, PlaceError, Problem
from bots.ledger import migrations, recovery, runs, watches
from bots.ledger.connection import close_ledger
from tests.hall import Hall
from tests.ledger.keeping import brought_back, kept, quiet, tree, worked_hall

CHANGES = Path(migrations.__path__[0])
OLD, BOTH, NEW = (Problem(code, place=Place("recipes/登録.yaml", 3)) for code in ("R04", "R11", "L05"))


@pytest.fixture
def hall(tmp_path: Path) -> Hall:
    """A hall whose ledger is that of an older program, with a backup of then."""
    from django.core.management import call_command

    made = worked_hall(tmp_path / "hall")
    made.project.open_ledger()
    call_command("migrate", "ledger", "0009", verbosity=0)
    close_ledger()
    kept(made, tmp_path / "kept", check_recipes=lambda: said_of([OLD, BOTH]))
    return made


def test_it_backs_up_changes_the_tables_and_says_what_is_new(hall: Hall, tmp_path: Path) -> None:
    moved = Problem("R11", place=Place("recipes/登録.yaml", 9))
    done = upgrade(hall.project, tmp_path / "kept", quiet, lambda: [moved, NEW])
    assert list(done.changes) == [one.stem for one in sorted(CHANGES.glob("0*.py")) if one.stem > "0010"]
    assert (done.fresh, done.gone) == ((NEW,), 1)
    assert done.kept is not None
    assert max(done.kept.manifest.copied.changes).startswith("0009")
    assert watches.at_work() == []  # a table of today
    close_ledger()
    again = upgrade(hall.project, tmp_path / "kept", quiet, lambda: [moved, NEW])
    assert (again.changes, again.fresh, again.gone) == ((), (), 0)
    close_ledger()
    assert not brought_back(hall, done.kept.file).guarded  # nothing was run since
    with closing(sqlite3.connect(hall.home / "data" / "ledger.sqlite3")) as books:
        tables = [name for (name,) in books.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    assert "ledger_watch" not in tables  # as the program of before left it


def test_while_something_is_at_work_nothing_is_changed(hall: Hall, tmp_path: Path) -> None:
    from django.core.management import call_command

    hall.project.open_ledger()
    run = hall.ask()
    runs.take(run=run, worker=recovery.this_worker(), clock=hall.clock)
    call_command("migrate", "ledger", "0009", verbosity=0)
    close_ledger()
    before = tree(hall.home)
    with pytest.raises(PlaceError, match="P178"):
        upgrade(hall.project, tmp_path / "kept", quiet, list)
    assert tree(hall.home) == before


def test_where_no_backup_can_be_made_the_tables_stay(hall: Hall) -> None:
    before = tree(hall.home)
    with pytest.raises(PlaceError, match="P184"):
        upgrade(hall.project, hall.home / "config", quiet, list)
    assert tree(hall.home) == before


def test_a_project_without_a_ledger_is_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hall = Hall.open(tmp_path / "hall")
    (hall.home / "recipes" / "登録.yaml").write_text("レシピ: だけ\n", encoding="utf-8")
    assert main(["-C", str(hall.home), "--lang", "en", "upgrade"]) == 1
    told = capsys.readouterr().out
    assert "no ledger yet" in told or "台帳はまだありません" in told
    assert "[R" in told
    assert not (hall.home / "data").exists()
    assert last_backup(hall.project.settings) is None
