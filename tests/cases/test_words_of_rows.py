"""How rows are called where a plain ✓ or ✕ would lead to a double or to a needless mending: terminal, log,
books and report."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from bots.app.facts import open_run, outcome_of, sentence_of
from bots.app.report_facts import report_facts
from bots.cli.looking import register, show
from bots.errors import ScreenError
from bots.testing import FakeDriver
from tests.hall import RECIPE, Hall, Quiet, people


def say(hall: Hall, run: str) -> str:
    return CliRunner().invoke(show, [run], obj=str(hall.home), standalone_mode=False).output


def book(hall: Hall, run: str, what: str) -> list[tuple[object, ...]]:
    sheet = openpyxl.load_workbook(dict(outcome_of(hall.project, run).files)[what]).active
    assert sheet is not None
    return list(sheet.iter_rows(values_only=True))


def log(hall: Hall, run: str) -> str:
    return (outcome_of(hall.project, run).folder / "log.txt").read_text("utf-8")


def test_an_unfinished_row_is_told_as_that_everywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall = Hall.open(tmp_path, people(2))
    read = FakeDriver.read

    def once(self: FakeDriver, *words: object, **more: object) -> str:
        if len(hall.entered()) == 1:
            raise ScreenError("S01", field="受付番号")
        return read(self, *words, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(FakeDriver, "read", once)
    run, code = hall.run()
    assert (code, hall.entered()) == (3, ["0001", "0002"])
    told = say(hall, run)
    assert "✓ 1 件を登録しました。" in told
    assert "登録し直さないでください" in told
    (line,) = [line for line in told.splitlines() if "0001" in line]
    assert "！ 後処理未了" in line
    assert "✓ 完了" not in told
    unfinished, done = book(hall, run, "結果の表")[1:]
    assert "後処理未了" in unfinished
    assert "完了" in done
    assert any("登録し直さないでください" in str(cell) for cell in unfinished)
    for words in (["登録"], ["登録", "0001"]):
        shown = CliRunner().invoke(register, words, obj=str(hall.home), standalone_mode=False).output
        (line,) = [line for line in shown.splitlines() if "0001" in line]
        assert "！ 後処理未了" in line


def test_a_row_that_a_person_declined_is_no_fault_of_the_sheet_and_comes_again(tmp_path: Path) -> None:
    hall = Hall.open(tmp_path, people(2))
    run = hall.ask(confirm_first=1)
    code = hall.carry_out(run, Quiet(answer=False))
    assert (code, hall.entered()) == (1, ["0002"])
    told = say(hall, run)
    assert "✕ 1 件は、人の判断で登録していません。次の実行で、もう一度行います。" in told
    assert "表を直して" not in told
    assert "不備の表" not in dict(outcome_of(hall.project, run).files)
    row = report_facts(hall.project, open_run(hall.project, run), "ja").rows[0]
    assert "この行をもう一度行います" in row.advice
    hall.run()
    assert sorted(hall.entered()) == ["0001", "0002"]


def test_the_log_says_why_a_row_was_given_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hall = Hall.open(tmp_path, people(1))
    fill, lost = FakeDriver.fill, [True]

    def once(self: FakeDriver, *words: object, **more: object) -> object:
        if lost:
            lost.clear()
            raise ScreenError("S80", sign="もう一度ログインしてください")
        return fill(self, *words, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(FakeDriver, "fill", once)
    run, code = hall.run()
    assert (code, hall.entered()) == (0, ["0001"])
    (line,) = [line for line in log(hall, run).splitlines() if "登録せずに戻しました" in line]
    assert "理由: ログインが切れたか、システムが使えなくなりました（画面の表示「もう一度ログインしてください」）。 [S80]" in line


def test_the_log_says_what_a_try_looked_for_in_the_words_of_the_recipe(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recipe = RECIPE.replace("  - 確定:", "  - 待つ: {表示: <氏名> 様}\n  - 確定:")
    hall = Hall.open(tmp_path, people(1), recipe)
    late = [True]

    def wait(self: FakeDriver, texts: list[str], **_: object) -> str:
        if late:
            late.clear()
            raise ScreenError("S30", text=texts[0])
        return texts[0]

    monkeypatch.setattr(FakeDriver, "wait_shown", wait)
    run, code = hall.run()
    assert (code, hall.entered()) == (0, ["0001"])
    (line,) = [line for line in log(hall, run).splitlines() if "登録せずに戻しました" in line]
    assert "理由: 待っていた表示「<氏名> 様」になりません。 [S30]" in line
    assert "髙橋1" not in log(hall, run)


def test_the_log_does_not_say_a_text_of_the_page_for_a_try(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall = Hall.open(tmp_path, people(1))
    fill, late = FakeDriver.fill, [True]

    def once(self: FakeDriver, *words: object, **more: object) -> object:
        if late:
            late.clear()
            raise ScreenError("S30", text="別の人の名")
        return fill(self, *words, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(FakeDriver, "fill", once)
    run, _ = hall.run()
    assert "待っていた表示「○」になりません。 [S30]" in log(hall, run)
    assert "別の人の名" not in (outcome_of(hall.project, run).folder / "events.jsonl").read_text("utf-8")


def test_the_log_has_a_line_for_a_row_that_changed_since_it_was_entered(tmp_path: Path) -> None:
    hall = Hall.open(tmp_path, people(2))
    hall.run()
    one, two = people(2)
    hall.sheet([one, {**two, "氏名": "別の名"}])
    run, code = hall.run()
    assert code == 3
    lines = [line for line in log(hall, run).splitlines() if "［Sheet!3］" in line]
    (line,) = lines
    assert line.endswith(
        "［Sheet!3］  登録したときと、表の値が違います。何もしていません。  理由: "
        "入力済みの行の「氏名」が、入力したときと変わっています。 [B82]  ≠ 不一致"
    )
    assert "別の名" not in log(hall, run)


def test_the_log_says_why_a_submit_was_taken_back(tmp_path: Path) -> None:
    hall = Hall.open(tmp_path, people(1))
    hall.system.answers = ["unsent", "success"]
    run, _ = hall.run()
    (line,) = [line for line in log(hall, run).splitlines() if "送信されなかったので戻しました" in line]
    assert "[N84]" in line


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_step_is_never_told_with_holes_in_its_sentence(lang: str) -> None:
    from bots.app.report_facts import stopped

    assert "○" in sentence_of("B07", lang)
    assert stopped("B07", lang) in ("ここで止まりました。", "It stopped here.")
    assert stopped("N84", lang) == sentence_of("N84", lang)
    assert "○" not in sentence_of("S80", lang)


def test_the_log_names_each_of_two_rows_with_one_key(tmp_path: Path) -> None:
    one, other = people(2)
    hall = Hall.open(tmp_path, [one, other, {**one, "氏名": "別人"}])
    hall.run()
    run, _ = hall.run()
    first, second = [line for line in log(hall, run).splitlines() if "[D16]" in line]
    assert "［Sheet!2］" in first
    assert "（Sheet!4）" in first
    assert "［Sheet!4］" in second
    assert "（Sheet!2）" in second
