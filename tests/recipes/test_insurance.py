"""国保異動 over its two systems, its part, its table of codes, its child rows, the person who is asked and the book
that gets a line: the whole sample book, by the real command in a real browser, told by the truth lists."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from bots.practice import Practice
from tests.recipes.at_work import HOME, approve, at_work, results, run
from tests.recipes.insurance_sample import (
    ASKED,
    BOOK,
    FIRST_ROW,
    SPECIAL,
    by_heading,
    expected,
    received,
    rows,
)

RECIPE = "国保異動"
SYSTEMS = ("住基照会", "国保システム")
REFUSED = {
    "moved out": "世帯主が転出済みです",
    "died": "世帯主が死亡しています",
    "nobody": "住基に該当者がいません",
    "bad value": "実在しない日付",
    "duplicate": "同じ鍵の行",
    "blank": "「町名」が空です",
    "unknown town": "町名コード表.csv",
    "insured already": "資格が重複しています",
    "left already": "喪失済みです",
    "no people": "1行以上入力してください",
}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for part in ("config", "recipes"):
        shutil.copytree(HOME / part, tmp_path / "home" / part)
    return tmp_path / "home"


def hand_in(home: Path, systems: dict[str, Practice], *more: str) -> CompletedProcess[str]:
    return run(home, RECIPE, systems, "--env", "本番", "--input", "対象日=2026-11-25", *more)


def test_the_whole_sample_book(home: Path, tmp_path: Path) -> None:
    good = [by_heading(row) for number, row in enumerate(rows(), FIRST_ROW) if SPECIAL.get(number, "rare") == "rare"]
    first, rest = good[:ASKED], good[ASKED:]
    with at_work(tmp_path, *SYSTEMS) as systems:
        truth = systems["国保システム"].truth
        waits = hand_in(home, systems)
        assert [received(entry) for entry in truth()] == expected(rest)
        said = approve(home, waits)
        assert len(truth()) == len(rest)
        done = hand_in(home, systems)
        entries = truth()
        entered_in = lines(home)
        again = hand_in(home, systems)
        assert truth() == entries
        looked_up = [one.key for one in systems["住基照会"].requests() if one.path == "/setai/search"]
    assert waits.returncode == 3, waits.stdout + waits.stderr
    assert f"{len(rest)} 件を登録しました" in waits.stdout
    refused_in(waits, waiting=range(FIRST_ROW, FIRST_ROW + ASKED))
    assert said.returncode == 0, said.stdout + said.stderr
    assert f"承認 {ASKED} 件" in said.stdout
    assert done.returncode == again.returncode == 1, done.stdout + done.stderr
    assert f"{ASKED} 件を登録しました" in done.stdout
    refused_in(done)
    good = [*rest, *first]
    assert [received(entry) for entry in entries] == expected(good)
    assert {entry.posts for entry in entries} == {1}
    assert {entry.fields["entered_by"] for entry in entries} == {"clerk01"}
    assert set(looked_up) == {row["宛名番号"] for row in map(by_heading, rows())} - {left_out()}
    written = {row["連絡票番号"].zfill(10): row for row in results(home / "recipes" / BOOK.replace(".xlsx", "_結果.xlsx"), "連絡票", 3)}
    for entry, row in zip(entries, good, strict=True):
        assert (written[row["連絡票番号"]]["受付番号"], written[row["連絡票番号"]]["処理"]) == (entry.receipt, "済")
    assert [line["受付番号"] for line in entered_in] == [entry.receipt for entry in entries]
    assert all(re.fullmatch(r"令和\d+年\d+月\d+日", line["日付"]) for line in entered_in)
    assert lines(home) == entered_in


def lines(home: Path) -> list[dict[str, str]]:
    """The lines of the book of what was entered."""
    return results(home / "recipes" / "処理簿.xlsx", "Sheet1")


def refused_in(ran: CompletedProcess[str], waiting: range = range(0)) -> None:
    """The run tells of every row that is refused, why, and of those that wait for the person; of no other."""
    rows = re.finditer(r"^(?:recipes/\S+:\d+:\d+  )?連絡票!(\d+)（.*", ran.stdout, re.MULTILINE)
    told = {int(one[1]): one[0] for one in rows}
    refused = {number: REFUSED[kind] for number, kind in SPECIAL.items() if kind in REFUSED}
    assert sorted(told) == sorted([*refused, *waiting])
    for number, why in refused.items():
        assert why in told[number]
    for number in waiting:
        assert "確認待ち" in told[number]
        assert "資格係長" in told[number]


def left_out() -> str:
    """The number of the household whose row is left out."""
    number = next(number for number, kind in SPECIAL.items() if kind == "left out")
    return by_heading(rows()[number - FIRST_ROW])["宛名番号"]
