"""Steps inside steps, carried out: groups, ways of a branch, loops."""

from __future__ import annotations

from pathlib import Path

import pytest

from bots.app.facts import open_run
from bots.app.preview import preview_of
from bots.app.report_facts import report_facts
from bots.app.request import Asked
from bots.ledger import rows
from bots.testing import FakeDriver
from tests.hall import RECIPE, Hall, people

FILL = """\
  - 入力:
      番号: <番号>
      氏名: <氏名>
  - 確定: ボタン「登録」
    成功の表示: 登録が完了しました
"""
BRANCH = """\
  - 場合分け:
      - もし: {区分: 新規}
        手順:
          - 入力:
              番号: <番号>
              氏名: <氏名>
          - 確定: ボタン「登録」
            成功の表示: 登録が完了しました
      - もし: {区分: 取下げ}
        手順:
          - 業務エラー: 取下げは窓口で
"""
GROUP = """\
  - まとめ:
      - 入力:
          番号: <番号>
      - 入力:
          氏名: <氏名>
    もし: {区分: 新規}
"""
SUBMIT = "  - 確定: ボタン「登録」\n    成功の表示: 登録が完了しました\n"
KINDS = ("新規", "取下げ", None)


def hall(home: Path, steps: str, kinds: tuple[str | None, ...] = KINDS) -> Hall:
    assert FILL in RECIPE
    sheet = [{**one, "区分": kind} for one, kind in zip(people(len(kinds)), kinds, strict=True)]
    return Hall.open(home, sheet, RECIPE.replace(FILL, steps))


def codes(hall: Hall, run: str) -> dict[int, str]:
    hall.project.open_ledger()
    return {one.position: one.code for one in rows.of_run(run)}


def test_a_row_goes_the_way_that_fits_and_is_refused_where_none_does(tmp_path: Path) -> None:
    one = hall(tmp_path, BRANCH)
    run, code = one.run()
    assert (code, one.entered()) == (1, ["0001"])
    assert codes(one, run) == {2: "", 3: "B01", 4: "B09"}


def test_the_way_for_the_rest(tmp_path: Path) -> None:
    rest = "      - それ以外:\n" + "".join(f"        {line}\n" for line in FILL.splitlines())
    one = hall(tmp_path, BRANCH + rest)
    run, _ = one.run()
    assert (codes(one, run), one.entered()) == ({2: "", 3: "B01", 4: ""}, ["0001", "0003"])


def test_a_group_is_done_or_left_out_as_one(tmp_path: Path) -> None:
    one = hall(tmp_path, GROUP + SUBMIT, ("新規", None))
    one.run()
    assert [set(entry) for entry in one.system.truth()] == [{"番号", "氏名"}, set()]


def test_a_rehearsal_ends_at_a_submit_inside(tmp_path: Path) -> None:
    one = hall(tmp_path, BRANCH)
    run, code = one.rehearse()
    assert (code, one.entered()) == (1, [])
    assert one.counts(run)["done"] == 1


def test_the_report_shows_each_step_once_and_counts_its_time_once(tmp_path: Path) -> None:
    one = hall(tmp_path, GROUP + SUBMIT, ("新規", None))
    run, _ = one.run()
    first, second = report_facts(one.project, open_run(one.project, run), "ja").rows
    assert [step.title for step in first.steps][:5] == ["開く", "まとめ", "入力", "入力", "確定"]
    assert [step.title for step in second.steps][:3] == ["開く", "まとめ", "確定"]
    assert first.steps[1].seconds == 0
    assert [(field.field, field.equal) for field in first.readings] == [("番号", True), ("氏名", True)]


def test_a_preview_shows_what_goes_in_on_each_rows_way(tmp_path: Path) -> None:
    one = hall(tmp_path, BRANCH)
    found = preview_of(one.project, Asked(recipe="登録"))
    assert found.fields == ("番号", "氏名")
    assert found.lines == [["2", "0001", "髙橋1"]]
    assert [(row.number, problem.code) for row, problem in found.refused] == [(3, "B01"), (4, "B09")]


def test_a_changed_value_is_told_though_its_step_stands_in_another_way(tmp_path: Path) -> None:
    one = hall(tmp_path, BRANCH, ("新規",))
    one.run()
    one.sheet([{"番号": "0001", "氏名": "別の人", "区分": "新規"}])
    run, code = one.run()
    assert (code, one.entered()) == (3, ["0001"])
    assert one.counts(run)["conflict"] == 1


LOOP = """\
  - 続ける: {表示: 次へ}
    上限: 3
    手順:
      - クリック: 次へ
"""


@pytest.mark.parametrize(("pages", "clicks", "code"), [(0, 0, ""), (2, 2, ""), (3, 3, ""), (9, 3, "S44")])
def test_a_loop_goes_on_while_its_condition_holds_and_no_longer_than_its_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pages: int, clicks: int, code: str
) -> None:
    one = hall(tmp_path, LOOP + FILL, (None,))
    turned: list[str] = []
    shown = FakeDriver.shown

    def texts(self: FakeDriver, texts: tuple[str, ...]) -> tuple[str, ...]:
        if "次へ" in texts:
            return ("次へ",) if len(turned) < pages else ()
        return shown(self, texts)

    monkeypatch.setattr(FakeDriver, "shown", texts)
    monkeypatch.setattr(FakeDriver, "click", lambda self, target, **_: turned.append(target.words))
    run, _ = one.run()
    assert (len(turned), codes(one, run)) == (clicks, {2: code})
    assert one.entered() == ([] if code else ["0001"])
