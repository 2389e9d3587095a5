"""照会 in a real browser: of two rows in doubt one is in the system and one is not, and each is brought to its end."""

from __future__ import annotations

import json
from pathlib import Path

from bots import practice
from bots.app.place import init_project
from tests.runs.processes import run

KEPT_NOT_TOLD, NOT_KEPT = "close_after_commit", "error_500_before"


def test_rows_in_doubt_are_looked_up_and_end_as_they_are(tmp_path: Path) -> None:
    home = init_project(tmp_path / "project")
    with practice.start("childcare", tmp_path / "truth") as system:
        assert run(home, system, 2).wait(120) == 1  # some rows of the sheet have faults
        before = [entry.key for entry in system.truth()]
        assert len(before) == 2, "what is entered already proves that looking up works"
        (tmp_path / "truth" / "faults.json").write_text(json.dumps({KEPT_NOT_TOLD: 1, NOT_KEPT: 1}), encoding="utf-8")
        assert run(home, system, 3).wait(240) == 3
        keys = [entry.key for entry in system.truth()]
    assert len(keys) == len(set(keys)) == 5
    from bots.app.facts import outcome_of
    from bots.app.project import Project

    outcome = outcome_of(Project.at(str(home)), "latest", "ja")
    assert outcome.counts["done"] == 3
    assert outcome.counts["uncertain"] == 0
    (open_end,) = [one for one in outcome.needs_people if "照会" in one.reason]
    assert open_end.state.en == "unfinished"
