"""A decision with a proof, killed at each of its points: the file is there before the ledger names it, and who comes
after finds nothing altered and answers once more where nothing was said."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from bots.ledger.facts import Finding
from bots.model import ItemState
from tests.crash.harness import Kill, kill
from tests.hall import Hall, people

PROOF = b"%PDF-1.7 screen"


def leave_in_doubt(home: Path) -> str:
    hall = Hall.open(home, people(1))
    hall.system.answers = ["gone"]
    run, _ = hall.run()
    return run


def decide_it(home: Path) -> None:
    """What `bots decide` does with one row."""
    from bots.app.approving import write_answers_down
    from bots.app.deciding import Proof, decide, doubtful_rows

    project = Hall(home, None).project  # type: ignore[arg-type]  # the system is not needed
    found = doubtful_rows(project, "latest")
    decide(project, found.run, found.rows[0], Finding.ENTERED, reason="確かめた", proof=Proof("pdf", PROOF))
    write_answers_down(project, found.run)


@pytest.mark.parametrize("part", ["before", "inside", "after"])
def test_killed_while_a_person_decides(tmp_path: Path, part: str) -> None:
    from bots.app.altered import altered
    from bots.app.facts import open_run
    from bots.ledger import events, evidence, rows

    run = leave_in_doubt(tmp_path / "hall")
    kill(decide_it, tmp_path / "hall", Kill(f"ledger.decide.{part}"))
    project = Hall(tmp_path / "hall", None).project  # type: ignore[arg-type]
    opened = open_run(project, run)
    decided = part == "after"
    assert rows.of_run(run)[0].outcome is (ItemState.DONE if decided else ItemState.UNCERTAIN)
    (file,) = opened.folder.proofs()
    named = [one for one in evidence.of_run(run) if one.file == file]
    assert [one.sha256 for one in named] == ([hashlib.sha256(PROOF).hexdigest()] if decided else [])
    assert (opened.folder.path / file).read_bytes() == PROOF
    assert altered(opened) == ()
    if not decided:
        decide_it(tmp_path / "hall")
    assert rows.of_run(run)[0].outcome is ItemState.DONE
    assert [one.file for one in evidence.of_run(run) if one.file == file] == [file]
    assert altered(open_run(project, run)) == ()
    assert events.verify().whole
