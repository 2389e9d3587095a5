"""Rows that the register knows: the preview tells of them what the run then does, and changes nothing by it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from bots.app.facts import reason_of, word_of
from bots.app.preflight import counts, facts_of, first_look, preview_command
from bots.app.preflight_files import outcomes_of
from bots.app.preview import preview_of
from bots.app.request import Asked, prepare
from bots.cli.previewing import show_preview
from bots.errors import PlaceError
from bots.evidence.sheet_facts import SheetFacts
from bots.evidence.sheet_page import render
from tests.hall import LOOKING, Hall, people


def told(hall: Hall, lang: str = "ja", **asked: str) -> SheetFacts:
    return facts_of(hall.project, preview_of(hall.project, Asked(recipe="登録", **asked)), lang)  # type: ignore[arg-type]


def by_state(facts: SheetFacts) -> dict[str, list[tuple[str, str]]]:
    return {one.word: [(row.row.key, row.sentence) for row in one.rows] for one in facts.standing}


@pytest.fixture
def mixed(tmp_path: Path) -> Hall:
    """Entered, in doubt, refused by the system; then a sheet in which one changed, one is faulty, two are new."""
    hall = Hall.open(tmp_path, people(5))
    hall.system.answers = ["success", "success", "success", "gone", "problem"]
    hall.run()
    rows: list[dict[str, object]] = [*people(7)]
    rows[1]["氏名"] = "別の名"
    rows[2]["氏名"] = ""
    rows[6]["氏名"] = ""
    hall.sheet(rows)
    return hall


def test_without_a_ledger_every_row_is_to_be_entered_and_none_is_made(tmp_path: Path) -> None:
    hall = Hall.open(tmp_path, people(2))
    facts = told(hall)
    assert (facts.enter, facts.standing) == (2, ())
    assert not hall.project.settings.ledger.exists()


def test_what_is_told_is_what_the_run_then_does_row_by_row(mixed: Hall) -> None:
    from bots.ledger import rows

    facts = told(mixed)
    told_before = {row.row.key: (one.word, row.sentence) for one in facts.standing for row in one.rows}
    found = preview_of(mixed.project, Asked(recipe="登録"))
    to_mend = {one.number for one in outcomes_of(found, "ja")}
    new = [line[0] for line in facts.lines]
    run, _ = mixed.run()
    mixed.project.open_ledger()
    records = rows.of_run(run)
    left = [one for one in records if one.decision not in ("work", "refused", "skipped")]
    assert len(left) == 4
    for one in left:
        word, sentence = told_before.pop("/".join(one.key))
        assert word == word_of(one).word("ja")
        assert sentence == reason_of(one, "ja")
    assert not told_before
    assert [str(one.position) for one in records if one.decision == "work"] == new
    assert {one.position for one in records if one.decision == "refused"} == to_mend


def test_states_have_the_words_of_the_run(mixed: Hall) -> None:
    facts = told(mixed)
    run = facts.standing[0].rows[1].sentence.partition("実行 ")[2].partition(" で")[0]
    assert by_state(facts) == {
        "登録済み": [
            ("0001", ""),
            ("0003", f"この行は、実行 {run} で登録済みです。いまの表の行には誤りがあります: 「氏名」が空です。"),
        ],
        "要確認": [("0004", f"前の実行で決まらないままです。人の判断が要ります（bots decide {run}）。")],
        "不一致": [("0002", "入力済みの行の「氏名」が、入力したときと変わっています。")],
    }
    assert (facts.total, facts.enter, facts.faulty, facts.left) == (7, 2, 1, 0)
    assert counts(facts, "ja").endswith("7 行。登録する 2 件、登録済み 2 件、要確認 1 件、不一致 1 件、不備 1 件、対象外 0 件")
    english = told(mixed, "en")
    assert counts(english, "en").endswith(
        "7 rows. To enter 2, already there 2, uncertain 1, conflict 1, faulty 1, left out 0"
    )
    assert [one.row.place for one in facts.faults] == ["Sheet!B8"]


def test_the_terminal_the_page_and_programs_are_told(mixed: Hall, capsys: pytest.CaptureFixture[str]) -> None:
    facts = told(mixed)
    show_preview(facts, everything=False)
    shown = capsys.readouterr().out
    assert "登録済みの行（触りません）" in shown
    assert "前の実行で決まらないままです。" in shown
    page = render(facts, "ja")
    for one in ("前に受け付けた行<small>4", "<small>触りません</small>", "id=standing-already", '<a class=warn href="#standing-conflict">'):
        assert one in page
    assert [one["row"]["key"] for one in facts.to_json()["standing"]["already"]] == ["0001", "0003"]


def test_rows_in_doubt_are_told_to_be_looked_up_where_the_recipe_says_how(mixed: Hall, capsys: pytest.CaptureFixture[str]) -> None:
    show_preview(told(mixed), everything=False)
    assert "要確認の行（触りません）" in capsys.readouterr().out
    (mixed.home / "recipes" / "登録.yaml").write_text(LOOKING, encoding="utf-8")
    facts = told(mixed)
    show_preview(facts, everything=False)
    shown = capsys.readouterr().out
    assert "要確認の行（実行の終わりに照会します）" in shown
    assert "登録済みの行（触りません）" in shown
    assert render(facts, "ja").count("<small>実行の終わりに照会します</small>") == 1



def test_a_look_changes_nothing_in_the_ledger(mixed: Hall) -> None:
    from bots.ledger import events
    from bots.ledger.connection import close_ledger

    mixed.project.open_ledger()
    before = events.head()
    close_ledger()
    file = mixed.project.settings.ledger / "ledger.sqlite3"
    held = hashlib.sha256(file.read_bytes()).hexdigest()
    told(mixed)
    close_ledger()
    assert hashlib.sha256(file.read_bytes()).hexdigest() == held
    mixed.project.open_ledger()
    assert events.head() == before


def test_each_environment_has_its_own(mixed: Hall) -> None:
    assert [one.word for one in told(mixed, environment="本番").standing] == ["登録済み", "要確認", "不一致"]
    training = told(mixed, environment="訓練")
    assert training.standing == ()
    assert (training.enter, training.faulty) == (5, 2)
    assert "--env 訓練" in preview_command(Asked(recipe="登録", environment="訓練"))


def test_a_rehearsal_is_told_of_what_is_in_doubt_alone(mixed: Hall) -> None:
    from bots.model import Mode

    asked = Asked(recipe="登録", environment="本番", mode=Mode.REHEARSE)
    said = first_look(mixed.project, asked, prepare(mixed.project, asked), "ja")
    assert "登録する 4 件、要確認 1 件、不備 2 件" in said[0]


def test_what_a_dead_process_left_is_told_as_it_will_be_found(tmp_path: Path) -> None:
    """Its item is in doubt where it was being submitted, and free where it was not."""
    from bots.ledger.tables import Item
    from bots.model import ItemState, RunState

    hall = Hall.open(tmp_path, people(3))
    run, _ = hall.run()
    hall.project.open_ledger()
    for key, state in (("0001", ItemState.SUBMITTING), ("0002", ItemState.RUNNING)):
        item = Item.objects.get(key=json.dumps([key]))
        assert item.run is not None
        Item.objects.filter(pk=item.pk).update(state=state)
        type(item.run).objects.filter(pk=item.run.pk).update(state=RunState.RUNNING, worker_pid=0)
    facts = told(hall)
    assert by_state(facts) == {
        "登録済み": [("0003", "")], "要確認": [("0001", f"前の実行で決まらないままです。人の判断が要ります（bots decide {run}）。")],
    }  # fmt: skip
    assert [line[0] for line in facts.lines] == ["3"]


def test_a_lost_ledger_is_told_as_a_run_tells_it(mixed: Hall) -> None:
    from bots.ledger.connection import close_ledger

    close_ledger()
    (mixed.project.settings.ledger / "ledger.sqlite3").unlink()
    with pytest.raises(PlaceError) as caught:
        told(mixed)
    assert caught.value.problem.code == "P37"
