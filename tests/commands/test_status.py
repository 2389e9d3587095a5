"""The one on call at three in the morning: `bots status`, `bots pause`, and the window of `bots serve --health`."""

from __future__ import annotations

import json
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from bots.practice import Practice
from tests.commands.house import Hall
from tests.commands.test_timetable import claim, wait_until

TIMETABLE = """\
時間割:
  夜の登録: {レシピ: 保育申込, 日: 毎日, 時刻: 19:30, 実行時の値: {}}
  後の登録: {レシピ: library_cards, 日: 毎日, 時刻: 20:00}
"""


@pytest.fixture
def night(tmp_path: Path, house: Path, systems: Mapping[str, Practice]) -> Hall:
    hall = Hall.make(tmp_path / "project", house, systems)
    (hall.home / "config/timetable.yaml").write_text(TIMETABLE, encoding="utf-8")
    return hall


@contextmanager
def serving(hall: Hall) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`bots serve` at work, and where it answers; ended as a machine that is shut down ends it."""
    server = hall.begin("serve", "--health", "127.0.0.1:0")
    assert server.stdout is not None
    try:
        server.stdout.readline()
        yield server, server.stdout.readline().rpartition(" ")[2].strip()
    finally:
        if server.poll() is None:
            server.send_signal(signal.SIGTERM)
        out, err = server.communicate(timeout=60)
        assert "Traceback" not in out + err, out + err


def health(address: str) -> tuple[int, dict[str, Any]]:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.loads(error.read())


def status(hall: Hall) -> dict[str, Any]:
    done = hall.bots("status", "--json")
    told: dict[str, Any] = json.loads(done.out)
    assert done.code == told["exit_code"], done.said
    return told


def until(look: Callable[[], Any], seconds: float = 60) -> Any:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := look():
            return found
        time.sleep(0.2)
    raise AssertionError("it did not come to pass")


def test_a_night_is_seen_at_one_glance_and_paused_while_a_run_is_under_way(night: Hall) -> None:
    idle = night.bots("status")
    assert idle.code == 2
    assert idle.out.startswith("！ bots serve が動いていません。\n")
    assert not (night.home / "data").exists()
    with serving(night) as (server, address):
        until(lambda: status(night)["exit_code"] == 0)
        assert health(address)[0] == 200
        claim(night, "夜の登録")
        (run,) = until(lambda: [one for one in status(night)["runs"] if one["state"] == "running"])
        assert (run["entry"], run["recipe"], run["total"]) == ("夜の登録", "保育申込", 6)
        paused = night.bots("pause", "--all", "--reason", "回線の工事")
        assert paused.code == 0
        ended = wait_until(night, "夜の登録", "finished", "stopped")
        assert ended["run_state"] == "finished", "what is under way is not touched"
        assert f"bots stop {run['run']}" in paused.out
        claim(night, "後の登録")
        skipped = wait_until(night, "後の登録", "skipped")
        assert (skipped["code"], skipped["run"]) == ("T33", "")
        assert "理由: 回線の工事" in str(skipped["note"])
        server.kill()
        server.wait(timeout=30)
    told = status(night)
    assert (told["exit_code"], told["serve"][0]["state"], told["sentence"]) == (2, "gone", "bots serve が動いていません。")
    with serving(night) as (_, address):  # the pause is in the ledger, not in a process
        claim(night, "夜の登録")
        wait_until(night, "夜の登録", "skipped")
        until(lambda: health(address)[1]["counts"]["paused"] == 1)
        assert night.bots("pause", "--end", "--all").code == 0
        people = night.bots("--lang", "en", "status")
        assert people.code == 0, people.said
        assert people.out.startswith("✓ All is well.\n")
        assert "was paused (" in people.out
        assert status(night)["paused"] == []
    told = status(night)
    assert (told["exit_code"], told["serve"]) == (2, [])
    assert "に終わりました" in night.bots("status").out


def test_pauses_of_the_command_line(night: Hall) -> None:
    for words, code in ((("pause",), "--all"), (("pause", "夜の登録", "--all"), "--all"), (("pause", "夜の登録", "--until", "明日"), "--until"),
                        (("pause", "--end", "夜の登録", "--reason", "x"), "--end"), (("pause", "夜の登録", "--reason", "x" * 201), "200"),
                        (("pause", "昼の登録"), "T38"), (("pause", "夜の登録", "--until", "2020-01-01 08:30"), "T37"),
                        (("pause", "--end", "夜の登録"), "T36")):  # fmt: skip
        done = night.bots(*words)
        assert done.code == 2, done.said
        assert code in done.err, done.said
    assert night.bots("pause", "夜の登録", "--until", "08:30").code == 0
    twice = night.bots("pause", "夜の登録")
    assert "08:30 まで" in twice.err
    assert "[T35]" in twice.err
    people = night.bots("timetable").out
    assert people.startswith("休止中: 「夜の登録」")
    (paused,) = status(night)["paused"]
    assert (paused["entry"], paused["until"][11:16]) == ("夜の登録", "08:30")
    english = night.bots("--lang", "en", "pause", "--end", "夜の登録")
    assert english.out == "The pause of 夜の登録 has ended. It begins at its next due time.\n"


def test_the_window_tells_of_a_ledger_that_cannot_be_read_and_serve_goes_on(night: Hall) -> None:
    with serving(night) as (server, address):
        until(lambda: health(address)[0] == 200)
        key = night.home / "data/ledger.key"
        key.rename(key.with_suffix(".away"))
        _, told = until(lambda: (found := health(address))[0] == 503 and found)
        assert told["ledger"]["code"] == "P42"
        assert (told["ledger"]["ok"], told["clock"]["ok"], told["serve"]["ok"]) == (False, True, True)
        key.with_suffix(".away").rename(key)
        until(lambda: health(address)[0] == 200)
        assert server.poll() is None
    wrong = night.bots("serve", "--health", "localhost")
    assert wrong.code == 2
    assert "[T40]" in wrong.err
