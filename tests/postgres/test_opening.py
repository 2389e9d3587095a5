"""What is told where the server cannot be used, and that nothing of the password is."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bots.app import doctor
from bots.app.project import Project
from bots.errors import PlaceError
from bots.ledger.connection import close_ledger, open_ledger
from bots.ledger.sides import Server as Place
from bots.settings import load_settings
from bots.testing import FixedClock
from tests.hall import Hall, people
from tests.postgres.server import PASSWORD, USER, Server


def _told(address: str, folder: Path, password: str = PASSWORD) -> str:
    """The code of what is told; no word of it knows the password."""
    with pytest.raises(PlaceError) as told:
        open_ledger(folder / "data", FixedClock(), server=Place(address, password))
    close_ledger()
    problem = told.value.problem
    said = [say(lang) for say in (problem.sentence, problem.hint) for lang in ("ja", "en")]
    assert password not in "".join([*said, str(told.value), repr(Place(address, password))])
    assert "{" not in "".join(said)
    return problem.code


@pytest.fixture
def address(server: Server) -> Iterator[str]:
    """A database of the user's own, empty."""
    yield server.make("mine")
    close_ledger()
    server.drop("mine")


def test_no_server_there(server: Server, tmp_path: Path) -> None:
    assert _told(f"postgresql://{USER}@127.0.0.1:9/mine", tmp_path) == "P151"


def test_a_wrong_password_and_a_user_nobody_knows(address: str, tmp_path: Path) -> None:
    assert _told(address, tmp_path, "renshu-pass-0") == "P152"
    assert _told(address.replace(USER, "nobody"), tmp_path) == "P152"


def test_no_such_database(server: Server, tmp_path: Path) -> None:
    assert _told(server.address("none"), tmp_path) == "P153"


def test_no_right_to_make_tables(server: Server, tmp_path: Path) -> None:
    server.sql("CREATE DATABASE others")
    try:
        assert _told(server.address("others"), tmp_path) == "P154"
    finally:
        server.drop("others")


def test_an_older_server(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from bots.ledger.postgres import side

    monkeypatch.setattr(side, "OLDEST", 99)
    assert _told(address, tmp_path) == "P155"


def test_a_database_that_does_not_wait_for_its_disk(server: Server, address: str, tmp_path: Path) -> None:
    server.sql("ALTER DATABASE mine SET synchronous_commit = off")
    assert _told(address, tmp_path) == "P156"


def test_a_server_that_does_not_sync(server: Server, address: str, tmp_path: Path) -> None:
    server.stop()
    server.start(fsync="off")
    try:
        assert _told(address, tmp_path) == "P156"
    finally:
        server.stop()
        server.start()


def test_a_database_that_cannot_hold_every_character(server: Server, tmp_path: Path) -> None:
    server.sql(f"CREATE DATABASE plain TEMPLATE template0 ENCODING 'SQL_ASCII' OWNER {USER}")
    try:
        assert _told(server.address("plain"), tmp_path) == "P156"
    finally:
        server.drop("plain")


def test_tables_of_a_newer_program(server: Server, address: str, tmp_path: Path) -> None:
    open_ledger(tmp_path / "data", FixedClock(), server=Place(address, PASSWORD))
    close_ledger()
    server.sql("INSERT INTO django_migrations (app, name, applied) VALUES ('ledger', '9999_of_tomorrow', now())", "mine")
    assert _told(address, tmp_path) == "P160"


def test_a_key_that_is_not_its_own(address: str, tmp_path: Path) -> None:
    """Another machine at the same ledger has to bring the key along."""
    open_ledger(tmp_path / "data", FixedClock(), server=Place(address, PASSWORD))
    close_ledger()
    assert _told(address, tmp_path / "another machine") == "P42"


def test_a_driver_that_is_not_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("bots.ledger.postgres")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert _told("postgresql://127.0.0.1/mine", tmp_path) == "P158"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("postgresql://bots:himitsu@127.0.0.1/bots", "P161"),
        ("postgresql://bots@127.0.0.1/bots?password=himitsu", "P161"),
        ("mysql://bots@127.0.0.1/bots", "P159"),
        ("himitsu", "P159"),
    ],
)
def test_a_setting_that_cannot_be_is_not_repeated(tmp_path: Path, written: str, code: str) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.yaml").write_text(f"database: {written}\n", encoding="utf-8")
    with pytest.raises(PlaceError) as told:
        load_settings(tmp_path, {})
    assert told.value.problem.code == code
    assert "himitsu" not in str(told.value) + told.value.problem.sentence("en") + told.value.problem.hint("en")


