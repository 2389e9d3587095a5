"""What people are told: read from the letter alone it must be clear what to do."""

from __future__ import annotations

from datetime import UTC, datetime

from bots.errors import Problem
from bots.ledger.facts import PauseFacts
from bots.timetable.letters import letter_at_once, letter_of_the_night
from bots.timetable.outlook import Line

AT = datetime(2026, 12, 1, 10, 30, tzinfo=UTC)
GOOD = Line(AT, "月例の登録", "保育申込", "begun", None, "20261201-1930-k7f3", "finished", 1, "", {"done": 30, "refused": 2})
STOPPED = Line(
    AT, "寄附の登録", "寄附受付", "begun", Problem("N01", {"host": "kifu", "reason": "timed out"}), "20261201-1931-abcd", "stopped", 3, "",
    {"done": 3, "uncertain": 1},
)  # fmt: skip
REFUSED = Line(AT, "表の登録", "表", "refused", Problem("D01", {"file": "一覧.xlsx", "places": "/x"}))
TO = {"こども課": "kodomo@example.lg.jp", "*": "it@example.lg.jp"}


def test_the_letter_of_a_night_begins_with_what_needs_a_person() -> None:
    made = letter_of_the_night("こども課", [GOOD, STOPPED, REFUSED], TO, "pc01 /srv/bots", "ja")
    assert made.to == "kodomo@example.lg.jp"
    assert made.title == "[bots] 昨夜の実行: 2 件は人の確認がいります"
    text = made.text
    assert text.index("寄附の登録") < text.index("表の登録") < text.index("月例の登録")
    assert "bots show 20261201-1931-abcd" in text
    assert "完了 3、要確認 1" in text
    assert "一覧.xlsx" in text
    assert text.endswith("場所: pc01 /srv/bots")


def test_a_good_night_says_that_nobody_is_needed() -> None:
    made = letter_of_the_night("会計課", [GOOD], TO, "pc01", "ja")
    assert made.to == "it@example.lg.jp"
    assert "確認のいるものはありません" in made.title
    english = letter_of_the_night("desk", [GOOD], {}, "pc01", "en")
    assert (english.to, english.title) == ("", "[bots] Last night: 1, nobody is needed")
    assert "done 30, refused 2" in english.text


def test_what_stops_is_told_with_what_to_do() -> None:
    made = letter_at_once(STOPPED, "寄附係", TO, "pc01", "en")
    assert made.title == "[bots] 寄附の登録 needs a person"
    assert "See: bots show 20261201-1931-abcd" in made.text


def test_what_is_paused_stands_at_the_end_in_both_languages() -> None:
    rest = PauseFacts("", AT, AT.replace(day=3), "", "user@host")
    japanese = letter_of_the_night("desk", [GOOD], {}, "pc01", "ja", [rest]).text
    assert "■ 休止中\n時間割の全部  2026-12-01 19:30 から、2026-12-03 19:30 まで（user@host、理由: 書かれていません）\n" in japanese
    english = letter_of_the_night("desk", [GOOD], {}, "pc01", "en", [rest]).text
    assert "Paused\nThe whole timetable  from 2026-12-01 19:30, until 2026-12-03 19:30 (user@host: none given)\n" in english
