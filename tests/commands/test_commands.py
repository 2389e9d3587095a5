"""Every command and every option, as a person or a program calls them: what is said and how it ends."""

from __future__ import annotations

import json
import re
import shutil
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from bots.cli import COMMANDS, group
from tests.commands.house import Done, Hall

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and .venv/bin of POSIX")
LONGER_SHEETS = True  # nine good rows, then one that is refused
REGISTER = "令和8年度 保育入所申込"
ITEMS = [
    "total", "done", "refused", "failed", "uncertain", "skipped", "already", "waiting", "pending",
    "conflict", "cancelled", "unfinished",
]  # fmt: skip
KEYS = iter(f"{number:08d}" for number in range(104, 113))


@pytest.fixture(scope="module")
def first(hall: Hall) -> str:
    """A run that entered one row, for all that looks at runs; its id."""
    done = hall.bots("run", "保育申込", "--only", next(KEYS), "--json")
    assert done.code == 0, done.said
    return str(json.loads(done.out)["run"])


def line_of(done: Done) -> dict[str, object]:
    """The one line of `--json`, in the shape that other programs rely on."""
    assert done.out.count("\n") == 1, done.said
    told: dict[str, object] = json.loads(done.out)
    assert list(told) == ["run", "state", "items", "folder", "seconds"]
    items = told["items"]
    assert isinstance(items, dict)
    assert sorted(items) == sorted(ITEMS)
    assert re.fullmatch(r"\d{8}-\d{4}-\w{4}", str(told["run"]))
    assert Path(str(told["folder"])).is_dir()
    assert isinstance(told["seconds"], float)
    return told


def test_every_option_of_every_command_is_used_here() -> None:
    tests = Path(__file__).parent
    text = "".join(path.read_text(encoding="utf-8") for path in tests.glob("test_*.py"))
    for name in COMMANDS:
        made = group.get_command(click.Context(group), name)
        assert made is not None
        assert f'"{name}"' in text, name
        for option in (one for one in made.params if isinstance(one, click.Option)):
            assert f'"{option.opts[0]}"' in text, (name, option.opts)


# ------------------------------------------------------------------ recipes


def test_check_good_bad_folder_and_none(hall: Hall, tmp_path: Path) -> None:
    assert hall.bots("check", "保育申込", "library_cards").code == 0
    bad = hall.home / "recipes" / "誤り.yaml"
    text = (hall.home / "recipes" / "保育申込.yaml").read_text(encoding="utf-8")
    bad.write_text(text.replace("  - クリック: 確認画面へ", "  - クリッコ: 確認画面へ"), encoding="utf-8")
    try:
        one = hall.bots("check", "誤り")
        whole = hall.bots("check")
        data = hall.bots("check", "誤り", "--format", "json")
    finally:
        bad.unlink()
    for done in (one, whole, data):
        assert done.code == 1, done.said
    assert "もしかして: クリック" in one.out
    assert re.search(r"recipes/誤り\.yaml:\d+:\d+: エラー", one.out)
    assert json.loads(data.out)[0]["code"] == "R04"
    none = hall.bots("check", "ない名前")
    assert none.code == 1
    assert "R80" in none.out
    empty = tmp_path / "empty"
    empty.mkdir()
    no_project = hall.bots("-C", str(empty), "check")
    assert (no_project.code, no_project.out) == (2, "")
    assert "P56" in no_project.err
    for command in ("run", "preview"):
        no_project = hall.bots("-C", str(empty), command, "申込")
        assert no_project.code == 2
        assert "P56" in no_project.said
    (empty / "recipes").mkdir()
    nothing = hall.bots("-C", str(empty), "check")
    assert nothing.code == 0
    assert "レシピはありません" in nothing.out


@pytest.mark.parametrize(("lang", "word"), [("ja", "取り消せません"), ("en", "Cannot be taken back")])
def test_explain_in_both_languages(hall: Hall, lang: str, word: str) -> None:
    for recipe in ("保育申込", "library_cards"):
        done = hall.bots("--lang", lang, "explain", recipe)
        assert done.code == 0
        assert word in done.out


def test_steps_all_one_and_a_slip(hall: Hall) -> None:
    assert "確定" in hall.bots("steps").out
    assert "submit" in hall.bots("--lang", "en", "steps").out
    assert "例:" in hall.bots("steps", "入力").out
    slip = hall.bots("steps", "入カ")
    assert slip.code == 2
    assert "もしかして: 入力" in slip.err