@pytest.mark.parametrize("written", ["postgresql://bots@127.0.0.1", "postgresql://127.0.0.1/bots?nonsense=1"])
def test_an_address_that_names_no_database(tmp_path: Path, written: str) -> None:
    assert _told(written, tmp_path) == "P159"


def test_by_a_socket_and_a_password_file(
    server: Server, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What libpq knows by itself does: a socket, and a password file."""
    file = tmp_path / "pgpass"
    file.write_text(f"*:*:mine:{USER}:{PASSWORD}\n", encoding="ascii")
    file.chmod(0o600)
    monkeypatch.delenv("BOTS_SECRET_DATABASE_PASSWORD")
    monkeypatch.setenv("PGPASSFILE", str(file))
    (tmp_path / "config").mkdir()
    by_socket = f"postgresql://{USER}@/mine?host={server.folder}&port={server.port}"
    (tmp_path / "config" / "settings.yaml").write_text(f"database: {by_socket}\n", encoding="utf-8")
    project = Project(load_settings(tmp_path, {}), FixedClock())
    project.open_ledger()
    from bots.ledger.connection import side

    assert side().where == f"postgresql://{server.folder}/mine"


def test_two_that_make_the_tables_at_once(address: str, tmp_path: Path) -> None:
    """Two machines (folders with the same key) begin on an empty database."""
    import threading

    from bots.ledger.tables import Book

    open_ledger(tmp_path / "one", FixedClock())  # a file: only its key is wanted
    close_ledger()
    for name in ("two", "three"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "ledger.key").write_bytes((tmp_path / "one" / "ledger.key").read_bytes())
    ended: list[str] = []
    ready = threading.Barrier(2)

    def begin(folder: Path) -> None:
        ready.wait()
        open_ledger(folder, FixedClock(), server=Place(address, PASSWORD))
        ended.append(str(Book.objects.get().instance))
        close_ledger()

    both = [threading.Thread(target=begin, args=(tmp_path / name,)) for name in ("two", "three")]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert len(ended) == 2
    assert len(set(ended)) == 1


def _doctor(hall: Hall) -> dict[str, bool]:
    return {one.title("en"): one.well for one in doctor.ledger(hall.project)}


def test_doctor_looks_at_the_server(tmp_path: Path, server: Server) -> None:
    hall = Hall.open(tmp_path / "hall", people(1))
    server.drop(_name(hall))
    server.make(_name(hall))
    assert _doctor(hall) == {"ledger": True}  # none yet
    hall.run()
    assert _doctor(hall) == {"ledger": True, "chain of the ledger": True}
    close_ledger()
    server.stop()
    try:
        assert _doctor(hall) == {"ledger": False}
    finally:
        server.start()


# ------------------------------------------------------------------ copies


def _name(hall: Hall) -> str:
    return hall.project.settings.database.rpartition("/")[2]


def _put_back(server: Server, hall: Hall, copy: str) -> None:
    """The copy takes the place of the database, under its name."""
    close_ledger()
    server.drop(_name(hall))
    server.sql(f"ALTER DATABASE {copy} RENAME TO {_name(hall)}")


def test_a_database_that_was_put_back_enters_nothing(server: Server, tmp_path: Path) -> None:
    hall = Hall.open(tmp_path / "hall", people(2))
    hall.run()
    close_ledger()
    server.sql(f"CREATE DATABASE kept TEMPLATE {_name(hall)} OWNER {USER}")
    hall.sheet(people(4))
    hall.clock.move(60)
    hall.run()
    _put_back(server, hall, "kept")
    for folder in hall.project.settings.logs.glob("runs/*/*"):
        if folder.name.startswith("20261123-1931"):
            (folder / "plan.json").unlink()  # as if the folders of runs had been cleared up: the anchor tells it alone
    with pytest.raises(PlaceError) as told:
        hall.ask()
    assert told.value.problem.code == "P131"
    assert len(hall.entered()) == 4


def test_a_whole_copy_under_the_same_name_is_told_once(server: Server, tmp_path: Path) -> None:
    hall = Hall.open(tmp_path / "hall", people(2))
    hall.run()
    close_ledger()
    server.sql(f"CREATE DATABASE kept TEMPLATE {_name(hall)} OWNER {USER}")
    _put_back(server, hall, "kept")
    with pytest.raises(PlaceError) as told:
        hall.ask()
    assert told.value.problem.code == "P133"
    run = hall.ask(ledger_checked=True, attended=True)
    assert hall.carry_out(run) == 0
    assert hall.run()[1] == 0
    assert len(hall.entered()) == 2
