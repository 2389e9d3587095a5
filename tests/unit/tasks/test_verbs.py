"""What each verb does with the hands, on a business system without a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bots.errors import Reject, ScreenError, Skip
from bots.model import Effects, FieldReading, Value
from bots.tasks.page import Mismatch, mismatch
from bots.tasks.registry import find
from bots.testing import FakeDriver, FakeSystem
from bots.values.scope import Scope
from bots.values.templates import expand

SCOPE = Scope(
    row={"氏名": Value("山田太郎左衛門", column="氏名"), "番号": Value("1234", hidden=True),
         "空": Value(" ", column="空")}
)


@pytest.fixture
def driver(tmp_path: Path) -> FakeDriver:
    return FakeDriver(FakeSystem(tmp_path / "truth.jsonl"))


def do(driver: FakeDriver, word: str, **args: Any) -> Effects:
    task = find(word)
    assert task is not None
    assert task.validate(args) == []
    bound = task.bind(args, lambda text: expand(text, SCOPE))
    return task.do(driver, bound, timeout=0.05, within=())


def test_fill_keeps_the_readings(driver: FakeDriver) -> None:
    made = do(driver, "入力", fields={"氏名": "<氏名>"})
    assert [(one.field, one.equal) for one in made.readings] == [("氏名", True)]
    assert driver.fields["氏名"].reveal() == "山田太郎左衛門"


def test_fill_refuses_what_the_screen_cut(driver: FakeDriver) -> None:
    driver.system.limits["氏名"] = 5
    with pytest.raises(Mismatch) as caught:
        do(driver, "fill", fields={"かな": "x", "氏名": "<氏名>"})
    problem = caught.value.problem
    assert (problem.code, dict(problem.words)) == ("B04", {"field": "氏名"})
    assert len(caught.value.readings) == 2
    assert isinstance(caught.value, Reject)
    assert "山田" not in f"{caught.value}{problem.sentence('ja')}"


def test_fill_lets_a_field_that_the_screen_rewrites(driver: FakeDriver) -> None:
    driver.system.limits["氏名"] = 5
    made = do(driver, "fill", fields={"氏名": {"value": "<氏名>", "verify": "false"}})
    assert len(made.readings) == 1


def test_fill_sets_nothing_if_a_field_is_missing(driver: FakeDriver) -> None:
    driver.system.missing.add("氏名")
    with pytest.raises(ScreenError):
        do(driver, "fill", fields={"かな": "x", "氏名": "<氏名>"})
    assert driver.fields == {}


def test_upload(driver: FakeDriver) -> None:
    assert do(driver, "添付", fields={"証明書": "a.pdf"}).readings[0].equal


def test_click_presses_in_order_and_answers_the_last(driver: FakeDriver) -> None:
    answers: list[Any] = []
    press = driver.click

    def click(target: Any, *, dialog: Any = "", **more: Any) -> None:
        answers.append(dialog)
        press(target, dialog=dialog, **more)

    driver.click = click  # type: ignore[method-assign]
    do(driver, "クリック", target=["メニュー「申込」", "新規"], dialog="OK")
    assert driver.calls == ["click 申込", "click 新規"]
    assert answers == ["", ("OK",)]


def test_see_waits_for_every_text(driver: FakeDriver) -> None:
    driver.system.texts |= {"業務メニュー", "ようこそ"}
    assert do(driver, "表示確認", texts=["業務メニュー", "ようこそ"]) == Effects()
    with pytest.raises(ScreenError):
        do(driver, "see", texts=["業務メニュー", "無い"])


def test_see_and_wait_refuse_a_text_that_is_empty_in_this_row(driver: FakeDriver) -> None:
    driver.system.texts |= {"業務メニュー"}
    for word, args in (("see", {"texts": ["業務メニュー", "<空>"]}), ("wait", {"condition": {"not_shown": "<空>"}})):
        with pytest.raises(Reject) as caught:
            do(driver, word, **args)
        assert (caught.value.problem.code, dict(caught.value.problem.words)) == ("B08", {"text": "<空>"})


def test_read_keeps_under_a_name(driver: FakeDriver) -> None:
    driver.receipt = "受付番号 R-00012 です"
    made = do(driver, "読取", items={"全部": "受付番号", "番号だけ": {"from": "受付番号", "pattern": "R-([0-9]+)"},
                                   "形": {"from": "受付番号", "pattern": "R-[0-9]+"}})  # fmt: skip
    assert {name: value.reveal() for name, value in made.saved.items()} == {
        "全部": "受付番号 R-00012 です", "番号だけ": "00012", "形": "R-00012",
    }  # fmt: skip


@pytest.mark.parametrize("shown", ["受付番号なし", "R-1" + "x" * 6000])
def test_read_refuses_what_does_not_fit(driver: FakeDriver, shown: str) -> None:
    driver.receipt = shown
    with pytest.raises(Reject) as caught:
        do(driver, "read", items={"番号": {"from": "受付番号", "pattern": "R-([0-9]+)"}})
    assert dict(caught.value.problem.words) == {"field": "受付番号"}


def test_screenshot_asks_the_engine(driver: FakeDriver) -> None:
    assert do(driver, "画面保存", label="検索結果").pictures == ("検索結果",)


@pytest.mark.parametrize(
    ("put", "kept", "hidden", "letters"),
    [
        ("髙橋", "高橋", False, "髙 U+9AD9 → 高 U+9AD8"), ("髙橋", "髙梁", False, None), ("髙橋", "高橋", True, None),
    ],
)  # fmt: skip
def test_a_value_that_comes_back_in_another_form_of_the_same_character_is_told_as_that(
    put: str, kept: str, hidden: bool, letters: str | None
) -> None:
    wrong = FieldReading("氏名", Value(put, hidden=hidden), Value(kept, hidden=hidden), equal=False)
    told = mismatch("B04", wrong, (wrong,)).problem
    assert told.words.get("letters") == letters
    assert told.advice == ("B17" if letters else "")
    assert (letters or "入れた値と画面に残った値") in told.hint("ja")


def test_verify(driver: FakeDriver) -> None:
    driver.fields["氏名"] = Value("別人")
    with pytest.raises(Mismatch) as refused:
        do(driver, "照合", items={"氏名": "<氏名>"})
    assert (refused.value.problem.code, len(refused.value.readings)) == ("B05", 1)
    with pytest.raises(ScreenError) as failed:
        do(driver, "verify", items={"氏名": "<氏名>"}, otherwise="system")
    assert failed.value.problem.code == "S40"
    driver.fields["氏名"] = Value("山田太郎左衛門")
    assert do(driver, "verify", items={"氏名": "<氏名>"}).readings[0].equal


def test_write_and_set(driver: FakeDriver) -> None:
    assert do(driver, "書き戻す", cells={"状態": "登録済 <氏名>"}).written == {
        "状態": Value("登録済 山田太郎左衛門")
    }
    assert do(driver, "値を決める", values={"宛名": "<氏名>様"}).saved == {
        "宛名": Value("山田太郎左衛門様")
    }


def test_note_masks_what_is_hidden(driver: FakeDriver) -> None:
    assert do(driver, "メモ", text="確認済み").note == "確認済み"
    assert do(driver, "note", text="番号 <番号>").note == "●●●"


@pytest.mark.parametrize(
    ("word", "error", "code"), [("業務エラー", Reject, "B01"), ("対象外", Skip, "B02")]
)
def test_reject_and_skip_tell_names_not_values(
    driver: FakeDriver, word: str, error: type[Exception], code: str
) -> None:
    with pytest.raises(error) as caught:
        do(driver, word, reason="重複しています（<氏名>）")
    problem = caught.value.problem  # type: ignore[attr-defined]
    assert problem.code == code
    assert "重複しています（<氏名>）" in problem.sentence("ja")
    assert "山田" not in problem.sentence("ja")


def test_wait(driver: FakeDriver) -> None:
    driver.system.texts.add("検索結果")
    assert do(driver, "待つ", condition={"shown": ["検索結果", "該当なし"]}) == Effects()
    assert do(driver, "待つ", condition={"not_shown": "処理中", "shown": "検索結果"}) == Effects()
    assert do(driver, "待つ", condition=[{"shown": "無い"}, {"shown": "検索結果"}]) == Effects()
    assert do(driver, "待つ", condition="0.01") == Effects()
    for condition in (
        {"shown": "無い"},
        {"not_shown": "検索結果"},
        [{"shown": "無い"}, {"not_shown": "検索結果"}],
    ):
        with pytest.raises(ScreenError):
            do(driver, "wait", condition=condition)
