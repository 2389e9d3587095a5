"""A sample of the faults of the network: `python -m tests.crash --network --times N` runs all twelve."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bots.runners.relay import Relay
from tests.crash import network
from tests.crash.faulty import KINDS, Fault


def test_a_line_that_is_reset_and_a_408_bring_one_request_for_each_intent() -> None:
    told, failures = network.trials(1, 9, ("reset", "408"))
    assert failures == []
    assert (told["gate"].requests_per_intent, told["click"].requests_per_intent) == (1, 1)
    assert told["script"].requests_per_intent > 1, "the same browser sends again where nothing holds it: does the trial bite?"


def test_without_the_fuse_the_trial_finds_what_the_browser_sends_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Relay, "arm", lambda *_, **__: None)
    tally = network.Network()
    network.judge(*network.by_run(tmp_path, {"0001": Fault("408", keeps=True, once=True)}), tally)
    assert (tally.duplicated, tally.requests_per_intent, tally.ended) == (1, 2, {"408: done": 1})


def test_there_are_twelve_faults_and_each_is_drawn_again_from_its_seed() -> None:
    assert len(set(KINDS)) == 12
    assert network.rows(4, 7) == network.rows(4, 7) != network.rows(4, 8)
    assert Counter(one.kind for one in network.rows(4, 7).values()) == dict.fromkeys(KINDS, 4)


def test_a_browser_is_signed_in_anew_after_so_many_rows(tmp_path: Path) -> None:
    """Real hands: the session of the first rows has gone with its cookies."""
    healthy = {f"{number:04d}": Fault("delay") for number in range(1, 6)}
    system, seen = network.by_run(tmp_path, healthy, settings=network.SETTINGS + "browser: {rows: 2}\n")
    assert {one.state for one in seen.values()} == {"done"}
    assert (system.signed_in, [len(system.kept[key]) for key in healthy]) == (3, [1] * 5)
    sessions = [hit.headers.get("cookie") for hit in system.hits if hit.target.startswith("/keep/")]
    assert sessions == ["sid=s1", "sid=s1", "sid=s2", "sid=s2", "sid=s3"]