def test_schema_writes_for_editors_and_spares_what_it_cannot_read(hall: Hall, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    assert hall.bots("-C", str(home), "schema").code == 2  # no project: nothing is strewn about
    assert list(home.iterdir()) == []
    (home / "recipes").mkdir()
    first = hall.bots("-C", str(home), "schema")
    assert first.code == 0
    assert "書きました: .schema/recipe.json" in first.out
    settings = home / ".vscode" / "settings.json"
    assert "./.schema/recipe.json" in json.loads(settings.read_text(encoding="utf-8"))["yaml.schemas"]
    assert "As it was: .schema/recipe.json" in hall.bots("-C", str(home), "--lang", "en", "schema").out
    settings.write_text("{ // 注釈\n}", encoding="utf-8")
    told = hall.bots("-C", str(home), "schema")
    assert told.code == 0
    assert "次の行を書き足してください" in told.out
    assert '"yaml.schemas": {' in told.out
    assert settings.read_text(encoding="utf-8") == "{ // 注釈\n}"
    printed = hall.bots("schema", "--print")
    assert json.loads(printed.out)["$schema"].endswith("draft-07/schema#")


def test_preview_shows_the_rows_and_opens_nothing(hall: Hall) -> None:
    done = hall.bots("preview", "保育申込", "--all")
    assert done.code == 1
    assert "登録する 9 件、不備 1 件" in done.out
    assert "R" not in done.err
    data = hall.bots("preview", "保育申込", "--json")
    assert len(data.out.splitlines()) == 1
    json.loads(data.out)
    assert not list(hall.home.glob("logs/runs/*/*/items")), "a preview leaves nothing behind"


def test_preview_writes_a_page_and_a_book_where_it_is_asked_to(hall: Hall, tmp_path: Path) -> None:
    sheet, page = tmp_path / "別の表.xlsx", tmp_path / "確認.html"
    shutil.copy(hall.home / "recipes" / "入所申込一覧.xlsx", sheet)
    done = hall.bots("--lang", "en", "preview", "保育申込", "--data", str(sheet), "--html", str(page), "--rejects", "--json")
    assert done.code == 1
    assert json.loads(done.out)["files"] == {"page": str(page), "rejects": str(tmp_path / "別の表_不備.xlsx")}
    assert "<html lang=en>" in page.read_text(encoding="utf-8")
    assert sheet.read_bytes() == (hall.home / "recipes" / "入所申込一覧.xlsx").read_bytes()


# ------------------------------------------------------------------ runs


def test_a_rehearsal_enters_nothing(hall: Hall) -> None:
    before = hall.entered()
    done = hall.bots("rehearse", "保育申込", "--limit", "1", "--json")
    assert line_of(done)["state"] == "finished"
    assert done.code == 1  # the sheet has a bad row
    assert hall.entered() == before


def test_run_only_some_keys_of_another_sheet_in_a_named_environment(hall: Hall, tmp_path: Path) -> None:
    keys = [next(KEYS), next(KEYS)]
    sheet = tmp_path / "別の表.xlsx"
    shutil.copy(hall.home / "recipes" / "入所申込一覧.xlsx", sheet)
    words = [word for key in keys for word in ("--only", key)]
    done = hall.bots("run", "保育申込", *words, "--data", str(sheet), "--env", "訓練", "--json")
    told = line_of(done)
    assert done.code == 0, done.said
    assert done.err == ""
    assert told["state"] == "finished"
    assert told["items"] == dict.fromkeys(ITEMS, 0) | {"total": 2, "done": 2}
    assert set(keys) <= set(hall.entered())
    assert (tmp_path / "別の表_結果.xlsx").exists()


def test_an_environment_that_answers_no_one_is_told(hall: Hall) -> None:
    """The production system is not there: the row fails before anything is sent."""
    done = hall.bots("run", "保育申込", "--only", next(KEYS), "--address", "保育システム=http://127.0.0.1:9")
    assert done.code == 2, done.said
    assert "127.0.0.1:9 につながりません（ブラウザーが開かない番号のポートです）" in done.out
    assert "○" not in done.out, "the reason is told in full, later too"
    assert "○" not in hall.bots("show").out


def test_inputs_are_values_of_the_recipe(hall: Hall) -> None:
    recipes = hall.home / "recipes"
    text = (recipes / "library_cards.yaml").read_text(encoding="utf-8")
    made = text.replace("uses: library\n", "uses: library\ninputs:\n  Desk: text\n", 1)
    made = made.replace("register: Library cards", "register: Library cards <Desk>")
    path = recipes / "desk.yaml"
    path.write_text(made, encoding="utf-8")
    try:
        assert hall.bots("check", "desk").code == 0, hall.bots("check", "desk").said
        done = hall.bots(
            "run", "desk", "--input", "Desk=East", "--only", "00004004",
            "--new-register", "--new-key", "--json",
        )  # fmt: skip
        missing = hall.bots("run", "desk", "--only", "00004005")
    finally:
        path.unlink()
    assert done.code == 0, done.said
    assert "00004004" in hall.entered("library")
    assert "Library cards East" in hall.bots("register").out
    assert missing.code == 2
    assert "Desk" in missing.err


def test_headed_without_a_screen_is_one_message_and_begins_nothing(hall: Hall, first: str) -> None:
    before = hall.bots("runs").out
    for words in (["run", "保育申込", "--headed"], ["demo", "--headed"], ["resume", "--headed"], ["inspect", "保育システム", "--headed"]):
        done = hall.bots(*words)
        assert done.code == 2
        assert done.err.count("[P74]") == 1
        assert done.out == ""
    assert hall.bots("runs").out == before


def test_check_is_watching_for_people_only(hall: Hall) -> None:
    done = hall.bots("check", "--watch", "--format", "json")
    assert (done.code, "--format text" in done.err) == (2, True), done.said


def test_fix_shows_writes_and_checks(hall: Hall) -> None:
    """What it mends is in tests/unit/cli; here are its options, and the copy that it keeps."""
    path = hall.home / "recipes" / "直す.yaml"
    path.write_text("レシピ： 試し\n手順:\n  - メモ: あ\n", encoding="utf-8")
    try:
        assert hall.bots("fix", "直す", "--check").code == 1
        assert "：" in path.read_text("utf-8")
        assert hall.bots("fix", "直す", "--write").code == 0
        assert path.read_text("utf-8").startswith("レシピ: 試し")
        assert hall.bots("fix", "--undo", "直す").code == 0
        assert "：" in path.read_text("utf-8")
        assert hall.bots("fix", "--undo", "直す").code == 0
        assert path.read_text("utf-8").startswith("レシピ: 試し")
        assert "note" in hall.bots("fix", "直す", "--lang", "en").out
    finally:
        for one in path.parent.glob("直す*"):
            one.unlink()


def test_a_screen_is_told_in_words_that_a_recipe_may_use(hall: Hall, tmp_path: Path) -> None:
    picture = tmp_path / "screen.png"
    done = hall.bots("inspect", "保育システム/申込入力", "--env", "訓練", "--picture", str(picture))
    assert done.code == 0, done.said
    assert re.search(r"^5 +生年月日 +分かれた日付 ×4 +◎", done.out, re.MULTILINE), done.said
    assert "      生年月日: <生年月日>\n" in done.out
    assert "  - クリック: ボタン「確認画面へ」\n" in done.out
    assert picture.read_bytes().startswith(b"\x89PNG")
    login = f"{hall.systems['childcare'].address}/login"
    seen = hall.bots("inspect", login, "--json", "--picture", str(picture))
    told = json.loads(seen.out)
    assert [one["names"] for one in told["fields"]] == [["利用者ID"], ["パスワード"]]
    elsewhere = hall.bots("inspect", "保育システム/申込入カ")
    assert (elsewhere.code, "[R16]" in elsewhere.err) == (2, True), elsewhere.said
    gone = hall.bots("inspect", "保育システム", "--address", "保育システム=http://127.0.0.1:9")
    assert (gone.code, "[N01]" in gone.err) == (2, True), gone.said


def test_confirm_first_waits_for_a_person_and_only_enter_submits(hall: Hall) -> None:
    key, other = next(KEYS), next(KEYS)
    typed = "はい？\nｎ\n\n"  # a slip, a full-width n, then Enter
    done = hall.bots(
        "run", "保育申込", "--only", key, "--only", other, "--confirm-first", "2", "--json", stdin=typed
    )
    told = line_of(done)
    assert done.code == 1, done.said
    assert isinstance(told["items"], dict)
    assert (told["items"]["refused"], told["items"]["done"]) == (1, 1)
    assert done.err.count("登録するなら Enter") == 3
    pictures = re.findall(r"確定の前の画面: (.+)", done.err)
    assert len(pictures) == 2
    assert all(Path(picture).stat().st_size > 1000 for picture in pictures)
    assert key not in hall.entered()
    assert other in hall.entered()


def test_nobody_answers_then_resume_goes_on(hall: Hall, first: str) -> None:
    key = next(KEYS)
    done = hall.bots("run", "保育申込", "--only", key, "--confirm-first", "1")
    assert done.code == 2, done.said
    assert "答えがないため" in done.err
    assert "答えがないため" in done.out
    assert "停止の指示" not in done.said  # nobody asked for that
    assert "bots resume" in done.out
    assert key not in hall.entered()
    resumed = hall.bots("resume", "--failed", "--login-again", "--json", stdin="\n")
    assert resumed.code == 0, resumed.said
    assert line_of(resumed)["state"] == "finished"
    assert key in hall.entered()
    again = hall.bots("resume", str(line_of(resumed)["run"]))
    assert again.code == 2
    assert "終了" in again.err


def test_stop_ends_a_run_that_waits_for_an_answer(hall: Hall) -> None:
    key = next(KEYS)
    child = hall.begin("run", "保育申込", "--only", key, "--confirm-first", "1")
    assert child.stderr is not None
    while "確定の前の画面" not in (line := child.stderr.readline()):
        assert child.poll() is None, line
    stopped = hall.bots("stop", "--json")
    assert stopped.code == 0, stopped.said
    assert json.loads(stopped.out)["asked"] is True
    out, err = child.communicate("\n", timeout=60)
    assert child.returncode == 2, out + err
    assert "停止の指示" in out
    assert key not in hall.entered()
    too_late = hall.bots("--lang", "en", "stop")
    assert too_late.code == 2
    assert "stopped" in too_late.err


# ------------------------------------------------------------------ looking at what happened


def test_runs_and_show_in_both_languages(hall: Hall, first: str) -> None:
    assert "終了" in hall.bots("runs").out
    english = hall.bots("--lang", "en", "runs", "--last", "1")
    assert len(english.out.splitlines()) == 2
    assert not re.search("[ぁ-ん]|終了|停止|本番|訓練", english.out)
    assert re.search("training|production", english.out)
    assert first in {run["run"] for run in json.loads(hall.bots("runs", "--json").out)}
    shown = hall.bots("show", first)
    assert shown.code == 0
    assert "✓ 1 件を登録しました" in shown.out
    assert "1 row was entered" in hall.bots("--lang", "en", "show", first[:-1]).out
    assert line_of(hall.bots("show", first, "--json"))["run"] == first


@pytest.mark.parametrize(("lang", "word"), [("ja", "完了"), ("en", "done")])
def test_the_report_is_made_in_the_language_asked_for(
    hall: Hall, first: str, lang: str, word: str
) -> None:
    done = hall.bots("--lang", lang, "report", first)
    assert done.code == 0
    page = Path(done.out.strip()).read_text(encoding="utf-8")
    assert re.search(rf'<html lang="?{lang}"?>', page)
    assert word in page.lower()


def test_the_books_of_a_run_are_made_again(hall: Hall, first: str) -> None:
    done = hall.bots("report", first, "--books")
    assert done.code == 0, done.said
    report, *books = map(Path, done.out.splitlines())
    assert report.name == "report.html"
    assert [book.stem.rpartition("_")[2] for book in books][:1] == ["結果"]
    assert all(book.is_file() for book in books)


def test_report_open_says_so_where_nothing_can_be_opened(hall: Hall, first: str) -> None:
    done = hall.bots("report", first, "--open", env={"PATH": "/nowhere"})
    assert done.code == 0
    assert "開けませんでした" in done.err


def test_register_lists_names_then_keys_then_one(hall: Hall, first: str) -> None:
    assert REGISTER in hall.bots("register").out
    (key,) = {one["key"] for one in json.loads(hall.bots("register", REGISTER, "--json").out)
              if one["run"] == first}  # fmt: skip
    assert "✓ 完了" in hall.bots("register", REGISTER, key).out
    english = hall.bots("--lang", "en", "register", REGISTER, key).out
    assert "✓ done" in english
    assert "training" in english
    assert "ありません" in hall.bots("register", REGISTER, "ない鍵").out
    unknown = hall.bots("register", "ない受付簿")
    assert unknown.code == 2
    assert REGISTER in unknown.err


# ------------------------------------------------------------------ this place


def test_practice_is_told_and_starts_where_it_is_asked_to(hall: Hall, tmp_path: Path) -> None:
    assert "library" in hall.bots("practice").out
    wrong = hall.bots("practice", "libary")
    assert wrong.code == 2
    assert "library" in wrong.err
    child = hall.begin("practice", "library", "--port", "0", "--folder", str(tmp_path), "--production")
    assert child.stdout is not None
    assert "http://127.0.0.1:" in child.stdout.readline()
    child.terminate()
    child.communicate(timeout=30)


def test_doctor_names_what_is_there_and_the_remedy_for_what_is_not(hall: Hall) -> None:
    done = hall.bots("doctor")
    assert done.code == 2  # the production systems are not within reach
    assert "✓ ブラウザー" in done.out
    assert re.search(r"✓ .+（訓練）", done.out)
    assert re.search(r"✕ .+（本番）.+\n    → .+bots practice", done.out)
    english = hall.bots("--lang", "en", "doctor")
    assert "✓ browser" in english.out
    assert re.search(r"✓ .+ \(training\)", english.out)
    found = json.loads(hall.bots("doctor", "--json").out)
    assert all(set(one) == {"what", "well", "seen", "remedy"} for one in found)
    assert all(one["remedy"] for one in found if not one["well"])


def test_browser_names_a_program_that_exists(hall: Hall) -> None:
    done = hall.bots("browser")
    assert done.code == 0
    assert Path(done.out.splitlines()[0]).exists()


def test_init_makes_a_project_once_and_overwrites_nothing(hall: Hall, tmp_path: Path) -> None:
    empty = tmp_path / "空のフォルダー"
    empty.mkdir()
    assert hall.bots("init", str(empty)).code == 0
    assert hall.bots("-C", str(empty), "check").code == 0
    kept = {path: path.read_bytes() for path in files_of(empty)}
    assert hall.bots("--lang", "en", "init", str(empty.with_name("english"))).code == 0
    spoken = [(folder / "config/settings.yaml").read_text("utf-8").splitlines()[1] for folder in (empty, empty.with_name("english"))]
    assert spoken == ["language: ja", "language: en"]
    again = hall.bots("init", str(empty))
    assert again.code == 2
    assert "P06" in again.err
    here = hall.bots("init", ".", cwd=empty)
    assert here.code == 2
    assert "「空のフォルダー」には" in here.err
    assert {path: path.read_bytes() for path in files_of(empty)} == kept
    a_file = tmp_path / "a_file"
    a_file.write_text("")
    assert hall.bots("init", str(a_file)).code == 2


def files_of(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def test_demo_keeps_its_folder_where_it_is_asked_to(hall: Hall, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "mine.txt").write_text("")
    done = hall.bots("demo", "--keep", str(taken))
    assert done.code == 2
    assert "P06" in done.err
    assert [path.name for path in taken.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("words", ["check", "steps", "--help"])
def test_how_soon_a_command_answers(hall: Hall, words: str) -> None:
    """Printed, to be looked at; only a command that has become slow altogether fails."""
    took = []
    for _ in range(5):
        began = time.perf_counter()
        assert hall.bots(words).code == 0
        took.append(time.perf_counter() - began)
    print(f"\nbots {words}: {statistics.median(took):.2f} s (median of {len(took)})")
    assert min(took) < 5


def test_move_ledger_wants_one_place_and_no_password(hall: Hall) -> None:
    """What it does is told in tests/postgres, where there is a server."""
    assert hall.bots("move-ledger").code == 2
    back = hall.bots("--lang", "en", "move-ledger", "--back")
    assert back.code == 2
    assert "P159" in back.err
    told = hall.bots("--lang", "en", "move-ledger", "postgresql://bots:himitsu@127.0.0.1/bots")
    assert told.code == 2
    assert "P161" in told.err
    assert "himitsu" not in told.out + told.err
