"""会計伝票 by the real command: a payee that the window of its own does not know, the next slip, and what the finish
brings home; with the words of either language."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bots.recipe.mending import Language, mend
from tests.effort import effort
from tests.recipes.at_work import HOME, at_work, bots, run

UNKNOWN_PAYEE, NEXT = "00000230", "00000231"


@pytest.mark.parametrize("lang", ["ja", "en"][: effort(1, 2)])
def test_an_unknown_payee_hinders_no_later_slip_and_the_list_is_told_with_the_run(tmp_path: Path, lang: Language) -> None:
    home = tmp_path / "home"
    for part in ("config", "recipes"):
        shutil.copytree(HOME / part, home / part)
    recipe = home / "recipes" / "会計伝票.yaml"
    recipe.write_bytes(mend(recipe.read_bytes(), recipe, home, lang).data)
    with at_work(tmp_path, "会計システム") as systems:
        words = ("--env", "本番", "--only", UNKNOWN_PAYEE, "--only", NEXT)
        done = run(home, "会計伝票", systems, *words)
        entries = systems["会計システム"].truth()
    assert done.returncode == 1, done.stdout + done.stderr
    assert "支払先コードが財務会計システムにありません" in done.stdout
    assert [entry.key for entry in entries] == [NEXT]
    shown = bots(home, "show").stdout
    verb = {"ja": "ダウンロード", "en": "download"}[lang]
    told = next(line for line in shown.splitlines() if line.startswith(f"このほかのファイル「伝票一覧」（{verb}: CSV出力）: "))
    listed = Path(told.rpartition(": ")[2])
    assert (listed.parent.name, listed.suffix) == ("0000", ".csv")
    assert NEXT in listed.read_bytes().decode("cp932")
    report = next((home / "logs").rglob("report.html")).read_text("utf-8")
    assert f'<h3>このほかのファイル</h3><ul><li><a href="items/0000/{listed.name}">伝票一覧</a>' in report
