"""What runs by itself: `bots timetable` shows it, `bots serve` does it, people answer for what was late."""

from __future__ import annotations

import json
import os
import signal
import time
from datetime import datetime, timedelta

import openpyxl
import pytest

from bots.app.project import Project
from bots.clock import SystemClock, in_tokyo
from bots.ledger.facts import Claim
from bots.model import DueState
from bots.timetable.timetable_file import read_timetable
from tests.commands.house import Hall

TIMETABLE = """\
時間割:
  夜の登録: {レシピ: 保育申込, 日: 毎日, 時刻: 19:30, 実行時の値: {}}
  表がない: {レシピ: 寄附受付, 日: 毎日, 時刻: 19:30}
  後の登録: {レシピ: library_cards, 日: 毎日, 時刻: 20:00, 先行: 表がない}
"""


@pytest.fixture
def night(hall: Hall) -> Hall:
    (hall.home / "config/timetable.yaml").write_text(TIMETABLE, encoding="utf-8")
    (hall.home / "recipes/寄附受付簿.xlsx").unlink(missing_ok=True)
    return hall


def claim(hall: Hall, entry: str, state: DueState = DueState.DUE, code: str = "") -> None:
    """As a scheduler does it, a moment ago."""
    from bots.ledger import dues
    from bots.ledger.connection import close_ledger

    project = Project.at(hall.home)
    project.open_ledger()
    one = read_timetable(hall.home).entries[entry]
    now = project.clock.now()
    words = {"minutes": 30, "entry": entry} if code else {}
    dues.claim(
        entry=entry, claims=[Claim(now - timedelta(seconds=1), state, code, words)], until=now, asked=one.asked(), clock=project.clock,
    )  # fmt: skip
    close_ledger()


def shown(hall: Hall, *more: str) -> list[dict[str, object]]:
    today = in_tokyo(SystemClock().now()).date().isoformat()
    done = hall.bots("timetable", "--from", today, "--days", "2", "--format", "json", *more)
    assert done.code == 0, done.said
    found: list[dict[str, object]] = json.loads(done.out)
    return found


def wait_until(hall: Hall, entry: str, *states: str, run: str = "") -> dict[str, object]:
    """The due time of an entry that was claimed (that of `run`, if one is given), once it is in one of those states."""
    until = time.monotonic() + 90
    while time.monotonic() < until:
        for one in shown(hall):
            if one["entry"] == entry and run in ("", one["run"]) and (one["run_state"] or one["state"]) in states:
                return one
        time.sleep(0.5)
    raise AssertionError(shown(hall))


def test_a_night_with_a_good_entry_a_bad_one_and_one_that_waits(night: Hall) -> None:
    assert night.bots("check").code == 0
    for entry in ("夜の登録", "表がない", "後の登録"):
        claim(night, entry)
    server = night.begin("serve", "--slots", "2")
    try:
        good = wait_until(night, "夜の登録", "finished", "stopped", "broken")
        bad = wait_until(night, "表がない", "refused")
        waits = wait_until(night, "後の登録", "due")
    finally:
        server.send_signal(signal.SIGTERM)
        out, err = server.communicate(timeout=60)
    assert server.returncode == 0, out + err
    assert (good["state"], good["run_state"], good["exit_code"]) == ("begun", "finished", 1), "one row of the sheet has a fault"
    entered = night.entered()
    assert len(entered) == len(set(entered)) >= 3
    assert bad["code"] == "D01"
    assert (waits["code"], waits["run"]) == ("T25", "")
    assert "始めました" in out
    assert "寄附受付簿.xlsx" in out
    told = night.bots("show", str(good["run"]))
    assert "夜の登録@" in told.out + night.bots("runs", "--json").out
    people = night.bots("timetable").out
    assert "！" in next(line for line in people.splitlines() if "表がない" in line)
    assert "先行の「表がない」" in people


def test_a_run_whose_process_was_killed_goes_on_and_nothing_is_entered_twice(night: Hall) -> None:
    """First its own process dies, then the whole of `bots serve`."""
    before = len(night.entered())
    with_new_keys(night)
    claim(night, "夜の登録")
    server = night.begin("serve")
    try:
        run, process = taken(night, "夜の登録", times=1)
        os.kill(process, signal.SIGKILL)
        assert taken(night, "夜の登録", times=2)[0] == run
    finally:
        server.kill()
        out, _ = server.communicate(timeout=30)
    assert "途中から続けます" in out
    again = night.begin("serve")
    try:
        wait_until(night, "夜の登録", "finished", run=run)
    finally:
        again.send_signal(signal.SIGINT)
        again.communicate(timeout=60)
    entered = night.entered()
    assert len(entered) == len(set(entered))
    assert len(entered) >= before + 3, "but for one row in doubt each time all of the sheet was entered"


def with_new_keys(hall: Hall, first: str = "9") -> None:
    """Another month's sheet: none of its rows was ever entered."""
    path = hall.home / "recipes/入所申込一覧.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["受付"]
    for (cell,) in sheet.iter_rows(min_row=4, max_col=1):
        if cell.value is not None and str(cell.value).isdigit():
            cell.value = f"{first}{int(cell.value) % 10_000_000:07d}"
    book.save(path)


