"""What an auditor relies on: a changed file, a changed ledger, a full disk, an old copy are told."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result

from bots.app import doctor
from bots.app.facts import outcome_of, register_history
from bots.app.runs import reopen
from bots.cli.looking import report, show
from bots.errors import PlaceError
from bots.evidence.folder import RunFolder
from bots.ledger.connection import close_ledger
from bots.model import FieldReading
from bots.testing import FakeDriver
from tests.hall import RECIPE, Hall, people

PROVED = "<td class=ok>✓"
FORGED = "偽物太郎"


@pytest.fixture
def hall(tmp_path: Path) -> Hall:
    return Hall.open(tmp_path / "hall", people(3))


def folder_of(hall: Hall, run: str) -> Path:
    return outcome_of(hall.project, run).folder


def forge(folder: Path, position: int = 3) -> Path:
    """Other values in the readings of a row, as with sed."""
    file = folder / "items" / f"{position:04d}" / "readings.json"
    text = file.read_text("utf-8")
    assert f"髙橋{position - 1}" in text
    file.write_text(text.replace(f"髙橋{position - 1}", FORGED), "utf-8")
    return file


def seal_anew(folder: Path) -> None:
    """A manifest that fits the files as they are now."""
    old = json.loads((folder / "manifest.json").read_text("utf-8"))
    RunFolder(folder).write_manifest(
        run=old["run"],
        counts=old["counts"],
        first_seq=old["events"]["first"],
        last_seq=old["events"]["last"],
        program=old["program"],
        browser=old["browser"],
        guarantee=old["guarantee"],
    )


def page_of(hall: Hall, run: str) -> str:
    CliRunner().invoke(report, [run], obj=str(hall.home), standalone_mode=False)
    return (folder_of(hall, run) / "report.html").read_text("utf-8")


def article_of(page: str, position: int) -> str:
    return page.partition(f'<article id="row-{position}"')[2].partition("</article>")[0]


def shown(command: Callable[..., object], hall: Hall, *words: str) -> Result:
    return CliRunner().invoke(command, [*words], obj=str(hall.home), standalone_mode=False)  # type: ignore[arg-type]


# --------------------------------------------------------------------------- files of a run


def test_nothing_is_said_of_a_run_as_it_was_left(hall: Hall) -> None:
    run, _ = hall.run()
    for _ in range(2):  # the report is made anew each time
        page = page_of(hall, run)
        assert "class=altered" not in page
        assert PROVED in article_of(page, 3)
    done = shown(show, hall, run)
    assert (done.return_value, "変えられ" in done.output) == (0, False)
    assert "altered" not in json.loads(shown(show, hall, run, "--json").output)


def test_a_forged_value_is_not_shown_as_proved(hall: Hall) -> None:
    run, _ = hall.run()
    forge(folder_of(hall, run))
    page = page_of(hall, run)
    assert page.index("class=altered") < page.index("<h1>")
    assert "items/0003/readings.json" in page
    row = article_of(page, 3)
    assert FORGED in row
    assert "✓<span class=vh>一致" not in row
    assert "実行の後で変えられています" in row
    assert PROVED in article_of(page, 2)


def test_show_and_report_name_each_file_in_the_terminal(hall: Hall) -> None:
    run, _ = hall.run()
    folder = folder_of(hall, run)
    forge(folder)
    (folder / "items/0002/before.png").unlink()
    (folder / "items/0004/more.png").write_bytes(b"x")
    files = ["items/0002/before.png", "items/0003/readings.json", "items/0004/more.png"]
    for command in (show, report):
        done = shown(command, hall, run)
        assert done.return_value == 3
        assert [file for file in files if file not in done.output] == []
        assert done.output.startswith("✕")
    told = json.loads(shown(show, hall, run, "--json").output)["altered"]
    assert len(told) == len(files) + 1  # and what to do


def test_a_manifest_written_anew_with_the_files_is_found(hall: Hall) -> None:
    run, _ = hall.run()
    folder = folder_of(hall, run)
    forge(folder)
    seal_anew(folder)
    assert not [one for one in RunFolder(folder).verify() if one.file != "report.html"]
    done = shown(show, hall, run)
    assert "manifest.json" in done.output
    page = page_of(hall, run)
    assert "class=altered" in page
    assert PROVED not in page  # which row was changed is not known any more


@pytest.mark.parametrize("file", ["manifest.json", "input.xlsx", "items/0003/readings.json"])
@pytest.mark.parametrize("how", ["gone", "garbage"])
def test_a_file_that_has_gone_or_is_garbage_is_told(hall: Hall, file: str, how: str) -> None:
    run, _ = hall.run()
    path = folder_of(hall, run) / file
    if how == "gone":
        path.unlink()
    else:
        path.write_bytes(b"{")
    assert file in shown(show, hall, run).output
    page = page_of(hall, run)
    assert file in page
    assert PROVED not in article_of(page, 3)


def test_a_plan_that_has_gone_is_told(hall: Hall) -> None:
    run, _ = hall.run()
    (folder_of(hall, run) / "plan.json").unlink()
    with pytest.raises(PlaceError, match="P81"):
        outcome_of(hall.project, run)


def test_nothing_is_said_before_the_end_and_after_a_second_one(hall: Hall) -> None:
    run = hall.ask()
    assert outcome_of(hall.project, run).altered == ()
    hall.carry_out(run)
    assert outcome_of(hall.project, run).altered == ()
    reopen(hall.project, run, failed=True)
    assert outcome_of(hall.project, run).altered == ()
    hall.carry_out(run)
    assert outcome_of(hall.project, run).altered == ()
    forge(folder_of(hall, run))
    assert outcome_of(hall.project, run).altered


# --------------------------------------------------------------------------- the ledger


def tamper(hall: Hall, statement: str) -> None:
    close_ledger()
    with sqlite3.connect(hall.project.settings.ledger / "ledger.sqlite3") as books:
        assert books.execute(statement).rowcount == 1
    books.close()


def chain_of(hall: Hall) -> doctor.Finding:
    (found,) = [one for one in doctor.ledger(hall.project) if "鎖" in one.title("ja")]
    return found


def test_doctor_finds_the_chain_whole(hall: Hall) -> None:
    hall.rehearse()
    hall.run()
    hall.run()
    assert chain_of(hall).well


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_run SET asked_by = 'somebody@else'",
        "UPDATE ledger_event SET body = replace(body, 'run.add', 'run.bad') WHERE seq = 1",
        "UPDATE ledger_event SET kind = 'run.bad' WHERE seq = 1",
        "DELETE FROM ledger_event WHERE seq = (SELECT max(seq) FROM ledger_event)",
    ],
)
def test_doctor_tells_a_changed_ledger_and_what_to_do(hall: Hall, statement: str) -> None:
    run, _ = hall.run()
    tamper(hall, statement)
    found = chain_of(hall)
    assert not found.well
    for lang in ("ja", "en"):
        assert found.state(lang)
        assert found.remedy(lang)
    if "asked_by" in statement:
        assert run in found.state("ja")


def test_a_run_without_its_event_is_told(hall: Hall) -> None:
    from bots.ledger import runs
    from bots.ledger.tables import Run

    hall.run()
    hall.project.open_ledger()
    assert runs.unlike_chain() == []
    made = Run.objects.get()
    made.pk, made.name = None, "20991231-2359-zzzz"
    made.save()
    assert runs.unlike_chain() == ["20991231-2359-zzzz"]


# --------------------------------------------------------------------------- disks


def two_disks(monkeypatch: pytest.MonkeyPatch, hall: Hall, free: dict[str, int]) -> None:
    """The folders of the hall on disks of their own, with so many bytes free."""
    whole = Path.stat

    def stat(path: Path, **how: bool) -> object:
        found = whole(path, **how)
        if path.name in free and path.parent == hall.home:
            return SimpleNamespace(st_dev=path.name, st_mode=found.st_mode)
        return found

    monkeypatch.setattr(Path, "stat", stat)
    monkeypatch.setattr(
        doctor.shutil, "disk_usage", lambda path: SimpleNamespace(free=free[Path(path).name])
    )


def test_the_full_small_disk_of_the_ledger_is_told(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall.run()
    two_disks(monkeypatch, hall, {"data": 30 << 20, "logs": 74 << 30})
    ledger, logs = doctor.disk(hall.project)
    assert (ledger.title("ja"), ledger.well, ledger.state("ja")) == ("空き容量（data）", False, "30 MB")
    assert "data" in ledger.remedy("ja")
    assert (logs.title("ja"), logs.well, logs.state("ja")) == ("空き容量（logs）", True, "74.0 GB")


def test_one_disk_is_told_once(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    for free, well in ((199 << 20, False), (200 << 20, True)):
        monkeypatch.setattr(
            doctor.shutil, "disk_usage", lambda _, free=free: SimpleNamespace(free=free)
        )
        (found,) = doctor.disk(hall.project)
        assert (found.title("ja"), found.well) == ("空き容量", well)


# --------------------------------------------------------------------------- a key over the years


def test_every_try_at_a_key_is_shown_oldest_first(hall: Hall) -> None:
    wrong = [{**one, "区分": "なし"} if one["番号"] == "0002" else one for one in people(3)]
    made = []
    for rows in (wrong, wrong, wrong, wrong, people(3)):
        hall.sheet(rows)
        made.append(hall.run()[0])
        hall.clock.move(3600)
    found = register_history(hall.project, "登録", "0002")
    assert [one["state"] for one in found] == ["refused"] * 4 + ["done"]
    assert [one["run"] for one in found] == made
    assert [one["at"] for one in found] == sorted({str(one["at"]) for one in found})
    assert len(register_history(hall.project, "登録", None)) == 3


# --------------------------------------------------------------------------- an old copy of the ledger


def test_a_ledger_from_an_older_copy_is_asked_about_once(hall: Hall, tmp_path: Path) -> None:
    hall.run()
    close_ledger()
    shutil.copytree(hall.project.settings.ledger, tmp_path / "copy")
    lost = []
    for count in (4, 5):
        hall.clock.move(3600)
        hall.sheet(people(count))
        lost.append(hall.run()[0])
    restore(hall, tmp_path / "copy")
    hall.clock.move(3600)
    with pytest.raises(PlaceError, match="P50") as told:
        hall.ask()
    assert told.value.problem.words["count"] == 2
    assert told.value.problem.words["run"] == lost[-1]
    for lang in ("ja", "en"):
        assert lost[-1] in told.value.problem.sentence(lang)
        assert "--ledger-checked" in told.value.problem.hint(lang)
    with pytest.raises(PlaceError, match="P50"):
        hall.ask(new_register=True)  # that is the answer to another question
    with pytest.raises(PlaceError, match="P50"):
        hall.ask(ledger_checked=True)  # nobody is there who could have looked
    hall.ask(ledger_checked=True, attended=True)
    hall.ask()


def test_a_run_in_the_minute_of_the_copy_is_missed_too(hall: Hall, tmp_path: Path) -> None:
    hall.run()
    close_ledger()
    shutil.copytree(hall.project.settings.ledger, tmp_path / "copy")
    lost, _ = hall.run()
    restore(hall, tmp_path / "copy")
    with pytest.raises(PlaceError, match="P50") as told:
        hall.ask()
    assert told.value.problem.words["run"] == lost


def test_runs_that_the_ledger_knows_are_not_asked_about(hall: Hall) -> None:
    for _ in range(3):
        hall.run()
        hall.clock.move(3600)
    hall.ask()


def restore(hall: Hall, copy: Path) -> None:
    """data/ as it was when the copy was made."""
    close_ledger()
    shutil.rmtree(hall.project.settings.ledger)
    shutil.copytree(copy, hall.project.settings.ledger)




def test_without_pictures_a_page_is_looked_at_once_before_it_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stands on the page after that is the page's own: a list that came in place of the form, say. Whether its form
    came back in another document is asked before each press."""
    recipe = RECIPE.replace("  - 確定:", "  - クリック: 次へ\n  - クリック: 確かめる\n  - 確定:") + "証跡: {画像: 障害}\n"
    hall = Hall.open(tmp_path, people(1), recipe)
    looks: list[bool] = []

    def counted(_: FakeDriver, *__: object, only_came_back: bool = False) -> tuple[FieldReading, ...]:
        looks.append(only_came_back)
        return ()

    monkeypatch.setattr(FakeDriver, "reread", counted)
    _, code = hall.run()
    assert (code, looks) == (0, [False, True, False]), "before the first press, the second, and the submit"
