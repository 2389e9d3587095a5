"""The trial of a newcomer: an unseen book and an unseen system to a recipe that runs, by the steps of the handbook.

The commands are those that the clerks' handbook shows, read from its page; commands and lines that are written by
hand are counted and held against what the page says.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import openpyxl
import pytest

from bots import practice
from bots.practice import Practice
from tests.commands.house import HOME, Hall
from tests.commands.pages import commands_of
from tests.commands.unseen import SECRETS, Unseen, make_book, number_in

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason=".venv/bin of POSIX")
PAGES = {"ja": "clerk.ja.md", "en": "clerk.md"}
HEADING = {"ja": "## 新しいレシピを作る", "en": "## Making a new recipe"}
ADDRESS = "http://kunren.example.lg.jp/login"  # of the handbook
COUNTS = {"ja": (r"命令 (\d+) つ", r"書き足す行は (\d+) 行"), "en": (r"(\d+) commands", r"(\d+) lines written by hand")}
LANGUAGES = ["ja", "en"]


def section(lang: str, folder: Path) -> tuple[list[str], str]:
    """The command lines of the handbook's part about new recipes, and its text."""
    text = (HOME / "docs" / PAGES[lang]).read_text(encoding="utf-8")
    part = text.partition(f"{HEADING[lang]}\n")[2].partition("\n## ")[0]
    page = folder / "part.md"
    steps = [line for line in part.splitlines() if line.startswith("|")]
    page.write_text("\n".join(steps), encoding="utf-8")
    return list(commands_of(page)), part


@pytest.fixture(params=LANGUAGES)
def unseen(request: pytest.FixtureRequest) -> Iterator[Unseen]:
    started = Unseen(request.param)
    yield started
    started.close()


@pytest.fixture
def own(tmp_path: Path, house: Path, systems: Mapping[str, Practice]) -> Hall:
    """A hall of the test's own."""
    return Hall.make(tmp_path / "project", house, {})


def replaced(path: Path, before: str, after: str) -> int:
    """Write a line by hand; how many lines it were."""
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1, text
    path.write_text(text.replace(before, after), encoding="utf-8")
    return 1


def proved(own: Hall, name: str, text: str) -> int:
    """Write what is shown only when signed in, without which a new system file is not used; how many lines it were."""
    looked = own.bots("inspect", name)
    assert looked.code == 2, looked.said
    assert "[R196]" in looked.err
    file = own.home / "config" / "systems" / f"{name}.yaml"
    line = next(one for one in file.read_text("utf-8").splitlines() if one.startswith(("  - 表示確認: < ? >", "  - see: < ? >")))
    return replaced(file, line, line.replace("< ? >", f'"{text}"'))


