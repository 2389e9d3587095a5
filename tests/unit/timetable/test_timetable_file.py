"""config/timetable.yaml as it is read: both languages, and what is wrong with its place."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest

from bots.timetable.entry import Entry
from bots.timetable.timetable_file import Timetable, read_timetable

JAPANESE = """\
時間割:
  月例:
    レシピ: こども課/保育申込
    日: [第3開庁日, 月末]
    時刻: [19時半, 7:05]
    打ち切り: 23:00
    遅れたとき: 一度だけ実行
    環境: 本番
    利用者: 夜間
    実行時の値: {年度: 令和8年度, 備考: ""}
    優先度: 5
  次:
    レシピ: 寄附受付
    日: 毎日
    時刻: 20:00
    先行: {月例: 片付き}
    有効: いいえ
  寄附: {レシピ: 寄附受付, フォルダー: \\\\server\\share\\寄附, ファイル名: [寄附*.xlsx, "?.csv"], 打ち切り: 19:00}
"""
ENGLISH = """\
timetable:
  月例:
    recipe: こども課/保育申込
    day: [3rd opening day, last day]
    time: [19:30, 7:05]
    until: 23:00
    late: run_once
    environment: 本番
    account: 夜間
    inputs: {年度: 令和8年度, 備考: ""}
    priority: 5
  次:
    recipe: 寄附受付
    day: every day
    time: 20:00
    after: {月例: settled}
    enabled: false
  寄附: {recipe: 寄附受付, folder: \\\\server\\share\\寄附, files: [寄附*.xlsx, "?.csv"], until: 19:00}
"""


def read(folder: Path, text: str) -> Timetable:
    (folder / "config").mkdir(exist_ok=True)
    (folder / "config/timetable.yaml").write_text(text, encoding="utf-8")
    return read_timetable(folder)


def meaning(one: Entry) -> tuple[object, ...]:
    return (
        one.name, one.recipe, one.days, one.times, one.until, one.late, one.environment, one.account, one.inputs, one.after,
        one.priority, one.enabled, one.folder, one.files,
    )  # fmt: skip


def test_both_languages_mean_the_same(tmp_path: Path) -> None:
    ja, en = read(tmp_path, JAPANESE), read(tmp_path, ENGLISH)
    assert (ja.found, en.found) == ([], [])
    assert [meaning(one) for one in ja.entries.values()] == [meaning(one) for one in en.entries.values()]
    first, second, third = ja.entries.values()
    assert first.times == (time(7, 5), time(19, 30))
    assert first.written == ("第3開庁日", "月末")
    assert (first.inputs, first.late, first.until) == ({"年度": "令和8年度", "備考": ""}, "run_once", time(23, 0))
    assert (second.after, second.late, second.enabled) == ({"月例": "settled"}, "ask", False)
    assert (third.folder, third.files, third.days) == ("\\\\server\\share\\寄附", ("寄附*.xlsx", "?.csv"), ())
    assert [one.name for one in ja.due] == ["月例", "寄附"]


def test_no_file_is_no_timetable(tmp_path: Path) -> None:
    assert read_timetable(tmp_path).entries == {}


ONE = "時間割:\n  月例: {レシピ: 登録, 日: 毎日, 時刻: 19:30}\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("時間わり: {}\n", "R01 時間わり"),
        ("時間割:\n", "R10 "),
        ("時間割:\n  月例: {レシピ: 登録, 日: 毎日}\n", "T09 月例"),
        ("時間割:\n  月例: {レシピ: 登録, 日: いつか, 時刻: 19:30}\n", "T01 いつか"),
        ("時間割:\n  月例: {レシピ: 登録, 日: 第30開庁日, 時刻: 19:30}\n", "T05 第30開庁日"),
        ("時間割:\n  月例: {レシピ: 登録, 日: 毎日の2開庁日前, 時刻: 19:30}\n", "T06 毎日の2開庁日前"),
        ("時間割:\n  月例: {レシピ: 登録, 日: 毎日, 時刻: 24:00}\n", "T02 24:00"),
        ("時間割:\n  月例: {レシピ: 登録, 日: 毎日, 時刻: 夕方}\n", "T02 夕方"),
        ("時間割:\n  月例: {レシピ: 登録, 日: 毎日, 時刻: 19:30, 打ち切り: 19:30}\n", "T03 19:30"),
        ("時間割:\n  月例: {レシピ: 登録, 日: 毎日, 時刻: 19:30, 遅れたら: 見送る}\n", "R01 遅れたら"),
        ("時間割:\n  月例: {レシピ: 登録, 日: 毎日, 時刻: 19:30, 遅れたとき: やめる}\n", "R09 やめる"),
        ("時間割:\n  月例: {レシピ: 登録, 日: 毎日, 時刻: 19:30, 優先度: 10}\n", "R24 10"),
        ("時間割:\n  月例: {レシピ: 登録, 日: 毎日, 時刻: 19:30, ゾーン: lgwan}\n", "R90 ゾーン"),
        (ONE + "  次: {レシピ: 登録, 日: 毎日, 時刻: 20:00, 先行: 月列}\n", "T07 月列"),
        (ONE + "  次: {レシピ: 登録, 日: いつか, 時刻: 20:00, 先行: 月列}\n", "T01 いつか, T07 月列"),
        ("時間割:\n  一: {レシピ: 登録, 日: 毎日, 時刻: 19:30, 先行: 二}\n  二: {レシピ: 登録, 日: 毎日, 時刻: 19:30, 先行: 一}\n", "T08 先行, T08 先行"),
        ("時間割:\n  寄附: {フォルダー: 寄附}\n", "T09 寄附"),
        ("時間割:\n  寄附: {レシピ: 登録, フォルダー: 寄附, 日: 毎日, 時刻: 19:30}\n", "T43 日, T43 時刻"),
        (ONE + "  寄附: {レシピ: 登録, フォルダー: 寄附, 遅れたとき: 見送る, 先行: 月例}\n", "T43 遅れたとき, T43 先行"),
        ("時間割:\n  月例: {レシピ: 登録, 日: 毎日, 時刻: 19:30, ファイル名: '*.xlsx'}\n", "T44 ファイル名"),
        ("時間割:\n  寄附: {レシピ: 登録, フォルダー: 寄附, ファイル名: [a.xlsx, 寄附/*.xlsx]}\n", "T45 寄附/*.xlsx"),
        ("時間割:\n  寄附: {レシピ: 登録, フォルダー: 寄附}\n  次: {レシピ: 登録, 日: 毎日, 時刻: 20:00, 先行: 寄附}\n", "T46 先行"),
        (f"時間割:\n  月例: {{レシピ: 登録, 日: 毎日, 時刻: [{', '.join(f'{h}:{m:02}' for h in range(20) for m in (0, 20, 40))}]}}\n", "T04 "),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    found = read(tmp_path, text).found
    lines = text.split("\n")
    marked = [(lines[one.place.line - 1][one.place.column - 1 :][: one.place.width], one.code) for one in found]
    wanted = [one.split(" ", 1) for one in told.split(", ")]
    assert [code for _, code in marked] == [code for code, _ in wanted]
    assert all(words.startswith(want) for (words, _), (_, want) in zip(marked, wanted, strict=True)), marked
    for one in found:
        assert one.sentence("ja") != one.sentence("en")


def test_an_entry_that_is_wrong_takes_nothing_from_the_others(tmp_path: Path) -> None:
    assert list(read(tmp_path, ONE + "  次: {レシピ: 登録, 日: 毎日, 時刻: 夕方}\n").entries) == ["月例"]
