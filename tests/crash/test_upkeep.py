"""A backup, a restore and its undoing, killed at each point: no half file under a backup's name; the project of before or the
one of the backup, and where it is in the middle, that is told and undone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bots.app import doctor
from bots.app.upkeep import put_back
from bots.app.upkeep.checking import check
from bots.app.upkeep.swap import read_mark
from bots.errors import PlaceError
from bots.ledger.connection import RESTORING_FILE, close_ledger
from tests.crash.harness import Kill, kill, points
from tests.hall import Hall
from tests.ledger.keeping import brought_back, kept, quiet, tree, worked_hall

_OURS = (".restoring-", "before-restore-")


def hall_in(home: Path) -> Hall:
    return Hall(home, None)  # type: ignore[arg-type]  # the system is not needed


def kept_in(home: Path) -> Path:
    return next((home.parent / "kept").glob("*.zip"))


def make_backup(home: Path) -> None:
    kept(hall_in(home), home.parent / "more")


def bring_back(home: Path) -> None:
    brought_back(hall_in(home), kept_in(home))


def take_back(home: Path) -> None:
    hall = hall_in(home)
    hall.clock.move(60)
    put_back.undo(hall.project)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project, an older backup of it, and the same project with that brought back."""
    place = tmp_path_factory.mktemp("upkeep")
    hall = worked_hall(place / "new")
    kept(hall, place / "kept")
    (hall.home / "recipes" / "登録.yaml").write_text("changed\n", encoding="utf-8")
    (hall.home / "config" / "fresh.yaml").write_text("fresh\n", encoding="utf-8")
    hall.project.open_ledger()
    from bots.ledger import events

    events.add(run="", kind="story", words={}, clock=hall.clock)
    close_ledger()
    (hall.home / "data" / "last-backup.json").unlink()
    shutil.copytree(hall.home, place / "old")
    bring_back(place / "old")
    return place


def state(home: Path) -> dict[str, str]:
    """The project without what was set aside."""
    return {name: sha for name, sha in tree(home).items() if not name.startswith(_OURS)}


def test_a_killed_backup_leaves_no_half_file_under_its_name(place: Path) -> None:
    home = place / "new"
    found = points(make_backup, home)
    assert {"backup.copied", "backup.written", "backup.named"} <= {one.point for one in found}
    shutil.rmtree(place / "more")
    for at in found:
        kill(make_backup, home, at)
        for file in (place / "more").glob("*.zip"):
            check(file, place, hall_in(home).clock, quiet)
        assert len(list((place / "more").glob("*.zip"))) == (at.point == "backup.named")
        make_backup(home)
        assert not list((place / "more").glob(".*"))
        assert not (home / "data" / "copying").exists()
        shutil.rmtree(place / "more")
    (home / "data" / "last-backup.json").unlink()


@pytest.mark.parametrize("begins", ["new", "old"])
def test_a_killed_restore_or_undo_can_be_undone(place: Path, tmp_path: Path, begins: str) -> None:
    story, ends = (bring_back, "old") if begins == "new" else (take_back, "new")
    shutil.copytree(place / "kept", tmp_path / "kept")
    shutil.copytree(place / begins, tmp_path / "dry")
    found = points(story, tmp_path / "dry")
    assert sum(one.point.startswith("restore.") for one in found) >= 10
    before, after = state(place / begins), state(place / ends)
    met = set()
    for at in found:
        home = tmp_path / "hall"
        shutil.copytree(place / begins, home)
        kill(story, home, at)
        met.add(judge(home, before, after))
        shutil.rmtree(home)
    assert met == {"before", "middle", "after"}


def judge(home: Path, before: dict[str, str], after: dict[str, str]) -> str:
    """Where a kill has left the project; what is in the middle is told, undone, and can be done again."""
    project = hall_in(home).project
    if read_mark(home / "data") is None:
        assert state(home) in (before, after)
        return "before" if state(home) == before else "after"
    with pytest.raises(PlaceError, match="P179"):
        project.open_ledger()
    with pytest.raises(PlaceError, match="P179"):
        kept(hall_in(home), home / "more")
    assert [one.well for one in doctor.ledger(project)] == [False]
    put_back.undo(project)
    assert state(home) == before
    assert not list(home.glob(f".restoring-*/data/{RESTORING_FILE}"))
    return "middle"


def test_undoing_what_was_cut_off_can_itself_be_cut_off(place: Path, tmp_path: Path) -> None:
    shutil.copytree(place / "kept", tmp_path / "kept")
    before = state(place / "new")
    shutil.copytree(place / "new", tmp_path / "dry")
    last = [one for one in points(bring_back, tmp_path / "dry") if one.point == "restore.piece"][-1]
    for nth in range(1, 20):
        home = tmp_path / "hall"
        shutil.copytree(place / "new", home)
        kill(bring_back, home, last)
        try:
            kill(take_back, home, Kill("restore.back", nth))
        except AssertionError:  # there are no more points: it came to its end
            assert state(home) == before
            assert nth > 4
            return
        with pytest.raises(PlaceError, match="P179"):
            hall_in(home).project.open_ledger()
        put_back.undo(hall_in(home).project)
        assert state(home) == before
        shutil.rmtree(home)
    pytest.fail("it never ended")