def taken(hall: Hall, entry: str, *, times: int) -> tuple[str, int]:
    """The run of an entry, once so many processes have taken it, and the last of them. Looked at in the ledger: a command
    would come too late."""
    from bots.ledger import dues, runs
    from bots.ledger.connection import close_ledger

    project, until = Project.at(hall.home), time.monotonic() + 90
    while time.monotonic() < until:
        project.open_ledger()
        due = dues.latest(entry, project.clock.now())
        if due is not None and due.run and runs.sittings(due.run) == times:
            worker = runs.get(due.run).worker
            close_ledger()
            assert worker is not None
            return due.run, worker.pid
        close_ledger()
        time.sleep(0.1)
    raise AssertionError(shown(hall))


def test_what_was_late_asks_and_people_answer(night: Hall) -> None:
    claim(night, "後の登録", DueState.ASKING, "T23")
    asks = wait_until(night, "後の登録", "asking")
    assert "人の返事を待っています" in str(asks["note"])
    assert "bots timetable --go 後の登録" in night.bots("timetable").out
    both = night.bots("timetable", "--go", "後の登録", "--skip", "後の登録")
    assert both.code == 2
    assert night.bots("timetable", "--skip", "後の登録").code == 0
    assert wait_until(night, "後の登録", "skipped")["by"] != ""
    none = night.bots("timetable", "--go", "後の登録")
    assert none.code == 2
    assert "T30" in none.said or "返事を待っている予定はありません" in none.said


def test_a_file_that_arrives_asks_and_is_entered_once_a_person_says_so(night: Hall) -> None:
    folder = night.home.parent / f"{night.home.name}-受付"
    folder.mkdir()
    text = TIMETABLE.splitlines()[0] + f"\n  届いた申込: {{レシピ: 保育申込, フォルダー: '{folder}', ファイル名: '*.xlsx'}}\n"
    (night.home / "config/timetable.yaml").write_text(text, encoding="utf-8")
    assert night.bots("check").code == 0
    with_new_keys(night, "8")
    book, before = openpyxl.load_workbook(night.home / "recipes/入所申込一覧.xlsx"), night.entered()
    book["受付"].delete_rows(6, 3)  # two good ones and a faulty one are left
    book.save(night.home / "四月.xlsx")
    server = night.begin("serve")
    try:
        (night.home / "四月.xlsx").rename(folder / "四月の申込.xlsx")
        (folder / "壊れた申込.xlsx").write_bytes(b"no book")
        asks = wait_until(night, "届いた申込", "asking")
        assert "始めてよいか" in str(asks["note"])
        wait_until(night, "届いた申込", "refused")
        assert night.entered() == before
        people = night.bots("timetable").out + night.bots("status").out
        assert people.count("四月の申込.xlsx") >= 2
        assert "bots timetable --go 届いた申込" in people
        assert night.bots("timetable", "--file", "四月の申込.xlsx").code == 2
        assert night.bots("timetable", "--go", "届いた申込", "--file", "五月の申込.xlsx").code == 2
        let_go = night.bots("timetable", "--go", "届いた申込", "--file", "四月の申込.xlsx")
        assert let_go.code == 0
        assert "四月の申込.xlsx）を始めます" in let_go.out
        run = wait_until(night, "届いた申込", "finished")
        until = time.monotonic() + 30
        while list((folder / "処理中").iterdir()) and time.monotonic() < until:
            time.sleep(0.2)
    finally:
        server.send_signal(signal.SIGTERM)
        out, err = server.communicate(timeout=60)
    assert server.returncode == 0, out + err
    assert "申込.xlsx" not in out, "what people call a file is not for logs"
    assert len(night.entered()) == len(set(night.entered())) == len(before) + 2
    done = sorted(one.name.split("_", 1)[1] for one in (folder / "済み").iterdir())
    assert done == ["四月の申込.xlsx", "四月の申込_不備.xlsx", "四月の申込_結果.xlsx"]
    assert run["run"]
    assert sorted(one.name.split("_", 1)[1] for one in (folder / "受け取れない").iterdir()) == ["壊れた申込.xlsx", "壊れた申込_理由.txt"]


def test_a_month_for_the_wall_and_for_calendars(night: Hall) -> None:
    page = night.bots("timetable", "--format", "html", "--from", "2027-03-01", "--days", "31")  # of which nothing has been begun
    assert page.code == 0
    assert page.out.count("夜の登録") == 31
    assert "令和9年（2027）3月の時間割" in page.out
    assert "<script" not in page.out
    ics = night.bots("timetable", "--format", "ics", "--from", "2026-12-24", "--days", "1")
    assert ics.out.splitlines()[0] == "BEGIN:VCALENDAR"
    assert "DTSTART:20261224T103000Z" in ics.out
    assert datetime.fromisoformat(str(shown(night)[0]["due"])).tzinfo is not None


def test_a_timetable_that_is_wrong_is_told_with_its_line(night: Hall) -> None:
    (night.home / "config/timetable.yaml").write_text(TIMETABLE.replace("20:00", "25:00"), encoding="utf-8")
    for words in (("check",), ("timetable",)):
        done = night.bots(*words)
        assert done.code == 1
        assert "config/timetable.yaml:4:" in done.said
        assert "[T02]" in done.said
