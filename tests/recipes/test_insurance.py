"""国保異動 over its two systems, its part, its table of codes and its child rows: the whole sample book, by the
real command in a real browser, told by the truth lists."""

from __future__ import annotations

import shutil
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from bots.practice import Practice
from tests.recipes.at_work import HOME, at_work, results, run
from tests.recipes.insurance_sample import (
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
    "died": "世帯主が転出済みです",
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
    with at_work(tmp_path, *SYSTEMS) as systems:
        done = hand_in(home, systems)
        again = hand_in(home, systems)
        entries = systems["国保システム"].truth()
        looked_up = [one.key for one in systems["住基照会"].requests() if one.path == "/setai/search"]
    assert done.returncode == again.returncode == 1, done.stdout + done.stderr
    assert "30 件を登録しました" in done.stdout
    told = {int(line.split()[0].rpartition("!")[2]): line for line in done.stdout.splitlines() if "連絡票!" in line}
    assert sorted(told) == sorted(number for number, kind in SPECIAL.items() if kind in REFUSED)
    for number, line in told.items():
        assert REFUSED[SPECIAL[number]] in line
    good = [by_heading(row) for number, row in enumerate(rows(), FIRST_ROW) if SPECIAL.get(number, "rare") == "rare"]
    assert [received(entry) for entry in entries] == expected(good)
    assert {entry.posts for entry in entries} == {1}
    assert {entry.fields["entered_by"] for entry in entries} == {"clerk01"}
    assert set(looked_up) == {row["宛名番号"] for row in map(by_heading, rows())} - {left_out()}
    written = {row["連絡票番号"].zfill(10): row for row in results(home / "recipes" / BOOK.replace(".xlsx", "_結果.xlsx"), "連絡票", 3)}
    for entry, row in zip(entries, good, strict=True):
        assert (written[row["連絡票番号"]]["受付番号"], written[row["連絡票番号"]]["処理"]) == (entry.receipt, "済")


def left_out() -> str:
    """The number of the household whose row is left out."""
    number = next(number for number, kind in SPECIAL.items() if kind == "left out")
    return by_heading(rows()[number - FIRST_ROW])["宛名番号"]
