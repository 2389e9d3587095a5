"""Verbs of the hall's own: registered as the built-in ones, checked, carried out, and kept from submitting.

Each test has a process of its own: the registry is one for a process.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.hall import RECIPE, Hall, people

GUIDE = (Path(__file__).parents[2] / "CONTRIBUTING.md").read_text(encoding="utf-8").split("### A verb of one hall's own\n")[1]
VERB = GUIDE.split("```python\n")[1].split("```")[0]  # as those who write one read it
STEP = "      氏名: <氏名>\n" + GUIDE.split("```yaml\n")[1].split("```")[0]
RUN = """\
import sys
from pathlib import Path
from bots.app.carry_out import carry_out
from bots.app.project import Project
from bots.app.request import Asked, request
from bots.app.unexpected import unexpected
from bots.testing import FakeRunner, FakeSystem
from tests.hall import Quiet
home = Path(sys.argv[1])
project = Project.at(home)
run = request(project, Asked(recipe="登録"))
try:
    code = carry_out(project, run, Quiet(), runner=FakeRunner(FakeSystem(home / "truth.jsonl", key="番号")))
except Exception as error:  # as the process of a run tells it
    code = unexpected(error).problem.sentence("ja")
from bots.ledger import rows
project.open_ledger()
print(code, [row.code for row in rows.of_run(run)])
"""


@pytest.fixture
def hall(tmp_path: Path) -> Hall:
    made = Hall.open(tmp_path / "hall", people(1), RECIPE.replace("      氏名: <氏名>\n", STEP))
    settings = made.home / "config/settings.yaml"
    settings.write_text("environment: 本番\nfolders: {tasks: tasks}\n", encoding="utf-8")
    (made.home / "tasks").mkdir()
    (made.home / "tasks/same.py").write_text(VERB, encoding="utf-8")
    return made


def bots(hall: Hall, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bots", "-C", str(hall.home), "--lang", "ja", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def carried_out(hall: Hall) -> str:
    command = [sys.executable, "-c", RUN, str(hall.home)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip() or done.stderr


def test_it_is_checked_listed_and_carried_out_as_any_other(hall: Hall) -> None:
    assert "1 件のレシピに誤りはありません" in bots(hall, "check").stdout
    assert "画面の項目が値と同じか確かめる。" in bots(hall, "steps").stdout
    assert "画面の項目（必須）" in bots(hall, "steps", "同一確認").stdout
    assert carried_out(hall) == "0 ['']"
    assert len(hall.entered()) == 1


def test_editors_know_it_too(hall: Hall) -> None:
    assert bots(hall, "schema").returncode == 0
    text = (hall.home / ".schema/recipe.json").read_text(encoding="utf-8")
    assert "画面の項目が値と同じか確かめる。" in text
    assert '"same_as"' in bots(hall, "schema", "--print").stdout
    assert "docs/reference" not in bots(hall, "steps", "同一確認").stdout  # which knows what Bots itself brings


def test_an_argument_of_a_kind_of_its_own_is_left_to_its_verb(hall: Hall) -> None:
    own = VERB.replace("value: Text =", 'value: Annotated[str, Kind("own", lambda w, e: w, lambda w: iter(()))] =')
    own = own.replace("from pydantic", "from typing import Annotated\n\nfrom pydantic").replace("OnScreen, Text", "Kind, OnScreen")
    assert own.count("Annotated") == 2
    (hall.home / "tasks/same.py").write_text(own, encoding="utf-8")
    done = bots(hall, "schema", "--print")
    assert (done.returncode, done.stderr) == (0, "")
    assert '"same_as"' in done.stdout


def test_a_mistake_in_its_arguments_is_told_in_the_recipe(hall: Hall) -> None:
    path = hall.home / "recipes/登録.yaml"
    path.write_text(path.read_text("utf-8").replace("画面の項目: 氏名", "画面項目: 氏名"), encoding="utf-8")
    told = bots(hall, "check").stdout
    assert "「同一確認」に「画面項目」という項目はありません。 [R05]" in told
    assert "もしかして: 画面の項目" in told


@pytest.mark.parametrize(
    ("old", "new", "code", "said"),
    [
        (" / the value", "", "P91", "needs a title and a description"),
        ('"same_as"', '"same as"', "P91", "same as"),
        ('"同一確認"', '"同一 確認"', "P91", "without blanks"),
        ('title="画面の項目"', 'title="値"', "P91", "two arguments have the title 値"),
        ("    return Effects()", "    return Effects(", "P92", "same.py:"),
        ("from bots.model import", "from bots.nothing import", "P92", "bots.nothing"),
    ],
)
def test_a_file_that_cannot_be_used_is_one_message_and_no_traceback(
    hall: Hall, old: str, new: str, code: str, said: str
) -> None:
    (hall.home / "tasks/same.py").write_text(VERB.replace(old, new), encoding="utf-8")
    done = bots(hall, "check")
    assert done.returncode == 2
    assert f"[{code}]" in done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("old", "new", "word", "meaning", "line"),
    [
        ('"同一確認"', '"照合"', "照合", "手順「照合」の言葉", "@task("),
        ('"same_as"', '"verify"', "verify", "手順「照合」の言葉", "@task("),
        ('"同一確認"', '"ｸﾘｯｸ"', "ｸﾘｯｸ", "手順「クリック」の言葉", "@task("),
        ('"同一確認"', '"もし"', "もし", "どの手順にも付けられる項目", "@task("),
        ('"same_as"', '"timeout"', "timeout", "どの手順にも付けられる項目", "@task("),
        ('"同一確認"', '"ダイアログ"', "ダイアログ", "手順「開く」の項目", "@task("),
        ('"same_as"', '"success"', "success", "手順「確定」の項目", "@task("),
        ('"同一確認"', '"行ごと"', "行ごと", "レシピの一番外側の見出し", "@task("),
        ('"同一確認"', '"それ以外"', "それ以外", "「場合分け」の中の言葉", "@task("),
        ('title="画面の項目"', 'title="範囲"', "範囲", "どの手順にも付けられる項目", "@task("),
        ("shown", "when", "when", "どの手順にも付けられる項目", "@task("),
    ],
)
def test_a_word_that_means_something_already_is_refused(
    hall: Hall, old: str, new: str, word: str, meaning: str, line: str
) -> None:
    text = VERB.replace(old, new)
    (hall.home / "tasks/same.py").write_text(text, encoding="utf-8")
    done = bots(hall, "check")
    assert done.returncode == 2
    place = f"same.py:{text[: text.index(line)].count(chr(10)) + 1}:1: "
    assert done.stderr.splitlines()[0] == (
        f"{place}エラー: この庁舎の手順（same.py）で、「{word}」という名前は使えません。{meaning}だからです。 [P87]"
    )


@pytest.mark.parametrize(
    ("old", "new", "name", "said"),
    [
        ("  画面の項目: 氏名", "  画面項目: 氏名", "example", "「同一確認」に「画面項目」という項目はありません。 [R05]"),
        ("\\n  画面の項目: 氏名", "", "example", "「同一確認」に「画面の項目」（shown）がありません。 [R08]"),
        ("<氏名>", "<氏名|全額>", "example", "「全額」という変換はありません。 [R13]"),
        ("- 同一確認: <氏名>", "- 同一確認：<氏名>", "example", "[Y03]"),
        ("- 同一確認: <氏名>\\n  画面の項目: 氏名", "- メモ: x", "example", "「同一確認」という手順がその中にありません。"),
        ("- same_as: <Name>", "- 同一確認: <Name>", "example_en", "「same_as」という手順がその中にありません。"),
    ],
)
def test_an_example_that_no_recipe_can_hold_is_refused(hall: Hall, old: str, new: str, name: str, said: str) -> None:
    assert VERB.count(old) == 1
    text = VERB.replace(old, new)
    (hall.home / "tasks/same.py").write_text(text, encoding="utf-8")
    done = bots(hall, "check")
    place = f"same.py:{text[: text.index('@task(')].count(chr(10)) + 1}:1: "
    first, hint = done.stderr.splitlines()[0], done.stderr.splitlines()[-1]
    assert done.returncode == 2
    assert first.startswith(f"{place}エラー: この庁舎の手順「同一確認」（same.py）の例は、レシピに書けません: ")
    assert said in first
    assert first.endswith("[P89]")
    assert f"@task の {name} を直してください" in hint


def test_an_example_may_hold_another_verb_of_the_hall(hall: Hall) -> None:
    later = VERB.replace('"same_as"', '"alike"').replace('"同一確認"', '"類似確認"').replace("same_as:", "alike:")
    later = later.replace("- 同一確認:", "- 同一確認: <氏名>\\n  画面の項目: 氏名\\n- 類似確認:")
    (hall.home / "tasks/alike.py").write_text(later, encoding="utf-8")
    assert bots(hall, "check").returncode == 0


def test_two_verbs_of_the_hall_have_words_of_their_own(hall: Hall) -> None:
    (hall.home / "tasks/same.py").write_text(VERB, encoding="utf-8")
    (hall.home / "tasks/tasks.py").write_text(VERB.replace('"same_as"', '"alike"'), encoding="utf-8")
    done = bots(hall, "check")
    assert "（tasks.py）で、「同一確認」という名前は使えません。手順「同一確認」の言葉だからです。 [P87]" in done.stderr


@pytest.mark.parametrize("end", ["raise SystemExit", "import sys; sys.exit(0)", "raise KeyboardInterrupt", "raise GeneratorExit"])
def test_a_file_that_ends_the_program_is_told(hall: Hall, end: str) -> None:
    (hall.home / "tasks/same.py").write_text(f"{VERB}\n{end}\n", encoding="utf-8")
    done = bots(hall, "check")
    assert done.returncode == 2
    line = f"{VERB}\n".count("\n") + 1
    assert f"same.py:{line}:1: エラー: この庁舎の手順（same.py）が、プログラムを終わらせようとしました" in done.stderr
    assert "[P88]" in done.stderr


def test_a_verb_that_ends_the_program_is_told_too(hall: Hall) -> None:
    text = VERB.replace("    if driver.read", "    raise SystemExit\n    if driver.read")
    (hall.home / "tasks/same.py").write_text(text, encoding="utf-8")
    assert carried_out(hall) == "2 ['']"
    (log,) = hall.home.glob("logs/runs/*/*/log.txt")
    assert "プログラムを終わらせようとしました。 [P88]" in log.read_text(encoding="utf-8")
    assert hall.entered() == []


def test_a_folder_that_is_not_there_is_told(hall: Hall) -> None:
    (hall.home / "config/settings.yaml").write_text("folders: {tasks: verbs}\n", encoding="utf-8")
    assert "[P90]" in bots(hall, "check").stderr


def test_it_cannot_submit(hall: Hall) -> None:
    sending = VERB.replace(
        "    if driver.read", "    driver.submit(args.shown, signs=None, intent=None, timeout=1)\n    if driver.read"
    )
    (hall.home / "tasks/same.py").write_text(sending, encoding="utf-8")
    carried_out(hall)
    assert hall.entered() == []


def test_a_verb_that_fails_is_named_with_its_line_and_without_what_it_said(hall: Hall) -> None:
    failing = VERB.replace("    return Effects()", '    raise KeyError("髙橋")')
    (hall.home / "tasks/same.py").write_text(failing, encoding="utf-8")
    line = failing.splitlines().index('    raise KeyError("髙橋")') + 1
    told = carried_out(hall)
    assert f"この庁舎の手順（same.py の {line} 行目）が失敗しました（KeyError）。" in told
    assert "髙橋" not in told
    assert hall.entered() == []
