"""`bots rehearse --learn`: what a submit sends is learned, a person looks at it, and from then on a run is held to it."""

from __future__ import annotations

import json

import pytest

from bots.recipe.system import read_system
from tests.commands.house import Hall

SYSTEM = "config/systems/保育システム.yaml"


def learn(hall: Hall, *more: str) -> dict:  # type: ignore[type-arg]
    made = hall.bots("rehearse", "保育申込", "--learn", *more, "--json")
    assert made.code == 1, made.said  # the sheet has a row with a fault
    told: dict = json.loads(made.out)  # type: ignore[type-arg]
    return told


def test_learned_approved_and_used(hall: Hall) -> None:
    path = hall.home / SYSTEM
    before = path.read_text("utf-8")
    shown = hall.bots("rehearse", "保育申込", "--learn", "--limit", "3")
    assert shown.code == 1, shown.said  # the sheet has a row with a fault
    assert "何も送りません" in shown.out
    assert "送るものを覚えました" in shown.out
    assert hall.entered() == []
    assert path.read_text("utf-8") == before, "nothing is written before a person has looked"

    run = next(line.split()[-1] for line in shown.out.splitlines() if "bots approve" in line)
    assert (without := hall.bots("approve", run, "--yes")).code == 2, without.said
    no = hall.bots("approve", run, "--no", "--reason", "まだ", "--json")
    assert json.loads(no.out) == {"run": run, "approved": 0, "declined": 1, "failed": 0, "left": 0}
    assert path.read_text("utf-8") == before

    yes = hall.bots("approve", run, "--yes", "--reason", "画面と照合")
    assert yes.code == 0, yes.said
    assert "送り先: POST /" in yes.out
    after = path.read_text("utf-8")
    assert after.startswith(before.rstrip("\n")), "the other lines stay as they are"
    assert path.with_name(path.name + ".bak").read_text("utf-8") == before
    (rule,) = read_system(after.encode(), "保育システム", SYSTEM).submits
    assert (rule.mode, rule.method, rule.screen, rule.carries) == ("gate", "POST", "申込入力", False), rule
    assert rule.fields == ("token",), "what the confirmation page sends holds no value of the row"
    assert "画面と照合" in rule.approved
    assert hall.bots("check", "保育申込").code == 0
    assert "人が確かめました" in next(hall.home.glob(f"logs/runs/*/{run}/log.txt")).read_text("utf-8")

    ran = hall.bots("run", "保育申込", "--limit", "1", "--json")
    assert json.loads(ran.out)["items"]["done"] == 1, ran.said
    assert len(hall.entered()) == 1

    path.write_text(after.replace(f"送信先: {rule.path}", "送信先: /old/address"), "utf-8")
    stopped = hall.bots("run", "保育申込", "--limit", "1")
    assert (stopped.code, len(hall.entered())) == (2, 1), stopped.said
    assert "N20" in stopped.said or "確定の送信" in stopped.said
    assert "/old/address" in stopped.said, "what is described"
    assert rule.path in stopped.said, "and what was about to be sent"


def test_one_row_teaches_nothing(hall: Hall) -> None:
    path = hall.home / SYSTEM
    before = path.read_bytes()
    told = learn(hall, "--limit", "1")
    approve = hall.bots("approve", told["run"], "--yes", "--reason", "x")
    assert (approve.code, "P136" in approve.err) == (2, True), approve.said
    assert path.read_bytes() == before


@pytest.mark.parametrize("word", ["--learn"])
def test_only_of_a_rehearsal(hall: Hall, word: str) -> None:
    assert hall.bots("run", "保育申込", word).code == 2
