"""Every command line of READMEs and handbooks is carried out, as a child, with the exit code expected.

A command line that `DAY` does not hold fails the first test: a new line in a handbook asks for its run.
"""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from types import ModuleType

import click
import pytest

from bots.cli import COMMANDS, group
from tests.commands.house import HOME, Done, Hall, environment
from tests.commands.pages import PAGES, all_commands, options_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a shell, signals and .venv/bin of POSIX")
REGISTER = "令和8年度 保育入所申込"
Before = Callable[[Hall], None]


@dataclass(frozen=True)
class How:
    """How a command line of a page is run: `words` where it holds places to fill in; what a person
    types; the exit code; what must be said."""

    code: int = 0
    words: str = ""
    types: str = ""
    says: str = ""
    before: Before | None = None


def held(recipe: str, key: str) -> Before:
    """Leave a run that was stopped before its submit, because nobody answered."""

    def leave(hall: Hall) -> None:
        done = hall.bots("run", recipe, "--only", key, "--confirm-first", "1")
        assert done.code == 2, done.said

    return leave


# One day, from an empty hall on: the exit codes follow from what was done before. Of the sheets' rows
# five are good and one is refused (exit code 1); the desktop has no screen (so --headed cannot: 2).
DAY: dict[str, How] = {
    "bots": How(says="preview"),
    "bots new": How(code=2, says="--from"),  # asks in a terminal only
    "bots init": How(words="bots init ../elsewhere", says="elsewhere"),
    "bots init FOLDER": How(words="bots init ../elsewhere", code=2, says="P06"),
    "bots init フォルダー": How(words="bots init ../ほかの場所", says="ほかの場所"),
    "bots fix": How(says="直すもの 0 件"),
    "bots fix --lang en": How(says="--write"),
    "bots fix NAME": How(words="bots fix library_cards", says="直すもの 0 件"),
    "bots fix 名前": How(words="bots fix 保育申込", says="直すもの 0 件"),
    "bots fix --undo": How(code=2, says="--undo"),  # of which file
    "bots fix --undo NAME": How(words="bots fix --undo library_cards", code=1, says="R154"),  # nothing was mended
    "bots fix --undo 名前": How(words="bots fix --undo 保育申込", code=1, says="R154"),
    "bots check": How(says="6 件のレシピに誤りはありません"),
    "bots explain 保育申込": How(says="取り消せません"),
    "bots explain library_cards": How(says="Library cards"),
    "bots explain": How(words="bots explain 保育申込", says="取り消せません"),
    "bots explain RECIPE": How(words="bots explain library_cards", says="Library cards"),
    "bots explain レシピ名": How(words="bots explain 寄附受付", says="寄附"),
    "bots explain NAME": How(words="bots explain library_cards", says="Library cards"),
    "bots explain 名前": How(words="bots explain 寄附受付", says="寄附"),
    "bots inspect": How(words="bots inspect 保育システム", says="このシステムの画面"),
    "bots inspect SYSTEM": How(words="bots inspect 保育システム", says="このシステムの画面"),
    "bots inspect システム": How(words="bots inspect 保育システム", says="このシステムの画面"),
    "bots inspect SYSTEM/SCREEN": How(words="bots inspect 保育システム/申込入力", says="生年月日"),
    "bots inspect システム/画面": How(words="bots inspect 保育システム/申込照会", says="番号つきの画像"),
    "bots steps": How(says="確定"),
    "bots steps 入力": How(says="例:"),
    "bots steps fill": How(says="例:"),
    "bots steps VERB": How(words="bots steps submit", says="確定"),
    "bots schema": How(says=".schema/recipe.json"),
    "bots schema --print": How(says="draft-07"),
    "bots practice": How(says="childcare"),
    "bots runs": How(says="まだ実行はありません"),
    "bots register": How(says="当てはまるものはありません"),
    "bots move-ledger postgresql://bots@db.example.lg.jp:5432/bots": How(
        words="bots move-ledger postgresql://bots@127.0.0.1:9/bots", code=2, says="P1"
    ),  # the driver is not there, or no server, or no ledger yet
    "bots move-ledger": How(code=2, says="--back"),  # where to
    "bots move-ledger --back": How(code=2, says="P159"),  # it was not moved
    "bots backup": How(says="読み返して確かめました"),
    "bots restore": How(code=2, says="--undo"),  # of which file
    "bots restore --undo": How(words="bots restore --undo --yes", code=2, says="P185"),
    "bots upgrade": How(says="新しい指摘 0 件"),
    "bots doctor": How(code=2, says="ブラウザー"),  # the production systems are not there
    "bots preview 保育申込": How(code=1, says="登録する 5 件、不備 1 件"),
    "bots preview library_cards": How(code=1, says="登録する 5 件、不備 1 件"),
    "bots preview": How(code=1, words="bots preview 保育申込"),
    "bots preview RECIPE": How(code=1, words="bots preview library_cards"),
    "bots preview レシピ名": How(words="bots preview 寄附受付 --all", code=1, says="不備"),
    "bots preview --html": How(code=1, words="bots preview 寄附受付 --html", says="_確認.html"),
    "bots preview RECIPE --html": How(code=1, words="bots preview library_cards --html", says="_確認.html"),
    "bots preview RECIPE --rejects": How(code=1, words="bots preview library_cards --rejects", says="_不備.xlsx"),
    "bots preview RECIPE --data FILE": How(code=1, words="bots preview 保育申込 --data recipes/入所申込一覧.xlsx", says="不備 1 件"),
    "bots preview 名前 --data ファイル": How(code=1, words="bots preview 保育申込 --data recipes/入所申込一覧.xlsx", says="不備 1 件"),
    "bots preview レシピ名 --html": How(code=1, words="bots preview 保育申込 --html", says="_確認.html"),
    "bots preview レシピ名 --rejects": How(code=1, words="bots preview 保育申込 --rejects", says="_不備.xlsx"),
    "bots rehearse 保育申込": How(code=1, says="5 件を、確定の手前まで試しました"),
    "bots rehearse 保育申込 --limit 3": How(code=1, says="3 件を、確定の手前まで試しました"),
    "bots rehearse library_cards --limit 3": How(code=1, says="3 件を、確定の手前まで試しました"),
    "bots rehearse --learn": How(code=1, words="bots rehearse library_cards --learn --limit 1", says="1件しか押していない"),
    "bots rehearse RECIPE --learn": How(code=1, words="bots rehearse library_cards --learn --limit 2", says="何も送っていません"),
    "bots rehearse レシピ --learn": How(code=1, words="bots rehearse 保育申込 --learn --limit 2", says="何も送っていません"),
    "bots rehearse": How(code=1, words="bots rehearse library_cards --limit 1", says="1 件を"),
    "bots run 保育申込 --limit 3 --confirm-first 3": How(
        code=1, types="\n\n\n", says="3 件を登録しました"
    ),
    "bots run … --limit 3 --confirm-first 3": How(
        code=1, words="bots run 保育申込 --limit 3 --confirm-first 3", types="n\n\n", says="1 件を登録しました"
    ),
    "bots run 保育申込": How(code=1, says="1 件を登録しました"),  # what was answered with n
    "bots run library_cards --limit 3 --confirm-first 3": How(
        code=1, types="\n\n\n", says="3 件を登録しました"
    ),
    "bots resume": How(before=held("library_cards", "00004007"), types="\n", says="1 件を登録しました"),
    "bots resume --failed": How(
        before=held("library_cards", "00004008"), types="\n", says="1 件を登録しました"
    ),
    "bots run library_cards": How(code=1, says="5 件は、すでに登録済み"),
    "bots run RECIPE": How(code=1, words="bots run library_cards", says="すでに登録済み"),
    "bots run レシピ名": How(code=1, words="bots run 保育申込", says="5 件は、すでに登録済み"),
    "bots run RECIPE --only KEY": How(words="bots run library_cards --only 00004005", says="すでに登録済み"),
    "bots run レシピ --only 鍵": How(words="bots run 保育申込 --only 00000105", says="すでに登録済み"),
    "bots run": How(code=1, words="bots run 保育申込 --limit 1", says="くわしくは: bots preview 保育申込"),
    "bots approve": How(code=2, says="P94"),  # nobody there to be asked; rows that do wait: test_approve
    "bots approve RUN": How(code=2, words="bots approve latest", says="P94"),
    "bots approve 実行番号": How(code=2, words="bots approve latest", says="P94"),
    "bots approve RUN --only KEY --yes --reason TEXT": How(
        code=2, words="bots approve latest --only 00000105 --yes --reason checked", says="P95"
    ),
    "bots approve 実行番号 --only 鍵 --yes --reason 理由": How(
        code=2, words="bots approve latest --only 00000105 --yes --reason 原本と照合", says="P95"
    ),
    "bots decide": How(code=2, says="P111"),  # nobody there to be asked; rows in doubt: test_decide
    "bots decide RUN --only KEY --by-hand --reason TEXT": How(
        code=2, words="bots decide latest --only 00000105 --by-hand --reason typed", says="P110"
    ),
    "bots decide 実行番号 --only 鍵 --by-hand --reason 理由": How(
        code=2, words="bots decide latest --only 00000105 --by-hand --reason 手で登録", says="P110"
    ),
    "bots decide RUN --only KEY --entered --reason TEXT": How(
        code=2, words="bots decide latest --only 00000105 --entered --reason checked", says="P110"
    ),
    "bots decide 実行番号 --only 鍵 --entered --reason 理由": How(
        code=2, words="bots decide latest --only 00000105 --entered --reason 確かめた", says="P110"
    ),
    "bots continue-by-hand": How(code=2, says="P122"),  # nothing is left
    "bots show": How(code=1, says="業務エラー"),
    "bots report": How(says="report.html"),
    "bots report --open": How(says="report.html"),
    "bots report RUN": How(words="bots report latest", says="report.html"),
    "bots report RUN --books": How(words="bots report latest --books", says="結果.xlsx"),
    "bots report 実行番号 --books": How(words="bots report latest --books", says="結果.xlsx"),
    "bots report RUN --open": How(words="bots report latest --open", says="report.html"),
    "bots report 実行番号 --open": How(words="bots report latest --open", says="report.html"),
    "bots register NAME": How(words=f"bots register '{REGISTER}'", says="✓ 完了"),
    "bots register NAME KEY": How(words=f"bots register '{REGISTER}' 00000105", says="00000105"),
    "bots register 受付簿名": How(words="bots register 'Library cards'", says="00004008"),
    "bots register 受付簿名 鍵": How(words="bots register 'Library cards' 00004005", says="00004005"),
    "bots register 名前 鍵": How(words="bots register 'Library cards' 00004005", says="00004005"),
    "bots stop": How(code=2, says="P15"),  # nothing runs; what runs is stopped in test_commands
    "bots timetable": How(says="この期間に、時間割の予定はありません"),
    "bots timetable --format html": How(says="の時間割"),
    "bots timetable --format ics": How(says="BEGIN:VCALENDAR"),
    "bots timetable --go ENTRY": How(code=2, says="T30"),
    "bots timetable --go ENTRY --file NAME": How(code=2, says="T30"),
    "bots timetable --go 項目 --file ファイル名": How(code=2, says="T30"),
    "bots timetable --skip ENTRY": How(code=2, says="T30"),
    "bots timetable --go 項目": How(code=2, says="T30"),
    "bots timetable --skip 項目": How(code=2, says="T30"),
    "bots status": How(says="時間割に項目はありません"),
    "bots status --json": How(says='"exit_code": 0'),
    "bots pause": How(code=2, says="--all"),  # of what
    "bots pause --all": How(says="時間割の全部を休止しました"),
    "bots pause --end --all": How(says="休止を終えました"),
    "bots pause ENTRY --until 08:30 --reason TEXT": How(code=2, says="T38"),  # those that are there: test_status
    "bots pause 項目 --until 08:30 --reason 理由": How(code=2, says="T38"),
    "bots pause --end ENTRY": How(code=2, says="T36"),
    "bots pause --end 項目": How(code=2, says="T36"),
    "bots show RUN": How(words="bots show latest", code=1),
    "bots show 実行番号": How(words="bots show latest", code=1),
    "bots demo --headed": How(code=2, says="P74"),
    "bots backup FOLDER --keep 30": How(words="bots backup ../kept --keep 30", says="読み返して確かめました"),
    "bots backup フォルダー --keep 30": How(words="bots backup ../控え --keep 30", says="読み返して確かめました"),
    "bots backup --check FILE": How(words="bots backup --check ../kept/*.zip", says="壊れていません"),
    "bots backup --check 控え": How(words="bots backup --check ../控え/*.zip", says="壊れていません"),
    "bots restore FILE": How(words="bots restore ../kept/*.zip --yes", says="控えから戻しました"),
    "bots restore 控え": How(words="bots restore ../控え/*.zip", types="y\n", says="控えから戻しました"),
    "bots restore FILE --ledger-only": How(words="bots restore ../kept/*.zip --ledger-only --yes", says="控えから戻しました"),
    "bots restore 控え --ledger-only": How(words="bots restore ../控え/*.zip --ledger-only", types="n\n", code=2, says="やめました"),
    "bots restore FILE --into DIR": How(words="bots restore ../kept/*.zip --into ../put-back", says="控えから作りました"),
    "bots restore 控え --into フォルダー": How(words="bots restore ../控え/*.zip --into ../戻した場所", says="控えから作りました"),
}
# Their own tests below; --watch ends with Ctrl-C only: tests/unit/cli; new recipes: test_newcomer; over two systems:
# tests/recipes/test_insurance.
ELSEWHERE = {
    "bots run 国保異動 --input 対象日=2026-11-25",
    "bots serve", "bots serve --slots 2", "bots serve --health 127.0.0.1:8765",  # test_timetable, test_status
    "bots practice childcare", "bots demo", "bots check --watch",
    "bots new system URL", "bots new system アドレス",
    "bots new system http://kunren.example.lg.jp/login --name 施設予約", "bots inspect 施設予約",
    "bots new --from recipes/使用許可.xlsx --system 施設予約 --screen /entry", "bots check 使用許可",
    "bots rehearse 使用許可 --limit 1", "bots run 使用許可",
    "bots new system http://kunren.example.lg.jp/login --name Courts", "bots inspect Courts",
    "bots new --from recipes/permits.xlsx --system Courts --screen /entry", "bots check permits",
    "bots rehearse permits --limit 1", "bots run permits",
}  # fmt: skip
BOOTSTRAP = {f"python3 bootstrap.py {name}" for name in ("setup", "demo", "test", "test tests/unit", "bundle bots.zip")}


