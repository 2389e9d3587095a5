"""A person says that a ledger which was put back is to be gone on with; killed at each point of that."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bots.model import ItemState
from tests.crash.harness import Kill, kill
from tests.hall import Hall, Quiet, people


def leave_older(home: Path) -> None:
    """The copy is of a run that has taken its row in; the run enters it, then the copy is put back."""
    from bots.app.runs import reopen
    from bots.ledger.connection import close_ledger

    hall = Hall.open(home, people(1))
    run = hall.ask()
    parent = Quiet()
    parent.stop.set()
    hall.carry_out(run, parent)
    close_ledger()
    shutil.copytree(home / "data", home / "copy")
    hall.carry_out(reopen(hall.project, run, failed=False))
    close_ledger()
    shutil.rmtree(home / "data")
    (home / "copy").rename(home / "data")


def go_on(home: Path) -> None:
    """What `--ledger-checked` does."""
    from bots.app.ledger_standing import check_ledger

    project = Hall(home, None).project  # type: ignore[arg-type]  # the system is not needed
    project.open_ledger()
    check_ledger(project, checked=True)


@pytest.mark.parametrize("part", ["before", "inside", "after"])
def test_killed_while_a_person_says_so(tmp_path: Path, part: str) -> None:
    from bots.errors import PlaceError
    from bots.ledger import events, registers, restored

    home = tmp_path / "hall"
    leave_older(home)
    kill(go_on, home, Kill(f"ledger.accept.{part}"))
    project = Hall(home, None).project  # type: ignore[arg-type]
    project.open_ledger()
    (item,) = registers.history(register="登録")
    assert item.state is (ItemState.UNCERTAIN if part == "after" else ItemState.PENDING)
    with pytest.raises(PlaceError, match="P131"):
        restored.refuse(project.settings.anchor)
    go_on(home)
    restored.refuse(project.settings.anchor)
    (item,) = registers.history(register="登録")
    assert item.state is ItemState.UNCERTAIN
    assert events.verify().whole
