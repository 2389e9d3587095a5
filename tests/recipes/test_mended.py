"""The rejects of the shipped recipes with child rows: mended and handed in as they are, by the real command in a real
browser, every row is entered exactly once with all its child rows. Told by the truth lists."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.recipes.at_work import HOME, approve, at_work, run

Cells = Mapping[tuple[str, str, str], str]  # (sheet, the key of its line, heading): what is to stand there


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for part in ("config", "recipes"):
        shutil.copytree(HOME / part, tmp_path / "home" / part)
    return tmp_path / "home"


def mend(book: Path, cells: Cells) -> None:
    """Type over the last line of each key, as a clerk would."""
    made = load_workbook(book)
    for (sheet, key, heading), text in cells.items():
        page = made[sheet]
        at = {" ".join(str(cell.value).split()): cell.column for cell in page[3] if cell.value}
        own = [line for line in page.iter_rows(min_row=4) if line[at[next(iter(KEYS & at.keys()))] - 1].value == key]
        page.cell(own[-1][0].row, at[heading]).value = text
    made.save(book)


KEYS = {"伝票番号", "連絡票番号"}


def only(keys: Sequence[str]) -> list[str]:
    return [word for key in keys for word in ("--only", key)]


def test_slips_go_in_with_all_their_lines(home: Path, tmp_path: Path) -> None:
    rejects = home / "recipes/支出命令一覧_不備.xlsx"
    mended = {
        ("伝票", "00000214", "件名"): "事務用品の購入（10月分）",
        ("伝票", "00000217", "起票日"): "令和8年10月14日",
        ("明細", "00000228", "金額"): "58300",
    }
    with at_work(tmp_path, "会計システム") as systems:
        first = run(home, "会計伝票", systems, "--env", "本番", *only(["00000204", "00000214", "00000217", "00000228"]))
        assert first.returncode == 1, first.stdout + first.stderr
        page = load_workbook(rejects)["明細"]
        told = [cell.coordinate for line in page.iter_rows() for cell in line if cell.comment]
        assert (page.max_row, told) == (3 + 1 + 5 + 3, ["E12"])
        mend(rejects, mended)
        for _ in range(2):
            again = run(home, "会計伝票", systems, "--env", "本番", "--data", str(rejects))
            assert again.returncode == 0, again.stdout + again.stderr
        entries = systems["会計システム"].truth()
    lines = {one.key: [text for name, text in one.fields.items() if name.startswith("kingaku_")] for one in entries}
    assert len(entries) == len(lines)
    assert {one.posts for one in entries} == {1}
    assert lines == {
        "00000204": ["58,300"],
        "00000214": ["4,400"],
        "00000217": ["12,800", "12,800", "1,980", "12,800", "58,300"],
        "00000228": ["120,000", "58,300", "58,300"],
    }


def test_changes_of_insurance_go_in_with_all_their_people(home: Path, tmp_path: Path) -> None:
    rejects = home / "recipes/異動連絡票_20261125_不備.xlsx"
    systems_of = ("住基照会", "国保システム")
    with at_work(tmp_path, *systems_of) as systems:
        asked = ("--env", "本番", "--input", "対象日=2026-11-25")
        both = only(["2611250005", "2611250014"])
        for code in (3, 1):  # asked about, then entered; the other row stays refused
            first = run(home, "国保異動", systems, *asked, *both)
            assert first.returncode == code, first.stdout + first.stderr
            if code == 3:
                approve(home, first)
        mend(rejects, {("連絡票", "2611250014", "異動日"): "令和8年11月20日"})
        for code in (3, 0, 0):
            again = run(home, "国保異動", systems, *asked, "--data", str(rejects))
            assert again.returncode == code, again.stdout + again.stderr
            if code == 3:
                approve(home, again)
        entries = systems["国保システム"].truth()
    people = [[row["zokugara"] for row in one.rows] for one in entries]
    assert people == [["世帯主", "妻"], ["世帯主", "妻", "子"]]
    assert {one.posts for one in entries} == {1}