def test_every_command_line_of_every_page_is_run_here() -> None:
    shown = set(all_commands())
    assert len(shown) > 40
    assert shown - set(DAY) - ELSEWHERE - BOOTSTRAP == set(), "no run for these"
    assert (set(DAY) | ELSEWHERE | BOOTSTRAP) - shown == set(), "on no page any more"


def test_every_command_line_names_a_command_that_exists() -> None:
    for shown in all_commands():
        words = shown.split()
        if words[0] == "bots" and len(words) > 1:
            assert words[1] in COMMANDS, shown


def test_every_option_that_a_page_names_exists() -> None:
    known = {"--help"}
    for name in COMMANDS:
        made = group.get_command(click.Context(group), name)
        assert made is not None
        known |= {option for parameter in made.params for option in parameter.opts}
    for page in PAGES:
        assert options_of(page) <= known, page


@pytest.mark.parametrize("shown", DAY)
def test_a_command_of_the_pages_does_what_is_said(shown: str, hall: Hall) -> None:
    how = DAY[shown]
    if how.before is not None:
        how.before(hall)
    words = how.words or shown
    done = hall.run(
        ["sh", "-c", re.sub("^bots", f"'{hall.command}'", words)], how.types, None, hall.home
    )
    assert done.code == how.code, done.said
    assert how.says in done.out + done.err, done.said


