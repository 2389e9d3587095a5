"""A ledger that is gone or rolled back is told by doctor and by whatever looks at runs; looking makes none."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bots.app import doctor
from bots.cli import main
from bots.ledger.connection import close_ledger
from tests.hall import Hall, people

LOOKING = [["runs"], ["show"], ["report"], ["register"], ["register", "登録"], ["resume"], ["stop"], ["run", "登録"]]


@pytest.fixture
def hall(tmp_path: Path) -> Hall:
    return Hall.open(tmp_path / "hall", people(2))


def lose(hall: Hall, into: Path) -> Path:
    """data/ is moved away."""
    close_ledger()
    return Path(shutil.move(hall.project.settings.ledger, into))


@pytest.mark.parametrize("words", LOOKING, ids=" ".join)
def test_a_lost_ledger_is_told_and_none_is_made(
    hall: Hall, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    hall.run()
    lose(hall, tmp_path / "elsewhere")
    assert main(["-C", str(hall.home), *words]) == 2
    assert "P37" in capsys.readouterr().err
    assert not hall.project.settings.ledger.exists()


def test_an_empty_ledger_beside_runs_is_a_lost_one_too(
    hall: Hall, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hall.run()
    lose(hall, tmp_path / "elsewhere")
    hall.project.open_ledger()
    assert main(["-C", str(hall.home), "runs"]) == 2
    assert "P37" in capsys.readouterr().err


@pytest.mark.parametrize(("words", "code"), [(["runs"], 0), (["register"], 0), (["show"], 2), (["stop"], 2)])
def test_looking_before_the_first_run_makes_nothing(hall: Hall, words: list[str], code: int) -> None:
    assert main(["-C", str(hall.home), *words]) == code
    assert not hall.project.settings.ledger.exists()


def test_doctor_tells_a_lost_ledger_and_makes_none(hall: Hall, tmp_path: Path) -> None:
    (new,) = doctor.ledger(hall.project)
    assert new.well
    hall.run()
    lose(hall, tmp_path / "elsewhere")
    (found,) = doctor.ledger(hall.project)
    assert not found.well
    for lang in ("ja", "en"):
        assert "logs" in found.state(lang)
        assert str(hall.project.settings.ledger) in found.remedy(lang)
    assert not hall.project.settings.ledger.exists()


def test_doctor_tells_an_older_copy_and_the_newest_run_that_it_misses(hall: Hall, tmp_path: Path) -> None:
    hall.run()
    close_ledger()
    shutil.copytree(hall.project.settings.ledger, tmp_path / "copy")
    hall.clock.move(3600)
    newest, _ = hall.run()
    assert all(one.well for one in doctor.ledger(hall.project))
    lose(hall, tmp_path / "elsewhere")
    shutil.copytree(tmp_path / "copy", hall.project.settings.ledger)
    found = [one for one in doctor.ledger(hall.project) if not one.well]
    assert [newest in one.state("ja") for one in found] == [True]
    assert "控え" in found[0].remedy("ja")
