"""What a submit sends, written into a system's file of any layout: the rest stays byte for byte, or nothing is written."""

from __future__ import annotations

import pytest

from bots.app.submit_file import with_rules
from bots.errors import PlaceError
from bots.model import SubmitRule
from bots.recipe.system import read_system

HEAD = """# 窓口のシステム
システム: 窓口システム   # 担当: 市民課
アドレス:
  訓練: http://127.0.0.1:8812
画面:
  入力: {アドレス: /new, 目印: 見出し「入力」}
  変更: {アドレス: /change, 目印: 見出し「変更」}
"""
SAVE = SubmitRule("入力", "登録する", "gate", "POST", "/cards/*", ("no", "components[].id", "氏名"), "action=save", ("draft",), "2026-11-23 係", carries=True)
CLICK = SubmitRule("入力", "登録する", "click", approved="2026-11-23 係")


def written(text: str, *rules: SubmitRule) -> str:
    return with_rules(text.encode(), "窓口", "窓口.yaml", rules).decode()


def submits(text: str) -> tuple[SubmitRule, ...]:
    system = read_system(text.encode(), "窓口", "窓口.yaml")
    assert [one for one in system.found if one.severity == "error"] == []
    return system.submits


def test_a_file_without_submits_gets_them_at_its_end() -> None:
    made = written(HEAD, SAVE)
    assert made.startswith(HEAD)
    assert submits(made) == (SAVE,)
    assert '    項目: [no, "components[].id", 氏名]\n' in made


def test_english_words_in_an_english_file() -> None:
    made = written("system: Library\naddresses:\n  training: http://127.0.0.1:1\nscreens: {入力: {address: /new, sign: heading \"New\"}}\n", SAVE)
    assert "submits:\n  - screen: 入力\n" in made
    assert "carries: true" in made


def test_blank_lines_at_the_end_line_ends_and_a_mark_at_the_beginning() -> None:
    made = written("\ufeff" + (HEAD + "\n\n").replace("\n", "\r\n"), SAVE)
    assert made.startswith("\ufeff# 窓口")
    assert made.count("\n") == made.count("\r\n")
    assert submits(made) == (SAVE,)


OTHERS = """確定の送信:
  # 新規
  - 画面: 入力
    確定: 登録する
    方式: 門      # 古い
    メソッド: POST
    送信先: /cards/*
    印: action=save
  # 変更の画面
  - 画面: 変更
    確定: 登録する
    送信先: /cards/change
    メソッド: POST

# 止まる時間は業者に確かめる
切断の表示: [切れました]
"""


def test_the_same_request_is_replaced_and_the_others_stay_with_their_remarks() -> None:
    made = written(HEAD + OTHERS, SAVE)
    assert submits(made)[0] == SAVE
    assert [one.screen for one in submits(made)] == ["入力", "変更"]
    for kept in ("# 新規", "# 変更の画面", "# 止まる時間は業者に確かめる", "切断の表示: [切れました]"):
        assert kept in made
    assert "# 古い" not in made


def test_another_way_of_the_same_button_stays() -> None:
    other = SubmitRule("入力", "登録する", "gate", "POST", "/cards/renew")
    made = written(written(HEAD, SAVE), other)
    assert submits(made) == (other, SAVE)
    assert written(made, other) == made, "once more is the same"


def test_the_other_mode_takes_the_place() -> None:
    made = written(written(HEAD, SAVE), CLICK)
    assert submits(made) == (CLICK,)
    assert submits(written(made, SAVE)) == (SAVE,)


def test_several_requests_of_one_press() -> None:
    audit = SubmitRule("入力", "登録する", "gate", "POST", "/audit")
    assert submits(written(HEAD, audit, SAVE)) == (audit, SAVE)


@pytest.mark.parametrize("there", ["確定の送信:\n", "確定の送信:   # まだ\n切断の表示: [切れました]\n"])
def test_an_empty_part_is_filled(there: str) -> None:
    made = written(HEAD + there, SAVE)
    assert submits(made) == (SAVE,)
    assert there.splitlines()[0] in made


def test_dashes_without_an_indent() -> None:
    made = written(HEAD + "確定の送信:\n- 画面: 変更\n  確定: 送る\n  送信先: /x\n  メソッド: POST\n切断の表示: [切れました]\n", SAVE)
    assert [one.screen for one in submits(made)] == ["入力", "変更"]


@pytest.mark.parametrize("there", ["確定の送信: []\n", "確定の送信: [{画面: 入力, 確定: 登録する}]\n", "確定の送信:\n  - {画面: 入力, 確定: 登録する}\n"])
def test_what_stands_in_brackets_is_left_to_people(there: str) -> None:
    with pytest.raises(PlaceError) as caught:
        written(HEAD + there, SAVE)
    assert caught.value.problem.code == "P135"


def test_a_screen_that_the_file_does_not_know_is_not_written() -> None:
    with pytest.raises(PlaceError) as caught:
        written(HEAD.replace("入力:", "申込:"), SAVE)
    assert caught.value.problem.code == "P135"


@pytest.mark.parametrize("text", ["#", "yes", "12:30", "- x", "a: b", "「", "'", '"', "*", "\\", "ｎｏ", "[x]", "{y}", "ctl00$btnSave", "x,y"])
def test_any_text_is_read_as_it_was(text: str) -> None:
    rule = SubmitRule("入力", "登録する", "gate", "POST", f"/x/{text.strip()}", (text, "b"), f"a={text}", (text,))
    assert submits(written(HEAD, rule)) == (rule,)
