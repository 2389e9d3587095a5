"""Many that look at one intake, processes that die at any point, shares that are gone, and what no intake can be."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from bots.crashpoints import aim
from bots.model import DueState
from bots.timetable.arriving import Watcher
from bots.timetable.checks import check_timetable
from bots.timetable.glance import glance
from bots.timetable.taking_in import Held, Wanted, take_in
from bots.workers.intake import TRIES, Intake
from bots.workers.looking import DONE, OTHERS
from tests.crash.forks import in_fork
from tests.timetable.office import NAME, Office, bad_book

POINTS = ("intake.claim.before", "intake.claim.after", "intake.row.before", "ledger.arrive.before", "ledger.arrive.inside", "ledger.arrive.after",
          "intake.put_away.before", "intake.put_away.after")  # fmt: skip


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office.open(tmp_path / "hall")


def test_many_that_look_at_one_share_take_each_file_once(office: Office) -> None:
    """Four threads of intakes with one ledger."""
    for number in range(4):
        office.put(1, f"{number}の寄附.xlsx")
    looks = [office.intake() for _ in range(4)]
    from bots.ledger.connection import close_ledger

    close_ledger()
    together = threading.Barrier(4, action=lambda: office.hall.clock.move(11))

    def look(intake: Intake) -> None:
        for _ in range(2):
            together.wait()
            intake.round()
        close_ledger()

    threads = [threading.Thread(target=look, args=(one,)) for one in looks]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(office.dues()) == len({one.arrival for one in office.dues()}) == 4
    assert len(office.heard.dues) == 4, "each is told once"
    assert sorted(office.files("処理中")) == [f"{number}の寄附.xlsx" for number in range(4)]


def test_a_hall_with_another_ledger_leaves_what_was_claimed(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Office.open(office.hall.home.parent / "other")
    timetable = (office.hall.home / "config/timetable.yaml").read_text(encoding="utf-8")
    (other.hall.home / "config/timetable.yaml").write_text(timetable, encoding="utf-8")
    office.put(1)
    with monkeypatch.context() as patch:
        patch.setattr(Intake, "_look_at", lambda *_: None)
        office.rounds()
    from bots.ledger.connection import close_ledger

    close_ledger()
    other.hall.clock.move(600)
    other.rounds()
    assert other.dues() == [], "a file that another ledger knows of is not looked at"


def test_who_claims_a_file_looks_at_it_and_others_leave_it_a_minute(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.put(1)
    with monkeypatch.context() as patch:
        patch.setattr(Intake, "_look_at", lambda *_: None)
        office.rounds()
    assert office.files("処理中") == [NAME]
    office.rounds(1)
    assert office.dues() == []
    office.hall.clock.move(60)

    def quicker(self: Intake, wanted: Wanted, held: Held) -> tuple[int, None]:
        take_in(self.project, wanted, held)
        return OTHERS, None

    monkeypatch.setattr(Intake, "_child", quicker)
    office.rounds(1)
    assert [one.state for one in office.dues()] == [DueState.ASKING]
    assert office.heard.dues == [], "people were told by who was quicker"


@pytest.mark.parametrize("point", POINTS)
def test_a_kill_at_any_point_loses_and_doubles_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, point: str) -> None:
    """The looks and the reading in one process, which dies; then another comes."""
    from bots.ledger.connection import close_ledger

    office = Office.open(tmp_path / "hall")
    office.put(1)
    bad_book(office.folder / "もう一つの寄附.xlsx")
    close_ledger()

    def look(target: str) -> None:
        def child(self: Intake, wanted: Wanted, held: Held) -> tuple[int, None]:
            return DONE if take_in(self.project, wanted, held) else OTHERS, None

        monkeypatch.setattr(Intake, "_child", child)
        aim(target)
        office.hall.clock.move(0 if target else 120)
        office.rounds(4)

    assert in_fork(lambda: look(point)) != 0, "it was killed there"
    assert in_fork(lambda: look("")) == 0
    assert sorted(one.state for one in office.dues()) == [DueState.ASKING, DueState.REFUSED]
    assert (office.files(), office.files("処理中")) == ([], [NAME])
    assert office.files("受け取れない") == ["もう一つの寄附.xlsx", "もう一つの寄附_理由.txt"]


def test_a_file_at_which_the_reader_dies_is_refused_unseen(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.put(1)
    monkeypatch.setenv("BOTS_CRASH", "intake.row.before")
    office.rounds(1 + TRIES)
    assert office.dues() == []
    assert office.files("処理中") == [NAME]
    office.hall.clock.move(60)  # another process looks after a while at what this one has claimed
    office.rounds(2 + TRIES)
    (due,) = office.heard.dues
    assert (due.state, due.words["code"]) == (DueState.REFUSED, "T58")
    assert office.files("受け取れない") == [NAME, NAME.replace(".xlsx", "_理由.txt")]


def test_a_file_of_an_entry_that_is_gone_comes_back(office: Office) -> None:
    office.put(1)
    office.rounds()
    from bots.ledger.tables import Arrival, Due

    Arrival.objects.all().delete()
    Due.objects.all().delete()  # as if who claimed it had died then
    office.hall.clock.move(60)
    path = office.hall.home / "config/timetable.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("*寄附*", "別*"), encoding="utf-8")
    office.rounds(1)
    assert office.files() == [NAME]
    assert office.files("処理中") == []


def test_a_share_that_is_gone_is_told_once_and_found_again(office: Office) -> None:
    away = office.folder.rename(office.folder.with_name("away"))
    intake = office.intake()
    for _ in range(3):
        intake.round()
    assert [one.code for one in office.heard.troubles] == ["T59"]
    assert [one.code for one in glance(office.project).intakes] == ["T59"]
    away.rename(office.folder)
    office.put(1)
    office.rounds()
    assert len(office.heard.dues) == 1
    assert glance(office.project).intakes == ()


def test_a_file_that_cannot_be_renamed_holds_up_no_other(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows while somebody has it open."""
    office.put(1, "開いた寄附.xlsx")
    office.put(1)
    before = Path.rename

    def rename(self: Path, target: Path) -> Path:
        if self.name == "開いた寄附.xlsx":
            raise PermissionError(13, "Permission denied")
        return before(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    office.rounds()
    assert (office.files(), office.files("処理中")) == (["開いた寄附.xlsx"], [NAME])
    intake = office.intake()
    for _ in range(2):
        intake.round()
        office.hall.clock.move(601)
    intake.round()
    (told,) = office.heard.troubles
    assert (told.code, told.words["count"]) == ("T60", 1)
    assert "名前を変えられない" in told.sentence("ja")


def test_a_share_that_hangs_is_told_by_who_does_not_hang(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    hangs, at_it = threading.Event(), threading.Event()

    def look(self: Watcher, patterns: Sequence[str], now: float) -> list[str]:
        at_it.set()
        hangs.wait(20)
        return []

    monkeypatch.setattr(Watcher, "look", look)
    intake = office.intake()
    intake.start()
    try:
        assert at_it.wait(20)
        intake.check()
        assert office.heard.troubles == []
        office.hall.clock.move(121)
        intake.check()
        intake.check()
        assert [one.code for one in office.heard.troubles] == ["T59"]
    finally:
        hangs.set()
        intake.stop()


def test_the_one_on_call_sees_what_lies_there(office: Office) -> None:
    office.put(1)
    old = (office.hall.clock.now() - timedelta(hours=1)).timestamp()
    os.utime(office.folder / NAME, (old, old))
    found = glance(office.project)
    assert [one.code for one in found.intakes] == ["T60"]
    assert "bots serve" in found.intakes[0].sentence("ja")
    assert found.faults == 1
    assert NAME not in str(found.told("ja"))


CHECKS = {
    "フォルダー: {home}/data/受付": "T48",
    "フォルダー: {home}": "T48",
    "フォルダー: {home}/../ない": "T47",
    "フォルダー: {folder}, ファイル名: 'あ?.xlsx'": "",
    "フォルダー: {folder}, ファイル名: '*付.xlsx'": "T49",
    "フォルダー: {folder}": "T49",
    "フォルダー: {folder}/処理中": "T48",
}


@pytest.mark.parametrize("written", CHECKS)
def test_an_intake_that_cannot_be_one_is_told(office: Office, written: str) -> None:
    (office.hall.home / "data" / "受付").mkdir(parents=True, exist_ok=True)
    (office.folder / "処理中").mkdir()
    path = office.hall.home / "config/timetable.yaml"
    line = written.format(home=office.hall.home, folder=office.folder)
    path.write_text(path.read_text(encoding="utf-8") + f"  次: {{レシピ: 登録, {line}}}\n", encoding="utf-8")
    found = [one for one in check_timetable(office.project) if one.severity == "error"]
    assert [one.code for one in found] == ([CHECKS[written]] if CHECKS[written] else [])
    assert all(one.place.line == 3 for one in found)


STEPS = """\
レシピ: 表のない仕事
使うシステム: 試験システム
手順:
  - 開く: 入力画面
"""
DETAILS = """\
  明細:
    寄附品:
      ファイル: 品.csv
      結合: 番号
      列:
        品: 文字
"""


@pytest.mark.parametrize(("recipe", "code"), [(STEPS, "T50"), (None, "T51")])
def test_a_recipe_that_one_file_is_not_enough_for_is_told(office: Office, recipe: str | None, code: str) -> None:
    path = office.hall.home / "recipes/登録.yaml"
    path.write_text(recipe or path.read_text(encoding="utf-8").replace("\n行ごと:", f"{DETAILS}\n行ごと:", 1), encoding="utf-8")
    found = [one for one in check_timetable(office.project) if one.severity == "error"]
    assert [one.code for one in found] == [code], [one.sentence("ja") for one in found]