def test_the_day_has_entered_each_good_row_once(hall: Hall) -> None:
    for system, keys in {"childcare": 5, "library": 5}.items():
        entered = hall.entered(system)
        assert len(entered) == len(set(entered)) == keys


def test_report_open_has_opened_the_report(hall: Hall) -> None:
    opened = (hall.cache / "bin" / "opened").read_text().splitlines()
    reports = [line for line in opened if line.endswith("/report.html")]  # bots decide opens pictures too
    assert reports
    assert all(Path(line).exists() for line in reports)


def test_a_practice_system_runs_until_ctrl_c(hall: Hall) -> None:
    child = hall.begin("practice", "childcare", "--port", "0")
    assert child.stdout is not None
    assert "http://127.0.0.1:" in child.stdout.readline()
    while "Ctrl-C" not in (line := child.stdout.readline()):
        assert line, "it ended without saying how it is ended"
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=30)
    assert child.returncode == 0, out + err
    assert "Traceback" not in err


# ------------------------------------------------------------------ the newcomer's three commands


def newcomer(house: Path, *words: str, env: Mapping[str, str] | None = None) -> Done:
    """`python3 bootstrap.py WORDS` in the copy of the house, whose parts are all there."""
    hall = Hall(house, house, house.parent, {})
    return hall.run([sys.executable, "bootstrap.py", *words], "", env, house)


