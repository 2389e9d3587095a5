"""Files that arrive in a folder: claimed once, looked at, asked about or set aside with the reason; never lost, never begun by
themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest

from bots.clock import in_tokyo
from bots.errors import BotsError, PlaceError, Problem
from bots.model import DueState, RunState
from bots.timetable.answers import answer
from bots.timetable.bell import Bell
from bots.timetable.broken_off import broken_off
from bots.timetable.glance import glance
from bots.timetable.outlook import outlook
from bots.timetable.page import page
from bots.timetable.pausing import end_pause, pause
from bots.timetable.readiness import readiness
from bots.timetable.starting import begin_due
from bots.timetable.timetable_file import read_timetable
from bots.workers.serve import Happened, Serve
from tests.hall import people
from tests.timetable.office import NAME, Office, bad_book, entered
from tests.timetable.post import hook


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office.open(tmp_path / "hall")


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


def test_a_sheet_with_more_rows_than_the_recipe_allows_is_refused(office: Office) -> None:
    recipe = office.hall.home / "recipes/登録.yaml"
    recipe.write_text(recipe.read_text(encoding="utf-8") + "安全: {最大件数: 2}\n", encoding="utf-8")
    office.put(3)
    office.rounds()
    (due,) = office.heard.dues
    assert (due.state, due.words["code"]) == (DueState.REFUSED, "P18")


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