def test_from_an_unseen_book_and_system_to_a_run(own: Hall, unseen: Unseen, tmp_path: Path) -> None:
    lang = "ja" if unseen.words["title"] == "施設予約" else "en"
    shown, text = section(lang, tmp_path)
    recipe = "使用許可" if lang == "ja" else "permits"
    keys = make_book(own.home / "recipes" / f"{recipe}.xlsx", lang)
    told = {"BOTS_LANG": lang}
    edited = 0
    said: list[str] = []
    for command in shown:
        words = command.replace(ADDRESS, f"{unseen.address}/login").split()[1:]
        done = own.bots(*words, env=told)
        assert done.code == 0, done.said
        said.append(done.out)
        if words[:2] == ["new", "system"]:
            names = [line.split(":")[0].strip() for line in done.out.splitlines() if line.startswith("  ") and "_" in line]
            assert len(names) == 2
            secrets = own.home / "config" / "secrets.yaml"
            with secrets.open("a", encoding="utf-8") as file:
                for name, value in zip(names, SECRETS, strict=True):
                    file.write(f"{name}: {value}\n")
                    edited += 1
            edited += proved(own, words[words.index("--name") + 1], unseen.words["menu"])
        elif words[0] == "inspect":
            menu = f"リンク「{unseen.words['entry']}」" if lang == "ja" else f'link "{unseen.words["entry"]}"'
            assert menu in done.out, "what leads on from the menu, as it is written under 開き方"
        elif words[0] == "new":
            made = own.home / "recipes" / f"{recipe}.yaml"
            open_ = own.bots("check", recipe, env=told)
            assert (open_.code, open_.out.count("[R08]"), open_.out.count("[R")) == (1, 1, 1), "the one thing that is open"
            success = "成功の表示" if lang == "ja" else "success"
            line = next(one for one in made.read_text("utf-8").splitlines() if f"# {success}:" in one)
            edited += replaced(made, line, f"    {success}: {unseen.words['done']}")
            dialog = "ダイアログ" if lang == "ja" else "dialog"
            line = next(one for one in made.read_text("utf-8").splitlines() if f"# {dialog}: OK" in one)
            edited += replaced(made, line, line.replace("# ", "", 1))
    assert [one["no"] for one in unseen.entered] == keys
    assert unseen.entered[2] == {
        "no": "000003", "name": "練習 三郎", "kana": "レンシュウ", "day": "2026/12/03", "kind": unseen.words["kinds"].split("/")[1],
        "fee": "4500", "note": "車いす",
    }  # fmt: skip
    assert set(unseen.signed_in) == {SECRETS}
    result = own.home / "recipes" / f"{recipe}_{'結果' if lang == 'ja' else 'result'}.xlsx"
    states = [row[9].value for row in openpyxl.load_workbook(result).worksheets[0].iter_rows(min_row=4, max_row=9)]
    assert states == ["登録済" if lang == "ja" else "entered"] * 6
    assert [one.split()[1] for one in shown] == ["new", "inspect", "new", "check", "rehearse", "run"]
    assert (len(shown), edited) == tuple(number_in(text, one) for one in COUNTS[lang])


@pytest.mark.parametrize("unseen", ["en"], indirect=True)
def test_the_system_file_proposes_its_screens_where_the_secrets_are_kept(own: Hall, unseen: Unseen) -> None:
    kept = {"BOTS_SECRET_COURTS_USER": SECRETS[0], "BOTS_SECRET_COURTS_PASSWORD": SECRETS[1]}
    done = own.bots("new", "system", f"{unseen.address}/login", "--name", "courts", "--environment", "検証", "--lang", "ja", env=kept)
    assert done.code == 0, done.said
    text = (own.home / "config" / "systems" / "courts.yaml").read_text(encoding="utf-8")
    assert f"  検証: {unseen.address}" in text
    assert f"  - 表示確認: {unseen.words['menu']}" in text.replace('"', "")
    assert f"#   {unseen.words['entry']}:" in text
    assert f"リンク「{unseen.words['out']}」" in text
    assert unseen.signed_in == [SECRETS]
    for value in SECRETS:
        assert value not in text + done.said
    assert own.bots("check").code == 0
    looked = own.bots("inspect", f"{unseen.address}/entry", "--env", "検証")
    assert "bots inspect courts/entry --env 検証" in looked.out, looked.said
    looked = own.bots("inspect", "courts/entry", "--env", "検証", env=kept)
    assert looked.code == 0, looked.said
    assert unseen.words["name"] in looked.out


@pytest.mark.parametrize("unseen", ["ja"], indirect=True)
def test_a_refused_sign_in_leaves_the_file_and_is_tried_once(own: Hall, unseen: Unseen) -> None:
    wrong = {"BOTS_SECRET_COURTS_USER": "x", "BOTS_SECRET_COURTS_PASSWORD": "y"}
    done = own.bots("new", "system", unseen.address, "--name", "courts", env=wrong)
    assert done.code == 0, done.said
    assert (own.home / "config" / "systems" / "courts.yaml").exists()
    assert unseen.signed_in == [("x", "y")]
    assert "[S86]" in done.err, "it did not sign in, and does not take the sign-in page for what comes after it"
    looked = own.bots("inspect", "courts", env=wrong)
    assert looked.code == 2, looked.said
    assert "[R196]" in looked.err
    proved(own, "courts", unseen.words["menu"])
    looked = own.bots("inspect", "courts", env=wrong)
    assert (looked.code, "[P59]" in looked.err) == (2, True), looked.said
    assert unseen.signed_in == [("x", "y")]
    looked = own.bots("inspect", "courts", "--login-again", env=wrong)
    assert (looked.code, "[S86]" in looked.err, looked.out) == (2, True, ""), looked.said
    assert unseen.signed_in == [("x", "y")] * 2
    right = {"BOTS_SECRET_COURTS_USER": SECRETS[0], "BOTS_SECRET_COURTS_PASSWORD": SECRETS[1]}
    assert own.bots("inspect", "courts", env=right).code == 0


