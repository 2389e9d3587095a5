"""The examples of the language's design, word for word: checked, turned into the other language and back,
and carried out by the real command in a real browser on the practice systems."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from bots.recipe import check_files
from bots.recipe.mending import mend
from bots.recipe.render import render
from tests.effort import effort
from tests.recipes import example_rows, insurance_sample
from tests.recipes.at_work import HOME, approve, at_work, results, run

HERE = Path(__file__).parent / "examples"
RECIPES = ("card_applications", "保育申込", "国保異動", "部品/世帯を検索")
# What a screen shows outside of its boxes is read with plain blanks for wide ones: 山田　花 is 山田 花 there.
SPACES = "同じとみなす: [空白]\n"


def home_of(folder: Path) -> Path:
    """A project with the examples as they are written, and the files that they name."""
    shutil.copytree(HERE / "recipes", folder / "recipes")
    shutil.copytree(HERE / "systems", folder / "config" / "systems")
    for name in ("library", "住基照会", "国保システム"):
        shutil.copy(HOME / "config" / "systems" / f"{name}.yaml", folder / "config" / "systems")
    nursery = folder / "config" / "systems" / "保育システム.yaml"
    nursery.write_text(nursery.read_text(encoding="utf-8") + SPACES, encoding="utf-8")
    (folder / "config" / "settings.yaml").write_text("language: ja\nenvironment: 訓練\n", encoding="utf-8")
    shutil.copy(HOME / "recipes" / "町名コード表.csv", folder / "recipes")
    return folder


def turned(home: Path, name: str, lang: str) -> str:
    """The recipe's words turned into `lang`, where it stands; its text as it was before."""
    path = home / "recipes" / f"{name}.yaml"
    before = path.read_text(encoding="utf-8")
    made = mend(path.read_bytes(), path, home, lang)  # type: ignore[arg-type]
    assert [render(one, "ja", home) for one in made.problems] == []
    path.write_bytes(made.data)
    return before


def mistakes(home: Path) -> list[str]:
    """What `bots check` calls a mistake (advice apart)."""
    problems, count = check_files((), home)
    assert count == len(RECIPES)
    return [render(one, "ja", home) for one in problems if one.severity == "error"]


# --------------------------------------------------------------------------- the text


def test_the_examples_are_without_a_mistake(tmp_path: Path) -> None:
    assert mistakes(home_of(tmp_path)) == []


@pytest.mark.parametrize("name", RECIPES)
def test_an_example_comes_back_from_the_other_language_as_it_was(tmp_path: Path, name: str) -> None:
    home = home_of(tmp_path)
    own, other = ("en", "ja") if name == "card_applications" else ("ja", "en")
    before = turned(home, name, other)
    assert mistakes(home) == []
    assert turned(home, name, own) != before
    # 5.6 is mixed in one word, which comes back in the language of the others.
    after = before.replace("{not: ", "{以外: ") if own == "ja" else before
    assert (home / "recipes" / f"{name}.yaml").read_text(encoding="utf-8") == after


