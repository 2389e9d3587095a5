"""Mistakes of the command line and of the place: one clear message in the language, exit code 2, and
never a traceback (`Hall.run` sees to that)."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from tests.commands.house import Hall

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason=".venv/bin of POSIX")
BASHING = re.compile(r"Usage|Options|Error|Try '|Missing|Invalid|No such|Show this|unexpected")

# What is typed, and what the answer holds in Japanese and in English.
MISTAKES = {
    "chek": ("もしかして: check", "Did you mean: check"),
    "実行": ("「実行」という命令はありません", "There is no command"),
    "run": ("レシピ名", "RECIPE"),
    "run 保育申込 --limt 3": ("もしかして: ", "Did you mean"),
    "run 保育申込 --limit 0": ("使える範囲", "range"),
    "run 保育申込 --limit three": ("整数", "integer"),
    "run 保育申込 --limit": ("値を書いてください", "requires an argument"),
    "run 保育申込 寄附受付": ("余分な言葉", "extra argument"),
    "run 保育申込 --json=yes": ("値を付けません", "does not take a value"),
    "run 保育申込 --confirm-first -1": ("使える範囲", "range"),
    "runs --last -1": ("使える範囲", "range"),
    "check --format xml": ("使えるのは", "not one of"),
    "--lang fr check": ("使えるのは", "not one of"),
    "run 保育申込み": ("R80", "R80"),
    "run 保育申込 --only 9": ("P16", "P16"),
    "run 保育申込 --env 東京": ("本番、訓練", "R73"),
    "run 保育申込 --data ない.xlsx": ("D01", "D01"),
    "run 保育申込 --input 年度": ("名前=値", "NAME=VALUE"),
    "run 保育申込 --input 年度=8": ("R70", "R70"),
    "run 保育申込 --address 保育=http://127.0.0.1:9": ("R72", "R72"),
    "rehearse ない --limit 1": ("R80", "R80"),
    "preview ない": ("R80", "R80"),
    "explain ない": ("R80", "R80"),
    "show": ("P23", "P23"),
    "show 2026": ("bots runs", "bots runs"),
    "report": ("P23", "P23"),
    "resume": ("P23", "P23"),
    "stop": ("P23", "P23"),
    "register ない": ("P47", "P47"),
    "practice chilcare": ("childcare", "childcare"),
    "init": ("フォルダー", "FOLDER"),
    "init .": ("P06", "P06"),
    "-C /nowhere check": ("P01", "P01"),
}


@pytest.mark.parametrize(
    ("typed", "at"),
    # in English where the answer is worded by language, not found by its code alone
    [(typed, at) for typed, (ja, en) in MISTAKES.items() for at in (0, 1) if at == 0 or ja != en],
)
def test_a_mistake_is_one_clear_message(hall: Hall, typed: str, at: int) -> None:
    words = typed.split()
    lang = [] if words[0] == "--lang" else ["--lang", ("ja", "en")[at]]
    done = hall.bots(*lang, *words)
    assert done.code == 2, done.said
    assert done.out == "", done.said
    wanted = MISTAKES[typed][0 if words[0] == "--lang" else at]
    assert wanted in done.err, done.said
    assert len(re.findall(r"エラー: |[Ee]rror: ", done.err)) == 1, done.said
    if "ja" in lang:
        assert not BASHING.search(done.err), done.said
    elif "en" in lang:
        said = re.sub("|".join(re.escape(word) for word in words), "", done.err)
        assert not re.search("[ぁ-ん]", said), done.said


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_help_is_in_the_language_throughout(hall: Hall, lang: str) -> None:
    from bots.cli import COMMANDS

    pages = [hall.bots("--lang", lang, "--help"), hall.bots("--lang", lang, "-h")]
    pages += [hall.bots("--lang", lang, name, "--help") for name in COMMANDS]
    for page in pages:
        assert page.code == 0
        assert bool(re.search("[ぁ-ん]", page.out)) == (lang == "ja"), page.said
        if lang == "ja":
            assert not BASHING.search(page.out), page.said
    version = hall.bots("--version")
    assert version.code == 0
    assert re.search(r"\d+\.\d+", version.out)


def test_the_language_is_that_of_the_command_line_then_the_variable_then_the_settings(
    hall: Hall,
) -> None:
    settings = hall.home / "config" / "settings.yaml"
    kept = settings.read_text(encoding="utf-8")
    settings.write_text('language: "en"\nenvironment: 訓練\n', encoding="utf-8")
    try:
        assert "No runs yet." in hall.bots("runs", env={"BOTS_LANG": ""}).out
        assert "まだ実行" in hall.bots("runs", env={"BOTS_LANG": "ja"}).out
        assert "まだ実行" in hall.bots("--lang=ja", "runs", env={"BOTS_LANG": "en"}).out
    finally:
        settings.write_text(kept, encoding="utf-8")
    assert "まだ実行" in hall.bots("runs", env={"BOTS_LANG": ""}).out


@pytest.mark.parametrize("port", ["99999", "65536", "-1"])
def test_a_port_that_there_is_not_is_refused(hall: Hall, port: str) -> None:
    for lang, said in (("ja", f"{port} は使える範囲（0<=x<=65535）の外です"), ("en", f"{port} is not in the range 0<=x<=65535")):
        done = hall.bots(f"--lang={lang}", "practice", "childcare", f"--port={port}")
        assert done.code == 2, done.said
        assert said in done.err, done.said


@pytest.mark.parametrize(
    ("variable", "value", "allowed"), [("BOTS_LANG", "xx", "ja / en"), ("BOTS_BROWSER_WIDTH", "wide", "1以上の整数"), ("BOTS_TIMEOUTS_PAGE", "0", "0より大きい数")]
)
def test_a_wrong_variable_is_told_by_its_name(hall: Hall, variable: str, value: str, allowed: str) -> None:
    done = hall.bots("runs", env={variable: value})
    assert done.code == 2, done.said
    assert all(word in done.err for word in ("P55", variable, allowed)), done.said
    assert "settings.yaml" not in done.err


@pytest.mark.parametrize(
    ("settings", "code"),
    [("langage: ja\n", "P03"), ("browser: {width: wide}\n", "P04"), ("a: [\n", "P02"), ("- 1\n", "P02")],
)
def test_bad_settings_are_told_by_every_command_that_reads_them(
    hall: Hall, settings: str, code: str
) -> None:
    path = hall.home / "config" / "settings.yaml"
    kept = path.read_text(encoding="utf-8")
    path.write_text(settings, encoding="utf-8")
    try:
        for words in (["runs"], ["run", "保育申込"], ["preview", "保育申込"], ["browser"]):
            done = hall.bots(*words)
            assert done.code == 2, done.said
            assert f"[{code}]" in done.err, done.said
        assert hall.bots("doctor").code == 2
    finally:
        path.write_text(kept, encoding="utf-8")


def test_a_command_works_from_a_folder_inside_the_project(hall: Hall) -> None:
    done = hall.bots("check", cwd=hall.home / "recipes")
    assert done.code == 0, done.said
    wrong = hall.bots("run", "保育申込", "--env", "東京", cwd=hall.home / "recipes")
    assert "|" in wrong.err, "the line of the file is shown from wherever it is run"


def test_nothing_of_a_row_is_ever_in_an_answer_to_a_mistake(hall: Hall, tmp_path: Path) -> None:
    sheet = tmp_path / "表.xlsx"
    sheet.write_text("整理番号,児童氏名\n1,齋藤 悠真\n", encoding="utf-8")
    done = hall.bots("preview", "保育申込", "--data", str(sheet))
    assert done.code == 2, done.said
    assert "悠真" not in done.said
