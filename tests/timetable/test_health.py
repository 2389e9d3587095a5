"""The window for those who watch machines: 200 while all is well, 503 as soon as it is not, and it holds nothing up."""

from __future__ import annotations

import json
import socket
import time
import urllib.error
import urllib.request
from datetime import datetime
from pathlib import Path

import pytest

from bots.app.project import Project
from bots.errors import PlaceError
from bots.workers.health import Health, address_of
from bots.workers.pulse import Pulse
from tests.timetable.test_pauses import project_in


def ask(address: str, path: str = "") -> tuple[int, dict[str, object]]:
    try:
        with urllib.request.urlopen(address + path, timeout=10) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.loads(error.read())


class Looks:
    """The clock of a `bots serve`, as far as it is asked."""

    looked_at: datetime | None = None


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return project_in(tmp_path)


@pytest.fixture
def looks() -> Looks:
    return Looks()


@pytest.fixture
def pulse(project: Project, looks: Looks) -> Pulse:
    made = Pulse()
    made.begin(looks, project.clock)  # type: ignore[arg-type]
    looks.looked_at = project.clock.now()
    made.read(1)
    return made


def test_it_is_well_until_the_clock_has_not_looked_for_two_minutes(project: Project, looks: Looks, pulse: Pulse) -> None:
    with Health("0", pulse) as window:
        assert window.address.startswith("http://127.0.0.1:")
        status, told = ask(window.address)
        assert (status, told["ok"]) == (200, True)
        assert told["counts"] == {"at_work": 1, "waiting": 0, "asking": 0, "paused": 0, "for_a_person": 0}
        project.clock.move(120)  # type: ignore[attr-defined]
        pulse.read(0)
        assert ask(window.address)[0] == 200
        project.clock.move(1)  # type: ignore[attr-defined]
        status, told = ask(window.address)
        assert (status, told["clock"]) == (503, {"ok": False, "looked_at": "2026-12-01T03:00:00Z", "seconds": 121})
        looks.looked_at = project.clock.now()
        assert ask(window.address)[0] == 200


def test_it_is_not_well_without_a_ledger_and_once_it_ends(project: Project, looks: Looks, pulse: Pulse) -> None:
    with Health("127.0.0.1:0", pulse) as window:
        pulse.failed("P44")
        status, told = ask(window.address)
        assert (status, told["ledger"]) == (503, {"ok": False, "read_at": "2026-12-01T03:00:00Z", "seconds": 0, "code": "P44"})
        pulse.read(0)
        assert ask(window.address)[0] == 200
        project.clock.move(121)  # type: ignore[attr-defined]
        looks.looked_at = project.clock.now()
        assert ask(window.address)[0] == 503, "a round that hangs reads nothing"
        pulse.read(0)
        pulse.end()
        status, told = ask(window.address)
        assert (status, told["serve"]) == (503, {"ok": False, "since": "2026-12-01T03:00:00Z"})


def test_before_it_has_begun_it_is_not_well() -> None:
    with Health("0", Pulse()) as window:
        assert ask(window.address)[0] == 503


def test_there_is_one_page_and_no_name_on_it(pulse: Pulse) -> None:
    with Health("0", pulse) as window:
        assert ask(window.address, "?x=1")[0] == 200
        assert ask(window.address, "/../data/ledger.key")[0] == 404
        request = urllib.request.Request(window.address, data=b"{}", method="POST")
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(request, timeout=10)
        with refused.value as error:
            assert error.code == 501
        assert "登録" not in json.dumps(ask(window.address)[1], ensure_ascii=False)


def test_who_asks_nothing_holds_neither_the_others_nor_the_end_up(pulse: Pulse) -> None:
    with Health("0", pulse) as window:
        port = int(window.address.rpartition(":")[2].partition("/")[0])
        mute = [socket.create_connection(("127.0.0.1", port)) for _ in range(20)]
        begun = time.monotonic()
        assert ask(window.address)[0] == 200
    assert time.monotonic() - begun < 4, "each of them is waited for by itself, and by nobody at the end"
    for one in mute:
        one.close()


def test_addresses() -> None:
    assert address_of("8765") == ("127.0.0.1", 8765)
    assert address_of("0.0.0.0:80") == ("0.0.0.0", 80)
    assert address_of("[::1]:8765") == ("::1", 8765)
    for text in ("", "localhost", "127.0.0.1:", "127.0.0.1:70000", "http://127.0.0.1:80", "::1:80"):
        with pytest.raises(PlaceError) as wrong:
            address_of(text)
        assert wrong.value.problem.code == "T40"
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(PlaceError) as wrong:
        Health(str(taken.getsockname()[1]), Pulse())
    assert wrong.value.problem.code == "T41"