def test_bootstrap_setup_is_quick_when_all_is_there(house: Path) -> None:
    done = newcomer(house, "setup")
    assert done.code == 0, done.said
    assert ".venv/bin/bots" in done.out
    assert "入れています" not in done.out, "it installed again what was there"


def test_bootstrap_demo_hands_the_sheet_in_twice(house: Path) -> None:
    """It hands over to `bots demo`, which is thereby run too."""
    done = newcomer(house, "demo")
    assert done.code == 0, done.said
    assert "5 件を登録しました" in done.out
    assert "2回目: 新しい登録 0 件" in done.out
    assert "（二重 0 件）" in done.out
    again = re.search(r"続きは: (.+) runs", done.out)
    assert again is not None
    goes_on = subprocess.run(
        [*again[1].split(), "runs"], env=environment(house.parent), capture_output=True, check=False
    )
    assert goes_on.returncode == 0


SMALL = """\
import sys


def test_small() -> None:
    assert not sys.dont_write_bytecode, "every child would compile the program anew"
"""


def test_every_test_is_in_one_ring(bootstrap: ModuleType) -> None:
    found: list[Path] = []
    for ring in bootstrap.RINGS:
        places = [HOME / word for word in ring if not word.startswith("-")]
        kept_out = [str(HOME / word.partition("=")[2]) for word in ring if word.startswith("-")]
        for file in (file for place in places for file in [place, *place.rglob("test_*.py")] if file.is_file()):
            if not any(fnmatch(str(part), one) for part in (file, *file.parents) for one in kept_out):
                found.append(file)
    nightly = HOME / "tests" / "editor"  # it needs node and npm
    every = [file for file in (HOME / "tests").rglob("test_*.py") if nightly not in file.parents]
    assert sorted(found) == sorted(every)


