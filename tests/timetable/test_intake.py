"""Files that arrive in a folder: claimed once, looked at, asked about or set aside with the reason; never lost, never begun by
themselves."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest

from bots.app.project import Project
from bots.clock import in_tokyo
from bots.crashpoints import aim
from bots.errors import BotsError, PlaceError, Problem
from bots.ledger.facts import DueFacts
from bots.model import DueState, RunState
from bots.timetable.answers import answer
from bots.timetable.arriving import Watcher
from bots.timetable.bell import Bell
from bots.timetable.broken_off import broken_off
from bots.timetable.checks import check_timetable
from bots.timetable.entry import Entry
from bots.timetable.glance import glance
from bots.timetable.intake import Taken
from bots.timetable.outlook import outlook
from bots.timetable.page import page
from bots.timetable.pausing import end_pause, pause
from bots.timetable.readiness import readiness
from bots.timetable.starting import begin_due
from bots.timetable.taking_in import Held, Wanted, take_in
from bots.timetable.timetable_file import read_timetable
from bots.workers.intake import TRIES, Intake
from bots.workers.looking import DONE, OTHERS
from bots.workers.serve import Happened, Serve
from tests.crash.forks import in_fork
from tests.hall import Hall, people
from tests.timetable.post import hook

NAME = "山田太郎の寄附.xlsx"
POINTS = ("intake.claim.before", "intake.claim.after", "intake.row.before", "ledger.arrive.before", "ledger.arrive.inside", "ledger.arrive.after",
          "intake.put_away.before", "intake.put_away.after")  # fmt: skip


@dataclass
class Heard:
    """What a `bots serve` would tell."""

    dues: list[DueFacts] = field(default_factory=list)
    troubles: list[Problem] = field(default_factory=list)

    def arrived(self, due: DueFacts) -> None:
        self.dues.append(due)

    def troubled(self, entry: Entry, problem: Problem) -> None:
        self.troubles.append(problem)


@dataclass
class Office:
    """A hall with an intake, and a `bots serve` of which the looks alone are at work."""

    hall: Hall
    folder: Path
    heard: Heard = field(default_factory=Heard)

    @classmethod
    def open(cls, home: Path, more: str = "") -> Office:
        hall = Hall.open(home, people(1))
        folder = home.parent / f"{home.name}-受付"
        folder.mkdir()
        text = f"時間割:\n  寄附: {{レシピ: 登録, フォルダー: '{folder}', ファイル名: '*寄附*.xlsx'{more}}}\n"
        (home / "config/timetable.yaml").write_text(text, encoding="utf-8")
        return cls(hall, folder)

    @property
    def project(self) -> Project:
        made = self.hall.project
        made.open_ledger()
        return made

    def put(self, count: int = 3, name: str = NAME, rows: Sequence[dict[str, object]] | None = None) -> bytes:
        """Put a book into the intake, whole at once; its bytes."""
        made = self.hall.sheet(people(count) if rows is None else rows, "neu.xlsx")
        made.rename(self.folder / name)
        return (self.folder / name).read_bytes()

    def intake(self) -> Intake:
        return Intake(self.hall.project, lambda: read_timetable(self.hall.home).due, self.heard)

    def rounds(self, count: int = 2) -> None:
        """Looks with time between them."""
        intake = self.intake()
        for _ in range(count):
            intake.round()
            self.hall.clock.move(11)

    def files(self, sub: str = "") -> list[str]:
        """What people called the files of a subfolder; what lies in it under another name as it is."""
        place = self.folder / sub
        found = [one.name for one in sorted(place.iterdir()) if one.is_file()] if place.is_dir() else []
        return [taken.name if (taken := Taken.of(one)) is not None else one for one in found]

    def dues(self) -> list[DueFacts]:
        from bots.ledger import dues

        now = self.project.clock.now()
        return dues.between(now - timedelta(days=9), now + timedelta(days=1))

    def go(self, file: str = "") -> DueFacts:
        answer(self.project, "寄附", go=True, file=file)
        return next(one for one in self.dues() if one.state is DueState.DUE)

    def work(self) -> str:
        """Carry out what was let go; its run."""
        (due,) = (one for one in self.dues() if one.state is DueState.DUE)
        run = begin_due(self.project, due.id)
        self.hall.carry_out(run)
        return run


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office.open(tmp_path / "hall")


def entered(office: Office) -> list[str]:
    return [str(one["番号"]) for one in office.hall.system.truth()]


def test_from_the_intake_to_its_end(office: Office) -> None:
    data = office.put(3)
    office.rounds(1)
    assert office.files() == [NAME], "it may be being copied still"
    office.rounds()
    (due,) = office.heard.dues
    assert (due.state, due.code) == (DueState.ASKING, "T52")
    assert {key: due.words[key] for key in ("rows", "enter", "known", "faulty", "left")} == {"rows": 3, "enter": 3, "known": 0, "faulty": 0, "left": 0}
    assert (office.files(), office.files("処理中")) == ([], [NAME])
    office.rounds(3)
    assert entered(office) == [], "nothing begins without a person"
    assert [one.state for one in office.dues()] == [DueState.ASKING]
    assert readiness(office.project, office.go()).verdict == "go"
    run = office.work()
    assert entered(office) == ["0001", "0002", "0003"]
    office.rounds()
    assert office.files("処理中") == []
    assert set(office.files("済み")) == {NAME, NAME.replace(".xlsx", "_結果.xlsx")}
    (kept,) = [one for one in (office.folder / "済み").iterdir() if one.name.endswith(NAME)]
    assert kept.read_bytes() == data, "as it was handed in"
    (told,) = office.dues()
    assert (told.state, told.run) == (DueState.BEGUN, run)


def test_results_go_along_and_faulty_rows_are_told_before(office: Office) -> None:
    office.put(rows=[*people(2), {"番号": "12345", "氏名": "長すぎる"}])
    office.rounds()
    (due,) = office.heard.dues
    assert (due.words["rows"], due.words["enter"], due.words["faulty"]) == (3, 2, 1)
    office.go()
    office.work()
    office.rounds()
    assert office.files("処理中") == []
    assert set(office.files("済み")) == {NAME, NAME.replace(".xlsx", "_結果.xlsx"), NAME.replace(".xlsx", "_不備.xlsx")}


def test_the_same_file_again_is_told_as_that_and_enters_nothing(office: Office) -> None:
    data = office.put(2)
    office.rounds()
    office.go()
    office.work()
    (office.folder / f"もう一度の寄附{NAME}").write_bytes(data)
    office.rounds()
    due = office.heard.dues[-1]
    assert (due.code, due.words["enter"], due.words["known"]) == ("T53", 0, 2)
    office.go()
    office.work()
    assert entered(office) == ["0001", "0002"]


def bad_book(path: Path) -> None:
    path.write_bytes(b"no book at all")


def bad_column(path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["番", "名前"])
    book.active.append(["0001", "x"])
    book.save(path)


@pytest.mark.parametrize("make", [bad_book, bad_column])
def test_what_is_no_such_sheet_is_set_aside_with_the_reason(office: Office, make: object) -> None:
    assert callable(make)
    make(office.folder / NAME)
    data = (office.folder / NAME).read_bytes()
    office.rounds()
    (due,) = office.heard.dues
    assert (due.state, due.code) == (DueState.REFUSED, "T54")
    office.rounds(1)
    assert (office.files(), office.files("処理中")) == ([], [])
    reason, book = sorted((office.folder / "受け取れない").iterdir(), key=lambda one: one.suffix)
    assert book.read_bytes() == data
    assert reason.name == f"{book.stem}_理由.txt"
    told = reason.read_text(encoding="utf-8-sig")
    assert f"ファイル: {NAME}" in told
    assert f"[{due.words['code']}]" in told
    assert str(due.words["code"]).startswith("D")
    assert "次にすること: " in told
    assert "入れ直してください" in told
    office.rounds()
    assert len(office.dues()) == 1, "it is not taken again"


def test_the_name_of_a_file_is_on_the_terminal_alone(office: Office) -> None:
    """It may be that of a person: neither mail nor hook, neither JSON nor the page for the wall has it."""
    bad_book(office.folder / NAME)
    office.put(1, "二つ目の山田太郎の寄附.xlsx")
    office.rounds()
    with hook() as (address, taken):
        settings = office.hall.home / "config/settings.yaml"
        settings.write_text(settings.read_text(encoding="utf-8") + f"notify: {{webhook: '{address}'}}\n", encoding="utf-8")
        project = office.project
        for due in office.dues():
            assert Bell(project, "pc01").at_once(due.id) == []
        office.hall.clock.move(86400)
        assert Bell(project, "pc01").morning() == []
    seen = outlook(project, in_tokyo(office.dues()[0].due_at).date(), 1)
    out = "".join(str(one) for one in (*taken, page(seen, "庁舎", "ja"), glance(project).told("ja"), [one.told("ja") for one in seen.lines]))
    assert len(taken) == 3
    assert "bots timetable --go 寄附" in out
    assert "山田" not in out
    assert sorted(one.file for one in seen.lines) == ["二つ目の山田太郎の寄附.xlsx", NAME]
    from bots.ledger.tables import Event

    assert "山田" not in "".join(str(one) for one in Event.objects.values_list())


def test_of_several_files_a_person_says_which(office: Office) -> None:
    office.put(1, "一の寄附.xlsx")
    office.put(2, "二の寄附.xlsx")
    office.rounds()
    with pytest.raises(PlaceError) as several:
        answer(office.project, "寄附", go=True)
    assert several.value.problem.code == "T61"
    assert "二の寄附.xlsx" in several.value.problem.hint("ja")
    with pytest.raises(PlaceError) as none:
        answer(office.project, "寄附", go=True, file="三の寄附.xlsx")
    assert none.value.problem.code == "T63"
    assert office.go("二の寄附.xlsx").words == {}
    office.put(2, "一の寄附.xlsx")
    office.rounds()
    with pytest.raises(PlaceError) as same:
        answer(office.project, "寄附", go=False, file="一の寄附.xlsx")
    assert same.value.problem.code == "T61"
    held = str(same.value.problem.words["known"]).split("、")
    assert len(set(held)) == 2
    answer(office.project, "寄附", go=False, file=held[0])
    office.rounds(1)
    assert office.files("受け取れない") == ["一の寄附.xlsx", "一の寄附_理由.txt"]


def test_a_file_that_was_changed_after_it_was_shown_does_not_begin(office: Office) -> None:
    office.put(1)
    office.rounds()
    due = office.go()
    (held,) = (office.folder / "処理中").iterdir()
    office.hall.sheet(people(9), "neu.xlsx").replace(held)
    with pytest.raises(BotsError) as changed:
        begin_due(office.project, due.id)
    assert changed.value.problem.code == "T57"
    office.rounds(1)
    assert office.files("受け取れない") == [NAME, NAME.replace(".xlsx", "_理由.txt")]
    assert entered(office) == []
    (refused,) = office.dues()
    assert (refused.state, refused.code, refused.words["code"]) == (DueState.REFUSED, "T54", "T57")
    assert "山田" not in str(refused.words)


def test_what_would_be_skipped_asks_anew(tmp_path: Path) -> None:
    """Of a file nothing is caught up without a word either: its end, and pauses."""
    office = Office.open(tmp_path / "hall", ", 打ち切り: 20:00")
    office.put(1)
    office.rounds()
    to = in_tokyo(office.hall.clock.now())
    office.hall.clock.move((to.replace(hour=19, minute=50) - to).total_seconds() + 86400)
    due = office.go()
    assert readiness(office.project, due).verdict == "go", "its end is counted from when a person let it go"
    pause(office.project, "寄附", None, "点検")
    ready = readiness(office.project, due)
    assert (ready.verdict, ready.problem and ready.problem.code) == ("ask", "T56")
    end_pause(office.project, "寄附")
    office.hall.clock.move(600)
    ready = readiness(office.project, due)
    assert (ready.verdict, ready.problem and ready.problem.code) == ("ask", "T55")


def test_a_file_waits_for_nobody_but_its_system_and_hours(office: Office) -> None:
    office.put(1, "一の寄附.xlsx")
    office.rounds()
    first = office.go()
    office.put(1, "二の寄附.xlsx")
    office.rounds()
    assert readiness(office.project, first).verdict == "go", "another file is no reason to skip this one"
    recipe = office.hall.home / "recipes/登録.yaml"
    recipe.write_text(recipe.read_text(encoding="utf-8") + "安全: {実行できる時間: 2:00-3:00}\n", encoding="utf-8")
    ready = readiness(office.project, first)
    assert (ready.verdict, ready.problem and ready.problem.code) == ("wait", "T62")


def test_in_a_pause_files_stay_where_people_put_them(office: Office) -> None:
    pause(office.project, "", None, "点検")
    office.put(1)
    office.rounds(3)
    assert office.files() == [NAME]
    end_pause(office.project, "")
    office.rounds()
    assert [one.state for one in office.dues()] == [DueState.ASKING]


def test_a_run_that_was_stopped_keeps_its_file_and_one_that_broke_off_goes_on(office: Office) -> None:
    from bots.ledger import recovery, runs

    office.put(2)
    office.rounds()
    office.hall.clock.move(86400)
    due = office.go()
    run = begin_due(office.project, due.id)
    office.rounds()
    assert office.files("処理中") == [NAME], "the run has not ended"
    runs.take(run=run, worker=replace(recovery.this_worker(), started="1"), clock=office.hall.clock)
    recovery.recover(clock=office.hall.clock)
    assert runs.get(run).state is RunState.BROKEN
    office.rounds()
    assert office.files("処理中") == [NAME]
    assert [one.ready.verdict for one in broken_off(office.project)] == ["go"], "though it came a day ago"


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


def test_a_sheet_with_more_rows_than_the_recipe_allows_is_refused(office: Office) -> None:
    recipe = office.hall.home / "recipes/登録.yaml"
    recipe.write_text(recipe.read_text(encoding="utf-8") + "安全: {最大件数: 2}\n", encoding="utf-8")
    office.put(3)
    office.rounds()
    (due,) = office.heard.dues
    assert (due.state, due.words["code"]) == (DueState.REFUSED, "P18")


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


def test_a_serve_tells_the_owner_and_asks_anew_what_it_cannot_begin(office: Office) -> None:
    office.put(1)
    office.rounds()
    happened: list[Happened] = []
    with hook() as (address, taken):
        settings = office.hall.home / "config/settings.yaml"
        settings.write_text(settings.read_text(encoding="utf-8") + f"notify: {{webhook: '{address}'}}\n", encoding="utf-8")
        project = office.project
        server = Serve(project, happened.append, bell=Bell(project, "pc01"))
        (entry,) = read_timetable(project.home).due
        server.troubled(entry, Problem("T60", {"folder": "受付", "minutes": 10, "count": 1, "reason": "開いたまま", "reason_en": "open"}))
        office.go()
        pause(project, "寄附", None, "点検")
        server._begin_what_is_ready()
    assert [(one.what, one.problem and one.problem.code) for one in happened] == [("problem", "T60"), ("asks", "T56")]
    assert [one["title"] for one in taken] == ["[bots] 寄附: 人の確認がいります"] * 2
    assert "10 分たっても" in taken[0]["text"]
    assert [(one.state, one.code) for one in office.dues()] == [(DueState.ASKING, "T56")]


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


def test_the_night_has_nothing_of_files(office: Office) -> None:
    """An entry with a folder is due at no time, and files that came by day are no late runs."""
    office.put(1)
    office.rounds()
    office.hall.clock.move(7200)
    office.go()
    office.work()
    office.rounds()
    assert outlook(office.project, in_tokyo(office.hall.clock.now()).date() + timedelta(days=1), 9).lines == ()
    assert [one.late for one in glance(office.project).night] == []