ODD_HEADS = ("受付のNo.", "お子さんのお名前", "よみかた", "お誕生日", "男・女", "希望の園（1番目）", "勤務証明（ファイル名）", "連絡事項", "控えNo.", "済")
ODD_COUNTS = {"ja": (r"命令は (\d+) つ", r"# を取る行は (\d+) 行"), "en": (r"took (\d+) commands", r"and (\d+) lines written or freed")}


def odd_book(folder: Path) -> list[str]:
    """A book whose headings are nowhere on the screen of 保育システム, with a total below; the keys of its rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["令和8年度 保育の申し込み（窓口控え）"])
    sheet.append([])
    sheet.append(ODD_HEADS)
    places = ("中央保育園", "桜台保育園", "若葉こども園", "南町保育園")
    for number, place in enumerate(places, 71):
        sheet.append([f"{number:08d}", f"練習　{number}号", "レンシュウ　ハナコ", f"R6.{number - 70}.1", "男女"[number % 2], place, "証明.pdf"])
    sheet.append(["合計", None, None, None, None, "4件"])
    book.save(folder / "窓口.xlsx")
    (folder / "証明.pdf").write_bytes(b"%PDF-1.4\n")
    return [f"{number:08d}" for number in range(71, 75)]


SAID = {"確定": "ボタン「登録する」", "成功の表示": "登録が完了しました", "ダイアログ": "OK"}  # what only a person knows
VERBS = ("  # - 入力:", "  # - 添付:")


def taken(line: str) -> str:
    """A line of the draft once a person has said yes to what it proposes, or written what it asks."""
    for word, said in SAID.items():
        if line.strip(" #-").startswith(f"{word}:"):
            return f"{line.partition(word)[0].replace('# ', '')}{word}: {said}"
    return line.replace("# ", "", 1) if line in VERBS or "ことかもしれません" in line else line


def test_odd_headings_are_taken_from_what_is_proposed(own: Hall, tmp_path: Path) -> None:
    """Of seven fields one is known by another word for the same; the draft proposes all others, and leaves the total out."""
    keys = odd_book(own.home / "recipes")
    with practice.start("nursery", tmp_path / "nursery", lang="ja", environment="training") as system:
        count = 0

        def step(*words: str) -> str:
            nonlocal count
            count += 1
            done = own.bots(*words)
            assert done.code == 0, done.said
            return done.out

        step("new", "system", f"{system.address}/login", "--name", "入園管理")
        edited = proved(own, "入園管理", "業務メニュー")
        secrets = own.home / "config" / "secrets.yaml"
        with secrets.open("a", encoding="utf-8") as file:
            file.write("system_user: robot01\nsystem_password: renshu-pass-1\n")
        menu = step("inspect", "入園管理")
        assert "リンク「入所申込入力」" in menu
        step("new", "--from", "recipes/窓口.xlsx", "--system", "入園管理", "--screen", "/moushikomi/new")
        made = own.home / "recipes" / "窓口.yaml"
        before = made.read_text(encoding="utf-8").splitlines()
        after = [taken(line) for line in before]
        edited += 2 + sum(one != other for one, other in zip(before, after, strict=True))
        made.write_text("\n".join(after) + "\n", encoding="utf-8")
        step("check", "窓口")
        step("rehearse", "窓口", "--limit", "1")
        step("run", "窓口")
        entries = system.truth()
    assert [one.key for one in entries] == keys
    assert entries[0].fields["kibo1_cd"] == "0101"
    assert {one.fields["shurou_file"] for one in entries} == {"証明.pdf"}
    assert [one.fields["seibetsu"] for one in entries] == ["女", "男", "女", "男"]
    for lang in LANGUAGES:
        text = section(lang, tmp_path)[1]
        assert (count, edited) == tuple(number_in(text, one) for one in ODD_COUNTS[lang])