def test_bootstrap_test_runs_every_ring_and_tells_of_a_failure(
    house: Path, bootstrap: ModuleType
) -> None:
    """In the copy each ring holds a small test or two: that all of them are run is what is seen here."""
    (house / "pyproject.toml").write_text("[tool.pytest.ini_options]\n", encoding="utf-8")
    for ring in bootstrap.RINGS:
        for name in (word for word in ring if not word.startswith("-")):
            folder = house / name
            halves = [folder / f"test_{half}_{folder.name}_small.py" for half in ("a", "z")]  # of rings cut by letters
            for file in [folder] if name.endswith(".py") else halves:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(SMALL, encoding="utf-8")
    done = newcomer(house, "test", env={"PYTHONDONTWRITEBYTECODE": "1"})
    assert done.code == 0, done.said
    assert done.out.count("== pytest") == len(bootstrap.RINGS)
    assert "すべての試験に通りました" in done.out
    (house / "tests/unit/test_unit_small.py").write_text("def test_small() -> None:\n    assert False\n")
    failed = newcomer(house, "test", "tests/unit")
    assert failed.code != 0
    assert "通らなかった試験があります" in failed.out


@pytest.mark.parametrize("words", [[], ["dmo"], ["demo", "--lang", "fr"]])
def test_a_wrong_word_for_bootstrap_is_told(house: Path, words: list[str]) -> None:
    done = newcomer(house, *words)
    assert done.code == 2, done.said
    assert "demo" in done.err
