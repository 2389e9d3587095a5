"""The progress of a run counts each row once, as it stands now: also after it was looked up and sent again."""

from __future__ import annotations

from pathlib import Path

import pytest

from bots.cli.progress import Lines
from tests.hall import LOOKING, RECIPE, Hall, Quiet, people


def shown(parent: Quiet) -> Lines:
    """What a person has read when all that the run told has been shown."""
    lines = Lines("ja")
    for told in parent.told:
        lines.told(told)
    return lines


def test_rows_that_are_sent_again_and_doubted_again_count_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hall = Hall.open(tmp_path, people(5), LOOKING)
    hall.system.answers = ["success", "gone", "success", "gone_before", "success", "gone"]
    parent = Quiet()
    run = hall.ask()
    hall.carry_out(run, parent)
    assert hall.counts(run) == {"done": 4, "uncertain": 1, "total": 5, "unfinished": 1}
    lines = shown(parent)
    assert sorted(lines.states.values()) == ["done", "done", "done", "uncertain", "unfinished"]
    said = capsys.readouterr().out.splitlines()
    assert "照会で未登録と分かった 1 件を、登録し直します。" in said
    (last, *_) = [line for line in reversed(said) if "/" in line]
    assert last.startswith("5/5  ")
    assert sorted(last.removeprefix("5/5  ").split("  ")) == sorted(["✓ 3", "？ 1", "！ 1"])


def test_a_row_that_an_earlier_run_left_in_doubt_counts_when_it_is_looked_up(tmp_path: Path) -> None:
    hall = Hall.open(tmp_path, people(2), RECIPE)
    hall.system.answers = ["success", "gone_before"]
    hall.run()
    (hall.home / "recipes/登録.yaml").write_text(LOOKING, encoding="utf-8")
    hall.clock.move(60)
    parent = Quiet()
    hall.carry_out(hall.ask(), parent)
    lines = shown(parent)
    assert (lines.total, list(lines.states.values())) == (1, ["done"])
