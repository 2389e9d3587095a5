"""`--json` prints one line, also where a command cannot do its work."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest

from bots.cli import COMMANDS, group, main
from tests.hall import Hall, people

WRONG = {
    "run": (["登録", "--data", "ない.xlsx"], "D01"),
    "rehearse": (["登録", "--data", "ない.xlsx"], "D01"),
    "preview": (["ない"], "R80"),
    "resume": ([], "P23"),
    "stop": ([], "P23"),
    "runs": (["--last", "0"], "usage"),
    "show": ([], "P23"),
    "approve": (["--yes", "--reason", "原本と照合"], "P23"),
    "decide": (["--only", "0001", "--entered", "--reason", "確かめた"], "P125"),
    "register": (["ない"], "P47"),
    "inspect": (["試験システム/ない"], "R16"),
}


@pytest.fixture
def hall(tmp_path: Path) -> Hall:
    return Hall.open(tmp_path / "hall", people(2))


def test_every_command_that_has_it_is_tried_here() -> None:
    having = {
        name
        for name in COMMANDS
        for made in [group.get_command(click.Context(group), name)]
        if made is not None and any("--json" in one.opts for one in made.params)
    }
    assert having - {"doctor", "status"} == set(WRONG)  # they tell whatever is wrong as something that they found


@pytest.mark.parametrize("command", WRONG)
def test_an_early_error_is_one_line_and_the_sentence_stands_on_stderr(
    hall: Hall, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    words, code = WRONG[command]
    assert main(["-C", str(hall.home), command, *words, "--json"]) == 2
    said = capsys.readouterr()
    told = json.loads(said.out)
    assert said.out.count("\n") == 1
    assert (told["error"], told["exit_code"]) == (code, 2)
    assert told["message"] in said.err
    assert main(["-C", str(hall.home), command, *words]) == 2
    plain = capsys.readouterr()
    assert plain.out == ""
    assert plain.err == said.err


def test_a_defect_is_one_line_too_without_its_text(
    hall: Hall, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("髙橋1")

    monkeypatch.setattr("bots.app.facts.recent_runs", fail)
    assert main(["-C", str(hall.home), "runs", "--json"]) == 2
    told = json.loads(capsys.readouterr().out)
    assert told["error"] == "P38"
    assert "髙橋" not in told["message"]
