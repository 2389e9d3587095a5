"""What the person is told: a file that is not there, a book that lies elsewhere, a sheet that changed."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from bots.app.facts import open_run, outcome_of
from bots.app.report_facts import report_facts
from bots.app.request import Asked, prepare
from bots.app.runs import add_run
from bots.cli.terminal import show_rows
from bots.errors import DataError
from tests.hall import RECIPE, Hall, people


def notes(hall: Hall, run: str) -> tuple[str, ...]:
    """The notes of a run, the same in the summary and in the report."""
    from bots.app.facts import open_run

    found = outcome_of(hall.project, run).notes
    assert report_facts(hall.project, open_run(hall.project, run), "ja").notes == found
    return found


def test_a_row_whose_file_is_missing_is_refused_and_the_others_are_entered(tmp_path: Path) -> None:
    recipe = RECIPE.replace(
        "    受付番号: 文字 任意\n", "    受付番号: 文字 任意\n    証明書: ファイル\n"
    )
    rows = [{**one, "証明書": f"証明/{one['番号']}.pdf"} for one in people(2)]
    hall = Hall.open(tmp_path, rows, recipe)
    (tmp_path / "recipes" / "証明").mkdir()
    (tmp_path / "recipes" / "証明" / "0002.pdf").write_bytes(b"%PDF")
    run, code = hall.run()
    assert (hall.entered(), code) == (["0002"], 1)
    refused = outcome_of(hall.project, run).needs_people
    assert [(one.key, one.reason) for one in refused] == [
        ("0001", "「証明書」のファイルがありません。")
    ]
    rejects = openpyxl.load_workbook(dict(outcome_of(hall.project, run).files)["不備の表"]).active
    assert rejects is not None
    commented = {cell.value: cell.comment.text for line in rejects.iter_rows() for cell in line if cell.comment}
    assert commented == {"証明/0001.pdf": "「証明書」のファイルがありません。"}


def test_a_success_sign_that_is_empty_in_a_row_refuses_it_before_the_press(tmp_path: Path) -> None:
    recipe = RECIPE.replace("成功の表示: 登録が完了しました", "成功の表示: <備考>").replace(
        "    受付番号: 文字 任意\n", "    受付番号: 文字 任意\n    備考: 文字 任意\n"
    )
    rows = [{**one, "備考": note} for one, note in zip(people(2), ["", "登録が完了しました"], strict=True)]
    hall = Hall.open(tmp_path, rows, recipe)
    run, code = hall.run()
    assert (hall.entered(), code) == (["0002"], 1)
    assert hall.counts(run) == {"total": 2, "done": 1, "refused": 1}
    assert [(one.key, one.reason) for one in outcome_of(hall.project, run).needs_people] == [
        ("0001", "画面で確かめる言葉「<備考>」が、この行では空になります。")
    ]


def test_a_result_that_lies_elsewhere_is_told(tmp_path: Path) -> None:
    hall = Hall.open(tmp_path, people(2))
    (tmp_path / "recipes" / "~$一覧_結果.xlsx").write_bytes(
        b""
    )  # a spreadsheet program has it open
    run, _ = hall.run()
    (note,) = notes(hall, run)
    assert "一覧_結果.xlsx" in note
    assert "代わりにここに置きました" in note
    made = dict(outcome_of(hall.project, run).files)["結果の表"]
    assert made.is_relative_to(hall.project.settings.logs)
    log = (made.parent / "log.txt").read_text(encoding="utf-8")
    assert "D64" in log


def test_results_that_can_lie_nowhere_do_not_end_the_run_badly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bots.sources import patching

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    hall = Hall.open(tmp_path, people(2))
    run = hall.ask()
    monkeypatch.setattr(patching, "_copy", full)
    assert hall.carry_out(run) == 0
    (note,) = notes(hall, run)
    assert note.startswith("結果の表を作れませんでした（ディスクに空きがありません）")


def test_a_sheet_that_changed_during_the_run_is_told(tmp_path: Path) -> None:
    hall = Hall.open(tmp_path, people(2))
    run = hall.ask()
    hall.sheet(people(3))
    hall.carry_out(run)
    assert hall.entered() == ["0001", "0002"]
    (note,) = notes(hall, run)
    assert note.startswith("一覧.xlsx は、実行を始めた後に変わっています。")


def test_a_run_whose_sheet_stays_has_nothing_to_tell(tmp_path: Path) -> None:
    hall = Hall.open(tmp_path, people(2))
    run, _ = hall.run()
    assert notes(hall, run) == ()


def test_a_sheet_that_changes_between_check_and_snapshot_starts_nothing(tmp_path: Path) -> None:
    hall = Hall.open(tmp_path, people(2))
    asked = Asked(recipe="登録")
    prepared = prepare(hall.project, asked)
    hall.sheet(people(3))
    with pytest.raises(DataError) as told:
        add_run(hall.project, asked, prepared, "係")
    assert told.value.problem.code == "D70"
    from bots.ledger import runs

    assert not runs.recent(5)


def test_a_faulty_row_that_is_entered_is_told_as_entered_and_never_to_be_handed_in(
    tmp_path: Path,
) -> None:
    hall = Hall.open(tmp_path, people(3))
    first, _ = hall.run()
    one, two, three = people(3)
    hall.sheet([one, {**two, "氏名": ""}, three, three, {"番号": "0009", "氏名": ""}])
    run, code = hall.run()
    assert hall.entered() == ["0001", "0002", "0003"]
    assert hall.counts(run) == {"total": 5, "already": 4, "refused": 1}
    assert code == 1
    outcome = outcome_of(hall.project, run)
    told = {one.key: (one.state.en, one.reason) for one in outcome.needs_people}
    assert told["0002"] == (
        "already there",
        f"この行は、実行 {first} で登録済みです。いまの表の行には誤りがあります: 「氏名」が空です。",
    )
    assert told["0003"][0] == "already there"
    assert "登録済みです。" in told["0003"][1]
    assert "同じ鍵の行がほかにもあります" in told["0003"][1]
    assert "この表からは、どの行も入力しません。" in told["0003"][1]
    assert told["0009"][0] == "refused"
    books = dict(outcome.files)
    result = openpyxl.load_workbook(books["結果の表"]).active
    rejects = openpyxl.load_workbook(books["不備の表"]).active
    assert result is not None
    assert rejects is not None
    by_row = [[str(cell.value or "") for cell in line] for line in result.iter_rows()]
    assert [line[0] for line in by_row if "登録済み" in line] == ["0001", "0002", "0003", "0003"]
    assert [line for line in by_row if told["0002"][1] in line]
    handed_in = [[cell.value for cell in line] for line in rejects.iter_rows(min_row=2)]
    assert [line[1] for line in handed_in] == ["0009"]
    assert told_in_report(hall, run)["0002"] == ("already", told["0002"][1])


def told_in_report(hall: Hall, run: str) -> dict[str, tuple[str, str]]:
    """State and reason of each key, as the report shows them."""
    from bots.app.facts import open_run

    rows = report_facts(hall.project, open_run(hall.project, run), "ja").rows
    return {" / ".join(one.key): (one.state, one.reason) for one in rows}


def test_a_faulty_row_in_doubt_stays_in_doubt_with_its_fault(tmp_path: Path) -> None:
    hall = Hall.open(tmp_path, people(1))
    hall.system.answers = ["gone"]
    hall.run()
    hall.sheet([{"番号": "0001", "氏名": ""}])
    run, code = hall.run()
    assert (hall.counts(run), code) == ({"total": 1, "uncertain": 1}, 3)
    outcome = outcome_of(hall.project, run)
    (line,) = outcome.needs_people
    assert line.reason.startswith("前の実行で決まらないままです。")
    assert "誤りがあります: 「氏名」が空です。" in line.reason
    assert "不備の表" not in dict(outcome.files)


def test_a_faulty_row_that_is_entered_is_told_alone_without_a_sheet_to_hand_in(
    tmp_path: Path,
) -> None:
    hall = Hall.open(tmp_path, people(1))
    hall.run()
    hall.sheet([{"番号": "0001", "氏名": ""}])
    run, code = hall.run()
    assert (hall.counts(run), code) == ({"total": 1, "already": 1}, 0)
    outcome = outcome_of(hall.project, run)
    assert len(outcome.needs_people) == 1
    assert "不備の表" not in dict(outcome.files)
    assert "was entered in run" in outcome_of(hall.project, run, "en").needs_people[0].reason


def test_a_changed_row_tells_which_columns_changed_and_no_value(tmp_path: Path) -> None:
    hall = Hall.open(tmp_path, people(2))
    hall.run()
    hall.sheet([people(2)[0], {**people(2)[1], "氏名": "別人 一"}])
    run, _ = hall.run()
    (line,) = outcome_of(hall.project, run).needs_people
    assert line.reason == "入力済みの行の「氏名」が、入力したときと変わっています。"
    assert "別人" not in str(report_facts(hall.project, open_run(hall.project, run), "ja").rows[1].reason)


def test_what_to_do_next_stands_in_the_terminal_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from bots.cli.terminal import show_outcome

    hall = Hall.open(tmp_path / "hall", people(3))
    hall.system.missing.add("氏名")
    run, _ = hall.run()
    outcome = outcome_of(hall.project, run, "ja")
    show_outcome(outcome, "ja")
    said = capsys.readouterr().out
    assert len(outcome.needs_people) > 1
    assert said.count("      = 画面の言葉をそのまま書いてください。") == 1


WITH_START = RECIPE.replace("行ごと:", "開始:\n  - クリック: ボタン「業務を開く」\n\n行ごと:")


@pytest.mark.parametrize(("lang", "kinds"), [("ja", ("✕ 障害", "エラー")), ("en", ("✕ failed", "error"))])
def test_rows_and_the_start_that_failed_are_told_as_check_tells_a_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str, kinds: tuple[str, str]
) -> None:
    from bots.cli.terminal import show_outcome

    hall = Hall.open(tmp_path / "hall", [people(2)[0], {**people(2)[1], "氏名": ""}], WITH_START)
    lines = WITH_START.splitlines()
    name, click = lines.index("      氏名: <氏名>") + 1, lines.index("  - クリック: ボタン「業務を開く」") + 1
    entry, start = f"recipes/登録.yaml:{name}:7", f"recipes/登録.yaml:{click}:5"

    def shown(missing: str) -> tuple[list[str], list[str]]:
        hall.system.missing = {missing}
        run, _ = hall.run()
        show_outcome(outcome_of(hall.project, run, lang), lang)
        log = open_run(hall.project, run).folder.log_file.read_text("utf-8")
        return capsys.readouterr().out.splitlines(), log.splitlines()

    said, log = shown("氏名")
    key = "（0001）" if lang == "ja" else " (0001)"
    (row,) = [one for one in said if one.startswith(entry)]
    assert row.startswith(f"{entry}  Sheet!2{key}  {kinds[0]}: ")
    assert row.endswith(" [S01]")
    line, mark, advice = said[said.index(row) + 1 :][:3]
    assert (line, mark) == (f"{name:>5} |       氏名: <氏名>", "      |       ^^^^")
    assert advice.startswith("      = ")
    (faulty,) = [one for one in said if one.startswith("Sheet!3")]
    assert faulty.endswith(" [D20]"), "a row that its own values refuse stands in the sheet, not at a step"
    assert any(f"{entry}  " in one and "[S01]" in one for one in log)
    assert not any("^" in one for one in log)
    assert "髙橋" not in "".join(said + log)

    said, log = shown("業務を開く")
    (failed,) = [one for one in said if one.startswith(start)]
    assert failed.startswith(f"{start}: {kinds[1]}: ")
    assert failed.endswith(" [S01]")
    line, mark, advice = said[said.index(failed) + 1 :][:3]
    assert (line, mark) == (f"{click:>5} |   - クリック: ボタン「業務を開く」", "      |     ^^^^^^^^")
    assert advice.startswith("      = ")
    assert any(f"{start}  S01" in one for one in log)


@pytest.mark.parametrize(("lang", "kind"), [("ja", "エラー"), ("en", "error")])
def test_an_entry_of_the_start_that_ended_the_run_is_told_with_its_line(tmp_path: Path, lang: str, kind: str) -> None:
    recipe = RECIPE.replace("行ごと:", "開始:\n  - 入力:\n      課: 試験係\n      窓口: 一番\n\n行ごと:")
    hall = Hall.open(tmp_path / "hall", people(1), recipe)
    hall.system.missing = {"窓口"}
    run, _ = hall.run()
    line = recipe.splitlines().index("      窓口: 一番") + 1
    told = outcome_of(hall.project, run, lang).reason.splitlines()
    assert told[0].startswith(f"recipes/登録.yaml:{line}:7: {kind}: ")
    assert told[1:3] == [f"{line:>5} |       窓口: 一番", "      |       ^^^^"]


def test_a_recipe_that_was_changed_since_is_told_by_its_step_alone(tmp_path: Path) -> None:
    hall = Hall.open(tmp_path / "hall", people(1))
    hall.system.missing = {"氏名"}
    run, _ = hall.run()
    file, lines = hall.home / "recipes" / "登録.yaml", RECIPE.splitlines()
    (row,) = outcome_of(hall.project, run).needs_people
    assert row.place == f"recipes/登録.yaml:{lines.index('      氏名: <氏名>') + 1}:7"
    for changed in ("# 直した\n" + RECIPE, "レシピ: ["):
        file.write_text(changed, encoding="utf-8")
        (row,) = outcome_of(hall.project, run).needs_people
        assert (row.place, row.lines) == (f"recipes/登録.yaml:{lines.index('  - 入力:') + 1}:5", ())
    file.unlink()
    (row,) = outcome_of(hall.project, run).needs_people
    assert (row.place, row.lines) == (f"recipes/登録.yaml:{lines.index('  - 入力:') + 1}:5", ())


def test_the_recipe_is_read_once_for_all_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from bots.app import step_places

    hall = Hall.open(tmp_path / "hall", people(8), RECIPE.replace("行ごと:", "安全: {連続失敗で停止: 8}\n\n行ごと:"))
    hall.system.missing = {"氏名"}
    run, _ = hall.run()
    read: list[str] = []
    monkeypatch.setattr(
        step_places, "read_source", lambda data, file, own=step_places.read_source: read.append(file) or own(data, file)
    )
    rows = outcome_of(hall.project, run).needs_people
    assert len({row.place for row in rows}) == 1
    assert (len(rows), read) == (8, ["recipes/登録.yaml"])


def test_a_line_of_the_recipe_stands_under_the_first_of_the_rows_that_stopped_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hall = Hall.open(tmp_path / "hall", people(2))
    hall.system.missing = {"氏名"}
    run, _ = hall.run()
    capsys.readouterr()
    rows = outcome_of(hall.project, run).needs_people
    assert len(rows) == 2
    show_rows(rows, "ja")
    assert capsys.readouterr().out.count("氏名: <氏名>") == 1


@pytest.mark.parametrize(("first", "told"), [("", True), ("      - 開く: /\n", False)])
@pytest.mark.parametrize("part", ["開き方", "ログアウト"])
def test_what_is_missing_on_a_way_that_begins_at_no_address_is_told_with_that(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], part: str, first: str, *, told: bool
) -> None:
    """A page that stays on its form has the row before it still, whatever was meant to be there."""
    from bots.cli.terminal import show_outcome

    recipe = RECIPE + ("終了:\n  - ログアウト: 試験システム\n" if part == "ログアウト" else "")
    hall = Hall.open(tmp_path, people(1), recipe)
    path = hall.home / "config" / "systems" / "試験システム.yaml"
    text, way = path.read_text(encoding="utf-8"), f"{first}      - クリック: 業務を開く\n"
    if part == "開き方":
        text = text.replace("  入力画面: {アドレス: /new, 目印: 入力}\n", f"  入力画面:\n    目印: 入力\n    開き方:\n{way}")
    path.write_text(text + (f"ログアウト:\n{way}" if part == "ログアウト" else ""), encoding="utf-8")
    hall.system.missing = {"業務を開く"}
    run, _ = hall.run()
    show_outcome(outcome_of(hall.project, run, "ja"), "ja")
    said = capsys.readouterr().out
    assert "「業務を開く」がありません" in said
    assert ("1行目に「- 開く: /」" in said) is told