# --------------------------------------------------------------------------- at work


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_library_cards_arrive(tmp_path: Path, lang: str) -> None:
    home = home_of(tmp_path / "home")
    example_rows.save(example_rows.CARDS, home / "recipes" / "card_applications.xlsx")
    turned(home, "card_applications", lang)
    with at_work(tmp_path, "library") as systems:
        done = run(home, "card_applications", systems)
        entries = systems["library"].truth()
    assert done.returncode == 0, done.stdout + done.stderr
    assert [(entry.key, *list(entry.fields.values())[1:]) for entry in entries] == [
        ("00000012", "Ann O'Neil", "1990/02/03", "North"),
        ("00000013", "髙橋 由美子", "1985/12/01", "South"),
        ("00000015", "Sofia García", "1985/01/02", "Other"),
    ]
    written = results(home / "recipes" / "card_applications_結果.xlsx", "Sheet1")
    assert [row["Receipt"] for row in written[:4]] == ["L-00001", "L-00002", "L-00907", "L-00003"]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_nursery_applications_arrive(tmp_path: Path, lang: str) -> None:
    home = home_of(tmp_path / "home")
    proof = home / "recipes" / "証明.pdf"
    proof.write_bytes(b"%PDF-1.4\n")
    example_rows.save(example_rows.APPLICATIONS, home / "recipes" / "入所申込一覧.xlsx", "受付")
    turned(home, "保育申込", lang)
    with at_work(tmp_path, "保育システム") as systems:
        done = run(home, "保育申込", systems, "--env", "本番")
        entries = systems["保育システム"].truth()
    assert done.returncode == 1, done.stdout + done.stderr
    assert "該当する施設がありません" in done.stdout
    shown = ("seiri_no", "jido_shimei", "jido_kana", "seinengappi", "seibetsu", "kibo1_cd", "kojin_no")
    assert [tuple(entry.fields[name] for name in shown) for entry in entries] == [
        ("00000031", "髙﨑　凜", "タカサキ　リン", "R05.07.14", "女", "0101", ""),
        ("00000032", "𠮷田　葵", "ヨシダ　アオイ", "R06.04.01", "男", "0104", "123456789010"),
        ("00000035", "鈴木　蓮", "スズキ　レン", "R06.02.29", "男", "0202", ""),
    ]
    assert {entry.fields["shurou_file"] for entry in entries} == {"証明.pdf"}
    assert {entry.fields["shurou_file_size"] for entry in entries} == {str(proof.stat().st_size)}
    written = {row["整理番号"].zfill(8): row for row in results(home / "recipes" / "入所申込一覧_結果.xlsx", "受付", 3)}
    for entry in entries:
        assert (written[entry.key]["受付番号"], written[entry.key]["状態"]) == (entry.receipt, "登録済")


@pytest.mark.parametrize("lang", ["ja", "en"][: effort(1, 2)])
def test_changes_of_insurance_arrive(tmp_path: Path, lang: str) -> None:
    first = effort(example_rows.FEW, example_rows.NOTICES)
    home = home_of(tmp_path / "home")
    example_rows.save_notices(home / "recipes" / "異動連絡票_20261125.xlsx", first)
    for name in ("国保異動", "部品/世帯を検索"):
        turned(home, name, lang)
    words = ("--env", "本番", "--input", "対象日=令和8年11月25日")
    with at_work(tmp_path, "住基照会", "国保システム") as systems:
        waits = run(home, "国保異動", systems, *words)
        before = systems["国保システム"].truth()
        looked_up = [one.key for one in systems["住基照会"].requests() if one.path == "/setai/search"]
        said = approve(home, waits)
        done = run(home, "国保異動", systems, *words)
        entries = systems["国保システム"].truth()
    assert (waits.returncode, said.returncode, done.returncode) == (3, 0, 1), waits.stdout + said.stdout + done.stdout
    rows = [insurance_sample.by_heading(row) for row in example_rows.notices(first)[1:]]
    assert looked_up == [row["宛名番号"] for row in rows]
    good = [insurance_sample.by_heading(row) for row in example_rows.good_notices(first)]
    good = [*good[insurance_sample.ASKED :], *good[: insurance_sample.ASKED]]
    assert entries[: len(before)] == before
    assert len(before) == len(good) - insurance_sample.ASKED
    assert [insurance_sample.received(entry) for entry in entries] == insurance_sample.expected(good)
    assert {entry.fields["entered_by"] for entry in entries} == {"clerk01"}
    assert {entry.posts for entry in entries} == {1}
    written = {row["連絡票番号"].zfill(10): row for row in results(home / "recipes" / "異動連絡票_20261125_結果.xlsx", "連絡票")}
    for entry, row in zip(entries, good, strict=True):
        assert (written[row["連絡票番号"]]["受付番号"], written[row["連絡票番号"]]["処理"]) == (entry.receipt, "済")
    lines = results(home / "recipes" / "処理簿.xlsx", "Sheet1")
    assert [line["受付番号"] for line in lines] == [entry.receipt for entry in entries]
    assert all(re.fullmatch(r"令和\d+年\d+月\d+日", line["日付"]) for line in lines)
