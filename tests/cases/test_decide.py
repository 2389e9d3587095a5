"""People decide about rows in doubt: each answer, what the next run makes of it, and what is kept of it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import openpyxl
import pytest

from bots.app.altered import altered
from bots.app.approving import write_answers_down
from bots.app.by_hand import write_by_hand
from bots.app.deciding import DoubtfulRow, Proof, check, decide, doubtful_rows, proof_of, undecided
from bots.app.facts import open_run, outcome_of, recent_runs, register_history
from bots.app.report_facts import report_facts
from bots.app.resuming import resumable
from bots.app.runs import reopen
from bots.errors import PlaceError
from bots.ledger import evidence, rows
from bots.ledger.facts import Finding, LostClaim
from tests.hall import RECIPE, Hall, people

F = Finding
HIDDEN = "123456789012"
PDF = b"%PDF-1.7\n"
PROBE = """\
照会:
  - 開く: 入力画面
  - 入力: {番号: <番号>}
  - 対象外: 登録はない
    もし: {表示: 該当するデータはありません}
  - 照合:
      氏名: <氏名>

行ごと:"""
SETTLED = 61  # seconds: 落ち着くまで is 60


def hall(home: Path, answers: list[str], count: int = 3, recipe: str = RECIPE) -> Hall:
    """A hall whose system gives these answers, then success."""
    one = Hall.open(home, [{**row, "番号札": HIDDEN} for row in people(count)], recipe)
    one.system.answers = answers
    return one


def row_of(one: Hall, run: str, key: str = "0001") -> DoubtfulRow:
    return doubtful_rows(one.project, run, (key,)).rows[0]


def say(one: Hall, run: str, finding: Finding, key: str = "0001", **more: object) -> None:
    words = {"reason": "業務システムの一覧で確かめた", **more}
    decide(one.project, run, row_of(one, run, key), finding, **words)  # type: ignore[arg-type]


def states(one: Hall, run: str) -> list[tuple[str, str]]:
    one.project.open_ledger()
    return [(str(row.outcome), row.code) for row in rows.of_run(run)]


def refused(call: object, *words: object) -> str:
    with pytest.raises(PlaceError) as told:
        call(*words)  # type: ignore[operator]
    return told.value.problem.code


# ------------------------------------------------------------------ each answer, and the run after it


@pytest.mark.parametrize(
    ("stored", "finding", "entered_then", "counts_then"),
    [
        (True, F.ENTERED, ["0001", "0002", "0003"], {"total": 3, "already": 3}),
        (False, F.NOT_ENTERED, ["0002", "0003", "0001"], {"total": 3, "already": 2, "done": 1}),
        (False, F.CANCEL, ["0002", "0003"], {"total": 3, "already": 2, "cancelled": 1}),
        (True, F.DIFFERS, ["0001", "0002", "0003"], {"total": 3, "already": 2, "conflict": 1}),
    ],
)
def test_an_answer_and_the_next_run(
    tmp_path: Path, stored: bool, finding: Finding, entered_then: list[str], counts_then: dict[str, int]
) -> None:
    one = hall(tmp_path, ["gone" if stored else "nothing"])
    run, code = one.run()
    assert (code, states(one, run)[0]) == (3, ("uncertain", "N80"))
    one.clock.move(SETTLED)
    say(one, run, finding)
    later, _ = one.run()
    assert one.entered() == entered_then
    assert one.counts(later) == counts_then


def test_what_was_typed_by_hand_is_told_as_that_and_left_alone(tmp_path: Path) -> None:
    one = hall(tmp_path, ["nothing"])
    run, _ = one.run()
    one.system.store({"番号": "0001", "氏名": "髙橋1"})
    say(one, run, F.BY_HAND, receipt="R-777")
    write_answers_down(one.project, run)
    facts = report_facts(one.project, open_run(one.project, run), "ja").rows[0]
    assert (facts.by_hand, facts.receipt) == (True, "R-777")
    assert "手で登録" in open_run(one.project, run).folder.report_file.read_text("utf-8")
    later, code = one.run()
    assert (code, sorted(one.entered()), one.counts(later)) == (0, ["0001", "0002", "0003"], {"total": 3, "already": 3})


def test_not_entered_goes_on_with_the_same_run_and_a_plain_resume_means_it(tmp_path: Path) -> None:
    one = hall(tmp_path, ["nothing"])
    run, _ = one.run()
    one.clock.move(SETTLED)
    say(one, run, F.NOT_ENTERED)
    assert states(one, run)[0] == ("pending", "B91")
    found = resumable(one.project, failed=False)
    assert (found.run, found.meant, found.left) == (run, True, 1)
    assert one.carry_out(reopen(one.project, run, failed=False)) == 0
    assert one.entered() == ["0002", "0003", "0001"]
    told = report_facts(one.project, open_run(one.project, run), "ja").rows[0].notes
    assert "判断: 登録されていなかった" in told[-1]
    assert "それまで 要確認" in told[-1]
    tries = register_history(one.project, "登録", "0001")
    assert [line["state"] for line in tries] == ["uncertain", "done"]
    assert [said["finding"] for said in tries[-1]["decisions"]] == ["not_entered"]


def test_a_person_who_overlooked_it_is_caught_by_the_system(tmp_path: Path) -> None:
    """It was there after all: the system says so, and the row is in doubt again, not entered twice (N83)."""
    one = hall(tmp_path, ["gone"])
    one.system.refuses_duplicates = True
    run, _ = one.run()
    one.clock.move(SETTLED)
    say(one, run, F.NOT_ENTERED)
    later, code = one.run()
    assert (code, states(one, later)[0]) == (3, ("uncertain", "N83"))
    assert one.entered() == ["0001", "0002", "0003"]
    say(one, later, F.ENTERED)
    assert one.run()[1] == 0


def test_a_cancelled_row_comes_back_only_by_a_persons_word(tmp_path: Path) -> None:
    one = hall(tmp_path, ["nothing"], 1)
    run, _ = one.run()
    one.clock.move(SETTLED)
    say(one, run, F.CANCEL)
    assert one.entered() == []
    later, _ = one.run()
    assert states(one, later) == [("cancelled", "B62")]
    assert refused(row_of, one, later) == "P124"  # it is the earlier run's row
    say(one, run, F.NOT_ENTERED)
    one.run()
    assert one.entered() == ["0001"]


@pytest.mark.parametrize("finding", [F.ENTERED, F.BY_HAND, F.CANCEL])
def test_a_conflict_is_ended_by_a_person(tmp_path: Path, finding: Finding) -> None:
    one = hall(tmp_path, ["gone"], 1)
    run, _ = one.run()
    say(one, run, F.DIFFERS)
    assert row_of(one, run).choices == (F.ENTERED, F.BY_HAND, F.CANCEL)
    assert outcome_of(one.project, run).undecided == 1
    say(one, run, finding)
    assert outcome_of(one.project, run).undecided == 0
    one.run()
    assert one.entered() == ["0001"]


# ------------------------------------------------------------------ what is shown, and what is refused


def test_a_row_in_doubt_is_shown_with_all_that_is_known(tmp_path: Path) -> None:
    recipe = RECIPE.replace("      氏名: <氏名>\n", "      氏名: <氏名>\n      番号札: <番号札>\n")
    one = hall(tmp_path, ["both"], 1, recipe.replace("行ごと:", PROBE))
    run, _ = one.run()
    for lang, look in (("ja", "で、番号「0001」を検索します"), ("en", "Look up 番号 0001")):
        found = doubtful_rows(one.project, "latest", lang=lang)
        (row,) = found.rows
        assert (found.run, found.receipts, row.origin) == (run, True, "Sheet!2")
        assert row.filled == (("番号", "0001"), ("氏名", "髙橋1"), ("番号札", "●●●"))
        assert look in row.look_up[0]
        assert len(row.look_up) == 5  # the system's own, and the four steps of 照会
        assert all(picture.is_file() for picture in row.pictures)
        assert row.pictures
    assert row.why[0] == outcome_of(one.project, run, "en").needs_people[0].reason


def test_not_entered_is_refused_until_the_system_has_settled(tmp_path: Path) -> None:
    one = hall(tmp_path, ["nothing"], 1)
    system = one.home / "config/systems/試験システム.yaml"
    system.write_text(system.read_text("utf-8").replace("落ち着くまで: 1 ", "落ち着くまで: 120 "), "utf-8")
    run, _ = one.run()
    one.clock.move(SETTLED)
    row = row_of(one, run)
    assert refused(check, one.project, run, [row], F.NOT_ENTERED) == "P118"
    assert refused(say, one, run, F.NOT_ENTERED) == "P118"
    one.clock.move(60)
    say(one, run, F.NOT_ENTERED)


def test_what_cannot_be_said_is_told_with_what_can(tmp_path: Path) -> None:
    one = hall(tmp_path, ["nothing"])
    run, _ = one.run()
    with pytest.raises(PlaceError) as told:
        say(one, run, F.ENTERED, "0002")
    assert told.value.problem.code == "P116"
    assert "「完了」なので" in told.value.problem.sentence("ja")
    for lang, next_ in (("ja", "手で登録し"), ("en", "enter it by hand")):
        assert next_ in told.value.problem.hint(lang), "a system may have said so and stored nothing"
    assert refused(row_of, one, run, "0009") == "P16"
    say(one, run, F.ENTERED)
    assert refused(doubtful_rows, one.project, run) == "P110"
    assert refused(doubtful_rows, one.project, "latest") == "P110"


def test_a_row_listed_by_a_later_run_is_decided_where_it_was_sent(tmp_path: Path) -> None:
    one = hall(tmp_path, ["gone"], 1)
    run, _ = one.run()
    later, code = one.run()
    assert (code, states(one, later)) == (3, [("uncertain", "B61")])
    assert run in outcome_of(one.project, later, "ja").needs_people[0].reason
    assert refused(doubtful_rows, one.project, later) == "P124"
    assert doubtful_rows(one.project, "latest").run == run
    assert doubtful_rows(one.project, "latest", ("0001",)).run == run
    say(one, run, F.ENTERED)
    assert states(one, later) == [("already", "B95")]


def test_of_two_people_the_second_is_told(tmp_path: Path) -> None:
    one = hall(tmp_path, ["nothing"], 1)
    run, _ = one.run()
    seen = row_of(one, run)
    proof = Proof("pdf", PDF)
    decide(one.project, run, seen, F.ENTERED, reason="一覧で確かめた")
    with pytest.raises(LostClaim):
        decide(one.project, run, seen, F.CANCEL, reason="見当たらない", proof=proof)
    assert open_run(one.project, run).folder.proofs() == []  # what was given with it is not kept
    assert states(one, run) == [("done", "B90")]


def test_receipts_are_each_rows_own_and_hold_nothing_hidden(tmp_path: Path) -> None:
    one = hall(tmp_path, ["gone"])
    run, _ = one.run()
    one.project.open_ledger()
    taken = rows.of_run(run)[1].receipt
    assert taken
    with pytest.raises(PlaceError) as told:
        say(one, run, F.ENTERED, receipt=taken)
    assert (told.value.problem.code, taken in str(told.value)) == ("P119", False)
    for receipt in (HIDDEN, f"R {HIDDEN[:4]}-{HIDDEN[4:]}", "R" * 501):
        assert refused(lambda text: say(one, run, F.ENTERED, receipt=text), receipt) == "P121"
    say(one, run, F.ENTERED, receipt="R-00001")


def test_a_reason_is_kept_without_hidden_values(tmp_path: Path) -> None:
    one = hall(tmp_path, ["gone"], 1)
    run, _ = one.run()
    say(one, run, F.ENTERED, reason="番号札 1234-5678-9012 で検索した")
    write_answers_down(one.project, run)
    folder = open_run(one.project, run).folder
    for file in (folder.log_file, folder.events_file, folder.report_file, folder.path / "manifest.json"):
        assert "5678-9012" not in file.read_text("utf-8"), file
    assert rows.of_run(run)[0].words["reason"] == "番号札 ●●● で検索した"


# ------------------------------------------------------------------ the proof, and the records made anew


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [("無い.pdf", None, "読めません"), ("表.pdf", b"PK\x03\x04", "ではありません"), ("大きい.pdf", PDF, "大きすぎ")],
)
def test_what_is_no_proof_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes | None, reason: str
) -> None:
    if name.startswith("大きい"):
        monkeypatch.setattr("bots.app.deciding.LARGEST_PROOF", 5)
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(PlaceError) as told:
        proof_of(tmp_path / name)
    assert told.value.problem.code == "P120"
    assert reason in told.value.problem.sentence("ja")


def test_a_proof_is_kept_with_its_hash_and_shown(tmp_path: Path) -> None:
    one = hall(tmp_path, ["gone"], 1)
    run, _ = one.run()
    picture = tmp_path / "山田太郎の画面.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\nscreen")
    say(one, run, F.ENTERED, proof=proof_of(picture))
    write_answers_down(one.project, run)
    opened = open_run(one.project, run)
    (file,) = opened.folder.proofs()
    assert file.endswith(".png")
    digest = hashlib.sha256(picture.read_bytes()).hexdigest()
    kept = {one.file: one.sha256 for one in evidence.of_run(run)}
    assert kept[file] == digest
    manifest = json.loads((opened.folder.path / "manifest.json").read_text("utf-8"))
    assert {"file": file, "sha256": digest, "bytes": 14} in manifest["files"]
    assert [(told["finding"], told["file"]) for told in manifest["decisions"]] == [("entered", file)]
    assert altered(opened) == ()
    facts = report_facts(one.project, opened, "ja").rows[0]
    assert ("判断の証拠", file) in facts.files
    for text in (opened.folder.events_file, opened.folder.report_file, opened.folder.log_file):
        assert file in text.read_text("utf-8")
        assert "山田" not in text.read_text("utf-8")
    (opened.folder.path / file).write_bytes(b"%PDF-other")
    assert [told.file for told in altered(opened)] == [file]


def test_a_proof_whose_decision_died_is_no_alteration_and_goes(tmp_path: Path) -> None:
    """The file is on the disk before the ledger names it: a process that dies between leaves a file alone."""
    one = hall(tmp_path, ["gone", "gone"], 2)
    run, _ = one.run()
    folder = open_run(one.project, run).folder
    orphan = folder.path / folder.write_proof(2, "pdf", PDF).file
    assert altered(open_run(one.project, run)) == ()
    say(one, run, F.ENTERED)
    assert not orphan.exists()
    assert states(one, run)[1][0] == "uncertain"


def test_book_and_report_say_what_was_decided(tmp_path: Path) -> None:
    one = hall(tmp_path, ["gone"], 2)
    run, _ = one.run()
    book = one.home / "recipes/一覧_結果.xlsx"
    before = one.home / "recipes/一覧_結果_前回.xlsx"
    say(one, run, F.ENTERED, receipt="R-00001")
    assert write_answers_down(one.project, run) == [book]
    lines = list(openpyxl.load_workbook(book).active.iter_rows(values_only=True))  # type: ignore[union-attr]
    told = dict(zip(lines[0], lines[1], strict=True))
    assert (told["ロボットの結果"], told["受付番号"]) == ("完了", "R-00001")
    assert "判断: 登録されていた" in told["理由"]
    assert not before.exists()
    (report,) = (one.home / "logs" / "runs").glob("*/*/report.html")
    assert "変えられています" not in report.read_text(encoding="utf-8")  # it was the program that wrote the book anew
    assert altered(open_run(one.project, run)) == ()


@pytest.mark.parametrize("by", ["a clerk", "a later run"])
def test_a_book_that_is_another_since_stays(tmp_path: Path, by: str) -> None:
    one = hall(tmp_path, ["gone"], 2)
    run, _ = one.run()
    book = one.home / "recipes/一覧_結果.xlsx"
    if by == "a clerk":
        noted = openpyxl.load_workbook(book)
        noted.active["Z1"] = "控え"  # type: ignore[index]
        noted.save(book)
    else:
        one.run()
    kept = book.read_bytes()
    say(one, run, F.ENTERED)
    assert write_answers_down(one.project, run) == []
    assert book.read_bytes() == kept


def test_where_files_were_changed_the_records_stay(tmp_path: Path) -> None:
    one = hall(tmp_path, ["gone"], 1)
    run, _ = one.run()
    opened = open_run(one.project, run)
    (opened.folder.path / "input.xlsx").write_bytes(b"another")
    report = opened.folder.report_file.read_bytes()
    say(one, run, F.ENTERED)
    assert write_answers_down(one.project, run) == []
    assert opened.folder.report_file.read_bytes() == report


def test_runs_and_show_tell_of_rows_that_wait(tmp_path: Path) -> None:
    one = hall(tmp_path, ["gone", "gone"])
    assert undecided(one.project) == {}
    run, _ = one.run()
    assert undecided(one.project) == {run: 2}
    assert [line["undecided"] for line in recent_runs(one.project, 5)] == [2]
    assert outcome_of(one.project, run).undecided == 2


# ------------------------------------------------------------------ going on by hand


def lines_of(book: Path) -> list[dict[str, str]]:
    heads, *lines = openpyxl.load_workbook(book).worksheets[0].iter_rows(values_only=True)
    return [dict(zip(heads, ["" if cell is None else str(cell) for cell in line], strict=True)) for line in lines]


def test_what_remains_is_written_for_hands(tmp_path: Path) -> None:
    one = hall(tmp_path, ["success", "gone", "unsent", "unsent", "unsent"], 4, RECIPE + "安全: {再試行: 0, 連続失敗で停止: 1}\n")
    run, _ = one.run()
    counts = one.counts(run)
    assert (counts["uncertain"], counts["pending"]) == (1, 2), counts
    made = write_by_hand(one.project, run, "ja")
    assert made.path == one.home / "recipes/一覧_手作業.xlsx"
    assert made.counts == {"pending": 2, "uncertain": 1}
    doubtful, *rest = lines_of(made.path)
    assert (doubtful["済"], doubtful["行"], doubtful["番号"], doubtful["状態"]) == ("", "3", "0002", "？ 要確認")
    assert "検索し、あれば登録しない" in doubtful["はじめに確かめること"]
    assert [(line["番号"], line["氏名"], line["状態"]) for line in rest] == [("0003", "髙橋3", "· 未処理"), ("0004", "髙橋4", "· 未処理")]
    assert "番号札" not in doubtful
    steps = [str(line[0]) for line in openpyxl.load_workbook(made.path).worksheets[1].iter_rows(values_only=True)]
    assert any("取り消せません" in line for line in steps)
    assert "番号札" in steps[-1]
    assert HIDDEN not in str(steps) + str(lines_of(made.path))


def test_what_a_later_run_has_entered_does_not_remain(tmp_path: Path) -> None:
    one = hall(tmp_path, [], 2)
    one.system.missing = {"氏名"}
    run, _ = one.run()
    assert one.counts(run)["failed"] == 2
    one.system.missing = set()
    one.run(only=("0001",))
    assert [line["番号"] for line in lines_of(write_by_hand(one.project, run, "ja").path)] == ["0002"]
    one.run()
    assert refused(write_by_hand, one.project, run, "ja") == "P122"


def test_a_failed_row_typed_by_hand_is_not_entered_again(tmp_path: Path) -> None:
    one = hall(tmp_path, [], 1)
    one.system.missing = {"氏名"}
    run, _ = one.run()
    assert write_by_hand(one.project, run, "en").path.name == "一覧_by_hand.xlsx"
    say(one, run, F.BY_HAND)
    one.system.missing = set()
    assert one.run()[1] == 0
    assert one.entered() == []


def test_a_book_with_ticks_stays_and_the_next_number_is_taken(tmp_path: Path) -> None:
    one = hall(tmp_path, ["gone"], 1)
    run, _ = one.run()
    first = write_by_hand(one.project, run, "ja").path
    assert write_by_hand(one.project, run, "ja").path == first  # nobody has touched it
    ticked = openpyxl.load_workbook(first)
    ticked.worksheets[0]["A2"] = "済"
    ticked.save(first)
    kept = first.read_bytes()
    assert write_by_hand(one.project, run, "ja").path.name == "一覧_手作業_2.xlsx"
    assert first.read_bytes() == kept


def test_while_a_run_is_at_work_nobody_goes_on_by_hand(tmp_path: Path) -> None:
    from bots.ledger import recovery, runs

    one = hall(tmp_path, ["gone"], 1)
    run, _ = one.run()
    later = one.ask()
    runs.take(run=later, worker=recovery.this_worker(), clock=one.clock)
    assert refused(write_by_hand, one.project, run, "ja") == "P123"


def test_a_rehearsal_leaves_nothing_for_hands(tmp_path: Path) -> None:
    one = hall(tmp_path, [], 1)
    run, _ = one.rehearse()
    assert refused(write_by_hand, one.project, run, "ja") == "P122"
    assert refused(doubtful_rows, one.project, run) == "P110"
